"""A page that states its minutes keeps to them: the steps of a lesson add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.diagnostics import Code, Diagnostic, warning
from annotate.edition import Edition
from annotate.model import Place, Prose

_HEAD = re.compile(r"---\n(?P<lines>(?:(?!---\n).*\n)*?)minutes:[ ]*(?P<stated>\d{1,6})[ ]*\n")
_CELLS = re.compile(r"(?<!\\)\|")


def minutes_add_up(edition: Edition) -> Iterator[Diagnostic]:
    """Yield the pages whose head states other minutes than the tables with a column of minutes give."""
    for page in edition.pages:
        if (head := _HEAD.match(page.text)) is None:
            continue
        stated, given = int(head["stated"]), sum(_minutes(page.text[head.end() :]))
        if stated != given:
            message = f"the page states {stated} minutes, and its steps have {given}"
            hint = "a column whose head is 'Minutes' is added up, whole numbers alone in their cells"
            yield warning(Code.MINUTES, _place(page, head), message, hint)


def _place(page: Prose, head: re.Match[str]) -> Place:
    line = page.text.count("\n", 0, head.end("lines")) + 1
    column = head.start("stated") - head.end("lines") + 1
    end = column + len(head["stated"])
    return Place(file=page.place.file, line=line, column=column, end_line=line, end_column=end)


def _minutes(text: str) -> Iterator[int]:
    """Yield the whole numbers in the columns of the tables that are headed Minutes."""
    column: int | None = None
    for line in text.split("\n"):
        if not line.lstrip().startswith("|"):
            column = None
            continue
        cells = [cell.strip() for cell in _CELLS.split(line.strip())[1:-1]]
        if "Minutes" in cells:
            column = cells.index("Minutes")
        elif column is not None and column < len(cells) and cells[column].isdecimal():
            yield int(cells[column])
