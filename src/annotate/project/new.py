"""A complete project for one's own texts: it builds and checks clean at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from annotate.files import MARKER
from annotate.model import BlockKind
from annotate.project._base import Draft, furniture, quoted, reading_of
from annotate.quote import Piece, fold, matches, searchable
from annotate.schema import kinds, path_of, schema_text, wired
from annotate.source import decode
from annotate.which import PAGES

_SAMPLE = Path(__file__).parent / "sample"
_WORD = re.compile(r"[A-Za-z]{6,}")
_PLAIN = re.compile(r"\w[\w ,.’-]*")


def project_files(title: str, drafts: Sequence[Draft], *, install: Mapping[str, str]) -> Mapping[str, bytes]:
    """Return the files of a new project by name.

    Without drafts it has two short texts and a worked example of each kind of file and of exercise; with drafts, a
    worked example of each kind that needs no more than words of the first one. `install` are the files
    that say what is installed.
    """
    files: dict[str, bytes] = {}
    for draft in drafts:
        files[f"seeds/{draft.id}.txt"] = draft.data
        files[f"seeds/{draft.id}.yaml"] = draft.yaml.encode()
    worked = _examples(drafts[0], [one.data.decode("utf-8", "replace") for one in drafts[1:]]) if drafts else _sample()
    readings = [draft.id for draft in drafts] or [
        name[6:-4] for name in worked if name.startswith("seeds/") and name.endswith(".txt")
    ]
    made = {
        "docs/conf.py": _conf(title),
        "docs/index.md": _index(title, readings, worked),
        **install,
        "Makefile": _MAKEFILE.replace("@MARKER@", MARKER),
        ".gitignore": _GITIGNORE,
        ".gitattributes": "seeds/*.txt -text\n",
        ".github/workflows/check.yml": _WORKFLOW.format(python=f"3.{max(11, sys.version_info.minor)}"),
        "README.md": _README.format(title=title),
        **worked,
        "docs/apparatus/edition.yaml": f'title: {quoted(title)}\nversion: "0.1"\nbudget: 1000\nlast-check: none yet\n',
    }
    made |= {path_of(kind): schema_text(kind) for kind in kinds()}
    return files | {name: wired(name, words).encode() for name, words in made.items()}


def _sample() -> dict[str, str]:
    """Return the files of the sample: two made-up texts and all that an edition of them can have."""
    paths = sorted(path for path in _SAMPLE.rglob("*") if path.is_file())
    return {path.relative_to(_SAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _examples(draft: Draft, others: Sequence[str]) -> dict[str, str]:
    """Return one worked example of each kind, anchored in a text by words that stand in it once."""
    source, _ = decode(f"seeds/{draft.id}.txt", draft.data)
    assert source is not None, "a draft has been decoded"
    reading = reading_of(source, draft.id, draft.layout)
    text = searchable([Piece(text=source.text, start=0, end=len(source.text))])
    words_of = {block.id: fold(source.text[block.start : block.end]) for block in reading.blocks}
    paragraphs = [block for block in reading.blocks if block.kind is BlockKind.PARAGRAPH]
    body = [block for block in paragraphs if len(words_of[block.id]) > 60 and not furniture(words_of[block.id])]
    body = body or paragraphs or list(reading.blocks)
    passages = [
        words
        for block in (body[0], body[-1])
        if (words := _unique(words_of[block.id], lambda words: len(matches(text, words)) == 1))
    ]
    if not passages:
        return {}
    name, anchor = draft.id, passages[0]
    found = {
        "docs/apparatus/notes.yaml": "notes:\n  - id: first-note\n    kind: textual\n"
        f"    at: {{reading: {name}, exact: {quoted(anchor)}}}\n"
        "    text: A first note. It points at these words by an exact quotation.\n",
        "docs/apparatus/questions.yaml": f"questions:\n  - id: first-question\n    readings: [{name}]\n    kind: sourcing\n"
        "    bloom: analyze\n    dok: 2\n    prompt: Who speaks here, and how can one tell?\n"
        f"    passages: [{{reading: {name}, exact: {quoted(anchor)}}}]\n    teacher: For the instructor only.\n",
        "exercises/first.yaml": _exercise(name, anchor),
        "docs/teaching/first-lesson.md": _lesson(f"{name}:{body[0].id.removeprefix('p')}", name, anchor),
    }
    if not any(anchor.casefold() in fold(other).casefold() for other in others):
        found["docs/apparatus/claims.yaml"] = (
            "claims:\n  - id: first-claim\n    topic: A first topic\n    statement: What is at issue, in neutral words.\n"
            f"    absent: [{quoted(anchor)}]\n    cells:\n      {name}: {{stance: asserts, quotes: [{quoted(anchor)}]}}\n"
        )
    if len(set(passages)) == 2:
        found["docs/apparatus/cross-notes.yaml"] = (
            "cross-notes:\n  - id: first-cross-note\n    relation: qualifies\n    topic: Beginning and end\n    passages:\n"
            + "".join(f"      - {{reading: {name}, exact: {quoted(words)}}}\n" for words in passages)
            + "    notice: Compare the two passages.\n"
        )
    words = words_of[body[0].id]
    term = next((found for found in _WORD.finditer(words) if _is_found(found.group(), words)), None)
    if term:
        found["docs/apparatus/glossary.yaml"] = (
            f"terms:\n  - id: first-term\n    headword: {quoted(term.group())}\n    category: concept\n"
            f"    forms: [{{text: {quoted(term.group())}, case: ignore}}]\n    definition: A first gloss; write your own.\n    basis: texts\n"
        )
    return found


def _is_found(word: str, words: str) -> bool:
    """Return whether a word stands by itself, as the glossary looks for it."""
    return re.search(rf"(?<![^\s“(]){word}(?![^\s.,;:!?”)])", words) is not None


def _unique(words: str, once: Callable[[str], bool]) -> str:
    """Return the first words that stand once: as few as do, at least three, or nothing."""
    parts = words.split(" ")
    for count in range(min(3, len(parts)), min(len(parts), 60) + 1):
        candidate = " ".join(parts[:count])
        if candidate.strip() and len(candidate) <= 400 and once(candidate):
            return candidate
    return ""


def _exercise(name: str, anchor: str) -> str:
    return (
        f"set: first\ntitle: A first set\nitems:\n  - id: first-1\n    type: true_false\n    use: practice\n    readings: [{name}]\n"
        "    prompt: Are these the words of the text?\n"
        f"    passages: [{{reading: {name}, exact: {quoted(anchor)}}}]\n"
        "    level: remember\n    dok: 1\n    skill: close-reading\n    points: 1\n    minutes: 1\n"
        "    solution: They are, word for word.\n"
        f"    statement: {quoted(anchor)}\n    derive: {{verbatim: {{reading: {name}, exact: {quoted(anchor)}}}}}\n"
        '    responses: {right: ["true"], wrong: ["false"], invalid: ["perhaps"]}\n    key: true\n'
    )


def _lesson(place: str, name: str, anchor: str) -> str:
    said = f": {{reading:quote}}`{anchor} <{name}>`" if _PLAIN.fullmatch(anchor) else ""
    return (
        "---\nminutes: 20\n---\n\n# A first lesson\n\n"
        "A plan for a lesson. The pages in this folder are in the instructor's edition only.\n\n"
        "| Minutes | Step |\n|---|---|\n"
        "| 5 | **1. Before reading.** {reading:question}`Who speaks here? <first-question>` |\n"
        f"| 10 | **2. Reading.** {{reading:par}}`{place}`, in pairs: which words show it? |\n"
        "| 5 | **3. Exit task.** {reading:item}`first-1` |\n\n"
        f"## Listen for\n\nWords of the text, quoted exactly{said}.\n"
    )


def _conf(title: str) -> str:
    return (
        f'"""Sphinx\'s settings for the reader."""\n\nproject = {quoted(title)}\nproject_copyright = ""\n'
        'extensions = ["myst_parser", "sphinx_design", "annotate.sphinx_ext"]\nmyst_enable_extensions = ["colon_fence"]\n'
        'html_theme = "reader"\nhtml_title = project\nhtml_copy_source = False\nhtml_show_sphinx = False\n'
        "html_use_index = False\nhtml_domain_indices = False\nnitpicky = True\nsmartquotes = False\n"
    )


_FIRST = {"comparison": "claims", "words": "words", "timeline": "events", "figures": "figures", "questions": "questions"}


def _index(title: str, names: Sequence[str], worked: Mapping[str, str]) -> str:
    """Return the first page; the last line of its lists takes in every page that is not named above it, also one that comes later."""
    plain = re.sub(r"([!#$&*+<=>@\[\\\]^_`{|}~])", r"\\\1", fold(title))
    in_order = list(names) == sorted(names)
    texts = ":glob:\n\nreadings/*" if in_order else "\n".join(["", *(f"readings/{name}" for name in names)])
    pages = "\n".join((*(page for page, kind in _FIRST.items() if f"docs/apparatus/{kind}.yaml" in worked), "*"))
    return (
        f"# {plain}\n\n```{{toctree}}\n:maxdepth: 1\n{texts}\n```\n\n```{{toctree}}\n:maxdepth: 1\n:glob:\n\n{pages}\n```\n"
    )


_README = """# {title}

    make html     # builds the reader: build/html/index.html
    make serve    # shows it, and shows it again on each save
    make test     # checks every quotation and key

`make` lists everything there is. The tool itself is `.venv/bin/annotate`, once `make` has run; with `. .venv/bin/activate` it is
`annotate` alone.

## What to do first

1. Look at each draft, `seeds/NAME.yaml`: the title, who wrote the text and when, what is proposed of its form. Take away the `#` of
   what is right.
2. Build, and compare the page with the file. The files in `docs/apparatus/`, `exercises/` and `docs/teaching/`
   are examples that quote the texts: put your own in their place.
3. `annotate suggest` proposes terms and links, `annotate check` says what is wrong and where, `annotate explain CODE` why.
   More texts come in with `annotate add FILE...`.
4. Before a class sees it: `make instructor`, `make pdf`, `make epub`, `make pack`.

## On another machine

`requirements.txt` says what is installed. While `annotate-reader` is not in a package index, put where it comes from in the place of
its first line, as in `annotate-reader @ git+https://...` or the path of a wheel. On this machine `.annotate-from`, which git ignores, says so.
"""
_MAKEFILE = """.DEFAULT_GOAL := help
.PHONY: help html instructor serve pdf epub pack check lint test bench manual clean
PYTHON ?= python3
BIN := .venv/bin

help: ## this list
\t@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\\n", $$1, $$2}' $(MAKEFILE_LIST)

html: .venv/.ready ## the student's edition: build/html/index.html
\t@$(BIN)/annotate html

instructor: .venv/.ready ## the instructor's edition: build/instructor/index.html
\t@$(BIN)/annotate html --edition instructor

serve: .venv/.ready ## live preview: rebuilds and reloads on save
\t@$(BIN)/annotate serve

pdf: .venv/.ready ## for paper: build/reader.pdf and build/instructor.pdf
\t@$(BIN)/python -m pip --disable-pip-version-check install --quiet 'typst>=0.15,<0.16' 'ziamath>=0.13,<0.14'
\t@$(BIN)/annotate pdf; student=$$?; $(BIN)/annotate pdf --edition instructor && exit $$student

epub: .venv/.ready ## for e-readers: build/reader.epub
\t@$(BIN)/annotate epub

pack: .venv/.ready ## for teaching: build/teaching-pack/
\t@$(BIN)/python -m pip --disable-pip-version-check install --quiet 'typst>=0.15,<0.16' 'ziamath>=0.13,<0.14'
\t@$(BIN)/annotate pack

check: .venv/.ready ## everything that is wrong
\t@$(BIN)/annotate check --strict

lint: check ## the same: there is no code to look at

test: .venv/.ready ## quotations, keys, and that the check would notice a wrong one
\t@$(BIN)/annotate check --strict
\t@$(BIN)/annotate mutate

bench: .venv/.ready ## how long each step of a clean build takes
\t@rm -rf build/.cache build/html build/doctrees/html
\t@$(BIN)/annotate -v html

manual: .venv/.ready ## in the terminal: every command, and what each finding means
\t@$(BIN)/annotate --help
\t@$(BIN)/annotate explain

clean: ## remove what was built; pages written by hand stay
\trm -rf build docs/_annotate
\t@find docs -maxdepth 2 -name '*.md' -exec sh -c 'sed -n 2p "$$1" | grep -qxF "@MARKER@"' sh {} \\; -exec rm -f {} \\;
\t@rmdir docs/readings docs/instructor 2>/dev/null || true

.venv/.ready: requirements.txt
\t@$(PYTHON) -m venv .venv
\t@$(BIN)/python -m pip --disable-pip-version-check install --quiet $(addprefix -r ,$(wildcard .annotate-from)) -r requirements.txt || { echo "make: see 'On another machine' in README.md"; exit 1; }
\t@touch $@
"""
_GITIGNORE = """.venv/
.annotate-from
build/
docs/readings/
docs/instructor/
docs/_annotate/
""" + "".join(f"docs/{name}.md\n" for name in PAGES)
_WORKFLOW = """on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {{python-version: "{python}"}}
      - run: make test html
"""
