"""No page has an accessibility fault that axe-core can find, in any colours, at either size."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.conftest import Built

pytestmark = pytest.mark.browser
_OPTIONS = "{resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}%s}"


def violations(page: Page, axe: str, more: str = "") -> list[str]:
    """Return what axe-core finds on a page as it stands."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {_OPTIONS % more})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page(visit: Visit, edition: Built, axe: str, size: tuple[int, int]) -> None:
    page = visit("index.html", size)
    paths = sorted(edition.html.rglob("*.html"))
    assert len(paths) >= 19
    for path in paths:
        page.goto(path.as_uri())
        assert violations(page, axe) == [], path.name


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_colours(visit: Visit, edition: Built, axe: str, theme: str, size: tuple[int, int]) -> None:
    """Contrast depends on the colours; all else is the same in each."""
    page = visit("index.html", size, settings={"theme": theme})
    contrast = ", runOnly: ['color-contrast', 'link-in-text-block']"
    for path in sorted(edition.html.rglob("*.html")):
        page.goto(path.as_uri())
        assert violations(page, axe, contrast) == [], path.name


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_with_a_card_the_settings_and_the_drawer_open(visit: Visit, axe: str, theme: str) -> None:
    page = visit("readings/evn.html", settings={"theme": theme})
    page.locator("a.term").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.locator(".card").is_visible()
    assert violations(page, axe) == []
    page.locator("#settings-open").click()
    assert page.locator("#settings").is_visible()
    assert violations(page, axe) == []
    phone = visit("readings/evn.html", PHONE, settings={"theme": theme}, has_touch=True)
    phone.locator("#p4 a.term").first.tap()
    assert phone.locator(".card").is_visible()
    assert violations(phone, axe) == []
    phone.keyboard.press("Escape")
    phone.locator(".contents-link").click()
    assert phone.locator("#contents").is_visible()
    assert violations(phone, axe) == []
