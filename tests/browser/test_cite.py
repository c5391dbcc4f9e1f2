"""A paragraph's number copies the link to it, and shows how to cite it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL, Visit

pytestmark = pytest.mark.browser


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_number_copies_its_link_and_says_so(visit: Visit) -> None:
    page = visit("readings/evn.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p5 .par-number").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert _clipboard(page) == page.url.split("#")[0] + "#p5"
    assert page.url.endswith("#p5")


def test_a_citation_names_the_paragraph_the_edition_and_the_day(visit: Visit) -> None:
    page = visit("readings/evn.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p5 .par-number").click()
    rows = page.locator(".cite li")
    expect(rows).to_have_count(7)
    today = f"{date.today():%B} {date.today().day}, {date.today().year}"
    rows.first.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert _clipboard(page) == (
        "Nerses Kopalyan, “EVN Security Report: October 2023,” EVN Report, October 2023, "
        "https://evnreport.com/evn-security-report/evn-security-report-october-2023, reprinted in "
        f"Armenia between Russia and the West, version 0.1.0 (2026), EVN ¶ 5, accessed {today}."
    )
    html = page.evaluate("navigator.clipboard.read().then(all => all[0].getType('text/html')).then(blob => blob.text())")
    assert "<em>Armenia between Russia and the West</em>" in html
    rows.last.get_by_role("button").click()
    page.wait_for_function("navigator.clipboard.readText().then(words => words.startsWith('@misc'))")
    lines = _clipboard(page).split("\n")
    assert lines[0] == "@misc{evn2023," and lines[-1] == "}"
    assert f"urldate = {{{date.today():%Y-%m-%d}}}," in lines[-3]
    assert "EVN ¶ 5" in lines[-2]


def test_without_scripts_the_text_is_cited_in_its_card(visit: Visit) -> None:
    page = visit("readings/evn.html", SMALL, java_script_enabled=False)
    page.get_by_text("About this text").click()
    page.get_by_text("How to cite this text").click()
    shown = page.locator(".how-to-cite").inner_text()
    assert "(Kopalyan, 2023/2026)" in shown
    assert "ccessed" not in shown and "{" not in shown.split("BibTeX")[0]
    page.locator("#p5 .par-number").click()
    assert page.url.endswith("#p5")


def test_in_the_text_alone_there_is_nothing_of_it(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"textonly": "on"})
    assert not page.locator(".par-number").first.is_visible()
    assert not page.locator(".how-to-cite").is_visible()
