"""Nodes within a line: text, emphasis, links, marks of notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from docutils import nodes

from annotate.sphinx_ext.typst._base import ON_THE_TEXTS, Handler, Writer, classes, key_of, literal

_CODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BREAK = re.compile(r"[^\s/?&=_.%-]{2}[/?&=_.-](?=[^\s/?&=_.-]{2})|[^\s/?&=_.%-]{24}(?=[^\s/?&=_.-]{8})|(?:%[0-9A-F]{2}){4}")
_STYLE = re.compile(r"sd-badge.*|sd-btn.*")


def _text(writer: Writer, node: nodes.Text) -> str:
    return writer.words(node.astext())


def wrapped(function: str) -> Handler:
    """Return a handler that gives the children to a function of the template."""

    def write(writer: Writer, node: nodes.Element) -> str:
        return f"#{function}[{writer.inside(node)}]"

    return write


def _inline(writer: Writer, node: nodes.inline) -> str:
    made = writer.inside(node)
    found = classes(node)
    if "sic" in found:
        made = writer.link(ON_THE_TEXTS, "cut", made)
    if "category" in found:
        made = f"#category[{made}]"
    if "versionmodified" in found or "guilabel" in found:
        made = f"#emph[{made}]"
    if any(_STYLE.fullmatch(name) for name in found):
        made = f"#badge[{made}]"
    return made


def _literal(writer: Writer, node: nodes.Element) -> str:
    words = node.astext()
    writer.words(words)
    return f"#raw({literal(words.replace(chr(10), ' '))});"


def _abbreviation(writer: Writer, node: nodes.Element) -> str:
    explained = node.get("explanation")
    return writer.inside(node) + (writer.words(f" ({explained})") if explained else "")


def _kind(node: nodes.Element) -> str:
    """Return what a reference is to: a term, a paragraph, an outside source, or anything else."""
    if type(node).__name__ == "gloss_reference":
        return "term"
    found = {name for one in node.findall(nodes.inline) for name in classes(one)}
    for kind in ("par", "source"):
        if kind in found:
            return kind
    return "term" if "std-term" in found else "place"


def _reference(writer: Writer, node: nodes.Element) -> str:
    made = writer.inside(node)
    if any(name.startswith("sd-btn") for name in classes(node)):
        made = f"#badge[{made}]"
    uri = node.get("refuri", "")
    key = writer.key(node["refid"]) if node.get("refid") else key_of(uri)
    if key is not None:
        if not made or writer.repeated == "head":  # what is printed again on another page may not link
            return made
        return writer.link(key, _kind(node), made.replace(" ¶", "\u00a0¶"))
    if "://" not in uri and not uri.startswith("mailto:"):
        return made
    if "sd-hide-link-text" in classes(node):
        made = ""
    if writer.repeated or not made or node.astext().strip() in (uri, uri.removeprefix("mailto:")):
        return f"#link({literal(uri)})[{made or writer.words(uri)}]"
    shown = readable(uri)
    writer.words(shown)
    return f"#url({literal(uri)}, {literal(shown)})[{made}]"


def readable(uri: str) -> str:
    """Return an address as it is printed: letters as letters, and places where it may be broken."""
    return _BREAK.sub("\\g<0>\u200b", _CODED.sub(_letters, uri))


def _letters(match: re.Match[str]) -> str:
    """Return what stands coded in an address with its letters as letters, and all else in codes as it was."""
    try:
        words = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    return "".join(one if one.isalpha() else quote(one, safe="") for one in words)


def _inside(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node)


def _footnote_reference(writer: Writer, node: nodes.Element) -> str:
    key = writer.key(node.get("refid", ""))
    found = writer.footnotes.get(key)
    number = node.astext()
    if found is None:
        return f"#super[{writer.words(number)}]"
    body = [child for child in found if not isinstance(child, nodes.label)]
    return writer.footnote(key, number, lambda: writer.anchors(found) + writer.run_in(body))


def _raw(writer: Writer, node: nodes.Element) -> str:
    """Take what is meant for Typst, and LaTeX's end of a line; the rest is for other formats."""
    if node.get("format") == "latex" and node.astext().strip() == "\\\\":
        return f"{writer.words(' ')}#linebreak();"
    return node.astext() if "typst" in node.get("format", "").split() else ""


def _download_name(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node) or writer.words(PurePosixPath(node.get("filename", "")).name)


def _nothing(writer: Writer, node: Any) -> str:
    return ""


NODES: Mapping[str, Handler] = {
    "Text": _text,
    "inline": _inline,
    "generated": _inline,
    "moment": wrapped("emph"),
    "emphasis": wrapped("emph"),
    "literal_emphasis": wrapped("emph"),
    "title_reference": wrapped("emph"),
    "manpage": wrapped("emph"),
    "strong": wrapped("strong"),
    "literal_strong": wrapped("strong"),
    "subscript": wrapped("sub"),
    "superscript": wrapped("super"),
    "problematic": wrapped("emph"),
    "sd_badge": wrapped("badge"),
    "sd_icon": _nothing,
    "literal": _literal,
    "abbreviation": _abbreviation,
    "acronym": _abbreviation,
    "reference": _reference,
    "number_reference": _reference,
    "pending_xref": _inside,
    "download_reference": _download_name,
    "footnote_reference": _footnote_reference,
    "citation_reference": _footnote_reference,
    "raw": _raw,
    "PassthroughTextElement": _inside,
}
"""The nodes of this family by name."""
