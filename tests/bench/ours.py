"""What is measured of an edition of our own: builds and edits, two processes, the book, the live preview."""

from __future__ import annotations

import os
import shutil
import sys
import time
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
    """Build clean, again without a change, and after an edit of each kind, which is then undone."""
    found = {"clean": clean(root, partial(sphinx, root, stages=True), runs)}
    pages = [path.stat().st_size for path in (root / "build" / "html" / "readings").glob("*.html")]
    texts = [path.stat().st_size for path in (root / "seeds").glob("*.txt")]
    time.sleep(2.1)  # younger exercises are not taken as unchanged
    sphinx(root)
    found["no change"] = middle([sphinx(root) for _ in range(runs)])
    for name, (file, words, others) in EDITS.items():
        path, taken = root / file, []
        before = path.read_text(encoding="utf-8")
        for _ in range(runs):
            path.write_text(before.replace(words, others, 1), encoding="utf-8")
            taken.append(sphinx(root, stages=True))
            path.write_text(before, encoding="utf-8")
            sphinx(root)
        found[name] = middle(taken)
    return Unit(builds=found, facts={"KB a page": sum(pages) / len(pages) / 1000, "MB of texts": sum(texts) / 1e6})


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
    """Print the help of the command."""
    return Unit(builds={"help": middle([run([sys.executable, "-m", "annotate", "--help"])[0] for _ in range(max(5, runs))])})
