"""A worked example: a made-up or real assessment, its numbers as tables and its steps in full.

The steps are those that stand in lines under a verdict; every number comes from malkollen/assess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Step
from dashboard.content.direction import PLACES, Followed
from dashboard.content.verdict import forecast_symbol, symbol
from malkollen.assess.forecast import Forecast
from malkollen.assess.trend import pairwise_slopes

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


def answer(question: str, label: str | None, reason: str | None = None) -> Answered:
    """An answer with its symbol and word."""
    return Answered(question, symbol(label), label or "kan inte bedömas", reason or "")


def ahead_answer(ahead: Forecast) -> Answered:
    """A forecast's answer with its symbol and its classes, which the example shows how to come to."""
    return Answered("Prognos mot mål", forecast_symbol(ahead), ahead.label or "kan inte bedömas", ahead.reason or "")


def values_table(one: Followed, title: str, name: str, source: str) -> Table:
    """The judged values by year, on a log scale with their logarithms."""
    records: list[Record] = []
    for year, value in one.values.items():
        record: Record = {"År": str(year), f"Värde ({one.unit})": Number(value, one.decimals)}
        logarithm: Record = {"ln(värde)": Number(one.placed[year], PLACES)} if one.is_log else {}
        records.append(record | logarithm)
    return table(f"{title}: värden", f"{name}_varden", records, source)


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


def followed_tables(one: Followed, title: str, name: str, source: str) -> tuple[Table, ...]:
    """The values and the slopes. name: the first part of the tables' file names."""
    return values_table(one, title, name, source), slopes_table(title, name, source, one.placed)
