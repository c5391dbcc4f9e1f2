"""What a teaching pack is made of: files with a word on each, what is not there, ready sets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotate.diagnostics import Diagnostic
from annotate.edition import Edition
from annotate.export import FORMATS, Format, Made, job, write_down
from annotate.items import Item
from annotate.worksheet import Form, make_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the pack: its path in the student's or instructor's folder, its bytes, and what it is.

    `group` is the heading under which the index lists it; `reading` the one text it is about, if it is.
    """

    path: str
    data: bytes
    about: str
    group: str
    reading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that is not in the pack, and why: one sentence for the index."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A set to hand out at once: a quiz, a homework or an essay on one reading; no items where there are none.

    `remarks` are sentences on what an instructor should know; `lack` says what is missing.
    """

    kind: str
    reading: str
    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()
    lack: str = ""


def alone_on(edition: Edition, reading: str) -> tuple[Item, ...]:
    """Return the exercises that are on one reading and no other, in the order of the sets."""
    return tuple(item for one in edition.sets for item in one.items if item.readings == (reading,))


def across(edition: Edition) -> tuple[Item, ...]:
    """Return the exercises on two or more readings."""
    return tuple(item for one in edition.sets for item in one.items if len(item.readings) > 1)


def to_hand_out(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the assigned ones of some exercises; all of them where none is: their keys are in the reader."""
    return tuple(one for one in items if not one.is_practice) or tuple(items)


def minutes(items: Sequence[Item]) -> int:
    """Return how long some exercises take."""
    return sum(one.minutes for one in items)


def points(items: Sequence[Item]) -> int:
    """Return what some exercises are worth."""
    return sum(one.points for one in items)


def counted(number: int, what: str) -> str:
    """Return a number with its noun: 1 task, 2 tasks."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the files of one edition are made from; the student's knows no key of an assigned item.

    `found` are the findings of its check, `built` is the folder of its HTML, `books` are PDF and EPUB by name.
    """

    edition: Edition
    found: Sequence[Diagnostic]
    ready: Sequence[Ready]
    built: Path
    books: Mapping[str, Path]
    epoch: str = ""

    @property
    def base_url(self) -> str:
        """Return where the reader is published, if that is known."""
        return self.edition.apparatus.settings.base_url


def sheets(work: Work) -> Iterator[tuple[str, str, str, str, tuple[Form, ...]]]:
    """Yield (group, name, what it is, reading, forms) of all that is handed out, by readings and then across."""
    titles = {text.id: text.reading.establishment.title.text for text in work.edition.texts}
    for name, title in titles.items():
        if items := to_hand_out(alone_on(work.edition, name)):
            yield "Worksheets", name, "worksheet", name, _forms(work, items, title, 2)
    if items := to_hand_out(across(work.edition)):
        yield "Worksheets", "across", "worksheet across the readings", "", _forms(work, items, "Across the readings", 2)
    for one in work.ready:
        if one.items:
            forms = _forms(work, one.items, f"{titles[one.reading]}, {one.kind}", 1 if len(one.items) == 1 else 2)
            yield "Ready sets", f"{one.reading}-{one.kind}", one.kind, one.reading, forms


def _forms(work: Work, items: Sequence[Item], title: str, count: int) -> tuple[Form, ...]:
    return make_forms(items, work.edition, title=title, seed="pack", forms=count)


def exported(name: str, work: Work, items: Collection[Item]) -> tuple[Format, Made]:
    """Return an export of some items, or of the apparatus where the format is one of that."""
    form = FORMATS[name]
    return form, write_down(form, job(work.edition, items, work.found, work.base_url, work.epoch))
