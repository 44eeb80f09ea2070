"""One ingest: ask the publishers for what has changed, store it raw, build, hold it against the old, swap."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from ingest import build, live
from ingest.build import Built
from ingest.download import OFFLINE_VARIABLE
from ingest.live import Fault
from ingest.raw import RawStore
from malkollen import storage
from malkollen.errors import MalkollenError, SourceError

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
        accept: take figures that look suspicious.
    """

    names: list[str] = field(default_factory=list)
    file: Path | None = None
    since: int | None = None
    is_offline: bool = False
    is_dry_run: bool = False
    accept: bool = False


def missing_key(module: ModuleType) -> str | None:
    """What to do about the key a source lacks, in Swedish; None where it needs none or has it."""
    declared: live.Live = module.LIVE
    if declared.key_variable is None or key_of(module):
        return None
    return f"nyckel saknas: sätt {declared.key_variable}. {declared.key_help}"


def key_of(module: ModuleType) -> str | None:
    """The key of a source from the environment or the data folder's .env; never written anywhere."""
    name: str | None = module.LIVE.key_variable
    if name is None:
        return None
    return os.environ.get(name) or _dotenv(storage.data_folder() / ".env").get(name)


def _dotenv(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


def run(data: Path, wanted: Wanted, progress: build.Progress, say: Say) -> tuple[Built | None, list[Fault]]:
    """Fetches what was asked for and builds; what was built and every fault, of fetching and of reading.

    Args:
        say: called with one plain line a source, for the log.

    Raises:
        MalkollenError: the request makes no sense, or nothing could be built.
    """
    chosen = _chosen(wanted)
    store, faults = RawStore(data), []
    for name, module in chosen.items():
        try:
            said = _bring(store, name, module, wanted)
        except SourceError as error:
            faults.append(Fault(name, str(error)))
            said = f"{name}: {error}"
        say(said)
    if wanted.is_dry_run:
        return None, faults
    built = build.build(data, progress, accept=wanted.accept)
    return built, [*faults, *built.faults]


def _chosen(wanted: Wanted) -> dict[str, ModuleType]:
    """The live sources to ask, in alphabetical order."""
    found = build.choose(wanted.names)
    alive = {name: module for name, module in found.items() if build.is_live(module)}
    if wanted.file:
        if len(wanted.names) != 1:
            raise MalkollenError("--from tar en fil åt en källa: ange exakt en KÄLLA")
        module = alive.get(wanted.names[0])
        if module is None or not hasattr(module, "take"):
            raise MalkollenError(f"källan '{wanted.names[0]}' läser inte filer med --from")
        return {wanted.names[0]: module}
    if wanted.is_offline or (os.environ.get(OFFLINE_VARIABLE) and not wanted.names):
        return {}
    if wanted.names:
        return {name: alive[name] for name in wanted.names if name in alive}
    return {name: module for name, module in alive.items() if hasattr(module, "fetch")}


def _bring(store: RawStore, name: str, module: ModuleType, wanted: Wanted) -> str:
    """Brings a source's newest answers or the given file into the raw store; one line on what happened."""
    if wanted.file is None and not hasattr(module, "fetch"):
        return f"{name}: hämtas inte; ange en fil med --from"
    if wanted.file is None and (missing := missing_key(module)):
        if wanted.names:
            raise SourceError(f"{module.LIVE.publisher}: {missing}")
        return f"{name}: hämtas inte, {missing}"
    if wanted.is_dry_run:
        return f"{name}: skulle {'läsa filen' if wanted.file else f'hämtas från {module.LIVE.publisher}'}"
    into = store.begin(name)
    if wanted.file:
        module.take(wanted.file, into)
    else:
        key = key_of(module)
        asked = {"key": key} if module.LIVE.key_variable else {}
        module.fetch(live.client(module.LIVE, key), into, wanted.since, **asked)
    is_new = store.finish(name, into)
    return f"{name}: {'nytt från' if is_new else 'oförändrat hos'} {module.LIVE.publisher}"
