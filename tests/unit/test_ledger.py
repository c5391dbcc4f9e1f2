"""A source and its establishment to segments and blocks: rules, overrides, cuts, emendations."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.ledger import as_json, pieces, reconstruct
from annotate.model import BlockKind
from tests.support.texts import Established, established

LONG = "This is a paragraph that goes on for rather more than one hundred characters, so that a short line above it is seen as its heading."
WRAP = "This line of a wrapped paragraph is as wide as its page is,"


def kinds(text: str | bytes, extra: str = "") -> list[tuple[str, str]]:
    """The blocks of a text that is established without a finding."""
    made = established(text, extra)
    assert not made.found, made.found
    return made.kinds


# ---- plain rules --------------------------------------------------------------------------


def test_a_line_is_a_paragraph() -> None:
    assert kinds("One.\nTwo.\n\n\nThree.") == [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_at_lf_crlf_and_cr(end: str) -> None:
    assert kinds(f"One.{end}{end}Two.{end}") == [("paragraph", "One."), ("paragraph", "Two.")]


@pytest.mark.parametrize("space", ["\f", "\u2028", "\u0020", "\u00a0", "\t"])
def test_other_white_space_ends_no_line(space: str) -> None:
    assert kinds(f"One.{space}Two.{space}\n{space}Three.") == [("paragraph", "One. Two."), ("paragraph", "Three.")]


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
    assert kinds("A short line\nAnother short line")[0] == ("paragraph", "A short line")


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
    assert one.message == "the printed title 'The Title' is no block of the text"


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


@pytest.mark.parametrize("text", ["Intro.\n• alone\nOutro.", "1. one\n2) two", "• one\n- two", "1.one\n2.two", "1990. a\n1991. b", "-a\n-b"])
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
    assert kinds(text) == [("paragraph", " ".join([WRAP] * 6) + " short end."), ("paragraph", " ".join([WRAP] * 3))]


@pytest.mark.parametrize("text", ["\n".join([WRAP] * 4), "\n".join([WRAP] * 6 + ["x" * 111]), "\n".join(["short line"] * 9)])
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
    blocks = "".join(f"    - {{exact: {word}, as: heading, level: {level}}}\n" for word, level in zip("ABCDE", [3, 3, 1, 2, 5], strict=True))
    made = established("A\nB\nC\nD\nE", f"structure:\n  blocks:\n{blocks}")
    assert [block.level for block in made.reading.blocks] == [1, 2, 1, 2, 3]


def test_an_override_over_several_blocks_holds_for_each() -> None:
    extra = "structure: {blocks: [{first: One, last: Two., as: quotation}]}"
    assert kinds("One.\nTwo.\nThree.", extra) == [("quotation", "One."), ("quotation", "Two."), ("paragraph", "Three.")]


@pytest.mark.parametrize("where", ["first: One, last: three.", "lines: 1-4, check: two", "exact: \"One two three.\""])
def test_joined_lines_are_one_block_blank_lines_and_all(where: str) -> None:
    made = established("One\ntwo\n\nthree.\nFour.", f"structure: {{blocks: [{{{where}, as: paragraph, join: true}}]}}")
    assert made.kinds == [("paragraph", "One two three."), ("paragraph", "Four.")]
    assert made.segments[0] == ("reading", "One\ntwo\n\nthree.")
    assert not made.reading.blocks[0].line_breaks


def test_joined_lines_stand_apart_from_their_neighbours() -> None:
    extra = "structure: {layout: wrapped, blocks: [{exact: b c, as: quotation, join: true}, {exact: d e, as: byline, join: true}]}"
    assert kinds("a\nb\nc\nd\ne\nf", extra) == [("paragraph", "a"), ("quotation", "b c"), ("byline", "d e"), ("paragraph", "f")]


def test_verse_keeps_its_lines_and_ends_a_stanza_at_a_blank_one() -> None:
    made = established("Prose.\nRoses\n blue\n\nand so\non\nProse.", "structure: {blocks: [{first: Roses, last: \"on\", as: verse}]}")
    assert made.kinds == [("paragraph", "Prose."), ("verse", "Roses blue"), ("verse", "and so on"), ("paragraph", "Prose.")]
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
    assert [(one.after, one.figure.text) for one in made.reading.figures] == [("p1", "A chart."), ("p2", "A map.")]


def test_a_figure_before_all_that_is_read_is_a_finding() -> None:
    extra = "omissions: [{exact: Gone., kind: teaser, reason: R}]\nstructure: {figures: [{after: Gone., text: A map.}]}"
    assert established("Gone.\nHere.", extra).codes == ["in_omitted"]


# ---- omissions ----------------------------------------------------------------------------


def omit(*entries: str) -> str:
    """The YAML of omissions, each `where` with a kind and its number as reason."""
    rows = [f"  - {{{where}, kind: other, reason: R{index}}}\n" for index, where in enumerate(entries, start=1)]
    return "omissions:\n" + "".join(rows)


def test_a_cut_within_a_line() -> None:
    made = established("One [ad] two.", omit("exact: '[ad] '"))
    assert made.segments == [("reading", "One "), ("omitted", "[ad] "), ("reading", "two.")]
    assert made.kinds == [("paragraph", "One two.")]
    (cut,) = made.reading.cuts
    assert (cut.inside, cut.after) == (True, "p1")


def test_a_cut_within_a_word_leaves_one_word() -> None:
    assert established("fo[ad]ur", omit("exact: '[ad]'")).text == "four"


@pytest.mark.parametrize(("text", "after"), [("[ad] One.\nTwo.", ""), ("One. [ad]\nTwo.", "p1"), ("One.\n[ad]\nTwo.", "p1"), ("One.\nTwo.\n[ad]", "p2")])
def test_a_cut_at_the_end_of_a_block_is_outside_it(text: str, after: str) -> None:
    made = established(text, omit("exact: '[ad]'"))
    assert made.kinds == [("paragraph", "One."), ("paragraph", "Two.")]
    (cut,) = made.reading.cuts
    assert (cut.inside, cut.after) == (False, after)


def test_cuts_at_both_ends_of_a_line_and_next_to_each_other() -> None:
    made = established("(a) (b) One (c)(d)", omit("exact: (a)", "exact: (b)", "exact: (c)", "exact: (d)"))
    assert made.kinds == [("paragraph", "One")]
    assert [kind for kind, _ in made.segments] == ["omitted", "space", "omitted", "space", "reading", "space", "omitted", "omitted"]
    assert not any(cut.inside for cut in made.reading.cuts)


def test_a_cut_of_whole_lines_takes_no_white_space_around_them() -> None:
    made = established("One.\n\n Stay \nAhead\n\nTwo.", omit("lines: 3-4, check: Stay Ahead"))
    assert made.segments == [("reading", "One."), ("space", "\n\n "), ("omitted", "Stay \nAhead"), ("space", "\n\n"), ("reading", "Two.")]


def test_a_cut_from_first_words_through_last_words() -> None:
    made = established("One. Stay\nahead in\nyour inbox. Two.", omit("first: Stay, last: inbox."))
    assert made.kinds == [("paragraph", "One."), ("paragraph", "Two.")]


def test_the_last_words_are_looked_for_behind_the_first() -> None:
    made = established("inbox. One. Stay inbox. Two.", omit("first: Stay, last: inbox."))
    assert made.text == "inbox. One. Two."


def test_a_cut_inside_a_wrapped_paragraph_does_not_end_it() -> None:
    made = established(f"{WRAP}\nADVERT\n{WRAP}\n\nTwo.", omit("exact: ADVERT") + "structure: {layout: wrapped}\n")
    assert made.kinds == [("paragraph", f"{WRAP} {WRAP}"), ("paragraph", "Two.")]
    (cut,) = made.reading.cuts
    assert (cut.inside, cut.after) == (True, "p1")


def test_a_cut_between_wrapped_paragraphs_does_not_join_them() -> None:
    made = established("One.\n\nADVERT\n\nTwo.", omit("exact: ADVERT") + "structure: {layout: wrapped}\n")
    assert made.kinds == [("paragraph", "One."), ("paragraph", "Two.")]


def test_neighbours_of_equal_kind_and_reason_are_one_segment() -> None:
    entries = "omissions:\n" + "".join(f"  - {{exact: {word}, kind: other, reason: {why}}}\n" for word, why in [("ab", "R"), ("cd", "R"), ("ef", "S")])
    assert established("abcdef gh", entries).segments == [("omitted", "abcd"), ("omitted", "ef"), ("space", " "), ("reading", "gh")]


@pytest.mark.parametrize(
    ("entry", "code", "message", "hint"),
    [
        ("exact: absent", "no_match", "'absent' does not stand in the source", "copy the words from the source"),
        ("exact: two three for", "no_match", "'two three for' does not stand in the source", "the source has 'two three four'"),
        ("exact: \"it's\"", "no_match", "'it's' does not stand in the source", "the source has 'it’s'"),
        ("exact: one", "ambiguous", "'one' stands 2 times in the source", "lines 1, 2; lengthen it, or add prefix or suffix"),
        ("exact: two, prefix: 'x '", "no_match", "'two' does not stand in the source", "the words stand there, but not with this prefix or suffix"),
        ("first: four, last: two", "no_match", "'two' stands in the source, but not behind the first words", "put 'first' and 'last' in their order"),
        ("first: two, last: one", "no_match", "'one' stands in the source, but not behind the first words", "put 'first'"),
        ("lines: 2-4, check: it", "bad_lines", "lines 2-4 are not in the file", "the file has 3 lines"),
        ("lines: 2-1, check: it", "bad_lines", "lines 2-1 are not in the file", "the file has 3 lines"),
        ("lines: 0, check: it", "bad_lines", "lines 0-0 are not in the file", "the file has 3 lines"),
        ("lines: 1, check: four", "bad_lines", "the check words 'four' do not stand in lines 1-1", "they stand in line 3"),
        ("lines: 1, check: never", "bad_lines", "the check words 'never' do not stand in lines 1-1", "they stand nowhere in the file"),
    ],
)  # fmt: skip
def test_an_omission_that_cannot_be_placed_is_reported_and_left_out(entry: str, code: str, message: str, hint: str) -> None:
    made = established("one one\none it’s two\nthree four".replace("one one", "one", 1), omit(entry))
    assert [(one.code.slug, one.message) for one in made.found] == [(code, message)]
    assert hint in made.found[0].hint
    assert made.found[0].place.line == 5
    assert made.text == "one one it’s two three four"
    assert reconstruct(made.reading, made.source) == made.source.data


def test_a_text_of_which_nothing_is_read_is_a_finding() -> None:
    for text, extra in (("", ""), (" \r\n\f", ""), ("\ufeff", ""), ("Gone.", omit("exact: Gone."))):
        made = established(text, extra)
        assert made.codes == ["empty_source"]
        assert made.reading.blocks == ()
        assert reconstruct(made.reading, made.source) == made.source.data


# ---- emendations --------------------------------------------------------------------------


def test_an_emendation_and_a_slip_left_standing() -> None:
    extra = "emendations:\n  - {exact: Teh, replacement: The, reason: transposed}\n  - {exact: sat sat, sic: true, reason: twice}\n"
    made = established("Teh cat sat sat.", extra)
    assert not made.found
    assert made.text == "The cat sat sat."
    rows = as_json([(made.reading, made.source)])["texts"][0]["segments"]
    assert rows == [
        {"start": 0, "end": 3, "kind": "emended", "reason": "transposed", "replacement": "The"},
        {"start": 3, "end": 8, "kind": "reading", "reason": None, "replacement": None},
        {"start": 8, "end": 15, "kind": "reading", "reason": "twice", "replacement": None},
        {"start": 15, "end": 16, "kind": "reading", "reason": None, "replacement": None},
    ]
    assert [(change.start, change.end, change.block) for change in made.reading.changes] == [(0, 3, "p1"), (8, 15, "p1")]


def test_an_emendation_must_stand_within_one_block() -> None:
    made = established("One two\nthree.", "emendations: [{exact: two three, replacement: x, reason: R}]")
    assert made.codes == ["crosses_blocks"]
    assert made.text == "One two three."


def test_what_claims_claimed_characters_is_reported_and_left_out() -> None:
    changes = "emendations: [{exact: one, replacement: x, reason: R}, {exact: four, sic: true, reason: R}]\n"
    made = established("one two\nthree four", omit("exact: one two", "exact: three four") + changes)
    assert made.codes == ["overlap", "overlap"]
    assert [one.hint for one in made.found] == [f"they begin at {at} of the source" for at in ("1:1", "2:7")]
    assert made.text == "x two"


# ---- the ledger as a whole ----------------------------------------------------------------


def test_a_byte_order_mark_is_space_and_no_word() -> None:
    made = established("\ufeffOne \ufeff two.")
    assert made.segments == [("space", "\ufeff"), ("reading", "One \ufeff two.")]
    assert made.text == "One \ufeff two."


def test_the_json_has_the_shape_of_the_contract() -> None:
    made = established("\ufeffé One.\n", omit("exact: One."))
    data = "\ufeffé One.\n".encode()
    assert json.loads(json.dumps(as_json([(made.reading, made.source)]))) == {
        "texts": [
            {
                "id": "t",
                "file": "seeds/t.txt",
                "sha256": hashlib.sha256(data).hexdigest(),
                "length": 8,
                "segments": [
                    {"start": 0, "end": 1, "kind": "space", "reason": None, "replacement": None},
                    {"start": 1, "end": 2, "kind": "reading", "reason": None, "replacement": None},
                    {"start": 2, "end": 3, "kind": "space", "reason": None, "replacement": None},
                    {"start": 3, "end": 7, "kind": "omitted", "reason": "R1", "replacement": None},
                    {"start": 7, "end": 8, "kind": "space", "reason": None, "replacement": None},
                ],
            }
        ]
    }


LINES = st.lists(
    st.sampled_from(["", " ", "\f", "One.", "Title", "• a", "1. b", "[1] n", "x[1]", "<AD>", "a <AD> b", "<AD> c", "d<AD>", "(EM) e", "\u00a0f", WRAP, LONG]),
    max_size=12,
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
LAYOUTS = st.sampled_from(["", "structure: {layout: wrapped}\n", "structure: {layout: verse}\n", "structure: {layout: lines}\n"])


def numbered(text: str, what: str) -> tuple[str, list[str]]:
    """Give each `what` a number of its own, so that it can be quoted; return them."""
    head, *rest = text.split(what)
    words = [f"{what[0]}{index}{what[1:]}" for index in range(len(rest))]
    return head + "".join(word + tail for word, tail in zip(words, rest, strict=True)), words


def established_lines(rows: list[str], end: str, layout: str, mark: str) -> Established:
    """Establish lines in which each <AD> is cut and each (EM) emended."""
    text, cuts = numbered(mark + end.join(rows), "<AD>")
    text, changes = numbered(text, "(EM)")
    extra = layout
    if cuts:
        extra += omit(*(f"exact: '{word}'" for word in cuts))
    if changes:
        extra += "emendations:\n" + "".join(f"  - {{exact: '{word}', replacement: EM, reason: R}}\n" for word in changes)
    return established(text, extra)


def check_partition(made: Established) -> None:
    """Every character in one segment, merged, and what is called space is space."""
    text, segments = made.source.text, made.reading.segments
    assert [one.start for one in segments] == [0, *(one.end for one in segments)][: len(segments)]
    assert (segments[-1].end if segments else 0) == len(text)
    assert all(one.start < one.end for one in segments)
    for one, other in zip(segments, segments[1:], strict=False):
        same = (one.kind, one.reason) == (other.kind, other.reason)
        assert not same or one.replacement is not None
    for kind, words in made.segments:
        if kind == "space":
            assert not words.removeprefix("\ufeff").strip()
    assert reconstruct(made.reading, made.source) == made.source.data


def check_blocks(made: Established) -> None:
    """Blocks in order, apart, trimmed, numbered by letter, and holding all that is read."""
    blocks, text = made.reading.blocks, made.source.text
    assert all(one.end <= other.start for one, other in zip(blocks, blocks[1:], strict=False))
    counts: dict[str, int] = {}
    for block in blocks:
        words = text[block.start : block.end]
        assert words and words == words.strip()
        letter = block.id[0]
        counts[letter] = counts.get(letter, 0) + 1
        assert block.id == f"{letter}{counts[letter]}"
    read = "".join(piece.text for block in blocks for piece in pieces(made.reading, made.source, block.start, block.end))
    assert "".join(read.split()) == "".join(made.text.split())


@given(LINES, ENDS, LAYOUTS, st.sampled_from(["", "\ufeff"]))
@example(["a <AD> b", "<AD>", "(EM) e"], "\r\n", "structure: {layout: wrapped}\n", "\ufeff")
def test_the_ledger_covers_any_text_once(rows: list[str], end: str, layout: str, mark: str) -> None:
    made = established_lines(rows, end, layout, mark)
    assert set(made.codes) <= {"empty_source"}
    check_partition(made)
    check_blocks(made)
    expected = " ".join(end.join(rows).replace("<AD>", "").replace("(EM)", "EM").split())
    assert made.text == expected


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from(" \t\n\r\f"), max_size=60), LAYOUTS)
def test_any_characters_survive(text: str, layout: str) -> None:
    made = established(text, layout)
    check_partition(made)
    check_blocks(made)
    assert made.text == " ".join(text.removeprefix("\ufeff").split())
