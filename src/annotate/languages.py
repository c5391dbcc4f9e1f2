"""What the tool has to know of a language: its direction, where words end, how they bend.

Tables, not dictionaries: a rule says which letters may follow or precede a form of the
glossary in running text. A language that is not listed has words between other characters,
read from left to right, that do not bend.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_RTL = frozenset("ar arc ckb dv fa he ks ku ps sd syr ug ur yi".split())
_RTL_SCRIPTS = frozenset("arab hebr syrc thaa nkoo adlm rohg mand samr".split())
_LTR_SCRIPTS = frozenset("latn cyrl".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bending:
    """How the forms of the glossary bend in a language.

    `endings` may follow a form; `dropped` are last letters of a form that an ending may take
    the place of; `prefixes` may be written together with it; `joined` where no space stands
    between words. An ending behind an apostrophe stands outside the form in every language.
    """

    endings: frozenset[str] = frozenset()
    dropped: str = ""
    prefixes: frozenset[str] = frozenset()
    joined: bool = False


def _bending(endings: str = "", dropped: str = "", prefixes: str = "", *, joined: bool = False) -> Bending:
    return Bending(
        endings=frozenset(endings.split()), dropped=dropped, prefixes=frozenset(prefixes.split()), joined=joined
    )


_CYRILLIC = "а у ы и е о й ю я ь ом ем ой ей ам ям ах ях ами ями ов ев ого его ому ему ый ий ая яя ое ее ую юю ые ие ых их ым им ыми ими"
_BENDING = {
    "en": _bending("s"),
    "de": _bending("s es e n en er ern em ns"),
    "nl": _bending("s en e"),
    "sv": _bending("s en n et t ar or er arna orna erna ens ets"),
    "da": _bending("s en et er e ne ene erne ens ets"),
    "no": _bending("s en et er e ene a"),
    "fr": _bending("s x e es"),
    "es": _bending("s es"),
    "pt": _bending("s es"),
    "it": _bending("i e", "aoe"),
    "ro": _bending("ul ului lor le a ei i uri", "aăe"),
    "ru": _bending(_CYRILLIC, "аеоийыьяую"),
    "uk": _bending(_CYRILLIC + " ові еві ою ею ів їв і ї", "аеоийіїьяую"),
    "be": _bending(_CYRILLIC + " аў яў оў і", "аеоійыьяую"),
    "bg": _bending("а я ът та то те и ите ове", "аояе"),
    "pl": _bending("a u y i e o ę ą ów om ami ach owi em iem ie mi ego emu ym im ej", "aeoyę"),
    "cs": _bending("a u y i e o ou ů ům em ami ách ovi ech é ého ému ým", "aeoý"),
    "hy": _bending(
        "ը ն ի ին ից ով ում ներ եր ների երի ներին ներից ներով ներում ները երը երին երից երով երում ը՝ յի յից յով "
        "ու ուն ան անի ության ությունը ությամբ",
        "ա",
    ),
    "ka": _bending("ი მა ს ის ით ად ო ები ების ებს ებით ებად ში ზე დან", "იაეოუ"),
    "tr": _bending(
        "i ı u ü in ın un ün nin nın nun nün e a ye ya de da te ta den dan ten tan ler lar leri ları lerin ların si sı su sü yi yı yu yü"
    ),
    "az": _bending("i ı u ü in ın un ün nin nın nun nün ə a yə ya də da dən dan lər lar ləri ları si sı su sü ni nı nu nü"),
    "fi": _bending("n a ä ta tä ssa ssä sta stä lla llä lta ltä lle ksi na nä t en in iin ja jä issa issä"),
    "hu": _bending("t ot et at k ok ek ak ban ben nak nek ra re val vel tól től ból ből hoz hez ért ig on en ön ban i"),
    "el": _bending("ς ν υ ι α η ο ες ους ων εις εως οι ας ης", "ςοαηυι"),
    "he": _bending("ים ות י ה", "", "ו ה ב כ ל מ ש וה וב ול ומ וש שה שב מה כש"),
    "ar": _bending("ة ات ان ين ون ه ها هم ي", "ة", "و ف ب ك ل ال وال بال كال فال لل ول وب"),
    "fa": _bending("ها های هایی ی ان ات"),
    "ur": _bending("وں یں ے ی ات"),
    "zh": _bending(joined=True),
    "ja": _bending(joined=True),
    "th": _bending(joined=True),
    "lo": _bending(joined=True),
    "km": _bending(joined=True),
    "my": _bending(joined=True),
}
_SCRIPTS = {
    "ARMENIAN": "hy", "GEORGIAN": "ka", "HEBREW": "he", "ARABIC": "ar", "GREEK": "el", "CYRILLIC": "ru", "THAI": "th",
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh", "DEVANAGARI": "hi", "TAMIL": "ta", "KHMER": "km",
    "LAO": "lo", "MYANMAR": "my",
}  # fmt: skip


def main_part(language: str) -> str:
    """Return the language of a tag, without script and region: sr of sr-Cyrl-RS."""
    return re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]


def direction(language: str) -> str:
    """Return "rtl" for a language or script that is written from right to left, else "ltr"."""
    parts = re.split(r"[-_]", language.strip().lower())
    if set(parts[1:]) & _RTL_SCRIPTS:
        return "rtl"
    return "rtl" if parts[0] in _RTL and not set(parts[1:]) & _LTR_SCRIPTS else "ltr"


def bending(language: str) -> Bending:
    """Return how forms bend in a language."""
    return _BENDING.get(main_part(language or "en"), Bending())


def guess(text: str) -> str:
    """Return the language that a text's script makes likely; en for any written in Latin letters."""
    scripts = Counter(unicodedata.name(each, "").split(" ")[0].partition("-")[0] for each in text[:20_000] if each.isalpha())
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.05 * scripts.total():
        return "ja"
    likely = scripts.most_common(1)
    return _SCRIPTS.get(likely[0][0], "en") if likely else "en"
