"""Notes stand beside their line where there is room, at the end elsewhere, and never twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml

from tests.browser.conftest import DESKTOP, PHONE, TABLET, Visit
from tests.conftest import Built

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


@pytest.mark.parametrize(("size", "settings"), [(PHONE, None), (DESKTOP, {"notes": "end"})], ids=["phone", "by choice"])
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


_PAINTED = """(() => [...CSS.highlights.get('passage') || []].map(range => {
    const copy = document.createElement('div');
    copy.append(range.cloneContents());
    for (const part of copy.querySelectorAll('.apparatus, .headerlink')) part.remove();
    return copy.textContent.replace(/\\s/g, ''); }))()"""


def _passages(edition: Built) -> dict[str, set[str]]:
    """What the notes of each reading are about, white space removed, by the id of the note."""
    found: dict[str, set[str]] = {}
    for name in ("notes", "cross-notes"):
        path = edition.root / "docs" / "apparatus" / f"{name}.yaml"
        for note in yaml.safe_load(path.read_text(encoding="utf-8"))[name]:
            selectors = note["passages"] if "passages" in note else [note["at"]]
            found[note["id"]] = {"".join(one["exact"].split()) for one in selectors if "exact" in one}
    return found


@pytest.mark.parametrize("name", READINGS)
def test_each_mark_colours_the_passage_of_its_note(visit: Visit, edition: Built, name: str) -> None:
    """Passages cross each other, terms and blocks; each is found in the page as it is quoted."""
    page = visit(f"readings/{name}.html")
    known = _passages(edition)
    painted = page.evaluate(f"""[...document.querySelectorAll('.reading-text a.note-mark[data-length]')].map(mark => {{
        reader.paint([mark]);
        return [mark.hash.replace('#note-', ''), {_PAINTED}.join()]; }})""")
    assert len(painted) > 5
    for note, words in painted:
        assert any(words.startswith(one) and len(words) <= len(one) + 15 for one in known[note]), (note, words)
    assert page.evaluate("document.querySelectorAll('.passage').length") == 0, "nothing is put into the page"


def test_pointing_at_a_mark_or_a_note_colours_and_leaving_clears(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"notes": "end"})
    text = page.locator(".reading-text").inner_text()
    mark = page.locator("#p4 a.note-mark").first
    mark.hover()
    page.wait_for_function("CSS.highlights.has('passage')")
    page.locator(".card").wait_for(state="visible")
    page.locator(".card").hover()
    page.wait_for_timeout(400)
    assert page.evaluate("CSS.highlights.has('passage')"), "the card is read with its passage in sight"
    page.mouse.move(700, 80)
    page.wait_for_function("!CSS.highlights.has('passage')")
    page.locator("aside.note").first.hover()
    page.wait_for_function("CSS.highlights.has('passage')")
    page.mouse.move(1400, 80)
    page.wait_for_function("!CSS.highlights.has('passage')")
    assert page.locator(".reading-text").inner_text() == text


def test_a_finger_on_a_mark_colours_its_passage(visit: Visit) -> None:
    page = visit("readings/evn.html", PHONE, has_touch=True)
    page.locator("#p4 a.note-mark").first.tap()
    page.wait_for_function("CSS.highlights.has('passage')")
    page.locator("#p3").tap(position={"x": 5, "y": 5})
    page.wait_for_function("!CSS.highlights.has('passage')")


def test_where_a_browser_has_no_highlights_boxes_stand_behind_the_words(visit: Visit) -> None:
    page = visit("readings/evn.html")
    page.evaluate("delete window.Highlight")
    page.locator("#p4 a.note-mark").first.hover()
    page.locator(".passage").first.wait_for(state="attached")
    box = page.locator(".passage").first.bounding_box()
    text = page.locator(".reading-text").bounding_box()
    assert box and text and box["x"] >= text["x"] - 1 and box["width"] <= text["width"] + 1
    page.keyboard.press("Escape")
    assert page.locator(".passage").count() == 0


def test_a_cropped_note_opens_by_finger_key_and_mouse_over_its_neighbours(visit: Visit) -> None:
    """Its button is real, its words keep their contrast, and what opened it closes it."""
    page = visit("readings/azus.html", TABLET, has_touch=True)
    note = page.locator("aside.cropped").nth(3)
    button = note.locator("button")
    whole = "e => e.scrollHeight <= e.clientHeight + 1"
    assert note.evaluate("e => getComputedStyle(e).maskImage") == "none"
    assert not note.evaluate(whole)
    note.scroll_into_view_if_needed()
    for opens in (note.tap, button.click, lambda: button.press("Enter")):
        opens()
        assert note.evaluate(whole) and button.get_attribute("aria-expanded") == "true"
        assert note.evaluate("""e => { const box = e.getBoundingClientRect();
            return e.contains(document.elementFromPoint(box.left + 60, box.bottom - 8)); }""")
        page.keyboard.press("Escape")
        assert not note.evaluate(whole) and button.get_attribute("aria-expanded") == "false"


def test_notes_stand_on_both_sides_of_their_lines_and_most_are_near(visit: Visit) -> None:
    apart = """[...document.querySelectorAll('aside.note')].map(note => {
        const mark = document.querySelector(`.reading-text a.note-mark[href="#${note.id}"]`);
        return note.getBoundingClientRect().top - mark.getBoundingClientRect().top; })"""
    near = []
    for name in ("evn", "mepei", "sld"):
        page = visit(f"readings/{name}.html")
        found = page.evaluate(apart)
        assert min(found) < -20 and max(found) > 20
        assert sorted(map(abs, found))[len(found) // 2] < 100
        near += [abs(one) < 40 for one in found]
    assert sum(near) > len(near) / 3, "alone, a note stands at its line"
    page = visit("readings/mepei.html")
    assert page.locator("aside.cropped").count() < page.locator("aside.note").count() / 2, "whole where there is room"


def test_the_arrow_leads_from_a_mark_into_its_note_and_esc_back(visit: Visit) -> None:
    page = visit("readings/evn.html")
    page.locator("#p4 a.note-mark").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("Boolean(document.activeElement.closest('aside.open'))")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("note-mark")
    assert page.locator("aside.open").count() == 0


def test_the_contents_lead_to_the_notes_at_the_end(visit: Visit) -> None:
    page = visit("readings/evn.html")
    last = "document.querySelector('#p12').getBoundingClientRect().bottom"
    first = "document.querySelector('aside.note').getBoundingClientRect()"
    page.locator("#contents a", has_text="Notes").first.click()
    page.wait_for_function(f"{first}.top > {last} && {first}.top < innerHeight")
    page.locator(".where-notes").click()
    assert page.evaluate(f"{first}.top < {last}")
    page.locator(".where-notes").click()
    assert page.evaluate(f"{first}.top > {last}")
