"""Commands on projects: new, add."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli._base import FAILED, OK, Command, no_project, usage

if TYPE_CHECKING:
    from annotate.project import Draft


def _new_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="DIR", help="where the project is made; it must be new or empty")
    command.add_argument("files", nargs="*", metavar="FILE", help="texts to take in; a sample, if left out")
    command.add_argument(
        "--encoding", default="utf-8", metavar="NAME", help="of the texts; utf-8, unless said otherwise"
    )
    command.add_argument("--title", default="A course reader", help="of the reader")
    command.add_argument(
        "--annotate-from",
        default="",
        metavar="LINE",
        help="the line of requirements.txt that installs the tool",
    )


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="texts to take in")
    command.add_argument(
        "--encoding", default="utf-8", metavar="NAME", help="of the texts; utf-8, unless said otherwise"
    )


def _new(options: argparse.Namespace, root: Path) -> int:
    from annotate.files import write_if_changed
    from annotate.project import SAMPLE, draft_of, project_files

    folder = root / options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return usage(f"'{options.folder}' exists and is not an empty folder; name another")
    if options.files:
        drafts = _drafts([root / file for file in options.files], options.encoding, frozenset())
    else:
        drafts = [draft_of(Path("sample.txt"), SAMPLE.encode())]
    if drafts is None:
        return FAILED
    line = f"{options.annotate_from}\n" if options.annotate_from else ""
    for name, data in project_files(options.title, drafts, annotate_from=line).items():
        write_if_changed(folder / name, data)
    print(f"{options.folder}: {len(drafts)} text(s); next: cd {options.folder} && make html")
    return OK


def _add(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import is_project
    from annotate.files import write_if_changed

    if not is_project(root):
        return no_project()
    taken = frozenset(path.stem for path in (root / "seeds").glob("*.*"))
    drafts = _drafts([root / file for file in options.files], options.encoding, taken)
    if drafts is None:
        return FAILED
    for draft in drafts:
        write_if_changed(root / "seeds" / f"{draft.id}.txt", draft.data)
        write_if_changed(root / "seeds" / f"{draft.id}.yaml", draft.yaml)
        print(f"seeds/{draft.id}.yaml: a draft; look at it, and name readings/{draft.id} in docs/index.md")
    return OK


def _drafts(files: list[Path], encoding: str, taken: frozenset[str]) -> list[Draft] | None:
    """Return the drafts of all files, or None after saying what is wrong with each that has none."""
    from annotate.project import NotTaken, draft

    drafts: list[Draft] = []
    failed = False
    for file in files:
        try:
            made = draft(file, encoding=encoding, taken=taken | {one.id for one in drafts})
        except NotTaken as problem:
            print(f"annotate: {problem}", file=sys.stderr)
            failed = True
            continue
        drafts.append(made)
        for words in made.noticed:
            print(words, file=sys.stderr)
    return None if failed else drafts


COMMANDS = (
    Command(name="new", about="Make a complete project for your own texts.", run=_new, options=_new_options),
    Command(
        name="add",
        about="Take texts into the project, with a draft for each.",
        run=_add,
        options=_add_options,
    ),
)
