"""Items as the question types that Canvas knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from xml.etree import ElementTree

from annotate.bodies import (
    ChoiceBody,
    ExtendedTextBody,
    GridBody,
    HottextBody,
    MatchBody,
    NumericBody,
    OrderBody,
    ShortAnswerBody,
    TextEntryBody,
    TrueFalseBody,
)
from annotate.export._base import (
    FOLDED,
    UNFINISHED,
    Asked,
    Element,
    accepted,
    add,
    html_lines,
    html_paragraphs,
)
from annotate.export.qti12._base import Question, choices, escaped, material, part, scored
from annotate.gaps import GAP

_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def question(asked: Asked) -> Question:
    """Return an item as a question."""
    match asked.item.body:
        case ChoiceBody(multiple=False):
            return _single(asked)
        case ChoiceBody():
            return _several(asked, ())
        case HottextBody():
            return _several(asked, ("the phrases are picked from a list below the passage, not in it",))
        case TrueFalseBody():
            return _true_false(asked)
        case TextEntryBody():
            return _text_entry(asked, asked.item.body)
        case NumericBody():
            return _numeric(asked, asked.item.body)
        case OrderBody():
            return _order(asked)
        case MatchBody() | GridBody():
            return _match(asked)
        case ShortAnswerBody():
            return _essay(asked, "the points are not looked for: graded by hand")
        case ExtendedTextBody():
            return _essay(asked)


def _numbered(asked: Asked) -> dict[str, str]:
    """Return the ident of each option: Canvas reads the number in it."""
    return {name: str(101 + index) for index, name in enumerate(asked.options)}


def _comments(asked: Asked, idents: Mapping[str, str]) -> dict[str, str]:
    alone = {key[0]: why for key, why in asked.mistakes if isinstance(key, tuple) and len(key) == 1}
    return {ident: alone[name] for name, ident in idents.items() if name in alone}


def _single(asked: Asked) -> Question:
    idents = _numbered(asked)
    condition, where = scored("Set", "100", continues=False)
    add(where, "varequal", idents[asked.key_ids()[0]], respident="response1")
    return Question(
        kind="multiple_choice_question",
        text=html_lines(asked.lines),
        answers=(choices({idents[name]: text for name, text in asked.options.items()}),),
        conditions=(condition,),
        comments=_comments(asked, idents),
        attached=True,
    )


def _several(asked: Asked, reasons: tuple[str, ...]) -> Question:
    """The condition says which are right; the partial credit is Canvas' own: right less wrong ones."""
    idents = _numbered(asked)
    condition, where = scored("Set", "100", continues=False)
    every = add(where, "and")
    for name, ident in idents.items():
        parent = every if name in asked.key_ids() else add(every, "not")
        add(parent, "varequal", ident, respident="response1")
    options = {idents[name]: text for name, text in asked.options.items()}
    return Question(
        kind="multiple_answers_question",
        text=html_lines(asked.lines),
        answers=(choices(options, cardinality="Multiple"),),
        conditions=(condition,),
        reasons=(*reasons, "partial credit is Canvas' own rule; other platforms give all or nothing"),
    )


def _true_false(asked: Asked) -> Question:
    idents = {True: "101", False: "102"}
    condition, where = scored("Set", "100", continues=False)
    add(where, "varequal", idents[bool(asked.key)], respident="response1")
    why = dict(asked.mistakes)
    return Question(
        kind="true_false_question",
        text=html_lines(asked.lines),
        answers=(choices({"101": "True", "102": "False"}),),
        conditions=(condition,),
        comments={ident: why[value] for value, ident in idents.items() if value in why},
        attached=True,
    )


def _text_entry(asked: Asked, body: TextEntryBody) -> Question:
    assert asked.key is not None
    gaps = accepted(body, asked.key)
    if len(gaps) > 1:
        return _blanks(asked, body, gaps)
    condition, where = scored("Set", "100", continues=False)
    for words in gaps[0]:
        add(where, "varequal", words, respident="response1")
    return Question(
        kind="short_answer_question",
        text=html_lines(asked.lines),
        answers=(_field(),),
        conditions=(condition,),
        reasons=(FOLDED,),
    )


def _field(kind: str = "String") -> Element:
    answer = ElementTree.Element("response_str", {"ident": "response1", "rcardinality": "Single"})
    render = add(answer, "render_fib", **({"fibtype": "Decimal"} if kind == "Decimal" else {}))
    add(render, "response_label", ident="answer1", rshuffle="No")
    return answer


def _blanks(asked: Asked, body: TextEntryBody, gaps: Sequence[Sequence[str]]) -> Question:
    """Each gap is a [name] in the text; the right words stand as its labels, as Canvas writes them."""
    parts = [escaped(part) for part in body.cloze.split(GAP)]
    text = parts[0] + "".join(f"[gap{index}]{part}" for index, part in enumerate(parts[1:], start=1))
    before = html_lines(asked.lines[:-1]).replace("[", "&#91;").replace("]", "&#93;")
    answers, conditions = [], []
    for index, words in enumerate(gaps, start=1):
        labels = {str(100 * index + number): each for number, each in enumerate(words, start=1)}
        answer = choices(labels, f"response_gap{index}")
        answer.insert(0, material(f"gap{index}", "text/plain"))
        answers.append(answer)
        for ident in labels:
            condition, where = scored("Add", part(len(gaps)), continues=True)
            add(where, "varequal", ident, respident=f"response_gap{index}")
            conditions.append(condition)
    return Question(
        kind="fill_in_multiple_blanks_question",
        text=f"{before}<blockquote><p>“{text}”</p></blockquote>",
        answers=tuple(answers),
        conditions=tuple(conditions),
        reasons=(FOLDED, UNFINISHED),
    )


def _numeric(asked: Asked, body: NumericBody) -> Question:
    assert isinstance(asked.key, Decimal)
    tolerance = body.arithmetic.tolerance
    condition, where = scored("Set", "100", continues=False)
    either = add(where, "or")
    add(either, "varequal", format(asked.key, "f"), respident="response1")
    within = add(either, "and")
    add(within, "vargte", format(asked.key - tolerance, "f"), respident="response1")
    add(within, "varlte", format(asked.key + tolerance, "f"), respident="response1")
    return Question(
        kind="numerical_question",
        text=html_lines(asked.lines),
        answers=(_field("Decimal"),),
        conditions=(condition,),
    )


def _match(asked: Asked) -> Question:
    pairs = asked.key_pairs()
    return _rows(asked, {name: (text, pairs[name]) for name, text in asked.rows.items()})


def _order(asked: Asked) -> Question:
    """Classic quizzes know no ordering: each place is matched with what belongs there."""
    named = (*_PLACES, *(f"place {number}" for number in range(len(_PLACES) + 1, 100)))
    places = {f"p{index}": (named[index].capitalize(), name) for index, name in enumerate(asked.key_ids())}
    reason = "each place is matched with an entry, and credit is for entries in their places, not for neighbours"
    return _rows(asked, places, (reason,))


def _rows(asked: Asked, rows: Mapping[str, tuple[str, str]], reasons: tuple[str, ...] = ()) -> Question:
    """Return matching; `rows` are (text, right option) by id."""
    idents = _numbered(asked)
    options = {idents[name]: text for name, text in asked.options.items()}
    answers, conditions = [], []
    for index, (text, right) in enumerate(rows.values(), start=1):
        answer = choices(options, f"response_{index}")
        answer.insert(0, material(html_paragraphs([text])))
        answers.append(answer)
        condition, where = scored("Add", part(len(rows)), continues=True)
        add(where, "varequal", idents[right], respident=f"response_{index}")
        conditions.append(condition)
    return Question(
        kind="matching_question",
        text=html_lines(asked.lines),
        answers=tuple(answers),
        conditions=tuple(conditions),
        reasons=(*reasons, UNFINISHED),
    )


def _essay(asked: Asked, *reasons: str) -> Question:
    return Question(
        kind="essay_question",
        text=html_lines(asked.lines),
        answers=(_field(),),
        reasons=(*reasons, "no place for a rubric that students do not see: take it from the keys"),
    )
