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

from annotate.project._base import furniture, latin_id
from annotate.project.suggest._base import (
    FUNCTION_WORDS,
    GLOSSARY,
    JOINTS,
    WORD,
    Corpus,
    Paragraph,
    Suggestion,
    What,
    is_capital,
    is_content,
    known_form,
)
from annotate.terms import Lexicon

_SHORT = re.compile(r"(?<!\w)[A-ZА-ЯԱ-Ֆ][A-ZА-ЯԱ-Ֆ0-9&]{1,8}(?!\w)")
_OPENING = re.compile(r"(?:^|[.!?:…]\s*[“\"‘(]?|[“\"‘(])\s*$")
_LONGEST = 4
_SMALL = 100
"""Up to so many paragraphs a name is worth a look that stands but once."""
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3}|C{1,3})(?:IX|IV|V?I{0,3})")
_NUMBERED = re.compile(r" (?:[IVXLCDM]+|\d{1,3})(?!\w)")
_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday""".split()
)
_ADJECTIVE = re.compile(r".{3,}(?:ern|ian|ean|ish|ese)")
_BODIES = frozenset(
    """academy administration agency alliance army assembly association authority bank board bureau cabinet church
    club commission committee company congress corporation council court department federation foundation fund group
    institute league ministry movement office organisation organization parliament party police senate service society
    staff treaty union university works""".split()
)
_LANDS = frozenset(
    """avenue bay bridge cape city coast county desert district empire forest gulf harbour island islands kingdom lake
    mountain mountains ocean peninsula port province region republic river sea square state states strait street town
    valley village""".split()
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord|Captain|President|Minister|General|Colonel|King|Queen|Prince|Professor|Father|Saint)\.? $"
)
_SPEAKS = re.compile(
    r"(?:,? who)? (?:said|says|wrote|writes|told|asked|argued|argues|replied|added|warned|claimed|resigned|was born|died)\b"
)
_AT_PLACE = re.compile(r"\b(?:in|at|near|from|into|across|towards?|outside|inside|around)(?: the)? $", re.IGNORECASE)
TO_WRITE = "TODO: write a gloss."


@dataclass(slots=True)
class Found:
    """A candidate: how often and where it stands, and what else is known of it."""

    words: str
    count: int = 0
    places: list[str] = field(default_factory=list)
    readings: set[str] = field(default_factory=set)
    short: str = ""
    score: float = 0.0
    why: str = ""
    signs: Counter[str] = field(default_factory=Counter)

    def at(self, one: Paragraph, start: int = -1, end: int = -1) -> None:
        """Note one occurrence, and what stands beside it where its place is given."""
        self.count += 1
        if start >= 0:
            before, after = one.text[max(0, start - 30) : start], one.text[end : end + 30]
            self.signs["person"] += bool(_TITLED.search(before) or _SPEAKS.match(after))
            self.signs["place"] += bool(_AT_PLACE.search(before))
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
    own = [word.casefold() for word in WORD.findall(one.words)]
    for category, heads in (("organisation", _BODIES), ("place", _LANDS)):
        if is_capital(one.words) and (named := heads.intersection(own)):
            return category, f"{category}, for it is called '{min(named)}'"
    if one.short or _SHORT.fullmatch(one.words):
        return "organisation", "a stand-in; most abbreviations are bodies, and nothing tells of this one"
    for category, told in (
        ("person", "a title stands before it, or it speaks,"),
        ("place", "'in' or the like stands before it"),
    ):
        if one.signs[category] > 1 or 3 * one.signs[category] > one.count:
            return category, f"{category}, for {told} {one.signs[category]} of {one.count} times"
    return "concept", "a stand-in; nothing in the texts tells what it is"


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
            if _SHORT.fullmatch(words) or not any(map(is_content, words.split())):
                continue
            found.setdefault(words, Found(words=words)).at(one, start, end)
            sure[words] += not opening
    few_words = len(corpus.paragraphs) <= _SMALL
    often = {words for words, made in found.items() if made.count > 1 or few_words or " " in words}
    kept = {
        words: found[words]
        for words in found
        if words in often and sure[words] and not _is_plain(found[words], sure, corpus)
    }
    for made in kept.values():
        few = 1.0 if len(made.readings) < len(corpus.edition.texts) else 0.5
        made.score = few * (1 + math.log(1 + made.count)) * (1.3 if " " in made.words else 1.0)
        made.why = "name" + (", in few texts" if few == 1.0 else "")
    return kept


def _is_plain(made: Found, sure: Mapping[str, int], corpus: Corpus) -> bool:
    """Return whether one word is no name: of the calendar, an adjective, or as often written small."""
    if " " in made.words:
        return False
    if made.words.casefold() in _CALENDAR or corpus.small[made.words.lower()] >= sure[made.words]:
        return True
    return bool(_ADJECTIVE.fullmatch(made.words)) and 2 * made.signs["before a noun"] > made.count


def _runs_of_capitals(one: Paragraph) -> Iterator[tuple[int, int, bool]]:
    if one.language.startswith("de"):
        return  # every noun is large there
    tokens = list(WORD.finditer(one.text))
    at = 0
    while at < len(tokens):
        last = at
        if not is_capital(tokens[at].group()):
            at += 1
            continue
        opening = bool(_OPENING.search(one.text[: tokens[at].start()]))
        if opening and tokens[at].group().casefold() in FUNCTION_WORDS:
            at += 1
            continue
        while last + 1 < len(tokens) and one.text[tokens[last].end() : tokens[last + 1].start()] == " ":
            if re.search(r"[’']s?$", tokens[last].group()):
                break
            follows = tokens[last + 1].group()
            joint = follows in JOINTS and last + 2 < len(tokens) and is_capital(tokens[last + 2].group())
            if not is_capital(follows) and not (joint and follows == "of"):
                break
            last += 1
        end = tokens[last].end()
        yield tokens[at].start(), end - len(re.search(r"(?:[’']s?)?$", one.text[:end]).group()), opening  # type: ignore[union-attr]
        at = last + 1


def _phrases(corpus: Corpus) -> dict[str, Found]:
    """Return runs of two to four small words that come again, weighed by length and frequency."""
    counts: dict[tuple[str, ...], Found] = {}
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for one in corpus.paragraphs:
        tokens = list(WORD.finditer(one.text))
        for size in range(2, _LONGEST + 1):
            for at in range(len(tokens) - size + 1):
                row = tokens[at : at + size]
                words = one.text[row[0].start() : row[-1].end()]
                if _is_phrase([token.group() for token in row], words):
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


def _is_phrase(words: Sequence[str], text: str) -> bool:
    if "  " in text or re.search(r"[^\w\s’'-]", text):
        return False
    if any(is_capital(word) for word in words):
        return False
    return all(is_content(word) for word in (words[0], words[-1])) and all(
        is_content(word) or word in JOINTS for word in words
    )


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
