"""What the reader offers, once more in Firefox: it has its own ways with popovers, highlights and layout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import Built
from tests.support.firefox import ESCAPE, Firefox, binary, firefox

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox, where the machine has it."""
    command = binary()
    if command is None:
        pytest.skip("there is no Firefox; install firefox-esr (or firefox)")
    with firefox(command, tmp_path_factory.mktemp("profile")) as one:
        yield one
        assert one.said == []


def _page(window: Firefox, edition: Built, name: str, size: tuple[int, int] = DESKTOP) -> None:
    file, _, rest = name.partition("?")
    window.open((edition.html / file).as_uri() + (f"?{rest}" if rest else ""), size)


def _is_open(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})?.matches(':popover-open') ?? false"


def test_notes_and_cards_open_and_close(window: Firefox, edition: Built) -> None:
    _page(window, edition, "readings/evn.html")
    window.hover("#p5 .note-mark")
    window.until("document.querySelectorAll('.passage').length > 0 || [...CSS.highlights.keys()].length > 0")
    window.hover(".reading-text a.term")
    window.until(_is_open(".card"))
    assert window.run("document.querySelector('.card').textContent.trim().length > 40")
    window.press(ESCAPE)
    window.until(f"!({_is_open('.card')})")


def test_notes_stand_beside_their_lines(window: Firefox, edition: Built) -> None:
    _page(window, edition, "readings/evn.html")
    boxes = window.run(
        "[...document.querySelectorAll('aside.note, .footnote.note')].filter(one => one.getClientRects().length)"
        ".map(one => one.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
    )
    right = window.run("document.querySelector('#p1').getBoundingClientRect().right")
    beside = sorted((box for box in boxes if box[0] >= right), key=lambda box: box[1])
    assert len(beside) > 5
    assert all(lower[1] >= upper[3] - 0.5 for upper, lower in pairwise(beside))


def test_a_paragraph_is_cited_and_settings_are_kept(window: Firefox, edition: Built) -> None:
    _page(window, edition, "readings/evn.html")
    window.click("#p5 .par-number")
    window.until(_is_open(".cite"))
    assert window.run("location.hash") == "#p5"
    window.press(ESCAPE)
    window.until(f"!({_is_open('.cite')})")
    window.press("t")
    window.until("document.documentElement.classList.contains('text-only')")
    window.press("t")
    window.click("#settings-open")
    window.until(_is_open("#settings"))
    window.press(ESCAPE)
    window.until(f"!({_is_open('#settings')})")


def test_a_phone_has_a_drawer_and_nothing_sticks_out(window: Firefox, edition: Built) -> None:
    for name in ("readings/sld.html", "comparison.html", "timeline.html", "exercises.html", "index-of-names.html"):
        _page(window, edition, name, PHONE)
        assert window.run("document.documentElement.scrollWidth") <= PHONE[0], name
    _page(window, edition, "readings/sld.html", PHONE)
    window.click(".contents-link")
    window.until(_is_open("#contents"))
    window.press(ESCAPE)
    window.until(f"!({_is_open('#contents')})")


def test_search_finds_from_disk(window: Firefox, edition: Built) -> None:
    _page(window, edition, "search.html?q=Zangezur corridor")
    window.until("document.querySelectorAll('#search-results ol li a').length > 0")
    assert "#" in window.run("document.querySelector('#search-results ol li a').getAttribute('href')")


def test_an_exercise_is_answered(window: Firefox, edition: Built) -> None:
    _page(window, edition, "exercises.html")
    item = 'section.item[data-type="true_false"][data-use="practice"]'
    answers = "JSON.parse(document.querySelector('#practice-data').textContent)"
    key = window.run(f"{answers}[document.querySelector({json.dumps(item)}).id.slice(5)].key")
    window.click(f'{item} input[value="{key}"]')
    window.click(f"{item} button[type=submit]")
    window.until(f"document.querySelector({json.dumps(item)}).textContent.includes('✓ Right.')")
