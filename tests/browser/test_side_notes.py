"""Notes stand beside their line where there is room, at the end elsewhere, and never twice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser.conftest import DESKTOP, PHONE, TABLET, Visit

pytestmark = pytest.mark.browser
_BOXES = """[...document.querySelectorAll('aside.footnote')].map(e => {
    const box = e.getBoundingClientRect();
    return [box.left, box.right, box.top + scrollY, box.bottom + scrollY]; })"""
READINGS = ["azus", "evn", "ish", "mepei", "sld"]


@pytest.mark.parametrize("size", [DESKTOP, TABLET, (1280, 800)], ids=lambda size: str(size[0]))
@pytest.mark.parametrize("name", READINGS)
def test_beside_the_text_and_apart_from_each_other(visit: Visit, name: str, size: tuple[int, int]) -> None:
    page = visit(f"readings/{name}.html", size)
    article = page.locator("article").bounding_box()
    boxes = page.evaluate(_BOXES)
    assert boxes and article
    for left, right, _, _ in boxes:
        assert left >= article["x"] + article["width"]
        assert right <= size[0]
    for above, below in pairwise(boxes):
        assert below[2] >= above[3], "two notes overlap"
    for height in (bottom - top for _, _, top, bottom in boxes):
        assert height > 15


def test_a_note_stands_at_its_line_where_nothing_is_in_the_way(visit: Visit) -> None:
    page = visit("readings/evn.html")
    apart = page.evaluate("""[...document.querySelectorAll('aside.note')].map(note => {
        const mark = document.querySelector(`.reading-text a.note-mark[href="#${note.id}"]`);
        return mark.getClientRects().length ? note.getBoundingClientRect().top - mark.getBoundingClientRect().top : null;
    }).filter(one => one !== null)""")
    assert sum(abs(one) < 40 for one in apart) >= len(apart) / 3
    assert min(apart) > -40
    assert sorted(apart)[len(apart) // 2] < 300


def test_a_cropped_note_is_whole_while_its_mark_is_pointed_at(visit: Visit) -> None:
    page = visit("readings/evn.html")
    note = page.locator("aside.cropped").first
    mark = page.locator(f'a.note-mark[href="#{note.get_attribute("id")}"]').first
    assert note.evaluate("e => e.scrollHeight > e.clientHeight")
    mark.hover()
    page.wait_for_timeout(400)
    assert note.evaluate("e => e.scrollHeight <= e.clientHeight && e.classList.contains('open')")
    assert not page.locator(".card").is_visible(), "what stands beside the text needs no card"
    page.keyboard.press("Escape")
    assert note.evaluate("e => !e.classList.contains('open')")


def test_a_note_whose_mark_comes_again_far_below_is_shown_on_a_card(visit: Visit) -> None:
    page = visit("readings/evn.html")
    again = page.locator("#p12 a.note-mark[id$='-3']").first
    again.scroll_into_view_if_needed()
    again.hover()
    page.locator(".card").wait_for(state="visible")
    assert page.locator(".card h2").inner_text() == "Note " + again.inner_text()


@pytest.mark.parametrize(
    ("size", "settings"), [(PHONE, None), (DESKTOP, {"notes": "end"})], ids=["phone", "by choice"]
)
def test_at_the_end(visit: Visit, size: tuple[int, int], settings: dict[str, str] | None) -> None:
    page = visit("readings/evn.html", size, settings=settings)
    last = page.locator("[id='p12']").bounding_box()
    boxes = page.evaluate(_BOXES)
    assert last and boxes[0][2] > last["y"] + last["height"]
    assert page.locator("aside.note").count() == len(boxes)


def test_at_the_end_on_paper_and_without_scripts(visit: Visit) -> None:
    page = visit("readings/evn.html")
    page.emulate_media(media="print")
    positions = "[...document.querySelectorAll('aside.footnote')].map(e => getComputedStyle(e).position)"
    assert set(page.evaluate(positions)) == {"relative"}
    plain = visit("readings/evn.html", java_script_enabled=False)
    assert plain.locator("aside.note").first.evaluate("e => getComputedStyle(e).position") == "relative"


def test_notes_are_laid_again_when_the_text_grows(visit: Visit) -> None:
    page = visit("readings/evn.html")
    before = page.evaluate(_BOXES)
    page.locator("#settings-open").click()
    page.locator("#settings label:has([name=size][value='5'])").click()
    page.wait_for_timeout(200)
    after = page.evaluate(_BOXES)
    assert after[-1][2] > before[-1][2]
    for above, below in pairwise(after):
        assert below[2] >= above[3]


def test_pointing_at_a_mark_colours_its_passage_across_blocks_and_marks(visit: Visit) -> None:
    page = visit("readings/evn.html")
    words = page.evaluate("""() => {
        const mark = document.querySelector('#p4 a.note-mark');
        const copy = document.createElement('div');
        copy.append(document.querySelector('#p3').cloneNode(true));
        const range = document.createRange();
        range.setStartBefore(document.querySelector('#p4').firstChild);
        range.setEndBefore(mark.closest('sup'));
        copy.append(range.cloneContents());
        for (const part of copy.querySelectorAll('.apparatus')) part.remove();
        const all = copy.textContent.replace(/\\s/g, '');
        mark.dataset.length = all.length;
        return all; }""")
    assert len(words) > 800
    page.locator("#p4 a.note-mark").first.hover()
    page.wait_for_function("CSS.highlights.get('passage')")
    painted = page.evaluate("""() => {
        const copy = document.createElement('div');
        copy.append([...CSS.highlights.get('passage')][0].cloneContents());
        for (const part of copy.querySelectorAll('.apparatus')) part.remove();
        return copy.textContent.replace(/\\s/g, ''); }""")
    assert painted == words
    page.keyboard.press("Escape")
    assert page.evaluate("CSS.highlights.has('passage')") is False
