"""Sphinx's settings for the manual. Its reference pages are written here, from the code."""

import io
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from sphinx.errors import ExtensionError

from annotate import cli, reference, sphinx_ext
from annotate.build import Which, build
from annotate.diagnostics import as_json
from annotate.files import synchronise
from annotate.kinds import KINDS

project = "annotate: the manual"
author = "the annotate contributors"
project_copyright = ""
language = "en"

extensions = ["annotate.sphinx_ext"]  # for its theme; there is no text here, so it prepares nothing
myst_enable_extensions = ["colon_fence", "deflist"]
exclude_patterns = ["examples"]
nitpicky = True

html_theme = "reader"
html_title = project
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_static_path = ["_static"]
html_css_files = ["manual.css"]

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"


@contextmanager
def copy_of(*layers):
    """Yield a temporary project: the example folders named, each laid over those before it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "project")
        for layer in layers:
            ignored = shutil.ignore_patterns("build", "_annotate", "readings", "instructor")
            shutil.copytree(EXAMPLES / layer, root, ignore=ignored, dirs_exist_ok=True)
        yield root


def printed(arguments, *layers):
    """Return what a command prints on stdout in such a project."""
    with copy_of(*layers) as root, redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()):
        cli.main(["-C", str(root), *arguments.split()])
    return out.getvalue()


def finding(code):
    """Return the finding that an example is made for: its files, laid over the larger project."""
    base = () if code == "no_readings" else ("two-readings",)
    with copy_of(*base, f"findings/{code}") as root:
        found = [one for one in build(root, Which.INSTRUCTOR).diagnostics if one.code.slug == code]
        if not found:
            raise ExtensionError(f"examples/findings/{code} does not get the code '{code}'")
        return reference.Shown(finding=found[0], line=line_at(root, found[0].place))


def line_at(root, place):
    """Return the line of a file at a place; nothing for a file as a whole or what cannot be shown."""
    path = root / place.file
    if (place.line, place.end_column) == (1, 1) or not path.is_file():
        return ""
    line = path.read_text(encoding="utf-8", errors="replace").split("\n")[place.line - 1].strip()
    return line if line.isprintable() and "\ufffd" not in line else ""


def samples(findings):
    """Return, by command, decoded JSON that is short and has every field."""
    texts = json.loads(printed("ledger --json", "two-readings"))["texts"]
    checked = json.loads(printed("check --format json", "two-readings"))
    finding = findings["no_match"].finding
    text = json.loads(printed("reanchor --json", "two-readings", "findings/no_match"))["texts"][-1]
    lost = [one for one in text["anchors"] if one["change"]]
    return {
        "annotate ledger --json": {"texts": [text for text in texts if text["id"] == "ferry"]},
        "annotate export gift -o FILE": loss("gift"),
        "annotate reanchor --json": {"texts": [{**text, "anchors": lost[:1]}]},
        "annotate check --format json": {**checked, **json.loads(as_json([finding], checked["proofs"]))},
    }


def loss(form):
    """Return, decoded, what the larger project loses in a format: FILE.loss.json."""
    with copy_of("two-readings") as root, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        cli.main(["-C", str(root), "export", form, "-o", str(root / "FILE")])
        return json.loads((root / "FILE.loss.json").read_text(encoding="utf-8"))


def example_files():
    """Return the YAML files of the larger project, by the page that explains them."""
    larger = EXAMPLES / "two-readings"
    for kind in KINDS:
        for path in sorted(larger.glob(kind.file.replace("NAME", "*")))[:1]:
            yield kind.page, f"/examples/two-readings/{path.relative_to(larger).as_posix()}"


def write_reference(app):
    """Write the reference pages, those only that have changed; delete those that are gone."""
    os.environ.pop("ANNOTATE_KEYS", None)  # the keys of the examples are beside them
    findings = {path.name: finding(path.name) for path in sorted((EXAMPLES / "findings").iterdir())}
    makefile = (HERE.parents[1] / "Makefile").read_text(encoding="utf-8")
    pages = {
        "diagnostics": reference.diagnostics_page(findings),
        "yaml": reference.yaml_page(),
        **reference.yaml_pages(dict(example_files())),
        "commands": reference.commands_page(cli._parser(), cli.__doc__, makefile),
        "exports": reference.formats_page(),
        "extension": reference.extension_page(sphinx_ext.FEATURES),
        "json": reference.json_page(samples(findings)),
    }
    outputs = {
        "ledger": printed("ledger", "first-reader"),
        "mistake": printed("check", "first-reader", "mistake"),
        "no-match": printed("check", "two-readings", "findings/no_match"),
        "one-sided": printed("check", "two-readings", "findings/one_sided"),
    }
    files = {f"reference/{name}.md": text for name, text in pages.items()}
    files |= {f"reference/printed/{name}.txt": text for name, text in outputs.items()}
    synchronise(HERE, files, owned=["reference/*.md"])


def setup(app):
    """Write the reference before Sphinx looks for documents."""
    app.connect("builder-inited", write_reference, priority=100)
