"""What Översikt says of the goals: proposals, counts, what needs attention, what has changed."""

import pytest

from dashboard.content import chance
from dashboard.content.facts import Facts
from dashboard.content.goal import proposal


def test_too_few_core_indicators_give_no_proposal_and_say_what_is_missing(facts: Facts) -> None:
    assert proposal.proposal_text(facts, "klimatomstallning") == (
        "Underlaget räcker inte än, eftersom 3 av 5 kärnindikatorer som räknas med inte kan bedömas (laddeffekt, "
        "hållbara resor och regionala cykelstråk)"
    )
    assert proposal.proposal(facts, "tillganglighet").label is None
    assert proposal.proposal(facts, "tillganglighet").missing == [
        "transit_to_car_time_ratio", "cross_sodertorn_relations"
    ]  # fmt: skip


def test_context_and_lists_are_in_no_denominator(facts: Facts) -> None:
    counted = {key for goal in facts.registry.goals for key in proposal.proposal(facts, goal).outcomes}
    assert counted == {
        "transport_emissions", "electric_car_share", "charging_power_to_eu_level", "sustainable_trip_share",
        "regional_cycle_routes", "population_near_transit_share", "transit_to_car_time_ratio",
        "cross_sodertorn_relations",
    }  # fmt: skip


def test_the_counts_are_words_and_add_up(facts: Facts) -> None:
    assert proposal.counts_text(facts, "klimatomstallning") == (
        "Av fem kärnindikatorer talar en emot målet och en varken för eller emot; tre kan inte bedömas än."
    )
    assert proposal.counts_text(facts, "tillganglighet") == (
        "Av fem kärnindikatorer talar en emot målet; två kan inte bedömas än; boende som arbetar på Södertörn och "
        "prioriterade objekt visas men bedöms inte."
    )


def test_what_needs_attention_is_bad_or_last_core_or_not(facts: Facts) -> None:
    found = {entry.key: entry.reasons for entry in proposal.attention_list(facts)}
    assert found == {
        "transport_emissions": "når inte målet i nuvarande takt",
        "charging_points_per_1000": "sist i varje jämförelse",
        "population_near_transit_share": "försämras",
    }


def test_attention_to_emissions_says_what_happened_to_all(facts: Facts) -> None:
    (entry,) = [entry for entry in proposal.attention_list(facts) if entry.key == "transport_emissions"]
    assert "behövs −14,7\u00a0%\u00a0per\u00a0år från 2024. " in entry.sentence
    assert "Vanlig takt 2020–2024: −0,65\u00a0%\u00a0per\u00a0år" in entry.sentence
    assert "ökade 2024 i 285 av 290 kommuner" in entry.sentence


@pytest.mark.parametrize(
    ("tested", "expected"), [(3, "ingen"), (8, "ungefär en"), (20, "ungefär två"), (43, "ungefär fyra")]
)
def test_chance_gives_a_tenth_of_the_tested(tested: int, expected: str) -> None:
    assert f"väntas {expected} av dem visa en förändring av slump" in chance.chance_text(tested)
    assert chance.chance_notes(2) == ()
