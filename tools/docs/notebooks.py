"""Run the notebooks of examples/ and write what they show into them.

usage: python -m tools.docs.notebooks [NOTEBOOK.ipynb ...]     (by default all; tests/docs compares)
       python -m tools.docs.notebooks --check [NOTEBOOK.ipynb ...]   writes nothing; status 1 on a difference

Needs the extras [notebook], [pandas] and [plot]. Each runs from top to bottom in a kernel of its own, in its
folder.
"""

from __future__ import annotations

import html
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tools import corpora

_TIMEOUT = 60  # seconds for a cell
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebooks(root: Path = corpora.ROOT) -> list[Path]:
    """Every notebook of the examples."""
    return sorted((root / "examples").glob("*.ipynb"))


def read(path: Path) -> NotebookNode:
    """The notebook as it is committed."""
    return nbformat.read(path, as_version=4)


def executed(path: Path) -> NotebookNode:
    """The notebook with the outputs of today, and nothing that differs by run. Raises what a cell raises."""
    notebook = read(path)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTHONDIR"] = folder  # nobody's own settings
        where = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, timeout=_TIMEOUT, resources=where).execute()
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
    return notebook


def shown(notebook: NotebookNode) -> list[tuple[str, str]]:
    """What a reader sees below each cell of code, as (source, text): HTML without its style and script."""
    code = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [(cell.source, "\n".join(map(_seen, cell.outputs))) for cell in code]


def _seen(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return output.text
    data = output.get("data", {})
    page = html.unescape(_UNSEEN.sub(" ", data.get("text/html", "")))
    return f"{data.get('text/plain', '')}\n{' '.join(page.split())}"


def differing(path: Path) -> Iterator[str]:
    """The cells that show something else today than the committed notebook."""
    for (source, before), (_, today) in zip(shown(read(path)), shown(executed(path)), strict=True):
        if before != today:
            yield f"{path.name}: shows something else today\n{source}\n--- then\n{before}\n--- today\n{today}"


def main(arguments: Sequence[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("notebook", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    paths = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(corpora.SRC), paths)))  # for the kernel
    status = 0
    for path in chosen.notebook or notebooks():
        if chosen.check:
            for difference in differing(path.resolve()):
                print(difference)
                status = 1
        else:
            nbformat.write(executed(path.resolve()), path)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
