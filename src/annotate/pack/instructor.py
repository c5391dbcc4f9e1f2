"""What only instructors may have: their reader and pages, keys, rubrics, platform files, Word files, coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from annotate.export import FORMATS, loss_json
from annotate.export.docx import of_form, of_rubrics
from annotate.interface import _
from annotate.items import Item
from annotate.pack._base import (
    SHEETS,
    TITLES,
    File,
    Work,
    across,
    across_name,
    alone_on,
    exported,
    for_platform,
    pages_to_hand_out,
    printed,
    sheet_file,
    sheets,
    to_hand_out,
)
from annotate.single import Where, single, title_of
from annotate.worksheet import coverage


def files(work: Work, student: Path) -> Iterator[File]:
    """Yield the files of the instructor's folder; `student` is the folder of the student's HTML."""
    if "instructor.pdf" in work.books:
        data = work.books["instructor.pdf"].read_bytes()
        about = _("The whole reader with teaching notes and keys, for paper")
        yield File(path="instructor.pdf", data=data, about=about, group="The instructor’s reader")
    yield from _pages(work, student)
    yield from _keys(work)
    yield from _platforms(work)
    yield from word_files(work)
    yield from _coverage(work)


def _pages(work: Work, student: Path) -> Iterator[File]:
    """Yield every page that only the instructor's edition has: notes, keys, lessons, what a project writes.

    Their links lead to each other, to the readings and to pages to hand out in the student's folder.
    """
    only = [path for path in sorted(work.built.rglob("*.html")) if not (student / path.relative_to(work.built)).exists()]
    names = [path.relative_to(work.built).with_suffix("").as_posix() for path in only]
    flat = {name: f"{name.removeprefix('instructor/').replace('/', '-')}.html" for name in names}
    beside = flat | {f"readings/{text.id}": f"../../student/readings/{text.id}.html" for text in work.edition.texts}
    beside |= {name: f"../../student/{sheet_file(name)}" for name in pages_to_hand_out(work.edition)}
    for path, name in zip(only, names, strict=True):
        html = single(path, work.built, Where(name=name, base_url="", siblings=beside))
        yield File(path=f"pages/{flat[name]}", data=html.encode(), about=title_of(path), group="Pages")


def _keys(work: Work) -> Iterator[File]:
    for one in sheets(work):
        for form in one.forms:
            for file, data in printed(form, "key", work):
                about = _("Key: {sheet}").format(sheet=one.called(form))
                path = f"keys/{one.folder}/{one.name}-{file}"
                yield File(path=path, data=data, about=about, group="Keys", reading=one.reading)


def _platforms(work: Work) -> Iterator[File]:
    """Yield each set, and each quiz, in each format that holds exercises, with what it cannot carry beside it."""
    titles = {text.id: text.reading.establishment.title.text for text in work.edition.texts}
    sets: list[tuple[str, str, Collection[Item]]] = [
        (one.id, one.title, one.items) for one in work.edition.sets if one.items
    ]
    quizzes = [one for one in work.ready if one.kind == "quiz" and one.items]
    sets += [(f"quiz/{one.reading}", _(TITLES["quiz"]).format(title=titles[one.reading]), one.items) for one in quizzes]
    for form in FORMATS.values():
        if not form.platform:
            continue
        for name, title, items in sets:
            _form, made = exported(form.name, work, items)
            group, folder = "Learning platforms", f"platforms/{form.name}"
            for tag, data in made.files.items():
                about = _("{title}, for {platform}").format(title=title, platform=for_platform(form))
                yield File(path=f"{folder}/{name}{tag}{form.suffix}", data=data, about=about, group=group)
            path = f"{folder}/{name}{form.suffix}.loss.json"
            about = _("What {file} cannot carry").format(file=f"{name}{form.suffix}")
            yield File(path=path, data=loss_json(form, made).encode(), about=about, group=group)


def word_files(work: Work) -> Iterator[File]:
    """Yield each worksheet and each key as a Word file of the same name and tasks, and the rubrics of each sheet."""
    items = {item.id: item for one in work.edition.sets for item in one.items}
    for one in sheets(work):
        start = f"word/{one.folder}/{one.name}"
        for form in one.forms:
            for tag, data in of_form(form).items():
                about = _("Key: {sheet}").format(sheet=one.called(form)) if tag else one.called(form)
                yield File(
                    path=f"{start}-{form.letter}{tag}.docx", data=data, about=about, group="Word files", reading=one.reading
                )
        first = one.forms[0]
        if rubrics := of_rubrics([items[task.id] for task in first.tasks], first.title, work.edition):
            about = _("Rubrics and sample answers: {sheet}").format(sheet=_(SHEETS[one.kind]))
            yield File(path=f"{start}-rubrics.docx", data=rubrics, about=about, group="Word files", reading=one.reading)


def _coverage(work: Work) -> Iterator[File]:
    """Yield a sheet for each set of exercises, for each worksheet, and for each ready set."""
    titles = {text.id: text.reading.establishment.title.text for text in work.edition.texts}
    chosen = [(f"sets/{one.id}", one.title, one.items) for one in work.edition.sets]
    chosen += [
        (f"worksheets/{name}", _("Worksheet on {title}").format(title=title), to_hand_out(alone_on(work.edition, name)))
        for name, title in titles.items()
    ]
    chosen.append((f"worksheets/{across_name(work.edition)}", _(SHEETS["across"]), to_hand_out(across(work.edition))))
    chosen += [
        (f"ready/{one.reading}-{one.kind}", _(TITLES[one.kind]).format(title=titles[one.reading]), one.items)
        for one in work.ready
    ]
    for name, title, items in chosen:
        if items:
            data = coverage(items, work.edition, title).encode()
            yield File(
                path=f"coverage/{name}.html", data=data, about=_("Coverage: {title}").format(title=title), group="Coverage"
            )
