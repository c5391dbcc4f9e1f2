"""Terms, their aliases, and abbreviations that nothing explains.

Abbreviations are paired with the words before them by their letters (Schwartz and Hearst's
method); phrases are weighed by length and frequency, what stands only inside longer ones
discounted (the C-value of Frantzi and Ananiadou).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise

from annotate.languages import main_part
from annotate.project._base import furniture, latin_id
from annotate.project.suggest._base import (
    GLOSSARY,
    JOINTS,
    WITHOUT_MARKS,
    WORD,
    Corpus,
    Paragraph,
    Suggestion,
    What,
    is_capital,
    is_content,
    known_form,
    stem,
)
from annotate.terms import Lexicon
from annotate.vocabulary import ARTICLES, MONTHS, Vocabulary, vocabulary

_SHORT = re.compile(r"(?<!\w)[A-ZА-ЯԱ-Ֆ][A-ZА-ЯԱ-Ֆ0-9&]{1,8}(?!\w)")
_OPENING = re.compile(r"(?:^|(?<!\b[A-ZА-Я])[.!?:…]\s*[“\"‘(]?|[“\"‘(])\s*$")
_LONGEST = 4
_SMALL = 100
"""Up to so many paragraphs a name is worth a look that stands but once."""
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3}|C{1,3})(?:IX|IV|V?I{0,3})")
_NUMBERED = re.compile(r" (?:[IVXLCDM]+|\d{1,3})(?!\w)")
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ADJECTIVE = re.compile(r".{3,}(?:ern|ian|ean|ish|ese)")
_OFTEN, _CHARACTERS = 3, 8
TO_WRITE = "TODO: write a gloss."


@dataclass(slots=True)
class Found:
    """A candidate: how often and where it stands, and what else is known of it."""

    words: str
    language: str = "en"
    count: int = 0
    places: list[str] = field(default_factory=list)
    readings: set[str] = field(default_factory=set)
    short: str = ""
    score: float = 0.0
    why: str = ""
    signs: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)

    def at(self, one: Paragraph, start: int = -1, end: int = -1) -> None:
        """Note one occurrence, and what stands beside it where its place is given."""
        self.count += 1
        self.language = one.language
        if start >= 0:
            self.forms[one.text[start:end]] += 1
            before, after = one.text[max(0, start - 30) : start], one.text[end : end + 30]
            known = vocabulary(one.language)
            self.signs["person"] += known.names_person(before, after)
            self.signs["place"] += known.names_place(before)
            self.signs["before a noun"] += bool(re.match(r" [^\W\d_]{3,}", after)) and after[1].islower()
        self.readings.add(one.reading)
        if one.where not in self.places:
            self.places.append(one.where)

    @property
    def evidence(self) -> str:
        """Where it stands, in words."""
        more = f" and {len(self.places) - 6} more" if len(self.places) > 6 else ""
        times = "once" if self.count == 1 else f"{self.count} times"
        texts = "1 text" if len(self.readings) == 1 else f"{len(self.readings)} texts"
        return f"{times} in {texts}: {', '.join(self.places[:6])}{more}"


def terms(corpus: Corpus) -> Iterator[Suggestion]:
    """Yield candidates for the glossary that it does not have yet."""
    known = Lexicon(corpus.edition.apparatus.terms)
    explained = corpus.expansions
    short = {words: made for words, made in _abbreviations(corpus, explained).items() if made.short}
    found = {**_phrases(corpus), **_names(corpus), **short}
    whole = {short.casefold() for short in explained}
    for one in found.values():
        if _ends_known(one.words, known) or (one.short and known_form(one.short, known)):
            continue
        if not one.short and one.words.casefold() in whole:
            continue
        forms = [form for form in (one.words, one.short) if form]
        category, why = _category(one)
        entry = {
            "id": _id(one.short or one.words),
            "headword": one.words,
            "category": category,
            "forms": forms,
            "definition": TO_WRITE,
            "basis": "texts",
        }
        yield Suggestion(
            what=What.TERMS, score=one.score, file=GLOSSARY, key="terms", entry=entry,
            evidence=(one.why, one.evidence, f"category: {why}"),
        )  # fmt: skip


def _ends_known(words: str, known: Lexicon) -> bool:
    """Return whether words are a known form, or a title or the like before one."""
    return any(end >= len(words) for _, end, _ in known.find(words))


def _category(one: Found) -> tuple[str, str]:
    """Return a category, and what speaks for it: what the words are, or what stands beside them."""
    known = vocabulary(one.language)
    for category, heads in (("organisation", known.bodies), ("place", known.lands)):
        named = [word for word in WORD.findall(one.words) if is_capital(one.words) and _is_head(word, heads, one.language)]
        if named:
            return category, f"{category}, for it is called '{named[0].casefold()}'"
    if one.short or _SHORT.fullmatch(one.words):
        return "organisation", "a stand-in; most abbreviations are bodies, and nothing tells of this one"
    for category, told in (
        ("person", "a title stands before it, or it speaks,"),
        ("place", "'in' or the like stands before it"),
    ):
        if one.signs[category] > 1 or 3 * one.signs[category] > one.count:
            return category, f"{category}, for {told} {one.signs[category]} of {one.count} times"
    return "concept", "a stand-in; nothing in the texts tells what it is"


def _is_head(word: str, heads: frozenset[str], language: str) -> bool:
    """Return whether a word is one of some heads in any of its forms, or a compound that ends in one."""
    plain = word.casefold()
    if vocabulary(language).nouns and any(plain.endswith(head) for head in heads if len(head) > _OFTEN):
        return True
    return plain in heads or stem(plain, language) in _stems(heads, language)


@cache
def _stems(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words)


def _id(words: str) -> str:
    made = latin_id(words)
    return made if made and made[0].isalpha() else f"term-{made}".strip("-")


def _abbreviations(corpus: Corpus, explained: Mapping[str, str]) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for one in corpus.paragraphs:
        shouted = sum(map(str.isupper, one.text)) > len(one.text) / 2
        for match in () if shouted else _SHORT.finditer(one.text):
            short = match.group()
            if _is_shouted(short, one.text[match.end() :], corpus):
                continue
            words = explained.get(short, "")
            made = found.setdefault(words or short, Found(words=words or short, short=short if words else ""))
            made.at(one)
    for made in found.values():
        made.score = 3 + math.log(1 + made.count) + (1 if made.short else 0)
        made.why = f"abbreviation, explained in the text as {made.words}" if made.short else "abbreviation"
    return found


def _is_shouted(short: str, after: str, corpus: Corpus) -> bool:
    """Return whether capitals are a numeral, the head of a chapter, or a word that is else written small."""
    if _ROMAN.fullmatch(short) or (len(short) > 3 and _NUMBERED.match(after)):
        return True
    return len(short) > 3 and corpus.small[short.lower()] > 0


def _names(corpus: Corpus) -> dict[str, Found]:
    """Return runs of capitalised words; a single word only when it also stands within a sentence."""
    found: dict[str, Found] = {}
    sure: Counter[str] = Counter()
    for one in corpus.paragraphs:
        if furniture(one.text):
            continue
        for start, end, opening in _runs_of_capitals(one):
            words = one.text[start:end]
            if _SHORT.fullmatch(words) or not any(is_content(word, one.language) for word in words.split()):
                continue
            key = words if main_part(one.language) == "en" else " ".join(map(one.stem, words.split()))
            found.setdefault(key, Found(words=words)).at(one, start, end)
            sure[key] += not opening
    few_words = len(corpus.paragraphs) <= _SMALL
    kept = {}
    for key, made in found.items():
        made.words = made.forms.most_common(1)[0][0]
        noun = " " not in made.words and vocabulary(made.language).nouns
        often = made.count >= _OFTEN if noun else made.count > 1 or few_words or " " in made.words
        if often and sure[key] and not _is_plain(made, sure[key], corpus):
            few = 1.0 if len(made.readings) < len(corpus.edition.texts) else 0.5
            made.score = few * (1 + math.log(1 + made.count)) * (1.3 if " " in made.words else 0.5 if noun else 1.0)
            made.why = ("noun that comes again" if noun else "name") + (", in few texts" if few == 1.0 else "")
            kept[made.words] = made
    return kept


def _is_plain(made: Found, sure: int, corpus: Corpus) -> bool:
    """Return whether one word is no name: of the calendar, an adjective, or as often written small."""
    if " " in made.words:
        return False
    if made.words.casefold() in _WEEKDAYS or made.words in MONTHS or corpus.small[made.words.lower()] >= sure:
        return True
    english = main_part(made.language) == "en"
    return english and bool(_ADJECTIVE.fullmatch(made.words)) and 2 * made.signs["before a noun"] > made.count


def _runs_of_capitals(one: Paragraph) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, whether it opens a sentence) of words that begin large, with what joins them."""
    known = vocabulary(one.language)
    tokens = list(WORD.finditer(one.text))
    at = 0
    while at < len(tokens):
        first = tokens[at].start()
        opening = bool(_OPENING.search(one.text[max(0, first - 20) : first]))
        if not is_capital(tokens[at].group()) or (opening and tokens[at].group().casefold() in known.empty):
            at += 1
            continue
        last = _last_of_run(one, tokens, at, known)
        end = tokens[last].end()
        possessive = re.search(r"(?:[’']s?)?$", one.text[first:end])
        yield first, end - len(possessive.group() if possessive else ""), opening
        at = last + 1


def _last_of_run(one: Paragraph, tokens: Sequence[re.Match[str]], at: int, known: Vocabulary) -> int:
    """Return the last word of the run of capitals that begins at one."""
    last = at
    while last + 1 < len(tokens) and not re.search(r"[’']s?$", tokens[last].group()):
        ahead = last + 1
        for joints in (known.joints, ARTICLES):
            ahead += (
                ahead + 1 < len(tokens) and tokens[ahead].group() in joints and known.joints >= {tokens[last + 1].group()}
            )
        row = tokens[last : ahead + 1]
        apart = any(one.text[a.end() : b.start()] not in (" ", "’", "'") for a, b in pairwise(row))
        small_head = main_part(one.language) != "en" and _is_head(tokens[ahead].group(), known.bodies, one.language)
        if apart or not (is_capital(tokens[ahead].group()) or small_head):
            break
        last = ahead
    return last


def _phrases(corpus: Corpus) -> dict[str, Found]:
    """Return runs of two to four small words that come again, weighed by length and frequency."""
    return {**_of_words(corpus), **_of_characters(corpus)}


def _of_words(corpus: Corpus) -> dict[str, Found]:
    counts: dict[tuple[str, ...], Found] = {}
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for one in corpus.paragraphs:
        tokens = [] if one.joined else list(WORD.finditer(one.text))
        for size in range(2, _LONGEST + 1):
            for at in range(len(tokens) - size + 1):
                row = tokens[at : at + size]
                words = one.text[row[0].start() : row[-1].end()]
                if _is_phrase([token.group() for token in row], words, one.language):
                    key = tuple(one.stem(token.group()) for token in row)
                    counts.setdefault(key, Found(words=words)).at(one)
                    forms[key][words] += 1
    longer: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, made in counts.items():
        if made.count > 2:
            for size in range(2, len(key)):
                for at in range(len(key) - size + 1):
                    longer[key[at : at + size]].append(made.count)
    kept = {}
    for key, made in counts.items():
        nested = longer.get(key, [])
        worth = math.log2(len(key) + 1) * (made.count - (sum(nested) / len(nested) if nested else 0))
        if made.count > 2 and worth >= 2:
            made.words = forms[key].most_common(1)[0][0]
            made.score, made.why = math.log(1 + worth), "phrase that comes again"
            kept[made.words] = made
    return kept


def _is_phrase(words: Sequence[str], text: str, language: str) -> bool:
    if "  " in text or re.search(r"[^\w\s’'-]", text.translate(WITHOUT_MARKS)):
        return False
    large = words[:-1] if vocabulary(language).nouns else words
    if any(map(is_capital, large)):
        return False
    return all(is_content(word, language) for word in (words[0], words[-1])) and all(
        is_content(word, language) or word in JOINTS for word in words
    )


def _of_characters(corpus: Corpus) -> dict[str, Found]:
    """Return what comes again where no space ends a word: two to eight characters, whole as far as they come together."""
    counts: dict[str, Found] = {}
    for one in corpus.paragraphs:
        empty = vocabulary(one.language).empty
        for match in WORD.finditer(one.text) if one.joined else ():
            spans = ((at, at + size) for at in range(*match.span()) for size in range(2, _CHARACTERS + 1))
            for start, end in spans:
                words = one.text[start:end]
                if end <= match.end() and empty.isdisjoint(words):
                    counts.setdefault(words, Found(words=words)).at(one)
    kept = {words: made for words, made in counts.items() if made.count >= _OFTEN}
    inner = {
        words[a:b] for words in kept for a, b in combinations(range(len(words) + 1), 2)
        if b - a < len(words) and words[a:b] in kept and kept[words[a:b]].count < kept[words].count + 2
    }  # fmt: skip
    for made in kept.values():
        made.score, made.why = math.log(1 + made.count * math.log2(len(made.words))), "characters that come again"
    return {words: made for words, made in kept.items() if words not in inner}


def glosses(corpus: Corpus) -> Iterator[Suggestion]:
    """Yield abbreviations that a text neither explains nor the glossary has."""
    known = Lexicon(corpus.edition.apparatus.terms)
    explained = corpus.expansions
    for made in _abbreviations(corpus, explained).values():
        if made.short or made.words in corpus.bracketed or known_form(made.words, known):
            continue
        told = [one for one in corpus.edition.told if re.search(rf"(?<!\w){re.escape(made.words)}(?!\w)", one.prose.text)]
        evidence = [f"no words for '{made.words}' stand in brackets beside it", made.evidence]
        if told:
            evidence.append(f"your own words use it: {told[0].prose.place.file}:{told[0].prose.place.line}")
        evidence.append(f"category: {_category(made)[1]}")
        entry = {
            "id": _id(made.words), "headword": made.words, "category": _category(made)[0],
            "forms": [made.words], "definition": TO_WRITE, "basis": "texts",
        }  # fmt: skip
        yield Suggestion(
            what=What.GLOSSES, score=made.score + min(2, len(told)), file=GLOSSARY, key="terms", entry=entry,
            evidence=tuple(evidence),
        )  # fmt: skip
