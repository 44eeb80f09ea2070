"""Two programmes in time: which leads on which day, what is carried over, and every overlap refused by its key."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from two_programmes import (
    CARRIED,
    FIRST_DAY,
    LAST_DAY,
    LEFT_OUT,
    NEW,
    OLD,
    REPLACED,
    SERVES_BOTH,
    registry_in,
    with_new,
)

from malkollen.errors import RegistryError
from malkollen.registry import in_force
from malkollen.registry.registry import Registry, load


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Read with the invented programme after SUP 2040."""
    return load(registry_in(tmp_path_factory.mktemp("both")))


def _faults(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = with_new()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "indicators.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as refused:
        load(path)
    return [fault.removeprefix("indicators.toml: ") for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("day", "leads"),
    [(date(2026, 11, 22), OLD), (LAST_DAY, OLD), (FIRST_DAY, NEW), (date(2030, 12, 31), NEW), (date(2031, 1, 1), NEW)],
)
def test_the_programme_that_holds_leads_and_the_last_one_after_it(both: Registry, day: date, leads: str) -> None:
    assert in_force.leading(both, day) == leads


def test_before_the_first_programme_it_leads_all_the_same(both: Registry, registry: Registry) -> None:
    assert in_force.leading(both, date(2022, 12, 31)) == OLD
    assert in_force.leading(registry, date(2040, 1, 1)) == OLD
    assert in_force.state(registry.programmes[OLD], date(2022, 12, 31)) == "coming"
    assert in_force.state(registry.programmes[OLD], LAST_DAY) == "holds"
    assert in_force.state(registry.programmes[OLD], FIRST_DAY) == "ended"


def test_one_that_is_prepared_and_one_before_are_known(both: Registry, registry: Registry) -> None:
    assert [in_force.upcoming(both, day) for day in (LAST_DAY, FIRST_DAY)] == [NEW, None]
    assert in_force.upcoming(registry, LAST_DAY) is None
    assert (in_force.previous(both, NEW), in_force.previous(both, OLD)) == (OLD, None)


def test_a_carried_goal_takes_its_indicators_along_and_a_new_one_has_those_that_name_it(both: Registry) -> None:
    read = in_force.on(both, FIRST_DAY)
    old = {key for key, found in both.indicators.items() if found.goal == "klimatomstallning"}
    assert {key for key, found in read.indicators.items() if found.goal == CARRIED} == old - {LEFT_OUT}
    assert read.indicators[LEFT_OUT].goal == "klimatomstallning"
    assert {key for key, found in read.indicators.items() if found.goal == REPLACED} == set(SERVES_BOTH)
    assert list(in_force.goals_of(read, NEW)) == [CARRIED, REPLACED]
    assert in_force.followed(read, CARRIED) == [CARRIED, "klimatomstallning"]
    assert in_force.followed(read, REPLACED) == [REPLACED]


def test_an_indicator_of_both_counts_from_the_base_year_of_the_programme_that_is_read(both: Registry) -> None:
    for key in ("electric_car_share", SERVES_BOTH[0]):
        years = [in_force.on(both, day).programme_of(key).base_year for day in (LAST_DAY, FIRST_DAY)]
        assert years == [2022, 2026]
    assert in_force.on(both, FIRST_DAY).programme_of("out_commuters").base_year == 2022  # SUP 2040 alone has it


def test_under_the_old_programme_nothing_is_another_than_without_the_new(both: Registry, registry: Registry) -> None:
    old = in_force.on(both, LAST_DAY)
    assert {key: found.goal for key, found in old.indicators.items()} == {
        key: found.goal for key, found in registry.indicators.items()
    }
    assert in_force.on(registry, LAST_DAY) == registry


THIRD = f"""
[programmes.tredje]
title = "Ännu ett påhittat program"
document = "Påhittat"
decided_by = "Södertörnskommunernas samarbetskommitté"
decided = 2030-11-05
adopted_by = "Ingen: programmet är påhittat"
valid_from = 2031-01-01
valid_to = 2034-12-31
base_year = 2030
vision = "Påhittad"
overarching_goal = "Påhittat"

[goals.klimat_tredje]
programme = "tredje"
heading = "Påhittat"
sentence = "Påhittat"
meaning = "Påhittat"
carries_on = "{CARRIED}"
leaves_out = ["all_emissions"]
"""


def test_a_goal_may_be_carried_on_through_several_programmes(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(with_new() + THIRD, encoding="utf-8")
    read = in_force.on(load(path), date(2031, 1, 1))
    assert in_force.followed(read, "klimat_tredje") == ["klimat_tredje", CARRIED, "klimatomstallning"]
    follows = {key for key, found in read.indicators.items() if found.goal == "klimat_tredje"}
    assert "electric_car_share" in follows
    assert follows.isdisjoint({LEFT_OUT, "all_emissions"})
    assert in_force.previous(read, "tredje") == NEW


SAME_DAY = "två program med samma decided_by får inte gälla samma dag"
ONE_EACH = "en indikator har ett mål i varje program"
FAULTS = {
    "two that hold on the same day": (
        [("valid_from = 2027-01-01", "valid_from = 2026-12-31"), ("base_year = 2026", "base_year = 2025")],
        f"programmes.{NEW}.valid_from: 2026-12-31 är inte efter 2026-12-31, då {OLD} slutar gälla; {SAME_DAY}",
    ),
    "one that ends before it begins": (
        [("valid_to = 2030-12-31", "valid_to = 2026-12-31")],
        f"programmes.{NEW}.valid_to: ska inte vara före valid_from (2027-01-01)",
    ),
    "a base year within it": (
        [("base_year = 2026", "base_year = 2027")],
        f"programmes.{NEW}.base_year: ska vara före programmets första år (2027)",
    ),
    "a programme without goals": (
        [(f'programme = "{NEW}"', f'programme = "{OLD}"')],
        f"programmes.{NEW}: inget mål hör till programmet",
    ),
    "an unknown goal carried on": (
        [('carries_on = "klimatomstallning"', 'carries_on = "klimat"')],
        f"goals.{CARRIED}.carries_on: inget mål heter 'klimat'",
    ),
    "a goal of the same programme carried on": (
        [('carries_on = "klimatomstallning"', f'carries_on = "{REPLACED}"')],
        f"goals.{CARRIED}.carries_on: ska vara ett mål i ett tidigare program; '{REPLACED}' hör till {NEW}",
    ),
    "a goal that carries on itself": (
        [('carries_on = "klimatomstallning"', f'carries_on = "{CARRIED}"')],
        f"goals.{CARRIED}.carries_on: ska vara ett mål i ett tidigare program; '{CARRIED}' hör till {NEW}",
    ),
    "something left out that never belonged": (
        [(f'leaves_out = ["{LEFT_OUT}"]', 'leaves_out = ["in_commuters"]')],
        f"goals.{CARRIED}.leaves_out: 'in_commuters' är ingen indikator för klimatomstallning; ta bort namnet",
    ),
    "a focus on what does not serve the goal": (
        [('focus = ["charging_points_per_1000"]', 'focus = ["in_commuters"]')],
        "goals.klimatomstallning.focus: 'in_commuters' är ingen indikator för målet; ta bort namnet",
    ),
    "words that the goal does not say": (
        [('quote = "leder vägen"', 'quote = "är bäst i världen"')],
        "goals.klimatomstallning.quote: 'är bäst i världen' står inte i målets sentence; skriv målets egna ord",
    ),
    "words of the programme that it does not say": (
        [('quote = "motverkar segregation"', 'quote = "motverkar tristess"')],
        (
            "programmes.sup_2040.unfollowed[3].quote: 'motverkar tristess' står varken i programmets vision, i dess "
            "övergripande mål eller i dess mål; skriv programmets egna ord, eller var de står (where)"
        ),
    ),
    "what lies nearest something is nothing": (
        [('nearest = "out_commuters"', 'nearest = "ut_pendlare"')],
        (
            "indicators.sodertorn_labour_market.nearest: ingen indikator heter 'ut_pendlare'; ändra raden, eller ta "
            "bort den"
        ),
    ),
    "words in short of none": (
        [('quote = "leder vägen"\n', "")],
        "goals.klimatomstallning.claim: säger i korthet vad quote säger, som saknas; skriv båda, eller ingen av dem",
    ),
    "words of others that are not told in short": (
        [('claim = "leder"\n', "")],
        (
            'goals.klimatomstallning.quote: kräver claim, det samma i korthet, som "leder"; skriv båda, eller ingen '
            "av dem"
        ),
    ),
    "something left out of nothing": (
        [('carries_on = "klimatomstallning"\n', "")],
        f"goals.{CARRIED}.leaves_out: gäller bara ett mål som förs vidare från ett annat (carries_on)",
    ),
    "an indicator under two goals of one programme": (
        [(f'goal = ["tillganglighet", "{REPLACED}"]', f'goal = ["tillganglighet", "{REPLACED}", "{CARRIED}"]')],
        f"indicators.in_commuters.goal: '{REPLACED}' och '{CARRIED}' hör till samma program; {ONE_EACH}",
    ),
    "an unknown goal in a list": (
        [(f'goal = ["tillganglighet", "{REPLACED}"]', 'goal = ["tillganglighet", "vardag"]')],
        "indicators.in_commuters.goal: inget mål heter 'vardag'",
    ),
    "no goal": (
        [(f'goal = ["tillganglighet", "{REPLACED}"]', "goal = []")],
        "indicators.in_commuters.goal: ska ha minst 1 poster",
    ),
    "a goal that is a number": (
        [(f'goal = ["tillganglighet", "{REPLACED}"]', "goal = 5")],
        "indicators.in_commuters.goal: ska vara text, eller en lista av texter",
    ),
    "an unknown key": ([("base_year = 2026", "base_year = 2026\nhur = 1")], f"programmes.{NEW}.hur: okänd nyckel"),
}


@pytest.mark.parametrize(("changes", "fault"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_by_its_key(tmp_path: Path, changes: list[tuple[str, str]], fault: str) -> None:
    assert fault in _faults(tmp_path, *changes)


def test_another_bodys_programme_may_hold_at_the_same_time(tmp_path: Path) -> None:
    text = with_new(first=date(2026, 1, 1)).replace("base_year = 2026", "base_year = 2025")
    own = text[text.index(f"[programmes.{NEW}]") :]
    other = own.replace("Södertörnskommunernas samarbetskommitté", "En påhittad nämnd")
    other = other.replace(f'carries_on = "klimatomstallning"\nleaves_out = ["{LEFT_OUT}"]\n', "")
    path = tmp_path / "indicators.toml"
    path.write_text(text.removesuffix(own).replace(f'"{REPLACED}"]', f'"{CARRIED}"]', 1) + other, encoding="utf-8")
    found = load(path)
    assert in_force.leading(found, date(2026, 6, 1)) == OLD  # the first declared
    assert in_force.state(found.programmes[NEW], date(2026, 6, 1)) == "holds"
    assert in_force.gaps(found) == {}


def test_a_gap_is_known_by_its_days(tmp_path: Path) -> None:
    late = load(registry_in(tmp_path, first=date(2027, 3, 1)))
    assert in_force.gaps(late) == {NEW: (FIRST_DAY, date(2027, 2, 28))}
    assert in_force.leading(late, FIRST_DAY) == OLD
    assert in_force.upcoming(late, FIRST_DAY) == NEW
    assert in_force.leading(late, date(2027, 3, 1)) == NEW


def test_without_a_gap_none_is_told(both: Registry, registry: Registry) -> None:
    assert in_force.gaps(both) == in_force.gaps(registry) == {}
    assert LAST_DAY + timedelta(days=1) == FIRST_DAY
