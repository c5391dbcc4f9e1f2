"""Pure validators: each takes an edition and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotate.check import ids, references, scholarship
from annotate.diagnostics import Diagnostic
from annotate.edition import Edition

Validator = Callable[[Edition], Iterator[Diagnostic]]

VALIDATORS: tuple[Validator, ...] = (
    ids.duplicate_ids,
    references.unknown_sources,
    references.unknown_terms,
    references.unknown_readings,
    references.roles_in_prose,
    scholarship.glosses,
    scholarship.notes_rest_on_something,
    scholarship.both_sides,
    scholarship.known_sides,
    scholarship.cross_notes_join,
    scholarship.forms,
    scholarship.budget,
)


def check(edition: Edition) -> tuple[Diagnostic, ...]:
    """Return everything the validators find, in no order."""
    return tuple(finding for validator in VALIDATORS for finding in validator(edition))
