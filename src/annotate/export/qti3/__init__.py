"""QTI 3.0: a package of items and a test for each set. Its response processing gives our grader's own scores."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from annotate.bodies import (
    ChoiceBody,
    ExtendedTextBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.export._base import Asked, Element, Fate, Job, Made, add, fate, xml_bytes, zip_bytes
from annotate.export.qti3 import closed, written
from annotate.export.qti3._base import ITEM, Writing
from annotate.export.qti3.feedback import feedback, told

_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"


def export(job: Job) -> Made:
    """Return one package: the manifest, a test for each set, a file for each item."""
    files: dict[str, bytes] = {}
    fates: list[Fate] = []
    root = ElementTree.Element("manifest", {"xmlns": _PACKAGE, "identifier": "annotate-export"})
    meta = add(root, "metadata")
    add(meta, "schema", "QTI Package")
    add(meta, "schemaversion", "3.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    for name, title, items in job.sets():
        href = f"tests/{name}.xml"
        resource = add(resources, "resource", identifier=f"test-{name}", type_="imsqti_test_xmlv3p0", href=href)
        add(resource, "file", href=href)
        files[href] = xml_bytes(_test(name, title, items))
        for asked in items:
            add(resource, "dependency", identifierref=f"item-{asked.id}")
            path = f"items/{asked.id}.xml"
            item = add(resources, "resource", identifier=f"item-{asked.id}", type_="imsqti_item_xmlv3p0", href=path)
            add(item, "file", href=path)
            writing = _item(asked)
            files[path] = xml_bytes(writing.root, indent=False)
            fates.append(fate(asked, writing.lost))
    return Made(files={"": zip_bytes({"imsmanifest.xml": xml_bytes(root), **files})}, fates=tuple(fates))


def _test(name: str, title: str, items: Sequence[Asked]) -> Element:
    root = ElementTree.Element("qti-assessment-test", {"xmlns": ITEM, "identifier": f"test-{name}", "title": title})
    add(root, "qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float")
    part = add(root, "qti-test-part", identifier="part", navigation_mode="nonlinear", submission_mode="individual")
    section = add(part, "qti-assessment-section", identifier="section", title=title, visible="true")
    for asked in items:
        add(section, "qti-assessment-item-ref", identifier=f"item-{asked.id}", href=f"../items/{asked.id}.xml")
    total = add(add(root, "qti-outcome-processing"), "qti-set-outcome-value", identifier="SCORE")
    add(add(total, "qti-sum"), "qti-test-variables", variable_identifier="SCORE")
    return root


def _item(asked: Asked) -> Writing:
    """Return one item: declarations, body, response processing and feedback, in the order the schema wants."""
    item = Writing(asked)
    _ask(item)
    item.outcomes(feedback=told(item))
    item.hint()
    item.root.append(item.body)
    if len(item.rules) or told(item):
        item.root.append(item.rules)
    feedback(item)
    return item


def _ask(item: Writing) -> None:
    body = item.asked.item.body
    match body:
        case ChoiceBody():
            closed.choice(item, body)
        case TrueFalseBody():
            closed.true_false(item)
        case OrderBody():
            closed.order(item)
        case MatchBody() | GridBody():
            closed.match(item)
        case HottextBody():
            closed.hottext(item)
        case TextEntryBody():
            written.gaps(item, body)
        case NumericBody():
            written.numeric(item, body)
        case ShortAnswerBody():
            written.short_answer(item, body)
        case ExtendedTextBody():
            written.extended(item)
