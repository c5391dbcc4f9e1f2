"""Notes and cross-notes: numbered marks in the text, bodies at the end, links both ways."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from annotate.interface import _
from annotate.sphinx_ext._base import BodyDirective, RawRole, html_attributes, sort_of_note, title_copies


class note_mark(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names its nodes so)
    """The number of a note in the text."""


class note_body(nodes.General, nodes.Element):  # noqa: N801
    """A note or cross-note: attributes note, number, kind or relation, marks."""


class NoteMarkRole(RawRole):
    """``{note-mark}`3 <id>```, or ``{note-mark}`3 <id 120>``` behind a passage of 120 signs."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark."""
        number, target = self.split()
        note, _, length = target.partition(" ")
        return [note_mark(self.rawtext, "", note=note, number=number, length=length)], []


class NoteDirective(BodyDirective):
    """``{editor-note}`` and ``{cross-note}``: the body of a note."""

    required_arguments = 1
    optional_arguments = 0
    option_spec = {  # noqa: RUF012 (as in docutils)
        "number": directives.unchanged,
        "kind": directives.unchanged,
        "relation": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the note with its id."""
        relation = self.options.get("relation", "")
        node = note_body(
            "",
            *self.body(),
            note=self.argument,
            number=self.options.get("number", ""),
            kind="cross-note" if relation else self.options.get("kind", ""),
            relation=relation,
            ids=[f"note-{self.argument}"],
        )
        self.set_source_info(node)
        return [node]


class JoinNotes(SphinxTransform):
    """Give every mark an id and tell each note where its marks are."""

    default_priority = 851

    def apply(self, **kwargs: Any) -> None:
        """Number the marks of each note in the order of the page."""
        marks: dict[str, list[str]] = {}
        for mark in self.document.findall(note_mark):
            known = marks.setdefault(mark["note"], [])
            name = f"mark-{mark['note']}" + (f"--{len(known) + 1}" if known else "")
            known.append(name)
            mark["ids"] = [name]
        for body in self.document.findall(note_body):
            body["marks"] = marks.get(body["note"], [])


def _visit_mark(translator: Any, node: note_mark) -> None:
    number = node["number"]
    attributes = html_attributes(node, ["length"])
    link = translator.starttag(
        node,
        "a",
        "",
        CLASS="note-mark",
        href=f"#note-{node['note']}",
        role="doc-noteref",
        **{"aria-label": f"{_('Note')} {number}"},
        **attributes,
    )
    previous = node.parent[node.parent.index(node) - 1] if node.parent.index(node) else None
    place = "apparatus next" if isinstance(previous, note_mark) else "apparatus"
    translator.body.append(f'<sup class="{place}">{link}{number}</a></sup>')
    raise nodes.SkipNode


def _visit_body(translator: Any, node: note_body) -> None:
    attributes = html_attributes(node, ["kind", "relation"])
    translator.body.append(
        translator.starttag(node, "aside", "", CLASS="footnote note apparatus", role="doc-footnote", **attributes)
    )
    number, marks = node["number"], node["marks"]
    label = _("Note {number}, back to the text").format(number=number)
    if marks:
        translator.body.append(
            f'<a class="note-number" href="#{marks[0]}" role="doc-backlink" aria-label="{label}">{number}</a>'
        )
    for count, mark in enumerate(marks[1:], start=2):
        translator.body.append(
            f' <a class="note-back" href="#{mark}" aria-label="{label}, {_("place {count}").format(count=count)}">↑{count}</a>'
        )
    if sort := sort_of_note(node):
        translator.body.append(f'<p class="note-relation">{sort}</p>\n')


def _depart_body(translator: Any, node: note_body) -> None:
    translator.body.append("</aside>\n")


def _visit_mark_text(translator: Any, node: note_mark) -> None:
    translator.add_text(f"[{node['number']}]")
    raise nodes.SkipNode


def _visit_body_text(translator: Any, node: note_body) -> None:
    translator.new_state(0)
    translator.add_text(f"[{node['number']}] ")
    translator.end_state(wrap=False)


def _nothing(translator: Any, node: nodes.Node) -> None:
    pass


def _keep_out_of_titles(app: Sphinx, doctree: nodes.document) -> None:
    """Take marks out of the copies of headings that contents and page titles are made of."""
    for copy in title_copies(app):
        for mark in list(copy.findall(note_mark)):
            mark.parent.remove(mark)


def setup(app: Sphinx) -> None:
    """Register the role, the directives, the transform and the visitors."""
    plain = (_nothing, _nothing)
    app.add_node(
        note_mark,
        html=(_visit_mark, _nothing),
        text=(_visit_mark_text, _nothing),
        latex=plain,
        man=plain,
        texinfo=plain,
    )
    app.add_node(
        note_body,
        html=(_visit_body, _depart_body),
        text=(_visit_body_text, _nothing),
        latex=plain,
        man=plain,
        texinfo=plain,
    )
    app.add_role("note-mark", NoteMarkRole())
    app.add_directive("editor-note", NoteDirective)
    app.add_directive("cross-note", NoteDirective)
    app.add_transform(JoinNotes)
    app.connect("doctree-read", _keep_out_of_titles, priority=600)  # after titles are collected
