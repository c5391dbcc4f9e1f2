"""Pictures drawn by the build: SVG put into the page, so that it takes the page's colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from annotate.sphinx_ext._base import BodyDirective, nothing

FOLDER = "_annotate"


class picture(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """A drawing: `svg` is its text, `alt` says in words what it shows, `file` is where it lies."""


class PictureDirective(BodyDirective):
    """``{picture} FILE``, an SVG file that the build wrote, with alt; the body is the caption."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return a figure with the picture and its caption."""
        path = Path(self.env.srcdir, FOLDER, self.argument)
        self.env.note_dependency(str(path))
        try:
            svg = path.read_text(encoding="utf-8")
        except OSError:
            return [self.state.document.reporter.warning(f"no picture {self.argument}", line=self.lineno)]
        if svg.startswith("<!--"):
            svg = svg.partition("-->")[2].lstrip()
        drawn = picture("", svg=svg, alt=self.options.get("alt", ""), file=f"{FOLDER}/{self.argument}")
        holder = nodes.container("", drawn, *self.body(), classes=["picture"])
        self.set_source_info(holder)
        return [holder]


def _visit_html(translator: Any, node: picture) -> None:
    translator.body.append(node["svg"])


def _visit_words(translator: Any, node: picture) -> None:
    words = nodes.paragraph("", node["alt"])
    words.walkabout(translator)


def setup(app: Sphinx) -> None:
    """Register the directive and the node."""
    words = (_visit_words, nothing)
    app.add_node(picture, html=(_visit_html, nothing), text=words, latex=words, man=words, texinfo=words)
    app.add_directive("picture", PictureDirective)
