"""Pages of the EPUB as an e-reader shows them: on a small screen, by day and by night."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_axe import violations
from tests.conftest import Built
from tests.support.epub import Unpacked, bind

pytestmark = pytest.mark.browser
_NIGHT = "html, body { background: #101010 !important; color: #dcdcdc !important; }"
_RULES = "{'target-size': {enabled: true}, 'landmark-one-main': {enabled: false}, region: {enabled: false}}"
_OPTIONS = f"{{resultTypes: ['violations'], preload: false, rules: {_RULES}}}"
"""An e-reader frames the page: landmarks of a site are not asked for."""
_INK = "document => [...new Set([...document.querySelectorAll('article *')].map(one => getComputedStyle(one).color))]"


@pytest.fixture(scope="module")
def book(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> Unpacked:
    return bind(edition.root, tmp_path_factory.mktemp("epub") / "out")


def test_pages_fit_a_small_screen_and_take_the_colours_of_the_night(book: Unpacked, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in (*book.pages.values(), book.folder / "nav.xhtml", book.folder / "cover.xhtml"):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path.name
        page.add_style_tag(content=_NIGHT)
        inks = page.evaluate(f"({_INK})(document)")
        assert set(inks) <= {"rgb(220, 220, 220)"}, path.name
    context.close()


@pytest.mark.parametrize("name", ["nav", "index", "readings/evn", "exercises", "index-of-names"])
def test_no_fault_that_axe_can_find(book: Unpacked, browser: Browser, axe: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(Path(book.folder, f"{name}.xhtml").as_uri())
    found = violations(page, axe, _OPTIONS)
    context.close()
    assert found == []
