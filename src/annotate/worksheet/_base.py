"""A worksheet before it is written down in some format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One item on a form. `room` is lines to write on; it depends on the type only.

    What stands below `room` is for the key.
    """

    number: int
    id: str
    points: int
    prompt: tuple[str, ...]
    quotes: tuple[str, ...]
    given: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    room: int
    answer: str
    grade: str
    steps: tuple[str, ...]
    solution: tuple[str, ...]
    rubric: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a worksheet: its letter, the seed it was made with, its tasks in order."""

    title: str
    letter: str
    seed: str
    minutes: int
    points: int
    tasks: tuple[Task, ...]
