"""README as a package index shows it: an index has no other file of the checkout, so links lead to the
repository, at the tag of this version, and what a checkout is for (developing) is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_FOR_A_CHECKOUT = re.compile(r"^## Develop\n.*?(?=^MIT licence)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[([^][]*)\]\((?!https?:|mailto:|#)([^()\s]+)\)")


def for_an_index(readme: str, repository: str, version: str) -> str:
    """The text for users, with absolute links: to a page for a reader, to the file itself of a picture."""

    def absolute(link: re.Match[str]) -> str:
        way = "raw" if link[1] else "blob"
        return f"{link[1]}[{link[2]}]({repository}/{way}/v{version}/{link[3]})"

    return _LINK.sub(absolute, _FOR_A_CHECKOUT.sub("", readme))


class CustomMetadataHook(MetadataHookInterface):
    """What hatchling asks for the fields that pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        root = Path(self.root)
        readme = (root / "README.md").read_text(encoding="utf-8")
        text = for_an_index(readme, metadata["urls"]["Repository"], metadata["version"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
