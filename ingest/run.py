"""One ingest: ask the publishers for what has changed, store it raw, build, hold it against the old, swap."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

from ingest import build, live, publishers
from ingest.build import Built
from ingest.building import rereading
from ingest.fetching.answer import asking
from ingest.fetching.keys import key_of, missing_key
from ingest.fetching.raw import RawStore
from ingest.fetching.secrets import Secrets
from ingest.live import Fault, NotDueError
from malkollen.database.settings import OFFLINE_VARIABLE, REPLAYING
from malkollen.errors import DataError, MalkollenError, SourceError, StorageError
from malkollen.files import disk, half_restored, small_file
from malkollen.files.ingest_lock import alone
from malkollen.texts.printable import excerpt, printable

Say = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What an ingest is asked to do.

    Attributes:
        names: the sources to ask; none asks every one that has a network and its key.
        file: a file to take for the one source named, instead of asking.
        since: the first year to ask for, where a publisher is asked by year.
        is_offline: build of what lies here; ask nobody.
        is_dry_run: ask and store nothing, build nothing: say what would be asked.
        accept: take what is held back, as it lies here and was told: of those, nobody is asked anew.
        is_refetch: ask for everything, also what the publisher says is unchanged.
        day: the day the figures of the one source named shall be of, where it lets one choose.
    """

    names: list[str] = field(default_factory=list)
    file: Path | None = None
    since: int | None = None
    is_offline: bool = False
    is_dry_run: bool = False
    accept: bool = False
    is_refetch: bool = False
    day: date | None = None


def run(data: Path, wanted: Wanted, progress: build.Progress, say: Say) -> tuple[Built | None, list[Fault]]:
    """Fetches what was asked for and builds; what was built and every fault, of fetching and of reading.

    Args:
        say: called with one plain line a source, for the log.

    Raises:
        MalkollenError: the request makes no sense, or nothing could be built.
    """
    chosen = _chosen(wanted)
    slips = _slips()
    if publishers.broken() and wanted.file is None:  # nobody is asked by a file that cannot be read
        chosen, unasked = {}, list(chosen)
    else:
        unasked = []
    dated = _dated(wanted)
    if wanted.is_dry_run:
        return None, [*slips, *_bring_all(data, chosen, wanted, say, set())]
    half_restored.refuse(data)
    with alone(data) if chosen else nullcontext():
        followed: set[str] = set()
        faults = _bring_all(data, chosen, wanted, say, followed)
        if dated and wanted.day and (fetch := RawStore(data).latest(wanted.names[0])):
            dated.set_day(fetch, wanted.day)
        # What goes on under another name is held against the old as anything new: nobody has seen its figures yet.
        seen = [name for name in wanted.names if name not in followed]
        accepted: bool | list[str] = seen if wanted.accept and wanted.names else wanted.accept
        failures = dict.fromkeys(unasked, str(publishers.broken())) | {one.source: one.reason for one in faults}
        built = build.build(data, progress, accept=accepted, failures=failures)
    ahead = [Fault(name, reason) for name, reason in RawStore(data).ahead().items()]
    return built, list(dict.fromkeys([*slips, *faults, *built.faults, *ahead]))


def _slips() -> list[Fault]:
    """What in the data folder's publishers.toml is nobody's alone: a line each."""
    lines = [line for line in [publishers.broken(), *publishers.loose()] if line]
    return [Fault(publishers.FILE, line.removeprefix(publishers.FILE).lstrip(": ")) for line in lines]


def _bring_all(data: Path, chosen: dict[str, ModuleType], wanted: Wanted, say: Say, followed: set[str]) -> list[Fault]:
    """Brings every source that was chosen, a fault of one stopping no other; one line each is said.

    Args:
        followed: gets the sources of which something is called something else from now on.
    """
    store, faults = RawStore(data), []
    for name, module in chosen.items():
        if _is_asked(store, name, wanted) and hasattr(module, "fetch"):
            say(f"{name}: frågar {module.LIVE.publisher} …")
        try:
            with asking(name):
                line = _bring(store, name, module, wanted, say, followed)
        except NotDueError as error:
            line = f"{name}: {error}"
        except StorageError:  # what is fetched next would find no room either
            raise
        except MalkollenError as error:
            faults.append(Fault(name, _clean(module, str(error))))
            line = f"{name}: {faults[-1].reason}"
        except Exception as error:
            if disk.is_fault(error):
                raise
            faults.append(Fault(name, live.unforeseen(error, partial(_clean, module))))
            line = f"{name}: {faults[-1].reason}"
        say(line)
    return faults


def _clean(module: ModuleType, text: str) -> str:
    """One line, without the source's key."""
    try:
        key = key_of(module)
    except SourceError:
        key = None
    return Secrets([key] if key else []).removed(printable("; ".join(text.splitlines())))


def _chosen(wanted: Wanted) -> dict[str, ModuleType]:
    """The live sources to ask, in alphabetical order."""
    if wanted.is_refetch and (wanted.file or wanted.is_offline):
        raise MalkollenError("--refetch frågar utgivarna och går inte ihop med --from eller --offline")
    found = build.choose(wanted.names)
    alive = {name: module for name, module in found.items() if build.is_live(module)}
    if wanted.file:
        if len(wanted.names) != 1:
            raise MalkollenError("--from tar en fil åt en källa: ange exakt en KÄLLA")
        module = alive.get(wanted.names[0])
        if module is None or not hasattr(module, "take"):
            raise MalkollenError(f"källan '{excerpt(wanted.names[0])}' läser inte filer med --from")
        return {wanted.names[0]: module}
    if wanted.is_offline or (os.environ.get(OFFLINE_VARIABLE) not in (None, "", REPLAYING) and not wanted.names):
        return {}
    if wanted.names:
        return {name: alive[name] for name in wanted.names if name in alive}
    return {name: module for name, module in alive.items() if hasattr(module, "fetch")}


def _dated(wanted: Wanted) -> ModuleType | None:
    """The source whose day is chosen; MalkollenError where there is none such."""
    if wanted.day is None:
        return None
    if len(wanted.names) != 1:
        raise MalkollenError("--date gäller en källa: ange exakt en KÄLLA")
    module = build.choose(wanted.names)[wanted.names[0]]
    if not hasattr(module, "set_day"):
        raise MalkollenError(f"källan '{excerpt(wanted.names[0])}' har ingen dag att välja med --date")
    return module


def _check_given(path: Path, most_bytes: int) -> None:
    """SourceError where a file given by hand is too large, or is a pipe or a device; a folder may be a timetable."""
    if path.name.encode("utf-8", "replace").decode("utf-8") != path.name:
        raise SourceError(f"{excerpt(path.name)}: filens namn är inte UTF-8 och går inte att skriva ner; döp om filen")
    try:
        if not path.is_dir():
            small_file.require(path, most_bytes)
    except OSError:
        raise SourceError(f"{path.name}: går inte att läsa som en fil") from None


def _why_not(store: RawStore, name: str, module: ModuleType, wanted: Wanted) -> str:
    """Why a source is not asked, with the comma before it; empty where it is. SourceError if it was named."""
    if not hasattr(module, "fetch"):
        return "; ange en fil med --from"
    if missing := missing_key(module):
        if wanted.names:
            raise SourceError(f"{module.LIVE.publisher}: {missing}")
        return f", {missing}"
    if module.LIVE.is_on_demand and not wanted.names and store.latest(name) is None:
        return f", är stor; hämta den en gång med malkollen ingest {name}"
    return ""


def _is_asked(store: RawStore, name: str, wanted: Wanted) -> bool:
    return not wanted.is_dry_run and wanted.file is None and _told(store, name, wanted) is None


def _told(store: RawStore, name: str, wanted: Wanted) -> str | None:
    """What was told of a source's newest fetch that is now said yes to; None where it is asked, or given a file."""
    latest = store.latest(name) if wanted.accept and not (wanted.file or wanted.is_refetch) else None
    told = rereading.waiting(latest) if latest else None
    return told.partition("; stämmer det, kör")[0] if told else None


def _bring(store: RawStore, name: str, module: ModuleType, wanted: Wanted, say: Say, followed: set[str]) -> str:
    """Brings a source's newest answers or the given file into the raw store; one line on what happened."""
    if waiting := _told(store, name, wanted):  # the publisher may answer something else by now, which nobody has seen
        return f"{name}: {'skulle ta' if wanted.is_dry_run else 'tar'} det som hölls tillbaka, frågar ingen: {waiting}"
    if wanted.file is None and (reason := _why_not(store, name, module, wanted)):
        return f"{name}: hämtas inte{reason}"
    if wanted.file is None and (line := publishers.fault(module.LIVE.declared.name)):
        raise DataError(line)
    if wanted.is_dry_run:
        return f"{name}: skulle {'läsa filen' if wanted.file else f'hämtas från {module.LIVE.publisher}'}"
    if wanted.file:
        _check_given(wanted.file, module.LIVE.largest_given)
    asked = f"från {wanted.since}" if wanted.since else ""
    changes: list[str] = []
    told = {"say": lambda text: say(f"{name}: {text}")} if module.LIVE.is_on_demand else {}
    into = store.begin(name, asked, resume=wanted.file is None, is_refetch=wanted.is_refetch)
    if wanted.file:
        try:
            module.take(wanted.file, into, **told)
        except BaseException:
            store.drop(into)
            raise
    else:
        key = key_of(module)
        own = {"key": key} if module.LIVE.key_variable else {}
        try:
            client = live.client(module.LIVE, key)
            client.begin()  # sources of one publisher share a client, and each has its own room
            declared = publishers.own()
            changes = module.follow(client) if wanted.accept and wanted.names and hasattr(module, "follow") else []
            followed |= {name} if publishers.own() != declared else set()
            module.fetch(client, into, wanted.since, **own, **told)
        except NotDueError:
            store.drop(into)
            raise
    before, spared = store.latest(name), into.spared
    remarks = f", {spared} {'frågor sparade' if spared > 1 else 'fråga sparad'}" if spared else ""
    remarks = "; ".join([remarks, *changes])
    if store.finish(name, into) or before is None:
        return f"{name}: nytt från {module.LIVE.publisher}{remarks}"
    return f"{name}: oförändrat hos {module.LIVE.publisher} sedan {before.began.date()}{remarks}"
