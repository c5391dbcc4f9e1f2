"""How long the live preview takes from a saved file to the page on disk: `python -m tests.bench.warm`.

Figures, not a test. Wall seconds of the median save on the shipped edition or the projects named, and CPU
seconds of the process beside them, which other work on the machine disturbs less. Saves come in pairs, an edit and
its undoing; at the end the folder must be what it was at first.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.serve.conftest import Served
from tests.support.projects import copy_edition, tree

SHIPPED = {
    "source": ("seeds/004_1ad2ed4ed292989f.txt", "readings/azus.html", "descended into paralysis", "descended into stillness"),
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


def _cpu(process: int) -> float:
    """Return the CPU seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _saved(one: Served, path: Path, words: bytes, page: Path) -> tuple[float, float]:
    """Save a file; return wall seconds until its page has changed, and CPU seconds until all is done."""
    before, spent, began = page.read_bytes(), _cpu(one.process.pid), time.perf_counter()
    path.write_bytes(words)
    while (now := page.read_bytes()) == before or not now.rstrip().endswith(b"</html>"):
        time.sleep(0.005)
    wall = time.perf_counter() - began
    one.hears(" changed, ")
    return wall, _cpu(one.process.pid) - spent


def _measure(name: str, root: Path, edits: dict[str, tuple[str, str, str, str]]) -> None:
    one = Served(root)
    html = root / "build" / "html"
    first = tree(html)
    for what, (file, page, old, new) in edits.items():
        path = root / file
        words = path.read_bytes()
        assert old.encode() in words, (file, old)
        other = words.replace(old.encode(), new.encode(), 1)
        took = [_saved(one, path, each, html / page) for _ in range(_PAIRS) for each in (other, words)]
        walls, spent = zip(*took, strict=True)
        print(f"{name:20} {what:8} {median(walls):8.2f} {median(spent):8.2f}", flush=True)
    assert tree(html) == first
    one.end()


def main() -> None:
    """Print a row for each kind of edit: wall seconds, CPU seconds."""
    print(f"{'project':20} {'edit':8} {'wall':>8} {'cpu':>8}")
    with tempfile.TemporaryDirectory() as folder:
        _measure("shipped", copy_edition(Path(folder, "p")), SHIPPED)
    for name in sys.argv[1:]:
        _measure(Path(name).name, Path(name), GENERATED)


if __name__ == "__main__":
    main()
