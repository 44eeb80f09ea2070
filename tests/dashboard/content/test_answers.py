"""The answers on the carried figures, word for word, and every figure that was worked out by hand beforehand."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.content.answers import answers, goal as goal_words, judged as judged_words
from dashboard.content.answers.answers import Answered
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from malkollen.answers.goal import goal_answer
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.assess.target import Aim
from malkollen.database.changed import Changed, Figure
from malkollen.errors import DataError
from malkollen.office import judgements
from malkollen.office.judgements import Basis, Entry
from malkollen.registry import registry as registry_file
from malkollen.values.areas import COUNTRY
from malkollen.verdicts.assessor import Assessor

FOUR = "Stockholm, Göteborg, Malmö och Lund"
WORDED = {
    "klimatomstallning": (
        (
            "Hittills nej. Södertörn är inte först i något av fyra mått: näst lägst utsläpp per invånare "
            "(2024), men sist i laddpunkter (2025)."
        ),
        (
            "Platsen i bilkörning beror på företagens bilar; jämförs bara kommunerna runt storstäderna blir svaret "
            "”hittills delvis”: Södertörn har då lägst "
            "bilkörning och delat lägst utsläpp per invånare."
        ),
    ),
    "tillganglighet": (
        (
            "Hittills nej. Södertörn är tvåa av fyra områden: 90,8 procent bodde nära "
            "kollektivtrafik 2023, i övriga Stockholms län 94,0."
        ),
        (
            "Bara ett av svarets nio mått går att jämföra än; jämförs bara kommunerna runt storstäderna är Södertörn "
            "först av fyra och svaret blir ”hittills ja”."
        ),
    ),
    "K01": (
        (
            "Utsläppen från transporter var 22 procent lägre 2024 än 2010. Riksdagens mål för landet, 70 procent lägre "
            "2030, nås inte i nuvarande takt."
        ),
        "2024 ökade utsläppen från transporter 15 procent, i riket 22.",
    ),
    "K01b": (
        (
            "Näst lägst av fyra: 1,1 ton växthusgaser från transporter per invånare 2024, i övriga Stockholms län 0,8, "
            "i riket 1,6."
        ),
        f"Räknas {FOUR} bort: delat lägst av fyra.",
    ),
    "K02": (
        (
            "Delad tvåa av fyra: 10,6 procent av bilarna var elbilar 2025, i övriga Stockholms län 19,0. Upp från 4,7 "
            "år 2022."
        ),
        (
            f"Platsen gäller när alla bilar räknas, också företagens; utan kommuner med många företagsbilar och utan "
            f"{FOUR}: delad sist av fyra, Södertörn 8,0 procent."
        ),
    ),
    "K06": (
        "Sist av fyra: 2,4 laddpunkter per 1 000 invånare 2025, i Stor-Göteborg 8,4, i riket 5,7.",
        "2023: 0,8, riket 3,3; en del av ökningen av laddpunkter är bättre rapportering.",
    ),
    "K08": (
        "564 mil med bil per invånare 2024, i Stor-Malmö 520, i riket 623. Platsen beror på företagens bilar.",
        f"Delad sist av fyra när alla bilar räknas, också företagens; räknas {FOUR} bort: lägst av fyra.",
    ),
    "T01": (
        "Tvåa av fyra: 90,8 procent bodde nära kollektivtrafik 2023, i övriga Stockholms län 94,0. Sjunker långsamt.",
        f"Räknas {FOUR} bort: först av fyra. −0,6 procentenheter sedan 2018, övriga Stockholms län −0,4.",
    ),
}
BY_HAND = {
    "klimatomstallning": "nej fyra näst lägst 2024 sist 2025 | delvis lägst delat lägst",
    "tillganglighet": "nej tvåa fyra 90,8 2023 94,0 | först fyra",
    "K01": "2024 22 2010 70 2030 inte | 2024 15 22",
    "K02": "delad tvåa fyra 10,6 2025 19,0 upp 4,7 2022 | delad sist fyra 8,0",
    "K06": "sist fyra 2,4 1000 2025 8,4 5,7 | 2023 0,8 3,3",
    "K08": "564 2024 520 623 | delad sist fyra lägst fyra",
    "T01": "tvåa fyra 90,8 2023 94,0 sjunker långsamt | först fyra −0,6 2018 −0,4",
}
"""The facts of the table that was worked out by hand, in its own order but for the year beside the change."""
FACTS = re.compile(
    r"−?\d+(?:,\d+)?|\b(?:nej|delvis|inte|fyra|näst|lägst|sist|delad|delat|tvåa|först|upp|sjunker|långsamt)\b"
)


def answered(facts: Facts, about: str) -> Answered:
    return answers.of_goal(facts, about) if about in facts.goals else answers.of_indicator(
        facts, facts.codes[about.casefold()]
    )  # fmt: skip


def plainly(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ")


@pytest.mark.parametrize("about", WORDED)
def test_the_answer_and_its_hedge_word_for_word(about: str, facts: Facts) -> None:
    row = answered(facts, about)
    assert (plainly(row.answer), plainly(row.hedge)) == WORDED[about]


def test_nothing_is_set_against_the_last_place_where_the_best_place_is_last_too(facts: Facts) -> None:
    basis = answers.basis(facts)
    answer = goal_answer(basis, "klimatomstallning")
    assert answer.best is not None
    assert answer.best.place is not None
    shared = replace(answer.best, place=replace(answer.best.place, kind="shared_last"))
    assert ", men sist i laddpunkter" in goal_words.computed(basis, answer)
    assert ", och sist i laddpunkter" in goal_words.computed(basis, replace(answer, best=shared))


@pytest.mark.parametrize("about", BY_HAND)
def test_every_fact_is_the_one_worked_out_by_hand(about: str, facts: Facts) -> None:
    row = answered(facts, about)
    for told, by_hand in zip((row.answer, row.hedge), BY_HAND[about].split("|"), strict=True):
        found = FACTS.findall((told or "").casefold().replace("\u00a0", ""))
        expected = FACTS.findall(by_hand)
        assert sorted(found) == sorted(
            [*expected, *(["inte", "först"] if "nej" in expected and "näst" in expected else [])]
        )


def test_what_it_would_take_in_things(facts: Facts) -> None:
    row = answered(facts, "K06")
    assert [(one.to, one.count, one.per_year) for one in row.things] == [
        ("riket", 1726, 346),
        ("stor_malmo", 1093, 219),
        ("stor_goteborg", 3144, 629),
    ]
    assert plainly(row.beside[0]) == (
        "Till rikets nivå 2025 behövs 1 726 fler laddpunkter: 423 om året från november 2026 till 2030, "
        "avrundat uppåt. Riket ökade självt med 1,4 per 1 000 inv. 2025."
    ), "346 a year is less than the 49 months left ask for: 1 726 x 12 / 49 = 422.7"
    near = [plainly(line) for line in answered(facts, "T01").beside]
    assert near == [
        "Redan över rikets nivå 2023.",
        (
            "Till övriga Stockholms läns nivå 2023 behövs 16 900 fler boende nära kollektivtrafik: 4 200 om året "
            "från november 2026 till 2030, avrundat uppåt till hundratal."
        ),
    ]


def test_a_level_that_is_tried_is_told_in_things(facts: Facts) -> None:
    tried = Aim(5.7122, 2030)
    assert plainly(answers.to_level(facts, "charging_points_per_1000", "sodertorn", tried)) == (
        "Till det värde du prövar behövs 1 726 fler laddpunkter: 423 om året från november 2026 till 2030, "
        "avrundat uppåt."
    )
    later = answers.to_level(facts, "charging_points_per_1000", "sodertorn", Aim(5.7122, 2035))
    assert "till 2035, avrundat uppåt" in plainly(later)
    assert answers.to_level(facts, "car_mileage_per_inhabitant", "sodertorn", tried) is None


def test_a_municipality_is_held_against_riket_over_the_same_municipalities(facts: Facts) -> None:
    found = answers.of_indicator(facts, "electric_car_share", "0127")
    assert isinstance(found.typed, IndicatorAnswer)
    assert [round(one or 0.0, 1) for one in (found.typed.value, found.typed.country, found.typed.alike)] == [
        6.7,
        8.6,
        6.6,
    ]
    assert found.word == ("Färre elbilar än de flesta av 38 pendlingskommuner utan många företagsbilar"), (
        "one comparison leads: a second one, with riket, was read as a second answer"
    )
    assert "i riket 8,6" in found.answer, "riket is a figure"
    assert found.hedge == "Räknas kommuner med många företagsbilar bort har riket 6,6."


def test_a_figure_of_riket_is_told_with_its_own_kind_and_year(facts: Facts) -> None:
    cars = answers.of_indicator(facts, "car_mileage_per_inhabitant", "0138")
    assert "utan många företagsbilar: 440 mil med bil per invånare 2024, i riket 623." in plainly(cars.answer)
    assert cars.hedge == "2022: 441; i riket +1 procent sedan dess."


def test_who_moves_it(facts: Facts) -> None:
    row = answered(facts, "K06")
    assert [(one.area, one.added, one.share_pct, one.inhabitants_pct) for one in row.movers[:2]] == [
        ("0181", 298, 36, 20),
        ("0126", 194, 23, 22),
    ]
    assert sum(one.added for one in row.movers) == 837
    assert plainly(row.beside[-1]) == (
        "Av 837 fler laddpunkter sedan 2023 finns 36 procent i Södertälje (20 procent av invånarna) och 23 procent i "
        "Huddinge (22 procent)."
    )


def test_what_is_not_known_and_whose_target_it_is_stand_beside_once(facts: Facts) -> None:
    assert answered(facts, "klimatomstallning").beside == (
        (
            "Utsläppen från transporter var 22 procent lägre 2024 än 2010. 2024 ökade utsläppen från transporter 15 "
            "procent, i riket 22. Riksdagens mål för landet, 70 procent lägre 2030, nås inte i nuvarande takt."
        ),
        "Siffror saknas om laddeffekt; Södertörns kansli ser till att de hämtas, men ingen dag är satt.",
        (
            "Siffror saknas om hållbara resor och regionala cykelstråk; Södertörns kansli för in dem, men ingen dag är "
            "satt."
        ),
        "Jämförelsen: Hela storstadsregioner (kansliets val, inte beslutat).",
    )


def test_what_is_listed_as_missing_is_what_the_answer_counts_and_what_it_does_not_is_told_apart(facts: Facts) -> None:
    """Of nine measures one can be compared: eight are missing, and the one that is never judged stands by itself."""
    row = answered(facts, "tillganglighet")
    (line,) = (line for line in row.beside if line.startswith("Siffror saknas"))
    counted, shown, _ = line.split("; ")
    assert row.hedge
    assert row.hedge.startswith("Bara ett av svarets nio mått")
    assert len(counted.replace(" och ", ", ").split(", ")) == 8
    assert shown == "också om boende som arbetar på Södertörn, som inte räknas med i svaret"


def test_what_a_goals_answer_counts_is_named_with_place_and_year(facts: Facts) -> None:
    assert answered(facts, "klimatomstallning").measures == (
        "Transportutsläpp per invånare: näst lägst av fyra (2024)",
        (
            "Elbilar: delad tvåa av fyra när alla bilar räknas, också företagens (2025), men delad sist bland "
            "kommunerna runt storstäderna, utan Södertälje och andra med många företagsbilar"
        ),
        "Laddpunkter: sist av fyra (2025)",
        (
            "Bilkörning: delad sist av fyra när alla bilar räknas, också företagens (2024), men lägst av fyra bland "
            "kommunerna runt storstäderna"
        ),
    )
    assert answered(facts, "tillganglighet").beside[0] == (
        "Andel av invånarna som bor högst 500 meter fågelvägen från en hållplats med minst en avgång i timmen, "
        "vardagar 06–20."
    )
    assert answered(facts, "tillganglighet").beside[1] == (
        "Också de här måtten räknas i svaret när de får siffror: boende nära tät trafik, restid jämfört med bil, "
        "tvärresor inom en timme, boende nära en stadskärna, nya bostäder nära kollektivtrafik, nöjda resenärer, "
        "boende nära en matbutik och barn nära en grundskola."
    )
    assert answered(facts, "tillganglighet").measures == (
        "Boende nära kollektivtrafik 2023: Stor-Göteborg 88,1 och Stor-Malmö 87,8.",
    )


def test_a_decided_comparison_is_told_with_who_decided_it(facts: Facts) -> None:
    goals = {
        key: goal.model_copy(update={"answer_set_decided_by": "Samarbetskommittén 2026-12-04"})
        for key, goal in facts.registry.goals.items()
    }
    of = facts.assessor
    decided = Assessor(of.registry.model_copy(update={"goals": goals}), of.areas, of.evaluations, of.lags, of.as_of)
    row = answers.of_goal(replace(facts, assessor=decided), "tillganglighet")
    assert (
        row.beside[-1]
        == "Jämförelsen: Hela storstadsregioner. Beslutat av: Samarbetskommittén 4\u00a0december\u00a02026."
    )


# ───────────── Areas ─────────────


@pytest.mark.parametrize(
    ("area", "answer", "hedge"),
    [
        (
            "sodertorn",
            (
                "Södertörn bland fyra områden: näst lägst transportutsläpp per invånare (2024), tvåa i boende nära "
                "kollektivtrafik (2023), delad tvåa i elbilar (2025), sist i laddpunkter (2025)."
            ),
            f"Räknas {FOUR} bort: delat lägst transportutsläpp per invånare och först i boende nära kollektivtrafik.",
        ),
        (
            "0128",
            (
                "Salem har fler boende nära kollektivtrafik (2023) och lägre bilkörning (2024) än de flesta "
                "pendlingskommuner, men färre laddpunkter (15 stycken 2025)."
            ),
            "",
        ),
        (
            "0181",
            (
                "Södertälje är ungefär som de flesta av 43 pendlingskommuner i laddpunkter (2025) och boende nära "
                "kollektivtrafik (2023)."
            ),
            "Många företagsbilar är skrivna i Södertälje, så elbilar och bilkörning säger där lite om invånarna.",
        ),
        (
            "0140",
            (
                "Nykvarn har fler laddpunkter (2025) än de flesta pendlingskommuner, men färre boende nära "
                "kollektivtrafik (2023). Ungefär som pendlingskommunerna i bilkörning (2024)."
            ),
            (
                "Nykvarn hör inte till gruppen pendlingskommuner men jämförs med den: alla kommuner mäts här mot samma "
                "grupp."
            ),
        ),
        (COUNTRY, "Riket är det som de andra jämförs med.", ""),
        ("stockholms_lan", "Stockholms län ingår inte i någon jämförelse.", ""),
    ],
)
def test_an_areas_answer_word_for_word(area: str, answer: str, hedge: str, facts: Facts) -> None:
    row = answers.of_area(facts, area)
    assert (plainly(row.answer), plainly(row.hedge)) == (answer, hedge)


def test_a_municipalitys_word_says_the_worse_with_the_better_and_all_that_is_counted_is_named(facts: Facts) -> None:
    row = answers.of_area(facts, "0128")
    assert row.word == "Bättre än de flesta pendlingskommuner i två av fyra mått, sämre i ett"
    assert row.measures == (
        "Bilkörning: bättre än de flesta (2024)",
        "Boende nära kollektivtrafik: bättre än de flesta (2023)",
        "Elbilar: ungefär som de flesta (2025)",
        "Laddpunkter: sämre än de flesta (2025)",
    )
    assert answers.of_area(facts, "0192").word == (
        "Ungefär som de flesta pendlingskommuner i två av fyra mått, sämre i två"
    )
    assert answers.of_area(facts, facts.areas.home.id).measures == ()


def test_a_municipality_is_asked_about_one_indicator_too(facts: Facts) -> None:
    told = {
        code: plainly(answers.of_indicator(facts, facts.codes["k06"], code).answer) for code in ("0128", "0126", "0181")
    }
    assert told == {
        "0128": (
            "Färre laddpunkter än de flesta av 43 pendlingskommuner: 0,9 laddpunkter per 1 000 "
            "invånare 2025, 15 stycken, i riket 5,7."
        ),
        "0126": (
            "Ungefär som de flesta av 43 pendlingskommuner: 3,3 laddpunkter per 1 000 invånare 2025, i riket 5,7."
        ),
        "0181": (
            "Ungefär som de flesta av 43 pendlingskommuner: 3,8 laddpunkter per 1 000 invånare 2025, i riket 5,7."
        ),
    }
    fleet = answers.of_indicator(facts, facts.codes["k02"], "0181")
    assert (
        fleet.answer
        == "17,4 procent av bilarna var elbilar 2025, i riket 8,6. Jämförs inte: platsen beror på företagens bilar."
    )


def test_where_others_fleets_decide_it_is_told_with_them_and_without(facts: Facts) -> None:
    """Nykvarn has no company's cars to speak of: "beror på företagens bilar" was read as its own."""
    told = answers.of_indicator(facts, facts.codes["k02"], "0140")
    assert told.answer == (
        "7,7 procent av bilarna var elbilar 2025, i riket 8,6. Färre elbilar än de flesta pendlingskommuner, men "
        "ungefär som de flesta utan många företagsbilar."
    )
    assert told.hedge == (
        "Nykvarn hör inte till gruppen pendlingskommuner men jämförs med den: alla kommuner mäts här mot samma grupp."
    )


def test_companies_cars_are_told_of_in_every_answer_that_they_decide(facts: Facts) -> None:
    """Also of what is only shown: a fleet municipality's 43.7 cars a point were read as its inhabitants'."""
    told = {
        facts.indicator(key).code: answers.of_indicator(facts, key, "0181").hedge
        for key in facts.registry.computed()
        if facts.indicator(key).has_fleet_variants
    }
    assert {*told} == {"K02", "K03", "K05", "K08", "K13"}
    assert all(hedge and hedge.startswith("Många företagsbilar är skrivna i Södertälje") for hedge in told.values())
    other = answers.of_indicator(facts, facts.codes["k05"], "0136").hedge
    assert other is None or "företagsbilar" not in other


# ───────────── Another day, a judgement ─────────────


def on(facts: Facts, day: date) -> Facts:
    """The same figures read on another day."""
    of = facts.assessor
    return replace(facts, as_of=day, assessor=Assessor(of.registry, of.areas, of.evaluations, of.lags, day))


def test_when_the_only_figure_is_too_old_there_is_no_answer_yet(facts: Facts) -> None:
    row = answers.of_goal(on(facts, date(2027, 8, 1)), "tillganglighet")
    assert row.word == "Går inte att svara på än"
    assert row.answer == (
        "Går inte att svara på än. Senaste värdet om boende nära kollektivtrafik är från 2023, och nya skulle ha "
        "kommit i juni 2026."
    )
    assert answers.of_goal(on(facts, date(2027, 6, 1)), "tillganglighet").word == "Hittills nej"


def test_last_years_day_gives_the_same_figures_their_own_years(facts: Facts) -> None:
    rows = {row.about: row for row in answers.usual(on(facts, date(2025, 11, 28)))}
    assert rows["klimatomstallning"].word == "Hittills nej"
    assert rows["T01"].year == 2023


def test_last_years_figures_answer_by_the_same_rule(facts: Facts) -> None:
    """Without each indicator's latest year, as verdicts are held against those before."""
    earlier = replace(facts, assessor=facts.earlier, as_of=facts.earlier.as_of)
    rows = {row.about: plainly(row.answer) for row in answers.usual(earlier)}
    assert rows["T01"] == (
        "Tvåa av fyra: 90,9 procent bodde nära kollektivtrafik 2022, i övriga Stockholms län 94,1. Sjunker långsamt."
    )
    assert rows["K02"].startswith(
        "Trea av fyra: 8,8 procent av bilarna var elbilar 2024, i övriga Stockholms län 15,9."
    )


def judged(folder: Path, facts: Facts, version: str, day: str = "2026-11-10") -> Facts:
    basis = Basis("kan inte föreslås", version, "r", "1.0")
    entry = Entry(
        "klimatomstallning", "sup_2040", basis, "delvis", "Laddpunkterna blir fler", "Kim", "Ledningsgruppen 6", day
    )
    judgements.save(folder / judgements.FILE_NAME, entry, None, now=datetime(2026, 11, 12, tzinfo=UTC))
    return replace(facts, folder=folder)


def test_the_directors_judgement_leads_and_the_computed_answer_stands_below(facts: Facts, tmp_path: Path) -> None:
    row = answers.of_goal(judged(tmp_path, facts, facts.data_version), "klimatomstallning")
    assert (row.word, row.answer) == (
        "Delvis på väg mot målet",
        "Delvis på väg mot målet. Så bedömde ledningsgruppen den 10 november 2026 (möte 6). Laddpunkterna blir fler.",
    )
    computed, hedge = WORDED["klimatomstallning"]
    told = f"{computed[:1].lower()}{computed[1:]} {hedge}".replace("blir svaret ”", "blir siffrornas svar ”")
    assert row.hedge == f"Bedömningen gäller om målet nås. På frågan, hur det är nu, svarar siffrorna: {told}"
    assert "siffrornas svar ”hittills delvis”" in told, "the judgement has the same word of something else"


def test_what_is_entered_ahead_of_a_meeting_leads_from_that_day_and_says_so(facts: Facts, tmp_path: Path) -> None:
    ahead = judged(tmp_path, facts, facts.data_version, day="2026-12-04")
    assert ahead.as_of < date(2026, 12, 4)
    row = answers.of_goal(ahead, "klimatomstallning")
    told = "Delvis på väg mot målet. Så lyder bedömningen inför ledningsgruppens möte den 4 december 2026 (6). "
    told += "Laddpunkterna blir fler."
    assert row.answer.replace("\u00a0", " ") == told
    before = answers.of_goal(replace(ahead, as_of=date(2026, 11, 11)), "klimatomstallning")
    assert before.word == "Hittills nej"


def test_figures_newer_than_a_judgement_are_told_of(facts: Facts, tmp_path: Path) -> None:
    """Of what the answer is made of: what else has come since changes nothing in it."""
    before = replace(judged(tmp_path, facts, "older"), changes=[])
    line = Changed(
        datetime(2026, 11, 20, tzinfo=UTC),
        "v",
        "s",
        "in_commuters",
        "new",
        1,
        2025,
        2025,
        Figure("0126", 2025, None, 1.0),
    )
    of_another = answers.of_goal(replace(before, changes=[line]), "klimatomstallning")
    assert "Nyare siffror" not in (of_another.hedge or "")
    row = answers.of_goal(
        replace(before, changes=[line, replace(line, name="public_charging_points")]), "klimatomstallning"
    )
    assert row.hedge
    assert row.hedge.startswith(
        "Siffrorna har ändrats sedan bedömningen. Bedömningen gäller om målet nås. På frågan, hur det är nu, svarar "
        "siffrorna: hittills nej."
    )


@pytest.mark.parametrize(
    ("meeting", "held"),
    [
        ("Ledningsgruppen 20 november", "ledningsgruppen den 20 november 2026"),
        ("Ledningsgruppens möte den 20 nov. 2026", "ledningsgruppen den 20 november 2026"),
        ("ledningsgruppen 2026-11-20, § 4", "ledningsgruppen den 20 november 2026 (§ 4)"),
        ("Ledningsgruppen 3/2026, § 4", "ledningsgruppen den 20 november 2026 (möte 3/2026, § 4)"),
        ("§ 4", "ledningsgruppen den 20 november 2026 (§ 4)"),
        ("Ledningsgruppen 12 mars", "ledningsgruppen den 20 november 2026 (möte 12 mars)"),
        ("Strategidag (Haninge)", "ledningsgruppen den 20 november 2026 (Strategidag (Haninge))"),
    ],
)
def test_whose_judgement_and_its_day_are_said_once_however_the_meeting_is_named(meeting: str, held: str) -> None:
    assert judged_words.held(registry_file.load().home, "2026-11-20", meeting) == held


def test_where_the_figures_say_nothing_their_relation_to_the_judgement_is_still_one_sentence() -> None:
    said = judged_words.relation("Går inte att svara på än. Siffror saknas för ett mått.", is_newer=False)
    told = "Bedömningen gäller om målet nås. På frågan, hur det är nu, går det inte att svara än. "
    assert said == f"{told}Siffror saknas för ett mått."


def test_a_judgement_of_a_later_day_leads_nothing(facts: Facts, tmp_path: Path) -> None:
    later = on(judged(tmp_path, facts, "older"), date(2026, 10, 1))
    assert answers.of_goal(later, "klimatomstallning").word == "Hittills nej"


def test_a_file_of_judgements_that_cannot_be_read_is_told_of(facts: Facts, tmp_path: Path) -> None:
    (tmp_path / judgements.FILE_NAME).write_text("inte en databas", encoding="utf-8")
    with pytest.raises(DataError, match=r"judgements\.sqlite"):
        answers.of_goal(replace(facts, folder=tmp_path), "klimatomstallning")


def test_another_place_is_said_in_the_same_words_wherever_it_is_said_short(facts: Facts) -> None:
    (row,) = rows.multiples(facts, ["electric_car_share"], "").rows
    (counted,) = [line for line in answered(facts, "klimatomstallning").measures if line.startswith("Elbilar")]
    assert row.note
    assert counted.endswith(f", men {row.note}")


def test_of_several_levels_how_it_is_counted_is_said_once(facts: Facts) -> None:
    first, *others = [plainly(line) for line in answered(facts, "K06").beside if "behövs" in line]
    assert first.count("från november 2026 till 2030, avrundat") == 1
    assert others
    assert not [line for line in others if "till 2030" in line or "från november" in line]
    told = "Till Stor-Göteborgs nivå 2025 behövs 3 144 fler laddpunkter: 770 om året."
    assert told in others
