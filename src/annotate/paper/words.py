"""Words as Typst source: every one of them a string literal, so that none can be markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', **{code: f"\\u{{{code:x}}}" for code in range(32)}}
_SPACES = {code: " " for code in (*range(9, 14), 0x85, 0x2028, 0x2029)}
_LONG = re.compile(r"[^\s\u200b]{48}(?=[^\s\u200b]{16})")
"""So much of a word that no line holds much more of it; it may be broken there."""
_ARABIC = "Amiri"
"""The face for Arabic that lies beside this module: the compiler brings none but a typewriter's."""


def literal(words: str) -> str:
    """Return words as a Typst string literal."""
    return f'"{words.translate(_ESCAPES)}"'


def spaced(words: str) -> str:
    """Return words as one line sets them: a line's end is a space, and a very long word may be broken."""
    return _LONG.sub("\\g<0>\u200b", words.translate(_SPACES))


def shown(words: str) -> str:
    """Return words as running text; a line's end is a space there."""
    words = spaced(words)
    return f"#{literal(words)};" if words else ""


def array(items: Iterable[str]) -> str:
    """Return pieces of source as a Typst array."""
    made = "".join(f"{item}, " for item in items)
    return f"({made})"


def families(fonts: Iterable[str]) -> str:
    """Return the source of a list of families: those given, and what the tool brings for letters that they lack."""
    return array(literal(name) for name in (*fonts, _ARABIC))
