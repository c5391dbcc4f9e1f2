"""The page grades as the keys were proved: the same responses, the same scores."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from annotate.bodies import (
    ChoiceBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    TextEntryBody,
)
from annotate.build import assemble_project
from annotate.items import Item, ItemType, Key, Response
from annotate.myst.exercises import practice_data, printed_response
from annotate.prove import grade, parse
from annotate.shuffle import PAGE, letters, shuffled
from tests.conftest import Built
from tests.exercises.support import response, well_formed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPEN = (ItemType.SHORT_ANSWER, ItemType.EXTENDED_TEXT)
GRADED = [one.value for one in ItemType if one not in OPEN]
Graded = dict[str, tuple[Item, Key]]


@pytest.fixture(scope="module")
def all_items(edition: Built) -> list[Item]:
    """Every item, read as for the student's edition."""
    made, _ = assemble_project(edition.root, keys=False)
    assert made is not None
    return [item for one in made.sets for item in one.items]


@pytest.fixture(scope="module")
def graded(all_items: list[Item]) -> Graded:
    """The practice items that the page can grade, with their keys."""
    found: Graded = {}
    for item in all_items:
        if item.is_practice and item.type not in OPEN:
            assert item.key is not None
            key = parse(item, item.key)
            assert key is not None
            found[item.id] = (item, key)
    return found


@pytest.fixture(scope="module")
def page(browser: Browser, edition: Built) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((edition.html / "exercises.html").as_uri())
    opened.wait_for_function("window.reader.practice")
    yield opened
    context.close()


def _as_given(item: Item, written: Any) -> Any:
    """Return a response in the letters of the page, whatever it holds; the program's parser is not asked."""
    match item.body:
        case ChoiceBody(choices=entries) | HottextBody(candidates=entries) | OrderBody(entries=entries):
            printed = letters(shuffled((one.id for one in entries), PAGE, item.id))
            return [printed.get(one, f"?{one}") for one in ([written] if isinstance(written, str) else written)]
        case MatchBody(rows=rows, choices=entries):
            printed = letters(shuffled((one.id for one in entries), PAGE, item.id))
            return _by_row(written, shuffled((row.id for row in rows), PAGE, f"{item.id} rows"), printed)
        case GridBody(rows=rows, columns=columns):
            return _by_row(written, [row.reading for row in rows], {one.value: one.value for one in columns})
        case TextEntryBody():
            return [written] if isinstance(written, str) else list(written)
    return written


def _by_row(written: Any, rows: Any, printed: dict[str, str]) -> Any:
    if isinstance(written, str):
        return [f"?{written}"]
    pairs = dict(one if isinstance(one, tuple) else (one, "?") for one in written)
    more = [name for name in pairs if name not in rows]
    return [printed.get(pairs.get(name, ""), "") for name in rows] + more


def _agree(page: Page, cases: list[tuple[Item, Key, Response]]) -> None:
    given = [[item.id, _as_given(item, one.written)] for item, _, one in cases]
    found = page.evaluate("cases => cases.map(([id, given]) => window.reader.practice.grade(id, given))", given)
    for (item, key, one), result in zip(cases, found, strict=True):
        score = grade(item, key, one)
        state = "unread" if parse(item, one) is None else "right" if score == 1 else "wrong"
        assert (result["state"], result["score"]) == (state, pytest.approx(score)), (item.id, one.written)


def test_every_type_is_practised(graded: Graded) -> None:
    assert {item.type.value for item, _ in graded.values()} == set(GRADED)


def test_every_sample_is_graded_alike(page: Page, graded: Graded) -> None:
    cases = [
        (item, key, one)
        for item, key in graded.values()
        for one in (*item.responses.right, *item.responses.wrong, *item.responses.invalid)
    ]
    states = [parse(item, one) is None for item, _, one in cases]
    assert len(cases) > 100 and any(states)
    _agree(page, cases)


@pytest.mark.parametrize("kind", GRADED)
def test_every_well_formed_and_every_blank_response_is_graded_alike(page: Page, graded: Graded, kind: str) -> None:
    cases = [
        (item, key, one)
        for item, key in graded.values()
        if item.type.value == kind
        for one in (*well_formed(item, 200), response(""), response(" "), response([]))
    ]
    assert len(cases) > 4
    _agree(page, cases)


_CHANGES = (
    str.upper, str.lower, str.title, lambda words: f" {words}\u00a0 ", lambda words: f"{words}.", lambda words: f"{words}...",
    lambda words: words.replace(" ", " \u2003\n"), lambda words: words.replace("’", "'"), lambda words: words.replace("-", "–"),
    lambda words: f"{words}ß", lambda words: words.replace("ss", "ẞ"), lambda words: words.replace("ss", "ß"), lambda words: words.replace("s", "ſ"),
    lambda words: words.replace("i", "ı"), lambda words: words.replace("k", "\u212a"), lambda words: f"“{words}”",
    lambda words: words[:-1], lambda words: f".{words}", lambda words: f"{words}\u200b", lambda words: f"{words}\ufeff",
)  # fmt: skip


def test_words_are_compared_alike(page: Page, graded: Graded) -> None:
    cases = []
    for item, key in graded.values():
        if isinstance(item.body, TextEntryBody) and isinstance(key, tuple):
            words = [*item.body.accept, *[()] * len(key)]
            for change in _CHANGES:
                for one in ([str(each) for each in key], [*words[0][:1], *map(str, key[1:])]):
                    cases.append((item, key, response([change(each) for each in one])))
    assert {0.0, 1.0} <= {grade(*case) for case in cases}
    _agree(page, cases)


def test_numbers_are_compared_alike_to_the_last_decimal(page: Page, graded: Graded) -> None:
    cases = []
    for item, key in graded.values():
        if isinstance(item.body, NumericBody):
            within = item.body.arithmetic.tolerance
            for change in (within, -within, within * 2, within + type(within)("0.000000001"), -within - type(within)("0.1")):
                number = key + change  # type: ignore[operator]
                cases += [
                    (item, key, response(form))
                    for form in (f"{number:f}", f"+{number:f}", f"{number:,f}", f" {number:.12f} ")
                ]
            for words in ("1,16", "1,160,00", "12.", ".5", "1e3", "--1", "1 160", f"{key} years", "-", "1,160.50"):
                cases.append((item, key, response(words)))
    assert {grade(*case) for case in cases} == {0.0, 1.0}
    _agree(page, cases)


def test_a_listed_mistake_gives_its_reason_and_another_wrong_answer_none(page: Page, graded: Graded) -> None:
    told = 0
    for item, _ in graded.values():
        for mistake in item.mistakes:
            if parse(item, mistake.response) is None:
                continue
            given = [item.id, _as_given(item, mistake.response.written)]
            result = page.evaluate("([id, given]) => window.reader.practice.grade(id, given)", given)
            assert result["state"] == "wrong"
            assert result["reason"] in [one.reason for one in item.mistakes]
            told += 1
    assert told > 20


def test_the_page_holds_data_of_practice_items_only(edition: Built, all_items: list[Item], graded: Graded) -> None:
    html = (edition.html / "exercises.html").read_text(encoding="utf-8")
    (block,) = re.findall(r'<script type="application/json" id="practice-data">(.*?)</script>', html, re.DOTALL)
    data = json.loads(block)
    assert data.keys() == graded.keys()
    assert all(data[name]["key"] == printed_response(item, key) for name, (item, key) in graded.items())
    assigned = [item for item in all_items if not item.is_practice]
    assert len(assigned) > 20
    assert not [item.id for item in assigned if f'"{item.id}"' in block]


def test_controls_of_assigned_items_are_the_same_whatever_their_key_and_evidence(edition: Built) -> None:
    """With keys read, as in the instructor's edition, the data of the page are the same."""
    student, _ = assemble_project(edition.root, keys=False)
    instructor, _ = assemble_project(edition.root, keys=True)
    assert student is not None and instructor is not None
    assert practice_data(student) == practice_data(instructor)
