"""What the questions of a QTI 1.2 file share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from annotate.export._base import Asked, Element, add, html, html_hint, html_paragraphs, response_words


def escaped(text: str) -> str:
    """Return words for the text of a question with gaps: brackets are Canvas' own marks of a gap."""
    return html(text).replace("[", "&#91;").replace("]", "&#93;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What differs between the types: Canvas' name, the text, what is answered, what counts."""

    kind: str
    text: str
    answers: tuple[Element, ...]
    conditions: tuple[Element, ...] = ()
    reasons: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    attached: bool = False

    def element(self, asked: Asked) -> Element:
        """Return the item; feedback that stands beside no answer becomes the general one."""
        item = ElementTree.Element("item", {"ident": f"annotate_{asked.id}", "title": asked.title})
        meta = add(add(item, "itemmetadata"), "qtimetadata")
        for label, entry in (("question_type", self.kind), ("points_possible", f"{asked.item.points}.0")):
            one = add(meta, "qtimetadatafield")
            add(one, "fieldlabel", label)
            add(one, "fieldentry", entry)
        presentation = add(item, "presentation")
        presentation.append(material(self.text + html_hint(asked)))
        presentation.extend(self.answers)
        general = self._general(asked)
        if self.conditions or general:
            self._processing(item, general=bool(general))
        if general:
            _feedback(item, "general_fb", general)
        for ident, words in self.comments.items():
            _feedback(item, f"{ident}_fb", html_paragraphs([words]))
        return item

    def _general(self, asked: Asked) -> str:
        rest = [
            f"Not {response_words(asked, key)}: {why}"
            for key, why in asked.mistakes
            if not (self.attached and why in self.comments.values())
        ]
        return html_paragraphs((*asked.solution, *rest))

    def _processing(self, item: Element, *, general: bool) -> None:
        processing = add(item, "resprocessing")
        outcomes = add(processing, "outcomes")
        add(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
        if general:
            always = add(processing, "respcondition", continue_="Yes")
            add(add(always, "conditionvar"), "other")
            add(always, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
        for ident in self.comments:
            said = add(processing, "respcondition", continue_="Yes")
            add(add(said, "conditionvar"), "varequal", ident, respident="response1")
            add(said, "displayfeedback", feedbacktype="Response", linkrefid=f"{ident}_fb")
        processing.extend(self.conditions)


def material(text: str, kind: str = "text/html") -> Element:
    """Return a piece of text."""
    material = ElementTree.Element("material")
    add(material, "mattext", text, texttype=kind)
    return material


def _feedback(item: Element, ident: str, text: str) -> None:
    feedback = add(item, "itemfeedback", ident=ident)
    add(feedback, "flow_mat").append(material(text))


def _label(parent: Element, ident: str, text: str) -> None:
    add(parent, "response_label", ident=ident).append(material(text, "text/plain"))


def scored(action: str, share: str, continues: bool) -> tuple[Element, Element]:
    """Return (condition, where it is put) that sets or adds to the score, in hundredths."""
    condition = ElementTree.Element("respcondition", {"continue": "Yes" if continues else "No"})
    where = add(condition, "conditionvar")
    add(condition, "setvar", share, action=action, varname="SCORE")
    return condition, where


def part(total: int) -> str:
    """Return one of equal parts of the score."""
    return f"{100 / total:.2f}"


def choices(texts: Mapping[str, str], ident: str = "response1", cardinality: str = "Single") -> Element:
    """Return a list to choose from, texts by ident."""
    answer = ElementTree.Element("response_lid", {"ident": ident, "rcardinality": cardinality})
    render = add(answer, "render_choice")
    for name, text in texts.items():
        _label(render, name, text)
    return answer
