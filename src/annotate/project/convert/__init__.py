"""Files of other kinds to plain texts: what was dropped is told, nothing is decided silently."""

from __future__ import annotations

import re
from pathlib import Path

from annotate.project._base import NotTaken
from annotate.project.convert._base import Converted, Mark
from annotate.project.convert.book import chapter_like, from_book, is_gutenberg
from annotate.project.convert.page import from_html
from annotate.project.convert.pandoc import FORMATS, from_pandoc

__all__ = ["Converted", "Mark", "chapter_like", "convert"]

_PAGES = (".html", ".htm", ".xhtml")
_WORDS = "save it as .docx, or copy its words into a .txt file"
_NAMED = "name it as what it is"
_BEGINS = {
    b"%PDF-": ("a PDF", "copy its words into a .txt file"),
    b"{\\rtf": ("an RTF document", _WORDS),
    b"\xd0\xcf\x11\xe0": ("an old Word document", _WORDS),
    b"PK\x03\x04": ("a zip archive, or a document that is one", f"{_NAMED}, .docx or .epub; save others as .docx"),
    b"\x1f\x8b": ("a compressed file", "unpack it first"),
    b"\x89PNG": ("a picture", "write down its words"),
    b"\xff\xd8\xff": ("a picture", "write down its words"),
}
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def _no_text(data: bytes) -> str:
    """Return why a file is no plain text, by how it begins, and what to do; nothing when it may be one."""
    for begins, (what, do) in _BEGINS.items():
        if data.startswith(begins):
            return f"it is {what}, no plain text; {do}"
    if _PAGE.match(data):
        return f"it is a web page, no plain text; {_NAMED}, .html"
    if _ARCHIVE.search(data[:2000]) and b"MIME-Version" in data[:2000]:
        return "it is a web page saved as one file (MHTML), no plain text; save it as HTML only"
    return ""


def convert(path: Path, data: bytes, encoding: str, *, chapters: bool) -> list[Converted]:
    """Return the texts of a file, or nothing when it is plain text that is taken in as it is.

    A book of Project Gutenberg, or with `chapters` any plain text, is cut at its chapters.
    Raises NotTaken.
    """
    if path.suffix.lower() in _PAGES:
        return [from_html(str(path), data, encoding)]
    if path.suffix.lower() in FORMATS:
        return from_pandoc(path, data)
    if why := _no_text(data):
        raise NotTaken(f"{path}: {why}")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError):
        return []  # taking it in as it is says what is wrong
    return from_book(text) if chapters or is_gutenberg(text) else []
