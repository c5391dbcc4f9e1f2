"""What is measured of an edition of our own: builds and edits, two processes, the book, the live preview."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tests.bench.figures import Took, Unit
from tests.bench.process import clean, middle, run, sphinx
from tests.bench.warm import GENERATED, saves

EDITS = {
    "a word": ("seeds/t0001.txt", "It ends ", "It now ends "),
    "a note": ("docs/apparatus/notes.yaml", "A remark on words of paragraph 0", "A new remark on paragraph 0"),
    "a term": ("docs/apparatus/glossary.yaml", "is explained here", "is told here"),
}


def builds(root: Path, runs: int) -> Unit:
    """Build clean, again without a change, and after edits of each kind, each with its undoing."""
    found = {"clean": clean(root, partial(sphinx, root, stages=True), runs)}
    facts = _sizes(root)
    time.sleep(2.1)  # younger exercises are not taken as unchanged
    sphinx(root)
    found["no change"] = middle([sphinx(root) for _ in range(runs)])
    for name, (file, old, new) in EDITS.items():
        path, taken = root / file, []
        before = path.read_text(encoding="utf-8")
        for _ in range((runs + 1) // 2):
            for words in (before.replace(old, new, 1), before):
                path.write_text(words, encoding="utf-8")
                taken.append(sphinx(root, stages=True))
        found[name] = middle(taken)
    return Unit(builds=found, facts=facts)


def _sizes(root: Path) -> dict[str, float]:
    pages = [path.stat().st_size for path in (root / "build" / "html" / "readings").glob("*.html")]
    megabytes = {
        name: sum(path.stat().st_size for path in root.rglob(f"*.{ending}") if "build" not in path.parts) / 1e6
        for name, ending in (("texts", "txt"), ("YAML", "yaml"))
    }
    return {"KB a page": sum(pages) / len(pages) / 1000, **{f"MB of {name}": size for name, size in megabytes.items()}}


def two_processes(root: Path, runs: int) -> Unit:
    """Build clean with one process and with two, by turns."""
    taken: dict[int, list[Took]] = {1: [], 2: []}
    for _ in range(runs):
        for jobs, found in taken.items():
            found.append(clean(root, partial(sphinx, root, jobs=jobs), 1))
    walls = {f"wall, {jobs}": median(one.wall for one in found) for jobs, found in taken.items()}
    return Unit(facts={**walls, "load": os.getloadavg()[0]})


def book(root: Path, runs: int) -> Unit:
    """Make the student's book, from nothing; or say that there is no compiler for it."""
    if not find_spec("typst"):
        return Unit(failed="the package typst is not installed (requirements/pdf.txt)")
    command = [sys.executable, "-m", "annotate", "-C", str(root), "pdf"]
    found = {"book": clean(root, lambda: run(command)[0], runs)}
    return Unit(builds=found, facts=_pages(root / "build" / "reader.pdf"))


def _pages(path: Path) -> dict[str, float]:
    if not find_spec("pikepdf"):
        return {}
    import pikepdf

    with pikepdf.open(path) as pdf:
        return {"pages": len(pdf.pages)}


def live(root: Path, runs: int) -> Unit:
    """Save a file of each kind while `annotate serve` runs."""
    shutil.rmtree(root / "build", ignore_errors=True)
    return Unit(builds=saves(root, GENERATED, runs))


def help_(_: Path, runs: int) -> Unit:
    """Print the help of the command; being the first unit, it says when the others were measured and beside what."""
    took = middle([run([sys.executable, "-m", "annotate", "--help"])[0] for _ in range(max(5, runs))])
    today = datetime.now(tz=UTC).date()
    return Unit(builds={"help": took}, facts={"day": today.toordinal(), "load": os.getloadavg()[2]})
