"""Corrupts items one small thing at a time and reports what the check notices.

A mutant counts as killed when the check finds an error or warning that it does not find in
the item as it is. The held-out class `any word` replaces one word of a visible string by
another word of the readings: no checker can know, so it is reported apart. The classes of
wording are counted twice, by the check alone and with the review lock, which asks for another
look at any change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotate.anchor import Anchors
from annotate.check import KEY_VALIDATORS
from annotate.diagnostics import Diagnostic
from annotate.edition import Edition
from annotate.files import plain_bytes
from annotate.items import Item, ItemSet, selectors_in
from annotate.model import Passage, Selector
from annotate.mutate import structure, wording
from annotate.mutate._base import Mutants
from annotate.mutate.neighbours import neighbours
from annotate.progress import Step, silent
from annotate.review import digest

Operator = Callable[[Item, Edition], Mutants]

HELD_OUT = "any word"
NEIGHBOUR = "neighbour"
LOCKED = ", with lock"
_STRUCTURE: dict[str, Operator] = {
    "key": structure.keys,
    "evidence": structure.evidence,
    "source": structure.sources,
    "samples": structure.samples,
    "numbers": structure.numbers,
    "expressions": structure.expressions,
    "units": structure.units,
}
_WORDING: dict[str, Operator] = {
    "names": wording.names,
    "dates": wording.dates,
    "negations": wording.negations,
    HELD_OUT: wording.any_word,
}
GROUPS = {
    "keys, evidence, pointers": ("key", "evidence", "source"),
    "texts": ("names", "dates", "negations", "units"),
    "everything": (*_STRUCTURE, *(name for name in _WORDING if name != HELD_OUT)),
}
"""The sums that are printed below the table; the held-out class is in none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """How many mutants of one kind were made of one type of item, and which survived."""

    type: str
    name: str
    total: int
    killed: int
    survivors: tuple[str, ...]


def mutate(edition: Edition, *, step: Step = silent) -> tuple[Class, ...]:
    """Return the table: per item type and class of mutation, how many the check kills."""
    judge = _Judge(edition)
    counts: dict[tuple[str, str], list[tuple[str, bool]]] = {}

    def note(item: Item, name: str, words: str, fine: bool) -> None:
        counts.setdefault((item.type.value, name), []).append((f"{item.id}: {words}", fine))

    items = [item for one in edition.sets for item in one.items]
    for number, item in enumerate(items):
        step("corrupting exercises", number, len(items))
        for name, made in (_STRUCTURE | _WORDING).items():
            for words, mutant in made(item, edition):
                noticed = judge.notices(item, mutant)
                note(item, name, words, noticed)
                if name in _WORDING:
                    note(item, name + LOCKED, words, noticed or digest(mutant) != digest(item))
        for words, mutant in neighbours(item, edition):
            note(item, NEIGHBOUR, words, not judge.notices(item, mutant) and digest(mutant) == digest(item))
    return tuple(
        Class(
            type=kind,
            name=name,
            total=len(rows),
            killed=sum(fine for _, fine in rows),
            survivors=tuple(words for words, fine in rows if not fine),
        )
        for (kind, name), rows in sorted(counts.items())
    )


class _Judge:
    """Runs the checks on one item at a time; readings are indexed once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.anchors = Anchors({text.id: (text.reading, text.source) for text in edition.texts})
        self.found: dict[Selector, tuple[Passage | None, tuple[Diagnostic, ...]]] = {}
        self.before: dict[str, frozenset[tuple[str, str]]] = {}

    def notices(self, item: Item, mutant: Item) -> bool:
        """Return whether the check finds more in the mutant than in the item."""
        if item.id not in self.before:
            self.before[item.id] = self._findings(item)
        return bool(self._findings(mutant) - self.before[item.id])

    def _find(self, selector: Selector) -> tuple[Passage | None, tuple[Diagnostic, ...]]:
        if selector not in self.found:
            passage, problems = self.anchors.find(selector)
            self.found[selector] = (passage, tuple(problems))
        return self.found[selector]

    def _findings(self, item: Item) -> frozenset[tuple[str, str]]:
        passages: dict[Selector, Passage] = {}
        found: list[Diagnostic] = []
        for selector in selectors_in(item):
            passage, problems = self._find(selector)
            found.extend(problems)
            if passage:
                passages[selector] = passage
        alone = ItemSet(id="mutant", title="", items=(replace(item, framing=""),), place=item.place)
        small = Edition(
            apparatus=self.edition.apparatus,
            texts=self.edition.texts,
            passages=passages,
            pages=(),
            sets=(alone,),
        )
        small.__dict__["_folded"] = self.edition._folded  # the readings are the same
        for validator in KEY_VALIDATORS:
            found.extend(validator(small))
        return frozenset((one.code.slug, one.message.replace(item.id, "")) for one in found)


# ---- the table ----------------------------------------------------------------------------


def table(classes: Sequence[Class]) -> str:
    """Return the classes as a table for people: totals below, then each survivor."""
    rows = [f"{one.type:14} {one.name:22} {one.killed:5} of {one.total}" for one in classes]
    rows.append("")
    for name in dict.fromkeys(one.name for one in classes):
        rows.append(f"{'all types':14} {name:22} {_sum(classes, (name,))}")
    rows.append("")
    for group, names in GROUPS.items():
        locked = tuple(name + LOCKED if name in _WORDING else name for name in names)
        rows.append(f"{group:37} {_sum(classes, names)}; with the review lock {_sum(classes, locked)}")
    rows.append("")
    rows += [f"survives: {one.name}: {words}" for one in classes for words in one.survivors]
    return "\n".join(rows)


def _sum(classes: Sequence[Class], names: Sequence[str]) -> str:
    killed, total = share(classes, names)
    return f"{killed:5} of {total}" + (f" ({killed / total:.1%})" if total else "")


def share(classes: Sequence[Class], names: Sequence[str]) -> tuple[int, int]:
    """Return how many mutants of some classes are killed, of how many."""
    some = [one for one in classes if one.name in names]
    return sum(one.killed for one in some), sum(one.total for one in some)


def below_baseline(classes: Sequence[Class], path: Path) -> list[str]:
    """Return what is worse than the baseline file has it: {class: least share killed}."""
    if not path.exists():
        return []
    try:
        least = json.loads(plain_bytes(path))
        shares = {str(name): float(share) for name, share in least.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return [f"{path.name} is not of the form {{class: least share killed}}"]
    known = {*_STRUCTURE, NEIGHBOUR, *_WORDING, *(name + LOCKED for name in _WORDING)}
    worse = [f"{name}: there is no such class" for name in shares if name not in known | set(GROUPS)]
    for name, least_share in shares.items():
        killed, total = share(classes, GROUPS.get(name, (name,)))
        if total and killed / total < least_share:
            worse.append(f"{name}: {killed} of {total} killed, at least {least_share:.0%} expected")
    return worse
