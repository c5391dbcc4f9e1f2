"""Commands on the edition: build, html, check, ledger, schema, explain."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from annotate.cli._base import (
    FAILED,
    OK,
    Command,
    completes,
    no_compiler,
    no_project,
    perhaps,
    report,
    tell,
    usage,
    whole,
    working,
)
from annotate.diagnostics import Code, Diagnostic, Severity, as_github, as_json, count
from annotate.which import Which, is_project

_FORMATS = ("text", "json", "github")


def _edition_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--edition",
        choices=("student", "instructor"),
        default="student",
        help="student, unless said otherwise",
    )


def _jobs(text: str) -> str:
    return text if text == "auto" else str(whole(1, 1000)(text))


def _html_options(command: argparse.ArgumentParser) -> None:
    _edition_option(command)
    command.add_argument("-j", dest="jobs", type=_jobs, default="auto", metavar="N", help="processes; auto: as fits")


def _handout_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("readings", nargs="*", metavar="READING", help="ids of readings; all of them, if left out")
    command.add_argument("-o", dest="output", metavar="DIR", help="write to this folder, not to build/handouts/")


def _check_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=_FORMATS, default="text", help="text, unless said otherwise")
    command.add_argument("--strict", action="store_true", help="warnings fail too")


def _ledger_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="every segment, for programs")


def _schema_options(command: argparse.ArgumentParser) -> None:
    from annotate.schema import kinds

    kind = command.add_argument("kind", nargs="?", help="a kind of YAML file, as in exercises")
    completes(kind, kinds())
    command.add_argument(
        "--write", action="store_true",
        help="write all schemas into the project, and name its schema in each YAML file that names none",
    )  # fmt: skip


def _explain_options(command: argparse.ArgumentParser) -> None:
    about = "a code, as in no_match; all of them, if left out"
    completes(command.add_argument("code", nargs="?", help=about), (code.slug for code in Code))


def _build(options: argparse.Namespace, root: Path) -> int:
    if not is_project(root):
        return no_project()
    from annotate.build import build

    with working(options, "building") as step:
        built = build(root, Which(options.edition), step=step)
    report(built.diagnostics)
    if built.failed:
        return FAILED
    names = [
        *(f"wrote docs/{name}" for name in built.written),
        *(f"deleted docs/{name}" for name in built.deleted),
    ]
    print("\n".join(names) if names else "nothing changed")
    return OK


def _html(options: argparse.Namespace, root: Path) -> int:
    return _made(options, root, "html", options.jobs)


def _pdf(options: argparse.Namespace, root: Path) -> int:
    return FAILED if no_compiler() else _made(options, root, "pdf")


def _epub(options: argparse.Namespace, root: Path) -> int:
    return _made(options, root, "epub")


def _handout(options: argparse.Namespace, root: Path) -> int:
    """Write the pages, and print the paths of the hand-outs made from them."""
    from annotate.build import Which, build

    if not (root / "docs" / "conf.py").is_file():
        return usage("there is no project here (no docs/conf.py); name one with -C")
    if no_compiler():
        return FAILED
    built = build(root, Which.STUDENT)
    if built.failed:
        report(built.diagnostics)
        return FAILED
    there = sorted(path.stem for path in (root / "docs" / "readings").glob("*.md"))
    for name in options.readings:
        if name not in there:
            return usage(f"there is no reading '{name}'. {perhaps(name, there)}There are: {', '.join(there)}")
    from annotate.files import write_if_changed
    from annotate.sphinx_ext.run import hand_out

    with working(options, "making hand-outs") as step:
        status, paths = hand_out(root, options.readings, step=step, verbose=options.verbose)
    for path in paths:
        if options.output:
            write_if_changed(Path.cwd() / options.output / path.name, path.read_bytes())
        print(f"{options.output}/{path.name}" if options.output else path.relative_to(root).as_posix())
    if status:
        _failed("what is named above is whole, but something was warned of" if paths else "no hand-out was made")
    return status


def _made(options: argparse.Namespace, root: Path, form: str, jobs: str = "1") -> int:
    """Write the pages, build the reader from them, and print where it is."""
    if not (root / "docs" / "conf.py").is_file():
        return usage("there is no project here (no docs/conf.py); name one with -C")
    from annotate.stamp import is_unchanged

    which = Which(options.edition)
    with working(options, "building") as step:
        if not is_unchanged(root, which):
            from annotate.build import build

            built = build(root, which, step=step)
            if built.failed:
                report(built.diagnostics)
                _failed("there are errors in the files, and nothing was built")
                return FAILED
        step("running Sphinx", 0, 0)
        from annotate.sphinx_ext.run import run

        made = run(root, which, form, jobs, step=step, verbose=options.verbose)
    name = made.path.relative_to(root).as_posix()
    if made.whole:
        print(name)
    if made.status:
        _failed(_why(name, made.whole, made.path.is_file()))
    return made.status


def _why(name: str, whole: bool, is_there: bool) -> str:
    """Return what is to be said of a build that Sphinx warned in, or that failed."""
    if name.endswith(".html"):
        return f"something in {name} and what belongs to it was warned of, or could not be built"
    if whole:
        return f"{name} is whole, but something in it was warned of"
    return f"no new {name} was made; the one that is there is of an earlier run" if is_there else f"no {name} was made"


def _failed(what: str) -> None:
    """Say last, and also when all else is quiet, that a command fails and what there is all the same."""
    sys.stdout.flush()
    print(f"annotate: failed: {what}; see the messages above", file=sys.stderr)


def _check(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project
    from annotate.check.balance import balance
    from annotate.check.exercises import proof_counts

    if not is_project(root):
        return no_project()
    with working(options, "checking") as step:
        edition, found = assemble_project(root, step=step)
        counts = proof_counts(edition) if edition else []
    if options.format == "text":
        report(found, sys.stdout)
    else:
        sys.stdout.write(as_github(found) if options.format == "github" else as_json(found, counts))
    errors, warnings = count(found, Severity.ERROR), count(found, Severity.WARNING)
    if options.format == "text":
        for share in balance(edition) if edition else ():
            tell(options, str(share))
        for row in counts:
            grades = ", ".join(f"{row[grade]} {grade}" for grade in ("proved", "evidenced", "open"))
            tell(options, f"exercises '{row['set']}': {grades}")
        tell(options, f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}")
    return FAILED if errors or (options.strict and warnings) else OK


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _ledger(options: argparse.Namespace, root: Path) -> int:
    from annotate.build import assemble_project
    from annotate.ledger import as_json as ledger_json

    if not is_project(root):
        return no_project()
    with working(options, "reading the files") as step:
        edition, found = assemble_project(root, step=step)
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
    report(found)
    return FAILED if count(found, Severity.ERROR) else OK


def _schema(options: argparse.Namespace, root: Path) -> int:
    from annotate.schema import kinds, schema_text

    if options.write:
        return _write_schemas(root)
    if not options.kind:
        return usage(f"name a kind, or say --write. Kinds: {', '.join(kinds())}")
    if options.kind not in kinds():
        return usage(f"there is no kind '{options.kind}'. {perhaps(options.kind, kinds())}Kinds: {', '.join(kinds())}")
    sys.stdout.write(schema_text(options.kind))
    return OK


def _write_schemas(root: Path) -> int:
    from annotate.build import is_project
    from annotate.files import write_if_changed
    from annotate.gather import written
    from annotate.schema import kinds, path_of, schema_text, wired

    if not is_project(root):
        return no_project()
    found: list[Diagnostic] = []
    files = {path_of(kind): schema_text(kind) for kind in kinds()}
    files |= {file: wired(file, words) for file, words in written(root, found).items()}
    for name, text in files.items():
        if write_if_changed(root / name, text):
            print(name)
    report(found)
    return FAILED if found else OK


def _explain(options: argparse.Namespace, root: Path) -> int:
    codes = {code.slug: code for code in Code}
    wanted = (options.code or "").removeprefix("annotate.")
    if wanted and wanted not in codes:
        return usage(f"there is no code '{wanted}'. {perhaps(wanted, codes)}Try: annotate explain")
    for slug, code in codes.items():
        if wanted in ("", slug):
            print(f"{slug}\n    {code.explanation}")
    return OK


COMMANDS = (
    Command(name="build", about="Write the MyST pages of the reader.", run=_build, options=_edition_option),
    Command(name="html", about="Build the reader as HTML.", run=_html, options=_html_options),
    Command(name="pdf", about="Build the reader as PDF.", run=_pdf, options=_edition_option),
    Command(
        name="handout",
        about="Print each reading on few pages, with its notes, terms and questions.",
        run=_handout,
        options=_handout_options,
    ),
    Command(name="check", about="Report everything that is wrong.", run=_check, options=_check_options),
    Command(name="epub", about="Build the reader as EPUB, for e-readers.", run=_epub, options=_edition_option),
    Command(
        name="ledger",
        about="Show what became of every character of every source.",
        run=_ledger,
        options=_ledger_options,
    ),
    Command(
        name="schema",
        about="Print the JSON Schema of a kind of YAML file.",
        run=_schema,
        options=_schema_options,
    ),
    Command(name="explain", about="Explain a diagnostic.", run=_explain, options=_explain_options),
)
