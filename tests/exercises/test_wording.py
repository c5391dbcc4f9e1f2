"""What the check asks a person to look at: names, figures and negations without ground, and what gives a key away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercises.support import Checked, as_set, checked

ITEM = """\
id: x1
type: choice
readings: [a]
prompt: What did the council refuse?
level: apply
dok: 1
skill: close-reading
points: 1
minutes: 1
choices:
  - {id: a, text: Arms for the town, supports: [{reading: a, exact: The council refused to arm or protect the town}]}
  - {id: b, text: A new mill, refutes: [{reading: a, exact: The mill was built by the guild}]}
  - {id: c, text: A praise by distant observers, elsewhere: {reading: b, exact: distant observers praised it}}
responses: {right: [a], wrong: [b, c]}
key: a
"""
GAP = """\
id: x1
type: text_entry
readings: [a]
prompt: Which words fill the gap?
level: apply
dok: 1
skill: close-reading
points: 1
minutes: 1
quotation: {reading: a, exact: The river is not a border; it is a meeting place.}
cloze: The river is not a border; it is a ____.
responses: {right: [meeting place], wrong: [mill]}
key: meeting place
"""
NUMBER = """\
id: x1
type: numeric
readings: [a]
prompt: "By this text’s figures, what did a year cost, in millions of dollars?"
level: apply
dok: 1
skill: close-reading
points: 1
minutes: 1
quantities:
  total: {reading: a, exact: The total cost was $290 million over four years, read: $290 million}
  years: {reading: a, exact: The total cost was $290 million over four years, read: four}
expression: total / years
scale: 1000000
unit: million dollars
responses: {right: ["72.5"], wrong: ["290"]}
key: 72.5
"""
WORDING = {
    "a name in the prompt": (ITEM, "did the council", "did the Senate", "the prompt names 'Senate'"),
    "a name in an option": (ITEM, "A new mill", "A mill at Ashford", "choice 'b' names 'Ashford'"),
    "a year in the prompt": (ITEM, "council refuse?", "council refuse in 1935?", "the prompt prints '1935'"),
    "a month and year": (ITEM, "council refuse?", "council refuse in June 1935?", "the prompt says 'June 1935'"),
    "a plain negation": (ITEM, "What did the council", "What did not the council", "the prompt holds a plain 'not'"),
    "a negation in an option": (ITEM, "A new mill", "Not a mill", "choice 'b' says 'Not'"),
    "another unit": (NUMBER, "unit: million dollars", "unit: years", "the unit 'years'"),
    "another scale": (NUMBER, "unit: million dollars", "unit: billion dollars", "the unit 'billion dollars'"),
}
QUIET = {
    "as it is": (ITEM, "id: x1", "id: x1"),
    "an emphasised negation": (ITEM, "What did the council refuse", "What did the council *not* give"),
    "a name of the sentence around the quotation": (NUMBER, "what did a year cost", "what did one year of the $290 million cost"),
    "the siglum": (ITEM, "What did the council", "According to A, what did the council"),
    "the number": (NUMBER, "id: x1", "id: x1"),
    "a waiver": (ITEM, "What did the council", "waive: [{finding: lexical, reason: x}]\nprompt: What did the Senate"),
    "a waiver of these words": (
        ITEM, "prompt: What did the council", "waive: [{finding: lexical, words: [Senate], reason: x}]\nprompt: What did the Senate",
    ),
}  # fmt: skip
TELLING = {
    "a right option alone word for word": (
        ITEM, "Arms for the town", "refused to arm", "the right one alone stands in the text word for word",
    ),
    "an echo": (ITEM, "text: Arms for the town", "text: What a council has not", "the right one alone repeats 'council'"),
    "twins": (ITEM, "text: A praise by distant observers", "text: a  new mill", "choices 'b' and 'c' of item 'x1' say the same"),
    "an absolute": (ITEM, "A new mill", "Always a new mill", "says 'Always', and no right one does"),
    "a gap in the prompt": (GAP, "fill the gap?", "fill the gap, meeting place or mill?", "the prompt of item 'x1' holds the key"),
    "a gap in a passage": (
        GAP, "quotation:", "passages: [{reading: a, exact: it is a meeting place}]\nquotation:", "a passage shown with item 'x1' holds the key",
    ),
}  # fmt: skip


def _edited(folder: Path, text: str, old: str, new: str) -> Checked:
    assert text.count(old) == 1
    return checked(folder, as_set(text.replace(old, new)))


@pytest.mark.parametrize("what", WORDING)
def test_words_without_ground_are_told_of(tmp_path: Path, what: str) -> None:
    text, old, new, said = WORDING[what]
    one = _edited(tmp_path, text, old, new)
    assert set(one.codes) == {"lexical"}
    assert any(said in found.message for found in one.found), [found.message for found in one.found]


@pytest.mark.parametrize("what", QUIET)
def test_words_with_ground_or_a_waiver_are_not(tmp_path: Path, what: str) -> None:
    text, old, new = QUIET[what]
    if "\n" in new and old.startswith("What"):
        old, new = f"prompt: {old}", new
    assert _edited(tmp_path, text, old, new).codes == []


def test_a_waiver_of_other_words_sets_nothing_aside(tmp_path: Path) -> None:
    new = "waive: [{finding: lexical, words: [Mayor], reason: x}]\nprompt: What did the Senate"
    assert _edited(tmp_path, ITEM, "prompt: What did the council", new).codes == ["idle_waiver", "lexical"]


IDLE = {
    "nothing": ("[{finding: lexical, reason: x}]", "did the council", "waives a finding that there is not: lexical"),
    "another word": ("[{finding: lexical, words: [Mayor], reason: x}]", "did the council", "a finding on 'Mayor' that"),
    "another kind": ("[{finding: giveaway, reason: x}]", "did the council", "waives a finding that there is not: giveaway"),
}


@pytest.mark.parametrize("what", IDLE)
def test_a_waiver_that_sets_aside_nothing_is_told_of(tmp_path: Path, what: str) -> None:
    waived, asks, said = IDLE[what]
    one = _edited(tmp_path, ITEM, "prompt: What did the council", f"waive: {waived}\nprompt: What {asks}")
    assert one.codes == ["idle_waiver"] and said in one.found[0].message


@pytest.mark.parametrize("what", TELLING)
def test_what_gives_a_key_away_is_told_of(tmp_path: Path, what: str) -> None:
    text, old, new, said = TELLING[what]
    found = [one for one in _edited(tmp_path, text, old, new).found if one.code.slug == "giveaway"]
    assert [said in one.message for one in found] == [True], [one.message for one in found]


def test_what_is_absent_must_be_asked_for(tmp_path: Path) -> None:
    choices = "choices:\n  - {id: a, text: a harbour, query: [harbour]}\n  - {id: b, text: a river, query: [river]}\n"
    rest = ITEM[ITEM.index("responses") :].replace("[b, c]", "[b]")
    head = ITEM[: ITEM.index("choices")]
    for prompt, codes in (("What is there?", ["lexical"]), ("What is missing?", [])):
        text = head.replace("What did the council refuse?", prompt) + choices + "derive: {absent: true}\n" + rest
        assert checked(tmp_path / prompt[8:12], as_set(text)).codes == codes
