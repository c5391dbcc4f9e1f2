"""What holds for every format: the same bytes twice, losses told, keys disproved refused, words escaped."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotate.export import FORMATS, Kept, loss_json, write_down
from annotate.plain import plain_paragraphs
from tests.exercises.support import as_set, project
from tests.export.support import exported, shipped, unzipped
from tests.support.clients import canvas, lint, moodle
from tests.support.projects import annotate

HOSTILE = "a < b & c > \"d\" 'e' ~1 =2 #3 {4} :5 %6% [7] \\8 *9* ]]> &amp; $x$ [sound:z] {{Front}}"
ITEM = """
id: x1
use: practice
type: choice
readings: [a, b]
level: apply
dok: 2
skill: close-reading
points: 2
minutes: 3
prompt: Which is it? {}
solution: It is the river. {}
mistakes: [{{response: b, reason: {}}}]
choices:
  - {{id: a, text: {}, query: [river]}}
  - {{id: b, text: sea, query: [sea]}}
derive: {{present: true}}
responses: {{right: [a], wrong: [b]}}
key: a
"""


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _project(folder: Path, key: str = "a") -> Path:
    """A project whose one item is full of what formats use for themselves."""
    prompt = re.sub(r"([^\w\s])", r"\\\1", HOSTILE)
    item = ITEM.replace("Which is it? {}", _yaml(f"Which is it? {prompt}")).replace("It is the river. {}", _yaml(prompt))
    item = item.replace("reason: {}", f"reason: {_yaml(HOSTILE)}").replace("text: {}", f"text: {_yaml(HOSTILE)}")
    item = item.replace("{{", "{").replace("}}", "}").replace("{Front}", "{{Front}}").replace("key: a", f"key: {key}")
    return project(folder, as_set(item))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_twice_and_every_thing_accounted_for(name: str) -> None:
    first, second = exported(name), write_down(FORMATS[name], shipped())
    assert first.files == second.files
    told = json.loads(loss_json(FORMATS[name], first))
    assert sum(told["counts"].values()) == len(first.fates)
    assert all(one["reasons"] for one in told["losses"])
    things = Counter((one.type, one.id) for one in first.fates)
    assert max(things.values()) == 1
    if FORMATS[name].of_items:
        assert {asked.id for asked in shipped().asked} <= {one for _, one in things}


def test_no_card_and_no_open_data_holds_a_key_of_an_assigned_item() -> None:
    assigned = [asked for asked in shipped().asked if not asked.item.is_practice]
    deck = unzipped(exported("anki").files[""])["collection.anki2"]
    refused = {one.id for one in exported("anki").fates if one.kept is Kept.REFUSED}
    assert refused == {asked.id for asked in assigned}
    assert not [asked.id for asked in assigned if asked.id.encode() in deck]
    for name in FORMATS:
        if not FORMATS[name].of_items:
            assert not [
                asked.id for asked in assigned if re.search(rb"\b" + asked.id.encode() + rb"\b", exported(name).files[""])
            ]


def test_zips_hold_no_times_of_their_making() -> None:
    for name in ("qti12", "qti3", "anki", "docx"):
        for data in exported(name).files.values():
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_explains_an_assigned_item_is_only_where_graders_look() -> None:
    """Hints, solutions and mistakes are prose enough to be looked for as they are."""
    files = {
        "moodle": re.sub(r"<graderinfo.*?</graderinfo>", "", exported("moodle").files[""].decode(), flags=re.DOTALL),
        "gift": exported("gift").files[""].decode().replace("\\", ""),
        "qti12": "".join(data.decode() for data in unzipped(exported("qti12").files[""]).values()),
        "qti3": re.sub(
            r"<qti-rubric-block.*?</qti-rubric-block>", "",
            "".join(data.decode() for data in unzipped(exported("qti3").files[""]).values()), flags=re.DOTALL,
        ),
    }  # fmt: skip
    seen = Counter[str]()
    for asked in shipped().asked:
        edition, item = shipped().edition, asked.item
        told = [*plain_paragraphs(item.hint, edition), *plain_paragraphs(item.solution, edition)]
        told += [mistake.reason for mistake in item.mistakes]
        for words in told:
            for name, text in files.items():
                there = any(html.escape(words, quote=quote) in text for quote in (True, False)) or words in _bare(text)
                seen[f"{item.use.value} {name}"] += there
                assert item.is_practice or not there, (asked.id, name, words)
    assert all(seen[f"practice {name}"] > 100 for name in files)


def test_a_card_keeps_its_identity_when_others_come_and_go() -> None:
    work = shipped()
    fewer = replace(work.edition, apparatus=replace(work.edition.apparatus, terms=work.edition.apparatus.terms[3:]))
    made = [write_down(FORMATS["anki"], one) for one in (work, replace(work, edition=fewer, asked=work.asked[5:]))]
    before, after = (_identities(one.files[""]) for one in made)
    assert 0 < len(after) < len(before)
    assert after.items() <= before.items()


def _identities(deck: bytes) -> dict[str, str]:
    base = sqlite3.connect(":memory:")
    base.deserialize(unzipped(deck)["collection.anki2"])
    return dict(base.execute("SELECT guid, sfld FROM notes"))


def test_qti3_lint_finds_nothing_in_ours_and_each_planted_fault() -> None:
    files = unzipped(exported("qti3").files[""])
    assert list(lint.package(files)) == []
    plants = {
        "items/evn-10.xml": [("<qti-value>c<", "<qti-value>z<"), ('normal-maximum="1"', 'normal-maximum="0"')],
        "items/evn-03.xml": [('response-identifier="RESPONSE"', 'response-identifier="OTHER"')],
        "items/evn-07.xml": [('view="scorer"', 'view="candidate"'), ("<p>Report", "<p></p><p>Report")],
        "items/evn-01.xml": [('identifier="item-evn-01"', 'identifier="item-evn-02"')],
        "imsmanifest.xml": [("items/evn-02.xml", "items/evn-2.xml")],
    }
    for name, changes in plants.items():
        for old, new in changes:
            text = files[name].decode()
            assert old in text
            assert list(lint.package({**files, name: text.replace(old, new).encode()})), (name, new)


def test_a_key_that_is_disproved_does_not_leave(tmp_path: Path) -> None:
    root = _project(tmp_path, key="b")
    done = annotate(root, "export", "moodle", "-o", "m.xml")
    assert (done.returncode, "key_disagrees" in done.stderr) == (1, True)
    told = json.loads((root / "m.xml.loss.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["kept"]) for one in told["losses"]] == [("x1", "refused")]
    assert not moodle.bank((root / "m.xml").read_bytes())


def test_words_that_formats_use_for_themselves_arrive_as_they_were(tmp_path: Path) -> None:
    root = _project(tmp_path)
    for name in ("moodle", "qti12", "qti3", "anki", "docx", "glossary-csv"):
        done = annotate(root, "export", name, "-o", f"out/{name}")
        assert done.returncode == 0, done.stderr
        assert ("holds keys" in done.stderr) is (name not in ("anki", "glossary-csv"))
    out = root / "out"
    question = moodle.bank((out / "moodle").read_bytes())["x1"]
    assert {text for text, _, _ in question.answers} == {HOSTILE, "sea"}
    assert HOSTILE in question.feedback.replace("&lt;", "<") or _bare(question.feedback).count(HOSTILE) == 1
    found = canvas.quizzes((out / "qti12").read_bytes())["annotate_x1"]
    assert found.score([HOSTILE]) == 1 and found.score(["sea"]) == 0 and HOSTILE in found.text
    item = ElementTree.fromstring(unzipped((out / "qti3").read_bytes())["items/x1.xml"])
    assert HOSTILE in {one.text for one in item.iter(f"{lint.N}qti-simple-choice")}
    base = sqlite3.connect(":memory:")
    base.deserialize(unzipped((out / "anki").read_bytes())["collection.anki2"])
    fields = "".join(row[0] for row in base.execute("SELECT flds FROM notes"))
    assert HOSTILE in _bare(fields) and "[sound:" not in fields and "{{" not in fields
    assert HOSTILE in "".join(ElementTree.fromstring(unzipped((out / "docx").read_bytes())["word/document.xml"]).itertext())


def _bare(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["moodel", "-o", "x"], "Did you mean 'moodle'?"),
        ([], "Formats: moodle"),
        (["moodle"], "annotate export moodle -o FILE"),
        (["moodle", "--set", "onee", "-o", "x"], "Did you mean 'one'?"),
        (["moodle", "--use", "assigned", "-o", "x"], "no exercise fits"),
        (["moodle", "--base-url", "reader", "-o", "x"], "is no address"),
    ],
)
def test_wrong_usage_is_answered_with_what_to_type(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = annotate(_project(tmp_path), "export", *arguments)
    assert (done.returncode, said in done.stderr, done.stdout) == (2, True, "")


def test_an_address_of_the_reader_that_is_none_is_found(tmp_path: Path) -> None:
    root = _project(tmp_path)
    path = root / "docs" / "apparatus" / "edition.yaml"
    path.write_text("base-url: reader.example\n", encoding="utf-8")
    assert "[annotate.bad_address]" in annotate(root, "export", "moodle", "-o", "m.xml").stderr
    path.write_text("base-url: https://reader.example\n", encoding="utf-8")
    assert annotate(root, "export", "moodle", "-o", "m.xml").returncode == 0


def test_the_table_counts_every_item_in_every_format(tmp_path: Path) -> None:
    done = annotate(_project(tmp_path), "export", "--table")
    rows = [line.split("  ") for line in done.stdout.splitlines()]
    assert done.returncode == 0 and rows[0][0] == "type"
    assert [cell.strip() for cell in rows[1] if cell.strip()][:4] == ["choice", "1", "1 / 0 / 0", "1 / 0 / 0"]


def test_annotations_select_the_same_words_twice_and_only_one_place() -> None:
    collection = json.loads(exported("webannotation").files[""])
    edition = shipped().edition
    sources = {f"https://example.org/reader/{text.reading.establishment.source_path}": text for text in edition.texts}
    items = collection["first"]["items"]
    apparatus = edition.apparatus
    assert len(items) == collection["total"] == len(apparatus.notes) + len(apparatus.cross_notes) + len(apparatus.terms)
    assert len({one["id"] for one in items}) == len(items)
    for target in (target for one in items for target in one["target"]):
        text = sources[target["source"]["id"]]
        quote, position = target["selector"]
        assert text.source.text[position["start"] : position["end"]] == quote["exact"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.source.text.count(whole) == 1
        page, _, block = target["scope"].partition("#")
        assert page == f"https://example.org/reader/readings/{text.id}.html"
        assert block == "" or block in {one.id for one in text.reading.blocks}
    uses = sum(len(text.uses) for text in edition.texts)
    assert sum(len(one["target"]) for one in items if one["motivation"] == "describing") == uses


def test_the_glossary_and_the_citations_are_whole() -> None:
    apparatus = shipped().edition.apparatus
    rows = list(csv.DictReader(io.StringIO(exported("glossary-csv").files[""].decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [term.id for term in apparatus.terms]
    assert all(row["definition"] and row["address"].endswith(f"glossary.html#term-{row['id']}") for row in rows)
    cited = len(apparatus.sources) + len(shipped().edition.texts)
    records = json.loads(exported("csl-json").files[""])
    entries = re.findall(r"^@misc\{([^,]+),$", exported("bibtex").files[""].decode(), re.MULTILINE)
    assert len({one["id"] for one in records}) == len(set(entries)) == cited
    assert {one["id"] for one in records} == set(entries)
    assert all(one["URL"].startswith("http") for one in records if not one["id"].startswith("text-"))
    text = exported("bibtex").files[""].decode()
    assert all(line.count("{") == line.count("}") for line in text.splitlines() if " = " in line)
