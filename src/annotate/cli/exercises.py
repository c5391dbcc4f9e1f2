"""Commands on the exercises: assign, mutate, review."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli._base import (
    FAILED,
    OK,
    Command,
    no_compiler,
    no_project,
    not_there,
    perhaps,
    report,
    tell,
    usage,
    whole,
    working,
)
from annotate.diagnostics import Severity, count

if TYPE_CHECKING:
    from annotate.worksheet import Form


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word]


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say who looked")
    return text.strip()


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-11-22") from None


def _assign_options(command: argparse.ArgumentParser) -> None:
    from annotate.items import ItemType, Skill
    from annotate.model import Bloom
    from annotate.paper import PAPERS

    for option, what in (("set", "sets"), ("text", "readings"), ("items", "items, by their ids")):
        command.add_argument(f"--{option}", type=_words, default=[], metavar="ID,...", help=f"only these {what}")
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
    for limit in ("--minutes", "--points"):
        command.add_argument(limit, type=whole(1, 100_000), metavar="N", help="at most so many in all")
    command.add_argument("--forms", type=whole(1, 26), default=1, metavar="N", help="forms A, B, ..., at most 26")
    command.add_argument("--seed", default="1", metavar="S", help="decides the order; printed on every sheet")
    command.add_argument("--title", default="", help="printed at the head; the edition's title, if left out")
    command.add_argument("--pdf", action="store_true", help="as PDF too, for paper")
    command.add_argument("--paper", choices=PAPERS, default="", help="paper of the PDF; as conf.py has it, if left out")
    command.add_argument(
        "--coverage", action="store_true", help="a sheet of levels, skills, readings, minutes and points too"
    )
    command.add_argument("-o", dest="output", required=True, metavar="DIR", help="folder to write to")


def _mutate_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="the table, for programs")


def _review_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("items", nargs="*", metavar="ITEM", help="items looked at; all of them, if left out")
    command.add_argument("--by", type=_name, required=True, metavar="NAME", help="who looked")
    command.add_argument("--date", type=_day, required=True, metavar="DATE", help="when, as in 2026-11-22")


def _assign(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.files import write_if_changed
    from annotate.worksheet import Wanted, choose, coverage, make_forms, write_out

    if not is_project(root):
        return no_project()
    if options.pdf and no_compiler():
        return FAILED
    with working(options, "reading the files") as step:
        edition, found = assemble_project(root, step=step)
    if edition is None or count(found, Severity.ERROR):
        report(found)
        return FAILED
    wanted = Wanted(
        sets=options.set, readings=options.text, levels=options.level, skills=options.skill,
        types=options.type, ids=options.items, minutes=options.minutes, points=options.points,
    )  # fmt: skip
    problem = not_there(options, edition)
    items = choose(edition, wanted, options.seed)
    if problem or not items:
        return usage(problem or "no exercise fits; ask for less, or see what there is: annotate check")
    title = options.title or edition.apparatus.settings.title
    folder = Path(options.output) if Path(options.output).is_absolute() else Path.cwd() / options.output
    if options.coverage:
        write_if_changed(folder / "coverage.html", coverage(items, edition, title))
        print(f"{options.output}/coverage.html")
    for form in make_forms(items, edition, title=title, seed=options.seed, forms=options.forms):
        for name, content in write_out(form).items():
            write_if_changed(folder / name, content)
            print(f"{options.output}/{name}")
        if options.pdf and not _print_out(form, options, root, folder):
            return FAILED
    return OK


def _print_out(form: Form, options: argparse.Namespace, root: Path, folder: Path) -> bool:
    """Write a form as PDF; return whether its worksheet and key were made."""
    from annotate.files import write_if_changed
    from annotate.paper import paper_of
    from annotate.worksheet import print_out

    made = print_out(form, paper_of(root, os.environ.get("SOURCE_DATE_EPOCH", ""), options.paper))
    for remark in made.remarks:
        print(f"annotate: {remark}", file=sys.stderr)
    for name, content in made.files.items():
        write_if_changed(folder / name, content)
        print(f"{options.output}/{name}")
    return len(made.files) == 2


def _mutate(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.mutate import below_baseline, mutate, table

    if not is_project(root):
        return no_project()
    with working(options, "reading the files") as step:
        edition, found = assemble_project(root, step=step)
    if edition is None or count(found, Severity.ERROR):
        report(found)
        return FAILED
    with working(options, "corrupting exercises") as step:
        classes = mutate(edition, step=step)
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
        print(table(classes))
    worse = below_baseline(classes, root / "exercises" / "mutation-baseline.json")
    for line in worse:
        print(f"annotate: {line}", file=sys.stderr)
    if not worse and not options.json:
        tell(options, _TOLD if any(one.survivors for one in classes) else "annotate: passed")
    return FAILED if worse else OK


_TOLD = (
    "annotate: passed. What survives is a change of wording that no check can judge; "
    "'annotate review --by NAME --date DAY' seals the wording that somebody has read"
)


def _review(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.files import write_if_changed
    from annotate.review import FILE, Seal, digest, lock_text, read_lock

    if not is_project(root):
        return no_project()
    with working(options, "reading the files") as step:
        edition, found = assemble_project(root, step=step)
    if edition is None or count(found, Severity.ERROR):
        report(found)  # a set, or a lock, that could not be read would lose its seals
        return FAILED
    items = [item for one in edition.sets for item in one.items]
    unknown = sorted(set(options.items) - {item.id for item in items})
    if unknown:
        return usage(f"there is no item '{unknown[0]}'. {perhaps(unknown[0], (item.id for item in items))}")
    kept, _ = read_lock(root / FILE)
    seals = {item.id: seal for item in items if (seal := kept.get(item.id))}
    for item in items:
        if not options.items or item.id in options.items:
            seals[item.id] = Seal(digest=digest(item), reviewer=options.by, date=options.date)
    write_if_changed(root / FILE, lock_text(seals))
    print(FILE)
    return OK


COMMANDS = (
    Command(name="assign", about="Write worksheets and their keys.", run=_assign, options=_assign_options),
    Command(
        name="mutate",
        about="Corrupt the exercises and report what the check notices.",
        run=_mutate,
        options=_mutate_options,
    ),
    Command(
        name="review",
        about="Seal the wording of exercises that somebody has looked at.",
        run=_review,
        options=_review_options,
    ),
)
