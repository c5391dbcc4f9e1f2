"""The index of names and its map, as a browser shows them."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, SMALL, Visit
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser
PAGE = "index-of-names.html"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_has_no_accessibility_fault_and_its_map_a_name(visit: Visit, axe: str, theme: str) -> None:
    page = visit(PAGE, SMALL if theme == "dark" else DESKTOP, settings={"theme": theme})
    assert violations(page, axe) == []
    assert page.get_by_role("img", name="Places in the South Caucasus").count() == 1


def test_at_320_pixels_nothing_is_wider_and_labels_neither_overlap_nor_shrink_away(visit: Visit) -> None:
    page = visit(PAGE, SMALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    boxes = page.evaluate(
        "[...document.querySelectorAll('.locator-map text')].map(t => {"
        "const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]})"
    )
    frame = page.locator(".locator-map").bounding_box()
    assert frame
    assert len(boxes) >= 10
    assert min(bottom - top for _, top, _, bottom in boxes) >= 9
    assert all(left >= frame["x"] and right <= frame["x"] + frame["width"] for left, _, right, _ in boxes)
    across = [
        (one, other)
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 0 and min(one[3], other[3]) - max(one[1], other[1]) > 3
    ]
    assert across == []


def test_letters_and_paragraphs_lead_where_they_say_without_javascript(visit: Visit) -> None:
    page = visit(PAGE, java_script_enabled=False)
    page.locator(".letters").nth(1).get_by_role("link", name="N", exact=True).click()
    assert page.url.endswith("#name-nato")
    page.locator("dl:has(#name-jermuk)").get_by_role("link", name="EVN ¶7").click()
    assert page.url.endswith("readings/evn.html#p7")
