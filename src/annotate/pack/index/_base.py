"""A page of the pack: its frame and style, its tables and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from annotate.edition import Edition
from annotate.files import MARKER
from annotate.interface import _
from annotate.languages import direction
from annotate.pack._base import File

_NUMBERS = frozenset({"Tasks", "Minutes", "Points", "Size"})
_STYLE = """
.pack { max-width: 62rem; margin: 0 auto; padding: 2rem 1.1rem 4rem; }
.pack p, .pack li, .pack dd { max-width: 44rem; }
.pack h2 { margin-top: 2.2em; } .pack h3 { font-size: 1.15em; } .pack h4 { margin: 1.3em 0 .3em; }
.pack .quiet { color: var(--quiet, GrayText); font-size: .9em; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 1.2rem; margin: 1.5rem 0; }
.side { padding: .2rem 1.2rem 1rem; border: 1px solid var(--rule, GrayText); border-top: .35rem solid var(--link, LinkText); border-radius: .4rem; background: var(--shade, Canvas); }
.side.yours { border-top-style: double; }
.side h2 { margin: .8rem 0 .4rem; font-size: 1.25em; } .side ul { padding-left: 1.1em; }
.reading { margin-top: 2rem; padding-top: .2rem; border-top: 1px solid var(--rule, GrayText); }
.syllabus { margin: .4rem 0; padding: .8rem 1rem; background: var(--shade, Canvas); border-left: 3px solid var(--rule, GrayText); }
.scrolls { overflow-x: auto; } .scrolls table { display: table; width: 100%; }
.scrolls thead th, .scrolls td a { white-space: nowrap; } .scrolls td a { margin-right: .6em; }
.scrolls tbody th { max-width: 26rem; } .scrolls .quiet { font-weight: 400; } .scrolls .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.pack button { min-height: 2.25rem; padding: .25em .9em; font: .9rem/1.3 var(--sans, sans-serif); color: inherit; background: none; border: 1px solid var(--quiet, GrayText); border-radius: .3rem; cursor: pointer; }
.pack summary { cursor: pointer; font-weight: 600; padding: .35rem 0; } .pack td a, .pack li a { display: inline-block; min-height: 1.5rem; }
@media screen and (max-width: 40rem) {
  .scrolls :is(table, tbody, tr, th, td) { display: block; width: auto; } .scrolls thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .scrolls :is(th, td) { padding: .15em 0; border: 0; } .scrolls .n { text-align: left; } .scrolls a { white-space: normal; overflow-wrap: anywhere; }
  .scrolls tr { padding: .6em 0; border-bottom: 1px solid var(--rule, GrayText); } .scrolls td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet, GrayText); }
}
@media print { .pack { max-width: none; padding: 0; } .pack button { display: none; } .side, tr { break-inside: avoid; } }
"""
_SCRIPT = """
for (const one of document.querySelectorAll('button[data-copies]')) {
  one.hidden = false;
  one.addEventListener('click', () => {
    const words = document.getElementById(one.dataset.copies);
    getSelection().selectAllChildren(words);
    const before = one.textContent;
    if (document.execCommand('copy')) { one.textContent = one.dataset.copied; setTimeout(() => { one.textContent = before; }, 2500); }
  });
}
"""


def page(title: str, body: Sequence[str], edition: Edition) -> str:
    """Return a whole page, which opens from disk, from the HTML of its body."""
    language = edition.apparatus.settings.language
    return (
        f'<!-- {MARKER} -->\n<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n'
        '<link rel="stylesheet" href="_static/fonts.css">\n<link rel="stylesheet" href="_static/reader.css">\n'
        f'<style>{_STYLE}</style>\n</head>\n<body>\n<main class="pack">\n'
        + "\n".join(body)
        + f"\n</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def table(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML, below heads that are messages; the first of a row is its heading.

    On a phone each cell has its label.
    """
    titles = "".join(f'<th scope="col">{escape(_(one))}</th>' for one in head)
    body = "".join(f"<tr>{''.join(_cell(at, cell, head[at]) for at, cell in enumerate(row))}</tr>" for row in rows)
    return (
        f'<div class="scrolls" tabindex="0" role="region" aria-label="{escape(name)}"><table><thead><tr>{titles}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(at: int, cell: str, label: str) -> str:
    if at == 0:
        return f'<th scope="row">{cell}</th>'
    number = ' class="n"' if label in _NUMBERS else ""
    return f'<td{number} data-label="{escape(_(label))}">{cell}</td>'


def link(one: File, start: str, words: str) -> str:
    """Return a link with some words to a file, from a page at whose side `start` is."""
    return f'<a href="{escape(start + one.path)}">{escape(words)}</a>'


def weight(count: int) -> str:
    """Return a number of bytes in KB or MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"
