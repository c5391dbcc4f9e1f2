"""Promise 8 on paper: a worksheet and its key say what the HTML says, as read from the PDF itself."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from annotate.build import assemble_project
from annotate.cli import main
from annotate.edition import Edition
from annotate.items import Item, ItemType
from annotate.paper import Paper, paper_of
from annotate.worksheet import Form, Wanted, as_typst, choose, make_forms, print_out, write_out
from annotate.worksheet._base import Excerpt, Task
from tests.promises.test_1_nothing_is_lost import NASTY
from tests.support.html_tree import Tag, page
from tests.support.pdf import Element, clean, structure, violations
from tests.support.projects import REPOSITORY

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_BLANKS = re.compile("[☐×]|_{3,}|[“”]")
_PLACE = re.compile(r" \(\w+ ¶\d+\)$")
_WORD = re.compile(r"\w+")
_OWN = Counter("Answer Text Graded by hand Points".split())
"""Words of the design."""


@pytest.fixture(scope="module")
def shipped() -> Edition:
    edition, _ = assemble_project(REPOSITORY)
    assert edition is not None
    return edition


def _some_of_each_type(edition: Edition) -> list[Item]:
    """Return two items of each of the ten types, or the one that there is."""
    items = choose(edition, Wanted(), "1")
    found = [[item for item in items if item.type is kind][:2] for kind in ItemType]
    assert all(found)
    return [item for some in found for item in some]


@pytest.fixture(scope="module")
def form(shipped: Edition) -> Form:
    (made,) = make_forms(_some_of_each_type(shipped), shipped, title="Twenty tasks", seed="s", forms=1)
    return made


@pytest.fixture(scope="module")
def printed(form: Form, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the form in HTML and PDF."""
    return _write(form, tmp_path_factory.mktemp("paper"))


def _write(form: Form, folder: Path, paper: Paper | None = None) -> Path:
    made = print_out(form, paper or Paper())
    for name, content in {**write_out(form), **made.files}.items():
        (folder / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def _printed(path: Path) -> list[str]:
    """Return the words of each task of a PDF, in the order of its structure."""
    parts: list[str] = []
    for piece in _leaves(structure(path)):
        if piece is None:
            parts.append("")
        elif parts:
            parts[-1] += piece
    return [_bare(part) for part in parts]


def _leaves(element: Element) -> Iterator[str | None]:
    """Yield words, and None before each heading of the second level."""
    if element.tag == "H2":
        yield None
    if element.block or element.tag == "Lbl":
        yield " "
    for child in element.children:
        yield from [child] if isinstance(child, str) else _leaves(child)
    if element.block or element.tag == "Lbl":
        yield " "


def _bare(words: str) -> str:
    """Return words without boxes, blanks and quotation marks."""
    return clean(_BLANKS.sub(" ", clean(words)))


def _told(section: Tag, task: Task) -> Iterator[str]:
    """Yield what a section of the HTML says, piece by piece, as paper has it."""
    rows = {_bare(name) for name, _ in task.rows} if task.type is ItemType.GRID else set()
    criteria = {_bare(f"{words} ({worth})") for words, worth in task.rubric}
    for one in (*section.all("h2"), *section.all("p"), *section.all("li")):
        words = _bare(one.text()).removeprefix("Answer in: ")
        if "quote" in one.classes:
            words = _PLACE.sub("", words)
        elif rows and words.split()[0] in rows and words.endswith(_bare(task.columns[-1])):
            words = words.split()[0]  # on paper the columns are named once
        elif words in criteria:
            words = re.sub(r"\((\d+)\)$", r"\1", words)
        yield words


@pytest.mark.parametrize("what", ["worksheet-A", "key-A"])
def test_paper_says_what_the_page_says_and_nothing_else(printed: Path, form: Form, what: str) -> None:
    sections = list(page(printed / f"{what}.html").all("section"))
    tasks = _printed(printed / f"{what}.pdf")
    assert len(sections) == len(tasks) == len(form.tasks) == 20
    for section, words, task in zip(sections, tasks, form.tasks, strict=True):
        for piece in _told(section, task):
            assert piece in words, (task.id, words)
        extra = Counter(_WORD.findall(words)) - Counter(_WORD.findall(section.text())) - _OWN
        assert not extra - Counter(task.right), (task.id, extra)


def test_tasks_choices_and_points_stand_in_the_same_order(printed: Path, form: Form) -> None:
    for what in ("worksheet-A", "key-A"):
        for words, task in zip(_printed(printed / f"{what}.pdf"), form.tasks, strict=True):
            assert words.startswith(f"{task.number} ({task.worth}) {_bare(task.prompt[0])[:20]}")
            at = -1
            for label, option in (*task.rows, *task.options):
                after = words.find(_bare(f"{label} {option}"), at + 1)
                assert after > at, (task.id, label, words)
                at = after


def test_both_meet_the_standard_and_name_title_language_and_paper(printed: Path, form: Form) -> None:
    for what, title in (("worksheet", "Worksheet"), ("key", "Key")):
        assert not violations(printed / f"{what}-A.pdf")
        with pikepdf.open(printed / f"{what}-A.pdf") as pdf, pdf.open_metadata() as metadata:
            assert (metadata["dc:title"], str(pdf.Root.Lang)) == (f"Twenty tasks: {title} A", "en")
            assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 595, 842]


def test_the_same_twice_and_another_paper_by_the_setting(printed: Path, form: Form, tmp_path: Path) -> None:
    again = print_out(form, Paper()).files
    assert {name: (printed / name).read_bytes() for name in again} == dict(again)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text('typst_paper = "us-letter"\ntoday = "2026-02-01"\n', encoding="utf-8")
    paper = paper_of(tmp_path)
    assert (paper.paper, paper.made.isoformat()[:10]) == ("us-letter", "2026-02-01")
    other = _write(replace(form, tasks=form.tasks[:1]), tmp_path, paper)
    with pikepdf.open(other / "worksheet-A.pdf") as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


def test_a_worksheet_does_not_depend_on_keys_solutions_and_mistakes(shipped: Edition, form: Form) -> None:
    other = [
        replace(item, key=None, solution=None, hint=None, mistakes=(), waivers=()) for item in _some_of_each_type(shipped)
    ]
    (changed,) = make_forms(other, shipped, title="Twenty tasks", seed="s", forms=1)
    assert changed != form
    blank = tuple(replace(task, answer="", right=(), grade="", steps=(), solution=(), rubric=()) for task in form.tasks)
    for one in (changed, replace(form, tasks=blank)):
        assert as_typst.worksheet(one, Paper()) == as_typst.worksheet(form, Paper())
    assert as_typst.key(changed, Paper()) != as_typst.key(form, Paper())


def test_no_sentence_of_a_key_is_on_the_worksheet(printed: Path, form: Form) -> None:
    sheet, key = (" ".join(_printed(printed / f"{what}-A.pdf")) for what in ("worksheet", "key"))
    solutions = [_bare(one) for task in form.tasks for one in task.solution]
    reasons = [_bare(one) for task in form.tasks for one, _ in task.rubric]
    answers = [_bare(task.answer) for task in form.tasks if task.type in (ItemType.SHORT_ANSWER, ItemType.TEXT_ENTRY)]
    assert len(solutions) >= 20 and len(reasons) >= 6 and len(answers) == 4
    for words in (*solutions, *reasons, *answers):
        assert words in key
        assert words not in sheet


def test_a_worksheet_of_a_german_edition_is_in_german(shipped: Edition, tmp_path: Path) -> None:
    settings = replace(shipped.apparatus.settings, language="de")
    german = replace(shipped, apparatus=replace(shipped.apparatus, settings=settings))
    items = [item for item in _some_of_each_type(german) if item.type in (ItemType.TRUE_FALSE, ItemType.GRID)]
    (form,) = make_forms(items, german, title="Blatt", seed="s", forms=1)
    _write(form, tmp_path)
    told = clean(structure(tmp_path / "key-A.pdf").text())
    assert told.startswith("Blatt Lösung A") and "erwähnt" in told and "Lösung: " in told
    assert told.count("×") == sum(len(task.right) for task in form.tasks)  # ticked by truth, not by words
    page = (tmp_path / "worksheet-A.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page and "<span>Klasse:</span>" in page and "☐ Wahr" in page
    with pikepdf.open(tmp_path / "key-A.pdf") as pdf:
        assert str(pdf.Root.Lang) == "de"


def test_hostile_words_are_printed_as_they_are(form: Form, tmp_path: Path) -> None:
    words = [clean(one[:400]) for one in NASTY if clean(one[:400])]
    tasks = tuple(_hostile(task, words[index % len(words) :] + words) for index, task in enumerate(form.tasks * 2))
    made = print_out(replace(form, title=words[3], tasks=tasks), Paper())
    assert len(made.files) == 2
    unseen = sorted({re.findall(r"U\+([0-9A-F]+)", one)[0] for one in made.remarks})
    assert unseen == ["1F467", "1F469", "1FFFE"], made.remarks
    (tmp_path / "key-A.pdf").write_bytes(made.files["key-A.pdf"])
    assert not violations(tmp_path / "key-A.pdf")
    for found, task in zip(_printed(tmp_path / "key-A.pdf"), tasks, strict=True):
        for said in (*task.prompt, *(one for _, one in task.options), *task.steps, *(one for one, _ in task.rubric)):
            told = _bare(_UNPRINTED.sub(lambda one: f"[U+{ord(one[0]):04X}]", said))
            if _RIGHT_TO_LEFT.search(said):  # set from right to left, which a PDF does not undo
                assert not Counter(told.replace(" ", "")) - Counter(found.replace(" ", "")), task.type
            else:
                assert told in found, (task.type, said)


_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\U0001f467\U0001f469\U0001fffe]")


def _hostile(task: Task, words: list[str]) -> Task:
    """Return a task of the same shape whose words are all hostile."""
    taken = iter(words * 4)
    excerpt = Excerpt(
        siglum=next(taken)[:12], where=next(taken)[:40], language="en",
        parts=(("1", " ".join(words)[:1500]), ("", next(taken))), marked=(words[2][:9], words[5][:7]),
    )  # fmt: skip
    return replace(
        task, prompt=(next(taken), next(taken)), excerpts=(excerpt,), statement=f"{next(taken)} ____ {next(taken)}",
        rows=tuple((name, next(taken)[:60]) for name, _ in task.rows),
        options=tuple((letter, next(taken)) for letter, _ in task.options),
        steps=(next(taken),), rubric=tuple((next(taken), worth) for _, worth in task.rubric), solution=(next(taken),),
    )  # fmt: skip


def test_without_the_compiler_there_is_one_clear_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    for command in (["assign", "--pdf", "-o", str(tmp_path / "out")], ["handout"]):
        assert main(["-C", str(REPOSITORY), *command]) == 1
        assert capsys.readouterr().err.count("pip install 'typst") == 1
    assert not (tmp_path / "out").exists()
