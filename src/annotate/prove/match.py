"""match: looked up where a row's words, term or quotation decide, else supported."""

from __future__ import annotations

from annotate.bodies import MatchBody, MatchRow
from annotate.diagnostics import Code
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, as_pairs, share
from annotate.quote import alike


def derive(body: MatchBody, steps: Steps) -> Proof:
    """Return the pairs, and PROVED when every one of them was looked up."""
    pairs, grades = [], set()
    for row in body.rows:
        right = _looked_up(row, body, steps)
        grades.add(Grade.PROVED if right is not None else Grade.EVIDENCED)
        if right is None:
            right = _supported(row, body, steps)
        if len(right) != 1:
            steps.error(Code.NO_EVIDENCE, f"row '{row.id}' leads to {len(right)} choices", "", row.place)
            return steps.proof(Grade.EVIDENCED, None)
        pairs.append((row.id, right[0]))
    grade = Grade.PROVED if grades == {Grade.PROVED} else Grade.EVIDENCED
    return steps.proof(grade, tuple(sorted(pairs)))


def _looked_up(row: MatchRow, body: MatchBody, steps: Steps) -> list[str] | None:
    if row.term:
        found = [one for one in body.choices if one.definition_of == row.term]
        for one in found:
            if alike(one.text) not in alike(steps.texts.glosses.get(row.term, "")):
                message = f"choice '{one.id}' is not in the gloss of '{row.term}'"
                steps.error(Code.NO_EVIDENCE, message, "use the glossary's words", one.place)
        steps.say(_("“{words}” is explained so in the glossary").format(words=row.text))
        return [one.id for one in found]
    words = steps.texts.words(row.quotation) if row.quotation else ""
    if not row.quotation or not words:
        return None
    if any(one.within for one in body.choices):
        steps.say(f"{row.text}: {steps.quote(row.quotation)}")
        return [one.id for one in body.choices if one.within and one.within in words]
    holders = steps.texts.readings_with(words)
    sigla = ", ".join(steps.texts.sigla.get(name, name) for name in holders) or _("none of the readings")
    steps.say(_("{words}: stands in {readings}").format(words=steps.quote(row.quotation), readings=sigla))
    if not any(one.reading for one in body.choices):
        return None
    return [one.id for one in body.choices if one.reading in holders] if len(holders) == 1 else []


def _supported(row: MatchRow, body: MatchBody, steps: Steps) -> list[str]:
    if row.support is None:
        return []
    steps.say(f"{row.text}: {steps.quote(row.support)}")
    return [one.id for one in body.choices if one.id == row.supported]


def parse(body: MatchBody, response: Response) -> Key | None:
    """Return a response as pairs of row and choice, every row once."""
    return as_pairs(response, [row.id for row in body.rows], [one.id for one in body.choices])


def grade(body: MatchBody, item: Item, key: Key, response: Key) -> float:
    """Return the share of rows that are right."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    return share(len(set(key) & set(response)), len(key))
