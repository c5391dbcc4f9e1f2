"""Items with given options: choice, true_false, match, hottext, grid."""

from __future__ import annotations

from annotate.bodies import (
    ByAttribution,
    ByQuantity,
    ByQuery,
    ByRemoval,
    Candidate,
    ChoiceBody,
    ChoiceRule,
    Column,
    Comparison,
    GridBody,
    GridRow,
    HottextBody,
    HottextRule,
    MatchBody,
    MatchRow,
    Substitution,
    TrueFalseBody,
    Verbatim,
)
from annotate.diagnostics import Code
from annotate.load._base import SELECTOR, Entry, Findings, Flag, ListOf, OneOf, Record, Text, selector
from annotate.load.exercises._base import (
    ARITHMETIC,
    CHOICES,
    SELECTORS,
    WORDS,
    BodyType,
    arithmetic,
    choices,
    one_of,
    optional,
    several,
)


def _no_rule(entry: Entry, to: Findings, rules: str) -> None:
    to.error(Code.MISSING_KEY, entry.place, "'derive' names no rule", f"one of: {rules}")


# ---- choice -------------------------------------------------------------------------------

_CHOICE_RULES = "attribution, removed, quantity, absent, present"
_CHOICE_DERIVE = Record(
    name="'derive'",
    keys={
        "attribution": SELECTOR,
        "removed": SELECTOR,
        "gap": Text(about="the quotation with ____ for the removed words"),
        "quantity": Text(about="an expression over quantities"),
        "absent": Flag(),
        "present": Flag(),
    },
)


def _choice_rule(entry: Entry, to: Findings) -> ChoiceRule | None:
    derive = entry.get("derive", None)
    if derive is None:
        return None
    one_of(derive, _CHOICE_RULES.split(", "), to)
    if one := optional(derive, "attribution"):
        return ByAttribution(words=one)
    if one := optional(derive, "removed"):
        return ByRemoval(quotation=one, gap=derive.get("gap"))
    if derive.get("quantity"):
        return ByQuantity(arithmetic=arithmetic(entry, derive.get("quantity"), to))
    if derive.get("absent") or derive.get("present"):
        return ByQuery(absent=bool(derive.get("absent")))
    _no_rule(derive, to, _CHOICE_RULES)
    return None


def _choice(entry: Entry, to: Findings) -> ChoiceBody:
    return ChoiceBody(choices=choices(entry, to), multiple=entry.get("multiple", False), rule=_choice_rule(entry, to))


CHOICE = BodyType(
    keys={"choices": CHOICES, "multiple": Flag(), "derive": _CHOICE_DERIVE, **ARITHMETIC},
    required=("choices",),
    make=_choice,
)

# ---- true_false ---------------------------------------------------------------------------

_TRUE_FALSE_DERIVE = Record(
    name="'derive'",
    keys={
        "verbatim": SELECTOR,
        "substitution": SELECTOR,
        "replace": Text(),
        "with": Text(),
        "compare": Text(about="a comparison of quantities, as in new < old"),
    },
)


def _true_false(entry: Entry, to: Findings) -> TrueFalseBody:
    derive = entry.get("derive", None)
    rule: Verbatim | Substitution | Comparison | None = None
    if derive is not None:
        one_of(derive, ("verbatim", "substitution", "compare"), to)
        if one := optional(derive, "verbatim"):
            rule = Verbatim(quotation=one)
        elif one := optional(derive, "substitution"):
            rule = Substitution(quotation=one, replaced=derive.get("replace"), by=derive.get("with"))
        elif derive.get("compare"):
            rule = Comparison(arithmetic=arithmetic(entry, derive.get("compare"), to))
        else:
            _no_rule(derive, to, "verbatim, substitution, compare")
    return TrueFalseBody(
        statement=entry.get("statement"),
        rule=rule,
        supports=several(entry, "supports"),
        refutes=several(entry, "refutes"),
    )


TRUE_FALSE = BodyType(
    keys={
        "statement": Text(),
        "derive": _TRUE_FALSE_DERIVE,
        "supports": SELECTORS,
        "refutes": SELECTORS,
        **ARITHMETIC,
    },
    required=("statement",),
    make=_true_false,
)

# ---- match --------------------------------------------------------------------------------

_MATCH_ROW = Record(
    name="a row",
    keys={
        "id": Text(),
        "text": Text(),
        "quotation": SELECTOR,
        "term": Text(),
        "supports": Record(
            name="'supports'",
            keys={"choice": Text(), "quotation": SELECTOR},
            required=("choice", "quotation"),
        ),
    },
    required=("id", "text"),
)


def _match_row(one: Entry) -> MatchRow:
    support = one.get("supports", None)
    return MatchRow(
        id=one.get("id"),
        text=one.get("text"),
        quotation=optional(one, "quotation"),
        term=one.get("term"),
        supported=support.get("choice") if support else "",
        support=selector(support.get("quotation")) if support else None,
        place=one.place,
    )


def _match(entry: Entry, to: Findings) -> MatchBody:
    return MatchBody(rows=tuple(_match_row(one) for one in entry.get("rows")), choices=choices(entry, to))


MATCH = BodyType(keys={"rows": ListOf(of=_MATCH_ROW), "choices": CHOICES}, required=("rows", "choices"), make=_match)

# ---- hottext ------------------------------------------------------------------------------

_CANDIDATE = Record(
    name="a candidate",
    keys={"id": Text(), "text": Text(), "pick": Flag(), "because": Text()},
    required=("id", "text"),
)
_HOTTEXT_DERIVE = Record(name="'derive'", keys={"quoted": Flag(), "shared-with": WORDS, "only-here": Flag()})


def _hottext(entry: Entry, to: Findings) -> HottextBody:
    derive = entry.get("derive", None)
    rule = None
    if derive is not None:
        rule = HottextRule(
            quoted=derive.get("quoted", False),
            shared_with=derive.get("shared-with", ()),
            only_here=derive.get("only-here", False),
        )
        one_of(derive, ("quoted", "shared-with", "only-here"), to)
        if not (rule.quoted or rule.shared_with or rule.only_here):
            _no_rule(derive, to, "quoted, shared-with, only-here")
    return HottextBody(
        passage=selector(entry.get("passage")),
        candidates=tuple(
            Candidate(
                id=one.get("id"),
                text=one.get("text"),
                pick=one.get("pick", None),
                because=one.get("because"),
                place=one.at("text"),
            )
            for one in entry.get("candidates")
        ),
        rule=rule,
    )


HOTTEXT = BodyType(
    keys={"passage": SELECTOR, "candidates": ListOf(of=_CANDIDATE), "derive": _HOTTEXT_DERIVE},
    required=("passage", "candidates"),
    make=_hottext,
)

# ---- grid ---------------------------------------------------------------------------------

_QUOTED = (Column.ASSERTS, Column.CONTRADICTS, Column.QUALIFIES)
_GRID_ROW = Record(
    name="a row",
    keys={
        "reading": Text(),
        **{column.value: SELECTOR for column in _QUOTED},
        "silent": WORDS,
        "written-before": Text(about="date of the event, ISO"),
    },
    required=("reading",),
)
_GRID_DERIVE = Record(name="'derive'", keys={"mentions": WORDS}, required=("mentions",))


def _grid_row(one: Entry, to: Findings) -> GridRow:
    one_of(one, [column.value for column in Column], to)
    column = next((column for column in _QUOTED if one.get(column.value, None)), None)
    if one.get("silent", ()):
        column = Column.SILENT
    elif one.get("written-before"):
        column = Column.WRITTEN_BEFORE
    return GridRow(
        reading=one.get("reading"),
        column=column,
        at=optional(one, column.value) if column in _QUOTED else None,
        silent=one.get("silent", ()),
        before=one.get("written-before"),
        place=one.place,
    )


def _grid(entry: Entry, to: Findings) -> GridBody:
    derive = entry.get("derive", None)
    return GridBody(
        statement=entry.get("statement"),
        columns=entry.get("columns"),
        rows=tuple(_grid_row(one, to) for one in entry.get("rows")),
        mentions=derive.get("mentions") if derive else (),
    )


GRID = BodyType(
    keys={
        "statement": Text(),
        "columns": ListOf(of=OneOf(values=Column)),
        "rows": ListOf(of=_GRID_ROW),
        "derive": _GRID_DERIVE,
    },
    required=("statement", "columns", "rows"),
    make=_grid,
)
