"""Worksheets to hand out: items chosen, forms made, written as MyST, HTML and PDF with their keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from annotate.edition import Edition
from annotate.interface import speaking
from annotate.items import Item
from annotate.paper import Paper, compile_book, without_glyph
from annotate.shuffle import shuffled
from annotate.worksheet import as_html, as_myst, as_typst
from annotate.worksheet._base import Form
from annotate.worksheet.coverage import coverage
from annotate.worksheet.tasks import make_forms

__all__ = ["Form", "Printed", "Wanted", "choose", "coverage", "make_forms", "print_out", "write_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What items are asked for; an empty collection asks for any, None for any amount.

    Where not all fit the time and points, those of `ids` go in that come first there.
    """

    sets: Collection[str] = ()
    readings: Collection[str] = ()
    levels: Collection[str] = ()
    skills: Collection[str] = ()
    types: Collection[str] = ()
    ids: Collection[str] = ()
    minutes: int | None = None
    points: int | None = None


def choose(edition: Edition, wanted: Wanted, seed: str) -> tuple[Item, ...]:
    """Return the items that fit, in the order of the sets; as many as the time and points allow.

    Which ones are left out when not all fit is decided by the order of the ids, without ids by the seed.
    """
    fitting = {item.id: item for one in edition.sets for item in one.items if _fits(item, one.id, wanted)}
    named = [name for name in dict.fromkeys(wanted.ids) if name in fitting]
    order = named or shuffled(fitting, seed, "choice")
    taken: list[Item] = []
    for name in order:
        item = fitting[name]
        minutes = sum(one.minutes for one in taken) + item.minutes
        points = sum(one.points for one in taken) + item.points
        if _within(minutes, wanted.minutes) and _within(points, wanted.points):
            taken.append(item)
    chosen = {item.id for item in taken}
    return tuple(item for name, item in fitting.items() if name in chosen)


def _within(amount: int, at_most: int | None) -> bool:
    return at_most is None or amount <= at_most


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
    with speaking(form.language):
        return _written(form)


def _written(form: Form) -> Mapping[str, str]:
    return {
        f"worksheet-{form.letter}.md": as_myst.worksheet(form),
        f"worksheet-{form.letter}.html": as_html.worksheet(form),
        f"key-{form.letter}.md": as_myst.key(form),
        f"key-{form.letter}.html": as_html.key(form),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The PDF files of a form by name, and what was found on the way."""

    files: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()


def print_out(form: Form, paper: Paper, kinds: Collection[str] = ("worksheet", "key")) -> Printed:
    """Return the worksheet and the key of a form as PDF; raise NoCompilerError when there is no compiler."""
    files: dict[str, bytes] = {}
    remarks: list[str] = []
    writers = {"worksheet": as_typst.worksheet, "key": as_typst.key}
    for kind in kinds:
        with speaking(form.language):
            source = writers[kind](form, paper)
        name = f"{kind}-{form.letter}.pdf"
        pdf, found = _compiled(source, paper)
        remarks += [f"{name}: {one}" for one in found]
        if pdf is not None:
            files[name] = pdf
    return Printed(files=files, remarks=tuple(remarks))


def _compiled(source: str, paper: Paper) -> tuple[bytes | None, list[str]]:
    missing = without_glyph(source, paper.folders)
    found = [f"no font has the character U+{ord(one):04X}; its number is printed instead" for one in sorted(missing)]
    made = compile_book(
        source.translate({ord(one): f"[U+{ord(one):04X}]" for one in missing}).encode(),
        standards=["ua-1"],
        timestamp=int(paper.made.timestamp()),
        folders=paper.folders,
    )
    return made.pdf, [*found, *(words for _, words in made.found)]
