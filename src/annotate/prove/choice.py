"""choice: computed where a rule says how, else supported by evidence for every option."""

from __future__ import annotations

from fractions import Fraction

from annotate.bodies import ByAttribution, ByQuantity, ByQuery, ByRemoval, Choice, ChoiceBody
from annotate.diagnostics import Code
from annotate.gaps import removed_words
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, as_ids, compute, removal
from annotate.quantities import read_number, rounded, shown
from annotate.quote import alike


def derive(body: ChoiceBody, steps: Steps) -> Proof:
    """Return the ids of the right options, sorted, and how they follow."""
    match body.rule:
        case ByAttribution():
            right = _by_attribution(body, body.rule, steps)
        case ByRemoval():
            right = _by_removal(body, body.rule, steps)
        case ByQuantity():
            right = _by_quantity(body, body.rule, steps)
        case ByQuery():
            right = _by_query(body, body.rule, steps)
        case None:
            return _by_evidence(body, steps)
    if right is None:
        return steps.proof(Grade.PROVED, None)
    return steps.proof(Grade.PROVED, tuple(sorted(one.id for one in right)) or None)


def _by_attribution(body: ChoiceBody, rule: ByAttribution, steps: Steps) -> list[Choice] | None:
    words = steps.texts.words(rule.words)
    if not words:
        return None
    holders = steps.texts.readings_with(words)
    if len(holders) != 1:
        steps.error(Code.NO_PROOF, f"the words stand in {len(holders)} readings", "quote words of one reading")
        return None
    steps.say(_("{quotation} stands in no other reading").format(quotation=steps.quote(rule.words)))
    return [one for one in body.choices if one.reading == holders[0]]


def _by_removal(body: ChoiceBody, rule: ByRemoval, steps: Steps) -> list[Choice] | None:
    removed = removed_words(steps.texts.words(rule.quotation), rule.gap)
    if removed is None or len(removed) != 1:
        steps.error(Code.NO_PROOF, "'gap' is not the quotation with one ____", "replace the words by ____")
        return None
    steps.say(removal(rule.quotation, removed, steps))
    return [one for one in body.choices if alike(one.text).casefold() == alike(removed[0]).casefold()]


def _by_quantity(body: ChoiceBody, rule: ByQuantity, steps: Steps) -> list[Choice] | None:
    value = compute(rule.arithmetic, steps)
    if value is None or isinstance(value, bool):
        return None
    arithmetic = rule.arithmetic
    result = rounded(value / Fraction(arithmetic.scale), arithmetic.decimals)
    steps.say(f"{arithmetic.expression} = {shown(result)}")
    for one in body.choices:
        stated = read_number(one.text)
        if one.value is None or stated not in (Fraction(one.value), Fraction(one.value) * Fraction(arithmetic.scale)):
            message = f"the value of choice '{one.id}' is not the number that it states"
            steps.error(Code.NO_PROOF, message, "give 'value' as the text of the choice has it", one.place)
    return [one for one in body.choices if one.value is not None and abs(one.value - result) <= arithmetic.tolerance]


def _by_query(body: ChoiceBody, rule: ByQuery, steps: Steps) -> list[Choice] | None:
    right = []
    for one in body.choices:
        if not one.query:
            steps.error(Code.NO_PROOF, f"choice '{one.id}' has no 'query'", "give the words to look for", one.place)
            return None
        holders = [name for name in steps.item.readings if any(steps.texts.stands_in(words, name) for words in one.query)]
        sigla = ", ".join(steps.texts.sigla.get(name, name) for name in holders) or _("none of the readings")
        steps.say(_("{words}: stands in {readings}").format(words=" / ".join(one.query), readings=sigla))
        if bool(holders) is not rule.absent:
            right.append(one)
    return right


def _by_evidence(body: ChoiceBody, steps: Steps) -> Proof:
    right = []
    for one in body.choices:
        _one_kind(one, steps)
        if one.supports:
            right.append(one.id)
            steps.say(f"{one.text}: {'; '.join(steps.quote(each) for each in one.supports)}")
        elif one.refutes:
            told = "; ".join(steps.quote(each) for each in one.refutes)
            steps.say(_("not “{words}”: {quotations}").format(words=one.text, quotations=told))
        elif one.elsewhere is not None:
            _elsewhere(one, steps)
        elif one.absent:
            _absent(one, steps)
        else:
            hint = "give supports, refutes, elsewhere or absent"
            steps.error(Code.NO_EVIDENCE, f"choice '{one.id}' has no evidence", hint, one.place)
    return steps.proof(Grade.EVIDENCED, tuple(sorted(right)) or None)


def _one_kind(one: Choice, steps: Steps) -> None:
    kinds = [kind for kind in (one.supports, one.refutes, one.elsewhere, one.absent) if kind]
    if len(kinds) > 1:
        message = f"choice '{one.id}' has evidence of several kinds"
        steps.error(Code.NO_EVIDENCE, message, "it is either right or wrong: keep one", one.place)
    for selector in (*one.supports, *one.refutes):
        if selector.reading not in steps.item.readings:
            message = f"the evidence of choice '{one.id}' is from a reading that the item does not ask about"
            steps.error(Code.NO_EVIDENCE, message, "say 'elsewhere', or quote a reading asked about", one.place)


def _elsewhere(one: Choice, steps: Steps) -> None:
    assert one.elsewhere is not None
    if one.elsewhere.reading in steps.item.readings:
        message = f"choice '{one.id}' quotes a reading that the item asks about"
        steps.error(Code.NO_EVIDENCE, message, "say 'refutes', or quote another reading", one.place)
    told = _("“{words}” belongs to another reading: {quotation}")
    steps.say(told.format(words=one.text, quotation=steps.quote(one.elsewhere)))


def _absent(one: Choice, steps: Steps) -> None:
    for words in one.absent:
        for name in steps.item.readings:
            if steps.texts.stands_in(words, name):
                message = f"'{words}' of choice '{one.id}' does stand in '{name}'"
                steps.error(Code.NO_EVIDENCE, message, "look for other words", one.place)
    told = _("“{words}”: {absent} stands in none of the readings asked about")
    steps.say(told.format(words=one.text, absent=" / ".join(one.absent)))


def parse(body: ChoiceBody, response: Response) -> Key | None:
    """Return a response as sorted ids of options; one only, unless several may be right."""
    ids = as_ids(response, [one.id for one in body.choices])
    if ids is None or (len(ids) > 1 and not body.multiple):
        return None
    return tuple(sorted(ids))


def grade(body: ChoiceBody, item: Item, key: Key, response: Key) -> float:
    """Return 1 for just the right options; for several, right ones less wrong ones over all right."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    right = len(set(key) & set(response)) - len(set(response) - set(key))
    return max(0.0, right / len(key)) if set(response) != set(key) else 1.0
