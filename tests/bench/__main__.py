"""Builds generated editions and prints what the stages took: `make bench`. Figures, not a test.

    python -m tests.bench [SIZE ...] [--runs N] [--write]

All seconds are CPU seconds of a process and its children; a figure is the median of the runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import platform
import re
import sys
import tempfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from tests.bench.builds import REPOSITORY, Took, clean, help_takes, ours, plain, weight
from tests.bench.pdf import pdf_seconds

PAGE = REPOSITORY / "docs" / "manual" / "explanation" / "speed.md"
_BLOCK = re.compile(r"(?<=% figures begin\n).*?(?=% figures end)", re.DOTALL)
_STAGES = ("load", "weave", "check", "other pages", "read", "resolve", "write", "search")
_OTHERS = ("furo",)
_MOST_PRINTED = 100
"""Texts of the largest edition that is printed, too: more make a book that nobody binds."""
Measured = dict[str, dict[str, Took]]


def main() -> None:
    """Measure and print; with --write put the figures into the manual."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("sizes", nargs="*", type=int, default=[5, 100])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(REPOSITORY)}")
    options = parser.parse_args()
    sizes = sorted(set(options.sizes))
    measured: dict[int, Measured] = {}
    weights: dict[int, float] = {}
    printed: dict[int, float] = {}
    megabytes: dict[int, float] = {}
    two: float | str = "not measured: the machine is busy"
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "ours")
            measured[size] = {"ours": ours(root, size, options.runs)}
            weights[size] = weight(root)
            megabytes[size] = sum(path.stat().st_size for path in (root / "seeds").glob("*.txt")) / 1e6
            if size <= _MOST_PRINTED and importlib.util.find_spec("typst"):
                printed[size] = pdf_seconds(root)
            measured[size]["plain"] = plain(Path(folder, "plain"), root, options.runs)
            for theme in _OTHERS:
                if importlib.util.find_spec(theme):
                    measured[size][theme] = plain(Path(folder, theme), root, 1, theme)
            if size == max(sizes) and os.getloadavg()[0] < (os.cpu_count() or 1):
                two = clean(root, options.runs, jobs=2).wall / clean(root, options.runs).wall
        print(f"{size} texts: done", file=sys.stderr)
    lines = [
        *_machine(options.runs), "", *_whole(measured), "", *_by_stage(measured), "", *_edits(measured), "", *_printed(printed), "",
        *_goals(measured, weights, megabytes, two, help_takes(options.runs)),
    ]  # fmt: skip
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        block = "\n".join(lines)
        PAGE.write_text(_BLOCK.sub(lambda _: f"\n{block}\n\n", text), encoding="utf-8")


def _machine(runs: int) -> list[str]:
    day = datetime.now(tz=UTC).date().isoformat()
    versions = ".".join(platform.python_version_tuple()[:2])
    times = "one run" if runs == 1 else f"the median of {runs} runs"
    return [
        f"Measured on {day}: {platform.system()}, {platform.machine()}, {os.cpu_count()} cores, load average "
        f"{os.getloadavg()[2]:.0f}, Python {versions}; CPU seconds, {times}."
    ]


def _row(*cells: object) -> str:
    return "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |"


def _head(*cells: str) -> list[str]:
    return [_row(*cells), _row("---", *["--:"] * (len(cells) - 1))]


def _whole(measured: dict[int, Measured]) -> list[str]:
    lines = _head("Texts", "Tool", "Clean", "No change", "Peak, MB")
    for size, tools in measured.items():
        for name, builds in tools.items():
            took = builds["clean"]
            lines.append(_row(size, _named(name), took.cpu, builds["no change"].cpu, round(took.peak)))
            if "with PyStemmer" in builds and name == "plain":
                faster = builds["with PyStemmer"]
                lines.append(_row(size, f"{_named(name)}, PyStemmer", faster.cpu, "", round(faster.peak)))
    return lines


def _named(name: str) -> str:
    return {"ours": "annotate", "plain": "Sphinx + MyST + alabaster"}.get(name, f"Sphinx + MyST + {name}")


def _by_stage(measured: dict[int, Measured]) -> list[str]:
    lines = _head("Texts", "Tool", *(stage.capitalize() for stage in _STAGES))
    for size, tools in measured.items():
        for name, builds in tools.items():
            stages = builds["clean"].stages
            lines.append(_row(size, _named(name), *(stages.get(stage, 0.0) for stage in _STAGES)))
    sizes = sorted(measured)
    for small, large in pairwise(sizes):
        for name in ("ours", "plain"):
            less, more = (measured[size][name]["clean"].stages for size in (small, large))
            growths = [_exponent(small, large, less.get(one, 0), more.get(one, 0)) for one in _STAGES]
            lines.append(_row(f"{small} to {large}", f"{_named(name)}, exponent", *growths))
    return lines


def _exponent(small: int, large: int, less: float, more: float) -> float | str:
    """Return how time grows with the number of texts: 1 is linear. Empty for what is too short to tell."""
    return math.log(more / less) / math.log(large / small) if less > 0.02 and more > 0.02 else ""


def _edits(measured: dict[int, Measured]) -> list[str]:
    lines = _head("Texts", "Edit", "CPU", "Of a clean build", "Pages read", "Pages written")
    for size, tools in measured.items():
        builds = tools["ours"]
        for name in ("a word", "a note", "a term"):
            took = builds[name]
            share = f"{took.cpu / builds['clean'].cpu:.1%}"
            lines.append(_row(size, name, took.cpu, share, took.read, took.written))
    return lines


def _printed(printed: dict[int, float]) -> list[str]:
    """Return what the student's book took, with reading the pages for it, and how that grows."""
    lines = _head("Texts", "`annotate pdf`")
    lines += [_row(size, seconds) for size, seconds in printed.items()]
    for (small, less), (large, more) in pairwise(sorted(printed.items())):
        lines.append(_row(f"{small} to {large}, exponent", _exponent(small, large, less, more)))
    return lines


def _goals(
    measured: dict[int, Measured], weights: dict[int, float], megabytes: dict[int, float], two: float | str,
    help_: float,
) -> list[str]:  # fmt: skip
    """Return the ratios beside what was aimed at."""
    lines = _head("Ratio", "Texts", "Measured", "Goal")
    for size, tools in measured.items():
        mine, other = tools["ours"], tools["plain"]
        stages = mine["clean"].stages
        sphinx = sum(stages.get(one, 0.0) for one in ("read", "resolve", "write", "search"))
        lines += [
            _row("source woven, MB/s", size, megabytes[size] / stages["weave"], "≥ 8"),
            _row("weaving / Sphinx's build", size, f"{stages['weave'] / sphinx:.1%}", "≤ 2%"),
            _row("clean build / plain Sphinx", size, mine["clean"].cpu / other["clean"].cpu, "≤ 0.80"),
            _row("no change / plain Sphinx", size, mine["no change"].cpu / other["no change"].cpu, "≤ 1.15"),
            _row("a word / clean build", size, f"{mine['a word'].cpu / mine['clean'].cpu:.1%}", "≤ 2% at 1,000"),
            _row("peak memory / plain Sphinx", size, mine["clean"].peak / other["clean"].peak, "≤ 1.2"),
        ]
    sizes = sorted(measured)
    for small, large in pairwise(sizes):
        less, more = (measured[size]["ours"]["clean"] for size in (small, large))
        both = f"{small} to {large}"
        weaving = _exponent(small, large, less.stages["weave"], more.stages["weave"])
        lines.append(_row("growth of weaving, exponent", both, weaving, "≤ 1.05"))
        lines.append(_row("growth of the whole, exponent", both, _exponent(small, large, less.cpu, more.cpu), "≤ 1.10"))
    if len(sizes) > 1:
        grown = f"{weights[sizes[-1]] / weights[sizes[0]] - 1:+.1%}"
        lines.append(_row("weight of a page", f"{sizes[0]} to {sizes[-1]}", grown, "≤ +15%"))
    lines.append(_row("wall time, two processes / one", sizes[-1], two, "≤ 0.75"))
    lines.append(_row("`annotate --help`, seconds", "", help_, "≤ 0.15"))
    return lines


if __name__ == "__main__":
    main()
