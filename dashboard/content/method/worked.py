"""A verdict worked step by step: a made-up or real series as tables and sums that a pocket calculator gives again.

Every number comes from malkollen/assess. The sums are printed with enough decimals that the printed numbers give the
printed result; the tests calculate them again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb, exp, factorial

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Step
from dashboard.content.amounts import percent_pace
from dashboard.content.text import ended
from dashboard.content.verdict import symbol
from malkollen.assess.direction import SIGNIFICANCE, Direction, placed_on_scale
from malkollen.assess.forecast import Forecast, share_class
from malkollen.assess.scale import direction_sign
from malkollen.assess.target import Aim
from malkollen.assess.trend import COVERAGE, pairwise_slopes, slope_interval
from malkollen.assess.window import Terms
from malkollen.texts.swedish import number, signed, with_unit

PLACES = 6
"""Decimals of logarithms and slopes: fewer would show in the last figure of a projection."""
MADE_UP = "Påhittade tal, bara för att visa räkningen."
DIRECTIONS = {1: "upp", 0: "lika", -1: "ned"}


@dataclass(frozen=True)
class Example:
    """A worked example.

    Attributes:
        indicator: the indicator it is about; None for made-up numbers.
    """

    title: str
    question: str
    tables: tuple[Table, ...]
    steps: tuple[Step, ...]
    answers: tuple[Answered, ...]
    indicator: str | None = None


@dataclass(frozen=True)
class Followed:
    """A series that is followed step by step, with what the method says of it.

    Attributes:
        values: the judged values by year; decimals, unit: how they are shown.
        name: the first part of the tables' file names.
    """

    title: str
    name: str
    source: str
    values: Mapping[int, float]
    terms: Terms
    decimals: int
    unit: str
    moved: Direction
    aim: Aim | None = None
    ahead: Forecast | None = None

    @property
    def is_log(self) -> bool:
        """Whether it is measured in logarithms."""
        return self.terms.scale == "log"

    @property
    def placed(self) -> dict[int, float]:
        """The values as utveckling measures them."""
        return placed_on_scale(self.values, self.terms)

    def shown(self, value: float) -> str:
        """A value as it is printed in a sum."""
        return number(value, self.decimals)

    def place(self, year: int) -> str:
        """A year's value as the slopes are made of it."""
        return number(self.placed[year], PLACES if self.is_log else self.decimals)


def answer(question: str, label: str | None, reason: str | None = None) -> Answered:
    """An answer with its symbol and word."""
    return Answered(question, symbol(label), label or "kan inte bedömas", reason or "")


def values_table(one: Followed) -> Table:
    """The judged values by year, on a log scale with their logarithms."""
    records: list[Record] = []
    for year, value in one.values.items():
        record: Record = {"År": str(year), f"Värde ({one.unit})": Number(value, one.decimals)}
        logarithm: Record = {"ln(värde)": Number(one.placed[year], PLACES)} if one.is_log else {}
        records.append(record | logarithm)
    return table(f"{one.title}: värden", f"{one.name}_varden", records, one.source)


def slopes_table(title: str, name: str, source: str, placed: Mapping[int, float]) -> Table:
    """The slope between every two years, in order of size. placed: the values on their scale."""
    pairs = combinations(placed.items(), 2)
    slopes = sorted((pairwise_slopes({a: x, b: y})[0], a, b) for (a, x), (b, y) in pairs)
    records: list[Record] = [
        {
            "Nr": str(place),
            "Från": str(start),
            "Till": str(end),
            "Lutning per år": Number(slope, PLACES, is_difference=True),
            "Riktning": DIRECTIONS[(slope > 0) - (slope < 0)],
        }
        for place, (slope, start, end) in enumerate(slopes, 1)
    ]
    return table(f"{title}: lutningen mellan varje par av år", f"{name}_lutningar", records, source)


def followed_tables(one: Followed) -> tuple[Table, ...]:
    """The values and the slopes."""
    return values_table(one), slopes_table(one.title, one.name, one.source, one.placed)


def direction_steps(one: Followed) -> list[Step]:
    """Utveckling from the first value to the word."""
    years = list(one.values)
    first, last = years[0], years[-1]
    pairs, s = comb(len(years), 2), one.moved.s or 0
    slope = f"({one.place(last)} − {_wrapped(one.place(first))}) / ({last} − {first})"
    head = (
        [Step("Ta den naturliga logaritmen (knappen ln) av varje värde. Då blir lika många procent lika stora steg.",
              (f"ln({one.shown(one.values[first])}) = {one.place(first)}",))]
        if one.is_log
        else []
    )  # fmt: skip
    ups = sum(1 for a, b in combinations(one.placed.values(), 2) if b > a)
    downs = ups - s
    return [
        *head,
        Step(
            f"Räkna lutningen per år mellan varje par av år. Det finns {pairs} par. Från {first} till {last}:",
            (f"{slope} = {signed(pairwise_slopes({first: one.placed[first], last: one.placed[last]})[0], PLACES)}",),
        ),
        _median_step(one),
        Step(
            f"Räkna paren: {ups} går upp och {downs} går ned. Skillnaden heter S.", (f"{ups} − {downs} = {number(s)}",)
        ),
        _chance_step(one, s),
        _size_step(one),
        _last_step(one, years),
        Step(ended(f"Därför blir utvecklingen: {', '.join(filter(None, [one.moved.label, one.moved.reason]))}")),
    ]


def _median_step(one: Followed) -> Step:
    slopes = pairwise_slopes(one.placed)
    middle = len(slopes) // 2
    b = number(one.moved.slope, PLACES)
    if len(slopes) % 2:
        words, sums = f"Ordna lutningarna efter storlek. Takten är den mittersta, nr {middle + 1}: {b} per år.", []
    else:
        low, high = number(slopes[middle - 1], PLACES), number(slopes[middle], PLACES)
        words = f"Ordna lutningarna efter storlek. Takten är medelvärdet av de mittersta, nr {middle} och {middle + 1}."
        sums = [f"({low} + {_wrapped(high)}) / 2 = {b}"]
    if one.is_log:
        sums.append(f"100 × (e^({b}) − 1) = {with_unit(number(100 * (exp(one.moved.slope or 0) - 1), 2), '% per år')}")
    return Step(words, tuple(sums))


def _chance_step(one: Followed, s: int) -> Step:
    n, p = len(one.values), one.moved.p_value or 0.0
    orders = factorial(n)
    as_far = round(p * orders)
    limit = number(SIGNIFICANCE, 2)
    verdict = "Det är så lite att mönstret är säkerställt" if p <= SIGNIFICANCE else "Mönstret kan vara en slump"
    return Step(
        f"Kan det vara en slump? {n} värden kan stå i {number(orders)} olika ordningar. I {number(as_far)} av dem är S "
        f"minst så långt från noll som {number(s)}. {verdict} (gränsen för p är {limit}).",
        (f"{number(as_far)} / {number(orders)} = {number(p, 4)}",),
    )


def _size_step(one: Followed) -> Step:
    size, limit = abs(one.moved.slope or 0.0), one.moved.threshold or 0.0
    is_material = size >= limit
    compared = "minst" if is_material else "mindre än"
    word = "Förändringen är stor nog för att betyda något" if is_material else "Förändringen är för liten"
    needed = number(limit, 3 if one.is_log else 1)
    return Step(f"Takten {number(size, PLACES)} per år är {compared} gränsen {needed}. {word}.")


def _last_step(one: Followed, years: list[int]) -> Step:
    before, last = years[-2:]
    change = signed(one.moved.last_change, PLACES)
    return Step(
        "Kontrollera det senaste intervallet. En säkerställd trend blir osäker om det går tydligt åt andra hållet.",
        (f"({one.place(last)} − {_wrapped(one.place(before))}) / ({last} − {before}) = {change}",),
    )


def forecast_steps(one: Followed) -> list[Step]:
    """Prognos mot mål on the log scale, from the pace to the class, with the pace that is needed."""
    aim, ahead = one.aim, one.ahead
    if aim is None or ahead is None or ahead.label is None or aim.year is None or aim.base_value is None:
        return [Step(f"Ingen prognos: {ahead.reason if ahead and ahead.reason else 'inget målvärde gäller'}.")]
    year = max(one.values)
    last, years = one.shown(one.values[year]), aim.year - year
    base, end = one.shown(aim.base_value), one.shown(aim.value)
    projected = number(ahead.projected, 2)
    slopes, ends = pairwise_slopes(one.placed), slope_interval(one.placed)
    places = [slopes.index(slope) + 1 for slope in ends]
    shares = [ahead.share_high, ahead.share_low] if direction_sign(one.terms.better) < 0 else [
        ahead.share_low, ahead.share_high]  # fmt: skip
    sums = tuple(
        f"({last} × e^({number(slope, PLACES)} × {years}) − {base}) / ({end} − {base}) = {number(share, 3)}"
        for slope, share in zip(ends, shares, strict=True)
    )
    needed = number(100 * (ahead.required_per_year or 0.0), 1)
    return [
        Step(
            f"Prognosen börjar i det senaste värdet och fortsätter med samma takt i {years} år, till {aim.year}.",
            (f"{last} × e^({number(one.moved.slope, PLACES)} × {years}) = {projected}",),
        ),
        Step(
            f"Hur stor del av vägen från {base} ({aim.base_year}) till {end} ({aim.year}) är då gången?",
            (f"({projected} − {base}) / ({end} − {base}) = {number(ahead.share, 3)}",),
        ),
        Step(
            f"Takten är osäker. Intervallet med minst {number(100 * COVERAGE)} procents säkerhet går från lutning "
            f"nr {places[0]} till nr {places[1]} i tabellen. Samma räkning med dem:",
            sums,
        ),
        Step(f"{_classes(ahead)} Därför blir prognosen: {ahead.label}."),
        Step(
            f"Takten som behövs från och med nu är {percent_pace(ahead.required_per_year or 0.0)}. Takten har varit "
            f"{percent_pace(ahead.observed_per_year or 0.0)}.",
            (f"100 × (({end} / {last})^(1 / {years}) − 1) = {needed}",),
        ),
    ]


def _classes(ahead: Forecast) -> str:
    low, high = share_class(ahead.share_low or 0.0), share_class(ahead.share_high or 0.0)
    if low == high:
        return f"Båda ändarna hamnar i klassen {low}."
    return f"Den ena änden hamnar i klassen {low}, den andra i {high}."


def _wrapped(text: str) -> str:
    """A number that is subtracted or added: in brackets where it has a sign of its own."""
    return f"({text})" if text.startswith("\u2212") else text
