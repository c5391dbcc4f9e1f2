"""Builds generated editions and prints what the stages took: `make bench`. Figures, not a test.

    python -m tests.bench [SIZE ...] [--runs N] [--others-up-to SIZE] [--write]

Seconds are CPU seconds of a process and its children unless a table says otherwise; a figure is the median of
the runs. A run that was stopped prints what it has, and goes on where it was when it is started again.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import kept
from tests.bench.figures import Figures
from tests.bench.plan import Bounds, carry_out
from tests.bench.process import REPOSITORY
from tests.bench.tables import TABLES

PAGE = REPOSITORY / "docs" / "manual" / "explanation" / "speed.md"
_BLOCK = re.compile(r"(?<=% figures begin\n).*?(?=% figures end)", re.DOTALL)


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print; with --write put the figures into the manual."""
    options = _options().parse_args(given)
    if options.last:
        _tell(kept.last(), write=options.write)
        return 0
    sizes = sorted(set(options.sizes))
    if sizes[0] < 2:
        sys.exit("an edition for measuring has two texts at least")
    bounds = Bounds(printed=options.printed_up_to, live=options.live_up_to, others=options.others_up_to)
    figures = Figures(runs=options.runs) if options.anew else kept.kept(options.runs)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # from whatever ends it, as from Ctrl-C
    stopped = False
    with tempfile.TemporaryDirectory() as folder:
        try:
            carry_out(Path(folder), sizes, bounds, figures, kept.keep)
        except KeyboardInterrupt:
            stopped = True
    kept.keep(figures, whole=not stopped)
    _tell(figures, write=options.write)
    if stopped:
        print("stopped: the same command goes on from here", file=sys.stderr)
        return 130
    return 1 if any(name == "ours" for _, name, _ in figures.failures()) else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Build editions and print what it took.")
    parser.add_argument("sizes", nargs="*", type=int, default=[5, 100], metavar="SIZE", help="numbers of texts: 5 100")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind, of which the median counts: 3")
    limits = {
        "others": (1000, "the largest edition that other tools than plain Sphinx build"),
        "printed": (100, "the largest edition that is printed"),
        "live": (1000, "the largest edition that is edited in the live preview"),
    }
    for name, (size, help_) in limits.items():
        parser.add_argument(f"--{name}-up-to", type=int, default=size, metavar="SIZE", help=f"{help_}: {size}")
    parser.add_argument("--anew", action="store_true", help="do not go on with a run that was stopped")
    parser.add_argument("--last", action="store_true", help="measure nothing; print what was measured last")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(REPOSITORY)}")
    return parser


def _tell(figures: Figures, *, write: bool) -> None:
    """Print the tables; with `write`, put them into the manual's page."""
    block = "\n\n".join("\n".join(lines) for table in TABLES if (lines := table(figures)))
    print(block)
    if write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_BLOCK.sub(lambda _: f"\n{block}\n\n", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
