"""What the formats share: an exercise ready to be written down, what a format could not carry, and XML and zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import permutations, product
from xml.etree import ElementTree

from annotate.bodies import ExtendedTextBody, ShortAnswerBody, TextEntryBody
from annotate.edition import Edition
from annotate.gaps import GAP
from annotate.items import Item, Key
from annotate.model import WrittenDate
from annotate.plain import plain_paragraphs
from annotate.quote import fold

Element = ElementTree.Element
FOLDED = "only the forms listed are taken: a doubled blank is not folded"
UNFINISHED = "an answer with rows or gaps left out earns what is right in it; our grader refuses it"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ALIKE = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("‑", "-"))


class Kept(StrEnum):
    """What became of a thing in a format."""

    CARRIED = "carried"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one thing, and why it is not there whole."""

    id: str
    type: str
    kept: Kept
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of plain words; a quotation has the address of its place, if there is one."""

    text: str
    quoted: bool = False
    where: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item ready to be written down: all of its words are plain.

    `key` is the derived one. `options` and `rows` are texts by id in the order of the page.
    Hint, solution and mistakes are those of a practice item only; `grader` is for whoever grades.
    """

    item: Item
    set: str
    set_title: str
    number: int
    key: Key | None
    lines: tuple[Line, ...]
    options: Mapping[str, str]
    rows: Mapping[str, str]
    hint: tuple[str, ...]
    solution: tuple[str, ...]
    mistakes: tuple[tuple[Key, str], ...]
    grader: tuple[str, ...]

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def title(self) -> str:
        """What a list of questions shows: the id and the beginning of the prompt."""
        words = self.lines[0].text if self.lines else ""
        short = words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]} …"
        return f"{self.item.id}: {short}"

    @property
    def tags(self) -> tuple[str, ...]:
        """What an instructor may look for."""
        item = self.item
        return (self.set, item.type.value, item.use.value, item.level.value, f"dok-{item.dok}", item.skill.value)

    def key_ids(self) -> tuple[str, ...]:
        """The ids in the key of a choice, order or hottext."""
        return tuple(str(one) for one in self.key) if isinstance(self.key, tuple) else ()

    def key_pairs(self) -> dict[str, str]:
        """The pairs in the key of a match or grid."""
        key = self.key if isinstance(self.key, tuple) else ()
        return {one[0]: one[1] for one in key if isinstance(one, tuple)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be exported. `refused` are items with a key that was disproved, or that cannot be asked.

    `epoch` is the edition's date in seconds, for formats that hold times; 1980 when it has none.
    """

    edition: Edition
    asked: tuple[Asked, ...]
    refused: tuple[Fate, ...] = ()
    base_url: str = ""
    epoch: int = 315532800

    @property
    def title(self) -> str:
        """The edition's title."""
        return self.edition.apparatus.settings.title

    def sets(self) -> Iterator[tuple[str, str, tuple[Asked, ...]]]:
        """Yield (id, title, items) of each set that has items."""
        for one in self.edition.sets:
            items = tuple(each for each in self.asked if each.set == one.id)
            if items:
                yield one.id, one.title, items

    def page(self, name: str, fragment: str = "") -> str:
        """Return the address of a page of the reader, or nothing when no base address is known."""
        return f"{self.base_url}{name}.html{'#' + fragment if fragment else ''}" if self.base_url else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an export made: files by what is added to the name's stem, and the fate of each thing."""

    files: Mapping[str, bytes]
    fates: tuple[Fate, ...]
    remarks: tuple[str, ...] = ()


def fate(asked: Asked, reasons: Sequence[str]) -> Fate:
    """Return the fate of an item that was written: partly when there are reasons."""
    kept = Kept.PARTLY if reasons else Kept.CARRIED
    return Fate(id=asked.id, type=asked.item.type.value, kept=kept, reasons=tuple(reasons))


def refusal(asked: Asked, *reasons: str) -> Fate:
    """Return the fate of an item that the format cannot hold."""
    return Fate(id=asked.id, type=asked.item.type.value, kept=Kept.REFUSED, reasons=reasons)


# ---- words --------------------------------------------------------------------------------


def response_words(asked: Asked, key: Key) -> str:
    """Return a response in words, without letters: a platform shuffles them."""
    if not isinstance(key, tuple):
        return str(key).lower() if isinstance(key, bool) else format(key, "f")
    said = []
    for one in key:
        if isinstance(one, tuple):
            said.append(f"{asked.rows.get(one[0], one[0])} – {asked.options.get(one[1], one[1])}")
        else:
            said.append(asked.options.get(one, one))
    return "; ".join(said)


def known_date(date: WrittenDate) -> str:
    """Return as much of a date as its bounds have in common: a day, a month, a year, or nothing."""
    same = []
    for one, other in zip(date.earliest.split("-"), date.latest.split("-"), strict=False):
        if one != other:
            break
        same.append(one)
    return "-".join(same)


def rubric(item: Item, edition: Edition) -> tuple[str, ...]:
    """Return what a person grades by: criteria or points, then graded samples."""
    match item.body:
        case ExtendedTextBody(rubric=criteria, samples=samples):
            said = [f"{one.text} ({one.points})" for one in criteria]
            for sample in samples:
                scores = ", ".join(f"{name} {points}" for name, points in sample.scores.items())
                words = " ".join(plain_paragraphs(sample.text, edition))
                said.append(f"{sample.level.capitalize()} ({scores}): {words}")
            return tuple(said)
        case ShortAnswerBody(points=points, rejects=rejects):
            needed = [f"Point: {one.text} ({' / '.join(one.patterns)})" for one in points]
            return (*needed, *(f"Spoils it: {one.pattern} ({one.reason})" for one in rejects))
    return ()


def accepted(body: TextEntryBody, key: Key) -> tuple[tuple[str, ...], ...]:
    """Return for each gap the words a platform must take: it folds case, but not quotation marks or a full stop."""
    wanted = key if isinstance(key, tuple) else ()
    more = (*body.accept, *((),) * len(wanted))
    return tuple(_variants((str(word), *more[index])) for index, word in enumerate(wanted))


def _variants(words: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in words:
        bare = fold(word).strip().rstrip(".")
        straight = bare
        for curly, plain in _ALIKE:
            straight = straight.replace(curly, plain)
        curly_one = straight.replace("'", "’")
        for form in (bare, straight, curly_one):
            for written in (form, f"{form}."):
                found.setdefault(written.casefold(), written)
    return tuple(found.values())


def in_any_order(body: ShortAnswerBody, key: Key) -> list[tuple[tuple[str, ...], int]]:
    """Return (words one after another, how many points they make), best first: for formats with wildcards."""
    needed = [one for one in body.points if isinstance(key, tuple) and one.id in key]
    found: list[tuple[tuple[str, ...], int]] = []
    for size in range(len(needed), 0, -1):
        for some in permutations(needed, size):
            found += [(words, size) for words in product(*(one.patterns for one in some))]
    return found


def overlapping(body: ShortAnswerBody) -> bool:
    """Return whether one word of an answer may show two points, which no row of wildcards can see."""
    lists = [[fold(one).casefold() for one in point.patterns] for point in body.points]
    return any(
        one[-size:] == other[:size] or one in other or other in one
        for here, there in permutations(lists, 2)
        for one, other in product(here, there)
        for size in range(1, min(len(one), len(other)) + 1)
    )


# ---- HTML, XML, zip -----------------------------------------------------------------------


def html(text: str) -> str:
    """Return plain words as HTML."""
    return escape(text, quote=True)


def html_lines(lines: Sequence[Line]) -> str:
    """Return paragraphs as HTML; a quotation links to its place in the reader."""
    return "".join(_html_line(line) for line in lines)


def _html_line(line: Line) -> str:
    where = html(line.where)
    if line.url:
        where = f'<a href="{html(line.url)}">{where}</a>'
    if line.quoted:
        return f"<blockquote><p>“{html(line.text)}”{f' ({where})' if where else ''}</p></blockquote>"
    return f"<p>{html(line.text)}</p>"


def inline_gap(text: str) -> str:
    """Return a text in which Moodle puts the field where the gap is: it looks for five underscores or more."""
    return text.replace(GAP, "_" * 10)


def html_hint(asked: Asked) -> str:
    """Return the hint of a practice item, closed until it is opened, for formats that have no hints."""
    return f"<details><summary>Hint</summary>{html_paragraphs(asked.hint)}</details>" if asked.hint else ""


def html_paragraphs(words: Sequence[str]) -> str:
    """Return plain paragraphs as HTML."""
    return "".join(f"<p>{html(one)}</p>" for one in words)


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element; a trailing underscore of an attribute's name is dropped, others become hyphens."""
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    child = ElementTree.SubElement(parent, tag, names)
    child.text = text
    return child


def xml_bytes(root: Element, *, indent: bool = True) -> bytes:
    """Return an XML file; `indent` must be off where white space between elements is read."""
    if indent:
        ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip, the same for the same files: in the order given, with fixed times and rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()
