"""order: sorted by dates that are read out of quotations, with their precision."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from annotate.bodies import OrderBody
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, as_ids, share
from annotate.quantities import read_date, whole


def derive(body: OrderBody, steps: Steps) -> Proof:
    """Return the entries' ids, earliest first; dates that overlap decide nothing."""
    dated: list[tuple[tuple[date, date], str]] = []
    for entry in body.entries:
        words = steps.texts.words(entry.at)
        if not words:
            return steps.proof(Grade.PROVED, None)
        span = read_date(entry.read) if whole(entry.read, words) else None
        if span is None:
            return steps.none(f"'{entry.read}' is no date in the quotation of '{entry.id}'", "quote the year with it")
        dated.append((span, entry.id))
        told = _("{what}: {day}, from {quotation}")
        steps.say(told.format(what=entry.text, day=_shown(span), quotation=steps.quote(entry.at)))
    dated.sort()
    for (earlier, one), (later, other) in pairwise(dated):
        if earlier[1] >= later[0]:
            return steps.none(f"the dates of '{one}' and '{other}' overlap", "quote more exact dates, or leave one out")
    return steps.proof(Grade.PROVED, tuple(name for _, name in dated))


def _shown(span: tuple[date, date]) -> str:
    first, last = span
    if first == last:
        return first.isoformat()
    if (last - first).days < 27:
        return f"{first}/{last}"
    return first.strftime("%Y") if first.month != last.month else first.strftime("%Y-%m")


def parse(body: OrderBody, response: Response) -> Key | None:
    """Return a response as all entries' ids in some order."""
    ids = as_ids(response, [one.id for one in body.entries])
    return ids if ids is not None and len(ids) == len(body.entries) else None


def grade(body: OrderBody, item: Item, key: Key, response: Key) -> float:
    """Return the share of neighbours that stand in the right order; 1 only for the key."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    at = {name: index for index, name in enumerate(key)}
    right = sum(at[one] < at[other] for one, other in pairwise(response))
    return 1.0 if key == response else min(share(right, len(key) - 1), 0.99)
