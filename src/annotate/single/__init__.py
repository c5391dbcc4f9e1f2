"""A page of the reader as one file: it opens from a folder, a phone or a letter, and asks the network for nothing."""

from __future__ import annotations

from pathlib import Path

from annotate.single._base import Element, first, parse
from annotate.single.assets import put_in
from annotate.single.links import Where, settle

__all__ = ["Where", "inlined", "single", "title_of"]


def single(path: Path, root: Path, where: Where) -> str:
    """Return a built page below `root` with all that it needs inside; `where` says where its links may lead."""
    tree = parse(path.read_text(encoding="utf-8"))
    settle(tree, where)
    put_in(tree, path, root)
    return tree.written()


def inlined(html: str, root: Path) -> str:
    """Return a page whose style sheets and scripts lie below `root` with these inside, its links as they are."""
    tree = parse(html)
    put_in(tree, root / "index.html", root)
    return tree.written()


def title_of(path: Path) -> str:
    """Return the words of a built page's first heading, or its name."""
    heading = first(parse(path.read_text(encoding="utf-8")), lambda one: one.tag == "h1")
    return " ".join(_bare(heading).split()) if heading else path.stem


def _bare(heading: Element) -> str:
    heading.drop(lambda one: one.has_class("headerlink"))
    return heading.words()
