"""Quotations over readings: one place, or a finding that says what to type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.anchor import Anchors
from annotate.diagnostics import Diagnostic
from annotate.model import Passage, Selector
from tests.support.texts import PLACE, Established, established, omit, selector

TEXT = "\ufeffOne cat.\n\nTwo  cats\tsit. [ad] Teh end.\r\nA cat is a cat.\nBuy now!\nLast words."
EXTRA = (
    "omissions:\n  - {exact: '[ad] ', kind: other, reason: R}\n  - {exact: Buy now!, kind: other, reason: R}\n"
    "emendations:\n  - {exact: Teh, replacement: The, reason: R}\n"
)


@pytest.fixture(scope="module")
def made() -> Established:
    """A text with cuts and an emendation."""
    return established(TEXT, EXTRA)


def find(made: Established, one: Selector) -> tuple[Passage | None, tuple[Diagnostic, ...]]:
    """Look for a selector in the one reading there is."""
    return Anchors({"t": (made.reading, made.source)}).find(one)


def passage(made: Established, one: Selector) -> Passage:
    """The passage of a selector that must resolve."""
    found, problems = find(made, one)
    assert found is not None and not problems, problems
    return found


@pytest.mark.parametrize(
    ("exact", "stretch", "words", "first", "last"),
    [
        ("One cat.", "One cat.", "One cat.", "p1", "p1"),
        ("Two cats sit.", "Two  cats\tsit.", "Two cats sit.", "p2", "p2"),
        ("Two\ncats sit.", "Two  cats\tsit.", "Two cats sit.", "p2", "p2"),
        ("The end", "Teh end", "The end", "p2", "p2"),
        ("he en", "Teh en", "he en", "p2", "p2"),
        ("sit. The", "sit. [ad] Teh", "sit. The", "p2", "p2"),
        ("cat. Two", "cat.\n\nTwo", "cat. Two", "p1", "p2"),
        ("end. A cat", "end.\r\nA cat", "end. A cat", "p2", "p3"),
        ("is a cat. Last words.", "is a cat.\nBuy now!\nLast words.", "is a cat. Last words.", "p3", "p4"),
        (" Two ", "Two", "Two", "p2", "p2"),
    ],
)
def test_words_of_the_reading_are_found_in_the_source(
    made: Established, exact: str, stretch: str, words: str, first: str, last: str
) -> None:
    found = passage(made, selector(exact))
    assert made.source.text[found.start : found.end] == stretch
    assert (found.words, found.first, found.last) == (words, first, last)


def test_prefix_and_suffix_choose(made: Established) -> None:
    first = passage(made, selector("cat", prefix="A ", suffix=" is"))
    second = passage(made, selector("cat", prefix="is a "))
    assert made.source.text[first.start - 2 : first.start] == "A "
    assert first.start < second.start


def test_omitted_words_are_found_when_they_are_asked_for(made: Established) -> None:
    found = passage(made, selector("Buy now!", omitted=True))
    assert made.source.text[found.start : found.end] == "Buy now!"
    assert (found.first, found.last) == ("", "")


def test_two_stretches_of_omitted_matter_do_not_touch(made: Established) -> None:
    assert find(made, selector("[ad] Buy", omitted=True))[0] is None
    apart = established("a(x) b(y)", omit("exact: (x)", "exact: (y)"))
    assert find(apart, selector("(x)(y)", omitted=True))[0] is None


@pytest.mark.parametrize(
    ("one", "code", "message", "hint"),
    [
        (selector("x", reading="u"), "unknown_reading", "there is no reading 'u'", "Readings: t"),
        (selector("Buy now!"), "in_omitted", "'Buy now!' stands only in matter that 't' omits", "say 'from: omitted', or quote the reading"),
        (selector("One cat.", omitted=True), "not_in_omitted", "'One cat.' stands in the reading of 't', not in omitted matter", "remove 'from: omitted'"),
        (selector("never", omitted=True), "not_in_omitted", "'never' does not stand in 't'", "copy the words from the reading"),
        (selector("Buy it now!", omitted=True), "not_in_omitted", "'Buy it now!' does not stand in 't'", "the text has 'ad] Buy now'"),
        (selector("Teh end."), "source_form", "'Teh end.' stands in the source of 't', but not in its reading", "the reading has 'The end.'"),
        (selector("sit. [ad]"), "source_form", "'sit. [ad]' stands in the source of 't', but not in its reading", "the reading has 'sit. '"),
        (selector("one cat."), "no_match", "'one cat.' does not stand in 't'", "the text has 'One cat.'"),
        (selector("Last word is"), "no_match", "'Last word is' does not stand in 't'", "copy the words from the reading"),
        (selector("One cat.", prefix="x"), "no_match", "'One cat.' does not stand in 't'", "the words stand there, but not with this prefix or suffix"),
        (selector("cat"), "ambiguous", "'cat' stands 4 times in 't'", "lines 1, 3, 4, 4 of the source; for the first, add prefix: \"One \""),
        (selector(" "), "no_match", "' ' does not stand in 't'", "copy the words"),
    ],
)  # fmt: skip
def test_a_selector_that_finds_no_one_place_is_a_finding(
    made: Established, one: Selector, code: str, message: str, hint: str
) -> None:
    found, (problem,) = find(made, one)
    assert found is None
    assert (problem.code.slug, problem.message, problem.place) == (code, message, PLACE)
    assert hint in problem.hint


def test_a_prefix_that_is_proposed_is_one_that_stands_there() -> None:
    made = established("A long first sentence about the cat here. And the cat there.")
    _, (problem,) = find(made, selector("the cat"))
    prefix = problem.hint.split('prefix: "')[1].rstrip('"')
    assert passage(made, selector("the cat", prefix=prefix)).start == made.source.text.index("the cat")


def test_before_the_first_words_a_suffix_is_proposed() -> None:
    made = established("Cat one. Cat two.")
    _, (problem,) = find(made, selector("Cat"))
    assert problem.hint == 'lines 1, 1 of the source; for the first, add suffix: " one. Cat two."'


def test_a_near_reading_is_proposed_by_name(made: Established) -> None:
    anchors = Anchors({"evening": (made.reading, made.source)})
    _, (problem,) = anchors.find(selector("x", reading="evenin"))
    assert problem.hint == "did you mean 'evening'? Readings: evening"


WORDS = st.sampled_from(["a", "b", "(x)", "(y)", "\n", "\n\n", " ", "\u00a0", "Teh", "é"])


@given(st.lists(WORDS, min_size=1, max_size=20), st.data())
def test_any_stretch_of_a_reading_with_its_neighbours_resolves_to_itself(parts: list[str], data: st.DataObject) -> None:
    text = "<start>" + "".join(parts) + "<end>"
    extra = "" if text.count("(x)") != 1 else "omissions: [{exact: (x), kind: other, reason: R}]\n"
    extra += "" if text.count("Teh") != 1 else "emendations: [{exact: Teh, replacement: The one, reason: R}]\n"
    made = established(text, extra)
    folded = Anchors({"t": (made.reading, made.source)}).text("t").folded
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    exact = folded[start:end]
    one = selector(exact, prefix=folded[:start], suffix=folded[end:])
    if not exact.strip():
        assert find(made, one)[0] is None
        return
    found = passage(made, one)
    assert found.words == exact.strip()
    assert 0 <= found.start < found.end <= len(text)
    assert {found.first, found.last} <= set(made.ids)
