"""The review lock: what it seals, and what it does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.diagnostics import Code
from annotate.items import Item, Waivable, Waiver
from annotate.model import Prose
from annotate.review import FILE, Seal, digest, lock_text, read_lock
from tests.exercises.support import HERE, as_set, checked, response
from tests.support.projects import annotate

ITEM = """\
id: x1
type: choice
readings: [a]
prompt: Which of these does the text have?
passages: [{reading: a, exact: The mill was built}]
level: apply
dok: 2
skill: close-reading
points: 2
minutes: 3
hint: Look again.
solution: It has the river.
mistakes: [{response: b, reason: It is the other text.}]
responses: {right: [a], wrong: [b]}
choices:
  - {id: a, text: river, query: [river]}
  - {id: b, text: harbour, query: [harbour]}
derive: {present: true}
key: a
"""
EDITS = {
    "prompt": ("does the text have", "does the text not have"),
    "passages": ("The mill was built", "The mill was"),
    "an option": ("text: river", "text: stream"),
    "an option's query": ("query: [river]", "query: [river, bridge]"),
    "rule": ("present: true", "absent: true"),
    "key": ("key: a", "key: b"),
    "hint": ("Look again", "Look once more"),
    "solution": ("has the river", "has a river"),
    "mistakes": ("other text", "other book"),
    "samples": ("wrong: [b]", "wrong: [b, b]"),
    "points": ("points: 2", "points: 3"),
    "level": ("level: apply", "level: analyze"),
    "use": ("readings: [a]", "readings: [a]\nuse: practice"),
}
SAME = {
    "places": ("id: x1", "# a comment\nid: x1"),
    "white space": ("does the text have", "does  the text have"),
    "folded": ("prompt: Which of these", "prompt: >-\n  Which of\n  these"),
    "its own id": ("id: x1", "id: x2"),
    "quotation marks of YAML": ("hint: Look again.", 'hint: "Look again."'),
    "a waiver": ("key: a", "waive: [{finding: lexical, reason: looked at}]\nkey: a"),
}


def _item(folder: Path, text: str) -> Item:
    text = text if text.startswith("id") else text.split("\n", 1)[1]
    return checked(folder, as_set(text)).item


@pytest.mark.parametrize("what", EDITS)
def test_a_change_that_can_be_noticed_changes_the_digest(tmp_path: Path, what: str) -> None:
    assert ITEM.count(EDITS[what][0]) == 1
    assert digest(_item(tmp_path / "1", ITEM)) != digest(_item(tmp_path / "2", ITEM.replace(*EDITS[what])))


@pytest.mark.parametrize("what", SAME)
def test_a_change_of_form_does_not(tmp_path: Path, what: str) -> None:
    changed = ITEM.replace(*SAME[what])
    assert changed != ITEM
    assert digest(_item(tmp_path / "1", ITEM)) == digest(_item(tmp_path / "2", changed))


def test_the_digest_of_a_record_ignores_places_and_waivers(tmp_path: Path) -> None:
    item = _item(tmp_path, ITEM)
    moved = replace(item, place=HERE, prompt=Prose(text=item.prompt.text, place=HERE))
    assert digest(replace(moved, waivers=(Waiver(finding=Waivable.LEXICAL, reason="x", place=item.place),))) == digest(item)
    assert digest(replace(moved, key=response("b"))) != digest(item)


def test_a_lock_is_read_back_and_has_a_line_for_each_item(tmp_path: Path) -> None:
    seals = {"b": Seal(digest="1", reviewer="Ani “x”", date="2026-11-22"), "a": Seal(digest="2", reviewer='"', date="")}
    path = tmp_path / "lock.json"
    path.write_text(lock_text(seals), encoding="utf-8")
    assert read_lock(path) == (seals, ())
    assert [line[:5] for line in lock_text(seals).splitlines()] == ["{", '  "a"', '  "b"', "}"]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"a": 1}', '{"a": {"digest": "1"}}', "[" * 100_000, "\ud800"])
def test_a_broken_lock_is_a_finding(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lock.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    seals, found = read_lock(path)
    assert seals == {}
    assert [(one.code, one.place.file) for one in found] == [(Code.REVIEW, FILE)]
    assert read_lock(tmp_path / "none.json") == ({}, ())


def test_a_seal_without_an_item_is_told_of_and_a_renamed_item_keeps_its_seal(tmp_path: Path) -> None:
    item = _item(tmp_path / "1", ITEM)
    seal = Seal(digest=digest(item), reviewer="Ani", date="2026-11-22")
    renamed = checked(tmp_path / "2", as_set(ITEM.replace("id: x1", "id: other")), lock=lock_text({"x1": seal}))
    assert renamed.codes == []
    stray = Seal(digest="0", reviewer="Ani", date="")
    one = checked(tmp_path / "3", as_set(ITEM), lock=lock_text({"x1": seal, "x11": stray}))
    assert [(each.code.slug, each.place.file) for each in one.found] == [("review", FILE)]
    assert "did you mean 'x1'?" in one.found[0].hint


def test_a_seal_is_broken_by_a_change_and_mended_by_another_look(tmp_path: Path) -> None:
    other = ITEM.replace("id: x1", "id: x2").replace("Look again.", "Look twice.")
    one = checked(tmp_path, as_set(ITEM, other))
    assert one.codes == [], "without a lock nobody is asked"
    assert annotate(one.root, "review", "--by", "Ani", "--date", "2026-11-22", "x1").returncode == 0
    found = json.loads(annotate(one.root, "check", "--format", "json").stdout)["diagnostics"]
    assert [(each["code"], each["severity"]) for each in found] == [("review", "warning")]
    assert "'x2' was never reviewed" in found[0]["message"]
    assert annotate(one.root, "review", "--by", "Ani", "--date", "2026-11-22").returncode == 0
    path = one.root / "exercises" / "one.yaml"
    assert annotate(one.root, "check", "--strict").returncode == 0
    path.write_text(one.text.replace("Look again.", "Look up.", 1), encoding="utf-8")
    found = json.loads(annotate(one.root, "check", "--format", "json").stdout)["diagnostics"]
    assert [(each["code"], each["line"]) for each in found] == [("review", 4)]
    assert "changed since Ani looked at it" in found[0]["message"]
    assert annotate(one.root, "review", "--by", "A", "--date", "x", "x3").returncode == 2
