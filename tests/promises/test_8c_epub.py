"""Promise 8 for e-readers: the EPUB and the pages agree, and EPUBCheck has nothing to say of it."""

from __future__ import annotations

import html
import random
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.promises.reading_text import ledger_text, reading_text
from tests.promises.test_1_nothing_is_lost import NASTY, TEXTS
from tests.promises.test_5_nothing_leaks import _teachers_words
from tests.promises.test_5b_keys_do_not_leak import _assigned, _others, _rewrite
from tests.support.epub import DC, OPF, TYPE, XHTML, Unpacked, bind, complaints, unpack
from tests.support.html_tree import Tag, article
from tests.support.projects import annotate, copy_edition, ledger, make_project

_BROWSERS_OWN = ("search", "genindex")
_KINDS = {
    "paragraphs": ("", "par-number", ("aria-label",)),
    "marks": ("a", "note-mark", ("id", "href")),
    "notes": ("aside", "note", ("id", "data-kind", "data-relation")),
    "terms": ("a", "term", ("data-term",)),
    "questions": ("div", "question", ("id", "data-kind", "data-bloom")),
    "exercises": ("section", "item", ("id", "data-type", "data-use")),
    "omissions": ("details", "omitted", ("id", "data-kind")),
    "emendations": ("span", "emended", ("data-source",)),
    "entries": ("dt", "", ("id",)),
    "pictures": ("svg", "", ("aria-labelledby", "aria-label")),
}


@pytest.fixture(scope="module")
def book(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> Unpacked:
    """The student's edition."""
    return bind(edition.root, tmp_path_factory.mktemp("epub") / "out")


@pytest.fixture(scope="module")
def instructors(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Unpacked]:
    """A copy of the project in another folder, and the instructor's edition from it."""
    folder = tmp_path_factory.mktemp("another folder")
    root = copy_edition(folder / "p with spaces")
    return root, bind(root, folder / "out", "-t", "instructor")


def _pages(edition: Built) -> Iterator[tuple[str, Tag]]:
    for path in sorted(edition.html.rglob("*.html")):
        name = path.relative_to(edition.html).with_suffix("").as_posix()
        if name not in _BROWSERS_OWN:
            yield name, article(path)


def _fold(text: str) -> str:
    return " ".join(text.split())


def _told(book: Unpacked) -> str:
    """All words of a book: files of text as they are, and without their tags."""
    files = [path for path in sorted(book.folder.rglob("*")) if path.suffix in (".xhtml", ".opf", ".ncx", ".svg")]
    raw = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return _fold(raw) + _fold(html.unescape(re.sub(r"<[^>]+>", "", raw)))


def _manifest(page: Tag) -> dict[str, list[tuple[str, ...]]]:
    """What a page holds, by kind, in order: attributes and words of each."""
    return {
        kind: [(*(one.attributes.get(name, "") for name in names), _fold(one.text())) for one in page.all(tag, of_class)]
        for kind, (tag, of_class, names) in _KINDS.items()
    }


@pytest.mark.parametrize("name", TEXTS)
def test_the_reading_text_is_the_ledgers(edition: Built, book: Unpacked, name: str) -> None:
    text = edition.ledger[name]
    source = (edition.root / text["file"]).read_bytes().decode("utf-8")
    page = book.pages[f"readings/{name}"].read_text(encoding="utf-8")
    assert reading_text(page) == ledger_text(text, source)


def test_everything_stands_in_the_book_as_on_the_pages(edition: Built, book: Unpacked) -> None:
    counted = dict.fromkeys(_KINDS, 0)
    assert {name for name, _ in _pages(edition)} == set(book.pages)
    for name, page in _pages(edition):
        bound = article(book.pages[name])
        shown = _manifest(page)
        assert _manifest(bound) == shown, name
        assert _fold(bound.text()) == _fold(page.text("script", "brief")), name  # a card that lies open has no line in brief
        for kind, found in shown.items():
            counted[kind] += len(found)
    del counted["emendations"]  # the shipped edition has none; the small project below has one
    assert all(counted.values()), counted
    assert counted["paragraphs"] > 80 and counted["notes"] > 100 and counted["exercises"] > 50


def test_epubcheck_finds_nothing(book: Unpacked) -> None:
    assert complaints(book.path) == []


def test_numbers_notes_and_questions_are_the_same_in_both_editions(
    book: Unpacked, instructors: tuple[Path, Unpacked]
) -> None:
    _, told = instructors
    assert "instructor/keys" in told.pages
    for name in (*(f"readings/{one}" for one in TEXTS), "questions", "exercises", "glossary"):
        assert book.pages[name].read_bytes() == told.pages[name].read_bytes(), name


def test_epubcheck_finds_nothing_in_the_instructors(instructors: tuple[Path, Unpacked], tmp_path: Path) -> None:
    _, told = instructors
    assert complaints(Path(shutil.copy(told.path, tmp_path / "instructor.epub"))) == []


def test_the_students_book_knows_nothing_of_keys_folders_or_the_instructors(
    book: Unpacked, instructors: tuple[Path, Unpacked]
) -> None:
    """Made where an instructor's book was made, in another folder, under other keys: the same bytes."""
    root, told = instructors
    words = _teachers_words(root)
    everything = _told(told)
    assert sum(one in everything for one in words) > len(words) * 0.5  # the scan does see them
    draw = random.Random("epub")
    assert _rewrite(root, {name: _others(item, draw) for name, item in _assigned(root).items()}) > 20
    path = root / "docs" / "apparatus" / "questions.yaml"
    notes = re.sub(r"(?m)^    teacher: .*(?:\n      .*)*", "    teacher: Other.", path.read_text(encoding="utf-8"))
    path.write_text(notes, encoding="utf-8")
    again = bind(root, told.path.parent, "-j", "2", unpacked="of the student")
    assert again.path.read_bytes() == book.path.read_bytes()
    everything = _told(again)
    assert [one for one in words if one in everything] == []
    assert not [name for name in again.pages if name.startswith("instructor")]


def test_the_package(edition: Built, book: Unpacked) -> None:
    with zipfile.ZipFile(book.path) as bound:
        infos = bound.infolist()
        assert bound.read("mimetype") == b"application/epub+zip"
    assert infos[0].filename == "mimetype" and infos[0].compress_type == zipfile.ZIP_STORED
    assert {one.date_time for one in infos} == {(1980, 1, 1, 0, 0, 0)}
    package = book.xml("content.opf")
    held = {one.attrib["href"] for one in package.iter(f"{OPF}item")}
    assert {one.filename for one in infos} - held == {"mimetype", "META-INF/container.xml", "content.opf"}
    assert not [name for name in held if re.search(r"\.(js|pickle|doctree|inv|html)$|genindex|search", name)]
    (identifier,) = package.iter(f"{DC}identifier")
    assert package.attrib["unique-identifier"] == identifier.attrib["id"]
    uid = next(one for one in book.xml("toc.ncx").iter() if one.get("name") == "dtb:uid")
    assert uid.attrib["content"] == identifier.text and str(identifier.text).startswith("urn:uuid:")
    assert [one.text for one in package.iter(f"{DC}language")] == ["en"]
    assert [one.text for one in package.iter(f"{DC}title")] == ["Armenia between Russia and the West"]
    day = re.search(r'^today = "(.*)"', (edition.root / "docs" / "conf.py").read_text(encoding="utf-8"), re.M)
    assert day and book.meta("dcterms:modified") == [f"{day[1]}T00:00:00Z"]


def test_what_it_says_of_its_accessibility(book: Unpacked) -> None:
    assert book.meta("schema:accessMode") == ["textual", "visual"]
    assert book.meta("schema:accessModeSufficient") == ["textual"]
    features = {"structuralNavigation", "tableOfContents", "readingOrder", "pageNavigation", "alternativeText"}
    assert features <= set(book.meta("schema:accessibilityFeature"))
    assert book.meta("schema:accessibilitySummary")[0] and book.meta("schema:accessibilityHazard") == ["none"]
    assert book.meta("dcterms:conformsTo") == book.meta("a11y:certifiedBy") == [], "nobody has said so"


def test_contents_landmarks_and_the_page_list_of_paragraphs(edition: Built, book: Unpacked) -> None:
    navs = {one.get(TYPE): one for one in book.xml("nav.xhtml").iter(f"{XHTML}nav")}
    links = {kind: [(a.attrib["href"], a.text, a.get(TYPE)) for a in one.iter(f"{XHTML}a")] for kind, one in navs.items()}
    listed = list(dict.fromkeys(str(href).partition("#")[0].removesuffix(".xhtml") for href, _, _ in links["toc"]))
    assert listed == list(book.pages)
    kinds = {kind: href for href, _, kind in links["landmarks"]}
    assert kinds["bodymatter"] == "readings/evn.xhtml" and kinds["glossary"] == "glossary.xhtml"
    assert {"cover", "toc", "index", "bibliography"} <= kinds.keys()
    expected = [
        (f"{name}.xhtml#p{one.text()}", f"{name.partition('/')[2].upper()} ¶{one.text()}", None)
        for name in book.pages
        if name.startswith("readings/")
        for one in article(book.pages[name]).all("span", "par-number")
    ]
    assert links["page-list"] == expected and len(expected) > 80
    targets = [
        block
        for name in book.pages
        for block in book.xml(f"{name}.xhtml").iter()
        if re.fullmatch(r"p\d+", block.get("id", ""))
    ]
    breaks = [next((one for one in block.iter() if one.get("role") == "doc-pagebreak"), None) for block in targets]
    assert [one is not None and (one.get(TYPE), one.get("aria-label")) for one in breaks] == [
        ("pagebreak", f"Paragraph {block.get('id', '')[1:]}") for block in targets
    ]
    assert len(targets) == len(expected)


def test_notes_pop_up_and_nothing_runs(book: Unpacked) -> None:
    marks = 0
    for name, path in book.pages.items():
        elements = list(book.xml(f"{name}.xhtml").iter())
        tags = {one.tag.rpartition("}")[2] for one in elements}
        assert not tags & {"script", "input", "form", "button", "select", "textarea", "label", "iframe"}, name
        assert not [one for one in elements for key in one.attrib if key.startswith("on")], name
        bodies = {one.get("id"): one for one in elements if one.get(TYPE) == "footnote"}
        for mark in (one for one in elements if "note-mark" in (one.get("class") or "").split()):
            assert mark.get(TYPE) == "noteref"
            assert bodies[mark.attrib["href"].removeprefix("#")].tag == f"{XHTML}aside"
            marks += 1
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|poster)="(?:https?:)?//', text), name
    assert marks > 100


def test_style_sheets_set_no_colours(book: Unpacked, hostile: tuple[Path, Unpacked]) -> None:
    """By night an e-reader turns paper and ink; what is coloured here would stay as it is."""
    sheets = [*book.folder.rglob("*.css"), *hostile[1].folder.rglob("*.css")]
    assert len(sheets) == 4
    for path in sheets:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|background|(?<![\w-])color\s*:(?!\s*inherit)", text)


PAGE = """\
# Ordinary pages

A note.[^one] The index.{octicon}`book` {math}`a < b & c`
A <br> break, &nbsp; a <b onclick="x()">bold</b> word, <kbd>k</kbd>.

[^one]: Its **body**.

- [ ] to do
- [x] done

::::{dropdown} A title
Words in the dropdown.
::::

::::{tab-set}
:::{tab-item} One
Words of one.
:::
:::{tab-item} Two
Words of two.
:::
::::

:::{card} A card
Words of the card.
:::

| a | b | c |
|---|---|---|
| 1 | 2 | 3 |

```python
print("code")
```

An <x>unknown</x> element, ![](pic.svg).

```{image} pic.svg
```

<form><input type="text"><button>Go</button> <select><option>a</option></select> after</form>
<iframe src="https://example.org/a?b&c"></iframe>
<p>unclosed <i>in italics
<script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Unpacked]:
    folder = tmp_path_factory.mktemp("hostile epub")
    texts = {f"n{index:02}": words for index, words in enumerate(NASTY)}
    root = make_project(folder / "p", dict(texts))
    (root / "docs" / "ordinary.md").write_text(PAGE, encoding="utf-8")
    index = (root / "docs" / "index.md").read_text(encoding="utf-8")
    (root / "docs" / "index.md").write_text(index.replace("glossary\n", "glossary\nordinary\n"), encoding="utf-8")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (root / "docs" / "pic.svg").write_text(picture, encoding="utf-8")
    conf = root / "docs" / "conf.py"
    options = 'myst_enable_extensions = ["colon_fence", "tasklist"]\nproject = "A & B <c> \\"d\\""\nhtml_use_index = True\n'
    conf.write_text(conf.read_text(encoding="utf-8") + options, encoding="utf-8")
    return root, bind(root, folder / "out", SOURCE_DATE_EPOCH="1700000000")


def test_hostile_sources_survive(hostile: tuple[Path, Unpacked]) -> None:
    root, bound = hostile
    books = ledger(root)
    assert len(books) == len(NASTY)
    for index, words in enumerate(NASTY):
        page = bound.pages[f"readings/n{index:02}"].read_text(encoding="utf-8")
        assert reading_text(page) == ledger_text(books[f"n{index:02}"], words), index
    assert bound.meta("dcterms:modified") == ["2023-11-14T22:13:20Z"]


def test_ordinary_pages_are_xml_and_keep_their_words(hostile: tuple[Path, Unpacked]) -> None:
    _, bound = hostile
    text = _fold(article(bound.pages["ordinary"]).text())
    for words in ("☐ to do", "☑ done", "A title", "Words in the dropdown.", "One", "Words of one.", "Two",
                  "Words of two.", "A card", "Words of the card.", "after", "unclosed in italics", "a < b & c", "code", "unknown", "https://example.org/a?b&c"):  # fmt: skip
        assert words in text, words
    assert "alert" not in text and "Go" not in text
    page = bound.xml("ordinary.xhtml")
    assert [one.get(TYPE) for one in page.iter() if one.get(TYPE)] == ["noteref", "footnote"]
    # one picture has no words: nothing more is claimed
    assert bound.meta("schema:accessModeSufficient") == ["textual,visual"] and not bound.meta("dcterms:conformsTo")
    assert [one.get("data-label") for one in page.iter(f"{XHTML}td")] == ["a", "b", "c"]


def test_epubcheck_finds_nothing_in_hostile_and_ordinary_pages(hostile: tuple[Path, Unpacked]) -> None:
    assert complaints(hostile[1].path) == []


BY = "id: a\nsiglum: A\ntitle: Title\nemendations:\n  - {exact: Teh, replacement: The, reason: transposed}\n"


def test_the_command_makes_both_editions_of_any_project(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": "Teh words of a text.\n", "a.yaml": BY})
    for edition, name in (("student", "reader"), ("instructor", "instructor")):
        done = annotate(root, "epub", "--edition", edition)
        assert (done.returncode, done.stdout) == (0, f"build/{name}.epub\n"), done.stderr
        made = unpack(root / "build" / f"{name}.epub", tmp_path / name)
        page = article(made.pages["readings/a"])
        assert [(one.attributes["data-source"], one.text()) for one in page.all("span", "emended")] == [("Teh", "The")]
        (title,) = made.xml("content.opf").iter(f"{DC}title")
        assert ("Instructor" in str(title.text)) == (edition == "instructor")
        assert made.meta("dcterms:modified") == ["1980-01-01T00:00:00Z"]
        assert made.meta("dcterms:conformsTo") == (["WCAG 2.2 AA"] if edition == "instructor" else [])
        claim = 'annotate_epub_conforms_to = "WCAG 2.2 AA"\nannotate_epub_certified_by = "Somebody"\n'
        with (root / "docs" / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(claim)
    assert made.meta("a11y:certifiedBy") == ["Somebody"] and complaints(root / "build" / "instructor.epub") == []
    assert annotate(tmp_path, "epub").returncode == 2
