"""The whole build, ours and others'."""

from __future__ import annotations

from tests.bench.figures import Figures
from tests.bench.tables._base import LABELS, built, exponent, head, row, steps


def lines(figures: Figures) -> list[str]:
    """Return the table."""
    found = head("Texts", "Tool", "Clean", "No change", "Peak, MB", "Words printed")
    for size in figures.sizes("ours"):
        for name, label in LABELS.items():
            if not (unit := figures.of(size, name)):
                continue
            took = unit.builds["clean"]
            words = f"{unit.facts['words']:.1%}" if "words" in unit.facts else ""
            found.append(row(size, label, took.cpu, unit.builds["no change"].cpu, round(took.peak), words))
            if faster := unit.builds.get("faster"):
                found.append(row(size, f"{label}, PyStemmer", faster.cpu, "", round(faster.peak), ""))
    for name, label in LABELS.items():
        for small, large in steps(figures, name):
            less, more = (built(figures, size, name, "clean") for size in (small, large))
            grown = exponent(small, large, less.cpu, more.cpu), "", exponent(small, large, less.peak, more.peak)
            found.append(row(f"{small} to {large}", f"{label}, exponent", *grown, ""))
    return found
