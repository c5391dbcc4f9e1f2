"""Style sheets, scripts, fonts and pictures of a page, put into the page itself."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from annotate.single._base import Element, first

_KINDS = {
    ".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml",
}  # fmt: skip
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; "
    "media-src data:"
)
_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)""")
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGE = re.compile(r"unicode-range:([^;}]*)")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SCRIPT_END = re.compile(r"</(script)", re.IGNORECASE)


def put_in(tree: Element, page: Path, root: Path) -> None:
    """Replace all that a page below `root` would load by the thing itself; what is not a file there goes."""
    head, body = (first(tree, lambda one, tag=tag: one.tag == tag) for tag in ("head", "body"))  # type: ignore[misc]
    signs = frozenset(unescape(tree.written()))
    late: list[Element | str] = []
    _scripts(tree, page, root, late)
    for one in [one for one in tree.below() if one.tag == "link" and one.attributes.get("rel") == "stylesheet"]:
        _style(one, page, root, signs)
    for one in tree.below():
        _picture(one, page, root)
    if body is not None:
        body.children += late
    if head is not None:
        policy = {"http-equiv": "Content-Security-Policy", "content": _POLICY}
        at = next((at for at, one in enumerate(head.children) if _is_charset(one)), -1) + 1
        head.children.insert(at, Element(tag="meta", attributes=policy, closed=True))


def _is_charset(one: Element | str) -> bool:
    return isinstance(one, Element) and "charset" in one.attributes


def _scripts(tree: Element, page: Path, root: Path, late: list[Element | str]) -> None:
    """Put scripts in; one that waits for the page, as `defer` says, goes to the page's end: inside, it cannot wait."""
    kept: list[Element | str] = []
    for one in tree.children:
        if isinstance(one, Element) and one.tag == "script" and "src" in one.attributes:
            path = _local(one.attributes["src"], page, root)
            waits = "defer" in one.attributes
            if path and one.attributes.get("type", "") != "module":
                words = _SCRIPT_END.sub(r"<\\/\1", path.read_text(encoding="utf-8")).replace("<!--", r"<\!--")
                (late if waits else kept).append(Element(tag="script", children=[words]))
            continue
        if isinstance(one, Element):
            _scripts(one, page, root, late)
        kept.append(one)
    tree.children = kept


def _style(link: Element, page: Path, root: Path, signs: frozenset[str]) -> None:
    path = _local(link.attributes.get("href", ""), page, root)
    media = {"media": link.attributes["media"]} if link.attributes.get("media") else {}
    words = _css(path, root, signs) if path else ""
    link.attributes, link.children, link.closed = media, [words], False
    link.rename("style")


def _css(path: Path, root: Path, signs: frozenset[str]) -> str:
    """Return a style sheet with its files inside; a font that no sign of the page needs is left out."""

    def inside(found: re.Match[str]) -> str:
        file = _local(found[2], path, root)
        return f'url("{_data(file)}")' if file else "none"

    words = _COMMENT.sub("", path.read_text(encoding="utf-8")).replace("</", r"<\/")
    words = _FACE.sub(lambda found: found[0] if _is_needed(found[0], signs) else "", words)
    return _ADDRESS.sub(inside, words)


def _is_needed(face: str, signs: frozenset[str]) -> bool:
    found = _RANGE.search(face)
    return not found or any(low <= ord(sign) <= high for low, high in _ranges(found[1]) for sign in signs)


def _ranges(said: str) -> Iterator[tuple[int, int]]:
    for part in said.split(","):
        low, _, high = part.strip().removeprefix("U+").removeprefix("u+").partition("-")
        if "?" in low:
            low, high = low.replace("?", "0"), low.replace("?", "F")
        yield int(low, 16), int(high or low, 16)


def _picture(one: Element, page: Path, root: Path) -> None:
    for name in ("src", "poster", "data"):
        given = one.attributes.get(name, "")
        if given and not given.startswith("data:") and one.tag != "a":
            path = _local(given, page, root)
            one.set(**{name: _data(path) if path else None})
    if "srcset" in one.attributes:
        one.set(srcset=None)


def _data(path: Path) -> str:
    kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"


def _local(address: str, page: Path, root: Path) -> Path | None:
    """Return the file below `root` that an address on a page means, if there is one."""
    plain = address.partition("#")[0].partition("?")[0]
    if not plain or ":" in plain.split("/")[0] or plain.startswith("/"):
        return None
    path = (page.parent / plain).resolve()
    return path if path.is_file() and path.is_relative_to(root.resolve()) else None
