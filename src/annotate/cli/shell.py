"""The command for shells: completion."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.cli._base import OK, Command

_SHELLS = ("bash", "zsh", "fish")
_HOW = {
    "bash": 'add to ~/.bashrc: eval "$(annotate completion bash)"',
    "zsh": 'add to ~/.zshrc, behind compinit: eval "$(annotate completion zsh)"',
    "fish": "annotate completion fish > ~/.config/fish/completions/annotate.fish",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """What may be typed: the names of an option (none for an argument), its values, and what it is."""

    names: tuple[str, ...]
    takes: str
    """"", "words", "files" or "folders"; "other" for what nobody can complete"""
    values: tuple[str, ...]
    about: str


def _options(command: argparse.ArgumentParser) -> None:
    how = "; ".join(f"{shell}: {line}" for shell, line in _HOW.items())
    command.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=f"{', '.join(_SHELLS)}. {how}")


def _completion(options: argparse.Namespace, root: Path) -> int:
    del root
    parser = options.whole()
    commands = {name: (about, _words(one)) for name, about, one in _commands(parser)}
    script = {"bash": _bash, "zsh": _zsh, "fish": _fish}[options.shell]
    sys.stdout.write("\n".join(script(_words(parser), commands)) + "\n")
    return OK


_Commands = dict[str, tuple[str, list[_Word]]]


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            about = {one.dest: one.help or "" for one in action._choices_actions}
            yield from ((name, about[name], one) for name, one in action.choices.items())


def _words(parser: argparse.ArgumentParser) -> list[_Word]:
    return [
        _Word(names=tuple(one.option_strings), about=_about(one), **_values(one))
        for one in parser._actions
        if not isinstance(one, argparse._SubParsersAction)
    ]


def _about(action: argparse.Action) -> str:
    """Return a few words of the help, with nothing in them that a shell could take for its own."""
    text = re.split(r"[;:(]", action.help or "")[0].strip()
    return re.sub(r"[^\w .,/-]", "", text)[:60].strip()


def _values(action: argparse.Action) -> dict[str, Any]:
    if action.nargs == 0:
        return {"takes": "", "values": ()}
    if words := vars(action).get("words") or action.choices:
        return {"takes": "words", "values": tuple(str(one) for one in words)}
    word = str(action.metavar or "")
    takes = "files" if "FILE" in word else "folders" if word == "DIR" else "other"
    return {"takes": takes, "values": ()}


# ---- bash ---------------------------------------------------------------------------------


def _bash(top: list[_Word], commands: _Commands) -> Iterator[str]:
    yield from (
        "# Completion of annotate for bash.",
        "_annotate() {",
        "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i",
    )
    yield f"  for ((i = 1; i < COMP_CWORD; i++)); do case ${{COMP_WORDS[i]}} in {'|'.join(commands)}) command=${{COMP_WORDS[i]}}; break ;; esac; done"
    yield "  COMPREPLY=()"
    yield '  case "$command:$before" in'
    for name, words in [("", top), *((name, words) for name, (_, words) in commands.items())]:
        for one in words:
            if one.names and one.takes:
                either = "|".join(f"{name}:{option}" for option in one.names)
                yield f"    {either}) {_bash_values(one)}; return ;;"
    yield "  esac"
    yield "  case $command in"
    for name, (_, words) in commands.items():
        options = " ".join(option for one in words for option in one.names)
        rest = [one for one in words if not one.names]
        given = f"{_bash_values(rest[-1])}" if rest and rest[-1].takes != "other" else ":"
        yield f"    {name}) if [[ $word == -* ]]; then {_compgen(options)}; else {given}; fi ;;"
    both = " ".join([*commands, *(option for one in top for option in one.names)])
    yield from (f"    *) {_compgen(both)} ;;", "  esac", "}", "complete -F _annotate annotate")


def _bash_values(one: _Word) -> str:
    flags = {
        "files": 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$word"))',
        "folders": 'compopt -o filenames; COMPREPLY=($(compgen -d -- "$word"))',
    }
    if one.takes == "words":
        return _compgen(" ".join(one.values))
    return flags.get(one.takes, ":")


def _compgen(words: str) -> str:
    return f'COMPREPLY=($(compgen -W "{words}" -- "$word"))'


# ---- zsh ----------------------------------------------------------------------------------


def _zsh(top: list[_Word], commands: _Commands) -> Iterator[str]:
    yield from (
        "#compdef annotate",
        "# Completion of annotate for zsh.",
        "_annotate() {",
        "  local state line",
        "  local -a commands",
        "  commands=(",
    )
    yield from (f"    '{name}:{_plain(about)}'" for name, (about, _) in commands.items())
    yield from ("  )", "  _arguments -C \\")
    yield from (f"    {spec} \\" for one in top for spec in _zsh_specs(one))
    yield from (
        "    '1: :->command' '*:: :->rest'",
        "  case $state in",
        "    command) _describe command commands ;;",
        "    rest) case $words[1] in",
    )
    for name, (_, words) in commands.items():
        specs = " ".join(spec for one in words for spec in _zsh_specs(one))
        yield f"      {name}) _arguments {specs} ;;"
    yield from ("    esac ;;", "  esac", "}", "compdef _annotate annotate")


def _zsh_specs(one: _Word) -> Iterator[str]:
    actions = {"files": "_files", "folders": "_files -/", "words": f"({' '.join(one.values)})", "other": " "}
    takes = f":{one.about or 'value'}:{actions[one.takes]}" if one.takes else ""
    if not one.names:
        yield f"'*{takes}'"
    for option in one.names:
        yield f"'{option}[{one.about}]{takes}'"


def _plain(words: str) -> str:
    return re.sub(r"[':\\\[\]]", "", words)


# ---- fish ---------------------------------------------------------------------------------


def _fish(top: list[_Word], commands: _Commands) -> Iterator[str]:
    names = " ".join(commands)
    yield from ("# Completion of annotate for fish.", "complete -c annotate -f")
    for one in top:
        yield from _fish_word(one, f"not __fish_seen_subcommand_from {names}")
    for name, (about, words) in commands.items():
        yield f"complete -c annotate -n 'not __fish_seen_subcommand_from {names}' -a {name} -d '{_plain(about)}'"
        for one in words:
            yield from _fish_word(one, f"__fish_seen_subcommand_from {name}")


def _fish_word(one: _Word, when: str) -> Iterator[str]:
    flags = {
        "": "",
        "files": " -r -F",
        "folders": " -x -a '(__fish_complete_directories)'",
        "words": f" -x -a '{' '.join(one.values)}'",
        "other": " -x",
    }
    if one.names:
        said = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in one.names)
        yield f"complete -c annotate -n '{when}' {said} -d '{one.about}'{flags[one.takes]}"
    elif one.takes in ("files", "folders"):
        yield f"complete -c annotate -n '{when}' -F"
    elif one.takes == "words":
        yield f"complete -c annotate -n '{when}' -a '{' '.join(one.values)}'"


COMMANDS = (
    Command(
        name="completion",
        about="Print what makes a shell complete commands and options.",
        run=_completion,
        options=_options,
    ),
)
