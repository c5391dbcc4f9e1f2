"""Visible lines to blocks: the plain rules, the layouts, and the editor's word on them."""

from __future__ import annotations

import pytest

from annotate.model import BlockKind
from tests.support.texts import LONG, WRAP, established


def kinds(text: str | bytes, extra: str = "") -> list[tuple[str, str]]:
    """The blocks of a text that is established without a finding."""
    made = established(text, extra)
    assert not made.found, made.found
    return made.kinds


# ---- plain rules --------------------------------------------------------------------------


def test_a_line_is_a_paragraph() -> None:
    assert kinds("One.\nTwo.\n\n\nThree.") == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("paragraph", "Three."),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_at_lf_crlf_and_cr(end: str) -> None:
    assert kinds(f"One.{end}{end}Two.{end}") == [("paragraph", "One."), ("paragraph", "Two.")]


@pytest.mark.parametrize("space", ["\f", "\u2028", "\u0020", "\u00a0", "\t"])
def test_other_white_space_ends_no_line(space: str) -> None:
    assert kinds(f"One.{space}Two.{space}\n{space}Three.") == [
        ("paragraph", "One. Two."),
        ("paragraph", "Three."),
    ]


@pytest.mark.parametrize("line", ["A short line", "2 Security", "Who decides", "Ինչ է սա", "Part (one)"])
def test_a_short_line_over_a_long_one_is_a_heading(line: str) -> None:
    made = established(f"{line}\n{LONG}")
    assert made.kinds == [("heading", line), ("paragraph", LONG)]
    assert made.ids == ["h1", "p1"]
    assert [block.level for block in made.reading.blocks] == [1, 0]


@pytest.mark.parametrize(
    "line",
    [
        "A short line.",
        "A question?"[:-1] + ":",
        "“Quoted”",
        "small first letter",
        "2018 –",
        "1234",
        "A line of more than fifteen words is too long for a heading of any sort at all here",
        "A" * 101,
    ],
)
def test_what_ends_begins_or_runs_on_like_a_sentence_is_no_heading(line: str) -> None:
    assert kinds(f"{line}\n{LONG}")[0] == ("paragraph", line)


def test_a_last_line_or_one_over_a_short_block_is_no_heading() -> None:
    assert kinds(f"{LONG}\nThe end") == [("paragraph", LONG), ("paragraph", "The end")]
    for below in ("Another short line", "A line of more than twice its length, but of few words."):
        assert kinds(f"A short line\n{below}")[0] == ("paragraph", "A short line")


@pytest.mark.parametrize("title", ["The Printed Title", "The  Printed\tTitle"])
def test_the_first_block_that_reads_as_the_printed_title_is_it(title: str) -> None:
    extra = f'title: {{text: "{title.replace(chr(9), " ")}", printed: true}}\n'
    made = established(f"\n{title}\nShort.\nThe Printed Title\n", extra)
    first, second, third = made.reading.blocks
    assert not made.found
    assert (first.is_title, first.kind, first.id, first.level) == (True, BlockKind.HEADING, "h1", 0)
    assert not second.is_title and third.kind is BlockKind.PARAGRAPH


def test_a_title_with_matter_before_it_is_a_heading_like_others() -> None:
    made = established("By N. K.\nThe Title\nShort.", "title: {text: The Title, printed: true}\n")
    assert not made.found
    assert [(one.kind.value, one.is_title, one.level) for one in made.reading.blocks] == [
        ("paragraph", False, 0),
        ("heading", False, 1),
        ("paragraph", False, 0),
    ]


def test_a_printed_title_that_is_no_block_is_a_finding_at_its_place() -> None:
    made = established("The title of it\nText.", "title: {text: The Title, printed: true}\n")
    (one,) = made.found
    assert (one.code.slug, one.place.line, one.place.column) == ("no_match", 3, 15)
    assert one.message == "the printed title 'The Title' is no line of the text that stands by itself"
    (one,) = established("THE TITLE\nText.", "title: {text: The Title, printed: true}\n").found
    assert one.hint == "the text has 'THE TITLE'"


@pytest.mark.parametrize("layout", ["verse", "wrapped"])
def test_title_heading_and_byline_stand_apart_without_a_blank_line(layout: str) -> None:
    poem = "The Title\nby N. K.\nof the ferry\nOne short line,\nanother line.\n\nThird part\nA last line\nof it."
    extra = (
        "title: {text: The Title, printed: true}\n"
        f"structure:\n  layout: {layout}\n  blocks:\n"
        "    - {exact: by N. K. of the ferry, as: byline}\n    - {exact: Third part, as: heading}\n"
    )
    made = established(poem, extra)
    kind = "verse" if layout == "verse" else "paragraph"
    assert not made.found, made.found
    assert made.kinds == [
        ("heading", "The Title"),
        ("byline", "by N. K. of the ferry"),
        (kind, "One short line, another line."),
        ("heading", "Third part"),
        (kind, "A last line of it."),
    ]


def test_a_supplied_title_is_not_looked_for() -> None:
    assert kinds("Supplied\nText.") == [("paragraph", "Supplied"), ("paragraph", "Text.")]


@pytest.mark.parametrize(
    ("first", "second"),
    [("• a", "• b"), ("- a", "- b"), ("* a", "* b"), ("– a", "– b"), ("1. a", "2. b"), ("1) a", "2) b"), ("a) a", "b) b"), ("(a) a", "(b) b"), ("9. a", "10. b")],
)  # fmt: skip
def test_a_marker_next_to_its_like_makes_list_items(first: str, second: str) -> None:
    text = f"Intro.\n{first}\n{second}\n\nOutro."
    expected = [("paragraph", "Intro."), ("list-item", first), ("list-item", second), ("paragraph", "Outro.")]
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Intro.\n• alone\nOutro.",
        "1. one\n2) two",
        "• one\n- two",
        "1.one\n2.two",
        "1990. a\n1991. b",
        "-a\n-b",
    ],
)
def test_a_marker_without_its_like_makes_none(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"paragraph"}


def test_the_marker_stays_in_the_words() -> None:
    assert established("• a\n• b").text == "• a • b"


def test_a_note_of_the_original_is_one_whose_mark_stands_before() -> None:
    made = established("Some text.[1] More.[2]\n[1] First note.\n[2] Second note.\n[3] No mark.")
    assert made.ids == ["p1", "o1", "o2", "p2"]
    assert made.kinds[1] == ("original-note", "[1] First note.")


def test_a_bracket_before_its_only_mark_is_no_note() -> None:
    assert established("[1] First.\nSome text.[1]").ids == ["p1", "p2"]


# ---- layouts ------------------------------------------------------------------------------


def test_wrapped_lines_are_detected_and_joined() -> None:
    text = "\n".join([WRAP] * 6) + "\nshort end.\n\n" + "\n".join([WRAP] * 3)
    assert kinds(text) == [
        ("paragraph", " ".join([WRAP] * 6) + " short end."),
        ("paragraph", " ".join([WRAP] * 3)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([WRAP] * 4),
        "\n".join([WRAP] * 6 + ["x" * 111]),
        "\n".join(["short line"] * 9),
        "\n".join([WRAP, WRAP, "short line"] * 3),
    ],
)
def test_too_few_too_long_or_too_short_lines_are_not_wrapped(text: str) -> None:
    assert len(kinds(text)) == len(text.split("\n"))


def test_a_layout_that_is_given_is_not_guessed() -> None:
    assert kinds("a\nb\n\nc", "structure: {layout: wrapped}") == [("paragraph", "a b"), ("paragraph", "c")]
    assert len(kinds("\n".join([WRAP] * 6), "structure: {layout: lines}")) == 6
    made = established("a\n  b\n\nc", "structure: {layout: verse}")
    assert made.kinds == [("verse", "a b"), ("verse", "c")]
    assert made.ids == ["p1", "p2"]
    assert all(block.line_breaks for block in made.reading.blocks)


def test_wrapped_list_items_and_notes_begin_blocks_without_a_blank_line() -> None:
    text = "Intro[1] that\nwraps:\n1. one\nwraps\n2. two\n[1] note\nwraps\n"
    assert kinds(text, "structure: {layout: wrapped}") == [
        ("paragraph", "Intro[1] that wraps:"),
        ("list-item", "1. one wraps"),
        ("list-item", "2. two"),
        ("original-note", "[1] note wraps"),
    ]


@pytest.mark.parametrize("line", ["5. Later it was", "– and so it", "[7] as others", "* as they"])
def test_a_wrapped_line_that_happens_to_begin_so_stays_in_its_paragraph(line: str) -> None:
    text = f"On the day of May\n{line}\nwent on."
    assert kinds(text, "structure: {layout: wrapped}") == [("paragraph", f"On the day of May {line} went on.")]


# ---- overrides ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [("heading", "h1"), ("paragraph", "p1"), ("list-item", "p1"), ("byline", "b1"), ("quotation", "p1"), ("verse", "p1"), ("original-note", "o1"), ("reference", "r1")],
)  # fmt: skip
def test_an_editor_says_what_a_block_is_and_its_letter_follows(kind: str, name: str) -> None:
    made = established("Some words.\nMore.", f"structure: {{blocks: [{{exact: Some words., as: {kind}}}]}}")
    assert made.kinds[0] == (kind, "Some words.")
    assert made.ids[0] == name


def test_blocks_of_a_letter_are_numbered_in_order() -> None:
    blocks = "".join(f"    - {{exact: {word}., as: {kind}}}\n" for word, kind in [
        ("A", "byline"), ("C", "heading"), ("E", "reference"), ("F", "reference"), ("G", "heading")
    ])  # fmt: skip
    made = established("A.\nB.\nC.\nD.\nE.\nF.\nG.\nH.", f"structure:\n  blocks:\n{blocks}")
    assert made.ids == ["b1", "p1", "h1", "p2", "r1", "r2", "h2", "p3"]


def test_levels_of_headings_never_skip() -> None:
    blocks = "".join(
        f"    - {{exact: {word}, as: heading, level: {level}}}\n"
        for word, level in zip("ABCDE", [3, 3, 1, 2, 5], strict=True)
    )
    made = established("A\nB\nC\nD\nE", f"structure:\n  blocks:\n{blocks}")
    assert [block.level for block in made.reading.blocks] == [1, 2, 1, 2, 3]


def test_an_override_over_several_blocks_holds_for_each() -> None:
    extra = "structure: {blocks: [{first: One, last: Two., as: quotation}]}"
    assert kinds("One.\nTwo.\nThree.", extra) == [
        ("quotation", "One."),
        ("quotation", "Two."),
        ("paragraph", "Three."),
    ]


@pytest.mark.parametrize("where", ["first: One, last: three.", "lines: 1-4, check: two", 'exact: "One two three."'])
def test_joined_lines_are_one_block_blank_lines_and_all(where: str) -> None:
    made = established("One\ntwo\n\nthree.\nFour.", f"structure: {{blocks: [{{{where}, as: paragraph, join: true}}]}}")
    assert made.kinds == [("paragraph", "One two three."), ("paragraph", "Four.")]
    assert made.segments[0] == ("reading", "One\ntwo\n\nthree.")
    assert not made.reading.blocks[0].line_breaks


def test_joined_lines_stand_apart_from_their_neighbours() -> None:
    extra = "structure: {layout: wrapped, blocks: [{exact: b c, as: quotation, join: true}, {exact: d e, as: byline, join: true}]}"
    assert kinds("a\nb\nc\nd\ne\nf", extra) == [
        ("paragraph", "a"),
        ("quotation", "b c"),
        ("byline", "d e"),
        ("paragraph", "f"),
    ]


def test_verse_keeps_its_lines_and_ends_a_stanza_at_a_blank_one() -> None:
    made = established(
        "Prose.\nRoses\n blue\n\nand so\non\nProse.",
        'structure: {blocks: [{first: Roses, last: "on", as: verse}]}',
    )
    assert made.kinds == [
        ("paragraph", "Prose."),
        ("verse", "Roses blue"),
        ("verse", "and so on"),
        ("paragraph", "Prose."),
    ]
    assert [block.line_breaks for block in made.reading.blocks] == [False, True, True, False]


def test_a_word_on_a_block_that_is_not_read_is_a_finding() -> None:
    extra = "omissions: [{exact: Gone., kind: teaser, reason: R}]\nstructure: {blocks: [{exact: Gone., as: byline}]}"
    for text in ("Gone.\nHere.", "Here.\nGone.", "Here.\nGone.\nThere."):
        made = established(text, extra)
        assert made.codes == ["in_omitted"]
        assert made.found[0].place.line == 5


def test_figures_stand_behind_their_block() -> None:
    extra = "structure:\n  figures:\n    - {after: One., text: A chart.}\n    - {after: Two., text: A map.}\n"
    made = established("One. More.\nTwo.\nThree.", extra)
    assert [(one.after, one.figure.text) for one in made.reading.figures] == [
        ("p1", "A chart."),
        ("p2", "A map."),
    ]


def test_a_figure_before_all_that_is_read_is_a_finding() -> None:
    extra = "omissions: [{exact: Gone., kind: teaser, reason: R}]\nstructure: {figures: [{after: Gone., text: A map.}]}"
    assert established("Gone.\nHere.", extra).codes == ["in_omitted"]
