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
    """A drawing: `svg` is its text, `alt` says in words what it shows, `file` is where it lies.

    `upright` is another for where there is little room; only HTML has use for it. `page` is another for paper.
    """


class PictureDirective(BodyDirective):
    """``{picture} FILE``, an SVG file that the build wrote, with alt; the body is the caption.

    `upright` names another file, shown in its place where there is little room; `page` another, for paper.
    """

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[Any] = {
        "alt": directives.unchanged_required,
        "upright": directives.unchanged,
        "page": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return a figure with the picture and its caption."""
        shapes = [name for name in ("upright", "page") if self.options.get(name)]
        try:
            drawn = [self._read(name) for name in (self.argument, *(self.options[shape] for shape in shapes))]
        except OSError:
            return [self.state.document.reporter.warning(f"no picture {self.argument}", line=self.lineno)]
        made = picture("", svg=drawn[0], alt=self.options.get("alt", ""), file=f"{FOLDER}/{self.argument}")
        made.attributes |= dict(zip(shapes, drawn[1:], strict=True))
        holder = nodes.container("", made, *self.body(), classes=["picture"])
        self.set_source_info(holder)
        return [holder]

    def _read(self, name: str) -> str:
        """Return a file's SVG without the line that marks it as generated."""
        path = Path(self.env.srcdir, FOLDER, name)
        self.env.note_dependency(str(path))
        svg = path.read_text(encoding="utf-8")
        return svg.partition("-->")[2].lstrip() if svg.startswith("<!--") else svg


def _visit_html(translator: Any, node: picture) -> None:
    if upright := node.get("upright"):
        shown = f'<div class="wide">{node["svg"]}</div>\n<div class="narrow">{upright}</div>\n'
        translator.body.append(shown)
    else:
        translator.body.append(node["svg"])


def _visit_words(translator: Any, node: picture) -> None:
    node += nodes.paragraph("", node["alt"])  # visited next, as a child


def setup(app: Sphinx) -> None:
    """Register the directive and the node."""
    words = (_visit_words, nothing)
    app.add_node(picture, html=(_visit_html, nothing), text=words, latex=words, man=words, texinfo=words)
    app.add_directive("picture", PictureDirective)
