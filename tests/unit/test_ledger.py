"""A source and its establishment to segments: cuts, emendations, and the partition as a whole."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.diagnostics import Code
from annotate.ledger import as_json, pieces, reconstruct
from tests.support.texts import LONG, WRAP, Established, established, omit

# ---- omissions ----------------------------------------------------------------------------


def test_a_cut_within_a_line() -> None:
    made = established("One [ad] two.", omit("exact: '[ad] '"))
    assert made.segments == [("reading", "One "), ("omitted", "[ad] "), ("reading", "two.")]
    assert made.kinds == [("paragraph", "One two.")]
    (cut,) = made.reading.cuts
    assert (cut.inside, cut.after) == (True, "p1")


def test_a_cut_within_a_word_leaves_one_word() -> None:
    assert established("fo[ad]ur", omit("exact: '[ad]'")).text == "four"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[ad] One.\nTwo.", ""),
        ("One. [ad]\nTwo.", "p1"),
        ("One.\n[ad]\nTwo.", "p1"),
        ("One.\nTwo.\n[ad]", "p2"),
    ],
)
def test_a_cut_at_the_end_of_a_block_is_outside_it(text: str, after: str) -> None:
    made = established(text, omit("exact: '[ad]'"))
    assert made.kinds == [("paragraph", "One."), ("paragraph", "Two.")]
    (cut,) = made.reading.cuts
    assert (cut.inside, cut.after) == (False, after)


def test_cuts_at_both_ends_of_a_line_and_next_to_each_other() -> None:
    made = established("(a) (b) One (c)(d)", omit("exact: (a)", "exact: (b)", "exact: (c)", "exact: (d)"))
    assert made.kinds == [("paragraph", "One")]
    assert [kind for kind, _ in made.segments] == [
        "omitted",
        "space",
        "omitted",
        "space",
        "reading",
        "space",
        "omitted",
        "omitted",
    ]
    assert not any(cut.inside for cut in made.reading.cuts)


def test_a_cut_of_whole_lines_takes_no_white_space_around_them() -> None:
    made = established("One.\n\n Stay \nAhead\n\nTwo.", omit("lines: 3-4, check: Stay Ahead"))
    assert made.segments == [
        ("reading", "One."),
        ("space", "\n\n "),
        ("omitted", "Stay \nAhead"),
        ("space", "\n\n"),
        ("reading", "Two."),
    ]


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
    entries = "omissions:\n" + "".join(
        f"  - {{exact: {word}, kind: other, reason: {why}}}\n" for word, why in [("ab", "R"), ("cd", "R"), ("ef", "S")]
    )
    assert established("abcdef gh", entries).segments == [
        ("omitted", "abcd"),
        ("omitted", "ef"),
        ("space", " "),
        ("reading", "gh"),
    ]


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
    assert [(change.start, change.end, change.block) for change in made.reading.changes] == [
        (0, 3, "p1"),
        (8, 15, "p1"),
    ]


def test_an_emendation_that_the_source_has_made_itself_is_told_of() -> None:
    (one,) = established("The cat sat.", "emendations:\n  - {exact: Teh, replacement: The, reason: transposed}\n").found
    assert one.code is Code.NO_MATCH
    assert one.hint == "the source has 'The' already: remove the emendation, if that is the place"


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
LAYOUTS = st.sampled_from(
    ["", "structure: {layout: wrapped}\n", "structure: {layout: verse}\n", "structure: {layout: lines}\n"]
)


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
    for one, other in pairwise(segments):
        same = (one.kind, one.reason) == (other.kind, other.reason)
        assert not same or one.replacement is not None
    for kind, words in made.segments:
        if kind == "space":
            assert not words.removeprefix("\ufeff").strip()
    assert reconstruct(made.reading, made.source) == made.source.data


def check_blocks(made: Established) -> None:
    """Blocks in order, apart, trimmed, numbered by letter, and holding all that is read."""
    blocks, text = made.reading.blocks, made.source.text
    assert all(one.end <= other.start for one, other in pairwise(blocks))
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


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from(" \t\n\r\f"),
        max_size=60,
    ),
    LAYOUTS,
)
def test_any_characters_survive(text: str, layout: str) -> None:
    made = established(text, layout)
    check_partition(made)
    check_blocks(made)
    assert made.text == " ".join(text.removeprefix("\ufeff").split())
