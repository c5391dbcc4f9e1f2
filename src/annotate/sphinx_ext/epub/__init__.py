"""The EPUB edition: `sphinx-build -b epub` makes a book for e-readers.

Sphinx's own builder writes the pages; this one, which takes its name, puts them down as XML
without scripts, controls and search, and writes the package: cover, contents, landmarks, a
page list of the numbered paragraphs, and what must be known about accessibility.
"""

from __future__ import annotations

import posixpath
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from docutils import nodes
from sphinx.addnodes import compact_paragraph
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.util import logging

from annotate.files import write_if_changed
from annotate.interface import N_, _
from annotate.sphinx_ext._base import made_at
from annotate.sphinx_ext.domain import ReadingDomain
from annotate.sphinx_ext.epub import cover, package, xhtml
from annotate.sphinx_ext.epub._base import (
    CONTENTS,
    COVER,
    COVER_PAGE,
    NAVIGATION,
    PACKAGE,
    Book,
    Entry,
    Landmark,
    Seen,
)
from annotate.sphinx_ext.hook import which
from annotate.which import Which

logger = logging.getLogger(__name__)

THEME = Path(__file__).parent / "theme"
_UNSAID = ("", "unknown", "Author name not set")
_RIGHTS = "The rights in each part of the book are stated with it."
_INDEX = "genindex"
_BROWSERS_OWN = ("sphinx-design", "design-style", "pygments")
_PARTS = (
    ("term", "glossary", N_("Glossary")),
    ("name", "index", N_("Index")),
    ("source", "bibliography", N_("Sources")),
)


class EpubBuilder(Epub3Builder):
    """Sphinx's builder of EPUB 3, with pages and a package of our own making."""

    name = "epub"

    def add_visible_links(self, tree: nodes.document, show_urls: str = "inline") -> None:
        """Leave links as they are, unless conf.py asks for their addresses: on an e-reader they can be followed."""
        if "epub_show_urls" in self.config._raw_config:
            super().add_visible_links(tree, show_urls)

    def gen_pages_from_extensions(self) -> None:
        """Make no page that is not a document: they are for a browser."""

    def gen_additional_pages(self) -> None:
        """Make none of these either."""

    def write_genindex(self) -> None:
        """Write the index, if anything is in it."""
        if any(entries for _, entries in IndexEntries(self.env).create_index(self)):
            super().write_genindex()  # type: ignore[no-untyped-call, unused-ignore]

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page as Sphinx does, then as XML."""
        path = Path(outfilename or self.get_output_path(pagename))
        super().handle_page(pagename, addctx, templatename, outfilename=path, event_arg=event_arg)
        if path.suffix == self.out_suffix and path.is_file():
            write_if_changed(path, xhtml.tidy(path.read_text(encoding="utf-8")))

    def handle_finish(self) -> None:
        """Write the package and bind the book."""
        outdir = Path(self.outdir)
        contents = self._contents()
        pages = dict(self._pages(contents))
        resources = tuple(self._resources(pages))
        self._report(pages)
        book = self._book(contents, pages, resources)
        files: dict[str, str | bytes] = {
            PACKAGE: package.package_file(book),
            NAVIGATION: package.navigation_file(book),
            CONTENTS: package.contents_file(book),
            COVER_PAGE: cover.cover_page(book.title, book.language, book.cover),
        }
        if book.cover == COVER:
            files[COVER] = cover.cover(book.title, book.label, book.creator, self._sigla(pages))
        for name, text in files.items():
            write_if_changed(outdir / name, text)
        names = dict.fromkeys([*files, book.cover, *pages, *resources])
        whole = package.bind({name: (outdir / name).read_bytes() for name in names})
        write_if_changed(outdir / f"{self.config.epub_basename}.epub", whole)

    def _contents(self) -> tuple[Entry, ...]:
        """Return the contents, the root document first, as deep as `epub_tocdepth`."""
        root = str(self.config.root_doc)
        env = self.env
        tree = env.get_and_resolve_doctree(root, self, tags=self.tags, prune_toctrees=False, includehidden=True)
        first = Entry(title=_words(env.titles[root]), href=root + self.out_suffix)
        folder = posixpath.dirname(root)
        lists = [one for one in tree.findall(compact_paragraph) if one.get("toctree")]
        found = (entry for one in lists for entry in _listed(one, folder, int(self.config.epub_tocdepth)))
        return (first, *found)

    def _pages(self, contents: Iterable[Entry]) -> Iterator[tuple[str, Seen]]:
        """Yield the pages in the order of reading; those that the contents do not name come last."""
        suffix, outdir = self.out_suffix, Path(self.outdir)
        listed = (file for entry in contents for file in entry.files())
        others = (f"{name}{suffix}" for name in (*sorted(self.env.found_docs), _INDEX))
        for name in dict.fromkeys([*listed, *others]):
            path = outdir / name
            if not path.is_file() or (name == _INDEX + suffix and not self.use_index):
                continue
            try:
                yield name, xhtml.look(path.read_bytes(), name)
            except ParseError as problem:
                logger.warning("%s is no XML and is left out: %s", name, problem, type="epub", subtype="xml")

    def _resources(self, pages: dict[str, Seen]) -> Iterator[str]:
        """Yield the files that pages and style sheets ask for, each once."""
        outdir = Path(self.outdir)
        waiting = list(dict.fromkeys(name for seen in pages.values() for name in seen.resources))
        done: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            path = outdir / name
            if name in done or not path.is_file():
                continue
            done.add(name)
            if not package.can_hold(name):
                logger.warning("an EPUB cannot hold %s", name, type="epub", subtype="kind")
                continue
            yield name
            if path.suffix == ".css":
                waiting.extend(xhtml.named_in_styles(path.read_text(encoding="utf-8"), name))

    def _report(self, pages: dict[str, Seen]) -> None:
        """Name every link that leads out of the book's pages to nowhere."""
        for name, seen in pages.items():
            for file, anchor in seen.links:
                there = pages.get(file)
                if there is None or (anchor and anchor not in there.ids):
                    place = f"{file}#{anchor}" if anchor else file
                    logger.warning(
                        "a link leads to %s, which is not in the book", place,
                        type="epub", subtype="link", location=name.removesuffix(self.out_suffix),
                    )  # fmt: skip

    def _book(self, contents: tuple[Entry, ...], pages: dict[str, Seen], resources: tuple[str, ...]) -> Book:
        config = self.config
        made, dated = made_at(config)
        label = _("Instructor’s edition") if which(self.app) is Which.INSTRUCTOR else ""
        given = config.epub_identifier if config.epub_identifier not in _UNSAID else ""
        own = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([config.epub_title, config.epub_author, label]))
        return Book(
            title=str(config.epub_title),
            label=label,
            language=str(config.epub_language).replace("_", "-"),
            identifier=str(given or own.urn),
            creator=_said(config.epub_author),
            publisher=_said(config.epub_publisher),
            rights=_said(config.epub_copyright),
            description=_said(config.epub_description),
            made=made,
            dated=dated,
            conforms=str(config.annotate_epub_conforms_to),
            certified=str(config.annotate_epub_certified_by),
            cover=self._cover(),
            pages=pages,
            resources=resources,
            contents=contents,
            landmarks=tuple(self._landmarks(pages)),
            places=tuple(self._places(pages)),
        )

    def _cover(self) -> str:
        """Return the file of the cover: the one that conf.py names, if it is there, else ours."""
        named = str(self.config.epub_cover[0]) if self.config.epub_cover else COVER
        if named == COVER or (package.can_hold(named) and Path(self.outdir, named).is_file()):
            return named
        logger.warning("epub_cover: there is no picture %s in the output", named, type="epub", subtype="cover")
        return COVER

    def _domain(self) -> ReadingDomain:
        domain = self.env.domains["reading"]
        assert isinstance(domain, ReadingDomain)
        return domain

    def _in_order(self, pages: Iterable[str]) -> list[str]:
        return [name.removesuffix(self.out_suffix) for name in pages]

    def _sigla(self, pages: Iterable[str]) -> list[str]:
        """Return the sigla of the readings in the order of the book."""
        sigla = self._domain().data["sigla"]
        return [sigla[name][1] for name in self._in_order(pages) if name in sigla]

    def _landmarks(self, pages: dict[str, Seen]) -> Iterator[Landmark]:
        """Yield the cover, the contents, the first reading, and the pages that define things."""
        order = self._in_order(pages)
        yield Landmark(kind="cover", title=_("Cover"), href=COVER_PAGE)
        yield Landmark(kind="toc", title=_("Contents"), href=f"{NAVIGATION}#toc")
        readings = [name for name in order if name in self._domain().data["sigla"]]
        start = readings[0] if readings else order[0]
        yield Landmark(kind="bodymatter", title=_("Start of the readings"), href=f"{start}{self.out_suffix}")
        for kind, part, title in _PARTS:
            having = {place[0] for (known, _name), place in self._domain().objects.items() if known == kind}
            for name in [name for name in order if name in having][:1]:
                yield Landmark(kind=part, title=_(title), href=f"{name}{self.out_suffix}")

    def _places(self, pages: dict[str, Seen]) -> Iterator[Entry]:
        """Yield the numbered paragraphs of every reading in the order of the book."""
        numbered: dict[str, list[tuple[int, str, str]]] = {}
        for (kind, _name), (docname, anchor, shown) in self._domain().objects.items():
            if kind == "par" and anchor[:1] == "p":
                numbered.setdefault(docname, []).append((int(anchor[1:]), anchor, shown))
        for name in self._in_order(pages):
            for _number, anchor, shown in sorted(numbered.get(name, ())):
                yield Entry(title=shown, href=f"{name}{self.out_suffix}#{anchor}")


def _words(node: nodes.Node) -> str:
    return " ".join(node.astext().split())


def _said(value: object) -> str:
    """Return a setting in one line, or nothing when it was left as Sphinx has it."""
    words = value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list | tuple) else ""
    return "" if words in _UNSAID else words


def _listed(toctree: nodes.Element, folder: str, depth: int) -> Iterator[Entry]:
    """Yield what one toctree lists, below its caption if it has one."""
    below = tuple(entry for one in toctree if isinstance(one, nodes.bullet_list) for entry in _rows(one, folder, depth))
    caption = next((_words(one) for one in toctree if isinstance(one, nodes.title)), "")
    if caption and below:
        yield Entry(title=caption, href="", below=below)
    else:
        yield from below


def _rows(rows: nodes.bullet_list, folder: str, depth: int) -> Iterator[Entry]:
    for row in rows:
        assert isinstance(row, nodes.Element)
        link = next(row.findall(nodes.reference), None)
        inner = [one for one in row if isinstance(one, nodes.bullet_list)] if depth > 1 else []
        below = tuple(entry for one in inner for entry in _rows(one, folder, depth - 1))
        address = str(link.get("refuri", "")) if link is not None else ""
        if link is None or link.get("internal") is not True or not address:
            yield from below
        else:
            href = posixpath.normpath(posixpath.join(folder, address))
            yield Entry(title=_words(link), href=href, below=below)


def _configure(app: Sphinx, config: Config) -> None:
    """Take our theme, unless conf.py names one."""
    if config.epub_theme == "epub":
        config.epub_theme = "reader-epub"


def _fill(app: Sphinx) -> None:
    """Say what Sphinx would warn of as missing, and an EPUB may do without."""
    if app.builder.name == "epub":
        app.config.version = app.config.version or "0"
        app.config.epub_copyright = app.config.epub_copyright or _RIGHTS


def _dress(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Leave some style sheets to the browser: they set colours, and hide what a script shows."""
    if app.builder.name == "epub":
        sheets = context.get("css_files", ())
        context["css_files"] = [one for one in sheets if not any(name in str(one.filename) for name in _BROWSERS_OWN)]


def setup(app: Sphinx) -> None:
    """Register the builder in the place of Sphinx's own, the theme and the settings."""
    app.add_builder(EpubBuilder, override=True)
    app.add_html_theme("reader-epub", str(THEME))
    app.add_config_value(
        "annotate_epub_conforms_to", "", "", types=[str],
        description="the standard of accessibility that an EPUB claims to meet; none when a picture has no words",
    )  # fmt: skip
    app.add_config_value(
        "annotate_epub_certified_by", "", "", types=[str],
        description="who looked at the EPUB and says so; without it no standard is claimed",
    )  # fmt: skip
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _fill, priority=100)
    app.connect("html-page-context", _dress, priority=900)
