"""The builds that are compared: what is timed, and what is made of the times."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.load import make_edition

REPOSITORY = Path(__file__).parents[2]
PLAIN = """
project = "test"
extensions = ["myst_parser", "sphinx_design", "tests.bench.stubs"]
myst_enable_extensions = ["colon_fence"]
html_theme = "THEME"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a build took: seconds by stage and in all, MB at the peak, pages read and written."""

    cpu: float
    wall: float
    peak: float
    stages: dict[str, float]
    read: int
    written: int


def build(root: Path, *, jobs: int = 1, stock: bool = False, stages: bool = False) -> Took:
    """Build a project in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.measured", str(root), str(jobs)]
    command += ["stock" if stock else "installed", "stages" if stages else "whole"]
    started = time.perf_counter()
    path = os.pathsep.join((str(REPOSITORY / "src"), str(REPOSITORY)))
    done = subprocess.run(
        command, cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, check=True,
    )  # fmt: skip
    wall = time.perf_counter() - started
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Took(
        cpu=told["cpu"], wall=wall, peak=told["peak"], stages=told["stages"], read=told.get("read", 0),
        written=told.get("written", 0),
    )  # fmt: skip


def middle(runs: list[Took]) -> Took:
    """Return the run with the median of CPU seconds, its stages the medians of theirs."""
    ordered = sorted(runs, key=lambda one: one.cpu)
    one = ordered[len(ordered) // 2]
    stages = {name: median(run.stages.get(name, 0.0) for run in runs) for name in one.stages}
    return Took(cpu=one.cpu, wall=one.wall, peak=one.peak, stages=stages, read=one.read, written=one.written)


def clean(root: Path, runs: int, **options: Any) -> Took:
    """Return the median of clean builds."""
    taken = []
    for _ in range(runs):
        shutil.rmtree(root / "build", ignore_errors=True)
        taken.append(build(root, **options))
    return middle(taken)


def ours(root: Path, size: int, runs: int) -> dict[str, Took]:
    """Make an edition, and build it clean, again without a change, and after edits."""
    make_edition(root, size)
    found = {"clean": clean(root, runs, stages=True)}
    time.sleep(2.1)  # younger exercises are not taken as unchanged
    build(root)
    found["no change"] = middle([build(root) for _ in range(runs)])
    edits = {
        "a word": ("seeds/t0003.txt", "It ends ", "It now ends "),
        "a note": ("docs/apparatus/notes.yaml", "A remark on words of paragraph 0", "A new remark on paragraph 0"),
        "a term": ("docs/apparatus/glossary.yaml", "is explained here", "is told here"),
    }
    for name, (file, words, others) in edits.items():
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(words, others, 1), encoding="utf-8")
        found[name] = build(root, stages=True)
    return found


def plain(root: Path, pages: Path, runs: int, theme: str = "alabaster") -> dict[str, Took]:
    """Build the pages of an edition with plain Sphinx, clean and again."""
    shutil.copytree(pages / "docs", root / "docs", ignore=shutil.ignore_patterns("apparatus", "_annotate", "instructor"))
    (root / "docs" / "conf.py").write_text(PLAIN.replace("THEME", theme), encoding="utf-8")
    found = {"clean": clean(root, runs, stock=True, stages=True)}
    found["no change"] = middle([build(root, stock=True) for _ in range(runs)])
    found["with PyStemmer"] = clean(root, 1)
    return found


def weight(root: Path) -> float:
    """Return the mean size of the pages of readings, in KB."""
    sizes = [path.stat().st_size for path in (root / "build" / "html" / "readings").glob("*.html")]
    return sum(sizes) / len(sizes) / 1000


def help_takes(runs: int) -> float:
    """Return the CPU seconds of `annotate --help`."""
    import resource

    taken = []
    for _ in range(max(3, runs)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "annotate", "--help"], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(taken)
