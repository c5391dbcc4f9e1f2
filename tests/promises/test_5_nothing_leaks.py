"""Promise 5: the student's edition does not depend on what is the instructor's."""

from __future__ import annotations

import html
import pickle
import re
import zlib
from pathlib import Path

import pytest
import yaml

from tests.promises.reading_text import fold
from tests.support.projects import copy_edition, sphinx, tree


def _everything(folder: Path) -> str:
    """Return all text of a folder: files as they are, inventories and pickles opened."""
    parts = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        parts.append(data.decode("utf-8", "replace"))
        if path.suffix == ".html":
            parts.append(html.unescape(re.sub(r"<[^>]+>", "", parts[-1])))
        if path.name == "objects.inv":
            parts.append(zlib.decompress(data.split(b"zlib.\n", 1)[1]).decode("utf-8"))
        if path.suffix in (".doctree", ".pickle"):
            found = pickle.loads(data)
            parts.append(repr(found.__dict__) if not hasattr(found, "astext") else found.pformat())
    return fold("\n".join(parts))


def _teachers_words(root: Path) -> list[str]:
    """Return the sentences that stand in teacher's notes and in no file that students see."""
    docs = root / "docs"
    open_files = [docs / "apparatus" / f"{name}.yaml" for name in ("notes", "cross-notes", "glossary")]
    public = fold("\n".join(path.read_text(encoding="utf-8") for path in (*open_files, *docs.glob("*.md"))))
    data = yaml.safe_load((root / "docs" / "apparatus" / "questions.yaml").read_text(encoding="utf-8"))
    written = [question.get("teacher", "") for question in data["questions"]]
    for page in sorted((docs / "teaching").glob("*.md")):
        written += page.read_text(encoding="utf-8").splitlines()
    sentences = []
    for text in written:
        for sentence in re.split(r"(?<=[.:;?])\s|\s*\|\s*|^(?:- |\d+\. )", text):
            if len(sentence.split()) >= 6 and not re.search(r"[{}\\`\[]", sentence):
                sentences.append(fold(sentence.replace("*", "")))
    return [one for one in sentences if one not in public]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as instructor's, then as student's, into one folder with one doctree folder."""
    folder = tmp_path_factory.mktemp("mixed")
    root = copy_edition(folder / "p")
    sphinx(root, folder / "out", "-t", "instructor")
    assert (folder / "out" / "instructor" / "teaching-notes.html").is_file()
    told = _everything(folder / "out")
    words = _teachers_words(root)
    assert len(words) > 300
    assert (folder / "out" / "teaching" / "lesson-1.html").is_file()
    assert sum(one in told for one in words) > len(words) * 0.8  # the scan does see them
    looked_through = fold((folder / "out" / "_static" / "search-data.js").read_text(encoding="utf-8"))
    assert sum(one in looked_through for one in words) > len(words) * 0.7, "the instructor's search finds them"
    assert '"instructor/keys.html"' in looked_through
    sphinx(root, folder / "out")
    return folder


def test_no_word_of_the_instructors_is_in_the_students_folder(mixed: Path) -> None:
    told = _everything(mixed / "out") + _everything(mixed / "out-doctrees")
    leaked = [one for one in _teachers_words(mixed / "p") if one in told]
    assert leaked == []
    assert not (mixed / "out" / "instructor").exists()
    assert not (mixed / "out" / "teaching").exists()
    named = [one for one in ("teaching-notes", "before-you-teach") if one in told]
    assert named == []


def test_the_students_folder_equals_a_clean_build(mixed: Path, tmp_path: Path) -> None:
    root = copy_edition(tmp_path / "p")
    sphinx(root, tmp_path / "out")
    assert tree(mixed / "out") == tree(tmp_path / "out")


def test_other_teachers_notes_same_bytes(mixed: Path, tmp_path: Path) -> None:
    """Non-interference: the student's edition is the same whatever the teacher's notes say."""
    root = copy_edition(tmp_path / "p")
    path = root / "docs" / "apparatus" / "questions.yaml"
    words = path.read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^    teacher: .*(?:\n      .*)*", "    teacher: Something else altogether.", words)
    assert changed.count("Something else") == words.count("    teacher:") > 40
    path.write_text(changed, encoding="utf-8")
    for page in (root / "docs" / "teaching").glob("*.md"):
        page.write_text("Not a page at all: {reading:quote}`no such words <evn>`, {reading:item}`none`.", encoding="utf-8")
    (root / "docs" / "teaching" / "more.md").write_text("# More", encoding="utf-8")
    sphinx(root, tmp_path / "out")
    assert tree(tmp_path / "out") == tree(mixed / "out")
