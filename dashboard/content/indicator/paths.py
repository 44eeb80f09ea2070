"""Lines into the future: the paths of targets, and where the pace of the judged years leads, with its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.blocks.table import Cell, Column, Number, Record, Table
from dashboard.content.facts import Facts
from dashboard.content.targets import in_force
from dashboard.figures.series import Band, Line
from malkollen.assess.forecast import Projection
from malkollen.assess.scale import Scale, from_scale, to_scale
from malkollen.assess.target import Aim
from malkollen.registry.paragraph import Target
from malkollen.verdicts.assessor import Assessed
from malkollen.verdicts.targets_in_force import aim_for, is_decided, path

FORECAST = "Prognos i nuvarande takt"
LEVEL = "Mål för {}"
"""What a target without a way to it is called: its value and its year stand beside it."""
CURVES: dict[Scale, str] = {"linear": "Prognos, rät linje", "s_curve": "Prognos, böjd linje"}
"""What each is called where a verdict is made of both."""


@dataclass(frozen=True)
class Future:
    """What is drawn beyond the figures: lines with their names, and the interval of a forecast."""

    lines: list[Line]
    band: Band | None = None


def target_lines(facts: Facts, key: str, area: str, factor: float) -> list[Line]:
    """The path of every target with a base: those that hold, and greyed with their period those that do not.

    Of one that somebody has decided and no base is said of, its level until its year: no way to it is decided.

    Args:
        area: whose way it is; an index begins in its own base year.
        factor: from the indicator's unit to the chart's (an index chart).
    """
    indicator = facts.indicator(key)
    series = facts.assessor.series(key, area, facts.assessor.variants(key)[0])
    lines = []
    for target in facts.registry.targets_of(key).values():
        aim = aim_for(target, series)
        if aim is None:
            continue
        if values := path(aim, indicator):
            drawn = {year: factor * value for year, value in values.items()}
            lines.append(Line(_name(facts, target), drawn, "target" if target.holds(facts.as_of) else "past_target"))
        elif aim.year and is_decided(target) and target.holds(facts.as_of):
            lines.append(_level(target, aim, factor, min(series, default=aim.year)))
    return lines


def _level(target: Target, aim: Aim, factor: float, first: int) -> Line:
    """A target's level from the first figure to its year: from the latest on it would seem to go on from a line."""
    year, value = aim.year or first, factor * aim.value
    source = f"{target.decided_by}: {target.document}"
    return Line(LEVEL.format(target.area), {min(first, year): value, year: value}, "target_level", source=source)


def forecast_future(assessed: Assessed, aim: Aim | None, factor: float) -> Future:
    """The line of the forecast from the last value to the target's year, with its 80 % interval as a band.

    Where the verdict is made of two curves both are drawn, each under its own name.
    """
    projections = assessed.assessment.forecast.projections
    value, last = assessed.value.value, assessed.value.year
    if aim is None or aim.year is None or not projections or value is None:
        return Future([])
    ends = sorted(_end(aim, share) for share in _ends(projections))
    is_alone = len(projections) == 1
    lines: list[Line] = []
    for one in projections:
        curve = _curve(value, last, one.projected, aim.year, one.scale)
        name = FORECAST if is_alone else CURVES[one.scale]
        role = "forecast_curve" if lines else "forecast"
        lines.append(Line(name, {year: factor * v for year, v in curve.items()}, role))
    scale = projections[0].scale if is_alone else "linear"  # on an S-curve the ends may come from either scale
    low, high = (_curve(value, last, end, aim.year, scale) for end in ends)
    years = sorted(low)
    band = Band(years, [factor * low[year] for year in years], [factor * high[year] for year in years])
    return Future(lines, band)


def _name(facts: Facts, target: Target) -> str:
    """The path's name; a target that no longer holds says how long it did."""
    if target.holds(facts.as_of):
        return f"Målväg för {target.area}"
    how = in_force(facts, target).split(";")[0]  # what is not checked stands with the target, not in a line's name
    return f"Målväg, {how}" if target.valid_to_words else f"Tidigare målväg ({how})"


def _ends(made: tuple[Projection, ...]) -> tuple[float, float]:
    return min(p.share_low for p in made), max(p.share_high for p in made)


def _end(aim: Aim, share: float) -> float:
    """The value that a share of the way stands for."""
    base = aim.base_value or 0.0
    return base + share * (aim.value - base)


def _curve(value: float, last: int, end: float, year: int, scale: Scale) -> dict[int, float]:
    """Equal steps on a scale from the last value to the end."""
    start, stop = to_scale(value, scale), to_scale(end, scale)
    return {y: from_scale(start + (y - last) / (year - last) * (stop - start), scale) for y in range(last, year + 1)}


def with_future(twin: Table, future: Future, decimals: int, unit: str) -> Table:
    """A series' table with a column for every line into the future, the forecast's interval beside it.

    The files have one row a value: what is no figure says so where figures name their source.
    """
    for line in future.lines:
        if line.source:
            decided: Record = {"Slag": "målvärde", "Enhet": unit, "Status": "beslutat", "Källa": line.source}
            level = {max(line.values): line.last}  # in the years before, nobody has decided anything
            twin = with_lines(twin, [(line.name, level)], decimals, decided)
    columns = [(line.name, line.values) for line in future.lines if not line.source]
    if future.band:
        ends = (("Prognos, lägst", future.band.low), ("Prognos, högst", future.band.high))
        columns += [(name, dict(zip(future.band.years, values, strict=True))) for name, values in ends]
    about: Record = {
        "Slag": "målväg eller prognos",
        "Enhet": unit,
        "Status": "uträknad",
        "Källa": "Målkollens uträkning",
    }
    return with_lines(twin, columns, decimals, about)


def with_lines(twin: Table, columns: Sequence[tuple[str, Mapping[int, float]]], decimals: int, about: Record) -> Table:
    """A series' table with a column for every other line of its chart; years as the rows.

    Args:
        columns: each line's name, and value by year.
        about: what the files' rows say of the lines, beside name, year and value.
    """
    if not columns:
        return twin
    known = {str(row[0]): row for row in twin.rows}
    years = sorted({*known, *(str(year) for _, values in columns for year in values)})
    empty: list[Cell] = ["–"] * (len(twin.columns) - 2)
    rows: list[list[Cell]] = []
    for year in years:
        first, *values, status = known.get(year, [year, *empty, "–"])
        rows.append([first, *values, *(Number(line.get(int(year)), decimals) for _, line in columns), status])
    names = [twin.columns[0], *twin.columns[1:-1], *(Column(name) for name, _ in columns), twin.columns[-1]]
    return replace(twin, columns=tuple(names), rows=rows, long=_long(twin, columns, about))


def _long(twin: Table, columns: Sequence[tuple[str, Mapping[int, float]]], about: Record) -> Table | None:
    """The files' rows with the lines' own below."""
    if twin.long is None:
        return None
    titles = [column.title for column in twin.long.columns]
    more: list[list[Cell]] = []
    for name, values in columns:
        for year, value in sorted(values.items()):
            record: Record = {**about, "Område": name, "År": str(year), "Värde": Number(value)}
            more.append([record.get(title, "") for title in titles])
    return replace(twin.long, rows=[*twin.long.rows, *more])
