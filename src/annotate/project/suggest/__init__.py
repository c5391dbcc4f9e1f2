"""Candidates for an editor to take or leave: ranked, with their evidence, as YAML to paste.

Nothing here decides anything. Everything is counted from the edition's own texts with the
standard library and Snowball's stemmers; no model is loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from annotate.edition import Edition
from annotate.project._base import quoted
from annotate.project.suggest._base import Corpus, Suggestion, What
from annotate.project.suggest.forms import aliases
from annotate.project.suggest.furniture import page_furniture
from annotate.project.suggest.links import contradictions, links
from annotate.project.suggest.words import glosses, terms

__all__ = ["Suggestion", "What", "as_yaml", "suggest"]

_HEADS = {
    What.TERMS: "Terms that the glossary does not have. Write the glosses; drop what is no term.",
    What.ALIASES: "Forms that entries lack. Each entry stands for the one it names, whole, with new forms.",
    What.LINKS: "Paragraphs that speak of the same thing. Choose the relation, and say what to notice.",
    What.CONTRADICTIONS: "Other numbers for what may be the same quantity. Look at both places first.",
    What.GLOSSES: "Abbreviations without words in brackets beside them.",
    What.FURNITURE: "Lines that may be the web page's and not the author's.",
}


def suggest(
    edition: Edition, glossary: str = "", kinds: Collection[What] = tuple(What), limit: int = 10
) -> tuple[Suggestion, ...]:
    """Return the best suggestions of each kind, best first; `glossary` is its file as it is written."""
    corpus = Corpus(edition)
    made: Mapping[What, Iterable[Suggestion]] = {
        What.TERMS: terms(corpus),
        What.ALIASES: aliases(corpus, glossary),
        What.LINKS: links(corpus),
        What.CONTRADICTIONS: contradictions(corpus),
        What.GLOSSES: glosses(corpus),
        What.FURNITURE: page_furniture(edition),
    }
    chosen: list[Suggestion] = []
    for what in What:
        if what in kinds:
            ranked = sorted(made[what], key=lambda one: (-one.score, one.file, one.evidence))
            chosen += ranked[:limit]
    return tuple(replace(one, listed=_has_list(edition, one)) for one in _each_id_once(chosen, edition))


def _has_list(edition: Edition, one: Suggestion) -> bool:
    if one.key == "omissions":
        return any(
            text.reading.establishment.omissions
            for text in edition.texts
            if text.reading.establishment.place.file == one.file
        )
    return bool(edition.apparatus.terms if one.key == "terms" else edition.apparatus.cross_notes)


def _each_id_once(chosen: Sequence[Suggestion], edition: Edition) -> Iterator[Suggestion]:
    apparatus = edition.apparatus
    taken = {one.id for one in apparatus.terms}
    taken |= {one.id for one in apparatus.notes} | {one.id for one in apparatus.cross_notes}
    for one in chosen:
        if isinstance(one.entry, str) or "id" not in one.entry:
            yield one
            continue
        name = unique = str(one.entry["id"])
        number = 2
        while unique in taken:
            unique, number = f"{name}-{number}", number + 1
        taken.add(unique)
        yield replace(one, entry={**one.entry, "id": unique})


def as_yaml(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield a block of YAML for each file: below its list's key, each kind below its head, entries below evidence.

    The key stands in a comment when the file has the list: the block is then appended as it is.
    Entries that take the place of others are a block of their own.
    """
    ordered = sorted(suggestions, key=lambda one: (_of_block(one), list(What).index(one.what)))
    for (replacing, file, key, listed), block in groupby(ordered, key=_of_block):
        rows = [f"# ---- {file}{', each in the place of the entry it names' if replacing else ''}"]
        rows.append(
            f"# below the list {key}: that the file has" if listed and not replacing else f"{'# ' * replacing}{key}:"
        )
        for what, group in groupby(block, key=lambda one: one.what):
            rows.append(f"  # {_HEADS[what]}")
            for one in group:
                rows += [f"  # {line}" for line in _comments(one)]
                rows.append(one.entry if isinstance(one.entry, str) else _entry(one.entry))
        yield "\n".join(rows) + "\n"


def _of_block(one: Suggestion) -> tuple[bool, str, str, bool]:
    return isinstance(one.entry, str), one.file, one.key, one.listed


def _comments(one: Suggestion) -> Iterator[str]:
    first, *rest = one.evidence
    yield f"{one.score:.2f}: {_line(first)}"
    yield from (f"      {_line(words)}" for words in rest)


def _line(words: str) -> str:
    return " ".join(words.split())


def _entry(entry: Mapping[str, object]) -> str:
    rows = []
    for key, value in entry.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows.append(f"{key}:")
            rows += [f"  - {{reading: {one['reading']}, exact: {quoted(one['exact'])}}}" for one in value]
        elif isinstance(value, list):
            rows.append(f"{key}: [{', '.join(quoted(one) for one in value)}]")
        else:
            rows.append(f"{key}: {value if key in ('id', 'category', 'relation', 'kind', 'basis') else quoted(str(value))}")
    return "\n".join([f"  - {rows[0]}", *(f"    {row}" for row in rows[1:])])
