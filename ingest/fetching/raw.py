"""Raw first: every answer as it came, with where from, when and its fingerprint, before anything is parsed.

data/raw/<source>/<fetch>/ holds the files of one fetch and manifest.json. A fetch is `fetching` until every file is in
place, then `fetched`; after it has been read without fault `good`; otherwise `refused` or `held` with the reason.
What is read is always the newest good or fetched one, so that a bad fetch never takes the place of a good.
The same answers are stored once: an unchanged fetch only says when it was last checked.
A fetch is named by the moment it began, but never before one that lies here already: names are a sequence, whatever the
clock says. A fetch that was made by a clock that was wrong is told (`ahead`, see ingest/fetching/clock.py).
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.fetching import clock, manifests
from ingest.fetching.answer import Answer
from malkollen.database import storage
from malkollen.errors import SourceError, StorageError
from malkollen.files import whole_file

MANIFEST = "manifest.json"
DROPPED = ".dropped-"
NAME = "%Y%m%dT%H%M%S.%fZ"
NEVER = datetime.min.replace(tzinfo=UTC)
RESUME_WITHIN = timedelta(hours=24)
READABLE = ("fetched", "good")
UNCOMPARED, BEFORE_DAMAGE = "is_uncompared", "before_damage"
MARKS = ("etag", "last_modified")
TOLD = "told"  # in a manifest: why a part is not the publisher's newest, a Swedish line each by its name


@dataclass(frozen=True)
class Fetch:
    """One fetch of one source, under way or done."""

    folder: Path

    @property
    def id(self) -> str:
        """Its name: the moment it began, or the next after the one before it; the order of fetches."""
        return self.folder.name

    @property
    def data(self) -> Path:
        """The data folder it lies in."""
        return self.folder.parents[2]

    @property
    def moment(self) -> datetime:
        """Its place in the order of fetches, UTC; before every other where it is not named by us, or of the last year.

        After the last year there is no room for a next.
        """
        return self._named if self._named.year < MAXYEAR else NEVER

    @property
    def _named(self) -> datetime:
        try:
            return datetime.strptime(self.id, NAME).replace(tzinfo=UTC)
        except ValueError:
            return NEVER

    @property
    def began(self) -> datetime:
        """When it began by the clock of that time, UTC."""
        return clock.moment(self.manifest().get("began_at")) or self._named

    def manifest(self) -> dict[str, Any]:
        """State, reason and the provenance of each file; an unreadable one is that of a refused fetch."""
        found = manifests.read(self.folder / MANIFEST)
        return found or {"state": "refused", "reason": f"{MANIFEST} går inte att läsa", "files": {}}

    @property
    def state(self) -> str:
        """fetching, fetched, good, refused or held."""
        return str(self.manifest()["state"])

    @property
    def is_refetch(self) -> bool:
        """Whether everything is asked for, also what the publisher says is unchanged."""
        return bool(self.manifest().get("is_refetch"))

    @property
    def spared(self) -> int:
        """How many files were taken over from an earlier fetch without a question."""
        return sum("taken_from" in file for file in self.manifest()["files"].values())

    def file(self, name: str) -> Path:
        """The path of a stored file."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether a file is already stored whole: an interrupted fetch goes on where it was."""
        known = self.manifest()["files"].get(name)
        path = self.file(name)
        return bool(known) and path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == known["sha256"]

    def damage(self, *, is_thorough: bool = True) -> str | None:
        """What has happened to the stored files since they were stored, in Swedish; None where they are whole."""
        for name, known in self.manifest()["files"].items():
            path = self.file(name)
            if not path.is_file():
                return f"filen {name} saknas i {self.folder.parent.name}/{self.id}"
            if path.stat().st_size != known["bytes"] or (is_thorough and not self.has(name)):
                return f"filen {name} i {self.folder.parent.name}/{self.id} är inte längre den som hämtades"
        return None

    def keep(self, name: str, answer: Answer) -> Path:
        """Stores an answer and its provenance."""
        return self._store(name, answer.content, manifests.provenance(answer))

    def keep_written(self, name: str, path: Path, answer: Answer) -> None:
        """Stores what was made of an answer that is not kept itself, with the answer's provenance."""
        self.keep(name, replace(answer, content=path.read_bytes()))
        path.unlink(missing_ok=True)

    def keep_file(self, name: str, path: Path) -> Path:
        """Stores a file that somebody gave, with its name and time."""
        try:
            content = path.read_bytes()
        except OSError:
            raise SourceError(f"{path.name}: går inte att läsa som en fil") from None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._store(name, content, {"url": f"{manifests.GIVEN}{path.name}", "fetched_at": now})

    def forget(self, start: str) -> None:
        """Leaves out the files whose names begin so: a part that was not fetched whole."""
        manifest = self.manifest()
        manifest["files"] = {name: file for name, file in manifest["files"].items() if not name.startswith(start)}
        self._write(manifest)

    def keep_again(self, name: str, earlier: "Fetch") -> Path:
        """Stores a file of an earlier fetch once more, with the provenance it has there."""
        provenance = earlier.manifest()["files"][name] | {"taken_from": earlier.id}
        return self._store(name, earlier.file(name).read_bytes(), provenance)

    @property
    def is_uncompared(self) -> bool:
        """Whether it is held only for want of a database to be held against."""
        return self.state == "held" and self.manifest().get(UNCOMPARED) is True

    @property
    def before_damage(self) -> str | None:
        """Its state before its files were gone or changed, where it is refused for that alone."""
        state = self.manifest().get(BEFORE_DAMAGE) if self.state == "refused" else None
        return state if state in READABLE else None

    def mark(self, state: str, reason: str = "", *, is_uncompared: bool = False, is_damaged: bool = False) -> None:
        """Sets the state of the fetch, with the reason where it is not good."""
        kept = {name: told for name, told in self.manifest().items() if name not in (UNCOMPARED, BEFORE_DAMAGE)}
        own = ({UNCOMPARED: True} if is_uncompared else {}) | ({BEFORE_DAMAGE: self.state} if is_damaged else {})
        self._write({**kept, "state": state, "reason": reason, **own})

    def note(self, name: str, value: str | dict[str, str]) -> None:
        """Writes down with the fetch what was asked or somebody has decided, so that every later build keeps to it."""
        self._write(self.manifest() | {name: value})

    def _store(self, name: str, content: bytes, provenance: dict[str, Any]) -> Path:
        path = self.file(name)
        _make_folder(path.parent)
        _write(path, content)
        manifest = self.manifest()
        manifest["files"][name] = {
            **provenance, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)
        }  # fmt: skip
        self._write(manifest)
        return path

    def _write(self, manifest: dict[str, Any]) -> None:
        _write(self.folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8"))


@dataclass(frozen=True)
class RawStore:
    """The raw folder of a data folder."""

    data: Path

    def begin(self, source: str, asked: str = "", *, resume: bool = True, is_refetch: bool = False) -> Fetch:
        """A fetch to fill: an interrupted one of the same question that is not too old, or a new one.

        Args:
            asked: what is asked for, where it is not everything: the answers to two questions are never mixed.
            is_refetch: ask for everything, also what the publisher says is unchanged; an interrupted one goes on so.
        """
        now, newest = datetime.now(UTC), NEVER
        clock.require_possible(now)
        self._clean(source)
        for fetch in self._fetches(source):
            if fetch.state == "fetching":
                is_fresh = fetch.moment > newest and -clock.SLACK < now - fetch.began < RESUME_WITHIN
                is_same = (fetch.manifest().get("asked", ""), fetch.is_refetch) == (asked, is_refetch)
                if resume and is_fresh and is_same:
                    return fetch
                self.drop(fetch)
            else:
                newest = max(newest, fetch.moment)
        moment = max(now, newest + timedelta(microseconds=1))
        fetch = Fetch(self.data / "raw" / source / moment.strftime(NAME))
        _make_folder(fetch.folder)
        begun: dict[str, Any] = {"source": source, "asked": asked, "state": "fetching", "reason": "", "files": {}}
        begun |= {"began_at": now.isoformat()} if moment != now else {}
        fetch._write(begun | ({"is_refetch": True} if is_refetch else {}))  # noqa: SLF001 - same module
        return fetch

    def finish(self, source: str, fetch: Fetch) -> bool:
        """Ends a fetch; False where its files are those of the fetch before, which is then kept if it is whole."""
        before = self.latest(source)
        if before and manifests.are_same(before.manifest(), fetch.manifest()) and before.damage() is None:
            manifest, now = before.manifest(), datetime.now(UTC)
            manifest["checked"] = [[*map(str, span)] for span in clock.with_check(clock.checks(manifest), now.date())]
            manifest["checked_at"] = now.isoformat(timespec="seconds")
            manifest[TOLD] = fetch.manifest().get(TOLD, {})  # a fault that has passed is told no more
            for name, file in fetch.manifest()["files"].items():  # the same bytes may have got a new mark
                manifest["files"][name].update({mark: file[mark] for mark in MARKS if file.get(mark)})
            before._write(manifest)  # noqa: SLF001 - same module
            self.drop(fetch)
            return False
        for left in fetch.folder.rglob("*.part"):
            left.unlink(missing_ok=True)
        fetch.mark("fetched")
        return True

    def latest(self, source: str) -> Fetch | None:
        """The newest fetch that is done, whatever became of it."""
        return next((fetch for fetch in self._fetches(source) if fetch.state != "fetching"), None)

    def newest(self, source: str) -> Fetch | None:
        """The newest fetch that may be read."""
        return next((fetch for fetch in self._fetches(source) if fetch.state in READABLE), None)

    def readable(self, source: str) -> list[Fetch]:
        """Every fetch that may be read, newest first (for publishers without a past)."""
        return [fetch for fetch in self._fetches(source) if fetch.state in READABLE]

    def every(self, source: str) -> list[Fetch]:
        """Every fetch that lies here, newest first, also those under way and those refused."""
        return list(self._fetches(source))

    def ahead(self) -> dict[str, str]:
        """What to do about fetches whose clock was wrong, in a Swedish line, by source; the newest of each."""
        now, advice = datetime.now(UTC), {}
        for folder in sorted(path for path in (self.data / "raw").glob("[!.]*") if path.is_dir()):
            fetches = [fetch for fetch in self._fetches(folder.name) if fetch.state in (*READABLE, "held")]
            if wrong := clock.wrong(fetches, now):
                advice[folder.name] = (
                    f"hämtningen {wrong[0].id} {wrong[1]}. Går klockan fel nu: rätta den. Gick den fel då: ta bort "
                    f"mappen raw/{folder.name}/{wrong[0].id} och läs in källan igen"
                )
        return advice

    def drop(self, fetch: Fetch) -> None:
        """Removes a fetch with its files; renamed first, so that what is half removed is no fetch."""
        try:
            if fetch.folder.exists():
                fetch.folder.rename(fetch.folder.with_name(DROPPED + fetch.id))
        except OSError:
            raise StorageError(
                f"{storage.within(fetch.folder)}: går inte att ta bort; är mappen skrivskyddad?"
            ) from None
        self._clean(fetch.folder.parent.name)

    def _clean(self, source: str) -> None:
        """Removes what a killed ingest left half removed or empty."""
        folder = self.data / "raw" / source
        for path in folder.iterdir() if folder.is_dir() else []:
            is_empty = not any(file.is_file() for file in path.rglob("*") if file.suffix != ".part")
            if path.is_dir() and (is_empty or path.name.startswith(DROPPED)):
                shutil.rmtree(path, ignore_errors=True)

    def _fetches(self, source: str) -> Iterator[Fetch]:
        """Every fetch with a manifest, newest first."""
        folder = self.data / "raw" / source
        found = [path.parent for path in folder.glob(f"[!.]*/{MANIFEST}")] if folder.is_dir() else []
        return iter(sorted(map(Fetch, found), key=lambda fetch: (fetch.moment, fetch.id), reverse=True))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StorageError(
            f"{storage.within(folder)}: mappen går inte att skapa; är disken full eller skrivskyddad?"
        ) from None


def _write(path: Path, content: bytes) -> None:
    with storage.writing(path):
        whole_file.write(path, content)
