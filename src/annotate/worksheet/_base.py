"""A worksheet before it is written down in some format."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.interface import N_, _
from annotate.items import ItemType

BOX = "☐"
SCORED = (("true", N_("True")), ("false", N_("False")))
"""What a statement is judged by, as a key has it and as it is printed."""
WHO = (N_("Name:"), N_("Date:"), N_("Class:"))
"""What is filled in at the head of a worksheet."""
_GAP = " \u2003 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words of a reading that a task is about, as (paragraph number or nothing, words).

    `marked` are phrases that can be picked; `where` is how the place is cited.
    """

    siglum: str
    where: str
    language: str
    parts: tuple[tuple[str, str], ...]
    marked: tuple[str, ...] = ()

    @property
    def quoted(self) -> str:
        """The words in quotation marks, unless they bring their own."""
        words = " ".join(part for _, part in self.parts)
        own = words.startswith("“") and words.endswith("”") and words.count("“") == 1
        return words if own else f"“{words}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One item on a form. `room` is lines to write on; it never depends on the key.

    `rows` and `options` are (number, name or letter, words); `columns` are what each row of a grid is
    judged by. What stands below `room` is for the key; `right` is the key in the letters of the form.
    `practice` says that the key stands in the reader.
    """

    number: int
    id: str
    type: ItemType
    practice: bool
    points: int
    prompt: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]
    how: str
    statement: str
    unit: str
    rows: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    room: int
    answer: str
    right: tuple[str, ...]
    grade: str
    steps: tuple[str, ...]
    solution: tuple[str, ...]
    rubric: tuple[tuple[str, int], ...]

    @property
    def worth(self) -> str:
        """The points, in words."""
        return points(self.points)

    @property
    def quotes(self) -> tuple[str, ...]:
        """The excerpts, each as a line of plain words."""
        return tuple(f"{one.quoted} ({one.where})" for one in self.excerpts)

    @property
    def given(self) -> tuple[str, ...]:
        """What else is given before rows and options, as lines of plain words."""
        boxes = _GAP.join(f"{BOX} {_(one)}" for _key, one in SCORED) if self.type is ItemType.TRUE_FALSE else ""
        unit = _("Answer in: {unit}").format(unit=self.unit) if self.unit else ""
        statement = f"“{self.statement}”" if self.statement else ""
        return tuple(one for one in (self.how, unit, statement, boxes) if one)

    @property
    def lists(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows, then the options, as plain words: with boxes to tick and blanks to fill."""
        boxes = _GAP.join(f"{BOX} {one}" for one in self.columns)
        rows = tuple((name, boxes) if boxes else (f"{name} ___", words) for name, words in self.rows)
        ticked = f"{BOX} " if self.type in (ItemType.CHOICE, ItemType.HOTTEXT) else ""
        options = tuple((f"{ticked}{letter}", words) for letter, words in self.options)
        return tuple(one for one in (rows, options) if one)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the key rests on, and what is graded by hand, as lines of plain words."""
        return (*self.steps, *(f"{words} ({worth})" for words, worth in self.rubric))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a worksheet: its letter, the seed it was made with, its tasks in order."""

    title: str
    letter: str
    seed: str
    language: str
    minutes: int
    points: int
    tasks: tuple[Task, ...]

    @property
    def extent(self) -> str:
        """The points, the time and the seed, in words."""
        said = _("{points}, about {minutes} minutes. Seed {seed}.")
        return said.format(points=points(self.points), minutes=self.minutes, seed=self.seed)

    @property
    def sheet(self) -> str:
        """What the worksheet is called."""
        return _("Worksheet {letter}").format(letter=self.letter)

    @property
    def solved(self) -> str:
        """What the key is called."""
        return _("Key {letter}").format(letter=self.letter)


def points(number: int) -> str:
    """Return a number of points in words."""
    return _("1 point") if number == 1 else _("{count} points").format(count=number)
