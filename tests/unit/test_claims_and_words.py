"""Claims and words: what is wrong with them, what is computed of them, and how it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import annotate
from annotate.across import Stance, Voice
from annotate.build import assemble_project, build
from annotate.check.balance import balance
from annotate.compare import by_date, cells, compared, summary
from annotate.diagnostics import Code
from annotate.edition import Edition
from annotate.pack.index import Contents, pack_index
from annotate.rivals import occurrences, quoted
from annotate.size import size
from tests.support.projects import REPOSITORY, make_project

CLAIMS, WORDS = "docs/apparatus/claims.yaml", "docs/apparatus/words.yaml"
TEXTS: dict[str, bytes | str] = {
    "one": "The fair of 2020 drew 9,000 guests. It was “the best fair” of all fairs.\n",
    "one.yaml": "id: one\nsiglum: ONE\ntitle: One\ndate: {text: '2021', earliest: 2021-05, latest: 2021-05-31}\n",
    "two": "A market of 2020 drew over nine thousand guests, and the stalls were “market stalls.\n\nThe fair is old.\n",
    "two.yaml": "id: two\nsiglum: TWO\ntitle: Two\ndate: {text: undated, earliest: 2021-05}\n",
    "three": "At the fair were 12,000 guests in June 2020.\n\nIt rained.\n",
    "three.yaml": (
        "id: three\nsiglum: THREE\ntitle: Three\ndate: {text: 2022, earliest: '2022', latest: '2022'}\n"
        "structure: {blocks: [{exact: It rained., as: quotation}]}\n"
    ),
}
GOOD = {
    CLAIMS: (
        "claims:\n"
        "  - id: guests\n    topic: The fair\n    statement: Nine thousand came.\n    cells:\n"
        "      one: {stance: asserts, quotes: [\"drew 9,000 guests\"], value: {number: \"9,000\", unit: guests}}\n"
        "      two: {stance: asserts, quotes: [over nine thousand guests], value: {number: nine thousand, unit: guests}, dependent: It copies.}\n"
        "      three: {stance: contradicts, quotes: [{exact: \"12,000 guests\"}], value: {number: \"12,000\", unit: guests}}\n"
        "  - id: rain\n    topic: The weather\n    statement: It snowed in 2022.\n    happened: 2022-02-01\n    absent: [snow]\n    cells:\n"
        "      one: {stance: written-before}\n"
        "      two: {stance: date-unknown}\n"
        "  - id: age\n    topic: The weather\n    statement: It was dry in 2019.\n    happened: '2019'\n    absent: [dry]\n    cells:\n"
        "      one: {stance: silent, absent: [drought]}\n"
    ),
    WORDS: (
        "groups:\n"
        "  - id: names\n    title: What it is called\n    comment: Two names.\n    words:\n"
        "      - word: fair\n      - word: market\n        forms: [market, stalls]\n"
        "    rulings:\n      - {at: {reading: two, exact: were “market stalls.}, voice: own, reason: The mark is never closed.}\n"
    ),
}  # fmt: skip


def make(root: Path, files: dict[str, str] = GOOD, texts: dict[str, bytes | str] = TEXTS) -> Path:
    make_project(root, texts)
    for name, content in files.items():
        (root / name).write_text(content, encoding="utf-8")
    return root


def edition_of(root: Path) -> Edition:
    edition, found = assemble_project(root)
    assert edition is not None
    assert found == ()
    return edition


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return edition_of(make(tmp_path))


# ---- findings -----------------------------------------------------------------------------

BAD = [
    (CLAIMS, "      three: {stance: contradicts, quotes: [{exact: \"12,000 guests\"}], value: {number: \"12,000\", unit: guests}}\n", "", Code.NO_CELL, "the claim 'guests' does not say by what 'three' is known to be silent"),
    (CLAIMS, "absent: [snow]", "absent: [rained]", Code.NO_CELL, "the claim 'rain' has no cell for 'three', where 'rained' stands"),
    (CLAIMS, "quotes: [over nine thousand guests], value: {number: nine thousand, unit: guests}, ", "", Code.NO_CELL, "the claim 'guests' does not quote what 'two' asserts"),
    (CLAIMS, "{stance: silent, absent: [drought]}", "{stance: silent, absent: [drought], quotes: [of all fairs]}", Code.NO_CELL, "the claim 'age' calls 'one' silent and quotes it"),
    (CLAIMS, "one: {stance: written-before}", "one: {stance: silent}", Code.BAD_STANCE, "the claim 'rain' calls 'one' silent, but by its dates it is written before"),
    (CLAIMS, "two: {stance: date-unknown}", "two: {stance: written-before}", Code.BAD_STANCE, "the claim 'rain' calls 'two' written before, but by its dates it is date unknown"),
    (CLAIMS, "happened: 2022-02-01", "happened: 2021-05-31", Code.BAD_STANCE, "the claim 'rain' calls 'one' written before, but by its dates it is date unknown"),
    (CLAIMS, "one: {stance: silent, absent: [drought]}", "one: {stance: date-unknown}", Code.BAD_STANCE, "the claim 'age' calls 'one' date unknown, but by its dates it is silent"),
    (CLAIMS, "absent: [drought]", "absent: [Fair]", Code.BAD_STANCE, "the claim 'age' calls 'one' silent, but 'Fair' stands there"),
    (CLAIMS, "happened: '2019'", "happened: long ago", Code.BAD_STANCE, "'long ago' is no date"),
    (CLAIMS, "value: {number: \"9,000\"", "value: {number: 9", Code.BAD_VALUE, "'9' does not stand in the quotation of 'one'"),
    (CLAIMS, "value: {number: nine thousand", "value: {number: guests", Code.BAD_VALUE, "'guests' states no single number"),
    (CLAIMS, "value: {number: nine thousand, unit: guests}", "value: {date: guests}", Code.BAD_VALUE, "'guests' states no single date"),
    (CLAIMS, "{number: \"12,000\", unit: guests}", "{number: \"12,000\", unit: euros}", Code.BAD_VALUE, "the claim 'guests' compares a number of 'guests' with a number of 'euros'"),
    (CLAIMS, "{number: nine thousand, unit: guests}", "{unit: guests}", Code.MISSING_KEY, "a value is either a number or a date"),
    (CLAIMS, "quotes: [over nine thousand guests]", "quotes: [over ten thousand guests]", Code.NO_MATCH, "'over ten thousand guests' does not stand in 'two'"),
    (CLAIMS, "      one: {stance: silent", "      oen: {stance: silent, absent: [x]}\n      one: {stance: silent", Code.UNKNOWN_READING, "there is no reading 'oen'"),
    (CLAIMS, "  - id: age", "  - id: rain", Code.DUPLICATE_ID, "two claims have the id 'rain'"),
    (CLAIMS, "    topic: The fair", "    sources: [s1]\n    topic: The fair", Code.UNKNOWN_SOURCE, "there is no source 's1'"),
    (WORDS, "forms: [market, stalls]", "forms: [market, fair]", Code.SHARED_FORM, "'fair' is a form of 'fair' and of 'market'"),
    (WORDS, "voice: own", "voice: quoted", Code.BAD_RULING, "the ruling that this is quoted changes nothing"),
    (WORDS, "exact: were “market stalls.}", "exact: The fair is old.}", Code.BAD_RULING, "the ruling that this is own changes nothing"),
    (WORDS, "comment: Two names.", "comment: 'See {reading:quote}`no words <one>`.'", Code.NO_MATCH, "'no words' does not stand in 'one'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "message"), BAD)
def test_a_mistake_is_found(tmp_path: Path, file: str, old: str, new: str, code: Code, message: str) -> None:
    assert GOOD[file].count(old) == 1
    root = make(tmp_path, {**GOOD, file: GOOD[file].replace(old, new)})
    found = build(root)
    assert (code, message) in [(one.code, one.message) for one in found.diagnostics]
    assert {one.place.file for one in found.diagnostics} == {file}
    assert found.failed
    assert not found.written


def test_every_code_of_the_validators_is_shown_here() -> None:
    source = (Path(annotate.__file__).parent / "check" / "claims.py").read_text(encoding="utf-8")
    assert set(re.findall(r"Code\.([A-Z_]+)", source)) <= {code.name for *_, code, _ in BAD}


def test_a_date_is_told_from_a_number(tmp_path: Path) -> None:
    files = {**GOOD, CLAIMS: GOOD[CLAIMS].replace('{number: "12,000", unit: guests}', '{date: "12,000"}')}
    messages = [one.message for one in build(make(tmp_path, files)).diagnostics]
    assert messages == [
        "'12,000' states no single date",
        "the claim 'guests' compares a number of 'guests' with a date",
    ]


# ---- claims -------------------------------------------------------------------------------


def test_a_cell_that_is_not_given_follows_from_the_dates(edition: Edition) -> None:
    _, rain, age = edition.across.claims
    assert [cell.stance for cell in cells(rain, edition)] == [
        Stance.WRITTEN_BEFORE,
        Stance.DATE_UNKNOWN,
        Stance.DATE_UNKNOWN,  # written in some month of the year in whose February it was
    ]
    assert [cell.stance for cell in cells(age, edition)] == [Stance.SILENT] * 3
    assert by_date(edition.across.claims[0], edition.texts[1]) is Stance.SILENT


def test_figures_are_compared_as_numbers_and_only_independent_texts_counted(edition: Edition) -> None:
    claim = edition.across.claims[0]
    figures = compared(claim, edition)
    assert figures is not None
    assert not figures.agree
    assert figures.words == "other figure: 9,000 guests (ONE, TWO) against 12,000 guests (THREE)"
    assert summary(cells(claim, edition)) == "1 asserts; 1 contradicts; 1 not independent, not counted"


@pytest.mark.parametrize(
    ("one", "two", "three", "words"),
    [
        ("fair of 2020", "market of 2020", "June 2020", "dates that fit each other: 2020 (ONE, TWO), June 2020 (THREE)"),
        ("fair of 2020", "market of 2020", None, "same date: 2020 (ONE, TWO)"),
        (None, "market of 2020", None, None),
    ],
)  # fmt: skip
def test_dates_are_compared_as_dates(
    tmp_path: Path, one: str | None, two: str | None, three: str | None, words: str | None
) -> None:
    given = {"one": (one, "2020"), "two": (two, "2020"), "three": (three, "June 2020")}
    rows = "".join(
        f"      {name}: {{stance: asserts, quotes: [{quote}], value: {{date: {date}}}}}\n"
        for name, (quote, date) in given.items()
        if quote
    )
    text = "claims:\n  - id: year\n    topic: T\n    statement: S\n    absent: [nothing of it]\n    cells:\n" + rows
    edition = edition_of(make(tmp_path, {CLAIMS: text.replace("date: 2020", 'date: "2020"')}))
    figures = compared(edition.across.claims[0], edition)
    assert (figures.words if figures else None) == words
    assert figures is None or figures.agree


# ---- words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b” c", ["“b”"]),
        ("a “b «c» d” e", ["“b «c» d”"]),
        ("„b“ and „c”", ["„b“", "„c”"]),
        ('a "b" c "d"', ['"b"', '"d"']),
        ("it’s ‘b’", []),
        ("a “b c", ["“b c"]),
        ("b” c", []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, inside: list[str]) -> None:
    assert [text[a:b] for a, b in quoted(text)] == inside


def test_words_are_counted_by_voice(edition: Edition) -> None:
    group = edition.across.word_groups[0]
    found = {text.id: [(at.word, at.block, at.voice) for at in occurrences(group, text, edition)] for text in edition.texts}
    assert found["one"] == [("fair", "p1", Voice.OWN), ("fair", "p1", Voice.QUOTED), ("fair", "p1", Voice.OWN)]
    assert found["two"] == [
        ("market", "p1", Voice.OWN),
        ("market", "p1", Voice.OWN),
        ("market", "p1", Voice.OWN),  # by the ruling: the mark is never closed
        ("market", "p1", Voice.OWN),
        ("fair", "p2", Voice.OWN),
    ]
    assert found["three"] == [("fair", "p1", Voice.OWN)]
    assert {text.id: size(text) for text in edition.texts} == {"one": 15, "two": 19, "three": 11}


def test_a_block_quotation_is_quoted_and_a_title_is_not_counted(tmp_path: Path) -> None:
    words = "groups:\n  - {id: w, title: T, comment: C, words: [{word: rained}]}\n"
    texts = {
        **TEXTS,
        "four": "It rained and rained\n\nAnd then it rained no more, they say.\n",
        "four.yaml": "id: four\nsiglum: FOUR\ntitle: {text: It rained and rained, printed: true}\n",
    }
    edition = edition_of(make(tmp_path, {WORDS: words}, texts))
    voices = {
        text.id: [one.voice for one in occurrences(edition.across.word_groups[0], text, edition)] for text in edition.texts
    }
    assert voices == {"one": [], "two": [], "three": [Voice.QUOTED], "four": [Voice.OWN]}
    assert size(edition.by_id["four"]) == 8


# ---- pages --------------------------------------------------------------------------------


def test_there_is_no_page_without_its_file(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert {"comparison.md", "words.md"} <= set(build(root).written)
    (root / CLAIMS).unlink()
    (root / WORDS).unlink()
    assert set(build(root).deleted) == {"comparison.md", "words.md"}


def test_words_are_counted_in_one_way_wherever_a_number_of_them_is_said() -> None:
    edition, _ = assemble_project(REPOSITORY, keys=False)
    assert edition is not None
    page = (REPOSITORY / "docs" / "index.md").read_text(encoding="utf-8")
    for text in edition.texts:
        siglum = text.reading.establishment.siglum
        (row,) = re.findall(rf"^\| {siglum} \|.*\| ([\d,]+) \|$", page, re.MULTILINE)
        assert row == f"{size(text):,}"
    assert {one.reading: one.words for one in balance(edition)} == {text.id: size(text) for text in edition.texts}
    contents = Contents(edition=edition, student=(), instructor=(), ready=(), missing=())
    first_page = pack_index(contents)
    assert all(f"({size(text):,} words)" in first_page for text in edition.texts)
