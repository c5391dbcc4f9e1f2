"""A QTI 1.2 package as Canvas takes it: questions by their type, conditions in the order of the file.

Conditions are those of the IMS QTI 1.2 binding (a condition ends the processing unless it says
`continue="Yes"`); the partial credit of several answers is Canvas' own.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
P = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
_TYPES = frozenset(
    f"{name}_question"
    for name in "multiple_choice multiple_answers true_false short_answer fill_in_multiple_blanks numerical matching essay".split()
)


class NotImportedError(Exception):
    """The importer cannot take the package."""


@dataclass
class Question:
    """An item of an assessment."""

    id: str
    kind: str
    points: float
    text: str
    node: ElementTree.Element

    def options(self, response: str) -> dict[str, str]:
        """Return the idents of the options of a response, by their words."""
        lid = next(one for one in self.node.iter(f"{Q}response_lid") if one.get("ident") == response)
        return {_words(label): label.get("ident", "") for label in lid.iter(f"{Q}response_label")}

    def rows(self) -> dict[str, str]:
        """Return the idents of responses that are matched, by the words beside them."""
        return {_words(one.find(f"{Q}material")): one.get("ident", "") for one in self.node.iter(f"{Q}response_lid")}

    def score(self, response: object) -> float | None:
        """Return the share of the points; None for what a person grades."""
        match self.kind, response:
            case "essay_question", _:
                return None
            case "multiple_answers_question", list():
                return self._several(response)
            case (("multiple_choice_question" | "true_false_question"), list()):
                options = self.options("response1")
                return self._process({"response1": [options[one] for one in response]})
            case "matching_question", dict():
                rows = self.rows()
                given = {rows[row]: [self.options(rows[row])[one]] for row, one in response.items()}
                return self._process(given)
            case "fill_in_multiple_blanks_question", list():
                return self._process(self._blanks(response))
            case _:
                return self._process({"response1": [str(response)]})

    def _several(self, response: list[str]) -> float:
        options = self.options("response1")
        every = self.node.find(f".//{Q}conditionvar/{Q}and")
        assert every is not None
        right = {one.text for one in every.findall(f"{Q}varequal")}
        given = {options[one] for one in response}
        return max(0.0, (len(given & right) - len(given - right)) / len(right))

    def _blanks(self, response: list[str]) -> dict[str, list[str]]:
        """A written word is the label that has it, case aside."""
        given: dict[str, list[str]] = {}
        for index, words in enumerate(response, start=1):
            name = f"response_gap{index}"
            labels = {text.casefold(): ident for text, ident in self.options(name).items()}
            given[name] = [labels.get(words.strip().casefold(), "none")]
        return given

    def _process(self, given: dict[str, list[str]]) -> float:
        score = 0.0
        for condition in self.node.iter(f"{Q}respcondition"):
            where = condition.find(f"{Q}conditionvar")
            assert where is not None
            if not self._any(where, given):
                continue
            for change in condition.findall(f"{Q}setvar"):
                value = float(change.text or 0)
                score = score + value if change.get("action") == "Add" else value
            if condition.get("continue", "No") != "Yes":
                break
        return round(score, 1) / 100 if abs(score - 100) > 0.05 else 1.0

    def _any(self, where: ElementTree.Element, given: dict[str, list[str]]) -> bool:
        return any(self._holds(one, given) for one in where)

    def _holds(self, one: ElementTree.Element, given: dict[str, list[str]]) -> bool:
        tag = one.tag.removeprefix(Q)
        if tag in ("or", "and"):
            return (any if tag == "or" else all)(self._holds(each, given) for each in one)
        if tag == "other":
            return True
        values = given.get(one.get("respident", ""), [])
        if tag == "varequal":
            return any(_same(value, one.text or "") for value in values)
        number = _number(values[0]) if values else None
        bound = _number(one.text or "")
        if number is None or bound is None:
            return False
        return number >= bound if tag == "vargte" else number <= bound


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _number(text: str) -> float | None:
    try:
        return float(text.strip())
    except ValueError:
        return None


def _words(node: ElementTree.Element | None) -> str:
    text = node.find(f".//{Q}mattext") if node is not None else None
    if text is None:
        return ""
    words = text.text or ""
    return html.unescape(re.sub(r"<[^>]+>", "", words)) if text.get("texttype") == "text/html" else words


def quizzes(data: bytes) -> dict[str, Question]:
    """Import a package; return its questions by ident."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    named = {one.get("href", "") for one in manifest.iter(f"{P}file")}
    if named != set(files) - {"imsmanifest.xml"}:
        raise NotImportedError(f"manifest and zip differ: {sorted(named ^ (set(files) - {'imsmanifest.xml'}))}")
    found: dict[str, Question] = {}
    for resource in manifest.iter(f"{P}resource"):
        if resource.get("type") == "imsqti_xmlv1p2":
            for one in _assessment(files[resource.find(f"{P}file").get("href", "")]):  # type: ignore[union-attr]
                if one.id in found:
                    raise NotImportedError(f"ident '{one.id}' twice")
                found[one.id] = one
    return found


def _assessment(data: bytes) -> list[Question]:
    root = ElementTree.fromstring(data)
    return [_question(item) for item in root.iter(f"{Q}item")]


def _question(item: ElementTree.Element) -> Question:
    meta = {one.findtext(f"{Q}fieldlabel"): one.findtext(f"{Q}fieldentry") for one in item.iter(f"{Q}qtimetadatafield")}
    kind, ident = meta.get("question_type") or "", item.get("ident", "")
    if kind not in _TYPES:
        raise NotImportedError(f"{ident}: Canvas would guess the type")
    text = _words(item.find(f"{Q}presentation/{Q}material"))
    points = float(meta.get("points_possible") or 0)
    answers = [one for one in item.iter() if one.tag in (f"{Q}response_lid", f"{Q}response_str")]
    idents = {one.get("ident") for one in answers}
    if not text or points <= 0 or not answers or len(idents) < len(answers):
        raise NotImportedError(f"{ident}: text, points and answers of their own idents")
    if kind == "matching_question" and any(
        not label.get("ident", "").isdecimal() for label in item.iter(f"{Q}response_label")
    ):
        raise NotImportedError(f"{ident}: Canvas reads the numbers of matching answers")
    for condition in item.iter(f"{Q}varequal"):
        if condition.get("respident") not in idents:
            raise NotImportedError(f"{ident}: a condition on no answer")
    if kind == "fill_in_multiple_blanks_question":
        marks = re.findall(r"\[(\w+)\]", _words(item.find(f"{Q}presentation/{Q}material")))
        if {f"response_{mark}" for mark in marks} != idents:
            raise NotImportedError(f"{ident}: marks {marks} and answers {idents}")
    return Question(id=ident, kind=kind, points=points, text=text, node=item)
