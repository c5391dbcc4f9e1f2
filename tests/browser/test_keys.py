"""Everything can be reached and left with the keyboard, and what has the focus is in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Visit

pytestmark = pytest.mark.browser
_FOCUS = """(() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), head = document.querySelector('.page-head');
    const from = head.contains(one) || one.closest('[popover], .skip-link') ? 0 : head.getBoundingClientRect().bottom;
    const shown = one.matches('.choices input') ? one.parentElement : one;
    return { what: one.className || one.id || one.tagName, inside: box.bottom > from && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        ring: getComputedStyle(shown).outlineStyle !== 'none', body: one === document.body }; })()"""


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _focused(page: Page, script: str = "id || document.activeElement.className") -> str:
    return str(page.evaluate(f"document.activeElement.{script}"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_has_the_focus_is_in_sight_all_the_way(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("readings/mepei.html", size)
    met: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUS)
        if at["body"]:
            break
        assert at["inside"] and at["ring"], at
        met.append(at["what"])
    else:
        pytest.fail("the focus never leaves the page")
    assert {"skip-link", "tool", "term", "note-mark", "par-number apparatus", "note-number"} <= set(met)
    assert len(met) > 60


def test_the_first_stop_leads_to_the_text(visit: Visit) -> None:
    page = visit("readings/evn.html")
    _press(page, "Tab")
    assert _focused(page) == "skip-link"
    assert page.locator(".skip-link").bounding_box()["x"] >= 0  # type: ignore[index]
    _press(page, "Enter")
    assert _focused(page) == "main"
    _press(page, "Tab")
    assert page.locator("main").evaluate("main => main.contains(document.activeElement)")


def test_a_note_opens_beside_its_mark_and_its_number_leads_back(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"notes": "end"})
    mark = page.locator("#p4 a.note-mark").first
    mark.focus()
    _press(page, "Shift+Tab", "Tab")
    assert page.locator(".card").is_visible()
    assert page.evaluate("CSS.highlights.has('passage')")
    _press(page, "Escape")
    assert not page.locator(".card").is_visible()
    _press(page, "Enter")
    note = page.locator(str(mark.get_attribute("href")).replace("#", "[id='") + "']")
    back = note.locator(".note-number")
    back.focus()
    _press(page, "Shift+Tab", "Tab")
    assert page.evaluate("CSS.highlights.has('passage')"), "the way back shows where it leads"
    _press(page, "Enter")
    assert page.url.endswith("#" + str(mark.get_attribute("id")))


def test_the_search_box_is_found_and_sent(visit: Visit) -> None:
    page = visit("readings/evn.html")
    for _ in range(4):
        _press(page, "Tab")
        if _focused(page) == "search-box":
            break
    page.keyboard.type("treaty")
    _press(page, "Enter")
    page.wait_for_url("**/search.html?q=treaty")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_citations_open_are_gone_through_and_close(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("readings/evn.html", size, reduced_motion="reduce")  # else the sheet is still rising
    page.locator("#p5 .par-number").focus()
    _press(page, "Enter")
    assert page.locator(".cite").is_visible()
    assert _focused(page, "textContent") == "Copy link"
    for _ in range(7):
        _press(page, "Tab")
        assert page.evaluate(_FOCUS)["inside"]
    assert _focused(page, "getAttribute('aria-label')") == "Copy: BibTeX"
    _press(page, "Tab")
    assert _focused(page, "getAttribute('aria-label')") == "Close"
    _press(page, "Enter")
    assert not page.locator(".cite").is_visible()
    assert _focused(page, "hash") == "#p5"
    _press(page, "Enter", "Tab", "Escape")
    assert not page.locator(".cite").is_visible()
    assert _focused(page, "hash") == "#p5"
