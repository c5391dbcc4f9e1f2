"""What may not be published is in no artefact, and what may be is a whole edition."""

from __future__ import annotations

import html
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from annotate.build import Which, assemble_project, build
from annotate.diagnostics import Code
from tests.promises.reading_text import reading_text
from tests.support.pdf import structure
from tests.support.projects import CONF, annotate, make_project, sphinx

Build = Callable[[str, str], Path]
WORDS = re.compile(r"[a-z]+")
TEXT = """\
Bodela kuvani renosi

Fabilo geduma hipora jasote kelumi lodapi mavise. Nocatu opilera pudano quvesa
ridomu.

Second heading vobale xiduna

Sanolo tipega uvaroma. Velido wamoru xopile yadusi zebamo. Arocil besuda cimovi dapole.

- Erobal fituma gosape.
- Hudovi iratel.

Jopamu kavile lisoda,
manoti nuvera opusil.

Share rolipa sudeva buttons

Tovalu umiras vedopi.
"""
SEED = """id: {name}
siglum: {siglum}
title: {{text: Bodela kuvani renosi, printed: true}}
publish: {publish}
url: https://example.org/{name}
omissions:
  - {{lines: "16", check: Share rolipa, kind: interface-text, reason: the label of a button}}
emendations:
  - {{exact: xopile, replacement: xopilas, reason: a slip of the copy}}
  - {{exact: umiras, sic: true, reason: odd, expected: umirasta}}
structure:
  layout: wrapped
  blocks:
    - {{first: Jopamu, last: opusil., as: verse}}
    - {{exact: Second heading vobale xiduna, as: heading}}
"""
NOTES = """notes:
  - id: n1
    kind: textual
    at: {reading: one, exact: "kelumi lodapi mavise. Nocatu opilera"}
    text: A note that quotes {reading:quote}`quvesa ridomu <one>`.
  - id: n2
    kind: textual
    at: {reading: one, exact: Share rolipa, from: omitted}
    text: A note on a button.
  - id: n3
    kind: textual
    at: {reading: one, exact: xopilas yadusi}
    text: A note on an emended word.
"""
CROSS = """cross-notes:
  - id: x1
    relation: qualifies
    topic: A topic
    notice: Compare them.
    passages:
      - {reading: one, exact: "manoti nuvera"}
      - {reading: two, exact: "Plain"}
"""
QUESTIONS = """questions:
  - {id: q1, readings: [one], kind: discussion, bloom: apply, dok: 1, prompt: What?,
     passages: [{reading: one, exact: "besuda cimovi"}], teacher: "See {reading:quote}`Tovalu umiras <one>`."}
"""
GLOSSARY = (
    "terms:\n  - {id: fit, headword: Fituma, category: concept, forms: [fituma], definition: It is one., basis: texts}\n"
)
ITEMS = """set: s
title: A set
items:
  - id: i1
    type: true_false
    readings: [one]
    prompt: Is it so?
    passages: [{reading: one, exact: "Sanolo tipega"}]
    level: remember
    dok: 1
    skill: close-reading
    points: 1
    minutes: 1
    statement: It is.
    supports: [{reading: one, exact: "Fabilo geduma"}]
    responses: {right: ["true"], wrong: ["false"], invalid: [x]}
    key: true
"""
TITLE = {"bodela", "kuvani", "renosi"}
QUOTED = {"quvesa", "ridomu"}
ANCHORED = {
    "kelumi", "lodapi", "mavise", "nocatu", "opilera", "xopile", "xopilas", "yadusi", "manoti", "nuvera",
    "besuda", "cimovi", "fituma", "sanolo", "tipega",
}  # fmt: skip
OF_THE_KEY = {"fabilo", "geduma"}
OF_THE_TEACHER = {"tovalu", "umiras"}
OF_THE_NOTES = {"share", "rolipa", "heading", "second", "buttons"}  # common words, or the lemma of a note


def project(root: Path, publish: str) -> Path:
    """A project of a text that may be published so, and of one that may be in full."""
    seed = SEED.format(name="one", siglum="ONE", publish=publish)
    root = make_project(
        root,
        {"one": TEXT, "one.yaml": seed, "two": "Plain words of the other text.\n"},
        notes=NOTES, cross_notes=CROSS, questions=QUESTIONS, glossary=GLOSSARY, edition="budget: 1000\n",
    )  # fmt: skip
    (root / "exercises").mkdir()
    (root / "exercises" / "s.yaml").write_text(ITEMS, encoding="utf-8")
    toctree = (
        "# Home\n\n```{toctree}\n:glob:\n\nreadings/*\nglossary\nquestions\nexercises\nsources\nnote-on-the-texts\n```\n"
    )
    (root / "docs" / "index.md").write_text(toctree, encoding="utf-8")
    (root / "docs" / "conf.py").write_text(CONF.replace("-nitpick", ""), encoding="utf-8")
    return root


def words_of(folder: Path) -> dict[str, set[str]]:
    """Every word of every file below a folder, whatever its format; packed files are unpacked."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.name == "objects.inv":
                data = zlib.decompress(data.split(b"\n", 4)[4])
            text = html.unescape(data.decode("utf-8", "replace"))
            text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
            found[path.relative_to(folder).as_posix()] = set(WORDS.findall(text.lower()))
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Return a function that builds an edition of such a project, each once."""

    @cache
    def one(publish: str, edition: str) -> Path:
        root = project(tmp_path_factory.mktemp("withheld") / "p", publish)
        sphinx(root, root / "build", *(["-t", "instructor"] if edition == "instructor" else []))
        return root

    return one


SECRET = set(WORDS.findall(TEXT.lower())) - TITLE - QUOTED - OF_THE_NOTES


@pytest.mark.parametrize("publish", ["excerpt", "reference"])
@pytest.mark.parametrize("edition", ["student", "instructor"])
def test_withheld_words_are_in_no_artefact(built: Build, publish: str, edition: str) -> None:
    root = built(publish, edition)
    allowed = ANCHORED | (OF_THE_TEACHER | OF_THE_KEY if edition == "instructor" else set())
    made = words_of(root / "build") | words_of(root / "docs" / "readings")
    made |= words_of(root / "docs" / "_annotate")
    made |= {name: words for name, words in words_of(root / "docs").items() if "/" not in name}
    leaks = {name: leaked for name, words in made.items() if (leaked := words & (SECRET - allowed))}
    assert leaks == {}
    assert len(made) > 20


def test_an_excerpt_prints_its_passages_under_the_numbers_of_the_whole(built: Build) -> None:
    root = built("excerpt", "student")
    page = (root / "build" / "readings" / "one.html").read_text(encoding="utf-8")
    assert reading_text(page) == (
        "Bodela kuvani renosi kelumi lodapi mavise. Nocatu opilera quvesa ridomu. "
        "Sanolo tipega xopilas yadusi besuda cimovi fituma manoti nuvera"
    )
    for number in range(1, 7):
        assert f'id="p{number}"' in page
    assert 'id="h2"' in page and "[…]" in page
    assert page.count('class="withheld apparatus"') == 12
    assert 'data-source="xopile"' in page
    note = (root / "build" / "note-on-the-texts.html").read_text(encoding="utf-8")
    assert "27 characters. the label of a button" in html.unescape(re.sub(r"<[^>]+>", "", note))
    assert "a slip, 6 characters: odd" in re.sub(r"<[^>]+>", "", note)


def test_a_reference_edition_keys_its_notes_to_paragraphs(built: Build) -> None:
    root = built("reference", "student")
    page = (root / "build" / "readings" / "one.html").read_text(encoding="utf-8")
    assert reading_text(page) == "Bodela kuvani renosi"
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
    assert "“kelumi lodapi mavise. Nocatu opilera” (ONE ¶1)" in words
    assert "“besuda cimovi” (ONE ¶2)" in words
    for number in range(1, 7):
        assert f'id="p{number}"' in page
    assert 'href="#note-n1"' in page


def test_worksheets_withhold_too(tmp_path: Path) -> None:
    long = "Velido wamoru xopilas yadusi zebamo. Arocil besuda cimovi dapole."
    root = project(tmp_path / "p", "reference")
    path = root / "exercises" / "s.yaml"
    path.write_text(ITEMS.replace("Sanolo tipega", long), encoding="utf-8")
    assert annotate(root, "assign", "--pdf", "-o", str(root / "sheets")).returncode == 0
    sheet = (root / "sheets" / "worksheet-A.md").read_text(encoding="utf-8")
    for words in (sheet, structure(root / "sheets" / "worksheet-A.pdf").text()):
        assert "Velido wamoru xopilas … cimovi dapole." in words
        assert "zebamo" not in words


@pytest.mark.parametrize("publish", ["excerpt", "reference"])
@pytest.mark.parametrize("format", ["webannotation", "anki", "docx", "moodle", "qti3", "glossary-csv"])
def test_exports_withhold_too(tmp_path: Path, publish: str, format: str) -> None:
    root = project(tmp_path / "p", publish)
    out = tmp_path / "out" / "file"
    done = annotate(root, "export", format, "-o", str(out))
    assert done.returncode == 0, done.stderr
    for path in out.parent.iterdir():
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                packed.extractall(tmp_path / "out" / f"{path.name}-unpacked")
    made = words_of(tmp_path / "out")
    leaks = {name: leaked for name, words in made.items() if (leaked := words & (SECRET - ANCHORED - OF_THE_KEY))}
    assert leaks == {}
    assert made


EIGHT = "hipora jasote kelumi lodapi mavise. Nocatu opilera pudano"


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("docs/index.md", "# Home", f"# Home\n\nAs it says: Geduma {EIGHT}", "docs/index.md:3:20"),
        ("docs/apparatus/notes.yaml", "A note on a button.", f"Fabilo geduma {EIGHT}.", "docs/apparatus/notes.yaml:9:11"),
        ("exercises/s.yaml", "It is.", f"{EIGHT} quvesa", "exercises/s.yaml:4:5"),
        ("seeds/one.yaml", "the label of a button", EIGHT, "seeds/one.yaml:7:6"),
    ],
)
def test_an_editor_who_writes_withheld_words_is_told(tmp_path: Path, file: str, old: str, new: str, place: str) -> None:
    root = project(tmp_path / "p", "reference")
    (root / "docs" / "apparatus" / "notes.yaml").write_text(
        NOTES.replace("kelumi lodapi mavise. Nocatu opilera", "vedopi"), encoding="utf-8"
    )
    path = root / file
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")
    _, found = assemble_project(root)
    assert [(one.code, f"{one.place.file}:{one.place.line}:{one.place.column}") for one in found] == [
        (Code.NOT_WITHHELD, place)
    ]
    assert build(root).written == ()


def test_a_long_quotation_is_too_long_and_a_short_one_is_not(tmp_path: Path) -> None:
    words = " ".join(f"w{number}" for number in range(60))
    seed = "id: one\nsiglum: ONE\ntitle: T\npublish: reference\n"
    notes = (
        "notes:\n  - {{id: n, kind: textual, at: {{reading: one, exact: w0 w1}}, text: 'So {{reading:quote}}`{} <one>`.'}}\n"
    )
    for count, codes in ((30, []), (31, [Code.NOT_WITHHELD, Code.NOT_WITHHELD])):
        quoted = " ".join(f"w{number}" for number in range(10, 10 + count))
        root = make_project(tmp_path / str(count), {"one": words, "one.yaml": seed}, notes=notes.format(quoted))
        _, found = assemble_project(root)
        assert [one.code for one in found if one.code is not Code.BUDGET] == codes
        assert annotate(root, "check").returncode == bool(codes)


def test_words_without_spaces_are_counted_by_their_characters(tmp_path: Path) -> None:
    text = "春天的河水漫过了村庄的桥梁，老人们在山坡上看着自己的房屋，没有一个人说话。第二天早晨船来了，带走了所有的孩子和他们的书，只有校长留了下来，因为他还想再看一看那座桥。"
    seed = "id: one\nsiglum: ONE\ntitle: T\nlanguage: zh\npublish: reference\n"
    notes = (
        "notes:\n  - {{id: n, kind: textual, at: {{reading: one, exact: 第二天早晨船来了，带走了所有的孩子}}, text: '{}'}}\n"
    )
    for number, (said, codes) in enumerate(
        (("说", []), ("村庄的桥梁，老人们在山坡上看着", []), (text[2:24], [Code.NOT_WITHHELD]),
         (f"{{reading:quote}}`{text[:80]} <one>`", [Code.NOT_WITHHELD, Code.NOT_WITHHELD]))
    ):  # fmt: skip
        root = make_project(
            tmp_path / str(number), {"one": text, "one.yaml": seed}, notes=notes.format(said), edition="budget: 500\n"
        )
        _, found = assemble_project(root)
        assert [one.code for one in found] == codes, said
    build(tmp_path / "0")
    page = (tmp_path / "0" / "docs" / "readings" / "one.md").read_text(encoding="utf-8")
    assert "第二天早晨船 … 有的孩子" in page.replace("\\", "") and "带走了" not in page


def test_what_others_may_print_is_asked_of_the_text(tmp_path: Path) -> None:
    edition, _ = assemble_project(project(tmp_path / "p", "excerpt"))
    assert edition
    text = edition.by_id["one"]
    block = text.reading.blocks[1]
    said = "".join(piece.text for piece in text.visible(block.start, block.end))
    assert said == "[…] kelumi lodapi mavise. Nocatu opilera […] quvesa\nridomu."
    full = edition.by_id["two"]
    assert "".join(piece.text for piece in full.visible()) == full.source.text


def test_the_ledger_still_covers_every_character(tmp_path: Path) -> None:
    root = project(tmp_path / "p", "reference")
    (book, _) = json.loads(annotate(root, "ledger", "--json").stdout)["texts"]
    assert book["segments"][0]["start"] == 0 and book["segments"][-1]["end"] == len(TEXT)


def test_both_editions_have_the_same_reading(tmp_path: Path) -> None:
    root = project(tmp_path / "p", "excerpt")
    build(root)
    student = (root / "docs" / "readings" / "one.md").read_text(encoding="utf-8")
    build(root, Which.INSTRUCTOR)
    assert (root / "docs" / "readings" / "one.md").read_text(encoding="utf-8") == student
