"""Does the evidence speak of what the prompt and the options name? Warnings: no program can judge wording.

Plain rules, each of which an editor may set aside for an item with a reason
(`waive: [{finding: lexical, reason: ...}]`): the names, dates and figures that an item prints stand
in the sentences that it rests on; an option for a reading names that reading; a unit is one
that the prompt asks for; a negation stands in the quoted words or is printed in emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotate.bodies import (
    Arithmetic,
    ByAttribution,
    ByQuantity,
    ByQuery,
    ByRemoval,
    Choice,
    ChoiceBody,
    Comparison,
    GridBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TrueFalseBody,
)
from annotate.check._base import idle_waivers, waived
from annotate.diagnostics import Code, Diagnostic, warning
from annotate.edition import Edition
from annotate.items import Item, Waivable, selectors_in
from annotate.model import Place, Selector
from annotate.plain import plain_paragraphs
from annotate.quote import fold

FINDING = Waivable.LEXICAL
Finding = tuple[str, Diagnostic]
"""The words that a finding is about, which a waiver can name, and the finding."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b({_MONTHS}) ((?:1[5-9]|20)\d\d)\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NAME = re.compile(r"(?<![.?!:“\"(] )(?<!^)(?<![\w’(“-])[A-Z][\w-]+")
_CAPITAL = re.compile(r"\b[A-Z][\w-]*")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\d)(?! words\b)")
_NEGATION = re.compile(r"\b(?:not|none|nobody|nothing|never|neither|nor|cannot)\b|n[’']t\b", re.IGNORECASE)
_DENIAL = re.compile(rf"{_NEGATION.pattern}|\b(?:no|without|refus\w*|stop\w*|suspend\w*|lack\w*)\b", re.IGNORECASE)
_ABSENCE = re.compile(
    rf"{_NEGATION.pattern}|\b(?:missing|lacks?|leaves? out|left out|omits?|absent|silent)\b", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(?<![\\\w*])(\*{1,2})(?=\S)(.+?)(?<=\S)\1(?![\w*])", re.DOTALL)
_ENDS = (". ", "? ", "! ")
_LEAST_FIGURE, _LONG_NAME, _ENDING = 2, 5, 4


def lexical(edition: Edition) -> Iterator[Diagnostic]:
    """Yield items whose evidence does not speak of what they print, unless waived."""
    for one in edition.sets:
        for item in one.items:
            found = list(_Look(item, edition).findings())
            yield from (finding for words, finding in found if not waived(item, FINDING, words))
            yield from idle_waivers(item, FINDING, (words for words, _ in found))


class _Look:
    """One item, the words that it rests on, and the words that it prints."""

    def __init__(self, item: Item, edition: Edition) -> None:
        self.item, self.edition = item, edition
        self.texts = edition.evidence
        self.ground = fold(" ".join((*self._around(tuple(selectors_in(item))), *self._searched(), *self._about())))
        self.prompt = " ".join(plain_paragraphs(item.prompt, edition))

    # ---- what it rests on -----------------------------------------------------------------

    def _around(self, selectors: Sequence[Selector]) -> Iterator[str]:
        """Yield the sentences in which quotations stand."""
        for one in self.edition.found(tuple(dict.fromkeys(selectors))):
            text = "" if one.selector.omitted else self.texts.readings.get(one.selector.reading, "")
            yield _sentences(one.words, text)

    def _quoted(self, selectors: Sequence[Selector]) -> str:
        return " ".join(one.words for one in self.edition.found(selectors))

    def _queried(self, queries: Sequence[str]) -> Iterator[str]:
        """Yield the words that are looked for, and the sentences in which they stand."""
        for words in queries:
            yield words
            for name in self.item.readings:
                if words in (text := self.texts.readings.get(name, "")):
                    yield _sentences(words, text)

    def _searched(self) -> Iterator[str]:
        match self.item.body:
            case ChoiceBody(choices=choices):
                for one in choices:
                    yield from self._queried((*one.query, *one.absent))
            case GridBody(mentions=mentions, rows=rows):
                yield from self._queried(mentions)
                for row in rows:
                    yield from (*row.silent, _in_words(row.before))
            case ShortAnswerBody(points=points):
                yield from (words for point in points for words in point.patterns)
            case MatchBody(rows=rows):
                yield from (self.texts.glosses.get(row.term, "") for row in rows if row.term)

    def _about(self) -> Iterator[str]:
        """Yield what the readings are called."""
        yield from self.texts.sigla.values()
        for name in self.item.readings:
            if text := self.edition.by_id.get(name):
                by = text.reading.establishment
                yield from (by.title.text, by.title.sentence, by.author.value, by.outlet.value)

    # ---- what it prints -------------------------------------------------------------------

    def findings(self) -> Iterator[Finding]:
        """Yield everything that wants a look."""
        place = self.item.prompt.place
        yield from self._unspoken(self.prompt, self.ground, place, "the prompt")
        yield from self._asked()
        yield from self._units()
        for words, ground, quoted, at, what in self._shown():
            yield from self._unspoken(words, ground, at, what)
            bare = _EMPHASIS.sub(" ", words)
            if _NEGATION.search(bare) and not _DENIAL.search(quoted):
                word = _first(_NEGATION, bare)
                hint = "word it as the quotation does, or print the negation in *emphasis*"
                yield self._warn(word, at, f"{what} says '{word}', and no quotation does", hint)
        yield from self._misnamed()

    def _shown(self) -> Iterator[tuple[str, str, str, Place, str]]:
        """Yield words that the proof does not compare by itself: words, sentences, quotations, place, name."""
        quoted = self._quoted(tuple(selectors_in(self.item)))
        match self.item.body:
            case ChoiceBody(choices=choices, rule=rule):
                if not isinstance(rule, ByAttribution | ByQuantity):
                    for one in choices:
                        words = self._quoted((*one.supports, *one.refutes, *((one.elsewhere,) if one.elsewhere else ())))
                        yield one.text, self._of(one, rule), words, one.place, f"choice '{one.id}'"
            case OrderBody(entries=entries):
                for entry in entries:
                    ground = fold(" ".join((*self._around((entry.at,)), *self._about())))
                    yield entry.text, ground, self._quoted((entry.at,)), entry.place, f"entry '{entry.id}'"
            case MatchBody(rows=rows, choices=choices):
                for row in rows:
                    yield row.text, self.ground, quoted, row.place, f"row '{row.id}'"
                for one in choices:
                    if not one.reading:
                        yield one.text, self.ground, quoted, one.place, f"choice '{one.id}'"
            case TrueFalseBody(statement=statement, rule=Comparison() | None) | GridBody(statement=statement):
                yield statement, self.ground, quoted, self.item.place, "the statement"

    def _of(self, one: Choice, rule: object) -> str:
        """Return the words that one option rests on; the readings themselves for one that fills a gap."""
        if isinstance(rule, ByRemoval):
            return " ".join(self.texts.readings.get(name, "") for name in self.item.readings)
        own = (*one.supports, *one.refutes, *((one.elsewhere,) if one.elsewhere else ()))
        return fold(" ".join((*self._around(own), *self._queried((*one.query, *one.absent)), *self._about())))

    def _unspoken(self, words: str, ground: str, place: Place, what: str) -> Iterator[Finding]:
        hint = "quote words that speak of it, or waive it with a reason"
        for name in dict.fromkeys(_NAME.findall(words)):
            if not _NEGATION.fullmatch(name) and not self._named(name, ground):
                yield self._warn(name, place, f"{what} names '{name}', and none of its quotations does", hint)
        for figure in dict.fromkeys(_FIGURE.findall(words)):
            if len(figure) >= _LEAST_FIGURE and not _printed(figure, ground):
                yield self._warn(figure, place, f"{what} prints '{figure}', and none of its quotations does", hint)
        for month, year in dict.fromkeys(_DATE.findall(words)):
            if not re.search(rf"\b{month} (?:\d+, )?{year}\b|\b{month}\b(?!.*\b{year}\b)", ground):
                date = f"{month} {year}"
                yield self._warn(date, place, f"{what} says '{date}', and none of its quotations does", hint)

    def _named(self, name: str, ground: str) -> bool:
        """Return whether a name, or another form of the same glossary entry, stands in the words."""
        if any(_akin(name, other) for other in _capitals(ground)):
            return True
        forms = (form.text for term in self.edition.apparatus.terms for form in term.forms
                 if any(one.text == name for one in term.forms))  # fmt: skip
        return any(form in ground for form in forms)

    def _asked(self) -> Iterator[Finding]:
        bare = _EMPHASIS.sub(" ", self.item.prompt.text)
        place = self.item.prompt.place
        if self._absence() and not _ABSENCE.search(self.prompt):
            message = "what is absent is right, and the prompt asks for what is there"
            yield self._warn("", place, message, "ask what is *not* there, or turn the rule round")
        elif _NEGATION.search(bare) and not self._absence():
            word = _first(_NEGATION, bare)
            message = f"the prompt holds a plain '{word}'"
            yield self._warn(word, place, message, "print it in *emphasis*, so that nobody reads over it")

    def _absence(self) -> bool:
        body = self.item.body
        return isinstance(body, ChoiceBody) and isinstance(body.rule, ByQuery) and body.rule.absent

    def _units(self) -> Iterator[Finding]:
        body = self.item.body
        if isinstance(body, NumericBody):
            asked = f"{self.prompt} {self.ground}".casefold()
            words = re.findall(r"[^\W\d]{4,}", body.unit.casefold())
            if not all(word.rstrip("s") in asked for word in words) or not _fits(body.unit, body.arithmetic):
                message = f"the unit '{body.unit}' is not what the prompt asks for, or not what is computed"
                yield self._warn(body.unit, self.item.place, message, "name the unit in the prompt, and the scale in it")
        elif isinstance(body, ChoiceBody) and isinstance(body.rule, ByQuantity):
            kinds = {re.sub(r"[\d.,\s]+", " ", one.text).strip() for one in body.choices}
            if len(kinds) > 1:
                message = f"the options are in several units: {', '.join(sorted(kinds))}"
                yield self._warn("", self.item.place, message, "give all of them in one")

    def _misnamed(self) -> Iterator[Finding]:
        body = self.item.body
        sigla = [self.edition.siglum(one) for one in self.item.readings if one in self.edition.by_id]
        named = [one for one in sigla if re.search(rf"\b{re.escape(one)}\b", self.prompt)]
        if named and len(named) < len(sigla) < len(self.edition.texts):
            left = next(one for one in sigla if one not in named)
            message = f"the prompt names {' and '.join(named)}, and not {left}, which it asks about too"
            yield self._warn(left, self.item.prompt.place, message, "name all of its readings, or none")
        for one in body.choices if isinstance(body, ChoiceBody | MatchBody) else ():
            if one.reading in self.edition.by_id:
                by = self.edition.by_id[one.reading].reading.establishment
                called = f"{by.siglum} {by.title.text} {by.author.value} {by.outlet.value}".casefold()
                said = re.findall(r"[^\W_]{3,}", one.text.casefold())
                if not set(said) & set(re.findall(r"[^\W_]{3,}", called)) and by.siglum not in one.text:
                    message = f"choice '{one.id}' stands for '{one.reading}' and does not name it"
                    yield self._warn(by.siglum, one.place, message, f"write '{by.siglum}'")

    def _warn(self, words: str, place: Place, message: str, hint: str) -> Finding:
        return words, warning(Code.LEXICAL, place, f"item '{self.item.id}': {message}", hint)


def _sentences(words: str, text: str) -> str:
    """Return quoted words with the rest of the sentences that they stand in."""
    at = text.find(words)
    if at < 0:
        return words
    start = max(text.rfind(mark, 0, at) for mark in _ENDS)
    ends = [end for mark in _ENDS if (end := text.find(mark, at + len(words) - 1)) >= 0]
    return text[start + 2 if start >= 0 else 0 : min(ends, default=len(text))]


def _in_words(iso: str) -> str:
    """Return an ISO date also in the words of a prompt: 12 June 2024."""
    months = _MONTHS.split("|")
    return _ISO.sub(lambda at: f"{int(at[3])} {months[int(at[2]) - 1 if 0 < int(at[2]) < 13 else 0]} {at[1]}", iso)


def _printed(figure: str, words: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", words) is not None


def _fits(unit: str, arithmetic: Arithmetic) -> bool:
    """Return whether a unit can be that of a result: its scale, a currency, points of a percentage."""
    scales = {10**3: "thousand", 10**6: "million", 10**9: "billion"}
    wanted = scales.get(int(arithmetic.scale), "")
    if any((word in unit) is not (word == wanted) for word in scales.values()):
        return False
    read = " ".join(one.read for one in arithmetic.quantities)
    if re.search(r"[$€]", read) and not re.search(r"dollar|euro|[$€]|percent|%|times", unit):
        return False
    of_shares = len(re.findall(r"%|percent", read)) == len(arithmetic.quantities) > 1
    points = bool(re.fullmatch(r"\w+ - \w+", arithmetic.expression)) and not re.match(r"\d", arithmetic.expression)
    return not (of_shares and points) or "point" in unit


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found.group() if found else ""


@lru_cache(maxsize=512)
def _capitals(words: str) -> frozenset[str]:
    found = _CAPITAL.findall(words)
    return frozenset((*found, *(part for one in found for part in one.split("-") if part[:1].isupper())))


def _akin(one: str, other: str) -> bool:
    """Return whether two names are forms of one: a country, its people, what belongs to it."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > _ENDING:
        return False
    return long.startswith(short) or (len(short) > _LONG_NAME and long.startswith(short[:-1]))
