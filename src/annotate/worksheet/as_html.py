"""A form as one HTML file, ready for print: the worksheet with room to write, and its key."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from annotate.interface import _
from annotate.worksheet._base import WHO, Form, Task

_STYLE = """
body { font: 12pt/1.45 "Source Serif 4", Charter, Georgia, serif; color: #000; background: #fff; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.6rem 0 .3rem; break-after: avoid; }
.who { display: flex; gap: 2rem; } .who span { flex: 1; border-bottom: 1px solid #000; padding-bottom: .2rem; }
.quote { margin-left: 1.5rem; } ul { list-style: none; padding-left: 1.5rem; } li { margin: .2rem 0; }
.line { border-bottom: 1px solid #777; height: 1.9rem; } section { break-inside: avoid-page; }
.key { border-left: 3px solid #000; padding-left: .8rem; } .small { font-size: .9em; }
@media print { body { margin: 0; max-width: none; } }
"""


def worksheet(form: Form) -> str:
    """Return the worksheet as a whole HTML page."""
    who = "".join(f"<span>{escape(_(one))}</span>" for one in WHO)
    return _page(form, form.sheet, [f'<p class="who">{who}</p>', *_tasks(form, key=False)])


def key(form: Form) -> str:
    """Return the key of a worksheet as a whole HTML page."""
    return _page(form, form.solved, list(_tasks(form, key=True)))


def _page(form: Form, what: str, body: list[str]) -> str:
    title = escape(f"{form.title}: {what}")
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(form.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<p class="small">{escape(form.extent)}</p>\n'
    )
    return head + "\n".join(body) + "\n</main>\n</body>\n</html>\n"


def _tasks(form: Form, *, key: bool) -> Iterator[str]:
    for task in form.tasks:
        parts = [f"<section>\n<h2>{task.number} ({task.worth})</h2>", *_asked(task)]
        parts += _answered(task) if key else ['<div class="line"></div>'] * task.room
        yield "\n".join([*parts, "</section>"])


def _asked(task: Task) -> Iterator[str]:
    yield from (f"<p>{escape(words)}</p>" for words in task.prompt)
    yield from (f'<p class="quote">{escape(words)}</p>' for words in task.quotes)
    yield from (f"<p>{escape(words)}</p>" for words in task.given)
    for entries in task.lists:
        rows = "".join(f"<li><b>{escape(label)}</b> {escape(words)}</li>" for label, words in entries)
        yield f"<ul>{rows}</ul>"


def _answered(task: Task) -> Iterator[str]:
    answer = f"{escape(task.answer)} ({task.grade})" if task.answer else task.grade
    yield f'<div class="key"><p><b>{escape(_("Key:"))}</b> {answer}</p>'
    if task.reasons:
        yield f'<ul class="small">{"".join(f"<li>{escape(one)}</li>" for one in task.reasons)}</ul>'
    yield from (f"<p>{escape(words)}</p>" for words in task.solution)
    yield "</div>"
