"""Moodle XML, for the question bank of Moodle 4.4 and later (ordering is part of it since then).

Element names and defaults are those of Moodle's own importer. What its database refuses, or its
importer drops without a word, is met here: fractions from its fixed list, ordering with
`shownumcorrect`, idnumbers from ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
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
    Fate,
    Job,
    Kept,
    Made,
    accepted,
    add,
    fate,
    html,
    html_lines,
    html_paragraphs,
    in_any_order,
    inline_gap,
    overlapping,
    refusal,
    response_words,
    xml_bytes,
)
from annotate.gaps import GAP
from annotate.items import Key

_FRACTIONS = {
    Fraction(part, whole): f"{100 * part / whole:.5f}".rstrip("0").rstrip(".")
    for part, whole in (
        *((1, n) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)),
        *((2, 3), (3, 4), (5, 6), (2, 5), (3, 5), (4, 5), (7, 10), (9, 10), (3, 10)),
    )
}
"""The fractions that Moodle knows, as it writes them; it refuses 33.3."""
_MOST_ANSWERS = 400


def export(job: Job) -> Made:
    """Return one file with a category for each set."""
    root = ElementTree.Element("quiz")
    fates: list[Fate] = []
    for name, title, items in job.sets():
        _category(root, job.title, title, name)
        for asked in items:
            question = ElementTree.Element("question")
            done = _question(question, asked)
            if done.kept is not Kept.REFUSED:
                root.append(question)
            fates.append(done)
    return Made(files={"": xml_bytes(root)}, fates=tuple(fates))


def _escaped(text: str) -> str:
    """Return words for an answer: an asterisk of a Moodle answer stands for any characters."""
    return text.replace("*", "\\*")


def _embedded(text: str) -> str:
    """Return words inside the braces of an embedded answer."""
    shielded = "".join(f"\\{one}" if one in '\\}~#/"' else one for one in _escaped(text))
    return html(shielded)


def _category(root: Element, course: str, title: str, name: str) -> None:
    question = add(root, "question", type_="category")
    path = "/".join(part.replace("/", "//") for part in (course, title))
    add(add(question, "category"), "text", f"$course$/top/{path}")
    add(add(question, "info", format_="html"), "text", "")
    add(question, "idnumber", name)


def _question(question: Element, asked: Asked) -> Fate:
    match asked.item.body:
        case ChoiceBody(multiple=multiple):
            return _choice(question, asked, multiple=multiple)
        case HottextBody():
            return _choice(question, asked, multiple=True)
        case TrueFalseBody():
            return _true_false(question, asked)
        case TextEntryBody():
            return _text_entry(question, asked, asked.item.body)
        case NumericBody():
            return _numeric(question, asked, asked.item.body)
        case OrderBody():
            return _order(question, asked)
        case MatchBody() | GridBody():
            return _match(question, asked)
        case ShortAnswerBody():
            return _short_answer(question, asked, asked.item.body)
        case ExtendedTextBody():
            return _essay(question, asked, ())


def _head(question: Element, asked: Asked, kind: str, text: str = "", said: tuple[Key, ...] = (), points: int = 0) -> None:
    """Add what all questions begin with; mistakes that are not in `said` go into the general feedback."""
    question.set("type", kind)
    add(add(question, "name"), "text", asked.title)
    _html(question, "questiontext", text or html_lines(asked.lines))
    rest = [f"Not {response_words(asked, key)}: {why}" for key, why in asked.mistakes if key not in said]
    _html(question, "generalfeedback", html_paragraphs((*asked.solution, *rest)))
    add(question, "defaultgrade", str(points or asked.item.points))
    add(question, "penalty", "0")
    add(question, "hidden", "0")
    add(question, "idnumber", asked.id)


def _tail(question: Element, asked: Asked) -> None:
    if asked.hint:
        _html(question, "hint", html_paragraphs(asked.hint))
    tags = add(question, "tags")
    for tag in asked.tags:
        add(add(tags, "tag"), "text", tag)


def _html(parent: Element, tag: str, text: str) -> Element:
    child = add(parent, tag, format_="html")
    add(child, "text", text)
    return child


def _answer(question: Element, text: str, fraction: str, why: str = "", form: str = "moodle_auto_format") -> Element:
    answer = add(question, "answer", fraction=fraction, format_=form)
    add(answer, "text", text)
    _html(answer, "feedback", html_paragraphs([why] if why else []))
    return answer


def _why(asked: Asked) -> dict[Key, str]:
    return dict(asked.mistakes)


def _choice(question: Element, asked: Asked, *, multiple: bool) -> Fate:
    right = asked.key_ids()
    each = _FRACTIONS.get(Fraction(1, len(right)))
    if each is None:
        return refusal(asked, f"Moodle has no fraction for one of {len(right)} right options")
    why = _why(asked)
    _head(question, asked, "multichoice", said=tuple((name,) for name in asked.options))
    add(question, "single", str(not multiple).lower())
    add(question, "shuffleanswers", "true")
    add(question, "answernumbering", "ABCD")
    add(question, "showstandardinstruction", "0")
    for name, text in asked.options.items():
        fraction = each if name in right else (f"-{each}" if multiple else "0")
        _answer(question, html(text), fraction, why.get((name,), ""), "html")
    _tail(question, asked)
    reasons = []
    if isinstance(asked.item.body, HottextBody):
        reasons.append("the phrases are picked from a list below the passage, not in it")
    return fate(asked, reasons)


def _true_false(question: Element, asked: Asked) -> Fate:
    why = _why(asked)
    _head(question, asked, "truefalse", said=(True, False))
    for value in (True, False):
        fraction = "100" if asked.key is value else "0"
        _answer(question, str(value).lower(), fraction, why.get(value, ""))
    _tail(question, asked)
    return fate(asked, ())


def _text_entry(question: Element, asked: Asked, body: TextEntryBody) -> Fate:
    assert asked.key is not None
    gaps = accepted(body, asked.key)
    if len(gaps) > 1:
        return _embedded_gaps(question, asked, body, gaps)
    given = {key[0]: why for key, why in asked.mistakes if isinstance(key, tuple)}
    said = tuple(key for key, _ in asked.mistakes)
    _head(question, asked, "shortanswer", inline_gap(html_lines(asked.lines)), said)
    add(question, "usecase", "0")
    for words in gaps[0]:
        _answer(question, _escaped(words), "100")
    for wrong, why in given.items():
        _answer(question, _escaped(str(wrong)), "0", why)
    _tail(question, asked)
    return fate(asked, (FOLDED,))


def _embedded_gaps(question: Element, asked: Asked, body: TextEntryBody, gaps: tuple[tuple[str, ...], ...]) -> Fate:
    """Several gaps are an embedded-answers question: its points are the sum of whole weights."""
    weight, odd = divmod(asked.item.points, len(gaps))
    weight = weight or 1
    fields = iter(f"{{{weight}:SHORTANSWER:={'~='.join(_embedded(one) for one in words)}}}" for words in gaps)
    before = html_lines(asked.lines[:-1]).replace("{", "&#123;").replace("}", "&#125;")
    parts = [html(part).replace("{", "&#123;").replace("}", "&#125;") for part in body.cloze.split(GAP)]
    text = parts[0] + "".join(next(fields) + part for part in parts[1:])
    whole = f"{before}<blockquote><p>“{text}”</p></blockquote>"
    _head(question, asked, "cloze", whole, points=weight * len(gaps))
    _tail(question, asked)
    reasons = [FOLDED, UNFINISHED]
    if odd or weight * len(gaps) != asked.item.points:
        reasons.append(f"it is worth {weight * len(gaps)} points, for Moodle adds up whole points for each gap")
    return fate(asked, reasons)


def _numeric(question: Element, asked: Asked, body: NumericBody) -> Fate:
    assert isinstance(asked.key, Decimal)
    said = tuple(key for key, _ in asked.mistakes)
    _head(question, asked, "numerical", said=said)
    rows = [(asked.key, "100", "", body.arithmetic.tolerance)]
    rows += [(key, "0", why, Decimal(0)) for key, why in asked.mistakes if isinstance(key, Decimal)]
    for value, fraction, why, tolerance in rows:
        add(_answer(question, format(value, "f"), fraction, why), "tolerance", format(tolerance, "f"))
    add(question, "unitgradingtype", "0")
    add(question, "unitpenalty", "0")
    add(question, "showunits", "3")
    add(question, "unitsleft", "0")
    _tail(question, asked)
    return fate(asked, tuple(_thousands(asked.key)))


def _thousands(key: Decimal) -> Iterator[str]:
    if abs(key) >= 1000:
        yield "a comma between thousands may be read as the decimal sign"


def _order(question: Element, asked: Asked) -> Fate:
    _head(question, asked, "ordering")
    add(question, "layouttype", "VERTICAL")
    add(question, "selecttype", "ALL")
    add(question, "selectcount", "0")
    add(question, "gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST")
    add(question, "showgrading", "SHOW")
    add(question, "numberingstyle", "none")
    _combined_feedback(question)
    for place, name in enumerate(asked.key_ids(), start=1):
        _answer(question, html(asked.options[name]), str(place), "", "html")
    _tail(question, asked)
    reason = "partial credit only for entries directly before their right neighbour, never more than our grader gives"
    return fate(asked, (reason,))


def _combined_feedback(question: Element) -> None:
    """Add the three feedbacks and the mark without which Moodle's database aborts the import of ordering."""
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _html(question, name, "")
    add(question, "shownumcorrect", "1")


def _match(question: Element, asked: Asked) -> Fate:
    _head(question, asked, "matching")
    add(question, "shuffleanswers", "true")
    _combined_feedback(question)
    pairs = asked.key_pairs()
    for name, text in asked.rows.items():
        row = _html(question, "subquestion", html_paragraphs([text]))
        add(add(row, "answer"), "text", asked.options[pairs[name]])
    for name, text in asked.options.items():
        if name not in pairs.values():
            add(add(_html(question, "subquestion", ""), "answer"), "text", text)
    _tail(question, asked)
    reasons = [UNFINISHED]
    if len(asked.options) < 3:
        reasons.append("it works, but Moodle's own form asks for a third answer before it saves a change")
    return fate(asked, reasons)


def _short_answer(question: Element, asked: Asked, body: ShortAnswerBody) -> Fate:
    """Points become rows of wildcards, best first: Moodle takes the first that fits."""
    assert asked.key is not None
    rows = in_any_order(body, asked.key)
    total = len(asked.key_ids())
    fractions = [_FRACTIONS.get(Fraction(made, total)) for _, made in rows]
    if len(rows) > _MOST_ANSWERS or None in fractions:
        return _essay(question, asked, ("too many ways to answer for Moodle's wildcards: graded by hand",))
    _head(question, asked, "shortanswer")
    add(question, "usecase", "0")
    for reject in body.rejects:
        _answer(question, f"*{_escaped(reject.pattern)}*", "0", reject.reason if asked.item.is_practice else "")
    for (words, _), fraction in zip(rows, fractions, strict=True):
        _answer(question, f"*{'*'.join(_escaped(one) for one in words)}*", str(fraction))
    _tail(question, asked)
    reasons = ["one line to write in"]
    if overlapping(body):
        reasons.append("a word that shows two points at once earns one")
    return fate(asked, reasons)


def _essay(question: Element, asked: Asked, reasons: tuple[str, ...]) -> Fate:
    _head(question, asked, "essay")
    add(question, "responseformat", "editor")
    add(question, "responserequired", "1")
    add(question, "responsefieldlines", "15")
    add(question, "attachments", "0")
    add(question, "attachmentsrequired", "0")
    _html(question, "graderinfo", html_paragraphs(asked.grader))
    _html(question, "responsetemplate", "")
    _tail(question, asked)
    return fate(asked, (*reasons, "the rubric is text for the grader, not a form that counts"))
