"""A reading in one file, and the pack's first page, opened from a folder that holds nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.pack import index, instructor, student, work_of
from annotate.single import Where, inlined, single
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.test_axe import THEMES, violations
from tests.conftest import Built

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def alone(edition: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one reading and the two first pages; the reader itself is elsewhere."""
    folder = tmp_path_factory.mktemp("alone")
    page = single(edition.html / "readings" / "evn.html", edition.html, Where(name="readings/evn"))
    (folder / "evn.html").write_text(page, encoding="utf-8")
    made, found = assemble_project(edition.root)
    assert made is not None
    work = work_of(made, found, edition.html)
    students, ours = list(student.files(work)), list(instructor.files(work, edition.html))
    contents = index.Contents(edition=made, student=students, instructor=ours, ready=work.ready, missing=())
    for name, words in (("index", index.pack_index(contents)), ("student", index.student_index(made, students))):
        (folder / f"{name}.html").write_text(inlined(words, edition.html), encoding="utf-8")
    return folder


def test_a_reading_in_one_file_has_its_notes_cards_and_fonts_and_asks_for_nothing(
    visit: Visit, axe: str, alone: Path
) -> None:
    page = visit("evn.html", DESKTOP, root=alone)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.reload()
    page.wait_for_function("document.fonts.ready")
    word = page.locator("#p4 a.term").first
    word.hover()
    page.locator(".card").wait_for(state="visible")
    address = word.get_attribute("href")
    assert page.locator(".card .go").get_attribute("href") == address
    assert page.locator(".card h2").inner_text().startswith(page.locator(address).inner_text())
    page.mouse.move(5, 5)
    assert page.locator("article.side-notes aside.footnote").count() > 5
    assert page.evaluate(
        "document.fonts.check('16px \"Reader Serif\"') && [...document.fonts].some(one => one.status === 'loaded')"
    )
    assert [one for one in asked if not one.startswith("data:")] == [(alone / "evn.html").as_uri()]
    page.evaluate(axe)
    assert violations(page, axe) == []


def test_it_works_on_a_phone_and_without_scripts(visit: Visit, axe: str, alone: Path) -> None:
    page = visit("evn.html", PHONE, root=alone, has_touch=True, is_mobile=True)
    page.evaluate(axe)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#p4 a.term").first.tap()
    page.locator(".card").wait_for(state="visible")
    page.locator(".contents-link").tap()
    assert page.locator("#contents a:visible").count() > 3
    plain = visit("evn.html", PHONE, root=alone, java_script_enabled=False)
    plain.locator("#p4 a.term").first.click()
    assert plain.locator("dt:target").inner_text()


@pytest.mark.parametrize("name", ["index.html", "student.html"])
def test_the_first_pages_are_accessible_in_any_colours_and_fit(visit: Visit, axe: str, alone: Path, name: str) -> None:
    for size in (DESKTOP, PHONE):
        page = visit(name, size, root=alone)
        page.evaluate(axe)
        for theme in THEMES:
            page.evaluate(
                "theme => { document.documentElement.dataset.theme = theme; for (const one of document.querySelectorAll('details')) one.open = true; }",
                theme,
            )
            assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if name == "index.html":
        page.locator("[data-copies]").first.click()
        assert page.locator("[data-copies]").first.inner_text() == "Copied"
        assert "minutes to read" in page.evaluate("String(getSelection())")
