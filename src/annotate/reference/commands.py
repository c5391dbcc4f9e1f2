"""The page of the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator

from annotate.myst._base import one_line
from annotate.reference._base import HEAD, block, code, entry, label, prose, sentence

_PLANNED = {
    "pdf": "a PDF of the reader",
    "epub": "an EPUB of the reader",
    "new": "a project made from files",
    "add": "a text taken into a project",
    "suggest": "terms and notes proposed to an editor",
    "reanchor": "what a changed source did to each quotation",
    "assign": "worksheets and keys",
    "mutate": "a test of the checks themselves",
}
_FOR_ALL = "Every command takes these, before its name or behind it; `--version` stands alone.\n\n"
_MAKE = """\
## With make

The shipped project has these. They set up what they need on the first run.

"""
_NOT_THERE = """\
(planned-commands)=
## Planned, and not there yet

These words are kept for commands to come. Today each of them is an unknown command.

"""
_TARGET = re.compile(r"^([a-z]+):.*?## (.+)$", re.MULTILINE)


def commands_page(parser: argparse.ArgumentParser, about: str, makefile: str = "") -> str:
    """Return the page of the command line; `about` is its docstring, `makefile` a Makefile's text."""
    commands = _commands(parser)
    parts = [
        f"{HEAD}# The command line\n\n{prose(about)}\n\n## {code('annotate')}\n\n",
        _FOR_ALL,
        *_options(_visible(parser)),
    ]
    for name, command in commands.items():
        parts.extend(_command(name, command))
    parts.extend(_make(makefile))
    planned = [f"- {code(name)}: {what}\n" for name, what in _PLANNED.items() if name not in commands]
    return "".join([*parts, _NOT_THERE, *(planned or ["None at present.\n"])])


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    own = [action for action in _visible(command) if action.default != argparse.SUPPRESS]  # others: for all
    usage = " ".join([f"annotate {name}", *(_usage(action) for action in own)])
    yield f"({label('command', name)})=\n## {code(f'annotate {name}')}\n\n"
    yield f"{one_line(command.description or '')}\n\n{block(usage)}\n"
    yield from _options(own)


def _make(makefile: str) -> Iterator[str]:
    targets = _TARGET.findall(makefile)
    if targets:
        yield _MAKE
    for name, what in targets:
        yield entry(code(f"make {name}"), sentence(one_line(what)))


def _visible(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    hidden = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in parser._actions if not isinstance(action, hidden)]


def _options(actions: Iterable[argparse.Action]) -> Iterator[str]:
    for action in actions:
        names = ", ".join(action.option_strings) or _argument(action)
        choices = f"One of {', '.join(code(str(one)) for one in action.choices)}." if action.choices else ""
        help_text = sentence(one_line(action.help or ""))
        yield entry(code(f"{names} {_value(action)}".strip()), help_text, choices, _default(action))


def _default(action: argparse.Action) -> str:
    silent = not action.default or action.default == argparse.SUPPRESS
    return "" if silent else f"Default: {code(str(action.default))}."


def _value(action: argparse.Action) -> str:
    """Return the word for an option's value, or nothing when it takes none."""
    if action.nargs == 0 or not action.option_strings:
        return ""
    return _argument(action)


def _argument(action: argparse.Action) -> str:
    return str(action.metavar or action.dest.upper())


def _usage(action: argparse.Action) -> str:
    if action.option_strings:
        said = f"{action.option_strings[0]} {_value(action)}".strip()
        return said if action.required else f"[{said}]"
    forms = {"?": "[{}]", "*": "[{} ...]", "+": "{} ..."}
    return forms.get(str(action.nargs), "{}").format(_argument(action))
