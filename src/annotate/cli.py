"""The command `annotate`.

Results go to stdout, progress to stderr. Exit code 0: no error; 1: errors were found;
2: the command was not understood or the project is not there. Sphinx is imported by the
commands that build with it, so that the others start fast.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from annotate import __version__
from annotate.diagnostics import (
    Code,
    Diagnostic,
    Severity,
    as_github,
    as_json,
    as_text,
    count,
    did_you_mean,
)

OK, FAILED, USAGE = 0, 1, 2
_FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


class _Parser(argparse.ArgumentParser):
    """argparse with our exit code and a guess at what was meant."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        print(f"annotate: {message}", file=sys.stderr)
        raise SystemExit(USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    _use_utf8()
    options = _parser().parse_args(arguments)
    if not hasattr(options, "run"):
        _parser().print_help()
        return OK
    root = Path(options.directory)
    if not root.is_dir():
        return _usage(f"there is no folder '{options.directory}'")
    try:
        return int(options.run(options, root.resolve()))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("annotate: interrupted; run the command again", file=sys.stderr)
        return FAILED
    except OSError as problem:
        where = f": {problem.filename}" if problem.filename else ""
        print(f"annotate: {problem.strerror or problem}{where}", file=sys.stderr)
        return FAILED


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _usage(message: str) -> int:
    print(f"annotate: {message}", file=sys.stderr)
    return USAGE


def _no_project() -> int:
    return _usage("there is no project here (no seeds/, no docs/apparatus/); name one with -C")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="annotate", description="Plain texts in, an annotated course reader out.")
    parser.add_argument("--version", action="version", version=f"annotate-reader {__version__}")
    parser.add_argument("-C", dest="directory", default=".", metavar="DIR", help="work in this folder")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for name, help_text, run, fill in _COMMANDS:
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(run=run)
        fill(command)
    return parser


def _edition_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--edition", choices=("student", "instructor"), default="student", help="student, unless said otherwise"
    )


def _html_options(command: argparse.ArgumentParser) -> None:
    _edition_option(command)
    command.add_argument("-j", dest="jobs", default="auto", metavar="N", help="processes; default: as fits")


def _check_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=tuple(_FORMATS), default="text")
    command.add_argument("--strict", action="store_true", help="warnings fail too")


def _ledger_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="every segment, for programs")


def _explain_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", nargs="?", help="a code, as in no_match; all of them, if left out")


def _build(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import Which, build, is_project

    if not is_project(root):
        return _no_project()
    built = build(root, Which(options.edition))
    _report(built.diagnostics)
    if built.failed:
        return FAILED
    names = [*(f"wrote docs/{name}" for name in built.written), *(f"deleted docs/{name}" for name in built.deleted)]
    print("\n".join(names) if names else "nothing changed")
    return OK


def _report(found: Sequence[Diagnostic]) -> None:
    sys.stderr.write(as_text(found))


def _html(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import Which, build

    if not (root / "docs" / "conf.py").is_file():
        return _usage("there is no project here (no docs/conf.py); name one with -C")
    which = Which(options.edition)
    built = build(root, which)
    if built.failed:
        _report(built.diagnostics)
        return FAILED
    from annotate.sphinx_ext.run import run_html

    status = run_html(root, which, options.jobs)
    if status == OK:
        print(f"{_html_folder(root, which).relative_to(root)}/index.html")
    return status


def _html_folder(root: Path, which: str) -> Path:
    return root / "build" / ("html" if which == "student" else "instructor")


def _check(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project

    if not is_project(root):
        return _no_project()
    _, found = assemble_project(root)
    sys.stdout.write(_FORMATS[options.format](found))
    errors, warnings = count(found, Severity.ERROR), count(found, Severity.WARNING)
    if options.format == "text":
        print(f"{errors} errors, {warnings} warnings", file=sys.stderr)
    return FAILED if errors or (options.strict and warnings) else OK


def _ledger(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.ledger import as_json as ledger_json

    if not is_project(root):
        return _no_project()
    edition, found = assemble_project(root)
    body = ledger_json([(text.reading, text.source) for text in edition.texts] if edition else [])
    if options.json:
        print(json.dumps(body, ensure_ascii=False, indent=1))
    else:
        for text in body["texts"]:
            sizes: dict[str, int] = {}
            for one in text["segments"]:
                sizes[one["kind"]] = sizes.get(one["kind"], 0) + one["end"] - one["start"]
            shares = ", ".join(f"{kind} {size}" for kind, size in sorted(sizes.items()))
            print(f"{text['id']}: {text['length']} characters: {shares}")
    _report(found)
    return FAILED if count(found, Severity.ERROR) else OK


def _explain(options: argparse.Namespace, root: Path) -> int:
    codes = {code.slug: code for code in Code}
    wanted = (options.code or "").removeprefix("annotate.")
    if wanted and wanted not in codes:
        return _usage(f"there is no code '{wanted}'. {did_you_mean(wanted, codes)}Try: annotate explain")
    for slug, code in codes.items():
        if wanted in ("", slug):
            print(f"{slug}\n    {code.explanation}")
    return OK




_COMMANDS: tuple[
    tuple[str, str, Callable[[argparse.Namespace, Path], int], Callable[[argparse.ArgumentParser], None]], ...
] = (
    ("build", "Write the MyST pages of the reader.", _build, _edition_option),
    ("html", "Build the reader as HTML.", _html, _html_options),
    ("check", "Report everything that is wrong.", _check, _check_options),
    ("ledger", "Show what became of every character of every source.", _ledger, _ledger_options),
    ("explain", "Explain a diagnostic.", _explain, _explain_options),
)


if __name__ == "__main__":
    raise SystemExit(main())
