"""The parts of the teaching pack: ready sets out of what there is, and a page with all that it needs inside."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from annotate.build import assemble_project
from annotate.edition import Edition
from annotate.export import FORMATS
from annotate.interface import speaking
from annotate.items import ItemType
from annotate.pack import _base, work_of
from annotate.pack._base import for_platform, minutes, sheets, unprinted
from annotate.pack.index import Contents, pack_index
from annotate.pack.ready import lacking, ready_sets
from annotate.paper import Paper
from annotate.single import Where, single
from annotate.worksheet import Printed, Wanted, choose, coverage
from tests.promises.test_5d_pack import ONE, _project
from tests.support.projects import REPOSITORY

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="../_static/look.css"><link rel="next" href="two.html">
<script src="../_static/early.js"></script><script defer src="../_static/late.js"></script><script defer src="../_static/find.js"></script></head>
<body><a class="home" href="../index.html">Reader</a><form action="../search.html"><input></form>
<nav id="contents"><ul><li><a href="two.html">Two</a></li><li><a href="#" aria-current="page">One</a><ul><li><a href="#h1">Head</a></li></ul></li></ul></nav>
<article><p id="p1">Ā &amp; B <a class="term" href="../glossary.html#term-x">word</a>, <a href="two.html#p3">TWO ¶3</a>,
<a href="../notes.html">elsewhere</a>, <a href="one.html#p1">here</a>, <a href="https://a.org/?a=1&amp;b=2">out</a>
<img src="../_images/dot.png" srcset="../_images/dot.png 2x" alt=""><img src="http://a.org/x.png" alt="gone"></p></article>
<script type="application/json" id="reader-previews">{"../glossary.html#term-x":{"category":"","html":"\\u003cp>A &amp; gloss, see \\u003ca href='y.html'>y\\u003c/a>.\\u003c/p>","kind":"term","title":"Word"},
"two.html#p3":{"category":"","html":"\\u003cp>Third.\\u003c/p>","kind":"par","title":"TWO ¶3"}}</script></body></html>
"""
CSS = """/* url(no.png) */ @font-face { font-family: A; src: url("a.woff2"); unicode-range: U+0100-01FF; }
@font-face { font-family: B; src: url("b.woff2"); unicode-range: U+05??, U+0600; } p { background: url(https://a.org/b.png), url('dot.png'); }"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "readings/one.html": PAGE, "_static/look.css": CSS, "_static/a.woff2": "AAA", "_static/b.woff2": "BBB", "_static/dot.png": "DOT",
        "_static/early.js": "early('</script>', '<!--')", "_static/late.js": "late()", "_static/find.js": "find()", "_images/dot.png": "DOT",
    }  # fmt: skip
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    return tmp_path


def test_what_a_page_loads_is_put_inside_and_nothing_else_is_loaded(site: Path) -> None:
    page = single(site / "readings" / "one.html", site, Where(name="readings/one"))
    assert 'font-family: A; src: url("data:font/woff2;base64,QUFB")' in page
    assert "font-family: B" not in page, "no sign of the page is in its range"
    assert 'background: none, url("data:image/png;base64,RE9U")' in page
    assert '<img src="data:image/png;base64,RE9U" alt="">' in page and '<img alt="gone">' in page
    assert page.index("early(") < page.index("<body>") < page.index("</article>") < page.index("late()")
    assert "early('<\\/script>', '<\\!--')" in page and "find()" not in page
    assert "default-src 'none'" in page.replace("&#x27;", "'").partition("<link")[0]
    assert re.findall(r"""(?:src|srcset|action)=|url\((?!"data:)|rel="next""", page.replace('src="data:', "")) == []


def test_links_lead_to_what_is_there(site: Path) -> None:
    page = single(site / "readings" / "one.html", site, Where(name="readings/one"))
    assert '<a class="term" href="#see-term-x">word</a>, <a href="#see-two-p3">TWO ¶3</a>' in page
    assert '<span>elsewhere</span>, <a href="#p1">here</a>, <a href="https://a.org/?a=1&amp;b=2">out</a>' in page
    assert '<a class="home" href="#">Reader</a>' in page and ">Two<" not in page and '<a href="#h1">Head</a>' in page
    assert '<dt id="see-term-x">Word</dt><dd><p>A &amp; gloss, see <span>y</span>.</p></dd>' in page
    shown = json.loads(re.findall(r'id="reader-previews">(.*?)</script>', page, re.DOTALL)[0])
    assert {address: one["title"] for address, one in shown.items()} == {"#see-term-x": "Word", "#see-two-p3": "TWO ¶3"}
    known = single(
        site / "readings" / "one.html",
        site,
        Where(name="readings/one", base_url="https://r.org/x/", siblings={"notes": "n.html"}),
    )
    assert '<a href="n.html">elsewhere</a>' in known and '<a class="home" href="https://r.org/x/index.html">' in known
    assert '<dt id="see-two-p3"><a href="https://r.org/x/readings/two.html#p3">TWO ¶3</a></dt>' in known


@pytest.fixture(scope="module")
def shipped() -> Edition:
    edition, _ = assemble_project(REPOSITORY, keys=False)
    assert edition is not None
    return edition


def test_ready_sets_are_of_one_reading_in_time_and_never_twice_the_same_task(shipped: Edition) -> None:
    sets = ready_sets(shipped)
    assert [(one.reading, one.kind) for one in sets] == [
        (text.id, kind) for text in shipped.texts for kind in ("quiz", "homework", "essay")
    ]
    used = [item.id for one in sets for item in one.items]
    assert len(used) == len(set(used))
    for one in sets:
        assert all(item.readings == (one.reading,) for item in one.items)
        assert bool(one.items) or one.lack
        if one.kind == "quiz":
            assert 5 <= minutes(one.items) <= 10 and len({item.type for item in one.items}) >= 3
            assert not any(item.is_practice or item.type is ItemType.SHORT_ANSWER for item in one.items)
        elif one.kind == "essay":
            assert {item.type for item in one.items} <= {ItemType.EXTENDED_TEXT}
        else:
            assert minutes(one.items) <= 20
    found = list(lacking(shipped, sets))
    assert len(found) == sum(bool(one.lack) for one in sets) and {one.severity.value for one in found} <= {"warning"}


def test_of_what_does_not_fit_the_ids_named_first_are_taken(shipped: Edition) -> None:
    items = [item for one in shipped.sets for item in one.items][:3]
    for first in items:
        ids = [first.id, *(one.id for one in items if one is not first)]
        assert choose(shipped, Wanted(ids=ids, minutes=first.minutes), "") == (first,)
    assert choose(shipped, Wanted(minutes=0), "") == choose(shipped, Wanted(points=-1), "") == ()


def test_a_coverage_sheet_adds_up(shipped: Edition) -> None:
    items = [item for one in shipped.sets for item in one.items]
    page = coverage(items, shipped, "All <of> it")
    tables = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    sums = [
        [
            sum(int(one) for one in column)
            for column in zip(
                *(re.findall(r'class="n">(\d+)<', row)[-3:] for row in re.findall(r"<tr>.*?</tr>", table)), strict=True
            )
        ]
        for table in tables[1:3]
    ]
    assert sums == [[len(items), minutes(items), sum(one.points for one in items)]] * 2
    assert f"<td>{len(items)} ({minutes(items)})</td></tr>" in tables[0] and tables[3].count("<tr>") == len(items)
    assert "All &lt;of&gt; it: coverage" in page


def _first_page(edition: Edition) -> str:
    with speaking(edition.apparatus.settings.language):
        ready = ready_sets(edition)
        return pack_index(Contents(edition=edition, student=(), instructor=(), ready=ready, missing=()))


def _section(page: str, reading: str) -> str:
    return page.partition(f'id="reading-{reading}"')[2].partition("</section>")[0]


def test_each_text_has_outcomes_of_its_own(shipped: Edition) -> None:
    page = _first_page(shipped)
    stated = {text.id: text.reading.establishment.outcomes for text in shipped.texts}
    assert all(3 <= len(one) <= 4 for one in stated.values())
    for name, outcomes in stated.items():
        assert all(escape(one) in _section(page, name) for one in outcomes)
    firsts = [one[0] for one in stated.values()]
    assert len(set(firsts)) == len(firsts), "no text has another's"


def test_outcomes_that_nobody_states_follow_from_the_skills_and_what_is_lacking_is_named(tmp_path: Path) -> None:
    root = _project(tmp_path / "p", ONE)
    items = (root / "exercises" / "first.yaml").read_text(encoding="utf-8")
    (root / "exercises" / "first.yaml").write_text(items.replace("minutes: 6", "minutes: 1"), encoding="utf-8")
    edition, _ = assemble_project(root, keys=False)
    assert edition is not None
    page = _section(_first_page(edition), "council")
    assert "show by its own words what the text states" in page
    quiz, homework, essay = ready_sets(edition)
    assert (
        not quiz.items
        and "take only" in quiz.lack
        and "Ten-minute quiz" not in page.partition("<table>")[2].partition("</table>")[0]
    )
    assert all(
        escape(f"{name}: none; {one.lack}.") in page for name, one in (("Ten-minute quiz", quiz), ("Homework", homework))
    )
    assert essay.items and not essay.lack


def test_every_platform_is_named_in_words_that_follow_any_others(shipped: Edition) -> None:
    said = {form.name: for_platform(form) for form in FORMATS.values() if form.platform}
    assert len(set(said.values())) == len(said) > 3
    assert not [one for name, one in said.items() if one == FORMATS[name].about]


def test_the_packs_own_pages_speak_the_language_of_the_edition(shipped: Edition) -> None:
    settings = replace(shipped.apparatus.settings, language="de")
    german = replace(shipped, apparatus=replace(shipped.apparatus, settings=settings))
    items = [item for one in shipped.sets for item in one.items]
    for page in (_first_page(german), coverage(items, german, "Titel")):
        assert '<html lang="de" dir="ltr">' in page
        for words in (
            "Tasks",
            "Minutes",
            "Reading minutes",
            "For students",
            "Worksheet",
            "Not in this pack",
            "evaluate",
            "practice",
        ):
            assert words not in re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL), words
        assert "Aufgaben" in page
    assert "Zehn-Minuten-Test" in _first_page(german)


def test_a_project_without_exercises_for_a_set_is_told_so(tmp_path: Path) -> None:
    edition, _ = assemble_project(_project(tmp_path / "p", ONE), keys=False)
    assert edition is not None
    assert {one.kind: one.lack for one in ready_sets(edition)} == {
        "quiz": "", "homework": "there is no exercise on this text alone that fits", "essay": "",
    }  # fmt: skip


def test_a_sheet_that_cannot_be_printed_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, found = assemble_project(_project(tmp_path / "p", ONE), keys=False)
    assert edition is not None
    work = replace(work_of(edition, found, tmp_path), paper=Paper())
    paths = [f"{one.folder}/{one.name}-{form.letter}.pdf" for one in sheets(work) for form in one.forms]
    monkeypatch.setattr(_base, "print_out", lambda *_: Printed(files={}, remarks=("no glyph", "too wide")))
    assert [(one.what, one.why) for one in unprinted(work, "worksheet", paths[1:])] == [(paths[0], "too wide")]
    assert {one.what for one in unprinted(work, "key", ())} == {f"keys/{path}" for path in paths}
    assert not list(unprinted(replace(work, paper=None), "key", ()))
