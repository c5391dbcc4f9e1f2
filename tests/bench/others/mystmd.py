"""mystmd, which reads MyST in JavaScript.

Its pages in HTML are made by a theme that it fetches from the network. So what is measured is `myst build
--site`: all that comes before the theme, each page as data, and the search index.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

from tests.bench.figures import Took
from tests.bench.others._base import Other
from tests.bench.process import REPOSITORY, run
from tests.bench.stubs import DIRECTIVES, ROLES, Reading
from tests.bench.words import of_values

PROGRAM = REPOSITORY / "tests" / "bench" / "npm" / "node_modules" / "mystmd" / "dist" / "myst.cjs"
STUBS = REPOSITORY / "tests" / "bench" / "stubs.mjs"
CONFIG = """version: 1
project: {title: test, plugins: [stubs.mjs]}
site: {template: theme}
"""
_OPTION = re.compile(r"^ *:([\w-]+):", re.MULTILINE)


def _lacking() -> str:
    return "" if shutil.which("node") and PROGRAM.is_file() else "make compare"


def _prepare(root: Path) -> None:
    docs = root / "docs"
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (docs / "myst.yml").write_text(CONFIG, encoding="utf-8")
    (docs / "theme").mkdir()
    (docs / "theme" / "template.yml").write_text("jtex: v1\ntitle: None\nkind: site\n", encoding="utf-8")
    shutil.copy(STUBS, docs)
    options = {name for path in docs.rglob("*.md") for name in _OPTION.findall(path.read_text(encoding="utf-8"))}
    roles = [*ROLES, *(f"{Reading.name}:{name}" for name in Reading.roles)]
    names = {"roles": roles, "directives": [*DIRECTIVES, "practice-data"], "options": sorted(options)}
    (docs / "stubs.json").write_text(json.dumps(names), encoding="utf-8")


def _build(root: Path, clean: bool) -> Took:
    if clean:
        shutil.rmtree(root / "docs" / "_build", ignore_errors=True)
    return run(["node", PROGRAM, "build", "--site"], cwd=root / "docs")[0]


def _words(root: Path, name: str) -> Counter[str]:
    path = root / "docs" / "_build" / "site" / "content" / f"{name.rpartition('/')[2]}.json"
    page = json.loads(path.read_text(encoding="utf-8"))
    title = {"value": page["frontmatter"].get("title", "")}  # the first heading is taken out of the page
    return of_values({"children": [title, page["mdast"]]})


OTHERS = (
    Other(
        name="mystmd", label="mystmd (data only, no HTML)", lacking=_lacking, prepare=_prepare, build=_build, words=_words
    ),
)
