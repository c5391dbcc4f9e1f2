"""Promise 8: the printed reader and the pages agree, as read from the artefacts themselves."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.promises.reading_text import ledger_text
from tests.promises.test_1_nothing_is_lost import TEXTS
from tests.promises.test_5b_keys_do_not_leak import _assigned, _others, _rewrite
from tests.support.html_tree import Tag, article
from tests.support.pdf import Element, clean, structure, violations
from tests.support.projects import copy_edition, run

_PAGE_NUMBER = re.compile(r", p\. \d+| \(p\. \d+\)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Book:
    """The PDF of the shipped edition: its chapters by title, and its bytes."""

    path: Path
    chapters: dict[str, list[Element]]


def print_book(root: Path, out: Path, *flags: str) -> Path:
    """Make the PDF of a project with plain sphinx-build, as strictly as the command does."""
    arguments = ["-b", "typst", "-n", "-W", "--keep-going", "-d", f"{out}-doctrees", *flags]
    done = run("sphinx", *arguments, root / "docs", out, cwd=root)
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.pdf"))


def chapters(path: Path) -> dict[str, list[Element]]:
    """Return what stands under each heading of the first level."""
    (document,) = structure(path).find("Document")
    found: dict[str, list[Element]] = {}
    title = ""
    for child in document.children:
        assert isinstance(child, Element)
        if child.tag == "H1":
            title = clean(child.text("Note", "Lbl"))
            assert title not in found
        found.setdefault(title, []).append(child)
    return found


@pytest.fixture(scope="module")
def book(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = print_book(edition.root, tmp_path_factory.mktemp("book"))
    return Book(path=path, chapters=chapters(path))


def _pages(edition: Built) -> Iterator[tuple[str, Tag]]:
    """Yield the pages with their names; what is not a document has no article of its own."""
    for path in sorted(edition.html.rglob("*.html")):
        name = path.relative_to(edition.html).with_suffix("").as_posix()
        if name not in ("search", "genindex"):
            yield name, article(path)


def _chapter(book: Book, page: Tag) -> list[Element]:
    title = clean(next(page.all("h1")).text("note-mark"))
    return book.chapters[title] if title in book.chapters else book.chapters["About this reader"]


def _words(text: str) -> str:
    return clean(_PAGE_NUMBER.sub("", clean(text)))


def _is_number(element: Element | str) -> bool:
    return isinstance(element, Element) and element.tag == "Link" and element.text().isdigit()


def _is_mark(element: Element) -> bool:
    return element.tag == "Link" and (_is_number(element) or element.text().strip() in ("[sic]", "[…]"))


def _numbers(chapter: list[Element]) -> Iterator[str]:
    """Yield the numbers at the heads of paragraphs."""
    for element in chapter:
        for block in (element, *element.find("P", "LBody")):
            if block.tag != "Div" and block.children and _is_number(block.children[0]):
                yield clean(block.children[0].text())  # type: ignore[union-attr]


def _is_underlined(link: Element) -> bool:
    return any(one.underlined for one in link.find("Span"))


def _marked(element: Element) -> Iterator[Element]:
    """Yield the underlined links outside notes: in a note the compiler may say so of other links too."""
    for child in element.children:
        if isinstance(child, Element) and child.tag not in ("Note", "Lbl"):
            if child.tag == "Link" and _is_underlined(child):
                yield child
            yield from _marked(child)


def reading_text(chapter: list[Element], own: set[str], *, titled: bool) -> str:
    """Return the reading text of a chapter: no divisions, notes, labels, numbers; up to the edition's own headings."""
    parts = []
    for element in chapter[0 if titled else 1 :]:
        if element.tag == "H2" and clean(element.text("Note", "Lbl")) in own:
            break
        if element.tag != "Div":
            parts.append(_without_number(element))
    return clean(" ".join(parts))


def _without_number(element: Element) -> str:
    made = ""
    for child in element.children:
        if isinstance(child, str):
            made += child
        elif child.tag not in ("Note", "Lbl", "Div") and not _is_mark(child):
            made += f" {_without_number(child)} " if child.block else _without_number(child)
    return made


@pytest.mark.parametrize("name", TEXTS)
def test_the_reading_text_of_the_pdf_is_the_ledgers(edition: Built, book: Book, name: str) -> None:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    page = article(edition.html / "readings" / f"{name}.html")
    own = {
        clean(heading.text()) for section in page.all("section", "apparatus") for heading in section.all("h2")
    }
    titled = "apparatus" not in next(page.all("h1")).classes
    printed = reading_text(_chapter(book, page), own, titled=titled)
    assert printed == clean(ledger_text(text, source))


@pytest.mark.parametrize("name", TEXTS)
def test_numbers_notes_and_terms_are_those_of_the_page(edition: Built, book: Book, name: str) -> None:
    page = article(edition.html / "readings" / f"{name}.html")
    chapter = _chapter(book, page)
    assert list(_numbers(chapter)) == [one.text() for one in page.all("a", "par-number")]
    whole = Element("Chapter", list(chapter))
    notes = [next(note.find("Lbl")).text() for note in whole.find("Note")]
    bodies = {note.attributes["id"]: note for note in page.all("aside", "note")}
    assert notes and notes == [next(body.all("a", "note-number")).text() for body in bodies.values()]
    noted = [id(one) for body in bodies.values() for one in body.all("a", "term")]
    terms = [clean(one.text()) for element in chapter for one in _marked(element)]
    assert sorted(terms) == sorted(clean(one.text()) for one in page.all("a", "term") if id(one) not in noted)
    everywhere = Counter(clean(link.text()) for link in whole.find("Link") if _is_underlined(link))
    assert not Counter(clean(one.text()) for one in page.all("a", "term")) - everywhere
    for note, body in zip(whole.find("Note"), bodies.values(), strict=True):
        said = Counter(_WORD.findall(_words(note.text("Lbl")).casefold()))
        assert said == Counter(_WORD.findall(_words(body.text("note-number", "note-back")).casefold()))


@pytest.mark.parametrize("kind", ["question", "item", "outside-source", "source-card"])
def test_questions_and_exercises_stand_in_the_book_as_on_the_pages(
    edition: Built, book: Book, kind: str
) -> None:
    asked = 0
    for _, page in _pages(edition):
        shown = [_plain(one.text("details", "url")) for one in page.all(of_class=kind)]
        frames = [_plain(one.text("Lbl")) for one in _chapter(book, page) if one.tag == "Div"]
        assert [one for one in frames if one in shown] == shown
        asked += len(shown)
    assert asked >= 5


def _plain(text: str) -> str:
    """Return words without page numbers, printed addresses, and the place of an answer."""
    text = _words(text).partition(" How to cite this text")[0]  # on the page closed, and not compared
    return clean(re.sub(r" ?\(https?://[^)]*\)| ?Answer: p\. \d+$", "", text))


def test_no_word_of_a_page_is_lost_in_the_book(edition: Built, book: Book) -> None:
    pages = [(name, page) for name, page in _pages(edition) if not name.startswith("readings/")]
    for name, page in pages:
        there = Counter(_WORD.findall(clean(" ".join(one.text() for one in _chapter(book, page))).casefold()))
        title = () if name != "index" else ("h1",)  # the book's title, which has a page of its own
        here = Counter(_WORD.findall(clean(page.text("script", "letters", "svg", *title)).casefold()))
        assert not here - there, name
        drawn = [clean(next(svg.all("title")).text()) for svg in page.all("svg")]
        told = [clean(figure.alt) for one in _chapter(book, page) for figure in (one, *one.find("Figure"))]
        assert all(any(alt.startswith(words) for alt in told) for words in drawn), name
    assert len(pages) >= 10


def test_the_glossary_says_where_each_term_stands_with_its_page(book: Book) -> None:
    text = clean(" ".join(one.text() for one in book.chapters["Glossary"]))
    places = re.findall(r"Stands in: ([^:]*?)(?= [A-Z][a-z]|$)", text)
    assert len(places) > 50
    assert re.search(r"Stands in: ISH ¶8, p\. \d+, ISH ¶9, p\. \d+", text)


def test_the_book_meets_the_standard_for_everyone(book: Book) -> None:
    assert not violations(book.path)


def test_the_book_is_the_same_in_another_folder_and_under_other_keys(book: Book, tmp_path: Path) -> None:
    root = copy_edition(tmp_path / "another folder")
    draw = random.Random("book")
    keys = {name: _others(item, draw) for name, item in _assigned(root).items()}
    assert _rewrite(root, dict(keys)) == len(keys) > 20
    again = print_book(root, tmp_path / "other folder" / "out")
    assert again.read_bytes() == book.path.read_bytes()
