"""The site: python -m sphinx -W --keep-going -n docs build/site (extra [docs]). Nothing is fetched."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import pkgutil
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.ext.autodoc.mock import mock
from sphinx.util.docutils import SphinxDirective

from quoteattr import __version__, integrations
from quoteattr.cli import COMMANDS, main

project = "quoteattr"
author = "The quoteattr authors"
project_copyright = author
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

# The site needs no more than the extra [docs]: what the integrations bring is stood in for.
autodoc_mock_imports = [
    name
    for name in ("matplotlib", "pandas", "pyarrow", "pyspark", "spacy", "tqdm")
    if importlib.util.find_spec(name) is None
]

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
# Names of our own must lead somewhere; those of the standard library would need its index from the network.
# What a signature shows and nobody needs to name is public by its fields alone.
nitpick_ignore_regex = [
    (r"py:.*", r"(?!quoteattr\b).*"),
    (r"py:class", r"quoteattr\.(attributor\.C|lang\.pack\.Pack|people\.audit\.(Row|Recall)|bars\.Bar)"),
    (r"py:class", r"quoteattr\.(analysis\.Again|corpus\.texts\.Item)"),
    (r"py:class", r"quoteattr\.correction_file\.Row"),
]

html_theme = "furo"
html_title = f"quoteattr {version}"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


class Commands(SphinxDirective):
    """A section for each command, with what its ``--help`` prints today."""

    def run(self) -> list[nodes.Node]:
        return [self.section(name) for name in ("", *COMMANDS)]

    def section(self, name: str) -> nodes.section:
        printed = io.StringIO()
        os.environ["COLUMNS"] = "80"
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            main([*name.split(), "--help"])
        title = f"quoteattr {name or 'FILE…'}"
        block = nodes.literal_block(printed.getvalue(), printed.getvalue(), language="text")
        section = nodes.section("", nodes.title(title, title), block, ids=[nodes.make_id(title)])
        self.state.document.note_implicit_target(section)
        return section


class PublicModules(SphinxDirective):
    """The public modules beside ``quoteattr`` itself: packages with an ``__all__``, and the integrations."""

    def run(self) -> list[nodes.Node]:
        names = [name for name in public_modules() if name != "quoteattr"]
        return self.parse_text_to_nodes("\n".join(map(_section, names)), allow_section_headings=True)


def _section(name: str) -> str:
    option = ":members:\n   :imported-members:"
    return f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n   {option}\n```\n"


def public_modules() -> list[str]:
    """Names of the modules whose ``__all__`` is for users."""
    rooms = [f"quoteattr.{room}" for room in ("people", "corpus", "evaluation")]
    edges = [f"quoteattr.integrations.{m.name}" for m in pkgutil.iter_modules(integrations.__path__)]
    found = [name for name in (*rooms, *edges) if importlib.util.find_spec(name) is not None]
    with mock(autodoc_mock_imports):
        return ["quoteattr", *(name for name in found if hasattr(importlib.import_module(name), "__all__"))]


_ASPECT = re.compile(r"(``[\w, ]+``)\s{2,}(\S.*)")


def aspects(app: Sphinx, what: str, name: str, value: object, options: object, lines: list[str]) -> None:
    """Docstrings list what a value holds in columns, "``name``   what it is": to Sphinx, items of a list."""
    made: list[str] = []
    listed = False
    for line in lines:
        if aspect := _ASPECT.fullmatch(line):
            made += ([] if listed else [""]) + [f"- {aspect[1]}: {aspect[2]}"]
            listed = True
        elif listed and line.startswith("  "):
            made.append(f"  {line.strip()}")
        else:
            made += [""] * (listed and bool(line)) + [line]
            listed = False
    lines[:] = made


def setup(app: Sphinx) -> None:
    app.connect("autodoc-process-docstring", aspects)
    app.add_directive("quoteattr-commands", Commands)
    app.add_directive("quoteattr-modules", PublicModules)
