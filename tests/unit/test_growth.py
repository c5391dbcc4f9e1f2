"""Work grows as the texts do: counted in lines of our code that are run, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sphinx.application import Sphinx

import annotate
from annotate.build import build
from tests.support.projects import make_project

SOURCE = str(Path(annotate.__file__).parent)
MOST = 0.001


def _edition(root: Path, size: int) -> Path:
    """Make an edition of short texts with a note, a cross-note, a question, an exercise and a term each."""
    numbers = range(size)
    at = [f"{{reading: t{one:03}, exact: Text {one} says}}" for one in numbers]
    rows = {
        "glossary": [
            f"{{id: g{one}, headword: word{one}, category: concept, forms: [word{one}], basis: texts, definition: A word.}}"
            for one in numbers
        ],
        "notes": [f"{{id: n{one}, kind: textual, text: A note., at: {at[one]}}}" for one in numbers],
        "cross_notes": [
            f"{{id: x{one}, relation: corroborates, topic: T, passages: [{at[one]}, {at[one - 1]}], notice: See.}}"
            for one in numbers
        ],
        "questions": [
            f"{{id: q{one}, readings: [t{one:03}], kind: discussion, bloom: analyze, dok: 2, prompt: Why, passages: [{at[one]}]}}"
            for one in numbers
        ],
    }
    keys = {"glossary": "terms", "cross_notes": "cross-notes"}
    files = {name: f"{keys.get(name, name)}:\n" + "".join(f"  - {row}\n" for row in found) for name, found in rows.items()}
    texts: dict[str, bytes | str] = {f"t{one:03}": f"Text {one} says word{one}.\n\nIt ends.\n" for one in numbers}
    return make_project(root, texts, **files, edition="budget: 1000\n")


def _lines(run: Callable[[], object]) -> int:
    """Return how many lines of this package are run; each turn of a loop counts."""
    count = 0

    def line(frame: FrameType, event: str, given: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, given: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(SOURCE) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def _with_sphinx(root: Path) -> None:
    out = root / "build"
    Sphinx(root / "docs", root / "docs", out / "html", out / "trees", "html", {"annotate_build": False}, status=None).build()


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Editions that grow by equal steps, each longer than what a page lists of its neighbours."""
    folder = tmp_path_factory.mktemp("growing")
    return [_edition(folder / str(size), size) for size in (2, 32, 48, 64)]


@pytest.mark.parametrize("run", [build, _with_sphinx], ids=["pages", "sphinx"])
def test_equal_steps_are_equal_work(projects: list[Path], run: Callable[[Path], object]) -> None:
    for root in projects:
        build(root)
        (root / "build" / ".cache" / "student.stamp").unlink(missing_ok=True)
    _, *counts = [_lines(lambda root=root: run(root)) for root in projects]  # type: ignore[misc]  # the first one imports
    first, second = counts[1] - counts[0], counts[2] - counts[1]
    assert first > 16 * 1000
    assert abs(second - first) < MOST * first, counts
