"""Search by passage from disk: what is found, how it is shown, and how one arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, SMALL, Visit
from tests.browser.test_axe import violations
from tests.conftest import Built

pytestmark = pytest.mark.browser
_QUERIES = Path(__file__).parents[1] / "search"
_PLACES = """queries => queries.map(query => reader.find.search(query).hits.slice(0, 3).map(hit =>
    hit.record.page.replace(/^readings\\/|\\.html$/g, '') + ':' + hit.record.at.replace(/^p(?=\\d)/, '')))"""
_READY = "Boolean(window.reader?.find?.search)"


def _search(page: Page, query: str, **more: str) -> Page:
    """Open the page of results as a form of any page does."""
    home = page.url.split("#")[0].split("?")[0].rsplit("/", 1)[0].removesuffix("/readings")
    page.goto(f"{home}/search.html?" + "&".join(f"{key}={quote(value)}" for key, value in {"q": query, **more}.items()))
    page.wait_for_function(_READY)
    return page


def _hits(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "#search-results ol li a", "links => links.map(link => link.getAttribute('href').replace(/^[.]\\//, ''))"
    )


@pytest.mark.parametrize(("name", "first", "third"), [("queries.yaml", 0.95, 0.98), ("later.yaml", 0.93, 0.96)])
def test_students_find_what_answers_them(visit: Visit, name: str, first: float, third: float) -> None:
    queries: list[dict[str, Any]] = yaml.safe_load((_QUERIES / name).read_text(encoding="utf-8"))
    page = _search(visit("index.html"), "")
    places = page.evaluate(_PLACES, [one["query"] for one in queries])
    at = {1: 0, 3: 0}
    missed = []
    for one, found in zip(queries, places, strict=True):
        for rank in at:
            at[rank] += bool(set(one["answers"]) & set(found[:rank]))
        if not set(one["answers"]) & set(found):
            missed.append((one["query"], found))
    assert at[1] >= first * len(queries), (at, missed)
    assert at[3] >= third * len(queries), (at, missed)


def test_results_are_a_list_of_links_with_marked_words(visit: Visit) -> None:
    page = _search(visit("index.html"), "gazprom")
    assert _hits(page)[0] == "readings/sld.html#p17"
    first = page.locator("#search-results li").first
    assert first.locator("mark").inner_text() == "Gazprom"
    assert "infrastructure is largely controlled by Gazprom" in first.inner_text()
    assert page.locator("#search-count").inner_text().startswith("1 passage in the readings, ")
    assert page.locator("#search-count").get_attribute("role") == "status"
    passages = [hit.startswith("readings/") and "#p" in hit for hit in _hits(_search(page, "CSTO"))]
    assert passages.index(False) >= 9, "passages of the readings come first"


def test_an_alias_finds_the_name_and_the_page_says_why(visit: Visit) -> None:
    page = _search(visit("index.html"), "Artsakh")
    assert "Also searched for: Nagorno-Karabakh" in page.locator("#search-also").inner_text()
    assert page.locator(".search-name a").get_attribute("href") == "./index-of-names.html#name-nagorno-karabakh"
    link = page.locator("#search-also p a").first
    assert (link.inner_text(), link.get_attribute("href")) == ("Nagorno-Karabakh", "./glossary.html#term-nk")
    assert page.locator(".search-term a").inner_text() == "Nagorno-Karabakh"
    assert "Artsakh" not in page.locator("#search-results li").first.inner_text()
    _search(page, "peacekepers")
    assert "“peacekepers” does not stand here. Searched for: peacekeepers" in page.locator("#search-also").inner_text()
    _search(page, "refugees")
    assert "(like “refugees”)" in page.locator("#search-also").inner_text()
    assert "readings/sld.html#p6" in _hits(page)


def test_a_name_of_the_index_is_found_under_its_forms_and_leads_there(visit: Visit) -> None:
    page = _search(visit("index.html"), "United States")
    assert "Also searched for: U.S. (index of names: United States)." in page.locator("#search-also").inner_text()
    link = page.locator("#search-also p", has_text="index of names").locator("a")
    assert link.get_attribute("href") == "./index-of-names.html#name-usa"
    for typed in ("Nikol Pashinyan", "Pashinyan", "the Kremlin"):
        _search(page, typed)
        assert page.locator(".search-name a").count() == 1, typed
    assert "index of names" not in _search(page, "Armenia").locator("#search-also").inner_text(), "found all the same"
    page.get_by_label("Names").check()
    assert "index-of-names.html#name-armenia" in _hits(page)


@pytest.mark.parametrize("words", ['"don’t worry,   we won\'t return"', "“Don't worry, we won’t return”"])
def test_a_phrase_is_found_exactly_however_it_is_typed(visit: Visit, words: str) -> None:
    page = _search(visit("index.html"), words)
    inside = [hit for hit in _hits(page) if "#p" in hit]
    assert inside[0] == "readings/sld.html#p10"
    assert page.locator("#search-results li mark").first.inner_text().startswith("Don’t worry, we won’t return")
    _search(page, '"return won’t we worry"')
    assert _hits(page) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ('"Nagorno-Karabakh"', "readings/sld.html#p6"),
        ("“Russian-led”", "readings/sld.html#p4"),
        ("EVN ¶5", "readings/evn.html#p5"),
        ("ish 9", "readings/ish.html#p9"),
        ("paragraph 20", "readings/sld.html#p20"),
        ("Exercise 32", "exercises.html#item-sld-02"),
        ("cross-note 3 MEPEI", "readings/mepei.html#note-x40"),
        ("peace keepers", "readings/ish.html#p9"),
        ("Пашинян", "readings/azus.html#p16"),
        ("Kopalyan", "readings/evn.html#about-this-text"),
    ],
)
def test_what_is_quoted_cited_or_written_otherwise_is_found(visit: Visit, typed: str, first: str) -> None:
    assert first in _hits(_search(visit("index.html"), typed))[:3]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_button_for_all_results_stands_below_those_shown(visit: Visit, size: tuple[int, int]) -> None:
    page = _search(visit("index.html", size), "Russia")
    button, last = page.locator("#search-results button"), page.locator("#search-results li").last
    shown = page.locator("#search-results li").count()
    above, below = last.bounding_box(), button.bounding_box()
    assert above and below and below["y"] >= above["y"] + above["height"]
    assert abs(below["x"] - above["x"]) < 2
    button.click()
    assert page.locator("#search-results li").count() > shown


@pytest.mark.parametrize("typed", ["genocide", "smart", "2.7 billion", "nuclear plant metsamor"])
def test_what_is_not_there_is_not_repaired_into_something_else(visit: Visit, typed: str) -> None:
    page = _search(visit("index.html"), typed)
    assert page.locator("#search-count").inner_text() == "Nothing found."
    assert page.locator(".suggestion a", has_text="ecide").count() == 0


def test_a_word_that_stands_nowhere_is_told(visit: Visit) -> None:
    page = _search(visit("index.html"), "smart power")
    assert "Not found: “smart”." in page.locator("#search-also").inner_text()


def test_paragraphs_beside_a_hit_come_last_and_are_not_counted(visit: Visit) -> None:
    page = _search(visit("index.html"), "turkmenchay")
    kinds = page.eval_on_selector_all("#search-results li", "all => all.map(one => one.textContent.includes('beside '))")
    assert kinds.index(True) > kinds.index(False)
    assert kinds == sorted(kinds)
    assert page.locator("#search-count").inner_text().startswith("1 passage in the readings")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", ""),
        ("   ", ""),
        ("what is the", "These words stand nearly everywhere."),
        ("qqqqzzzz", "Nothing found."),
        ('“”"', "Nothing found."),
        ("§ §", "Nothing found."),
        ("word " * 400, None),
        ("<img src=x onerror=alert(1)> <b>Gazprom</b>", None),
        ("constructor __proto__ toString", None),
    ],
)
def test_odd_queries_behave(visit: Visit, query: str, says: str | None) -> None:
    page = _search(visit("index.html"), query)
    assert page.locator("#search-results img, #search-also img, #search-results b").count() == 0
    if says is not None:
        assert page.locator("#search-count").inner_text().startswith(says) and bool(says) is bool(query.strip())
    assert page.evaluate("performance.now()") < 20_000


def test_nothing_found_proposes_a_word_that_stands_there(visit: Visit) -> None:
    page = _search(visit("index.html"), "gzaprmo")
    link = page.locator(".suggestion a").first
    assert link.inner_text() == "Gazprom"
    link.click()
    page.wait_for_function(_READY)
    assert "readings/sld.html#p17" in _hits(page)


def test_filters_are_controls_with_counts_and_are_kept_in_the_address(visit: Visit) -> None:
    page = _search(visit("index.html"), "CSTO")
    page.get_by_label("Passages").check()
    shown = page.locator("#search-kinds label", has_text="Passages").locator(".number").inner_text()
    assert {one.split("#")[0].split("/")[0] for one in _hits(page)} == {"readings"}
    assert int(shown) == len(_hits(page))
    page.locator("#search-reading").select_option("azus")
    assert {one.split("#")[0] for one in _hits(page)} == {"readings/azus.html"}
    assert f"({len(_hits(page))})" in page.locator("#search-reading option:checked").inner_text()
    assert "kind=text&reading=azus" in page.url
    before = _hits(page)
    page.reload()
    page.wait_for_function(_READY)
    assert _hits(page) == before


def test_typing_finds_and_arrows_walk_into_the_results_and_back(visit: Visit) -> None:
    page = _search(visit("index.html"), "")
    page.keyboard.type("remitt")
    page.wait_for_function("location.search.includes('q=remitt')")  # results come while one types
    assert set(_hits(page)[:2]) == {"readings/sld.html#p17", "readings/sld.html#p20"}
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    links = "Array.from(document.querySelectorAll('#search-results li a')).indexOf(document.activeElement)"
    assert page.evaluate(links) == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-box"


def test_the_box_of_a_reading_shows_results_and_loads_nothing_before(visit: Visit) -> None:
    page = visit("readings/evn.html")
    assert not page.evaluate("'MiniSearch' in window")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.type("gas")
    panel = page.locator("#search-found")
    for found in ("../readings/sld.html#p17", "../readings/azus.html#p14"):  # shown once all three letters are there
        panel.locator(f'li:nth-child(-n+3) a[href="{found}"]').wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#search-found') !== null")
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=gas")


def test_the_key_can_be_turned_off_and_leaves_fields_alone(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"keys": "off"})
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search-box"
    other = visit("readings/evn.html")
    other.locator("#search-box").focus()
    other.keyboard.type("1/2")
    assert other.locator("#search-box").input_value() == "1/2"
    phone = visit("readings/evn.html", PHONE)
    phone.keyboard.press("/")
    phone.wait_for_url("**/search.html")


def test_arrival_marks_the_words_and_esc_leaves_the_text_as_it_was(visit: Visit, edition: Built) -> None:
    page = visit("readings/sld.html")
    text = "document.querySelector('.reading-text').textContent"
    markup = "document.querySelector('.reading-text').innerHTML"
    plain, html = page.evaluate(text), page.evaluate(markup)
    _search(page, "fled peacekeepers weapons endangered")
    page.locator('#search-results a[href$="sld.html#p6"]').click()
    page.wait_for_url("**/sld.html#p6")
    page.locator("#p6 mark").first.wait_for()
    assert {"fled", "weapons", "endangered"} <= set(page.locator("#p6 mark").all_inner_texts())
    assert page.locator("mark").count() == page.locator("#p6 mark").count()
    assert page.evaluate(text) == plain
    page.keyboard.press("Escape")
    assert page.locator("mark").count() == 0
    assert page.evaluate(markup) == html
    page.reload()
    assert page.locator("mark").count() == 0, "who comes back later sees the text as it is"


def test_arrival_marks_a_phrase_across_a_term_and_in_a_note(visit: Visit) -> None:
    page = _search(visit("index.html"), '"the Russian security umbrella was"')
    page.locator("#search-results li a").first.click()
    page.locator("#p7 mark").first.wait_for()
    assert "".join(page.locator("#p7 mark").all_inner_texts()) == "the Russian security umbrella was"
    _search(page, "Kartapolov", kind="note")
    page.locator("#search-results li a").first.click()
    page.locator("aside.footnote mark").first.wait_for()
    assert page.locator("aside.footnote mark").first.inner_text() == "Kartapolov"


def test_without_javascript_the_page_says_so_and_leads_on(browser: Browser, edition: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((edition.html / "search.html").as_uri() + "?q=gas")
    said, links = page.locator("noscript").inner_text(), page.locator("noscript a").count()
    context.close()
    assert "The search needs JavaScript." in said
    assert "Glossary" in said and links >= 4


@pytest.mark.parametrize(("theme", "size"), [("light", PHONE), ("dark", (1440, 900)), ("sepia", SMALL)])
def test_results_are_accessible_and_fit(visit: Visit, axe: str, theme: str, size: tuple[int, int]) -> None:
    page = _search(visit("index.html", size, settings={"theme": theme}), "Russian troops in Artsakh")
    assert page.locator("#search-results li").count() > 5
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    _search(page, "xyxyxyxy")
    assert violations(page, axe) == []
    if size[0] > 1000:
        reading = visit("readings/evn.html", size, settings={"theme": theme})
        reading.keyboard.press("/")
        reading.keyboard.type("gas")
        reading.locator("#search-found").wait_for()
        assert violations(reading, axe) == []
