"""The first pages of the pack: the instructor's, which says what is for whom, and the student's list of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from annotate.citation import citations
from annotate.edition import Edition
from annotate.interface import N_, _
from annotate.items import Item, Skill
from annotate.pack._base import (
    SHEETS,
    File,
    Missing,
    Ready,
    across,
    across_name,
    alone_on,
    counted,
    minutes,
    open_keys,
    points,
    to_hand_out,
)
from annotate.pack.index._base import link, page, table, weight
from annotate.size import size

WORDS_A_MINUTE = 180
_HEAD = (N_("Set"), N_("Tasks"), N_("Minutes"), N_("Points"), N_("Sheets"), N_("Keys (yours)"))
_FILES = (N_("File"), N_("What it is"), N_("Size"))
_OUTCOMES = {
    Skill.SOURCING: N_("say who wrote the text, when, where and for whom, and what follows from that for its statements"),
    Skill.CONTEXTUALIZATION: N_("place the text among the events of its time, and say what it could not know"),
    Skill.CORROBORATION: N_("compare what the text says with what other texts or other parts of it say"),
    Skill.CLOSE_READING: N_("show by its own words what the text states, and how it says it"),
}
_GROUPS = {
    N_("The reader"): N_("the whole book, for paper and for e-readers"),
    N_("Readings"): N_("each text with its notes and cards in one file, for phones and mail"),
    N_("Hand-outs"): N_("each text on few pages, for paper"),
    N_("Pages to hand out"): N_("cards and tasks that the editors wrote for class"),
    N_("Worksheets"): N_("forms A and B on each text and across the texts, without keys"),
    N_("Ready sets"): N_("a quiz, a homework and an essay task on each text, without keys"),
    N_("Cards and lists"): N_("cards for Anki, the glossary, citations, and all notes for programs"),
    N_("Practice on a platform"): N_("exercises whose keys are open"),
    N_("The instructor’s reader"): N_("the whole book with teaching notes and keys"),
    N_("Pages"): N_("notes for teaching, keys and proofs"),
    N_("Keys"): N_("of every worksheet and ready set"),
    N_("Learning platforms"): N_(
        "Moodle, Canvas and others, keys inside; what a format cannot carry is said beside each file"
    ),
    N_("Word files"): N_("the same worksheets, their keys and rubrics, to edit"),
    N_("Coverage"): N_("levels, skills, readings, minutes and points of every set"),
}
_YOURS = N_(
    "These are your files. Everything opens without the internet; nothing has to be installed for the readings: open one "
    "in a browser, on a computer or a phone."
)
_NO_KEY = N_(
    "No key of an assigned task is in it. The tasks themselves are: take out {ready} and {worksheets} if they are not to be "
    "seen beforehand."
)
_COUNTING = N_(
    "Reading minutes are counted at {words} words a minute, for the text without its notes. The minutes and points of tasks "
    "are those that the exercises state."
)
_ABOUT = N_("About {count} words, {to_read}.")
_SETS = ("quiz", "homework", "essay")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the first pages tell of."""

    edition: Edition
    student: Sequence[File]
    instructor: Sequence[File]
    ready: Sequence[Ready]
    missing: Sequence[Missing]


def student_index(edition: Edition, files: Sequence[File]) -> str:
    """Return the list of the student's files; it names nothing that is not in their folder."""
    title = edition.apparatus.settings.title
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(_(_YOURS))}</p>",
        *_groups(edition, files, "", "h2"),
        f'<p class="quiet">{escape(_("SHA256SUMS holds the checksums of these files."))}</p>',
    ]
    return page(title, body, edition)


def pack_index(contents: Contents) -> str:
    """Return the instructor's first page of the whole pack."""
    edition = contents.edition
    title = _("{title}: teaching pack").format(title=edition.apparatus.settings.title)
    words = {text.id: size(text) for text in edition.texts}
    body = [*_opening(contents, title), *_overview(contents, words), *_teaching(contents), *_lacking(contents)]
    body.append(f"<h2>{escape(_('Reading by reading'))}</h2>")
    for text in edition.texts:
        body += _reading(contents, text.id, words[text.id])
    body += _across(contents)
    body.append(f'<h2 id="files">{escape(_("All files"))}</h2>')
    for name, files in (("student", contents.student), ("instructor", contents.instructor)):
        extent = weight(sum(len(one.data) for one in files))
        body.append(f"<details><summary>{name}/: {counted(len(files), 'file')}, {extent}</summary>")
        body += [*_groups(edition, files, f"{name}/", "h3"), "</details>"]
    return page(title, body, edition)


def _opening(contents: Contents, title: str) -> Iterator[str]:
    settings = contents.edition.apparatus.settings
    stand = ", ".join(
        one
        for one in (_("version {version}").format(version=settings.version) if settings.version else "", settings.date)
        if one
    )
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p class="quiet">{escape(stand)}</p>' if stand else ""
    yield f"<p>{escape(_('Two folders. Hand out the first as it is; keep the second: it holds keys.'))}</p>"
    yield '<div class="sides">'
    said = escape(_(_NO_KEY)).format(ready="<code>ready/</code>", worksheets="<code>worksheets/</code>")
    theirs = f'<p><a href="student/index.html">{escape(_("Their list of files"))}</a></p><p>{said}</p>'
    yield from _side(_("For students"), "student", "", contents.student, theirs)
    note = f"<p><strong>{escape(_('Do not hand this folder out.'))}</strong></p>"
    yield from _side(_("For you alone"), "instructor", " yours", contents.instructor, note)
    yield "</div>"


def _side(title: str, folder: str, mark: str, files: Sequence[File], note: str) -> Iterator[str]:
    extent = weight(sum(len(one.data) for one in files))
    yield f'<section class="side{mark}"><h2>{escape(title)}</h2><p>{escape(_("Folder"))} <code>{folder}/</code>: {counted(len(files), "file")}, {extent}</p>{note}<ul>'
    for group, some in _grouped(files):
        names = [one for one in some if not one.path.endswith(".loss.json")]
        about = f": {escape(_(_GROUPS[group]))}" if group in _GROUPS else ""
        yield f'<li><strong>{escape(_(group))}</strong>{about} <span class="quiet">({counted(len(names), "file")})</span></li>'
    yield "</ul></section>"


def _grouped(files: Sequence[File]) -> Iterator[tuple[str, list[File]]]:
    order = {group: at for at, group in enumerate(dict.fromkeys(one.group for one in files))}
    for group, some in groupby(sorted(files, key=lambda one: order[one.group]), key=lambda one: one.group):
        yield group, list(some)


def _overview(contents: Contents, words: Mapping[str, int]) -> Iterator[str]:
    """Yield one line on each reading: how long it takes, and what there is to do."""
    edition = contents.edition
    head = (N_("Reading"), N_("To read"), *(SHEETS[kind] for kind in _SETS), SHEETS["worksheet"])
    rows = []
    for text in edition.texts:
        sets = [one.items for one in contents.ready if one.reading == text.id]
        cells = [
            _short_minutes(_reading_minutes(words[text.id])),
            *map(_effort, [*sets, to_hand_out(alone_on(edition, text.id))]),
        ]
        title = f'<a href="#reading-{text.id}">{escape(text.reading.establishment.title.text)}</a>'
        rows.append([title, *cells])
    if items := to_hand_out(across(edition)):
        rows.append([f'<a href="#across">{escape(_("Across the readings"))}</a>', *["–"] * (1 + len(_SETS)), _effort(items)])
    yield f'<h2 id="readings">{escape(_("The readings"))}</h2>{table(_("The readings"), head, rows)}'
    yield f'<p class="quiet">{escape(_(_COUNTING).format(words=WORDS_A_MINUTE))}</p>'


def _effort(items: Sequence[Item]) -> str:
    return f"{_short_minutes(minutes(items))}, {counted(points(items), 'point')}" if items else _("none")


def _short_minutes(number: int) -> str:
    return _("{count} min").format(count=number)


def _teaching(contents: Contents) -> Iterator[str]:
    pages = [one for one in contents.instructor if one.group == "Pages"]
    if pages:
        yield f'<h2 id="pages">{escape(_("Pages for teaching"))}</h2><ul>'
        yield from (f"<li>{link(one, 'instructor/', one.about)}</li>" for one in pages)
        yield "</ul>"


def _lacking(contents: Contents) -> Iterator[str]:
    titles = {text.id: text.reading.establishment.title.text for text in contents.edition.texts}
    rows = [escape(f"{_(one.what)}: {'; '.join(filter(None, (_(one.why), one.advice)))}.") for one in contents.missing]
    rows += [
        escape(_("{set} on “{title}”: {why}.").format(set=_(SHEETS[one.kind]), title=titles[one.reading], why=one.lack))
        for one in contents.ready
        if one.lack
    ]
    if rows:
        yield f'<h2 id="missing">{escape(_("Not in this pack"))}</h2><ul>{"".join(f"<li>{one}</li>" for one in rows)}</ul>'


def _reading(contents: Contents, name: str, words: int) -> Iterator[str]:
    edition = contents.edition
    by = edition.by_id[name].reading.establishment
    items = alone_on(edition, name)
    practice = [one for one in items if one.is_practice]
    assigned = [one for one in items if not one.is_practice]
    about = ", ".join(one for one in (by.author.value, by.outlet.value, by.date.text) if one)
    yield f'<section class="reading" id="reading-{name}"><h3>{escape(by.title.text)}</h3>'
    yield f'<p class="quiet">{escape(about)}</p>' if about else ""
    said = {"Readings": _("Open the text"), "Hand-outs": _("Hand-out for paper")}
    links = "".join(
        f" {link(one, 'student/', said[one.group])}."
        for one in contents.student
        if one.group in said and one.reading == name
    )
    extent = _("{count} words").format(count=f"{words:,}")
    yield f"<p><strong>{escape(_to_read(words))}</strong> ({escape(extent)}).{links}</p>"
    yield (
        f"<p>{_tasks(_('Exercises for practice'), practice)}. {_tasks(_('Assigned exercises'), assigned)}.</p>"
        if items
        else ""
    )
    yield from _outcomes(edition, name)
    yield from _sets(contents, name)
    yield from _syllabus(contents, name, words)
    yield "</section>"


def _to_read(words: int) -> str:
    return _("{minutes} to read").format(minutes=counted(_reading_minutes(words), "minute"))


def _tasks(what: str, items: Sequence[Item]) -> str:
    if not items:
        return f"{what}: {_('none')}"
    return f"{what}: {counted(len(items), 'task')}, {counted(minutes(items), 'minute')}, {counted(points(items), 'point')}"


def _outcomes(edition: Edition, name: str) -> Iterator[str]:
    """Yield what students can do afterwards: as the editors say, else as far as exercises or questions practise it."""
    trained = {one.skill.value for one in alone_on(edition, name)}
    trained |= {one.kind.value for one in edition.apparatus.questions if one.readings == (name,)}
    stated = edition.by_id[name].reading.establishment.outcomes
    rows = stated or [_(words) for skill, words in _OUTCOMES.items() if skill.value in trained]
    if rows:
        yield f"<h4>{escape(_('Outcomes'))}</h4><p>{escape(_('Afterwards students can'))}</p><ul>"
        yield from (f"<li>{escape(one.rstrip('.'))};</li>" for one in rows[:-1])
        yield f"<li>{escape(rows[-1].rstrip('.'))}.</li></ul>"


def _sets(contents: Contents, name: str) -> Iterator[str]:
    """Yield what can be handed out on a reading, with the sheets and their keys."""
    rows = []
    title = contents.edition.by_id[name].reading.establishment.title.text
    sheet = to_hand_out(alone_on(contents.edition, name))
    if sheet:
        rows.append(_set_row(contents, _(SHEETS["worksheet"]), name, "worksheets", sheet, (open_keys(sheet),)))
    for one in contents.ready:
        if one.reading == name and one.items:
            rows.append(_set_row(contents, _(SHEETS[one.kind]), f"{name}-{one.kind}", "ready", one.items, one.remarks))
    lacking = [
        f"{_(SHEETS[one.kind])}: {_('none')}; {one.lack}." for one in contents.ready if one.reading == name and one.lack
    ]
    if rows or lacking:
        yield f"<h4>{escape(_('To hand out'))}</h4>"
    if rows:
        yield table(_("To hand out on {title}").format(title=title), _HEAD, rows)
    yield from (f'<p class="quiet">{escape(one)}</p>' for one in lacking)


def _set_row(
    contents: Contents, title: str, stem: str, folder: str, items: Sequence[Item], remarks: Sequence[str]
) -> list[str]:
    sheets = [one for one in contents.student if one.path.startswith(f"{folder}/{stem}-") and _is_form(one.path, stem)]
    keys = [one for one in contents.instructor if one.path.startswith(f"keys/{folder}/{stem}-") and _is_form(one.path, stem)]
    told = " ".join(filter(None, remarks))
    said = f'<br><span class="quiet">{escape(told)}</span>' if told else ""
    links = [
        " ".join(link(one, start, _form(one.path, stem)) for one in some)
        for start, some in (("student/", sheets), ("instructor/", keys))
    ]
    return [f"{escape(title)}{said}", str(len(items)), str(minutes(items)), str(points(items)), *links]


def _is_form(path: str, stem: str) -> bool:
    return len(path.rpartition("/")[2].removeprefix(f"{stem}-").partition(".")[0]) == 1


def _form(path: str, stem: str) -> str:
    letter, _, suffix = path.rpartition("/")[2].removeprefix(f"{stem}-").partition(".")
    return f"{letter} ({suffix})"


def _syllabus(contents: Contents, name: str, words: int) -> Iterator[str]:
    by = contents.edition.by_id[name].reading.establishment
    cited = next(one for one in citations(by, contents.edition.apparatus.settings) if one.style == "Chicago, bibliography")
    said = [
        "".join(one.words for one in cited.parts),
        _(_ABOUT).format(count=f"{round(words, -1):,}", to_read=_to_read(words)),
    ]
    sets = [
        f"{_(SHEETS[one.kind])} ({counted(minutes(one.items), 'minute')}, {counted(points(one.items), 'point')})"
        for one in contents.ready
        if one.reading == name and one.items
    ]
    if sets:
        said.append(_("Tasks: {sets}.").format(sets=", ".join(sets)))
    yield f"<h4>{escape(_('For the syllabus'))}</h4>"
    yield f'<p class="syllabus" id="syllabus-{name}">{escape(" ".join(said))}</p>'
    label = escape(_("Copy the paragraph on {title}").format(title=by.title.text))
    yield f'<button type="button" data-copies="syllabus-{name}" data-copied="{escape(_("Copied"))}" aria-label="{label}" hidden>{escape(_("Copy"))}</button>'


def _across(contents: Contents) -> Iterator[str]:
    items = to_hand_out(across(contents.edition))
    if items:
        yield f'<section class="reading" id="across"><h3>{escape(_("Across the readings"))}</h3>'
        row = _set_row(
            contents, _(SHEETS["worksheet"]), across_name(contents.edition), "worksheets", items, (open_keys(items),)
        )
        yield table(_("To hand out across the readings"), _HEAD, [row])
        yield "</section>"


def _reading_minutes(words: int) -> int:
    return max(1, -(-words // WORDS_A_MINUTE))


def _groups(edition: Edition, files: Sequence[File], start: str, heading: str) -> Iterator[str]:
    for group, some in _grouped(files):
        rows = [(link(one, start, one.path), escape(_said(one, edition)), weight(len(one.data))) for one in some]
        yield f"<{heading}>{escape(_(group))}</{heading}>{table(_(group), _FILES, rows)}"


def _said(one: File, edition: Edition) -> str:
    if not one.reading:
        return one.about
    return f"{edition.by_id[one.reading].reading.establishment.title.text}: {one.about}"
