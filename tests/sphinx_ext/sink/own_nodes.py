"""Nodes of somebody else: one that is registered for print, and one that is not."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class known(nodes.General, nodes.Element):  # noqa: N801
    pass


class unheard_of(nodes.General, nodes.Element):  # noqa: N801
    pass


class Known(SphinxDirective):
    has_content = True
    made = known

    def run(self) -> list[nodes.Node]:
        return [self.made("", *self.parse_content_to_nodes())]


class UnheardOf(Known):
    made = unheard_of


def nothing(translator: object, node: nodes.Node) -> None:
    pass


def print_known(writer, node):
    return f"\n#block[{writer.words('Registered: ')}{writer.inside(node)}]\n"


def setup(app):
    app.add_node(known, html=(nothing, nothing), typst=(print_known, None))
    app.add_node(unheard_of, html=(nothing, nothing))
    app.add_directive("known", Known)
    app.add_directive("unheard-of", UnheardOf)
