"""What the families of nodes share: string literals, and the writer that asks them in turn.

Every word of a document becomes a Typst string literal, so that nothing in it can be markup.
A function that writes a node takes the writer and the node and returns Typst source; adding
a node is adding one such function to a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from sphinx.util import logging

from annotate.paper import array as array
from annotate.paper import literal as literal
from annotate.paper import shown as shown

logger = logging.getLogger(__name__)

_SHORT = 480
"""Letters of a paragraph of about five lines."""
SHORT_WITH_NOTES = "\n#noted(true, "
"""What the source of such a paragraph begins with, if it has notes."""
_SCHEME = "book:"
LINK = "book:"
"""What an address within the book begins with, as the compiler sees it; a number follows."""
ON_THE_TEXTS = "note-on-the-texts#"
"""The label of the page that lists what was done to the texts."""


def address(docname: str, anchor: str = "") -> str:
    """Return what stands for the address of a document of the book, or of a place in it."""
    return f"{_SCHEME}{docname}#{anchor}" if anchor else f"{_SCHEME}{docname}"


def key_of(uri: str) -> str | None:
    """Return the label for such an address, or None for any other."""
    if not uri.startswith(_SCHEME):
        return None
    docname, _, anchor = uri.removeprefix(_SCHEME).partition("#")
    return f"{docname}#{anchor}"


def classes(node: nodes.Node | None) -> list[str]:
    """Return the classes of a node; none for text."""
    found: list[str] = node.get("classes", []) if isinstance(node, nodes.Element) else []
    return found


def language(node: nodes.Node) -> str | None:
    """Return the language that a node is set in, from its class `language-xx`, as Typst takes it."""
    for name in classes(node):
        code = name.removeprefix("language-").split("-")[0].lower()
        if name.startswith("language-") and code.isascii() and code.isalpha() and len(code) in (2, 3):
            return code
    return None


def _in_language(node: nodes.Element, made: str) -> str:
    lang = language(node)
    if lang is None:
        return made
    if isinstance(node, nodes.Inline):
        return f"#text(lang: {literal(lang)})[{made}]"
    return f"\n#in-language({literal(lang)})[{made}]\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a book: its page, counted from 1, and points from the left and from above."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a link goes, and what a program for the blind may say of it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link within the book: the label that it goes to, and what it is to."""

    key: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands: labels, the page of each reference, and the page numbered 1."""

    places: Mapping[str, Place]
    pages: Mapping[int, int]
    first: int
    ends: Mapping[str, Place] = field(default_factory=dict)
    """Where documents in columns end."""
    paper: tuple[float, float] = (0.0, 0.0)
    """Width and height of a page, in points."""

    def printed(self, page: int) -> int:
        """Return the number that a page bears."""
        return page - self.first + 1

    def page(self, key: str) -> int:
        """Return the number of the page that a label stands on; 0 for a label that is nowhere."""
        place = self.places.get(key)
        return self.printed(place.page) if place else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A document of the book: its tree with all references resolved, and where it stands."""

    docname: str
    tree: nodes.document
    depth: int
    """0 for a chapter, 1 for a document that a chapter lists, and so on."""
    metadata: Mapping[str, Any]
    title: str
    dress: str = ""
    """The function of the template that sets it, if it is not set as the readings are."""


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """What the writer takes from the build."""

    images: Mapping[str, str]
    """File names, beside the source, by address of an image."""
    numbers: Callable[[str, str, str], str]
    """Document, kind (figure, table, section...) and id to a printed number, empty when there is none."""
    docnames: frozenset[str]
    """The documents that are in the book."""
    title: str
    """The book's."""
    front: str
    """The heading of the words under a title that is the book's."""
    room: Mapping[str, int]
    """Ruled lines below a question, by its kind; `` for any other."""


Handler = Callable[["Writer", Any], str]


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes chapters; remembers what it has shown, and which labels it set and used."""

    handlers: Mapping[str, Handler]
    around: Surroundings
    chapter: Chapter
    level: int = 0
    placed: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    """The links within the book, by their numbers."""
    characters: dict[str, set[str]] = field(default_factory=dict)
    """The characters of each document."""
    footnotes: dict[str, nodes.Element] = field(default_factory=dict)
    """Bodies of notes by label."""
    printed: dict[str, None] = field(default_factory=dict)
    """Labels of notes whose bodies are at the foot of a page already, in their order."""
    paragraphs: list[tuple[str, ...]] = field(default_factory=list)
    """The labels of the notes of each paragraph that has some."""
    loose: set[str] = field(default_factory=set)
    """Labels of notes that no mark has put at the foot of a page."""
    asked: dict[str, str] = field(default_factory=dict)
    """Labels of questions by their ids."""
    later: list[tuple[str, str, str]] = field(default_factory=list)
    """Title, label and content of what is put at the end of the chapter."""
    roomy: bool = False
    """Whether the page has room to write that may be stretched."""
    turns: list[str] = field(default_factory=list)
    """Labels of blocks that a column may begin with."""
    widths: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    """Widths of the columns of tables that are alike, by document and number of columns."""
    repeated: str = ""
    """`title` or `head` in words that are printed more than once, where no label may be set."""
    unknown: set[str] = field(default_factory=set)

    def write(self, node: nodes.Node) -> str:
        """Return the source for a node, found by the names of its classes, nearest first."""
        for one in type(node).__mro__:
            handler = self.handlers.get(one.__name__)
            if handler is not None:
                made = handler(self, node)
                if not isinstance(node, nodes.Element) or not made:
                    return made
                return self.anchors(node) + _in_language(node, made)
        return self._unknown(node)

    def inside(self, node: nodes.Element | Sequence[nodes.Node]) -> str:
        """Return the source for the children of a node, or for a row of nodes."""
        return "".join(self.write(child) for child in (node.children if hasattr(node, "children") else node))

    def run_in(self, children: Sequence[nodes.Node]) -> str:
        """Return the source for blocks of which the first, if a paragraph, goes on in the line before it."""
        if not children or not isinstance(first := children[0], nodes.paragraph):
            return self.inside(children)
        return self.anchors(first) + self.inside(first) + self.inside(children[1:])

    def inside_repeated(self, where: str, node: nodes.Element) -> str:
        """Return the source for words that are printed more than once: a title, the head of a table."""
        before, self.repeated = self.repeated, where
        try:
            return self.inside(node)
        finally:
            self.repeated = before

    def link(self, key: str, kind: str, made: str) -> str:
        """Return words as a link to a label; after them the page is printed, if the kind asks for it."""
        return f"#xref({self.reference(key, kind)}, {literal(kind)})[{made}];"

    def reference(self, key: str, kind: str) -> int:
        """Return the number of a new link within the book."""
        self.references.append(Reference(key=key, kind=kind))
        return len(self.references) - 1

    def key(self, anchor: str) -> str:
        """Return the label of an id in this chapter."""
        return f"{self.chapter.docname}#{anchor}"

    def anchors(self, node: nodes.Element, *more: str) -> str:
        """Return the labels of a node that are not set yet."""
        made = ""
        for anchor in (*node.get("ids", ()), *more):
            key = self.key(anchor)
            if not self.repeated and key not in self.placed:
                self.placed.add(key)
                made += f"#lab({literal(key)})"
        return made

    def noted(self, node: nodes.Element, made: str, before: int) -> str:
        """Return a paragraph with the notes that were printed after the first so many."""
        self.paragraphs.append(tuple(self.printed)[before:])
        call = SHORT_WITH_NOTES if len(node.astext()) < _SHORT else "\n#noted(false, "
        return f"{call}{literal(str(len(self.paragraphs) - 1))})[{made}]\n"

    def turn(self, block: nodes.Element, *more: str) -> str:
        """Return the place for a break of the column before a block that has a label, if it may stand there."""
        anchors = [*block.get("ids", ()), *more]
        while not (index := block.parent.index(block)) and isinstance(block.parent, nodes.definition_list):
            block = block.parent
        if self.repeated or not anchors or not index or isinstance(block.parent[index - 1], nodes.title):
            return ""
        return self.turn_at(self.key(anchors[0]))

    def turn_at(self, key: str) -> str:
        """Return the place for a break of the column before the block that bears a label."""
        if self.chapter.dress != "columned":
            return ""
        self.turns.append(key)
        return f"\n#turn({literal(key)})\n"

    def words(self, text: str) -> str:
        """Return words as running text, and remember their characters."""
        self.characters.setdefault(self.chapter.docname, set()).update(text)
        return shown(text)

    def footnote(self, key: str, number: str, body: Callable[[], str]) -> str:
        """Return the mark of a note: with its body where that is first due, and by label after it."""
        label = literal(f"note:{key}")
        self.words(number)
        if self.repeated == "head":
            return ""
        if key in self.printed:
            return f"#note-again({literal(number)}, {label});"
        self.printed[key] = None
        before, self.repeated = self.repeated, ""
        made = f"#note{'-of-title' if before else ''}({literal(number)}, {label})[{body()}];"
        self.repeated = before
        return made

    def warn(self, subtype: str, message: str, *details: object, node: nodes.Node | None = None) -> None:
        """Report something of the type `typst` at a node."""
        logger.warning(message, *details, type="typst", subtype=subtype, location=node or self.chapter.docname)

    def _unknown(self, node: nodes.Node) -> str:
        name = type(node).__name__
        if name not in self.unknown:
            self.unknown.add(name)
            message = "the printed reader does not know the node <%s>; its words are printed as they are"
            self.warn("unknown-node", message, name, node=node)
        if not isinstance(node, nodes.Element):
            return self.words(node.astext())
        return self.anchors(node) + self.inside(node)
