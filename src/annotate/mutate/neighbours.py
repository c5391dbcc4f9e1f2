"""Changes that mean nothing, which the check must let pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from annotate.edition import Edition
from annotate.items import Item, Response, selectors_in
from annotate.model import Place, Prose, Selector
from annotate.mutate._base import Mutants, some, with_selector

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_CURLY = str.maketrans("'", "’")
_NAMES = frozenset({"id", "name", "expression", "reading", "type", "level", "framing", "term", "supported",
                    "definition_of", "within", "read", "patterns", "pattern", "cloze", "gap", "replaced", "by", "candidates"})  # fmt: skip


def neighbours(item: Item, edition: Edition) -> Mutants:
    """Yield the item with another id, other white space, other quotation marks in what is no quotation."""
    yield "another id", replace(item, id=f"{item.id}-x")
    yield "more white space", _everywhere(item, lambda words: words.replace(" ", "  \n ", 2))
    yield "straight marks", _everywhere(item, lambda words: words.translate(_STRAIGHT))
    yield "curly apostrophes", _everywhere(item, lambda words: words.translate(_CURLY))
    for selector in some(dict.fromkeys(selectors_in(item))):
        if " " in selector.exact:
            spaced = replace(selector, exact=selector.exact.replace(" ", "\n  ", 1))
            yield f"white space in '{selector.exact[:40]}'", with_selector(item, selector, spaced)


def _everywhere(item: Item, change: Callable[[str], str]) -> Item:
    """Return an item with its prompt, options, statement and samples changed; no quotation is touched."""
    responses = replace(
        item.responses,
        right=tuple(_sample(one, change) for one in item.responses.right),
        wrong=tuple(_sample(one, change) for one in item.responses.wrong),
    )
    prompt = replace(item.prompt, text=change(item.prompt.text))
    return replace(item, prompt=prompt, responses=responses, body=_printed(item.body, change))


def _sample(one: Response, change: Callable[[str], str]) -> Response:
    return replace(one, written=change(one.written)) if isinstance(one.written, str) else one


def _printed(thing: Any, change: Callable[[str], str]) -> Any:
    """Return a body with the words changed that are printed and not compared letter by letter."""
    if isinstance(thing, tuple):
        return tuple(_printed(one, change) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, Selector | Place | Prose | type):
        changed = {}
        for each in fields(thing):
            value = getattr(thing, each.name)
            if each.name in ("text", "statement") and isinstance(value, str):
                changed[each.name] = change(value)
            elif each.name not in _NAMES:
                changed[each.name] = _printed(value, change)
        return replace(thing, **changed)
    return thing
