"""Terms, notes, cuts and emendations over a block, and the policy for spans that cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.anchor import Anchors
from annotate.ledger import pieces
from annotate.model import Block, MarkPolicy
from annotate.terms import Lexicon, Use, find_uses
from annotate.weave import (
    CutMark,
    EmendedWords,
    NoteMark,
    Point,
    SicMark,
    TermWords,
    Words,
    Woven,
    mark_offset,
    points_of,
    signs,
    weave,
)
from tests.support.texts import Established, established, omit, selector
from tests.unit.test_terms import term


def marks(made: Established, *quotations: str) -> list[tuple[int, NoteMark]]:
    """The marks of notes on quotations, numbered in the order given."""
    anchors = Anchors({"t": (made.reading, made.source)})
    found = []
    for number, exact in enumerate(quotations, start=1):
        passage, problems = anchors.find(selector(exact))
        assert passage, problems
        at = mark_offset(made.source, passage, made.reading)
        length = signs(made.reading, made.source, passage.start, at)
        found.append((at, NoteMark(note=f"n{number}", number=number, length=length)))
    return found


def woven(made: Established, quotations: tuple[str, ...] = (), forms: tuple[str, ...] = ()) -> tuple[Woven, ...]:
    """The first block, with notes on quotations and every use of a form marked."""
    block = made.reading.blocks[0]
    return weave(block, made.reading, made.source, *shares(made, block, quotations, forms))


def shares(made: Established, block: Block, quotations: tuple[str, ...], forms: tuple[str, ...]) -> tuple[list, list]:
    """The uses and points of a block."""
    lexicon = Lexicon([term(form, form) for form in forms])
    uses = find_uses(made.reading, made.source, lexicon, MarkPolicy.ALL)
    points = points_of(made.reading, marks(made, *quotations))
    return (
        [use for use in uses if use.block == block.id],
        [(at, point) for at, point in points if block.start <= at <= block.end],
    )


def shown(row: tuple[Woven, ...]) -> str:
    """A row as one string: <term>, {emended|source}, ^note, ~ for a cut, ! for sic."""
    parts = []
    for one in row:
        match one:
            case Words():
                parts.append(one.text)
            case TermWords():
                parts.append(f"<{one.text}>")
            case EmendedWords():
                parts.append(f"{{{one.text}|{one.source}}}")
            case NoteMark():
                parts.append(f"^{one.number}")
            case CutMark():
                parts.append("~")
            case SicMark():
                parts.append("!")
    return "".join(parts)


@pytest.mark.parametrize(
    ("text", "quotations", "expected"),
    [
        ("One two three.", (), "One two three."),
        ("One two three.", ("two",), "One two^1 three."),
        ("One two, three.", ("two",), "One two,^1 three."),
        ("One “two.” Three.", ("two",), "One “two.”^1 Three."),
        ("One (two)? Three.", ("two",), "One (two)?^1 Three."),
        ("One ‘two’ three.", ("two",), "One ‘two’^1 three."),
        ("One two’s three.", ("two",), "One two^1’s three."),
        ("One two—three.", ("two",), "One two^1—three."),
        ("One two three.", ("two three.",), "One two three.^1"),
        ("One two three.", ("two", "One two"), "One two^1^2 three."),
        ("One two three.", ("One two", "two three"), "One two^1 three.^2"),
        ("One two three.", ("One two three", "two"), "One two^2 three.^1"),
    ],
)
def test_a_note_mark_is_a_point_behind_its_last_word_so_that_passages_may_cross(
    text: str, quotations: tuple[str, ...], expected: str
) -> None:
    assert shown(woven(established(text), quotations)) == expected


@pytest.mark.parametrize(
    ("text", "extra", "quotation", "forms", "passage"),
    [
        ("One two,\u00a0 three.", "", "One two", (), "Onetwo,"),
        ("One 𝒜 two three.", "", "𝒜 two", (), "𝒜two"),
        ("The Rome Statute of law.", "", "The Rome", ("Rome Statute",), "TheRomeStatute"),
        ("One [ad] two.", omit("exact: '[ad] '"), "One two", (), "Onetwo."),
        ("Teh cat sat.", "emendations: [{exact: Teh, replacement: Thee, reason: R}]\n", "Thee cat", (), "Theecat"),
    ],
)
def test_a_mark_knows_how_many_signs_its_passage_has(
    text: str, extra: str, quotation: str, forms: tuple[str, ...], passage: str
) -> None:
    row = woven(established(text, extra), (quotation,), forms)
    at = next(index for index, one in enumerate(row) if isinstance(one, NoteMark))
    mark, before = row[at], "".join(one.text for one in row[:at] if isinstance(one, Words | TermWords | EmendedWords))
    assert isinstance(mark, NoteMark)
    assert "".join(before.split())[-mark.length :] == passage


@pytest.mark.parametrize(
    ("quotations", "forms", "expected"),
    [
        ((), ("Rome",), "The <Rome> Statute of <Rome>-law."),
        ((), ("Rome", "Rome Statute"), "The <Rome Statute> of <Rome>-law."),
        (("The Rome",), ("Rome Statute",), "The <Rome Statute>^1 of Rome-law."),
        (("The",), ("Rome",), "The^1 <Rome> Statute of <Rome>-law."),
        (("The Rome", "Rome Statute"), ("Rome Statute",), "The <Rome Statute>^1^2 of Rome-law."),
        (("The Rome",), ("Rome",), "The <Rome>^1 Statute of <Rome>-law."),
        (("Rome Statute of",), ("Rome",), "The <Rome> Statute of^1 <Rome>-law."),
    ],
)
def test_a_point_within_a_term_moves_behind_it(quotations: tuple[str, ...], forms: tuple[str, ...], expected: str) -> None:
    assert shown(woven(established("The Rome Statute of Rome-law."), quotations, forms)) == expected


def test_two_marks_before_a_term_that_touches_them_both_stand_before_it() -> None:
    made = established("The pre-Rome law.")
    assert shown(woven(made, ("The pre-", "pre-"), ("Rome",))) == "The pre-^1^2<Rome> law."


EMENDED = "emendations:\n  - {exact: Teh, replacement: The, reason: transposed}\n"
CUT = "omissions:\n  - {exact: '[ad] ', kind: other, reason: R}\n"


def test_an_emended_word_has_its_source_and_beats_a_term() -> None:
    made = established("A Teh cat.", EMENDED)
    assert shown(woven(made, (), ("The cat", "cat"))) == "A {The|Teh} cat."
    assert shown(woven(made, (), ("cat",))) == "A {The|Teh} <cat>."
    (one,) = [one for one in woven(made) if isinstance(one, EmendedWords)]
    assert one.reason == "transposed"


@pytest.mark.parametrize(
    ("exact", "expected"),
    [("A Th", "A {The|Teh}^1 cat."), ("The", "A {The|Teh}^1 cat."), ("A", "A^1 {The|Teh} cat.")],
)
def test_a_point_within_an_emended_word_moves_behind_it(exact: str, expected: str) -> None:
    assert shown(woven(established("A Teh cat.", EMENDED), (exact,))) == expected


def test_a_cut_within_a_block_leaves_a_mark() -> None:
    made = established("One [ad] two.", CUT)
    row = woven(made)
    assert shown(row) == "One ~two."
    assert row[1] == CutMark(cut="omitted-1")
    assert [one.start for one in row if isinstance(one, Words)] == [0, 9]


def test_a_cut_at_the_end_of_a_block_leaves_none() -> None:
    assert shown(woven(established("One two. [ad] ", CUT))) == "One two."


def test_marks_and_terms_around_a_cut() -> None:
    made = established("One [ad] two three.", CUT)
    assert shown(woven(made, ("One two",))) == "One ~two^1 three."
    assert shown(woven(made, ("One",))) == "One^1 ~two three."
    assert shown(woven(made, ("One ",), ("One two",))) == "<One two>^1~ three."
    assert shown(woven(established("One,[ad] two.", CUT), ("One",))) == "One,~^1two."


def test_a_mark_does_not_go_over_punctuation_that_is_cut() -> None:
    made = established("One.) Two.", "omissions: [{exact: ., suffix: ), kind: other, reason: R}]")
    assert shown(woven(made, ("One",))) == "One~^1) Two."


@pytest.mark.parametrize(("prints", "expected"), [("true", "A teh!^1 cat."), ("false", "A teh^1 cat.")])
def test_sic_is_printed_only_where_the_edition_says_so(prints: str, expected: str) -> None:
    extra = f"print-sic: {prints}\nemendations: [{{exact: teh, sic: true, reason: R}}]\n"
    assert shown(woven(established("A teh cat.", extra), ("teh",))) == expected


def test_words_know_where_they_begin_and_keep_their_white_space() -> None:
    made = established("  One\r\n two \t three", "structure: {layout: wrapped}")
    assert woven(made, (), ("two",)) == (
        Words(text="One\r\n ", start=2),
        TermWords(text="two", term="two"),
        Words(text=" \t three", start=11),
    )


def test_a_term_keeps_the_white_space_of_the_source() -> None:
    made = established("A Rome\u00a0Statute.")
    assert woven(made, (), ("Rome Statute",))[1] == TermWords(text="Rome\u00a0Statute", term="Rome Statute")


# ---- whatever is woven, the words are those of the reading ---------------------------------

PARTS = st.lists(
    st.sampled_from(["One", "two", "cat", "Teh", "(ad)", " ", " ", "\n", ",", ".”", "’s", "-"]),
    min_size=1,
    max_size=14,
)


def spoken(row: tuple[Woven, ...]) -> str:
    """The words of a row, its points left out."""
    return "".join(one.text for one in row if isinstance(one, Words | TermWords | EmendedWords))


def quoted(data: st.DataObject, made: Established) -> tuple[str, ...]:
    """Some quotations that stand in a reading just once."""
    folded = Anchors({"t": (made.reading, made.source)}).text("t").folded
    ends = st.integers(0, len(folded))
    drawn = [folded[min(pair) : max(pair)] for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=4))]
    return tuple(one for one in drawn if one.strip() and folded.find(one) == folded.rfind(one))


def _moved(at: int, point: Point, uses: Sequence[Use], made: Established) -> Point:
    """A mark within a term stands behind it, and its passage reaches as far."""
    end = next((use.end for use in uses if use.marked and use.start < at <= use.end), at)
    if isinstance(point, NoteMark) and point.length:
        return replace(point, length=point.length + signs(made.reading, made.source, at, end))
    return point


@given(PARTS, st.data())
def test_joined_words_are_the_reading_of_the_block_and_every_point_is_there(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    extra = "structure: {layout: wrapped}\nprint-sic: true\n"
    if text.count("(ad)") == 1:
        extra += "omissions: [{exact: (ad), kind: other, reason: R}]\n"
    if text.count("Teh") == 1:
        extra += "emendations: [{exact: Teh, replacement: The one, reason: R}]\n"
    elif text.count("cat") == 1:
        extra += "emendations: [{exact: cat, sic: true, reason: R}]\n"
    made = established(text, extra)
    if made.found:
        assert made.codes == ["empty_source"]
        return
    quotations = quoted(data, made)
    for block in made.reading.blocks:
        uses, points = shares(made, block, quotations, ("two cat", "two", "cat", "One"))
        row = weave(block, made.reading, made.source, uses, points)
        read = "".join(piece.text for piece in pieces(made.reading, made.source, block.start, block.end))
        assert spoken(row) == read
        assert [one for one in row if isinstance(one, Point)] == [_moved(at, point, uses, made) for at, point in points]
        assert [one.term for one in row if isinstance(one, TermWords)] == [use.term for use in uses if use.marked]
