"""The cover: the title set large, by arithmetic alone, so that it needs no other program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from annotate.sphinx_ext.epub._base import COVER

_WIDTH, _HEIGHT, _MARGIN = 1600, 2400, 170
_ROOM = _WIDTH - 2 * _MARGIN
_SIZES = (200, 180, 160, 140, 120, 100, 84, 70)
_EM = 0.54
"""The mean width of a letter of a serif face, in ems; a little wide, so that no line runs over."""
_SERIF = "'Source Serif 4', 'Iowan Old Style', Georgia, 'Noto Serif', serif"


def _width(words: str) -> float:
    """Return the width of words in ems."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else _EM for one in words)


def _lines(title: str, size: int) -> list[str]:
    """Break a title into lines that fit."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer) * size <= _ROOM or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _set(title: str) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits, and its lines."""
    for size in _SIZES:
        lines = _lines(title, size)
        if len(lines) <= 6 and all(_width(line) * size <= _ROOM for line in lines):
            return size, lines
    return _SIZES[-1], _lines(title, _SIZES[-1])[:9]


def _row(words: str, y: float, size: int, style: str = "") -> str:
    return f'<text x="{_MARGIN}" y="{y:.0f}" font-size="{size}"{style}>{escape(words)}</text>'


def cover(title: str, label: str, author: str, sigla: Sequence[str]) -> str:
    """Return the cover as SVG."""
    return "".join(f"{line}\n" for line in _svg(title, label, author, sigla))


def _svg(title: str, label: str, author: str, sigla: Sequence[str]) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label={quoteattr(title)} font-family="{_SERIF}" fill="#1d1b18">'
    )
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fffdf8"/>'
    yield f'<path d="M{_MARGIN} 300H{_WIDTH - _MARGIN}" stroke="#1d1b18" stroke-width="14"/>'
    yield f'<path d="M{_MARGIN} 326H{_WIDTH - _MARGIN}" stroke="#1d1b18" stroke-width="3"/>'
    size, lines = _set(title)
    y = 400.0 + size
    for line in lines:
        yield _row(line, y, size, ' font-weight="600"')
        y += size * 1.18
    if label:
        yield _row(label, y + 40, 64, ' font-style="italic"')
    row = " · ".join(sigla)
    if row and _width(row) * 60 * 1.25 <= _ROOM:  # capitals are wider
        yield _row(row, _HEIGHT - 430, 60, ' letter-spacing="3"')
    yield f'<path d="M{_MARGIN} {_HEIGHT - 360}H{_WIDTH - _MARGIN}" stroke="#1d1b18" stroke-width="3"/>'
    if author:
        yield _row(author, _HEIGHT - 260, 54)
    yield "</svg>"


def cover_page(title: str, language: str, picture: str = COVER) -> str:
    """Return the page that shows the cover."""
    lang, alt, name = quoteattr(language), quoteattr(f"Cover: {title}"), quoteattr(picture)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f"lang={lang} xml:lang={lang}>\n<head><title>{escape(title)}</title>\n"
        "<style>body { margin: 0; text-align: center; } img { max-width: 100%; max-height: 100vh; }</style></head>\n"
        f'<body epub:type="cover"><img src={name} alt={alt} /></body>\n</html>\n'
    )
