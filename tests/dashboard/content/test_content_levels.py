"""A level of a reader's own in a question: what is read out of it, what it takes, and where it is tried."""

import pytest

from dashboard.content.facts import Facts
from dashboard.content.questions import every, page
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import levels
from dashboard.content.questions.replies.levels import Level
from tests.dashboard.content.test_answers import plainly

CARS, POINTS, EMISSIONS = "electric_car_share", "charging_points_per_1000", "transport_emissions"


@pytest.fixture(scope="module")
def known(facts: Facts) -> list[Question]:
    """Every question, for who may see the draft."""
    return every.questions(facts, shows_draft=True)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Vad krävs för att halva bilparken ska vara elbilar 2030?", Level("share", 50.0, 2030)),
        ("50 procent elbilar 2030", Level("share", 50.0, 2030)),
        ("Vad krävs för femtio procent elbilar?", Level("share", 50.0, None)),
        ("Vad krävs för en fjärdedel elbilar 2028?", Level("share", 25.0, 2028)),
        ("öka andelen elbilar till 30 procent 2030", Level("share", 30.0, 2030)),
        ("hur många laddpunkter till för 10 per 1 000?", Level("value", 10.0, None)),
        ("Vad krävs för 7,5 laddpunkter per 1000 invånare 2032?", Level("value", 7.5, 2032)),
        ("Vad krävs för dubbelt så många laddpunkter?", Level("times", 2.0, None)),
        ("Vad krävs för att tredubbla laddpunkterna?", Level("times", 3.0, None)),
        ("minska utsläppen med 40 procent till 2030", Level("less", 40.0, 2030)),
        ("Hur når vi 40 procent lägre utsläpp 2030 än 2015?", Level("less", 40.0, 2030, 2015)),
        ("Vad krävs för att halvera utsläppen?", Level("less", 50.0, None)),
        ("Vad krävs för att minska bilkörningen med 10 procent från i dag?", Level("less", 10.0, None, 0)),
        ("minska till 10 procent lägre 2030 än 2022", Level("less", 10.0, 2030, 2022)),
        ("Vad krävs för 20 procent fler laddpunkter?", Level("more", 20.0, None)),
    ],
)
def test_a_level_is_read_in_figures_and_in_words(asked: str, read: Level) -> None:
    assert levels.read(asked, 2026) == read


@pytest.mark.parametrize(
    "asked",
    [
        "Hur stor andel av bilarna är elbilar?",
        "Minskade utsläppen med 40 procent?",
        "Hur många laddpunkter per 1 000 invånare har Salem?",
        "Hur många arbetsplatser når jag på 45 minuter?",
        "Vad krävs för att komma ikapp i laddpunkter?",
        "Hur många laddpunkter hade vi 2023?",
    ],
)
def test_what_names_no_level_has_none(asked: str) -> None:
    assert levels.read(asked, 2026) is None


def told(facts: Facts, known: list[Question], asked: str) -> tuple[str, Reply]:
    """The key of what a question means and its answer, of the municipality that it names."""
    first = every.meant(facts, known, asked)[0]
    assert not every.is_doubtful(facts, known, asked, first)
    area = page._asked_of(facts, asked, first) or facts.areas.home.id
    return first.key, first.reply(area)


def test_what_a_share_takes_is_counted_in_things_and_leads_to_where_it_is_tried(
    facts: Facts, known: list[Question]
) -> None:
    key, reply = told(facts, known, "Vad krävs för att hälften av Botkyrkas bilar ska vara elbilar 2030?")
    assert key == f"level:{CARS}"
    assert plainly(reply.answer) == (
        "Till 50 procent behövs 13 731 fler elbilar: 3 363 om året från november 2026 till 2030, avrundat uppåt."
    )
    assert reply.hedge == "Räknat med lika många bilar som 2025."
    assert dict(reply.links[0].choices) == {
        "indikator": CARS, "omrade": "0127", "ar": "", "provvarde": "50", "provar": "2030", "provbas": "2022",
    }  # fmt: skip


def test_a_level_by_its_value_and_one_of_todays(facts: Facts, known: list[Question]) -> None:
    _, reply = told(facts, known, "hur många laddpunkter till för 10 per 1 000?")
    assert plainly(reply.answer).startswith(
        "Till 10 per 1 000 inv. behövs 3 980 fler laddpunkter: 975 om året från november 2026 till 2030, avrundat uppåt"
    )
    _, doubled = told(facts, known, "Vad krävs för dubbelt så många laddpunkter 2030?")
    assert plainly(doubled.answer).startswith("Till dubbla 2025 års nivå behövs 1 277 fler laddpunkter")
    _, reached = told(facts, known, "Vad krävs för att 80 procent ska bo nära kollektivtrafik i Botkyrka?")
    assert reached.answer == "Botkyrka har redan nått 80 procent."


def test_less_is_counted_from_a_year_that_somebody_has_set_and_else_it_is_asked_for(
    facts: Facts, known: list[Question]
) -> None:
    key, reply = told(facts, known, "minska utsläppen med 40 procent till 2030")
    assert key == f"level:{EMISSIONS}"
    assert plainly(reply.answer) == (
        "För att nå 40 procent under 2010 års nivå ska Södertörn ned från 577 000 ton 2024 till 444 000 ton 2030, "
        "4,3 % per år räknat från 2024."
    )
    _, unset = told(facts, known, "Vad krävs för att minska bilkörningen med 10 procent till 2030?")
    assert unset.answer.startswith("Frågan säger inte vilket år minskningen ska räknas från")
    assert "”10 procent lägre 2030 än 2022”" in unset.answer
    assert unset.beside
    _, named = told(facts, known, "bilkörning 10 procent lägre 2030 än 2022")
    assert "10 procent under 2022 års nivå" in named.answer


def test_of_a_municipality_that_cannot_be_counted_it_is_said_why(facts: Facts, known: list[Question]) -> None:
    _, rough = told(facts, known, "Hur mycket måste Botkyrka minska utsläppen för att nå 40 procent under 2010?")
    assert "För Botkyrka går det inte att räkna" in rough.answer
    _, fleets = told(facts, known, "Vad krävs för 50 procent elbilar i Södertälje?")
    assert fleets.answer.startswith("Många företagsbilar är skrivna i Södertälje")
    assert "behövs" not in fleets.answer


def test_a_level_that_somebody_has_decided_is_answered_as_the_target(facts: Facts, known: list[Question]) -> None:
    assert told(facts, known, "Klarar vi målet om 70 procent lägre utsläpp?")[0] == f"indicator:{EMISSIONS}"
    assert told(facts, known, "Kommer Nykvarn att nå riksdagens klimatmål?")[0] == f"indicator:{EMISSIONS}"


def test_a_level_that_a_measure_cannot_have_is_not_reckoned(facts: Facts, known: list[Question]) -> None:
    for asked in ("Vad krävs för 50 procent laddpunkter?", "Vad krävs för 130 procent elbilar?"):
        found = every.meant(facts, known, asked)
        assert not any(one.key.startswith(levels.LEVEL) for one in found)
