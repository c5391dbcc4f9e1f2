"""What every record rests on: a place in a file, an editor's words, a quotation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a value stands in a file: lines and columns from 1, columns in code points."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """An editor's Markdown with the line of its file at which it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A W3C TextQuoteSelector into one reading.

    `omitted` says that the words stand in matter the edition leaves out.
    """

    reading: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    omitted: bool = False
    place: Place
