"""hottext: phrases of a passage; looked up where a rule says how, else argued one by one."""

from __future__ import annotations

from annotate.bodies import Candidate, HottextBody, HottextRule
from annotate.diagnostics import Code
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, as_ids


def derive(body: HottextBody, steps: Steps) -> Proof:
    """Return the ids of the phrases to pick, sorted."""
    passage = steps.texts.words(body.passage)
    for one in body.candidates:
        if passage and passage.count(one.text) != 1:
            steps.error(Code.NO_EVIDENCE, f"'{one.text}' does not stand once in the passage", "", one.place)
    if body.rule is not None:
        right = [one for one in body.candidates if _holds(one, body.rule, passage, body, steps)]
        return steps.proof(Grade.PROVED, tuple(sorted(one.id for one in right)) or None)
    return _argued(body, steps)


def _holds(one: Candidate, rule: HottextRule, passage: str, body: HottextBody, steps: Steps) -> bool:
    if rule.quoted:
        at = passage.find(one.text)
        before, after = passage[:at], passage[at + len(one.text) :]
        inside = before.count("“") > before.count("”") and "”" in after
        told = _("“{words}” stands inside quotation marks") if inside else _("“{words}” stands outside quotation marks")
        steps.say(told.format(words=one.text))
        return inside
    others = [name for name in steps.texts.readings if name != body.passage.reading]
    wanted = list(rule.shared_with) or others
    holders = [name for name in wanted if steps.texts.stands_in(one.text, name)]
    sigla = ", ".join(steps.texts.sigla.get(name, name) for name in holders) or _("none of them")
    steps.say(_("“{words}” also stands in: {readings}").format(words=one.text, readings=sigla))
    return not holders if rule.only_here else len(holders) == len(rule.shared_with)


def _argued(body: HottextBody, steps: Steps) -> Proof:
    """Without a rule the candidates' reasons are the evidence; the key must be the author's."""
    for one in body.candidates:
        if not one.because or one.pick is None:
            message = f"candidate '{one.id}' lacks 'pick' or 'because'"
            steps.error(Code.NO_EVIDENCE, message, "say pick: true or false, and why", one.place)
        steps.say(_("“{words}”: {reason}").format(words=one.text, reason=one.because))
    picked = tuple(sorted(one.id for one in body.candidates if one.pick))
    return steps.proof(Grade.EVIDENCED, picked or None)


def parse(body: HottextBody, response: Response) -> Key | None:
    """Return a response as sorted ids of phrases."""
    ids = as_ids(response, [one.id for one in body.candidates])
    return tuple(sorted(ids)) if ids is not None else None


def grade(body: HottextBody, item: Item, key: Key, response: Key) -> float:
    """Return right picks less wrong ones over all right ones; 1 only for the key."""
    assert isinstance(key, tuple) and isinstance(response, tuple)
    right = len(set(key) & set(response)) - len(set(response) - set(key))
    return 1.0 if set(key) == set(response) else max(0.0, min(0.99, right / len(key)))
