"""A shuffle that anyone can repeat."""

from __future__ import annotations

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotate.shuffle import PAGE, letters, shuffled

_IDS = st.lists(st.text(alphabet="abcdefgh-1", min_size=1, max_size=3), unique=True, max_size=12)


@given(_IDS, st.text(max_size=5), st.text(max_size=8))
def test_it_is_a_permutation_that_the_authors_order_does_not_change(ids: list[str], form: str, item: str) -> None:
    order = shuffled(ids, form, item)
    assert sorted(order) == sorted(ids)
    assert shuffled(reversed(ids), form, item) == order


def test_it_is_the_same_for_ever() -> None:
    """The order is that of a Fisher-Yates shuffle over SHA-256 of form, item and counter; spelled out here."""
    digest = hashlib.sha256(b"A\x1fsld-02\x1f0").digest()
    numbers = [int.from_bytes(digest[at : at + 8], "big") for at in (0, 8, 16)]
    order = ["a", "b", "c", "d"]
    for last, number in zip((3, 2, 1), numbers, strict=True):
        at = number % (last + 1)
        order[last], order[at] = order[at], order[last]
    assert shuffled("dcba", "A", "sld-02") == tuple(order)


def test_another_form_is_another_order_for_most_items() -> None:
    items = [f"item-{number}" for number in range(200)]
    differ = sum(shuffled("abcd", "A", item) != shuffled("abcd", "B", item) for item in items)
    assert differ > 180  # 23 of 24 orders differ


def test_another_item_is_another_order() -> None:
    orders = Counter(shuffled("abc", PAGE, f"item-{number}") for number in range(600))
    assert len(orders) == 6
    assert all(60 < times < 140 for times in orders.values())


def test_form_and_item_are_kept_apart() -> None:
    orders = {(form, item): shuffled("abcdefgh", form, item) for form, item in [("A", "B1"), ("AB", "1"), ("", "AB1")]}
    assert len(set(orders.values())) == 3


def test_letters_follow_the_order() -> None:
    assert letters(["c", "a", "b"]) == {"c": "A", "a": "B", "b": "C"}
    assert list(letters(map(str, range(26))).values())[-1] == "Z"
