"""The parts of a Word file beside the words: styles, numbering, settings, and the zip that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from annotate.export._base import Element, xml_bytes, zip_bytes
from annotate.export.docx._base import LISTS, TASKS, w
from annotate.languages import direction

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = {
    "Title": ("Title", 36, 0, True),
    "Heading1": ("heading 1", 26, 0, True),
    "Quote": ("Quote", 22, 567, False),
    "Option": ("Option", 22, 0, False),
    "Answer": ("Answer", 22, 284, False),
    "Small": ("Small", 18, 0, False),
    "Cell": ("Cell", 22, 0, False),
    "Line": ("Line to write on", 22, 0, False),
}
_PARTS = ("styles", "numbering", "settings")


def packed(document: Element, lists: Sequence[str], *, title: str, language: str) -> bytes:
    """Return a Word file; `lists` are the lists of the document in the order of their numbers."""
    parts: Mapping[str, Element] = {
        "styles": _styles(language), "numbering": _numbering(lists), "settings": _settings(),
    }  # fmt: skip
    return zip_bytes({
        "[Content_Types].xml": xml_bytes(_content_types()),
        "_rels/.rels": xml_bytes(_relations(("officeDocument", "word/document.xml"), ("", "docProps/core.xml"))),
        "word/document.xml": xml_bytes(document, indent=False),
        **{f"word/{name}.xml": xml_bytes(parts[name]) for name in _PARTS},
        "word/_rels/document.xml.rels": xml_bytes(_relations(*((name, f"{name}.xml") for name in _PARTS))),
        "docProps/core.xml": xml_bytes(_core(title, language)),
    })  # fmt: skip


def _content_types() -> Element:
    root = ElementTree.Element("Types", {"xmlns": _TYPES})
    package = "application/vnd.openxmlformats-package"
    ElementTree.SubElement(root, "Default", {"Extension": "rels", "ContentType": f"{package}.relationships+xml"})
    ElementTree.SubElement(root, "Default", {"Extension": "xml", "ContentType": "application/xml"})
    parts = (
        ("/word/document.xml", f"{_KIND}.document.main+xml"),
        *((f"/word/{name}.xml", f"{_KIND}.{name}+xml") for name in _PARTS),
        ("/docProps/core.xml", f"{package}.core-properties+xml"),
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


def _settings() -> Element:
    """Return the settings: without the mode, Word would open a file as one of 2007."""
    root = ElementTree.Element("w:settings", {"xmlns:w": _W})
    w(w(root, "compat"), "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return root


# ---- numbering ----------------------------------------------------------------------------


def _numbering(lists: Sequence[str]) -> Element:
    """Return what is counted: a kind for each name, and for each list of the document a count from one."""
    root = ElementTree.Element("w:numbering", {"xmlns:w": _W})
    kinds = {name: str(number) for number, name in enumerate(LISTS)}
    for name, number in kinds.items():
        kind = w(root, "abstractNum", abstractNumId=number)
        w(kind, "multiLevelType", val="singleLevel")
        _level(kind, name)
    for place, name in enumerate(lists, start=1):
        count = w(root, "num", numId=str(place))
        w(count, "abstractNumId", val=kinds[name])
        w(w(count, "lvlOverride", ilvl="0"), "startOverride", val="1")
    return root


def _level(kind: Element, name: str) -> None:
    counts, written = LISTS[name]
    level = w(kind, "lvl", ilvl="0")
    w(level, "start", val="1")
    w(level, "numFmt", val=counts)
    if name == TASKS:
        w(level, "pStyle", val="Heading1")
    w(level, "lvlText", val=written)
    w(level, "lvlJc", val="left")
    hanging = "567" if "☐" in written else "397"
    w(w(level, "pPr"), "ind", left=hanging, hanging=hanging)


# ---- styles -------------------------------------------------------------------------------


def _styles(language: str) -> Element:
    root = ElementTree.Element("w:styles", {"xmlns:w": _W})
    letters = w(w(w(root, "docDefaults"), "rPrDefault"), "rPr")
    w(letters, "rFonts", ascii="Georgia", hAnsi="Georgia", cs="Georgia")
    w(letters, "sz", val="22")
    w(letters, "szCs", val="22")
    leftward = direction(language) == "rtl"
    w(letters, "lang", val=language, **({"bidi": language} if leftward else {}))
    normal = _style(root, "Normal", "Normal", default="1")
    shape = w(normal, "pPr")
    if leftward:
        w(shape, "bidi")
    w(shape, "spacing", after="120")
    if leftward:
        w(w(normal, "rPr"), "rtl")
    for name in _STYLES:
        _own_style(root, name)
    return root


def _own_style(root: Element, name: str) -> None:
    title, size, indent, bold = _STYLES[name]
    style = _style(root, name, title)
    w(style, "basedOn", val="Normal")
    w(style, "next", val=name if name in ("Line", "Option", "Cell") else "Normal")
    w(style, "qFormat")
    shape = w(style, "pPr")
    if bold:
        w(shape, "keepNext")
    if name == "Heading1":
        w(w(shape, "numPr"), "numId", val="1")
    if name == "Line":
        _ruled(shape)
        w(shape, "spacing", before="0", after="0", line="480", lineRule="exact")
    else:
        w(shape, "spacing", before="240" if bold else "0", after="0" if name == "Cell" else "80")
    if indent:
        w(shape, "ind", left=str(indent))
    if name == "Heading1":
        w(shape, "outlineLvl", val="0")
    letters = w(style, "rPr")
    if bold:
        w(letters, "b")
    w(letters, "sz", val=str(size))
    w(letters, "szCs", val=str(size))


def _ruled(shape: Element) -> None:
    """Rule each paragraph below; `between` because Word takes neighbours with the same borders for one."""
    borders = w(shape, "pBdr")
    for side in ("bottom", "between"):
        w(borders, side, val="single", sz="4", space="1", color="808080")


def _style(root: Element, name: str, title: str, **more: str) -> Element:
    style = w(root, "style", type="paragraph", styleId=name, **more)
    w(style, "name", val=title)
    return style
