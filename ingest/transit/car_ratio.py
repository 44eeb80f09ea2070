"""Time by public transport against time by car where people commute: transit_to_car_time_ratio of mart.published (T05).

A relation goes from the centre of a home municipality to the place of another one where its residents work: another
municipal centre, or where a municipality has none its destination (Stockholm City for Stockholm). Its ratio is the
median time of mart.relations (departures 07–09) divided by the time by car of mart.car_times, the latest that is no
later than the timetable, documented or computed along the streets (driving.py); its weight is the commuters of the
latest matrix no later than the timetable. Of an area, all relations of its members are weighed together: a group's
ratio is not the mean of its municipalities', and a group has one only where every member is the home of relations.

The weighted median is the smallest ratio with at least half of the weight at or below it. A relation that most
departures do not reach has the ratio infinity: an area whose median it is has no value (not_applicable), for no number
says how much slower that is. Where the times by car cover less than half of the commuters there is none either
(missing), for the median could then be any of the relations that nobody has entered; the share is kept beside it as
transit_to_car_covered_pct. A value that does not cover them all says partial. Where the matrix lacks a relation, what
is half of the commuters is not known and there is no value. As long as no area has one, no ratio is staged at all: the
indicator waits. The source of a value is all three, the times by car, the timetable and the matrix, joined by +.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf

from duckdb import DuckDBPyConnection

SERIES, COVERED = "transit_to_car_time_ratio", "transit_to_car_covered_pct"
RELATIONS = """
    WITH place AS (
      SELECT municipality_code, arg_min(place_id, kind <> 'municipal_centre') AS place_id,
             bool_or(kind = 'municipal_centre') AS is_centre
      FROM mart.places WHERE kind IN ('municipal_centre', 'destination') GROUP BY municipality_code
    ), matrix AS (
      SELECT judged.year, max(commuting.year) AS matrix_year, arg_max(source, commuting.year) AS matrix_source
      FROM (SELECT DISTINCT year FROM judged) AS judged
      JOIN (SELECT DISTINCT year, source FROM staged.commuting) AS commuting ON commuting.year <= judged.year
      GROUP BY ALL
    ), car AS (
      SELECT judged.year, origin, destination, arg_max(minutes, car_times.year) AS minutes
      FROM (SELECT DISTINCT year FROM judged) AS judged JOIN mart.car_times ON car_times.year <= judged.year
      GROUP BY ALL
    ), flows AS (  -- from the centre of each judged municipality to the place of each other one; without a matrix
                   -- to the centre of each other one, each as much as another
      SELECT judged.year, home.municipality_code, work.municipality_code AS work, matrix_source,
             CASE WHEN matrix_year IS NULL THEN 1.0 ELSE commuters END AS commuters,
             coalesce(median_minutes, 'inf'::DOUBLE) / car.minutes AS ratio
      FROM judged JOIN place AS home USING (municipality_code)
      JOIN mart.relations ON relations.timetable_id = judged.timetable_id AND relations.origin = home.place_id
      JOIN place AS work ON work.place_id = relations.destination
      LEFT JOIN matrix USING (year)
      LEFT JOIN staged.commuting
        ON commuting.home = home.municipality_code AND commuting.work = work.municipality_code
       AND commuting.year = matrix_year
      LEFT JOIN car
        ON car.year = judged.year AND car.origin = relations.origin AND car.destination = relations.destination
      WHERE home.is_centre AND (matrix_year IS NOT NULL OR work.is_centre)
    )
    SELECT area_id, year, any_value(matrix_source),
           list(ratio ORDER BY municipality_code, work), list(commuters ORDER BY municipality_code, work)
    FROM flows JOIN mart.members AS member USING (municipality_code)
    GROUP BY area_id, year
    HAVING count(DISTINCT municipality_code)
         = (SELECT count(*) FROM mart.members AS every WHERE every.area_id = member.area_id)
    ORDER BY area_id, year
"""


@dataclass(frozen=True)
class Found:
    """What the relations of an area say.

    Attributes:
        value: times as long by public transport as by car; None with the reason in status.
        covered_pct: per cent of the commuters whose relation has a time by car; None where it is not known.
    """

    value: float | None
    status: str
    covered_pct: float | None


def weighted_median(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """The smallest value with at least half of the weight at or below it; None where there is no weight.

    Args:
        values: infinity allowed; weights: from zero and up, one a value.
    """
    total, below = sum(weights), 0.0
    for value, weight in sorted(zip(values, weights, strict=True)):
        below += weight
        if weight > 0 and 2 * below >= total:
            return value
    return None


def ratio(ratios: Sequence[float | None], commuters: Sequence[float | None]) -> Found:
    """The ratio of an area.

    Args:
        ratios: of each relation; None where nobody has entered its time by car, infinity where it is not reached.
        commuters: of each relation; None where the matrix has none.
    """
    weights = [weight for weight in commuters if weight is not None]
    if len(weights) < len(commuters) or not (total := sum(weights)):
        return Found(None, "missing", None)
    entered = [(value, weight) for value, weight in zip(ratios, weights, strict=True) if value is not None]
    known = [weight for _, weight in entered]
    covered_pct = 100.0 * sum(known) / total
    if 2 * sum(known) < total:
        return Found(None, "missing", covered_pct)
    value = weighted_median([value for value, _ in entered], known)
    if value is None or isinf(value):
        return Found(None, "not_applicable", covered_pct)
    return Found(value, "estimated" if sum(known) == total else "estimated+partial", covered_pct)


def stage(db: DuckDBPyConnection, timetable: str) -> list[str]:
    """Stages the ratio and the share covered of municipalities with a centre and groups of such; results.sql first.

    Args:
        timetable: the source of timetables.

    Returns:
        the sources that values were staged under.
    """
    car = [source for (source,) in db.execute("SELECT DISTINCT source FROM mart.car_times ORDER BY source").fetchall()]
    if not car:
        return []
    rows = db.execute(RELATIONS).fetchall()
    ratios = {
        (area, year, "+".join((*car, timetable, *([matrix] if matrix else [])))): ratio(*lists)
        for area, year, matrix, *lists in rows
    }
    has_any = any(one.value is not None for one in ratios.values())
    for (about, one), (_, _, matrix, *_) in zip(ratios.items(), rows, strict=True):
        if matrix is not None and one.covered_pct is not None:
            _insert(db, about, COVERED, one.covered_pct, "")
        if has_any:
            _insert(db, about, SERIES, one.value, one.status)
    return sorted({source for _, _, source in ratios})


def _insert(db: DuckDBPyConnection, about: tuple[str, int, str], series: str, value: float | None, status: str) -> None:
    db.execute(
        "INSERT INTO staged.published BY NAME SELECT ? AS area_id, ? AS year, ? AS source, ? AS series, ? AS value, "
        "? AS status",
        [*about, series, value, status],
    )
