"""Så bedömer vi: what each answer asks, its rule and limits in plain words, and ten examples to work by hand."""

from collections.abc import Iterator
from typing import NamedTuple

from dashboard.content.facts import Facts
from dashboard.content.method import worked_goal, worked_real, worked_series
from dashboard.content.method.worked import Example
from dashboard.content.verdict import against_others
from malkollen.answers.goal import FEWEST as FEWEST_COMPARED
from malkollen.assess import METHOD_VERSION
from malkollen.assess.direction import RELATIVE_MATERIALITY, SIGNIFICANCE
from malkollen.assess.forecast import CLASSES
from malkollen.assess.goal import BAD_SHARE, GOOD_SHARE, NEEDED
from malkollen.assess.lead import LOG_MATERIALITY, ROUNDINGS
from malkollen.assess.position import TIE_SHARE_OF_VALUE
from malkollen.assess.trend import COVERAGE
from malkollen.assess.window import FEWEST, WIDEST_GAP, YEARS
from malkollen.database.freshness import STALE_AFTER_MONTHS
from malkollen.registry.home import Called, Home, Placed, genitive
from malkollen.registry.registry import SHARE_MATERIALITY
from malkollen.texts.swedish import number, number_word
from malkollen.verdicts.why_not_judged import FEWEST_COUNTED

QUESTION = "Hur kommer Målkollen fram till sina bedömningar?"
LEAD = (
    "Varje indikator får högst fyra svar: läge, utveckling, prognos mot mål och jämförelsen med de andra. "
    "De vägs aldrig ihop till ett index. "
    "Samma siffror ger alltid samma svar, och varje svar går att räkna efter."
)
CALCULATOR = (
    "Du behöver en miniräknare med knapparna ln och eˣ. I telefonen finns de när du håller den liggande. "
    "Talen är avrundade, så den sista siffran kan skilja."
)
TRY = (
    "Pröva en egen serie eller ett målvärde innan det är beslutat: skriv serien i en fil och kör kommandot. "
    "Samma regler används."
)
TRY_COMMAND = "malkollen assess --series FIL.json"


class Rule(NamedTuple):
    """One answer: its name, the question it answers, and the rule with its limits."""

    title: str
    question: str
    lines: tuple[str, ...]


def rules(home: Home, placed: Placed, regions: Called) -> list[Rule]:
    """The three answers, the comparison with others, the goal's answer, and what is proposed about it."""
    return [
        _position(home, placed, regions), _direction(), _forecast(), _lead(regions), _answer(home), _goal(home)
    ]  # fmt: skip


def examples(facts: Facts) -> Iterator[Example]:
    """The worked examples in order: made-up numbers, and our own where the registry says of which indicator."""
    declared = facts.registry.examples
    yield worked_series.falling()
    if declared.trend and facts.is_computed(declared.trend.indicator):
        yield worked_real.trend(facts, declared.trend)
    yield worked_series.immaterial()
    yield worked_series.s_curve()
    yield worked_series.worse_than_base()
    yield worked_series.formula_over_sums()
    if declared.rank and _is_compared(facts, declared.rank.indicator):
        yield worked_real.rank(facts, declared.rank)
    if declared.pace and _is_compared(facts, declared.pace.indicator):
        yield worked_real.pace(facts, declared.pace)
    if declared.place and _is_compared(facts, declared.place.indicator):
        yield worked_real.percentile(facts, declared.place)
    if goal := worked_goal.goal(facts):
        yield goal


def _is_compared(facts: Facts, key: str) -> bool:
    """Whether an indicator has a place among others; one that is judged against a target has none."""
    return facts.is_computed(key) and facts.indicator(key).kind == "jamforelse"


def never_judged(facts: Facts) -> list[str]:
    """What is shown and never judged."""
    context = sum(indicator.kind == "sammanhang" for indicator in facts.registry.indicators.values())
    return [
        (
            f"Indikatorer som är sammanhang ({context} stycken): de visas för att förklara andra. Listan över "
            "prioriterade objekt bedöms inte heller."
        ),
        "Utsläpp från transporter i en enskild kommun: värdena är fördelade med hjälpmått och för osäkra.",
        f"Andelar som bygger på färre än {FEWEST_COUNTED} personer eller fordon, på någon sida av andelen.",
        f"Värden som är mer än {STALE_AFTER_MONTHS // 12} år äldre än deras vanliga eftersläpning.",
        "Förändringar över ett brott i serien. Brotten är utritade i diagrammen.",
        "Summor (ton) mellan områden av olika storlek: de rangordnas inte.",
        f"Samverkans förtjänst: en indikator säger vad som har hänt {facts.home.at}, inte vem som har åstadkommit det.",
        "Ett värde som saknas. Luckor fylls aldrig i.",
    ]


def version_text() -> str:
    """The method's version and what it means."""
    return (
        f"Metod {METHOD_VERSION}. Versionen står vid varje bedömning. Ändras en regel får metoden ett nytt nummer, och "
        "äldre bedömningar behåller sitt."
    )


def _position(home: Home, placed: Placed, regions: Called) -> Rule:
    tie, share = _percent(TIE_SHARE_OF_VALUE), number(SHARE_MATERIALITY, 1)
    return Rule(
        "Läge",
        "Var står vi nu?",
        (
            (
                "Mot ett målvärde: uppnått eller ej uppnått, hur stor del av vägen från målvärdets basår som är "
                "gången, och hur mycket som är kvar."
            ),
            f"Mot en jämförelsenivå som ingen har beslutat för {home.name}: når nivån eller når inte nivån.",
            (
                f"Mot andra: {home.name} får en plats bland {regions.the}, i varje jämförelse. En skillnad under "
                f"{tie} procent räknas som lika; för andelar under indikatorns egen gräns, vanligen {share} "
                "procentenheter."
            ),
            (
                f"En kommun jämförs bara med kommuner, i {genitive(placed.the)} grupp: bästa fjärdedelen, mitten eller "
                "sämsta fjärdedelen."
            ),
            (
                "Bilar räknas med och utan kommuner med många företagsbilar. Säger de två olika saker blir svaret: "
                "beror på företagens bilar."
            ),
        ),
    )


def _direction() -> Rule:
    return Rule(
        "Utveckling",
        "Har det verkligen förändrats?",
        (
            (
                f"Vi använder värdena från de senaste {YEARS} åren. Det måste finnas minst {FEWEST}, med högst "
                f"{WIDEST_GAP} år mellan två värden och inget från tiden före ett brott."
            ),
            "Takten är den mittersta av lutningarna mellan alla par av år. Ett enstaka märkligt år flyttar den inte.",
            (
                "Förändringen måste vara säkerställd: så tydlig ordning mellan åren får uppstå av slump i högst "
                f"{_percent(SIGNIFICANCE)} fall av hundra."
            ),
            (
                f"Förändringen måste också betyda något: minst {number(100 * RELATIVE_MATERIALITY, 1)} procent per "
                f"år; för andelar indikatorns egen gräns, vanligen {number(SHARE_MATERIALITY, 1)} procentenheter per "
                "år."
            ),
            "Går det senaste intervallet tydligt åt andra hållet blir svaret osäkert.",
            "Svaren är: förbättras, försämras, ingen säkerställd förändring, osäkert eller kan inte bedömas.",
            "På sidorna heter ingen säkerställd förändring ”ingen tydlig förändring”.",
        ),
    )


def _forecast() -> Rule:
    (reach, reach_word), (slow, slow_word), (_, far_word) = CLASSES
    return Rule(
        "Prognos mot mål",
        "Når vi målet om takten fortsätter?",
        (
            (
                "Prognosen börjar i det senaste värdet och fortsätter med de senaste årens takt till målåret. Den "
                "räknas bara mot mål som någon har beslutat och som gäller."
            ),
            (
                f"Så stor del av vägen från målvärdets basår är då gången: minst {_percent(reach)} procent "
                f"{reach_word}; minst {_percent(slow)} procent {slow_word}; därunder {far_word}; mindre än ingenting "
                "sämre än basåret."
            ),
            (
                f"Takten är osäker, så prognosen har ett intervall med minst {_percent(COVERAGE)} procents säkerhet. "
                "Hamnar ändarna i olika klasser sägs båda."
            ),
            "En andel räknas både som rät linje och som S-kurva. Svaret ges bara där de är överens.",
            "Prognosen sträcker sig aldrig längre framåt än serien räcker bakåt.",
        ),
    )


def _lead(regions: Called) -> Rule:
    return Rule(
        against_others(regions),
        "Är vi främst, eller på väg dit?",
        (
            (
                "Främst är den som har odelad första plats i varje jämförelse, med och utan kommuner med många "
                "företagsbilar."
            ),
            (
                "Annars jämförs takten över samma år, mot den bästa av de andra och mot alla övriga sammantagna. "
                "Det som händer alla samtidigt tar då ut sig självt."
            ),
            (
                f"Skillnaden måste vara större än {number(100 * LOG_MATERIALITY, 1)} procent gånger antalet år; för "
                f"andelar indikatorns gräns gånger antalet år, och minst {ROUNDINGS} gånger avrundningsfelet i "
                "publicerade andelar."
            ),
            "Svaren är: avståndet minskar eller ökar, försprånget ökar eller minskar, eller har inte ändrats tydligt.",
        ),
    )


def _answer(home: Home) -> Rule:
    fewest = number_word(FEWEST_COMPARED)
    return Rule(
        "Målets svar",
        "Vad svarar siffrorna på målets fråga i dag?",
        (
            "Svaret bygger på de av målets mått som går att jämföra med andra. Mått av samma sak räknas en gång.",
            (
                f"Ja: först i alla de måtten, minst {fewest}, i varje jämförelse, och inget mål missas. Delvis: först "
                "eller delad etta i minst hälften. Nej: annars."
            ),
            (
                f"Hittills står framför så länge färre än {fewest} mått går att jämföra, ett mål saknar prognos "
                "eller förslaget nedan inte kan göras. Går inget att jämföra är frågan inte möjlig att svara på än."
            ),
            (
                f"Svaret räknas ut. När {home.bodies.leadership.name} har bedömt målet står dess ord "
                "först, och svaret under."
            ),
        ),
    )


def _goal(home: Home) -> Rule:
    return Rule(
        "Förslag för målet",
        "Är vi på väg mot målet?",
        (
            "Varje kärnindikator räknas en gång, utan vikter, och talar för målet, emot det eller varken eller.",
            f"Minst {_percent(NEEDED)} procent av dem måste kunna bedömas. Annars blir det inget förslag.",
            (
                f"På väg: minst {_percent(GOOD_SHARE)} procent talar för och ingen emot. Inte på väg: minst "
                f"{_percent(BAD_SHARE)} procent talar emot. Annars delvis."
            ),
            (
                f"Det är ett förslag. {home.bodies.leadership.title} bekräftar det eller ändrar det med ett skrivet "
                "skäl; båda visas."
            ),
        ),
    )


def _percent(share: float) -> str:
    return number(100 * share)
