"""Nothing gives a key away: not its place, length or wording, not a prompt, passage, note or gloss.

The rules on options are those of handbooks for writing multiple-choice items; a finding is a
warning, which an editor may set aside for an item (`waive: [{finding: giveaway, ...}]`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from annotate.bodies import ByAttribution, ByQuantity, ByQuery, ByRemoval, ChoiceBody, TextEntryBody
from annotate.check._base import idle_waivers, waived
from annotate.diagnostics import Code, Diagnostic, warning
from annotate.edition import Edition
from annotate.items import Item, Key, Waivable
from annotate.model import Place, Prose
from annotate.quantities import shown
from annotate.quote import alike

FINDING = Waivable.GIVEAWAY
_ABSOLUTE = re.compile(r"\b(?:always|never|completely|entirely|(?:all|none) of (?:the above|these))\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{5,}")
_JUDGED, _SAME_ID, _LONGEST, _LONG_KEY = 5, 0.6, 0.7, 12


def giveaways(edition: Edition) -> Iterator[Diagnostic]:
    """Yield what tells a key to someone who has not read the text, unless waived."""
    for one in edition.sets:
        yield from _position(edition, [item for item in one.items if isinstance(item.body, ChoiceBody)])
    printed = [(name, prose, alike(prose.text).casefold()) for name, prose in _printed(edition)]
    for item in (item for one in edition.sets for item in one.items):
        found = (*_told(item, edition, printed), *_shown_gap(item, edition), *_options(item, edition))
        for words, place, message, hint in found:
            if not waived(item, FINDING, words):
                yield warning(Code.GIVEAWAY, place, message, hint)
        yield from idle_waivers(item, FINDING, (words for words, *_ in found))


Found = tuple[str, Place, str, str]
"""The words that tell, the place, the message, the hint."""


def _told(item: Item, edition: Edition, printed: list[tuple[str, Prose, str]]) -> Iterator[Found]:
    """Yield prompts, notes and glosses that hold the words of a key."""
    hint = "say it in other words, or waive it in the item with a reason"
    for words in _telling(item, edition):
        wanted = alike(words).casefold()
        pattern = re.compile(rf"(?<![\w.,]){re.escape(wanted)}(?!\w|[.,]\d)")
        for name, prose, text in printed:
            own = prose is item.prompt
            if (own or _told_elsewhere(item)) and wanted in text and pattern.search(text):
                where = f"the prompt of item '{item.id}'" if own else name
                yield words, prose.place, f"{where} holds the key '{words}' of item '{item.id}'", hint


def _told_elsewhere(item: Item) -> bool:
    """Return whether notes and other items may not hold the key: not where it stands in the text itself."""
    in_the_text = isinstance(item.body, TextEntryBody) or (
        isinstance(item.body, ChoiceBody) and isinstance(item.body.rule, ByRemoval)
    )
    return not item.is_practice and not in_the_text


def _telling(item: Item, edition: Edition) -> tuple[str, ...]:
    """Return the words of a key that would tell it where they are read: gaps, numbers, right options."""
    key = edition.proofs[item.id][0].key
    if isinstance(item.body, TextEntryBody) and isinstance(key, tuple):
        return tuple(str(one) for one in key if len(str(one)) > 3)
    if isinstance(key, Decimal):
        return (shown(key),) if len(shown(key)) > 1 else ()
    if isinstance(item.body, ChoiceBody) and not isinstance(item.body.rule, ByAttribution | ByQuery):
        least = 1 if isinstance(item.body.rule, ByQuantity) else _LONG_KEY
        return tuple(one.text for one in item.body.choices if one.id in _ids(key) and len(one.text) > least)
    return ()


def _printed(edition: Edition) -> Iterator[tuple[str, Prose]]:
    """Yield what students can read beside the texts: notes, glosses, solutions for practice."""
    for note in edition.apparatus.notes:
        yield f"the note '{note.id}'", note.text
    for one in edition.apparatus.cross_notes:
        yield f"the cross-note '{one.id}'", one.notice
    for term in edition.apparatus.terms:
        yield f"the gloss of '{term.id}'", term.definition
    for question in edition.apparatus.questions:
        yield f"the question '{question.id}'", question.prompt
    for item in (item for one in edition.sets for item in one.items):
        yield f"the prompt of item '{item.id}'", item.prompt
        if item.is_practice and item.solution:
            yield f"the solution of practice item '{item.id}'", item.solution


def _shown_gap(item: Item, edition: Edition) -> Iterator[Found]:
    """Yield a passage shown with an item that holds what its gap leaves out, where it leaves it out."""
    body = item.body
    if isinstance(body, TextEntryBody):
        gapped = body.quotation
    elif isinstance(body, ChoiceBody) and isinstance(body.rule, ByRemoval):
        gapped = body.rule.quotation
    else:
        return
    at = edition.passages.get(gapped)
    for one in edition.found(item.passages):
        same = at and one.selector.reading == gapped.reading and not one.selector.omitted
        if same and at and one.start < at.end and at.start < one.end:
            for words in _telling(item, edition):
                if words in one.words:
                    message = f"a passage shown with item '{item.id}' holds the key '{words}'"
                    yield words, one.selector.place, message, "show another passage, or none"


def _options(item: Item, edition: Edition) -> Iterator[Found]:
    """Yield options that tell the right one from the others without the text."""
    if not isinstance(item.body, ChoiceBody):
        return
    choices, key = item.body.choices, _ids(edition.proofs[item.id][0].key)
    right = [one for one in choices if one.id in key]
    wrong = [one for one in choices if one.id not in key]
    texts: dict[str, str] = {}
    for one in choices:
        twin = texts.setdefault(alike(one.text).casefold(), one.id)
        if twin != one.id:
            message = f"choices '{twin}' and '{one.id}' of item '{item.id}' say the same"
            yield one.text, one.place, message, "an option that stands twice is not right"
    for one in wrong:
        if (found := _ABSOLUTE.search(one.text)) and not any(_ABSOLUTE.search(other.text) for other in right):
            message = f"choice '{one.id}' of item '{item.id}' says '{found.group()}', and no right one does"
            yield found.group(), one.place, message, "so sweeping an option is seen to be wrong: soften it"
    if not item.body.multiple and right and wrong:
        if not all(one.reading for one in choices):  # what a reading is called may stand in it
            yield from _only_quoted(item, edition, [one.text for one in right], [one.text for one in wrong])
        yield from _echo(item, [one.text for one in right], [one.text for one in wrong])


def _only_quoted(item: Item, edition: Edition, right: list[str], wrong: list[str]) -> Iterator[Found]:
    """Yield a right option that alone stands word for word in the readings asked about."""

    def quoted(text: str) -> bool:
        words = alike(text).casefold()
        readings = (edition.evidence.readings.get(name, "") for name in item.readings)
        return len(words.split()) > 1 and any(words in alike(one).casefold() for one in readings)

    if all(map(quoted, right)) and not any(map(quoted, wrong)):
        message = f"of the options of item '{item.id}' the right one alone stands in the text word for word"
        yield right[0], item.place, message, "quote wrong options too, or word the right one anew"


def _echo(item: Item, right: list[str], wrong: list[str]) -> Iterator[Found]:
    """Yield a right option that alone takes up words of the prompt."""
    asked = {word.casefold() for word in _WORD.findall(item.prompt.text)}
    echoed = asked & {word.casefold() for text in right for word in _WORD.findall(text)}
    if echoed and not any(asked & {word.casefold() for word in _WORD.findall(text)} for text in wrong):
        word = min(echoed)
        message = f"of the options of item '{item.id}' the right one alone repeats '{word}' of the prompt"
        yield word, item.place, message, "let a wrong option repeat it too, or none"


def _ids(key: Key | None) -> tuple[str, ...]:
    return tuple(one for one in key if isinstance(one, str)) if isinstance(key, tuple) else ()


def _position(edition: Edition, choices: list[Item]) -> Iterator[Diagnostic]:
    """Yield a set whose right answers show by their id or length."""
    right: Counter[str] = Counter()
    longest = judged = 0
    for item in choices:
        key = _ids(edition.proofs[item.id][0].key)
        if not isinstance(item.body, ChoiceBody) or item.body.multiple or not key:
            continue
        sizes = {one.id: len(one.text) for one in item.body.choices}
        judged += 1
        right[key[0]] += 1
        most = max(sizes.values())
        longest += sizes.get(key[0], 0) == most and list(sizes.values()).count(most) == 1
    if judged < _JUDGED:
        return
    name, times = right.most_common(1)[0]
    if times > _SAME_ID * judged:
        message = f"in {times} of {judged} choice items of this set '{name}' is right"
        yield warning(Code.GIVEAWAY, choices[0].place, message, "give the options other ids")
    if longest > _LONGEST * judged:
        message = f"in {longest} of {judged} choice items of this set the longest option is right"
        yield warning(Code.GIVEAWAY, choices[0].place, message, "make the options alike in length")
