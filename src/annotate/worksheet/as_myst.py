"""A form as MyST: the worksheet, and its key."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.myst import plain_line
from annotate.worksheet._base import Form, Task


def worksheet(form: Form) -> str:
    """Return the worksheet as MyST."""
    return (
        "\n".join(
            [
                *_head(form, "Worksheet"),
                "Name: \\_\\_\\_\\_\\_\\_\\_\\_ Date: \\_\\_\\_\\_\\_\\_",
                "",
                *_all(form, key=False),
            ]
        )
        + "\n"
    )


def key(form: Form) -> str:
    """Return the key of a worksheet as MyST."""
    return "\n".join([*_head(form, "Key"), *_all(form, key=True)]) + "\n"


def _head(form: Form, what: str) -> Iterator[str]:
    yield f"# {plain_line(form.title)}: {what} {form.letter}"
    yield ""
    yield f"{form.points} points, about {form.minutes} minutes. Seed {plain_line(form.seed)}."
    yield ""


def _all(form: Form, *, key: bool) -> Iterator[str]:
    for task in form.tasks:
        yield f"## {task.number} ({task.points} {'point' if task.points == 1 else 'points'})"
        yield ""
        yield from _asked(task)
        if key:
            yield from _answered(task)
        elif task.room:
            for _ in range(task.room):
                yield from ("\\_" * 60, "")


def _asked(task: Task) -> Iterator[str]:
    for words in (*task.prompt, *task.quotes, *task.given):
        yield from (plain_line(words), "")
    for label, words in (*task.rows, *task.options):
        yield f"- **{plain_line(label)}** {plain_line(words)}"
    yield ""


def _answered(task: Task) -> Iterator[str]:
    yield f"**Key:** {plain_line(task.answer)} ({task.grade})" if task.answer else f"**Key:** {task.grade}"
    yield ""
    for step in (*task.steps, *task.rubric):
        yield f"- {plain_line(step)}"
    yield ""
    for words in task.solution:
        yield from (plain_line(words), "")
