"""Nodes within a line: text, emphasis, links, marks of notes; and what is written for one format alone.

HTML in Markdown keeps its words on paper. What an author gave to the directive `raw` was meant for one format,
and stays there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from docutils import nodes
from docutils.parsers.rst.directives.misc import Raw

from annotate.sphinx_ext.typst._base import ON_THE_TEXTS, Handler, Writer, classes, key_of, literal

_SEEN = frozenset("img iframe video audio object embed svg canvas".split())
_UNREAD = frozenset("script style template".split())
_BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul".split()
)
_ICON = re.compile(r"sd-(?:octicon|material-icon)-([\w-]+)")
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


def _undivided(writer: Writer, node: nodes.Element) -> str:
    """Return a reference; an address is divided after its marks alone, and never with a hyphen."""
    uri = node.get("refuri", "")
    if key_of(uri) is None and node.astext().strip() == uri:
        made = f"#link({literal(uri)})[{writer.words(readable(uri))}]"
    else:
        made = _reference(writer, node)
    return f"#text(hyphenate: false)[{made}]" if made.startswith(("#link(", "#url(")) else made


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


class RawDirective(Raw):
    """``{raw} html``: what an author wants in one format, and knows to be lost in the others."""

    def run(self) -> list[nodes.Node]:
        """Return the node, which says that it was asked for."""
        made = list(super().run())
        for node in made:
            if isinstance(node, nodes.raw):
                node["asked"] = True
        return made


class _Words(HTMLParser):
    """The words of a piece of HTML by blocks, and whether it holds what is no word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [""]
        self.pictures = False
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block or a cell; take the words of a picture."""
        self._unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.blocks.append("")
        elif tag in ("td", "th") and self.blocks[-1].strip():
            self.blocks[-1] += " · "
        elif tag == "br":
            self.blocks[-1] += " "
        if tag in _SEEN:
            self.pictures = True
            self.blocks[-1] += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        self._unread -= tag in _UNREAD and self._unread > 0
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._unread:
            self.blocks[-1] += data


def _raw(writer: Writer, node: nodes.Element) -> str:
    """Take what is meant for Typst, LaTeX's end of a line, and the words of HTML that stands in Markdown."""
    formats = node.get("format", "").split()
    if "typst" in formats:
        return node.astext()
    if formats == ["latex"] and node.astext().strip() == "\\\\":
        return f"{writer.words(' ')}#linebreak();"
    return "" if "html" not in formats or node.get("asked") else _from_html(writer, node)


def _from_html(writer: Writer, node: nodes.Element) -> str:
    reader = _Words()
    reader.feed(node.astext())
    reader.close()
    blocks = [words for block in reader.blocks if (words := " ".join(block.split()))]
    if blocks or reader.pictures:
        writer.warn("html", "of HTML in Markdown only the words are printed; write it as Markdown", node=node)
    if isinstance(node.parent, nodes.TextElement):
        return writer.words(" ".join(blocks)) or _line_end(writer, node)
    return "".join(f"\n#par[{writer.words(words)}]\n" for words in blocks)


def _line_end(writer: Writer, node: nodes.Element) -> str:
    """Return the end of a line for `<br>`, unless what Markdown adds to it for LaTeX ends the line."""
    after = node.next_node(nodes.raw, descend=False, siblings=True)
    is_end = node.astext().lower().startswith("<br") and not (after is not None and after.get("format") == "latex")
    return f"{writer.words(' ')}#linebreak();" if is_end else ""


def _icon(writer: Writer, node: nodes.Element) -> str:
    """Draw an icon in its line; its name is what stands for it where it is not seen."""
    svg = str(node["svg"])
    name = match[1] if (match := _ICON.search(svg)) else "icon"
    if writer.repeated:
        return ""
    svg = svg if "xmlns=" in svg else svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"#icon({literal(svg)}, {literal(name)});"


def _download_name(writer: Writer, node: nodes.Element) -> str:
    return writer.inside(node) or writer.words(PurePosixPath(node.get("filename", "")).name)


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
    "literal": _literal,
    "abbreviation": _abbreviation,
    "acronym": _abbreviation,
    "reference": _undivided,
    "number_reference": _reference,
    "pending_xref": _inside,
    "download_reference": _download_name,
    "footnote_reference": _footnote_reference,
    "citation_reference": _footnote_reference,
    "raw": _raw,
    "sd_icon": _icon,
    "PassthroughTextElement": _inside,
}
"""The nodes of this family by name."""
