"""Tillgänglighetsredogörelse: what the law asks a public body to say about its web service."""

import streamlit as st

from dashboard import plain
from dashboard.screen import session

home = session.facts().home
st.title("Tillgänglighetsredogörelse", anchor=False)
st.write(
    f"{plain.markdown(home.office)} står bakom Målkollen. Så många som möjligt ska kunna använda den. Här beskrivs hur "
    "Målkollen uppfyller lagen om tillgänglighet till digital offentlig service, vilka brister som är "
    "kända och hur du säger till."
)
st.header("Hur tillgänglig är Målkollen?", anchor=False)
st.write("Målkollen är delvis förenlig med lagen (WCAG 2.1 nivå AA, EN 301 549). Bristerna står nedan.")
st.header("Det här är gjort", anchor=False)
st.markdown(
    "- Varje diagram har sin slutsats i text. Varje karta och diagram har samma värden i en tabell.\n"
    "- Allt går att välja med tangentbordet; kartans klick finns också som lista.\n"
    "- Fliken säger vilken sida och vilket val som visas; det som visas läses upp när ett val är gjort.\n"
    "- Första tabben hoppar förbi länkarna till sidans innehåll.\n"
    "- Färg står aldrig ensam: klasser, linjer och punkter har namn eller värde intill.\n"
    "- Sidorna är prövade i 390 bildpunkters bredd och i 200 procents förstoring.\n"
    "- Filerna att hämta har tal som tal, med områdeskod, status och källa."
)
st.header("Kända brister", anchor=False)
st.markdown(
    "- Några ord kommer på engelska ur ramverket Streamlit och går inte att ändra, bland annat namnet på knappar som "
    "bara har en symbol.\n"
    "- Diagrammens punkter går inte att nå en och en med tangentbordet; använd tabellen under diagrammet.\n"
    "- Redogörelsen bygger på egen prövning med automatiska verktyg och tangentbord. "
    "Ingen utomstående granskning är gjord."
)
st.header("Säg till om något inte fungerar", anchor=False)
st.write(
    f"Kontakta {plain.markdown(home.office)}. Kontaktuppgifter: ej ifyllda än, fylls i innan Målkollen öppnas för "
    "allmänheten."
)
st.header("Tillsyn", anchor=False)
st.write(
    "Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. "
    "Är du inte nöjd med vårt svar kan du anmäla det till Digg."
)
