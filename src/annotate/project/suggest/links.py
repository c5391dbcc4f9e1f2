"""Paragraphs about the same thing, and quantities that two places give differently.

Paragraphs are compared by the cosine of their words, each weighed by how few paragraphs have
it. Numbers, dates and quotations that both have are told as evidence; a stretch of six words
or more that both have word for word counts for most.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from annotate.languages import JOINED
from annotate.model import Relation
from annotate.project.suggest._base import (
    WORD,
    Corpus,
    Paragraph,
    Suggestion,
    What,
    sentences,
)
from annotate.quantities import read_date, read_number
from annotate.vocabulary import MONTH

_FILE = "docs/apparatus/cross-notes.yaml"
_NUMBER = re.compile(
    rf"(?P<sign>[$€£₽]\s?)?(?<![^\W{JOINED}])(?<![.,])(?P<figure>\d{{1,3}}(?:[,. ’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?!(?:[^\W{JOINED}]|[.,])*\d)"
    r"(?P<unit>\s?(?:%|percent|per cent|Prozent|pour cent|por ciento|per cento|процент\w*)"
    r"|(?:\s(?:thousand|million|billion|trillion))?(?:\s(?:dollars|euros|pounds|roubles|rubles|drams))?)"
)
_POINTED = frozenset("en zh ja ko he th hi".split())  # where a point stands before decimals, a comma between thousands
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DATE = re.compile(
    rf"(?:\b\d{{1,2}}(?:\.|er|º)? (?:de )?)?{MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,?(?: de)? (?:1[5-9]|20)\d\d\b"
)
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{12,300})[”\"»]")
_SCALES = frozenset("million billion percent thousand trillion".split())
_STAND_IN = Relation.REFRAMES.value
_LEAST, _SHARED_RUN, _NEAR = 0.12, 6, 90
_TOO_COMMON = 0.2
_FAR = 5


def links(corpus: Corpus) -> Iterator[Suggestion]:
    """Yield pairs of paragraphs of different texts that speak of the same thing."""
    joined = corpus.joined
    for score, one, other in _alike(corpus):
        if one.text == other.text or frozenset({(one.reading, one.block), (other.reading, other.block)}) in joined:
            continue
        run = _common_run(one.text, other.text)
        shared = _shared_facts(one, other)
        words = _telling(one, other, corpus)
        if len(words) < 2 and not run and not shared:
            continue
        passages = [corpus.selector(each, *_focus(each, words, run)) for each in (one, other)]
        if not all(passages):
            continue
        evidence = [f"{one.where} and {other.where}: likeness {score:.2f}; both have: {', '.join(words)}"]
        if shared:
            evidence.append(f"numbers and dates in both: {', '.join(shared)}")
        evidence.append(f"relation: '{_STAND_IN}' is a stand-in; choose of {', '.join(Relation)}")
        if run:
            evidence.append(f"word for word in both: “{run}”")
        quoted = next((found for found in _QUOTED.findall(one.text) if found in other.text), "")
        if quoted:
            evidence.append(f"quoted in both: “{quoted}”")
        yield Suggestion(
            what=What.LINKS,
            score=score + 0.1 * len(shared) + (0.5 if run else 0),
            file=_FILE,
            key="cross-notes",
            entry={
                "id": f"link-{one.reading}-{one.block}-{other.reading}-{other.block}",
                "relation": _STAND_IN,
                "topic": ", ".join(words[:3]) or "The same words",
                "passages": passages,
                "notice": "TODO: choose the relation, and say what to notice.",
            },
            evidence=tuple(evidence),
        )


def _alike(corpus: Corpus) -> list[tuple[float, Paragraph, Paragraph]]:
    """Return the pairs of paragraphs of different readings that are most alike, best first."""
    rows = [_vector(one.stems, corpus) for one in corpus.paragraphs]
    having: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for word in row:
            having[word].append(index)
    common = max(12, _TOO_COMMON * len(rows))
    scores: Counter[tuple[int, int]] = Counter()
    for word, places in having.items():
        if len(places) > common:
            continue
        for at, one in enumerate(places):
            for other in places[at + 1 :]:
                if corpus.paragraphs[one].reading != corpus.paragraphs[other].reading:
                    scores[one, other] += rows[one][word] * rows[other][word]  # type: ignore[assignment]
    found = [(float(score), *pair) for pair, score in scores.items() if score >= _LEAST]
    found.sort(key=lambda row: (-row[0], row[1], row[2]))
    return [(score, corpus.paragraphs[one], corpus.paragraphs[other]) for score, one, other in found]


def _vector(stems: Counter[str], corpus: Corpus) -> dict[str, float]:
    row = {word: (1 + math.log(count)) * corpus.weight[word] for word, count in stems.items()}
    length = math.sqrt(sum(value * value for value in row.values())) or 1.0
    return {word: value / length for word, value in row.items()}


def _telling(one: Paragraph, other: Paragraph, corpus: Corpus) -> list[str]:
    """Return up to six words that both have and few others do, as the first one has them."""
    shared = sorted(set(one.stems) & set(other.stems), key=lambda word: (-corpus.weight[word], word))
    forms: dict[str, str] = {}
    for start, end, stem in one.tokens:
        forms.setdefault(stem, one.text[start:end])
    return [forms[word] for word in shared[:6] if word in forms and corpus.weight[word] > 1]


def _shared_facts(one: Paragraph, other: Paragraph) -> list[str]:
    facts = [
        {match.group().strip() for match in _NUMBER.finditer(each.text)}
        | {match.group() for match in _DATE.finditer(each.text)}
        for each in (one, other)
    ]
    return sorted(fact for fact in facts[0] & facts[1] if len(fact) > 1)


def _common_run(one: str, other: str) -> str:
    """Return the longest stretch of six words or more that two texts share, or nothing."""
    first, second = one.split(), other.split()
    starts: dict[tuple[str, ...], int] = {}
    for at in range(len(second) - _SHARED_RUN + 1):
        starts.setdefault(tuple(second[at : at + _SHARED_RUN]), at)
    best: list[str] = []
    for at in range(len(first) - _SHARED_RUN + 1):
        there = starts.get(tuple(first[at : at + _SHARED_RUN]))
        if there is None:
            continue
        length = _SHARED_RUN
        while at + length < len(first) and there + length < len(second) and first[at + length] == second[there + length]:
            length += 1
        if length > len(best):
            best = first[at : at + length]
    return " ".join(best)


def _focus(one: Paragraph, words: Sequence[str], run: str) -> tuple[int, int]:
    """Return the part of a paragraph to quote: the words both have, else the sentence with most of the telling ones."""
    if run and (at := one.text.find(run)) >= 0:
        return at, at + len(run)
    wanted = set(words) if one.joined else {one.stem(word) for word in words}

    def hits(span: tuple[int, int]) -> tuple[int, int]:
        inside = [stem for _, _, stem in one.within(*span)]
        return len(wanted.intersection(inside)), -len(inside)

    start, end = max(sentences(one.text), key=hits)
    tokens = [(a, b) for a, b, stem in one.within(start, end) if stem in wanted]
    if not tokens:
        return start, end
    first, last = tokens[0][0], tokens[-1][1]
    return (first, last) if last - first < 160 else (first, tokens[min(2, len(tokens) - 1)][1])


# ---- contradictions -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number in a sentence: its value, what it is counted in, and the words and dates around it."""

    paragraph: Paragraph
    start: int
    end: int
    words: str
    value: Fraction
    unit: str
    context: frozenset[str]
    beside: frozenset[str]
    span: tuple[int, int]


def contradictions(corpus: Corpus) -> Iterator[Suggestion]:
    """Yield pairs of places that give another number for what may be the same quantity."""
    by_unit: dict[str, list[Quantity]] = defaultdict(list)
    for one in corpus.paragraphs:
        for found in _quantities(one, corpus):
            by_unit[found.unit].append(found)
    for unit, alike in by_unit.items():
        for at, first in enumerate(alike):
            for second in alike[at + 1 :]:
                if first.value != second.value and (first.paragraph, first.span) != (second.paragraph, second.span):
                    yield from _pair(first, second, unit, corpus)


def _quantities(one: Paragraph, corpus: Corpus) -> Iterator[Quantity]:
    for start, end in sentences(one.text):
        dates = [match.span() for match in _DATE.finditer(one.text, start, end)]
        found = [*_NUMBER.finditer(one.text, start, end), *_DATE.finditer(one.text, start, end)]
        for match in found:
            words = match.group().strip()
            dated = match.span() in dates
            if not dated and (_YEAR.fullmatch(words) or any(a <= match.start() < b for a, b in dates)):
                continue
            value = _day(words) if dated else read_number(_as_english(words, match["figure"], one.language))
            near = one.within(max(start, match.start() - _NEAR), min(end, match.end() + _NEAR))
            context = {stem for _, _, stem in near} - _SCALES
            beside = frozenset(_dates_beside(one.text[:end], match, start, dated=dated))
            if value is not None and context:
                yield Quantity(
                    paragraph=one, start=match.start(), end=match.end(), words=words, value=value,
                    unit="date" if dated else _unit(match, one), context=frozenset(context), beside=beside, span=(start, end),
                )  # fmt: skip


def _as_english(words: str, figure: str, language: str) -> str:
    """Return words with their figure as English has it: 12.400 of a German text and 12 400 are 12,400."""
    between = "," if language.partition("-")[0] in _POINTED else "."
    plain = re.sub(rf"[{between} ’](?=\d{{3}}(?!\d))", "", figure).replace(",", ".")
    return words.replace(figure, plain, 1)


def _dates_beside(text: str, match: re.Match[str], start: int, *, dated: bool) -> Iterator[str]:
    """Yield what of a date is told beside a number: the years of its sentence; of a date, its day and month."""
    if dated:
        yield re.sub(r",?(?: de)? (?:1[5-9]|20)\d\d$", "", match.group())
        return
    low, high = max(start, match.start() - _NEAR), match.end() + _NEAR
    yield from (year.group() for year in _YEAR.finditer(text, low, high) if year.start() != match.start())


def _day(words: str) -> Fraction | None:
    span = read_date(words)
    return Fraction(span[0].toordinal()) if span else None


def _unit(match: re.Match[str], one: Paragraph) -> str:
    unit = match["unit"].strip().lower()
    if "%" in unit or re.search(r"per|pro|pour|por|про", unit):
        return "%"
    if match["sign"]:
        return match["sign"].strip()
    money = re.search(r"dollars|euros|pounds|roubles|rubles|drams", unit)
    if money:
        return {"dollars": "$", "euros": "€", "pounds": "£"}.get(money.group(), money.group())
    if one.joined:
        return one.text[match.end() : match.end() + 1].strip("年月日，。")
    following = WORD.match(one.text, match.end() + 1)
    return one.stem(following.group()) if following else ""


def _far_apart(one: Fraction, other: Fraction) -> bool:
    """Return whether two numbers are too unlike to be one quantity, and no slip of a digit or a point either."""
    low, high = sorted((abs(one), abs(other)))
    return not low or (high / low > _FAR and high / low not in (10, 100, 1000))


def _pair(one: Quantity, other: Quantity, unit: str, corpus: Corpus) -> Iterator[Suggestion]:
    shared = one.context & other.context
    dates = one.beside & other.beside
    known = {(one.paragraph.reading, one.paragraph.block), (other.paragraph.reading, other.paragraph.block)}
    apart = unit != "date" and bool(one.beside and other.beside and not dates)
    if len(shared) + len(dates) < 3 or apart or (len(known) > 1 and frozenset(known) in corpus.joined):
        return
    if not unit or (unit != "date" and _far_apart(one.value, other.value)):
        return
    told = 2.0 * len(dates)
    weights = [sum(corpus.weight[word] for word in words) + told for words in (shared, one.context, other.context)]
    likeness = weights[0] / math.sqrt(weights[1] * weights[2]) if weights[1] and weights[2] else 0.0
    if likeness < 0.3:
        return
    both = (one, other)
    passages = [corpus.selector(each.paragraph, each.start, each.end) for each in both]
    if not all(passages):
        return
    quotes = [each.paragraph.text[each.span[0] : each.span[1]].strip() for each in both]
    inner = one.paragraph.reading == other.paragraph.reading
    yield Suggestion(
        what=What.CONTRADICTIONS,
        score=likeness,
        file=_FILE,
        key="cross-notes",
        entry={
            "id": f"numbers-{one.paragraph.reading}-{one.paragraph.block}-{other.paragraph.reading}-{other.paragraph.block}",
            "relation": "internal-contradiction" if inner else "contradicts",
            "topic": f"{one.words} or {other.words}",
            "passages": passages,
            "notice": "TODO: say whether both speak of the same thing, and what follows.",
        },
        evidence=(
            f"both count in {unit}; in both: {', '.join([*sorted(dates), *sorted(shared)][:8])}",
            f"{one.paragraph.where}: {quotes[0][:220]}",
            f"{other.paragraph.where}: {quotes[1][:220]}",
        ),
    )
