"""Anki and Word files, taken back by Anki's own backend and by python-docx where they are installed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from annotate.export import FORMATS, write_down
from annotate.items import ItemType
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
    request = collection.ImportAnkiPackageRequest(
        package_path=str(path), options=collection.ImportAnkiPackageOptions()
    )
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
    essays = [asked for asked in shipped().asked if asked.item.type is ItemType.EXTENDED_TEXT]
    assert essays and sum(line.startswith("☐ Proficient") for line in texts["-rubrics"]) == len(essays)


def _paragraphs(data: bytes) -> list[str]:
    root = ElementTree.fromstring(unzipped(data)["word/document.xml"])
    return ["".join(one.text or "" for one in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


@pytest.mark.parametrize("tag", ["", "-key", "-rubrics"])
def test_word_files_open_with_their_styles(tmp_path: Path, tag: str) -> None:
    docx = pytest.importorskip("docx", reason="requirements/clients.txt is not installed")
    path = tmp_path / "a.docx"
    path.write_bytes(exported("docx").files[tag])
    document = docx.Document(str(path))
    assert [one.text for one in document.paragraphs] == _paragraphs(path.read_bytes())
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert document.paragraphs[0].style.name == "Title"
    assert headings and all(re.match(r"\d+ \(\d+ points?\)|[a-z]+-\d+", one.text) for one in headings)
    assert document.core_properties.title.startswith(shipped().title)
