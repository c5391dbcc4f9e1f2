"""Shared fixtures: the shipped edition, built once for each process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import copy_edition, ledger, sphinx

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 90.0
"""Seconds for what comes of itself; only a machine that is busy needs more than one."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the expected files of tests/cases be written anew."""
    parser.addoption("--force-regen", action="store_true", help="write tests/cases/*/expected anew")


@dataclass(frozen=True)
class Built:
    """A project and the HTML built from it."""

    root: Path
    html: Path
    ledger: dict[str, dict]


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped edition, the student's, built with plain sphinx-build."""
    root = copy_edition(tmp_path_factory.mktemp("edition"))
    html = root / "build" / "html"
    sphinx(root, html)
    return Built(root=root, html=html, ledger=ledger(root))


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The path of an installed browser; without one the test is skipped, in CI it fails."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        message = "no browser found; install one with: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """One browser for each process: two of Playwright's loops cannot run in one."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser_path, args=list(BROWSER_FLAGS))
        yield opened
        opened.close()
