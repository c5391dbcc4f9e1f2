"""grid: what each reading does to a claim; silence and order in time are checked again."""

from __future__ import annotations

from annotate.bodies import Column, GridBody, GridRow
from annotate.diagnostics import Code
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, as_pairs, share
from annotate.quantities import later


def derive(body: GridBody, steps: Steps) -> Proof:
    """Return the pairs of reading and column; PROVED when words or dates alone decide."""
    pairs, proved = [], True
    for row in body.rows:
        column = _mentioned(row, body, steps) if body.mentions else _column(row, steps)
        if column is None:
            return steps.proof(Grade.EVIDENCED, None)
        proved = proved and (bool(body.mentions) or column in (Column.SILENT, Column.WRITTEN_BEFORE))
        pairs.append((row.reading, column.value))
    return steps.proof(Grade.PROVED if proved else Grade.EVIDENCED, tuple(sorted(pairs)))


def _mentioned(row: GridRow, body: GridBody, steps: Steps) -> Column:
    found = [words for words in body.mentions if steps.texts.stands_in(words, row.reading)]
    siglum = steps.texts.sigla.get(row.reading, row.reading)
    told = ", ".join(found) if found else _("none of {words}").format(words=", ".join(body.mentions))
    steps.say(f"{siglum}: {told}")
    return Column.MENTIONS if found else Column.SILENT


def _column(row: GridRow, steps: Steps) -> Column | None:
    siglum = steps.texts.sigla.get(row.reading, row.reading)
    if row.silent:
        for words in row.silent:
            if steps.texts.stands_in(words, row.reading):
                message = f"'{words}' does stand in '{row.reading}'"
                steps.error(Code.NO_EVIDENCE, message, "a silent reading holds none of them", row.place)
        steps.say(_("{reading} holds none of: {words}").format(reading=siglum, words=", ".join(row.silent)))
    elif row.before:
        if not later(row.before, steps.texts.latest.get(row.reading, "")):
            message = f"'{row.reading}' is not known to be written before {row.before}"
            steps.error(Code.NO_EVIDENCE, message, "its latest possible date decides", row.place)
        steps.say(_("{reading} was written before {day}").format(reading=siglum, day=row.before))
    elif row.at is not None and row.column is not None:
        if row.at.reading != row.reading:
            message = f"row '{row.reading}' is quoted from '{row.at.reading}'"
            steps.error(Code.NO_EVIDENCE, message, "quote the reading that the row is about", row.place)
        steps.say(f"{siglum}, {_(row.column.value.replace('-', ' '))}: {steps.quote(row.at)}")
    else:
        steps.error(Code.NO_EVIDENCE, f"row '{row.reading}' has no evidence", "quote it, or say 'silent'", row.place)
        return None
    return row.column


def parse(body: GridBody, response: Response) -> Key | None:
    """Return a response as pairs of reading and column, every reading once."""
    return as_pairs(response, [row.reading for row in body.rows], [one.value for one in body.columns])


def grade(body: GridBody, item: Item, key: Key, response: Key) -> float:
    """Return the share of readings that are right."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    return share(len(set(key) & set(response)), len(key))
