"""The two editions, their pages, and whether a folder is a project: all that a quick answer needs to know."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

PAGES = (
    "comparison", "words", "timeline", "figures", "index-of-names",
    "questions", "exercises", "glossary", "sources", "note-on-the-texts",
)  # fmt: skip
"""The generated pages beside the readings, in the order of a new project's contents."""
INSTRUCTORS = ("teaching",)
"""Folders below docs/ whose pages only the instructor's edition has, unless the edition says otherwise."""


class Which(StrEnum):
    """The two editions."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


def is_project(root: Path) -> bool:
    """Return whether a folder looks like a project: it holds seeds/ or docs/apparatus/."""
    return (root / "seeds").is_dir() or (root / "docs" / "apparatus").is_dir()
