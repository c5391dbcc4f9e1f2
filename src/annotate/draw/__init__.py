"""Drawings as SVG, from an edition: the overview of its timeline, and its scales."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.draw.scale import scale
from annotate.draw.timeline import timeline
from annotate.edition import Edition

__all__ = ["drawings"]


def drawings(edition: Edition) -> Mapping[str, str]:
    """Return every drawing of an edition by its name."""
    made = {f"scale-{one.id}": scale(one) for one in edition.across.figures.scales}
    if edition.across.events:
        made["timeline"] = timeline(edition, upright=False)
        made["timeline-upright"] = timeline(edition, upright=True)
        made["timeline-page"] = timeline(edition, upright=True, page=True)
    return made
