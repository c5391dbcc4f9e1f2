"""One build, measured from within: a process of its own, that prints its stages and pages as JSON.

    python -m tests.bench.measured ROOT JOBS SEARCH STAGES

ROOT holds docs/ and gets build/. SEARCH says which stemmer Sphinx finds: `stock` is the pure
Python one of a plain installation. With STAGES the stages are told apart, which costs a little.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

spent: Counter[str] = Counter()
counts: Counter[str] = Counter()
running: list[str] = []
began: list[float] = []


def _turn(to: str | None) -> None:
    """Book the time up to now to the innermost stage, and go into another or back."""
    now = time.process_time()
    if running:
        spent[running[-1]] += now - began[-1]
        began[-1] = now
    if to is None:
        running.pop()
        began.pop()
        if began:
            began[-1] = now
    else:
        running.append(to)
        began.append(now)


def _time(owner: Any, name: str, stage: str) -> None:
    """Have a function's time booked to a stage, without that of other stages within it."""
    function = getattr(owner, name)

    @functools.wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        _turn(stage)
        try:
            result = function(*given, **named)
            return tuple(result) if name in ("texts", "pages") else result  # they are generators
        finally:
            _turn(None)

    setattr(owner, name, timed)


OURS = (
    *(("annotate.gather", name, "load") for name in ("texts", "apparatus", "pages", "item_sets", "across")),
    *(("annotate.build", name, "weave") for name in ("establish", "assemble", "student_pages")),
    ("annotate.build", "check", "check"),
    ("annotate.build", "search_data", "search"),
    ("annotate.build", "build", "other pages"),
)
"""Functions of the preprocessor and the stage that their time is booked to, without what is booked within them."""
SPHINX = (
    ("sphinx.builders.Builder", "read", "read"),
    ("sphinx.environment.BuildEnvironment", "get_and_resolve_doctree", "resolve"),
    ("sphinx.builders.Builder", "write", "write"),
    ("sphinx.builders.html.StandaloneHTMLBuilder", "index_page", "search"),
    ("sphinx.builders.html.StandaloneHTMLBuilder", "dump_search_index", "search"),
)
OURS_IN_SPHINX = (("annotate.sphinx_ext.search", "_data", "search"),)


def _watch(functions: Iterable[tuple[str, str, str]]) -> None:
    for owner, name, stage in functions:
        _time(resolve_name(owner), name, stage)


def _count(app: Any) -> None:
    app.connect("env-before-read-docs", lambda app, env, docnames: counts.update(read=len(docnames)))
    app.connect("html-page-context", lambda app, page, *rest: counts.update(written=1))


def main(root: str, jobs: str, search: str, stages: str) -> None:
    """Build docs/ to build/html and print the figures."""
    if search == "stock":
        sys.modules["Stemmer"] = None  # type: ignore[assignment]  # as if it were not installed
    from sphinx.application import Sphinx

    folder = Path(root)
    if stages == "stages":
        _watch(SPHINX)
        if (folder / "seeds").is_dir():
            _watch((*OURS, *OURS_IN_SPHINX))
    out = folder / "build"
    app = Sphinx(folder / "docs", folder / "docs", out / "html", out / "doctrees", "html", status=None, parallel=int(jobs))
    _count(app)
    app.build()
    print(json.dumps({"stages": spent, **counts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
