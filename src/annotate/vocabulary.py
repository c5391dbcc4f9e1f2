"""Words by which a text tells a date, or what a name is the name of, for each language that is listed.

Tables, not dictionaries. What they say is a proposal for an editor, except the names of months: those are
read as numbers in dates that are quoted, in all the languages at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from annotate.languages import main_part, small_words

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar/Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "ru": (
        "январь/января/январе февраль/февраля/феврале март/марта/марте апрель/апреля/апреле май/мая/мае июнь/июня/июне "
        "июль/июля/июле август/августа/августе сентябрь/сентября/сентябре октябрь/октября/октябре ноябрь/ноября/ноябре "
        "декабрь/декабря/декабре"
    ),
}
"""As running text has them: a language that writes them small has no names that begin large, which may be others."""
MONTHS: Mapping[str, int] = {
    written: number
    for names in _MONTHS.values()
    for number, month in enumerate(names.split(), start=1)
    for name in month.split("/")
    for written in ((name, name.upper()) if name[0].isupper() else (name,))
}
"""The names of months as they are written, with their numbers."""
MONTH = rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
"""A pattern for the name of a month, in one group."""


ARTICLES = frozenset("the der den dem la le les l el los las".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a language calls bodies and places, and what stands beside names in it.

    `joints` go on with a name that they stand in, with an article behind them too; `titles` stand before a person's name, `speaks` behind it, and `at` before a
    place's; `empty` are words that say nothing by themselves. All are small; `nouns` is true where each noun begins large.
    """

    bodies: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    titles: str = ""
    speaks: str = ""
    at: str = ""
    empty: frozenset[str] = frozenset()
    nouns: bool = False

    def names_person(self, before: str, after: str) -> bool:
        """Return whether the words beside a name say that it is a person's."""
        return bool(_behind(self.titles, before) or _before(self.speaks, after))

    def names_place(self, before: str) -> bool:
        """Return whether the words before a name say that it is a place's."""
        return _behind(self.at, before)


@cache
def _pattern(words: str, form: str) -> re.Pattern[str]:
    either = "|".join(word.replace("_", " ") for word in words.split())
    return re.compile(form.format(f"(?:{either})"), re.IGNORECASE)


def _behind(words: str, before: str) -> bool:
    return (
        bool(words)
        and _pattern(words, r"\b{}\.?(?: (?:the|die|der|das|dem|den|la|le|les|el|los|las))? $").search(before) is not None
    )


def _before(words: str, after: str) -> bool:
    return bool(words) and _pattern(words, r"(?:,? (?:who|der|die|qui|que|который|которая))? {}\b").match(after) is not None


_LISTED = {
    "en": Vocabulary(
        bodies=frozenset(
            """academy administration agency alliance army assembly association authority bank board bureau cabinet church
            club commission committee company congress corporation council court department federation foundation fund group
            institute league ministry movement office organisation organization parliament party police senate service society
            staff treaty union university works""".split()
        ),
        lands=frozenset(
            """avenue bay bridge cape city coast county desert district empire forest gulf harbour island islands kingdom lake
            mountain mountains ocean peninsula port province region republic river sea square state states strait street town
            valley village""".split()
        ),
        joints=frozenset({"of"}),
        titles="Mr Mrs Ms Dr Sir Lady Lord Captain President Minister General Colonel King Queen Prince Professor Father Saint",
        speaks="said says wrote writes told asked argued argues replied added warned claimed resigned was_born died",
        at="in at near from into across towards? outside inside around",
        empty=frozenset(
            """a about above after again against all also although am among an and any are as at away back be became because
            become been before began being below between both but by came can could did do does doing done down during each
            either else even ever every few for from further gave get give given go goes got had has have having he her here
            hers him his how however i if in indeed instead into is it its itself just last later least less like made make
            makes many may me might more moreover most much must my near neither never no nor not now of off often on once one
            only onto or other others our out over own per perhaps put quite rather said same saw say says see seen several she
            should since so some such take taken than that the their them themselves then there therefore these they this those
            though through thus to together too took toward towards two under until up upon us very was way we well went were
            what when where whether which while who whole whom whose why will with within without would yet you your""".split()
        ),
    ),
    "de": Vocabulary(
        bodies=frozenset(
            """akademie allianz amt armee ausschuss bank behörde bund bundesamt büro bündnis fraktion föderation gericht
            gesellschaft gewerkschaft institut kabinett kammer kirche kommission komitee kongress konzern liga ministerium
            bundesrat bundestag landtag reichstag ministerrat sicherheitsrat stadtrat organisation parlament partei polizei rat regierung senat stiftung union universität verband verein verwaltung""".split()
        ),
        lands=frozenset(
            """allee bezirk bucht dorf fluss gebirge golf hafen halbinsel insel inseln kap königreich kreis küste meer ozean platz
            provinz region reich republik see stadt straße tal wald wüste""".split()
        ),
        joints=frozenset("von vom zu zur".split()),
        titles="Herrn? Frau Dr Präsident(?:in)? Kanzler(?:in)? Minister(?:in)? General Oberst König(?:in)? Kaiser(?:in)? Prinz Graf Fürst Professor(?:in)?",
        speaks="sagte sagt schrieb schreibt erklärte fragte antwortete warnte meinte starb",
        at="in im nach aus bei nahe um gegen",
        nouns=True,
    ),
    "fr": Vocabulary(
        bodies=frozenset(
            """académie administration agence alliance armée assemblée association banque bureau cabinet chambre comité commission
            compagnie confédération congrès conseil cour fédération fondation gouvernement institut ligue ministère mouvement
            organisation parlement parti police sénat service société syndicat traité union université église""".split()
        ),
        lands=frozenset(
            """avenue baie cap cité comté côte district désert détroit empire fleuve forêt golfe île îles lac mer mont montagne
            montagnes océan place port province péninsule région république rivière royaume rue vallée village ville""".split()
        ),
        joints=frozenset("de du des d".split()),
        titles="M Mme Mlle Monsieur Madame Docteur Président(?:e)? Ministre Général Colonel Roi Reine Prince Professeur Saint Sainte",
        speaks="dit a_dit écrit a_écrit écrivit déclare déclara a_déclaré répond répondit affirme affirma mourut",
        at="à en vers près_de depuis",
    ),
    "es": Vocabulary(
        bodies=frozenset(
            """academia administración agencia alianza asamblea asociación banco cámara comité comisión compañía congreso consejo
            corte ejército federación fundación gobierno iglesia instituto junta liga ministerio movimiento oficina organización
            parlamento partido policía senado servicio sindicato sociedad tratado unión universidad""".split()
        ),
        lands=frozenset(
            """avenida bahía bosque cabo calle ciudad condado costa desierto distrito estrecho golfo imperio isla islas lago mar monte
            montaña montañas océano península plaza provincia pueblo puerto región reino república río sierra valle""".split()
        ),
        joints=frozenset("de del".split()),
        titles="Señora? Sra?\\.? Don Doña Doctora? Presidenta? Ministr[oa] General Coronel Rey Reina Príncipe Profesora? San Santa",
        speaks="dijo escribió declaró respondió preguntó afirmó advirtió murió",
        at="en hacia desde cerca_de",
    ),
    "ru": Vocabulary(
        bodies=frozenset(
            """академия администрация агентство альянс армия ассамблея ассоциация банк бюро ведомство дума институт комиссия комитет
            компания конгресс корпорация лига министерство движение общество организация парламент партия полиция правительство
            сенат служба собрание совет союз суд университет управление федерация фонд церковь""".split()
        ),
        lands=frozenset(
            """берег губерния город гора горы деревня долина залив империя королевство край море область озеро океан округ остров
            острова площадь побережье полуостров порт провинция проспект пролив пустыня район республика река село улица""".split()
        ),
        titles="господин\\w* госпож\\w+ доктор\\w* президент\\w* министр\\w* генерал\\w* полковник\\w* корол\\w+ цар\\w+ княз\\w+ профессор\\w*",
        speaks="сказала? говорила? писала? написала? заявила? ответила? спросила? умер умерла",
        at="в во из под около близ через",
    ),
    "zh": Vocabulary(empty=frozenset("的 了 在 是 和 有 他 她 我 你 不 这 那 也 就 都 与 为 其 之 而 以 于 上 中 个 们 到 说 要 会 对 从 被 把 一 及 或 但 等".split())),
    "ja": Vocabulary(empty=frozenset("の に は を が と で た し て い る も な か ら れ さ す こ そ あ だ ま り".split())),
}  # fmt: skip


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return what is known of a language's words; where nothing is, only its small words, with the capitals of its names."""
    main = main_part(language or "en")
    known = _LISTED.get(main, Vocabulary())
    return replace(known, empty=known.empty | small_words(main))
