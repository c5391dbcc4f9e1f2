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
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from annotate.edition import Edition

OK, FAILED, USAGE = 0, 1, 2
_FORMATS = ("text", "json", "github")


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
        "--edition",
        choices=("student", "instructor"),
        default="student",
        help="student, unless said otherwise",
    )


def _html_options(command: argparse.ArgumentParser) -> None:
    _edition_option(command)
    command.add_argument("-j", dest="jobs", default="auto", metavar="N", help="processes; default: as fits")


def _check_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=_FORMATS, default="text", help="text, unless said otherwise")
    command.add_argument("--strict", action="store_true", help="warnings fail too")


def _ledger_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="every segment, for programs")


def _mutate_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="the table, for programs")
    command.add_argument("--survivors", action="store_true", help="show each mutant that the check misses")


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word]


def _amount(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 100_000:
        raise ValueError(text)
    return value


def _form_count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 26:
        raise ValueError(text)
    return value


def _assign_options(command: argparse.ArgumentParser) -> None:
    from annotate.items import ItemType, Skill
    from annotate.model import Bloom

    for option, what in (("set", "sets"), ("text", "readings"), ("items", "items, by their ids")):
        command.add_argument(
            f"--{option}", type=_words, default=[], metavar="ID,...", help=f"only these {what}"
        )
    for option, values in (("level", Bloom), ("skill", Skill), ("type", ItemType)):
        names = [one.value for one in values]
        command.add_argument(
            f"--{option}",
            action="append",
            choices=names,
            default=[],
            help=f"one of: {', '.join(names)}",
            metavar=option.upper(),
        )
    command.add_argument("--minutes", type=_amount, default=0, metavar="N", help="at most so many in all")
    command.add_argument("--points", type=_amount, default=0, metavar="N", help="at most so many in all")
    command.add_argument(
        "--forms", type=_form_count, default=1, metavar="N", help="forms A, B, ..., at most 26"
    )
    command.add_argument("--seed", default="1", metavar="S", help="decides the order; printed on every sheet")
    command.add_argument("--title", default="", help="printed at the head; the edition's title, if left out")
    command.add_argument("-o", dest="output", required=True, metavar="DIR", help="folder to write to")


def _review_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("items", nargs="*", metavar="ITEM", help="items looked at; all of them, if left out")
    command.add_argument("--by", required=True, metavar="NAME", help="who looked")
    command.add_argument("--date", required=True, metavar="DATE", help="when, as in 2026-11-22")


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
    names = [
        *(f"wrote docs/{name}" for name in built.written),
        *(f"deleted docs/{name}" for name in built.deleted),
    ]
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
    from annotate.check.exercises import proof_counts

    if not is_project(root):
        return _no_project()
    edition, found = assemble_project(root)
    counts = proof_counts(edition) if edition else []
    if options.format == "json":
        sys.stdout.write(as_json(found, counts))
    else:
        sys.stdout.write(as_github(found) if options.format == "github" else as_text(found))
    errors, warnings = count(found, Severity.ERROR), count(found, Severity.WARNING)
    if options.format == "text":
        for row in counts:
            grades = ", ".join(f"{row[grade]} {grade}" for grade in ("proved", "evidenced", "open"))
            print(f"exercises '{row['set']}': {grades}", file=sys.stderr)
        print(f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}", file=sys.stderr)
    return FAILED if errors or (options.strict and warnings) else OK


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


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


def _mutate(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.mutate import below_baseline, mutate, table

    if not is_project(root):
        return _no_project()
    edition, found = assemble_project(root)
    if edition is None or count(found, Severity.ERROR):
        _report(found)
        return FAILED
    classes = mutate(edition)
    if options.json:
        rows = [
            {
                "type": one.type,
                "class": one.name,
                "total": one.total,
                "killed": one.killed,
                "survivors": one.survivors,
            }
            for one in classes
        ]
        print(json.dumps({"classes": rows}, ensure_ascii=False, indent=1))
    else:
        print(table(classes, survivors=options.survivors))
    worse = below_baseline(classes, root / "exercises" / "mutation-baseline.json")
    for line in worse:
        print(f"annotate: {line}", file=sys.stderr)
    return FAILED if worse else OK


def _assign(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.files import write_if_changed
    from annotate.worksheet import Wanted, choose, make_forms, write_out

    if not is_project(root):
        return _no_project()
    edition, found = assemble_project(root)
    if edition is None or count(found, Severity.ERROR):
        _report(found)
        return FAILED
    wanted = Wanted(
        sets=options.set, readings=options.text, levels=options.level, skills=options.skill,
        types=options.type, ids=options.items, minutes=options.minutes, points=options.points,
    )  # fmt: skip
    problem = _not_there(options, edition)
    items = choose(edition, wanted, options.seed)
    if problem or not items:
        return _usage(problem or "no exercise fits; ask for less, or see what there is: annotate check")
    title = options.title or edition.apparatus.settings.title
    folder = Path(options.output) if Path(options.output).is_absolute() else Path.cwd() / options.output
    for form in make_forms(items, edition, title=title, seed=options.seed, forms=options.forms):
        for name, content in write_out(form).items():
            write_if_changed(folder / name, content)
            print(f"{options.output}/{name}")
    return OK


def _not_there(options: argparse.Namespace, edition: Edition) -> str:
    """Return what is wrong with the names asked for, or nothing."""
    known = {
        "set": [one.id for one in edition.sets],
        "text": [text.id for text in edition.texts],
        "items": [item.id for one in edition.sets for item in one.items],
    }
    for option, names in known.items():
        for name in getattr(options, option):
            if name not in names:
                return f"--{option}: there is no '{name}'. {did_you_mean(name, names)}There are: {', '.join(names)}"
    return ""


def _review(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.files import write_if_changed
    from annotate.review import FILE, Seal, digest, lock_text, read_lock

    if not is_project(root):
        return _no_project()
    edition, _ = assemble_project(root)
    items = [item for one in edition.sets for item in one.items] if edition else []
    unknown = sorted(set(options.items) - {item.id for item in items})
    if unknown:
        return _usage(
            f"there is no item '{unknown[0]}'. {did_you_mean(unknown[0], (item.id for item in items))}"
        )
    seals = {item.id: seal for item in items if (seal := read_lock(root / FILE).get(item.id))}
    for item in items:
        if not options.items or item.id in options.items:
            seals[item.id] = Seal(digest=digest(item), reviewer=options.by, date=options.date)
    write_if_changed(root / FILE, lock_text(seals))
    print(FILE)
    return OK


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
    ("assign", "Write worksheets and their keys.", _assign, _assign_options),
    ("mutate", "Corrupt the exercises and report what the check notices.", _mutate, _mutate_options),
    ("review", "Seal the wording of exercises that somebody has looked at.", _review, _review_options),
    ("explain", "Explain a diagnostic.", _explain, _explain_options),
)


if __name__ == "__main__":
    raise SystemExit(main())
