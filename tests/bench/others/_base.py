"""What is told of a tool that builds the same pages, and how it is measured."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Took, Unit, middle
from tests.bench.process import clean
from tests.bench.words import kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A tool beside ours.

    `lacking` returns what to type to have it, or nothing when it is there. `prepare` makes its project in a
    folder that has the pages in docs/; `build` builds that, and `words` returns the words of a page that was built,
    by name.
    """

    name: str
    label: str
    lacking: Callable[[], str]
    prepare: Callable[[Path], None]
    build: Callable[[Path, bool], Took]
    words: Callable[[Path, str], Counter[str]]
    faster: Callable[[Path], Took] | None = None
    """The same, set up to be faster than it comes: told in a line of its own."""


def measure(other: Other, root: Path, pages: Path, runs: int) -> Unit:
    """Build the generated pages with a tool, clean and again without a change, and look at what it made."""
    left = shutil.ignore_patterns("apparatus", "_annotate", "instructor", "conf.py")
    shutil.copytree(pages, root / "docs", ignore=left)
    other.prepare(root)
    found = {"clean": clean(root, lambda: other.build(root, True), runs)}
    share = kept(pages, lambda name: other.words(root, name))
    found["no change"] = middle([other.build(root, False) for _ in range(runs)])
    if other.faster:
        faster = other.faster
        found["faster"] = clean(root, lambda: faster(root), runs)
    return Unit(builds=found, facts={"words": share})
