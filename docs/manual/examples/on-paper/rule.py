"""An extension with a node of its own, and its form on the page and on paper."""

from docutils import nodes
from docutils.parsers.rst import Directive


class rule_of_dots(nodes.General, nodes.Element):
    """A line of dots between two parts."""


class RuleOfDots(Directive):
    def run(self):
        return [rule_of_dots()]


def visit_html(self, node):
    self.body.append("<p>. . .</p>")
    raise nodes.SkipNode


def print_rule(writer, node):
    return f"\n#align(center)[{writer.words('. . .')}]\n"


def setup(app):
    app.add_node(rule_of_dots, html=(visit_html, None), typst=(print_rule, None))
    app.add_directive("rule-of-dots", RuleOfDots)
    return {"parallel_read_safe": True}
