"""Promise 8: the printed reader and the pages agree, as read from the artefacts themselves."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Built
from tests.promises.reading_text import ledger_text
from tests.promises.test_1_nothing_is_lost import TEXTS
from tests.promises.test_5b_keys_do_not_leak import _assigned, _others, _rewrite
from tests.support.html_tree import Tag, article
from tests.support.pdf import Element, clean, structure, violations
from tests.support.projects import copy_edition, run

_PAGE_NUMBER = re.compile(r", p\. \d+| \(p\. \d+\)")
TITLE = "Armenia between Russia and the West"
_WORD = re.compile(r"\w+")
_BEGUN = re.compile(r"(.*?)(?: …)?\W*Asked in full\b.*")


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


@pytest.fixture(scope="module")
def teaching(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Book]:
    """The instructor's pages and the instructor's book, from one reading of the same files."""
    root = copy_edition(tmp_path_factory.mktemp("teaching") / "p")
    arguments = ["-q", "-t", "instructor", "-d", root / "doctrees"]
    assert not run("sphinx", *arguments, root / "docs", root / "html", cwd=root).returncode
    path = print_book(root, root / "book", "-t", "instructor")
    return root / "html", Book(path=path, chapters=chapters(path))


def _pages(html: Path) -> Iterator[tuple[str, Tag]]:
    """Yield the pages with their names, in the book's order of parts; what is no document has no article of its own."""
    order = {"readings": 0, "instructor": 2}
    for path in sorted(html.rglob("*.html"), key=lambda path: (order.get(path.relative_to(html).parts[0], 1), path)):
        name = path.relative_to(html).with_suffix("").as_posix()
        if name not in ("search", "genindex"):
            yield name, article(path)


def _chapter(book: Book, page: Tag) -> list[Element]:
    title = clean(next(page.all("h1")).text("note-mark"))
    if title in book.chapters:
        return book.chapters[title]
    return book.chapters["About this reader" if title == TITLE else "For the instructor"]


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
def test_the_reading_text_of_both_books_is_the_ledgers(
    edition: Built, book: Book, teaching: tuple[Path, Book], name: str
) -> None:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    page = article(edition.html / "readings" / f"{name}.html")
    own = {clean(heading.text()) for section in page.all("section", "apparatus") for heading in section.all("h2")}
    titled = "apparatus" not in next(page.all("h1")).classes
    for one in (book, teaching[1]):
        assert reading_text(_chapter(one, page), own, titled=titled) == clean(ledger_text(text, source))


@pytest.mark.parametrize("name", TEXTS)
def test_numbers_notes_and_terms_are_those_of_the_page(
    edition: Built, book: Book, teaching: tuple[Path, Book], name: str
) -> None:
    _agrees(edition.html, book, name)
    _agrees(*teaching, name)


def _agrees(html: Path, book: Book, name: str) -> None:
    page = article(html / "readings" / f"{name}.html")
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


@pytest.mark.parametrize("whose", ["student", "instructor"])
@pytest.mark.parametrize("kind", ["question", "item", "outside-source", "source-card", "teacher-note"])
def test_questions_and_exercises_stand_in_the_book_as_on_the_pages(
    edition: Built, book: Book, teaching: tuple[Path, Book], kind: str, whose: str
) -> None:
    html, printed = (edition.html, book) if whose == "student" else teaching
    asked: set[str] = set()
    count = 0
    for _, page in _pages(html):
        blocks = [one for one in page.all(of_class=kind) if one.name != "span"]  # a span is the words of a link to one
        told = [(one.attributes.get("id"), _plain(one.text(*_closed(kind)))) for one in blocks]
        frames = [
            _plain(one.text("Lbl")).replace(" Hint : ", " Hint ") for one in _chapter(printed, page) if one.tag == "Div"
        ]
        shown = [words for key, words in told if key not in asked or kind != "question"]
        assert [one for one in frames if one in shown] == shown
        again = [words for _, words in told if words not in shown]
        short = [begun[1] for one in frames if (begun := _BEGUN.fullmatch(one))]
        assert len(again) == sum(any(_letters(one).startswith(_letters(words)) for one in again) for words in short)
        asked |= {key for key, _ in told if key}
        count += len(told)
    assert count >= 5 or (kind, whose) == ("teacher-note", "student")


def _closed(kind: str) -> tuple[str, ...]:
    """Return what of a block of the page the book has elsewhere, or not at all."""
    return ("item-key", "url") if kind == "item" else ("details", "url", "brief")


def _letters(words: str) -> str:
    return words.replace(" ", "")


def _names(path: Path) -> dict[str, int]:
    """Return the named places of a PDF, each with the index of its page."""
    with pikepdf.open(path) as pdf:
        numbers = {leaf.obj.objgen: index for index, leaf in enumerate(pdf.pages)}
        table = pikepdf.NameTree(pdf.Root.Names.Dests)
        found = {str(name): numbers[place[0].objgen] for name, place in table.items() if "#" not in str(name)}
        links = [
            str(note.Dest)
            for leaf in pdf.pages
            for note in leaf.get("/Annots", [])
            if isinstance(note.get("/Dest"), pikepdf.String)
        ]
        assert len(links) > 1000
        assert all(name in table for name in links)
        assert not any(
            str(note.get("/A", {}).get("/URI", "")).startswith("book:")
            for leaf in pdf.pages
            for note in leaf.get("/Annots", [])
        )
    return found


def test_every_paragraph_note_term_question_and_exercise_can_be_linked_from_outside(edition: Built, book: Book) -> None:
    found = _names(book.path)
    wanted = 0
    for name, page in _pages(edition.html):
        short = name.rpartition("/")[2]
        anchors = [
            one.attributes["id"]
            for kind in ("note", "item", "question", "outside-source")
            for one in page.all(of_class=kind)
            if "id" in one.attributes
        ]
        anchors += [one.attributes["href"].removeprefix("#") for one in page.all("a", "par-number")]
        anchors += [one.attributes["id"] for one in page.all("dt") if one.attributes.get("id", "").startswith("term-")]
        assert not [anchor for anchor in anchors if f"{short}-{anchor}" not in found], name
        wanted += len(anchors)
    assert wanted > 500
    pages = [found[f"{TEXTS[0]}-p{number}"] for number in range(1, 8)]
    assert pages == sorted(pages) and pages[0] < pages[-1]


def _plain(text: str) -> str:
    """Return words without page numbers, printed addresses, and the place of an answer."""
    text = _words(text).partition(" How to cite this text")[0]  # on the page closed, and not compared
    return clean(re.sub(r" ?\(https?://[^)]*\)| Answer$", "", text))


def test_no_word_of_a_page_is_lost_in_the_book(edition: Built, book: Book) -> None:
    pages = [(name, page) for name, page in _pages(edition.html) if not name.startswith("readings/")]
    for name, page in pages:
        there = Counter(_WORD.findall(clean(" ".join(one.text() for one in _chapter(book, page))).casefold()))
        title = () if name != "index" else ("h1",)  # the book's title, which has a page of its own
        elsewhere = ("question",) if name == "questions" else ()  # printed once, after their readings
        left_out = ("script", "letters", "svg", *title, *elsewhere)
        here = Counter(_WORD.findall(clean(page.text(*left_out)).casefold()))
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


def test_the_books_meet_the_standard_for_everyone(book: Book, teaching: tuple[Path, Book]) -> None:
    assert not violations(book.path)
    assert not violations(teaching[1].path)


def test_the_book_is_the_same_in_another_folder_and_under_other_keys(book: Book, tmp_path: Path) -> None:
    root = copy_edition(tmp_path / "another folder")
    draw = random.Random("book")
    keys = {name: _others(item, draw) for name, item in _assigned(root).items()}
    assert _rewrite(root, dict(keys)) == len(keys) > 20
    again = print_book(root, tmp_path / "other folder" / "out")
    assert again.read_bytes() == book.path.read_bytes()
