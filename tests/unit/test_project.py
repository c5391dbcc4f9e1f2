"""A new project builds and checks clean at once, whatever texts it is made from."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.items import ItemType
from annotate.kinds import KINDS
from annotate.which import PAGES
from tests.promises.reading_text import ledger_text, reading_text
from tests.promises.test_1_nothing_is_lost import NASTY
from tests.support.projects import REPOSITORY, annotate, ledger, new_project, sphinx


def test_a_new_project_has_an_example_of_everything_and_is_clean(tmp_path: Path) -> None:
    done = annotate(tmp_path, "new", "course")
    assert done.returncode == 0, done.stderr
    root = tmp_path / "course"
    for kind in KINDS:
        assert not kind.is_apparatus or (root / kind.file).is_file(), kind.file
    edition, _ = assemble_project(root)
    assert edition is not None
    assert {item.type for one in edition.sets for item in one.items} == set(ItemType)
    sample = REPOSITORY / "src" / "annotate" / "project" / "sample"
    for path in sorted(sample.glob("seeds/*.txt")):
        assert (root / "seeds" / path.name).read_bytes() == path.read_bytes()
    for path in (root / "exercises" / "schema.json", *root.glob("docs/apparatus/schema/*.json")):
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"], path.name
    assert annotate(root, "check", "--strict").returncode == 0
    assert annotate(root, "mutate").returncode == 0
    sphinx(root, tmp_path / "out")
    known = {path.stem for path in (tmp_path / "out").glob("*.html")}
    assert {"words", "timeline", "figures", "index-of-names", "comparison", "exercises", "sources"} <= known
    assert 'class="locator-map"' in (tmp_path / "out" / "index-of-names.html").read_text(encoding="utf-8")
    sphinx(root, tmp_path / "epub", "-b", "epub")


def _verbs(makefile: str) -> set[str]:
    return set(re.findall(r"(?m)^([a-z]+):.*## ", makefile))


def test_a_new_project_of_a_text_is_complete_and_clean(tmp_path: Path) -> None:
    root = new_project(tmp_path, "course")
    for name in ("Makefile", "README.md", "requirements.txt", ".gitignore", "docs/conf.py", "docs/index.md"):
        assert (root / name).is_file()
        assert str(tmp_path) not in (root / name).read_text(encoding="utf-8")
    for kind in ("notes", "cross-notes", "questions", "glossary", "edition"):
        assert (root / "docs" / "apparatus" / f"{kind}.yaml").is_file()
    tracked = [path for path in root.rglob("*") if path.is_file() and path.name != ".annotate-from"]
    assert [path.name for path in tracked if str(REPOSITORY).encode() in path.read_bytes()] == []
    ignored = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".annotate-from" in ignored
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(("annotate-reader==", "annotate-reader @ git+"))
    assert {"Sphinx", "myst-parser", "PyYAML"} <= {line.split("==")[0] for line in lines[1:]}
    assert all("==" in line for line in lines[1:])
    contents = (root / "docs" / "index.md").read_text(encoding="utf-8")
    assert "\n:glob:\n\ncomparison\n" in contents and "\n*\n```" in contents
    assert all(f"docs/{name}.md" in ignored for name in PAGES)
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert "\t@$(BIN)/annotate check --strict\n\t@$(BIN)/annotate mutate\n" in makefile
    assert _verbs(makefile) == _verbs((REPOSITORY / "Makefile").read_text(encoding="utf-8")) - {"fuzz", "compare"}
    assert annotate(root, "check", "--strict").returncode == 0
    assert annotate(root, "mutate").returncode == 0
    sphinx(root, tmp_path / "out")
    page = (tmp_path / "out" / "readings" / "sample.html").read_text(encoding="utf-8")
    for markup in ('class="term"', 'id="note-first-note"', 'id="question-first-question"', 'data-relation="qualifies"'):
        assert markup in page
    assert not (tmp_path / "out" / "teaching").exists()
    sphinx(root, tmp_path / "instructor", "-t", "instructor")
    lesson = (tmp_path / "instructor" / "teaching" / "first-lesson.html").read_text(encoding="utf-8")
    assert all(f'href="../{place}"' in lesson for place in (
        "questions.html#question-first-question", "exercises.html#item-first-1", "readings/sample.html#p1",
    ))  # fmt: skip
    assert ">Exercise 1</span></a>" in lesson
    assert 'id="item-first-1"' in (tmp_path / "out" / "exercises.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_hostile_texts_make_a_clean_project(tmp_path: Path, number: int) -> None:
    (tmp_path / "hostile text.txt").write_bytes(NASTY[number].encode("utf-8"))
    done = annotate(tmp_path, "new", "p", "hostile text.txt")
    assert done.returncode == 0, done.stderr
    root = tmp_path / "p"
    checked = annotate(root, "check", "--strict")
    assert checked.returncode == 0, checked.stdout
    book = ledger(root)["hostile-text"]
    assert (root / book["file"]).read_bytes() == NASTY[number].encode("utf-8")


def test_hostile_texts_read_back_equal(tmp_path: Path) -> None:
    names = []
    for number, words in enumerate(NASTY):
        names.append(f"n{number:02}.txt")
        (tmp_path / names[-1]).write_bytes(words.encode("utf-8"))
    assert annotate(tmp_path, "new", "p", *names).returncode == 0
    sphinx(tmp_path / "p", tmp_path / "out")
    for name, book in ledger(tmp_path / "p").items():
        words = (tmp_path / "p" / book["file"]).read_bytes().decode("utf-8")
        page = (tmp_path / "out" / "readings" / f"{name}.html").read_text(encoding="utf-8")
        assert reading_text(page) == ledger_text(book, words), name


def test_a_text_is_taken_in_as_a_draft(tmp_path: Path) -> None:
    assert annotate(tmp_path, "new", "p").returncode == 0
    (tmp_path / "été 1.txt").write_bytes("Titre\n\nUne phrase, caf\xe9.\n\nShare this\n".encode("latin-1"))
    refused = annotate(tmp_path / "p", "add", "../été 1.txt")
    assert refused.returncode == 1
    assert "3:16: 0xE9" in refused.stderr
    done = annotate(tmp_path / "p", "add", "../été 1.txt", "--encoding", "latin-1")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "p" / "seeds" / "ete-1.txt").read_text(encoding="utf-8").startswith("Titre\n")
    draft = (tmp_path / "p" / "seeds" / "ete-1.yaml").read_text(encoding="utf-8")
    assert '#   - {lines: "5", check: "Share this"' in draft
    assert annotate(tmp_path / "p", "check").returncode == 0
    again = annotate(tmp_path / "p", "add", "../été 1.txt", "--encoding", "latin-1")
    assert again.stdout == "seeds/ete-1.yaml: is there already, as it was drafted\n"
    (tmp_path / "p" / "seeds" / "ete-1.yaml").write_text(f"{draft}# Looked at.\n", encoding="utf-8")
    again = annotate(tmp_path / "p", "add", "../été 1.txt", "--encoding", "latin-1")
    assert "seeds/ete-1-2.yaml" in again.stdout
    assert "ete-1-2: the same text as seeds/ete-1.txt" in again.stderr


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "holds no text"), (b"a\x00b", "U+0000"), (b"\xff\xfe", "0xFF"), (None, "No such file")],
)
def test_what_cannot_be_taken_in_leaves_nothing(tmp_path: Path, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / "a.txt").write_bytes(data)
    done = annotate(tmp_path, "new", "p", "a.txt")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "p").exists()


def test_where_the_tool_comes_from_can_be_said(tmp_path: Path) -> None:
    line = "annotate-reader @ git+https://example.org/annotate@v1"
    assert annotate(tmp_path, "new", "p", "--annotate-from", line).returncode == 0
    assert (tmp_path / "p" / "requirements.txt").read_text(encoding="utf-8").startswith(f"{line}\n")
    assert not (tmp_path / "p" / ".annotate-from").exists()


def test_cleaning_removes_what_was_generated_and_no_page_of_ones_own(tmp_path: Path) -> None:
    root = new_project(tmp_path, "course")
    assert annotate(root, "build").returncode == 0
    (root / "docs" / "timeline.md").write_text(
        "# My own timeline\n\n# Generated by annotate; do not edit.\n", encoding="utf-8"
    )
    (root / "docs" / "readings" / "my own.md").write_text("# Mine\n", encoding="utf-8")
    shutil.copyfile(REPOSITORY / "Makefile", root / "repository.mk")
    for name in ("repository.mk", "Makefile"):
        assert (root / "docs" / "glossary.md").is_file()
        done = subprocess.run(["make", "-f", name, "clean"], cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        left = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}
        assert left == {"index.md", "timeline.md", "readings/my own.md", "teaching/first-lesson.md"}
        assert not (root / "build").exists() and not (root / "docs" / "_annotate").exists()
        assert annotate(root, "build", "--edition", "instructor").returncode == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("mine", encoding="utf-8")
    assert annotate(tmp_path, "new", "p").returncode == 2
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["mine.txt"]


def test_a_draft_proposes_what_the_first_lines_say(tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text(
        "What Is a Ferry?\nby N. K. (1858)\n\n" + "A short line, so,\nAnother short line\n" * 6, "utf-8"
    )
    (tmp_path / "page.txt").write_text(
        "A Short Line\n\nThis paragraph is long enough to be quoted in an example, and nothing else.\n\nShare this page\n",
        "utf-8",
    )
    done = annotate(tmp_path, "new", "p", "page.txt", "poem.txt")
    assert "p: 2 texts; next: cd p && make html" in done.stdout
    draft = (tmp_path / "p" / "seeds" / "poem.yaml").read_text(encoding="utf-8")
    assert '\n# title: {text: "What Is a Ferry?", printed: true}\n' in draft
    row = '    # - {lines: "2", check: "by N. K. (1858)", as: byline}\n'
    assert row in draft
    examples = [path.read_text(encoding="utf-8") for path in (tmp_path / "p" / "docs" / "apparatus").glob("*.yaml")]
    assert not any("Share" in one for one in examples)
    draft = draft.replace('title: {text: "poem", printed: false}', 'title: {text: "What Is a Ferry?", printed: true}')
    taken = draft.replace("  layout: lines\n", "").replace("  # layout: verse\n", "  layout: verse\n")
    taken = taken.replace("  # blocks:\n", "  blocks:\n").replace(row, row.replace("# ", ""))
    assert "\n  layout: verse\n" in taken and '\n    - {lines: "2"' in taken
    (tmp_path / "p" / "seeds" / "poem.yaml").write_text(taken, encoding="utf-8")
    assert annotate(tmp_path / "p", "check", "--strict").returncode == 0
