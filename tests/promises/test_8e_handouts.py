"""Promise 8 for hand-outs: a reading on few pages is the reading, with the notes, terms and questions of its page."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Built
from tests.promises.reading_text import ledger_text
from tests.promises.test_1_nothing_is_lost import NASTY, TEXTS
from tests.promises.test_2b_withheld import ANCHORED, SECRET, WORDS, project
from tests.promises.test_5_nothing_leaks import _teachers_words
from tests.promises.test_8_every_format_agrees import _is_underlined, _numbers, _plain, chapters, reading_text
from tests.support.html_tree import article
from tests.support.pdf import Element, clean, structure, violations
from tests.support.projects import annotate, ledger, make_project, run

_MOST = {"azus": 6, "evn": 9, "ish": 5, "mepei": 4, "sld": 9}
"""Pages: a few words more may be written, but not a page of white."""


@pytest.fixture(scope="module")
def handouts(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hand-outs of all readings, from the doctrees of the pages."""
    out = tmp_path_factory.mktemp("handouts")
    shutil.copytree(edition.html.with_name("html-doctrees"), out / "doctrees")
    _hand_out(edition.root, out, out / "doctrees")
    return out


def _hand_out(root: Path, out: Path, doctrees: Path) -> None:
    done = run("sphinx", "-b", "handout", "-n", "-W", "--keep-going", "-q", "-d", doctrees, root / "docs", out, cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", TEXTS)
def test_a_hand_out_is_the_reading_with_what_its_page_adds(edition: Built, handouts: Path, name: str) -> None:
    path = handouts / f"{name}.pdf"
    page = article(edition.html / "readings" / f"{name}.html")
    (chapter,) = chapters(path).values()
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    titled = "apparatus" not in next(page.all("h1")).classes
    assert reading_text(chapter, {"Questions", "Notes", "Terms"}, titled=titled) == clean(ledger_text(text, source))
    assert list(_numbers(chapter)) == [one.text() for one in page.all("a", "par-number")]
    whole = Element("Chapter", list(chapter))
    assert len(list(whole.find("Note"))) == len(list(page.all("aside", "note"))) > 5
    questions = [_plain(one.text("details", "url")) for one in page.all(of_class="question")]
    frames = [_plain(one.text("Lbl")) for one in chapter if one.tag == "Div"]
    assert [one for one in frames if one in questions] == questions and questions


@pytest.mark.parametrize("name", TEXTS)
def test_each_term_that_is_marked_is_explained_at_the_end(edition: Built, handouts: Path, name: str) -> None:
    page = article(edition.html / "readings" / f"{name}.html")
    glossary = article(edition.html / "glossary.html")
    heads = {
        str(term.attributes["id"]).removeprefix("term-"): clean(next(term.all(of_class="headword")).text())
        for term in glossary.all("dt")
    }
    (chapter,) = chapters(handouts / f"{name}.pdf").values()
    at = next(index for index, one in enumerate(chapter) if one.tag == "H2" and clean(one.text()) == "Terms")
    told = [clean(next(one.find("Strong")).text()) for one in chapter[at:] if any(one.find("Strong"))]
    marked = {heads[one.attributes["data-term"]] for one in page.all("a", "term")}
    assert Counter(told) == Counter(marked)
    underlined = [link for one in chapter for link in one.find("Link") if _is_underlined(link)]
    assert underlined


def test_they_are_short_meet_the_standard_and_hold_nothing_of_the_instructors(edition: Built, handouts: Path) -> None:
    words = _teachers_words(edition.root)
    assert len(words) > 100
    for name in TEXTS:
        path = handouts / f"{name}.pdf"
        assert not violations(path)
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) <= _MOST[name]
        told = clean(structure(path).text())
        assert not [one for one in words if clean(one) in told]


@pytest.mark.parametrize("publish", ["excerpt", "reference"])
def test_they_withhold_what_may_not_be_printed(tmp_path: Path, publish: str) -> None:
    root = project(tmp_path / "p", publish)
    gone = [root / "build" / folder / "gone.pdf" for folder in ("handouts", "handouts-source")]
    kept = root / "build" / "handouts" / "mine.pdf"
    for path in (*gone, kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    done = annotate(root, "handout", "one", "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert [path.exists() for path in (*gone, kept)] == [False, False, True]  # of what is not a reading any more
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["one.pdf"]
    told = set(WORDS.findall(clean(structure(tmp_path / "out" / "one.pdf").text()).lower()))
    assert told & {"mavise", "renosi"} and not told & (SECRET - ANCHORED)


def test_hostile_readings_are_handed_out_and_the_same_twice(tmp_path: Path) -> None:
    texts = {f"n{index:02}": NASTY[index][:4000] for index in (1, 3, 4, 6, 7, 17, 21)}
    root = make_project(tmp_path / "p", texts)
    for out in ("one", "two"):
        _hand_out(root, tmp_path / out, tmp_path / f"{out}-doctrees")
    books = ledger(root)
    for name, words in texts.items():
        path = tmp_path / "one" / f"{name}.pdf"
        (chapter,) = chapters(path).values()
        assert reading_text(chapter, set(), titled=False) == clean(ledger_text(books[name], words)), name
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
