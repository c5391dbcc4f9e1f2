"""The manual: it builds, leaves nothing out, and what its pages say by hand is so."""

from __future__ import annotations

import ast
import html
import json
import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from annotate import cli
from annotate.diagnostics import Code
from annotate.kinds import KINDS
from annotate.load._base import Record
from annotate.reference import undescribed
from annotate.schema import wired
from tests.support.projects import REPOSITORY, annotate, run

MANUAL = REPOSITORY / "docs" / "manual"
EXAMPLES = MANUAL / "examples"
SOURCE = REPOSITORY / "src" / "annotate"


@dataclass(frozen=True)
class Built:
    """The manual: a copy of its folder, and the HTML built from that."""

    source: Path
    out: Path

    def page(self, name: str) -> str:
        return (self.out / f"{name}.html").read_text(encoding="utf-8")

    def text(self, name: str) -> str:
        return _fold(html.unescape(re.sub(r"<[^>]+>", "", self.page(name))))

    def terms(self, name: str) -> set[str]:
        """The words that a page defines: the first code span of each entry of a list of definitions."""
        found = re.findall(r"<dt>(.*?)</dt>", self.page(name), re.DOTALL)
        return {_fold(html.unescape(re.sub(r"<[^>]+>", "", term))) for term in found}

    def build(self) -> None:
        doctrees = self.out.parent / "doctrees"
        done = run("sphinx", "-n", "-W", "--keep-going", "-q", "-d", doctrees, self.source, self.out, cwd=self.source)
        assert done.returncode == 0, done.stderr


def _fold(words: str) -> str:
    return " ".join(words.split())


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("manual")
    source = folder / "docs" / "manual"
    shutil.copytree(MANUAL, source, ignore=shutil.ignore_patterns("reference", "__pycache__"))
    shutil.copy(REPOSITORY / "Makefile", folder)
    built = Built(source=source, out=folder / "out")
    built.build()
    return built


# ---- the reference ------------------------------------------------------------------------


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_every_code_has_its_anchor_and_its_explanation(manual: Built, code: Code) -> None:
    assert f'id="code-{code.slug}"' in manual.page("reference/diagnostics")
    assert _fold(code.explanation.replace("`", "")) in manual.text("reference/diagnostics")


@pytest.mark.parametrize("case", sorted(path.name for path in (EXAMPLES / "findings").iterdir()))
def test_every_bad_example_prints_its_code(manual: Built, case: str) -> None:
    assert f"[annotate.{case}]" in manual.text("reference/diagnostics")


def _records(shape: object) -> Iterator[Record]:
    """Yield every mapping inside a shape, whatever the shapes are."""
    if isinstance(shape, Record):
        yield shape
    if isinstance(shape, Mapping):
        for value in shape.values():
            yield from _records(value)
    elif is_dataclass(shape):
        for field in fields(shape):
            yield from _records(getattr(shape, field.name))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.page)
def test_every_yaml_key_is_described(manual: Built, kind: Any) -> None:
    terms = manual.terms(f"reference/{kind.page}")
    records = list(_records(kind.record))
    assert records
    for record in records:
        for key in record.keys:
            assert (f"{key}, required" if key in record.required else key) in terms
    assert kind.file in manual.text(f"reference/{kind.page}")
    assert kind.file in manual.text("reference/yaml")


def test_every_kind_of_file_that_is_read_has_a_page() -> None:
    """When this fails, add the new loader to KINDS in annotate.kinds."""
    read = set()
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] in ("load", "reference"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "annotate.load":
                read |= {alias.name for alias in node.names}
    described = {kind.loader.__name__.rpartition(".")[2] for kind in KINDS}
    assert read == described


def test_every_command_and_option_is_described(manual: Built) -> None:
    listed = annotate(REPOSITORY, "--help").stdout
    commands = re.findall(r"^    ([a-z]+) ", listed, re.MULTILINE)
    assert {"build", "check"} <= set(commands)
    page, terms = manual.text("reference/commands"), manual.terms("reference/commands")
    for command in commands:
        assert f"annotate {command}" in page
        shown = annotate(REPOSITORY, command, "--help").stdout
        for option in re.findall(r"^  (-[-a-zA-Z]+)", shown, re.MULTILINE):
            assert option == "-h" or any(term.split()[0].rstrip(",") == option for term in terms), (command, option)


def test_every_role_directive_and_setting_is_described(manual: Built) -> None:
    page = manual.text("reference/extension")
    names = []
    for path in (SOURCE / "sphinx_ext").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        names += [f"{{{name}}}" for name in re.findall(r'add_(?:role|directive)\("([\w-]+)"', code)]
        names += re.findall(r'add_config_value\(\s*"(\w+)"', code)
    assert {"{gloss}", "{question}", "annotate_root"} <= set(names)
    assert [name for name in names if name not in page] == []
    for role in ("par", "source", "quote", "term"):
        assert f"{{reading:{role}}}" in page


def test_every_field_of_the_json_is_described(manual: Built, tmp_path: Path) -> None:
    root = tmp_path / "two-readings"
    shutil.copytree(EXAMPLES / root.name, root, ignore=shutil.ignore_patterns("build", "readings", "_annotate"))
    shutil.copytree(EXAMPLES / "findings" / "no_match", root, dirs_exist_ok=True)
    terms = {term.partition(":")[0] for term in manual.terms("reference/json")}
    for arguments in (["ledger", "--json"], ["check", "--format", "json"], ["reanchor", "--json"]):
        printed = json.loads(annotate(root, *arguments).stdout)
        assert undescribed(printed) == []
        assert set(printed) <= terms


def test_ids_are_unique_and_links_lead_somewhere(manual: Built) -> None:
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in manual.out.rglob("*.html")}
    ids = {path: re.findall(r'\bid="([^"]+)"', words) for path, words in pages.items()}
    assert [path.name for path, names in ids.items() if len(names) != len(set(names))] == []
    followed = 0
    for path, words in pages.items():
        for address in map(html.unescape, re.findall(r'href="(?![a-z]+:)([^"]+)"', words)):
            file, _, anchor = address.partition("#")
            to = (path.parent / file).resolve() if file else path
            assert to.exists(), (path.name, address)
            assert not anchor or to not in ids or anchor in ids[to], (path.name, address)
            followed += 1
    assert followed > 500


def test_a_second_build_writes_nothing_and_deletes_what_is_gone(manual: Built) -> None:
    folder = manual.source / "reference"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    assert len(before) > 10
    marker = (folder / "yaml.md").read_text(encoding="utf-8").split("\n")[1]
    (folder / "gone.md").write_text(f"---\n{marker}\n---\n\n# Gone\n", encoding="utf-8")
    manual.build()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == before


# ---- the pages written by hand ------------------------------------------------------------


def _pages() -> dict[str, str]:
    folders = (MANUAL, MANUAL / "how-to", MANUAL / "explanation")
    paths = [path for folder in folders for path in sorted(folder.glob("*.md"))]
    return {path.relative_to(MANUAL).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_every_example_file_is_shown(manual: Built) -> None:
    written = (path.read_text(encoding="utf-8") for path in manual.source.glob("reference/*.md"))
    shown = "\n".join([*_pages().values(), *written])
    included = {name.rpartition("examples/")[2] for name in re.findall(r"\{literalinclude\} (\S+)", shown)}
    files = {
        path.relative_to(EXAMPLES).as_posix()
        for path in EXAMPLES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    elsewhere = {name for name in files if name.startswith(("findings/", "mistake/"))}
    alike = {f"two-readings/docs/{name}" for name in ("conf.py", "index.md")}  # as in the first project
    assert files - elsewhere - alike - included == set()


def test_every_example_of_more_than_a_command_is_a_file_that_is_built() -> None:
    """What is typed into the pages by hand is commands, output of commands, and the line that names a schema."""
    written = [
        (name, block.strip())
        for name, words in _pages().items()
        for language, block in re.findall(r"^`{3,}(\w+)\n(.*?)^`{3,}$", words, re.MULTILINE | re.DOTALL)
        if language not in ("console", "shell", "text")
    ]
    modeline = wired("docs/apparatus/notes.yaml", "").strip()
    assert written == [("how-to/set-up-your-editor.md", modeline)]


def test_every_command_that_is_shown_is_understood() -> None:
    parser = cli._parser()
    shown = [
        (name, line)
        for name, words in _pages().items()
        for block in re.findall(r"^```(?:console|shell|text)\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)
        for line in re.findall(r"^(?:\$ )?annotate ([^#>\n]+)", block, re.MULTILINE)
    ]
    assert len(shown) > 15
    for name, line in shown:
        if line.strip() != "--version":
            assert parser.parse_args(shlex.split(line)).run, (name, line)


def test_no_command_is_mentioned_that_does_not_exist() -> None:
    commands = set(re.findall(r"^    ([a-z]+) ", annotate(REPOSITORY, "--help").stdout, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    mentioned = 0
    for name, words in _pages().items():
        for tool, verb in re.findall(r"(?:`|^\$ )(annotate|make) ([a-z]+)", words, re.MULTILINE):
            mentioned += 1
            assert verb in (commands if tool == "annotate" else targets), (name, tool, verb)
    assert mentioned > 10


def _ladder() -> list[str]:
    page = (MANUAL / "explanation" / "architecture.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)


def _imports() -> Iterator[tuple[str, str]]:
    """Yield (module, module that it imports) for the modules of the top level, in use or not."""
    for path in SOURCE.rglob("*.py"):
        module = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("annotate"):
                continue
            _, _, below = (node.module or "").partition(".")
            names = [below.partition(".")[0]] if below else [alias.name for alias in node.names]
            yield from ((module, name) for name in names if name not in (module, "__version__"))


def _in_use() -> set[str]:
    """Return the modules that the command line and the extension come to import."""
    edges = list(_imports())
    found, new = {"reference"}, {"cli", "sphinx_ext"}
    while new:
        found |= new
        new = {to for module, to in edges if module in found} - found
    return found


def test_the_ladder_names_every_module_and_imports_go_up_it() -> None:
    """When this fails, give the new module a line in docs/manual/explanation/architecture.md."""
    ladder = _ladder()
    assert set(ladder) == _in_use()
    wrong = [(a, b) for a, b in _imports() if a in ladder and b in ladder and ladder.index(b) >= ladder.index(a)]
    assert wrong == []
