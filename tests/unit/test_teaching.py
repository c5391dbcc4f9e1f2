"""The lesson pages of the shipped edition: minutes add up, and what they count is so."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.support.projects import REPOSITORY

TEACHING = REPOSITORY / "docs" / "teaching"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(TEACHING.glob("*.md"))}
LESSONS = sorted(name for name in PAGES if name.startswith("lesson-"))
PARTS = ("Steps", "Listen for", "Exit task", "Homework", "Adaptations", "Outcomes")
_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n?)*)", re.MULTILINE)
_ITEM = re.compile(r"\{reading:item\}`(?:[^`<]*<)?([\w-]+)>?`")


def sections(page: str) -> dict[str, str]:
    """Return the sections of a page by their titles."""
    return {found["title"]: found["body"] for found in _SECTION.finditer(page)}


def minutes(body: str) -> int:
    """Return the sum of the column of minutes in the tables of a section."""
    total, column = 0, -1
    for line in body.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "Minutes" in cells:
            column = cells.index("Minutes")
        elif not line.startswith("|"):
            column = -1
        elif column >= 0 and cells[column].isdigit():
            total += int(cells[column])
    return total


def items() -> dict[str, dict[str, Any]]:
    """Return every exercise by its id."""
    sets = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (REPOSITORY / "exercises").glob("*.yaml")]
    return {item["id"]: item for one in sets for item in one["items"]}


def test_there_are_seven_lessons() -> None:
    assert [f"lesson-{number}" for number in range(1, 8)] == LESSONS
    assert {"index", "before-you-teach", "routes", "deliberation", "written-alternative"} <= set(PAGES)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_states_its_minutes_and_has_its_parts(name: str) -> None:
    stated = re.match(r"---\nminutes: (\d+)\n---\n", PAGES[name])
    assert stated
    parts = sections(PAGES[name])
    assert tuple(parts) == PARTS
    row = re.search(rf"^\| .*\({name}\.md\) \| [^|]+ \| (\d+) \|", PAGES["index"], re.MULTILINE)
    assert row
    assert row[1] == stated[1]


def test_the_tables_under_a_title_with_minutes_add_up() -> None:
    titles = [(title, body) for page in PAGES.values() for title, body in sections(page).items()]
    stated = [(re.search(r"\((\d+) minutes\)", title), body) for title, body in titles]
    checked = [(int(found[1]), minutes(body)) for found, body in stated if found]
    assert len(checked) >= 5
    assert [pair for pair in checked if pair[0] != pair[1]] == []


def test_what_is_said_of_exercises_is_so() -> None:
    known, sheets, counted = items(), 0, 0
    for page in PAGES.values():
        for found in re.finditer(
            r"\((\d+) tasks, (\d+) minutes, (\d+) points\):\n\n    annotate assign --items (\S+)", page
        ):
            chosen = [known[one] for one in found[4].split(",")]
            sums = (len(chosen), sum(one["minutes"] for one in chosen), sum(one["points"] for one in chosen))
            assert tuple(map(int, found.groups()[:3])) == sums
            assert all(one.get("use") != "practice" for one in chosen)
            sheets += 1
            assert " {}, {}, {} ".format(*sums) in PAGES["index"]
        for line in page.splitlines():
            if found := re.search(r"\((\d+) minutes together\)", line):
                named = _ITEM.findall(line[line.rindex("ractice", 0, found.start()) : found.start()])
                assert sum(known[one]["minutes"] for one in named) == int(found[1])
                assert all(known[one]["use"] == "practice" for one in named)
                counted += 1
    assert (sheets, counted) == (6, 5)


def test_no_card_or_task_of_students_names_a_page_of_the_instructors() -> None:
    for name in ("deliberation", "written-task"):
        page = (REPOSITORY / "docs" / f"{name}.md").read_text(encoding="utf-8")
        assert not re.search(r"teaching/|instructor|good answer|[Tt]eacher’s note", page)
