"""What a choice of exercises covers: levels, skills, readings, minutes and points, as one HTML file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from annotate.edition import Edition
from annotate.interface import N_, _, speaking
from annotate.items import Grade, Item, ItemType, Skill, Use
from annotate.languages import direction
from annotate.model import Bloom
from annotate.worksheet._base import points

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } caption { text-align: left; font-weight: 600; padding: 1.2rem 0 .3rem; }
table { border-collapse: collapse; font-size: .9rem; } div { overflow-x: auto; }
th, td { text-align: left; font-weight: 400; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid GrayText; vertical-align: top; }
thead th { font-weight: 600; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } div { overflow: visible; } tr { break-inside: avoid; } }
"""
_Cells = Sequence[str | int]
_USES = {Use.PRACTICE: N_("for practice"), Use.ASSIGNED: N_("assigned")}
_HEAD = (
    N_("Task"), N_("Type"), N_("Use"), N_("Level"), N_("Depth"), N_("Skill"), N_("Readings"), N_("Key"), N_("Minutes"), N_("Points"),
)  # fmt: skip
_GRADES = {Grade.PROVED: N_("proved"), Grade.EVIDENCED: N_("evidenced"), Grade.OPEN: N_("open")}
_TYPES = {
    ItemType.CHOICE: N_("choice"),
    ItemType.TRUE_FALSE: N_("true or false"),
    ItemType.TEXT_ENTRY: N_("gap"),
    ItemType.NUMERIC: N_("number"),
    ItemType.ORDER: N_("order"),
    ItemType.MATCH: N_("match"),
    ItemType.HOTTEXT: N_("marked words"),
    ItemType.SHORT_ANSWER: N_("short answer"),
    ItemType.EXTENDED_TEXT: N_("long answer"),
    ItemType.GRID: N_("grid"),
}


def coverage(items: Sequence[Item], edition: Edition, title: str) -> str:
    """Return a sheet for the instructor: how many tasks and minutes each level, skill and reading has."""
    with speaking(edition.apparatus.settings.language):
        return _page(items, edition, title)


def _page(items: Sequence[Item], edition: Edition, title: str) -> str:
    language = edition.apparatus.settings.language
    uses = Counter(one.use for one in items)
    said = ", ".join(f"{_(_USES[use])}: {count}" for use, count in sorted(uses.items()))
    extent = _("Tasks: {count} ({uses}). {points}, about {minutes} minutes.").format(
        count=len(items),
        uses=said,
        points=points(sum(one.points for one in items)),
        minutes=sum(one.minutes for one in items),
    )
    head = escape(_("{title}: coverage").format(title=title))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{head}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{head}</h1>\n"
        f"<p>{escape(extent)}</p>\n" + "".join(_tables(items, edition)) + "</main>\n</body>\n</html>\n"
    )


def _tables(items: Sequence[Item], edition: Edition) -> Iterator[str]:
    sums = [_("Tasks"), _("Minutes"), _("Points")]
    yield _table(
        _("Tasks by level and skill (minutes)"), [_("Level"), *(_said(one) for one in Skill), _("all")], _levels(items)
    )
    yield _table(_("By reading"), [_("Reading"), *sums], _readings(items, edition))
    proofs = {item.id: edition.proofs[item.id][0].grade for item in items}
    grades = [
        (_(_GRADES[grade]), *_sums([one for one in items if proofs[one.id] == grade]))
        for grade in dict.fromkeys(sorted(proofs.values(), reverse=True))
    ]
    yield _table(_("By how the key is known"), [_("Key"), *sums], grades)
    yield _table(_("The tasks"), [_(one) for one in _HEAD], [_row(one, proofs[one.id], edition) for one in items])


def _levels(items: Sequence[Item]) -> Iterator[_Cells]:
    for level in Bloom:
        here = [one for one in items if one.level is level]
        yield (_said(level), *(_cell([one for one in here if one.skill is skill]) for skill in Skill), _cell(here))
    yield (_("all"), *(_cell([one for one in items if one.skill is skill]) for skill in Skill), _cell(items))


def _readings(items: Sequence[Item], edition: Edition) -> Iterator[_Cells]:
    """Yield a row for each reading, and one for all tasks on two or more."""
    for text in edition.texts:
        alone = [one for one in items if one.readings == (text.id,)]
        if alone:
            yield (edition.siglum(text.id), *_sums(alone))
    if across := [one for one in items if len(one.readings) > 1]:
        yield (_("two or more"), *_sums(across))


def _row(item: Item, grade: Grade, edition: Edition) -> _Cells:
    readings = ", ".join(map(edition.siglum, item.readings))
    level, skill = _said(item.level), _said(item.skill)
    kind, use = _(_TYPES[item.type]), _(_USES[item.use])
    return (item.id, kind, use, level, item.dok, skill, readings, _(_GRADES[grade]), item.minutes, item.points)


def _said(name: Bloom | Skill) -> str:
    return _(name.value.replace("-", " "))


def _cell(items: Sequence[Item]) -> str:
    return f"{len(items)} ({sum(one.minutes for one in items)})" if items else "–"


def _sums(items: Sequence[Item]) -> tuple[int, int, int]:
    return len(items), sum(one.minutes for one in items), sum(one.points for one in items)


def _table(caption: str, head: Sequence[str], rows: Iterator[_Cells] | Sequence[_Cells]) -> str:
    columns = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    body = "".join(f"<tr>{_first(row[0])}{''.join(map(_td, row[1:]))}</tr>\n" for row in rows)
    return (
        f'<div tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )


def _first(cell: str | int) -> str:
    return f'<th scope="row">{escape(str(cell))}</th>'


def _td(cell: str | int) -> str:
    return f'<td class="n">{cell}</td>' if isinstance(cell, int) else f"<td>{escape(cell)}</td>"
