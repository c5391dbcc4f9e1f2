"""Every response of every item scores on a platform as our grader scores it, or the losses say why not."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from annotate.bodies import ExtendedTextBody, OrderBody, ShortAnswerBody
from annotate.export import Kept
from annotate.export._base import UNFINISHED, Asked
from tests.export.support import exported, in_words, readable, responses, shipped, unzipped
from tests.support.clients import canvas, moodle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Score = Callable[[Asked, Any], float | None]
_MOST = 120


def compare(name: str, score: Score, *, least: int) -> None:
    """Score all responses; those that a platform may score otherwise must be right just where ours are."""
    fates = {one.id: one for one in exported(name).fates}
    scored, wrong = 0, []
    for asked in shipped().asked:
        fate = fates[asked.id]
        if fate.kept is Kept.REFUSED or isinstance(asked.item.body, ExtendedTextBody):
            continue
        loose = isinstance(asked.item.body, OrderBody)
        for response, expected in responses(asked, _MOST):
            words = in_words(asked, response)
            if words is None:
                continue
            got = score(asked, words)
            if got is None:  # graded by hand, which must be said
                assert any("by hand" in reason for reason in fate.reasons), asked.id
                break
            scored += 1
            if UNFINISHED in fate.reasons and not readable(asked, response):
                same = got < 1
            elif loose:
                same = (got == 1) == (expected == 1)
            else:
                same = abs(got - expected) < 0.0006
            if not same:
                wrong.append((asked.id, words, expected, got))
    assert wrong == []
    assert scored >= least


def test_moodle_scores_as_we_do() -> None:
    bank = moodle.bank(exported("moodle").files[""])
    assert set(bank) == {asked.id for asked in shipped().asked}
    kept = {one.id: " ".join(one.reasons) for one in exported("moodle").fates}
    assert all(bank[asked.id].mark == asked.item.points or "points" in kept[asked.id] for asked in shipped().asked)
    compare("moodle", lambda asked, words: bank[asked.id].score(_moodle(asked, words)), least=1000)


def _moodle(asked: Asked, words: Any) -> Any:
    return words[0] if isinstance(asked.item.body, ShortAnswerBody) and isinstance(words, list) else words


def test_canvas_scores_as_we_do() -> None:
    found = canvas.quizzes(exported("qti12").files[""])
    assert {name.removeprefix("annotate_") for name in found} == {asked.id for asked in shipped().asked}
    assert all(found[f"annotate_{asked.id}"].points == asked.item.points for asked in shipped().asked)
    compare("qti12", lambda asked, words: _canvas(found[f"annotate_{asked.id}"], asked, words), least=900)


def _canvas(question: canvas.Question, asked: Asked, words: Any) -> float | None:
    if isinstance(asked.item.body, OrderBody):
        places = [text for text in question.rows()]
        return question.score(dict(zip(places, words, strict=True))) if len(words) == len(places) else 0.0
    if question.kind == "true_false_question":
        return question.score([str(words).capitalize()]) if words in ("true", "false") else 0.0
    if question.kind == "multiple_choice_question" and len(words) > 1:
        return 0.0
    return question.score(words)


def test_moodle_and_canvas_carry_feedback_links_and_shuffling() -> None:
    text = exported("moodle").files[""].decode()
    assert 'href="https://example.org/reader/readings/evn.html#p2"' in html.unescape(text)
    assert text.count("<shuffleanswers>true</shuffleanswers>") == text.count('type="multichoice"') + text.count(
        'type="matching"'
    )
    bank = moodle.bank(text.encode())
    for asked in shipped().asked:
        rest = html.unescape(bank[asked.id].feedback) + "".join(why for _, _, why in bank[asked.id].answers)
        told = [*asked.solution, *(why for _, why in asked.mistakes)]
        assert [one for one in told if one not in rest] == [], asked.id
        assert asked.item.is_practice or not rest
        if isinstance(asked.item.body, ExtendedTextBody):
            assert asked.grader[0] in html.unescape(bank[asked.id].for_grader)
    files = unzipped(exported("qti12").files[""])
    metas = [data.decode() for name, data in files.items() if name.endswith("assessment_meta.xml")]
    assert metas and all("<shuffle_answers>true</shuffle_answers>" in one for one in metas)


def test_gift_scores_as_we_do_in_its_parser(npm: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.gift"
    path.write_bytes(exported("gift").files[""])
    printed = subprocess.run(
        ["node", npm.parent / "gift.js", path], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    found = {one["id"]: one for one in json.loads(printed.stdout)}
    refused = {one.id for one in exported("gift").fates if one.kept is Kept.REFUSED}
    assert set(found) == {asked.id for asked in shipped().asked} - refused
    compare("gift", lambda asked, words: _gift(found[asked.id], words), least=1000)


def _gift(one: dict[str, Any], words: Any) -> float:
    """Score by what the parser found; wildcards and picks as Moodle has them."""
    choices = [
        (_shown(each), (100 if each["isCorrect"] else 0) if each["weight"] is None else each["weight"])
        for each in one.get("choices", [])
        if one["type"] != "Numerical"
    ]
    question = moodle.Question(id="", kind="", text="", mark=1)
    question.answers = [(text, weight / 100, "") for text, weight in choices]
    match one["type"]:
        case "MC":
            weights = [weight for _, weight in choices]
            question.single, question.kind = all(each["weight"] is None for each in one["choices"]), "multichoice"
            assert question.single or abs(sum(one for one in weights if one > 0) - 100) < 0.01
        case "TF":
            return float(str(one["isTrue"]).lower() == words)
        case "Short":
            question.kind = "shortanswer"
        case "Numerical":
            question.kind = "numerical"
            rows = [(each["text"], 1.0 if each["weight"] is None else each["weight"] / 100) for each in one["choices"]]
            question.answers = [(str(value["number"]), share, "") for value, share in rows]
            question.tolerances = [float(value["range"]) for value, _ in rows]
        case "Matching":
            question.kind = "matching"
            question.rows = [(_shown({"text": each["subquestion"]}), each["subanswer"]) for each in one["matchPairs"]]
    return float(question.score(words) or 0)


def _shown(each: dict[str, Any]) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", each["text"]["text"]))


@pytest.mark.browser
def test_qti3_scores_as_we_do_in_a_certified_player(npm: Path, browser: Browser) -> None:
    files = unzipped(exported("qti3").files[""])
    page = browser.new_context().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto((npm.parent / "player.html").as_uri())
    page.wait_for_function("window.player")
    jobs = []
    for asked in shipped().asked:
        xml = files[f"items/{asked.id}.xml"].decode()
        for response, expected in responses(asked, 5):
            given = _variables(asked, response.written)
            if given is not None and not any(job[0] == asked.id and job[2] == given for job in jobs):
                jobs.append((asked.id, xml, given, expected * asked.item.points))
    play = (
        "async (jobs) => { const out = []; for (const [xml, given] of jobs) out.push(await score(xml, given)); return out; }"
    )
    outcomes = page.evaluate(play, [[xml, given] for _, xml, given, _ in jobs])
    wrong = [
        (name, given, expected, got["SCORE"])
        for (name, _, given, expected), got in zip(jobs, outcomes, strict=True)
        if abs(got["SCORE"] - expected) > 0.0001
    ]
    assert wrong == [] and faults == []
    assert len(jobs) > 300, len(jobs)
    mistaken = [name for (name, *_), got in zip(jobs, outcomes, strict=True) if "mistake-1" in (got.get("FEEDBACK") or [])]
    assert len(set(mistaken)) > 20
    page.context.close()


def _variables(asked: Asked, written: Any) -> dict[str, Any] | None:
    """Return a response as the variables of an item; None for ids that no player offers."""
    words = in_words(asked, type("R", (), {"written": written})())  # type: ignore[arg-type]
    kind = asked.item.type.value
    if words is None:
        return None
    if kind in ("match", "grid"):
        return {"RESPONSE": [f"{row} {option}" for row, option in dict(written).items()]}
    if kind == "text_entry" and isinstance(words, list):
        return {f"RESPONSE{index}": one for index, one in enumerate(words, start=1)}
    ids = [written] if isinstance(written, str) else list(written)
    if kind == "hottext" or (kind == "choice" and asked.item.body.multiple):  # type: ignore[union-attr]
        return {"RESPONSE": ids}
    if kind == "order":
        return {"RESPONSE": ids} if len(ids) == len(asked.options) else None
    return {"RESPONSE": ids[0]} if len(ids) == 1 else None
