"""Rows of tables in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from tests.bench.figures import Figures, Took
from tests.bench.others import OTHERS

LABELS = {"ours": "annotate", **{one.name: one.label for one in OTHERS}}


def row(*cells: object) -> str:
    """Return a row; numbers that are not whole get two decimals."""
    return "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |"


def head(*cells: str) -> list[str]:
    """Return the head of a table."""
    return [row(*cells), row("---", *["--:"] * (len(cells) - 1))]


def exponent(small: int, large: int, less: float, more: float) -> float | str:
    """Return how something grows with the number of texts: 1 is linear. Empty for what is too small to tell."""
    return math.log(more / less) / math.log(large / small) if less > 0.02 and more > 0.02 else ""


def steps(figures: Figures, name: str) -> Iterator[tuple[int, int]]:
    """Yield each number of texts at which something was measured with the next."""
    sizes = figures.sizes(name)
    yield from pairwise(sizes)


def built(figures: Figures, size: int, name: str, build: str) -> Took:
    """Return a build that was measured."""
    unit = figures.of(size, name)
    assert unit
    return unit.builds[build]
