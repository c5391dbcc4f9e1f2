"""Projects in small: what goes in, the pages that come out, and what is found wrong.

Each folder of tests/cases is a project that `annotate -C` runs on, with what is expected of
it in expected/. After a change that is meant: pytest tests/test_cases.py --force-regen, and
read the diff.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotate.build import build
from annotate.diagnostics import as_text

CASES = Path(__file__).parent / "cases"
PAGES = (
    "readings/*.md", "glossary.md", "note-on-the-texts.md", "index-of-names.md", "timeline.md", "figures.md",
    "_annotate/*.svg", "_annotate/drawings/*.svg", "comparison.md", "words.md",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_case(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    root = tmp_path / name
    shutil.copytree(CASES / name, root, ignore=shutil.ignore_patterns("expected"))
    built = build(root)
    made = {"check.txt": as_text(built.diagnostics)}
    for pattern in PAGES:
        for path in sorted((root / "docs").glob(pattern)):
            made[path.relative_to(root / "docs").as_posix()] = path.read_text(encoding="utf-8")
    expected = CASES / name / "expected"
    if request.config.getoption("--force-regen"):
        shutil.rmtree(expected, ignore_errors=True)
        for file, words in made.items():
            (expected / file).parent.mkdir(parents=True, exist_ok=True)
            (expected / file).write_text(words, encoding="utf-8")
    wanted = {
        path.relative_to(expected).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(expected.rglob("*"))
        if path.is_file()
    }
    assert made == wanted
    assert build(root).written == ()  # the same again changes nothing
