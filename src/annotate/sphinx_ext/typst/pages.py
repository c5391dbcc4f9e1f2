"""The pages that references name: laid out, asked, and laid out again until they are right.

The compiler could find each page itself, by asking for it in the midst of a line. It did, and the
book took three times as long.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from annotate.interface import _
from annotate.sphinx_ext.typst._base import LINK, Layout, Place, Reference

_ROUNDS = 7
_PATIENT = 3
"""So many rounds; in later ones no page that is named is left out again, so that they come to an end."""
_GUESS = 99
_NO_BREAK = "\u00a0"


def settled(
    references: Sequence[Reference], placed: Set[str], ask: Callable[[str], Any]
) -> tuple[list[str | None], Layout]:
    """Return what is printed after each reference, None where there is no such place, and the layout.

    `ask` lays the book out with such words, given as JSON, and returns its answer to the query.
    """
    words = [_after(one.kind, _GUESS) if one.key in placed else None for one in references]
    layout = _read(ask(said(words, asking=True)))
    for turn in range(_ROUNDS):
        before, words = words, _words(references, layout, words if turn >= _PATIENT else ())
        if words == before:
            break
        layout = _read(ask(said(words, asking=True)))
    return words, layout


def named(keys: Iterable[str]) -> dict[str, str]:
    """Return a name for each label, which fits into an address: `evn-p5` for `readings/evn#p5`.

    Of two documents of one name in different folders each is named with its folder.
    """
    docnames = {key.partition("#")[0] for key in keys}
    last = Counter(name.rpartition("/")[2] for name in docnames)
    short = {
        name: name.replace("/", "-") if last[name.rpartition("/")[2]] > 1 else name.rpartition("/")[2]
        for name in docnames
    }
    parts = ((key, *key.partition("#")) for key in keys)
    return {key: f"{short[name]}-{anchor}" if anchor else short[name] for key, name, _hash, anchor in parts}


def said(words: Sequence[str | None], *, asking: bool) -> str:
    """Return the words after references as the template reads them."""
    return json.dumps({"asking": asking, "after": words}, ensure_ascii=False)


def _read(answer: Any) -> Layout:
    pages: dict[int, int] = {}
    for address, page in answer["links"]:
        pages.setdefault(int(address.removeprefix(LINK)), page)
    return Layout(
        places={key: Place(page=page, x=x, y=y) for key, page, x, y in answer["marks"] if key[0] != "#"},
        pages=pages,
        first=answer["first"],
    )


def _words(
    references: Sequence[Reference], layout: Layout, before: Sequence[str | None]
) -> list[str | None]:
    """Return what is printed after references; a page that was named `before` is named again."""
    return [
        None if (place := layout.places.get(one.key)) is None
        else "" if _is_near(one, layout.pages.get(number), place.page) and not (before and before[number])
        else _after(one.kind, layout.printed(place.page))
        for number, one in enumerate(references)
    ]  # fmt: skip


def _is_near(one: Reference, page: int | None, there: int) -> bool:
    return one.kind != "always" and page == there


def _after(kind: str, page: int) -> str:
    named = _("p. {page}").replace(" ", _NO_BREAK).format(page=page)
    if kind in ("par", "always"):
        return f", {named}"
    return f" ({named})" if kind == "place" else ""
