"""Commuting between places, from the matrix of home and work: what a group's in, out and within really are.

A group's commuters are never the sum of its municipalities': a trip between two members crosses no border of the group.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from malkollen.registry.home import Home
from malkollen.values.areas import Areas

REST_OF_COUNTY = "ovriga_lanet"
REST_OF_COUNTRY = "ovriga_riket"
QUERY = """
    WITH zones AS (SELECT unnest($codes) AS code, unnest($zones) AS zone)
    SELECT year, home.zone, work.zone, sum(commuters), count(commuters), string_agg(DISTINCT nullif(status, ''), '+')
    FROM mart.commuting AS cell
    JOIN zones AS home ON home.code = cell.home
    JOIN zones AS work ON work.code = cell.work
    GROUP BY ALL
"""


@dataclass(frozen=True)
class Zone:
    """A place that people live or work in: a municipality, or what is left of the county and of the country."""

    id: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True)
class Flow:
    """People who live in one place and work in another.

    Attributes:
        commuters: the sum of the cells that have a figure; None where none has.
        missing: cells without a figure, which are not in the sum.
    """

    commuters: float | None
    missing: int = 0


def together(flows: Iterable[Flow]) -> Flow:
    """The sum of some flows."""
    cells = list(flows)
    known = [cell.commuters for cell in cells if cell.commuters is not None]
    return Flow(sum(known) if known else None, sum(cell.missing for cell in cells))


@dataclass(frozen=True)
class Commuting:
    """The matrix between the home group's municipalities, the core municipality and the rest, by year.

    Attributes:
        zones: in the order they are shown: the home group's municipalities first. Together they are the country.
        home: the ids of the home group's municipalities; core: the one that many commute to, which may be one of them.
        flows: by year and (home, work); marks: the statuses of a year's cells.
        sources: the ids of the sources it comes from.
    """

    zones: tuple[Zone, ...]
    home: tuple[str, ...]
    core: str
    flows: Mapping[int, Mapping[tuple[str, str], Flow]]
    marks: Mapping[int, frozenset[str]]
    sources: tuple[str, ...]

    @property
    def years(self) -> list[int]:
        """The years that have a matrix."""
        return sorted(self.flows)

    @property
    def everywhere(self) -> tuple[str, ...]:
        """The ids of all zones."""
        return tuple(zone.id for zone in self.zones)

    def name(self, zone: str) -> str:
        """The name of a zone."""
        return next(found.name for found in self.zones if found.id == zone)

    def total(self, year: int, homes: Iterable[str], works: Collection[str]) -> Flow:
        """Those who live in any of some zones and work in any of others."""
        return together(self.flows[year][home, work] for home in homes for work in works)

    def within(self, year: int, area: Collection[str]) -> Flow:
        """Those who live and work in an area, trips between its members included."""
        return self.total(year, area, area)

    def out_of(self, year: int, area: Collection[str]) -> Flow:
        """Those who live in an area and work outside of it."""
        return self.total(year, area, self._outside(area))

    def into(self, year: int, area: Collection[str]) -> Flow:
        """Those who work in an area and live outside of it."""
        return self.total(year, self._outside(area), area)

    def _outside(self, area: Collection[str]) -> list[str]:
        return [zone for zone in self.everywhere if zone not in area]


def load(db: DuckDBPyConnection, areas: Areas, home: Home) -> Commuting:
    """Reads the matrix of an attached database, summed to the zones; without years where none is loaded."""
    zones = _zones(areas, home)
    pairs = [(code, zone.id) for zone in zones for code in sorted(zone.members)]
    codes, ids = [code for code, _ in pairs], [zone for _, zone in pairs]
    flows: dict[int, dict[tuple[str, str], Flow]] = {}
    marks: dict[int, set[str]] = {}
    cells = {(one.id, other.id): len(one.members) * len(other.members) for one in zones for other in zones}
    for year, start, end, commuters, known, status in db.execute(QUERY, {"codes": codes, "zones": ids}).fetchall():
        year_flows = flows.setdefault(year, {pair: Flow(None, count) for pair, count in cells.items()})
        year_flows[start, end] = Flow(commuters, cells[start, end] - known)
        marks.setdefault(year, set()).update(mark for mark in (status or "").split("+") if mark)
    sources = [source for (source,) in db.execute("SELECT DISTINCT source FROM mart.commuting ORDER BY 1").fetchall()]
    home_ids = tuple(areas.home_members)
    year_marks = {year: frozenset(m) for year, m in marks.items()}
    return Commuting(zones, home_ids, home.core_municipality, flows, year_marks, tuple(sources))


def _zones(areas: Areas, home: Home) -> tuple[Zone, ...]:
    """The home group's municipalities, the core municipality, the rest of the county and the rest of the country."""
    single = list(dict.fromkeys([*areas.home_members, home.core_municipality]))
    county = areas.by_id[home.county].members - {*single}
    country = frozenset(areas.municipalities) - county - {*single}
    return (
        *(Zone(code, areas.name(code), frozenset({code})) for code in single),
        *([Zone(REST_OF_COUNTY, "Övriga länet", county)] if county else []),
        Zone(REST_OF_COUNTRY, "Övriga riket", country),
    )
