"""The live preview as an editor sees it in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import PATIENCE
from tests.serve.conftest import Served

pytestmark = pytest.mark.browser


def test_the_page_follows_its_source_and_says_what_is_wrong(browser: Browser, serve: Callable[..., Served]) -> None:
    one = serve()
    one.save("seeds/sample.txt", "Put a text", f"{'Long. ' * 900}\n\n{'More. ' * 900}\n\nPut a text")
    one.hears(" changed, ")
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.set_default_timeout(PATIENCE * 1000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{one.address}readings/sample.html")
    page.evaluate("document.getElementById('p4').scrollIntoView({behavior: 'instant'}); scrollBy(0, -100)")
    before = page.evaluate("document.getElementById('p4').getBoundingClientRect().top")
    one.save("seeds/sample.txt", "A reader numbers", f"{'Longer still. ' * 300} A reader numbers")
    expect(page.locator("#p1")).to_contain_text("Longer still.")
    page.wait_for_load_state()
    assert abs(page.evaluate("document.getElementById('p4').getBoundingClientRect().top") - before) < 3

    overlay = page.locator("annotate-live section")
    one.save("docs/apparatus/notes.yaml", '"This text is"}', '"This text is')
    expect(overlay).to_contain_text("docs/apparatus/notes.yaml:5:34")
    expect(overlay).to_contain_text("1 error")
    expect(page.locator("#p1")).to_contain_text("Longer still.")
    page.get_by_role("button", name="Dismiss").click()
    expect(overlay).to_have_count(0)
    page.reload()
    expect(page.locator("#p1")).to_contain_text("Longer still.")
    expect(overlay).to_have_count(0)  # dismissed is dismissed
    one.save("docs/apparatus/notes.yaml", "This text is", 'This text is"}')
    one.save("docs/index.md", "# ", "{nosuch}`role`\n\n# ")
    expect(overlay).to_contain_text("docs/index.md:1")
    one.save("docs/index.md", "{nosuch}`role`\n\n", "")
    expect(overlay).to_have_count(0)
    assert said == []
    page.close()
