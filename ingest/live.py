"""Live sources in a build: the newest readable fetch is staged; a fault or a suspicion falls back to the one before.

A live source that covers a measure replaces its carried figures: whole, or the years it has where it is a file of the
same publisher. Figures of different publishers or releases are never spliced within a series.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Literal

from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.building import staged_checks, suspicion
from ingest.fetching.addresses import NOWHERE, Declared
from ingest.fetching.download import ATTEMPTS, DEFAULT_LIMITS, Client, Limits
from ingest.fetching.raw import TOLD, Fetch, RawStore
from ingest.source import Source
from malkollen.errors import SourceError
from malkollen.files import disk
from malkollen.texts.printable import excerpt

Replaces = Literal["whole", "years"]
UNCOMPARED = (
    "den gamla databasen är skadad, så de nya siffrorna kunde inte hållas mot den; kör 'malkollen ingest --offline' en "
    "gång till, så hålls de mot den nya"
)
READ_BY = "read_by"
"""In a manifest: what the publishers' entries were when the fetch was refused."""
STAGED = ("measures", "published", "conversions", "commuting", "suspicions")
MARTS = ("mart.area_files", "mart.timetables", "mart.car_times", "mart.streets")
FOLDERS = re.compile(r"""(?<![\w.:/\\])(?:[A-Za-z]:)?[/\\](?:[^\s/\\'"]+[/\\])+""")
"""A library's path on this machine up to its last name: pages show what a fetch was refused for."""


@dataclass(frozen=True)
class Live:
    """What a live module of ingest/sources says of itself, as LIVE.

    The module offers besides:
        sources(fetches) -> dict[str, Source]  what it feeds by id, from its readable fetches (newest first)
        stage(db, fetches) -> list | None      rows into staged.*; never meets the network. A Swedish line of each part
                                               that it leaves out, which stops no other. Areas are files instead,
                                               in data/areas/<fetch>/, each with its row in mart.area_files, and
                                               timetables in data/timetables/<fetch>/ with theirs in mart.timetables;
                                               times by car go straight into mart.car_times
        fetch(client, into, since) -> None     asks the publisher and stores raw answers (where it has a network)
        take(path, into) -> None               stores a file that somebody gave (where it takes files)
        probe(client) -> str                   the cheapest question that tells whether it still fits, answered in
                                               a Swedish line; SourceError where the publisher differs
        follow(client) -> list                 writes what the publisher calls something now into the data folder's
                                               publishers.toml, where --accept says so; a Swedish line each
        set_day(fetch, day) -> None            keeps with a fetch the day its figures shall be of (where one may choose)
    With key_variable both fetch and probe also take key=.

    Attributes:
        publisher: as errors and logs name it.
        replaces: what it replaces of the carried figures it covers.
        declared: its addresses; where it is asked, and the only places its key is sent to.
        needs_areas: it reads the areas of other sources (mart.area_files) and is staged after them.
        is_computed: its figures are computed once all sources are staged (ingest/transit/results.py), so that none of
            them is here to be held against the old database.
        has_this_year: its figures may be of a year that has not ended; never of one that has not begun.
        is_on_demand: it is large: asked when it is named, with all others only once it lies here; its fetch and take
            also take say=, which they tell how far they have come. largest_given: bytes of a file given by hand.
        key_variable: the environment variable of its key; key_help: how an operator gets one, in Swedish.
    """

    publisher: str
    replaces: Replaces = "whole"
    limits: Limits = DEFAULT_LIMITS
    declared: Declared = NOWHERE
    needs_areas: bool = False
    is_computed: bool = False
    has_this_year: bool = False
    key_variable: str | None = None
    key_help: str = ""
    is_on_demand: bool = False
    largest_given: int = 500_000_000

    @classmethod
    def of(cls, publisher: str, declared: Declared, **given: Any) -> "Live":  # noqa: ANN401 - the attributes above
        """One whose limits stand beside its addresses in ingest/publishers/."""
        return cls(publisher, limits=_limits(publishers.ours(declared.name or "")), declared=declared, **given)


class BadFetchError(SourceError):
    """A fault in one fetch of several that are read together: that one is refused, not the newest."""

    def __init__(self, fetch: Fetch, reason: str) -> None:
        """Names the fetch that cannot be read."""
        super().__init__(reason)
        self.fetch = fetch


class _UncomparedError(suspicion.SuspiciousError):
    """A fetch that waits for a database to be held against."""


class NotDueError(SourceError):
    """A source that is not to be asked again yet: no fault, and until when is said."""


@dataclass(frozen=True)
class Fault:
    """Why the newest fetch of a source is not what the database shows.

    Attributes:
        is_held: it is suspicious and waits for --accept; otherwise it is refused.
    """

    source: str
    reason: str
    is_held: bool = False


def stage(
    db: DuckDBPyConnection, name: str, module: ModuleType, store: RawStore, *, accept: bool, is_comparable: bool = True
) -> list[Fault]:
    """Stages a live source from its newest fetch that reads without fault; the faults of those that did not.

    A fetch that was good once is not suspected again; one that was refused is read again as long as it is the newest,
    since the reader may have been mended.

    Args:
        accept: take figures that look suspicious, also those that were held back before.
        is_comparable: the database before can be read; else what is new waits for a build that has one to be held
            against.
    """
    faults = _standing(name, store, accept=accept, is_comparable=is_comparable)
    while fetches := store.readable(name):
        declared: dict[str, Source] = {}
        try:
            declared = module.sources(fetches)
            declare(db, declared)
            told = [*(module.stage(db, fetches) or []), *fetches[0].manifest().get(TOLD, {}).values()]
            staged_checks.run(db, list(declared))
            day = max(fetch.began for fetch in fetches).date()
            staged_checks.refuse_years_to_come(db, list(declared), day, has_this_year=module.LIVE.has_this_year)
            is_known = accept or fetches[0].state == "good"
            _suspect(db, list(declared), module.LIVE, is_known=is_known)
            _require_compared(is_known or is_comparable or module.LIVE.is_computed)
        except suspicion.SuspiciousError as error:
            faults.append(Fault(name, str(error), is_held=True))
            fetches[0].mark("held", str(error), is_uncompared=isinstance(error, _UncomparedError))
        except SourceError as error:
            faults.append(Fault(name, str(error)))
            _refuse(error.fetch if isinstance(error, BadFetchError) else fetches[0], str(error))
        except Exception as error:
            if disk.is_fault(error):  # nor is it the fault of any: the fetch keeps its state and is read the next time
                raise
            faults.append(Fault(name, unforeseen(error)))
            _refuse(fetches[0], unforeseen(error))
        else:
            fetches[0].mark("good")
            db.executemany("INSERT INTO staged.fed VALUES (?, ?)", [[name, source] for source in declared])
            _replace_carried(db, list(declared), module.LIVE.replaces)
            return [*faults, *(Fault(name, line) for line in told)]
        _forget(db, list(declared))
    return faults


def _suspect(db: DuckDBPyConnection, sources: Sequence[str], live: Live, *, is_known: bool) -> None:
    is_whole = live.replaces == "whole"
    suspicion.check(db, sources, accept=is_known, is_computed=live.is_computed, is_whole=is_whole)


def _refuse(fetch: Fetch, reason: str) -> None:
    """Refuses a fetch, with what it was read by: once that is another, it is tried again however old it is."""
    fetch.note(READ_BY, _declarations())
    fetch.mark("refused", reason)


def _declarations() -> str:
    """What tells the publishers' entries from what they are once somebody has changed one."""
    every = json.dumps({name: publishers.read(name) for name in publishers.NAMES}, sort_keys=True)
    return hashlib.sha256(every.encode()).hexdigest()[:16]


def _require_compared(is_compared: bool) -> None:
    if not is_compared:
        raise _UncomparedError(UNCOMPARED)


def _standing(name: str, store: RawStore, *, accept: bool, is_comparable: bool) -> list[Fault]:
    """What is already known of the fetches: held ones wait, damaged ones are refused, a refused newest is tried."""
    faults = [Fault(name, damage) for fetch in store.every(name) if (damage := _lasting_damage(fetch))]
    for fetch in store.every(name):
        if is_comparable and fetch.is_uncompared:  # nobody has looked at it yet
            fetch.mark("fetched")
        elif fetch.state == "refused" and fetch.manifest().get(READ_BY, _declarations()) != _declarations():
            fetch.mark(fetch.before_damage or "fetched")
    latest = store.latest(name)
    if latest and latest.state == "held" and not accept:
        faults.append(Fault(name, str(latest.manifest().get("reason")), is_held=True))
    elif latest and latest.state in ("held", "refused") and latest.manifest()["files"] and not latest.before_damage:
        latest.mark("fetched")
    elif latest and latest.state == "refused" and not latest.before_damage:
        faults.append(Fault(name, str(latest.manifest().get("reason"))))
    for number, fetch in enumerate(store.readable(name)):
        if damage := fetch.damage(is_thorough=number == 0):
            faults.append(Fault(name, damage))
            fetch.mark("refused", damage, is_damaged=True)
    return faults


def _lasting_damage(fetch: Fetch) -> str | None:
    """What is still wrong with a fetch that was damaged before; one whose files are back is what it was."""
    if (state := fetch.before_damage) is None:
        return None
    if damage := fetch.damage():
        return damage
    fetch.mark(state)
    return None


def unforeseen(error: Exception, clean: Callable[[str], str] = str) -> str:
    """An error that no reader foresaw, in one line: a fault of ours, or of a publisher in a way nobody thought of.

    Args:
        clean: takes keys out of it, before it is cut.
    """
    said = excerpt(FOLDERS.sub("", " ".join(clean(str(error)).split())), 200)
    return f"ett fel som läsaren inte förutsett ({type(error).__name__}: {said}); anmäl det till den som sköter koden"


def declare(db: DuckDBPyConnection, sources: dict[str, Source]) -> None:
    """Writes what sources say of themselves into mart.sources."""
    for key, source in sources.items():
        fields = [getattr(source, name) for name in Source.model_fields]
        fields[-1] = list(source.caveats)
        db.execute(f"INSERT INTO mart.sources VALUES ({', '.join('?' * (len(fields) + 1))})", [key, *fields])  # noqa: S608


def client(live: Live, key: str | None, attempts: int = ATTEMPTS) -> Client:
    """The client that asks a publisher within its limits: one for all sources that declare the same, in one window."""
    limits = limits_of(live.declared.name) if live.declared.name else live.limits
    return asked_within(live.publisher, limits, live.declared, key, attempts)


@cache
def asked_within(publisher: str, limits: Limits, declared: Declared, key: str | None, attempts: int) -> Client:
    """The one client of a publisher's limits, addresses and key."""
    return Client(publisher, limits, secrets=[key] if key else [], declared=declared, attempts=attempts)


def limits_of(name: str) -> Limits:
    """The limits of a publisher in ingest/publishers/, as the data folder's file has them."""
    return _limits(publishers.read(name))


def _limits(declared: publishers.Entry) -> Limits:
    return Limits(**{each: declared["limits"][each] for each in ("calls", "seconds", "largest_bytes")})


def _forget(db: DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Takes everything of some sources out of the build again."""
    for table in (*(f"staged.{table}" for table in STAGED), *MARTS, "mart.sources"):
        db.execute(f"DELETE FROM {table} WHERE list_contains($ids, source)", {"ids": list(sources)})  # noqa: S608


def _replace_carried(db: DuckDBPyConnection, sources: Sequence[str], replaces: Replaces) -> None:
    """Takes the carried figures that the sources cover out of the build; a carried source without rows goes too."""
    same_year = "AND carried.year = live.year" if replaces == "years" else ""
    for table, name in (("measures", "measure"), ("published", "series")):
        db.execute(
            f"""
            DELETE FROM staged.{table} AS carried
            WHERE NOT list_contains($ids, carried.source)
              AND carried.source IN (SELECT source FROM staged.carried)
              AND EXISTS (FROM staged.{table} AS live WHERE list_contains($ids, live.source)
                          AND live.{name} = carried.{name} {same_year})
            """,  # noqa: S608 - our own names
            {"ids": list(sources)},
        )
    if replaces == "whole":
        db.execute(
            """
            DELETE FROM staged.conversions AS carried
            WHERE carried.source IN (SELECT source FROM staged.carried)
              AND EXISTS (FROM staged.measures AS live WHERE list_contains($ids, live.source)
                          AND live.measure = carried.measure)
            """,
            {"ids": list(sources)},
        )
    db.execute(
        """
        DELETE FROM mart.sources WHERE source IN (SELECT source FROM staged.carried)
          AND source NOT IN (SELECT source FROM staged.measures UNION SELECT source FROM staged.published)
        """
    )
