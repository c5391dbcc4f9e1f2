"""Files of other kinds to plain texts: what was dropped is told, nothing is decided silently."""

from __future__ import annotations

from pathlib import Path

from annotate.project.convert._base import Converted, Mark
from annotate.project.convert.book import chapter_like, from_book, is_gutenberg
from annotate.project.convert.page import from_html
from annotate.project.convert.pandoc import FORMATS, from_pandoc

__all__ = ["Converted", "Mark", "chapter_like", "convert"]

_PAGES = (".html", ".htm", ".xhtml")


def convert(path: Path, data: bytes, encoding: str, *, chapters: bool) -> list[Converted]:
    """Return the texts of a file, or nothing when it is plain text that is taken in as it is.

    A book of Project Gutenberg, or with `chapters` any plain text, is cut at its chapters.
    Raises NotTaken.
    """
    if path.suffix.lower() in _PAGES:
        return [from_html(str(path), data, encoding)]
    if path.suffix.lower() in FORMATS:
        return from_pandoc(path, data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError):
        return []  # taking it in as it is says what is wrong
    return from_book(text) if chapters or is_gutenberg(text) else []
