"""Fråga Målkollen: what a named level takes, who works in another of ours, how sure, and who is ahead."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Fold
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page
from dashboard.content.questions import beyond, page
from dashboard.content.questions.apart import unfollowed


def cards(facts: Facts, asked: str, mine: str = "") -> list[Answer]:
    shown = page.sections(facts, asked, mine, shows_draft=True)[1:-1]
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def captions(facts: Facts, asked: str) -> list[str]:
    shown = page.sections(facts, asked, "", shows_draft=True)[1:-1]
    return [block.text for part in shown for block in part.blocks if isinstance(block, Text)]


# ───────────── Levels ─────────────

LEVELS = {
    "Hur många laddpunkter behöver Huddinge bygga för att komma ikapp Stor-Göteborg till 2030?": (
        "Stor-Göteborgs", "591 fler laddpunkter"),
    "Hur många laddpunkter behöver Huddinge till Stor-Göteborgs nivå?": ("Stor-Göteborgs", "591 fler laddpunkter"),
    "Vad krävs för att Huddinge ska nå rikets nivå i laddpunkter?": ("rikets", "282 fler laddpunkter"),
    "Hur många laddpunkter fattas Haninge till rikets nivå?": ("rikets", "419 fler laddpunkter"),
    "Hur många laddpunkter fattas till landets nivå?": ("rikets", "1 726 fler laddpunkter"),
    "Vad krävs för att gå om Stor-Göteborg i laddpunkter?": ("Stor-Göteborgs", "3 144 fler laddpunkter"),
    "Vad skulle krävas för att Tyresö ska ha lika många laddpunkter som riket?": ("rikets", "195 fler laddpunkter"),
    "Hur många fler elbilar krävs för att Nynäshamn ska hamna på samma nivå som Stor-Malmö?": (
        "Stor-Malmös", "330 fler elbilar"),
}  # fmt: skip
"""Whose level each asks of, and how many more it takes."""
LEADING = (
    "Hur många fler laddpunkter behövs för att vi ska leda?",
    "Hur många laddpunkter måste Södertörn bygga för att bli bäst?",
    "Hur många laddpunkter måste byggas för att vi ska bli bäst i landet?",
)


@pytest.mark.parametrize("asked", LEVELS)
def test_what_a_named_level_takes_is_told_first_and_with_its_year(facts: Facts, asked: str) -> None:
    (told,), (level, count) = cards(facts, asked), LEVELS[asked]
    assert plain(told.text).startswith(f"Till {level} nivå 2025")
    assert count in plain(told.text)
    assert "till 2030" in told.text
    assert beyond.RECOGNISED not in captions(facts, asked)


@pytest.mark.parametrize("asked", LEADING)
def test_to_lead_is_to_reach_the_best(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    assert plain(told.text).startswith("Bäst av de områden som jämförs är Stor-Göteborg. Till Stor-Göteborgs nivå 2025")
    assert "3 144 fler laddpunkter" in plain(told.text)


def test_a_year_that_is_asked_for_is_the_year_it_is_spread_to(facts: Facts) -> None:
    (told,) = cards(facts, "Hur många laddpunkter till behövs i Haninge för att nå länets nivå 2028?")
    assert "till 2028" in told.text


# ───────────── Another of ours ─────────────

WITHIN = {
    "Hur många nynäshamnsbor jobbar i en annan kommun på Södertörn?": "8 796 som bodde i Nynäshamn",
    "Hur många nynäshamnsbor jobbar i andra kommuner på Södertörn?": "8 796 som bodde i Nynäshamn",
    "Hur många huddingebor jobbar inom Södertörn?": "43 306 som bodde i Huddinge",
    "Hur många tyresöbor pendlar till en annan Södertörnskommun?": "18 773 som bodde i Tyresö",
    "Hur många i Salem jobbar hos grannkommunen?": "7 203 som bodde i Salem",
    "Hur många i Haninge jobbar i någon av de andra sju?": "35 506 som bodde i Haninge",
    "Hur många pendlar från Huddinge till Botkyrka?": "43 306 som bodde i Huddinge",
    "Hur många pendlar in till Nynäshamn från andra kommuner på Södertörn?": "1 752 som arbetade i Nynäshamn",
}


@pytest.mark.parametrize("asked", WITHIN)
def test_who_works_in_another_of_ours_is_not_known_and_those_of_any_stand_after_it(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    assert told.text.startswith("Hur många som reser mellan kommunerna går inte att säga än.")
    assert plain(told.hedge).startswith(WITHIN[asked])
    assert "vilken som helst" in told.hedge


def test_who_goes_to_work_in_some_way_is_asked_of_the_way(facts: Facts) -> None:
    for asked, meant in (("med cykel", "cykelresor"), ("med tåg", "hållbara resor")):
        assert meant in cards(facts, f"Hur många pendlar {asked} i Tyresö?")[0].question


@pytest.mark.parametrize("asked", ["Hur mycket kör {}na bil?", "Hur går det med bilkörningen för {}na?"])
def test_who_lives_in_a_municipality_names_it(facts: Facts, asked: str) -> None:
    for name, ends in (("Huddinge", "huddingebor"), ("Nynäshamn", "nynäshamnsbor"), ("Tyresö", "tyresöbor")):
        assert name in cards(facts, asked.format(ends))[0].question


# ───────────── How sure, the nearest, and who is ahead ─────────────


@pytest.mark.parametrize("asked", [
    "Hur säker är siffran för laddpunkter i Nynäshamn?", "Kan man lita på siffran för laddpunkter i Nynäshamn?",
    "Hur osäker är siffran om laddpunkterna i Nynäshamn?",
])  # fmt: skip
def test_how_sure_a_figure_is_has_every_reservation_of_its_year(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    assert "bättre rapportering" in told.text
    assert told.hedge.startswith("2024 är osäkert: registret rensades. Folkmängden är preliminär")


@pytest.mark.parametrize("asked", [
    "Hur många åker kollektivt till Huddinge?", "Hur reser huddingeborna?", "Hur många reser hållbart från Huddinge?",
])  # fmt: skip
def test_the_nearest_measure_is_told_of_the_municipality_that_is_named(facts: Facts, asked: str) -> None:
    assert "457 mil" in plain(" ".join(cards(facts, asked)[0].beside))


@pytest.mark.parametrize("asked", [
    "Vilka ligger före Södertörn i omställningen?", "Vem är före oss i omställningen?", "Vilka leder omställningen?",
])  # fmt: skip
def test_who_is_ahead_is_named_by_measure(facts: Facts, asked: str) -> None:
    told = plain(cards(facts, asked)[0].text)
    assert "Laddpunkter: Stor-Göteborg, övriga Stockholms län och Stor-Malmö (2025)." in told
    assert "Bilkörning: platsen beror på företagens bilar (2024)." in told


@pytest.mark.parametrize("asked", [
    "Hur ligger Nynäshamn till jämfört med de andra sju?", "Hur ligger Nynäshamn till bland de åtta?",
    "Hur står sig Nynäshamn mot de andra kommunerna på Södertörn?",
])  # fmt: skip
def test_a_municipality_among_ours_has_a_row_of_them_all_for_each_measure(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    assert told.text.startswith("Av de andra sju ligger Nynäshamn före en i laddpunkter")
    assert [line.partition(".")[0] for line in told.beside[:4]] == [
        "Elbilar", "Laddpunkter", "Bilkörning", "Boende nära kollektivtrafik"]  # fmt: skip
    assert "De åtta, per 1 000 inv. 2025: Nykvarn 6,5" in plain(told.beside[1])
    assert "sist" not in told.text


@pytest.mark.parametrize("asked", ["Vad går åt fel håll?", "Vilka mått går åt fel håll?", "Vad går åt rätt håll?"])
def test_only_an_established_direction_is_told_as_one(facts: Facts, asked: str) -> None:
    sure, unsure = cards(facts, asked)[0].text.split("Ingen säker riktning än: ")
    assert sure.strip() == "Elbilar går åt rätt håll, medan boende nära kollektivtrafik går åt fel håll."
    assert "bilkörning" in unsure


# ───────────── What is not followed, and what comes ─────────────


@pytest.mark.parametrize("asked", [
    "Vilka delar går inte att följa upp?", "Vilka delar av programmet går inte att följa upp?",
    "Vad följer Målkollen inte?", "Vad mäts inte?",
])  # fmt: skip
def test_what_is_not_followed_is_the_list_of_the_goals_page(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    assert told.question == unfollowed.ASKED
    quoted = [f"”{one.quote}”" for one in facts.programme.unfollowed if one.quote]
    assert [*told.beside[: len(quoted)]] == quoted


def test_what_the_programme_does_not_name_stands_under_another_heading(facts: Facts) -> None:
    folds = [block for block in page.sections(facts, "", "", shows_draft=True)[-1].blocks if isinstance(block, Fold)]
    quoted = [one for one in facts.programme.unfollowed if one.quote]
    assert f"{goal_page.UNFOLLOWED} ({len(quoted)})" in [one.label for one in folds]
    assert any(one.label.startswith(unfollowed.BEYOND) for one in folds)


@pytest.mark.parametrize("asked", [
    "Vad föreslår Målkollen till nästa SUP?", "Vad borde stå i nästa program?",
    "Vad ska vi föreslå till nästa mandatperiod?",
])  # fmt: skip
def test_nothing_is_proposed_and_who_proposes_is_said(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[0]
    assert told.text.startswith("Målkollen föreslår inget. Samarbetskommittén tar fram ett förslag")
    assert any("har ingen indikator" in line for line in told.beside)
