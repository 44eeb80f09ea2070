"""Which days a fetch of NOBIL stands for, and which fetch stands for a year's end.

NOBIL has no past: only the days when a fetch was made, or was found to be the same, by a clock that was right.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from ingest import publishers
from ingest.fetching import clock, manifests
from ingest.fetching.clock import Span
from ingest.fetching.raw import Fetch
from ingest.live import BadFetchError
from ingest.sources.nobil import dump as nobil_dump
from ingest.sources.nobil.codes import NAME
from ingest.sources.nobil.dump import PUBLISHER, Dump
from malkollen.errors import SourceError

FILE = "nobil.json"
NEAR_DAYS = 45
FIRST_YEAR = 2009  # NOBIL began in 2010
DAY = re.compile(r"(?<![0-9])(20[0-9]{2})-?([01][0-9])-?([0-3][0-9])(?![0-9])")


@dataclass(frozen=True)
class Snapshot:
    """A fetch with the days it stands for: when it was made, and when it was still the same.

    Attributes:
        days: in order and at least one.
    """

    fetch: Fetch
    days: tuple[Span, ...]

    @property
    def first(self) -> date:
        """The first day it stands for."""
        return self.days[0][0]

    @property
    def last(self) -> date:
        """The last day it stands for."""
        return self.days[-1][1]

    def days_from(self, day: date) -> int:
        """How far it is from a day; 0 where it stands for it."""
        return min(max((first - day).days, (day - last).days, 0) for first, last in self.days)

    def since(self, day: date) -> "Snapshot | None":
        """Without the days before a day; None where none is left."""
        days = tuple((max(first, day), last) for first, last in self.days if last >= day)
        return Snapshot(self.fetch, days) if days else None

    @property
    def dump(self) -> Dump:
        """What it holds; BadFetchError where it cannot be read."""
        return _dump(self.fetch)


def year_ends(snapshots: list[Snapshot]) -> dict[int, Snapshot]:
    """The snapshot that stands for 31 December of each year that has one, and has passed."""
    latest = max((snapshot.last for snapshot in snapshots), default=date.min)
    by_year: dict[int, Snapshot] = {}
    for year in range(FIRST_YEAR, latest.year + 1):
        day = date(year, 12, 31)
        nearest = min(snapshots, key=lambda snapshot: (snapshot.days_from(day), snapshot.first))
        if latest >= day and nearest.days_from(day) <= NEAR_DAYS:
            by_year[year] = nearest
    return by_year


def snapshots(fetches: list[Fetch]) -> tuple[list[Snapshot], dict[Fetch, str]]:
    """The fetches with the days that are surely theirs, and what the dumps show of clocks that were wrong, in Swedish.

    Only saved dumps and those that would stand for a year are opened to know them.
    """
    days = clock.trusted([fetch for fetch in fetches if not _is_given(fetch)], FILE)
    today = datetime.now(UTC).date() + clock.DAY
    by_fetch = {fetch: Snapshot(fetch, tuple(days[fetch])) for fetch in days if days[fetch]}
    given = [as_told(fetch) for fetch in fetches if _is_given(fetch)]
    by_fetch |= {snapshot.fetch: snapshot for snapshot in given if snapshot.last <= today}
    wrong: dict[Fetch, str] = {}
    while early := [one for one in year_ends(list(by_fetch.values())).values() if _is_early(one)]:
        for snapshot in early:
            fetch, changed = snapshot.fetch, snapshot.dump.latest_update or snapshot.first
            wrong[fetch] = f"är daterad {snapshot.first}, men utdraget har ändringar från {changed}"
            by_fetch.pop(fetch)
            if later := snapshot.since(changed - clock.DAY):
                by_fetch[fetch] = later
    return list(by_fetch.values()), wrong


def _is_early(snapshot: Snapshot) -> bool:
    """Whether it has days before the latest change in its dump (but for one: NOBIL's times have no zone)."""
    return (snapshot.dump.latest_update or snapshot.first) - snapshot.first > clock.DAY


def _is_given(fetch: Fetch) -> bool:
    entry = fetch.manifest()["files"].get(FILE)
    if entry is None:
        raise BadFetchError(fetch, f"{PUBLISHER}: hämtningen {fetch.id} saknar {FILE}; hämta igen")
    return manifests.is_given(entry)


def as_told(fetch: Fetch) -> Snapshot:
    """A fetch with the day it says it was made, or that a saved dump says it is of."""
    is_given, entry = _is_given(fetch), fetch.manifest()["files"].get(FILE)
    day = date.fromisoformat(str(entry["fetched_at"])[:10])
    if is_given:
        try:
            day = day_of_file(manifests.given_name(entry), _dump(fetch))
        except SourceError as error:
            raise BadFetchError(fetch, str(error)) from None
    return Snapshot(fetch, ((day, day),))


def _dump(fetch: Fetch) -> Dump:
    try:
        return _read(fetch.file(FILE), str(fetch.manifest()["files"][FILE]["sha256"]), publishers.declared(NAME))
    except SourceError as error:
        raise BadFetchError(fetch, str(error)) from None


@lru_cache(maxsize=64)
def _read(path: Path, _sha256: str, _declared: str) -> Dump:
    """A stored dump, read once for sources and stage."""
    try:
        return nobil_dump.read(path.read_bytes())
    except OSError:
        raise SourceError(f"{PUBLISHER}: {path.name} går inte att öppna; hämta igen") from None


def day_of_file(name: str, dump: Dump) -> date:
    """The day a saved dump is of; SourceError where its name and its content do not agree, or nothing says it."""
    named = None
    if found := DAY.search(name):
        try:
            named = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise SourceError(f"{name}: filnamnets datum finns inte; skriv det som 2025-12-31") from None
    day = dump.answered or named or dump.latest_update
    if day is None:
        raise SourceError(f"{name}: ingenting säger vilken dag utdraget är från; skriv dagen i filnamnet, 2025-12-31")
    if dump.latest_update and dump.latest_update - day > clock.DAY:  # NOBIL's times have no zone
        raise SourceError(f"{name}: utdraget sägs vara från {day}, men har ändringar från {dump.latest_update}")
    return day
