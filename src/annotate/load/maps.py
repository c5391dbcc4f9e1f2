"""docs/apparatus/map.yaml: the map beside the index of names."""

from __future__ import annotations

from annotate.diagnostics import Code, Diagnostic
from annotate.load._base import Entry, Findings, ListOf, Number, OneOf, Record, Text, read
from annotate.marked import read_yaml
from annotate.model import LineNote, LocatorMap, MapPlace, Side

_LAT = Number(low=-90, high=90, decimal=True, about="degrees, north of the equator")
_LON = Number(low=-180, high=180, decimal=True, about="degrees, east of Greenwich")
EXTENT = Record(
    name="an extent",
    about="the edges of the map, in degrees",
    keys={"west": _LON, "east": _LON, "south": _LAT, "north": _LAT},
    required=("west", "east", "south", "north"),
)
PLACE = Record(
    name="a place on the map",
    about="a label: of an entry of names.yaml by its id (`name`), or words of its own (`words`, `lat`, `lon`)",
    keys={
        "name": Text(about="id of an entry of names.yaml that has coordinates"),
        "words": Text(
            about="a label for orientation, for instance of a sea; or the label of a name, if not its headword; a line break parts it"
        ),
        "lat": Number(low=-90, high=90, decimal=True, about="of the words; of the label of an area, if not at its point"),
        "lon": Number(low=-180, high=180, decimal=True, about="likewise"),
        "side": OneOf(values=Side),
        "shift": Number(low=-200, high=200, decimal=True, about="moves the label down, in units of a map 360 wide"),
    },
)
LINE = Record(
    name="borders of the map",
    about="what the legend, and the list below the map, say of the borders of one name in the data, or of those without",
    keys={
        "name": Text(about="what the data calls these lines; they are then lines in dispute, and the legend has this name"),
        "words": Text(about="what the legend calls borders that have no name in the data"),
        "about": Text(prose=True, about="what these lines are, of which day, and who sees them otherwise"),
    },
)
MAP = Record(
    name="the map",
    keys={
        "title": Text(about="what the map shows, in a few words"),
        "extent": EXTENT,
        "data": Text(about="GeoJSON file of coast lines, rivers, borders, from docs/apparatus/"),
        "as-of": Text(about="the day of which the map holds, as it is printed"),
        "credit": Text(prose=True, about="whose data the lines are, with version and licence"),
        "lines": ListOf(of=LINE),
        "places": ListOf(of=PLACE),
    },
    required=("title", "extent", "as-of"),
)


def load(file: str, text: str) -> tuple[LocatorMap | None, tuple[Diagnostic, ...]]:
    """Return the map that a file describes, its lines not yet read, and what is wrong with it."""
    node, problems = read_yaml(file, text)
    to = Findings(list(problems))
    entry = read(MAP, node, to) if node is not None else None
    if entry is None:
        return None, tuple(to.found)
    extent = entry.get("extent")
    one = LocatorMap(
        title=entry.get("title"),
        **extent.values,
        as_of=entry.get("as-of"),
        credit=entry.get("credit", None),
        data=entry.get("data"),
        notes=tuple(_line(each) for each in entry.get("lines", ())),
        places=tuple(made for each in entry.get("places", ()) if (made := _place(each, to))),
        place=entry.place,
    )
    return one, tuple(to.found)


def _line(entry: Entry) -> LineNote:
    name = entry.get("name")
    return LineNote(name=name, words=entry.get("words"), about=entry.get("about", None), place=entry.place)


def _place(entry: Entry, to: Findings) -> MapPlace | None:
    needed = ("name",) if entry.get("name") else ("words", "lat", "lon")
    missing = [key for key in needed if key not in entry.values]
    for key in missing:
        hint = "give the id of a name, or words with lat and lon"
        to.error(Code.MISSING_KEY, entry.place, f"a place on the map lacks '{key}'", hint)
    if missing:
        return None
    return MapPlace(
        name=entry.get("name"),
        words=entry.get("words"),
        lat=entry.get("lat", None),
        lon=entry.get("lon", None),
        side=entry.get("side", Side.RIGHT if entry.get("name") else Side.OVER),
        shift=entry.get("shift", 0.0),
        place=entry.place,
    )
