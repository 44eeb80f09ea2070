"""What new readers met and misread: first in what, the same change twice, an odd year, what a table lacks and why."""

from dashboard.blocks.page import OF_HOME
from dashboard.content import ranks
from dashboard.content.facts import Facts
from dashboard.content.goal import goal, page as goal_page
from dashboard.content.indicator.case import latest
from dashboard.content.indicator.indicator import headline_pairs
from dashboard.content.indicator.spread import AS_PUBLISHED, WHY_PUBLISHED
from dashboard.content.municipality import eight, municipality
from dashboard.content.reasoning import others_text
from dashboard.content.verdict import verdict
from malkollen.texts.swedish import NO_BREAK_SPACE

HOME, SODERTALJE = "sodertorn", "0181"
NEAR, CHARGING, MILEAGE = "population_near_transit_share", "charging_points_per_1000", "car_mileage_per_inhabitant"


def test_first_in_some_says_in_which_and_what_is_being_lost(facts: Facts) -> None:
    *_, near = verdict(facts, NEAR, HOME)
    assert near.question == "Jämfört med de andra regionerna"
    assert near.word == "tvåa av fyra, men först i två andra jämförelser"
    first, lost = near.reason.split("; ")
    assert (first, lost) == ("Kommunerna runt storstäderna", "Pendlingskommuner nära storstad, men försprånget minskar")
    *_, mileage = verdict(facts, MILEAGE, HOME)
    assert mileage.reason.count("; ") == 1, "a comparison is told once, with fleets and without"


def test_what_parts_a_clear_change_from_another_is_said_where_both_are_shown_and_only_there(facts: Facts) -> None:
    told = (others_text(facts, NEAR) or "").replace(NO_BREAK_SPACE, " ")
    limit = "En förändring räknas som tydlig från 0,10 procentenheter per år, om den inte kan vara en slump."
    assert told.endswith(f"ingen tydlig förändring. {limit}"), "ours gets worse, theirs does not clearly"
    assert "tydlig från" not in (others_text(facts, "electric_car_share") or ""), "all get better"


def test_a_change_since_the_year_before_and_the_base_year_is_said_once_where_they_are_one(facts: Facts) -> None:
    labels = [label for label, _ in headline_pairs(facts, latest(facts, NEAR, SODERTALJE))]
    assert labels == ["Södertälje 2023", "Sedan 2022, året före programmet", "Riket 2023", "Status"]


def test_a_change_since_an_odd_year_says_so_beside_the_number(facts: Facts) -> None:
    told = dict(headline_pairs(facts, latest(facts, CHARGING, SODERTALJE)))
    said = told["Sedan föregående publicerade år"].replace(NO_BREAK_SPACE, " ")
    assert said == "+68 % sedan 2024 (2024 är osäkert: registret rensades)"
    assert "avviker" not in told["Förändring"], "2023 and 2025 are none"


def test_the_table_of_comparisons_has_what_belongs_to_the_indicator_alone(facts: Facts) -> None:
    near, mileage = ranks.sets_table(facts, NEAR, 2023), ranks.sets_table(facts, MILEAGE, 2024)
    has_cars = {found.title: "Kommuner" in [column.title for column in found.columns] for found in (near, mileage)}
    assert has_cars == {
        "Boende nära kollektivtrafik 2023 (%): alla jämförelser": False,
        "Bilkörning 2024 (mil/inv.): alla jämförelser": True,
    }
    assert ["företagsbilar" in " ".join(found.notes) for found in (near, mileage)] == [False, True]


def test_a_value_on_a_goals_page_leads_to_the_area_whose_it_is(facts: Facts) -> None:
    (entry,) = goal_page.entries([line for line in goal.core_lines(facts, "tillganglighet") if line.key == NEAR])
    assert entry.link.choices == (("indikator", NEAR), *OF_HOME)


def test_what_stands_not_side_by_side_and_what_has_no_arrow_is_said_with_why(facts: Facts) -> None:
    said, lacking, totals, arrows, middle, *_ = eight.matrix(facts, "").notes
    assert said.startswith("Pilar: ")
    assert middle.endswith(", som sidan Kommun jämför med.")
    assert lacking == (
        "Utsläppen från transporter, transportutsläpp per invånare och alla utsläpp visas inte: siffran för en enskild "
        "kommun är för ungefärlig."
    )
    assert totals.startswith("Boende långt från kollektivtrafik, inpendlare och utpendlare visas inte")
    assert arrows.startswith("Inga pilar än för laddpunkter (för få värden")
    assert [row.unit for row in eight.matrix(facts, "").rows if row.title == "Bilkörning"] == [
        "mil/inv., 2024, nyare inte hämtade, lägre är bättre"
    ]


def test_one_more_in_the_picture_than_in_the_words_is_the_municipality_itself(facts: Facts) -> None:
    assert municipality.introduction(facts, SODERTALJE).endswith("jämförs ändå med dem och räknas med i sin plats.")
    assert "räknas med" not in municipality.introduction(facts, "0136")


def test_riket_as_published_is_explained_by_the_name_in_the_chart() -> None:
    assert AS_PUBLISHED in WHY_PUBLISHED
