"""Commands on projects: new, add, suggest, reanchor."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli._base import (
    FAILED,
    OK,
    Command,
    completes,
    no_project,
    perhaps,
    report,
    tell,
    usage,
    whole,
    working,
)

if TYPE_CHECKING:
    from annotate.project import Draft
    from annotate.project.reanchor import Reanchored
    from annotate.source import SourceText


_KINDS = ("terms", "aliases", "links", "contradictions", "glosses", "furniture")


def _chapters_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--chapters", action="store_true", help="cut plain text at its chapters, as a book of Project Gutenberg is"
    )


def _new_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="DIR", help="where the project is made; it must be new or empty")
    command.add_argument("files", nargs="*", metavar="FILE", help="texts to take in; a sample, if left out")
    command.add_argument("--encoding", default="utf-8", metavar="NAME", help="of the texts; utf-8, unless said otherwise")
    _chapters_option(command)
    command.add_argument("--title", default="A course reader", help="of the reader")
    command.add_argument(
        "--annotate-from",
        default="",
        metavar="LINE",
        help="the line of requirements.txt that installs the tool",
    )


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="texts to take in: .txt, .html, .docx, .epub or .md")
    _chapters_option(command)
    command.add_argument("--encoding", default="utf-8", metavar="NAME", help="of the texts; utf-8, unless said otherwise")


def _new(options: argparse.Namespace, root: Path) -> int:
    from annotate.files import write_folder
    from annotate.project import project_files, requirements
    from annotate.source import FORBIDDEN

    folder = root / options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return usage(f"'{options.folder}' exists and is not an empty folder; name another")
    if not options.title.strip() or FORBIDDEN.search(options.title):
        return usage("--title is empty, or holds a character that cannot be printed")
    drafts = _drafts(options, root, frozenset(), {}) if options.files else []
    if drafts is None:
        return FAILED
    install = requirements(options.annotate_from)
    write_folder(folder, project_files(options.title, drafts, install=install))
    texts = "1 text" if len(drafts) == 1 else f"{len(drafts)} texts"
    told = texts if drafts else "two sample texts with an example of everything"
    print(f"{options.folder}: {told}; next: cd {options.folder} && make html; then see its README.md")
    return OK


def _add(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import is_project
    from annotate.files import write_if_changed
    from annotate.schema import path_of, schema_text

    if not is_project(root):
        return no_project()
    seeds = root / "seeds"
    taken = frozenset(path.stem for path in seeds.glob("*.*"))
    waiting = {
        path.stem: (path.read_bytes(), yaml)
        for path in seeds.glob("*.txt")
        if path.is_file() and (yaml := _if_draft(path.with_suffix(".yaml"))) is not None
    }
    drafts = _drafts(options, root, taken, waiting)
    if drafts is None:
        return FAILED
    schema = path_of("establishment")
    if not (root / schema).exists():  # what the drafts' first lines name
        write_if_changed(root / schema, schema_text("establishment"))
    index = root / "docs" / "index.md"
    listed = index.is_file() and "\nreadings/*\n" in index.read_text(encoding="utf-8", errors="replace")
    for draft in drafts:
        if waiting.get(draft.id) == (draft.data, draft.yaml.encode()):
            print(f"seeds/{draft.id}.yaml: is there already, as it was drafted")
            continue
        twin = next(
            (path.name for path in sorted(seeds.glob("*.txt")) if path.is_file() and path.read_bytes() == draft.data), ""
        )
        write_if_changed(seeds / f"{draft.id}.txt", draft.data)
        write_if_changed(seeds / f"{draft.id}.yaml", draft.yaml)
        if twin not in ("", f"{draft.id}.txt"):
            tell(options, f"{draft.id}: the same text as seeds/{twin}")
        more = "" if listed else f", and name readings/{draft.id} in docs/index.md"
        print(f"seeds/{draft.id}.yaml: a draft; look at it{more}")
    return OK


def _if_draft(path: Path) -> bytes | None:
    """Return a draft that nobody may have looked at yet; nothing in it when there is none, None for a file of somebody's own."""
    from annotate.project import DRAFTED

    if not path.exists():
        return b""
    words = path.read_bytes() if path.is_file() and path.stat().st_size < 1_000_000 else b""
    return words if DRAFTED.encode() in words else None


def _suggest_options(command: argparse.ArgumentParser) -> None:
    kinds = command.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(_KINDS)}; all, if left out")
    completes(kinds, _KINDS)
    command.add_argument("--limit", type=whole(0, 10_000), default=10, metavar="N", help="at most so many of each kind")


def _suggest(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project, is_project
    from annotate.diagnostics import Severity
    from annotate.project.suggest import What, as_yaml, suggest

    if not is_project(root):
        return no_project()
    for kind in options.kinds:
        if kind not in _KINDS:
            return usage(f"there is no kind '{kind}'. {perhaps(kind, _KINDS)}Kinds: {', '.join(_KINDS)}")
    with working(options, "reading the files") as step:
        edition, found = assemble_project(root, step=step)
    if edition is None:
        report(found)
        return FAILED
    file = root / "docs" / "apparatus" / "glossary.yaml"
    glossary = file.read_text(encoding="utf-8-sig") if edition.apparatus.terms else ""
    kinds = [What(one) for one in options.kinds] or list(What)
    with working(options, "looking for suggestions"):
        made = suggest(edition, glossary, kinds, options.limit)
    print("\n".join(as_yaml(made)), end="")
    tell(options, f"{len(made)} suggestions; each is for you to judge")
    errors = [one for one in found if one.severity is Severity.ERROR]
    report(errors)  # what they stand for is not in the suggestions
    return FAILED if errors else OK


def _reanchor_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--old",
        action="append",
        default=[],
        metavar="[ID=]FILE",
        help="the former text; without it, git's last other version",
    )
    command.add_argument(
        "--all", action="store_true", help="list anchors that hold, too, and each one whose paragraph has another number"
    )
    command.add_argument("--json", action="store_true", help="every anchor, for programs")
    command.add_argument("--patch", default="", metavar="FILE", help="write the proposed patch; - for stdout")
    command.add_argument("--apply", action="store_true", help="take what moved and is unique, and log it")


def _reanchor(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import is_project
    from annotate.files import write_if_changed
    from annotate.project.reanchor import as_data, reanchor, report_of

    if not is_project(root):
        return no_project()
    if options.json and options.patch == "-":
        return usage("--json and --patch - both want stdout; name a file for the patch")
    former, problem = _former_texts(root, options.old)
    if problem:
        return usage(problem)
    with working(options, "looking for every quotation"):
        done = reanchor(root, former)
    report(done.diagnostics)
    if options.json:
        print(json.dumps(as_data(done), ensure_ascii=False, indent=1))
    to = sys.stderr if options.patch == "-" else sys.stdout
    for text in () if options.json else done.texts:
        for line in report_of(text, _log(root).decode("utf-8", "replace"), whole=options.all):
            print(line, file=to)
    if options.patch == "-":
        sys.stdout.write(done.patch)
    elif options.patch:
        write_if_changed(Path.cwd() / options.patch, done.patch)
    if options.apply:
        _apply(options, root, done)
    return FAILED if done.needs_a_look else OK


def _apply(options: argparse.Namespace, root: Path, done: Reanchored) -> None:
    from annotate.files import write_if_changed
    from annotate.project.reanchor import LOG, log_entry

    for name, text in done.sure.items():
        if text != done.before[name]:
            mark = b"\xef\xbb\xbf" if (root / name).read_bytes().startswith(b"\xef\xbb\xbf") else b""
            write_if_changed(root / name, mark + text.encode("utf-8"))
            tell(options, f"changed {name}")
    log = _log(root)
    if entry := log_entry(done, _today(), log.decode("utf-8", "replace")):
        write_if_changed(root / LOG, log + entry.encode())
        tell(options, f"logged in {LOG}")


def _log(root: Path) -> bytes:
    from annotate.project.reanchor import LOG

    return (root / LOG).read_bytes() if (root / LOG).is_file() else b""


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date().isoformat()


def _former_texts(root: Path, given: list[str]) -> tuple[dict[str, SourceText], str]:
    """Return the former texts that are given, by reading, or what is wrong with them."""
    from annotate import gather
    from annotate.source import decode

    texts = {by.id: source for by, source in gather.texts(root, [])}
    former: dict[str, SourceText] = {}
    for one in given:
        name, _, file = one.partition("=") if "=" in one else ("", "", one)
        alike = [name for name, source in texts.items() if Path(source.path).name == Path(file).name]
        name = name or (alike[0] if alike else next(iter(texts)) if len(texts) == 1 else "")
        if name not in texts:
            return {}, f"--old: say whose old text it is, as in --old ID={file}. Texts: {', '.join(texts)}"
        path = Path.cwd() / file
        if not path.is_file():
            return {}, f"--old: there is no file '{file}'"
        old, faults = decode(file, path.read_bytes())
        if old is None:
            return {}, f"--old: {file}:{faults[0].line}:{faults[0].column}: {faults[0].what} cannot stand in a text"
        former[name] = old
    return former, ""


def _drafts(
    options: argparse.Namespace, root: Path, taken: frozenset[str], waiting: Mapping[str, tuple[bytes, bytes]]
) -> list[Draft] | None:
    """Return the drafts of all files, or None after saying what is wrong with each that has none.

    `waiting` are the texts in seeds/ that have no YAML file, or one that is a draft: taking in the same text drafts it, and
    taking in what an earlier run was stopped at goes on with it.
    """
    from annotate.project import NotTaken, drafts

    def made_of(file: Path, names: frozenset[str]) -> tuple[Draft, ...]:
        return drafts(file, encoding=options.encoding, taken=names, chapters=options.chapters)

    taken_in: list[Draft] = []
    failed = False
    with working(options, "taking texts in") as step:
        for number, name in enumerate(options.files):
            step(f"taking in {Path(name).name}", number, len(options.files))
            file = root / name if (root / name).exists() else Path.cwd() / name
            before = taken | {one.id for one in taken_in}
            try:
                made = made_of(file, before - waiting.keys())
                if any(
                    waiting.get(one.id, (one.data, b"")) not in ((one.data, b""), (one.data, one.yaml.encode()))
                    for one in made
                ):
                    made = made_of(file, before)
            except NotTaken as problem:
                print(f"annotate: {problem}", file=sys.stderr)
                failed = True
                continue
            taken_in += made
            for words in (words for one in made for words in one.noticed):
                tell(options, words)
    return None if failed else taken_in


COMMANDS = (
    Command(name="new", about="Make a complete project for your own texts.", run=_new, options=_new_options),
    Command(
        name="add",
        about="Take texts into the project, with a draft for each.",
        run=_add,
        options=_add_options,
    ),
    Command(
        name="suggest",
        about="Suggest terms, links and omissions, ranked, as YAML to paste.",
        run=_suggest,
        options=_suggest_options,
    ),
    Command(
        name="reanchor",
        about="Report what a changed source did to each anchor.",
        run=_reanchor,
        options=_reanchor_options,
    ),
)
