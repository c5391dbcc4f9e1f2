"""Exact matching: white space folds, nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.quote import Piece, fold, matches, propose, searchable

WORDS = st.text(st.sampled_from("ab \t\n\r\u00a0\u2003é’"), max_size=30)


def whole(text: str, start: int = 0) -> Piece:
    """A piece that stands for itself."""
    return Piece(text=text, start=start, end=start + len(text))


def found(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[str]:
    """The stretches of the source at which a quotation stands."""
    made = searchable([whole(text)])
    spans = [made.source_span(*one) for one in matches(made, exact, prefix, suffix)]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("space", [" ", "  ", "\t", "\n", "\r\n", "\r", "\f", "\u00a0", "\u2003", "\u2028", "\u3000"])
def test_each_run_of_white_space_counts_as_one_space(space: str) -> None:
    assert found(f"one{space}two three", "one two") == [f"one{space}two"]
    assert found("one two", f"one{space}two") == ["one two"]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Armenian", "armenian"),
        ("it’s", "it's"),
        ("caf\u00e9", "cafe\u0301"),
        ("a–b", "a-b"),
        ("co\u00adop", "coop"),
        ("ab", "a b"),
        ("a\u200bb", "a b"),
    ],
)
def test_nothing_else_is_folded(text: str, exact: str) -> None:
    assert found(text, exact) == []
    assert found(text, text) == [text]


def test_overlapping_occurrences_all_count() -> None:
    assert found("anana", "ana") == ["ana", "ana"]


@pytest.mark.parametrize("exact", ["", " ", "\n\t"])
def test_no_words_stand_nowhere(exact: str) -> None:
    assert found("a b", exact) == []


def test_prefix_and_suffix_choose_among_places() -> None:
    made = searchable([whole("the cat and the cat sat")])
    assert matches(made, "cat") == ((4, 7), (16, 19))
    assert matches(made, "cat", prefix="and the ") == ((16, 19),)
    assert matches(made, "cat", suffix=" and") == ((4, 7),)
    assert matches(made, "cat", prefix="and\n the ", suffix="\tsat") == ((16, 19),)
    assert matches(made, "cat", prefix="dog ") == ()
    assert matches(made, "cat", suffix="and") == ()


def test_a_replaced_stretch_stands_for_its_whole_source() -> None:
    made = searchable([whole("Teh "), Piece(text="new cat", start=4, end=7, replaced=True), whole(" sat", 7)])
    assert made.folded == "Teh new cat sat"
    (place,) = matches(made, "cat sat")
    assert made.source_span(*place) == (4, 11)
    (place,) = matches(made, "Teh new")
    assert made.source_span(*place) == (0, 7)
    (place,) = matches(made, "sat")
    assert made.source_span(*place) == (8, 11)


def test_white_space_folds_across_pieces_and_over_what_is_left_out() -> None:
    made = searchable([whole("one \n"), Piece(text="", start=5, end=9), whole("\n two", 9)])
    assert made.folded == "one two"
    (place,) = matches(made, "one two")
    assert made.source_span(*place) == (0, 14)
    (place,) = matches(made, "two")
    assert made.source_span(*place) == (11, 14)


@given(WORDS)
def test_folding_agrees_with_python_but_for_the_ends(text: str) -> None:
    assert fold(text).strip() == " ".join(text.split())


@given(WORDS, WORDS, WORDS)
def test_a_stretch_is_found_where_it_was_taken(before: str, words: str, after: str) -> None:
    text = before + words + after
    made = searchable([whole(before), whole(words, len(before)), whole(after, len(before) + len(words))])
    assert made.folded == fold(text)
    exact = words.strip()
    spans = [made.source_span(*one) for one in matches(made, exact)]
    start = len(before) + len(words) - len(words.lstrip())
    assert ((start, start + len(exact)) in spans) == bool(exact)
    assert all(fold(text[a:b]) == fold(exact) for a, b in spans)


@given(st.lists(WORDS, max_size=5))
def test_every_folded_character_comes_from_its_own_place(parts: list[str]) -> None:
    text = "".join(parts)
    pieces, at = [], 0
    for part in parts:
        pieces.append(whole(part, at))
        at += len(part)
    made = searchable(pieces)
    for index, character in enumerate(made.folded):
        start, end = made.source_span(index, index + 1)
        assert end == start + 1
        assert fold(text[start]) == character


@pytest.mark.parametrize(
    ("exact", "near"),
    [
        ("it's the cat", "It’s the cat"),
        ("a long-lived cat", "a long–lived cat"),
        ("THE CAT", "the cat"),
        ("a long loved cat", "a long–lived cat"),
        ("completely other words", ""),
        ("", ""),
        ("…", "."),
    ],
)
def test_a_proposal_is_near_or_there_is_none(exact: str, near: str) -> None:
    assert propose(searchable([whole("a long–lived cat. It’s the cat")]), exact) == near


@given(WORDS, WORDS)
def test_a_proposal_stands_in_the_text(text: str, exact: str) -> None:
    made = searchable([whole(text)])
    assert propose(made, exact) in made.folded


def test_a_proposal_stands_in_the_text_though_case_changes_lengths() -> None:
    made = searchable([whole("İİİ the Straße of İzmir")])
    assert propose(made, "THE STRASSE OF IZMIR") in made.folded
    assert propose(made, "the straße of İZMIR") in made.folded
