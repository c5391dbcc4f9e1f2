"""What is checked over several items: cautions, framing, giveaways, keys kept apart, and what a set may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercises.support import Checked, as_set, checked

COMMON = "readings: [a]\nlevel: apply\ndok: 2\nskill: close-reading\npoints: 2\nminutes: 3\n"
NUMERIC = (
    COMMON + "type: numeric\nquantities:\n  years: {reading: a, exact: over four years, read: four}\n"
    "expression: years\nresponses: {right: ['4'], wrong: ['5']}\nkey: 4\n"
)
ATTRIBUTED = (
    "By this text's figures, how long did it take?",
    "By the text’s figures, how long did it take?",
    "According to the text, how long did it take?",
    "How long did it take, as the text says?",
    "EVN gives a number of years. How many?",
)
BARE = ("How long did it take?", "How many years have gone by?", "How many years the council has lost?", "It is four.")


def _numeric(name: str, prompt: str, more: str = "") -> str:
    return f'id: {name}\nprompt: "{prompt}"\n{more}{NUMERIC}'


def _choice(name: str, right: str, *, longer: bool = False, framing: str = "", reading: str = "a") -> str:
    texts = dict(zip((*right, *(one for one in "abc" if one != right)), ("river", "harbour", "market"), strict=True))
    if longer:
        texts[right] = "river and border"
    options = "".join(f"  - {{id: {one}, text: {text}, query: [{text.split()[0]}]}}\n" for one, text in texts.items())
    wrong = next(one for one in "abc" if one != right)
    frame = f"framing: {framing}\n" if framing else ""
    body = f"type: choice\nchoices:\n{options}derive: {{present: true}}\nresponses: {{right: [{right}], wrong: [{wrong}]}}\nkey: {right}\n"
    return f"id: {name}\nprompt: Which is it?\n{frame}" + COMMON.replace("[a]", f"[{reading}]") + body


def _at(one: Checked, code: str) -> list[str]:
    rows = one.text.split("\n")
    return [rows[line - 1].strip() for line in one.lines(code)]


@pytest.mark.parametrize("prompt", ATTRIBUTED)
def test_a_caution_is_met_by_attribution_and_a_solution(tmp_path: Path, prompt: str) -> None:
    more = "caution: [c1]\nsolution: Four, by its own figures.\n"
    assert checked(tmp_path, as_set(_numeric("x1", prompt, more))).codes == []


@pytest.mark.parametrize("prompt", BARE)
def test_a_caution_without_attribution_is_found_at_the_prompt(tmp_path: Path, prompt: str) -> None:
    one = checked(tmp_path, as_set(_numeric("x1", prompt, "caution: [c1]\nsolution: Four.\n")))
    assert _at(one, "caution") == [f'prompt: "{prompt}"']
    assert one.codes == ["caution"]


def test_a_caution_without_a_solution_is_found_at_the_item(tmp_path: Path) -> None:
    one = checked(tmp_path, as_set(_numeric("x1", ATTRIBUTED[0], "caution: [c1]\n")))
    assert _at(one, "caution") == ["- id: x1"]


PAIRS = {
    "mirrored": ([("x1", "a", "a"), ("x2", "b", "b")], []),
    "alone": ([("x1", "a", "a")], ["- id: x1"]),
    "one reading": ([("x1", "a", "a"), ("x2", "b", "a")], ["- id: x1"]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_framing_items_come_in_mirrored_pairs(tmp_path: Path, name: str) -> None:
    rows, places = PAIRS[name]
    texts = [
        _choice(one, right, framing="view", reading=reading).replace("river", "river" if reading == "a" else "valley")
        for one, right, reading in rows
    ]
    texts = [
        text if "readings: [a]" in text else text.replace("market", "meadow").replace("harbour", "field") for text in texts
    ]
    one = checked(tmp_path, as_set(*texts))
    assert _at(one, "unpaired") == places
    assert set(one.codes) <= {"unpaired"}


@pytest.mark.parametrize("change", [("points: 2", "points: 3"), ("level: apply", "level: analyze")])
def test_a_partner_of_other_weight_is_no_partner(tmp_path: Path, change: tuple[str, str]) -> None:
    other = (
        _choice("x2", "b", framing="view", reading="b")
        .replace("river", "valley")
        .replace("market", "meadow")
        .replace("harbour", "field")
    )
    one = checked(tmp_path, as_set(_choice("x1", "a", framing="view"), other.replace(*change)))
    assert one.codes == ["unpaired"]


def test_right_options_at_one_place_are_a_giveaway(tmp_path: Path) -> None:
    one = checked(tmp_path / "1", as_set(*(_choice(f"x{number}", "b") for number in range(5))))
    assert (one.codes, _at(one, "giveaway")) == (["giveaway"], ["- id: x0"])
    assert checked(tmp_path / "2", as_set(*(_choice(f"x{number}", "b") for number in range(4)))).codes == []
    mixed = as_set(*(_choice(f"x{number}", "abcab"[number]) for number in range(5)))
    assert checked(tmp_path / "3", mixed).codes == []


def test_right_options_of_greatest_length_are_a_giveaway(tmp_path: Path) -> None:
    items = [_choice(f"x{number}", "abcab"[number], longer=True) for number in range(5)]
    one = checked(tmp_path, as_set(*items))
    assert one.codes == ["giveaway"]
    assert "longest" in one.found[0].message


# ---- keys kept apart ----------------------------------------------------------------------

APART = as_set(_choice("x1", "a").replace("key: a\n", ""), _choice("x2", "b"))


def test_a_key_apart_is_taken_and_comes_before_one_in_the_item(tmp_path: Path) -> None:
    assert checked(tmp_path / "1", APART, "x1: a\n").codes == []
    one = checked(tmp_path / "2", APART, "x1: a\nx2: c\n")
    found = [(each.code.slug, each.place.file, each.place.line) for each in one.found]
    assert found == [("key_disagrees", "exercises/keys/k.yaml", 2)]


def test_keys_apart_that_are_missing_orphans_or_malformed(tmp_path: Path) -> None:
    assert checked(tmp_path / "1", APART).codes == ["key_missing"]
    one = checked(tmp_path / "2", APART, "x1: a\nx9: a\n")
    assert [(each.code.slug, each.place.line) for each in one.found] == [("key_orphan", 2)]
    one = checked(tmp_path / "3", APART, "x1: {a: [b]}\n")
    assert sorted(one.codes) == ["key_missing", "wrong_type"]
    assert sorted(checked(tmp_path / "4", APART, "- x1\n").codes) == ["key_missing", "wrong_type"]


def test_without_keys_nothing_of_them_is_read(tmp_path: Path) -> None:
    for number, key in enumerate(("a", "b", "zzz", "[[1]]", "{a: {b: c}}")):
        text = as_set(_choice("x1", "a").replace("key: a\n", f"key: {key}\n"))
        one = checked(tmp_path / str(number), text, "x9: {a: [b]}\n", with_keys=False)
        assert one.codes == []
        assert one.item.key is None


def test_the_key_of_a_practice_item_is_read_in_either_edition(tmp_path: Path) -> None:
    text = as_set(_choice("x1", "a").replace("prompt:", "use: practice\nprompt:"))
    item = checked(tmp_path / "1", text, with_keys=False).item
    assert item.key is not None and item.key.written == "a"
    assert checked(tmp_path / "2", text.replace("key: a", "key: {a: [b]}"), with_keys=False).codes == ["wrong_type"]


# ---- sets ---------------------------------------------------------------------------------


def test_ids_are_given_once_and_readings_exist(tmp_path: Path) -> None:
    twice = checked(tmp_path / "1", as_set(_choice("x1", "a"), _choice("x1", "a")))
    assert "duplicate_id" in twice.codes
    one = checked(tmp_path / "2", as_set(_choice("x1", "a").replace("readings: [a]", "readings: [a, q]")))
    assert (one.codes, _at(one, "unknown_reading")) == (["unknown_reading"], ["- id: x1"])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("type: choice", "type: choise", "unknown_value"),
        ("type: choice\n", "", "missing_key"),
        ("dok: 2", "dok: 5", "wrong_type"),
        ("level: apply", "level: guess", "unknown_value"),
        ("skill: close-reading", "skill: reading", "unknown_value"),
        ("prompt: Which is it?\n", "prompt: Which is it?\nunkey: 1\n", "unknown_key"),
        ("key: a\n", "key: a\nkey: a\n", "duplicate_key"),
    ],
)
def test_a_set_of_another_shape_is_found(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = _choice("x1", "a")
    assert text.count(old) == 1
    assert code in checked(tmp_path, as_set(text.replace(old, new))).codes


@pytest.mark.parametrize(
    "text", ["", "[]", "set: one", "items: 3", "set: one\ntitle: T\nitems: [3, {}]\n", "set: one\ntitle: T\nitems: {a: b}\n"]
)
@pytest.mark.parametrize("with_keys", [True, False])
def test_no_file_of_exercises_breaks_the_loader(tmp_path: Path, text: str, with_keys: bool) -> None:
    one = checked(tmp_path, text, with_keys=with_keys)
    assert (one.codes != []) is (text != "")
