"""Word documents that a colleague can edit: a worksheet, its key, and the rubrics, each a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from xml.etree import ElementTree

from annotate.bodies import ExtendedTextBody
from annotate.export._base import Element, Job, Made, fate, rubric, xml_bytes, zip_bytes
from annotate.interface import _, speaking
from annotate.worksheet import Form, make_forms
from annotate.worksheet._base import WHO, Task, points

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = {
    "Title": ("Title", 36, 0, True),
    "Heading1": ("heading 1", 26, 0, True),
    "Quote": ("Quote", 22, 567, False),
    "Option": ("Option", 22, 567, False),
    "Answer": ("Answer", 22, 284, False),
    "Small": ("Small", 18, 0, False),
}
_LINE = "_" * 64

Paragraph = tuple[str, str]
"""The id of a style, empty for plain text, and the words."""


def export(job: Job) -> Made:
    """Return the worksheet, and beside it `-key` and, where items are graded by hand, `-rubrics`."""
    with speaking(job.edition.apparatus.settings.language):
        return _export(job)


def _export(job: Job) -> Made:
    (form,) = make_forms([asked.item for asked in job.asked], job.edition, title=job.title, seed="1", forms=1)
    files = {
        "": _document(_worksheet(form), f"{job.title}: {_('Worksheet')}", job),
        "-key": _document(_key(form), f"{job.title}: {_('Key')}", job),
    }
    rubrics = list(_rubrics(job))
    if rubrics:
        files["-rubrics"] = _document(rubrics, f"{job.title}: {_('Rubrics')}", job)
    return Made(files=files, fates=tuple(fate(asked, ()) for asked in job.asked))


# ---- what is said -------------------------------------------------------------------------


def _head(form: Form, what: str) -> Iterator[Paragraph]:
    yield "Title", f"{form.title}: {what}"
    said = _("{points}, about {minutes} minutes.")
    yield "Small", said.format(points=points(form.points), minutes=form.minutes)


def _worksheet(form: Form) -> Iterator[Paragraph]:
    yield from _head(form, _("Worksheet"))
    yield "", "    ".join(f"{_(one)} {'_' * 16}" for one in WHO)
    for task in form.tasks:
        yield from _asked(task)
        yield from (("", _LINE) for _line in range(task.room))


def _key(form: Form) -> Iterator[Paragraph]:
    yield from _head(form, _("Key"))
    for task in form.tasks:
        yield from _asked(task)
        answer = f"{task.answer} ({task.grade})" if task.answer else task.grade
        yield "Answer", f"{_('Key:')} {answer}"
        yield from (("Answer", f"– {words}") for words in task.reasons)
        yield from (("Answer", words) for words in task.solution)


def _asked(task: Task) -> Iterator[Paragraph]:
    yield "Heading1", f"{task.number} ({task.worth})"
    yield from (("", words) for words in task.prompt)
    yield from (("Quote", words) for words in task.quotes)
    yield from (("", words) for words in task.given)
    yield from (("Option", f"{label}  {words}") for label, words in chain(*task.lists))


def _rubrics(job: Job) -> Iterator[Paragraph]:
    by_hand = [asked for asked in job.asked if isinstance(asked.item.body, ExtendedTextBody)]
    if by_hand:
        yield "Title", f"{job.title}: {_('Rubrics')}"
    for asked in by_hand:
        yield "Heading1", asked.id
        yield from (("", line.text) for line in asked.lines if not line.quoted)
        yield from (("Option", f"☐ {words}") for words in rubric(asked.item, job.edition))


# ---- the file -----------------------------------------------------------------------------


def _w(parent: Element, tag: str, **values: str) -> Element:
    return ElementTree.SubElement(parent, f"w:{tag}", {f"w:{name}": value for name, value in values.items()})


def _escaped(parent: Element, words: str) -> None:
    """Add words as runs: the XML writer escapes them, and blanks at the ends and in rows are kept."""
    text = _w(_w(parent, "r"), "t")
    text.set("xml:space", "preserve")
    text.text = words


def _document(paragraphs: Sequence[Paragraph] | Iterator[Paragraph], title: str, job: Job) -> bytes:
    root = ElementTree.Element("w:document", {"xmlns:w": _W})
    body = _w(root, "body")
    for style, words in paragraphs:
        paragraph = _w(body, "p")
        if style:
            _w(_w(paragraph, "pPr"), "pStyle", val=style)
        _escaped(paragraph, words)
    section = _w(body, "sectPr")
    _w(section, "pgSz", w="11906", h="16838")
    _w(section, "pgMar", top="1134", right="1134", bottom="1134", left="1134", header="567", footer="567", gutter="0")
    return zip_bytes({
        "[Content_Types].xml": xml_bytes(_content_types()),
        "_rels/.rels": xml_bytes(_relations(("officeDocument", "word/document.xml"), ("", "docProps/core.xml"))),
        "word/document.xml": xml_bytes(root, indent=False),
        "word/styles.xml": xml_bytes(_styles()),
        "word/_rels/document.xml.rels": xml_bytes(_relations(("styles", "styles.xml"))),
        "docProps/core.xml": xml_bytes(_core(title, job.edition.apparatus.settings.language)),
    })  # fmt: skip


def _content_types() -> Element:
    root = ElementTree.Element("Types", {"xmlns": _TYPES})
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    ElementTree.SubElement(root, "Default", {"Extension": "rels", "ContentType": rels})
    ElementTree.SubElement(root, "Default", {"Extension": "xml", "ContentType": "application/xml"})
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    parts = (
        ("/word/document.xml", f"{_KIND}.document.main+xml"),
        ("/word/styles.xml", f"{_KIND}.styles+xml"),
        ("/docProps/core.xml", core),
    )
    for name, kind in parts:
        ElementTree.SubElement(root, "Override", {"PartName": name, "ContentType": kind})
    return root


def _relations(*targets: tuple[str, str]) -> Element:
    root = ElementTree.Element("Relationships", {"xmlns": _RELATIONS})
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    for number, (kind, target) in enumerate(targets, start=1):
        name = f"{_OFFICE}/{kind}" if kind else core
        ElementTree.SubElement(root, "Relationship", {"Id": f"rId{number}", "Type": name, "Target": target})
    return root


def _core(title: str, language: str) -> Element:
    names = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    root = ElementTree.Element("cp:coreProperties", names)
    for tag, words in (("title", title), ("language", language)):
        ElementTree.SubElement(root, f"dc:{tag}").text = words
    return root


def _styles() -> Element:
    root = ElementTree.Element("w:styles", {"xmlns:w": _W})
    properties = _w(_w(_w(root, "docDefaults"), "rPrDefault"), "rPr")
    _w(properties, "rFonts", ascii="Georgia", hAnsi="Georgia", cs="Georgia")
    _w(properties, "sz", val="22")
    _w(properties, "lang", val="en-GB")
    _w(_w(_style(root, "Normal", "Normal", default="1"), "pPr"), "spacing", after="120")
    for name, (title, size, indent, bold) in _STYLES.items():
        style = _style(root, name, title)
        _w(style, "basedOn", val="Normal")
        _w(style, "next", val="Normal")
        _w(style, "qFormat")
        shape = _w(style, "pPr")
        if bold:
            _w(shape, "keepNext")
        _w(shape, "spacing", before="240" if bold else "0", after="80")
        _w(shape, "ind", left=str(indent))
        if name == "Heading1":
            _w(shape, "outlineLvl", val="0")
        letters = _w(style, "rPr")
        if bold:
            _w(letters, "b")
        _w(letters, "sz", val=str(size))
    return root


def _style(root: Element, name: str, title: str, **more: str) -> Element:
    style = _w(root, "style", type="paragraph", styleId=name, **more)
    _w(style, "name", val=title)
    return style
