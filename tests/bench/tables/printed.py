"""The student's book, with reading the pages for it."""

from __future__ import annotations

from tests.bench.figures import Figures
from tests.bench.tables._base import built, exponent, head, row, steps


def lines(figures: Figures) -> list[str]:
    """Return the table; nothing when none was measured."""
    found = head("Texts", "`annotate pdf`", "Peak, MB", "Pages of the book")
    for size in figures.sizes("printed"):
        took, unit = built(figures, size, "printed", "book"), figures.of(size, "printed")
        found.append(row(size, took.cpu, round(took.peak), f"{unit.facts.get('pages', 0):.0f}" if unit else ""))
    for small, large in steps(figures, "printed"):
        less, more = (built(figures, size, "printed", "book") for size in (small, large))
        grown = exponent(small, large, less.cpu, more.cpu), exponent(small, large, less.peak, more.peak)
        found.append(row(f"{small} to {large}, exponent", *grown, ""))
    return found if figures.sizes("printed") else []
