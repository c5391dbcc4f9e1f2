"""exercises/*.yaml: sets of items. Keys may stand in files of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate.bodies import Body, GridRow
from annotate.diagnostics import Code, Diagnostic
from annotate.items import Item, ItemSet, ItemType, Mistake, Response, Responses, Skill, Use, Waivable, Waiver
from annotate.load._base import (
    ID,
    SELECTOR,
    Entry,
    Findings,
    ListOf,
    Number,
    OneOf,
    Record,
    Shape,
    Switch,
    Text,
    Written,
    read,
    selector,
)
from annotate.load.exercises import closed, written
from annotate.marked import Items, Node, Pairs, Scalar, read_yaml
from annotate.model import Bloom, Place

__all__ = ["ITEM", "ITEM_SET", "load", "load_keys"]

_WRITTEN = ListOf(of=Written())
_RESPONSES = Record(name="'responses'", keys={"right": _WRITTEN, "wrong": _WRITTEN, "invalid": _WRITTEN})
_COMMON: Mapping[str, Shape] = {
    "id": Text(pattern=ID),
    "type": OneOf(values=ItemType),
    "use": OneOf(values=Use, about="practice: its key is in the page; assigned: it is not"),
    "readings": ListOf(of=Text()),
    "prompt": Text(prose=True),
    "passages": ListOf(of=SELECTOR, about="what the student is pointed to"),
    "level": OneOf(values=Bloom),
    "dok": Number(low=1, high=4),
    "skill": OneOf(values=Skill),
    "points": Number(low=1, high=100),
    "minutes": Number(low=1, high=600),
    "hint": Text(prose=True),
    "solution": Text(prose=True),
    "mistakes": ListOf(
        of=Record(name="a mistake", keys={"response": Written(), "reason": Text()}, required=("response", "reason"))
    ),
    "caution": ListOf(of=Text(), about="claims that the evidence overlaps and that are not confirmed"),
    "framing": Text(about="name of a mirrored pair"),
    "waive": ListOf(
        of=Record(
            name="a waiver",
            keys={
                "finding": OneOf(values=Waivable),
                "words": ListOf(of=Text(), about="the words that the finding names; all, if left out"),
                "reason": Text(),
            },
            required=("finding", "reason"),
        )
    ),
    "responses": _RESPONSES,
    "key": Written(about="the author's answer; the program derives it again"),
}
_REQUIRED = ("id", "type", "readings", "prompt", "level", "dok", "skill", "points", "minutes")
TYPES = {
    ItemType.CHOICE: closed.CHOICE,
    ItemType.TRUE_FALSE: closed.TRUE_FALSE,
    ItemType.TEXT_ENTRY: written.TEXT_ENTRY,
    ItemType.NUMERIC: written.NUMERIC,
    ItemType.ORDER: written.ORDER,
    ItemType.MATCH: closed.MATCH,
    ItemType.HOTTEXT: closed.HOTTEXT,
    ItemType.GRID: closed.GRID,
    ItemType.SHORT_ANSWER: written.SHORT_ANSWER,
    ItemType.EXTENDED_TEXT: written.EXTENDED_TEXT,
}
ITEM = Switch(
    key="type",
    cases={
        kind.value: Record(
            name=f"an item of type {kind.value}",
            keys={**_COMMON, **own.keys},
            required=(*_REQUIRED, *own.required),
        )
        for kind, own in TYPES.items()
    },
)
ITEM_SET = Record(
    name="a set",
    keys={"set": Text(pattern=ID), "title": Text(), "items": ListOf(of=ITEM)},
    required=("set", "title", "items"),
)


def load(
    file: str, text: str, keys: Mapping[str, Response], *, assigned_keys: bool
) -> tuple[ItemSet | None, tuple[Diagnostic, ...]]:
    """Return the set in a file, and what is wrong with it.

    `keys` are those kept apart; they come before a key that stands in the item. Without
    `assigned_keys` the key of an assigned item is not read at all.
    """
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    if node is not None and not assigned_keys:
        node = _without_keys(node)
    entry = read(ITEM_SET, node, to) if node is not None else None
    if entry is None:
        return None, tuple(to.found)
    items = []
    for one in entry.get("items"):
        made = _item(one, keys, to, assigned_keys=assigned_keys)
        if made:
            items.append(made)
    found = ItemSet(id=entry.get("set"), title=entry.get("title"), items=tuple(items), place=entry.place)
    return found, tuple(to.found)


def _without_keys(node: Node) -> Node:
    """Return a set without the keys of its assigned items, so that nothing can depend on their form."""
    if isinstance(node, Items):
        return node.having(_without_keys(one) for one in node.items)
    if not isinstance(node, Pairs):
        return node
    said = {key.value: value for key, value in node.pairs}
    if "items" in said:
        return node.having((key, _without_keys(value) if key.value == "items" else value) for key, value in node.pairs)
    use = said.get("use")
    if isinstance(use, Scalar) and use.value == Use.PRACTICE:
        return node
    return node.having(pair for pair in node.pairs if pair[0].value != "key")


def load_keys(file: str, text: str) -> tuple[dict[str, Response], tuple[Diagnostic, ...]]:
    """Return the keys of a file that holds {item id: key}, and what is wrong with it."""
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    keys: dict[str, Response] = {}
    if node is not None and not hasattr(node, "pairs"):
        to.error(Code.WRONG_TYPE, node.place, "a file of keys is a mapping of item ids to keys")
    for name, value in getattr(node, "pairs", ()):
        written = read(Written(), value, to)
        if written is not None:
            keys[name.value] = _response(written)
    return keys, tuple(to.found)


def _item(entry: Entry, keys: Mapping[str, Response], to: Findings, *, assigned_keys: bool) -> Item | None:
    kind, use = entry.get("type"), entry.get("use", Use.ASSIGNED)
    made = TYPES[kind].make(entry, to)
    if made is None:
        return None
    _each_once(entry, made, to)
    open_key = assigned_keys or use is Use.PRACTICE
    return Item(
        id=entry.get("id"),
        type=kind,
        use=use,
        readings=entry.get("readings"),
        prompt=entry.get("prompt"),
        passages=tuple(selector(one) for one in entry.get("passages", ())),
        level=entry.get("level"),
        dok=entry.get("dok"),
        skill=entry.get("skill"),
        points=entry.get("points"),
        minutes=entry.get("minutes"),
        hint=entry.get("hint", None),
        solution=entry.get("solution", None),
        mistakes=tuple(
            Mistake(response=_response(one.get("response")), reason=one.get("reason")) for one in entry.get("mistakes", ())
        ),
        caution=entry.get("caution", ()),
        framing=entry.get("framing"),
        waivers=tuple(
            Waiver(finding=one.get("finding"), reason=one.get("reason"), words=one.get("words", ()), place=one.place)
            for one in entry.get("waive", ())
        ),
        responses=_responses(entry.get("responses", None)),
        body=made,
        key=_key(entry, keys) if open_key else None,
        place=entry.place,
    )


def _each_once(entry: Entry, body: Body, to: Findings) -> None:
    """Find ids given twice within an item: one of the two would vanish."""
    for kind in ("choices", "rows", "entries", "candidates", "points", "rubric"):
        ids = [one.reading if isinstance(one, GridRow) else one.id for one in getattr(body, kind, ())]
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            message = f"item '{entry.get('id')}' has '{name}' twice"
            to.error(Code.DUPLICATE_ID, entry.place, message, "give each an id of its own")


def _key(entry: Entry, keys: Mapping[str, Response]) -> Response | None:
    if entry.get("id") in keys:
        return keys[entry.get("id")]
    written = entry.get("key", None)
    return _response(written) if written is not None else None


def _response(written: tuple[Any, Place]) -> Response:
    return Response(written=written[0], place=written[1])


def _responses(entry: Entry | None) -> Responses:
    if entry is None:
        return Responses()

    def taken(name: str) -> tuple[Response, ...]:
        return tuple(_response(one) for one in entry.get(name, ()))

    return Responses(right=taken("right"), wrong=taken("wrong"), invalid=taken("invalid"))
