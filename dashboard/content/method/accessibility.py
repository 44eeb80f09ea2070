"""The page Tillgänglighetsredogörelse: what the law asks a public body to say about its web service."""

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import PageSection
from malkollen.registry.home import Home

DONE = (
    "Varje diagram har sin slutsats i text. Varje karta och diagram har samma värden i en tabell.",
    "Allt går att välja med tangentbordet; kartans klick finns också som lista.",
    "Färg står aldrig ensam: klasser, linjer och punkter har namn eller värde intill.",
    "Sidorna är prövade i 390 och 320 bildpunkters bredd, i 200 procents förstoring och utskrivna.",
    "Det första tangentbordet når är vägen förbi menyn. Fliken säger vad som visas, och ett val läses upp.",
    "Filerna att hämta har tal som tal, med områdeskod, status och källa.",
)
FAULTS = (
    "Diagrammens punkter går inte att nå en och en med tangentbordet; använd tabellen under diagrammet.",
    (
        "Redogörelsen bygger på egen prövning med automatiska verktyg och tangentbord. Ingen utomstående granskning är "
        "gjord."
    ),
)


def sections(home: Home) -> list[PageSection]:
    """The whole page."""
    behind = (
        f"{home.office} står bakom Målkollen. Så många som möjligt ska kunna använda den. Här beskrivs hur Målkollen "
        "uppfyller lagen om tillgänglighet till digital offentlig service, vilka brister som är kända och hur du säger "
        "till."
    )
    level = "Målkollen är delvis förenlig med lagen (WCAG 2.1 nivå AA, EN 301 549). Bristerna står nedan."
    contact = (
        f"Kontakta {home.office}. Kontaktuppgifterna är inte ifyllda än: {home.office_short} fyller i dem innan "
        "Målkollen öppnas för allmänheten."
    )
    supervision = (
        "Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med vårt svar kan du "
        "anmäla det till Digg."
    )
    return [
        PageSection("", [Text(behind)]),
        PageSection("Hur tillgänglig är Målkollen?", [Text(level)]),
        PageSection("Det här är gjort", [Bullets(DONE)]),
        PageSection("Kända brister", [Bullets(FAULTS)]),
        PageSection("Säg till om något inte fungerar", [Text(contact)]),
        PageSection("Tillsyn", [Text(supervision)]),
    ]
