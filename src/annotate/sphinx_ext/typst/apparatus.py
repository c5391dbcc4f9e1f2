"""The edition's own nodes: numbers, notes, terms, what was done to a text, questions, exercises."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from annotate.interface import _
from annotate.languages import direction
from annotate.sphinx_ext._base import sort_of_note
from annotate.sphinx_ext.typst._base import ON_THE_TEXTS, Handler, Writer, language, literal

_BEGINNING = 80
_SHORT = 1200
"""Characters: about a third of a page."""


def _number(writer: Writer, node: nodes.Element) -> str:
    number = str(node["number"])
    writer.words(number)
    made = f"par-number({literal(number)}, {writer.reference(writer.key(node['block']), 'bare')})"
    return f"#outer-right({made});" if _is_leftward(node) else f"#{made};"


def _is_leftward(node: nodes.Element) -> bool:
    """Return whether the lines that a node stands in run from right to left."""
    above: nodes.Element | None = node.parent
    while above is not None:
        if (code := language(above)) is not None:
            return direction(code) == "rtl"
        above = above.parent
    return False


def _mark(writer: Writer, node: nodes.Element) -> str:
    parent = node.parent
    before = parent[parent.index(node) - 1] if parent.index(node) else None
    return ("#h(0.14em);" if type(before) is type(node) else "") + _note(writer, node)


def _note(writer: Writer, node: nodes.Element) -> str:
    key = writer.key(f"note-{node['note']}")
    body = writer.footnotes.get(key)
    if body is None:
        return f"#super[{writer.words(str(node['number']))}]"
    return writer.footnote(key, str(node["number"]), lambda: writer.anchors(body) + _said(writer, body))


def _said(writer: Writer, node: nodes.Element) -> str:
    """Return what a note says, after the relation it states, or that it is on the wording."""
    sort = sort_of_note(node)
    return (f"#relation[{writer.words(sort)}]" if sort else "") + writer.run_in(node.children)


def _body(writer: Writer, node: nodes.Element) -> str:
    """Print a note where it stands when no mark has put it at the foot of a page."""
    if writer.key(f"note-{node['note']}") in writer.printed:
        return ""
    writer.loose.update(map(writer.key, node["ids"]))
    number = writer.words(f"{node['number']} ")
    return f"\n#loose-note[{writer.anchors(node)}{number}{_said(writer, node)}]\n"


def _omitted(writer: Writer, node: nodes.Element) -> str:
    """Say what is omitted and why; its words stand in the note on the texts, if the book has one."""
    kind, said = str(node["kind"]), _("Omitted here:")
    label = writer.words(said.rstrip(" :") if kind == "other" else f"{said} {_(kind.replace('-', ' '))}")
    listed = ON_THE_TEXTS.removesuffix("#") in writer.around.docnames
    kept = [child for child in node if not (listed and isinstance(child, nodes.block_quote))]
    where = ""
    if listed:
        where = writer.link(ON_THE_TEXTS, "always", writer.words(_("Its words are in the note on the texts")))
    return f"\n#omitted([{writer.anchors(node)}{label}], [{where}])[{writer.run_in(kept)}]\n"


def _emended(writer: Writer, node: nodes.Element) -> str:
    return f"#emended[{writer.inside(node)}]"


def _cut(writer: Writer, node: nodes.Element) -> str:
    return writer.link(writer.key(str(node["cut"])), "cut", writer.words("[…]"))


def _card(writer: Writer, node: nodes.Element) -> str:
    style = str(node["style"])
    return _question(writer, node) if style == "question" else writer.turn(node) + _framed(writer, node, style)


def _question(writer: Writer, node: nodes.Element) -> str:
    """Print a question with room to write; where it is asked again, only where it stands."""
    asked = next(iter(node["ids"]), "")
    before = writer.asked.get(asked)
    if before is None:
        writer.asked[asked] = writer.key(asked)
        room = writer.around.room
        lines = room.get(str(node.get("kind")), room.get("", 0))
        writer.roomy = writer.roomy or lines > 0
        return f"\n#question({lines}, {_whole(node)})[{_framed(writer, node, 'question')}]\n"
    label = writer.words(str(node["label"]))
    begun = writer.words(_beginning(node))
    whole = writer.words(_("Asked in full, with room to write") if writer.around.room else _("Asked in full"))
    where = f"#elsewhere[{writer.link(before, 'always', whole)}]"
    return f"\n#again([{label}])[{writer.anchors(node)}{begun}{where}]\n"


def _beginning(node: nodes.Element) -> str:
    """Return the first words of a block, enough to know it by."""
    words = " ".join(node.astext().split())
    return words if len(words) <= _BEGINNING else words[:_BEGINNING].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _item(writer: Writer, node: nodes.Element) -> str:
    return writer.turn(node) + _framed(writer, node, "item")


def _framed(writer: Writer, node: nodes.Element, style: str) -> str:
    """Write a block of the apparatus; a short one is kept on one page."""
    settings = f"{literal(style)}, {_whole(node)}"
    label = writer.words(str(node["label"]))
    return f"\n#card({settings}, [{writer.anchors(node)}], [{label}])[{writer.inside(node)}]\n"


def _whole(node: nodes.Element) -> str:
    return "true" if len(node.astext()) < _SHORT else "false"


def _key(writer: Writer, node: nodes.Element) -> str:
    """Put the answer of a practice item at the end of its chapter, and say here where that is."""
    item = node.parent
    number = str(item.get("number") or "")
    place = f"answer-{len(writer.later) + 1}"
    body = writer.inside(node)
    if len(node.astext()) < _SHORT / 2:  # columns are half as wide
        body = f"#whole-answer[{body}]"
    writer.later.append((_("Exercise {number}").format(number=number).strip(), writer.key(place), body))
    writer.placed.add(writer.key(place))
    return f"\n#answer-at[{writer.link(writer.key(place), 'always', writer.words(_('Answer')))}]\n"


def _citations(writer: Writer, node: nodes.Element) -> str:
    """Print citations for people; one of several lines is for a program, and stays on the screen."""
    items = [item for item in node.findall(nodes.list_item) if not any(item.findall(nodes.raw))]
    rows = "".join(f"[{writer.write(item)}], " for item in items)
    return f"\n#citations([{writer.words(_('How to cite this text'))}], list(tight: true, {rows}))\n"


def _nothing(writer: Writer, node: nodes.Element) -> str:
    return ""


def _task(writer: Writer, node: nodes.Element) -> str:
    inner = writer.anchors(node) + writer.inside(node)
    item = node.parent
    is_asked = any(one.startswith("item-") for one in item.get("ids", ()))  # and not the key of an item
    lines = writer.around.room.get(str(item.get("type")), 0) if is_asked else 0
    room = f"#room-below({lines})\n" if lines else ""
    return (f"\n#item-task[{inner}]\n" if inner else "") + room


def _hint(writer: Writer, node: nodes.Element) -> str:
    label = f"#emph[{writer.words(_('Hint'))}]{writer.words(': ')}"
    return f"\n#hint[{label}{writer.run_in(node.children)}]\n"


NODES: Mapping[str, Handler] = {
    "par_number": _number,
    "note_mark": _mark,
    "note_body": _body,
    "omitted": _omitted,
    "emended": _emended,
    "cut_mark": _cut,
    "card": _card,
    "item_block": _item,
    "item_hint": _hint,
    "item_key": _key,
    "item_task": _task,
    "practice_data": _nothing,
    "how_to_cite": _citations,
}
"""The nodes of this family by name."""
