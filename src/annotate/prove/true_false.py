"""true_false: verbatim, substituted, or compared; else supported or refuted by quotations."""

from __future__ import annotations

from annotate.bodies import Comparison, Substitution, TrueFalseBody, Verbatim
from annotate.diagnostics import Code
from annotate.interface import _
from annotate.items import Grade, Item, Key, Proof, Response
from annotate.prove._base import Steps, compute
from annotate.quote import alike


def derive(body: TrueFalseBody, steps: Steps) -> Proof:
    """Return whether the statement holds of the text, and how that follows."""
    match body.rule:
        case Verbatim(quotation=quotation):
            words = steps.texts.words(quotation)
            if not words or not _same(body.statement, words):
                return steps.none("the statement is not the quotation, word for word", f"the text has '{words}'")
            steps.say(_("the statement is the text’s own: {quotation}").format(quotation=steps.quote(quotation)))
            return steps.proof(Grade.PROVED, True)
        case Substitution():
            return _substitution(body, body.rule, steps)
        case Comparison(arithmetic=arithmetic):
            value = compute(arithmetic, steps)
            if arithmetic.scale != 1:
                steps.error(Code.NO_PROOF, "a comparison has no use for 'scale'", "remove it")
            if not isinstance(value, bool):
                return steps.none(f"'{arithmetic.expression}' compares nothing", "write it as new < old")
            steps.say(f"{arithmetic.expression}: {_('true') if value else _('false')}")
            return steps.proof(Grade.PROVED, value)
    return _evidence(body, steps)


def _substitution(body: TrueFalseBody, rule: Substitution, steps: Steps) -> Proof:
    words = steps.texts.words(rule.quotation)
    if not rule.replaced or words.count(rule.replaced) != 1 or rule.by == rule.replaced:
        return steps.none(f"'{rule.replaced}' does not stand once in the quotation", "name the words it replaces")
    changed = words.replace(rule.replaced, rule.by)
    if _same(words, changed) or steps.texts.stands_in(changed, rule.quotation.reading):
        return steps.none("with these words replaced the text still says it", "replace words that matter")
    if not _same(body.statement, changed):
        return steps.none("the statement is not the quotation with these words replaced", f"it would be '{changed}'")
    told = _("the text has {quotation}; the statement puts “{words}” for “{replaced}”")
    steps.say(told.format(quotation=steps.quote(rule.quotation), words=rule.by, replaced=rule.replaced))
    return steps.proof(Grade.PROVED, False)


def _evidence(body: TrueFalseBody, steps: Steps) -> Proof:
    if bool(body.supports) == bool(body.refutes):
        steps.error(Code.NO_EVIDENCE, "it has neither, or both, of 'supports' and 'refutes'", "quote one or the other")
        return steps.proof(Grade.EVIDENCED, None)
    for one in (*body.supports, *body.refutes):
        told = _("supported by {quotation}") if body.supports else _("refuted by {quotation}")
        steps.say(told.format(quotation=steps.quote(one)))
    return steps.proof(Grade.EVIDENCED, bool(body.supports))


def _same(one: str, other: str) -> bool:
    """Compare but for the capital at the start and the full stop at the end."""

    def bare(text: str) -> str:
        plain = alike(text).strip('"').rstrip(".,;")
        return plain[:1].lower() + plain[1:]

    return bare(one) == bare(other)


def parse(body: TrueFalseBody, response: Response) -> Key | None:
    """Return a response as a truth value."""
    return {"true": True, "false": False}.get(response.written) if isinstance(response.written, str) else None


def grade(body: TrueFalseBody, item: Item, key: Key, response: Key) -> float:
    """Return 1 for the right truth value."""
    return float(key is response)
