"""The command that takes exercises and apparatus out: export."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli._base import (
    FAILED,
    OK,
    Command,
    completes,
    no_project,
    not_there,
    perhaps,
    report,
    tell,
    usage,
    working,
)
from annotate.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from annotate.edition import Edition
    from annotate.export import Format, Job, Made
    from annotate.items import Item


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word]


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")) or any(one.isspace() for one in text):
        raise argparse.ArgumentTypeError(f"'{text}' is no address: it begins with https:// or http://")
    return text


def _options(command: argparse.ArgumentParser) -> None:
    from annotate.export import FORMATS

    said = "; ".join(f"{one.name} ({one.about})" for one in FORMATS.values())
    completes(command.add_argument("format", nargs="?", metavar="FORMAT", help=said), FORMATS)
    for option, what in (("set", "sets"), ("text", "readings"), ("items", "items, by their ids")):
        command.add_argument(f"--{option}", type=_words, default=[], metavar="ID,...", help=f"only these {what}")
    command.add_argument("--use", choices=("practice", "assigned"), help="only items of this use: practice or assigned")
    command.add_argument(
        "--base-url", type=_address, metavar="URL",
        help="where the reader is published, for links to its paragraphs; 'base-url' of edition.yaml, if left out",
    )  # fmt: skip
    command.add_argument(
        "-o", dest="output", metavar="FILE", help="file to write; FILE.loss.json beside it says what is lost"
    )
    command.add_argument(
        "--table", action="store_true", help="print what each format carries of each type, and write nothing"
    )


def _export(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.export import FORMATS, of_exercises

    if problem := _misunderstood(options, list(FORMATS)):
        return usage(problem)
    if not is_project(root):
        return no_project()
    with working(options, "reading the files") as step:
        edition, found = assemble_project(root, step=step)
    stopping = [one for one in found if one.severity is Severity.ERROR and not of_exercises(one)]
    if edition is None or stopping:
        report(found)
        return FAILED
    if problem := not_there(options, edition):
        return usage(problem)
    items = _chosen(options, edition)
    work = _job(options, edition, items, found)
    if options.table:
        return _table(work)
    form = FORMATS[options.format]
    if form.of_items and not items:
        return usage("no exercise fits; ask for less, or see what there is: annotate check")
    return _write(options, form, work, found)


def _misunderstood(options: argparse.Namespace, formats: list[str]) -> str:
    known = f"Formats: {', '.join(formats)}"
    if options.table:
        return ""
    if not options.format:
        return f"name a format. {known}"
    if options.format not in formats:
        return f"there is no format '{options.format}'. {perhaps(options.format, formats)}{known}"
    is_file = options.output and not options.output.endswith("/") and not options.output.startswith("/dev/")
    return "" if is_file else f"name the file to write, as in: annotate export {options.format} -o FILE"


def _chosen(options: argparse.Namespace, edition: Edition) -> list[Item]:
    from annotate.worksheet import Wanted, choose

    wanted = Wanted(sets=options.set, readings=options.text, ids=options.items)
    chosen = choose(edition, wanted, "")
    return [item for item in chosen if not options.use or item.use.value == options.use]


def _job(options: argparse.Namespace, edition: Edition, items: list[Item], found: tuple[Diagnostic, ...]) -> Job:
    from annotate.export import job

    base_url = options.base_url or edition.apparatus.settings.base_url
    return job(edition, items, found, base_url, os.environ.get("SOURCE_DATE_EPOCH", ""))


def _table(work: Job) -> int:
    from annotate.export import FORMATS, table

    sys.stdout.write(table(work, list(FORMATS.values())))
    return OK


def _write(options: argparse.Namespace, form: Format, work: Job, found: tuple[Diagnostic, ...]) -> int:
    from annotate.export import Kept, loss_json, write_down
    from annotate.files import write_if_changed

    output = options.output
    with working(options, "writing the export"):
        made = write_down(form, work)
    path = Path(output) if Path(output).is_absolute() else Path.cwd() / output
    for tag, data in made.files.items():
        write_if_changed(_named(path, tag), data)
        print(_named(Path(output), tag).as_posix())
    write_if_changed(path.with_name(f"{path.name}.loss.json"), loss_json(form, made))
    print(f"{output}.loss.json")
    _say(options, form, made, output)
    if work.refused and form.of_items:
        report([one for one in found if one.severity is Severity.ERROR])
        return FAILED
    return OK if made.files and any(one.kept is not Kept.REFUSED for one in made.fates) else FAILED


def _named(path: Path, tag: str) -> Path:
    return path.with_name(f"{path.stem}{tag}{path.suffix}")


def _say(options: argparse.Namespace, form: Format, made: Made, output: str) -> None:
    from annotate.export import Kept

    counts = {kept: sum(1 for one in made.fates if one.kept is kept) for kept in Kept}
    said = ", ".join(f"{count} {kept.value}" for kept, count in counts.items())
    tell(options, f"{said}; what is lost: {output}.loss.json")
    for name in (_named(Path(output), tag).as_posix() for tag in form.keys if tag in made.files):
        print(f"{name} holds keys: it is an instructor's file. Do not hand it to students.", file=sys.stderr)
    for one in made.remarks:
        tell(options, one)


COMMANDS = (
    Command(
        name="export",
        about="Write exercises for a learning platform or cards, or the apparatus as open data.",
        run=_export,
        options=_options,
    ),
)
