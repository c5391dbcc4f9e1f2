"""The stages of a clean build, ours and plain Sphinx's."""

from __future__ import annotations

from tests.bench.figures import Figures
from tests.bench.others import PLAIN
from tests.bench.tables._base import LABELS, built, exponent, head, row, steps

STAGES = ("load", "weave", "check", "other pages", "read", "resolve", "write", "search")
_TOOLS = ("ours", PLAIN)


def lines(figures: Figures) -> list[str]:
    """Return the table."""
    found = head("Texts", "Tool", *(stage.capitalize() for stage in STAGES))
    for size in figures.sizes("ours"):
        for name in _TOOLS:
            if unit := figures.of(size, name):
                stages = unit.builds["clean"].stages
                found.append(row(size, LABELS[name], *(stages.get(stage, 0.0) for stage in STAGES)))
    for name in _TOOLS:
        for small, large in steps(figures, name):
            less, more = (built(figures, size, name, "clean").stages for size in (small, large))
            grown = [exponent(small, large, less.get(one, 0), more.get(one, 0)) for one in STAGES]
            found.append(row(f"{small} to {large}", f"{LABELS[name]}, exponent", *grown))
    return found
