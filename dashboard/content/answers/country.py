"""How a value stands against riket's: in words, over which municipalities, and in which year."""

from dashboard.content.answers.phrases import (
    FLEETS,
    change,
    decimals,
    figure,
    is_unchanged,
    since as since_words,
    two_values,
)
from dashboard.content.text import UNCHANGED, told_decimals
from malkollen.answers.basis import Basis
from malkollen.answers.hedge import AcrossBreak
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import Span
from malkollen.registry.registry import Indicator
from malkollen.verdicts.assessor import JUDGED_KINDS

NEAR, FAR = 0.05, 0.25
"""Shares of riket's value within which a value is about the same, and beyond which it is far from it."""
AGAINST = ("mycket sämre än riket", "sämre än riket", "nära riket", "bättre än riket", "mycket bättre än riket")
AGAINST_ALIKE = 2
"""The place of what is much the same as riket's."""


def away(indicator: Indicator, value: float | None, country: float | None) -> float | None:
    """How much better than riket a value is, as a share of riket's; None where it has none or no end is better."""
    if value is None or not country or indicator.better is None or indicator.kind not in JUDGED_KINDS:
        return None
    return (value - country) / abs(country) * (1 if indicator.better == "higher" else -1)


def against(indicator: Indicator, value: float | None, country: float | None) -> int | None:
    """Which of `AGAINST` a value is; None where riket has no value or no end is better."""
    far = away(indicator, value, country)
    return None if far is None else AGAINST_ALIKE + (far > NEAR) + (far > FAR) - (far < -NEAR) - (far < -FAR)


def beside_alike(indicator: Indicator, answer: IndicatorAnswer) -> str:
    """Riket's figure over its like, where a value is on another side of that than of riket's as it is told.

    A figure and no word: what leads is the comparison with its like, and a second one is read as a second answer.
    """
    is_told = answer.quarter is not None and answer.quarter.level is not None
    of_all, alike = (against(indicator, answer.value, one) for one in (answer.country, answer.alike))
    if not is_told or not indicator.has_fleet_variants or alike is None or side_of(of_all) == side_of(alike):
        return ""
    shown = figure(indicator, answer.alike or 0.0, decimals(indicator, []))
    return f"räknas {FLEETS} bort har riket {shown}"


def side_of(shade: int | None) -> int:
    """Better than riket's 1, about the same 0, worse -1."""
    return 0 if shade is None else (shade > AGAINST_ALIKE) - (shade < AGAINST_ALIKE)


def then(indicator: Indicator, span: Span, answer: IndicatorAnswer) -> str:
    """The value then, beside riket's: "2023: 0,8, riket 3,3"; that it is much the same where it looks so.

    Where the answer has told riket's over some municipalities only, how riket's has moved is told: no value of another
    year and of other municipalities is taken for that.
    """
    if not (told := two_values(indicator, span)):
        return since_words(indicator, span)
    if not span.country or indicator.is_total:
        return f"{span.from_year}: {told[0]}"
    if answer.quarter and indicator.has_fleet_variants:
        country = Span(span.from_year, span.to_year, *span.country)
        moved = UNCHANGED if is_unchanged(indicator, country) else change(indicator, country)
        return f"{span.from_year}: {told[0]}; i riket {moved} sedan dess"
    return f"{span.from_year}: {told[0]}, riket {figure(indicator, span.country[0], told_decimals(indicator))}"


def in_country(indicator: Indicator, places: int, country: float | None) -> str:
    """Riket's value beside one's own: ", i riket 5,7"; empty without one. places: decimals of one's own value."""
    return "" if country is None else f", i riket {figure(indicator, country, places)}"


def before_break(basis: Basis, answer: IndicatorAnswer) -> str:
    """The value in the year that a series begins anew, of what is more than context; empty without such a break."""
    indicator, hedge = basis.indicator(answer.key), answer.hedge
    if not isinstance(hedge, AcrossBreak) or hedge.span is None or indicator.kind == "sammanhang":
        return ""
    return then(indicator, hedge.span, answer)
