"""The map: cutting, simplifying, drawing; what is in dispute is dashed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.build import assemble_project
from annotate.locator import draw, read_lines
from annotate.locator._base import clip_line, clip_ring, simplified
from annotate.locator.crop import crop, main
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
    dashed = re.findall(r'class="(map-\w+)"[^>]*stroke-dasharray', drawn)
    assert dashed == ["map-disputed"]
    assert "map-border" in drawn
    assert svg(CASE) == drawn


def test_the_shipped_map_draws_no_border_and_takes_its_colour_from_the_page() -> None:
    drawn = svg(REPOSITORY)
    assert "map-coast" in drawn
    assert "map-border" not in drawn
    assert "No borders are drawn." in drawn
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) <= {"none", "currentColor"}
    assert re.search(r"<title[^>]*>[^<]+</title>\n<desc[^>]*>[^<]+</desc>", drawn)


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
    made = read_lines(crop([("border", json.dumps(BORDERS))], BOX, 0.01, 3))
    assert made is not None
    assert [line.kind.value for line in made] == ["border", "disputed", "disputed", "disputed"]
    assert all(max(y for _, y in line.points) == 10 for line in made)


def test_topojson_gives_land_and_its_coast(tmp_path: Path) -> None:
    island = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [0, 0]},
        "arcs": [[[4, 4], [8, 0], [0, 8]], [[4, 4], [0, 8], [8, 0]]],
        "objects": {"land": {"type": "MultiPolygon", "arcs": [[[0, ~1]]]}},
    }
    (tmp_path / "land.json").write_text(json.dumps(island), encoding="utf-8")
    arguments = ["--extent", "0", "0", "10", "10", "-o", f"{tmp_path}/out.json", f"land={tmp_path}/land.json"]
    main(arguments)
    land, coast = read_lines((tmp_path / "out.json").read_text(encoding="utf-8")) or ()
    assert (land.kind.value, coast.kind.value) == ("land", "coast")
    assert set(coast.points) == {(2, 2), (6, 2), (6, 6), (2, 6)}
