"""After each edit the pages are the same bytes whether all are woven, or only those that something was changed for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotate.build import Built, build
from annotate.myst import reading
from annotate.recall import Memory
from annotate.which import Which
from tests.support.projects import copy_edition, make_project, tree

KEPT = Path("build", ".cache", "woven.json")
AZUS, SOURCE = "seeds/004_1ad2ed4ed292989f.yaml", "seeds/004_1ad2ed4ed292989f.txt"
APPARATUS = "docs/apparatus/{}.yaml"
EVERYWHERE = {
    "a siglum": (AZUS, "siglum: AZUS", "siglum: AZ"),
    "what may be printed": (AZUS, "publish: full", "publish: excerpt"),
    "settings": (APPARATUS.format("edition"), "mark: first-in-section", "mark: all"),
    "a form": (
        APPARATUS.format("glossary"), "terms:\n",
        "terms:\n  - {id: zz, headword: Zz, category: concept, forms: [slogans], definition: New., basis: texts}\n",
    ),
}  # fmt: skip
"""Edits after which every reading is woven anew."""
EDITS = {
    "a word of a source": (SOURCE, "descended into paralysis", "descended into stillness", {"azus"}),
    "an establishment": (AZUS, "genre: editorial", "genre: leading article", {"azus"}),
    "a cross-note": (APPARATUS.format("cross-notes"), "Start of the pivot", "How the pivot began", {"evn", "sld"}),
    "a gloss": (APPARATUS.format("glossary"), "definition: New.", "definition: Quite new.", set()),
    "a question": (APPARATUS.format("questions"), "The article itself prints", "The article prints", {"evn"}),
    "a source's label": (APPARATUS.format("sources"), "EVN Report, EVN", "EVN Report: EVN", set()),
    "an event": (APPARATUS.format("events"), "title: Treaty of", "title: The Treaty of", set()),
    "a name": (APPARATUS.format("names"), "about: ", "about: In short, ", set()),
    "an exercise": ("exercises/azus.yaml", 'prompt: "', 'prompt: "Now, ', set()),
}  # fmt: skip
"""Edits with the readings that are woven anew for them."""


@pytest.fixture
def woven(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The readings that are woven, one after the other."""
    names: list[str] = []
    weave: Callable[..., Iterator[reading.Line]] = reading._page
    monkeypatch.setattr(reading, "_page", lambda text, edition: (names.append(text.id), weave(text, edition))[1])
    yield names


def _edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    words = path.read_bytes().decode()
    assert old in words, (file, old)
    path.write_bytes(words.replace(old, new, 1).encode())


def _clean(root: Path) -> Built:
    for name in ("build", "docs/_annotate", "docs/readings"):
        shutil.rmtree(root / name)
    return build(root)


def test_every_edit_gives_the_bytes_of_a_clean_build_and_weaves_no_more_than_it_must(
    tmp_path: Path, woven: list[str]
) -> None:
    root, other = copy_edition(tmp_path / "p"), copy_edition(tmp_path / "other")
    memory = Memory()
    with memory:
        build(root)
    build(other)
    for name, (file, old, new, *must) in {**EVERYWHERE, **EDITS}.items():
        for folder in (root, other):
            _edit(folder, file, old, new)
        woven.clear()
        found = build(other)
        assert not found.failed, name
        assert set(woven) == (must[0] if must else {"evn", "mepei", "ish", "sld", "azus"}), name
        cold = tree(other / "docs")
        with memory:
            assert build(root).diagnostics == found.diagnostics, name
        assert tree(root / "docs") == cold, name
        if name in EVERYWHERE or name == list(EDITS)[-1]:
            assert _clean(other).diagnostics == found.diagnostics, name
            assert tree(other / "docs") == cold, name


def test_what_was_tampered_with_is_woven_anew(tmp_path: Path, woven: list[str]) -> None:
    root = make_project(tmp_path / "p", {"a": "A ferry crosses here.\n\nIt takes ten minutes.\n"})
    build(root)
    docs, kept = tree(root / "docs"), (root / KEPT).read_bytes()
    page, origins = root / "docs/readings/a.md", root / "docs/_annotate/origins.json"
    changes: dict[str, Callable[[], object]] = {
        "a page": lambda: page.write_bytes(page.read_bytes() + b"\nMore.\n"),
        "a page gone": page.unlink,
        "origins": lambda: origins.write_bytes(origins.read_bytes().replace(b'"seeds/', b'"other/')),
        "origins gone": origins.unlink,
        "no JSON": lambda: (root / KEPT).write_bytes(b"\xff"),
        "other JSON": lambda: (root / KEPT).write_bytes(kept.replace(b'["', b'[["').replace(b'"]', b'"]]')),
        "JSON of nothing": lambda: (root / KEPT).write_bytes(kept.partition(b'"pages"')[0] + b'"pages":7}'),
        "another digest": lambda: (root / KEPT).write_bytes(kept.replace(b'["', b'["0')),
        "another tool": lambda: (root / KEPT).write_bytes(kept.replace(b'{"tool":"', b'{"tool":"0')),
    }
    for name, change in changes.items():
        woven.clear()
        change()
        build(root)
        assert woven == ["a"], name
        assert tree(root / "docs") == docs, name
        assert (root / KEPT).read_bytes() == kept, name
    woven.clear()
    build(root)
    assert woven == []


def test_neither_exercises_nor_teachers_notes_leave_a_trace(tmp_path: Path) -> None:
    root = copy_edition(tmp_path / "p")
    build(root)
    kept = (root / KEPT).read_bytes()
    for path in (root / "exercises").glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"key: a\n", b"key: b\n").replace(b"minutes: 3", b"minutes: 4"))
    questions = root / "docs/apparatus/questions.yaml"
    words = questions.read_bytes()
    questions.write_bytes(words.replace(b"teacher: >-\n      ", b"teacher: >-\n      In another word, "))
    assert questions.read_bytes() != words
    assert not build(root, Which.STUDENT).failed
    assert (root / KEPT).read_bytes() == kept


def test_a_tool_that_cannot_be_told_from_another_takes_nothing_again(
    tmp_path: Path, woven: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate.shelf.tool", lambda: "")
    root = make_project(tmp_path / "p", {"a": "A ferry crosses here.\n"})
    build(root)
    build(root)
    assert woven == ["a", "a"]
