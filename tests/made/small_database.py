"""A database of a few made-up rows in the form that a build gives, and the areas of the same members."""

from collections.abc import Iterable, Mapping, Sequence

import duckdb
from duckdb import DuckDBPyConnection

from malkollen import ROOT
from malkollen.values.areas import Area, Areas

Figure = tuple[str, int, str, float | None, str, str]  # municipality, year, measure, value, status, source
Members = Mapping[str, Sequence[str]]


def figure(code: str, year: int, measure: str, value: float | None, status: str = "", source: str = "scb") -> Figure:
    return code, year, measure, value, status, source


def yearly(measure: str, values: Mapping[str, float], years: Iterable[int] = (2024,)) -> list[Figure]:
    """The same figures by municipality in each year."""
    return [figure(code, year, measure, value) for year in years for code, value in values.items()]


def small_database(members: Members, figures: Sequence[Figure]) -> DuckDBPyConnection:
    """The schema of a build, with these members and figures only."""
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS staged")
    db.execute((ROOT / "ingest" / "building" / "schema.sql").read_text(encoding="utf-8"))
    pairs = [(area, code) for area, codes in members.items() for code in codes]
    db.execute(
        "INSERT INTO mart.members SELECT unnest(?), unnest(?), 'prov'",
        [list(part) for part in zip(*pairs, strict=True)],
    )
    db.execute(
        "INSERT INTO mart.measures SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::VARCHAR[]), "
        "unnest(?::DOUBLE[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
        [list(part) for part in zip(*figures, strict=True)],
    )
    return db


def small_areas(members: Members) -> Areas:
    """Areas of the same members; the first is home."""
    areas = [
        Area(key, key, "municipality" if list(codes) == [key] else "group", frozenset(codes))
        for key, codes in members.items()
    ]
    return Areas(areas, home=areas[0].id, reference_group=areas[0].id)


def with_each_alone(groups: Members) -> dict[str, Sequence[str]]:
    """The groups and each of their municipalities as its own only member, as a build makes them."""
    codes = dict.fromkeys(code for members in groups.values() for code in members)
    return {**groups, **{code: [code] for code in codes}}
