"""What the cards show, baked into each page: glosses, outside sources, passages elsewhere.

While a document is read, whatever of it can be shown on a card is kept. When a page is
written, the theme gets one block of JSON with just what the page refers to. A page whose
block would change is written again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from annotate.sphinx_ext._base import changed_since_written, digest, is_gloss, with_ids
from annotate.sphinx_ext.domain import ReadingDomain

_KEPT = "annotate_previews"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a card shows of one term, source or paragraph; references in it are not resolved."""

    title: str
    """Empty for a source: its card is headed by the words of the link to it."""
    category: str
    body: tuple[nodes.Node, ...]
    references: tuple[tuple[str, str, str], ...]
    """Type, target and words of each reference in the body."""
    digest: str
    """Of all the above; not of what the references resolve to."""


def _kept(env: BuildEnvironment) -> dict[str, dict[Key, Preview]]:
    """Return the previews by document and by (type, name) of the domain's objects."""
    if not hasattr(env, _KEPT):
        setattr(env, _KEPT, {})
    return getattr(env, _KEPT)  # type: ignore[no-any-return]


def _domain(env: BuildEnvironment) -> ReadingDomain:
    domain = env.domains["reading"]
    assert isinstance(domain, ReadingDomain)
    return domain


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what this document defines."""
    docname = app.env.current_document.docname
    objects = _domain(app.env).objects
    reading = app.env.metadata[docname].get("reading", "")
    found: dict[Key, Preview] = {}
    for node, anchors in with_ids(doctree):
        for anchor in anchors:
            key = _key(anchor, reading)
            here = objects.get(key) if key else None
            if key and here and here[:2] == (docname, anchor):
                found[key] = _preview(key[0], node, here[2])
    if found:
        _kept(app.env)[docname] = found


def _key(anchor: str, reading: str) -> Key | None:
    """Return the domain's name of what has such an id."""
    kind, dash, name = anchor.partition("-")
    if dash and kind in ("term", "source"):
        return kind, name
    if reading and anchor[1:].isdigit():
        return "par", f"{reading}:{anchor.removeprefix('p')}"
    return None


def _preview(kind: str, node: nodes.Element, shown: str) -> Preview:
    category = ""
    if kind == "term":
        category = next((one.astext() for one in node.findall(_is_category)), "")
        definitions = node.parent.findall(nodes.definition)
        parts = [_detached(child) for one in definitions for child in one if is_gloss(child)]
    elif kind == "par":
        parts = [nodes.paragraph("", " ".join(_words(node).split()))]
    else:
        shown = ""
        parts = list(_unlabelled([_detached(child) for child in node.children]))
    references = tuple(
        (ref["reftype"], ref["reftarget"], ref.get("words", "")) for part in parts for ref in part.findall(pending_xref)
    )
    said = digest([shown, category, *(part.pformat() for part in parts)])
    return Preview(title=shown, category=category, body=tuple(parts), references=references, digest=said)


def _unlabelled(parts: list[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield what is told of a source without its label, if it begins with that."""
    first, *rest = parts or [nodes.paragraph()]
    if isinstance(first, nodes.paragraph) and first.children and isinstance(first[0], nodes.reference):
        del first[0]
        if first.children and isinstance(first[0], nodes.Text):
            first[0] = nodes.Text(first[0].lstrip())
    if first.astext().strip(" ."):
        yield first
    yield from rest


def _is_category(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and "category" in node["classes"]


def _words(node: nodes.Node) -> str:
    """Return the words of a block of a reading, without what stands between them."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.Element) and (
        "apparatus" in node["classes"] or node.tagname in ("note_mark", "par_number", "cut_mark")
    ):
        return ""
    return "".join(_words(child) for child in node.children)


def _detached(node: nodes.Node) -> nodes.Node:
    """Return a copy that holds on to no document, so that it can be kept."""
    copy = node.deepcopy()
    for part in copy.findall():
        part.document = None  # type: ignore[assignment]  # as it is before a node is placed
        if isinstance(part, nodes.Element):
            part["ids"], part["names"] = [], []
    return copy


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _kept(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment) -> None:
    for docname, previews in _kept(other).items():
        if docname in docnames:
            _kept(env)[docname] = previews


def _shown(env: BuildEnvironment, docname: str) -> Iterator[tuple[Key, tuple[str, str]]]:
    """Yield each thing that the page shows on a card, with its document and anchor, once.

    Only a reading shows sources and passages: a glossary refers to nearly all there are.
    """
    domain = _domain(env)
    seen: set[Key] = set()
    reading = "reading" in env.metadata[docname]
    for kind, target, words in domain.data["shown"].get(docname, ()):
        key = (kind, target)
        if kind == "quote":
            key = ("par", _quoted(domain, target, words))
        found = domain.objects.get(key)
        if key in seen or found is None or found[0] == docname:
            continue
        seen.add(key)
        if kind == "term" or reading:
            yield key, found[:2]


def _quoted(domain: ReadingDomain, target: str, words: str) -> str:
    """Return the name of the block that a quotation stands in."""
    block = domain.data["quotations"].get(target, {}).get(words) or ""
    return f"{target}:{block.removeprefix('p') if block[1:].isdigit() else block}"


def stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose cards have changed since they were last written."""
    known: dict[Key, str] = {}
    now = {docname: digest(_rows(env, docname, known)) for docname in env.found_docs}
    return changed_since_written(app, "cards", now)


def _rows(env: BuildEnvironment, docname: str, known: dict[Key, str]) -> Iterator[str]:
    """Yield a line for each card of a page: the thing, its place, a digest of all that is shown."""
    for key, (where, anchor) in _shown(env, docname):
        if key not in known:
            preview = _kept(env).get(where, {}).get(key)
            known[key] = digest(_shown_by(env, preview)) if preview else ""
        yield f"{key}|{where}|{anchor}|{known[key]}"


def _shown_by(env: BuildEnvironment, preview: Preview) -> Iterator[str]:
    domain = _domain(env)
    yield preview.digest
    for kind, target, words in preview.references:
        if kind == "quote":
            name = _quoted(domain, target, words)
            yield f"{domain.objects.get(('par', name))}|{domain.siglum(target.partition(' ')[0])}"
        else:
            yield str(domain.objects.get((kind, target)))


class Renderer:
    """Renders each preview once in a process, and again when what it shows has changed."""

    def __init__(self) -> None:
        self.made: dict[Key, tuple[str, dict[str, str]]] = {}

    def context(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
        """Hand the template the page's previews, as JSON that is safe inside a script element."""
        builder = app.builder
        if doctree is None or not isinstance(builder, StandaloneHTMLBuilder):
            return
        found = {}
        for key, (docname, anchor) in _shown(app.env, pagename):
            preview = _kept(app.env).get(docname, {}).get(key)
            if preview is not None:
                address = f"{builder.get_relative_uri(pagename, docname)}#{anchor}"
                found[address] = (key, docname, preview)
        if found:
            self._render(builder, found.values())
            cards = {address: self.made[key][1] for address, (key, _, _) in found.items()}
            text = json.dumps(cards, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            context["previews"] = text.replace("</", "<\\/").replace("<!--", "\\u003c!--")

    def _render(self, builder: StandaloneHTMLBuilder, shown: Collection[tuple[Key, str, Preview]]) -> None:
        """Make those cards that are not made yet, all at once."""
        digests = {key: digest(_drawn_from(builder, preview)) for key, _docname, preview in shown}
        wanted = [one for one in shown if self.made.get(one[0], ("", {}))[0] != digests[one[0]]]
        bodies = _html(builder, [(docname, preview) for _key, docname, preview in wanted])
        for (key, _docname, preview), html in zip(wanted, bodies, strict=True):
            made = {"kind": key[0], "html": html}
            if preview.title:
                made["title"] = preview.title
            if preview.category:
                made["category"] = preview.category
            self.made[key] = (digests[key], made)


def _drawn_from(builder: StandaloneHTMLBuilder, preview: Preview) -> Iterator[str]:
    """Yield what the HTML of a card is made from: with a picture in it, how far the page is from the pictures, too."""
    yield from _shown_by(builder.env, preview)
    for part in preview.body:
        yield from (f"{builder.imgpath}|{one.get('uri')}" for one in part.findall(nodes.image))


_BETWEEN = "\x1e"
"""A sign that no text or YAML file may hold."""


def _html(builder: StandaloneHTMLBuilder, previews: Iterable[tuple[str, Preview]]) -> list[str]:
    """Return the bodies of cards, rendered in one go: what Sphinx sets up for that takes longer than a card.

    References are words in them, so that a card has one link, its own.
    """
    counts, whole = [], nodes.compound("", nodes.raw("", _BETWEEN, format="html"))
    for docname, preview in previews:
        counts.append(len(preview.body))
        for part in preview.body:
            whole += [_without_links(builder, docname, part), nodes.raw("", _BETWEEN, format="html")]
    if not counts:
        return []
    builder.post_process_images(whole)  # the page that they stand on may not be written in this build
    parts = iter(builder.render_partial(whole)["fragment"].split(_BETWEEN)[1:-1])
    return ["".join(next(parts).strip() for _ in range(count)) for count in counts]


def _without_links(builder: StandaloneHTMLBuilder, docname: str, part: nodes.Node) -> nodes.Node:
    holder = nodes.container("", part.deepcopy())
    for node in list(holder.findall(pending_xref)):
        node.parent.replace(node, nodes.inline("", _reference_words(builder, docname, node)))
    for link in list(holder.findall(nodes.reference)):
        link.parent.replace(link, nodes.inline("", "", *link.children))
    return holder[0]


def _reference_words(builder: StandaloneHTMLBuilder, docname: str, node: pending_xref) -> str:
    content = node.next_node(nodes.Element) or nodes.inline("", node.astext())
    if node.get("refdomain") != "reading":
        return node.astext()
    made = _domain(builder.env).resolve_xref(
        builder.env, docname, builder, node["reftype"], node["reftarget"], node, content.deepcopy()
    )
    return made.astext() if made is not None else node.astext()


def setup(app: Sphinx) -> None:
    """Collect while reading, compare after it, render while writing."""
    renderer = Renderer()
    app.connect("doctree-read", _collect, priority=700)  # after the domain has its paragraphs
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", stale)
    app.connect("html-page-context", renderer.context)
