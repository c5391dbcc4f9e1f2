"""Files of every kind, made up from the shapes themselves: right in form, and wrong in any value."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.build import Which, build
from annotate.kinds import KINDS
from annotate.load._base import (
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Shape,
    Switch,
    Text,
    TextOr,
    Written,
)
from tests.fuzz.targets import told, yaml
from tests.support.projects import make_project

EXAMPLES = int(os.environ.get("EXAMPLES", "12"))
"""More look further: EXAMPLES=1000 pytest tests/fuzz."""
ODD = st.sampled_from(
    ["", " ", "x", "a-1", "p5", "2024-02-30", "1904/..", "1", "-0.5", "9" * 400, "1e999", "3-2", "0-1", "1-1", "[", "(", "(?P<",
     "a{1000000}", "\\", "`", "{gloss}`x <y>`", "{reading:quote}`", "…", "\u2028", "\u202e", "e\u0301", "\ud83d\ude00", "javascript:x",
     "One word", "second", "in 1904", "12 boats", "https://a.b/c", "../../x", "true", "no", "null", "~", "=1+1", "%", "%s", "{0}", "${x}", "x" * 300]
) | st.text(max_size=12)  # fmt: skip
ANYTHING: st.SearchStrategy[Any] = st.one_of(
    ODD, st.none(), st.booleans(), st.integers(-3, 10**12), st.floats(allow_nan=False), st.just([]), st.just({}),
    st.lists(ODD, max_size=3), st.dictionaries(ODD, ODD, max_size=3),
)  # fmt: skip


def of(shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return what a shape may hold, and now and then something else."""
    return st.one_of(_right(shape, depth), _right(shape, depth), _right(shape, depth), ANYTHING)


def _right(shape: Shape, depth: int) -> st.SearchStrategy[Any]:
    match shape:
        case Text(pattern=pattern):
            return st.sampled_from(["a", "b", "t-1"]) if pattern else ODD
        case Flag():
            return st.booleans()
        case Number(low=low, high=high, decimal=decimal):
            return st.floats(low, high) if decimal else st.integers(int(low), int(high))
        case OneOf(values=values):
            return st.sampled_from([one.value for one in values])
        case ListOf(of=inner):
            return st.lists(of(inner, depth + 1), max_size=3)
        case MapOf(of=inner):
            return st.dictionaries(st.sampled_from(["a", "b", ""]), of(inner, depth + 1), max_size=3)
        case TextOr(record=record):
            return ODD | _record(record, depth)
        case Switch(key=key, cases=cases):
            return st.one_of(
                [_record(one, depth).map(lambda made, name=name: {**made, key: name}) for name, one in cases.items()]
            )
        case Written():
            return ODD | st.lists(ODD, max_size=3) | st.dictionaries(ODD, ODD, max_size=3)
        case Record():
            return _record(shape, depth)


def _record(record: Record, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    must = {key: of(shape, depth) for key, shape in record.keys.items() if key in record.required}
    may = {key: of(shape, depth) for key, shape in record.keys.items() if key not in record.required}
    return st.fixed_dictionaries(must, optional=may)


@pytest.mark.parametrize("number", range(len(KINDS)), ids=lambda number: KINDS[number].page)
def test_no_loader_breaks_on_a_file_of_its_form(number: int) -> None:
    kind = KINDS[number]
    whole = of(ListOf(of=kind.record)).map(lambda made: {kind.key: made}) if kind.key else _record(kind.record, 0)

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(whole)
    def tried(made: Any) -> None:
        yaml(bytes([number]) + json.dumps(made).encode())

    tried()


FILES = {kind.file: kind for kind in KINDS if "NAME" not in kind.file}
SEEDS = {"a": "One word here, in 1904.\n\nAnd a second paragraph of 12 boats.\n", "b": "Another one.\n\nOne word more.\n"}


def _whole(kind: Any) -> st.SearchStrategy[Any]:
    record = _record(kind.record, 0)
    return st.lists(record, max_size=2).map(lambda made: {kind.key: made}) if kind.key else record


def test_no_edition_of_files_of_their_form_breaks_the_build(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p", SEEDS)
    (root / "exercises").mkdir()
    sets = next(kind for kind in KINDS if kind.file.startswith("exercises/"))
    strategies = {file: _whole(kind) for file, kind in FILES.items()} | {"exercises/s.yaml": _whole(sets)}

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({}, optional=strategies))
    def tried(files: dict[str, Any]) -> None:
        for file in strategies:
            path = root / file
            path.unlink(missing_ok=True)
            if file in files:
                path.write_text(json.dumps(files[file]), encoding="utf-8")
        for which in Which:
            told(build(root, which).diagnostics)

    tried()
