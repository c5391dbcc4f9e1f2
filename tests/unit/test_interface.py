"""The reader's own words come in its own language, whatever that of the texts is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from annotate.interface import LOCALES, _, languages, speaking
from tests.promises.reading_text import ledger_text, reading_text
from tests.support.messages import TEMPLATE, catalogue, compiled, messages, template
from tests.support.projects import CONF, REPOSITORY, annotate, ledger, make_project, sphinx

BY = """id: one
siglum: ONE
title: Supplied
language: en
omissions: [{exact: Share this page, kind: interface-text, reason: ein Knopf}]
emendations: [{exact: teh, replacement: the, reason: verdreht}]
"""
NOTES = "notes:\n  - {id: n, kind: textual, at: {reading: one, exact: said nothing}, text: Eine Anmerkung.}\n"
CROSS = """cross-notes:
  - id: x
    relation: same-event
    topic: Die Sitzung
    notice: Vergleiche.
    passages: [{reading: one, exact: the alliance}, {reading: one, exact: in May}]
"""
QUESTIONS = (
    "questions:\n  - {id: q, readings: [one], kind: close-reading, bloom: apply, dok: 1, prompt: Was?, teacher: Das.}\n"
)
GLOSSARY = "terms:\n  - {id: a, headword: Alliance, category: organisation, forms: [alliance], definition: Ein Bündnis., basis: texts}\n"


def test_the_template_is_what_the_code_says() -> None:
    """When this fails: python -m tests.support.messages, then fill in the catalogues."""
    assert TEMPLATE.read_text(encoding="utf-8") == template()
    assert len(messages()) > 100


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_is_whole_and_compiled(language: str) -> None:
    made = catalogue(language)
    assert {one.id for one in made if one.id} == set(messages())
    for one in made:
        if one.id:
            assert one.string, one.id
            assert sorted(re.findall(r"\{\w+\}", one.string)) == sorted(re.findall(r"\{\w+\}", one.id)), one.id
            assert one.string.endswith(":") == one.id.endswith(":"), one.id
    assert (LOCALES / language / "LC_MESSAGES" / "annotate.mo").read_bytes() == compiled(language)


def test_a_message_is_itself_where_there_is_no_other() -> None:
    assert _("Questions") == "Questions"
    for language, words in (
        ("de", "Fragen"),
        ("de-AT", "Fragen"),
        ("xx", "Questions"),
        ("en", "Questions"),
        ("", "Questions"),
    ):
        with speaking(language):
            assert _("Questions") == words
    assert _("Questions") == "Questions"


def test_an_edition_in_german_of_an_english_text(tmp_path: Path) -> None:
    text = "In truth teh alliance met, and the alliance said nothing in May.\nShare this page\n".replace(
        "the alliance said", "it said"
    ).replace("teh alliance", "teh old alliance; the alliance")
    root = make_project(
        tmp_path / "p", {"one": text, "one.yaml": BY}, notes=NOTES, cross_notes=CROSS, questions=QUESTIONS,
        glossary=GLOSSARY, edition="language: de\nbudget: 1000\n",
    )  # fmt: skip
    (root / "docs" / "conf.py").write_text(f'{CONF}language = "de"\n', encoding="utf-8")
    sphinx(root, tmp_path / "out")
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.html")}
    page = pages["one"]
    assert '<html lang="de"' in page
    assert reading_text(page) == ledger_text(ledger(root)["one"], text)
    assert re.search(r'<p (?=[^>]*id="p1")[^>]*lang="en"', page)
    for words in (
        "Über diesen Text", "nicht genannt", ">Anmerkungen<", ">Fragen<", "Hier ausgelassen:</span> Bedienungstext",
        'aria-label="Anmerkung 1"', 'aria-label="Absatz 1"', "dasselbe Ereignis", "Anmerkung zum Wortlaut", "Genaues Lesen", "anwenden",
        'title="Die Quelle hat: teh"', ">Zum Text springen<", ">Nur Text<", 'aria-label="Leseeinstellungen"', "Neben dem Text",
    ):  # fmt: skip
        assert words in page, words
    assert "Steht in: " in pages["glossary"] and ">Glossar<" in pages["glossary"]
    assert "„teh“ ist geändert in „the“: verdreht" in pages["note-on-the-texts"]
    for english in ("About this text", "not named", ">Notes<", "Omitted", "Glossary<", "Stands in", "Questions"):
        articles = {name: re.findall(r"<article.*?</article>", content, re.DOTALL) for name, content in pages.items()}
        left = [name for name, found in articles.items() if name != "search" and english in "".join(found)]
        assert left == [], english
    assert "Die Suche braucht JavaScript." in pages["search"]
    for english in ("Skip to", "Text only", "Reading settings", "Beside the text", "Previous", "As at first"):
        assert [name for name, content in pages.items() if f">{english}" in content] == [], english
    assert len("".join(re.findall(r"<article.*?</article>", page, re.DOTALL))) > 1000


def test_proofs_and_the_map_speak_the_readers_language(tmp_path: Path) -> None:
    root = Path(shutil.copytree(REPOSITORY / "docs" / "manual" / "examples" / "two-readings", tmp_path / "p"))
    settings = root / "docs" / "apparatus" / "edition.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "language: de\n", encoding="utf-8")
    built = annotate(root, "build", "--edition", "instructor")
    assert built.returncode == 0, built.stdout
    keys = (root / "docs" / "instructor" / "keys.md").read_text(encoding="utf-8")
    assert "entfernt aus „On a fair day it takes ten minutes“ ({reading:par}`ferry:1`): „ten“" in keys
    assert "steht in keinem anderen Text" in keys
    drawn = (root / "docs" / "_annotate" / "map.svg").read_text(encoding="utf-8")
    assert ">Umstrittene Linie<" in drawn
