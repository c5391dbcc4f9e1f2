"""Times the stages on generated editions: `make bench`. Figures, not a test.

Each size is measured in a process of its own; the figures are CPU seconds.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.projects import make_project

SIZES = (5, 100)
WORDS = ("treaty border council ceasefire corridor parliament alliance security election energy trade "
         "minister region agreement mission report history policy question answer").split()  # fmt: skip


def _text(number: int) -> str:
    draw = random.Random(number)
    paragraphs = []
    for at in range(20):
        words = " ".join(draw.choice(WORDS) for _ in range(68))
        paragraphs.append(f"Paragraph {number} {at} says {words}.")
    return "\n\n".join(paragraphs) + "\n"


def _project(root: Path, size: int) -> Path:
    texts: dict[str, bytes | str] = {f"t{number:04}": _text(number) for number in range(size)}
    terms = "".join(
        f"  - {{id: {word}, headword: {word}, category: concept, forms: [{word}], basis: texts, definition: A word.}}\n"
        for word in WORDS
    )
    notes = "".join(
        f"  - {{id: n{number}-{at}, kind: textual, text: A note., "
        f"at: {{reading: t{number:04}, exact: Paragraph {number} {at} says}}}}\n"
        for number in range(size)
        for at in range(8)
    )
    return make_project(root, texts, glossary=f"terms:\n{terms}", notes=f"notes:\n{notes}", edition="budget: 100\n")


def _timed(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Print one row for each size: seconds of the preprocessor, of the whole, of a second run."""
    print(f"{'texts':>6} {'build':>8} {'html':>8} {'again':>8} {'one edit':>9}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = _project(Path(folder, "p"), size)
            annotate = [sys.executable, "-m", "annotate", "-C", str(root)]
            row = [_timed(*annotate, "build"), _timed(*annotate, "html", "-j", "1"), _timed(*annotate, "html", "-j", "1")]
            source = root / "seeds" / "t0000.txt"
            source.write_text(source.read_text(encoding="utf-8").replace("treaty", "pact", 1), encoding="utf-8")
            row.append(_timed(*annotate, "html", "-j", "1"))
        print(f"{size:>6} " + " ".join(f"{seconds:8.2f}" for seconds in row))


if __name__ == "__main__":
    main()
