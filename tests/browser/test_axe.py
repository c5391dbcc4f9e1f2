"""No page has an accessibility fault that axe-core can find, in any colours, at either size.

Contrast depends on the colours, all else does not: each page is loaded once at each size,
and the colours are changed on it. Words that the same rules colour are looked at once.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.conftest import Built

pytestmark = pytest.mark.browser
THEMES = ("light", "dark", "sepia")
_ALL = "{resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}"
_REST = _ALL.replace("}}}", "}, 'color-contrast': {enabled: false}}}")
_UNDER = _REST.replace("'target-size': {enabled: true}", "'target-size': {enabled: false}")
_CONTRAST = "{resultTypes: ['violations'], preload: false, runOnly: ['color-contrast', 'link-in-text-block']}"
_WORDS = """(() => {
    const known = new Map([[null, '']]), seen = new Set(), found = [];
    const path = one => {
        if (!known.has(one)) known.set(one, path(one.parentElement) + '>' + one.tagName + '.' + one.getAttribute('class')
            + [...one.attributes].filter(a => !/^(id|class|style|href|src|for|name|value|data-(?!kind|relation).*|aria-label.*)$/.test(a.name)).map(a => a.name + a.value));
        return known.get(one);
    };
    for (const one of document.body.querySelectorAll('*')) {
        const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || one.matches('input, textarea');
        if (!own || !one.checkVisibility() || seen.has(path(one))) continue;
        seen.add(path(one));
        found.push(one);
    }
    return found; })()"""


def violations(page: Page, axe: str, what: str = _ALL, where: str = "document") -> list[str]:
    """Return what axe-core finds on a page as it stands, by all its rules unless told."""
    page.evaluate("axe => { if (!window.axe) (0, eval)(axe); }", axe)
    found = page.evaluate(f"axe.run({where}, {what})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def contrast(page: Page, axe: str) -> list[str]:
    """Return the faults of contrast in each of the colours, which the page is left in last."""
    faults = []
    for theme in THEMES:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        assert page.evaluate(f"{_WORDS}.length") > 5
        faults += [f"{theme}: {one}" for one in violations(page, axe, _CONTRAST, f"{{include: {_WORDS}}}")]
    return faults


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_in_every_colour(visit: Visit, edition: Built, axe: str, size: tuple[int, int]) -> None:
    page = visit("index.html", size)
    paths = sorted(edition.html.rglob("*.html"))
    assert len(paths) >= 19
    for path in paths:
        page.goto(path.as_uri())
        assert violations(page, axe, _REST) + contrast(page, axe) == [], path.name


def test_the_words_that_are_looked_at_stand_for_all(visit: Visit, axe: str) -> None:
    """A fault of colour put into one of many like words is found by looking at one of them."""
    page = visit("readings/mepei.html")
    page.add_style_tag(content=".note-mark { color: #ddd !important }")
    assert [one for one in contrast(page, axe) if one.startswith("light: color-contrast")]


def _open(page: Page, axe: str, selector: str) -> list[str]:
    """Return the faults of a page with something open over it, which may hide what is below."""
    page.locator(selector).wait_for(state="visible")
    within = f"{{include: ['{selector}']}}"
    return violations(page, axe, _UNDER) + violations(page, axe, _REST, within) + contrast(page, axe)


def test_with_a_card_the_settings_and_the_citations_open(visit: Visit, axe: str) -> None:
    page = visit("readings/mepei.html#p4")
    page.locator("#p4 a.term").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert _open(page, axe, ".card") == []
    page.locator("#settings-open").click()
    assert _open(page, axe, "#settings") == []
    page.keyboard.press("Escape")
    page.locator("#p4 .par-number").click()
    assert _open(page, axe, ".cite") == []


def test_with_a_sheet_and_the_drawer_open_on_a_phone(visit: Visit, axe: str) -> None:
    page = visit("readings/mepei.html", PHONE, has_touch=True)
    page.locator("#p4 a.term").first.tap()
    assert _open(page, axe, ".card") == []
    page.keyboard.press("Escape")
    page.locator(".contents-link").click()
    assert _open(page, axe, "#contents") == []
    page.keyboard.press("Escape")
    page.locator("#p4 .par-number").tap()
    assert _open(page, axe, ".cite") == []
