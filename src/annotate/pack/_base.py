"""What a teaching pack is made of: files with a word on each, what is not there, ready sets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotate.diagnostics import Diagnostic
from annotate.edition import Edition
from annotate.export import FORMATS, Format, Made, job, write_down
from annotate.interface import N_, _
from annotate.items import Item
from annotate.paper import Paper
from annotate.worksheet import Form, make_forms, print_out, write_out


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
    """Something that is not in the pack, and why: messages of the interface; `advice` is what to type."""

    what: str
    why: str
    advice: str = ""


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


_HAND_OUT = re.compile(r"---\n(?:(?!---\n).*\n)*?hand-out:[ ]*true[ ]*\n")


def pages_to_hand_out(edition: Edition) -> tuple[str, ...]:
    """Return the names of the students' hand-written pages whose head says `hand-out: true`."""
    settings = edition.apparatus.settings
    told = (page for page in edition.pages if settings.are_students(page.place) and _HAND_OUT.match(page.text))
    return tuple(sorted(page.place.file.removeprefix("docs/").removesuffix(".md") for page in told))


def sheet_file(name: str) -> str:
    """Return where a page to hand out stands in the student's folder."""
    return f"pages/{name.replace('/', '-')}.html"


_COUNTED = {
    "file": (N_("1 file"), N_("{count} files")),
    "task": (N_("1 task"), N_("{count} tasks")),
    "minute": (N_("1 minute"), N_("{count} minutes")),
    "point": (N_("1 point"), N_("{count} points")),
}


def counted(number: int, what: str) -> str:
    """Return a number with its noun: 1 task, 2 tasks."""
    one, many = _COUNTED[what]
    return _(one) if number == 1 else _(many).format(count=number)


SHEETS = {
    "worksheet": N_("Worksheet"),
    "across": N_("Worksheet across the readings"),
    "quiz": N_("Ten-minute quiz"),
    "homework": N_("Homework"),
    "essay": N_("Essay"),
}
"""What is handed out, by kind, as the index calls it."""
TITLES = {"quiz": N_("{title}, quiz"), "homework": N_("{title}, homework"), "essay": N_("{title}, essay")}
"""What a ready set is titled."""
_PLATFORMS = {
    "moodle": N_("Moodle, as a question bank (XML)"),
    "qti12": N_("Canvas (QTI 1.2)"),
    "qti3": N_("platforms that take QTI 3.0"),
    "gift": N_("Moodle and others, as text (GIFT), without tasks of ordering"),
}


def for_platform(form: Format) -> str:
    """Return what a format for platforms is for, to stand after a colon or a comma."""
    return _(_PLATFORMS.get(form.name, form.about))


def open_keys(items: Sequence[Item]) -> str:
    """Return a sentence on the tasks whose keys students can read; nothing where there are none."""
    number = sum(one.is_practice for one in items)
    if not number:
        return ""
    if len(items) == 1:
        return _("It is for practice: the key is in the reader, openly.")
    if number == len(items):
        return _("All its tasks are for practice: the keys are in the reader, openly.")
    return _("{number} of its {count} tasks are for practice: their keys are in the reader, openly.").format(
        number=number, count=len(items)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the files of one edition are made from; the student's knows no key of an assigned item.

    `found` are the findings of its check, `built` is the folder of its HTML, `books` are PDF and EPUB by name,
    `handouts` those of readings by id; without `paper` there is no PDF.
    """

    edition: Edition
    found: Sequence[Diagnostic]
    ready: Sequence[Ready]
    built: Path
    books: Mapping[str, Path]
    handouts: Mapping[str, Path] = field(default_factory=dict)
    paper: Paper | None = None
    epoch: str = ""

    @property
    def base_url(self) -> str:
        """Return where the reader is published, if that is known."""
        return self.edition.apparatus.settings.base_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Something to hand out: its folder and name, its kind, its reading if it is on one, its forms."""

    folder: str
    name: str
    kind: str
    reading: str
    forms: tuple[Form, ...]

    def called(self, form: Form) -> str:
        """Return what one of its forms is called: the quiz, form B."""
        what = _(SHEETS[self.kind])
        return _("{sheet}, form {letter}").format(sheet=what, letter=form.letter) if len(self.forms) > 1 else what


def across_name(edition: Edition) -> str:
    """Return the name of the worksheet across the readings: none of theirs."""
    return "across-readings" if "across" in edition.by_id else "across"


def sheets(work: Work) -> Iterator[Sheet]:
    """Yield all that is handed out: worksheets by readings and across, then the ready sets."""
    titles = {text.id: text.reading.establishment.title.text for text in work.edition.texts}
    for name, title in titles.items():
        if items := to_hand_out(alone_on(work.edition, name)):
            yield _sheet(work, "worksheets", name, "worksheet", name, items, title)
    if items := to_hand_out(across(work.edition)):
        name = across_name(work.edition)
        yield _sheet(work, "worksheets", name, "across", "", items, _("Across the readings"))
    for one in work.ready:
        if one.items:
            title = _(TITLES[one.kind]).format(title=titles[one.reading])
            yield _sheet(work, "ready", f"{one.reading}-{one.kind}", one.kind, one.reading, one.items, title)


def _sheet(work: Work, folder: str, name: str, kind: str, reading: str, items: Sequence[Item], title: str) -> Sheet:
    forms = make_forms(items, work.edition, title=title, seed="pack", forms=1 if len(items) == 1 else 2)
    return Sheet(folder=folder, name=name, kind=kind, reading=reading, forms=forms)


def printed(form: Form, kind: str, work: Work) -> Iterator[tuple[str, bytes]]:
    """Yield (A.pdf, its bytes) and (A.html, its bytes) of a form: of its worksheet, or of its key."""
    if work.paper:
        for file, data in print_out(form, work.paper, (kind,)).files.items():
            yield file.removeprefix(f"{kind}-"), data
    for file, content in write_out(form).items():
        if file.startswith(f"{kind}-") and file.endswith(".html"):
            yield file.removeprefix(f"{kind}-"), content.encode()


def unprinted(work: Work, kind: str, files: Collection[str]) -> Iterator[Missing]:
    """Yield the worksheets or the keys of which there is no PDF among the paths of some files, and why not."""
    folder = "keys/" if kind == "key" else ""
    for one in sheets(work) if work.paper else ():
        for form in one.forms:
            path = f"{folder}{one.folder}/{one.name}-{form.letter}.pdf"
            if work.paper and path not in files:
                remarks = print_out(form, work.paper, (kind,)).remarks
                yield Missing(what=path, why=remarks[-1] if remarks else "no PDF was made")


def exported(name: str, work: Work, items: Collection[Item]) -> tuple[Format, Made]:
    """Return an export of some items, or of the apparatus where the format is one of that."""
    form = FORMATS[name]
    return form, write_down(form, job(work.edition, items, work.found, work.base_url, work.epoch))
