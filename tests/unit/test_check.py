"""Every finding on a project's core: a good project has none, and each mistake its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import annotate
from annotate.build import assemble_project, build
from annotate.check._base import first_sentence
from annotate.diagnostics import Code, Severity

LONG_SENTENCE = "word " * 30 + "word."
GOOD = {
    "seeds/one.txt": "The alliance met in May. It said nothing.\nShare this page\nThe West was silent on it, as it was before.\n",
    "seeds/one.yaml": (
        "id: one\nsiglum: ONE\ntitle: One\nabout: A text of {gloss}`the alliance <alliance>`.\n"
        "omissions:\n  - {exact: Share this page, kind: interface-text, reason: a button}\n"
        "emendations:\n  - {exact: said nothing, replacement: said little, reason: a slip}\n"
        "structure: {blocks: [{exact: The West, as: quotation}]}\n"
    ),
    "seeds/two.txt": "The alliance did not meet. The West spoke.\n",
    "seeds/two.yaml": "id: two\nsiglum: TWO\ntitle: Two\n",
    "docs/index.md": "# Home\n\nAs {reading:quote}`The West spoke <two>` says, see {reading:par}`one:2`, {reading:source}`s1`.\n",
    "docs/apparatus/edition.yaml": "sides: [west, east]\nbudget: 100\n",
    "docs/apparatus/sources.yaml": (
        "sources:\n  - {id: s1, label: A, url: https://a.org, kind: press, side: west}\n"
        "  - {id: s2, label: B, url: https://b.org, kind: press, side: east}\n"
    ),
    "docs/apparatus/glossary.yaml": (
        "terms:\n"
        "  - {id: alliance, headword: Alliance, category: organisation, forms: [alliance], definition: It is one., sources: [s1], see: [west]}\n"
        "  - {id: west, headword: West, category: place, forms: [West], definition: It lies there., basis: texts}\n"
    ),
    "docs/apparatus/notes.yaml": (
        "notes:\n"
        "  - id: n1\n    kind: explanatory\n    at: {reading: one, exact: met in May}\n    text: In May.\n    sources: [s1, s2]\n"
        "    contested: {sides: [west, east]}\n"
        "  - id: n2\n    kind: textual\n    at: {reading: one, exact: Share this page, from: omitted}\n    text: A button.\n"
    ),
    "docs/apparatus/cross-notes.yaml": (
        "cross-notes:\n"
        "  - id: x1\n    relation: contradicts\n    topic: Meeting\n    notice: See {reading:quote}`did not meet <two>`.\n"
        "    passages:\n      - {reading: one, exact: met in May}\n      - {reading: two, exact: did not meet}\n"
    ),
    "docs/apparatus/synonyms.yaml": "synonyms:\n  - {words: [alliance, pact]}\n",
    "docs/apparatus/questions.yaml": (
        "questions:\n"
        "  - {id: q1, readings: [one, two], kind: corroboration, bloom: analyze, dok: 2, prompt: Did it meet?, teacher: See ONE.}\n"
    ),
}  # fmt: skip
ONE, TWO = "seeds/one.yaml", "seeds/two.yaml"
PAGE, EDITION = "docs/index.md", "docs/apparatus/edition.yaml"
GLOSSARY, NOTES, CROSS, QUESTIONS, SOURCES, SYNONYMS = (
    f"docs/apparatus/{kind}.yaml" for kind in ("glossary", "notes", "cross-notes", "questions", "sources", "synonyms")
)
Edits = list[tuple[str, str, str]]


def make(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a project."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


def edited(edits: Edits) -> tuple[dict[str, str | bytes], str]:
    """The good project, edited, and the place that a | in it marks (it is taken out)."""
    files, place = dict(GOOD), ""
    for name, old, new in edits:
        assert files[name].count(old) == 1, (name, old)
        files[name] = files[name].replace(old, new)
    for name, content in files.items():
        before, bar, after = content.partition("|")
        if bar:
            files[name] = before + after
            place = f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    return dict(files), place


def found(root: Path) -> list[tuple[str, str, str]]:
    """The findings on a project as (slug, place, message)."""
    _, problems = assemble_project(root)
    return [(one.code.slug, f"{one.place.file}:{one.place.line}:{one.place.column}", one.message) for one in problems]


def test_a_good_project_has_no_finding(tmp_path: Path) -> None:
    assert found(make(tmp_path, GOOD)) == []
    assert not build(tmp_path).diagnostics


# Edits of the good project, with | where the finding must stand; code; message.
BAD: list[tuple[Edits, Code, str]] = [
    # ---- ids
    ([(GLOSSARY, "{id: west", "{|id: alliance"), (GLOSSARY, ", see: [west]", "")], Code.DUPLICATE_ID, "two terms have the id 'alliance'"),
    ([(NOTES, "- id: n2", "- |id: n1")], Code.DUPLICATE_ID, "two notes have the id 'n1'"),
    ([(CROSS, "- id: x1", "- |id: n1")], Code.DUPLICATE_ID, "two notes have the id 'n1'"),
    ([(SOURCES, "{id: s2", "{|id: s1"), (SOURCES, "side: east", "side: west"), (NOTES, "s1, s2", "s1"), (NOTES, "west, east", "west")], Code.DUPLICATE_ID, "two sources have the id 's1'"),
    ([(QUESTIONS, "See ONE.}\n", "S.}\n  - {|id: q1, readings: [one], kind: discussion, bloom: apply, dok: 1, prompt: Q?}\n")], Code.DUPLICATE_ID, "two questions have the id 'q1'"),
    ([(TWO, "id: two\nsiglum: TWO", "|id: two\nsiglum: ONE")], Code.DUPLICATE_ID, "the siglum 'ONE' is that of 'one' too"),
    ([(NOTES, "text: In May.", 'text: |"(p1)=\\nIn May."')], Code.BAD_ID, "the target '(p1)=' has an id that the reader gives itself"),
    ([(CROSS, "notice: See", "notice: |'(term-west)=\n\n      See"), (CROSS, "<two>`.", "<two>`.'")], Code.BAD_ID, "the target '(term-west)=' has an id that the reader gives itself"),
    # ---- references
    ([(NOTES, "- id: n1", "- |id: n1"), (NOTES, "[s1, s2]", "[s1, s2, s3]")], Code.UNKNOWN_SOURCE, "there is no source 's3'"),
    ([(GLOSSARY, "{id: alliance", "{|id: alliance"), (GLOSSARY, "see: [west]", "pronunciation: {text: a, source: s9}")], Code.UNKNOWN_SOURCE, "there is no source 's9'"),
    ([(SOURCES, "{id: s1, label: A, url: https://a.org", "{|id: s1, label: A, url: 'javascript:x'")], Code.BAD_ADDRESS, "'javascript:x' is no address of a page"),
    ([(PAGE, "{reading:source}`s1`", "|{reading:source}`s7`")], Code.UNKNOWN_SOURCE, "there is no source 's7'"),
    ([(GLOSSARY, "{id: alliance", "{|id: alliance"), (GLOSSARY, "see: [west]", "see: [wst]")], Code.UNKNOWN_TERM, "there is no term 'wst'"),
    ([(NOTES, "text: In May.", "text: |In {gloss}`May <may>`.")], Code.UNKNOWN_TERM, "there is no term 'may'"),
    ([(ONE, "about: A text of {gloss}`the alliance <alliance>`.", "about: |A text of {gloss}`the alliance <allies>`.")], Code.UNKNOWN_TERM, "there is no term 'allies'"),
    ([(QUESTIONS, "teacher: See ONE.", "teacher: |'See {gloss}`x`.'")], Code.UNKNOWN_TERM, "there is no term 'x'"),
    ([(PAGE, "{reading:par}`one:2`", "|{reading:par}`one:3`")], Code.BAD_REFERENCE, "there is no paragraph 'one:3'"),
    ([(PAGE, "{reading:par}`one:2`", "|{reading:question}`the first <q9>`")], Code.BAD_REFERENCE, "there is no question 'q9'"),
    ([(PAGE, "{reading:par}`one:2`", "|{reading:item}`e1`")], Code.BAD_REFERENCE, "there is no exercise 'e1'"),
    ([(PAGE, "{reading:quote}`The West spoke <two>`", "|{reading:quote}`The West spoke`")], Code.BAD_REFERENCE, "'The West spoke' is not a quotation with its reading"),
    ([(PAGE, "{reading:par}`one:2`", "|{reading:name}`May <may>`")], Code.UNKNOWN_NAME, "there is no name 'may'"),
    ([(QUESTIONS, "{id: q1, readings: [one, two]", "{|id: q1, readings: [one, tow]")], Code.UNKNOWN_READING, "there is no reading 'tow'"),
    # ---- lessons
    ([(PAGE, "# Home", "---\nminutes: |12\n---\n\n# Home\n\n| Minutes | Step |\n|---|---|\n| 5 | a |\n| 6 | b |\n| - | 7 |\n\n| 8 | x |\n|---|---|\n| 9 | y |\n")], Code.MINUTES, "the page states 12 minutes, and its steps have 11"),
    ([(PAGE, "# Home", "---\nkind: a\nminutes: |1\nx: y\n---\n\n# Home")], Code.MINUTES, "the page states 1 minutes, and its steps have 0"),
    # ---- quotations
    ([(NOTES, "{reading: one, exact: met in May}", "{reading: oen, exact: |met in May}")], Code.UNKNOWN_READING, "there is no reading 'oen'"),
    ([(NOTES, "exact: met in May", "exact: |met in June")], Code.NO_MATCH, "'met in June' does not stand in 'one'"),
    ([(PAGE, "{reading:quote}`The West spoke <two>`", "|{reading:quote}`The East spoke <two>`")], Code.NO_MATCH, "'The East spoke' does not stand in 'two'"),
    ([(NOTES, "exact: met in May", "exact: |was")], Code.AMBIGUOUS, "'was' stands 2 times in 'one'"),
    ([(NOTES, "exact: Share this page, from: omitted", "exact: |Share this page")], Code.IN_OMITTED, "'Share this page' stands only in matter that 'one' omits"),
    ([(NOTES, "exact: met in May}", "exact: |met in May, from: omitted}")], Code.NOT_IN_OMITTED, "'met in May' stands in the reading of 'one', not in omitted matter"),
    ([(NOTES, "exact: met in May", "exact: |said nothing")], Code.SOURCE_FORM, "'said nothing' stands in the source of 'one', but not in its reading"),
    # ---- establishment
    ([(TWO, "title: Two", "title: Two\nomissions: [{exact: |absent, kind: other, reason: R}]")], Code.NO_MATCH, "'absent' does not stand in the source"),
    ([(TWO, "title: Two", "title: Two\nomissions: [{lines: |2-9, check: West, kind: other, reason: R}]")], Code.BAD_LINES, "lines 2-9 are not in the file"),
    ([(TWO, "title: Two", "title: {text: |Tow, printed: true}")], Code.NO_MATCH, "the printed title 'Tow' is no line of the text that stands by itself"),
    ([(ONE, "reason: a slip}", "reason: a slip}\n  - {|exact: nothing, replacement: x, reason: R}")], Code.OVERLAP, "this claims characters that another omission or emendation claims"),
    ([("seeds/two.txt", "meet. The", "meet.\nThe"), (TWO, "title: Two", "title: Two\nemendations: [{|exact: meet. The, replacement: x, reason: R}]")], Code.CROSSES_BLOCKS, "an emendation must stand within one block of the reading"),
    ([(TWO, "id: two", "|id: two"), (TWO, "title: Two", "title: Two\nomissions: [{lines: 1, check: West, kind: other, reason: R}]"), (PAGE, "{reading:quote}`The West spoke <two>`", "it"), (CROSS, "      - {reading: two, exact: did not meet}\n", "      - {reading: one, exact: silent}\n"), (CROSS, "{reading:quote}`did not meet <two>`", "it")], Code.EMPTY_SOURCE, "nothing of 'seeds/two.txt' is read"),
    # ---- scholarship
    ([(GLOSSARY, "definition: It is one.", f"definition: |{LONG_SENTENCE}")], Code.LONG_GLOSS, "the gloss of 'alliance' opens with a sentence of 31 words"),
    ([(GLOSSARY, "It lies there.", "|'TODO: write it.'")], Code.UNWRITTEN, "this is not written yet: 'TODO: write it.'"),
    ([(ONE, "reason: a slip", "reason: ..."), (ONE, "  - {exact: said", "  - {|exact: said")], Code.UNWRITTEN, "this is not written yet: '...'"),
    ([(GLOSSARY, "{id: west", "{|id: west"), (GLOSSARY, ", basis: texts", "")], Code.UNSOURCED, "the gloss of 'west' names no source"),
    ([(NOTES, "- id: n1", "- |id: n1"), (NOTES, "    sources: [s1, s2]\n    contested: {sides: [west, east]}\n", "")], Code.UNSOURCED, "the note 'n1' names no source and quotes no reading"),
    ([(NOTES, "[s1, s2]", "[s1]"), (NOTES, "{sides", "{|sides")], Code.ONE_SIDED, "the note 'n1' cites no source of: east"),
    ([(NOTES, "- id: n1", "- |id: n1"), (NOTES, "[west, east]", "[west, north], lacking: None was seen.")], Code.UNKNOWN_SIDE, "there is no side 'north'"),
    ([(SOURCES, "{id: s2", "{|id: s2"), (SOURCES, "side: east", "side: esat"), (NOTES, "[west, east]", "[west]")], Code.UNKNOWN_SIDE, "there is no side 'esat'"),
    ([(CROSS, "- id: x1", "- |id: x1"), (CROSS, "      - {reading: two, exact: did not meet}\n", "")], Code.ONE_READING, "the cross-note 'x1' has fewer than two passages"),
    ([(CROSS, "- id: x1", "- |id: x1"), (CROSS, "contradicts", "internal-contradiction")], Code.ONE_READING, "the cross-note 'x1' is internal but joins 2 readings"),
    ([(GLOSSARY, "forms: [West]", "forms: [West, |alliance]")], Code.SHARED_FORM, "'alliance' is a form of 'alliance' and of 'west'"),
    ([(GLOSSARY, "{id: west", "{|id: west"), (GLOSSARY, "forms: [West]", "forms: [Wets]")], Code.UNUSED_TERM, "no form of 'west' stands in a reading"),
    ([(SYNONYMS, "{words: [alliance, pact]}", "{|words: [treaty, pact]}")], Code.IDLE_SYNONYMS, "none of 'treaty, pact' stands in the edition"),
    ([(SYNONYMS, "{words: [alliance, pact]}", "{|words: [alliance, Alliance]}")], Code.IDLE_SYNONYMS, "the group 'alliance, Alliance' has fewer than two words"),
    ([(TWO, "id: two", "|id: two"), (EDITION, "budget: 100", "budget: 25")], Code.BUDGET, "'two' carries 37.5 terms and notes per 100 words"),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "code", "message"), BAD)
def test_a_mistake_gets_its_one_finding(tmp_path: Path, edits: Edits, code: Code, message: str) -> None:
    files, place = edited(edits)
    assert found(make(tmp_path, files)) == [(code.slug, place, message)]


WARNINGS = {Code.LONG_GLOSS, Code.UNUSED_TERM, Code.BUDGET, Code.MINUTES, Code.IDLE_SYNONYMS, Code.UNWRITTEN}


@pytest.mark.parametrize(("edits", "code", "message"), BAD)
def test_errors_stop_the_build_and_warnings_do_not(tmp_path: Path, edits: Edits, code: Code, message: str) -> None:
    built = build(make(tmp_path, edited(edits)[0]))
    (one,) = built.diagnostics
    warned = code in WARNINGS or message.startswith("the note 'n1' names no source")
    assert one.severity is (Severity.WARNING if warned else Severity.ERROR)
    assert bool(built.written) is warned
    assert one.hint


# ---- a project's files --------------------------------------------------------------------

FILES: list[tuple[dict[str, str | bytes], Code, str, str]] = [
    ({"seeds/three.txt": "Text."}, Code.UNESTABLISHED, "seeds/three.txt:1:1", "seeds/three.txt has no seeds/three.yaml beside it"),
    ({"seeds/three.yaml": "id: three\n"}, Code.UNESTABLISHED, "seeds/three.yaml:1:1", "seeds/three.yaml has no seeds/three.txt beside it"),
    ({"seeds/three.txt": b"ab\nc\xe9d", "seeds/three.yaml": "id: three\nsiglum: 3\ntitle: T\n"}, Code.NOT_UTF8, "seeds/three.txt:2:2", "the bytes 0xE9 are not UTF-8"),
    ({"seeds/three.txt": b"ab\nc\x07d", "seeds/three.yaml": "id: three\nsiglum: 3\ntitle: T\n"}, Code.FORBIDDEN_CHARACTER, "seeds/three.txt:2:2", "the character U+0007 may not stand in a text"),
    ({"seeds/three.txt": "Text.", "seeds/three.yaml": "id: one\nsiglum: 3\ntitle: T\n"}, Code.DUPLICATE_ID, "seeds/three.yaml:1:1", "two readings have the id 'one'"),
    ({"seeds/three.txt": "I one two three four five six seven eight nine.", "seeds/three.yaml": "id: three\nsiglum: 3\ntitle: T\npublish: excerpt\n", "docs/page.md": "# P\n\nIt is: two {gloss}`three <west>` four five six seven eight nine.\n"}, Code.NOT_WITHHELD, "docs/page.md:3:8", "these words stand in a text that may not be printed: 'two three four five six seven eight nine'"),
    ({"docs/page.md": b"# P\n\n\xc3\xa9\xff"}, Code.NOT_UTF8, "docs/page.md:3:2", "the byte 0xFF is not UTF-8"),
    ({"docs/apparatus/terms.yaml": "terms: []\n"}, Code.MISSING_FILE, "docs/apparatus/terms.yaml:1:1", "'terms.yaml' is no kind of apparatus and is not read"),
    ({"docs/apparatus/edition.yaml": "sides: [west, east]\nbudget: 100\nbudget: 9\n"}, Code.DUPLICATE_KEY, "docs/apparatus/edition.yaml:3:1", "the key 'budget' stands twice in one mapping"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "place", "message"), FILES)
def test_a_file_that_is_wrong_gets_its_one_finding(
    tmp_path: Path, changes: dict[str, str | bytes], code: Code, place: str, message: str
) -> None:
    assert found(make(tmp_path, {**GOOD, **changes})) == [(code.slug, place, message)]


def test_a_folder_in_the_place_of_a_file_is_no_file(tmp_path: Path) -> None:
    root = make(tmp_path, GOOD)
    (root / NOTES).unlink()
    (root / NOTES).mkdir()
    assert found(root) == [("missing_file", f"{NOTES}:1:1", f"{NOTES} is not a file")]


def test_a_folder_without_texts_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert found(tmp_path) == [("no_readings", "seeds:1:1", "there is no text in seeds/")]


def test_a_link_to_outside_the_project_is_not_followed(tmp_path: Path) -> None:
    root = make(tmp_path / "project", GOOD)
    (tmp_path / "secret.md").write_text("# Secret\n")
    (root / "docs" / "page.md").symlink_to(tmp_path / "secret.md")
    assert found(root) == [("missing_file", "docs/page.md:1:1", "docs/page.md is a link to outside the project")]


def test_a_page_that_was_not_generated_is_left_alone(tmp_path: Path) -> None:
    root = make(tmp_path, {**GOOD, "docs/glossary.md": "# My own\n"})
    (one,) = build(root).diagnostics
    assert (one.code, one.place.file) == (Code.NOT_GENERATED, "docs/glossary.md")
    assert (root / "docs" / "glossary.md").read_text() == "# My own\n"


def test_all_findings_are_reported_in_order_not_only_the_first(tmp_path: Path) -> None:
    files, _ = edited(
        [
            (GLOSSARY, "forms: [West]", "forms: [Wets]"),
            (NOTES, "met in May", "met in June"),
            (CROSS, "contradicts", "denies"),
            (SOURCES, "side: east", "side: esat"),
        ]
    )
    assert [(code, place.split(":")[0].rsplit("/")[-1]) for code, place, _ in found(make(tmp_path, files))] == [
        ("unknown_value", "cross-notes.yaml"),
        ("unused_term", "glossary.yaml"),
        ("no_match", "notes.yaml"),
        ("one_sided", "notes.yaml"),
        ("unknown_side", "sources.yaml"),
    ]


def test_every_code_of_the_core_has_a_bad_project_here() -> None:
    """The codes of YAML itself and of its shapes are those of test_load."""
    source = Path(annotate.__file__).parent
    core = ["anchor.py", "build.py", "gather.py", "ledger/__init__.py", "ledger/find.py", "check/_base.py",
            "check/ids.py", "check/references.py", "check/scholarship.py"]  # fmt: skip
    raised = {name for file in core for name in re.findall(r"Code\.([A-Z_0-9]+)", (source / file).read_text())}
    shown = {code.name for _, code, _ in BAD} | {code.name for _, code, _, _ in FILES}
    elsewhere = {"NO_READINGS", "NOT_GENERATED", "YAML_UNSAFE", "KEY_ORPHAN", "BAD_MAP", "IDLE_WAIVER"}
    assert raised - elsewhere <= shown


# ---- what the validators count ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("One", "One"),
        ("A place (see 2.5 below). Two.", "A place (see 2.5 below)."),
        ("Is it? Yes.", "Is it?"),
        ("{gloss}`The words <id>` are {reading:source}`s1`. Two.", "The words are s1."),
        ("\n One\ntwo. Three.", "One\ntwo."),
    ],
)
def test_the_first_sentence_of_a_gloss(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_a_note_may_rest_on_a_quotation_and_a_textual_note_on_nothing(tmp_path: Path) -> None:
    quoted = "text: As {reading:quote}`The West spoke <two>`.\n"
    files, _ = edited([(NOTES, "text: In May.\n    sources: [s1, s2]\n    contested: {sides: [west, east]}\n", quoted)])
    assert found(make(tmp_path, files)) == []


def test_a_contested_note_may_say_what_is_lacking(tmp_path: Path) -> None:
    files, _ = edited(
        [
            (NOTES, "[s1, s2]", "[s1]"),
            (NOTES, "[west, east]}", "[west, east], lacking: Nothing of the East was seen.}"),
        ]
    )
    assert found(make(tmp_path, files)) == []
