"""Builds after an edit, and how many pages they read and write again."""

from __future__ import annotations

from tests.bench.figures import Figures
from tests.bench.ours import EDITS
from tests.bench.tables._base import built, head, row


def lines(figures: Figures) -> list[str]:
    """Return the table."""
    found = head("Texts", "Edit", "CPU", "Of a clean build", "Pages read", "Pages written")
    for size in figures.sizes("ours"):
        clean = built(figures, size, "ours", "clean")
        for name in EDITS:
            took = built(figures, size, "ours", name)
            found.append(row(size, name, took.cpu, f"{took.cpu / clean.cpu:.1%}", took.read, took.written))
    return found
