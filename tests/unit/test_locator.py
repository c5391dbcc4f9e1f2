"""The map: cutting, simplifying, drawing; what is in dispute is dashed."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.build import assemble_project
from annotate.geodata import Line, Shape, between, of_geojson, read_shapes
from annotate.locator import draw, legend, read_lines
from annotate.locator._base import clip_line, clip_ring, simplified
from annotate.locator.crop import crop, main
from annotate.myst.names import names_page
from tests.support.projects import REPOSITORY

CASE = REPOSITORY / "tests" / "cases" / "named"
BOX = (0.0, 0.0, 10.0, 10.0)
POINTS = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=2, max_size=8)


def svg(root: Path) -> str:
    """The map of a project, drawn afresh."""
    edition, _ = assemble_project(root)
    assert edition is not None
    return draw(edition.apparatus)


def test_lines_in_dispute_are_dashed_and_no_others() -> None:
    drawn = svg(CASE)
    assert set(re.findall(r'class="(map-\w+)"[^>]*stroke-dasharray', drawn)) == {"map-disputed", "map-legend"}
    assert "map-border" in drawn
    assert svg(CASE) == drawn


def test_the_shipped_map_names_and_dates_each_line_in_dispute() -> None:
    edition, _ = assemble_project(REPOSITORY)
    assert edition is not None
    assert edition.apparatus.map is not None
    drawn, rows = draw(edition.apparatus), legend(edition.apparatus.map)
    assert [row.words for row in rows[1:]] == ["“Ceasefire Line 1994”", "“Former USSR oblast in 1991”", "“Georgian claim”"]
    dashes = [row.dashes for row in rows]
    assert dashes[0] == ""
    assert len(set(dashes)) == len(dashes), "each kind of line is dashed in its own way"
    for row in rows:
        assert row.about is not None, "every kind of line is explained"
        assert f">{row.words}</text>" in drawn
        assert not row.dashes or drawn.count(f'stroke-dasharray="{row.dashes}"') == 2, "once drawn, once in the legend"
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) <= {"none", "currentColor"}
    assert re.search(r"<title[^>]*>[^<]+</title>\n<desc[^>]*>[^<]+“Georgian claim”[^<]*</desc>", drawn)
    page = names_page(edition).content
    assert "Shows places named in the texts. Not a statement on borders. As of 15 August 2019." in page
    assert "older than the war of 2020 and older than September 2023" in page


@given(POINTS)
def test_what_is_cut_lies_inside_and_on_the_line(points: list[tuple[float, float]]) -> None:
    for part in clip_line(points, BOX):
        assert len(part) > 1
        assert all(-1e-9 <= x <= 10 + 1e-9 and -1e-9 <= y <= 10 + 1e-9 for x, y in part)
    inside = [(x / 4 + 5, y / 4 + 5) for x, y in points]
    assert [one for part in clip_line(inside, BOX) for one in part if one not in inside] == []


@pytest.mark.parametrize(
    ("ring", "cut"),
    [
        ([(2, 2), (4, 2), (4, 4), (2, 2)], [(2, 2), (4, 2), (4, 4), (2, 2)]),
        ([(20, 20), (30, 20), (30, 30), (20, 20)], []),
        ([(5, -5), (15, -5), (15, 5), (5, 5), (5, -5)], [(10, 5), (5, 5), (5, 0), (10, 0), (10, 5)]),
    ],
)
def test_a_ring_is_cut_and_stays_closed(ring: list[tuple[float, float]], cut: list[tuple[float, float]]) -> None:
    made = clip_ring(ring, BOX)
    assert set(made) == set(cut)
    assert not made or made[0] == made[-1]


@given(POINTS)
def test_simplifying_keeps_the_ends(points: list[tuple[float, float]]) -> None:
    short = simplified(points, 3.0)
    assert (short[0], short[-1]) == (points[0], points[-1])
    assert set(short) <= set(points)
    assert simplified([(0, 0), (1, 0.1), (2, 0)], 0.5) == ((0, 0), (2, 0))


BORDERS = {
    "type": "FeatureCollection",
    "features": [
        {
            "properties": {"FEATURECLA": kind},
            "geometry": {"type": "LineString", "coordinates": [[1, 1], [at, 20]]},
        }
        for at, kind in enumerate(["International boundary (verify)", "Disputed (please verify)", "Breakaway", ""])
    ],
}


def test_only_a_line_that_is_said_to_be_agreed_is_an_agreed_border() -> None:
    made = read_lines(crop([("border", tuple(of_geojson(BORDERS)))], BOX, 0.01, 3))
    assert made is not None
    assert [line.kind.value for line in made] == ["border", "disputed", "disputed", "disputed"]
    assert all(max(y for _, y in line.points) == 10 for line in made)


def test_topojson_gives_land_and_its_coast(tmp_path: Path) -> None:
    island = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [0, 0]},
        "arcs": [[[4, 4], [8, 0], [0, 8]], [[4, 4], [0, 8], [8, 0]]],
        "objects": {"land": {"type": "MultiPolygon", "arcs": [[[0, ~1]]]}, "sea": {"type": "Polygon", "arcs": []}},
    }
    (tmp_path / "land.json").write_text(json.dumps(island), encoding="utf-8")
    arguments = ["--extent", "0", "0", "10", "10", "-o", f"{tmp_path}/out.json", f"land={tmp_path}/land.json:land"]
    main(arguments)
    land, coast = read_lines((tmp_path / "out.json").read_text(encoding="utf-8")) or ()
    assert (land.kind.value, coast.kind.value) == ("land", "coast")
    assert set(coast.points) == {(2, 2), (6, 2), (6, 6), (2, 6)}


WEST_LAND = ((0, 0), (4, 0), (4, 4), (4, 8), (0, 8), (0, 0))
EAST_LAND = ((4, 8), (4, 4), (8, 4), (8, 8), (4, 8))
SOUTH_LAND = ((4, 0), (8, 0), (8, 4), (4, 4), (4, 0))


def area(*rings: Line) -> Shape:
    """A country."""
    return Shape(name="", sort="", lines=rings)


def test_borders_are_where_two_countries_meet_and_none_runs_along_a_line_in_dispute() -> None:
    countries = [area(WEST_LAND), area(EAST_LAND), area(SOUTH_LAND)]
    assert {frozenset(line) for line in between(countries)} == {
        frozenset({(4, 0), (4, 4)}),
        frozenset({(4, 4), (4, 8)}),
        frozenset({(8, 4), (4, 4)}),
    }
    claim = Shape(name="A claim", sort="", lines=(((4, 4), (6, 4.001)), ((8, 4), (6, 4.001))))
    made = read_lines(crop([("border", [claim]), ("countries", countries)], BOX, 0.01, 3)) or ()
    assert [(line.kind.value, line.name) for line in made] == [("border", ""), ("border", ""), ("disputed", "A claim")]
    assert {made[2].points[0], made[2].points[-1]} == {(4, 4), (8, 4)}, "pieces are put together"


def wkb(order: str, kind: int, body: bytes) -> bytes:
    """A geometry as well-known binary."""
    return bytes([order == "<"]) + struct.pack(f"{order}I", kind) + body


def points(order: str, *values: float, size: int = 2) -> bytes:
    """A row of points as well-known binary."""
    return struct.pack(f"{order}I{len(values)}d", len(values) // size, *values)


def package(path: Path, *rows: tuple[str, bytes]) -> Path:
    """A GeoPackage with one layer."""
    with contextlib.closing(sqlite3.connect(path)) as data:
        data.execute("create table gpkg_geometry_columns (table_name, column_name, srs_id)")
        data.execute("insert into gpkg_geometry_columns values ('claims', 'geom', 4326)")
        data.execute('create table claims (fid integer primary key, "geom" blob, "NAME" text)')
        data.executemany("insert into claims (name, geom) values (?, ?)", rows)
        data.commit()
    return path


PLAIN, BOXED = b"GP\0\1" + bytes(4), b"GP\0\3" + bytes(4 + 32)


def test_a_layer_of_a_geopackage_is_read_in_both_byte_orders_and_with_heights(tmp_path: Path) -> None:
    many = wkb("<", 5, struct.pack("<I", 1) + wkb(">", 2, points(">", 1, 1, 2, 2)))
    high = wkb("<", 1003, struct.pack("<I", 1) + points("<", 1, 1, 9, 2, 2, 9, 1, 1, 9, size=3))
    file = package(tmp_path / "x.gpkg", ("First", BOXED + many), ("Second", PLAIN + high))
    found = read_shapes(f"{file}:claims")
    assert [(one.name, one.lines) for one in found] == [
        ("First", (((1, 1), (2, 2)),)),
        ("Second", (((1, 1), (2, 2), (1, 1)),)),
    ]


@pytest.mark.parametrize("cut", [3, 8, 12, 20, 30])
def test_what_is_no_geopackage_is_told_without_a_traceback(
    tmp_path: Path, cut: int, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = PLAIN + wkb("<", 2, points("<", 1, 1, 2, 2))
    file = package(tmp_path / "x.gpkg", ("Cut", whole[:cut]))
    (tmp_path / "no.gpkg").write_bytes(b"no")
    for named in (f"{file}:claims", f"{file}:other", f"{file}", f"{tmp_path}/no.gpkg:claims", f"{tmp_path}/none.json"):
        with pytest.raises(SystemExit):
            main(["--extent", "0", "0", "1", "1", "-o", f"{tmp_path}/out.json", f"border={named}"])
        assert "error: " in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()
