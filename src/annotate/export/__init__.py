"""Exports: exercises for learning platforms and card boxes, the apparatus as open data.

One module for each format; each says what it could not carry. What a format cannot hold is
refused, and nothing is dropped without a word.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.export import (
    anki,
    bibtex,
    csl_json,
    docx,
    gift,
    glossary_csv,
    moodle,
    qti3,
    qti12,
    webannotation,
)
from annotate.export._base import Fate, Job, Kept, Made
from annotate.export.prepare import job, of_exercises, remarks

__all__ = ["FORMATS", "Fate", "Format", "Job", "Kept", "Made", "job", "loss_json", "of_exercises", "table", "write_down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, how its files end, what it is for, what writes it.

    `of_items` when exercises are what it holds; `keys` names, by what is added to the name's stem,
    those of its files that hold keys and are an instructor's; `platform` when students answer in it.
    """

    name: str
    suffix: str
    about: str
    run: Callable[[Job], Made]
    of_items: bool = True
    keys: tuple[str, ...] = ()
    platform: bool = False


def _platform(name: str, suffix: str, about: str, run: Callable[[Job], Made]) -> Format:
    return Format(name=name, suffix=suffix, about=about, run=run, keys=("",), platform=True)


def _apparatus(name: str, suffix: str, about: str, run: Callable[[Job], Made]) -> Format:
    return Format(name=name, suffix=suffix, about=about, run=run, of_items=False)


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        _platform("moodle", ".xml", "Moodle's question bank", moodle.export),
        _platform("qti12", ".zip", "QTI 1.2 for Canvas", qti12.export),
        _platform("qti3", ".zip", "QTI 3.0 for platforms that take it", qti3.export),
        _platform("gift", ".gift", "text for Moodle and others, without ordering", gift.export),
        Format(name="anki", suffix=".apkg", about="cards: glossary and practice", run=anki.export),
        Format(
            name="docx",
            suffix=".docx",
            about="worksheet, key and rubrics to edit",
            run=docx.export,
            keys=("-key", "-rubrics"),
        ),
        _apparatus("webannotation", ".jsonld", "notes and glosses as W3C annotations", webannotation.export),
        _apparatus("glossary-csv", ".csv", "the glossary as a table", glossary_csv.export),
        _apparatus("bibtex", ".bib", "citations for BibTeX", bibtex.export),
        _apparatus("csl-json", ".json", "citations for Zotero and others", csl_json.export),
    )
}


def write_down(form: Format, work: Job) -> Made:
    """Return an export with the fate of everything asked for, refused items first."""
    made = form.run(work)
    if not form.of_items:
        return made
    return replace(made, fates=(*work.refused, *made.fates), remarks=(*made.remarks, *remarks(work, platform=form.platform)))


def loss_json(form: Format, made: Made) -> str:
    """Return what a format could not carry, as JSON: the file beside the export."""
    counts = Counter(one.kept.value for one in made.fates)
    body = {
        "format": form.name,
        "counts": {kept.value: counts[kept.value] for kept in Kept},
        "remarks": list(made.remarks),
        "losses": [
            {"id": one.id, "type": one.type, "kept": one.kept.value, "reasons": list(one.reasons)}
            for one in made.fates
            if one.reasons or one.kept is not Kept.CARRIED
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def table(work: Job, forms: Sequence[Format]) -> str:
    """Return types of exercises by formats, each with how many are carried, partly carried, refused."""
    columns = [form for form in forms if form.of_items]
    counts: dict[tuple[str, str], Counter[Kept]] = {}
    for form in columns:
        for one in write_down(form, work).fates:
            counts.setdefault((one.type, form.name), Counter())[one.kept] += 1
    types = list(dict.fromkeys(kind for kind, _ in counts))
    rows = [["type", "items", *(form.name for form in columns)]]
    for kind in types:
        each = [counts.get((kind, form.name), Counter()) for form in columns]
        rows.append([kind, str(max(sum(one.values()) for one in each)), *map(_cell, each)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "", "carried / partly / refused"]) + "\n"


def _cell(count: Counter[Kept]) -> str:
    return " / ".join(str(count[kept]) for kept in Kept) if count else "–"
