"""Where the forms of terms stand: longest first, whole words, and which uses are marked."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.model import Category, Form, MarkPolicy, Prose, Term
from annotate.terms import Lexicon, Use, find_uses
from tests.support.texts import PLACE, Established, established


def term(name: str, *forms: str, fold: bool = False) -> Term:
    """A term with its forms; `fold` when they ignore case."""
    return Term(
        id=name,
        headword=name,
        category=Category.CONCEPT,
        forms=tuple(Form(text=form, fold=fold, place=PLACE) for form in forms),
        definition=Prose(text="D.", place=PLACE),
        naming=None,
        pronunciation=None,
        language="",
        sources=(),
        see=(),
        from_texts=True,
        place=PLACE,
    )


def found(text: str, *terms: Term) -> list[tuple[str, str]]:
    """The forms in a text as (words, term)."""
    return [(text[start:end], name) for start, end, name in Lexicon(terms).find(text)]


PIVOT = term("pivot", "pivot")
CSTO = term("csto", "CSTO")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The CSTO met.", ["CSTO"]),
        ("CSTO", ["CSTO"]),
        ("The CSTO’s and CSTO's men", ["CSTO", "CSTO"]),
        ("Two CSTOs met", ["CSTOs"]),
        ("Two CSTOs’ men", ["CSTOs"]),
        ("CSTO-led, (CSTO), “CSTO”, CSTO/CIS", ["CSTO", "CSTO", "CSTO", "CSTO"]),
        ("csto Csto CSTOes CSTOS CSTOss", []),
        ("XCSTO CSTOX CSTO1 1CSTO _CSTO CSTO_ CSTOé", []),
    ],
)
def test_a_form_is_a_whole_word_possessive_outside_plural_inside(text: str, words: list[str]) -> None:
    assert found(text, CSTO) == [(word, "csto") for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pivot at the start", ["Pivot"]),
        ("It ended. Pivot now", ["Pivot"]),
        ("Ended! Pivot? Pivot… Pivot: Pivot", ["Pivot"] * 4),
        ("He said.” “Pivot", ["Pivot"]),
        ("“Pivot", ["Pivot"]),
        ("a (see 2.) Pivots", ["Pivots"]),
        ("the Pivot", []),
        ("the “Pivot", []),
        ("U.S.Pivot", []),
        ("PIVOT", []),
    ],
)
def test_a_small_first_letter_may_be_large_where_a_sentence_begins(text: str, words: list[str]) -> None:
    assert found(text, PIVOT) == [(word, "pivot") for word in words]


def test_a_large_first_letter_is_never_small() -> None:
    assert found("The summit. summit", term("s", "Summit")) == []


def test_a_form_that_ignores_case_is_found_in_any() -> None:
    text = "Western Pivot, WESTERN PIVOT, western pivots, weStern piVot"
    assert [words for words, _ in found(text, term("p", "Western pivot", fold=True))] == text.split(", ")


@pytest.mark.parametrize(
    "terms",
    [(term("cis", "CIS"), term("long", "CIS summit")), (term("long", "CIS summit"), term("cis", "CIS"))],
)
def test_the_longest_form_wins(terms: tuple[Term, ...]) -> None:
    assert found("the CIS summit of the CIS", *terms) == [("CIS summit", "long"), ("CIS", "cis")]


def test_a_longer_form_that_does_not_fit_gives_way_to_a_shorter_whole_word() -> None:
    terms = (
        term("cis", "CIS"),
        term("long", "CIS summit talks"),
        term("usa", "USA"),
        term("us", "us", fold=True),
    )
    assert found("the CIS summit talk", *terms) == [("CIS", "cis")]
    assert found("Usa and Us", *terms) == [("Us", "us")]


def test_a_form_that_ends_in_s_is_not_taken_for_a_plural() -> None:
    terms = (term("ci", "CI"), term("cis", "CIS"), term("arm", "arm"), term("arms", "arms"))
    assert found("CIS arms arm", *terms) == [("CIS", "cis"), ("arms", "arms"), ("arm", "arm")]


def test_of_two_terms_with_one_form_the_first_has_it() -> None:
    assert found("CSTO", term("a", "CSTO"), term("b", "CSTO")) == [("CSTO", "a")]


def test_an_exact_form_goes_before_one_that_ignores_case() -> None:
    terms = (term("any", "west", fold=True), term("exact", "West"))
    assert found("the West and the west", *terms) == [("West", "exact"), ("west", "any")]


@pytest.mark.parametrize(
    ("form", "text", "fold"),
    [
        ("İstanbul", "in İstanbul now", False),
        ("İstanbul", "in İSTANBUL now", True),
        ("ΟΔΟΣ", "η οδος, ΟΔΟΣ", True),
        ("Straße", "die STRAßE", True),
        ("ՀԱՊԿ", "և ՀԱՊԿ-ի մասին", False),
        ("Հայաստան", "ՀԱՅԱՍՏԱՆ", True),
        ("საქართველო", "საქართველო.", False),
        ("de-Russification", "de-Russification", False),
        ("“Trump Route”", "the “Trump Route”.", False),
        ("U.S.", "the U.S. and", False),
        ("C++", "in C++, and", False),
        ("e\u0301cole", "l’e\u0301cole", False),
        ("中国", "(中国)", False),
    ],
)
def test_forms_of_any_script_and_with_punctuation(form: str, text: str, fold: bool) -> None:
    assert found(text, term("t", form, fold=fold))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("cafe", "cafe\u0301"),
        ("cole", "e\u0301cole"),
        ("co", "co\u00adoperation"),
        ("operation", "co\u00adoperation"),
        ("می", "می\u200cخواهم"),
        ("हिन्", "हिन्दी"),
    ],
)
def test_a_mark_or_joiner_belongs_to_the_word(form: str, text: str) -> None:
    assert found(text, term("t", form)) == []


def test_white_space_in_a_form_folds() -> None:
    assert found("the Rome Statute", term("t", " Rome\n  Statute ")) == [("Rome Statute", "t")]


def test_no_forms_and_long_forms_do_no_harm() -> None:
    assert found("any text") == []
    assert found("any text", term("t", "", " \n")) == []
    long = "word " * 2000
    assert [words for words, _ in found(f"a {long}b", term("t", long))] == [long.strip()]


LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S"])


@given(st.text(LETTERS, min_size=1, max_size=6), st.booleans())
@example("ß", True)
@example("ẞ", True)
@example("ς", True)
@example("ŉ", True)
@example("s", False)
def test_every_form_finds_itself(form: str, fold: bool) -> None:
    assert (form, "t") in found(f"x {form} y", term("t", form, fold=fold))


@given(
    st.text(st.sampled_from("aAbs İßé\u0301.’ "), max_size=25),
    st.lists(st.text(st.sampled_from("aAbsİß é."), min_size=1, max_size=5), max_size=5),
    st.booleans(),
)
def test_what_is_found_is_whole_in_order_and_apart(text: str, forms: list[str], fold: bool) -> None:
    last = 0
    for start, end, _ in Lexicon([term("t", *forms, fold=fold)]).find(text):
        assert last <= start < end
        assert not (text[:start] + " ")[start - 1].isalnum() or start == 0
        assert not (text + " ")[end].isalnum()
        words = text[start:end]
        assert {words.lower(), words.removesuffix("s").lower()} & {" ".join(form.split()).lower() for form in forms}
        last = end


# ---- which uses are marked ----------------------------------------------------------------

LONG = "and so it goes on and on for more than a hundred characters, which is what makes the line above it a heading of it."


def uses(made: Established, policy: MarkPolicy, *terms: Term) -> list[Use]:
    """The uses of terms in a reading."""
    return list(find_uses(made.reading, made.source, Lexicon(terms), policy))


@pytest.mark.parametrize(
    ("policy", "marked"),
    [
        (MarkPolicy.SECTION, [True, False, False, True, False]),
        (MarkPolicy.TEXT, [True, False, False, False, False]),
        (MarkPolicy.ALL, [True, True, True, True, True]),
    ],
)
def test_the_policy_says_which_uses_are_marked(policy: MarkPolicy, marked: list[bool]) -> None:
    made = established(
        f"The CSTO and CSTO {LONG}\nA CSTO.\nThe CSTO again\nWhat CSTO is {LONG}\nThe CSTO.",
        "structure: {blocks: [{exact: The CSTO again, as: heading}]}",
    )
    found_uses = uses(made, policy, CSTO)
    assert [one.block for one in found_uses] == ["p1", "p1", "p2", "p3", "p4"]
    assert [one.marked for one in found_uses] == marked


def test_each_term_has_its_own_first_use() -> None:
    made = established("CSTO pivot CSTO pivot.")
    assert [(one.term, one.marked) for one in uses(made, MarkPolicy.TEXT, CSTO, PIVOT)] == [
        ("csto", True), ("pivot", True), ("csto", False), ("pivot", False),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["heading", "byline", "reference"])
def test_none_stands_in_headings_bylines_and_references(kind: str) -> None:
    made = established("The CSTO\nA CSTO.", f"structure: {{blocks: [{{exact: The CSTO, as: {kind}}}]}}")
    assert [(one.block, one.marked) for one in uses(made, MarkPolicy.ALL, CSTO)] == [("p1", True)]


def test_a_use_has_the_offsets_of_the_source() -> None:
    made = established("\ufeffA Rome\r\nStatute here.", "structure: {layout: wrapped}")
    (one,) = uses(made, MarkPolicy.ALL, term("rome", "Rome Statute"))
    assert made.source.text[one.start : one.end] == "Rome\r\nStatute"
    assert (one.words, one.block, one.term) == ("Rome Statute", "p1", "rome")


def test_a_form_may_go_over_what_is_cut_but_not_over_the_end_of_a_block() -> None:
    made = established("A Rome [ad] Statute. Rome\nStatute.", "omissions: [{exact: '[ad] ', kind: other, reason: R}]")
    (one,) = uses(made, MarkPolicy.ALL, term("rome", "Rome Statute"))
    assert made.source.text[one.start : one.end] == "Rome [ad] Statute"


def test_a_form_that_overlaps_an_emended_word_is_used_but_not_marked() -> None:
    made = established("The CTSO met. The CSTO met.", "emendations: [{exact: CTSO, replacement: CSTO, reason: R}]")
    first, second = uses(made, MarkPolicy.TEXT, CSTO)
    assert (first.words, first.marked) == ("CSTO", False)
    assert second.marked


def test_a_slip_left_standing_does_not_keep_a_term_from_being_marked() -> None:
    made = established("The the CSTO.", "emendations: [{exact: the CSTO, sic: true, reason: R}]")
    assert [one.marked for one in uses(made, MarkPolicy.TEXT, CSTO)] == [True]
