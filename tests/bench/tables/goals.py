"""Ratios beside what was aimed at. None of them fails a test: they are aims."""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.bench.figures import Figures, Unit
from tests.bench.others import PLAIN
from tests.bench.tables._base import LABELS, built, exponent, head, row, steps

_LESS = ("furo", "jupyter-book", "mystmd")
"""Tools that a clean build is to take less than, at every size."""


def lines(figures: Figures) -> list[str]:
    """Return the table."""
    found = head("Ratio", "Texts", "Measured", "Goal")
    for size in figures.sizes("ours"):
        unit = figures.of(size, "ours")
        assert unit
        found += _weaving(size, unit)
        found += _beside(figures, size, unit)
        found += _warm(figures, size)
        found += _two(figures, size)
    found += _growth(figures)
    if unit := figures.of(0, "help"):
        found.append(row("`annotate --help`, seconds", "", unit.builds["help"].cpu, "≤ 0.15"))
    return found


def _weaving(size: int, unit: Unit) -> Iterator[str]:
    """Ledger, anchors, weaving and MyST, without reading YAML: of the texts' bytes, and beside Sphinx."""
    stages = unit.builds["clean"].stages
    sphinx = sum(stages.get(one, 0.0) for one in ("read", "resolve", "write"))
    yield row("source woven, MB/s", size, unit.facts["MB of texts"] / stages["weave"], "≥ 8")
    if stages.get("load"):
        yield row(
            "YAML and sources read, MB/s", size, (unit.facts["MB of YAML"] + unit.facts["MB of texts"]) / stages["load"], ""
        )
    yield row("weaving / Sphinx's stages", size, f"{stages['weave'] / sphinx:.1%}", "≤ 2%")


def _beside(figures: Figures, size: int, unit: Unit) -> Iterator[str]:
    mine, idle, word = (unit.builds[one] for one in ("clean", "no change", "a word"))
    if plain := figures.of(size, PLAIN):
        clean = plain.builds["clean"]
        goal = "≤ 0.80" if size >= 100 else ""
        yield row("clean build / plain Sphinx", size, mine.cpu / clean.cpu, goal)
        yield row("no change / plain Sphinx", size, idle.cpu / plain.builds["no change"].cpu, "≤ 1.15")
        yield row("peak memory / plain Sphinx", size, mine.peak / clean.peak, "≤ 1.2")
    for name in _LESS:
        if other := figures.of(size, name):
            yield row(f"clean build / {LABELS[name]}", size, mine.cpu / other.builds["clean"].cpu, "< 1")
    yield row("a word / clean build", size, f"{word.cpu / mine.cpu:.1%}", "≤ 2%" if size >= 1000 else "")


def _warm(figures: Figures, size: int) -> Iterator[str]:
    if unit := figures.of(size, "live"):
        goal = {100: "≤ 0.5", 1000: "≤ 1"}.get(size, "")
        yield row("a word to its page in the live preview, seconds", size, unit.builds["source"].wall, goal)


def _two(figures: Figures, size: int) -> Iterator[str]:
    if unit := figures.of(size, "two"):
        ratio = f"{unit.facts['wall, 2'] / unit.facts['wall, 1']:.2f}"
        busy = unit.facts["load"] > (os.cpu_count() or 1) + 0.5
        yield row("time on the clock, two processes / one", size, f"{ratio}, on a busy machine" if busy else ratio, "≤ 0.75")


def _growth(figures: Figures) -> Iterator[str]:
    for small, large in steps(figures, "ours"):
        less, more = (built(figures, size, "ours", "clean") for size in (small, large))
        both = f"{small} to {large}"
        weaving = exponent(small, large, less.stages["weave"], more.stages["weave"])
        yield row("growth of weaving, exponent", both, weaving, "≤ 1.05")
        yield row("growth of the whole, exponent", both, exponent(small, large, less.cpu, more.cpu), "≤ 1.10")
    sizes = figures.sizes("ours")
    if len(sizes) > 1:
        first, last = (unit.facts["KB a page"] for size in (sizes[0], sizes[-1]) if (unit := figures.of(size, "ours")))
        yield row("weight of a reading's page", f"{sizes[0]} to {sizes[-1]}", f"{last / first - 1:+.1%}", "≤ +15%")
