"""The package: what the book is, what is in it, in which order, and the file that holds it all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from annotate.interface import _
from annotate.sphinx_ext.epub._base import CONTENTS, COVER_PAGE, NAVIGATION, PACKAGE, Book, Entry

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = f"""{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_KINDS = {
    ".xhtml": "application/xhtml+xml",
    ".ncx": "application/x-dtbncx+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
_MOVING = frozenset({".gif", ".mp3", ".mp4"})
_PAGES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
_FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA")
_SUMMARY = "The book is text in reading order, with headings, a table of contents and landmarks. Notes are linked both ways."
_NUMBERED = " Every paragraph of a reading has a number, which is in the page list and the same in all formats."
_PICTURES = " Pictures have a description in words."

Element = ElementTree.Element


def can_hold(name: str) -> bool:
    """Return whether a book may hold a file of this kind."""
    return PurePosixPath(name).suffix.lower() in _KINDS


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element; underscores in names of attributes stand for colons."""
    made = ElementTree.SubElement(
        parent, tag, {name.strip("_").replace("_", ":"): value for name, value in attributes.items()}
    )
    made.text = text or None
    return made


def _written(root: Element, doctype: str = "") -> str:
    ElementTree.indent(root)
    return f"{_HEAD}{doctype}{ElementTree.tostring(root, encoding='unicode')}\n"


def package_file(book: Book) -> str:
    """Return the package document."""
    root = Element(
        "package",
        {"xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique-identifier": "uid",
         "xml:lang": book.language},
    )  # fmt: skip
    _metadata(_add(root, "metadata", xmlns_dc="http://purl.org/dc/elements/1.1/"), book)
    manifest = _add(root, "manifest")
    _item(manifest, "nav", NAVIGATION, "nav")
    _item(manifest, "ncx", CONTENTS)
    _item(manifest, "cover-page", COVER_PAGE)
    _item(manifest, "cover", book.cover, "cover-image")
    spine = _add(root, "spine", toc="ncx")
    for name in ("cover-page", "nav"):
        _add(spine, "itemref", idref=name)
    for number, (name, seen) in enumerate(book.pages.items(), start=1):
        _item(manifest, f"page-{number}", name, *seen.properties)
        _add(spine, "itemref", idref=f"page-{number}")
    for number, name in enumerate(book.resources, start=1):
        if name != book.cover:
            _item(manifest, f"file-{number}", name)
    return _written(root)


def _item(manifest: Element, name: str, file: str, *properties: str) -> None:
    kind = _KINDS[PurePosixPath(file).suffix.lower()]
    item = ElementTree.SubElement(manifest, "item", {"id": name, "href": quote(file), "media-type": kind})
    if properties:
        item.set("properties", " ".join(properties))


def _metadata(metadata: Element, book: Book) -> None:
    """Say what the book is, and who can read it how."""
    _add(metadata, "dc:identifier", book.identifier, id="uid")
    _add(metadata, "dc:title", f"{book.title} ({book.label})" if book.label else book.title)
    _add(metadata, "dc:language", book.language)
    for name in ("creator", "publisher", "rights", "description"):
        if value := getattr(book, name):
            _add(metadata, f"dc:{name}", value)
    stamp = book.made.strftime("%Y-%m-%dT%H:%M:%SZ")
    if book.dated:
        _add(metadata, "dc:date", stamp)
    _add(metadata, "meta", stamp, property="dcterms:modified")
    pictures = any(one.pictures for one in book.pages.values())
    for mode in ("textual", *(["visual"] if pictures else [])):
        _add(metadata, "meta", mode, property="schema:accessMode")
    described = not any(one.without_words for one in book.pages.values())
    _add(metadata, "meta", "textual" if described else "textual,visual", property="schema:accessModeSufficient")
    features = [*_FEATURES, *(["pageNavigation"] if book.places else [])]
    features += ["alternativeText"] if pictures and described else []
    for feature in features:
        _add(metadata, "meta", feature, property="schema:accessibilityFeature")
    moving = any(PurePosixPath(name).suffix.lower() in _MOVING for name in book.resources)
    _add(metadata, "meta", "unknown" if moving else "none", property="schema:accessibilityHazard")
    words = _SUMMARY + (_NUMBERED if book.places else "") + (_PICTURES if pictures and described else "")
    _add(metadata, "meta", words, property="schema:accessibilitySummary")
    if book.places:
        _add(metadata, "meta", "none", property="pageBreakSource")  # numbers of paragraphs, not of a printed book
    if book.conforms and book.certified and described:
        _add(metadata, "meta", book.conforms, property="dcterms:conformsTo", id="conforms")
        _add(metadata, "meta", book.certified, property="a11y:certifiedBy", refines="#conforms")
    _add(metadata, "meta", name="cover", content="cover")  # where older e-readers look


def navigation_file(book: Book) -> str:
    """Return the navigation document: contents, landmarks, and the page list of paragraphs."""
    root = Element("html", {**_PAGES, "lang": book.language, "xml:lang": book.language})
    head = _add(root, "head")
    _add(head, "title", _("Contents"))
    for style in (one for one in book.resources if one.endswith(".css")):
        _add(head, "link", rel="stylesheet", href=quote(style))
    body = _add(root, "body")
    nav = _add(body, "nav", epub_type="toc", role="doc-toc", id="toc")
    _add(nav, "h1", _("Contents"))
    _list(nav, book.contents)
    landmarks = _add(body, "nav", epub_type="landmarks", hidden="hidden")
    _add(landmarks, "h2", _("Landmarks"))
    rows = _add(landmarks, "ol")
    for one in book.landmarks:
        _add(_add(rows, "li"), "a", one.title, epub_type=one.kind, href=one.href)
    if book.places:
        pages = _add(body, "nav", epub_type="page-list", role="doc-pagelist", hidden="hidden")
        _add(pages, "h2", _("Paragraphs"))
        _list(pages, book.places)
    return _written(root, "<!DOCTYPE html>\n")


def _list(parent: Element, entries: Iterable[Entry]) -> None:
    rows = _add(parent, "ol")
    for one in entries:
        row = _add(rows, "li")
        if one.href:
            _add(row, "a", one.title, href=one.href)
        else:
            _add(row, "span", one.title)
        if one.below:
            _list(row, one.below)


def contents_file(book: Book) -> str:
    """Return the contents as readers of EPUB 2 want them."""
    root = Element("ncx", {"xmlns": "http://www.daisy.org/z3986/2005/ncx/", "version": "2005-1"})
    _add(_add(root, "head"), "meta", name="dtb:uid", content=book.identifier)
    _add(_add(root, "docTitle"), "text", book.title)
    _points(_add(root, "navMap"), book.contents, 0)
    return _written(root)


def _points(parent: Element, entries: Iterable[Entry], count: int) -> int:
    for one in entries:
        inner = parent
        if one.href:
            count += 1
            inner = _add(parent, "navPoint", id=f"point-{count}")
            _add(_add(inner, "navLabel"), "text", one.title)
            _add(inner, "content", src=one.href)
        count = _points(inner, one.below, count)
    return count


def bind(files: Mapping[str, bytes]) -> bytes:
    """Return the book as one file; the same bytes for the same files, whenever it is made."""
    made = io.BytesIO()
    with ZipFile(made, "w") as book:
        _put(book, "mimetype", b"application/epub+zip", ZIP_STORED)
        _put(book, "META-INF/container.xml", _CONTAINER.encode())
        for name, data in files.items():
            _put(book, name, data)
    return made.getvalue()


def _put(book: ZipFile, name: str, data: bytes, how: int = ZIP_DEFLATED) -> None:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = how
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    book.writestr(info, data)
