"""Promise 6: the reader works from a folder, without a network or a request outside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Built

_FETCHING = re.compile(r"<(?:link|script|img|iframe|source|object|embed)\b[^>]*?\b(?:href|src|data)=\"([^\"]*)\"")


def test_nothing_on_a_page_is_fetched_from_elsewhere(edition: Built) -> None:
    pages = sorted(edition.html.rglob("*.html"))
    assert len(pages) >= 19
    for path in pages:
        for address in _FETCHING.findall(path.read_text(encoding="utf-8")):
            if address.startswith("data:"):
                continue
            assert not re.match(r"[a-z]+:|//", address), (path.name, address)
            target = (path.parent / address.partition("#")[0].partition("?")[0]).resolve()
            assert target.is_file(), (path.name, address)
    for path in edition.html.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8")), path.name


def test_every_link_inside_the_reader_leads_somewhere(edition: Built) -> None:
    ids: dict[Path, set[str]] = {}
    for path in edition.html.rglob("*.html"):
        ids[path.resolve()] = set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))
    checked = 0
    for path in edition.html.rglob("*.html"):
        for address in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', path.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", address):
                continue
            file, _, fragment = address.partition("#")
            target = (path.parent / file).resolve() if file else path.resolve()
            assert target in ids, (path.name, address)
            assert not fragment or fragment in ids[target], (path.name, address)
            checked += 1
    assert checked > 2000


def test_ids_are_unique_and_the_readers_own(edition: Built) -> None:
    for path in edition.html.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        found = re.findall(r'\bid="([^"]+)"', page)
        assert len(found) == len(set(found)), path.name
        numbered = [one for one in found if re.fullmatch(r"p\d+", one)]
        if path.parent.name == "readings":
            assert numbered == [f"p{number}" for number in range(1, len(numbered) + 1)]
            assert numbered
        else:
            assert not numbered, path.name


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 900), (320, 640)], ids=["desktop", "phone"])
def test_every_page_opens_from_disk_in_silence(edition: Built, browser: Browser, size: tuple[int, int]) -> None:
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in sorted(edition.html.rglob("*.html")):
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], (path.name, wide)
    page.goto((edition.html / "search.html").as_uri() + "?q=Jermuk")
    page.wait_for_selector("#search-results li a")
    hits = page.eval_on_selector_all("#search-results li a", "links => links.map(link => link.href)")
    context.close()
    assert any("readings/evn.html" in hit for hit in hits)
    assert said == []
    home = edition.html.as_uri()
    assert [url for url in asked if not url.startswith((home, "data:"))] == []
