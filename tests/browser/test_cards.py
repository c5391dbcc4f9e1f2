"""Cards open by pointer, key and finger, close again, and lead on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Visit

pytestmark = pytest.mark.browser


def _focus(page: Page, selector: str) -> None:
    """Focus as the tab key does."""
    page.locator(selector).first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")


def test_pointing_opens_after_a_while_and_leaving_closes(visit: Visit) -> None:
    page = visit("readings/evn.html")
    word = page.locator("#p4 a.term").first
    word.hover()
    card = page.locator(".card")
    assert not card.is_visible()
    card.wait_for(state="visible")
    assert word.get_attribute("aria-describedby") == card.get_attribute("id")
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible(), "the pointer may move into the card"
    page.mouse.move(700, 80)
    card.wait_for(state="hidden")
    assert word.get_attribute("aria-describedby") is None


def test_a_card_shows_headword_category_and_definition(visit: Visit) -> None:
    page = visit("readings/evn.html")
    word = page.locator('#p4 a.term[data-term="hardpower"]').first
    address = word.get_attribute("href")
    word.hover()
    page.locator(".card").wait_for(state="visible")
    shown = page.locator(".card").inner_text()
    heading = page.locator(".card h2").inner_text()
    page.goto(page.url.rsplit("/", 1)[0] + "/" + address)
    entry = page.locator("#term-hardpower")
    assert heading == entry.inner_text()
    assert entry.locator("xpath=following-sibling::dd[1]/p[1]").inner_text() in shown
    assert "Stands in" not in shown and "See also" not in shown


def test_keys_open_enter_and_leave_a_card(visit: Visit) -> None:
    page = visit("readings/evn.html")
    card = page.locator(".card")
    _focus(page, "#p4 a.term")
    assert card.is_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "go"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className") == "term"
    _focus(page, "#p4 a.term")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#term-*")


def test_a_finger_opens_a_sheet_at_the_foot(visit: Visit) -> None:
    page = visit("readings/evn.html", PHONE, has_touch=True)
    card = page.locator(".card")
    page.locator("#p4 a.term").first.tap()
    card.wait_for(state="visible")
    page.wait_for_timeout(250)
    box = card.bounding_box()
    assert box and (box["x"], box["width"]) == (0, PHONE[0])
    assert round(box["y"] + box["height"]) == PHONE[1]
    assert "readings/evn.html" in page.url
    page.locator(".card .close").tap()
    assert not card.is_visible()
    page.locator("#p4 a.note-mark").first.tap()
    assert page.locator(".card h2").inner_text().startswith("Note ")
    page.locator("#p3").tap(position={"x": 5, "y": 5})
    assert not card.is_visible()


def test_the_card_stays_inside_the_window(visit: Visit) -> None:
    page = visit("readings/sld.html", DESKTOP)
    for index in range(0, page.locator(".reading-text a.term").count(), 4):
        word = page.locator(".reading-text a.term").nth(index)
        word.scroll_into_view_if_needed()
        word.hover()
        page.locator(".card").wait_for(state="visible")
        box = page.locator(".card").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= DESKTOP[0]
        assert box["y"] >= 0 and box["y"] + box["height"] <= DESKTOP[1] + 1
        page.keyboard.press("Escape")
        page.mouse.move(5, 500)


def test_a_passage_elsewhere_is_shown_with_its_place(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"notes": "end"})
    link = page.locator('aside.note a[href^="azus.html#p"]').first
    words = link.inner_text()
    link.scroll_into_view_if_needed()
    link.hover()
    page.locator(".card").wait_for(state="visible")
    assert page.locator(".card h2").inner_text() == words
    assert len(page.locator(".card p").first.inner_text()) > 80


def test_without_scripts_links_and_notes_are_ordinary(visit: Visit) -> None:
    page = visit("readings/evn.html", java_script_enabled=False)
    assert not page.locator(".card").count()
    mark = page.locator("a.note-mark").first
    address = mark.get_attribute("href")
    note = page.locator(f"[id='{address[1:]}']")
    assert note.evaluate("e => getComputedStyle(e).position") == "relative"
    mark.click()
    assert page.url.endswith(address)
    assert not page.locator("#settings-open").is_visible()
    assert page.locator("#contents a").first.is_visible()
    page.locator("a.term").first.click()
    assert "glossary.html#term-" in page.url


def test_the_sheet_does_not_cover_the_words_it_explains_and_goes_down_with_the_finger(visit: Visit) -> None:
    page = visit("readings/evn.html", PHONE, has_touch=True, reduced_motion="reduce")
    mark = page.locator("#p6 a.note-mark").first
    mark.evaluate("e => scrollBy({ top: e.getBoundingClientRect().top - 600, behavior: 'instant' })")
    mark.tap()
    sheet, word = page.locator(".card").bounding_box(), mark.bounding_box()
    assert sheet and word and word["y"] + word["height"] <= sheet["y"] + 1
    swipe = """([kind, y]) => { const card = document.querySelector('.card');
        const touch = new Touch({ identifier: 1, target: card, clientX: 100, clientY: y });
        card.dispatchEvent(new TouchEvent(kind, { touches: kind === 'touchend' ? [] : [touch], changedTouches: [touch] })); }"""
    for kind, y in (("touchstart", 500), ("touchmove", 520), ("touchend", 520)):
        page.evaluate(swipe, [kind, y])
    assert page.locator(".card").is_visible(), "a small movement is none"
    for kind, y in (("touchstart", 500), ("touchmove", 600), ("touchend", 600)):
        page.evaluate(swipe, [kind, y])
    assert not page.locator(".card").is_visible()


def test_tabbing_may_leave_cards_closed(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"tabbing": "off"})
    _focus(page, "#p4 a.term")
    assert not page.locator(".card").is_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "go"
