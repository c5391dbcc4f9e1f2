"""Promise 8 on hostile words: the book reads back as the ledger, and says what it cannot show."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.promises.reading_text import ledger_text
from tests.promises.test_1_nothing_is_lost import NASTY
from tests.promises.test_1b_woven_hostile import FORMS, TEXT, _project
from tests.promises.test_8_every_format_agrees import chapters, print_book, reading_text
from tests.support.pdf import Element, clean
from tests.support.projects import CONF, INDEX, REPOSITORY, ledger, make_project, run

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_NAMED = re.compile(r"no font has the character U\+([0-9A-F]+)")

_PLACED = re.compile(r"/seeds/(\w+)\.txt:(\d+):(\d+): WARNING: no font has the character U\+([0-9A-F]+)")


def _letters(text: str) -> list[str]:
    return sorted(text.replace(" ", ""))


def test_hostile_sources_read_back_equal(tmp_path: Path) -> None:
    texts = {f"n{index:02}": words[:20_000] for index, words in enumerate(NASTY)}
    root = make_project(tmp_path / "p", texts)
    done = run("sphinx", "-b", "typst", "-q", "-d", tmp_path / "doctrees", root / "docs", tmp_path / "out", cwd=root)
    assert done.returncode == 0, done.stderr
    unseen = {int(code, 16) for code in _NAMED.findall(done.stderr)}
    assert unseen == {0x1F467, 0x1F469, 0x1FFFE}
    assert done.stderr.count("WARNING") == len(unseen), done.stderr
    for name, line, column, code in _PLACED.findall(done.stderr):  # a character has its place in the source
        lines = (root / "seeds" / f"{name}.txt").read_bytes().decode("utf-8").splitlines()
        assert ord(lines[int(line) - 1][int(column) - 1]) == int(code, 16)
        unseen.remove(int(code, 16))
    assert not unseen
    unseen = {int(code, 16) for code in _NAMED.findall(done.stderr)}
    books, book = ledger(root), chapters(tmp_path / "out" / "reader.pdf")
    for name, words in texts.items():
        printed = reading_text(book[f"The title of {name}"], set(), titled=False)
        told = clean(ledger_text(books[name], words))
        told = told.translate({code: f"[U+{code:04X}]" for code in unseen})
        if _RIGHT_TO_LEFT.search(told):  # set from right to left, which a PDF does not undo
            assert _letters(printed) == _letters(told), name
        else:
            assert printed == told, name


def test_hostile_forms_notes_and_emendations_in_the_book(tmp_path: Path) -> None:
    root = _project(tmp_path / "p")
    pdf = print_book(root, tmp_path / "out")
    chapter = chapters(pdf)["Nasty"]
    printed = reading_text(chapter, {"Notes"}, titled=False)
    told = clean(ledger_text(ledger(root)["nasty"], TEXT))
    assert _letters(printed) == _letters(told)
    whole = Element("Chapter", list(chapter))
    assert len(list(whole.find("Note"))) == len(FORMS)
    words = [clean(link.text()) for link in whole.find("Link") if any(one.underlined for one in link.find("Span"))]
    assert len(words) == 2 * len(FORMS)
    assert "[sic]" in chapter_text(chapter)


@pytest.mark.parametrize(("case", "title"), [("verse-and-lists", "A Song"), ("cut-and-mended", None)])
def test_verse_lists_and_cuts_in_the_book(tmp_path: Path, case: str, title: str | None) -> None:
    shutil.copytree(REPOSITORY / "tests" / "cases" / case / "seeds", tmp_path / "p" / "seeds")
    (tmp_path / "p" / "docs").mkdir()
    (tmp_path / "p" / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "p" / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    pdf = tmp_path / "out" / "reader.pdf"
    run("sphinx", "-b", "typst", "-q", tmp_path / "p" / "docs", pdf.parent, cwd=tmp_path / "p")
    (book,) = ledger(tmp_path / "p").values()
    source = (tmp_path / "p" / book["file"]).read_bytes().decode("utf-8")
    found = chapters(pdf)
    chapter = found[title] if title else list(found.values())[3]
    assert reading_text(chapter, {"Notes"}, titled=title is not None) == clean(ledger_text(book, source))


def chapter_text(chapter: list[Element]) -> str:
    return clean(" ".join(one.text() for one in chapter))
