"""Pages for e-readers: HTML put down as XML, without what no e-reader can run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from annotate.sphinx_ext.epub._base import Seen

XHTML = "{http://www.w3.org/1999/xhtml}"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
_SPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DROPPED = frozenset("script noscript template button select textarea datalist".split())
_UNWRAPPED = frozenset({"form", "fieldset", "iframe", "object"})
_KNOWN = frozenset(
    "html head title base link meta style body article section nav aside h1 h2 h3 h4 h5 h6 hgroup header footer "
    "address p hr pre blockquote ol ul menu li dl dt dd figure figcaption main search div a em strong small s cite q "
    "dfn abbr ruby rb rt rtc rp data time code var samp kbd sub sup i b u mark bdi bdo span br wbr ins del picture "
    "source img embed video audio track map area svg math table caption colgroup col tbody thead tfoot tr td th "
    "output progress meter details summary canvas".split()
)
_TYPES = {"doc-noteref": "noteref", "doc-footnote": "footnote", "doc-pagebreak": "pagebreak"}
_NUMBER = "par-number"
_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOURCES = {"img": "src", "image": "href", "source": "src", "audio": "src", "video": "src", "link": "href"}
_MANY = 3
"""Tables of so many columns are set row by row on a narrow page."""
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass
class _Table:
    """A table while it is read: where its tag was put down, its heads, and the column that is next."""

    at: int
    heads: list[str] = field(default_factory=list)
    in_head: bool = False
    column: int = 0

    def label(self, given: dict[str, str]) -> str:
        """Return the head of the column of a cell, and go on to the next."""
        column, self.column = self.column, self.column + int(given.get("colspan") or 1)
        return self.heads[column] if len(self.heads) >= _MANY and column < len(self.heads) else ""


class _Writer(HTMLParser):
    """Puts down what it reads as XML; the stack holds the open elements as they are closed again."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.stack: list[tuple[str, str]] = []  # the name that was read, and the one put down
        self.dropped = ""
        self.tables: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropped:
            return
        if tag in _DROPPED:
            self.dropped = tag
        elif tag == "input":
            self.parts.append(_box(dict(attrs)))
        elif tag == "iframe":
            address = _text(dict(attrs).get("src") or "").replace('"', "&quot;")
            self.parts.append(f'<a href="{address}">{address}</a>' if address else "")
        elif tag not in _UNWRAPPED:
            name = self._name(tag)
            if tag == "a" and _NUMBER in (dict(attrs).get("class") or "").split():
                name, attrs = "span", _as_page(attrs)
            self._open_table(tag)
            self.parts.append(f"<{name}{''.join(self._attributes(tag, attrs))}")
            self.parts.append(" />" if tag in _VOID else ">")
            if tag not in _VOID:
                self.stack.append((tag, name))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            self.dropped = "" if tag == self.dropped else self.dropped
            return
        if tag not in {read for read, _ in self.stack}:
            return
        while self.stack:
            read, name = self.stack.pop()
            self._close_table(read)
            self.parts.append(f"</{name}>")
            if read == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.dropped and (self.stack or data.strip()):
            self.parts.append(_text(data))
            if self.tables and self.tables[-1].in_head and self.tables[-1].heads:
                self.tables[-1].heads[-1] += data

    def _open_table(self, tag: str) -> None:
        """Follow a table, so that its cells can name their columns where a page is too narrow for all."""
        if tag == "table":
            self.tables.append(_Table(at=len(self.parts)))
        elif self.tables and tag == "thead":
            self.tables[-1].in_head = True
        elif self.tables and tag == "th" and self.tables[-1].in_head:
            self.tables[-1].heads.append("")
        elif self.tables and tag == "tr":
            self.tables[-1].column = 0

    def _close_table(self, tag: str) -> None:
        if self.tables and tag == "thead":
            table = self.tables[-1]
            table.in_head = False
            if len(table.heads) >= _MANY and "data-columns" not in self.parts[table.at]:
                self.parts[table.at] += f' data-columns="{len(table.heads)}"'
        elif self.tables and tag == "table":
            self.tables.pop()

    def _name(self, tag: str) -> str:
        """Return the name as it was written, since SVG minds the case of letters."""
        if self._foreign():
            return (self.get_starttag_text() or "")[1 : 1 + len(tag)]
        return "p" if tag == "label" else tag if tag in _KNOWN else "span"

    def _foreign(self) -> bool:
        return any(read in _SPACES for read, _ in self.stack)

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
        given = self._spelled(tag, attrs)
        if tag in _SPACES:
            given.setdefault("xmlns", _SPACES[tag])
        if lang := given.get("lang"):
            given.setdefault("xml:lang", lang)
        if tag in ("td", "th") and (label := self._label(given)):
            given.setdefault("data-label", label)
        if kind := _TYPES.get(given.get("role", "")):
            given.setdefault("epub:type", kind)
        yield from (f' {name}="{_text(value).replace(chr(34), "&quot;")}"' for name, value in given.items())

    def _label(self, given: dict[str, str]) -> str:
        """Return the head of the column that a cell of a table's body stands in."""
        if not self.tables or self.tables[-1].in_head:
            return ""
        return " ".join(self.tables[-1].label(given).split())

    def _spelled(self, tag: str, attrs: list[tuple[str, str | None]]) -> dict[str, str]:
        """Return the attributes that an e-reader understands; in SVG as they were spelled."""
        raw = self.get_starttag_text() or ""
        foreign = tag in _SPACES or self._foreign()
        made: dict[str, str] = {}
        for name, value in attrs:
            if not _NAME.fullmatch(name) or name.startswith("on") or name in ("data-controls", "for"):
                continue
            found = re.search(rf"\s({re.escape(name)})(?=[\s=/>])", raw, re.IGNORECASE) if foreign else None
            made.setdefault(found[1] if found else name, name if value is None else value)
        return made


def _as_page(attrs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return the attributes of a paragraph's number as of the mark of a page: the page list leads there."""
    return [*((name, value) for name, value in attrs if name not in ("href", "role")), ("role", "doc-pagebreak")]


def _box(attributes: dict[str, str | None]) -> str:
    """Return what stands for a control: a sign for a box to tick, nothing for others."""
    if "task-list-item-checkbox" not in (attributes.get("class") or ""):
        return ""
    return "☑ " if "checked" in attributes else "☐ "


def _text(words: str) -> str:
    words = _FORBIDDEN.sub(" ", words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tidy(page: str) -> str:
    """Return a page of HTML as XHTML: well-formed, without scripts and controls, notes marked as such.

    A page that is tidy already comes back unchanged.
    """
    writer = _Writer()
    writer.feed(page.partition("?>")[2] if page.startswith("<?xml") else page)
    writer.close()
    writer.parts.extend(f"</{name}>" for _, name in reversed(writer.stack))
    return _HEAD + "".join(writer.parts).strip() + "\n"


def look(page: bytes, name: str) -> Seen:
    """Return what a page holds; `name` is its file. Raise ParseError when it is no XML."""
    elements = list(ElementTree.fromstring(page).iter())
    names = {one.tag.rpartition("}")[2] for one in elements}
    pictures = [one for one in elements if one.tag == f"{XHTML}img"]
    return Seen(
        properties=tuple(sorted({"svg": "svg", "math": "mathml"}[one] for one in names & {"svg", "math"})),
        resources=tuple(dict.fromkeys(_inside(_shown(elements), name))),
        links=tuple(dict.fromkeys(_links(elements, name))),
        ids=frozenset(one.attrib["id"] for one in elements if "id" in one.attrib),
        pictures=len(pictures) + len([one for one in elements if one.tag.endswith("}svg")]),
        without_words=sum(one.get("alt") in (None, one.get("src")) for one in pictures),
    )


def _shown(elements: list[ElementTree.Element]) -> Iterator[str]:
    for one in elements:
        name = _SOURCES.get(one.tag.rpartition("}")[2])
        address = one.get(name or "") or one.get("{http://www.w3.org/1999/xlink}href")
        if name and address:
            yield address


def _inside(addresses: Iterator[str], name: str) -> Iterator[str]:
    """Yield those addresses that are files of the book, as seen from its folder."""
    for address in addresses:
        parts = urlsplit(address)
        if parts.path and not parts.scheme and not parts.netloc:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))


def _links(elements: list[ElementTree.Element], name: str) -> Iterator[tuple[str, str]]:
    for one in elements:
        parts = urlsplit(one.get("href") or "")
        if one.tag == f"{XHTML}a" and one.get("href") and not parts.scheme and not parts.netloc:
            file = next(_inside(iter([one.attrib["href"]]), name), name)
            yield file, unquote(parts.fragment)


def named_in_styles(style: str, name: str) -> tuple[str, ...]:
    """Return the files that a style sheet asks for."""
    return tuple(_inside(iter(_STYLE_URL.findall(style)), name))
