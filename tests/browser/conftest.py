"""A browser, pages of the shipped edition opened from disk, and axe-core."""

from __future__ import annotations

import contextlib
import importlib.resources
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Built
from tests.support.projects import REPOSITORY

Visit = Callable[..., Page]
DESKTOP, TABLET, PHONE, SMALL = (1440, 900), (1024, 768), (360, 740), (320, 640)
_AXE_HINT = "axe-core is missing; install it with: pip install axe-playwright-python (or npm install axe-core)"


@pytest.fixture
def visit(browser: Browser, edition: Built) -> Iterator[Visit]:
    """Open a page of the edition; at the end of the test no page may have said anything."""
    contexts, said = [], []

    def open_page(
        name: str,
        size: tuple[int, int] = DESKTOP,
        *,
        root: Path = edition.html,
        settings: dict[str, str] | None = None,
        **options: object,
    ) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        if settings:
            words = json.dumps(json.dumps(settings))
            context.add_init_script(f"localStorage.setItem('reader-settings', {words})")
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        file, _, fragment = name.partition("#")
        page.goto((root / file).as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_function("document.fonts.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core; without it the test is skipped, in CI it fails."""
    places = [REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"]
    if given := os.environ.get("AXE_CORE"):
        places.insert(0, Path(given))
    with contextlib.suppress(ModuleNotFoundError):
        places.append(Path(str(importlib.resources.files("axe_playwright_python") / "axe.min.js")))
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    if os.environ.get("CI") == "true":
        pytest.fail(_AXE_HINT)
    pytest.skip(_AXE_HINT)
