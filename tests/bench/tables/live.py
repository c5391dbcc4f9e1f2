"""Saves while the live preview runs: from the saved file to the page on disk."""

from __future__ import annotations

from tests.bench.figures import Figures
from tests.bench.tables._base import head, row


def lines(figures: Figures) -> list[str]:
    """Return the table; nothing when none was measured."""
    found = head("Texts", "Saved in the live preview", "To the page, seconds on the clock", "CPU", "Peak, MB")
    for size in figures.sizes("live"):
        unit = figures.of(size, "live")
        for name, took in unit.builds.items() if unit else ():
            found.append(row(size, name, took.wall, took.cpu, round(took.peak)))
    return found if figures.sizes("live") else []
