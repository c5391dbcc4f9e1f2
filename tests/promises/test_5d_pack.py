"""Promise 5 for the teaching pack: what students are given depends on no key and names nothing of the instructor's."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest

import annotate.pack
import annotate.pack.books
from annotate.build import assemble_project
from annotate.cli import main
from annotate.pack import student
from annotate.single import Where, single
from tests.conftest import Built
from tests.promises.reading_text import ledger_text, reading_text
from tests.promises.test_5b_keys_do_not_leak import _assigned, _copy, _others, _rewrite, random
from tests.support.projects import tree

TEXT = """The council met in May. It agreed on a new bridge, and nobody spoke against it.

In June the money was missing, and the bridge was put off until the spring.
"""
ITEMS = """
  - id: second
    type: choice
    use: assigned
    readings: [council]
    prompt: What became of the bridge?
    passages: []
    level: understand
    dok: 1
    skill: close-reading
    points: 2
    minutes: 6
    solution: SOLUTION
    responses: {right: [RIGHT], wrong: [WRONG], invalid: [z]}
    choices:
      - {id: a, text: It came later, A: [{reading: council, exact: was put off until the spring}]}
      - {id: b, text: It was agreed on, B: [{reading: council, exact: It agreed on a new bridge}]}
    key: RIGHT
  - id: third
    type: extended_text
    use: assigned
    readings: [council]
    prompt: Was the council of one mind?
    passages: []
    level: evaluate
    dok: 3
    skill: sourcing
    points: 6
    minutes: 15
    rubric: [{id: claim, text: RUBRIC, points: 2}, {id: evidence, text: Words are quoted., points: 2}, {id: reasoning, text: It follows., points: 2}]
    samples:
      - {level: proficient, text: SAMPLE, scores: {claim: 2, evidence: 2, reasoning: 2}}
      - {level: emergent, text: It seems so., scores: {claim: 1, evidence: 1, reasoning: 1}}
      - {level: basic, text: Yes., scores: {claim: 1, evidence: 0, reasoning: 0}}
    evidence: [{reading: council, exact: nobody spoke against it}]
"""
DISCUSSION = "---\norphan: true\nhand-out: true\n---\n\n# Cards\n\nRead [the text](readings/council.md).\n"
ONE = {
    "RIGHT": "a",
    "WRONG": "b",
    "A": "supports",
    "B": "refutes",
    "SOLUTION": "Later, it says.",
    "RUBRIC": "One reason is given.",
    "SAMPLE": "It was.",
}
OTHER = {
    "RIGHT": "b",
    "WRONG": "a",
    "A": "refutes",
    "B": "supports",
    "SOLUTION": "It was agreed on.",
    "RUBRIC": "Two reasons are weighed.",
    "SAMPLE": "It was not.",
}


def _project(root: Path, secret: dict[str, str]) -> Path:
    """A project as `annotate new` makes it, with two assigned items more."""
    (root.parent / "council.txt").write_text(TEXT, encoding="utf-8")
    assert main(["-C", str(root.parent), "new", root.name, "council.txt"]) == 0
    words = re.sub(r"\b[AB]\b(?=:)|\b[A-Z]{4,}\b", lambda found: secret[found[0]], ITEMS)
    with (root / "exercises" / "first.yaml").open("a", encoding="utf-8") as file:
        file.write(words.lstrip("\n"))
    (root / "docs" / "discussion.md").write_text(DISCUSSION, encoding="utf-8")
    with (root / "docs" / "teaching" / "first-lesson.md").open("a", encoding="utf-8") as file:
        file.write("\nHand out [the cards](../discussion.md).\n")
    return root


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two packs, of projects that differ in nothing but what only an instructor may know; without PDF, which is slow."""
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(annotate.pack.books, "has_compiler", lambda: False)
        for name, secret in (("one", ONE), ("other", OTHER)):
            folder = tmp_path_factory.mktemp(name)
            root = _project(folder / "p", secret)
            assert main(["-C", str(root), "pack"]) == 0
            made.append(root / "build" / "teaching-pack")
        again = made[0].parents[1]
        assert main(["-C", str(again), "pack", "-o", str(again / "again")]) == 0
    return made[0], made[1]


def test_the_students_folder_is_the_same_under_other_secrets(packs: tuple[Path, Path]) -> None:
    one, other = (tree(pack / "student") for pack in packs)
    assert one == other
    assert {"index.html", "readings/council.html", "worksheets/council-A.html", "ready/council-essay-A.html",
            "reader.epub", "cards.apkg", "annotations.jsonld", "practice/moodle.xml", "SHA256SUMS"} <= one.keys()  # fmt: skip
    assert b'href="../readings/council.html"' in one["pages/discussion.html"]
    assert b'href="../../student/pages/discussion.html"' in tree(packs[0] / "instructor")["pages/teaching-first-lesson.html"]
    differing = {name for name, data in tree(packs[0] / "instructor").items() if data != tree(packs[1] / "instructor")[name]}
    assert {
        "keys/worksheets/council-A.html",
        "platforms/moodle/first.xml",
        "word/worksheets/council-A-key.docx",
        "word/ready/council-essay-rubrics.docx",
        "pages/keys.html",
    } <= differing


def test_a_second_pack_is_the_same_in_another_folder(packs: tuple[Path, Path]) -> None:
    assert tree(packs[0].parents[1] / "again") == tree(packs[0])


def test_each_folder_has_the_checksums_of_its_own_files_and_students_are_told_of_no_other(packs: tuple[Path, Path]) -> None:
    sums = {}
    for side in ("student", "instructor"):
        files = tree(packs[0] / side)
        listed = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
        assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        sums[side] = listed
    told = "\n".join(_opened(name, data) for name, data in tree(packs[0] / "student").items())
    assert "worksheets/council-A.html" in told
    assert [name for name in (*sums["instructor"], "instructor/", *sums["instructor"].values()) if name in told] == []


def _opened(name: str, data: bytes) -> str:
    """The text of a file; of a zip, of all files in it."""
    if not data.startswith(b"PK"):
        return f"{name}\n{data.decode('utf-8', 'replace')}"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(_opened(one, archive.read(one)) for one in archive.namelist())


def test_the_first_page_says_what_is_lacking(packs: tuple[Path, Path]) -> None:
    page = (packs[0] / "index.html").read_text(encoding="utf-8")
    assert "reader.pdf and instructor.pdf: the package typst is not here; install it with" in page
    assert re.search("Homework on “[Cc]ouncil”: there is no exercise on this text alone that fits.", page)
    assert not (packs[0] / "student" / "reader.pdf").exists()


def test_the_shipped_sheets_are_the_same_under_other_keys(edition: Built, tmp_path: Path) -> None:
    """All that the student's folder has beside the reader itself, which another test builds under other keys."""
    root = _copy(tmp_path / "p")
    files = _files(root, edition)
    assert len(files) > 40
    draw = random.Random("pack")
    for _ in range(2):
        keys = {name: _others(item, draw) for name, item in _assigned(root).items()}
        assert _rewrite(root, dict(keys)) == len(keys) > 20
        assert _files(root, edition) == files


def _files(root: Path, built: Built) -> dict[str, bytes]:
    edition, found = assemble_project(root, keys=False)
    assert edition is not None
    work = annotate.pack.work_of(edition, found, built.html)
    return {one.path: one.data for one in student.files(work)}


def test_a_reading_in_one_file_shows_the_reading_and_nothing_else(edition: Built) -> None:
    """Promise 1, for the file that is sent by mail."""
    for name, text in edition.ledger.items():
        page = single(edition.html / "readings" / f"{name}.html", edition.html, Where(name=f"readings/{name}"))
        source = (edition.root / text["file"]).read_bytes().decode("utf-8")
        assert reading_text(page) == ledger_text(text, source)
        ids = re.findall(r'\sid="([^"]+)"', page)
        targets = re.findall(r'<a [^>]*href="#([^"]+)"', page)
        assert len(ids) == len(set(ids)) and set(targets) <= set(ids)
        assert re.findall(r'(?:src|href|action)="(?!#|data:|https?:|mailto:)[^"]+"', page) == []


def test_the_pack_leaves_alone_what_it_did_not_write(packs: tuple[Path, Path], tmp_path: Path) -> None:
    from annotate.files import replace_folder

    folder = tmp_path / "pack"
    replace_folder(folder, {"a/one": b"1", "a/two": b"2"})
    (folder / "a" / "mine").write_bytes(b"mine")
    replace_folder(folder, {"a/one": b"3", "b": b"4"})
    assert {name: data for name, data in tree(folder).items() if not name.startswith(".")} == {
        "a/one": b"3",
        "a/mine": b"mine",
        "b": b"4",
    }
    with pytest.raises(OSError, match=r"(?i)not a directory|exists|is a directory"):
        replace_folder(folder, {"b": b"5", "b/under": b"6"})  # stops half-way
    assert (folder / "b").read_bytes() == b"4"
    replace_folder(folder, {"b": b"7"})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pack"]
    shutil.copytree(packs[0] / "student", tmp_path / "theirs")
    with pytest.raises(FileExistsError, match="name another folder"):
        replace_folder(tmp_path / "theirs", {"b": b""})
    assert tree(tmp_path / "theirs") == tree(packs[0] / "student")
