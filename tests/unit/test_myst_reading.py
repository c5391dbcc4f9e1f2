"""The page of a reading: its words are the ledger's, whatever stands in them or is woven in."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.edition import Edition, assemble
from annotate.model import Apparatus, MarkPolicy, Note, NoteKind, Prose, Settings
from annotate.myst import student_pages
from annotate.myst._base import Page
from tests.support.myst import read_back, reading_words, split_role
from tests.support.texts import PLACE, Established, established, omit, selector
from tests.unit.test_ledger import ENDS, LAYOUTS
from tests.unit.test_myst_escape import NASTY
from tests.unit.test_terms import term


def edition(made: Established, *notes: Note, forms: tuple[str, ...] = ()) -> Edition:
    """An edition of one reading, every use of a form marked, no finding allowed but on quotations."""
    terms = tuple(term(f"t{index}", form) for index, form in enumerate(forms))
    apparatus = Apparatus(settings=Settings(mark=MarkPolicy.ALL), terms=terms, notes=notes)
    return assemble([(made.reading, made.source)], apparatus, ())[0]


def note(name: str, exact: str, *, omitted: bool = False) -> Note:
    """A note on some words."""
    at = selector(exact, omitted=omitted)
    text = Prose(text="A note.", place=PLACE)
    return Note(id=name, kind=NoteKind.TEXTUAL, at=at, text=text, sources=(), contested=None, place=PLACE)


def page(made: Established, *notes: Note, forms: tuple[str, ...] = ()) -> Page:
    """The page of the reading."""
    return student_pages(edition(made, *notes, forms=forms))[0]


def body(made: Established, *notes: Note, forms: tuple[str, ...] = ()) -> list[str]:
    """The lines of the page that hold a block, or go on with one."""
    lines = [line.text for line in page(made, *notes, forms=forms).lines]
    first = next(index for index, line in enumerate(lines) if "{anchor}" in line)
    return [line for line in lines[first:] if line]


# ---- what a page looks like ---------------------------------------------------------------


def test_each_kind_of_block_has_its_markup() -> None:
    blocks = "".join(f"    - {{exact: {words}, as: {kind}}}\n" for words, kind in [
        ("Head.", "heading"), ("By me.", "byline"), ("Said.", "quotation"), ("[1] Note.", "original-note"), ("Book.", "reference")
    ])  # fmt: skip
    made = established(
        "Head.\nBy me.\nText.\n• a\n• b\nSaid.\n[1] Note.\nBook.",
        f"structure:\n  blocks:\n{blocks}".replace("[1] Note.", "'[1] Note.'"),
    )
    assert body(made) == [
        "## {anchor}`h1` Head.",
        "{anchor}`b1` By me.",
        "{anchor}`p1` Text.",
        "- {anchor}`p2` • a",
        "- {anchor}`p3` • b",
        "> {anchor}`p4` Said.",
        "{anchor}`o1` \\[1\\] Note.",
        "- {anchor}`r1` Book.",
    ]


def test_verse_breaks_its_lines_and_wrapped_text_does_not() -> None:
    assert body(established("a\nb\n\nc", "structure: {layout: verse}")) == [
        "{anchor}`p1 verse` a\\",
        "b",
        "{anchor}`p2 verse` c",
    ]
    assert body(established("a\n- b\nc", "structure: {layout: wrapped}")) == ["{anchor}`p1` a", "\\- b", "c"]


def test_a_printed_title_is_the_heading_and_a_supplied_one_stands_before() -> None:
    printed = page(established("The Title\nText.", "title: {text: The Title, printed: true}\n"))
    assert [line.text for line in printed.lines if line.text.startswith("#")][1:] == ["# {anchor}`h1` The Title"]
    assert 'title-printed: "yes"' in printed.content
    supplied = page(established("Text."))
    assert [line.text for line in supplied.lines if line.text.startswith("#")][1:] == ["# Supplied"]
    assert 'title-printed: "no"' in supplied.content


def test_notes_terms_cuts_and_emendations_stand_in_their_line() -> None:
    extra = omit("exact: '[ad] '") + "emendations: [{exact: Teh, replacement: The, reason: R}]\n"
    made = established("Teh cat [ad] sat.", extra)
    assert body(made, note("n1", "cat"), forms=("sat",))[0] == (
        "{anchor}`p1` {emended}`The <Teh>` cat{note-mark}`1 <n1 3>` {cut-mark}`omitted-1`{gloss}`sat <t0>`."
    )


def test_notes_are_numbered_by_place_and_bodies_stand_below() -> None:
    made = established("One two three.")
    content = page(made, note("late", "three"), note("early", "One"), note("middle", "two")).content
    assert [content.index(f":::{{editor-note}} {name}") for name in ("early", "middle", "late")] == sorted(
        content.index(f":::{{editor-note}} {name}") for name in ("early", "middle", "late")
    )
    assert "One{note-mark}`1 <early 3>` two{note-mark}`2 <middle 3>` three.{note-mark}`3 <late 6>`" in content


def test_omitted_words_can_be_opened_where_they_stood_and_a_note_on_them_is_there() -> None:
    made = established("- ad one\n1. ad two\nText.", omit("first: '- ad', last: two"))
    lines = [line.text for line in page(made, note("n1", "ad two", omitted=True)).lines]
    start = lines.index(":::{omitted} omitted-1")
    assert [line for line in lines[start : lines.index(":::", start)] if line] == [
        ":::{omitted} omitted-1",
        ':kind: "other"',
        "R1",
        "> \\- ad one",
        ">",
        "> 1\\. ad two",
        ">",
        "Note on these words: {note-mark}`1 <n1>`",
    ]


def test_every_line_of_a_reading_knows_the_line_it_comes_from() -> None:
    made = established(
        "One\n[ad]\n[ad]\ntwo.\n\nThree\nfour.",
        omit("lines: 2-3, check: ad") + "structure: {layout: wrapped}\n",
    )
    lines = [line for line in page(made).lines if line.origin and line.origin.file == "seeds/t.txt"]
    assert [(line.text, line.origin.line) for line in lines if line.origin and line.text != ">"] == [
        ("{anchor}`p1` One", 1),
        ("{cut-mark}`omitted-1`", 2),
        ("two.", 4),
        ("> \\[ad\\]", 2),
        ("> \\[ad\\]", 3),
        ("{anchor}`p2` Three", 6),
        ("four.", 7),
    ]


# ---- whatever the text, its page says it --------------------------------------------------


@given(st.lists(NASTY, min_size=1, max_size=6), ENDS, LAYOUTS)
@settings(max_examples=400)
@example(["a\\", "b\\"], "\n", "structure: {layout: verse}\n")
@example(["• -", "• 1."], "\n", "")
def test_the_words_of_a_page_are_those_of_the_text(rows: list[str], end: str, layout: str) -> None:
    made = established(end.join(rows), layout)
    assert reading_words(page(made).content) == made.text


@given(st.lists(NASTY, min_size=3, max_size=3), st.lists(NASTY, min_size=1, max_size=2), LAYOUTS)
@settings(max_examples=300)
def test_so_they_are_around_cuts_emendations_terms_and_notes(rows: list[str], words: list[str], layout: str) -> None:
    text = f"{rows[0]}<CUT>{words[0]}TERM {rows[1]}(EM)\n<CUT2>{rows[2]} NOTE{words[-1]}"
    extra = (
        layout + omit("exact: <CUT>", "exact: <CUT2>") + "emendations: [{exact: (EM), replacement: 'E`M\\', reason: R}]\n"
    )
    made = established(text, extra)
    assert not made.found
    content = page(made, note("n1", "NOTE"), forms=("TERM",)).content
    assert reading_words(content) == made.text
    roles = [one for part in read_back(content) for one in part.roles]
    assert "1 <n1 " in "".join(one for name, one in roles if name == "note-mark")
    assert [split_role(one)[1] for name, one in roles if name == "emended"] == ["(EM)"]
    assert [one for name, one in roles if name == "anchor"] == [
        f"{block.id} verse" if block.kind.value == "verse" else block.id for block in made.reading.blocks
    ]
