"""A locator map: places on a small map drawn as SVG from a data file that is kept with the texts."""

from __future__ import annotations

from annotate.locator._base import read_lines
from annotate.locator.draw import LegendRow, describe, draw, legend, located, on_borders

__all__ = ["LegendRow", "describe", "draw", "legend", "located", "on_borders", "read_lines"]
