"""A layer of a GeoPackage (OGC 12-128r18): SQLite, with geometries as well-known binary."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotate.geodata._base import Line, Shape, shape

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_DEEPEST = 8
_POINT, _LINE, _POLYGON = 1, 2, 3
_COLLECTIONS = (4, 5, 6, 7)


def of_geopackage(path: Path, layer: str) -> Iterator[Shape]:
    """Yield the features of a layer in degrees; what cannot be read is a ValueError."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as data:
            data.row_factory = sqlite3.Row
            yield from _features(data, layer)
    except sqlite3.Error as problem:
        raise ValueError(f"{path} is no GeoPackage: {problem}") from None


def _features(data: sqlite3.Connection, layer: str) -> Iterator[Shape]:
    known = "select column_name, srs_id from gpkg_geometry_columns where table_name = ?"
    found = data.execute(known, (layer,)).fetchone()
    if found is None:
        layers = ", ".join(row[0] for row in data.execute("select table_name from gpkg_geometry_columns"))
        raise ValueError(f"there is no layer '{layer}'; there is: {layers}")
    column, system = found
    if system != 4326:
        raise ValueError(f"the layer '{layer}' is not in degrees (EPSG:4326), but in system {system}")
    table = layer.replace('"', '""')
    for row in data.execute(f'select * from "{table}" order by rowid'):
        if row[column]:
            yield shape({key: row[key] for key in row.keys() if key != column}, lines_of(row[column]))  # noqa: SIM118


def lines_of(blob: bytes) -> tuple[Line, ...]:
    """Return the lines of a geometry as GeoPackage holds it: a header (section 2.1.3), then WKB."""
    try:
        if blob[:2] != b"GP":
            raise ValueError("a geometry without the header of a GeoPackage")
        return tuple(_Reader(blob, 8 + _ENVELOPES[blob[3] >> 1 & 7]).geometry(0))
    except (struct.error, IndexError, KeyError):
        raise ValueError("a geometry that ends too early") from None


class _Reader:
    """Reads well-known binary (OGC 06-103r4) from a place in a run of bytes."""

    def __init__(self, blob: bytes, at: int) -> None:
        self.blob, self.at, self.order = blob, at, "<"

    def take(self, form: str) -> tuple[float, ...]:
        found = struct.unpack_from(self.order + form, self.blob, self.at)
        self.at += struct.calcsize(self.order + form)
        return found

    def count(self) -> int:
        """Return a number of parts, never more than there are bytes for."""
        (number,) = self.take("I")
        if number > len(self.blob):
            raise ValueError("a geometry that ends too early")
        return int(number)

    def geometry(self, depth: int) -> Iterator[Line]:
        """Yield the lines of a geometry and of those inside it."""
        self.order = "<" if self.blob[self.at] else ">"
        self.at += 1
        dimensions, kind = divmod(int(self.take("I")[0]), 1000)
        size = {0: 2, 1: 3, 2: 3, 3: 4}[dimensions]
        if kind == _POINT:
            self.take(f"{size}d")
        elif kind == _LINE:
            yield self.line(size)
        elif kind == _POLYGON:
            for _ in range(self.count()):
                yield self.line(size)
        elif kind in _COLLECTIONS and depth < _DEEPEST:
            for _ in range(self.count()):
                yield from self.geometry(depth + 1)
        else:
            raise ValueError(f"a geometry of the unknown kind {kind}")

    def line(self, size: int) -> Line:
        """Return the points of a line; heights and measures are left out."""
        values = self.take(f"{self.count() * size}d")
        return tuple(zip(values[::size], values[1::size], strict=True))
