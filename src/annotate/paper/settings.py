"""The settings of paper and type, as conf.py states them.

conf.py is read and not run: a setting counts here when its value is written out. The names
are those of the printed reader, so that one line in conf.py is enough for all that is printed.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from annotate.files import plain_bytes

PAPERS = ("a4", "us-letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Paper, type and date of what is printed; `folders` hold fonts of one's own."""

    paper: str = "a4"
    fonts: Sequence[str] = ("Libertinus Serif", "New Computer Modern")
    folders: Sequence[str] = ()
    size: float = 10.5
    made: datetime = datetime(1980, 1, 1, tzinfo=UTC)


def paper_of(root: Path, epoch: str = "", paper: str = "") -> Paper:
    """Return the settings of a project; `epoch` (seconds since 1970) and `paper` are stronger than conf.py."""
    path = root / "docs" / "conf.py"
    try:
        stated = _stated(plain_bytes(path).decode())
    except (OSError, ValueError, SyntaxError, MemoryError, RecursionError):
        stated = {}
    found = Paper(made=_moment(epoch, stated.get("today")))
    size = stated.get("typst_font_size")
    if isinstance(size, int | float) and not isinstance(size, bool) and 4 <= size <= 40:
        found = replace(found, size=float(size))
    if fonts := _names(stated.get("typst_fonts")):
        found = replace(found, fonts=fonts)
    if folders := _names(stated.get("typst_font_folders")):
        found = replace(found, folders=tuple(str(path.parent / one) for one in folders))
    asked = paper or stated.get("typst_paper")
    return replace(found, paper=asked) if isinstance(asked, str) and asked in PAPERS else found


def _stated(words: str) -> Mapping[str, Any]:
    """Return what the top level of a Python file assigns, where that is written out."""
    found: dict[str, Any] = {}
    for node in ast.parse(words).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                found.pop(node.targets[0].id, None)
    return found


def _names(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _moment(epoch: str, today: object) -> datetime:
    """Return SOURCE_DATE_EPOCH, else `today`, else the year 1980: never the clock."""
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    try:
        day = date.fromisoformat(str(today or ""))
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
