"""Live sources in a build: the newest readable fetch is staged; a fault or a suspicion falls back to the one before.

A live source that covers a measure replaces its carried figures: whole, or the years it has where it is a file of the
same publisher. Figures of different publishers or releases are never spliced within a series.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.building import placing, replayed, rereading, staged_checks, suspicion
from ingest.building.placing import Replaces
from ingest.fetching.addresses import NOWHERE, Declared
from ingest.fetching.download import ATTEMPTS, DEFAULT_LIMITS, Client, Limits
from ingest.fetching.raw import TOLD, Fetch, RawStore
from ingest.source import Source
from malkollen.errors import SourceError
from malkollen.files import disk
from malkollen.texts.printable import excerpt

UNCOMPARED = (
    "den gamla databasen är skadad, så de nya siffrorna kunde inte hållas mot den; kör 'malkollen ingest --offline' en "
    "gång till, så hålls de mot den nya"
)
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
    """Stages a live source by what the data folder's publishers.toml says of its publisher, as `_stage` does.

    Where that is at fault nothing new of it is read, and no fetch is blamed: its last good one is read by what it was
    read by then. What is given by hand has no publisher there.
    """
    publisher = module.LIVE.declared.name
    if publisher is None and publishers.broken():
        with publishers.reading_by({}):
            return _stage(db, name, module, store, accept=accept, is_comparable=is_comparable)
    if (line := publishers.fault(publisher)) is None:
        return _stage(db, name, module, store, accept=accept, is_comparable=is_comparable)
    faults = [] if publishers.broken() else [Fault(name, line)]  # what stops everyone is told once
    fetches = [fetch for fetch in store.readable(name) if fetch.state == "good" and fetch.damage() is None]
    for number in range(len(fetches)):
        told = _read_as_before(db, name, module, fetches[number:], rereading.before(fetches[number]))
        if told is not None:
            return [*faults, *told]
    return faults


def _stage(
    db: DuckDBPyConnection, name: str, module: ModuleType, store: RawStore, *, accept: bool, is_comparable: bool
) -> list[Fault]:
    """Stages a live source from its newest fetch that reads without fault; the faults of those that did not.

    A fetch that was good once is not suspected again, but where the data folder's publishers.toml has changed since; it
    is never lost for that: what does not hold by the new is read by the old, and told. One that was refused is read
    again as long as it is the newest, since the reader may have been mended.

    Args:
        accept: take figures that look suspicious as they were told when they were held back; what nobody has been told
            is held back anew.
        is_comparable: the database before can be read; else what is new waits for a build that has one to be held
            against.
    """
    shown = {fetch.id: rereading.shown(fetch) for fetch in store.every(name)} if accept else {}
    faults = _standing(name, store, accept=accept, is_comparable=is_comparable)
    while fetches := replayed.own_first(store.readable(name)):
        before = rereading.standing(fetches[0])
        try:
            told = _read(db, name, module, fetches, is_known=fetches[0].state == "good" and before is None,
                         is_comparable=is_comparable, shown=shown.get(fetches[0].id, ()))  # fmt: skip
        except SourceError as error:
            bad = error.fetch if isinstance(error, BadFetchError) else fetches[0]
            is_held = isinstance(error, suspicion.SuspiciousError)
            faults.append(Fault(name, str(error), is_held=is_held))
            before = before if is_held or not accept else None
            if before is not None and (again := _read_as_before(db, name, module, fetches, before)) is not None:
                fetches[0].note(rereading.SHOWN, str(error))
                faults[-1] = Fault(name, f"{error}; {_kept(before)}", is_held=is_held)
                return [*faults, *again]
            if not accept and bad != fetches[0] and rereading.standing(bad) is not None:
                bad = fetches[0]  # the older was good by another declaration: it is not lost for the newer's sake
            is_uncompared = isinstance(error, _UncomparedError)
            rereading.mark(bad, "held" if is_held else "refused", str(error), is_uncompared=is_uncompared)
        else:
            rereading.mark(fetches[0], "good")
            return [*faults, *told]
    return faults


def _read_as_before(
    db: DuckDBPyConnection, name: str, module: ModuleType, fetches: Sequence[Fetch], before: publishers.Entry
) -> list[Fault] | None:
    """Stages a good fetch by the declaration it was good by; None where it does not hold by that either."""
    with publishers.reading_by(before):
        try:
            return _read(db, name, module, fetches, is_known=True, is_comparable=True)
        except SourceError:
            return None


def _kept(before: publishers.Entry) -> str:
    return (
        f"siffrorna står kvar så som de lästes innan {rereading.named(before)} ändrades i {publishers.FILE} i "
        "datamappen: rätta raden om den är fel"
    )


def _read(
    db: DuckDBPyConnection, name: str, module: ModuleType, fetches: Sequence[Fetch], *, is_known: bool,
    is_comparable: bool, shown: Collection[str] = (),
) -> list[Fault]:  # fmt: skip
    """Stages the newest of some fetches with what its source says of itself; nothing of it is left at an error.

    Raises:
        SourceError: it does not hold, or looks wrong; also for an error that nobody foresaw.
    """
    declared: dict[str, Source] = {}
    try:
        declared = module.sources(fetches)
        declare(db, {key: replayed.marked(source, fetches) for key, source in declared.items()})
        told = [*(module.stage(db, fetches) or []), *fetches[0].manifest().get(TOLD, {}).values()]
        _refuse_cut(fetches)
        staged_checks.run(db, list(declared))
        day = max(fetch.began for fetch in fetches).date()
        staged_checks.refuse_years_to_come(db, list(declared), day, has_this_year=module.LIVE.has_this_year)
        suspicion.check(
            db, list(declared), accept=is_known, is_computed=module.LIVE.is_computed,
            is_whole=module.LIVE.replaces == "whole", shown=shown,
        )  # fmt: skip
        _require_compared(is_known or is_comparable or module.LIVE.is_computed or UNCOMPARED in shown)
    except SourceError:
        placing.forget(db, list(declared))
        raise
    except Exception as error:
        if disk.is_fault(error):  # nor is it the fault of any: the fetch keeps its state and is read the next time
            raise
        placing.forget(db, list(declared))
        raise SourceError(unforeseen(error)) from error
    db.executemany("INSERT INTO staged.fed VALUES (?, ?)", [[name, source] for source in declared])
    placing.replace_carried(db, list(declared), module.LIVE.replaces)
    return [Fault(name, line) for line in told]


def _refuse_cut(fetches: Sequence[Fetch]) -> None:
    if cut := replayed.partial(fetches):
        raise BadFetchError(cut, replayed.PARTIAL)


def _require_compared(is_compared: bool) -> None:
    if not is_compared:
        raise _UncomparedError(UNCOMPARED)


def _standing(name: str, store: RawStore, *, accept: bool, is_comparable: bool) -> list[Fault]:
    """What is already known of the fetches: held ones wait, damaged ones are refused, a refused newest is tried."""
    faults = [Fault(name, damage) for fetch in store.every(name) if (damage := rereading.lasting_damage(fetch))]
    for fetch in store.every(name):
        if is_comparable and fetch.is_uncompared:  # nobody has looked at it yet
            fetch.mark("fetched")
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
