"""What is fuzzed: functions of bytes, each of which may refuse its input but never break.

An input of more than one part has its parts behind lines of `=====`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from annotate.across import Across
from annotate.build import assemble
from annotate.diagnostics import Code, Diagnostic, as_github, as_json, as_text
from annotate.kinds import KINDS
from annotate.ledger import establish, reading_text
from annotate.load import establishment, exercises, glossary, notes
from annotate.load._base import Record
from annotate.model import Apparatus, Establishment, Publish
from annotate.myst import student_pages
from annotate.prose import references
from annotate.quote import Piece, fold, matches, propose, searchable
from annotate.source import SourceText, decode
from tests.support.myst import doctree, reading_words

CUT = re.compile(rb"\n?=====\n")
PLAIN = "id: t\nsiglum: T\ntitle: Supplied\n"


def parts(data: bytes, number: int) -> list[str]:
    """Return so many parts of an input as text; those that are lacking are empty."""
    found = CUT.split(data, maxsplit=number - 1)
    return [one.decode("utf-8", "replace") for one in (*found, *(b"",) * number)][:number]


def told(found: tuple[Diagnostic, ...], words: str = "") -> None:
    """Print findings in every form; each has a place that the file has."""
    lines = len(re.split(r"\r\n|\r|\n", words))
    for one in found:
        assert one.place.line >= 1 and one.place.column >= 1, one
        assert not words or one.place.line <= lines, one
    as_text(found), as_json(found), as_github(found)


def yaml(data: bytes) -> None:
    """Every loader of YAML: the first byte says which."""
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    words = data[1:].decode("utf-8", "replace")
    if kind.loader is establishment:
        found = establishment.load("f.yaml", words, "f.txt")[1]
    elif kind.loader is exercises:
        found = exercises.load("f.yaml", words, {}, assigned_keys=True)[1]
        told(exercises.load_keys("k.yaml", words)[1], words)
    else:
        found = kind.loader.load("f.yaml", words)[1]
    told(found, words)


def _source(words: str) -> SourceText | None:
    return decode("seeds/t.txt", words.encode())[0]


def _established(words: str) -> Establishment | None:
    by, found = establishment.load("seeds/t.yaml", PLAIN + words, "seeds/t.txt")
    told(found, PLAIN + words)
    return by


def ledger(data: bytes) -> None:
    """A source and how it is established: the segments tile it."""
    told_faults = decode("seeds/t.txt", data)[1]
    assert all(one.line >= 1 and one.column >= 1 for one in told_faults)
    words, yaml_words = parts(data, 2)
    source, by = _source(words), _established(yaml_words)
    if source is None or by is None:
        return
    reading, found = establish(source, by)
    told(found)
    at = 0
    for one in reading.segments:
        assert one.start == at < one.end, reading.segments
        at = one.end
    assert at == len(source.text)


def quotations(data: bytes) -> None:
    """A text, a quotation, and what stands beside it: what is found is what is asked for."""
    text, exact, prefix, suffix = parts(data, 4)
    index = searchable([Piece(text=text, start=0, end=len(text))])
    for start, end in matches(index, exact, prefix, suffix):
        assert fold(index.folded[start:end]) == fold(exact)
        first, last = index.source_span(start, end)
        assert fold(text[first:last]) == fold(exact)
    propose(index, exact)


def weaver(data: bytes) -> None:
    """A source with its establishment, terms and notes: the page reads back as the ledger's reading."""
    words, yaml_words, terms_words, notes_words = parts(data, 4)
    source, by = _source(words), _established(yaml_words)
    terms, found = glossary.load("docs/apparatus/glossary.yaml", terms_words)
    told(found, terms_words)
    marks, more = notes.load("docs/apparatus/notes.yaml", notes_words)
    told(more, notes_words)
    if source is None or by is None:
        return
    reading, problems = establish(source, by)
    edition, problems = assemble([(reading, source)], Apparatus(terms=terms, notes=marks), (), (), Across())
    told(problems)
    for page in student_pages(edition):
        if page.name == f"readings/{by.id}" and not by.title.printed:
            read, kept = reading_words(page.content), " ".join(reading_text(reading, source).split())
            assert read == kept or by.publish is not Publish.FULL, f"{read!r}\n{kept!r}\n{page.content}"
        elif len(data) % 16 == 0:  # docutils takes its time
            doctree(page.content)


def prose(data: bytes) -> None:
    """An editor's Markdown: the roles are found, whatever else it holds."""
    from annotate.diagnostics import whole_file
    from annotate.model import Prose

    words = data.decode("utf-8", "replace")
    for whole in (False, True):
        for one in references(Prose(text=words, place=whole_file("docs/x.md")), whole_file=whole):
            assert one.role


TARGETS: Mapping[str, Callable[[bytes], None]] = {one.__name__: one for one in (yaml, ledger, quotations, weaver, prose)}


def words() -> Iterator[str]:
    """Yield what a fuzzer may like to put together: keys, values and marks that mean something."""
    seen: set[int] = set()

    def keys(shape: object) -> Iterator[str]:
        if id(shape) in seen:
            return
        seen.add(id(shape))
        if isinstance(shape, Record):
            yield from (f"{key}: " for key in shape.keys)
        if isinstance(shape, Mapping):
            for value in shape.values():
                yield from keys(value)
        elif is_dataclass(shape) and not isinstance(shape, type):
            for field in fields(shape):
                yield from keys(getattr(shape, field.name))

    for kind in KINDS:
        yield from keys(kind.record)
        yield f"{kind.key}:\n  - "
    yield from ("\n=====\n", "{gloss}`", "{reading:quote}`", "{reading:par}`t:1`", "lines: \"1-2\"", "omissions:\n  - ",
                "exact: ", "kind: ", "reason: ", "\\", "`", "~~~", ":::", "```{", "%", "+++", "&a", "*a", "!!x")  # fmt: skip
    yield from (code.slug for code in list(Code)[:3])
