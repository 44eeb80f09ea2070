"""What a target of an indicator comes to: whether it is judged against, who can change that, and where it is shown."""

from dashboard.content.facts import Facts

JUDGED = (
    "Läge och prognos räknas mot målvärdet om det är gällande eller ifrågasatt, inte är en jämförelsenivå och gäller i "
    "dag. Prognosen behöver också målår, basår och värde basåret."
)
KINDS = {
    "jamforelse": "en jämförelse med andra områden",
    "jamforelseniva": "en jämförelse med en nivå",
    "sammanhang": "sammanhang, varken bra eller dålig",
    "lageslista": "en lista över lägen",
}


def counts(facts: Facts, indicator: str) -> str:
    """What a target of an indicator comes to: whether it is judged against, and what that takes."""
    one = facts.indicator(indicator)
    if one.kind == "mal":
        return JUDGED
    return (
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
            f"{pages} På Översikt och {leadership} sida visas det inte: är det beslutat räknas indikatorn där inte "
            "längre bland dem som saknar mål, under Kräver beslut."
        )
    return f"{pages} Det visas inte på {leadership} sida: där står kärnindikatorerna."
