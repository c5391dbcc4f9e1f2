"""Timeline and figures: nothing wider than the window, drawings that can be read, in every colour."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, SMALL, Visit

pytestmark = pytest.mark.browser
_LETTERS = """
() => [...document.querySelectorAll('svg.drawing')].filter(one => one.getClientRects().length).flatMap(one =>
  [...one.querySelectorAll('text')].map(words => parseFloat(getComputedStyle(words).fontSize) * one.getScreenCTM().a))
"""


@pytest.mark.parametrize("name", ["timeline", "figures"])
def test_at_320_pixels_nothing_is_cut_off_or_too_small_to_read(visit: Visit, name: str) -> None:
    page = visit(f"{name}.html", SMALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL[0]
    letters = page.evaluate(_LETTERS)
    assert letters
    assert min(letters) >= 10


def test_the_overview_lies_where_there_is_room_and_stands_where_there_is_none(visit: Visit) -> None:
    for size, shown, hidden in ((DESKTOP, ".wide", ".narrow"), (SMALL, ".narrow", ".wide")):
        page = visit("timeline.html", size)
        assert page.locator(f".picture {shown} svg").is_visible()
        assert not page.locator(f".picture {hidden} svg").is_visible()
        box = page.locator(f".picture {shown} svg").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0]
        assert (box["width"] > box["height"]) is (size == DESKTOP)


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_drawings_take_the_colours_of_the_page(visit: Visit, theme: str) -> None:
    page = visit("figures.html", settings={"theme": theme})
    ink = page.evaluate("getComputedStyle(document.body).color")
    words = page.locator(".drawing text.ink").first
    assert words.evaluate("one => getComputedStyle(one).fill") == ink
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.locator(".drawing .hollow").first.evaluate("one => getComputedStyle(one).fill") == paper
