"""Saved web pages, through trafilatura: the article, and what of the page is not part of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from annotate.model import BlockKind
from annotate.project._base import NotTaken
from annotate.project.convert._base import Converted, Part, assemble
from annotate.quote import fold

_NEEDS = "a web page needs trafilatura; install it with: pip install 'annotate-reader[convert]'"
_UNSEEN = frozenset("script style noscript template svg head select iframe object".split())
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 blockquote td th tr table ul ol nav header footer aside section article main "
    "figure figcaption form button label pre br hr dt dd address body".split()
)
_FACTS = {
    "title": "title",
    "author": "author",
    "date": "date",
    "sitename": "outlet",
    "source": "url",
    "language": "language",
}


def from_html(name: str, data: bytes, encoding: str) -> Converted:
    """Return the article of a page; raises NotTaken without trafilatura, or when it finds none."""
    try:
        import trafilatura
    except ImportError as problem:
        raise NotTaken(f"{name}: {_NEEDS}") from problem
    html = _decoded(name, data, encoding)
    try:
        xml = trafilatura.extract(
            html, output_format="xml", include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
        )
        root = ElementTree.fromstring(xml) if xml else None
    except Exception as problem:  # whatever a page can make of a library
        raise NotTaken(f"{name}: the page cannot be read: {problem}") from problem
    main = root.find("main") if root is not None else None
    parts = [part for element in main for part in _parts(element)] if main is not None else []
    text, marks = assemble(parts)
    if root is None or not text.strip():
        raise NotTaken(f"{name}: no article was found in the page; copy its words into a .txt file")
    return Converted(
        text=text,
        marks=marks,
        dropped=(*_cut_off(html), *_dropped(html, text)),
        facts={ours: fold(root.get(key, "")).strip() for key, ours in _FACTS.items() if root.get(key, "").strip()},
        how=f"converted from HTML with trafilatura {trafilatura.__version__}",
    )


def _decoded(name: str, data: bytes, encoding: str) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    if encoding.lower() in ("utf-8", "utf8") and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif encoding.lower() in ("utf-8", "utf8") and declared and not data.startswith(codecs.BOM_UTF8):
        encoding = declared[1].decode("ascii")
    encoding = _MEANT.get(encoding.lower(), encoding)
    try:
        lenient = "replace" if encoding == "cp1252" else "strict"  # it has five bytes that mean nothing
        html = data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding, lenient)
        return _NUMBERED.sub(lambda found: bytes([int(found[1] or f"0x{found[2]}", 0)]).decode("cp1252", "ignore"), html)
    except (LookupError, UnicodeError) as problem:
        raise NotTaken(f"{name}: the page is not {encoding}; say which encoding it has: --encoding NAME") from problem


_MEANT = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252"), "cp1252"),
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874", "windows-874": "cp874",
}  # fmt: skip
"""What pages mean that declare an encoding, as browsers read them (WHATWG's Encoding Standard)."""
_NUMBERED = re.compile(r"&#(?:0*(12[89]|1[345]\d)|[xX]0*([89][0-9a-fA-F]));?")
"""Characters of Windows that old pages give by their numbers there."""


def _parts(element: Any) -> Iterator[Part]:
    """Yield the blocks of an element of trafilatura's XML."""
    match element.tag:
        case "head":
            level = element.get("rend", "h2")[1:]
            yield Part(kind=BlockKind.HEADING, text=_words(element), level=max(1, int(level) - 1) if level.isdigit() else 1)
        case "list":
            for item in element.iter("item"):
                yield Part(kind=BlockKind.LIST_ITEM, text=f"• {_words(item)}")
        case "quote":
            yield Part(kind=BlockKind.QUOTATION, text=_words(element))
        case "table":
            for row in element.iter("row"):
                yield Part(kind=BlockKind.PARAGRAPH, text=" | ".join(_words(cell) for cell in row.iter("cell")))
        case "graphic":
            return
        case _:
            yield Part(kind=BlockKind.PARAGRAPH, text=_words(element))


def _words(element: Any) -> str:
    for line_end in element.iter("lb"):
        line_end.tail = f" {line_end.tail or ''}"
    return fold("".join(element.itertext())).strip()


class _Seen(HTMLParser):
    """The words that a page shows, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]
        self.pictures: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag == "img":
            self.pictures.append(dict(attrs).get("alt") or dict(attrs).get("src") or "")
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.blocks[-1] += data


def _cut_off(html: str) -> Iterator[str]:
    """Yield a warning where a page ends before its end."""
    opened, closed = (re.findall(rf"<{end}(?:html|body)\b", html, re.IGNORECASE) for end in ("", "/"))
    if (opened and not closed) or html.rfind("<") > html.rfind(">"):
        yield "the end of the page: the file breaks off before </html>, so look whether the article is whole"


def _dropped(html: str, text: str) -> Iterator[str]:
    """Yield what the page shows and the text does not have."""
    seen = _Seen()
    seen.feed(html)
    kept = fold(text)
    for block in dict.fromkeys(fold(one).strip() for one in seen.blocks):
        if block and block not in kept:
            yield f"words of the page: {block}"
    yield from (f"a picture: {fold(one).strip()[:200]}" for one in seen.pictures if one.strip())
