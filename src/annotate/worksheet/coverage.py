"""What a choice of exercises covers: levels, skills, readings, minutes and points, as one HTML file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from annotate.edition import Edition
from annotate.items import Item, Skill
from annotate.model import Bloom

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


def coverage(items: Sequence[Item], edition: Edition, title: str) -> str:
    """Return a sheet for the instructor: how many tasks and minutes each level, skill and reading has."""
    minutes, points = sum(one.minutes for one in items), sum(one.points for one in items)
    uses = Counter(one.use.value for one in items)
    said = ", ".join(f"{count} {name}" for name, count in sorted(uses.items()))
    head = f"{escape(title)}: coverage"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{head}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{head}</h1>\n"
        f"<p>{len(items)} {'task' if len(items) == 1 else 'tasks'} ({said}), about {minutes} minutes, {points} points.</p>\n"
        + "".join(_tables(items, edition))
        + "</main>\n</body>\n</html>\n"
    )


def _tables(items: Sequence[Item], edition: Edition) -> Iterator[str]:
    yield _table("Tasks by level and skill (minutes)", ["Level", *(_said(one) for one in Skill), "all"], _levels(items))
    yield _table("By reading", ["Reading", "Tasks", "Minutes", "Points"], _readings(items, edition))
    proofs = {item.id: edition.proofs[item.id][0].grade.value for item in items}
    grades = [
        (grade, *_sums([one for one in items if proofs[one.id] == grade]))
        for grade in dict.fromkeys(sorted(proofs.values(), reverse=True))
    ]
    yield _table("By how the key is known", ["Key", "Tasks", "Minutes", "Points"], grades)
    head = ["Task", "Type", "Use", "Level", "Depth", "Skill", "Readings", "Key", "Minutes", "Points"]
    yield _table("The tasks", head, [_row(one, proofs[one.id], edition) for one in items])


def _levels(items: Sequence[Item]) -> Iterator[_Cells]:
    for level in Bloom:
        here = [one for one in items if one.level is level]
        yield (_said(level), *(_cell([one for one in here if one.skill is skill]) for skill in Skill), _cell(here))
    yield ("all", *(_cell([one for one in items if one.skill is skill]) for skill in Skill), _cell(items))


def _readings(items: Sequence[Item], edition: Edition) -> Iterator[_Cells]:
    """Yield a row for each reading, and one for all tasks on two or more."""
    for text in edition.texts:
        alone = [one for one in items if one.readings == (text.id,)]
        if alone:
            yield (edition.siglum(text.id), *_sums(alone))
    if across := [one for one in items if len(one.readings) > 1]:
        yield ("two or more", *_sums(across))


def _row(item: Item, grade: str, edition: Edition) -> _Cells:
    readings = ", ".join(map(edition.siglum, item.readings))
    level, skill = _said(item.level), _said(item.skill)
    return (item.id, item.type.value.replace("_", " "), item.use.value, level, item.dok, skill, readings, grade, item.minutes, item.points)


def _said(name: Bloom | Skill) -> str:
    return name.value.replace("-", " ")


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
