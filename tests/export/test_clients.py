"""Anki and Word files, taken back by Anki's own backend and by python-docx where they are installed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from annotate.export import FORMATS, write_down
from annotate.items import ItemType
from annotate.pack import work_of
from annotate.pack._base import sheets
from annotate.pack.instructor import word_files
from annotate.plain import plain_paragraphs
from tests.export.support import exported, shipped, unzipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_anki_imports_updates_and_never_doubles(tmp_path: Path) -> None:
    collection = pytest.importorskip("anki.collection", reason="requirements/clients.txt is not installed")
    opened = collection.Collection(str(tmp_path / "collection.anki2"))
    work = shipped()
    cards = len(work.edition.apparatus.terms) + sum(asked.item.is_practice for asked in work.asked)
    terms = work.edition.apparatus.terms
    changed = replace(terms[0], definition=replace(terms[0].definition, text="Explained anew."))
    apparatus = replace(work.edition.apparatus, terms=(changed, *terms[1:]))
    later = replace(work, edition=replace(work.edition, apparatus=apparatus), epoch=work.epoch + 86400)
    log = [_import(collection, opened, tmp_path, one) for one in (work, work, later)]
    assert [(len(one.new), len(one.updated), len(one.duplicate), len(one.conflicting)) for one in log] == [
        (cards, 0, 0, 0), (0, 0, cards, 0), (0, cards, 0, 0),
    ]  # fmt: skip
    assert (opened.note_count(), opened.card_count()) == (cards, cards)
    assert {deck.name.partition("::")[2] for deck in opened.decks.all_names_and_ids()} >= {"Glossary", "Practice"}
    (note,) = (opened.get_note(one) for one in opened.find_notes(f"Id:{terms[0].id}"))
    assert "Explained anew." in note["Back"]
    assert all(card.question() and card.answer() for card in map(opened.get_card, opened.find_cards("")))
    assert opened.fix_integrity()[1]
    opened.close()


def _import(collection: Any, opened: Any, folder: Path, work: Any) -> Any:
    path = folder / "deck.apkg"
    path.write_bytes(write_down(FORMATS["anki"], work).files[""])
    request = collection.ImportAnkiPackageRequest(package_path=str(path), options=collection.ImportAnkiPackageOptions())
    return opened.import_anki_package(request).log


def test_word_files_hold_every_task_and_only_the_right_ones_hold_keys() -> None:
    texts = {tag: _paragraphs(data) for tag, data in exported("docx").files.items()}
    assert set(texts) == {"", "-key", "-rubrics"}
    for asked in shipped().asked:
        prompt = plain_paragraphs(asked.item.prompt, shipped().edition)
        assert set(prompt) <= set(texts[""]) and set(prompt) <= set(texts["-key"]), asked.id
    keys = [line for line in texts["-key"] if line.startswith("Key: ")]
    assert len(keys) == len(shipped().asked)
    assert not [line for line in texts[""] if line.startswith("Key: ") or line in set(keys)]
    practice = sum(asked.item.is_practice for asked in shipped().asked)
    assert 0 < practice == texts[""].count("For practice: the key is in the reader.") < len(shipped().asked)
    essays = [asked for asked in shipped().asked if asked.item.type is ItemType.EXTENDED_TEXT]
    assert essays and texts["-rubrics"].count("proficient") == len(essays)


def _document(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(unzipped(data)["word/document.xml"])


def _paragraphs(data: bytes) -> list[str]:
    return ["".join(one.text or "" for one in paragraph.iter(f"{W}t")) for paragraph in _document(data).iter(f"{W}p")]


def _styled(data: bytes, style: str) -> list[str]:
    """The words of the paragraphs in a style."""
    found = [
        one for one in _document(data).iter(f"{W}p") if any(name.get(f"{W}val") == style for name in one.iter(f"{W}pStyle"))
    ]
    return ["".join(one.itertext()) for one in found]


def test_what_an_editor_of_a_word_file_moves_is_counted_ruled_and_set_by_word() -> None:
    """Numbers, letters, lines and tables are no characters."""
    files = exported("docx").files
    kinds = Counter(asked.item.type for asked in shipped().asked)
    document = _document(files[""])
    assert not [words for words in document.itertext() if re.search(r"_{5,}|^[A-Z] {2}|^\d+ \(", words)]
    assert len(_styled(files[""], "Line")) > kinds[ItemType.SHORT_ANSWER] > 0
    assert len(_styled(files[""], "Heading1")) == len(shipped().asked)
    sheets = 1 + kinds[ItemType.MATCH] + kinds[ItemType.GRID] + kinds[ItemType.ORDER]
    assert len(list(document.iter(f"{W}tbl"))) == sheets > 3
    assert len(list(_document(files["-rubrics"]).iter(f"{W}tbl"))) == 2 * kinds[ItemType.EXTENDED_TEXT]
    for data in files.values():
        parts = {
            name: ElementTree.fromstring(part)
            for name, part in unzipped(data).items()
            if name.startswith("word/") and name.endswith(".xml")
        }
        known = {one.get(f"{W}numId") for one in parts["word/numbering.xml"].iter(f"{W}num")}
        used = [
            one.get(f"{W}val") for name in ("word/document.xml", "word/styles.xml") for one in parts[name].iter(f"{W}numId")
        ]
        assert set(used) - {"0"} == known
        assert [one.get(f"{W}val") for one in parts["word/styles.xml"].iter(f"{W}lang")] == ["en"]
    letters = [one for one in document.iter(f"{W}p") if one.find(f"{W}pPr/{W}numPr") is not None]
    assert len(letters) > 100


def test_a_word_file_is_the_worksheet_of_the_same_name() -> None:
    work = work_of(shipped().edition, (), Path())
    made = {one.path: one for one in word_files(work)}
    forms = {f"word/{sheet.folder}/{sheet.name}-{form.letter}": form for sheet in sheets(work) for form in sheet.forms}
    assert len(forms) > 20 and {f"{name}{tag}.docx" for name in forms for tag in ("", "-key")} < set(made)
    for name, form in forms.items():
        for tag in ("", "-key"):
            data = made[f"{name}{tag}.docx"].data
            assert _styled(data, "Heading1") == [f"({task.worth})" for task in form.tasks]
            words = _paragraphs(data)
            places = [words.index(task.prompt[0]) for task in form.tasks]
            assert places == sorted(places) and form.extent in words
        assert not [line for line in _paragraphs(made[f"{name}.docx"].data) if "practice" in line and "reader" in line]


@pytest.mark.parametrize("tag", ["", "-key", "-rubrics"])
def test_word_files_open_with_their_styles(tmp_path: Path, tag: str) -> None:
    docx = pytest.importorskip("docx", reason="requirements/clients.txt is not installed")
    path = tmp_path / "a.docx"
    path.write_bytes(exported("docx").files[tag])
    document = docx.Document(str(path))
    inside = [one.text for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs]
    assert Counter([*(one.text for one in document.paragraphs), *inside]) == Counter(_paragraphs(path.read_bytes()))
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert document.paragraphs[0].style.name == "Title"
    assert headings and all(re.match(r"\(\d+ points?\)|[a-z]+-\d+", one.text) for one in headings)
    assert document.core_properties.title.startswith(shipped().title)
