"""The reference extractor: a built page's reading text, apparatus removed.

Used unchanged for HTML and EPUB. Standard library only.
"""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, bool, bool]] = []  # tag, is reading, is skipped
        self.parts: list[str] = []
        self.readings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        inside = bool(self.stack) and self.stack[-1][1]
        skipped = bool(self.stack) and self.stack[-1][2]
        if "reading-text" in classes:
            self.readings += 1
            inside = True
        if "apparatus" in classes or (tag == "a" and "headerlink" in classes):
            skipped = True
        if tag not in _VOID:
            self.stack.append((tag, inside, skipped))
        if inside and not skipped and tag in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "br"):
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index][0] == tag:
                del self.stack[index:]
                break

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1][1] and not self.stack[-1][2]:
            self.parts.append(data)


def fold(text: str) -> str:
    """Fold white space as the ledger's contract does."""
    return " ".join(text.split())


def reading_text(page: str) -> str:
    """Return the folded reading text of a page; raise ValueError unless it holds just one."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.readings != 1:
        raise ValueError(f"{reader.readings} elements with class reading-text")
    return fold("".join(reader.parts))


def ledger_text(text: dict, source: str) -> str:
    """Return the folded reading text that a text's ledger (as JSON) states."""
    parts = []
    for segment in text["segments"]:
        words = source[segment["start"] : segment["end"]]
        if segment["kind"] == "emended":
            parts.append(segment["replacement"] or "")
        elif segment["kind"] != "omitted":
            parts.append(words)
    return fold("".join(parts).removeprefix("\ufeff"))
