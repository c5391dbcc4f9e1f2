"""The bench itself: what it asks of other tools, what it watches, what it prints of what it has."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from pkgutil import resolve_name

import pytest

from tests.bench import kept, plan
from tests.bench.figures import FailedError, Took, Unit
from tests.bench.measured import OURS, OURS_IN_SPHINX, SPHINX
from tests.bench.plan import Bounds, carry_out
from tests.bench.tables import TABLES
from tests.bench.words import kept as words_kept
from tests.bench.words import of_html, of_source, of_values

PAGE = """---
siglum: "ONE"
---

# A title

:::{question} q1
:kind: "discussion"

{anchor}`p1` Two {gloss}`known words <g1>`{note-mark}`1 <n1 7>` and \\*others\\*.
:::

::::{practice-data}
{"hidden": 1}
::::
"""
WORDS = Counter("A title p1 Two known words1 and others".split())
PRINTED = "<h1>A title</h1><script>x</script><p>p1 Two <b>known words</b><sup>1</sup> and *others*.</p><i>menu</i>"


def test_the_words_of_a_page_are_told_apart_from_its_markup() -> None:
    assert of_source(PAGE) == WORDS
    assert of_html(PRINTED) == WORDS + Counter(["menu"])
    parts = [{"value": "Two "}, {"type": "strong", "children": [{"value": "words"}]}, {"value": "1"}]
    tree = {"type": "root", "children": [{"type": "paragraph", "children": parts}, {"value": "more"}]}
    assert of_values(tree) == Counter(["Two", "words1", "more"])


def test_a_tool_that_leaves_words_or_a_page_out_gets_no_figures(tmp_path: Path) -> None:
    for name in ("readings/one", "two"):
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    pages = {"readings/one": of_html(PRINTED), "two": of_html(PRINTED)}
    assert words_kept(tmp_path, pages.__getitem__) == 1
    pages["two"] = of_html(PRINTED.replace("others", "Error: unknown role"))
    with pytest.raises(FailedError, match="94%"):
        words_kept(tmp_path, pages.__getitem__)

    def lost(name: str) -> Counter[str]:
        return of_html((tmp_path / f"{name}.html").read_text(encoding="utf-8"))

    with pytest.raises(FailedError, match="0%"):
        words_kept(tmp_path, lost)


def test_what_it_watches_is_there() -> None:
    for owner, name, _ in (*OURS, *SPHINX, *OURS_IN_SPHINX):
        assert callable(getattr(resolve_name(owner), name)), (owner, name)


def test_markdown_without_our_roles_and_directives_has_all_their_words() -> None:
    markdown = pytest.importorskip("markdown")
    body = PAGE.partition("---\n\n")[2]
    assert of_html(markdown.markdown(body, extensions=["tests.bench.stubs_markdown"])) == WORDS


def _unit(size: int, name: str) -> Unit:
    stages = {"weave": 0.1 * size, "read": 1.0 * size, "resolve": 0.1, "write": 0.1, "load": 0.1}
    took = Took(cpu=2.0 * size, wall=1.0, peak=80.0, stages=stages, read=1, written=2)
    names = {
        "ours": ("clean", "no change", "a word", "a note", "a term"), "live": ("source", "note"), "printed": ("book",),
        "help": ("help",), "two": (),
    }  # fmt: skip
    facts = {
        "KB a page": 20.0,
        "MB of texts": 0.1,
        "MB of YAML": 0.1,
        "wall, 1": 2.0,
        "wall, 2": 1.0,
        "load": 0.5,
        "words": 1.0,
        "day": 738000.0,
    }
    return Unit(builds=dict.fromkeys(names.get(name, ("clean", "no change")), took), facts=facts)


def test_a_stopped_run_prints_what_it_has_and_goes_on_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[int, str]] = []
    stop_at = (5, "two")

    def steps(sizes: list[int], bounds: Bounds) -> list[tuple[int, str, plan.Measure]]:
        def measure(size: int, name: str) -> Unit:
            asked.append((size, name))
            if (size, name) == stop_at:
                raise KeyboardInterrupt
            if name == "mkdocs":
                raise FailedError("no such theme")
            return _unit(size, name)

        units = [
            (0, "help"),
            *((size, name) for size in sizes for name in ("ours", "alabaster", "mkdocs", "two", "live", "printed")),
        ]
        return [(size, name, lambda root, runs, at=(size, name): measure(*at)) for size, name in units]

    monkeypatch.setattr(plan, "steps", steps)
    monkeypatch.setattr(plan, "make_edition", lambda root, size: root.mkdir())
    monkeypatch.setattr(kept, "FILE", tmp_path / "bench.json")
    bounds = Bounds(printed=100, live=100, others=100)
    with pytest.raises(KeyboardInterrupt):
        carry_out(tmp_path, [2, 5], bounds, kept.kept(1), kept.keep)
    half = kept.kept(1)
    assert half.sizes("ours") == [2, 5] and half.sizes("two") == [2]
    assert any("annotate" in line for table in TABLES for line in table(half))
    assert TABLES[0](half)[0].startswith("Measured on 2021-07-29, load average 0: ")  # not on the day of printing
    assert "mkdocs-material, 5 texts: not measured. no such theme" in "\n".join(TABLES[0](half))
    assert kept.kept(3).units == {}  # of other runs
    asked.clear()
    stop_at = (0, "")
    carry_out(tmp_path, [2, 5], bounds, half, kept.keep)
    assert asked == [(2, "mkdocs"), (5, "mkdocs"), (5, "two"), (5, "live"), (5, "printed")]
    kept.keep(half, whole=True)
    assert kept.kept(1).units == {}
    assert json.loads(kept.FILE.read_text(encoding="utf-8"))["runs"] == 1
    assert kept.last().units == half.units
    goals = "\n".join(TABLES[-1](half))
    assert "| time on the clock, two processes / one | 5 | 0.50 | ≤ 0.75 |" in goals
    assert "| clean build / plain Sphinx | 5 | 1.00 |" in goals
    assert "5/13 2 texts, two: kept from before" in capsys.readouterr().err
