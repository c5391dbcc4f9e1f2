"""HTML as a tree that is changed in place and written back: what is not changed is written as it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(slots=True, kw_only=True, eq=False)
class Element:
    """An element; strings among its children are source, not plain words. The root has no tag."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    start: str = ""
    closed: bool = False

    def set(self, **attributes: str | None) -> None:
        """Change attributes; None takes one away."""
        for name, value in attributes.items():
            if value is None:
                self.attributes.pop(name, None)
            else:
                self.attributes[name] = value
        self.start = ""

    def rename(self, tag: str) -> None:
        """Become an element of another name."""
        self.tag, self.start = tag, ""

    def has_class(self, name: str) -> bool:
        """Return whether a word is among its classes."""
        return name in self.attributes.get("class", "").split()

    def below(self) -> Iterator[Element]:
        """Yield all elements in it, in the order of their starts."""
        for one in self.children:
            if isinstance(one, Element):
                yield one
                yield from one.below()

    def drop(self, unwanted: Callable[[Element], bool]) -> None:
        """Take out every element in it that is not wanted."""
        self.children = [one for one in self.children if isinstance(one, str) or not unwanted(one)]
        for one in self.children:
            if isinstance(one, Element):
                one.drop(unwanted)

    def words(self) -> str:
        """Return the plain words in it."""
        parts = (unescape(one) if isinstance(one, str) else one.words() for one in self.children)
        return "".join(parts)

    def written(self) -> str:
        """Return it as HTML."""
        inside = "".join(one if isinstance(one, str) else one.written() for one in self.children)
        if not self.tag:
            return inside
        start = self.start or f"<{self.tag}{''.join(map(_attribute, self.attributes.items()))}>"
        return start if self.closed else f"{start}{inside}</{self.tag}>"


def _attribute(pair: tuple[str, str]) -> str:
    return f' {pair[0]}="{escape(pair[1])}"'


def parse(text: str) -> Element:
    """Return the tree of an HTML page; an end without a beginning is left out."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.stack[0]


def first(root: Element, fits: Callable[[Element], bool]) -> Element | None:
    """Return the first element below `root` that fits."""
    return next((one for one in root.below() if fits(one)), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.stack = [Element()]

    def _add(self, one: Element | str) -> None:
        self.stack[-1].children.append(one)

    def _element(self, tag: str, attributes: list[tuple[str, str | None]], *, closed: bool) -> Element:
        given = {name: value or "" for name, value in attributes}
        return Element(tag=tag, attributes=given, start=self.get_starttag_text() or "", closed=closed)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = self._element(tag, attrs, closed=tag in _VOID)
        self._add(made)
        if not made.closed:
            self.stack.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(self._element(tag, attrs, closed=True))

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in self.stack[1:]):
            while self.stack.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._add(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._add(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._add(f"<![{data}]>")
