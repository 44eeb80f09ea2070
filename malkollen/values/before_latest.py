"""The values as they stood up to a year: a verdict held against the one before it, a programme's closing account."""

from collections.abc import Mapping
from dataclasses import replace

from malkollen.values.values import Evaluation, Value

Cells = Mapping[str, Mapping[int, Value]]


def before_latest(evaluation: Evaluation, home: str) -> Evaluation:
    """An indicator's values without its latest year; its latest year is then the one before in the home's series.

    Args:
        home: the area whose series decides which year came before.
    """
    return until(evaluation, home, evaluation.latest_year - 1)


def until(evaluation: Evaluation, home: str, year: int) -> Evaluation:
    """An indicator's values to a year; its latest year is then the home's latest of those, 0 where it has none.

    Args:
        home: the area whose series decides which year is the latest; where it has no values, all others' do.
    """
    if evaluation.latest_year <= year:
        return replace(evaluation, cells=_until(evaluation.cells, year), series=_until(evaluation.series, year))
    series = evaluation.series.get(home, {})
    known = [own for own, cell in series.items() if cell.value is not None] or evaluation.years()
    last = max((own for own in known if own <= year), default=0)
    return replace(
        evaluation, cells=_until(evaluation.cells, last), series=_until(evaluation.series, last), latest_year=last
    )


def _until(cells: Cells, last: int) -> dict[str, dict[int, Value]]:
    return {area: {year: cell for year, cell in years.items() if year <= last} for area, years in cells.items()}
