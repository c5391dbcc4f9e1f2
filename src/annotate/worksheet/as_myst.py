"""A form as MyST: the worksheet, and its key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from annotate.interface import _
from annotate.myst import plain_line
from annotate.worksheet._base import WHO, Form, Task


def worksheet(form: Form) -> str:
    """Return the worksheet as MyST."""
    return (
        "\n".join(
            [
                *_head(form, form.sheet),
                " ".join(f"{plain_line(_(one))} {_blank(8)}" for one in WHO),
                "",
                *_all(form, key=False),
            ]
        )
        + "\n"
    )


def key(form: Form) -> str:
    """Return the key of a worksheet as MyST."""
    return "\n".join([*_head(form, form.solved), *_all(form, key=True)]) + "\n"


def _head(form: Form, what: str) -> Iterator[str]:
    yield f"# {plain_line(form.title)}: {plain_line(what)}"
    yield ""
    yield plain_line(form.extent)
    yield ""


def _blank(length: int) -> str:
    return "\\_" * length


def _all(form: Form, *, key: bool) -> Iterator[str]:
    for task in form.tasks:
        yield f"## {task.number} ({task.worth})"
        yield ""
        yield from _asked(task)
        if key:
            yield from _answered(task)
        elif task.room:
            for _line in range(task.room):
                yield from (_blank(60), "")


def _asked(task: Task) -> Iterator[str]:
    for words in (*task.prompt, *task.quotes, *task.given):
        yield from (plain_line(words), "")
    for label, words in chain(*task.lists):
        yield f"- **{plain_line(label)}** {plain_line(words)}"
    yield ""


def _answered(task: Task) -> Iterator[str]:
    label = f"**{_('Key:')}**"
    yield f"{label} {plain_line(task.answer)} ({task.grade})" if task.answer else f"{label} {task.grade}"
    yield ""
    for step in task.reasons:
        yield f"- {plain_line(step)}"
    yield ""
    for words in task.solution:
        yield from (plain_line(words), "")
