"""Promise 9: same in, same out; and after an edit, only what changed is done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Built
from tests.support.projects import copy_edition, sphinx, tree


def test_another_folder_and_two_processes_give_the_same_bytes(edition: Built, tmp_path: Path) -> None:
    root = copy_edition(tmp_path / "another folder with spaces")
    sphinx(root, tmp_path / "out", "-j", "2")
    assert tree(tmp_path / "out") == tree(edition.html)


def _times(folder: Path, pattern: str) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob(pattern)}


def _changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in after if before.get(name) != after[name]}


EDITS = {
    "a word of a source": (
        "seeds/004_1ad2ed4ed292989f.txt",
        ("has descended into paralysis", "has descended into stillness"),
        {"readings/azus"},
        None,
    ),
    "a gloss": (
        "docs/apparatus/glossary.yaml",
        ("terms:\n", "terms:\n  - {id: zz, headword: Zz, category: concept, forms: [slogans], definition: New., basis: texts}\n"),
        None,
        None,
    ),
    "a definition": ("docs/apparatus/glossary.yaml", ("definition:", "definition: In short,"), {"glossary"}, None),
    "a note": ("docs/apparatus/notes.yaml", ("text: >-\n      ", "text: >-\n      In short: "), {"readings/evn"}, {"readings/evn"}),
    "an event": ("docs/apparatus/events.yaml", ("title: Treaty of", "title: The Treaty of"), {"timeline"}, {"timeline"}),
    "a hand-written page": ("docs/background.md", ("# ", "# The "), {"background"}, None),
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_edition(tmp_path_factory.mktemp("edits") / "p")
    sphinx(root, root.parent / "out")
    return root


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_an_edit_does_again_only_what_changed(project: Path, tmp_path: Path, edit: str) -> None:
    file, (old, new), read, written = EDITS[edit]
    out, doctrees = project.parent / "out", project.parent / "out-doctrees"
    path = project / file
    words = path.read_bytes().decode("utf-8")
    assert old in words
    sources = tree(project / "docs")
    pages_before = tree(out)
    read_before, written_before = _times(doctrees, "*.doctree"), _times(out, "*.html")
    path.write_bytes(words.replace(old, new, 1).encode("utf-8"))
    try:
        sphinx(project, out)
        changed = {
            name[:-3] for name, data in tree(project / "docs").items() if name.endswith(".md") and sources.get(name) != data
        }
        read_now = {name.removesuffix(".doctree") for name in _changed(read_before, _times(doctrees, "*.doctree"))}
        assert read_now == changed
        assert read is None or read_now == read
        rewritten = {name.removesuffix(".html") for name in _changed(written_before, _times(out, "*.html"))} - {"search"}
        pages_now = tree(out)
        showing = {name[:-5] for name in pages_now if name.endswith(".html") and pages_before[name] != pages_now[name]}
        assert rewritten == showing - {"search"}
        assert written is None or rewritten == written
        clean = copy_edition(tmp_path / "clean")
        (clean / file).write_bytes(path.read_bytes())
        sphinx(clean, tmp_path / "clean-out")
        assert tree(out) == tree(tmp_path / "clean-out")
    finally:
        path.write_bytes(words.encode("utf-8"))
        sphinx(project, out)


def test_nothing_changed_nothing_done(project: Path) -> None:
    out, doctrees = project.parent / "out", project.parent / "out-doctrees"
    sphinx(project, out)
    read, written, pages = _times(doctrees, "*.doctree"), _times(out, "*.html"), _times(project / "docs", "*.md")
    sphinx(project, out)
    assert _changed(read, _times(doctrees, "*.doctree")) == set()
    assert _changed(written, _times(out, "*.html")) - {"search.html"} == set()
    assert _changed(pages, _times(project / "docs", "*.md")) == set()
