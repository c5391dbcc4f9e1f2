"""What a search looks through: all that the readings say, and nothing that is not the student's."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.edition import Edition
from annotate.ledger import reading_text
from annotate.search import asked_by, called, records, search_data
from tests.conftest import Built
from tests.support.projects import REPOSITORY


@pytest.fixture(scope="module")
def shipped() -> Edition:
    edition, _ = assemble_project(REPOSITORY)
    assert edition is not None
    return edition


def _fold(text: str) -> str:
    return " ".join(text.split())


def test_the_records_of_a_reading_are_its_text_and_nothing_else(shipped: Edition) -> None:
    """No number, pilcrow or note mark is looked through; no word is missing."""
    for text in shipped.texts:
        rows = [one for one in records(shipped) if one.page == f"readings/{text.id}" and one.kind == "text"]
        assert [one.at for one in rows] == [block.id for block in text.reading.blocks]
        assert " ".join(one.text for one in rows) == _fold(reading_text(text.reading, text.source))


def test_every_record_stands_where_it_says(edition: Built) -> None:
    rows = json.loads((edition.root / "docs/_annotate/search.json").read_text(encoding="utf-8"))["records"]
    assert {row[0] for row in rows} == {"text", "page", "term", "name", "note", "question", "exercise"}
    pages = {page: (edition.html / f"{page}.html").read_text(encoding="utf-8") for page in {row[1] for row in rows}}
    ids = {page: set(re.findall(r'\bid="([^"]+)"', words)) for page, words in pages.items()}
    missing = [row[:3] for row in rows if row[2] not in ids[row[1]]]
    assert missing == []
    written = (edition.html / "_static/search-data.js").read_text(encoding="utf-8")
    data = json.loads(written.removeprefix("window.readerSearchData=").removesuffix(";\n"))
    found = {(data["pages"][row[1]], row[2]) for row in data["records"] if row[0] == "page"}
    assert len(found) > 30
    for page, at in found:
        assert f'id="{at}"' in (edition.html / page).read_text(encoding="utf-8"), (page, at)


def test_nothing_of_the_instructors_and_no_answer_is_in_the_records(shipped: Edition) -> None:
    looked_through = _fold(search_data(shipped))
    items = [item for one in shipped.sets for item in one.items]
    hidden = [told.prose.text for told in shipped.told if not told.public]
    hidden += [prose.text for item in items for prose in (item.hint, item.solution) if prose]
    hidden += [mistake.reason for item in items for mistake in item.mistakes]
    sentences = [
        sentence
        for text in hidden
        for sentence in re.split(r"(?<=[.?!])\s+", _fold(text))
        if len(sentence.split()) >= 6 and not re.search(r"[{}\\`\[\]*]", sentence)
    ]
    assert len(sentences) > 100
    told = _fold(" ".join(one.prose.text for one in shipped.told if one.public))
    prompts = _fold(" ".join(item.prompt.text for item in items))
    secret = [one for one in sentences if one not in prompts]
    assert [one for one in secret if one in looked_through and one not in told] == []
    assert "item-sld-" in looked_through


def test_aliases_and_names_lead_to_all_names(shipped: Edition) -> None:
    terms = {term.id: term for term in shipped.apparatus.terms}
    assert {"Nagorno-Karabakh", "Karabakh", "Artsakh"} <= set(asked_by(terms["nk"]))
    assert called(terms["csto"])[:2] == ["Collective Security Treaty Organization", "CSTO"]
    assert asked_by(terms["metonym"]) == [], "capitals are not names of one thing"
    assert "sanctions evasion" in asked_by(terms["sanctions"])
    assert "circumventing Western sanctions" not in asked_by(terms["sanctions"])


def test_names_of_the_index_lead_to_it_and_are_not_said_twice(shipped: Edition) -> None:
    rows = {row[0]: row for row in json.loads(search_data(shipped))["names"]}
    assert rows["name-bournoutian"][1:] == ["Bournoutian, George A.", ["George A. Bournoutian"], ["George A. Bournoutian"]]
    assert {"United States", "U.S."} <= set(rows["name-usa"][3])
    assert {"Nagorno-Karabakh", "Artsakh"} <= set(rows["name-nagorno-karabakh"][2]), "other names lead to it too"
    assert rows["name-yerevan"][2] == ["Yerevan"], "an entry that explains several names is not the name of each"
    assert rows["name-nagorno-karabakh"][3] == [], "the glossary leads from one name to the other"
    assert rows["name-west"][3] == [], "words for a concept do not stand for each other"


def test_titles_speak_the_language_of_the_edition(shipped: Edition) -> None:
    settings = replace(shipped.apparatus.settings, language="de")
    german = replace(shipped, apparatus=replace(shipped.apparatus, settings=settings))
    titles = {(row[0], row[4]) for row in json.loads(search_data(german))["records"]}
    assert {("exercise", "Aufgabe 3"), ("note", "Anmerkung 1"), ("question", "Quelle befragen")} <= titles
    assert any(title.startswith("Querverweis ") and title.endswith(", dasselbe Ereignis") for _, title in titles)


def test_the_same_project_gives_the_same_data_and_a_record_a_line(shipped: Edition) -> None:
    again, _ = assemble_project(REPOSITORY, keys=False)
    assert again is not None
    assert search_data(again) == search_data(shipped)
    assert len(search_data(shipped).splitlines()) >= len(list(records(shipped)))


def test_the_queries_name_paragraphs_that_exist(shipped: Edition) -> None:
    import yaml

    blocks = {f"{one.readings[0]}:{one.at.removeprefix('p')}" for one in records(shipped) if one.kind == "text"}
    for name in ("queries.yaml", "later.yaml"):
        queries = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
        assert len(queries) >= 60
        assert {answer for one in queries for answer in one["answers"]} <= blocks
