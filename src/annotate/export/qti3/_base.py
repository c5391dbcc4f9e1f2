"""What the parts of a QTI 3 item share: declarations, rules that score, paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from xml.etree import ElementTree

from annotate.bodies import ExtendedTextBody
from annotate.export._base import Asked, Element, Line, add

ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"


def number(value: Fraction) -> str:
    """Return a share of the points, exact to ten places."""
    return f"{float(value):.10f}".rstrip("0").rstrip(".")


def value(parent: Element, kind: str, text: str) -> Element:
    """Add a literal of a base type."""
    return add(parent, "qti-base-value", text, base_type=kind)


def variable(parent: Element, name: str = "RESPONSE") -> Element:
    """Add the value of a variable."""
    return add(parent, "qti-variable", identifier=name)


class Writing:
    """An item that is being written; `kinds` are (base type, cardinality) of its responses by name."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.points = asked.item.points
        self.lost: list[str] = []
        attributes = {"identifier": f"item-{asked.id}", "title": asked.title, "adaptive": "false"}
        attributes |= {"time-dependent": "false", "xml:lang": "en"}
        self.root = ElementTree.Element("qti-assessment-item", {"xmlns": ITEM, **attributes})
        self.body = ElementTree.Element("qti-item-body")
        self.rules = ElementTree.Element("qti-response-processing")
        self.kinds: dict[str, tuple[str, str]] = {}

    def declare(self, kind: str, cardinality: str, right: Sequence[str] = (), *, name: str = "RESPONSE") -> Element:
        """Declare a response, with the right values; return the declaration."""
        self.kinds[name] = (kind, cardinality)
        declared = add(self.root, "qti-response-declaration", identifier=name, cardinality=cardinality, base_type=kind)
        if right:
            correct = add(declared, "qti-correct-response")
            for one in right:
                add(correct, "qti-value", one)
        return declared

    def map(self, declared: Element, shares: Mapping[str, Fraction], *, least: bool = False, words: bool = False) -> None:
        """Add the points for each value; `least` keeps the sum from falling below 0."""
        bounds = {"lower-bound": "0"} if least else {}
        mapping = ElementTree.SubElement(declared, "qti-mapping", {"default-value": "0", **bounds})
        for value, share in shares.items():
            case = {"case-sensitive": "false"} if words else {}
            entry = {"map-key": value, "mapped-value": number(share * self.points), **case}
            ElementTree.SubElement(mapping, "qti-map-entry", entry)

    def outcomes(self, *, feedback: bool) -> None:
        """Declare the score, its greatest value, and which feedback is shown."""
        score = add(
            self.root, "qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float",
            normal_maximum=str(self.points), normal_minimum="0",
        )  # fmt: skip
        if isinstance(self.asked.item.body, ExtendedTextBody):
            score.set("external-scored", "human")
        add(add(score, "qti-default-value"), "qti-value", "0")
        most = add(self.root, "qti-outcome-declaration", identifier="MAXSCORE", cardinality="single", base_type="float")
        add(add(most, "qti-default-value"), "qti-value", str(self.points))
        if feedback:
            add(
                self.root, "qti-outcome-declaration", identifier="FEEDBACK", cardinality="multiple",
                base_type="identifier",
            )  # fmt: skip

    def set(self, parent: Element, points: str | None = None) -> Element:
        """Set the score to points, or return the element that an expression goes into."""
        where = add(parent, "qti-set-outcome-value", identifier="SCORE")
        if points is not None:
            value(where, "float", points)
        return where

    def all_or(self, right: Element | None = None) -> Element:
        """Give all points for the key, and return where the rule for anything else goes."""
        condition = add(self.rules, "qti-response-condition")
        whole = add(condition, "qti-response-if")
        if right is not None:
            whole.append(right)
        else:
            same = add(whole, "qti-match")
            variable(same)
            add(same, "qti-correct", identifier="RESPONSE")
        self.set(whole, str(self.points))
        return add(condition, "qti-response-else")

    def add(self, parent: Element, share: Fraction) -> Element:
        """Add a share of the points on a condition; return where the condition goes."""
        case = add(add(parent, "qti-response-condition"), "qti-response-if")
        total = ElementTree.Element("qti-set-outcome-value", {"identifier": "SCORE"})
        both = add(total, "qti-sum")
        variable(both, "SCORE")
        value(both, "float", number(share * self.points))
        case.append(total)
        where = ElementTree.Element("qti-or")
        case.insert(0, where)
        return where

    def unless_empty(self) -> Element:
        """Return where rules go for answers in which nothing is left out: comparing with nothing stops a player."""
        condition = add(self.rules, "qti-response-condition")
        empty = add(condition, "qti-response-if")
        either = add(empty, "qti-or")
        for name in self.kinds:
            variable(add(either, "qti-is-null"), name)
        same = add(empty, "qti-set-outcome-value", identifier="SCORE")
        variable(same, "SCORE")
        return add(condition, "qti-response-else")

    def lines(self, lines: Sequence[Line] | None = None) -> None:
        """Add what is asked and shown."""
        for line in self.asked.lines if lines is None else lines:
            paragraph(self.body, line)

    def hint(self) -> None:
        """Add the hint of a practice item, closed until it is opened."""
        if self.asked.hint:
            closed = add(self.body, "details")
            add(closed, "summary", "Hint")
            for words in self.asked.hint:
                add(closed, "p", words)


def paragraph(parent: Element, line: Line) -> None:
    """Add a paragraph, or a quotation with its place."""
    if line.quoted:
        place(add(add(parent, "blockquote"), "p", f"“{line.text}"), line)
    else:
        add(parent, "p", line.text)


def place(where: Element, line: Line) -> None:
    """End a quotation and say where it stands."""
    say(where, f"” ({'' if line.url else line.where}" if line.where else "”")
    if line.where and line.url:
        add(where, "a", line.where, href=line.url)
    say(where, ")" if line.where else "")


def say(parent: Element, text: str) -> None:
    """Add words behind everything that an element holds."""
    if len(parent):
        parent[-1].tail = f"{parent[-1].tail or ''}{text}"
    else:
        parent.text = f"{parent.text or ''}{text}"
