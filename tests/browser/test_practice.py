"""Exercises are answered in the page: checked, kept on the device, copied; with the keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL, Visit
from tests.browser.test_axe import violations
from tests.conftest import Built

pytestmark = pytest.mark.browser
RIGHT, WRONG, UNREAD = "✓ Right.", "✗ Not yet.", "? This cannot be read"
TYPES = ["choice", "true_false", "text_entry", "numeric", "order", "match", "hottext", "grid"]


@pytest.fixture(scope="module")
def data(edition: Built) -> dict[str, Any]:
    """What the page grades by."""
    html = (edition.html / "exercises.html").read_text(encoding="utf-8")
    found = re.search(r'id="practice-data">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def _items(page: Page, kind: str, use: str = "practice") -> Locator:
    return page.locator(f'section.item[data-type="{kind}"][data-use="{use}"]')


def _key(item: Locator, data: dict[str, Any]) -> Any:
    return data[(item.get_attribute("id") or "").removeprefix("item-")]["key"]


def _answer(item: Locator, kind: str, response: Any) -> None:
    """Give a response by its controls."""
    if kind in ("choice", "true_false"):
        for value in [response] if isinstance(response, str) else response:
            item.locator(f'input[value="{value}"]').check()
    elif kind in ("text_entry", "numeric"):
        for field, words in zip(
            item.locator('input[type="text"]').all(), [response] if isinstance(response, str) else response, strict=True
        ):
            field.fill(words)
    elif kind == "match":
        for field, letter in zip(item.locator("select").all(), response, strict=True):
            field.select_option(letter)
    elif kind == "hottext":
        for letter in response:
            item.locator(".phrases button", has_text=re.compile(f"^{letter} ")).click()
    elif kind == "grid":
        for row, column in zip(item.locator(".grid-row").all(), response, strict=True):
            row.locator(f'input[value="{column}"]').check()
    elif kind == "order":
        for place, letter in enumerate(response):
            while item.locator("ol > li strong").all_inner_texts().index(letter) > place:
                item.get_by_role("button", name=f"Move {letter} up").click()


def _other(item: Locator, kind: str, key: Any) -> Any:
    """Return a response that is not the key."""
    if kind in ("choice", "hottext"):
        letters = item.locator("ul strong").all_inner_texts()
        return [next(one for one in letters if one not in key)]
    if kind == "true_false":
        return "false" if key == "true" else "true"
    if kind == "order":
        return key[::-1]
    if kind in ("match", "grid"):
        values = [one for one in dict.fromkeys(key) if one != key[0]]
        return [values[0], *key[1:]]
    return "123456" if kind == "numeric" else ["nothing of the kind"] * len(key)


def _both(item: Locator, kind: str, data: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    key = _key(item, data)
    yield _other(item, kind, key), WRONG
    yield key, RIGHT


@pytest.mark.parametrize("kind", TYPES)
def test_wrong_then_again_then_right(visit: Visit, data: dict[str, Any], kind: str) -> None:
    page = visit("exercises.html")
    item = _items(page, kind).first
    feedback = item.get_by_role("status")
    again = item.get_by_role("button", name="Try again")
    expect(again).to_be_hidden()
    for response, verdict in _both(item, kind, data):
        _answer(item, kind, response)
        item.get_by_role("button", name="Check").click()
        expect(feedback).to_contain_text(verdict)
        again.click()
        expect(feedback).to_have_text("")
        expect(again).to_be_hidden()
        assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("document.activeElement.closest('section').id") == item.get_attribute("id")


@pytest.mark.parametrize("kind", [one for one in TYPES if one != "order"])
def test_nothing_given_is_not_called_wrong(visit: Visit, kind: str) -> None:
    item = _items(visit("exercises.html"), kind).first
    item.get_by_role("button", name="Check").click()
    expect(item.get_by_role("status")).to_contain_text(UNREAD)


def test_a_listed_mistake_is_explained(visit: Visit, data: dict[str, Any]) -> None:
    page = visit("exercises.html")
    item = _items(page, "numeric").first
    response, reason = data[(item.get_attribute("id") or "").removeprefix("item-")]["mistakes"][0]
    _answer(item, "numeric", response)
    item.get_by_role("button", name="Check").click()
    expect(item.get_by_role("status")).to_have_text(f"{WRONG} {reason}")
    item.locator("input").fill("something")
    expect(item.get_by_role("status")).to_have_text("")
    item.locator("input").press("Enter")
    expect(item.get_by_role("status")).to_contain_text(UNREAD)


def test_answers_are_kept_and_copied_with_their_numbers(visit: Visit, data: dict[str, Any]) -> None:
    page = visit("exercises.html", permissions=["clipboard-read", "clipboard-write"])
    numbers = {}
    for kind in TYPES:
        item = _items(page, kind).first
        _answer(item, kind, _key(item, data))
        numbers[kind] = item.get_attribute("data-number")
    essay = _items(page, "extended_text", "assigned").first
    essay.locator("textarea").fill("One line.\nAnother <b>line</b>.")
    noted = _items(page, "true_false", "assigned").first
    noted.get_by_label("True").check()
    before = page.evaluate("window.reader.practice.asText()")
    page.reload()
    page.wait_for_function("window.reader.practice")
    assert page.evaluate("window.reader.practice.asText()") == before
    assert essay.locator("textarea").input_value() == "One line.\nAnother <b>line</b>."
    page.get_by_role("button", name="Copy my answers").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == before
    lines = copied.splitlines()
    assert f"{noted.get_attribute('data-number')}. true" in lines
    at = lines.index(f"{essay.get_attribute('data-number')}. One line.")
    assert lines[at + 1] == "   Another <b>line</b>."
    assert all(any(line.startswith(f"{number}. ") for line in lines) for number in numbers.values())
    order = _items(page, "order").first
    assert f"{numbers['order']}. {', '.join(_key(order, data))}" in lines
    without = re.search(r"Not answered: (.*)", copied)
    assert without and len(without[1].split(", ")) == page.locator("section.item").count() - len(TYPES) - 2


def test_an_answer_to_other_words_is_not_shown(visit: Visit) -> None:
    page = visit("exercises.html")
    item = _items(page, "true_false").first
    item.get_by_label("True").check()
    page.evaluate(
        """() => { const name = Object.keys(localStorage)[0], kept = JSON.parse(localStorage[name]);
            for (const one of Object.values(kept)) one.to += 1;
            localStorage[name] = JSON.stringify(kept); }"""
    )
    page.reload()
    expect(item.get_by_label("True")).not_to_be_checked()


def test_what_is_stored_can_be_anything_or_nothing(visit: Visit) -> None:
    page = visit("exercises.html")
    _items(page, "true_false").first.get_by_label("True").check()
    for words in ("{", "null", "7", '"x"', "[]", '{"evn-01": null}'):
        page.evaluate("words => { localStorage[Object.keys(localStorage)[0]] = words; }", words)
        page.reload()
        expect(page.get_by_role("button", name="Copy my answers")).to_be_visible()
    page.context.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem']) { const as = Storage.prototype[name];"
        " Storage.prototype[name] = function (key, ...rest) { if (key.startsWith('reader-')) throw new Error('full'); return as.call(this, key, ...rest); }; }"
    )
    page.reload()
    item = _items(page, "true_false").first
    item.get_by_label("True").check()
    item.get_by_role("button", name="Check").click()
    expect(item.get_by_role("status")).not_to_have_text("")


def test_assigned_items_have_controls_and_no_check(visit: Visit) -> None:
    page = visit("exercises.html")
    assigned = page.locator('section.item[data-use="assigned"]')
    assert assigned.count() > 20
    for item in assigned.all():
        assert item.locator("input, select, textarea, .phrases button, .moves button").count() > 0
        assert item.get_by_role("button", name="Check").count() == 0
    field = _items(page, "numeric", "assigned").first.locator("input")
    field.fill("7")
    field.press("Enter")
    assert page.url.endswith("exercises.html")


def test_the_keyboard_is_enough(visit: Visit, data: dict[str, Any]) -> None:
    page = visit("exercises.html")
    item = _items(page, "order").first
    key = _key(item, data)
    for place, letter in enumerate(key):
        while (at := item.locator("ol > li strong").all_inner_texts().index(letter)) > place:
            item.get_by_role("button", name=f"Move {letter} up").focus()
            page.keyboard.press("Enter")
            expect(item.get_by_role("button", name=f"Move {letter} up")).to_be_focused()
            expect(page.locator(".answers-tools [role=status]")).to_have_text(f"{letter} is now number {at} of {len(key)}")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent") != "Check":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(item.get_by_role("status")).to_contain_text(RIGHT)
    item = _items(page, "hottext").first
    first = item.locator(".phrases button").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_have_attribute("aria-pressed", "true")
    item = _items(page, "grid").first
    item.locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(item.locator("input").nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    expect(item.locator(".grid-row").nth(1).locator("input").first).to_be_focused()


def test_each_control_has_a_name_that_tells_its_exercise_or_option(visit: Visit) -> None:
    page = visit("exercises.html")
    for kind, role in (("text_entry", "textbox"), ("numeric", "textbox"), ("match", "combobox")):
        item = _items(page, kind).first
        number = item.get_attribute("data-number")
        assert item.get_by_role(role, name=re.compile(rf"exercise {number}\b")).count() > 0  # type: ignore[arg-type]
    item = _items(page, "choice").first
    assert item.get_by_role("group", name=f"Answer to exercise {item.get_attribute('data-number')}").count() == 1
    item = _items(page, "grid").first
    rows = item.locator(".grid-row").all()
    assert len(rows) > 1
    for row in rows:
        name = row.locator("legend").inner_text()
        column = row.locator("label").first.inner_text()
        group = item.get_by_role("group", name=name, exact=True)
        assert group.get_by_role("radio", name=column, exact=True).count() == 1
    expect(
        _items(page, "extended_text", "assigned").first.get_by_role("textbox", name=re.compile("Your answer to exercise"))
    ).to_be_visible()


def test_without_a_script_they_are_plain_questions(visit: Visit) -> None:
    page = visit("exercises.html", java_script_enabled=False)
    assert page.locator("article :is(input, select, textarea, button)").count() == 0
    expect(_items(page, "text_entry").first).to_contain_text("____")
    answer = _items(page, "choice").first.locator("details.item-key")
    answer.locator("summary").click()
    expect(answer.locator("p").first).to_be_visible()


def test_other_pages_load_nothing_of_this(edition: Built) -> None:
    loading = [
        path.name
        for path in edition.html.rglob("*.html")
        if re.search(r"practice\.js|exercises\.css|practice-data", path.read_text(encoding="utf-8"))
    ]
    assert loading == ["exercises.html"]


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALL], ids=["desktop", "phone", "small"])
def test_axe_finds_nothing_when_all_have_been_answered(
    visit: Visit, axe: str, data: dict[str, Any], theme: str, size: tuple[int, int]
) -> None:
    page = visit("exercises.html", size, settings={"theme": theme})
    for kind in TYPES:
        item = _items(page, kind).first
        response = _key(item, data) if kind in TYPES[::2] else _other(item, kind, _key(item, data))
        _answer(item, kind, response)
        item.get_by_role("button", name="Check").click()
    page.evaluate("scrollTo(0, 0)")  # away from under the head of the page
    assert violations(page, axe) == []


@pytest.mark.parametrize("settings", [None, {"size": "5", "width": "3"}], ids=["as is", "largest"])
def test_it_fits_a_small_screen_and_can_be_touched(visit: Visit, settings: dict[str, str] | None) -> None:
    page = visit("exercises.html", SMALL, settings=settings)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL[0]
    small = page.evaluate("""[...document.querySelectorAll('.practice :is(input, select, textarea, button), .practice-tools button')]
        .filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24 || box.right > innerWidth).map(([html]) => html)""")
    assert small == []
