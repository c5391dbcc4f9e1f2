"""Keys are double entry, samples are graded as stated, and nothing gives an answer away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from annotate.bodies import (
    ChoiceBody,
    GridBody,
    HottextBody,
    HottextRule,
    MatchBody,
    TextEntryBody,
)
from annotate.diagnostics import Code, Diagnostic, did_you_mean, error, warning, whole_file
from annotate.edition import Edition
from annotate.items import Grade, Item, Key, selectors_in
from annotate.model import UNCONFIRMED
from annotate.prove import grade, parse
from annotate.quantities import shown
from annotate.quote import fold
from annotate.review import FILE, digest

_ATTRIBUTED = re.compile(
    r"by (?:this|the) text[’']s|according to|by its own figures|the text (?:says|states|calls|reports|gives|prints)"
    r"|as (?:the text|\w+) (?:says|prints|reports|puts)|the (?:author|editorial|brief|report|article) (?:says|calls)"
    r"|(?-i:\b[A-Z]{3,6}) (?:says|states|reports|gives|prints|calls|puts|has|writes)",
    re.IGNORECASE,
)


def items(edition: Edition) -> Iterator[Item]:
    """Yield every item of every set."""
    return (item for one in edition.sets for item in one.items)


def proof_counts(edition: Edition) -> list[dict[str, Any]]:
    """Return, for each set, how many items are proved, evidenced and open."""
    rows: list[dict[str, Any]] = []
    for one in edition.sets:
        grades = Counter(edition.proofs[item.id][0].grade.value for item in one.items)
        rows.append({"set": one.id, **{grade.value: grades[grade.value] for grade in Grade}})
    return rows


def known_readings(edition: Edition) -> Iterator[Diagnostic]:
    """Yield items that ask about a reading that is not there."""
    known = set(edition.by_id)
    for item in items(edition):
        for name in dict.fromkeys((*item.readings, *_named(item))):
            if name not in known:
                message = f"item '{item.id}': there is no reading '{name}'"
                hint = f"{did_you_mean(name, known)}Readings: {', '.join(sorted(known))}"
                yield error(Code.UNKNOWN_READING, item.place, message, hint)


def _named(item: Item) -> Iterator[str]:
    """Yield the readings that an item's options, rows and rule name."""
    match item.body:
        case ChoiceBody(choices=choices) | MatchBody(choices=choices):
            yield from (one.reading for one in choices if one.reading)
        case GridBody(rows=rows):
            yield from (row.reading for row in rows)
        case HottextBody(rule=HottextRule(shared_with=names)):
            yield from names


def proofs(edition: Edition) -> Iterator[Diagnostic]:
    """Yield what the proofs of keys found wrong."""
    for _, found in edition.proofs.values():
        yield from found


def keys(edition: Edition) -> Iterator[Diagnostic]:
    """Yield keys that are missing, malformed, or other than what follows."""
    for item in items(edition):
        proof, found = edition.proofs[item.id]
        if proof.grade is Grade.OPEN:
            if item.key is not None:
                message = f"item '{item.id}' is open and takes no key"
                yield error(Code.KEY_INVALID, item.key.place, message, "a rubric stands in its place")
            continue
        if item.key is None:
            message = f"item '{item.id}' has no key"
            yield error(Code.KEY_MISSING, item.place, message, "add 'key', in the item or in exercises/keys/")
            continue
        written = parse(item, item.key)
        if written is None:
            message = f"the key of item '{item.id}' is not of the form that {item.type.value} takes"
            yield error(Code.KEY_INVALID, item.key.place, message, _form(proof.key))
        elif proof.key is None:
            if not found:
                message = f"item '{item.id}': no key follows from its evidence"
                yield error(Code.NO_EVIDENCE, item.place, message, "quote what makes the key right")
        elif not _agree(item, proof.key, written):
            message = f"the key of item '{item.id}' is {_words(written)}, but {_words(proof.key)} follows from the text"
            yield error(Code.KEY_DISAGREES, item.key.place, message, "one of them is wrong: look at the evidence")


def _agree(item: Item, derived: Key, written: Key) -> bool:
    if isinstance(derived, Decimal) and isinstance(written, Decimal):
        return derived == written
    if isinstance(item.body, TextEntryBody):
        return [str(one) for one in _tuple(derived)] == [str(one) for one in _tuple(written)]
    return derived == written


def _tuple(key: Key) -> tuple[object, ...]:
    return key if isinstance(key, tuple) else (key,)


def _words(key: Key) -> str:
    if isinstance(key, bool):
        return f"'{str(key).lower()}'"
    if isinstance(key, Decimal):
        return f"'{shown(key)}'"
    return "'" + ", ".join(": ".join(one) if isinstance(one, tuple) else one for one in key) + "'"


def _form(key: Key | None) -> str:
    return f"what follows is {_words(key)}" if key is not None else "see the manual on this type"


def responses(edition: Edition) -> Iterator[Diagnostic]:
    """Yield samples that are not graded as their item says, and items without samples."""
    for item in items(edition):
        proof, _ = edition.proofs[item.id]
        key = proof.key if proof.key is not None else None
        if proof.grade is Grade.OPEN or key is None:
            continue
        samples = item.responses
        for what, group in (("right", samples.right), ("wrong", samples.wrong)):
            if not group:
                message = f"item '{item.id}' has no {what} sample response"
                yield error(Code.RESPONSE, item.place, message, f"add 'responses: {{{what}: [...]}}'")
        for sample in samples.right:
            if grade(item, key, sample) < 1:
                message = f"item '{item.id}' refuses the right response '{sample.written}'"
                yield error(Code.RESPONSE, sample.place, message, f"the key is {_words(key)}")
        for sample in samples.wrong:
            if parse(item, sample) is None or grade(item, key, sample) >= 1:
                message = f"item '{item.id}' takes, or cannot read, the wrong response '{sample.written}'"
                yield error(Code.RESPONSE, sample.place, message, f"the key is {_words(key)}")
        for sample in samples.invalid:
            if parse(item, sample) is not None:
                message = f"item '{item.id}' can read the invalid response '{sample.written}'"
                yield error(Code.RESPONSE, sample.place, message, "list it under right or wrong")
        for mistake in item.mistakes:
            if grade(item, key, mistake.response) >= 1:
                message = f"the mistake '{mistake.response.written}' of item '{item.id}' is right"
                yield error(Code.RESPONSE, mistake.response.place, message, f"the key is {_words(key)}")


def cautions(edition: Edition) -> Iterator[Diagnostic]:
    """Yield items that rest on an unconfirmed statement and do not say whose it is."""
    known = {one.id for one in edition.apparatus.statements}
    for item in items(edition):
        overlapped = _unconfirmed(item, edition)
        for name in item.caution:
            if known and name not in known:
                message = f"item '{item.id}': there is no statement '{name}'"
                hint = f"{did_you_mean(name, known)}ids stand in docs/apparatus/statements.yaml"
                yield error(Code.CAUTION, item.place, message, hint)
        if not item.caution and not overlapped:
            continue
        which = ", ".join((*item.caution, *overlapped))
        if not _ATTRIBUTED.search(fold(item.prompt.text)):
            message = f"item '{item.id}' rests on an unconfirmed statement ({which}) and does not say whose it is"
            hint = "say 'by this text's figures' or 'according to ...' in the prompt"
            yield error(Code.CAUTION, item.prompt.place, message, hint)
        if item.solution is None:
            message = f"item '{item.id}' rests on an unconfirmed statement ({which}) and has no solution"
            yield error(Code.CAUTION, item.place, message, "add 'solution' with what other sources give")


def _unconfirmed(item: Item, edition: Edition) -> tuple[str, ...]:
    """Return the unconfirmed statements that an item's evidence overlaps and `caution` leaves out."""
    spans = [
        (passage.selector.reading, passage.start, passage.end)
        for selector in selectors_in(item.body)
        if (passage := edition.passages.get(selector)) and not selector.omitted
    ]
    found = []
    for one in edition.apparatus.statements:
        at = edition.passages.get(one.at)
        if at is None or one.verdict not in UNCONFIRMED or one.id in item.caution or one.at.omitted:
            continue
        if any(one.at.reading == name and at.start < end and start < at.end for name, start, end in spans):
            found.append(one.id)
    return tuple(found)


def reviews(edition: Edition) -> Iterator[Diagnostic]:
    """Yield items that changed since somebody looked at them; nothing where no lock is kept."""
    if not edition.seals:
        return
    sealed = {seal.digest for seal in edition.seals.values()}
    digests = {item.id: digest(item) for item in items(edition)}
    for item in items(edition):
        if digests[item.id] not in sealed:
            seal = edition.seals.get(item.id)
            what = "was never reviewed" if seal is None else f"changed since {seal.reviewer} looked at it"
            hint = f"look at it, then: annotate review --by NAME --date DATE {item.id}"
            yield warning(Code.REVIEW, item.place, f"item '{item.id}' {what}", hint)
    for name, seal in edition.seals.items():
        if name not in digests and seal.digest not in digests.values():
            message = f"the review lock seals '{name}', and no set has such an item"
            hint = f"{did_you_mean(name, digests)}annotate review writes the lock anew"
            yield warning(Code.REVIEW, whole_file(FILE), message, hint)


def framing_pairs(edition: Edition) -> Iterator[Diagnostic]:
    """Yield framing items without a mirrored partner of the same level and points."""
    pairs: dict[str, list[Item]] = {}
    for item in items(edition):
        if item.framing:
            pairs.setdefault(item.framing, []).append(item)
    for name, group in sorted(pairs.items()):
        alike = {(item.type, item.level, item.points) for item in group}
        readings = {item.readings for item in group}
        if len(group) < 2 or len(alike) > 1 or len(readings) < len(group):
            message = f"the framing items '{name}' are not mirrored: same type, level and points, other reading"
            yield error(Code.UNPAIRED, group[0].place, message, "write the partner, or make them alike")
