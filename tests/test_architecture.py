"""The ladder of modules, as the manual tells it, is the ladder that the code stands on."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import annotate

SOURCE = Path(annotate.__file__).parent
REPOSITORY = SOURCE.parents[1]
PAGE = REPOSITORY / "docs" / "manual" / "explanation" / "architecture.md"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")
FOLDERS = sorted({path.parent for path in MODULES} - {SOURCE})
SHARED = {"annotate.sphinx_ext": {"annotate.sphinx_ext.domain", "annotate.sphinx_ext.hook"}}  # state, and the way in
OF_SPHINX = {"sphinx", "docutils", "sphinx_design", "myst_parser", "markdown_it"}


def ladder() -> list[str]:
    """The names of the first column of the manual's table."""
    return re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def dotted(path: Path) -> str:
    """The name of a module, from its path."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path) for path in MODULES}


def imports(path: Path, *, lazy: bool = True) -> Iterator[str]:
    """The modules that a file imports; without `lazy` not those imported inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef) for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if not lazy and id(node) in inside:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                yield below if below in NAMES else str(node.module)


def rung(module: str) -> str:
    """The name in the ladder under which a module of ours stands."""
    return module.split(".")[1] if "." in module else ""


def name_of(path: Path) -> str:
    """The name of a test."""
    return path.relative_to(SOURCE).as_posix()


def test_the_ladder_names_every_module_once() -> None:
    assert len(set(ladder())) == len(ladder())
    assert {rung(dotted(path)) for path in MODULES} - {"__main__"} == set(ladder())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_above_its_own(path: Path) -> None:
    order = [*ladder(), "__main__"]
    own = rung(dotted(path))
    above = set(order[: order.index(own)])
    ours = {rung(one) for one in imports(path) if one.startswith("annotate.")}
    assert ours - {own} <= above


def own_folder(path: Path) -> set[str]:
    """What a file imports of the folders it stands in."""
    package = dotted(path.parent / "__init__.py")
    return {one for one in imports(path) if one.startswith(f"annotate.{rung(package)}")}


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_files_of_a_folder_import_only_its_base(folder: Path) -> None:
    above = [one for one in (folder, *folder.parents) if one.is_relative_to(SOURCE)]
    bases = {dotted(one / "_base.py") for one in above}
    shared = SHARED.get(dotted(folder / "__init__.py"), set())
    for path in folder.glob("*.py"):
        if path.name != "__init__.py":
            assert own_folder(path) - shared <= bases, path.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_extension_imports_sphinx_and_the_command_only_when_asked(path: Path) -> None:
    own = rung(dotted(path))
    if own == "sphinx_ext":
        return
    assert not {one.split(".")[0] for one in imports(path)} & OF_SPHINX
    assert not [one for one in imports(path, lazy=False) if rung(one) == "sphinx_ext"]


@pytest.mark.parametrize(
    "name",
    ["source", "model", "diagnostics", "files", "quote", "prose", "ledger", "anchor", "terms", "weave"],
)
def test_what_stands_low_needs_the_standard_library_only(name: str) -> None:
    for path in MODULES:
        if rung(dotted(path)) == name:
            roots = {one.split(".")[0] for one in imports(path)} - {"annotate"}
            assert roots <= sys.stdlib_module_names, path


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_most_modules_and_functions_are_short() -> None:
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]
    functions = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert median(sizes) <= 160
    assert median(functions) <= 12
    assert sum(length <= 35 for length in functions) >= 0.9 * len(functions)


def test_only_files_writes_to_disk_and_the_extension_empties_its_output() -> None:
    writing = re.compile(r"\.write_(?:text|bytes)\(|\bopen\([^)]*[\"'][wax]b?[\"']|os\.replace\(|\.unlink\(|\.mkdir\(")
    writers = [path for path in MODULES if writing.search(path.read_text(encoding="utf-8"))]
    assert [name_of(path) for path in writers if rung(dotted(path)) != "sphinx_ext"] == ["files.py"]


def test_the_tool_knows_nothing_of_the_edition_it_ships_with() -> None:
    names = re.compile(r"\b(?:Armenia|Pashinyan|CSTO|EVN|MEPEI|AZUS)\b|9e73765ff4678b75")
    told = [
        f"{name_of(path)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if names.search(line)
    ]
    assert told == []
