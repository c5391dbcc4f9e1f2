"""The domain ``reading``: paragraphs, terms and sources that any page can refer to.

``{reading:par}`id:5``` prints ``SIGLUM ¶5``; the inventory carries each paragraph, so that
another course can cite it with intersphinx. ``{reading:quote}`words <id>``` prints the
words with their place; ``{reading:source}`id``` cites an outside source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from annotate.interface import BLOCKS, _
from annotate.sphinx_ext._base import RawRole, html_attributes, with_ids
from annotate.sphinx_ext.hook import which
from annotate.which import Which

QUOTATIONS = "_annotate/quotations.json"
INSTRUCTOR_QUOTATIONS = "_annotate/instructor-quotations.json"


class gloss_reference(nodes.reference):  # noqa: N801 (docutils names its nodes so)
    """A link from words of a text to the glossary; elsewhere than in HTML a plain link."""


class _WordsRole(RawRole):
    """A role whose words lead to something of the domain."""

    kind: ClassVar[str]

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a reference that the domain resolves."""
        words, target = self.split()
        node = self.reference(words, target)
        self.set_source_info(node)
        node["refdoc"] = self.env.docname
        return [node], []

    def reference(self, words: str, target: str) -> pending_xref:
        """Return the reference around the words; without a target they are their own."""
        return self.pending(nodes.inline(words, words), target or words.strip())

    def pending(self, shown: nodes.inline, target: str, **more: str) -> pending_xref:
        """Return an unresolved reference that shows something."""
        known = {"refdomain": "reading", "reftype": self.kind, "reftarget": target}
        return pending_xref(self.rawtext, shown, refexplicit=True, refwarn=True, **known, **more)


class QuoteRole(_WordsRole):
    """``{reading:quote}`words <id>```: words that the build has found in their reading."""

    kind = "quote"

    def reference(self, words: str, target: str) -> pending_xref:
        """Return a reference that the domain turns into words and place."""
        shown = nodes.inline(words, f"“{words.strip()}”", classes=["quotation"])
        return self.pending(shown, target, words=" ".join(words.split()))


class GlossRole(_WordsRole):
    """``{gloss}`words <term>```: words explained by a glossary entry."""

    kind = "term"


class NameRole(_WordsRole):
    """``{reading:name}`words <name>```: words that lead to an entry of the index of names."""

    kind = "name"


class ReadingDomain(Domain):
    """Readings and their apparatus as things that can be linked to."""

    name = "reading"
    label = "Reading"
    object_types = {  # noqa: RUF012 (as in Sphinx)
        "par": ObjType("paragraph", "par"),
        "term": ObjType("glossary term", "term"),
        "source": ObjType("outside source", "source"),
        "question": ObjType("question", "question"),
        "item": ObjType("exercise", "item"),
        "name": ObjType("name in the index", "name"),
        "note": ObjType("note", "note"),
    }
    roles = {  # noqa: RUF012
        "par": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "source": XRefRole(warn_dangling=True),
        "note": XRefRole(warn_dangling=True),
        "question": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "item": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "quote": QuoteRole(),
        "term": GlossRole(),
        "name": NameRole(),
    }
    initial_data = {  # noqa: RUF012
        "objects": {}, "defined": {}, "sigla": {}, "pages": {}, "quotations": {}, "shown": {}, "lists": {}, "headings": {}
    }  # fmt: skip
    data_version = 5

    @property
    def objects(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        """(type, name) -> (document, anchor, words shown)."""
        return self.data["objects"]  # type: ignore[no-any-return]

    def note_object(self, kind: str, name: str, docname: str, anchor: str, shown: str) -> None:
        """Record a thing that can be referred to."""
        self.objects[kind, name] = (docname, anchor, shown)
        self.data["defined"].setdefault(docname, []).append((kind, name))

    def note_reading(self, reading: str, siglum: str, docname: str) -> None:
        """Record the page of a reading."""
        self.data["sigla"][docname] = (reading, siglum)
        self.data["pages"][reading] = docname

    def clear_doc(self, docname: str) -> None:
        """Forget what a document defined and showed."""
        for key in self.data["defined"].pop(docname, ()):
            if key in self.objects and self.objects[key][0] == docname:
                del self.objects[key]
        reading, _ = self.data["sigla"].pop(docname, ("", ""))
        if self.data["pages"].get(reading) == docname:
            del self.data["pages"][reading]
        for part in ("shown", "lists", "headings"):
            self.data[part].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found in its documents."""
        for docname in sorted(docnames):
            for kind, name in otherdata["defined"].get(docname, ()):
                if (found := otherdata["objects"].get((kind, name))) and found[0] == docname:
                    self.note_object(kind, name, *found)
            if docname in otherdata["sigla"]:
                reading, siglum = otherdata["sigla"][docname]
                self.note_reading(reading, siglum, docname)
            for part in ("shown", "lists", "headings"):
                if docname in otherdata[part]:
                    self.data[part][docname] = otherdata[part][docname]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Any:
        """Return the link, its words completed, or None when there is no such thing."""
        if typ == "quote":
            return self._quotation(fromdocname, builder, target, node, contnode)
        found = self.objects.get((typ, target))
        if found is None:
            return None
        docname, anchor, shown = found
        if typ == "term":
            return self._gloss(fromdocname, builder, target, contnode)
        if node.get("refexplicit"):
            return make_refnode(builder, fromdocname, docname, anchor, contnode)
        shown = f"[{shown}]" if typ == "source" else shown
        return make_refnode(builder, fromdocname, docname, anchor, nodes.inline(shown, shown, classes=[typ]))

    def _gloss(self, fromdocname: str, builder: Builder, target: str, contnode: Element) -> gloss_reference:
        docname, anchor, _ = self.objects["term", target]
        made = make_refnode(builder, fromdocname, docname, anchor, list(contnode.children))
        link = gloss_reference("", "", *made.children, **made.attributes)
        link["term"] = target
        return link

    def _quotation(
        self, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> nodes.inline | None:
        reading, where = target.partition(" ")[::2]
        if (language := self.language(reading)) != self.env.config.language:
            said = nodes.inline("", contnode.astext()[1:-1], classes=[f"language-{language}"])
            contnode = nodes.inline("", "", nodes.Text("“"), said, nodes.Text("”"), classes=["quotation"])
        block = self.data["quotations"].get(target, {}).get(node["words"])
        made = nodes.inline("", "", contnode, nodes.Text(" ("))
        if where == "omitted":
            siglum = self.siglum(reading)
            made += nodes.Text(_("{siglum}, on the same web page, outside the article").format(siglum=siglum))
        else:
            name = f"{reading}:{block[1:] if block and block.startswith('p') else block}"
            found = self.objects.get(("par", name))
            if found is None:
                return None
            words = nodes.inline(found[2], found[2], classes=["par"])
            made += make_refnode(builder, fromdocname, found[0], found[1], words)
        made += nodes.Text(")")
        return made

    def siglum(self, reading: str) -> str:
        """Return a reading's siglum, or its id when no page has it."""
        page = self.data["pages"].get(reading)
        return str(self.data["sigla"][page][1]) if page else reading

    def language(self, reading: str) -> str:
        """Return the language of a reading; the reader's own when no page has it."""
        page = self.data["pages"].get(reading)
        said = self.env.metadata[page].get("language") if page else ""
        return str(said or self.env.config.language)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: these names are meant to be asked for by their role."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every object for the inventory; none of them is a search result of its own."""
        for (kind, name), (docname, anchor, shown) in sorted(self.objects.items()):
            yield name, shown, kind, docname, anchor, -1

    def shown_by(self, docname: str) -> list[str]:
        """Return what a document shows of other documents, in order."""
        rows = []
        for kind, target, words in self.data["shown"].get(docname, ()):
            if kind == "quote":
                block = self.data["quotations"].get(target, {}).get(words)
                name = target.partition(" ")[0]
                rows.append(f"{target}|{words}|{block}|{self.siglum(name)}|{self.language(name)}")
            else:
                rows.append(f"{kind}|{target}|{self.objects.get((kind, target))}")
        return rows


def _record(app: Sphinx, doctree: nodes.document) -> None:
    """Note the paragraphs a page defines and the references it makes."""
    env = app.env
    domain = env.domains["reading"]
    assert isinstance(domain, ReadingDomain)
    docname = env.current_document.docname
    metadata = env.metadata[docname]
    if (reading := metadata.get("reading")) and (siglum := metadata.get("siglum")):
        domain.note_reading(reading, siglum, docname)
        for name, anchor, words in _blocks(doctree, siglum):
            domain.note_object("par", f"{reading}:{name}", docname, anchor, words)
        for node, anchors in with_ids(doctree):
            if "note" in node.attributes and "marks" in node.attributes:
                name = f"{reading}:{node['note']}"
                words = _("{siglum}, note {number}").format(siglum=siglum, number=node["number"])
                domain.note_object("note", name, docname, anchors[0], words)
    for kind, name, anchor, words in _entries(doctree, metadata.get("kind", "")):
        domain.note_object(kind, name, docname, anchor, words)
    references = [
        (node["reftype"], node["reftarget"], node.get("words", ""))
        for node in doctree.findall(pending_xref)
        if node.get("refdomain") == "reading"
    ]
    if references:
        domain.data["shown"][docname] = references


def _entries(doctree: nodes.document, page: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (type, name, anchor, words shown) of what the pages of questions and exercises hold.

    A question stands on other pages, too; references go to the page that has all of them.
    """
    kind = {"questions": "question", "exercises": "item"}.get(page, "")
    if not kind:
        return
    mark = {"question": "bloom", "item": "number"}[kind]
    for node, anchors in with_ids(doctree):
        if mark in node.attributes:
            for anchor in map(str, anchors):
                name = anchor.removeprefix(f"{kind}-")
                words = str(node["label"]).partition(" · ")[0] if kind == "item" else name
                yield kind, name, anchor, words


def _blocks(doctree: nodes.document, siglum: str) -> Iterable[tuple[str, str, str]]:
    """Yield (name in a target, anchor, words shown) of each block of a reading."""
    for _node, anchors in with_ids(doctree):
        for anchor in anchors:
            letter, number = anchor[:1], anchor[1:]
            if not number.isdigit():
                continue
            if letter == "p":
                yield number, anchor, f"{siglum} ¶{number}"
            elif letter in BLOCKS:
                yield anchor, anchor, f"{siglum}, {_(BLOCKS[letter])} {number}"


def load_quotations(app: Sphinx) -> None:
    """Take the places of quotations from the files that the build has written for this edition."""
    files = [QUOTATIONS, INSTRUCTOR_QUOTATIONS] if which(app) is Which.INSTRUCTOR else [QUOTATIONS]
    places: dict[str, dict[str, str]] = {}
    for path in (Path(app.srcdir, file) for file in files):
        if path.is_file():
            for target, words in json.loads(path.read_text(encoding="utf-8"))["places"].items():
                places.setdefault(target, {}).update(words)
    app.env.domains["reading"].data["quotations"] = places


def _visit_gloss(translator: Any, node: gloss_reference) -> None:
    address = node.get("refuri") or f"#{node['refid']}"
    translator.body.append(translator.starttag(node, "a", "", CLASS="term", href=address, **html_attributes(node, ["term"])))


def _depart_gloss(translator: Any, node: gloss_reference) -> None:
    translator.body.append("</a>")


def setup(app: Sphinx) -> None:
    """Register the domain and what feeds it."""
    app.add_domain(ReadingDomain)
    app.add_role("gloss", GlossRole())
    app.add_node(gloss_reference, html=(_visit_gloss, _depart_gloss))
    app.connect("doctree-read", _record, priority=600)  # after metadata is collected
    app.connect("builder-inited", load_quotations, priority=600)  # after the build has run
