"""How long the live preview takes from a saved file to the page on disk: `python -m tests.bench.warm [PROJECT ...]`.

Figures, not a test. Wall seconds of the median save on the shipped edition and the projects named, and CPU
seconds of the process beside them, which other work on the machine disturbs less. Saves come in pairs, an edit and
its undoing; at the end the folder must be what it was at first. `make bench` does the same with its editions.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.figures import FailedError, Took
from tests.serve.conftest import Served
from tests.support.projects import copy_edition, tree

Edits = dict[str, tuple[str, str, str, str]]
"""Kinds of edits: file, page that shows it, words, other words."""
SHIPPED = {
    "source": (
        "seeds/004_1ad2ed4ed292989f.txt",
        "readings/azus.html",
        "descended into paralysis",
        "descended into stillness",
    ),
    "note": ("docs/apparatus/notes.yaml", "readings/evn.html", "text: >-\n      ", "text: >-\n      In short: "),
    "term": ("docs/apparatus/glossary.yaml", "glossary.html", "definition:", "definition: In short,"),
    "item": ("exercises/azus.yaml", "exercises.html", 'prompt: "', 'prompt: "Now, '),
    "page": ("docs/background.md", "background.html", " the ", " that "),
}
GENERATED = {
    "source": ("seeds/t0001.txt", "readings/t0001.html", " says ", " says and says "),
    "note": ("docs/apparatus/notes.yaml", "readings/t0000.html", "A remark", "My remark"),
    "term": ("docs/apparatus/glossary.yaml", "glossary.html", "What the texts", "That which the texts"),
    "item": ("exercises/s0001.yaml", "exercises.html", "prompt: Which", "prompt: Now, which"),
    "page": ("docs/index.md", "index.html", "# Home\n", "# Home\n\nWords.\n"),
}  # fmt: skip
_PAIRS = 3
_PATIENCE = 3600.0


def _cpu(process: int) -> float:
    """Return the CPU seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> float:
    """Return the MB that a process had at most."""
    words = Path(f"/proc/{process}/status").read_text(encoding="utf-8").partition("VmHWM:")[2].split()
    return int(words[0]) / 1024


def _saved(one: Served, path: Path, words: bytes, page: Path) -> Took:
    """Save a file; return wall seconds until its page has changed, and CPU seconds until all is done."""
    before, spent, began = page.read_bytes(), _cpu(one.process.pid), time.perf_counter()
    written = page.stat().st_mtime_ns
    path.write_bytes(words)
    while (
        page.stat().st_mtime_ns == written or (now := page.read_bytes()) == before or not now.rstrip().endswith(b"</html>")
    ):
        if time.perf_counter() - began > _PATIENCE or one.process.poll() is not None:
            raise FailedError(f"the preview did not write {page.name} after {path.name} was saved")
        time.sleep(0.005)
    wall = time.perf_counter() - began
    one.hears(" changed, ")
    return Took(cpu=_cpu(one.process.pid) - spent, wall=wall, peak=_peak(one.process.pid))


def saves(root: Path, edits: Edits, pairs: int) -> dict[str, Took]:
    """Start the preview of a project and save each kind of edit so many times, each with its undoing."""
    one = Served(root, patience=_PATIENCE)
    try:
        html = root / "build" / "html"
        first, found = tree(html), {}
        for what, (file, page, old, new) in edits.items():
            path = root / file
            words = path.read_bytes()
            assert old.encode() in words, (file, old)
            other = words.replace(old.encode(), new.encode(), 1)
            took = [_saved(one, path, each, html / page) for _ in range(pairs) for each in (other, words)]
            found[what] = Took(
                cpu=median(each.cpu for each in took), wall=median(each.wall for each in took), peak=took[-1].peak
            )
        if tree(html) != first:
            raise FailedError("after all edits were undone the preview's pages were not what they were at first")
    finally:
        one.end()
    return found


def main() -> None:
    """Print a row for each kind of edit: wall seconds, CPU seconds."""
    print(f"{'project':20} {'edit':8} {'wall':>8} {'cpu':>8}")
    with tempfile.TemporaryDirectory() as folder:
        projects = [(copy_edition(Path(folder, "shipped")), SHIPPED), *((Path(name), GENERATED) for name in sys.argv[1:])]
        for root, edits in projects:
            for what, took in saves(root, edits, _PAIRS).items():
                print(f"{root.name:20} {what:8} {took.wall:8.2f} {took.cpu:8.2f}", flush=True)


if __name__ == "__main__":
    main()
