"""The project's YAML, kind by kind: a good file, and every finding with its place and hint."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate import load
from annotate.diagnostics import Code, Diagnostic
from annotate.load import (
    claims,
    cross_notes,
    establishment,
    events,
    figures,
    glossary,
    notes,
    questions,
    settings,
    sources,
    words,
)
from annotate.load._base import SELECTOR, ListOf, OneOf, Record, Shape, Text, TextOr
from annotate.model import (
    BlockKind,
    Bloom,
    Category,
    Layout,
    LineRange,
    MarkPolicy,
    NoteKind,
    OmissionKind,
    Publish,
    QuestionKind,
    QuoteRange,
    Relation,
    Selector,
    Settings,
    SourceKind,
)

ESTABLISHMENT = """\
id: evn
siglum: EVN
title: {text: The Title, printed: true, basis: line 1}
author: {name: N. K., basis: the byline}
outlet: The Outlet
date: {text: October 2023, earliest: "2023-10-23", latest: ~}
genre: report
language: hy
url: https://example.org/
publish: excerpt
rights: "© The Outlet"
received: As a file.
about: >-
  A report
  on October.
unknown: [The day., The headline.]
print-sic: true
omissions:
  - {exact: Share it, prefix: "! ", suffix: " now", kind: interface-text, reason: a button}
  - {first: Stay Ahead, last: inbox., kind: advertisement, reason: an advertisement}
  - {lines: 20-21, check: Read more, kind: teaser, reason: a teaser}
  - {lines: 30, check: Photo, kind: picture-credit, reason: a credit}
emendations:
  - {exact: teh, replacement: the, reason: transposed}
  - {exact: for Armenia’ pivot, sic: true, reason: missing letter, expected: Armenia’s}
structure:
  layout: wrapped
  blocks:
    - {exact: By N. K., as: byline}
    - {first: Roses, last: blue, as: verse}
    - {lines: 3-4, check: Part One, as: heading, level: 2, join: true}
  figures:
    - {after: as the chart shows., text: A chart.}
"""
TERM = "{id: t, headword: T, category: person, forms: [T], definition: D.}"
NOTE = "{id: n, kind: textual, at: {reading: r, exact: x}, text: T.}"
CROSS = "{id: c, relation: qualifies, topic: T, passages: [{reading: r, exact: x}], notice: N.}"
QUESTION = "{id: q, readings: [r], kind: sourcing, bloom: apply, dok: 2, prompt: P?}"
SOURCE = "{id: s_1, label: L, url: https://x.org, kind: press}"
TERMS, NOTES, CROSSES = f"terms:\n  - {TERM}", f"notes:\n  - {NOTE}", f"cross-notes:\n  - {CROSS}"
QUESTIONS, SOURCES = f"questions:\n  - {QUESTION}", f"sources:\n  - {SOURCE}"


def establish(file: str, text: str) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Load an establishment as the other kinds are loaded."""
    return establishment.load(file, text, "seeds/evn.txt")


LOADERS: dict[str, Callable[[str, str], tuple[Any, tuple[Diagnostic, ...]]]] = {
    "establishment": establish,
    "glossary": glossary.load,
    "notes": notes.load,
    "cross-notes": cross_notes.load,
    "questions": questions.load,
    "sources": sources.load,
    "settings": settings.load,
    "events": events.load,
    "figures": figures.load,
    "claims": claims.load,
    "words": words.load,
}


# ---- good files ---------------------------------------------------------------------------


def test_a_full_establishment() -> None:
    made, found = establish("seeds/evn.yaml", ESTABLISHMENT)
    assert not found
    assert (made.id, made.siglum, made.source_path) == ("evn", "EVN", "seeds/evn.txt")
    assert (made.title.text, made.title.printed, made.title.basis) == ("The Title", True, "line 1")
    assert (made.title.place.line, made.title.place.column) == (3, 15)
    assert (made.author.value, made.author.basis) == ("N. K.", "the byline")
    assert (made.outlet.value, made.outlet.basis) == ("The Outlet", "")
    assert (made.date.text, made.date.earliest, made.date.latest) == ("October 2023", "2023-10-23", "")
    assert (made.genre, made.language, made.publish) == ("report", "hy", Publish.EXCERPT)
    assert made.about.text == "A report on October." and made.about.place.line == 13
    assert made.unknown == ("The day.", "The headline.")
    assert made.print_sic is True
    assert made.layout is Layout.WRAPPED
    assert made.place.line == 1


def test_the_parts_of_an_establishment() -> None:
    made, _ = establish("seeds/evn.yaml", ESTABLISHMENT)
    share, stay, more, photo = made.omissions
    assert isinstance(share.where, Selector)
    assert (share.where.prefix, share.where.exact, share.where.suffix) == ("! ", "Share it", " now")
    assert (share.where.reading, share.kind, share.reason) == ("evn", OmissionKind.INTERFACE_TEXT, "a button")
    assert (share.where.place.line, share.where.place.column) == (19, 13)
    assert isinstance(stay.where, QuoteRange)
    assert (stay.where.first.exact, stay.where.last.exact) == ("Stay Ahead", "inbox.")
    assert isinstance(more.where, LineRange)
    assert (more.where.first, more.where.last, more.where.check) == (20, 21, "Read more")
    assert (photo.where.first, photo.where.last) == (30, 30)
    emended, slip = made.emendations
    assert (emended.replacement, emended.sic) == ("the", False)
    assert (slip.replacement, slip.sic, slip.expected) == (None, True, "Armenia’s")
    assert [one.kind for one in made.overrides] == [BlockKind.BYLINE, BlockKind.VERSE, BlockKind.HEADING]
    assert [(one.level, one.join) for one in made.overrides] == [(1, False), (1, False), (2, True)]
    (figure,) = made.figures
    assert (figure.after.exact, figure.text) == ("as the chart shows.", "A chart.")


def test_the_least_establishment_has_defaults() -> None:
    made, found = establish("seeds/t.yaml", "id: t\nsiglum: T\ntitle: Bare\ndate: undated\n")
    assert not found
    assert (made.title.text, made.title.printed, made.date.text) == ("Bare", False, "undated")
    assert (made.language, made.publish, made.layout, made.print_sic) == ("en", Publish.FULL, None, False)
    assert (made.author.value, made.url, made.about, made.omissions) == ("", "", None, ())


def test_a_glossary() -> None:
    text = (
        "terms:\n"
        "  - id: csto\n    headword: CSTO\n    category: organisation\n"
        "    forms: [CSTO, {text: the alliance, case: ignore}]\n"
        "    definition: An alliance.\n    naming: Also OTSC.\n"
        "    pronunciation: {text: sees-toe, source: s_1}\n    language: ru\n"
        "    sources: [s_1]\n    see: [cis]\n"
        "  - {id: cis, headword: CIS, category: reading-aid, forms: [CIS], definition: D., basis: texts}\n"
    )
    (csto, cis), found = glossary.load("g.yaml", text)
    assert not found
    assert [(form.text, form.fold) for form in csto.forms] == [("CSTO", False), ("the alliance", True)]
    assert [(form.place.line, form.place.column) for form in csto.forms] == [(5, 13), (5, 20)]
    assert (csto.category, csto.definition.text) == (Category.ORGANISATION, "An alliance.")
    assert csto.naming is not None and csto.naming.text == "Also OTSC."
    assert csto.pronunciation is not None and csto.pronunciation.source == "s_1"
    assert (csto.language, csto.sources, csto.see, csto.from_texts) == ("ru", ("s_1",), ("cis",), False)
    assert (cis.from_texts, cis.naming, cis.pronunciation, cis.sources) == (True, None, None, ())
    assert (csto.place.line, cis.place.line) == (2, 12)


def test_notes() -> None:
    text = (
        "notes:\n"
        "  - id: one\n    kind: explanatory\n"
        "    at: {reading: evn, exact: the words, prefix: 'a ', suffix: ' b', from: omitted}\n"
        "    text: |\n      First.\n\n      Second.\n    sources: [s]\n"
        "    contested: {sides: [armenia, russia], lacking: None was seen.}\n"
        f"  - {NOTE}\n"
    )
    (one, two), found = notes.load("n.yaml", text)
    assert not found
    assert (one.kind, one.text.text, one.sources) == (NoteKind.EXPLANATORY, "First.\n\nSecond.", ("s",))
    assert (one.at.reading, one.at.exact, one.at.prefix, one.at.suffix) == ("evn", "the words", "a ", " b")
    assert one.at.omitted is True and two.at.omitted is False
    assert one.contested is not None and one.contested.sides == ("armenia", "russia")
    assert one.contested.lacking == "None was seen." and one.contested.place.line == 10
    assert two.contested is None


def test_cross_notes_questions_sources_and_settings() -> None:
    (cross,), found = cross_notes.load("c.yaml", f"cross-notes: [{CROSS}]")
    assert not found
    assert (cross.relation, cross.passages[0].exact) == (Relation.QUALIFIES, "x")
    (question,), found = questions.load("q.yaml", f"questions: [{QUESTION}]")
    assert not found
    assert (question.kind, question.bloom, question.dok) == (QuestionKind.SOURCING, Bloom.APPLY, 2)
    assert (question.readings, question.passages, question.teacher) == (("r",), (), None)
    (plain, sided), found = sources.load("s.yaml", f"sources: [{SOURCE}, {SOURCE[:-1]}, side: none}}]")
    assert not found
    assert (plain.id, plain.kind, plain.side, sided.side) == ("s_1", SourceKind.PRESS, "", "")
    made, found = settings.load("e.yaml", "title: T\nmark: all\nbudget: 7.5\nmade-by: us\nsides: [a, b]\n")
    assert not found
    assert (made.title, made.mark, made.budget, made.made_by) == ("T", MarkPolicy.ALL, 7.5, "us")
    assert made.sides == ("a", "b") and made.place is not None


@pytest.mark.parametrize("kind", ["glossary", "notes", "cross-notes", "questions", "sources", "claims", "words"])
@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_of_a_list_holds_nothing(kind: str, text: str) -> None:
    assert LOADERS[kind]("f.yaml", text) == ((), ())


def test_empty_settings_are_the_defaults() -> None:
    assert settings.load("e.yaml", "") == (Settings(), ())


# ---- bad files ----------------------------------------------------------------------------

HEAD = "id: t\nsiglum: T\ntitle: X\n"
OMISSIONS, EMENDATIONS = f"{HEAD}omissions:\n  - ", f"{HEAD}emendations:\n  - "
BLOCKS, FIGURES = f"{HEAD}structure:\n  blocks:\n    - ", f"{HEAD}structure:\n  figures:\n    - "
IN_QUOTES = "put a text that holds ': ', ' #', a quotation mark or a bracket in double quotes"

# Loader, text with | where the finding must stand, code, message, a part of the hint.
EVENTS = "events:\n  - {id: e, title: E, kind: happening, date: 1828, tellings: [{at: {reading: r, exact: e}}]}\n"
BAD = [
    ("establishment", "|", Code.MISSING_KEY, "the file is empty", "add 'id', 'siglum' and 'title'"),
    ("establishment", "|- a", Code.WRONG_TYPE, "an establishment must be a mapping", "keys: id, siglum"),
    ("establishment", "|siglum: T\ntitle: X\n", Code.MISSING_KEY, "an establishment lacks 'id'", "add 'id: ...'"),
    ("establishment", "|id: t\nsiglum: ~\ntitle: X\n", Code.MISSING_KEY, "an establishment lacks 'siglum'", ""),
    ("establishment", "|id: t\nsiglum: T\ntitle: ''\n", Code.MISSING_KEY, "an establishment lacks 'title'", ""),
    ("establishment", "id: t\nsiglum: T\ntitle: {|basis: x}\n", Code.MISSING_KEY, "a title lacks 'text'", ""),
    ("establishment", "id: t\nsiglum: T\ntitle: {text: A Dam, sentence: |A din}\n", Code.UNKNOWN_VALUE, "'A din' is not the title with other capitals", "repeat 'text'"),
    ("establishment", "id: |T\nsiglum: T\ntitle: X\n", Code.BAD_ID, "'T' is not an id", "small letters"),
    ("establishment", "id: |p5\nsiglum: T\ntitle: X\n", Code.BAD_ID, "'p5' is not an id", "velvet-revolution"),
    ("establishment", f"{HEAD}|titel: Y\n", Code.UNKNOWN_KEY, "an establishment has no key 'titel'", "did you mean 'title'? Keys: id"),
    ("establishment", f"{HEAD}publish: |al\n", Code.UNKNOWN_VALUE, "'al' is not known here", "One of: full, excerpt, reference"),
    ("establishment", f"{HEAD}print-sic: |yes\n", Code.WRONG_TYPE, "'yes' is neither true nor false", "write true or false"),
    ("establishment", f"{HEAD}print-sic: |'true'\n", Code.WRONG_TYPE, "'true' is neither true nor false", ""),
    ("establishment", f"{HEAD}genre: |[a]\n", Code.WRONG_TYPE, "a single value is expected here", ""),
    ("establishment", f"{HEAD}unknown: |a\n", Code.WRONG_TYPE, "a list is expected here", "write '- '"),
    ("establishment", f"{HEAD}unknown: [a, |~]\n", Code.MISSING_KEY, "the list has an empty item", "fill it in"),
    ("establishment", f"{HEAD}genre: &g a\n".replace("&", "|&"), Code.YAML_UNSAFE, "the file uses an anchor or alias", "write the value out"),
    ("establishment", f"{HEAD}|siglum: U\n", Code.DUPLICATE_KEY, "the key 'siglum' stands twice in one mapping", "the first is in line 2"),
    ("establishment", f"{HEAD}genre: a|: b\n", Code.YAML_SYNTAX, "the file is not valid YAML: mapping values are not allowed in this context", IN_QUOTES),
    ("establishment", OMISSIONS + "{|kind: teaser, reason: R}", Code.MISSING_KEY, "the entry does not say which words it is about", "give 'exact', or 'first' and 'last'"),
    ("establishment", OMISSIONS + "{|first: a, kind: teaser, reason: R}", Code.MISSING_KEY, "the entry does not say which words it is about", ""),
    ("establishment", OMISSIONS + "{|exact: a, kind: teaser}", Code.MISSING_KEY, "an omission lacks 'reason'", "add 'reason: ...'"),
    ("establishment", OMISSIONS + "{exact: a, kind: |advert, reason: R}", Code.UNKNOWN_VALUE, "'advert' is not known here", "did you mean 'advertisement'?"),
    ("establishment", OMISSIONS + "{lines: |4 to 5, check: a, kind: teaser, reason: R}", Code.BAD_LINES, "'4 to 5' is not a range of lines", "write it as 20-21"),
    ("establishment", OMISSIONS + "{lines: |4-5, kind: teaser, reason: R}", Code.MISSING_KEY, "lines need check words, so that a changed file is noticed", "add 'check"),
    ("establishment", EMENDATIONS + "{|exact: a, reason: R}", Code.MISSING_KEY, "an emendation has either a 'replacement' or 'sic: true'", "say what the reading has"),
    ("establishment", EMENDATIONS + "{|exact: a, replacement: b, sic: true, reason: R}", Code.MISSING_KEY, "an emendation has either a 'replacement' or 'sic: true'", ""),
    ("establishment", EMENDATIONS + "{exact: a, sic: true, reason: R, |lines: 3-4}", Code.UNKNOWN_KEY, "an emendation has no key 'lines'", "Keys: exact, prefix, suffix, replacement"),
    ("establishment", BLOCKS + "{exact: a, as: heading, level: |6}", Code.WRONG_TYPE, "'6' is not a whole number from 1 to 5", ""),
    ("establishment", BLOCKS + "{exact: a, as: |title}", Code.UNKNOWN_VALUE, "'title' is not known here", "One of: heading, paragraph"),
    ("establishment", BLOCKS + "{|exact: a}", Code.MISSING_KEY, "a block lacks 'as'", ""),
    ("establishment", FIGURES + "{|after: a}", Code.MISSING_KEY, "a lost figure lacks 'text'", ""),
    ("establishment", f"{HEAD}structure: |wrapped\n", Code.WRONG_TYPE, "the structure must be a mapping", "keys: layout, blocks, figures"),
    ("glossary", "|[a]", Code.WRONG_TYPE, "the file must be a mapping", "keys: terms"),
    ("glossary", "terms: []\n|term: []", Code.UNKNOWN_KEY, "the file has no key 'term'", "did you mean 'terms'?"),
    ("glossary", "|{}", Code.MISSING_KEY, "the file lacks 'terms'", "add 'terms: ...'"),
    ("glossary", "terms: |{a: b}", Code.WRONG_TYPE, "a list is expected here", ""),
    ("glossary", f"terms:\n  - {TERM}\n  -|\n", Code.MISSING_KEY, "the list has an empty item", ""),
    ("glossary", TERMS.replace("id: t, ", "|"), Code.MISSING_KEY, "a term lacks 'id'", ""),
    ("glossary", TERMS.replace("id: t", "id: |T T"), Code.BAD_ID, "'T T' is not an id", ""),
    ("glossary", TERMS.replace("person", "|people"), Code.UNKNOWN_VALUE, "'people' is not known here", "One of: person"),
    ("glossary", TERMS.replace("[T]", "|T"), Code.WRONG_TYPE, "a list is expected here", ""),
    ("glossary", TERMS.replace("[T]", "[|'']"), Code.MISSING_KEY, "the list has an empty item", ""),
    ("glossary", TERMS.replace("[T]", "[{|case: ignore}]"), Code.MISSING_KEY, "a form lacks 'text'", ""),
    ("glossary", TERMS.replace("[T]", "[{text: T, case: |any}]"), Code.UNKNOWN_VALUE, "'any' is not known here", "One of: exact, ignore"),
    ("glossary", TERMS.replace("D.", "D., basis: |text"), Code.UNKNOWN_VALUE, "'text' is not known here", "did you mean 'texts'?"),
    ("glossary", TERMS.replace("D.", "D., pronunciation: {|text: T}"), Code.MISSING_KEY, "a pronunciation lacks 'source'", ""),
    ("notes", NOTES.replace("textual", "|glos"), Code.UNKNOWN_VALUE, "'glos' is not known here", "One of: textual, explanatory"),
    ("notes", NOTES.replace("reading: r, exact: x", "|reading: r"), Code.MISSING_KEY, "a passage lacks 'exact'", "add 'exact: ...'"),
    ("notes", NOTES.replace("exact: x", "exact: x, |form: omitted"), Code.UNKNOWN_KEY, "a passage has no key 'form'", "did you mean 'from'?"),
    ("notes", NOTES.replace("exact: x", "exact: x, |and so on"), Code.UNKNOWN_KEY, "a passage has no key 'and so on'", "a comma ends a value inside {...}: put the whole value in double quotes"),
    ("establishment", f"{HEAD}language: |english\n", Code.UNKNOWN_VALUE, "'english' is no language tag", "write it as in en"),
    ("notes", NOTES.replace("exact: x", "exact: x, from: |cut"), Code.UNKNOWN_VALUE, "'cut' is not known here", "One of: omitted"),
    ("notes", NOTES.replace("id: n", "|id: n").replace("T.", '" "'), Code.MISSING_KEY, "a note lacks 'text'", ""),
    ("notes", NOTES.replace("T.", "T., contested: {|lacking: x}"), Code.MISSING_KEY, "'contested' lacks 'sides'", ""),
    ("cross-notes", CROSSES.replace("qualifies", "|denies"), Code.UNKNOWN_VALUE, "'denies' is not known here", "One of: corroborates"),
    ("cross-notes", CROSSES.replace("[{reading: r, exact: x}]", "|{reading: r, exact: x}"), Code.WRONG_TYPE, "a list is expected here", ""),
    ("cross-notes", CROSSES.replace("id: c", "id: |o7"), Code.BAD_ID, "'o7' is not an id", ""),
    ("questions", QUESTIONS.replace("dok: 2", "dok: |5"), Code.WRONG_TYPE, "'5' is not a whole number from 1 to 4", ""),
    ("questions", QUESTIONS.replace("dok: 2", "dok: |'2'"), Code.WRONG_TYPE, "'2' is not a whole number from 1 to 4", ""),
    ("questions", QUESTIONS.replace("dok: 2", "dok: |2.5"), Code.WRONG_TYPE, "'2.5' is not a whole number from 1 to 4", ""),
    ("questions", QUESTIONS.replace("apply", "|aply"), Code.UNKNOWN_VALUE, "'aply' is not known here", "did you mean 'apply'?"),
    ("questions", QUESTIONS.replace("[r]", "|r"), Code.WRONG_TYPE, "a list is expected here", ""),
    ("sources", SOURCES.replace("s_1", "|S 1"), Code.BAD_ID, "'S 1' is not an id", ""),
    ("sources", SOURCES.replace("press", "|blog"), Code.UNKNOWN_VALUE, "'blog' is not known here", "One of: official"),
    ("sources", SOURCES.replace("id: s_1", "|id: s_1").replace("url: https://x.org, ", ""), Code.MISSING_KEY, "a source lacks 'url'", ""),
    ("events", EVENTS.replace("1828", "|May 1828"), Code.BAD_DATE, "'May 1828' is not a date", "write a year, month or day"),
    ("events", EVENTS.replace("happening", "|war"), Code.UNKNOWN_VALUE, "'war' is not known here", "One of: happening, figure, expectation"),
    ("events", EVENTS.replace("[{at: {reading: r, exact: e}}]", "|[]"), Code.MISSING_KEY, "no reading tells of the event 'e'", "quote one that does"),
    ("figures", "tables:\n  - {|id: t, title: T, topic: X}\n", Code.MISSING_KEY, "a table lacks 'rows'", ""),
    ("figures", "scales:\n  - |a\n", Code.WRONG_TYPE, "a scale must be a mapping", "keys: id, title"),
    ("settings", "mark: |some\n", Code.UNKNOWN_VALUE, "'some' is not known here", "One of: first-in-section"),
    ("settings", "budget: |many\n", Code.WRONG_TYPE, "'many' is not a number from 0 to 1000", ""),
    ("settings", "budget: |1000.5\n", Code.WRONG_TYPE, "'1000.5' is not a number from 0 to 1000", ""),
    ("settings", "budget: |nan\n", Code.WRONG_TYPE, "'nan' is not a number from 0 to 1000", ""),
    ("settings", "instructor-folders: |[plans, for/all, ../x]\n", Code.UNKNOWN_VALUE, "'../x' is no folder below docs/", "write teaching"),
    ("settings", "instructor-folders: |['a*']\n", Code.UNKNOWN_VALUE, "'a*' is no folder below docs/", "write teaching"),
    ("settings", "|- title\n", Code.WRONG_TYPE, "the edition must be a mapping", ""),
    ("settings", "|made_by: us\n", Code.UNKNOWN_KEY, "the edition has no key 'made_by'", "did you mean 'made-by'?"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "marked", "code", "message", "hint"), BAD)
def test_a_bad_file_gets_its_one_finding(kind: str, marked: str, code: Code, message: str, hint: str) -> None:
    before, _, after = marked.partition("|")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    _, found = LOADERS[kind]("some/file.yaml", before + after)
    assert [(one.code, one.place.file, one.place.line, one.place.column, one.message) for one in found] == [
        (code, "some/file.yaml", line, column, message)
    ]
    assert hint in found[0].hint


def test_the_bad_files_show_every_code_that_the_loaders_raise() -> None:
    raised = set()
    for path in Path(load.__file__).parent.glob("*.py"):
        raised |= set(re.findall(r"Code\.([A-Z_0-9]+)", path.read_text(encoding="utf-8")))
    assert raised <= {code.name for _, _, code, _, _ in BAD}


def test_every_kind_of_file_reports_what_cannot_be_read() -> None:
    for kind, loader in LOADERS.items():
        _, found = loader("f.yaml", "a: [")
        assert [one.code for one in found] == [Code.YAML_SYNTAX], kind
        _, found = loader("f.yaml", "*a")
        assert [one.code for one in found] == [Code.YAML_UNSAFE], kind


def test_a_bad_entry_does_not_hide_the_others_or_their_mistakes() -> None:
    bad = TERM.replace("person", "people").replace("id: t", "id: T")
    made, found = glossary.load("g.yaml", f"terms:\n  - {TERM}\n  - {bad}\n  - {TERM.replace('id: t', 'id: u')}\n")
    assert [term.id for term in made] == ["t", "u"]
    assert [(one.code, one.place.line) for one in found] == [(Code.BAD_ID, 3), (Code.UNKNOWN_VALUE, 3)]


def test_a_bad_value_that_is_not_required_leaves_the_entry() -> None:
    made, found = sources.load("s.yaml", f"sources: [{SOURCE[:-1]}, date: [x]}}]")
    assert [one.date for one in made] == [""]
    assert [one.code for one in found] == [Code.WRONG_TYPE]


@pytest.mark.parametrize(
    "shape",
    [establishment.ESTABLISHMENT, glossary.TERM, notes.NOTE, cross_notes.CROSS_NOTE, questions.QUESTION, sources.SOURCE, settings.SETTINGS, SELECTOR],
    ids=lambda shape: shape.name,
)  # fmt: skip
def test_what_a_shape_requires_it_has(shape: Record) -> None:
    def walk(one: Shape) -> None:
        match one:
            case Record():
                assert set(one.required) <= set(one.keys)
                for below in one.keys.values():
                    walk(below)
            case ListOf():
                walk(one.of)
            case TextOr():
                assert isinstance(one.record.keys[one.bare], Text)
                walk(one.record)
            case OneOf():
                assert len(one.values) > 0

    walk(shape)


@pytest.mark.parametrize(
    ("date", "column"),
    [
        ('earliest: "2024-13"', 27), ("earliest: spring 1904", 27), ('latest: "1904-02-30"', 25), ('latest: "1904/1905"', 25),
        ('earliest: "1905", latest: "1904-12"', 43), ('earliest: "1904-03", latest: "1904"', 0), ('earliest: "1904"', 0),
    ],
)  # fmt: skip
def test_when_a_text_was_written_is_a_date(date: str, column: int) -> None:
    _, found = establishment.load("f.yaml", f"id: t\nsiglum: T\ntitle: T\ndate: {{text: x, {date}}}\n", "f.txt")
    assert [(one.code.slug, one.place.line, one.place.column) for one in found] == (
        [("bad_date", 4, column)] if column else []
    )
