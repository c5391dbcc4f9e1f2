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
from annotate.build import Which, build
from annotate.sphinx_ext.typst import TypstBuilder
from tests.support.projects import make_project

SOURCE = str(Path(annotate.__file__).parent)
SIZES = (32, 40, 48)
LEAST = {"build": 1000, "_instructors": 1000, "_html": 1000, "_typst": 500}
"""Lines that a text takes at least: fewer, and the work is done elsewhere."""
MOST = 0.001
ITEMS = """set: s{one:03}
title: Exercises on text {one}
items:
  - id: i{one}
    type: choice
    use: {use}
    readings: [t{one:03}, t{other:03}]
    prompt: Which of the texts has the words that are asked for here?
    level: analyze
    dok: 2
    skill: sourcing
    points: 1
    minutes: 3
    responses: {{right: [a], wrong: [b]}}
    choices: [{{id: a, text: T{one:03}, reading: t{one:03}}}, {{id: b, text: T{other:03}, reading: t{other:03}}}]
    derive: {{attribution: {{reading: t{one:03}, exact: Text {one} says}}}}
    key: a
"""


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
    make_project(root, texts, **files, edition="budget: 1000\n")
    (root / "exercises").mkdir()
    for one in numbers:
        items = ITEMS.format(one=one, other=(one + 1) % size, use="practice" if one % 2 else "assigned")
        (root / "exercises" / f"s{one:03}.yaml").write_text(items, encoding="utf-8")
    index = root / "docs" / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("questions\n", "questions\nexercises\n"), encoding="utf-8")
    return root


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


def _instructors(root: Path) -> None:
    build(root, Which.INSTRUCTOR)


def _sphinx(root: Path, builder: str) -> None:
    """Build from the pages as they are; doctrees are read once for both builders."""
    out, settings = root / "build", {"annotate_build": False}
    app = Sphinx(root / "docs", root / "docs", out / builder, out / "trees", builder, settings, status=None)
    app.build()


def _html(root: Path) -> None:
    _sphinx(root, "html")


def _typst(root: Path) -> None:
    _sphinx(root, "typst")


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Editions that grow by equal steps, each longer than what a page lists of its neighbours."""
    folder = tmp_path_factory.mktemp("growing")
    return [_edition(folder / str(size), size) for size in (4, *SIZES)]


@pytest.mark.filterwarnings("ignore:.*Builder.app")  # what extensions registered is behind it
@pytest.mark.parametrize("run", [build, _instructors, _html, _typst])
def test_equal_steps_are_equal_work(
    projects: list[Path], run: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TypstBuilder, "_compile", lambda *given: None)  # the compiler is not ours; its source is
    monkeypatch.setattr("annotate.stamp._SETTLED", 0)  # else how much is compared hangs on the age of the exercises' files
    for root in projects:
        build(root)
        (root / "build" / ".cache" / "student.stamp").unlink(missing_ok=True)
    _, *counts = [_lines(lambda root=root: run(root)) for root in projects]  # type: ignore[misc]  # the first one imports
    first, second = counts[1] - counts[0], counts[2] - counts[1]
    assert first > (SIZES[1] - SIZES[0]) * LEAST[run.__name__]
    assert abs(second - first) < MOST * first, counts


def test_an_edit_reads_and_writes_as_many_pages_of_many_texts_as_of_few(projects: list[Path]) -> None:
    done = []
    for root in projects[1:]:
        build(root)
        _html(root)
        source = root / "seeds" / "t007.txt"
        source.write_text(source.read_text(encoding="utf-8").replace("It ends", "It now ends"), encoding="utf-8")
        before = {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")}
        build(root)
        _html(root)
        after = {path for path in (root / "build").rglob("*") if before.get(path) != path.stat().st_mtime_ns}
        done.append(
            {ending: sorted(path.stem for path in after if path.suffix == ending) for ending in (".doctree", ".html")}
        )
    assert done[0][".doctree"] == ["note-on-the-texts", "t007"]
    assert set(done[0][".html"]) >= {"note-on-the-texts", "t007"}
    assert done == [done[0]] * len(SIZES)
