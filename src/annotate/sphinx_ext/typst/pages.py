"""The pages that references name: laid out, asked, and laid out again until they are right.

The compiler could find each page itself, by asking for it in the midst of a line. It did, and the
book took three times as long.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from annotate.interface import _
from annotate.sphinx_ext.typst._base import LINK, Layout, Place, Reference

END = "#end:"
"""What the label of a document's end begins with."""
_ROUNDS = 7
_PATIENT = 3
"""So many rounds; in later ones no page that is named is left out again, so that they come to an end."""
_GUESS = 99
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the template is told of a layout before: the words after references, None where there is no such place,
    the paragraphs whose lines may stand alone, the labels before which a column is broken."""

    after: Sequence[str | None]
    loose: Set[int] = frozenset()
    turns: Sequence[str] = ()

    def told(self, *, asking: bool) -> str:
        """Return all this as the template reads it."""
        loose, turns = (dict.fromkeys(map(str, keys), True) for keys in (sorted(self.loose), self.turns))
        return json.dumps({"asking": asking, "after": self.after, "loose": loose, "turns": turns}, ensure_ascii=False)


def settled(
    references: Sequence[Reference],
    placed: Set[str],
    ask: Callable[[str], Any],
    paragraphs: Sequence[Sequence[str]] = (),
) -> tuple[Said, Layout]:
    """Return what the template is to be told, and the layout that it makes of it.

    `ask` lays the book out with what is told and returns its answer to the query; `paragraphs` are the
    labels of the notes of each paragraph that has some.
    """
    said = Said(after=[_after(one.kind, _GUESS) if one.key in placed else None for one in references])
    layout = read(ask(said.told(asking=True)))
    for turn in range(_ROUNDS):
        before = said
        said = Said(
            after=_words(references, layout, before.after if turn >= _PATIENT else ()),
            loose=before.loose | (_left_behind(paragraphs, layout) if turn < _PATIENT else frozenset()),
        )
        if said == before:
            break
        layout = read(ask(said.told(asking=True)))
    return said, layout


def _left_behind(paragraphs: Sequence[Sequence[str]], layout: Layout) -> frozenset[int]:
    """Return the paragraphs of which a note stands on a page before that of its mark."""
    return frozenset(
        index
        for index, notes in enumerate(paragraphs)
        for note in notes
        if (body := layout.places.get(note)) and (mark := layout.places.get(note.replace("#note-", "#mark-", 1)))
        if body.page < mark.page
    )


def named(keys: Iterable[str]) -> dict[str, str]:
    """Return a name for each label, which fits into an address: `evn-p5` for `readings/evn#p5`.

    Of two documents of one name in different folders each is named with its folder.
    """
    docnames = {key.partition("#")[0] for key in keys}
    last = Counter(name.rpartition("/")[2] for name in docnames)
    short = {
        name: name.replace("/", "-") if last[name.rpartition("/")[2]] > 1 else name.rpartition("/")[2] for name in docnames
    }
    parts = ((key, *key.partition("#")) for key in keys)
    return {key: f"{short[name]}-{anchor}" if anchor else short[name] for key, name, _hash, anchor in parts}


def read(answer: Any) -> Layout:
    """Return the layout that an answer of the template tells of."""
    pages: dict[int, int] = {}
    for address, page in answer["links"]:
        pages.setdefault(int(address.removeprefix(LINK)), page)
    places = {key: Place(page=page, x=x, y=y) for key, page, x, y in answer["marks"]}
    return Layout(
        places={key: place for key, place in places.items() if key[0] != "#"},
        pages=pages,
        first=answer["first"],
        ends={key.removeprefix(END): place for key, place in places.items() if key.startswith(END)},
        paper=tuple(answer.get("paper", (0.0, 0.0))),
    )


def _words(references: Sequence[Reference], layout: Layout, before: Sequence[str | None]) -> list[str | None]:
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
