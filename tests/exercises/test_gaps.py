"""Quotations with gaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.gaps import GAP, removed_words

QUOTATION = "The river is not a border; it is a meeting place."
FITS = {
    "The river is not a border; it is a ____.": ("meeting place",),
    "The ____ is not a border; it is a meeting ____.": ("river", "place"),
    "____ river is not a border; it is a meeting place.": ("The",),
    "The river is not a border; it is a meeting ____": ("place.",),
    "The river is not a border; it is a ____": ("meeting place.",),
    "____": (QUOTATION,),
    "The  river is\nnot a border; it is a ____.": ("meeting place",),
}
FAILS = (
    QUOTATION,
    "",
    "The river is not a border; it is a meeting place.____",
    "____The river is not a border; it is a meeting place.",
    "The river is no border; it is a ____.",
    "the river is not a border; it is a ____.",
    "The river ____ a ____.",  # the first gap could end at either "a"
    "The river is not a border; it is a ________.",
    "The river is not a border; it is a ___.",
    "____ ____ ____ ____ ____ ____ ____ ____x",
)


@pytest.mark.parametrize("cloze", FITS)
def test_what_was_removed(cloze: str) -> None:
    assert removed_words(QUOTATION, cloze) == FITS[cloze]


@pytest.mark.parametrize("cloze", FAILS)
def test_a_cloze_that_is_not_the_quotation_with_gaps(cloze: str) -> None:
    assert removed_words(QUOTATION, cloze) is None


def test_many_gaps_over_a_long_quotation_are_not_found_by_trial() -> None:
    words = "the cat and the dog and " * 400
    cloze = "____ the ____ and " * 60
    assert removed_words(words, f"{cloze}x") is None  # trying one choice after another would not end
    assert removed_words(words, f"{cloze}____") is None


_WORD = st.text(alphabet="abc,.“”’", min_size=1, max_size=4)


@given(st.lists(_WORD, min_size=2, max_size=12), st.data())
def test_a_gap_in_place_of_words_gives_them_back_or_is_ambiguous(words: list[str], data: st.DataObject) -> None:
    at = sorted(data.draw(st.sets(st.integers(0, len(words) - 1), min_size=1, max_size=3)))
    cloze = " ".join(GAP if index in at else word for index, word in enumerate(words))
    removed = removed_words(" ".join(words), cloze)
    if len(at) == 1:
        assert removed == (words[at[0]],)
    else:
        assert removed in (None, tuple(words[index] for index in at))


@given(st.text(alphabet="ab ", min_size=1, max_size=12), st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_putting_the_words_back_gives_the_quotation(quotation: str, cuts: list[int]) -> None:
    """Gaps may begin and end within a word; a cloze that fits in several ways is none."""
    cloze = quotation
    for start, end in zip(sorted(cuts)[-2::-2], sorted(cuts)[::-1][::2], strict=False):
        cloze = cloze[:start] + GAP + cloze[end:]
    removed = removed_words(quotation, cloze)
    if removed is None:
        return
    parts = cloze.split(GAP)
    assert len(removed) == len(parts) - 1
    bare = "".join("".join(pair) for pair in zip(parts, [*removed, ""], strict=True)).replace(" ", "")
    assert bare == quotation.replace(" ", "")
