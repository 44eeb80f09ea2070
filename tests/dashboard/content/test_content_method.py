"""Så bedömer vi: the examples say what the method's test vectors say, and their printed sums come out as printed."""

import ast
import math
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.blocks.table import Number, Table
from dashboard.blocks.words import Step
from dashboard.content import facts as dashboard_facts, ranks, reasoning
from dashboard.content.direction import PLACES, Followed, direction_steps, followed, in_full, lines
from dashboard.content.facts import Facts
from dashboard.content.future import forecast_steps
from dashboard.content.method import method, worked_goal, worked_real, worked_series
from dashboard.content.method.worked import Example
from malkollen.assess import METHOD_VERSION
from malkollen.assess.direction import NO_CHANGE, SIGNIFICANCE, direction
from malkollen.assess.forecast import Forecast, forecast
from malkollen.assess.goal import NEEDED
from malkollen.assess.target import Aim
from malkollen.assess.window import FEWEST, YEARS, Terms
from malkollen.registry import registry as registry_file

VECTORS = (
    worked_series.falling, worked_series.immaterial, worked_series.s_curve, worked_series.worse_than_base,
    worked_series.formula_over_sums,
)  # fmt: skip
DECLARED = registry_file.load().examples


def trend(facts: Facts) -> Example:
    return worked_real.trend(facts, DECLARED.trend)  # type: ignore[arg-type] - declared


def rank(facts: Facts) -> Example:
    return worked_real.rank(facts, DECLARED.rank)  # type: ignore[arg-type]


def pace(facts: Facts) -> Example:
    return worked_real.pace(facts, DECLARED.pace)  # type: ignore[arg-type]


def percentile(facts: Facts) -> Example:
    return worked_real.percentile(facts, DECLARED.place)  # type: ignore[arg-type]


REAL = (trend, rank, pace, percentile, worked_goal.goal)
OPERATIONS = {
    ast.Add: float.__add__, ast.Sub: float.__sub__, ast.Mult: float.__mul__, ast.Div: float.__truediv__,
    ast.Pow: float.__pow__,
}  # fmt: skip
RESULT = re.compile(r"^[−+]?[\d\u00a0]+(?:,(\d+))?")


def calculated(text: str) -> float:
    """What a pocket calculator gives for a printed sum: four operations, powers, ln and e."""
    keys = {"\u00a0": "", ",": ".", "−": "-", "×": "*", "^": "**"}
    for sign, key in keys.items():
        text = text.replace(sign, key)
    return _value(ast.parse(text, mode="eval").body)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand)
    if isinstance(node, ast.Call):
        (argument,) = node.args
        assert isinstance(node.func, ast.Name)
        assert node.func.id == "ln"
        return math.log(_value(argument))
    if isinstance(node, ast.Name) and node.id == "e":
        return math.e
    assert isinstance(node, ast.BinOp), ast.dump(node)
    return OPERATIONS[type(node.op)](_value(node.left), _value(node.right))


def sums(example: Example) -> list[str]:
    return [text for step in example.steps for text in step.sums]


def words(example: Example) -> dict[str, str]:
    return {answer.question: answer.word for answer in example.answers}


def column(table: Table, title: str) -> list[str]:
    place = [heading.title for heading in table.columns].index(title)
    return [cell.text() if isinstance(cell, Number) else cell for cell in (row[place] for row in table.rows)]


def check(example: Example, slack: float) -> None:
    """Every printed sum gives its printed result. slack: in units of its last printed place."""
    assert sums(example)
    for text in sums(example):
        sum_, result = text.split(" = ")
        shown = RESULT.match(result)
        assert shown, text
        unit = 10.0 ** -len(shown[1] or "")
        printed = calculated(shown[0].removeprefix("+"))
        assert abs(calculated(sum_) - printed) <= slack * unit + 1e-9, text


@pytest.mark.parametrize("make", VECTORS, ids=lambda make: make.__name__)
def test_a_calculator_gives_what_the_made_up_examples_print(make: type) -> None:
    check(make(), slack=0.5)


@pytest.mark.parametrize("make", REAL, ids=lambda make: make.__name__)
def test_a_calculator_gives_what_the_real_examples_print(make: type, facts: Facts) -> None:
    check(make(facts), slack=1.0)


def test_a_calculator_notices_a_sum_that_is_wrong() -> None:
    assert calculated("67 × e^(−0,035467 × 7)") == pytest.approx(52.27, abs=0.005)
    assert calculated("(ln(67) − ln(69)) / (2023 − 2022)") == pytest.approx(-0.0294, abs=5e-5)
    assert calculated("10\u00a0120 / 2") == 5060


# ───────────── The method's test vectors ─────────────


def test_a_falling_series_is_v1() -> None:
    example = worked_series.falling()
    assert words(example) == {"Utveckling": "förbättras", "Prognos mot mål": "för långsamt"}
    lines = sums(example)
    assert "0 − 15 = −15" in lines
    assert "2 / 720 = 0,0028" in lines
    assert [text.split(" = ")[1] for text in lines if "0,0" in text and "/ (30 − 100)" in text] == ["0,710", "0,627"]
    assert "(52,27 − 100) / (30 − 100) = 0,682" in lines
    assert "100 × ((30 / 67)^(1 / 7) − 1) = −10,8" in lines
    _, slopes = example.tables
    assert len(slopes.rows) == 15
    assert column(slopes, "Lutning per år")[7] == "−0,035467"
    assert any("från lutning nr 4 till nr 12" in step.words for step in example.steps)


def test_an_immaterial_rise_is_v6() -> None:
    example = worked_series.immaterial()
    assert words(example) == {"Utveckling": NO_CHANGE}
    assert "2 / 120 = 0,0167" in sums(example)
    assert any("är mindre än gränsen 0,3." in step.words for step in example.steps)


def test_two_scales_are_v4() -> None:
    example = worked_series.s_curve()
    assert words(example) == {"Prognos mot mål": "osäkert: långt från målet–når målet i nuvarande takt"}
    shares = [text.split(" = ")[1] for text in sums(example) if text.endswith(("0,490", "1,894"))]
    assert shares == ["0,490", "1,894"]
    assert sums(example)[-1] == "(30 − 7,5) / 5 = 4,50"


def test_worse_than_the_base_year_is_v5() -> None:
    example = worked_series.worse_than_base()
    assert words(example) == {"Läge": "ej uppnått, sämre än basåret"}
    assert sums(example)[-1] == "(70 − 80) / (75 − 80) = 2"


def test_a_share_of_an_area_is_v7() -> None:
    example = worked_series.formula_over_sums()
    assert words(example) == {"Värde": "3,1\u00a0%"}
    assert [text.split(" = ")[1] for text in sums(example)[-2:]] == ["3,1\u00a0%", "12,7\u00a0%"]


# ───────────── Södertörn's own ─────────────


@pytest.mark.parametrize("slopes_of", [worked_series.falling, worked_series.immaterial, worked_series.s_curve])
def test_slopes_stand_in_order(slopes_of: type) -> None:
    for table in slopes_of().tables[1:]:
        slopes = [calculated(text.removeprefix("+")) for text in column(table, "Lutning per år")]
        assert all(low <= high for low, high in pairwise(slopes))


def test_emissions_in_thousands_of_tonnes_have_the_verdict_of_the_indicator(facts: Facts) -> None:
    assessment = facts.assessor.verdict("transport_emissions", "sodertorn").assessment
    example = trend(facts)
    assert words(example) == {"Utveckling": assessment.direction.label, "Prognos mot mål": assessment.forecast.label}
    share = f"{assessment.forecast.share:.3f}".replace(".", ",")
    assert any(text.endswith(f" = {share}") for text in sums(example))
    assert column(example.tables[0], "År") == [str(year) for year in assessment.direction.values or ()]


def test_the_rank_is_the_one_on_the_page_of_the_indicator(facts: Facts) -> None:
    found = facts.assessor.verdict("electric_car_share", "sodertorn").assessment.position
    example = rank(facts)
    assert words(example) == {"Läge": f"{found.label} regioner"}
    assert "lika" in column(example.tables[0], "Räknas som")
    assert len(example.tables) == 2


def test_the_pace_is_the_one_of_the_verdict(facts: Facts) -> None:
    found = facts.assessor.verdict("electric_car_share", "sodertorn").assessment.lead
    assert words(pace(facts)) == {"Jämfört med de andra regionerna": found.label}


def test_a_municipality_that_shares_its_place_counts_half(facts: Facts) -> None:
    key, code = "population_near_transit_share", "0127"
    found = facts.assessor.verdict(key, code).assessment.position
    example = percentile(facts)
    assert words(example) == {"Läge": found.label}
    assert sums(example) == [f"100 × (34 + 2 / 2) / 43 = {found.percentile:.1f}".replace(".", ",")]


def test_the_goal_says_what_its_page_says(facts: Facts) -> None:
    example = worked_goal.goal(facts)
    assert words(example)["Uträknat förslag"].startswith("Underlaget räcker inte än, eftersom 3 av 5")
    said = [step.words.split(": ")[-1] for step in example.steps[-3:]]
    assert said == ["på väg.", "delvis.", "inte på väg."]


def test_figures_that_are_too_old_leave_the_examples_standing_with_the_reason(database: Path) -> None:
    found = list(method.examples(dashboard_facts.load(database, date(2035, 1, 1))))
    assert len(found) == 10
    said = [example.steps[0].words for example in found if not example.tables]
    assert said == [
        "Exemplet kan inte räknas just nu: värdet från 2024 är för gammalt för att bedömas.",
        "Exemplet kan inte räknas just nu: värdet från 2025 är för gammalt för att bedömas.",
    ]


# ───────────── One explainer: a line under a verdict, in full here ─────────────


def steps_of(values: dict[int, float], terms: Terms, aim: Aim, unit: str) -> tuple[list[Step], Forecast]:
    """A made-up series explained whole."""
    moved = direction(values, terms)
    one, ahead = Followed(terms, 2, unit, moved), forecast(values, terms, aim, moved)
    return [*direction_steps(one), *forecast_steps(one, aim, ahead)], ahead


@pytest.mark.parametrize(
    ("values", "terms", "aim", "unit"),
    [
        ({2019: 31.0, 2020: 30.2, 2021: 28.9, 2022: 28.0, 2023: 27.5}, Terms("lower", "linear"), (20, 2027, 40), "min"),
        ({2019: 80.0, 2020: 78.0, 2021: 72.0, 2022: 71.0, 2023: 69.0}, Terms("lower", "log"), (30, 2027, 100), "index"),
        ({2019: 9.0, 2020: 8.0, 2021: 7.5, 2022: 6.0, 2023: 5.0}, Terms("lower", "s_curve", 0.3), (2, 2027, 12.5), "%"),
    ],
)
def test_a_forecast_is_worked_on_the_scale_it_is_made_on(
    values: dict[int, float], terms: Terms, aim: tuple[float, int, float], unit: str
) -> None:
    target, year, base = aim
    steps, ahead = steps_of(values, terms, Aim(target, year, 2015, base), unit)
    assert [projection.scale for projection in ahead.projections] == (
        ["linear", "s_curve"] if terms.scale == "s_curve" else [terms.scale]
    )
    check(Example("", "", (), in_full(steps), ()), slack=1.0)
    shares = [f"{projection.share:.3f}".replace(".", ",").replace("-", "−") for projection in ahead.projections]
    printed = [text.split(" = ")[1] for step in steps for text in step.sums if text.endswith(tuple(shares))]
    assert set(shares) <= set(printed)
    assert any("e^(" in text for step in steps for text in step.sums) is (terms.scale != "linear")


@pytest.mark.parametrize("key", registry_file.load().computed())
def test_whatever_stands_under_a_verdict_can_be_followed_in_full(key: str, facts: Facts) -> None:
    """The lines are the page's; the sums of the same steps give what they print, with enough decimals."""
    for area in ("sodertorn", "0127", "riket"):
        found = facts.assessor.assess(key, area)
        indicator, terms, moved = facts.indicator(key), facts.assessor.terms(key), found.assessment.direction
        shown = next(
            part for part in reasoning.reasoning(facts, key, area, found.variant) if part.question == "Utveckling"
        )
        assert shown.lines == lines(direction_steps(followed(indicator, terms, moved)))
        if moved.slope is not None:
            exact = in_full(direction_steps(Followed(terms, PLACES, indicator.unit, moved)))
            assert len(exact) >= 7
            check(Example("", "", (), exact, ()), slack=1.0)


def test_a_rank_in_an_indicator_without_variants_says_nothing_of_fleets(facts: Facts) -> None:
    key = next(k for k in facts.registry.computed() if ranks.is_ranked(facts, k) and facts.variants(k) == [None])
    year = facts.evaluation(key).latest_year
    words = [ranks.rank_step(facts, key, entry, year).words for entry in ranks.set_ranks(facts, key, year)]
    assert words
    assert not any("vagnpark" in text for text in words)


# ───────────── The page's texts ─────────────


def test_there_are_ten_examples_each_with_numbers_steps_and_answer(facts: Facts) -> None:
    examples = list(method.examples(facts))
    assert len(examples) == 10
    for example in examples:
        assert example.question.endswith("?")
        assert example.tables
        assert len(example.steps) >= 3
        assert example.answers
    names = [table.name for example in examples for table in example.tables]
    assert len(names) == len(set(names))


def test_the_rules_say_the_limits_of_the_code(facts: Facts) -> None:
    text = {
        rule.title: " ".join(rule.lines)
        for rule in method.rules(facts.home, facts.placed, facts.registry.comparison.called)
    }
    assert f"de senaste {YEARS} åren. Det måste finnas minst {FEWEST}" in text["Utveckling"]
    assert f"högst {SIGNIFICANCE:.0%}".replace("%", " fall av hundra") in text["Utveckling"]
    assert "minst 95 procent når målet i nuvarande takt; minst 60 procent för långsamt" in text["Prognos mot mål"]
    assert f"Minst {100 * NEEDED:.0f} procent av dem måste kunna bedömas" in text["Förslag för målet"]
    assert "först i alla de måtten, minst tre, i varje jämförelse" in text["Målets svar"]
    assert "färre än tre mått går att jämföra" in text["Målets svar"]
    assert METHOD_VERSION in method.version_text()


def test_what_is_never_judged_names_small_numbers_and_age(facts: Facts) -> None:
    text = " ".join(method.never_judged(facts))
    assert "färre än 30" in text
    assert "mer än 2 år äldre" in text
