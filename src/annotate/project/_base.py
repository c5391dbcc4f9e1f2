"""What taking in a text and making a project share: drafts, and what is said of them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotate.ledger import establish
from annotate.load._base import RESERVED_ID
from annotate.model import Establishment, Layout, Place, Publish, Reading, Stated, Title, WrittenDate
from annotate.source import SourceText

_UNPRINTED = re.compile("[\x7f\ufeff\u2028\u2029\ufff0-\ufffd\ue000-\uf8ff]|[\U0001fffe\U0001ffff]")
_LATIN = {
    **dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў", "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya e i i ye g u".split(" "), strict=True)),
    **dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև", "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts u p k o f ev".split(" "), strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(" "), strict=True)),
    **dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(" "), strict=True)),
    "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "e",
}  # fmt: skip
GENERATED_NAMES = frozenset({"index", "search", "genindex"})

_FURNITURE = {
    r"(?:share|tweet|print|e-?mail)(?: (?:this|on|to)\b.*)?": "reads like the label of a button",
    r"(?:related|popular|recent|latest|more) (?:posts?|articles?|stories|news).*": "reads like a list of other pages",
    r"(?:leave|post|add) a (?:comment|reply).*|comments? ?\(?\d*\)?": "reads like a comment form",
    r"(?:subscribe|sign up|newsletter|log ?in|register)\b.{0,60}": "reads like an invitation to subscribe",
    r"advertisements?|sponsored.{0,20}": "reads like an advertisement",
    r"[\w’'& ]{2,26}(?:[|»›·•][\w’'& ]{2,26}){2,}": "reads like a row of links",
    r"back to top|home|menu|search|read more.{0,80}|skip to .{0,30}": "reads like navigation",
    r".{0,60}(?:cookies?|privacy policy|all rights reserved|akismet).{0,120}": "reads like a notice of the site",
}


def furniture(words: str) -> str:
    """Return why a line looks like a web page's own and not like the author's, or nothing."""
    matching = (why for pattern, why in _FURNITURE.items() if re.fullmatch(pattern, words, re.IGNORECASE))
    return next(matching, "") if len(words) <= 160 else ""


class NotTaken(ValueError):  # noqa: N818 (it says what happened)
    """A file that cannot be taken in; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text taken in: its id, its bytes as UTF-8, its drafted YAML, and what was noticed."""

    id: str
    data: bytes
    yaml: str
    noticed: tuple[str, ...]
    layout: Layout | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What the lines of a text are taken for, why, and how sure it is (0 to 1)."""

    layout: Layout
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something that a draft proposes: a line of YAML below a key, why, and how sure it is (0 to 1).

    Keys are omissions, layout, blocks; and seen, for what is told only.
    """

    key: str
    yaml: str
    says: str
    reason: str
    confidence: float


ProposalsOf = Callable[[SourceText, Reading], Iterable[Proposal]]


def latin_id(words: str) -> str:
    """Return words as small Latin letters, digits and hyphens, 40 at most; other alphabets are written in Latin letters."""
    joined = unicodedata.normalize("NFC", words).lower().replace("ու", "u")
    plain = unicodedata.normalize("NFKD", "".join(_LATIN.get(each, each) for each in joined))
    plain = "".join(_LATIN.get(each, each) for each in plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def slug(name: str, taken: frozenset[str]) -> str:
    """Return an id made from a file's name: small letters, digits, hyphens, and not taken yet."""
    made = latin_id(name)
    if not made or not made[0].isalpha() or RESERVED_ID.fullmatch(made) or made in GENERATED_NAMES:
        made = f"text-{made}".strip("-")
    unique, number = made, 2
    while unique in taken:
        unique, number = f"{made}-{number}", number + 1
    return unique


def plain_establishment(name: str, title: str, *, printed: bool, path: str, layout: Layout | None = None) -> Establishment:
    """Return an establishment that says nothing but an id and a title."""
    place = Place(file=path, line=1, column=1, end_line=1, end_column=1)
    return Establishment(
        id=name,
        siglum=name.upper(),
        title=Title(text=title, printed=printed, basis="", place=place),
        author=Stated(),
        outlet=Stated(),
        date=WrittenDate(),
        genre="",
        language="en",
        url="",
        publish=Publish.FULL,
        rights="",
        received="",
        about=None,
        unknown=(),
        outcomes=(),
        layout=layout,
        print_sic=False,
        omissions=(),
        emendations=(),
        overrides=(),
        figures=(),
        source_path=path,
        place=place,
    )


def reading_of(source: SourceText, name: str, layout: Layout | None = None) -> Reading:
    """Return a text's reading by plain rules and a layout alone."""
    return establish(source, plain_establishment(name, name, printed=False, path=source.path, layout=layout))[0]


def quoted(text: str) -> str:
    """Return text as a YAML scalar in double quotes; what YAML does not print is escaped."""
    plain = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: json.dumps(found.group())[1:-1], plain)
