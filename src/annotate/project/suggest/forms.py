"""Forms that entries of the glossary lack: what abbreviates them, and other spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from annotate.marked import Items, Pairs, Scalar, read_yaml
from annotate.model import Term
from annotate.project._base import quoted
from annotate.project.suggest._base import GLOSSARY, Corpus, Suggestion, What, known_form
from annotate.source import line_starts
from annotate.terms import Lexicon

_SPELLED = (
    re.compile(r"(?<=\w\w)i[sz](?=e|ation|ing)"),
    re.compile(r"(?<=[bdlnpv])ou?r(?=s?$|ed|ing|able|hood|ite|less|man|men|y$)"),
    re.compile(r"(?<=[bt])(?:re|er)(?=s?$)"),
    re.compile(r"(?<=en)[cs](?=es?$)"),
    re.compile(r"(?<=[aeio])ll?(?=ed$|ing$|ers?$)"),
)
_OTHER = {"is": "iz", "iz": "is", "our": "or", "or": "our", "re": "er", "er": "re", "c": "s", "s": "c", "l": "ll", "ll": "l"}


def aliases(corpus: Corpus, glossary: str) -> Iterator[Suggestion]:
    """Yield forms that entries of the glossary lack; `glossary` is its file, as it is written."""
    entries = _written(glossary)
    for term in corpus.edition.apparatus.terms:
        forms = {form.text for form in term.forms}
        new: dict[str, str] = {}
        for short, long in corpus.expansions.items():
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
    return words in forms or any(known_form(words, Lexicon((term,))) for term in corpus.edition.apparatus.terms)


def _spellings(term: Term, forms: set[str], corpus: Corpus) -> dict[str, str]:
    """Return words of the texts that differ from a form in case, hyphens, accents or British and American spelling only."""
    new: dict[str, str] = {}
    english = any(one.language.partition("-")[0] == "en" for one in corpus.paragraphs)
    plain = {_plain(form): form for form in forms if len(form) > 4}
    for shape, form in plain.items():
        words_of = [_either(word) if english else re.escape(word) for word in shape.split(" ")]
        pattern = r"(?<!\w)" + r"[\s‑-]?".join(words_of) + r"(?!\w)"
        for folded in corpus.folded.values():
            bare = _plain(folded, keep=True)
            if len(bare) != len(folded):
                continue
            for match in re.finditer(pattern, bare):
                words = folded[match.start() : match.end()]
                if not _covered(words, forms, corpus) and words not in new:
                    new[words] = f"'{words}' is '{form}' in another spelling"
    return new


def _either(word: str) -> str:
    """Return a pattern for a word as it is spelled in Britain and in America: organise, colour, centre, defence."""
    pattern = re.escape(word)
    for both in _SPELLED:
        pattern = both.sub(lambda found: f"(?:{found.group()}|{_OTHER[found.group()]})", pattern)
    return pattern


def _plain(words: str, *, keep: bool = False) -> str:
    """Return words without case and accents; without hyphens too, unless their length is kept."""
    plain = "".join(
        each if len(each) == 1 else each[0] for each in (unicodedata.normalize("NFD", one.lower()) or one for one in words)
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
