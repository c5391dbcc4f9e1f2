"""A PDF read as a program for the blind reads it: through its structure tree.

Words come from the marked content that the tree names, in the tree's order; what is an
artifact (running heads, page numbers, rules) is not in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import page
import pikepdf

_INLINE = frozenset("Span Link Em Strong Code Quote Lbl Reference".split())
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])


@dataclass
class Element:
    """An element of the structure: its tag, what it holds, and whether its words are underlined."""

    tag: str
    children: list[Element | str] = field(default_factory=list)
    underlined: bool = False
    block: bool = True
    alt: str = ""
    language: str = ""

    def text(self, *without: str) -> str:
        """Return the words, a blank between blocks; elements of the tags `without` are left out."""
        made = ""
        for child in self.children:
            if isinstance(child, str):
                made += child
            elif child.tag not in without:
                inner = child.text(*without)
                made += f" {inner} " if child.block else inner
        return made

    def find(self, *tags: str) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.find(*tags)


def clean(text: str) -> str:
    """Return text as it is compared: NFC, unseen characters out, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def violations(path: Path) -> list[str]:
    """Return what an independent checker of PDF/UA-1 finds wrong with a PDF."""
    limits = page.SafetyLimits.unlimited()
    report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1, limits=limits)
    assert report.rules.total > 20
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


def structure(path: Path) -> Element:
    """Return the tree of a PDF's structure with its words."""
    with pikepdf.open(path) as pdf:
        fonts: dict[tuple[int, int], dict[str, str]] = {}
        words = {leaf.obj.objgen: _words(leaf, fonts) for leaf in pdf.pages}
        root = Element("Root")
        _grow(root, pdf.Root.StructTreeRoot.K, (0, 0), words)
    return root


Number = tuple[int, int]


def _grow(above: Element, kid: Any, leaf: Number, words: dict[Number, dict[int, str]]) -> None:
    if isinstance(kid, pikepdf.Array):
        for one in kid:
            _grow(above, one, leaf, words)
    elif isinstance(kid, int):
        above.children.append(words[leaf].get(kid, ""))
    elif isinstance(kid, pikepdf.Dictionary):
        leaf = kid.Pg.objgen if "/Pg" in kid else leaf
        kind = kid.get("/Type")
        if kind == "/MCR":
            above.children.append(words[leaf].get(int(kid.MCID), ""))
        elif kind != "/OBJR":
            tag = str(kid.S)[1:]
            made = Element(
                tag,
                alt=str(kid.get("/Alt", "")),
                language=str(kid.get("/Lang", "")),
                underlined=_has(kid, "/TextDecorationType", "/Underline"),
            )
            made.block = tag not in _INLINE or _has(kid, "/Placement", "/Block")
            above.children.append(made)
            _grow(made, kid.get("/K"), leaf, words)


def _has(kid: Any, name: str, value: str) -> bool:
    attributes = kid.get("/A")
    rows = attributes if isinstance(attributes, pikepdf.Array) else [attributes] if attributes else []
    return any(row.get(name) == value for row in rows)


_STRING = rb"\((?:[^\\()]|\\.)*\)"
for _ in range(8):  # brackets that balance stand in a string as they are
    _STRING = rb"\((?:[^\\()]|\\.|" + _STRING + rb")*\)"
_TOKEN = re.compile(
    rb"(?P<string>" + _STRING + rb"|(?<!<)<[0-9A-Fa-f]+>)|/ActualText\s*(?P<actual>" + _STRING + rb"|<[0-9A-Fa-f]+>)"
    rb"|/MCID\s+(?P<mcid>\d+)|(?P<begin>\bBDC\b|\bBMC\b)|(?P<end>\bEMC\b)|/(?P<font>\S+)\s+[\d.]+\s+Tf\b",
    re.DOTALL,
)  # the few operators that say what is written; a whole parser takes ten times as long
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPED = {
    **{f"{code:03o}".encode(): bytes([code]) for code in range(256)},
    **{b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""},
}


def _words(leaf: Any, known: dict[Number, dict[str, str]]) -> dict[int, str]:
    """Return the words of each piece of marked content on a page."""
    fonts = {}
    for name, font in leaf.Resources.get("/Font", {}).items():
        if font.objgen not in known:
            known[font.objgen] = _letters(font)
        fonts[name[1:]] = known[font.objgen]
    found: dict[int, str] = {}
    stack: list[tuple[int | None, bool]] = []
    mark: int | None = None
    actual: str | None = None
    letters: dict[str, str] = {}
    for token in _TOKEN.finditer(leaf.Contents.read_bytes()):
        match token.lastgroup:
            case "mcid":
                mark = int(token["mcid"])
            case "actual":
                actual = _string(token["actual"])
            case "begin":
                stack.append((mark, actual is not None))
                if actual is not None:
                    _add(found, stack, actual)
                mark = actual = None
            case "end":
                stack.pop()
            case "font":
                letters = fonts[token["font"].decode()]
            case "string":
                codes = _bytes(token["string"]).hex()
                if not any(replaced for _, replaced in stack):
                    _add(
                        found,
                        stack,
                        "".join(letters.get(codes[at : at + 4], "\ufffd") for at in range(0, len(codes), 4)),
                    )
    return found


def _add(found: dict[int, str], stack: list[tuple[int | None, bool]], words: str) -> None:
    where = next((mark for mark, _ in reversed(stack) if mark is not None), None)
    if where is not None:
        found[where] = found.get(where, "") + words


def _bytes(string: bytes) -> bytes:
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), string[1:-1])


def _string(token: bytes) -> str:
    raw = _bytes(token)
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin1")


def _letters(font: Any) -> dict[str, str]:
    """Return the table from a font's codes to characters."""
    table = font.ToUnicode.read_bytes().decode("latin1")
    found = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w*)>", part):
            found[code.lower()] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + step:04x}"] = chr(int(text, 16) + step)
    return found
