"""The comparison is sorted and filtered in the page; on a narrow window its rows are cards; it needs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL, Visit
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser
SPEAKS = {"asserts", "contradicts", "qualifies"}
SHOWN = """() => Array.from(document.querySelectorAll('.across tbody tr')).filter(row => row.checkVisibility()).map(row => ({
    id: row.id, table: row.closest('table').getAttribute('aria-label'), differs: row.classList.contains('differs'),
    cells: Array.from(row.cells).slice(1).map(cell => ({
        label: cell.querySelector('.across-label').textContent, counts: !cell.classList.contains('dependent'),
        stance: Array.from(cell.classList).find(one => one.startsWith('stance-')).slice(7) })) }))"""


def _rows(page: Page) -> list[dict]:
    return page.evaluate(SHOWN)


def _said(row: dict, stance: str) -> int:
    return sum(cell["stance"] == stance and cell["counts"] for cell in row["cells"])


def test_rows_are_filtered_by_text_stance_and_topic(visit: Visit) -> None:
    page = visit("comparison.html")
    everything = _rows(page)
    status = page.locator(".across-tools [role=status]")
    expect(status).to_have_text(f"All {len(everything)} statements.")
    page.get_by_label("Text", exact=True).select_option("AZUS")
    spoken = [row["id"] for row in everything if row["cells"][4]["stance"] in SPEAKS]
    assert [row["id"] for row in _rows(page)] == spoken
    page.get_by_label("Stance", exact=True).select_option("contradicts")
    denied = [row["id"] for row in everything if row["cells"][4]["stance"] == "contradicts"]
    assert 0 < len(denied) < len(spoken) < len(everything)
    assert [row["id"] for row in _rows(page)] == denied
    expect(status).to_have_text(f"{len(denied)} of {len(everything)} statements.")
    page.get_by_label("Text", exact=True).select_option("any")
    page.get_by_label("Stance", exact=True).select_option("written-before")
    page.get_by_label("Topic", exact=True).select_option("The Russian peacekeepers")
    assert [row["id"] for row in _rows(page)] == ["claim-peacekeepers-left"]
    expect(page.get_by_role("heading", name="Why Armenia turns")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    assert _rows(page) == everything


def test_rows_are_sorted_in_one_table_and_go_back(visit: Visit) -> None:
    page = visit("comparison.html")
    before = _rows(page)
    page.get_by_label("Sort", exact=True).select_option("asserts")
    rows = _rows(page)
    assert {row["table"] for row in rows} == {"All statements"}
    counts = [_said(row, "asserts") for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] == 0
    expect(page.locator("#claim-russian-gas .row-topic")).to_have_text("Trade, energy and opinion")
    page.get_by_label("Sort", exact=True).select_option("differs")
    denied = [_said(row, "contradicts") for row in _rows(page)]
    assert denied == sorted(denied, reverse=True) != [_said(row, "contradicts") for row in before]
    page.evaluate("location.hash = '#claim-iran'")
    assert page.locator("#claim-iran").is_visible()
    page.get_by_label("Sort", exact=True).select_option("")
    assert _rows(page) == before
    assert page.locator(".row-topic").count() == 0


def test_the_controls_need_only_the_keyboard(visit: Visit) -> None:
    page = visit("comparison.html")
    page.get_by_label("Sort", exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert _rows(page)[0]["table"] == "All statements"
    for name in ("Topic", "Text", "Stance"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(name, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert _rows(page)[0]["table"] != "All statements"


@pytest.mark.parametrize("name", ["comparison.html", "words.html"])
def test_on_a_phone_rows_are_cards_and_still_a_table(visit: Visit, name: str) -> None:
    page = visit(name, SMALL)
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL[0]
    outside = """() => Array.from(document.querySelectorAll('.across *, .across-tools *'))
        .filter(one => one.checkVisibility() && !one.closest('thead') && one.getBoundingClientRect().right > innerWidth)
        .map(one => one.outerHTML.slice(0, 90))"""
    assert page.evaluate(outside) == []
    row = page.locator(".across tbody tr").first
    left = row.locator("> *").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().left)")
    assert len(left) == 6
    assert len(set(left)) == 1
    assert row.locator(".across-label").all_inner_texts() == ["EVN", "MEPEI", "SLD", "ISH", "AZUS"]
    expect(page.get_by_role("row").nth(1).get_by_role("rowheader")).to_be_visible()
    assert page.get_by_role("row").nth(1).get_by_role("cell").count() == 5
    wide = visit(name, DESKTOP)
    tops = (
        wide.locator(".across tbody tr")
        .first.locator("> *")
        .evaluate_all("cells => new Set(cells.map(cell => cell.getBoundingClientRect().top)).size")
    )
    assert tops == 1
    assert wide.locator(".across-label").first.is_hidden()


def test_on_a_phone_the_topics_stand_before_the_explanation_and_open(visit: Visit) -> None:
    page = visit("comparison.html", PHONE)
    topics = page.get_by_role("navigation", name="Topics")
    assert topics.evaluate("e => e.previousElementSibling.localName + e.nextElementSibling.localName") == "h1p"
    assert not topics.get_by_role("link").first.is_visible()
    topics.get_by_text("Topics").click()
    topics.get_by_role("link", name="The Russian peacekeepers").click()
    expect(page.get_by_role("heading", name="The Russian peacekeepers")).to_be_in_viewport()


def test_without_a_script_all_of_it_is_there(visit: Visit) -> None:
    page = visit("comparison.html", java_script_enabled=False)
    assert page.locator(".across-tools").count() == 0
    rows = page.locator(".across tbody tr")
    assert rows.count() >= 25
    assert all(row.is_visible() for row in rows.all())


@pytest.mark.parametrize(("theme", "size"), [("light", DESKTOP), ("dark", PHONE)])
def test_sorted_and_filtered_it_has_no_fault_that_axe_finds(
    visit: Visit, axe: str, theme: str, size: tuple[int, int]
) -> None:
    page = visit("comparison.html", size, settings={"theme": theme})
    page.get_by_label("Sort", exact=True).select_option("differs")
    page.get_by_label("Text", exact=True).select_option("SLD")
    assert violations(page, axe) == []
