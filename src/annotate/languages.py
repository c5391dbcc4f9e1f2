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

JOINED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The letters of scripts in which no space ends a word, as a class of a pattern has them."""


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
    return Bending(endings=frozenset(endings.split()), dropped=dropped, prefixes=frozenset(prefixes.split()), joined=joined)


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


_SHARED = {"ru": "ru", "uk": "ru", "be": "ru", "bg": "ru", "sr": "ru", "ar": "ar", "fa": "ar", "ur": "ar"}
_COMMON = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in that was for it with as his on be at by had not are but from or have they which one you were this her all she there would their we him been has when who will more no if out so",
        "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch",
        "fr": "le la les des et du en un une que est pour qui dans pas au sur ne se plus par ce avec son il sont mais ou elle nous vous cette aux ses leur était été comme",
        "es": "el la los las de del que y en un una por con no se su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también fue había era",
        "it": "il lo la gli le di che e è un una per con non si da del della dei delle al alla nel nella sono più come ma anche o se suo sua questo era ha",
        "pt": "o os a as de do da dos das que e em um uma para com não por mais se como mas ao foi no na nos nas ele ela seu sua ou quando muito já também é era",
        "nl": "de het een en van ik te dat die in is niet op aan met als voor had er maar om hem dan zou wat mijn men dit zo door over ze zich bij ook tot je uit der naar heeft werd",
        "pl": "i w nie na się że z do to jest jak o za po ale od tak co przez dla był jego go są czy tym który było tylko",
        "sv": "och i att det som en på är av för med den till inte om ett han de var jag har från så vi kan man men hade",
        "da": "og i at det som en på er af for med den til ikke om et han de var jeg har fra så vi kan man men havde blev",
        "fi": "ja on ei että se hän oli joka kun niin mutta ovat kuin myös hänen sen tai jo vain nyt mitä minä",
        "ro": "și în de la cu pe nu este a care din că un o pentru mai dar ca să se sunt fost lui ce",
        "tr": "ve bir bu da de için ile olarak çok daha gibi olan ne kadar sonra en ama o değil her var mi ki ya",
        "az": "və bir bu da də üçün ilə olaraq çox daha kimi olan nə qədər sonra ən amma o deyil hər var ki isə",
        "hu": "a az és hogy nem is egy volt ez meg de csak mint már még el ki azt mert vagy ha",
        "cs": "a se v na je že to s z do o i k ve pro jsem ale by jako za si po od jeho byl však také",
        "ru": "и в не на что он с как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня о из ему теперь когда для мы их чем была или это был",
        "uk": "і в не на що він з як а то все вона так його але та ти до у же ви за б по тільки її мені було від мене про із йому для ми їх ніж була або це був є",
        "be": "і ў не на што ён з як а то усё яна так яго але ды ты да у ж вы за бы па толькі яе мне было ад пра для мы іх або гэта быў",
        "bg": "и в не на че той с как а то се да ще за по от са си но или има като ги му бе беше при това тя към които",
        "sr": "и у не на да је се са као а то што за од су ће али или по из му није био који због",
        "ar": "في من على إلى أن عن التي الذي هذا هذه كان ما لا مع كل بعد قد بين ذلك أو",
        "fa": "و در به از که این را با است برای آن یک خود تا بر هم نیز شد می",
        "ur": "کے میں کی ہے اور سے کا کو اس کہ پر نے ہیں ایک بھی یہ تھا",
    }.items()
}


def small_words(language: str) -> frozenset[str]:
    """Return common small words of a language, as they tell that a text is in it."""
    return _COMMON.get(main_part(language), frozenset())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """The language that a text is likely in, why, and how sure that is (0 to 1)."""

    language: str
    reason: str
    confidence: float

    @property
    def sure(self) -> bool:
        """True when more speaks for it than for any other."""
        return self.confidence >= 0.7


def likely(text: str) -> Likely:
    """Return the language that a text's script, and the small words of its first pages, make likely."""
    start = text[:20_000]
    scripts = Counter(unicodedata.name(each, "").split(" ")[0].partition("-")[0] for each in start if each.isalpha())
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.05 * scripts.total():
        return Likely(language="ja", reason="it has kana", confidence=0.9)
    if not scripts:
        return Likely(language="en", reason="a stand-in; the text has no letters", confidence=0.1)
    script = scripts.most_common(1)[0][0]
    of_script = {
        language: words
        for language, words in _COMMON.items()
        if _SCRIPTS.get(script, "en") in (language, _SHARED.get(language, "en"))
    }
    words = re.findall(r"[^\W\d_]+", start.lower())
    counts = Counter({language: sum(map(common.__contains__, words)) for language, common in of_script.items()})
    (best, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    told = script.title() if script != "CJK" else "Chinese"
    if len(of_script) < 2 or script not in ("LATIN", "CYRILLIC", "ARABIC"):
        return Likely(language=_SCRIPTS.get(script, "en"), reason=f"its letters are {told}", confidence=0.8)
    if most < 3 or 20 * most < len(words):
        reason = f"its letters are {told}; too few small words tell the language"
        return Likely(language=_SCRIPTS.get(script, "en"), reason=reason, confidence=0.3)
    sure = round(min(0.9, 0.5 + (most - second) / most / 2), 1)
    return Likely(
        language=best, reason=f"{most} of its first {len(words)} words are common small words of {best}", confidence=sure
    )
