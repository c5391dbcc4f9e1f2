"""A built page as a tree of elements; standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset("a abbr b bdi cite code em i kbd mark q s samp small span strong sub sup u var".split())


@dataclass
class Tag:
    """An element of a page."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Tag | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, name: str = "", of_class: str = "") -> Iterator[Tag]:
        for child in self.children:
            if isinstance(child, Tag):
                if (not name or child.name == name) and (not of_class or of_class in child.classes):
                    yield child
                yield from child.all(name, of_class)

    def text(self, *without: str) -> str:
        """Return the words, a blank between blocks; elements of the classes or names `without` are left out."""
        made = ""
        for child in self.children:
            if isinstance(child, str):
                made += child
            elif child.name not in without and not set(child.classes) & {"headerlink", *without}:
                inner = child.text(*without)
                made += inner if child.name in _INLINE else f" {inner} "
        return made


class _Grower(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Tag("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(made)
        if tag not in _VOID:
            self.stack.append(made)

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].name == tag:
                del self.stack[index:]
                break

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def page(path: Path) -> Tag:
    """Return a whole page."""
    grower = _Grower()
    grower.feed(path.read_text(encoding="utf-8"))
    grower.close()
    return grower.stack[0]


def article(path: Path) -> Tag:
    """Return the article of a page."""
    return next(page(path).all("article"))
