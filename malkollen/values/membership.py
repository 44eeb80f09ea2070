"""One membership a series: which members have all its years, so that nobody's coming or going is read as change."""

from collections.abc import Mapping

COVERAGE = 0.95
TOLERANCE = 1e-9


def common_members(
    years: list[int], complete: Mapping[int, set[str]], population: Mapping[int, Mapping[str, float]]
) -> tuple[set[str], list[int]]:
    """The members that have every kept year, and the years kept.

    Args:
        years: the years of a series, latest first: the newest figures matter most, so they are kept first.
        complete: the members that have all measures, by year.
        population: inhabitants by year and member.

    Returns:
        members and years; a year is left out where keeping it would bring the members under 95 % in any kept year.
    """
    members: set[str] | None = None
    kept: list[int] = []
    for year in years:
        trial = complete[year] if members is None else members & complete[year]
        if all(_covers(trial, population[other]) for other in [*kept, year]):
            members, kept = trial, [*kept, year]
    return members or set(), kept


def _covers(members: set[str], population: Mapping[str, float]) -> bool:
    total = sum(population.values())
    return sum(population[code] for code in members if code in population) >= (COVERAGE - TOLERANCE) * total
