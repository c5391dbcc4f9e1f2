"""Hand-outs: one reading with its notes, the glosses of its terms and its questions, on few pages."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.config import Config

from annotate.interface import _
from annotate.paper import families
from annotate.sphinx_ext._base import is_gloss
from annotate.sphinx_ext.typst._base import Chapter, Writer, array, literal

_TERM = "term-"


def prune(tree: nodes.document) -> None:
    """Take out what a hand-out has no room for: how to cite the text, and pointers to drawings on other pages."""
    for node in [*tree.findall(nodes.Element)]:
        pointer = isinstance(node, nodes.paragraph) and "missing-figure" in _classes(node.parent)
        alone = pointer and all(isinstance(child, nodes.reference) for child in node)
        if alone or type(node).__name__ == "how_to_cite":
            node.parent.remove(node)


def terms(writer: Writer, glossary: Chapter | None) -> str:
    """Return the glosses of the terms that were marked so far, as the glossary orders them."""
    if glossary is None:
        return ""
    marked = {one.key for one in writer.references if one.key.startswith(f"{glossary.docname}#{_TERM}")}
    reading, writer.chapter = writer.chapter, glossary
    made = "".join(_term(writer, item) for item in _items(glossary.tree) if _keys(writer, item) & marked)
    writer.chapter = reading
    if not made:
        return ""
    return f"\n#title-of(2, {array([literal(writer.key('terms'))])})[{writer.words(_('Terms'))}]\n{made}"


def _items(tree: nodes.document) -> Iterator[nodes.definition_list_item]:
    yield from tree.findall(nodes.definition_list_item)


def _keys(writer: Writer, item: nodes.definition_list_item) -> set[str]:
    return {writer.key(anchor) for term in item.findall(nodes.term) for anchor in term["ids"]}


def _term(writer: Writer, item: nodes.definition_list_item) -> str:
    """Return a headword and its gloss; where the term stands and what else to see are for the glossary."""
    head = "".join(
        writer.anchors(term) + writer.inside([one for one in term if "headword" in _classes(one)])
        for term in item.findall(nodes.term)
    )
    body = [part for one in item.findall(nodes.definition) for part in one if is_gloss(part)]
    first = body.pop(0) if body and isinstance(body[0], nodes.paragraph) else None
    opening = writer.run_in([first]) if first is not None else ""
    return f"\n#gloss-of([{head}], [{opening}])[{writer.inside(body)}]\n"


def _classes(node: nodes.Node) -> list[str]:
    return list(node["classes"]) if isinstance(node, nodes.Element) else []


def links(writer: Writer) -> str:
    """Return the source that says where the references lead, by their numbers: none to what is not printed."""
    to = array(literal(one.key) if one.key in writer.placed else "none" for one in writer.references)
    return (
        f"#let to = {to}\n#let xref(number, kind, body) = xref-to(to.at(number), number, kind, body)\n"
        "#let par-number(number, key) = par-number-to(to.at(key), number)\n"
    )


def dressing(config: Config, chapter: Chapter) -> str:
    """Return the source of a hand-out's settings, as named arguments of the template."""
    settings = {
        "title": literal(chapter.title),
        "siglum": literal(str(chapter.metadata.get("siglum") or "")),
        "reader": literal(config.project),
        "version": literal(config.release),
        "lang": literal((config.language or "en").split("_")[0].split("-")[0]),
        "paper": literal(config.typst_paper),
        "fonts": families(config.typst_fonts),
        "size": f"{float(config.typst_font_size)}pt",
    }
    return ", ".join(f"{name}: {value}" for name, value in settings.items())


def characters(config: Config, chapter: Chapter) -> set[str]:
    """Return the characters of the head of a hand-out."""
    return set(f"{chapter.title}{chapter.metadata.get('siglum', '')}{config.project}{config.release}")
