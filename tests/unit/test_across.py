"""Events and figures: dates and numbers are read out of their quotations, compared, drawn and listed."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from annotate.build import assemble_project, build
from annotate.chronology import dates_differ, datings, in_order
from annotate.dates import differ, in_words, order, parse, read, states
from annotate.diagnostics import Code
from annotate.draw import drawings
from tests.support.projects import annotate, make_project
from tests.test_cases import CASES

DATED = CASES / "dated"
EVENTS, FIGURES = "docs/apparatus/events.yaml", "docs/apparatus/figures.yaml"
SVG = "{http://www.w3.org/2000/svg}"


def project(to: Path) -> Path:
    """A copy of the case: two texts, seven events, a scale, two tables."""
    return Path(shutil.copytree(DATED, to / "dated", ignore=shutil.ignore_patterns("expected")))


# ---- dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("built in 1791", ["1791"]),
        ("In September 2022, they", ["2022-09"]),
        ("On February 23, 2024, he", ["2024-02-23"]),
        ("the 9 November statement of 2020", ["2020-11-09"]),
        ("for a decade (2010-2021)", ["2010/2021"]),
        ("from 1997 to 2021 they", ["1997/2021"]),
        ("from the fall in 2004 to the rise that began in 2019", ["2004/2019"]),
        ("in the first half of 2024", ["2024-01/2024-06"]),
        ("in the second half of 1899", ["1899-07/1899-12"]),
        ("in 2023 and 2024", ["2023", "2024"]),
        ("2,000 men, $2000 and 1.2013 tons", []),
        ("in June", []),
        ("in June 2023 and May 2024", []),
        ("on 31 February 2020", []),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_stated(words: str, dates: list[str]) -> None:
    assert [one.text for one in read(words)] == dates


def test_a_month_may_take_its_year_from_elsewhere_but_a_year_is_never_changed() -> None:
    assert [one.text for one in read("in June", 2024)] == ["2024-06"]
    assert [one.text for one in read("in June 2023", 2024)] == ["2023-06"]
    assert read("one day", 2024) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1828", "1828"),
        ("2022-09", "September 2022"),
        ("2024-02-23", "23 February 2024"),
        ("1997/2021", "1997 to 2021"),
        ("1993/..", "from 1993"),
        ("2024-01/2024-06", "January to June 2024"),
        ("2023-09-19/2023-09-20", "19 to 20 September 2023"),
        ("2023-09-24/2023-10-03", "24 September to 3 October 2023"),
        ("2023-12-30/2024-01", "30 December 2023 to January 2024"),
    ],
)
def test_a_date_is_said_with_its_precision(text: str, words: str) -> None:
    when = parse(text)
    assert when
    assert in_words(when) == words


@pytest.mark.parametrize("text", ["", "May 2020", "2020-13", "2021/2020", "2020/", "../2020", "2020-5", "20"])
def test_what_is_no_date(text: str) -> None:
    assert parse(text) is None


def test_an_open_interval_needs_words_that_open_it() -> None:
    since = parse("1993/..")
    assert since
    assert states("closed since 1993", since)
    assert not states("closed in 1993", since)
    assert not states("closed since 1994", since)


def test_dates_are_sorted_by_their_beginning_and_the_less_exact_first() -> None:
    texts = ["2024-02-23", "2023-12", "2024-02", "2024/..", "2024", "2024-02/2024-03", "1990/2030"]
    whens = sorted((when for text in texts if (when := parse(text))), key=order)
    assert [when.text for when in whens] == [
        "1990/2030", "2023-12", "2024/..", "2024", "2024-02/2024-03", "2024-02", "2024-02-23",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "so"),
    [
        (["2004", "2003-11"], True),
        (["2004", "2004-11"], False),
        (["2022/..", "2030"], False),
        (["2022/..", "2021-12-31"], True),
        (["2020", "2020-05", "2020-06"], True),
    ],
)
def test_dates_differ_when_two_have_no_day_in_common(texts: list[str], so: bool) -> None:
    assert differ([when for text in texts if (when := parse(text))]) is so


# ---- the check ----------------------------------------------------------------------------

# File, words, other words for them; code; message.
BAD: list[tuple[str, str, str, Code, str]] = [
    (EVENTS, 'date: "1791"', "date: May 1791", Code.BAD_DATE, "'May 1791' is not a date"),
    (EVENTS, 'date: "1791"', 'date: "1792"', Code.DATE_DISAGREES, "no quotation of 'built' states 1792"),
    (EVENTS, "date: 1791/1888", "date: 1791/1889", Code.DATE_DISAGREES, "no quotation of 'work' states 1791 to 1889"),
    (EVENTS, "built in 1791", "The mill at the weir", Code.DATE_DISAGREES, "no date can be read in 'The mill at the weir'"),
    (EVENTS, "the town bought it}\n      -", "the town bought it}\n        undated: true\n      -", Code.DATE_DISAGREES, "'On 4 May 1902 the town bought it' is said to be undated, but states 4 May 1902"),
    (EVENTS, "    disputed: true\n", "", Code.DATES_DIFFER, "the dates given for 'flood' cannot all be right"),
    (EVENTS, "title: The mill is built", "title: The mill is built\n    disputed: true", Code.DATES_DIFFER, "'built' is said to be disputed, but its dates can all be right"),
    (EVENTS, "id: built", "id: work", Code.DUPLICATE_ID, "two events have the id 'work'"),
    (EVENTS, "{reading: mill, exact: built", "{reading: mlil, exact: built", Code.UNKNOWN_READING, "there is no reading 'mlil'"),
    (EVENTS, "exact: built in 1791", "exact: built in 1792", Code.NO_MATCH, "'built in 1792' does not stand in 'mill'"),
    (EVENTS, "\n      - at: {reading: mill, exact: built in 1791}", " []", Code.MISSING_KEY, "no reading tells of the event 'built'"),
    (EVENTS, "sources: [deeds]", "sources: [deed]", Code.UNKNOWN_SOURCE, "there is no source 'deed'"),
    (EVENTS, "notes: [price]", "notes: [pirce]", Code.BAD_REFERENCE, "there is no note 'pirce'"),
    (EVENTS, "`Today half <school>`", "`Today all <school>`", Code.NO_MATCH, "'Today all' does not stand in 'school'"),
    (FIGURES, "missing: 1", "missing: 2", Code.BAD_REFERENCE, "'mill' has 1 lost figures, so none is number 2"),
    (FIGURES, "    reading: mill\n", "    reading: mil\n", Code.UNKNOWN_READING, "there is no reading 'mil'"),
    (FIGURES, "from: empty", "from: emty", Code.BAD_REFERENCE, "there is no stop 'emty'"),
    (FIGURES, 'date: "1902-05-04"', "date: 1902-06", Code.DATE_DISAGREES, "no quotation of 'The house' states June 1902"),
    (FIGURES, "[{reading: mill, exact: It ground corn from 1791 to 1888}]", "[]", Code.INCOMPLETE, "a position of 'The house' rests on no quotation"),
    (FIGURES, "{reading: mill, exact: it was opened as a school}", "{reading: school, exact: once a mill}", Code.BAD_REFERENCE, "the drawing 'use' is made from 'mill', not from 'school'"),
    (FIGURES, "figure: 350 pounds, at", "figure: 35 pounds, at", Code.FIGURE_DISAGREES, "'35 pounds' is not the number in 'for 350 pounds'"),
    (FIGURES, "exact: for 350", "exact: On 4 May 1902 the town bought it for 350", Code.FIGURE_DISAGREES, "'350 pounds' is not the number in 'On 4 May 1902 the town bought it for 350 pounds'"),
    (FIGURES, "exact: paid 300 pounds}, notes: [price]}", "exact: paid 300 pounds}}", Code.CAUTION, "'300 pounds' is in a statement that is contradicted, 's1'"),
    (FIGURES, "350 pounds, sources: [deeds]", "350 pounds", Code.INCOMPLETE, "'By the deeds' needs words of a reading, or outside sources"),
    (FIGURES, "      - {about: sample, lacking: Not stated.}\n", "", Code.INCOMPLETE, "the poll 'children' says nothing of: sample"),
    (FIGURES, "{about: sample, lacking: Not stated.}", "{about: sample}", Code.INCOMPLETE, "'children' needs words of the text on 'sample', or that it has none"),
    (FIGURES, "id: children", "id: price", Code.DUPLICATE_ID, "two figures have the id 'price'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words", "others", "code", "message"), BAD)
def test_a_mistake_gets_its_one_finding(
    tmp_path: Path, file: str, words: str, others: str, code: Code, message: str
) -> None:
    root = project(tmp_path)
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(words) == 1
    (root / file).write_text(text.replace(words, others), encoding="utf-8")
    _, problems = assemble_project(root)
    assert [(one.code, one.place.file, one.message) for one in problems] == [(code, file, message)]
    assert problems[0].hint
    assert problems[0].place.line > 1
    assert not build(root).written


# ---- what follows from it -----------------------------------------------------------------


def test_a_disagreement_is_computed_and_not_what_the_file_says(tmp_path: Path) -> None:
    edition, _ = assemble_project(project(tmp_path))
    assert edition
    by_id = {event.id: event for event in edition.across.events}
    assert [name for name, one in by_id.items() if dates_differ(one, datings(one, edition))] == ["flood"]
    read_out = {one.reading: one.when and one.when.text for one in datings(by_id["flood"], edition)}
    assert read_out == {"mill": "1888-03", "school": "1889"}
    assert [one.id for one in in_order(edition.across.events)] == [
        "work", "built", "empty", "flood", "bought", "opened", "taught",
    ]  # fmt: skip


def test_drawings_are_the_same_each_time_say_what_they_are_and_hold_every_mention(tmp_path: Path) -> None:
    edition, _ = assemble_project(project(tmp_path))
    again, _ = assemble_project(project(tmp_path / "again"))
    assert edition and again
    made = drawings(edition)
    assert made == drawings(again)
    assert set(made) == {"timeline", "timeline-upright", "timeline-page", "scale-use"}
    for name, svg in made.items():
        top = ElementTree.fromstring(svg)
        assert top.get("role") == "img"
        title, about = top.find(f"{SVG}title"), top.find(f"{SVG}desc")
        assert title is not None and about is not None and title.text and about.text
        assert (top.get("aria-labelledby"), top.get("aria-describedby")) == (title.get("id"), about.get("id"))
        width, height = map(float, str(top.get("viewBox")).split()[2:])
        for point in re.findall(r' c?x[12]?="([-\d.]+)"', svg):
            assert 0 <= float(point) <= width, name
        for point in re.findall(r' c?y[12]?="([-\d.]+)"', svg):
            assert 0 <= float(point) <= height, name
    tellings = sum(len(event.tellings) for event in edition.across.events)
    for name in ("timeline", "timeline-upright", "timeline-page"):
        marks = re.findall(r"<title>([^<]*)</title>", made[name])
        assert len(marks) == tellings + 2  # and when each text was written
        assert "1889: A flood" in marks


def test_a_drawing_of_few_years_is_as_wide_as_others_and_has_room_for_long_names(tmp_path: Path) -> None:
    seed = "id: a\nsiglum: A-LONG-NAME\ntitle: A\ndate: '1858'\npublic-domain: true\n"
    event = "events:\n  - {id: e, title: E, date: 1848-07-19/1848-07-20, tellings: [{at: {reading: a, exact: 'July 19-20, 1848'}}]}\n"
    root = make_project(tmp_path / "p", {"a": "It was on July 19-20, 1848.", "a.yaml": seed}, events=event)
    assert annotate(root, "build").stderr == ""
    svg = (root / "docs" / "_annotate" / "drawings" / "timeline.svg").read_text(encoding="utf-8")
    width, begins = (
        float(svg.partition('viewBox="0 0 ')[2].split(" ")[0]),
        float(svg.partition('<line x1="')[2].partition('"')[0]),
    )
    assert width > 600 and begins > len("A-LONG-NAME") * 9
    assert ">1858: the text was written<" in svg and ">19 to 20 July 1848: E<" in svg
    card = (root / "docs" / "readings" / "a.md").read_text(encoding="utf-8")
    assert "In the public domain, as far as known. Reproduced with notes for study.\n" in card


def test_pages_and_drawings_go_when_their_files_go(tmp_path: Path) -> None:
    root = project(tmp_path)
    build(root)
    docs = root / "docs"
    assert "{ref}`" in (docs / "readings" / "mill.md").read_text(encoding="utf-8")
    for name in (EVENTS, FIGURES):
        (root / name).unlink()
    gone = {"timeline.md", "figures.md"} | {
        f"_annotate/drawings/{name}.svg" for name in ("timeline", "timeline-upright", "timeline-page", "scale-use")
    }
    assert gone <= set(build(root).deleted)
    assert "{ref}`" not in (docs / "readings" / "mill.md").read_text(encoding="utf-8")
