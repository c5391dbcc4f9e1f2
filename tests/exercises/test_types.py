"""Each type of item, by its file of cases: cases/TYPE.yaml.

A case is an item without its common keys. It proves with a grade and key; each of its faults (words
`old` replaced by `new`) gives a code at the line that holds `at`, the item's first line if it is left
out; and its responses score as listed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from annotate.items import Grade, ItemType
from annotate.prove import grade, parse, prove
from tests.exercises.support import Checked, as_set, cases, checked, response, well_formed

CASES = cases()
COMMON = "id: x1\nuse: assigned\nreadings: [a]\nprompt: What is it?\nlevel: apply\ndok: 2\nskill: close-reading\npoints: 2\nminutes: 3\n"
FAULTS = [
    pytest.param(case, fault, id=f"{name}: {fault['code']} {number}")
    for name, case in CASES
    for number, fault in enumerate(case.get("faults", ()))
]
BY_NAME = [pytest.param(case, id=name) for name, case in CASES]
SCORED = [pytest.param(case, id=name) for name, case in CASES if case["grade"] != "open"]
PROVED = [pytest.param(case, id=name) for name, case in CASES if case["grade"] == "proved"]


def _text(case: dict[str, Any]) -> str:
    readings = f"[{', '.join(case.get('readings', ['a']))}]"
    common = COMMON.replace("[a]", readings).replace("use:", f"type: {case['type']}\nuse:")
    waived = "waive: [{finding: lexical, reason: wording has tests of its own}]\n"
    return as_set(common + waived + case["item"])


@cache
def _once(text: str) -> Checked:
    with TemporaryDirectory() as folder:
        return checked(Path(folder), text)


def _checked(case: dict[str, Any]) -> Checked:
    return _once(_text(case))


def _codes(one: Checked) -> list[str]:
    """The codes of findings, without that on the waiver which every item of these tests has."""
    return [code for code in one.codes if code != "idle_waiver"]


def test_every_type_has_cases() -> None:
    assert {name.split(":")[0] for name, _ in CASES} == {one.value for one in ItemType}


@pytest.mark.parametrize("case", BY_NAME)
def test_a_good_item_proves(case: dict[str, Any]) -> None:
    one = _checked(case)
    assert _codes(one) == []
    proof = one.edition.proofs["x1"][0]
    assert proof.grade is Grade(case["grade"])
    assert all(step.strip() for step in proof.steps) and proof.steps
    if proof.grade is not Grade.OPEN:
        assert proof.key == parse(one.item, response(case["key"]))
        assert one.item.key is not None


@pytest.mark.parametrize(("case", "fault"), FAULTS)
def test_a_fault_gives_its_code_at_its_line(tmp_path: Path, case: dict[str, Any], fault: dict[str, str]) -> None:
    text = _text(case)
    assert text.count(fault["old"]) == 1, "the fault must be made at one place"
    text = text.replace(fault["old"], fault["new"])
    lines = text.split("\n")
    at = fault.get("at", "- id: x1")
    places = [number for number, line in enumerate(lines, 1) if at in line]
    assert len(places) == 1, at
    one = checked(tmp_path, text)
    assert places[0] in one.lines(fault["code"]), [(f.code.slug, f.place.line, f.message) for f in one.found]
    allowed = {fault["code"], *fault.get("also", "").split()}
    assert set(_codes(one)) <= allowed, [(f.code.slug, f.message) for f in one.found]


@pytest.mark.parametrize("case", SCORED)
def test_responses_score_as_listed(case: dict[str, Any]) -> None:
    item, proof = (one := _checked(case)).item, one.edition.proofs["x1"][0]
    assert proof.key is not None
    scores = {1.0: case["accepts"], 0.0: case["refuses"]}
    for score, responses in scores.items():
        assert responses
        for each in responses:
            assert grade(item, proof.key, response(each)) == score, each
    for score, responses in case.get("partial", {}).items():
        for each in responses:
            assert grade(item, proof.key, response(each)) == pytest.approx(float(score), abs=0.01), each


@pytest.mark.parametrize("case", SCORED)
def test_a_blank_response_fails_everything(case: dict[str, Any]) -> None:
    item, proof = (one := _checked(case)).item, one.edition.proofs["x1"][0]
    assert proof.key is not None
    for blank in ("", " ", "\u00a0", [], [""], ["", ""], {}, [[]], "____"):
        assert grade(item, proof.key, response(blank)) == 0.0, blank


@pytest.mark.parametrize("case", PROVED)
def test_a_proved_key_alone_earns_everything(case: dict[str, Any]) -> None:
    item, proof = (one := _checked(case)).item, one.edition.proofs["x1"][0]
    assert proof.key is not None and item.key is not None
    assert grade(item, proof.key, item.key) == 1.0
    others = 0
    for each in well_formed(item):
        given = parse(item, each)
        assert given is not None, each
        if given != proof.key:
            others += 1
            assert grade(item, proof.key, each) < 1.0, each
    assert others


@pytest.mark.parametrize("case", PROVED)
def test_a_proof_does_not_look_at_the_key(case: dict[str, Any]) -> None:
    one = _checked(case)
    proof = one.edition.proofs["x1"]
    for each in [None, *well_formed(one.item, 20)]:
        assert prove(replace(one.item, key=each), one.edition.evidence) == proof


@pytest.mark.parametrize("case", BY_NAME)
def test_every_open_key_is_noticed_when_it_is_missing_or_malformed(tmp_path: Path, case: dict[str, Any]) -> None:
    text = _text(case)
    if case["grade"] == "open":
        one = checked(tmp_path, text + "    key: anything\n")
        assert _codes(one) == ["key_invalid"]
        return
    start = text.index("    key:")
    assert text[start:].count("\n") == 1, "the key stands last"
    assert _codes(checked(tmp_path / "1", text[:start])) == ["key_missing"]
    malformed = checked(tmp_path / "2", text[:start] + "    key: {no-such: thing}\n")
    assert _codes(malformed) == ["key_invalid"]
    assert malformed.lines("key_invalid") == [text[:start].count("\n") + 1]
