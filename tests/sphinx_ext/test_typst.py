"""The printed reader on ordinary pages: every word of every node, and what is warned of."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from annotate.paper import compiler, literal, shown
from annotate.sphinx_ext.typst._base import Layout, Place, Reference, key_of
from annotate.sphinx_ext.typst.columns import turned
from annotate.sphinx_ext.typst.inline import readable
from annotate.sphinx_ext.typst.pages import settled
from tests.support.html_tree import article
from tests.support.pdf import clean, structure, violations
from tests.support.projects import CONF, make_project, run

SINK = Path(__file__).parent / "sink"
_WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the output, with HTML in html/, and what was warned of."""
    out = tmp_path_factory.mktemp("sink")
    run("sphinx", "-q", "-d", out / "doctrees", SINK, out / "html", cwd=SINK)
    done = run("sphinx", "-b", "typst", "-q", "-d", out / "doctrees", SINK, out, cwd=SINK)
    assert done.returncode == 0, done.stderr
    return out, done.stderr


def test_what_cannot_be_printed_as_it_is_is_warned_of_once_with_its_type_and_place(
    sink: tuple[Path, str],
) -> None:
    found = Counter(re.findall(r"\[(typst\.[\w-]+)\]", sink[1]))
    found.pop("typst.formula", None)  # only where ziamath is not installed
    assert found == {"typst.unknown-node": 1, "typst.no-alt": 1, "typst.no-glyph": 1, "typst.html": 1}, sink[1]
    assert re.search(r"index\.md:\d+: WARNING: .*<unheard_of>.*\[typst\.unknown-node\]", sink[1])
    assert re.search(r"index\.md:213:7: WARNING: no font has the character U\+1F467 ", sink[1])


def test_every_word_of_a_page_is_in_the_pdf(sink: tuple[Path, str]) -> None:
    root = structure(sink[0] / "reader.pdf")
    there = Counter(_WORD.findall(clean(root.text("Lbl")).casefold()))
    without = ("script", "style", "backrefs", "footnote", "footnote-reference", "math", "linenos")
    page = article(sink[0] / "html" / "index.html").text(*without)
    here = Counter(_WORD.findall(clean(page).casefold()))
    assert here - there == Counter({"raw": 1})  # what is meant for HTML alone
    assert "Registered: A node with a function of its own." in clean(root.text())
    assert "A node that nobody has heard of keeps its words." in clean(root.text())
    assert "Faces [U+1F467] that no font has." in clean(root.text())


def test_a_sheet_begins_on_a_new_page(sink: tuple[Path, str]) -> None:
    with pikepdf.open(sink[0] / "reader.pdf") as book, book.open_outline() as outline:
        last = outline.root[-1].children[-1] if outline.root[-1].children else outline.root[-1]
        target = last.destination if last.destination is not None else last.action.D
        page = pikepdf.Page(target[0])
        assert last.title == "A sheet to hand out"
        assert target[3] > 0.9 * float(page.mediabox[3]) - 60  # at the head of its page
        assert page.index > 1


def test_the_structure_is_that_of_the_page(sink: tuple[Path, str]) -> None:
    root = structure(sink[0] / "reader.pdf")
    assert [clean(one.text()) for one in root.find("H1")] == ["Contents", "Kitchen sink"]
    notes = [clean(one.text("Lbl")) for one in root.find("Note")]
    assert notes == ["The footnote. Second paragraph."]
    heads = [[clean(cell.text()) for cell in table.find("TH")] for table in root.find("Table")]
    assert heads == [["a", "b", "1"], ["a", "b", "1"], ["A", "B", "c"]]  # of columns, and of the row
    pictures = [one.alt for one in root.find("Figure")]
    assert "report" in pictures and "A picture without a description" in pictures  # an icon; no file's name


def test_what_a_line_of_a_program_is_numbered_and_where_an_address_ends(sink: tuple[Path, str]) -> None:
    source = (sink[0] / "reader.typ").read_text(encoding="utf-8")
    assert '#counted(7, (2, ), raw(block: true, lang: "python", "seventh = 7\\neighth = 8"))' in source
    whole = structure(sink[0] / "reader.pdf").text()
    address = "https://example.org/geopolitica/a-realignment-from-the-orbit-of-one/words?with=marks&more=of-them"
    assert address in clean(whole).replace(" ", "") and "\xad" not in whole[whole.index("geopolitica") :][:90]


def test_the_pdf_names_its_standard_language_and_paper(sink: tuple[Path, str]) -> None:
    assert not violations(sink[0] / "reader.pdf")
    with pikepdf.open(sink[0] / "reader.pdf") as pdf:
        assert not pdf.check_pdf_syntax()
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked is True
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Everything at once"
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Kitchen sink"]


def test_pictures_without_a_standard_in_reach_are_still_printed(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", {"a": "A text.\n"})
    page = "# Home\n\n### A level is skipped\n\n```{toctree}\nreadings/a\n```\n"
    (root / "docs" / "index.md").write_text(page, encoding="utf-8")
    done = run(
        "sphinx",
        "-b",
        "typst",
        "-q",
        "-D",
        "suppress_warnings=myst.header,toc",
        root / "docs",
        tmp_path / "out",
        cwd=root,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "reader.pdf").is_file()


@pytest.mark.parametrize(
    "words",
    ['"', "\\", '\\"', "#let x = 1", "a\x0bb", "\x00\x1f", "]", "*/ // /*", "@a <b> $c$", "\U0001d518"],
)
def test_a_literal_says_the_words_and_nothing_else(words: str, tmp_path: Path) -> None:
    import typst

    path = tmp_path / "x.typ"
    path.write_text(f"#metadata({literal(words)})<x>\n{shown(words)}", encoding="utf-8")
    assert typst.query(str(path), "<x>", field="value", one=True) == json.dumps(words, ensure_ascii=False)


def test_a_reading_in_another_language_is_marked_as_being_in_it(tmp_path: Path) -> None:
    by = "id: a\nsiglum: A\ntitle: Armenian\nlanguage: hy\n"
    root = make_project(tmp_path / "p", {"a": "Բարեւ։\n", "a.yaml": by})
    done = run("sphinx", "-b", "typst", "-q", root / "docs", tmp_path / "out", cwd=root)
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr
    whole = structure(tmp_path / "out" / "reader.pdf")
    armenian = [clean(one.text()) for one in whole.find("P", "Span", "Div") if one.language == "hy"]
    assert any("Բարեւ։" in words for words in armenian), armenian


def test_a_reading_from_right_to_left_has_its_numbers_at_the_right_and_a_face_of_its_own(tmp_path: Path) -> None:
    by = "id: a\nsiglum: A\ntitle: Arabic\nlanguage: ar\n"
    root = make_project(tmp_path / "p", {"a": "مقالة عن أرمينيا\n\nفقرة ثانية\n", "a.yaml": by})
    done = run("sphinx", "-b", "typst", "-q", "-W", root / "docs", tmp_path / "out", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "reader.typ").read_text(encoding="utf-8").count("#outer-right(par-number(") == 2
    with pikepdf.open(tmp_path / "out" / "reader.pdf") as pdf:
        faces = {str(font.BaseFont) for leaf in pdf.pages for font in leaf.Resources.Font.values()}
    assert any("Amiri" in name for name in faces) and not any("Mono" in name for name in faces), faces


SIZES = {"a4": (595.28, 841.89), "us-letter": (612, 792)}


def test_paper_room_to_write_and_the_books_own_words_are_settings(tmp_path: Path) -> None:
    asked = "questions:\n  - {id: q, readings: [a], kind: sourcing, bloom: apply, dok: 1, prompt: Warum?}\n"
    text = "Россия and Հայաստան met in May; Elchibey said nothing.\n\nThen they left.\n"
    root = make_project(tmp_path / "p", {"a": text}, questions=asked)
    leaves = {}
    for language, paper, lines in (("de", "us-letter", "{'sourcing': 60}"), ("en", "a4", "False")):
        settings = f"language = '{language}'\ntypst_paper = '{paper}'\ntypst_room = {lines}\n"
        (root / "docs" / "conf.py").write_text(CONF + settings, encoding="utf-8")
        out = tmp_path / language
        done = run("sphinx", "-b", "typst", "-q", "-W", root / "docs", out, cwd=root)
        assert done.returncode == 0, done.stderr
        words = clean(structure(out / "reader.pdf").text())
        assert re.search({"de": r"Inhalt .* S\. \d", "en": r"Contents .* p\. \d"}[language], words), words
        assert "Россия and Հայաստան met" in words
        with pikepdf.open(out / "reader.pdf") as pdf:
            leaves[language] = len(pdf.pages)
            assert tuple(map(float, pdf.pages[-1].mediabox[2:])) == pytest.approx(SIZES[paper], abs=0.1)
            names = pikepdf.NameTree(pdf.Root.Names.Dests)
            assert names["a-p1"][0].objgen == names["a-p2"][0].objgen and names["a-p1"][3] > names["a-p2"][3]
    assert leaves["de"] == leaves["en"] + 2  # sixty lines, where it is asked and not where it is named again


@pytest.mark.parametrize("start", [1, 2, 3])
def test_pages_that_references_name_come_to_an_end(start: int) -> None:
    """A book in which naming a page pushes the reference off it, and not naming it draws it back."""
    asked = 0

    def ask(words: str) -> dict[str, object]:
        nonlocal asked
        asked += 1
        named = bool(json.loads(words)["after"][0])
        return {"marks": [["a#x", 1, 0, 0]], "links": [["book:0", start if not named else start % 2 + 1]], "first": 1}

    said, layout = settled([Reference(key="a#x", kind="par"), Reference(key="a#gone", kind="par")], {"a#x"}, ask)
    assert asked < 9
    words = said.after
    assert words[1] is None
    assert words[0] in ("", ", p.\u00a01") and layout.page("a#x") == 1


def test_a_note_that_is_left_behind_frees_the_lines_of_its_paragraph() -> None:
    def ask(words: str) -> dict[str, object]:
        free = json.loads(words)["loose"]
        marks = [["a#note-x", 1, 0, 0], ["a#mark-x", 1 if free else 2, 0, 0], ["a#note-y", 2, 0, 0], ["a#mark-y", 2, 0, 0]]
        return {"marks": marks, "links": [], "first": 1}

    said, _ = settled([], set(), ask, [("a#note-y",), ("a#note-x",)])
    assert said.loose == {1} and json.loads(said.told(asking=False))["loose"] == {"1": True}


@pytest.mark.parametrize(("end", "broken"), [(900, "a#c"), (140, ""), (1420, "")])
def test_the_columns_of_a_last_page_are_made_alike_where_that_is_possible(end: float, broken: str) -> None:
    """Blocks at 100, 300 and 500 points of the first column; the end may be in the second, which begins at 300 points."""
    places = {"a#": (1, 100, 71), "a#b": (2, 100, 100), "a#c": (2, 100, 500), "a#d": (2, 100, 690)}
    last = Place(page=2, x=100, y=end) if end < 774 else Place(page=2, x=400, y=end - 703)
    layout = Layout(
        places={key: Place(page=page, x=x, y=y) for key, (page, x, y) in places.items()},
        pages={}, first=1, ends={"a": last}, paper=(595, 842),
    )  # fmt: skip
    assert "".join(turned(layout, ["a#b", "a#c", "a#d"])) == broken


def test_an_address_is_printed_with_letters_as_letters() -> None:
    assert readable("https://a.am/%D5%BD%D5%AB-%D5%B6%20x%2F/%FF").replace("\u200b", "") == "https://a.am/սի-ն%20x%2F/%FF"
    assert max(map(len, readable(f"https://a.am/{'x' * 90}?q={'%20' * 40}").split("\u200b"))) < 40


def test_an_address_outside_the_book_is_no_label() -> None:
    assert key_of("https://example.org/#a") is None
    assert key_of("book:readings/a#p1") == "readings/a#p1"
    assert key_of("book:index") == "index#"


def test_glyphs_are_asked_of_the_compilers_own_fonts() -> None:
    assert compiler.without_glyph("Հայաստան Россия Ελλάδα საქართველო Əliyev ğ ¶ § …") == frozenset()
    assert compiler.without_glyph("中a😀") == {"中", "😀"}


def test_without_the_compiler_the_command_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                               capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    from annotate.cli import main

    root = make_project(tmp_path / "p", {"a": "A text.\n"})
    monkeypatch.setitem(sys.modules, "typst", None)
    assert main(["-C", str(root), "pdf"]) == 1
    assert "pip install 'typst" in capsys.readouterr().err
    with pytest.raises(compiler.NoCompilerError, match="pip install"):
        compiler.require()
