"""Tools that build the same pages, for comparison; each is measured where it is installed."""

from tests.bench.others import book, mkdocs, mystmd, themes
from tests.bench.others._base import Other, measure

__all__ = ["OTHERS", "PLAIN", "Other", "measure"]

OTHERS: tuple[Other, ...] = (*themes.OTHERS, *book.OTHERS, *mystmd.OTHERS, *mkdocs.OTHERS)
PLAIN = themes.OTHERS[0].name
"""The one that the goals speak of."""
