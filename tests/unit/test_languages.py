"""Direction, word boundaries and endings by language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.languages import direction, likely, main_part
from annotate.terms import Lexicons
from tests.promises.reading_text import ledger_text, reading_text
from tests.support.projects import ledger, make_project, sphinx
from tests.unit.test_terms import term


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("FA", "rtl"),
        ("az-Arab", "rtl"),
        ("uz_Arab_AF", "rtl"),
        ("ks-Latn", "ltr"),
        ("hy", "ltr"),
        ("", "ltr"),
        ("en", "ltr"),
    ],
)
def test_direction_follows_language_and_script(language: str, way: str) -> None:
    assert direction(language) == way


FOUND = [
    ("de", "Vertrag", "Der Vertrag, des Vertrages und die Vertragspartei", ["Vertrag", "Vertrages"]),
    ("fr", "alliance", "L’alliance et les alliances; allianceur", ["alliance", "alliances"]),
    ("ru", "Москва", "В Москве и у Москвы, Москва; Москвитянин", ["Москве", "Москвы", "Москва"]),
    ("ru", "Красная площадь", "На Красной площади, Красную площадь", ["Красной площади", "Красную площадь"]),
    ("ru", "союз", "Союз распался. О союзе союзников", ["Союз", "союзе"]),
    ("hy", "Հայաստան", "Հայաստանը, Հայաստանում և հայաստանցի. Հայաստանցի", ["Հայաստանը", "Հայաստանում"]),
    ("hy", "դաշինք", "դաշինքի, դաշինքներ", ["դաշինքի", "դաշինքներ"]),
    ("he", "ברית", "הברית ובברית, ברית בריתות אברית", ["הברית", "ובברית", "ברית", "בריתות"]),
    ("ar", "حلف", "والحلف في حلف، وبحلف محلف", ["والحلف", "حلف", "وبحلف"]),
    ("tr", "Ankara", "Ankara’da ve Ankara, Ankaralı", ["Ankara", "Ankara"]),
    ("fi", "sopimus", "sopimus ja sopimusta, sopimusoikeus", ["sopimus", "sopimusta"]),
    ("zh", "联盟", "这个联盟很大", ["联盟"]),
    ("ja", "条約", "その条約は古い", ["条約"]),
    ("th", "สัญญา", "ทำสัญญาใหม่", ["สัญญา"]),
    ("xx", "term", "term terms", ["term"]),
    ("en-GB", "treaty", "treaty treatys Treaty’s", ["treaty", "treatys", "Treaty"][:2]),
]


@pytest.mark.parametrize(("language", "form", "text", "words"), FOUND)
def test_forms_bend_by_the_rules_of_the_language(language: str, form: str, text: str, words: list[str]) -> None:
    lexicon = Lexicons([term("t", form)]).of(language)
    assert [text[start:end] for start, end, _ in lexicon.find(text)] == words


def test_the_longer_form_wins_and_case_may_be_ignored() -> None:
    lexicon = Lexicons([term("short", "союз"), term("long", "таможенный союз", fold=True)]).of("ru")
    assert [name for _, _, name in lexicon.find("Таможенного союза и союза")] == ["long", "short"]


def test_marks_and_joiners_are_part_of_a_word() -> None:
    lexicon = Lexicons([term("t", "שלום")]).of("he")
    assert [(start, end) for start, end, _ in lexicon.find("שלומ\u05b8ים שלום")] == [(8, 12)]


def test_language_tags_and_scripts() -> None:
    assert main_part("sr-Cyrl-RS") == "sr"
    assert [likely(words).language for words in ("ქართული ენა", "عربي", "Ελλάδα", "1904")] == ["ka", "ar", "el", "en"]


ARABIC = "عنوان النص\n\nهذا نص عن الحلف القديم، وفيه كلمات كثيرة حتى يكون طويلا بما يكفي ليُرى العنوان فوقه عنوانا، لا فقرة من الفقرات التي تليه.\n"


def test_a_text_from_right_to_left_reads_so_and_its_apparatus_does_not(tmp_path: Path) -> None:
    by = "id: one\nsiglum: ONE\ntitle: {text: عنوان النص, printed: true}\nlanguage: ar\n"
    glossary = "terms:\n  - {id: hilf, headword: حلف, category: concept, forms: [حلف], definition: It is one., language: ar, basis: texts}\n"
    notes = "notes:\n  - {id: n, kind: textual, at: {reading: one, exact: نص عن}, text: 'So it says: {reading:quote}`كلمات كثيرة <one>`.'}\n"
    questions = "questions:\n  - {id: q, readings: [one], kind: discussion, bloom: apply, dok: 1, prompt: What?, passages: [{reading: one, exact: الحلف القديم}]}\n"
    root = make_project(
        tmp_path / "p",
        {"one": ARABIC, "one.yaml": by},
        glossary=glossary,
        notes=notes,
        questions=questions,
        edition="budget: 1000\n",
    )
    edition, found = assemble_project(root)
    assert edition and found == ()
    assert [use.words for use in edition.texts[0].uses] == ["الحلف"]
    sphinx(root, tmp_path / "out")
    page = (tmp_path / "out" / "readings" / "one.html").read_text(encoding="utf-8")
    assert reading_text(page) == ledger_text(ledger(root)["one"], ARABIC)
    assert re.search(r'<p [^>]*id="p1"[^>]*lang="ar" dir="rtl"|<p [^>]*lang="ar" dir="rtl"[^>]*id="p1"', page)
    assert re.search(r'<h1[^>]*lang="ar" dir="rtl"', page)
    assert not re.search(r"<(?:section|aside|details|div|html)[^>]*(?:lang=\"ar\"|dir=)", page)
    assert re.search(r'<span class="quotation">“<span lang="ar" dir="rtl">كلمات كثيرة</span>”</span>', page)
    assert re.search(r'“<span lang="ar" dir="rtl">الحلف القديم</span>”', page)
    assert 'dir="rtl"' in (tmp_path / "out" / "glossary.html").read_text(encoding="utf-8")
