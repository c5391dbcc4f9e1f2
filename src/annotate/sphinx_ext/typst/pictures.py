"""Tables, figures, pictures and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from docutils import nodes

from annotate.interface import _
from annotate.sphinx_ext.typst._base import Handler, Writer, classes, literal

_LENGTH = re.compile(r"([\d.]+)\s*(%|px|em|cm|mm|in|pt)?")
_FAMILY = re.compile(r"\sfont-family=([\"']).*?\1")
_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_LETTERS = re.compile(r'font-size="([\d.]+)"')
_TYPE = 9.5
"""Points: the largest letters of a drawing."""
_TAG = re.compile("<[^>]*>")
_ALIGNED = {"text-left": "left", "text-center": "center", "text-right": "right"}
_CROWDED = 4
_ROWS, _LETTERS_IN_ALL = 8, 900
"""Rows and letters of a table that is kept on one page."""
_LINE, _WIDE_LINE, _LINES, _WORD = 95, 170, 16, 32
"""Letters in a line of a table with many columns, and on a wide page; lines of a row that is kept whole, letters of a word that is."""


def _table(writer: Writer, node: nodes.table) -> str:
    """Write a table; its head is repeated on each page that it runs on to."""
    title = next((child for child in node if isinstance(child, nodes.title)), None)
    caption = writer.inside(title) if title is not None else ""
    anchors = writer.anchors(node)
    made = ""
    for group in node.findall(nodes.tgroup):
        specs = [child for child in group if isinstance(child, nodes.colspec)]
        given = _widths(writer, node, group, specs)
        widths = "".join(f"{width}, " for width in given)
        stubs = sum(1 for one in specs if one.get("stub"))
        rows = "".join(_rows(writer, part, stubs, _shares(given)) for part in group if isinstance(part, nodes.Element))
        size, outdent = _size(writer, len(specs))
        made += f"grid-of(({widths}), {size}em, {outdent}, {rows})"
    number = writer.around.numbers(writer.chapter.docname, "table", "".join(node["ids"][:1]))
    whole = "true" if len(list(node.findall(nodes.row))) <= _ROWS and len(node.astext()) < _LETTERS_IN_ALL else "false"
    return f"\n#tabular({literal(number)}, [{caption}], [{anchors}], {whole}, {made or '[]'})\n"


def _size(writer: Writer, columns: int) -> tuple[float, str]:
    """Return the size of the words of a table, and whether it reaches into the margins."""
    if columns <= _CROWDED or writer.chapter.dress == "wide":
        return 0.88 if writer.chapter.dress == "wide" else 0.92, "false"
    return 0.82, "false" if writer.chapter.dress else "true"


def _shares(widths: Sequence[str]) -> list[float]:
    parts = [float(one.removesuffix("fr")) if one.endswith("fr") else 1.0 for one in widths]
    return [part / sum(parts) for part in parts]


def _widths(writer: Writer, node: nodes.table, group: nodes.tgroup, specs: Sequence[nodes.Element]) -> list[str]:
    """Return the widths of columns: as given, else by the words in them if there are many columns."""
    if "colwidths-given" in classes(node):
        return [f"{int(one.get('colwidth', 1))}fr" for one in specs]
    if len(specs) <= _CROWDED:
        return ["auto"] * len(specs)
    # The tables of a wide page have columns of the same widths.
    alike, key = writer.chapter.dress == "wide", (writer.chapter.docname, len(specs))
    if alike and key in writer.widths:
        return writer.widths[key]
    words, longest = [1] * len(specs), [1] * len(specs)
    for row in _of_width(writer.chapter.tree, len(specs)) if alike else group.findall(nodes.row):
        for index, entry in enumerate(row[: len(specs)]):
            words[index] += len(entry.astext())
            longest[index] = max([longest[index], *map(len, entry.astext().split())])
    shares = [max(0.35, (count / max(words)) ** 0.5) for count in words]
    least = [min(count, _WORD) * sum(shares) / _LINE for count in longest]
    made = [f"{max(pair):.3f}fr" for pair in zip(shares, least, strict=True)]
    return writer.widths.setdefault(key, made) if alike else made


def _of_width(tree: nodes.document, columns: int) -> Iterator[nodes.row]:
    for group in tree.findall(nodes.tgroup):
        if group.get("cols") == columns:
            yield from group.findall(nodes.row)


def _rows(writer: Writer, part: nodes.Element, stubs: int, shares: Sequence[float]) -> str:
    if not isinstance(part, nodes.thead | nodes.tbody):
        return ""
    head = isinstance(part, nodes.thead)
    cells = ""
    for row in part:
        if isinstance(row, nodes.Element):
            entries = [entry for entry in row if isinstance(entry, nodes.Element)]
            line = _WIDE_LINE if writer.chapter.dress == "wide" else _LINE
            whole = not head and all(
                len(one.astext()) < _LINES * line * share for one, share in zip(entries, shares, strict=False)
            )
            cells += "".join(_cell(writer, entry, head, index < stubs, whole) for index, entry in enumerate(entries))
    return f"table.header({cells}), " if head else cells


def _cell(writer: Writer, entry: nodes.Element, head: bool, stub: bool, whole: bool) -> str:
    words = writer.inside_repeated("head", entry) if head else writer.inside(entry)
    if stub and len(entry) < 2:
        words = f"#strong[{words}]"
    aligned = next((_ALIGNED[name] for name in classes(entry) if name in _ALIGNED), None)
    settings = f"colspan: {entry.get('morecols', 0) + 1}, rowspan: {entry.get('morerows', 0) + 1}, "
    if whole:
        settings += "breakable: false, "
    if aligned:
        settings += f"align: {aligned}, "
    return f"table.cell({settings})[{words}], "


def _figure(writer: Writer, node: nodes.figure) -> str:
    parts: dict[str, str] = {"caption": "", "legend": "", "": ""}
    for child in node:
        name = child.tagname if isinstance(child, nodes.caption | nodes.legend) else ""
        parts[name] += writer.inside(child) if name and isinstance(child, nodes.Element) else writer.write(child)
    number = writer.around.numbers(writer.chapter.docname, "figure", "".join(node["ids"][:1]))
    anchors = writer.anchors(node)
    return f"\n#figured({literal(number)}, [{parts['caption']}], [{parts['legend']}])[{anchors}{parts['']}]\n"


def _image(writer: Writer, node: nodes.image) -> str:
    uri = node["uri"]
    alt = node.get("alt") or ""
    name = writer.around.images.get(uri)
    if name is None:
        writer.warn("no-image", "the picture '%s' is not on this machine and is left out", uri, node=node)
        return writer.words(f"[{alt or uri}]")
    if not alt:
        writer.warn("no-alt", "the picture '%s' has no alternative text", uri, node=node)
        alt = _caption(node) or _("A picture without a description")
    settings = "".join(f"{side}: {length}, " for side in ("width", "height") if (length := _length(node.get(side))))
    writer.words(alt)
    made = f"image({literal(name)}, {settings}alt: {literal(alt)})"
    if isinstance(node.parent, nodes.TextElement):
        return f"#box({made});"
    side = node.get("align")
    return f"\n#align({side if side in ('left', 'right', 'center') else 'center'}, {made})\n"


def _caption(node: nodes.image) -> str:
    """Return the words below a picture, in one line; nothing where there are none."""
    figure = node.parent if isinstance(node.parent, nodes.figure) else node.parent.parent
    captions = figure.findall(nodes.caption) if isinstance(figure, nodes.figure) else ()
    return " ".join(" ".join(one.astext() for one in captions).split())


def _drawing(writer: Writer, node: nodes.Element) -> str:
    """Write a drawing that the build made, with the book's type and its words in place of sight."""
    alt = str(node["alt"])
    svg = str(node.get("page") or node["svg"])
    writer.words(alt + _TAG.sub("", svg))
    svg = _FAMILY.sub("", svg).replace("<svg ", '<svg font-family="Libertinus Serif" ', 1)
    box, letters = _BOX.search(svg), _LETTERS.search(svg)
    wide, high = (float(box[1]), float(box[2])) if box else (360.0, 360.0)
    share = _TYPE / (float(letters[1]) if letters else _TYPE)
    across = "true" if writer.chapter.dress == "columned" else "false"
    return f"\n#drawing({literal(svg)}, {literal(alt)}, {wide * share:.1f}pt, {high * share:.1f}pt, {across})\n"


def _length(given: str | None) -> str:
    match = _LENGTH.fullmatch(given or "")
    if match is None:
        return ""
    number, unit = float(match[1]), match[2] or "px"
    return f"{number * 0.75:g}pt" if unit == "px" else f"{number:g}{unit}"


def _captioned(writer: Writer, node: nodes.caption) -> str:
    ids: list[str] = node.parent.get("ids", [])
    number = writer.around.numbers(writer.chapter.docname, "code-block", "".join(ids[:1]))
    return f"\n#caption-of[{writer.words(f'{number} ') if number else ''}{writer.inside(node)}]\n"


def _formula(writer: Writer, node: nodes.Element) -> str:
    return _drawn(writer, node, display=False)


def _formula_block(writer: Writer, node: nodes.Element) -> str:
    number = f"({node['number']})" if node.get("number") and node.get("label") else ""
    made = _drawn(writer, node, display=True)
    return f"\n#equation({literal(number)}, [{writer.anchors(node)}{made}])\n"


def _drawn(writer: Writer, node: nodes.Element, *, display: bool) -> str:
    """Return a formula as a picture whose alternative text is its source; the source if that fails."""
    source = " ".join(node.astext().split())
    writer.words(source)
    try:
        ziamath = import_module("ziamath")
        ziamath.config.svg2 = False
        aligned = display and ("\\\\" in source or "&" in source) and "\\begin" not in source
        drawn = ziamath.Latex(
            f"\\begin{{aligned}}{source}\\end{{aligned}}" if aligned else source, inline=not display, size=24
        )
        svg = drawn.svg()
        box = re.search(r'viewBox="[\d.-]+ ([\d.-]+) [\d.-]+ ([\d.-]+)"', svg)
        top, height = (float(box[1]), float(box[2])) if box else (-20.0, 24.0)
    except ImportError:
        message = "a formula is printed as its source; with the package ziamath it would be set"
        writer.warn("formula", message, node=node)
    except Exception as problem:  # whatever a formula may set off in somebody else's program
        writer.warn("formula", "a formula is printed as its source: %s", problem, node=node)
    else:
        below = max(0.0, height + top) / 24
        return f"#formula({literal(svg)}, {height / 24:.4f}em, {below:.4f}em, {literal(source)});"
    return f"#raw({literal(source)});"


NODES: Mapping[str, Handler] = {
    "table": _table,
    "figure": _figure,
    "image": _image,
    "picture": _drawing,
    "caption": _captioned,
    "math": _formula,
    "math_block": _formula_block,
    "displaymath": _formula_block,
}
"""The nodes of this family by name."""
