"""MyST read back: what a page says, as MyST-Parser's own tokens have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from docutils import nodes
from docutils.core import publish_doctree
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.docutils_ import Parser
from myst_parser.parsers.mdit import create_md_parser

from annotate.sphinx_ext._base import RawRole

MARKS = frozenset({"anchor", "note-mark", "cut-mark", "sic-mark", "fill"})
MORE = frozenset({"colon_fence", "deflist", "fieldlist", "strikethrough", "substitution", "tasklist",
                  "dollarmath", "amsmath", "attrs_inline", "attrs_block", "html_image"})  # fmt: skip


@cache
def parser(extensions: frozenset[str] = frozenset({"colon_fence"})) -> MarkdownIt:
    """Return MyST's parser under the configuration of a project, or with more extensions."""
    return create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RendererHTML)


@dataclass
class Part:
    """A block of a page: the elements around it, its words, and its roles as (name, content)."""

    within: tuple[str, ...]
    words: str = ""
    roles: list[tuple[str, str]] = field(default_factory=list)


def read_back(text: str, extensions: frozenset[str] = frozenset({"colon_fence"})) -> list[Part]:
    """Return the blocks of a page; a directive is one whose element is its name."""
    parts: list[Part] = []
    within: list[str] = []
    for token in parser(extensions).parse(text):
        if token.nesting == 1:
            within.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            within.pop()
        elif token.type == "inline":
            parts.append(_inline(token, tuple(within)))
        else:
            parts.append(Part((*within, f"{token.type} {token.info}".strip()), token.content))
    return parts


def _inline(token: Token, within: tuple[str, ...]) -> Part:
    part = Part(within)
    for child in token.children or ():
        if child.type == "myst_role":
            part.roles.append((child.meta["name"], child.content))
            part.words += "" if child.meta["name"] in MARKS else split_role(child.content)[0]
        elif child.type in ("softbreak", "hardbreak"):
            part.words += "\n"
        elif child.type in ("text", "text_special"):
            part.words += child.content
        else:
            part.words += f"<{child.type}>"
    return part


def split_role(content: str) -> tuple[str, str]:
    """Return a role's words and target, as the extension takes them apart."""
    role = RawRole()
    role.text = content
    return role.split()


def reading_words(page: str) -> str:
    """Return the reading text of a generated page, its apparatus removed, white space folded."""
    read = [part.words for part in read_back(page) if any(name == "anchor" for name, _ in part.roles)]
    return " ".join(" ".join(read).split())


def doctree(text: str) -> nodes.document:
    """Return MyST as docutils reads it, without Sphinx."""
    settings = {"myst_enable_extensions": ["colon_fence"], "report_level": 5, "doctitle_xform": False}
    return publish_doctree(text, parser=Parser(), settings_overrides=settings)
