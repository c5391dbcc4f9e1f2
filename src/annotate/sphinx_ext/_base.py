"""What the features of the extension share."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective, SphinxRole

from annotate.files import plain_bytes, write_if_changed
from annotate.interface import N_, _

APPARATUS = "apparatus"
_WRITTEN = "annotate_written"
RECORD = ".annotate-edition.json"
"""In an output folder: which edition it holds, and what was written there."""
_BEHIND_A_GLOSS = (N_("Source:"), N_("Sources:"), N_("See also:"), N_("Stands in:"))


class RawRole(SphinxRole):
    """A role whose words are raw text and whose target stands in angle brackets behind them.

    The inverse of ``annotate.myst._base.role``: everything before the last ` <` is words, and
    one blank before a leading back-tick is dropped.
    """

    def split(self) -> tuple[str, str]:
        """Return (words, target); the target is empty when there is none."""
        content = self.text
        words, angle, target = content.rpartition(" <")
        if not angle or not target.endswith(">"):
            words, target = content, " "
        if words.startswith((" `", "  ")):
            words = words[1:]
        return words, target[:-1]


class BodyDirective(SphinxDirective):
    """A directive with one argument at most and a body of MyST."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    @property
    def argument(self) -> str:
        """The argument, or an empty string."""
        return self.arguments[0] if self.arguments else ""

    def body(self) -> list[nodes.Node]:
        """Return the parsed body."""
        return self.parse_content_to_nodes(allow_section_headings=False)


def add_apparatus(node: nodes.Element) -> None:
    """Mark an element as not being words of the reading."""
    if APPARATUS not in node["classes"]:
        node["classes"].append(APPARATUS)


def with_ids(tree: nodes.Element) -> Iterator[tuple[nodes.Element, list[str]]]:
    """Yield the elements of a tree that have ids, with these as they are now."""
    for node in tree.findall(nodes.Element):
        if ids := node.attributes.get("ids"):
            yield node, list(ids)


def title_copies(app: Sphinx) -> Iterator[nodes.Element]:
    """Yield the copies of the current document's headings that contents and titles are made of."""
    docname = app.env.current_document.docname
    for copies in (app.env.titles, app.env.longtitles, app.env.tocs):
        yield copies[docname]


def html_attributes(node: nodes.Element, names: Sequence[str]) -> dict[str, Any]:
    """Return those attributes of a node that are printed as data-NAME."""
    return {f"data-{name}": node[name] for name in names if node.get(name)}


def is_gloss(node: nodes.Node) -> bool:
    """Return whether a part of a glossary entry explains the term: the lists behind the gloss do not."""
    return not node.astext().startswith(tuple(_(one) for one in _BEHIND_A_GLOSS))


_RELATIONS = {
    "same-event": N_("same event"),
    "later-outcome": N_("later outcome"),
    "internal-contradiction": N_("internal contradiction"),
}


def sort_of_note(node: nodes.Element) -> str:
    """Return what stands at the head of a note: the relation of a cross-note, that a note is on the wording; else nothing."""
    relation = str(node.get("relation") or "")
    if relation:
        return _(_RELATIONS.get(relation, relation))
    return _("textual note") if node.get("kind") == "textual" else ""


def skip(translator: Any, node: nodes.Node) -> None:
    """Visit a node by printing nothing of it."""
    raise nodes.SkipNode


def nothing(translator: Any, node: nodes.Node) -> None:
    """Depart from a node, or visit one whose children say it all."""


def digest(rows: Iterable[str]) -> str:
    """Return a digest of rows of words."""
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()


def state_of(path: str | Path) -> tuple[int, ...]:
    """Return what is another when a file is: times and size; nothing where there is no file.

    Sphinx takes a file for changed if it is newer than what was made of it. One that was put back with its old
    time, or saved under a clock that went wrong, is not.
    """
    try:
        state = Path(path).stat()
    except OSError:
        return ()
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size


def changed_since_written(app: Sphinx, what: str, now: Mapping[str, str]) -> list[str]:
    """Return the names in `now` whose digest is another than when the output folder was last written.

    Builders may share doctrees: what one has written again, another has not. So digests are kept for each folder.
    """
    kept: dict[str, dict[str, Mapping[str, str]]] = vars(app.env).setdefault(_WRITTEN, {})
    for folder in [one for one in kept if not Path(one).is_dir()]:
        del kept[folder]
    here = kept.setdefault(str(app.outdir), {})
    before, here[what] = here.get(what, {}), now
    return sorted(name for name, one in now.items() if before.get(name) != one)


def read_record(app: Sphinx) -> dict[str, Any] | None:
    """Return what the output folder says of itself; None if it says nothing."""
    try:
        found = json.loads(plain_bytes(Path(app.outdir, RECORD)))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    lists = [one for one in found.values() if not isinstance(one, str | bool)]
    return found if all(isinstance(one, list) and all(isinstance(name, str) for name in one) for one in lists) else None


def write_record(app: Sphinx, record: Mapping[str, Any]) -> None:
    """Write that down."""
    write_if_changed(Path(app.outdir, RECORD), json.dumps(record, indent=0, sort_keys=True) + "\n")


def remove_output(app: Sphinx, path: Path) -> None:
    """Remove a file of the output folder, and the folders below that that it leaves empty."""
    outdir = Path(app.outdir)
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == outdir or not folder.is_relative_to(outdir) or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def made_at(config: Config) -> tuple[datetime, bool]:
    """Return when a book was made, and whether anything says so.

    SOURCE_DATE_EPOCH, else `today` in conf.py, else the year 1980.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), tz=UTC), True
    try:
        day, stated = date.fromisoformat(str(config.today or "")), True
    except ValueError:
        day, stated = date(1980, 1, 1), False
    return datetime(day.year, day.month, day.day, tzinfo=UTC), stated
