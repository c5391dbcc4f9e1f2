"""QTI 1.2 with Canvas metadata: a zip that Canvas takes as "QTI .zip file", an assessment for each set.

Canvas guesses a question's type unless `question_type` says it, reads matching answers by the
number in their idents, and grades by its own rules; what its classic quizzes cannot grade is
said in the losses. Conditions that add up say `continue="Yes"`, as QTI 1.2 wants it.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from annotate.export._base import Asked, Element, Fate, Job, Made, add, fate, xml_bytes, zip_bytes
from annotate.export.qti12.questions import question

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def export(job: Job) -> Made:
    """Return one package with an assessment for each set."""
    files: dict[str, bytes] = {}
    fates: list[Fate] = []
    names: list[str] = []
    for name, title, items in job.sets():
        folder = f"annotate_{name}"
        names.append(folder)
        root, done = _assessment(folder, title, items)
        fates += done
        files[f"{folder}/{folder}.xml"] = xml_bytes(root)
        files[f"{folder}/assessment_meta.xml"] = xml_bytes(_meta(folder, title, items))
    packed = {"imsmanifest.xml": xml_bytes(_manifest(names)), **files}
    return Made(files={"": zip_bytes(packed)}, fates=tuple(fates))


def _manifest(names: Sequence[str]) -> Element:
    root = ElementTree.Element("manifest", {"xmlns": _PACKAGE, "identifier": "annotate_export"})
    meta = add(root, "metadata")
    add(meta, "schema", "IMS Content")
    add(meta, "schemaversion", "1.1.3")
    add(root, "organizations")
    resources = add(root, "resources")
    for name in names:
        test = add(resources, "resource", identifier=name, type_="imsqti_xmlv1p2")
        add(test, "file", href=f"{name}/{name}.xml")
        add(test, "dependency", identifierref=f"{name}_meta")
        href = f"{name}/assessment_meta.xml"
        more = add(resources, "resource", identifier=f"{name}_meta", type_=_META, href=href)
        add(more, "file", href=href)
    return root


def _meta(folder: str, title: str, items: Sequence[Asked]) -> Element:
    root = ElementTree.Element("quiz", {"xmlns": _CANVAS, "identifier": folder})
    practice = all(asked.item.is_practice for asked in items)
    add(root, "title", title)
    add(root, "description")
    add(root, "shuffle_answers", "true")
    add(root, "quiz_type", "practice_quiz" if practice else "assignment")
    add(root, "points_possible", f"{sum(asked.item.points for asked in items)}.0")
    return root


def _assessment(folder: str, title: str, items: Sequence[Asked]) -> tuple[Element, list[Fate]]:
    root = ElementTree.Element("questestinterop", {"xmlns": _QTI})
    test = add(root, "assessment", ident=folder, title=title)
    section = add(test, "section", ident="root_section")
    fates = []
    for asked in items:
        made = question(asked)
        section.append(made.element(asked))
        fates.append(fate(asked, made.reasons))
    return root, fates
