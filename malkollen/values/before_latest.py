"""The values as they stood before the latest year, so that a verdict can be held against the one before it."""

from collections.abc import Mapping
from dataclasses import replace

from malkollen.values.values import Evaluation, Value

Cells = Mapping[str, Mapping[int, Value]]


def before_latest(evaluation: Evaluation, home: str) -> Evaluation:
    """An indicator's values without its latest year; its latest year is then the one before in the home's series.

    Args:
        home: the area whose series decides which year came before.
    """
    series = evaluation.series.get(home, {})
    known = [year for year, cell in series.items() if cell.value is not None and year < evaluation.latest_year]
    last = max(known, default=0)
    return replace(
        evaluation, cells=_until(evaluation.cells, last), series=_until(evaluation.series, last), latest_year=last
    )


def _until(cells: Cells, last: int) -> dict[str, dict[int, Value]]:
    return {area: {year: cell for year, cell in years.items() if year <= last} for area, years in cells.items()}
