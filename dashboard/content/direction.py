"""Utveckling explained: every step in a line, as it stands under a verdict, and in full for a pocket calculator.

The sums are printed with enough decimals that the printed numbers give the printed result; the tests calculate them
again.
"""

from dataclasses import dataclass
from itertools import combinations
from math import comb, exp, factorial

from dashboard.blocks.words import Step
from dashboard.content import amounts
from dashboard.content.text import amount, ended
from malkollen.assess.direction import SIGNIFICANCE, Direction, placed_on_scale
from malkollen.assess.trend import pairwise_slopes
from malkollen.assess.window import Terms
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import number, signed, spans, with_unit

PLACES = 6
"""Decimals of logarithms and slopes: fewer would show in the last figure of a projection."""


@dataclass(frozen=True)
class Followed:
    """A series that is followed step by step, with what the method says of it.

    Attributes:
        decimals, unit: how its values are shown.
        indicator: the one whose values they are, as its page says them; None for other numbers.
    """

    terms: Terms
    decimals: int
    unit: str
    moved: Direction
    indicator: Indicator | None = None

    @property
    def is_log(self) -> bool:
        """Whether it is measured in logarithms."""
        return self.terms.scale == "log"

    @property
    def values(self) -> dict[int, float]:
        """The judged values by year."""
        return dict(self.moved.values or {})

    @property
    def placed(self) -> dict[int, float]:
        """The values as utveckling measures them."""
        return placed_on_scale(self.values, self.terms)

    @property
    def step_unit(self) -> str:
        """The unit of a difference."""
        return "procentenheter" if self.unit == "%" else self.unit

    def shown(self, value: float) -> str:
        """A value as it is printed in a sum."""
        return number(value, self.decimals)

    def amount(self, value: float | None) -> str:
        """A value with its unit."""
        return amount(self.indicator, value) if self.indicator else with_unit(number(value, self.decimals), self.unit)

    def scaled(self, year: int) -> str:
        """A year's value as the slopes are made of it."""
        return number(self.placed[year], PLACES if self.is_log else self.decimals)

    def pace(self, slope: float) -> str:
        """A slope a year, from the scale utveckling is measured on: procentenheter, percent or the unit."""
        return amounts.percent_pace(exp(slope) - 1) if self.is_log else self.yearly(slope)

    def yearly(self, change: float) -> str:
        """A needed or observed pace: a share on a log scale, otherwise the unit a year."""
        if self.is_log:
            return amounts.percent_pace(change)
        return with_unit(signed(change, self.decimals + 1), f"{self.step_unit} per år")


def followed(indicator: Indicator, terms: Terms, moved: Direction) -> Followed:
    """An indicator's own series."""
    return Followed(terms, indicator.decimals, indicator.unit, moved, indicator)


def direction_steps(one: Followed) -> list[Step]:
    """Utveckling from the first value to the word, or why it is not judged."""
    moved = one.moved
    if moved.slope is None or moved.p_value is None:
        return [Step(line=ended(f"Utvecklingen bedöms inte: {moved.reason or 'uppgift saknas'}"))]
    why = ended(f"Därför blir utvecklingen: {', '.join(filter(None, [moved.label, moved.reason]))}")
    return [
        *([_logarithm_step(one)] if one.is_log else []),
        _slopes_step(one),
        _median_step(one),
        *_chance_steps(one),
        _size_step(one),
        _last_step(one),
        Step(why, line=ended(f"Därför inte mer än så: {moved.reason}") if moved.reason else ""),
    ]


def _logarithm_step(one: Followed) -> Step:
    first = min(one.values)
    return Step(
        "Ta den naturliga logaritmen (knappen ln) av varje värde. Då blir lika många procent lika stora steg.",
        (f"ln({one.shown(one.values[first])}) = {one.scaled(first)}",),
    )


def _slopes_step(one: Followed) -> Step:
    years = list(one.values)
    first, last = years[0], years[-1]
    slope = pairwise_slopes({first: one.placed[first], last: one.placed[last]})[0]
    return Step(
        f"Räkna lutningen per år mellan varje par av år. Det finns {comb(len(years), 2)} par. Från {first} till "
        f"{last}:",
        (f"{_slope(one, first, last)} = {signed(slope, PLACES)}",),
        f"Värden som används: {spans(one.values)} ({one.moved.n} år).{_left_out_text(one.moved)}",
    )


def _slope(one: Followed, start: int, end: int) -> str:
    return f"({one.scaled(end)} − {wrapped(one.scaled(start))}) / ({end} − {start})"


def _median_step(one: Followed) -> Step:
    slopes = pairwise_slopes(one.placed)
    middle, slope = len(slopes) // 2, one.moved.slope or 0.0
    b = number(slope, PLACES)
    if len(slopes) % 2:
        words, sums = f"Ordna lutningarna efter storlek. Takten är den mittersta, nr {middle + 1}: {b} per år.", []
    else:
        low, high = number(slopes[middle - 1], PLACES), number(slopes[middle], PLACES)
        words = f"Ordna lutningarna efter storlek. Takten är medelvärdet av de mittersta, nr {middle} och {middle + 1}."
        sums = [f"({low} + {wrapped(high)}) / 2 = {b}"]
    if one.is_log:
        sums.append(f"100 × (e^({b}) − 1) = {with_unit(number(100 * (exp(slope) - 1), 2), '% per år')}")
    line = (
        f"Takt: medianen av alla lutningar mellan två år är {one.pace(slope)}. "
        f"Minst {one.pace(one.moved.threshold or 0.0).lstrip('+')} krävs för att det ska betyda något."
    )
    return Step(words, tuple(sums), line)


def _chance_steps(one: Followed) -> list[Step]:
    n, p, s = one.moved.n, one.moved.p_value or 0.0, one.moved.s or 0
    ups = sum(1 for a, b in combinations(one.placed.values(), 2) if b > a)
    downs, orders = ups - s, factorial(n)
    as_far, limit = number(round(p * orders)), number(SIGNIFICANCE, 2)
    verdict = "Det är så lite att mönstret är säkerställt" if p <= SIGNIFICANCE else "Mönstret kan vara en slump"
    counted = Step(
        f"Räkna paren: {ups} går upp och {downs} går ned. Skillnaden heter S.", (f"{ups} − {downs} = {number(s)}",)
    )
    chance = Step(
        f"Kan det vara en slump? {n} värden kan stå i {number(orders)} olika ordningar. I {as_far} av dem är S "
        f"minst så långt från noll som {number(s)}. {verdict} (gränsen för p är {limit}).",
        (f"{as_far} / {number(orders)} = {number(p, 4)}",),
        f"Slump? {_pattern(ups, downs, p)} (S = {signed(s)} av högst {comb(n, 2)}; p = {number(p, 3)}, gräns {limit}).",
    )
    return [counted, chance]


def _pattern(ups: int, downs: int, p: float) -> str:
    """How one-sided the pairs of years are, and how often chance alone gives as much."""
    often = round(100 * p)
    times = "färre än en gång" if not often else "ungefär en gång" if often == 1 else f"ungefär {often} gånger"
    verdict = "så det räknas som säkerställt" if p <= SIGNIFICANCE else "så det kan vara en slump"
    return f"{ups} par av år går upp och {downs} ned. Slumpen ger ett så tydligt mönster {times} av hundra, {verdict}"


def _size_step(one: Followed) -> Step:
    """Said in a line together with the pace."""
    size, limit = abs(one.moved.slope or 0.0), one.moved.threshold or 0.0
    is_material = size >= limit
    compared = "minst" if is_material else "mindre än"
    word = "Förändringen är stor nog för att betyda något" if is_material else "Förändringen är för liten"
    needed = number(limit, 3 if one.is_log else 1)
    return Step(f"Takten {number(size, PLACES)} per år är {compared} gränsen {needed}. {word}.")


def _last_step(one: Followed) -> Step:
    before, last = list(one.values)[-2:]
    change = one.moved.last_change or 0.0
    return Step(
        "Kontrollera det senaste intervallet. En säkerställd trend blir osäker om det går tydligt åt andra hållet.",
        (f"{_slope(one, before, last)} = {signed(change, PLACES)}",),
        f"Senaste intervallet: {one.pace(change)}.",
    )


def _left_out_text(moved: Direction) -> str:
    """Why years among those of the window are not used; older ones need no reason."""
    near = [entry for entry in moved.left_out if entry.why != "older"]
    text = "; ".join(f"{entry.year}: {entry.reason}" for entry in near)
    return f" Utelämnade: {text}." if text else ""


def wrapped(text: str) -> str:
    """A number that is subtracted or added: in brackets where it has a sign of its own."""
    return f"({text})" if text.startswith("\u2212") else text


def lines(steps: list[Step]) -> tuple[str, ...]:
    """Steps as they stand under a verdict: a line each."""
    return tuple(step.line for step in steps if step.line)


def in_full(steps: list[Step]) -> tuple[Step, ...]:
    """Steps as they are followed with a pocket calculator."""
    return tuple(step for step in steps if step.words)
