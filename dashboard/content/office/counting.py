"""What a target of an indicator comes to: whether it is judged against, who can change that, and where it is shown."""

from dashboard.content.facts import Facts
from dashboard.content.office import words

JUDGED = (
    "Läge och prognos räknas mot målvärdet om det är gällande eller ifrågasatt, inte är en jämförelsenivå och gäller i "
    "dag. Prognosen behöver också målår, basår och värde basåret."
)
NOT_JUDGED = " (bedöms inte mot målvärden)"
KINDS = {
    "jamforelse": "en jämförelse med andra områden",
    "jamforelseniva": "en jämförelse med en nivå",
    "sammanhang": "sammanhang, varken bra eller dålig",
    "lageslista": "en lista över lägen",
}


def options(facts: Facts) -> dict[str, str]:
    """Every indicator by what it is called where a target of it is chosen: those that are judged against one first."""
    all_of_them = sorted(facts.registry.indicators, key=lambda key: not is_judged(facts, key))
    return {key: facts.indicator(key).title + ("" if is_judged(facts, key) else NOT_JUDGED) for key in all_of_them}


def is_judged(facts: Facts, indicator: str) -> bool:
    """Whether an indicator is judged against its targets."""
    return facts.indicator(indicator).kind == "mal"


def counts(facts: Facts, indicator: str) -> str:
    """What a target of an indicator comes to: whether it is judged against, and what that takes."""
    one = facts.indicator(indicator)
    if is_judged(facts, indicator):
        return JUDGED
    return words.with_keeper(
        f"Den här indikatorn bedöms inte mot målvärden: den är inlagd som {KINDS[one.kind]}. Läget blir detsamma och "
        "ingen prognos görs. Ska den bedömas mot mål beslutar ni det, och den som sköter servern ställer in det."
    )


def shown_on(facts: Facts, indicator: str) -> str:
    """The pages and documents that a target is shown on."""
    one, leadership = facts.indicator(indicator), facts.home.bodies.leadership.genitive
    pages = "Målvärdet visas på sidorna Indikator och Mål, på indikatorbladet och i årsredovisningen."
    if one.kind == "mal" and one.core:
        return f"{pages} Omdömet följer med till Översikt och {leadership} sida."
    if one.core:
        return (
            f"{pages} På Översikt och {leadership} sida visas inte själva målvärdet. Är det ett beslut försvinner "
            "indikatorn där ur Kräver beslut, listan över det som saknar mål."
        )
    return f"{pages} Det visas inte på {leadership} sida: där står kärnindikatorerna."
