"""The text itself: lines of a good length, the text alone, copying, settings, reflow, print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.browser.conftest import DESKTOP, PHONE, SMALL, Visit
from tests.conftest import Built

pytestmark = pytest.mark.browser
_LINES = """(() => {
    const walker = document.createTreeWalker(document.querySelector('#p6'), NodeFilter.SHOW_TEXT);
    const lines = new Map(), range = document.createRange();
    for (let text; (text = walker.nextNode());) {
        if (text.parentElement.closest('.apparatus')) continue;
        for (let i = 0; i < text.data.length; i++) {
            range.setStart(text, i); range.setEnd(text, i + 1);
            const box = range.getClientRects()[0];
            if (box) { const line = Math.round(box.bottom / 8); lines.set(line, (lines.get(line) || 0) + 1); }
        } }
    return [...lines.values()]; })()"""


@pytest.mark.parametrize("width", [1024, 1280, 1440, 1920])
def test_lines_have_62_to_72_characters(visit: Visit, width: int) -> None:
    """Whatever letters and lengths of lines a reader chooses: contents and notes yield to the text."""
    page = visit("readings/evn.html", (width, 800))
    for size in ("1", "2", "", "4", "5"):
        for length in ("", "2", "3"):
            page.evaluate("([size, length]) => { reader.set('size', size); reader.set('width', length); }", [size, length])
            full = page.evaluate(_LINES)[:-1]
            assert len(full) > 10
            assert 62 <= sum(full) / len(full) <= 72, (size, length)


def test_contents_then_notes_give_way_to_large_letters(visit: Visit) -> None:
    page = visit("readings/evn.html", (1280, 720))
    link, note = page.locator(".contents-link"), page.locator("aside.note").first
    beside = "e => e.getBoundingClientRect().left > document.querySelector('#p1').getBoundingClientRect().right"
    assert page.locator("#contents").is_visible() and not link.is_visible()
    page.evaluate("reader.set('size', '5')")
    page.wait_for_function("document.querySelector('#contents').popover")
    assert note.evaluate(beside)
    link.click()
    assert page.locator("#contents").is_visible()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_function("!document.querySelector('.side-notes')")
    assert not note.evaluate(beside)
    page.evaluate("reader.set('size', '')")
    page.wait_for_function("document.querySelector('.side-notes')")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_function("!document.querySelector('#contents').popover")
    assert page.locator("#contents").is_visible() and not link.is_visible()


def test_the_text_begins_on_the_first_screen(visit: Visit) -> None:
    for name in ("azus", "evn", "ish", "mepei", "sld"):
        box = visit(f"readings/{name}.html", (1280, 720)).locator("#p1").bounding_box()
        assert box and box["y"] < 560, name


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_is_told_of_a_text_opens_by_hand_by_a_link_and_on_paper(visit: Visit, scripts: bool) -> None:
    page = visit("readings/azus.html", PHONE, java_script_enabled=scripts)
    said = page.get_by_text("Reproduced with notes for study.")
    assert not said.is_visible()
    assert page.locator(".source-card .brief").inner_text().endswith("undated · editorial")
    page.get_by_text("About this text").click()
    assert said.is_visible() and not page.locator(".source-card .brief").is_visible()
    page.goto(page.url + "?again#about-this-text")
    page.wait_for_function("document.querySelector('.source-card').open") if scripts else page.wait_for_timeout(300)
    assert said.is_visible()
    page.goto(page.url.split("?")[0])
    assert not said.is_visible()
    page.emulate_media(media="print")
    assert said.bounding_box()["height"] > 10


def test_the_bundled_face_is_used_and_its_stand_in_is_as_wide(visit: Visit) -> None:
    page = visit("readings/evn.html")
    assert page.evaluate("document.fonts.check('1em \\'Reader Serif\\'')")
    height = page.evaluate("document.querySelector('#p6').offsetHeight")
    page.add_style_tag(content=":root { --serif: 'Reader Fallback Times', serif; }")
    changed = page.evaluate("document.querySelector('#p6').offsetHeight")
    assert abs(changed - height) <= height * 0.06


@pytest.mark.parametrize(
    ("words", "face"), [("Հայաստան", "Reader Second"), ("Россия", "Reader Serif"), ("Şuşa", "Reader Serif")]
)
def test_names_in_other_scripts_have_a_face(visit: Visit, words: str, face: str) -> None:
    page = visit("readings/evn.html")
    page.evaluate("words => { document.querySelector('#p1').append(words); }", words)
    page.wait_for_function(
        "([face, words]) => document.fonts.check(`1em '${face}'`, words)"
        " && [...document.fonts].some(f => f.family.includes(face) && f.status === 'loaded')",
        arg=[face, words],
    )
    assert page.evaluate("([face, words]) => document.fonts.load(`1em '${face}'`, words).then(l => l.length)", [face, words])


def test_two_adjacent_marks_do_not_read_as_one_number(visit: Visit) -> None:
    page = visit("readings/evn.html")
    gaps = page.evaluate("""[...document.querySelectorAll('sup + sup')]
        .filter(e => e.previousSibling === e.previousElementSibling)
        .map(e => { const box = t => { const r = document.createRange(); r.selectNodeContents(t.querySelector('a')); return r.getBoundingClientRect(); };
            const a = box(e.previousElementSibling), b = box(e);
            return Math.abs(a.top - b.top) < 2 ? b.left - a.right : 9; })""")
    assert gaps and min(gaps) >= 3


def test_text_only_is_one_key_and_one_button_and_is_remembered(visit: Visit) -> None:
    page = visit("readings/evn.html")
    page.locator("#text-only").click()
    page.wait_for_function("document.documentElement.classList.contains('text-only')")
    for selector in (".note-mark", ".par-number", "aside.note", ".question", ".source-card"):
        assert not page.locator(selector).first.is_visible(), selector
    page.reload()
    assert not page.locator(".par-number").first.is_visible()
    stops = "[...document.querySelectorAll('.reading-text :is(a[href], button, summary, [tabindex])')].filter(e => e.checkVisibility()).length"
    assert page.evaluate(stops) == 0
    page.keyboard.press("t")
    assert page.locator(".par-number").first.is_visible()
    assert page.evaluate(stops) > 50
    page.keyboard.press("t")
    page.goto(page.url.split("#")[0] + "#" + page.locator("aside.note").first.get_attribute("id"))
    assert page.locator("aside.note").first.is_visible(), "a link to a note shows it"


def test_the_key_can_be_turned_off_and_is_not_taken_from_a_field(visit: Visit) -> None:
    page = visit("readings/evn.html", settings={"keys": "off"})
    page.keyboard.press("t")
    assert page.locator(".par-number").first.is_visible()
    page = visit("readings/evn.html")
    page.locator("#search-box").fill("")
    page.keyboard.type("treaty")
    assert page.locator("#search-box").input_value() == "treaty"
    assert page.locator(".par-number").first.is_visible()


def test_copied_words_are_the_source_s_words(visit: Visit, edition: Built) -> None:
    page = visit("readings/evn.html")
    page.evaluate("""() => { const range = document.createRange();
        range.setStartBefore(document.querySelector('#p6').firstChild); range.setEndAfter(document.querySelector('#p7').lastChild);
        getSelection().removeAllRanges(); getSelection().addRange(range);
        document.addEventListener('copy', event => { window.copied = event.clipboardData.getData('text/plain'); }); }""")
    page.keyboard.press("Control+c")
    copied = page.wait_for_function("window.copied").json_value()
    words = " ".join(copied.split())
    source = (edition.root / edition.ledger["evn"]["file"]).read_text(encoding="utf-8")
    assert words.startswith("This process of decoupling")
    assert words in " ".join(source.split())
    assert len(words) > 2000


def test_settings_are_remembered_and_can_be_undone(visit: Visit) -> None:
    page = visit("readings/evn.html")
    size = "getComputedStyle(document.querySelector('#p1')).fontSize + getComputedStyle(document.querySelector('#p1')).lineHeight"
    paper = "getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(size), page.evaluate(paper)
    page.locator("#settings-open").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.theme") == "sepia"
    page.locator("#settings label:has([name=size][value='4'])").click()
    page.locator("#settings label:has([name=leading][value='3'])").click()
    page.keyboard.press("Escape")
    assert not page.locator("#settings").is_visible()
    assert page.evaluate("document.activeElement.id") == "settings-open"
    page.reload()
    changed = page.evaluate(size), page.evaluate(paper)
    assert changed[0] != first[0] and changed[1] != first[1]
    page.locator("#settings-open").click()
    page.locator("#settings-reset").click()
    assert (page.evaluate(size), page.evaluate(paper)) == first


def test_the_system_s_dark_colours_are_used(visit: Visit) -> None:
    light, dark = visit("index.html"), visit("index.html", color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(paper) == "rgb(255, 253, 248)"
    assert dark.evaluate(paper) == "rgb(23, 24, 27)"


@pytest.mark.parametrize("settings", [None, {"size": "5", "width": "3", "leading": "3"}], ids=["as is", "largest"])
def test_nothing_is_wider_than_a_small_phone(visit: Visit, edition: Built, settings: dict[str, str] | None) -> None:
    page = visit("index.html", SMALL, settings=settings)
    for path in sorted(edition.html.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL[0], path.name


def test_the_drawer_opens_takes_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = visit("readings/evn.html", PHONE)
    contents = page.locator("#contents")
    assert not contents.is_visible()
    page.locator(".contents-link").focus()
    page.keyboard.press("Enter")
    assert contents.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "page"
    page.keyboard.press("Escape")
    assert not contents.is_visible()
    assert page.locator(".contents-link").get_attribute("aria-expanded") == "false"
    page.locator(".contents-link").click()
    page.locator("#contents a", has_text="Glossary").click()
    page.wait_for_url("**/glossary.html")


def test_the_first_page_leads_back_to_where_one_stopped(visit: Visit) -> None:
    page = visit("readings/evn.html#p7")
    page.wait_for_function("document.querySelector('.place').textContent.includes(' 7 of 12')")
    page.locator(".page-head .home").evaluate("link => link.click()")
    page.wait_for_url("**/index.html")
    link = page.locator(".continue a")
    assert link.inner_text().endswith("¶ 7")
    link.click()
    page.wait_for_url("**/readings/evn.html#p7")


_MOVED = """new Promise(done => { let sum = 0;
    new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 500); })"""


@pytest.fixture(scope="module")
def served(edition: Built) -> Iterator[str]:
    """The address of the edition's folder, served as any web server does."""
    handler = partial(QuietHandler, directory=str(edition.html))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of a request."""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("way", ["file", "http"])
def test_nothing_moves_and_nothing_is_asked_of_others_while_a_page_loads(
    visit: Visit, edition: Built, served: str, size: tuple[int, int], way: str
) -> None:
    page = visit("index.html", size)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    root = served if way == "http" else edition.html.as_uri() + "/"
    for name in ("readings/sld.html", "readings/evn.html#p9"):
        page.goto(root + name)
        assert page.evaluate(_MOVED) < 0.01, name
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((root, "data:"))] == []


@pytest.mark.parametrize("name", ["readings/sld.html", "exercises.html", "glossary.html"])
def test_at_twice_the_size_all_of_it_is_there(visit: Visit, name: str) -> None:
    """A window of 1440 pixels zoomed to 200 % shows 720 of them."""
    page = visit(name, (720, 450), device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    for selector in ("#settings-open", ".contents-link", ".home"):
        assert page.locator(selector).is_visible(), selector
    page.locator("#settings-open").click()
    box = page.locator("#settings").bounding_box()
    assert box and box["y"] >= 0 and box["y"] + box["height"] <= 450
    assert page.locator("#settings").evaluate(
        "e => e.scrollHeight <= e.clientHeight || getComputedStyle(e).overflowY === 'auto'"
    )


def test_without_motion_nothing_is_animated(visit: Visit) -> None:
    for motion, moves in (("no-preference", 1), ("reduce", 0)):
        page = visit("readings/evn.html", PHONE, has_touch=True, reduced_motion=motion)
        page.locator("#p4 a.term").first.tap()
        assert page.evaluate("document.getAnimations().length") == moves


def test_on_paper_the_tools_are_gone(visit: Visit) -> None:
    page = visit("readings/evn.html")
    page.emulate_media(media="print")
    for selector in (".page-head", "#contents", ".neighbours", ".page-foot", ".crumbs"):
        assert not page.locator(selector).is_visible(), selector
    assert page.locator(".par-number").first.is_visible()
    assert page.locator(".on-paper").is_visible(), "sources are named by labels, and the addresses are elsewhere"
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_forced_colours_and_more_contrast(visit: Visit) -> None:
    page = visit("readings/evn.html", forced_colors="active")
    assert "underline" in page.locator("a.term").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    more = visit("readings/evn.html", contrast="more")
    assert more.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_a_wide_table_is_read_row_by_row_on_a_phone(visit: Visit) -> None:
    """Nothing of it is out of sight, each cell names its column, and it is a table still."""
    for name in ("index.html", "note-on-the-texts.html", "figures.html"):
        page = visit(name, PHONE)
        assert page.locator("table.stacks").count(), name
        assert page.evaluate("[...document.querySelectorAll('table.stacks')].every(e => e.scrollWidth <= e.clientWidth)"), (
            name
        )
    page = visit("index.html", PHONE)
    first = page.locator("table.stacks tbody td").nth(1)
    assert first.evaluate("e => getComputedStyle(e, '::before').content").startswith('"Text: "')
    assert 'cell "EVN"' in page.locator("table.stacks").aria_snapshot()
    assert visit("index.html").locator("table.stacks td").first.evaluate("e => getComputedStyle(e).display") == "table-cell"


def test_the_sign_of_arrival_ends_with_esc_and_is_seen_in_forced_colours(visit: Visit) -> None:
    page = visit("readings/evn.html#p9", reduced_motion="reduce")
    sign = "getComputedStyle(document.querySelector('#p9')).boxShadow"
    assert page.evaluate(sign) != "none"
    page.keyboard.press("Escape")
    assert page.evaluate(sign) == "none"
    forced = visit("readings/evn.html#p9", forced_colors="active")
    assert forced.evaluate("getComputedStyle(document.querySelector('#p9')).outlineStyle") == "solid"


def test_the_whole_page_selected_gives_the_text(visit: Visit, edition: Built) -> None:
    page = visit("readings/azus.html")
    page.evaluate(
        "document.addEventListener('copy', event => { window.copied = event.clipboardData.getData('text/plain'); })"
    )
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    copied = " ".join(page.wait_for_function("window.copied").json_value().split())
    assert copied.startswith("Russia’s Grip Weakens")
    assert copied.endswith("anchor of regional reason.")
    assert "Omitted here" not in copied


def test_twice_the_letters_fit_a_phone(visit: Visit, edition: Built) -> None:
    page = visit("index.html", PHONE)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for path in sorted(edition.html.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path.name


def test_the_contents_come_first_in_the_order_of_the_tab_key(visit: Visit) -> None:
    page = visit("readings/azus.html")
    assert page.evaluate("""Boolean(document.querySelector('#contents a').compareDocumentPosition(
        document.querySelector('#main')) & Node.DOCUMENT_POSITION_FOLLOWING)""")


def test_marks_that_touch_each_other_are_apart_for_a_finger(visit: Visit) -> None:
    page = visit("readings/evn.html", PHONE, has_touch=True, is_mobile=True)
    centres = page.evaluate("""[...document.querySelectorAll('sup.next')].map(e => {
        const box = one => { const range = document.createRange(); range.selectNodeContents(one.querySelector('a')); return range.getBoundingClientRect(); };
        const [a, b] = [box(e.previousElementSibling), box(e)];
        return Math.abs(a.top - b.top) < 2 ? (b.left + b.right - a.left - a.right) / 2 : 24; })""")
    assert centres and min(centres) >= 23
    number = page.locator(".par-number").first.bounding_box()
    assert number and number["width"] >= 24 and number["height"] >= 24
