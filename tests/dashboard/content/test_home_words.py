"""The sentences that name the cooperation, its members, its office and its bodies: for Södertörn, letter for letter."""

import pytest

from dashboard.content.commuting import commuting, matrix, streams
from dashboard.content.compare import compare
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts, publishers
from dashboard.content.goal import judgements, priority_objects
from dashboard.content.indicator import contributions
from dashboard.content.method import method
from dashboard.content.targets import nobody
from dashboard.content.transit import transit
from dashboard.content.trips import travelling
from dashboard.documents import selection
from malkollen.registry.home import Members, genitive

PEOPLE = "Den som reser mellan två av de åtta räknas som inom Södertörn, inte som in- eller utpendlare."
TODAY = {
    "commuting's question": (
        commuting.lead,
        "Hur många pendlar in till och ut från varje kommun, och är Södertörn en gemensam arbetsmarknad?",
    ),
    "the matrix that is not loaded": (
        commuting.not_loaded,
        (
            "Hur många som reser mellan kommunerna går inte att säga än. Här saknas SCB:s uppgifter om pendling mellan "
            "kommuner. Fråga Södertörns kansli, som hämtar dem; ingen dag är satt än."
        ),
    ),
    "what the matrix would show": (
        commuting.without_matrix,
        (
            "När uppgifterna finns visas hur många som reser mellan de åtta, Stockholm och övriga, och hur stor del av "
            "Södertörns sysselsatta invånare som arbetar på Södertörn."
        ),
    ),
    "trips between members": (matrix.internal, PEOPLE),
    "the streams' directions": (
        lambda facts: ", ".join(streams.shown(facts, way) for way in streams.DIRECTIONS),
        "Mellan de åtta, Ut från Södertörn, In till Södertörn",
    ),
    "how the streams out are read": (
        lambda facts: streams.reading(facts, "ut"),
        (
            "Linjens bredd visar hur många som reser. Talet vid kommunen är alla som bor där och arbetar utanför "
            "Södertörn, talet vid målet alla som reser dit från Södertörn."
        ),
    ),
    "the page of timetables": (
        transit.lead,
        ("Hur långt når man på Södertörn, från punkt A till punkt B, till fots, med cykel, kollektivt och med bil?"),
    ),
    "journeys across": (travelling.heading, "Resor mellan de åtta kommuncentrumen"),
    "timetables of others": (
        transit.not_ours,
        (
            "Ingen inläst tidtabell täcker Stockholms län: ett län räknas när varje kommun i det har minst en "
            "hållplats med trafik den dagen."
        ),
    ),
    "comparisons": (
        compare.lead,
        (
            "Målen säger ”leder vägen” och ”mest tillgängliga storstadsregion”. Här står Södertörn mot de andra "
            "områdena."
        ),
    ),
    "what is asked of the committee": (
        lambda facts: decisions.decisions(facts)[0].told,
        (
            "Kommittén ska välja vilka storstadsregioner Södertörn jämförs med: hela storstadsregioner eller bara "
            "kommunerna runt storstäderna."
        ),
    ),
    "no target": (
        nobody,
        "Inget mål beslutat. Ingen har beslutat ett målvärde för Södertörn för den här indikatorn.",
    ),
    "whose judgement": (lambda facts: judgements.heading(facts.home), "Ledningsgruppens bedömning"),
    "the committee's list": (
        lambda facts: priority_objects.source(facts.home),
        "Källa: samarbetskommitténs lista; varje uppgifts egen källa står på raden.",
    ),
    "the list's order": (
        lambda facts: priority_objects.unjudged(facts.home),
        "Samarbetskommitténs lista visas i den ordning den är skriven, och inget objekt bedöms här.",
    ),
    "the empty list": (
        lambda facts: priority_objects.empty(facts.home),
        (
            "Samarbetskommitténs beslutade lista är inte inlagd än. "
            "När kansliet har lagt in den visas varje objekt med läge, plan, år och källa."
        ),
    ),
    "the network's table": (
        lambda facts: contributions.workbench(facts.home),
        "Till för nätverkets arbete: visar hur mycket Södertörns värde beror på en enda kommun, inte hur det går där.",
    ),
    "a part of a ratio": (
        lambda facts: contributions.ratio_note(facts.home),
        (
            "En kommuns del är dess ändring i det som räknas, minus dess ändring i det som det delas med gånger "
            "Södertörns medelvärde för de två åren, allt delat med vad Södertörns antal delas med i medeltal. En stor "
            "kommun väger därför tyngre än en liten, och en kommun som växer drar Södertörns värde mot sitt eget."
        ),
    ),
    "whom a municipality is placed among": (
        lambda facts: method.rules(facts.home, facts.placed, facts.registry.comparison.called)[0].lines[3],
        (
            "En kommun jämförs bara med kommuner, i pendlingskommunernas grupp: bästa fjärdedelen, mitten eller "
            "sämsta fjärdedelen."
        ),
    ),
    "the kinds of documents": (
        lambda facts: f"{selection.title(facts, 'ledningsgrupp')}. {selection.about(facts, 'arsredovisning')}",
        (
            "Ledningsgruppens sida. Mål för mål: programmets ord, siffrorna och ledningsgruppens bedömning. Inga "
            "aktiviteter är inskrivna än"
        ),
    ),
    "a meeting": (
        lambda facts: selection.make_edition(facts)[0][1],
        'malkollen edition create NAMN --date ÅÅÅÅ-MM-DD --meeting "Ledningsgruppen"',
    ),
}


@pytest.mark.parametrize("name", TODAY)
def test_a_sentence_takes_its_words_from_the_registry_and_is_what_it_was(name: str, facts: Facts) -> None:
    say, said = TODAY[name]
    assert say(facts) == said


def test_members_are_counted_in_words() -> None:
    eight, thirteen, many = Members(8), Members(13), Members(26)
    assert (eight.the, eight.municipalities, eight.relations) == ("de åtta", "de åtta kommunerna", 56)
    assert (thirteen.the, thirteen.municipalities, thirteen.relations) == ("de tretton", "de tretton kommunerna", 156)
    assert many.municipalities == "de 26 kommunerna"


@pytest.mark.parametrize(("word", "whose"), [("styrelsen", "styrelsens"), ("Borås", "Borås"), ("Lerum", "Lerums")])
def test_a_genitive_gets_an_s_but_where_one_is_heard(word: str, whose: str) -> None:
    assert genitive(word) == whose


def test_the_office_is_added_once_also_to_what_an_older_version_stored(facts: Facts) -> None:
    stored = ["Källa: SCB", "Källa: Trafikanalys, bearbetning: Södertörns kansli", "Källa: SCB"]
    assert [publishers(text) for text in stored] == ["SCB", "Trafikanalys", "SCB"]
    assert facts.credited(stored) == "Källa: SCB; Trafikanalys, bearbetning: Södertörns kansli"
    assert not any("bearbetning" in source.attribution for source in facts.sources)
