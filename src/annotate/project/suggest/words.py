"""Terms, their aliases, and abbreviations that nothing explains.

Abbreviations are paired with the words before them by their letters (Schwartz and Hearst's
method); phrases are weighed by length and frequency, what stands only inside longer ones
discounted (the C-value of Frantzi and Ananiadou).
"""

from __future__ import annotations

import math
import re
import unicodedata
from calendar import month_name
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotate.marked import Items, Pairs, Scalar, read_yaml
from annotate.model import Term
from annotate.project._base import quoted
from annotate.project.suggest._base import (
    FUNCTION_WORDS,
    WORD,
    Corpus,
    Paragraph,
    Suggestion,
    What,
    is_content,
)
from annotate.source import line_starts
from annotate.terms import Lexicon

GLOSSARY = "docs/apparatus/glossary.yaml"
_SHORT = re.compile(r"(?<!\w)[A-ZА-ЯԱ-Ֆ][A-ZА-ЯԱ-Ֆ0-9&]{1,8}(?!\w)")
_BRACKETED = re.compile(r"\((?:the )?[“\"‘]?(?P<short>[^\W\d_][\w&.-]{1,9})[”\"’]?\)")
_CAPITAL = re.compile(r"[^\W\da-z_][\w’-]*")
_JOINTS = frozenset("of the and for de la le du des von van der al y e".split())
_OPENING = re.compile(r"(?:^|[.!?:…]\s*[“\"‘(]?|[“\"‘(])\s*$")
_LONGEST = 4
_SMALL = 100
"""Up to so many paragraphs a name is worth a look that stands but once."""


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

    def at(self, one: Paragraph) -> None:
        """Note one occurrence."""
        self.count += 1
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


def expansions(corpus: Corpus) -> dict[str, str]:
    """Return the abbreviations that a text explains in brackets, with the words they stand for."""
    found: dict[str, str] = {}
    for one in corpus.paragraphs:
        for match in _BRACKETED.finditer(one.text):
            long = _long_form(match["short"], one.text[: match.start()].rstrip())
            if long:
                found.setdefault(match["short"], long)
    return found


def _long_form(short: str, before: str) -> str:
    """Return the last words of a text whose letters spell an abbreviation, or nothing."""
    letters = [letter.casefold() for letter in short if letter.isalnum()]
    if sum(letter.isupper() for letter in short) < 2:
        return ""
    words = [match.span() for match in WORD.finditer(before)][-(2 * len(letters) + 3) :]
    for count in range(len(words), 0, -1):
        start, end = words[-count]
        if before[start:end].casefold() in FUNCTION_WORDS:
            continue
        initials = [before[a].casefold() for a, b in words[-count:] if before[a:b].casefold() not in _JOINTS]
        parts = [part[0].casefold() for a, b in words[-count:] for part in before[a:b].split("-") if part and part.casefold() not in _JOINTS]
        if letters in (initials, parts):
            return before[start:]
    return ""


def terms(corpus: Corpus) -> Iterator[Suggestion]:
    """Yield candidates for the glossary that it does not have yet."""
    known = Lexicon(corpus.edition.apparatus.terms)
    explained = expansions(corpus)
    short = {words: made for words, made in _abbreviations(corpus, explained).items() if made.short}
    found = {**_phrases(corpus), **_names(corpus), **short}
    whole = {short.casefold() for short in explained}
    for one in found.values():
        if _ends_known(one.words, known) or (one.short and _known(one.short, known)):
            continue
        if not one.short and one.words.casefold() in whole:
            continue
        forms = [form for form in (one.words, one.short) if form]
        entry = {
            "id": _id(one.short or one.words),
            "headword": one.words,
            "category": _category(one, corpus),
            "forms": forms,
            "definition": "Write a gloss here.",
        }
        yield Suggestion(
            what=What.TERMS, score=one.score, file=GLOSSARY, key="terms", entry=entry,
            evidence=(one.why, one.evidence),
        )  # fmt: skip


def _known(words: str, known: Lexicon) -> bool:
    return any(start == 0 and end >= len(words) for start, end, _ in known.find(words))


def _ends_known(words: str, known: Lexicon) -> bool:
    """Return whether words are a known form, or a title or the like before one."""
    return any(end >= len(words) for _, end, _ in known.find(words))


def _category(one: Found, corpus: Corpus) -> str:
    if one.short or _SHORT.fullmatch(one.words):
        return "organisation"
    return "concept" if one.why.startswith("phrase") else "place" if " " not in one.words else "person"


def _id(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made if made and made[0].isalpha() else f"term-{made}".strip("-")


def _abbreviations(corpus: Corpus, explained: dict[str, str]) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for one in corpus.paragraphs:
        shouted = sum(map(str.isupper, one.text)) > len(one.text) / 2
        for match in () if shouted else _SHORT.finditer(one.text):
            short = match.group()
            words = explained.get(short, "")
            made = found.setdefault(words or short, Found(words=words or short, short=short if words else ""))
            made.at(one)
    for made in found.values():
        made.score = 3 + math.log(1 + made.count) + (1 if made.short else 0)
        made.why = f"abbreviation, explained in the text as {made.words}" if made.short else "abbreviation"
    return found


def _names(corpus: Corpus) -> dict[str, Found]:
    """Return runs of capitalised words; a single word only when it also stands within a sentence."""
    found: dict[str, Found] = {}
    sure: set[str] = set()
    for one in corpus.paragraphs:
        for start, end, opening in _runs_of_capitals(one):
            words = one.text[start:end]
            if _SHORT.fullmatch(words) or words in month_name or not any(map(is_content, words.split())):
                continue
            found.setdefault(words, Found(words=words)).at(one)
            if not opening:
                sure.add(words)
    few_words = len(corpus.paragraphs) <= _SMALL
    kept = {words: made for words, made in found.items() if words in sure and (made.count > 1 or few_words or " " in words)}
    for made in kept.values():
        few = 1.0 if len(made.readings) < len(corpus.edition.texts) else 0.5
        made.score = few * (1 + math.log(1 + made.count)) * (1.3 if " " in made.words else 1.0)
        made.why = "name" + (", in few texts" if few == 1.0 else "")
    return kept


def _runs_of_capitals(one: Paragraph) -> Iterator[tuple[int, int, bool]]:
    if one.language.startswith("de"):
        return  # every noun is large there
    tokens = list(WORD.finditer(one.text))
    at = 0
    while at < len(tokens):
        last = at
        if not _CAPITAL.fullmatch(tokens[at].group()):
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
            joint = follows in _JOINTS and last + 2 < len(tokens) and _CAPITAL.fullmatch(tokens[last + 2].group())
            if not _CAPITAL.fullmatch(follows) and not (joint and follows == "of"):
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
    if any(_CAPITAL.fullmatch(word) for word in words):
        return False
    return all(is_content(word) for word in (words[0], words[-1])) and all(
        is_content(word) or word in _JOINTS for word in words
    )


def aliases(corpus: Corpus, glossary: str) -> Iterator[Suggestion]:
    """Yield forms that entries of the glossary lack; `glossary` is its file, as it is written."""
    explained = expansions(corpus)
    entries = _written(glossary)
    for term in corpus.edition.apparatus.terms:
        forms = {form.text for form in term.forms}
        new: dict[str, str] = {}
        for short, long in explained.items():
            for one, other in ((short, long), (long, short)):
                if one in forms and not _covered(other, forms, corpus):
                    new[other] = f"'{one}' is explained as '{other}' in a text"
        new |= _spellings(term, forms, corpus)
        if new and term.id in entries:
            yield Suggestion(
                what=What.ALIASES,
                score=2.0 + len(new),
                file=GLOSSARY,
                key="terms",
                entry=_with_forms(glossary, entries[term.id], [*(form.text for form in term.forms), *new]),
                evidence=(f"in place of the entry '{term.id}' in line {term.place.line}", *new.values()),
            )


def _covered(words: str, forms: set[str], corpus: Corpus) -> bool:
    return words in forms or any(_known(words, Lexicon((term,))) for term in corpus.edition.apparatus.terms)


def _spellings(term: Term, forms: set[str], corpus: Corpus) -> dict[str, str]:
    """Return words of the texts that differ from a form in case, hyphens, accents or quotation marks only."""
    new = {}
    plain = {_plain(form): form for form in forms if len(form) > 4}
    for shape, form in plain.items():
        pattern = r"(?<!\w)" + r"[\s‑-]?".join(map(re.escape, shape.split(" "))) + r"(?!\w)"
        for folded in corpus.folded.values():
            bare = _plain(folded, keep=True)
            if len(bare) != len(folded):
                continue
            for match in re.finditer(pattern, bare):
                words = folded[match.start() : match.end()]
                if not _covered(words, forms, corpus) and words not in new:
                    new[words] = f"'{words}' is '{form}' in another spelling"
    return new


def _plain(words: str, *, keep: bool = False) -> str:
    """Return words without case and accents; without hyphens too, unless their length is kept."""
    plain = "".join(
        each if len(each) == 1 else each[0]
        for each in (unicodedata.normalize("NFD", one.lower()) or one for one in words)
    )
    return plain if keep else re.sub(r"[\s‑-]+", " ", plain)


def _written(glossary: str) -> dict[str, Pairs]:
    node, _ = read_yaml(GLOSSARY, glossary)
    lists = [value for key, value in node.pairs if key.value == "terms"] if isinstance(node, Pairs) else []
    items = lists[0].items if lists and isinstance(lists[0], Items) else ()
    entries = {}
    for one in items:
        if isinstance(one, Pairs):
            name = next((value for key, value in one.pairs if key.value == "id"), None)
            if isinstance(name, Scalar):
                entries[name.value] = one
    return entries


def _with_forms(text: str, entry: Pairs, forms: Sequence[str]) -> str:
    """Return an entry as it is written, as an item of a list, its forms replaced."""
    starts = line_starts(text)

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + column - 1

    begin = offset(entry.place.line, entry.place.column)
    end = offset(entry.place.end_line, entry.place.end_column)
    value = next(value for key, value in entry.pairs if key.value == "forms")
    first, last = offset(value.place.line, value.place.column), offset(value.place.end_line, value.place.end_column)
    behind = text[first:last][len(text[first:last].rstrip()) :]
    written = text[begin:first] + f"[{', '.join(quoted(form) for form in forms)}]" + behind + text[last:end]
    lines = [line for line in written.splitlines() if not line.lstrip().startswith("#")]
    while lines and not lines[-1].strip():
        lines.pop()
    indent = " " * (entry.place.column - 1)
    rows = [line.removeprefix(indent) for line in lines]
    return "\n".join([f"  - {rows[0]}", *(f"    {row}" if row else "" for row in rows[1:])])


def glosses(corpus: Corpus) -> Iterator[Suggestion]:
    """Yield abbreviations that a text neither explains nor the glossary has."""
    known = Lexicon(corpus.edition.apparatus.terms)
    explained = expansions(corpus)
    for made in _abbreviations(corpus, explained).values():
        if made.short or _known(made.words, known):
            continue
        told = [one for one in corpus.edition.told if re.search(rf"(?<!\w){re.escape(made.words)}(?!\w)", one.prose.text)]
        evidence = [f"no text explains '{made.words}'", made.evidence]
        if told:
            evidence.append(f"your own words use it: {told[0].prose.place.file}:{told[0].prose.place.line}")
        entry = {
            "id": _id(made.words), "headword": made.words, "category": "organisation",
            "forms": [made.words], "definition": "Write a gloss here.",
        }  # fmt: skip
        yield Suggestion(
            what=What.GLOSSES, score=made.score + min(2, len(told)), file=GLOSSARY, key="terms", entry=entry,
            evidence=tuple(evidence),
        )  # fmt: skip
