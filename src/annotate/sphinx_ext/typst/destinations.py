"""Places in a finished PDF: a name for each of them, and links that go there by name.

The compiler names headings alone, and resolves a link within the book so slowly that links took
two thirds of its time. So it is given addresses of our own, which it need not look up, and its PDF is
put right here: it consists of plain objects and one table of their offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.sphinx_ext.typst._base import Link, Place

_ADDRESS = re.compile(rb"/A<</Type/Action/S/URI/URI\(book:(\d+)\)>>")
_WORDS = re.compile(rb"/Contents\(book:(\d+)\)")
_NAMED = re.compile(rb"(\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>)(\d+ 0 R)", re.DOTALL)
_TABLE = re.compile(rb"/Names<</Dests<</Names\[(.*?)\](?:/Limits\[[^\]]*\])?>>>>", re.DOTALL)
_BOX = re.compile(rb"/MediaBox\[0 0 [\d.]+ ([\d.]+)\]")
_CELL = re.compile(rb"/S/TD/P (\d+ 0 R)((?:/ID\([^)]*\))?/A\[<</O/Table)(/Headers\[\(U\d+x(\d+)y\d+\)\])?")
_KID = re.compile(rb"(\d+) 0 R")


@dataclass(slots=True, kw_only=True)
class _File:
    head: bytes
    objects: dict[int, bytes]
    """Objects by number, in their order in the file."""
    count: int
    trailer: bytes

    def whole(self) -> bytes:
        made, at, offsets = [self.head], len(self.head), {}
        for number, body in self.objects.items():
            offsets[number] = at
            made.append(body)
            at += len(body)
        rows = b"".join(
            b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
            for number in range(self.count)
        )
        tail = b"xref\n0 %d\n%s%sstartxref\n%d\n%%%%EOF\n" % (self.count, rows, self.trailer, at)
        return b"".join([*made, tail])


def with_destinations(pdf: bytes, places: Mapping[str, Place], links: Sequence[Link]) -> bytes:
    """Return a PDF with a destination for each name, and its numbered links going to them."""
    file = _read(pdf)
    for number, body in file.objects.items():
        if b"/S/TD/" in body[:64]:
            file.objects[number] = _headed(body)
        if b"/Subtype/Link" in body[:64]:
            body = _ADDRESS.sub(lambda match: b"/Dest" + _string(links[int(match[1])].name), body)
            file.objects[number] = _WORDS.sub(lambda match: b"/Contents" + _text(links[int(match[1])].words), body)
    root = int(re.findall(rb"/Root (\d+) 0 R", file.trailer)[0])
    file.objects[root] = _named(file, file.objects[root], places)
    return file.whole()


def _headed(cell: bytes) -> bytes:
    """Return a cell of a table with a head: the first of its row names the row, as its head names the column.

    The compiler cannot say that a cell names its row. Where both say so by their scope, no cell need list its heads.
    """
    match = _CELL.search(cell)
    if match is None or match[3] is None:
        return cell
    is_first = match[4] == b"0" and b"/K[]" not in cell
    kind, scope = (b"/S/TH/P ", b"/Scope/Row") if is_first else (b"/S/TD/P ", b"")
    return cell[: match.start()] + kind + match[1] + match[2] + scope + cell[match.end() :]


def _read(pdf: bytes) -> _File:
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    rest = pdf[start:].partition(b"\n0 ")[2]
    lines = rest.split(b"\n", 1)
    count = int(lines[0])
    rows = (lines[1][20 * number : 20 * number + 20] for number in range(count))
    used = sorted((int(row[:10]), number) for number, row in enumerate(rows) if row[17:18] == b"n")
    ends = [*(offset for offset, _ in used[1:]), start]
    objects = {number: pdf[offset:end] for (offset, number), end in zip(used, ends, strict=True)}
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    return _File(head=pdf[: used[0][0]], objects=objects, count=count, trailer=trailer)


def _named(file: _File, catalogue: bytes, places: Mapping[str, Place]) -> bytes:
    """Return the catalogue with a table of names: those that it has, and ours."""
    before = _TABLE.search(catalogue)
    rows = {name: value for name, value in _NAMED.findall(before[1])} if before else {}
    root = int(re.findall(rb"/Pages (\d+) 0 R", catalogue)[0])
    leaves = list(_leaves(file, root))
    heights = [float(_BOX.findall(file.objects[leaf])[0]) for leaf in leaves]
    for name, place in places.items():
        leaf, height = leaves[place.page - 1], heights[place.page - 1]
        rows[_string(name)] = b"[%d 0 R/XYZ %.2f %.2f null]" % (leaf, place.x, height - place.y)
    table = b"".join(name + rows[name] for name in sorted(rows, key=_bytes))
    entry = b"/Names<</Dests<</Names[%s]>>>>" % table
    if before:
        return catalogue[: before.start()] + entry + catalogue[before.end() :]
    at = catalogue.index(b"/Type/Catalog") + len(b"/Type/Catalog")
    return catalogue[:at] + entry + catalogue[at:]


def _leaves(file: _File, number: int) -> Iterator[int]:
    body = file.objects[number]
    if b"/Type/Pages" not in body:
        yield number
        return
    for kid in _KID.findall(body.partition(b"/Kids[")[2].partition(b"]")[0]):
        yield from _leaves(file, int(kid))


def _string(name: str) -> bytes:
    """Return a name as a string of PDF; what is not ASCII is written as UTF-8."""
    return b"(" + re.sub(rb"([\\()])", rb"\\\1", name.encode()) + b")"


def _text(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def _bytes(string: bytes) -> bytes:
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())
    return re.sub(rb"\\(.)", rb"\1", string[1:-1], flags=re.DOTALL)
