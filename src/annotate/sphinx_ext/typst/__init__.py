"""The printed reader: `sphinx-build -b typst` makes one PDF of the whole book.

Each document is written as Typst source, in the order of the contents, and the package
`typst` compiles it; neither TeX nor a library of the system is needed. A node of another
extension is printed by a function that takes the writer and the node, and is given to
Sphinx's `add_node` as `typst=(function, None)`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from annotate.files import write_if_changed
from annotate.interface import N_, _
from annotate.paper import NoCompilerError, asked, compile_book, require, without_glyph
from annotate.sphinx_ext.hook import stopped
from annotate.sphinx_ext.typst import apparatus, blocks, design, front, handouts, inline, objects, pictures
from annotate.sphinx_ext.typst._base import (
    Chapter,
    Handler,
    Link,
    Surroundings,
    Writer,
    address,
    literal,
    logger,
)
from annotate.sphinx_ext.typst.columns import turned
from annotate.sphinx_ext.typst.destinations import with_destinations
from annotate.sphinx_ext.typst.pages import END, named, read, settled

TEMPLATE = Path(__file__).parent / "book" / "design.typ"
HANDOUT = TEMPLATE.with_name("handout.typ")
FAMILIES = (inline, blocks, objects, pictures, design, apparatus)
HANDLERS: Mapping[str, Handler] = {name: made for family in FAMILIES for name, made in family.NODES.items()}


class TypstBuilder(Builder):
    """Makes a PDF of all documents, by way of Typst."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf",
    ]  # fmt: skip

    def init(self) -> None:
        """Refuse at once when there is no compiler."""
        try:
            require()
        except NoCompilerError as problem:
            raise stopped(str(problem)) from None

    def get_outdated_docs(self) -> str:
        """Return words for all documents: a book is always written whole."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return what stands for a document's address until the writer makes a label of it."""
        return address(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same: labels hold in the whole book."""
        return address(to)

    def write_documents(self, docnames: Any) -> None:
        """Write the book."""
        begun = perf_counter()
        chapters = list(self._chapters())
        self._copy_images()
        resolved = perf_counter()
        writer = self._writer(chapters)
        last = {one.docname for one, after in pairwise(chapters) if after.depth <= 1} | {chapters[-1].docname}
        body = "".join(_chapter(writer, chapter, last=chapter.docname in last) for chapter in chapters)
        source = self._whole(writer, chapters, body)
        written = perf_counter()
        self._compile(source, writer)
        logger.info(
            "references resolved in %.1f s, written in %.1f s, compiled in %.1f s",
            resolved - begun, written - resolved, perf_counter() - written,
        )  # fmt: skip

    @property
    def basename(self) -> str:
        """The name of the PDF without its ending."""
        return str(self.config.typst_basename) or ("instructor" if self._is_instructors else "reader")

    @property
    def _is_instructors(self) -> bool:
        return bool(self.tags.has("instructor"))

    @property
    def _font_folders(self) -> list[str]:
        return [str(Path(self.confdir, folder)) for folder in self.config.typst_font_folders]

    def _chapters(self) -> Iterator[Chapter]:
        """Yield the documents of the book in the order of the contents, references resolved."""
        root = str(self.config.root_doc)
        for docname, depth in _in_order(self.env.toctree_includes, root):
            if docname in self.env.all_docs:
                yield self._chapter(docname, depth)

    def _chapter(self, docname: str, depth: int) -> Chapter:
        tree = self.env.get_doctree(docname)
        self.env.resolve_references(tree, docname, self)
        self.post_process_images(tree)
        return Chapter(
            dress=self._dress(docname),
            docname=docname,
            tree=tree,
            depth=depth,
            metadata=self.env.metadata[docname],
            title=self.env.titles[docname].astext() if docname in self.env.titles else docname,
        )

    def _dress(self, docname: str) -> str:
        """Return how a document is set, by its name or its kind: in columns, wide, small, or as the readings are."""
        kind = str(self.env.metadata[docname].get("kind") or docname)
        names = {docname, docname.rpartition("/")[2], kind}
        if names & set(self.config.typst_columns):
            return "columned"
        if names & set(self.config.typst_wide):
            return "wide"
        return "small" if names & set(self.config.typst_small) else ""

    def _copy_images(self) -> None:
        for uri, name in self.images.items():
            shutil.copyfile(Path(self.srcdir, uri), Path(self.outdir, name))

    def _writer(self, chapters: list[Chapter]) -> Writer:
        registered: Mapping[str, Any] = self.app.registry.translation_handlers.get(TypstBuilder.name, {})
        theirs: dict[str, Handler] = {name: functions[0] for name, functions in registered.items()}
        around = Surroundings(
            images=self.images,
            numbers=self._number,
            docnames=frozenset(chapter.docname for chapter in chapters),
            title=str(self.config.project),
            front=front.introduction(self.config),
            room=front.room(self.config),
        )
        return Writer(handlers={**HANDLERS, **theirs}, around=around, chapter=chapters[0])

    def _number(self, docname: str, kind: str, anchor: str) -> str:
        if kind == "section":
            number = self.env.toc_secnumbers.get(docname, {}).get(f"#{anchor}" if anchor else "", ())
            return ".".join(map(str, number))
        number = self.env.toc_fignumbers.get(docname, {}).get(kind, {}).get(anchor, ())
        pattern = str(self.config.numfig_format.get(kind) or "%s")
        return pattern % ".".join(map(str, number)) if number else ""

    def _whole(self, writer: Writer, chapters: list[Chapter], body: str) -> str:
        """Return the book's source; characters that no font has are named in their place."""
        writer.characters.setdefault(self.config.root_doc, set()).update(front.characters(self.config, chapters))
        head = front.dressing(self.config, chapters, instructor=self._is_instructors)
        whole = (
            '#import "design.typ": *\n#let pages = json("pages.json")\n'
            "#let (after, loose, turns) = (pages.after, pages.loose, pages.turns)\n"
            "#let noted(short, number, body) = noted-as(number in loose, short, body)\n"
            "#let turn(key) = if key in turns { colbreak(weak: true) }\n"
            "#let xref(number, kind, body) = xref-to(after.at(number), number, kind, body)\n"
            f"#show: book.with({head})\n{body}\n#if pages.asking {{ answers() }}\n"
        )
        return self._with_glyphs(writer, chapters, whole)

    def _with_glyphs(self, writer: Writer, chapters: list[Chapter], source: str) -> str:
        missing = without_glyph(set().union(*writer.characters.values()), self._font_folders)
        trees = {chapter.docname: chapter.tree for chapter in chapters}
        for docname, found in writer.characters.items():
            for one in sorted(found & missing):
                logger.warning(
                    "no font has the character U+%04X (%s); its number is printed instead",
                    ord(one), one if one.isprintable() else "not a printable one",
                    type="typst", subtype="no-glyph",
                    location=(docname in trees and _where(trees[docname], one)) or docname, extra={"sought": one},
                )  # fmt: skip
        return source.translate({ord(one): f"[U+{ord(one):04X}]" for one in missing})

    def _compile(self, source: str, writer: Writer) -> None:
        outdir, folders = Path(self.outdir), self._font_folders
        path, pages = outdir / f"{self.basename}.typ", outdir / "pages.json"
        write_if_changed(outdir / "design.typ", TEMPLATE.read_bytes())
        write_if_changed(path, source.encode("utf-8", "replace"))

        def ask(words: str) -> Any:
            write_if_changed(pages, words.encode())
            return asked(path, "<places>", folders=folders)

        try:
            said, layout = settled(writer.references, writer.placed, ask, writer.paragraphs)
            if turns := list(turned(layout, writer.turns)):
                said = replace(said, turns=turns)
                layout = read(ask(said.told(asking=True)))
        except ValueError as problem:
            raise stopped(f"no PDF was made: {problem}") from None
        write_if_changed(pages, said.told(asking=False).encode())
        made = compile_book(
            path,
            standards=self.config.typst_standards,
            timestamp=int(front.moment(self.config).timestamp()),
            folders=folders,
        )
        for subtype, told in made.found:
            logger.warning("%s", told, type="typst", subtype=subtype)
        if made.pdf is None:
            raise stopped("no PDF was made; see the warnings above")
        names = named(layout.places)
        places = {names[key]: place for key, place in layout.places.items()}
        links = [
            Link(name=names.get(one.key, ""), words=_("page {page}").format(page=layout.page(one.key)))
            for one in writer.references
        ]
        write_if_changed(outdir / f"{self.basename}.pdf", with_destinations(made.pdf, places, links))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: the book is written whole."""


class HandoutBuilder(TypstBuilder):
    """Makes a PDF of each reading: its text, notes, terms and questions, on few pages."""

    name = "handout"
    epilog = "The hand-outs are in %(outdir)s."

    def write_documents(self, docnames: Any) -> None:
        """Write a hand-out of each reading that is asked for; of all of them, if none is named."""
        wanted = str(self.config.handout_readings).replace(",", " ").split()
        glossary = self._chapter("glossary", 0) if "glossary" in self.env.all_docs else None
        write_if_changed(Path(self.outdir, HANDOUT.name), HANDOUT.read_bytes())
        for docname in sorted(self.env.all_docs):
            name = str(self.env.metadata[docname].get("reading") or "")
            if name and (not wanted or name in wanted):
                self._hand_out(name, self._chapter(docname, 0), glossary)

    def _hand_out(self, name: str, chapter: Chapter, glossary: Chapter | None) -> None:
        self._copy_images()
        writer = self._writer([chapter])
        handouts.prune(chapter.tree)
        writer.around.docnames, writer.around.room = frozenset(self.env.all_docs), {}
        body = _chapter(writer, chapter) + handouts.terms(writer, glossary)
        writer.characters.setdefault(chapter.docname, set()).update(handouts.characters(self.config, chapter))
        source = (
            f'#import "{HANDOUT.name}": *\n{handouts.links(writer)}'
            f"#show: handout.with({handouts.dressing(self.config, chapter)})\n{body}\n"
        )
        self._print(self._with_glyphs(writer, [chapter], source), name)

    def _print(self, source: str, name: str) -> None:
        path = Path(self.outdir, f"{name}.typ")
        write_if_changed(path.with_name(TEMPLATE.name), TEMPLATE.read_bytes())
        write_if_changed(path, source.encode("utf-8", "replace"))
        made = compile_book(
            path,
            standards=self.config.typst_standards,
            timestamp=int(front.moment(self.config).timestamp()),
            folders=self._font_folders,
        )
        for subtype, told in made.found:
            logger.warning("%s", told, type="typst", subtype=subtype)
        if made.pdf is None:
            raise stopped("no PDF was made; see the warnings above")
        write_if_changed(path.with_suffix(".pdf"), made.pdf)


def _where(tree: nodes.document, character: str) -> nodes.Element | None:
    """Return the first block with a character in it whose place is known."""
    for text in tree.findall(nodes.Text):
        if character in text:
            node: nodes.Element | None = text.parent
            while node is not None and not node.line:
                node = node.parent
            if node is not None:
                return node
    return None


def _in_order(includes: Mapping[str, list[str]], root: str) -> Iterator[tuple[str, int]]:
    """Yield each document once, as the contents list them, and how deep below a chapter it stands."""
    seen: set[str] = set()
    stack = [(root, 0)]
    while stack:
        docname, depth = stack.pop()
        if docname in seen:
            continue
        seen.add(docname)
        yield docname, depth
        below = 0 if docname == root else depth + 1
        stack.extend((child, below) for child in reversed(includes.get(docname, [])))


def _chapter(writer: Writer, chapter: Chapter, *, last: bool = False) -> str:
    """Return a document; one that is the `last` before a new page leaves the rest of its page as it is."""
    writer.chapter, writer.level, writer.later = chapter, 0, []
    writer.footnotes |= {
        writer.key(anchor): node
        for node in chapter.tree.findall(nodes.Element)
        if isinstance(node, nodes.footnote) or type(node).__name__ == "note_body"
        for anchor in node["ids"]
    }
    opening = ""
    if chapter.depth <= 1:
        words = front.short_title(chapter, writer.around.title, writer.around.front)
        writer.words(words)
        opening = f"\n#opening({literal(words)})\n"
    made = writer.write(chapter.tree)
    if (whole := writer.key("")) not in writer.placed:
        writer.placed.add(whole)
        opening += f"#lab({literal(whole)})"
    made = opening + made + _later(writer, chapter)
    if last and writer.roomy:
        made, writer.roomy = f"{made}\n#rest()\n", False
    if chapter.dress == "columned":
        made += f"\n#lab({literal(END + chapter.docname)})\n"
    return f"\n#{chapter.dress}({chapter.depth + 1})[{made}]\n" if chapter.dress else made


def _later(writer: Writer, chapter: Chapter) -> str:
    """Return what a chapter keeps for its end: the answers of its exercises for practice."""
    if not writer.later:
        return ""
    title = writer.words(_("Answers"))
    key = writer.key("answers")
    writer.placed.add(key)
    made = f"\n#title-of({chapter.depth + 2}, {literal(key)})[{title}]\n"
    for index, (words, place, body) in enumerate(writer.later):
        made += writer.turn_at(place) if index else ""
        made += f"\n#answer([{writer.words(words)}], {literal(place)})[{body}]\n"
    return made


def setup(app: Sphinx) -> None:
    """Register the builder and its settings."""
    app.add_builder(TypstBuilder)
    app.add_builder(HandoutBuilder)
    app.add_directive("raw", inline.RawDirective, override=True)
    app.add_config_value(
        "handout_readings", "", "", types=[str], description="ids of the readings to hand out; all, if left out"
    )
    app.add_config_value("typst_paper", "a4", "", types=[str], description="`a4` or `us-letter`")
    app.add_config_value(
        "typst_fonts", ["Libertinus Serif", "New Computer Modern"], "", types=[list, tuple],
        description="families for the text, first choice first; the compiler brings these two",
    )  # fmt: skip
    app.add_config_value(
        "typst_font_folders", [], "", types=[list, tuple],
        description="folders with fonts of your own, from conf.py",
    )  # fmt: skip
    app.add_config_value("typst_font_size", 10.5, "", types=[int, float], description="in points")
    app.add_config_value(
        "typst_columns", ["glossary", "index-of-names", "names", "exercises", "sources", "keys"],
        "", types=[list, tuple],
        description="documents, or kinds of them, that are set small and in two columns",
    )  # fmt: skip
    app.add_config_value(
        "typst_small",
        ["words", "timeline", "figures", "note-on-the-texts", "instructor"],
        "", types=[list, tuple],
        description="documents, or kinds of them, that are set small and wide",
    )  # fmt: skip
    app.add_config_value(
        "typst_wide", ["comparison"], "", types=[list, tuple],
        description="documents, or kinds of them, whose pages lie on their side, for tables of many columns",
    )  # fmt: skip
    app.add_config_value(
        "typst_room", True, "", types=[bool, dict],
        description="ruled lines below a question, by its kind; true for as many as we think, false for none",
    )  # fmt: skip
    app.add_config_value(
        "typst_colophon", [], "", types=[list, tuple],
        description="paragraphs for the colophon, behind the rights in the texts: a licence, whom to write to",
    )  # fmt: skip
    app.add_config_value(
        "typst_introduction", N_("About this reader"), "", types=[str],
        description="the heading of the root document’s own words, when its title is the book’s",
    )  # fmt: skip
    app.add_config_value(
        "typst_standards", ["ua-1"], "", types=[list, tuple],
        description="standards that the PDF must meet, as the compiler names them",
    )  # fmt: skip
    app.add_config_value(
        "typst_basename", "", "", types=[str],
        description="the name of the PDF; `reader` or `instructor`, if left out",
    )  # fmt: skip
