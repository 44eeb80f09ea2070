"""Every real verdict is the one that has been reviewed (tests/golden/assessments.csv): none missing, none extra."""

import csv

import pytest

from dashboard.content.facts import Facts
from malkollen import ROOT
from malkollen.verdicts.assessor import Answer, Assessed

GOLDEN = ROOT / "tests" / "golden" / "assessments.csv"
JUDGED = ("mal", "jamforelseniva", "jamforelse")

Key = tuple[str, str, str]


def golden_rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = {(row["code"], row["area"], row["variant"]): row for row in golden_rows()}


def areas(facts: Facts) -> list[str]:
    """The eight, every group and riket."""
    eight = facts.areas.home_members
    return [area for area, found in facts.areas.by_id.items() if found.kind != "municipality" or area in eight]


@pytest.fixture(scope="module")
def computed(facts: Facts) -> dict[Key, Assessed]:
    """Every answer there is, by code, area and variant."""
    assessed_by_key: dict[Key, Assessed] = {}
    for key, indicator in facts.registry.indicators.items():
        if facts.is_computed(key):
            variants: list[Answer] = facts.assessor.variants(key)
            for area in areas(facts):
                for variant in variants:
                    assessed_by_key[indicator.code, area, variant or ""] = facts.assessor.assess(key, area, variant)
    return assessed_by_key


def read(text: str) -> float | None:
    return float(text) if text else None


def test_every_verdict_is_reviewed_and_none_is_left_over(computed: dict[Key, Assessed]) -> None:
    assert set(computed) - set(ROWS) == set(), "not reviewed"
    assert set(ROWS) - set(computed) == set(), "reviewed, but not there"
    assert len(golden_rows()) == len(ROWS), "twice"


@pytest.mark.parametrize("code", sorted({row["code"] for row in ROWS.values()}))
def test_verdicts_are_the_reviewed_ones(code: str, computed: dict[Key, Assessed], facts: Facts) -> None:
    for key, answer in computed.items():
        if key[0] == code:
            row, assessment = ROWS[key], answer.assessment
            labels = {
                "area_name": facts.areas.name(answer.area),
                "year": str(answer.value.year or ""),
                "läge": assessment.position.label or "",
                "utveckling": assessment.direction.label or "",
                "prognos": assessment.forecast.label or "",
                "främst": assessment.lead.label or "",
                "reason": assessment.direction.reason or assessment.position.reason or "",
            }
            assert labels == {name: row[name] for name in labels}, key


@pytest.mark.parametrize("code", sorted({row["code"] for row in ROWS.values()}))
def test_numbers_are_the_reviewed_ones(code: str, computed: dict[Key, Assessed], facts: Facts) -> None:
    for key, answer in computed.items():
        if key[0] == code:
            row, moved = ROWS[key], answer.assessment.direction
            decimals = max(facts.indicator(answer.indicator).decimals + 2, 0)
            numbers = {
                "value": (answer.value.value, decimals),
                "slope": (moved.slope, 6),
                "p": (moved.p_value, 4),
            }
            for name, (number, places) in numbers.items():
                reviewed = read(row[name])
                assert (number is None) is (reviewed is None), (key, name)
                assert number is None or reviewed == pytest.approx(number, rel=0, abs=0.51 * 10**-places), (key, name)


def test_every_verdict_has_a_sentence_on_why(facts: Facts) -> None:
    for key, row in ROWS.items():
        assert len(row["why"]) > 40, key
        assert row["why"].endswith("."), key


def test_a_judged_series_has_a_sentence_of_its_own(facts: Facts) -> None:
    told: dict[str, set[str]] = {}
    for key, row in ROWS.items():
        indicator = facts.indicator(facts.codes[key[0].casefold()])
        is_municipal = facts.areas.by_id[key[1]].kind == "municipality"
        if indicator.kind in JUDGED and not (is_municipal and indicator.judged_for == "groups"):
            told.setdefault(f"{key[0]} {row['why']}", set()).add(key[1])
    for sentence, about in told.items():
        is_without_variant = "återstår under hälften" in sentence
        assert len(about) == 1 or is_without_variant, (sentence, about)
