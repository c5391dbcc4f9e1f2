"""Source cards, questions, glossary entries and outside sources: blocks with an id."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from annotate.interface import _
from annotate.sphinx_ext._base import BodyDirective, html_attributes, nothing
from annotate.sphinx_ext.domain import ReadingDomain

ABOUT = "about-this-text"
_KINDS = {"close-reading": "close reading"}


class card(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """A block of the apparatus: attributes style, label and what HTML prints as data."""


class SourceCardDirective(BodyDirective):
    """``{source-card}``: what to know of a text before reading it; `brief` is all that shows until it is opened."""

    option_spec: ClassVar[Any] = {"brief": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the card."""
        brief = self.options.get("brief", "")
        node = card("", *self.body(), style="source-card", label=_("About this text"), brief=brief, ids=[ABOUT])
        self.set_source_info(node)
        return [node]


class QuestionDirective(BodyDirective):
    """``{question} id`` with kind, bloom and dok."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = {
        "kind": directives.unchanged,
        "bloom": directives.unchanged,
        "dok": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the question with its id."""
        kind, bloom = self.options.get("kind", ""), self.options.get("bloom", "")
        said = _(str(_KINDS.get(kind, kind)))
        words = [said[:1].upper() + said[1:], _(bloom) if bloom else "", f"DOK {self.options.get('dok', '')}"]
        node = card(
            "",
            *self.body(),
            style="question",
            label=" · ".join(word for word in words if word),
            kind=kind,
            bloom=bloom,
            ids=[f"question-{self.argument}"],
        )
        self.set_source_info(node)
        return [node]


class TeacherNoteDirective(BodyDirective):
    """``{teacher-note} id``: what only the instructor's edition says of a question."""

    def run(self) -> list[nodes.Node]:
        """Return the note."""
        node = card("", *self.body(), style="teacher-note", label=_("Teacher's note"))
        self.set_source_info(node)
        return [node]


class GlossEntryDirective(BodyDirective):
    """``{gloss-entry} id`` with headword, category and language."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = {
        "headword": directives.unchanged_required,
        "category": directives.unchanged,
        "language": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the entry as a definition list of one item."""
        headword = self.options.get("headword", self.argument)
        anchor = f"term-{self.argument}"
        word = nodes.inline(headword, headword, classes=["headword"])
        term = nodes.term("", "", word, ids=[anchor])
        if language := self.options.get("language"):
            word["classes"].append(f"language-{language}")  # printed as lang
        term += nodes.Text(" ")
        category = self.options.get("category", "")
        term += nodes.inline(category, category, classes=["category"])
        item = nodes.definition_list_item("", term, nodes.definition("", *self.body()))
        entry = nodes.definition_list("", item, classes=["glossary"])
        self.set_source_info(entry)
        domain = self.env.domains["reading"]
        assert isinstance(domain, ReadingDomain)
        docname = self.env.current_document.docname
        domain.note_object("term", self.argument, docname, anchor, headword)
        return [entry]


class OutsideSourceDirective(BodyDirective):
    """``{outside-source} id`` with the label it is cited by."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = {"label": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the source with its id."""
        label = self.options.get("label", self.argument)
        anchor = f"source-{self.argument}"
        node = card("", *self.body(), style="outside-source", label="", ids=[anchor])
        self.set_source_info(node)
        domain = self.env.domains["reading"]
        assert isinstance(domain, ReadingDomain)
        docname = self.env.current_document.docname
        domain.note_object("source", self.argument, docname, anchor, label)
        return [node]


def _visit_card(translator: Any, node: card) -> None:
    if _folds(translator, node):
        words = f'<span class="card-label">{translator.encode(node["label"])}</span>'
        if node["brief"]:
            words += f' <span class="brief">{translator.encode(node["brief"])}</span>'
        translator.body.append(f'<details class="source-card apparatus"><summary>{words}</summary>\n')
        translator.body.append(translator.starttag(node, "div"))  # a link to what is inside opens it
        return
    attributes = html_attributes(node, ["kind", "bloom"])
    translator.body.append(translator.starttag(node, "div", "", CLASS=f"{node['style']} apparatus", **attributes))
    if node["label"]:
        translator.body.append(f'<p class="card-label">{translator.encode(node["label"])}</p>\n')


def _depart_card(translator: Any, node: card) -> None:
    translator.body.append("</div></details>\n" if _folds(translator, node) else "</div>\n")


def _folds(translator: Any, node: card) -> bool:
    """Return whether a card is a line that opens: that of a source, where every browser can open it."""
    return bool(node["style"] == "source-card" and translator.builder.name != "epub")


def setup(app: Sphinx) -> None:
    """Register directives and visitors."""
    plain = (nothing, nothing)
    app.add_node(card, html=(_visit_card, _depart_card), text=plain, latex=plain, man=plain, texinfo=plain)
    app.add_directive("source-card", SourceCardDirective)
    app.add_directive("question", QuestionDirective)
    app.add_directive("teacher-note", TeacherNoteDirective)
    app.add_directive("gloss-entry", GlossEntryDirective)
    app.add_directive("outside-source", OutsideSourceDirective)
