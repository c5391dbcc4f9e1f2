"""Blocks that any document has: sections, paragraphs, lists, quotations, boxes, code."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.locale import admonitionlabels

from annotate.sphinx_ext.typst._base import SHORT_WITH_NOTES, Handler, Writer, array, classes, literal

_NUMBERING = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_SHORT, _HEAD = 2000, 60
"""Letters of source: so long a paragraph may stand on another page than the table that it leads to. Letters of a line
that is set as a heading is."""
_WIDE = (nodes.title, nodes.section, nodes.table, nodes.Invisible)
_TIGHT = (nodes.list_item, nodes.entry, nodes.definition, nodes.field_body, nodes.description)


def inside(writer: Writer, node: nodes.Element) -> str:
    """Return what stands in a node that says nothing itself."""
    return writer.inside(node)


def nothing(writer: Writer, node: nodes.Element) -> str:
    """Return nothing: the node is not for paper."""
    return ""


def block(function: str) -> Handler:
    """Return a handler that gives the children, as a block, to a function of the template."""

    def write(writer: Writer, node: nodes.Element) -> str:
        return f"\n#{function}[{writer.anchors(node)}{writer.inside(node)}]\n"

    return write


def _section(writer: Writer, node: nodes.section) -> str:
    writer.level += 1
    made = _in_measure(writer, node) if writer.chapter.dress == "wide" else _headed(writer, node)
    writer.level -= 1
    if _is_of_notes(node) and not any(writer.key(one) in writer.loose for one in _notes_in(node)):
        return ""
    return f"\n#pagebreak(weak: true)\n{made}" if "sheet" in node["classes"] else made


def _headed(writer: Writer, section: nodes.section) -> str:
    """Return what stands in a section; a short paragraph with notes is kept with its heading."""
    opening = section[:2]
    if [type(one) for one in opening] != [nodes.title, nodes.paragraph] or isinstance(section.parent, nodes.document):
        return writer.inside(section)
    head, first = (writer.inside([one]) for one in opening)
    level = writer.chapter.depth + writer.level
    rest = writer.inside(section[2:])
    return f"\n#kept({level})[{head}{first}]\n{rest}" if first.startswith(SHORT_WITH_NOTES) else f"{head}{first}{rest}"


def _in_measure(writer: Writer, section: nodes.section) -> str:
    """Return what stands in a section of a wide page: what is not a table has lines of the usual length."""
    made = ""
    for is_wide, group in groupby(section, lambda one: isinstance(one, _WIDE)):
        inner = writer.inside(list(group))
        made += inner if is_wide or not inner.strip() else f"\n#in-measure[{inner}]\n"
    return made


def _notes_in(section: nodes.section) -> list[str]:
    bodies = (child for child in section if isinstance(child, nodes.Element) and _is_note(child))
    return [one for body in bodies for one in body["ids"]]


def _is_of_notes(section: nodes.section) -> bool:
    """Return whether a section holds nothing but a title and bodies of notes."""
    return len(section) > 1 and all(_is_note(child) for child in section[1:])


def _is_note(node: nodes.Node) -> bool:
    return type(node).__name__ == "note_body"


def _title(writer: Writer, node: nodes.title) -> str:
    parent = node.parent
    if not isinstance(parent, nodes.section):
        return f"\n#box-title[{writer.inside(node)}]\n"
    opens = isinstance(parent.parent, nodes.document)
    anchor = "" if opens else "".join(parent["ids"][:1])
    number = writer.around.numbers(writer.chapter.docname, "section", anchor)
    words = writer.inside_repeated("title", node)
    if opens and writer.around.front and writer.chapter.title == writer.around.title:
        words = writer.words(writer.around.front)
    if number:
        words = f"#number-of-heading({literal(number)});{words}"
    level = writer.chapter.depth + max(1, writer.level)
    keys = _labels(writer, parent, opens=opens)
    turn = "" if opens else writer.turn(parent)
    return f"{turn}\n#title-of({level}, {array(map(literal, keys))})[{words}]\n"


def _labels(writer: Writer, section: nodes.section, *, opens: bool) -> list[str]:
    """Return the labels of a section, which its heading bears, and remember that they are set."""
    anchors = [*section["ids"], ""] if opens else section["ids"]
    keys = [key for key in map(writer.key, anchors) if key not in writer.placed]
    writer.placed.update(keys)
    return keys


def _paragraph(writer: Writer, node: nodes.paragraph) -> str:
    before = len(writer.printed)
    made = writer.anchors(node) + writer.inside(node)
    if "verse" in classes(node):
        return f"\n#verse[{made}]\n"
    if len(writer.printed) > before and isinstance(node.parent, nodes.section | nodes.list_item) and not writer.repeated:
        return writer.noted(node, made, before)
    if isinstance(node.parent, _TIGHT) and len(node.parent) == 1:
        return made
    if made and _leads(node, made):
        return f"\n#lead[{made}]\n"
    return f"\n#par[{made}]\n" if made else ""


def _leads(node: nodes.paragraph, made: str) -> bool:
    """Return whether a paragraph is kept with what follows: a short one before a table, a line set as a heading is."""
    after = node.next_node(descend=False, siblings=True)
    heads = len(node) == 1 and isinstance(node[0], nodes.emphasis | nodes.strong) and len(node.astext()) < _HEAD
    return after is not None and (heads or (len(made) < _SHORT and isinstance(after, nodes.table)))


def _target(writer: Writer, node: nodes.target) -> str:
    anchors = [node["refid"]] if node.get("refid") else []
    return writer.anchors(node, *anchors) + writer.inside(node)


def _bullet_list(writer: Writer, node: nodes.bullet_list) -> str:
    function = "#list("
    if "source-list" in classes(node):
        function = "#list(marker: [], indent: 0pt, body-indent: 0pt, "
    elif "contains-task-list" in classes(node) or type(node.parent).__name__ == "item_task":
        function = "#list(marker: [], "
    tight = "" if _is_loose(node) else "tight: true, "
    return f"\n{function}{tight}{''.join(f'[{writer.write(child)}], ' for child in node)})\n"


def _is_loose(node: nodes.Element) -> bool:
    return any(len(child) > 1 for child in node if isinstance(child, nodes.Element))


def _enumerated_list(writer: Writer, node: nodes.enumerated_list) -> str:
    pattern = f"{node.get('prefix') or ''}{_NUMBERING.get(node.get('enumtype', ''), '1')}{node.get('suffix') or '.'}"
    items = "".join(f"[{writer.write(child)}], " for child in node)
    if "chronology" in classes(node):  # its dates are its numbers
        return f"\n#list(marker: [], indent: 0pt, body-indent: 0pt, spacing: 1.3em, {items})\n"
    tight = "" if _is_loose(node) else "tight: true, "
    return f"\n#enum(start: {int(node.get('start', 1))}, numbering: {literal(pattern)}, {tight}{items})\n"


def _list_item(writer: Writer, node: nodes.list_item) -> str:
    made = writer.anchors(node) + writer.inside(node)
    if "task-list-item" in classes(node):
        done = any("checked=" in raw.astext() for raw in node.findall(nodes.raw))
        return f"#task({'true' if done else 'false'})[{made}]"
    return made


def _pairs(writer: Writer, node: nodes.Element) -> str:
    """Write a list of words and what is said of them."""
    rows = []
    for item in node:
        if not isinstance(item, nodes.Element):
            continue
        heads = [child for child in item if isinstance(child, _HEADS)]
        bodies = [child for child in item if not isinstance(child, _HEADS)]
        head = f"{writer.words(' ')}#linebreak();".join(_head(writer, child) for child in heads)
        rows.append(
            writer.turn(item, *(one for child in heads for part in child.findall(nodes.Element) for one in part["ids"]))
        )
        rows.append(f"\n#entry([{writer.anchors(item)}{head}])[{writer.inside(bodies)}]\n")
    return "".join(rows)


_HEADS = (nodes.term, nodes.classifier, nodes.field_name, nodes.option_group)


def _head(writer: Writer, node: nodes.Element) -> str:
    made = writer.anchors(node) + writer.inside(node)
    return f"#emph[{made}]" if isinstance(node, nodes.classifier) else made


def _option(writer: Writer, node: nodes.Element) -> str:
    return f"#raw({literal(node.astext())});" + writer.words(" ")


def _block_quote(writer: Writer, node: nodes.block_quote) -> str:
    return f"\n#quotation[{writer.anchors(node)}{writer.inside(node)}]\n"


def _line_block(writer: Writer, node: nodes.line_block) -> str:
    inner = writer.inside(node)
    return inner if isinstance(node.parent, nodes.line_block) else f"\n#lines[{writer.anchors(node)}{inner}]\n"


def _line(writer: Writer, node: nodes.line) -> str:
    depth, above = -1, node.parent
    while isinstance(above, nodes.line_block):
        depth, above = depth + 1, above.parent
    return f"#verse-line({depth})[{writer.anchors(node)}{writer.inside(node)}{writer.words(' ')}]"


def _box(writer: Writer, node: nodes.Element) -> str:
    """Write an admonition, a topic or a sidebar: its title, or the name of its kind, and its words."""
    kind = node.tagname if node.tagname in admonitionlabels else "plain"
    title = next((child for child in node if isinstance(child, nodes.title)), None)
    name = str(admonitionlabels.get(kind, ""))
    heading = writer.words(name) if title is None else writer.inside(title)
    rest = [child for child in node if child is not title]
    return f"\n#boxed({literal(kind)}, [{writer.anchors(node)}{heading}])[{writer.inside(rest)}]\n"


def _code(writer: Writer, node: nodes.Element) -> str:
    words = node.astext()
    writer.words(words)
    lang = node.get("language") or ""
    known = lang if lang.isalnum() and lang not in ("default", "none") else ""
    setting = f"lang: {literal(known)}, " if known else ""
    tabs = words.replace("\t", "    ")
    lines = "\\n".join(literal(line)[1:-1] for line in tabs.splitlines())
    made = f'#raw(block: true, {setting}"{lines}")'
    arguments: dict[str, Any] = node.get("highlight_args", {})
    marked = array(str(int(one)) for one in arguments.get("hl_lines", ()))
    if node.get("linenos"):
        return f"\n#counted({int(arguments.get('linenostart', 1))}, {marked}, {made[1:]})\n"
    return f"\n{made}\n" if marked == "()" else f"\n#counted(none, {marked}, {made[1:]})\n"


def _horizontal_list(writer: Writer, node: nodes.Element) -> str:
    return f"\n#beside{array(f'[{writer.inside(child)}]' for child in node if isinstance(child, nodes.Element))}\n"


def _transition(writer: Writer, node: nodes.transition) -> str:
    return "" if "footnotes" in classes(node) else "\n#scene-break()\n"


def _attribution(writer: Writer, node: nodes.Element) -> str:
    return f"\n#attribution[{writer.words('— ')}{writer.inside(node)}]\n"


def _citation(writer: Writer, node: nodes.citation) -> str:
    label = "".join(child.astext() for child in node if isinstance(child, nodes.label))
    body = writer.run_in([child for child in node if not isinstance(child, nodes.label)])
    return f"\n#set-off[{writer.anchors(node)}{writer.words(f'[{label}] ')}{body}]\n"


_SKIPPED = """comment index substitution_definition highlightlang meta tabular_col_spec toctree system_message
label colspec pending docinfo footnote decoration""".split()
_PLAIN = """document compound compact_paragraph definition_list_item definition term field field_body desc_content tgroup
hlistcol acks glossary option_string option_argument description start_of_file""".split()
_BOXES = """attention caution danger error hint important note tip warning admonition seealso topic sidebar""".split()

NODES: Mapping[str, Handler] = {
    **dict.fromkeys(_SKIPPED, nothing),
    **dict.fromkeys(_PLAIN, inside),
    **dict.fromkeys(_BOXES, _box),
    "section": _section,
    "title": _title,
    "subtitle": block("box-title"),
    "rubric": block("box-title"),
    "centered": block("centred"),
    "paragraph": _paragraph,
    "target": _target,
    "bullet_list": _bullet_list,
    "enumerated_list": _enumerated_list,
    "list_item": _list_item,
    "definition_list": _pairs,
    "field_list": _pairs,
    "option_list": _pairs,
    "option": _option,
    "block_quote": _block_quote,
    "attribution": _attribution,
    "line_block": _line_block,
    "line": _line,
    "literal_block": _code,
    "doctest_block": _code,
    "productionlist": _code,
    "hlist": _horizontal_list,
    "transition": _transition,
    "citation": _citation,
    "versionmodified": block("set-off"),
}
"""The nodes of this family by name."""
