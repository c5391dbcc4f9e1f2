"""Suggestions find what was planted, say why, and can be pasted as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.cli.project import _KINDS
from annotate.diagnostics import Severity
from annotate.load import cross_notes, establishment, glossary
from annotate.project.suggest import Suggestion, What, as_yaml, suggest
from tests.support.projects import REPOSITORY, annotate, make_project

ONE = """The river council

The County Roads Office (CRO) met on 4 March 1904. The stone bridge at Fordham will cost 1,200 pounds, as the County Roads Office reckons, and the toll will pay for the stone bridge within ten years.
Old Fordham market closed early. In Fordham the ferryman Amos Reed keeps the night watch, and Amos Reed takes the toll.
The clerk of the PWB signed it. Nobody but the ferryman knows the night watch, and the night watch is long.
A stone bridge, says the county-council, is a promise.
Share this page
Printed by the town press
"""
TWO = """An answer from the bank

They told us on 5 March 1904 that the stone bridge at Fordham would cost 2,400 pounds, as the office reckons, and that the toll would pay for all of it.
Amos Reed has kept the ferry for forty years, in flood and in drought, without a single loss of life. The CRO has never asked him.
In a flood it does not run at all, and in a drought the river can be crossed on foot by anybody.
Printed by the town press
"""
GLOSSARY = """terms:
  # the office, in short
  - id: cro
    headword: County Roads Office
    category: organisation
    forms: [County Roads Office]   # as it is written
    definition: >-
      The office for roads.
    basis: texts
  - id: council
    headword: County council
    category: organisation
    forms: ["county council"]
    definition: It rules the county.
    basis: texts
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project with something planted for each kind."""
    return make_project(tmp_path / "p", {"one": ONE, "two": TWO}, glossary=GLOSSARY, edition="budget: 1000\n")


def found(root: Path, what: What) -> list[Suggestion]:
    """The suggestions of one kind, best first."""
    edition, _ = assemble_project(root)
    assert edition
    return list(suggest(edition, (root / "docs/apparatus/glossary.yaml").read_text(encoding="utf-8"), [what]))


def entries(made: list[Suggestion], key: str) -> list[object]:
    """One value of each entry."""
    return [one.entry[key] for one in made if not isinstance(one.entry, str)]


def test_terms_are_names_and_phrases_that_the_glossary_lacks(root: Path) -> None:
    headwords = entries(found(root, What.TERMS), "headword")
    assert {"Amos Reed", "Fordham", "stone bridge", "night watch"} <= set(headwords)
    assert not {"County Roads Office", "The", "Old Fordham", "CRO"} & set(headwords)
    (name,) = (one for one in found(root, What.TERMS) if one.entry["headword"] == "Amos Reed")  # type: ignore[index]
    assert name.evidence[1] == "3 times in 2 texts: ONE ¶2, TWO ¶2"


def test_aliases_are_whole_entries_with_new_forms(root: Path) -> None:
    made = {one.entry.split("\n")[0]: one for one in found(root, What.ALIASES) if isinstance(one.entry, str)}
    assert 'forms: ["County Roads Office", "CRO"]' in str(made["  - id: cro"].entry)
    assert "definition: >-\n      The office for roads." in str(made["  - id: cro"].entry)
    assert 'forms: ["county council", "county-council"]' in str(made["  - id: council"].entry)
    assert "'CRO'" in made["  - id: cro"].evidence[1] + made["  - id: cro"].evidence[0]


def test_links_join_paragraphs_about_the_same_thing(root: Path) -> None:
    best = found(root, What.LINKS)[0]
    assert best.evidence[0].startswith("ONE ¶1 and TWO ¶1: likeness ")
    assert not any("TWO ¶3" in one.evidence[0] for one in found(root, What.LINKS)[:1])


def test_other_numbers_for_the_same_thing_are_shown_with_both_sentences(root: Path) -> None:
    made = found(root, What.CONTRADICTIONS)
    assert "1,200 pounds or 2,400 pounds" in entries(made, "topic")
    (money,) = (one for one in made if "pounds" in str(one.entry))
    assert [line.split(":")[0] for line in money.evidence[1:]] == ["ONE ¶1", "TWO ¶1"]


def test_glosses_are_asked_for_abbreviations_that_nothing_explains(root: Path) -> None:
    assert entries(found(root, What.GLOSSES), "headword") == ["PWB"]  # CRO is explained: a form
    more = GLOSSARY + "  - {id: pwb, headword: PWB, category: organisation, forms: [PWB], definition: It is one., basis: texts}\n"
    (root / "docs" / "apparatus" / "glossary.yaml").write_text(more, encoding="utf-8")
    assert found(root, What.GLOSSES) == []


def test_furniture_is_what_buttons_say_and_what_stands_in_several_texts(root: Path) -> None:
    made = found(root, What.FURNITURE)
    assert set(entries(made, "check")) == {"Share this page", "Printed by the town press"}
    assert any("stands 2 times: ONE, TWO" in one.evidence[1] for one in made)


def test_everything_can_be_pasted_and_resolves(root: Path) -> None:
    edition, _ = assemble_project(root)
    assert edition
    apparatus = root / "docs" / "apparatus"
    links = ""
    for block in as_yaml(suggest(edition, GLOSSARY, limit=50)):
        file, key = block.split("\n")[0].removeprefix("# ---- "), block.split("\n")[2].rstrip(":")
        if key == "omissions":
            path = root / file
            _, problems = establishment.load(file, path.read_text(encoding="utf-8") + block, "seeds/x.txt")
        else:
            loader = glossary if key == "terms" else cross_notes
            made, problems = loader.load(file, block)
            assert made
            links += block.split("\n", 3)[3] if loader is cross_notes else ""
        assert problems == ()
    (apparatus / "cross-notes.yaml").write_text(f"cross-notes:\n{links}", encoding="utf-8")
    _, problems = assemble_project(root)
    assert [one for one in problems if one.severity is Severity.ERROR] == []


def test_the_command_prints_it_and_knows_its_kinds(root: Path) -> None:
    assert list(_KINDS) == [one.value for one in What]
    done = annotate(root, "suggest", "furniture", "--limit", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("- lines:") == 1
    assert "# ---- docs" not in done.stdout
    wrong = annotate(root, "suggest", "term")
    assert (wrong.returncode, "Did you mean 'terms'?" in wrong.stderr) == (2, True)


def test_an_edition_that_is_finished_gets_suggestions_that_load() -> None:
    edition, _ = assemble_project(REPOSITORY, keys=False)
    assert edition
    text = (REPOSITORY / "docs/apparatus/glossary.yaml").read_text(encoding="utf-8")
    made = suggest(edition, text, limit=40)
    assert len(made) > 30
    for block in as_yaml(made):
        if "\nomissions:" not in block:
            loader = glossary if "\nterms:" in block else cross_notes
            assert loader.load("x.yaml", block)[1] == ()
