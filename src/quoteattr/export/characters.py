"""Characters that a format cannot hold: each is replaced by one character, so that offsets still hold."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
# what is not a Char of XML 1.0 (section 2.2)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def encodable(text: str) -> str:
    """The text with U+FFFD for every lone surrogate: what UTF-8 can carry, of the same length."""
    return _SURROGATE.sub(REPLACEMENT, text)


def for_xml(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold, of the same length."""
    return _NOT_XML.sub(REPLACEMENT, text)
