"""Data of maps: GeoJSON, an object of TopoJSON, or a layer of a GeoPackage, read as shapes."""

from __future__ import annotations

import json
from pathlib import Path

from annotate.geodata._base import Line, Position, Shape
from annotate.geodata.edges import between, joined
from annotate.geodata.geojson import of_geojson, parts
from annotate.geodata.geopackage import of_geopackage
from annotate.geodata.topojson import of_topojson

__all__ = ["Line", "Position", "Shape", "between", "joined", "of_geojson", "parts", "read_shapes"]
_PACKAGE = ".gpkg"


def read_shapes(named: str) -> tuple[Shape, ...]:
    """Return the shapes of a file, FILE or FILE:LAYER; what cannot be read is a ValueError or an OSError.

    LAYER is that of a GeoPackage, which always needs one, or an object of TopoJSON, where there are several.
    """
    whole = Path(named).is_file() or ":" not in named
    file, _, layer = (named, "", "") if whole else named.rpartition(":")
    if file.endswith(_PACKAGE):
        if not layer:
            raise ValueError(f"say which layer of it is meant: {file}:LAYER")
        return tuple(of_geopackage(Path(file), layer))
    text = Path(file).read_text(encoding="utf-8")
    try:
        data = json.loads(text)
        return tuple(of_geojson(data) if data["type"] == "FeatureCollection" else of_topojson(data, layer))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as problem:
        raise ValueError(f"{file} is neither GeoJSON nor TopoJSON with such an object: {problem!r}") from None
