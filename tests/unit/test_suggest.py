"""Suggestions find what was planted, say why, and can be pasted as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.cli.project import _KINDS
from annotate.diagnostics import Code, Severity
from annotate.load import cross_notes, glossary
from annotate.project.suggest import Suggestion, What, as_yaml, suggest
from tests.support.projects import REPOSITORY, annotate, make_project

ONE = """The river council

The County Roads Office (CRO) met on 4 March 1904. The stone bridge at Fordham will cost 1,200 pounds, as the County Roads Office reckons, and the toll will pay for the stone bridge within ten years.
Old Fordham market closed early. In Fordham the ferryman Amos Reed keeps the night watch, and Amos Reed takes the toll.
The clerk of the PWB signed it. Nobody but the ferryman knows the night watch, and the night watch is long.
A stone bridge, says the county-council, is a promise.
Share this page
Printed by the town press
"""
TWO = """An answer from the bank

They told us on 5 March 1904 that the stone bridge at Fordham would cost 2,400 pounds, as the office reckons, and that the toll would pay for all of it.
Amos Reed has kept the ferry for forty years, in flood and in drought, without a single loss of life. The CRO has never asked him.
In a flood it does not run at all, and in a drought the river can be crossed on foot by anybody.
Printed by the town press
"""
GLOSSARY = """terms:
  # the office, in short
  - id: cro
    headword: County Roads Office
    category: organisation
    forms: [County Roads Office]   # as it is written
    definition: >-
      The office for roads.
    basis: texts
  - id: council
    headword: County council
    category: organisation
    forms: ["county council"]
    definition: It rules the county.
    basis: texts
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project with something planted for each kind."""
    return make_project(tmp_path / "p", {"one": ONE, "two": TWO}, glossary=GLOSSARY, edition="budget: 1000\n")


def found(root: Path, what: What) -> list[Suggestion]:
    """The suggestions of one kind, best first."""
    edition, _ = assemble_project(root)
    assert edition
    path = root / "docs/apparatus/glossary.yaml"
    return list(suggest(edition, path.read_text(encoding="utf-8") if path.exists() else "", [what]))


def entries(made: list[Suggestion], key: str) -> list[object]:
    """One value of each entry."""
    return [one.entry[key] for one in made if not isinstance(one.entry, str)]


def test_terms_are_names_and_phrases_that_the_glossary_lacks(root: Path) -> None:
    headwords = entries(found(root, What.TERMS), "headword")
    assert {"Amos Reed", "Fordham", "stone bridge", "night watch"} <= set(headwords)
    assert not {"County Roads Office", "The", "Old Fordham", "CRO"} & set(headwords)
    (name,) = (one for one in found(root, What.TERMS) if one.entry["headword"] == "Amos Reed")  # type: ignore[index]
    assert name.evidence[1] == "3 times in 2 texts: ONE ¶2, TWO ¶2"


def test_aliases_are_whole_entries_with_new_forms(root: Path) -> None:
    made = {one.entry.split("\n")[0]: one for one in found(root, What.ALIASES) if isinstance(one.entry, str)}
    assert 'forms: ["County Roads Office", "CRO"]' in str(made["  - id: cro"].entry)
    assert "definition: >-\n      The office for roads." in str(made["  - id: cro"].entry)
    assert 'forms: ["county council", "county-council"]' in str(made["  - id: council"].entry)
    assert "'CRO'" in made["  - id: cro"].evidence[1] + made["  - id: cro"].evidence[0]


def test_links_join_paragraphs_about_the_same_thing(root: Path) -> None:
    best = found(root, What.LINKS)[0]
    assert best.evidence[0].startswith("ONE ¶1 and TWO ¶1: likeness ")
    assert not any("TWO ¶3" in one.evidence[0] for one in found(root, What.LINKS)[:1])


def test_other_numbers_for_the_same_thing_are_shown_with_both_sentences(root: Path) -> None:
    made = found(root, What.CONTRADICTIONS)
    assert "1,200 pounds or 2,400 pounds" in entries(made, "topic")
    (money,) = (one for one in made if "pounds" in str(one.entry))
    assert [line.split(":")[0] for line in money.evidence[1:]] == ["ONE ¶1", "TWO ¶1"]


def test_glosses_are_asked_for_abbreviations_that_nothing_explains(root: Path) -> None:
    assert entries(found(root, What.GLOSSES), "headword") == ["PWB"]  # CRO is explained: a form
    more = (
        GLOSSARY
        + "  - {id: pwb, headword: PWB, category: organisation, forms: [PWB], definition: It is one., basis: texts}\n"
    )
    (root / "docs" / "apparatus" / "glossary.yaml").write_text(more, encoding="utf-8")
    assert found(root, What.GLOSSES) == []


def test_furniture_is_what_buttons_say_and_what_stands_in_several_texts(root: Path) -> None:
    made = found(root, What.FURNITURE)
    assert set(entries(made, "check")) == {"Share this page", "Printed by the town press"}
    assert any("stands 2 times: ONE, TWO" in one.evidence[1] for one in made)


def blocks_of(made: Iterable[Suggestion]) -> Iterator[tuple[str, str, str]]:
    """(file, key of its list, entries) of each block as it is printed."""
    for block in as_yaml(tuple(made)):
        head, key, entries = block.split("\n", 2)
        named = re.search(r"([a-z-]+):", key)
        assert named
        yield head.removeprefix("# ---- ").partition(",")[0], named[1], entries


def test_everything_can_be_pasted_whole_and_what_is_to_be_written_is_found(root: Path) -> None:
    edition, _ = assemble_project(root)
    assert edition
    made = [one for one in suggest(edition, GLOSSARY, limit=50) if one.what is not What.ALIASES]
    files = [file for file, _, _ in blocks_of(made)]
    assert len(files) == len(set(files)) == 4
    for one, (file, key, entries) in zip(as_yaml(made), blocks_of(made), strict=True):
        path = root / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        assert (f"\n{key}:" in one) is (f"{key}:" not in before)
        path.write_text(before + (one if f"{key}:" not in before else entries), encoding="utf-8")
    _, problems = assemble_project(root)
    assert [one for one in problems if one.severity is Severity.ERROR and one.code is not Code.SHARED_FORM] == []
    unwritten = [one for one in problems if one.code is Code.UNWRITTEN]
    assert len(unwritten) == len(made)


def test_the_command_prints_it_and_knows_its_kinds(root: Path) -> None:
    assert list(_KINDS) == [one.value for one in What]
    done = annotate(root, "suggest", "furniture", "--limit", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("- lines:") == 1
    assert "# ---- docs" not in done.stdout
    wrong = annotate(root, "suggest", "term")
    assert (wrong.returncode, "Did you mean 'terms'?" in wrong.stderr) == (2, True)


def test_an_edition_that_is_finished_gets_suggestions_that_load() -> None:
    edition, _ = assemble_project(REPOSITORY, keys=False)
    assert edition
    text = (REPOSITORY / "docs/apparatus/glossary.yaml").read_text(encoding="utf-8")
    made = suggest(edition, text, limit=40)
    assert len(made) > 30
    for _, key, entries in blocks_of(made):
        if key != "omissions":
            loader = glossary if key == "terms" else cross_notes
            assert loader.load("x.yaml", f"{key}:\n{entries}")[1] == ()


def corpus_of(root: Path, **texts: str) -> Path:
    """A project of texts, the language of each behind the last _ of its name."""
    files = {}
    for name, words in texts.items():
        files |= {name: words, f"{name}.yaml": f"id: {name}\nsiglum: {name.upper()}\ntitle: T\nlanguage: {name[-2:]}\n"}
    return make_project(root / "p", {name.replace("_", "-"): words.replace("_", "-") for name, words in files.items()})


def test_abbreviations_are_explained_in_any_language_and_numerals_are_none(tmp_path: Path) -> None:
    root = corpus_of(
        tmp_path,
        a_de="Das Nordamt für Küstenbauten (NAK) zahlte. Der Bundesnachrichtendienst (BND) schwieg. Die BRZ gewann.\n",
        b_ru="Организация Договора о коллективной безопасности (ОДКБ) собралась.\n\nОДКБ молчала.\n",
        c_en="CHAPTER III. The leaving\n\nThe CRO (County Roads Office) met. The girls (CIA) left. KEEPERS say: keepers.\n",
    )
    made = {one.entry["headword"]: one.entry["id"] for one in found(root, What.TERMS) if not isinstance(one.entry, str)}
    assert made == {
        "Nordamt für Küstenbauten": "nak", "Bundesnachrichtendienst": "bnd", "County Roads Office": "cro",
        "Организация Договора о коллективной безопасности": "odkb",
    }  # fmt: skip
    assert entries(found(root, What.GLOSSES), "headword") == ["BRZ"]


def test_a_category_says_what_speaks_for_it(tmp_path: Path) -> None:
    words = (
        "We met in Varn. Then we left Varn at night. A Board of Works met, the Board of Works said. In October the "
        "Russian fleet and the Russian crew saw Captain Lund, as Captain Lund wrote in October. The Keepers came; keepers do. "
        "He saw Orsa, and Orsa again.\n"
    )
    made = {
        one.entry["headword"]: (one.entry["category"], one.evidence[2])
        for one in found(corpus_of(tmp_path, a_en=words), What.TERMS)
        if not isinstance(one.entry, str)
    }
    assert made == {
        "Varn": ("place", "category: place, for 'in' or the like stands before it 1 of 2 times"),
        "Board of Works": ("organisation", "category: organisation, for it is called 'board'"),
        "Captain Lund": ("person", "category: person, for a title stands before it, or it speaks, 1 of 2 times"),
        "Orsa": ("concept", "category: a stand-in; nothing in the texts tells what it is"),
    }


def test_numbers_are_read_as_their_language_writes_them_and_only_like_is_paired(tmp_path: Path) -> None:
    root = corpus_of(
        tmp_path,
        a_ru="Маяк на острове Варн стоил 15 000 рублей.\n\nСовсем другое дело в третьем месте.\n",
        b_ru="Маяк на острове Варн стоил 12 400 рублей.\n\nНичего похожего здесь нет.\n",
        c_en="Trade grew by 12 percent in 2020. The tower cost the county board 900 crowns.\n\nIts charter was signed on 7 October 2002.\n",
        d_en="Trade grew by 15 percent in 2020. The tower cost the county board 3 crowns.\n\nThe charter dates from 7 October 2003.\n",
        e_en="Trade grew by 30 percent in 1999.\n",
    )
    assert set(entries(found(root, What.CONTRADICTIONS), "topic")) == {
        "15 000 or 12 400", "12 percent or 15 percent", "7 October 2002 or 7 October 2003",
    }  # fmt: skip


def test_other_spellings_are_aliases(tmp_path: Path) -> None:
    root = make_project(
        tmp_path / "p",
        {"one": "The Harbour Security Organization met.\n", "two": "The Harbor Security Organisation met.\n"},
        glossary="terms:\n  - {id: hso, headword: H, category: concept, forms: [Harbour Security Organization], definition: D., basis: texts}\n",
    )
    (one,) = found(root, What.ALIASES)
    assert 'forms: ["Harbour Security Organization", "Harbor Security Organisation"]' in str(one.entry)


NAMED = {
    "de": (
        "Man rief den Stadtrat Altwerder. Es kam Graf Ostheim in der Nacht. „Nein“, rief Hinrich Vollmer, und Graf Ostheim fragte nichts.\n",
        {"Stadtrat Altwerder": "organisation", "Graf Ostheim": "person", "Hinrich Vollmer": "concept"},
    ),
    "ru": (
        "Потом видели в Городском совете Варнска, что министр Лебедев сказал о министре Лебедеве. Тогда Городской совет Варнска ждал.\n",
        {"Городском совете Варнска": "organisation", "Лебедев": "person", "Лебедеве": "person"},
    ),
    "fr": (
        "Alors la Compagnie des Eaux du Nord se tut. On a vu M. Lacombe, et M. Lacombe écrivit. On alla encore vers Valmont.\n",
        {"Compagnie des Eaux du Nord": "organisation", "Lacombe": "person", "Valmont": "place"},
    ),
    "es": (
        "Entonces el Consejo de Estado calló. Luego don Pedro Salas dijo poco, y vimos que Pedro Salas iba hacia Montera.\n",
        {"Consejo de Estado": "organisation", "Pedro Salas": "person", "Montera": "place"},
    ),
    "zh": ("人们反对沿海工程的报告。沿海工程没有回答。后来沿海工程又开会。\n", {"沿海工程": "concept"}),
}  # fmt: skip


@pytest.mark.parametrize("language", NAMED)
def test_names_are_told_by_the_words_of_their_language(tmp_path: Path, language: str) -> None:
    text, expected = NAMED[language]
    made = found(corpus_of(tmp_path, **{f"a_{language}": text}), What.TERMS)
    assert {one.entry["headword"]: one.entry["category"] for one in made if not isinstance(one.entry, str)} == expected


def test_links_and_other_numbers_are_found_in_any_script(tmp_path: Path) -> None:
    root = corpus_of(
        tmp_path,
        a_zh="洪水之后，黑河市损失了1200间房屋。\n\n大坝决口，工程委员会连夜开会。\n",
        b_zh="洪水之后，黑河市损失了900间房屋。\n\n工程师写了一封信，没有人回答。\n",
        c_de="Am 9. November 1872 brach der Damm in Altwerder.\n\nGanz anderes steht hier.\n",
        d_de="Am 9. November 1873 brach der Damm in Altwerder.\n\nUnd noch einmal anderes.\n",
    )
    assert set(entries(found(root, What.CONTRADICTIONS), "topic")) == {"1200 or 900", "9. November 1872 or 9. November 1873"}
    zh = [
        one.entry["passages"]
        for one in found(root, What.LINKS)
        if not isinstance(one.entry, str) and "link-a-zh" in str(one.entry["id"])
    ]
    assert [one["exact"] for one in zh[0]] == ["洪水之后，黑河市损失了1200间房屋。", "洪水之后，黑河市损失了900间房屋。"]
