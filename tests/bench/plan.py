"""What is measured, in which order, and in which folders."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import ours
from tests.bench.figures import FailedError, Figures, Unit
from tests.bench.load import make_edition
from tests.bench.others import OTHERS, PLAIN, Other, measure
from tests.bench.process import run

Measure = Callable[[Path, int], Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The largest numbers of texts that are printed, previewed, and built by other tools than plain Sphinx."""

    printed: int
    live: int
    others: int


def steps(sizes: list[int], bounds: Bounds) -> Iterator[tuple[int, str, Measure]]:
    """Yield number of texts, name and function of each unit: small editions first."""
    yield 0, "help", ours.help_
    for size in sizes:
        yield size, "ours", ours.builds
        for other in OTHERS:
            if not other.lacking() and (size <= bounds.others or other.name == PLAIN):
                yield size, other.name, partial(_other, other)
        yield size, "two", ours.two_processes
        if size <= bounds.live:
            yield size, "live", ours.live
        if size <= bounds.printed:
            yield size, "printed", ours.book


def _other(other: Other, root: Path, runs: int) -> Unit:
    """Measure another tool on an edition's pages, in a folder that is gone afterwards."""
    if not (root / "docs" / "readings").is_dir():
        run([sys.executable, "-m", "annotate", "-C", str(root), "build"])
    folder = root.parent / "other"
    try:
        return measure(other, folder, root / "docs", runs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def carry_out(folder: Path, sizes: list[int], bounds: Bounds, figures: Figures, done: Callable[[Figures], None]) -> None:
    """Measure what is not among the figures yet; `done` gets them after each unit."""
    planned = list(steps(sizes, bounds))
    for at, (size, name, function) in enumerate(planned, start=1):
        place = f"{at}/{len(planned)} {size} texts, {name}" if size else f"{at}/{len(planned)} {name}"
        if figures.of(size, name):
            print(f"{place}: kept from before", file=sys.stderr)
            continue
        print(f"{place} ...", file=sys.stderr, flush=True)
        began = time.perf_counter()
        root = folder / str(size)
        if size and not root.is_dir():
            make_edition(root, size)
        try:
            unit = function(root, figures.runs)
        except FailedError as problem:
            unit = Unit(failed=str(problem))
        figures.units[size, name] = unit
        said = f"failed: {unit.failed}" if unit.failed else "done"
        print(f"{place}: {said}, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        done(figures)
