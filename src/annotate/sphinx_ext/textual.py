"""What was done to a text: omissions that open where they stood, emendations, lost figures."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from annotate.interface import _
from annotate.sphinx_ext._base import BodyDirective, RawRole, nothing, title_copies


class omitted(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """Matter that the edition leaves out, closed until a reader opens it."""


class emended(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words of the reading for which the source has others."""


class cut_mark(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A sign within a block that something was left out."""


class OmittedDirective(BodyDirective):
    """``{omitted} omitted-1`` with its kind; the body is the reason and the words."""

    option_spec = {"kind": directives.unchanged}  # noqa: RUF012 (as in docutils)

    def run(self) -> list[nodes.Node]:
        """Return the closed matter."""
        kind = self.options.get("kind", "other")
        node = omitted("", *self.body(), kind=kind, ids=[self.argument] if self.argument else [])
        self.set_source_info(node)
        return [node]


class MissingFigureDirective(BodyDirective):
    """``{missing-figure}``: a picture that stood here and is not in the copy."""

    def run(self) -> list[nodes.Node]:
        """Return the edition's words about it."""
        node = nodes.container("", *self.body(), classes=["missing-figure", "apparatus"])
        self.set_source_info(node)
        return [node]


class EmendedRole(RawRole):
    """``{emended}`new words <words of the source>```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the new words, the old ones as an attribute."""
        from annotate.myst import from_raw_target  # it loads much, seldom needed here

        words, target = self.split()
        old = from_raw_target(target)
        return [emended(self.rawtext, words, source_words=old)], []


class CutMarkRole(SphinxRole):
    """``{cut-mark}`omitted-1```: a link to the omission."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark."""
        return [cut_mark(self.rawtext, "[…]", cut=self.text)], []


class SicMarkRole(RawRole):
    """``{sic-mark}`reason <sic>```: [sic], where an edition prints it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark as apparatus."""
        return [nodes.inline(self.rawtext, " [sic]", classes=["sic", "apparatus"])], []


class WithheldRole(SphinxRole):
    """``{withheld}`[…]```: words that the edition may not print."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the ellipsis as apparatus."""
        return [nodes.inline(self.rawtext, self.text, classes=["withheld", "apparatus"])], []


def _label(kind: str) -> str:
    """Return what stands over words that are left out, as HTML: their kind, where it says anything."""
    said = _("Omitted here:")
    if kind == "other":
        return said.rstrip(" :")
    return f"<span class='omitted-here'>{said}</span> {_(kind.replace('-', ' '))}"


def _visit_omitted(translator: Any, node: omitted) -> None:
    label = _label(str(node["kind"]))
    attributes = {"data-kind": node["kind"]}
    translator.body.append(translator.starttag(node, "details", "", CLASS="omitted apparatus", **attributes))
    translator.body.append(f"<summary>{label}</summary>\n")


def _depart_omitted(translator: Any, node: omitted) -> None:
    translator.body.append("</details>\n")


def _visit_emended(translator: Any, node: emended) -> None:
    old = node["source_words"]
    attributes = {"data-source": old, "title": _("The source has: {words}").format(words=old)}
    translator.body.append(translator.starttag(node, "span", "", CLASS="emended", **attributes))


def _depart_emended(translator: Any, node: emended) -> None:
    translator.body.append("</span>")


def _visit_cut(translator: Any, node: cut_mark) -> None:
    label = _("Something is omitted here")
    translator.body.append(f'<a class="cut-mark apparatus" href="#{node["cut"]}" aria-label="{label}">[…]</a>')
    raise nodes.SkipNode


def _keep_out_of_titles(app: Sphinx, doctree: nodes.document) -> None:
    """Leave words alone in the copies of headings: no cut mark, no sign of an emendation."""
    for copy in title_copies(app):
        for mark in list(copy.findall(cut_mark)):
            mark.parent.remove(mark)
        for words in list(copy.findall(emended)):
            words.replace_self(nodes.Text(words.astext()))


def setup(app: Sphinx) -> None:
    """Register roles, directives and visitors."""
    plain = (nothing, nothing)
    others: dict[str, Any] = {"text": plain, "latex": plain, "man": plain, "texinfo": plain}
    app.add_node(omitted, html=(_visit_omitted, _depart_omitted), **others)
    app.add_node(emended, html=(_visit_emended, _depart_emended), **others)
    app.add_node(cut_mark, html=(_visit_cut, nothing), **others)
    app.connect("doctree-read", _keep_out_of_titles, priority=600)  # after titles are collected
    app.add_role("emended", EmendedRole())
    app.add_role("cut-mark", CutMarkRole())
    app.add_role("sic-mark", SicMarkRole())
    app.add_role("withheld", WithheldRole())
    app.add_directive("omitted", OmittedDirective)
    app.add_directive("missing-figure", MissingFigureDirective)
