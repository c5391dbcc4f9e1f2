"""Worksheets and keys, as they are opened and printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, SMALL, Visit
from tests.browser.test_axe import violations
from tests.conftest import Built
from tests.support.projects import annotate

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sheets(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms A and B of the whole edition's exercises."""
    folder = tmp_path_factory.mktemp("sheets")
    done = annotate(edition.root, "assign", "--forms", "2", "--seed", "x", "-o", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_they_are_accessible_and_fit_a_narrow_window(visit: Visit, axe: str, sheets: Path) -> None:
    for name in ("worksheet-A.html", "key-A.html"):
        page = visit(name, SMALL, root=sheets)
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_worksheet_has_room_to_write_and_its_key_has_answers(visit: Visit, sheets: Path) -> None:
    page = visit("worksheet-A.html", DESKTOP, root=sheets)
    assert page.locator(".who").inner_text().split() == ["Name:", "Date:", "Class:"]
    tasks, answers = page.locator("section").count(), page.locator(".key").count()
    assert (answers, page.locator(".line").count() > 100) == (0, True)
    key = visit("key-A.html", DESKTOP, root=sheets)
    assert key.locator(".key").count() == key.locator("section").count() == tasks
    words = [key.locator("section").nth(at).locator("p").first.inner_text() for at in range(tasks)]
    assert words == [page.locator("section").nth(at).locator("p").first.inner_text() for at in range(tasks)]


def test_the_forms_are_the_same_tasks_in_another_order(visit: Visit, sheets: Path) -> None:
    prompts = "[...document.querySelectorAll('section')].map(one => one.querySelector('p').innerText)"
    first, second = (visit(f"worksheet-{form}.html", root=sheets).evaluate(prompts) for form in "AB")
    assert first != second
    assert sorted(first) == sorted(second)


def test_on_paper_no_task_with_little_to_write_is_broken(visit: Visit, sheets: Path) -> None:
    page = visit("worksheet-A.html", root=sheets)
    page.emulate_media(media="print")
    rules = page.evaluate("[...document.querySelectorAll('section')].map(one => getComputedStyle(one).breakInside)")
    assert set(rules) == {"avoid-page"}
    assert (
        json.loads(page.evaluate("JSON.stringify(getComputedStyle(document.body).backgroundColor)")) == "rgb(255, 255, 255)"
    )
