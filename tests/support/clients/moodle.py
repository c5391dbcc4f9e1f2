"""Moodle's importer and grader in small: what they refuse is refused here, and a response is scored as they score it.

After Moodle's documentation of the format and its question types.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree

_FRACTIONS = (
    1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2, 0.1666667, 0.1428571,
    0.125, 0.1111111, 0.1, 0.05, 0,
)  # fmt: skip
_FIELD = re.compile(r"\{(\d+):SHORTANSWER:((?:\\.|[^}\\])*)\}")
_MOST_LETTERS = 255


class NotImportedError(Exception):
    """The importer stops at a question."""


@dataclass
class Question:
    """A question of the bank."""

    id: str
    kind: str
    text: str
    mark: float
    answers: list[tuple[str, float, str]] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[int, list[tuple[str, float]]]] = field(default_factory=list)
    feedback: str = ""
    single: bool = True
    for_grader: str = ""
    tolerances: list[float] = field(default_factory=list)

    def score(self, response: object) -> float | None:
        """Return the share of the mark; None for what a person grades."""
        return getattr(self, f"_{self.kind}")(response)

    def _multichoice(self, response: list[str]) -> float:
        by_text = {text: fraction for text, fraction, _ in self.answers}
        if self.single and len(response) > 1:
            return 0.0
        return min(1.0, max(0.0, sum(by_text[one] for one in response)))

    def _truefalse(self, response: str) -> float:
        return {text: fraction for text, fraction, _ in self.answers}.get(response, 0.0)

    def _shortanswer(self, response: str) -> float:
        return _first_fitting(response, [(text, fraction) for text, fraction, _ in self.answers])

    def _numerical(self, response: str) -> float:
        try:
            given = float(response.strip())
        except ValueError:
            return 0.0
        for (text, fraction, _), tolerance in zip(self.answers, self.tolerances, strict=True):
            if abs(given - float(text)) <= tolerance + 1e-9:
                return fraction
        return 0.0

    def _cloze(self, response: list[str]) -> float:
        total = sum(weight for weight, _ in self.fields)
        return (
            sum(
                weight * _first_fitting(given, answers)
                for given, (weight, answers) in zip(response, self.fields, strict=True)
            )
            / total
        )

    def _matching(self, response: dict[str, str]) -> float:
        asked = [(row, right) for row, right in self.rows if row]
        return sum(response.get(row) == right for row, right in asked) / len(asked)

    def _ordering(self, response: list[str]) -> float:
        """Relative to the next item, the last one excluded."""
        right = {one: other for one, other in pairwise(text for text, _, _ in self.answers)}
        return sum(right.get(one) == other for one, other in pairwise(response)) / (len(self.answers) - 1)

    def _essay(self, response: str) -> None:
        return None


def _first_fitting(response: str, answers: list[tuple[str, float]]) -> float:
    """Return the fraction of the first answer that fits; an asterisk stands for any characters."""
    for pattern, fraction in answers:
        parts = re.split(r"(?<!\\)\*+", pattern)
        words = ".*".join(re.escape(part.replace("\\*", "*")) for part in parts)
        if re.fullmatch(words, response.strip(), re.IGNORECASE):
            return fraction
    return 0.0


def bank(data: bytes) -> dict[str, Question]:
    """Import a file; return its questions by idnumber."""
    found: dict[str, Question] = {}
    categories: set[str] = set()
    for node in ElementTree.fromstring(data).findall("question"):
        if node.get("type") == "category":
            path = _text(node, "category")
            _require(path.startswith("$course$/") and path not in categories, "a category of its own")
            categories.add(path)
            continue
        one = _question(node)
        _require(one.id not in found, f"idnumber '{one.id}' twice")
        found[one.id] = one
    return found


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise NotImportedError(what)


def _text(node: ElementTree.Element, tag: str) -> str:
    return (node.findtext(f"{tag}/text") or "").strip()


def _question(node: ElementTree.Element) -> Question:
    kind = node.get("type", "")
    one = Question(
        id=node.findtext("idnumber") or "",
        kind=kind,
        text=_text(node, "questiontext"),
        mark=float(node.findtext("defaultgrade") or 1),
        feedback=_text(node, "generalfeedback"),
        for_grader=_text(node, "graderinfo"),
        single=(node.findtext("single") or "true").strip() != "false",
    )
    _require(bool(one.id and _text(node, "name") and one.text), "id, name and text")
    _require(len(_text(node, "name")) <= _MOST_LETTERS, "a name of 255 letters at most")
    one.answers = [_answer(answer, kind) for answer in node.findall("answer")]
    if kind == "numerical":
        one.tolerances = [float(answer.findtext("tolerance") or 0) for answer in node.findall("answer")]
    if kind == "matching":
        one.rows = [(_plain(_bare(sub)), _text(sub, "answer")) for sub in node.findall("subquestion")]
        _require(sum(1 for row, _ in one.rows if row) >= 2 and len(one.rows) >= 2, "two rows at least")
        _require(all(answer for _, answer in one.rows), "an answer in each row")
    if kind == "ordering":
        _require(node.find("shownumcorrect") is not None, "ordering without shownumcorrect: database error")
        _require(node.findtext("gradingtype") == "RELATIVE_NEXT_EXCLUDE_LAST", "a grading type that is known here")
        _require([mark for _, mark, _ in one.answers] == list(range(1, len(one.answers) + 1)), "answers in order")
    elif kind == "multichoice":
        most = max(mark for _, mark, _ in one.answers) if one.single else sum(max(0, m) for _, m, _ in one.answers)
        _require(abs(most - 1) < 0.0001, "right answers that make 100 %")
    elif kind in ("shortanswer", "numerical"):
        _require(max(mark for _, mark, _ in one.answers) == 1, "an answer worth 100 %")
    elif kind == "cloze":
        one.fields = [(int(weight), _field(answers)) for weight, answers in _FIELD.findall(html.unescape(one.text))]
        _require(bool(one.fields), "a field")
        one.mark = float(sum(weight for weight, _ in one.fields))
    return one


def _bare(sub: ElementTree.Element) -> str:
    return (sub.findtext("text") or "").strip()


def _answer(node: ElementTree.Element, kind: str) -> tuple[str, float, str]:
    fraction = float(node.get("fraction", "0"))
    if kind != "ordering":
        fraction /= 100
        near = min(_FRACTIONS, key=lambda one: abs(one - abs(fraction)))
        _require(abs(near - abs(fraction)) < 0.00001, f"a fraction that is known, not {node.get('fraction')}")
        fraction = near if fraction >= 0 else -near
    text = (node.findtext("text") or "").strip()
    shown = _plain(text) if node.get("format") == "html" else text
    return shown, fraction, _plain(_text(node, "feedback"))


def _field(answers: str) -> list[tuple[str, float]]:
    """Return (answer, share) of an embedded short answer; only right ones are written here."""
    parts = re.split(r"(?<!\\)~", answers)
    _require(all(part.startswith("=") for part in parts), "embedded answers that begin with =")
    return [(re.sub(r'\\([\\}~#/"])', r"\1", part[1:]), 1.0) for part in parts]


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))
