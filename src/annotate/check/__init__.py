"""Pure validators: each takes an edition and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotate.check import (
    across,
    claims,
    exercises,
    giveaways,
    ids,
    lessons,
    names,
    references,
    rights,
    scholarship,
    synonyms,
    wording,
)
from annotate.diagnostics import Diagnostic
from annotate.edition import Edition

Validator = Callable[[Edition], Iterator[Diagnostic]]

VALIDATORS: tuple[Validator, ...] = (
    ids.duplicate_ids,
    ids.ids_in_prose,
    exercises.known_readings,
    references.unknown_sources,
    references.addresses,
    references.unknown_terms,
    references.unknown_readings,
    references.roles_in_prose,
    scholarship.glosses,
    scholarship.unwritten,
    scholarship.notes_rest_on_something,
    scholarship.both_sides,
    scholarship.known_sides,
    scholarship.cross_notes_join,
    scholarship.forms,
    scholarship.budget,
    names.entries,
    names.forms,
    names.exceptions,
    names.shown_on_map,
    across.events,
    across.notes_named,
    across.scales,
    across.tables,
    synonyms.idle_synonyms,
    lessons.minutes_add_up,
    claims.claims,
    claims.values,
    claims.words,
    rights.quotations,
    rights.editors_words,
)


KEY_VALIDATORS: tuple[Validator, ...] = (
    exercises.proofs,
    exercises.keys,
    exercises.responses,
    exercises.cautions,
    exercises.framing_pairs,
    giveaways.giveaways,
    wording.lexical,
    exercises.reviews,
    rights.evidence,
)


def check(edition: Edition, *, keys: bool = True) -> tuple[Diagnostic, ...]:
    """Return everything the validators find, in no order; those on keys only with `keys`."""
    validators = (*VALIDATORS, *KEY_VALIDATORS) if keys else VALIDATORS
    return tuple(finding for validator in validators for finding in validator(edition))
