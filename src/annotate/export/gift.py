"""GIFT: a text that Moodle and others read. It knows no ordering, no question with several gaps, no points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from annotate.bodies import (
    ChoiceBody,
    ExtendedTextBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.export._base import (
    FOLDED,
    UNFINISHED,
    Asked,
    Fate,
    Job,
    Made,
    accepted,
    fate,
    html,
    html_hint,
    html_lines,
    html_paragraphs,
    in_any_order,
    inline_gap,
    overlapping,
    refusal,
    response_words,
)

_SPECIAL = re.compile(r"[\\~=#{}:]")
_MOST_ANSWERS = 400

Body = tuple[tuple[str, ...], tuple[str, ...]]
"""The lines between the braces, and what is lost."""


def export(job: Job) -> Made:
    """Return one text with a category for each set."""
    parts: list[str] = []
    fates: list[Fate] = []
    for _, title, items in job.sets():
        path = "/".join(part.replace("/", "//") for part in (job.title, title))
        parts.append(f"$CATEGORY: $course$/top/{path}\n")
        for asked in items:
            made = _body(asked)
            if isinstance(made, str):
                fates.append(refusal(asked, made))
                continue
            lines, reasons = made
            parts.append("\n".join(_question(asked, lines)) + "\n")
            fates.append(fate(asked, (*reasons, *_always(asked))))
    return Made(files={"": "\n".join(parts).encode("utf-8")}, fates=tuple(fates))


def _escaped(text: str) -> str:
    """Return words as GIFT takes them, on one line."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))


def _always(asked: Asked) -> Iterator[str]:
    if asked.item.points != 1:
        yield f"GIFT has no points: it arrives worth 1, not {asked.item.points}"


def _question(asked: Asked, lines: tuple[str, ...]) -> Iterator[str]:
    tags = " ".join(f"[tag:{tag}]" for tag in asked.tags)
    yield f"// [id:{asked.id}] {tags}"
    text = html_lines(asked.lines) + html_hint(asked)
    if isinstance(asked.item.body, TextEntryBody):
        text = inline_gap(text)
    yield f"::{_escaped(asked.title)}::[html]{_escaped(text)}{{"
    yield from lines
    told = [f"Not {response_words(asked, key)}: {why}" for key, why in asked.mistakes if not _attached(asked, key)]
    if general := html_paragraphs((*asked.solution, *told)):
        yield f"####{_escaped(general)}"
    yield "}"


def _attached(asked: Asked, key: object) -> bool:
    """Return whether a mistake stands beside the answer it is about."""
    match asked.item.body:
        case ChoiceBody():
            return isinstance(key, tuple) and len(key) == 1
        case TrueFalseBody() | TextEntryBody() | NumericBody():
            return True
    return False


def _body(asked: Asked) -> Body | str:
    """Return what stands between the braces and what is lost, or why the item is refused."""
    match asked.item.body:
        case ChoiceBody(multiple=False):
            return _single(asked), ()
        case ChoiceBody():
            return _several(asked), ()
        case HottextBody():
            return _several(asked), ("the phrases are picked from a list below the passage, not in it",)
        case TrueFalseBody():
            return _true_false(asked), ()
        case TextEntryBody():
            return _text_entry(asked, asked.item.body)
        case NumericBody():
            return _numeric(asked, asked.item.body), ()
        case MatchBody() | GridBody():
            return _match(asked)
        case ShortAnswerBody():
            return _short_answer(asked, asked.item.body)
        case OrderBody():
            return "GIFT has no ordering"
        case ExtendedTextBody():
            return (), ("GIFT has no place for a rubric: take it from the keys",)


def _feedback(why: str) -> str:
    return f" #{_escaped(html(why))}" if why else ""


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.5f}".rstrip("0").rstrip(".")


def _single(asked: Asked) -> tuple[str, ...]:
    why = dict(asked.mistakes)
    right = asked.key_ids()
    return tuple(
        f"{'=' if name in right else '~'}{_escaped(html(text))}{_feedback(why.get((name,), ''))}"
        for name, text in asked.options.items()
    )


def _several(asked: Asked) -> tuple[str, ...]:
    why = dict(asked.mistakes) if isinstance(asked.item.body, ChoiceBody) else {}
    right = asked.key_ids()
    each = _percent(Fraction(1, len(right)))
    return tuple(
        f"~%{each if name in right else f'-{each}'}%{_escaped(html(text))}{_feedback(why.get((name,), ''))}"
        for name, text in asked.options.items()
    )


def _true_false(asked: Asked) -> tuple[str, ...]:
    """The first feedback is for the wrong answer."""
    why = dict(asked.mistakes).get(not asked.key, "")
    return (f"{'TRUE' if asked.key else 'FALSE'}{_feedback(why)}",)


def _text_entry(asked: Asked, body: TextEntryBody) -> Body | str:
    assert asked.key is not None
    gaps = accepted(body, asked.key)
    if len(gaps) > 1:
        return "GIFT has no question with several gaps"
    wrong = [f"=%0%{_literal(str(key[0]))}{_feedback(why)}" for key, why in asked.mistakes if isinstance(key, tuple)]
    return (*(f"={_literal(words)}" for words in gaps[0]), *wrong), (FOLDED,)


def _literal(words: str) -> str:
    """Return words in which an asterisk is one: unescaped it stands for any characters."""
    return _escaped(words).replace("*", "\\*")


def _numeric(asked: Asked, body: NumericBody) -> tuple[str, ...]:
    tolerance = format(body.arithmetic.tolerance, "f")
    wrong = [f"=%0%{key:f}:0{_feedback(why)}" for key, why in asked.mistakes if isinstance(key, Decimal)]
    return (f"#={asked.key:f}:{tolerance}", *wrong)


def _match(asked: Asked) -> Body | str:
    if len(asked.rows) < 3:
        return "GIFT wants three rows at least"
    pairs = asked.key_pairs()
    rows = [f"={_escaped(html(text))} -> {_escaped(asked.options[pairs[name]])}" for name, text in asked.rows.items()]
    spare = [f"= -> {_escaped(text)}" for name, text in asked.options.items() if name not in pairs.values()]
    return (*rows, *spare), (UNFINISHED,)


def _short_answer(asked: Asked, body: ShortAnswerBody) -> Body | str:
    assert asked.key is not None
    rows = in_any_order(body, asked.key)
    if len(rows) > _MOST_ANSWERS:
        return "too many ways to answer for GIFT's wildcards"
    total = len(asked.key_ids())
    spoilt = [f"=%0%*{_literal(one.pattern)}*" for one in body.rejects]
    taken = [f"=%{_percent(Fraction(made, total))}%*{'*'.join(_literal(one) for one in words)}*" for words, made in rows]
    reasons = ["one line to write in"]
    if overlapping(body):
        reasons.append("a word that shows two points at once earns one")
    return (*spoilt, *taken), tuple(reasons)
