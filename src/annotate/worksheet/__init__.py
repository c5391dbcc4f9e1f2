"""Worksheets to hand out: items chosen, forms made, written as MyST and HTML with their keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from annotate.edition import Edition
from annotate.items import Item
from annotate.shuffle import shuffled
from annotate.worksheet import as_html, as_myst
from annotate.worksheet._base import Form
from annotate.worksheet.tasks import make_forms

__all__ = ["Form", "Wanted", "choose", "make_forms", "write_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What items are asked for; an empty collection asks for any, 0 for any amount."""

    sets: Collection[str] = ()
    readings: Collection[str] = ()
    levels: Collection[str] = ()
    skills: Collection[str] = ()
    types: Collection[str] = ()
    ids: Collection[str] = ()
    minutes: int = 0
    points: int = 0


def choose(edition: Edition, wanted: Wanted, seed: str) -> tuple[Item, ...]:
    """Return the items that fit, in the order of the sets; as many as the time and points allow.

    Which ones are left out when not all fit is decided by the seed.
    """
    fitting = {item.id: item for one in edition.sets for item in one.items if _fits(item, one.id, wanted)}
    order = list(fitting) if wanted.ids else shuffled(fitting, seed, "choice")
    taken: list[Item] = []
    for name in order:
        item = fitting[name]
        minutes = sum(one.minutes for one in taken) + item.minutes
        points = sum(one.points for one in taken) + item.points
        if (not wanted.minutes or minutes <= wanted.minutes) and (
            not wanted.points or points <= wanted.points
        ):
            taken.append(item)
    chosen = {item.id for item in taken}
    return tuple(item for name, item in fitting.items() if name in chosen)


def _fits(item: Item, set_id: str, wanted: Wanted) -> bool:
    return (
        (not wanted.sets or set_id in wanted.sets)
        and (not wanted.readings or bool(set(item.readings) & set(wanted.readings)))
        and (not wanted.levels or item.level.value in wanted.levels)
        and (not wanted.skills or item.skill.value in wanted.skills)
        and (not wanted.types or item.type.value in wanted.types)
        and (not wanted.ids or item.id in wanted.ids)
    )


def write_out(form: Form) -> Mapping[str, str]:
    """Return the files of a form by name."""
    return {
        f"worksheet-{form.letter}.md": as_myst.worksheet(form),
        f"worksheet-{form.letter}.html": as_html.worksheet(form),
        f"key-{form.letter}.md": as_myst.key(form),
        f"key-{form.letter}.html": as_html.key(form),
    }
