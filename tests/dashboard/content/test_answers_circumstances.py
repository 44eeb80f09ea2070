"""The words of every circumstance: places of each kind, directions, targets, silences; on made-up figures."""

from dataclasses import replace
from datetime import date

import made_answers
import pytest
from made_answers import MILEAGE, NEAR, POINTS, SETS, Values, level

from dashboard.content.answers import goal, hedges, indicator, phrases, things
from dashboard.content.answers.budget import Part, fitted, words
from malkollen.answers.basis import Basis, Unanswered
from malkollen.answers.goal import goal_answer
from malkollen.answers.indicator import indicator_answer
from malkollen.answers.movers import movers
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import unnamed

YEARS = range(2018, 2025)
PAIR = {"hela_regioner": ComparisonSet(title="Ett par", groups=("home", "b"))}
KLIMAT = "klimatomstallning"


def told(made: Basis, key: str = POINTS, area: str = "home") -> tuple[str, str | None]:
    answer = indicator_answer(made, key, area)
    hedge = hedges.indicator_hedge(made, answer)
    return tuple(text and text.replace("\u00a0", " ") for text in (indicator.text(made, answer), hedge))  # type: ignore[return-value]


def head(made: Basis, key: str = POINTS) -> str | None:
    return indicator.word(made, indicator_answer(made, key, "home"))


def unbroken(made: Basis) -> Basis:
    made.assessor.registry = made.registry.model_copy(update={"breaks": {}})
    return made


def course(values: dict[int, float], b: float = 4.0, c: float = 3.0, d: float = 1.0) -> Values:
    return {**level({"home": 0.0, "b": b, "c": c, "d": d}, list(values)), "0001": values, "0002": values}


@pytest.mark.parametrize(
    ("home", "others", "word"),
    [
        (5.0, (4.0, 3.0, 2.0), "Först av fyra"),
        (5.0, (5.05, 3.0, 2.0), "Delad etta av fyra"),
        (4.0, (5.0, 3.0, 2.0), "Tvåa av fyra"),
        (3.5, (5.0, 4.0, 2.0), "Trea av fyra"),
        (4.0, (5.0, 4.05, 2.0), "Delad tvåa av fyra"),
        (1.0, (5.0, 4.0, 2.0), "Sist av fyra"),
        (2.0, (5.0, 4.0, 2.03), "Delad sist av fyra"),
        (2.0, (2.0, 2.01, 1.99), "Lika med de andra"),
    ],
)
def test_a_place_where_higher_is_better(home: float, others: tuple[float, ...], word: str, registry: Registry) -> None:
    values = level({"home": home, **dict(zip("bcd", others, strict=True))})
    made = made_answers.basis(registry, POINTS, values)
    assert head(made) == word
    assert told(made)[0].startswith(f"{word}: ")


@pytest.mark.parametrize(
    ("home", "others", "word"),
    [
        (400.0, (500.0, 600.0, 700.0), "Lägst av fyra"),
        (400.0, (402.0, 600.0, 700.0), "Delat lägst av fyra"),
        (550.0, (500.0, 600.0, 700.0), "Näst lägst av fyra"),
        (650.0, (500.0, 600.0, 700.0), "Näst högst av fyra"),
        (600.0, (500.0, 601.0, 700.0), "Delat näst lägst av fyra"),
        (800.0, (500.0, 600.0, 700.0), "Högst av fyra"),
        (700.0, (500.0, 600.0, 701.0), "Delat högst av fyra"),
        (500.0, (501.0, 502.0, 503.0), "Lika med de andra"),
    ],
)
def test_a_place_where_lower_is_better_is_never_a_number(
    home: float, others: tuple[float, ...], word: str, registry: Registry
) -> None:
    values = level({"home": home, **dict(zip("bcd", others, strict=True))})
    assert head(made_answers.basis(registry, MILEAGE, values, has_fleet_variants=False), MILEAGE) == word


@pytest.mark.parametrize(
    ("home", "word"), [(5.0, "Före den andra"), (1.0, "Efter den andra"), (2.0, "Lika med den andra")]
)
def test_beside_one_other_there_is_no_number(home: float, word: str, registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": home, "b": 2.0, "c": 1.0, "d": 1.0}), sets=PAIR)
    assert head(made) == word


@pytest.mark.parametrize(("home", "word"), [(400.0, "Lägre än den andra"), (900.0, "Högre än den andra")])
def test_beside_one_other_where_lower_is_better(home: float, word: str, registry: Registry) -> None:
    values = level({"home": home, "b": 600.0, "c": 500.0, "d": 500.0})
    made = made_answers.basis(registry, MILEAGE, values, sets=PAIR, has_fleet_variants=False)
    assert head(made, MILEAGE) == word


def test_values_that_look_alike_in_different_places_are_written_in_full(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 2.06, "b": 2.12, "c": 1.0, "d": 0.5}))
    assert told(made)[0] == "Tvåa av fyra: 2,06 laddpunkter per 1 000 invånare 2024, i b 2,12, i riket 1,55."


def test_a_rise_that_is_bad(registry: Registry) -> None:
    values = course({year: 400.0 + 20 * (year - 2018) for year in YEARS}, 500.0, 600.0, 700.0)
    made = unbroken(made_answers.basis(registry, MILEAGE, values, has_fleet_variants=False))
    assert told(made, MILEAGE) == (
        "Näst lägst av fyra: 520 mil med bil per invånare 2024, i b 500. Stiger, men halkar efter b.",
        ["+8", " sedan 2022, b 0", ""][0] + " procent sedan 2022, b 0.",
    )


def test_a_rise_that_is_good_from_the_base_year(registry: Registry) -> None:
    made = unbroken(made_answers.basis(registry, POINTS, course({year: 2.0 + 0.5 * (year - 2018) for year in YEARS})))
    answer, _ = told(made)
    assert answer == (
        "Först av fyra: 5,0 laddpunkter per 1 000 invånare 2024, i b 4,0. Upp från 4,0 år 2022, och drar ifrån b."
    )


def test_what_rounds_to_nothing_is_much_the_same(registry: Registry) -> None:
    values = {2019: 2.01, 2020: 2.0, 2021: 2.02, 2022: 2.0, 2023: 1.99, 2024: 2.0}
    made = unbroken(made_answers.basis(registry, POINTS, course(values)))
    assert told(made)[1] == "I stort sett oförändrat sedan 2022."


def test_zero_is_a_value(registry: Registry) -> None:
    made = unbroken(made_answers.basis(registry, POINTS, course(dict.fromkeys(YEARS, 0.0))))
    assert told(made) == (
        "Sist av fyra: 0,0 laddpunkter per 1 000 invånare 2024, i b 4,0, i riket 1,6.",
        "I stort sett oförändrat sedan 2022.",
    )


def test_the_missing_base_year_is_not_told(registry: Registry) -> None:
    values = {2019: 2.3, 2020: 2.0, 2021: 2.4, 2023: 2.1, 2024: 2.4}
    made = unbroken(made_answers.basis(registry, POINTS, course(values)))
    assert told(made)[1] == "2023: 2,1, riket 2,4."


def test_a_break_between_is_told_in_everyday_words(registry: Registry) -> None:
    basis = made_answers.basis(registry, POINTS, course({2022: 1.0, 2023: 2.0, 2024: 2.4}))
    assert told(basis)[1] == "2023: 2,0, riket 2,4; en del av ökningen av laddpunkter är bättre rapportering."
    one = basis.registry.breaks["charging_2023"].model_copy(update={"plain": None})
    basis.assessor.registry = basis.registry.model_copy(update={"breaks": {"charging_2023": one}})
    assert told(basis)[1] == "2023: 2,0, riket 2,4; siffror före 2023 går inte att jämföra med senare."


def test_preliminary_figures_are_told_of(registry: Registry) -> None:
    values = level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0})
    assert told(unbroken(made_answers.basis(registry, POINTS, values, status="preliminary")))[1] == (
        "Uppgifterna om publika laddpunkter 31 december är preliminära."
    )


def test_another_comparison_is_told_by_whom_it_leaves_out(registry: Registry) -> None:
    values = level({"home": 3.5, "b": 4.0, "c": 3.0, "d": 1.0})
    assert (
        told(made_answers.basis(registry, POINTS, values, sets=SETS))[1] == "Räknas 0003 och 0005 bort: före den andra."
    )


def test_a_comparison_of_other_municipalities_is_told_by_its_title(registry: Registry) -> None:
    sets = {
        "hela_regioner": ComparisonSet(title="Hela", groups=("home", "b", "c")),
        "andra": ComparisonSet(title="Andra regioner", groups=("home", "c", "d")),
    }
    values = level({"home": 3.5, "b": 4.0, "c": 3.0, "d": 1.0})
    made = made_answers.basis(registry, POINTS, values, sets=sets)
    assert told(made)[1] == "I jämförelsen andra regioner: först av tre."


@pytest.mark.parametrize(
    ("values", "target", "answer"),
    [
        ({2018: 2.0, 2023: 3.0, 2024: 5.0}, {"value": 4.0}, "är nått."),
        ({year: 2.0 + 0.5 * (year - 2018) for year in YEARS}, {"value": 5.5}, "nås i nuvarande takt."),
        ({year: 2.0 + 0.02 * (year - 2018) for year in YEARS}, {}, "nås inte i nuvarande takt."),
        ({year: 2.0 + 0.5 * (year - 2018) for year in YEARS}, {"target_year": 2023}, "nåddes inte."),
        ({2022: 2.0, 2023: 2.1, 2024: 2.2}, {}, "är inte nått: 5,8 kvar; prognos saknas."),
        ({2022: 2.4, 2023: 2.3, 2024: 2.2}, {}, "kommer längre bort."),
    ],
)
def test_a_target_with_its_owner(
    values: dict[int, float], target: dict[str, float], answer: str, registry: Registry
) -> None:
    basis = unbroken(made_answers.basis(registry, POINTS, course(values), kind="mal"))
    kept = registry.targets["transport_2030"].model_copy(
        update={
            "indicator": POINTS, "unit": "per 1 000 inv.", "base_year": 2018, "base_value": 2.0, "value": 8.0,
            "decided_by": "Kommittén", "area": "Södertörn", **target,
        }
    )  # fmt: skip
    basis.assessor.registry = basis.registry.model_copy(update={"targets": {"aim": kept}})
    text, _ = told(basis)
    assert "Kommitténs mål för Södertörn, " in text
    assert text.endswith(answer)


def test_a_level_that_nobody_decided_here(registry: Registry) -> None:
    values = level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0})
    basis = unbroken(made_answers.basis(registry, POINTS, values, kind="jamforelseniva"))
    eu = registry.targets["eu_charging_power"].model_copy(update={"indicator": POINTS, "value": 3.0})
    basis.assessor.registry = basis.registry.model_copy(update={"targets": {"eu": eu}})
    assert told(basis)[0] == (
        "2,0 laddpunkter per 1 000 invånare 2024, i riket 2,4. Nivån ”EU:s krav på publik laddeffekt” nås inte."
    )
    assert head(basis) == "Når inte nivån"
    assert [(one.to, one.count) for one in indicator_answer(basis, POINTS, "home").things] == [
        ("riket", 80),
        ("eu", 200),
    ]


# ───────────── No answer ─────────────


def test_without_figures_there_is_no_answer_and_no_day(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 3.5, "b": 4.0, "c": 3.0, "d": 1.0}))
    assert told(made, NEAR) == (
        "Går inte att svara på än. Siffrorna är inte inlästa, och ingen dag är satt för nya.",
        None,
    )


def test_a_value_too_old(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 3.5, "b": 4.0, "c": 3.0, "d": 1.0}))
    assert told(made_answers.on(made, date(2029, 1, 1)))[0] == (
        "Går inte att svara på än. Senaste värdet är från 2024, och ingen dag är satt för nya."
    )


@pytest.mark.parametrize(
    ("why", "answer"),
    [
        ("few", "Går inte att svara på. Värdet 2024 bygger på för få."),
        ("missing", "Går inte att svara på än. Värde saknas för home, och nya väntas i mars 2026."),
        ("not_summed", "Visas bara per kommun. Siffrorna går inte att lägga ihop."),
        ("uncertain", "Går inte att svara på. Siffran för en enskild kommun är för ungefärlig."),
        ("stale", "Går inte att svara på än. Senaste värdet är från 2024, och nya väntas i mars 2026."),
    ],
)
def test_every_silence_says_why_and_when(why: str, answer: str, registry: Registry) -> None:
    from dashboard.content.answers import silence

    made = made_answers.basis(registry, POINTS, level({"home": 3.5, "b": 4.0, "c": 3.0, "d": 1.0}))
    silent = Unanswered(POINTS, why, 2024, date(2026, 3, 1))  # type: ignore[arg-type]
    assert silence.text(made, "home", silent) == answer


def test_where_riket_has_no_value_it_is_not_told_of(registry: Registry) -> None:
    basis = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    evaluation = basis.evaluation(POINTS)
    cells = {area: years for area, years in evaluation.cells.items() if area != "riket"}
    basis.assessor.evaluations = {(POINTS, None): replace(evaluation, cells=cells)}
    assert told(basis)[0] == "Trea av fyra: 2,0 laddpunkter per 1 000 invånare 2024, i b 4,0."
    assert [one.to for one in indicator_answer(basis, POINTS, "home").things] == ["c", "b"]


# ───────────── A goal, things ─────────────


def goal_text(made: Basis) -> tuple[str, str | None]:
    answer = goal_answer(made, KLIMAT)
    return goal.text(made, answer), goal.hedge(made, answer)


def test_the_only_one_compared_is_the_answer(registry: Registry) -> None:
    text, _ = goal_text(made_answers.basis(registry, POINTS, level({"home": 9.0, "b": 4.0, "c": 3.0, "d": 1.0})))
    assert text == (
        "Hittills ja. Södertörn är först av fyra områden: 9,0 laddpunkter per 1\u00a0000 invånare 2024, i b 4,0."
    )


def test_all_tied_is_no_lead(registry: Registry) -> None:
    text, _ = goal_text(made_answers.basis(registry, POINTS, level(dict.fromkeys(("home", "b", "c", "d"), 2.0))))
    assert text.startswith("Hittills nej. Södertörn är lika med de andra")


def test_nothing_to_compare(registry: Registry) -> None:
    made = made_answers.on(
        made_answers.basis(registry, POINTS, level({"home": 9.0, "b": 4.0, "c": 3.0, "d": 1.0})), date(2030, 1, 1)
    )
    assert goal_text(made) == (
        "Går inte att svara på än. Senaste värdet om laddpunkter är från 2024, och ingen dag är satt för nya.",
        None,
    )


def test_things_at_a_level_already(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 9.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    assert things.lines(made, indicator_answer(made, POINTS, "home")) == ["Redan över rikets nivå 2024."]


def test_fewer_of_all_is_told_too(registry: Registry) -> None:
    values = {
        **course(dict.fromkeys((2022, 2024), 1.0)),
        "0001": {2022: 2.0, 2024: 1.0},
        "0002": {2022: 5.0, 2024: 2.0},
    }
    made = unbroken(made_answers.basis(registry, POINTS, values))
    found = movers(made, POINTS)
    assert found
    assert things.moved(made, found) == (
        "Av 400 färre laddpunkter sedan 2022 finns 75 procent i 0002 (50 procent av invånarna) och 25 procent "
        "i 0001 (50 procent)."
    )


# ───────────── Twenty-five words ─────────────


def test_parts_go_in_their_order_and_those_that_must_stay_do() -> None:
    eight = " ".join(["ord"] * 8)
    first = [Part(f"svar {eight}"), Part(f", bäst {eight}", 1), Part(f", riket {eight}", 2)]
    assert fitted(first) == f"Svar {eight}, riket {eight}."
    assert fitted(first, [Part(f"bas {eight}", 3)]) == f"Svar {eight}. Bas {eight}."
    assert words(fitted([Part(" ".join(["ord"] * 30))])) == 30


def test_the_everyday_words_of_every_indicator_leave_room_for_an_answer(registry: Registry) -> None:
    """A place, a value with its year and what must stay of a second sentence are twelve words at most."""
    for key, one in registry.indicators.items():
        assert words(one.plain or "") + words(one.plain_value or "") <= 13, key


def without_claims(made: Basis) -> Basis:
    goals = {key: one.model_copy(update={"claim": None, "quote": None}) for key, one in made.registry.goals.items()}
    made.assessor.registry = made.registry.model_copy(update={"goals": goals})
    return made


@pytest.mark.parametrize("place", [5.0, 4.5, 1.0])
def test_a_goal_that_says_nothing_of_others_is_not_answered_by_a_place(place: float, registry: Registry) -> None:
    """The place is told as what the measure says, in whatever place; nobody is asked to be first."""
    values = level({"home": place, "b": 4.0, "c": 3.0, "d": 2.0})
    made = made_answers.basis(registry, POINTS, values)
    assert goal_answer(made, KLIMAT).word != "unknown"
    answer = goal_answer(without_claims(made), KLIMAT)
    assert (answer.word, len(answer.compared)) == ("unknown", 1)
    text = goal.computed(made, answer)
    assert text.startswith("Siffrorna avgör inte. ")
    assert "Hittills" not in f"{text}{goal.hedge(made, answer)}"
    assert "blir svaret" not in f"{goal.hedge(made, answer)}"


def test_who_stands_outside_a_group_that_nobody_classed_stands_outside_its_municipalities(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 5.0, "b": 4.0, "c": 3.0, "d": 2.0}))
    county = {"one": "kommun", "many": "kommuner", "the": "kommunerna", "which": "i Jönköpings län", "classed": ""}
    called = made.registry.comparison.municipalities.model_copy(update=county)
    comparison = made.registry.comparison.model_copy(update={"municipalities": called})
    made.assessor.registry = made.registry.model_copy(update={"comparison": comparison})
    name = made.areas.name("0001")
    told = f"{name} hör inte till kommunerna i Jönköpings län men jämförs med dem"
    assert hedges.beside(made, "0001") == f"{told}: alla kommuner mäts här mot samma grupp"


@pytest.mark.parametrize(("home", "stands"), [(5.0, "före"), (1.0, "efter")])
def test_one_of_two_is_told_by_the_others_name(home: float, stands: str, registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": home, "b": 4.0}), sets=PAIR)
    place = indicator_answer(made, POINTS, "home").place
    assert place
    other = unnamed(made.areas.name("b"))
    told = phrases.placed_beside(made, place, made.indicator(POINTS))
    assert told == f"{stands} {other} i laddpunkter"
