"""Promise 4: no key is taken on trust; each follows from the texts, and a corrupted one is noticed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.edition import Edition
from annotate.items import Grade, Item, ItemType, selectors_in
from annotate.mutate import GROUPS, Class, below_baseline, mutate, share
from annotate.prove import grade, parse
from tests.exercises.support import as_set, project, well_formed
from tests.promises.reading_text import fold
from tests.support.projects import REPOSITORY, annotate


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The shipped edition with its keys, put together; nothing is written."""
    root = tmp_path_factory.mktemp("p4")
    for name in ("seeds", "docs/apparatus", "exercises"):
        shutil.copytree(REPOSITORY / name, root / name)
    edition, found = assemble_project(root)
    assert edition is not None
    assert [one for one in found if one.place.file.startswith("exercises/")] == []
    return edition


@pytest.fixture(scope="module")
def classes(shipped: Edition) -> tuple[Class, ...]:
    return mutate(shipped)


def _items(edition: Edition) -> list[Item]:
    return [item for one in edition.sets for item in one.items]


def _scored(edition: Edition) -> list[Item]:
    return [item for item in _items(edition) if item.type is not ItemType.EXTENDED_TEXT]


def test_there_are_items_of_every_type_and_grade(shipped: Edition) -> None:
    assert {item.type for item in _items(shipped)} == set(ItemType)
    assert {shipped.proofs[item.id][0].grade for item in _items(shipped)} == set(Grade)


def test_at_least_three_in_five_keys_are_proved(shipped: Edition) -> None:
    grades = Counter(shipped.proofs[item.id][0].grade for item in _scored(shipped))
    assert grades[Grade.OPEN] == 0, "only extended text is open"
    assert grades[Grade.PROVED] >= 0.6 * len(_scored(shipped)), grades


def test_every_key_is_double_entry(shipped: Edition) -> None:
    for item in _scored(shipped):
        proof, found = shipped.proofs[item.id]
        assert item.key is not None and not found, item.id
        assert parse(item, item.key) == proof.key is not None, item.id


def test_no_item_rests_on_nothing(shipped: Edition) -> None:
    """Each proof has steps, and each item a quotation, or words that were looked for in the readings."""
    readings = {text.id: shipped.evidence.readings[text.id] for text in shipped.texts}
    for item in _items(shipped):
        assert shipped.proofs[item.id][0].steps, item.id
        quoted = tuple(selectors_in(item.body))
        assert quoted or "query" in str(item.body) or "mentions" in str(item.body) or "silent" in str(item.body)
        for selector in quoted:
            assert fold(selector.exact) in fold(readings[selector.reading]) or selector.omitted, (item.id, selector)


def test_every_scored_item_has_samples_that_are_graded_as_they_say(shipped: Edition) -> None:
    for item in _scored(shipped):
        key = shipped.proofs[item.id][0].key
        assert key is not None and item.responses.right and item.responses.wrong, item.id
        assert all(grade(item, key, one) == 1 for one in item.responses.right), item.id
        assert all(grade(item, key, one) < 1 for one in item.responses.wrong), item.id
        assert all(parse(item, one) is None for one in item.responses.invalid), item.id


def test_only_the_proved_key_earns_everything(shipped: Edition) -> None:
    judged = 0
    for item in _scored(shipped):
        proof = shipped.proofs[item.id][0]
        if proof.grade is not Grade.PROVED or item.type in (ItemType.TEXT_ENTRY, ItemType.NUMERIC):
            continue
        for one in well_formed(item, 200):
            judged += 1
            given = parse(item, one)
            assert given is not None and proof.key is not None
            assert (grade(item, proof.key, one) == 1) is (given == proof.key), (item.id, one.written)
    assert judged > 300


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("keys, evidence, pointers", 1.0),
        ("samples", 0.97),
        ("numbers", 0.97),
        ("texts", 0.9),
        ("everything", 0.97),
        ("neighbour", 1.0),
        ("any word, with lock", 1.0),
        ("negations, with lock", 1.0),
    ],
)
def test_corruption_is_noticed(classes: tuple[Class, ...], name: str, least: float) -> None:
    names = GROUPS.get(name, (name,))
    killed, total = share(classes, names)
    assert total >= 70, "too few mutants to say anything"
    assert killed >= least * total, [words for one in classes if one.name in names for words in one.survivors]


def test_every_type_is_corrupted(classes: tuple[Class, ...]) -> None:
    keyed = {one.type for one in classes if one.name == "key" and one.total}
    assert keyed == {one.value for one in ItemType} - {"extended_text"}
    for one in classes:
        assert one.total == one.killed + len(one.survivors)


# ---- the command --------------------------------------------------------------------------

ITEM = """\
id: x1
type: true_false
readings: [a]
prompt: Does the text say this of the mill?
level: apply
dok: 1
skill: close-reading
points: 1
minutes: 1
statement: The mill was built by the guild.
derive: {verbatim: {reading: a, exact: The mill was built by the guild}}
responses: {right: [true], wrong: [false]}
key: true
"""
BASELINES = {
    "none": (None, 0, ""),
    "met": ({"key": 1.0, "evidence": 1.0, "neighbour": 1.0}, 0, ""),
    "not met": ({"any word": 1.0}, 1, "any word: 0 of 1 killed, at least 100% expected"),
    "of no class": ({"keys": 1.0}, 1, "keys: there is no such class"),
    "no mapping": ([1.0], 1, "mutation-baseline.json is not of the form"),
}


@pytest.mark.parametrize("name", BASELINES)
def test_the_command_prints_the_table_and_keeps_to_the_baseline(tmp_path: Path, name: str) -> None:
    baseline, code, said = BASELINES[name]
    root = project(tmp_path, as_set(ITEM))
    if baseline is not None:
        (root / "exercises" / "mutation-baseline.json").write_text(json.dumps(baseline), encoding="utf-8")
    done = annotate(root, "mutate", "--json")
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    body = json.loads(done.stdout)
    assert body.keys() == {"classes"}
    for row in body["classes"]:
        assert row.keys() == {"type", "class", "total", "killed", "survivors"}
        assert row["type"] == "true_false"
        assert row["total"] == row["killed"] + len(row["survivors"])
    assert {row["class"] for row in body["classes"]} >= {
        "key",
        "evidence",
        "source",
        "samples",
        "neighbour",
        "negations",
        "any word",
    }


def test_the_command_does_not_mutate_what_is_wrong_already(tmp_path: Path) -> None:
    root = project(tmp_path, as_set(ITEM.replace("key: true", "key: false")))
    done = annotate(root, "mutate", "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "[annotate.key_disagrees]" in done.stderr


def test_a_share_below_the_baseline_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text('{"key": 0.5}', encoding="utf-8")
    rows = [Class(type="choice", name="key", total=4, killed=killed, survivors=()) for killed in (1, 2)]
    assert below_baseline(rows, path) == ["key: 3 of 8 killed, at least 50% expected"]
    assert below_baseline(rows[1:], path) == []
