"""The links of a page that is to stand alone: to what is in it, to where the reader is published, or none."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import escape
from typing import Any

from annotate.interface import N_, _, speaking
from annotate.single._base import Element, first, parse

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PLACES = (("term", N_("Glossary")), ("source", N_("Sources outside the texts")), ("par", N_("Passages elsewhere")))
_HERE = N_("Show at the end of this page")
_ONWARD = ("Open in the glossary", "Open in the list of sources", "Open in the reading")
_NOT_HERE = frozenset({"crumbs", "neighbours", "search", "search-link"})
_STYLE = (
    "<style>.kept-here { font-size: .88em; } .kept-here dt { font-weight: 650; } .kept-here dd p { margin-bottom: .3em; } "
    ".kept-here dt:target { background: var(--mark); }</style>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A page: its name without ending, where other pages are.

    `siblings` are addresses of pages that lie beside the file, `base_url` where the reader is published.
    """

    name: str
    base_url: str = ""
    siblings: Mapping[str, str] = field(default_factory=dict)

    def elsewhere(self, address: str) -> str:
        """Return where an address within the reader leads from the file that stands alone; nothing for nowhere."""
        page, _, fragment = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), page)) if page else self.name
        name = target.removesuffix(".html")
        behind = f"#{fragment}" if fragment else ""
        if name == self.name:
            return behind or "#"
        if name in self.siblings:
            return f"{self.siblings[name]}{behind}"
        return f"{self.base_url.rstrip('/')}/{target}{behind}" if self.base_url else ""


def settle(tree: Element, where: Where) -> None:
    """Make every link of a page lead to something; what its cards show is printed at its end."""
    with speaking(_language(tree)):
        _settle(tree, where)


def _language(tree: Element) -> str:
    page = first(tree, lambda one: one.tag == "html")
    return page.attributes.get("lang", "") if page else ""


def _settle(tree: Element, where: Where) -> None:
    tree.drop(_is_about_others)
    block = first(tree, lambda one: one.attributes.get("id") == "reader-previews")
    shown: dict[str, dict[str, Any]] = json.loads("".join(map(str, block.children))) if block else {}
    for one in shown.values():
        one["html"] = _settled(one["html"], where)
    _entitle(tree, shown)
    inside = {address: f"#see-{_name(address)}" for address in shown}
    _lead(tree, where, inside)
    _keep_home(tree)
    article = first(tree, lambda one: one.tag == "article")
    here = block is not None and article is not None
    _shorten_contents(tree, {one["kind"] for one in shown.values()} if here else set())
    if block is None or article is None:
        return
    block.children = [_json({inside[address]: one for address, one in shown.items()})]
    _say_here(tree)
    article.children.append("".join(_kept_here(shown, inside, where)))


def _entitle(tree: Element, shown: Mapping[str, dict[str, Any]]) -> None:
    """Give each card that has no title the words of a link to it."""
    for link in tree.below():
        one = shown.get(link.attributes.get("href", "")) if link.tag == "a" else None
        if one is not None:
            one.setdefault("title", " ".join(link.words().split()).removeprefix("[").removesuffix("]"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _say_here(tree: Element) -> None:
    """Let the cards say where their links lead now."""
    table = first(tree, lambda one: one.attributes.get("id") == "reader-words")
    words = json.loads("".join(map(str, table.children))) if table else {}
    made = _json(words | dict.fromkeys(_ONWARD, _(_HERE)))
    body = first(tree, lambda one: one.tag == "body")
    if table:
        table.children = [made]
    elif body:
        attributes = {"type": "application/json", "id": "reader-words"}
        body.children.append(Element(tag="script", attributes=attributes, children=[made]))


def _is_about_others(one: Element) -> bool:
    """Return whether an element is only of use among the other pages of the reader."""
    if one.tag == "link":
        return one.attributes.get("rel") not in ("stylesheet", "icon")
    if one.tag == "form":
        return bool(one.attributes.get("action"))
    if one.tag == "script":
        return one.attributes.get("src", "").endswith("/find.js")
    return any(one.has_class(name) for name in _NOT_HERE)


def _settled(html: str, where: Where) -> str:
    tree = parse(html)
    _lead(tree, where, {})
    return tree.written()


def _lead(tree: Element, where: Where, inside: Mapping[str, str]) -> None:
    for one in tree.below():
        address = one.attributes.get("href", "")
        if one.tag != "a" or not address or address.startswith("#") or _SCHEME.match(address):
            continue
        to = inside.get(address) or where.elsewhere(address)
        one.set(href=to or None, rel=None)
        if not to and not one.has_class("home"):
            one.rename("span")


def _keep_home(tree: Element) -> None:
    """The reader's name leads to the page's head where there is no other page."""
    for one in tree.below():
        if one.tag == "a" and one.has_class("home") and "href" not in one.attributes:
            one.set(href="#")


def _shorten_contents(tree: Element, kept: Set[str]) -> None:
    """Leave only what stands on this page in the list of contents; `kept` are the kinds shown at its end."""
    contents = first(tree, lambda one: one.attributes.get("id") == "contents" and one.tag == "nav")
    if contents is None:
        return
    contents.drop(lambda one: (one.tag in ("li", "ul") and not _leads_here(one)) or one.has_class("contents-caption"))
    rows = [f'<li><a href="#kept-{kind}">{_(title)}</a></li>' for kind, title in _PLACES if kind in kept]
    if not rows and not any(one.tag == "a" for one in contents.below()):
        rows = ['<li><a href="#main">↑</a></li>']
    contents.children.append(f"<ul>{''.join(rows)}</ul>" if rows else "")


def _leads_here(entry: Element) -> bool:
    return any(one.tag == "a" and one.attributes.get("href", "").startswith("#") for one in entry.below())


def _name(address: str) -> str:
    page, _, fragment = address.partition("#")
    stem = posixpath.basename(page).removesuffix(".html")
    return f"{stem}-{fragment}" if re.fullmatch(r"[a-z]+\d+", fragment) else fragment or stem


def _kept_here(shown: Mapping[str, dict[str, Any]], inside: Mapping[str, str], where: Where) -> Iterator[str]:
    """Yield a list of what the cards show, by kinds: for paper, and where there is no script."""
    yield f'{_STYLE}<section class="apparatus kept-here" id="kept-here">'
    for kind, title in _PLACES:
        entries = {address: one for address, one in shown.items() if one.get("kind") == kind}
        if not entries:
            continue
        yield f'<h2 id="kept-{kind}">{_(title)}</h2><dl>'
        for address, one in sorted(entries.items(), key=lambda pair: (pair[1]["title"].casefold(), pair[0])):
            onward = where.elsewhere(address)
            name = escape(one["title"])
            name = f'<a href="{escape(onward)}">{name}</a>' if onward else name
            yield f'<dt id="{escape(inside[address][1:])}">{name}</dt><dd>{one["html"]}</dd>'
        yield "</dl>"
    yield "</section>"
