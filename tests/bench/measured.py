"""One build, measured from within: a process of its own, that prints what it took as JSON.

    python -m tests.bench.measured ROOT JOBS SEARCH STAGES

ROOT holds docs/ and gets build/. SEARCH says which stemmer Sphinx finds: `stock` is the pure
Python one of a plain installation. With STAGES the stages are told apart, which costs a little.
"""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
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


def _watch_pages() -> None:
    from annotate import build, gather

    for name in ("texts", "apparatus", "pages", "item_sets", "across"):
        _time(gather, name, "load")
    for name in ("establish", "assemble", "student_pages"):
        _time(build, name, "weave")
    _time(build, "check", "check")
    _time(build, "build", "other pages")


def _watch_sphinx() -> None:
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    _time(Builder, "read", "read")
    _time(BuildEnvironment, "get_and_resolve_doctree", "resolve")
    _time(Builder, "write", "write")
    _time(StandaloneHTMLBuilder, "index_page", "search")
    _time(StandaloneHTMLBuilder, "dump_search_index", "search")


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
        if (folder / "seeds").is_dir():
            _watch_pages()
        _watch_sphinx()
    out = folder / "build"
    app = Sphinx(
        folder / "docs", folder / "docs", out / "html", out / "doctrees", "html", status=None, parallel=int(jobs)
    )
    _count(app)
    app.build()
    whole = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in whole)
    peak = max(one.ru_maxrss for one in whole) / 1024
    print(json.dumps({"cpu": cpu, "peak": peak, "stages": spent, **counts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
