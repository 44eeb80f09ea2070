"""Raw first: every answer as it came, with where from, when and its fingerprint, before anything is parsed.

data/raw/<source>/<fetch>/ holds the files of one fetch and manifest.json. A fetch is `fetching` until every file is in
place, then `fetched`; after it has been read without fault `good`; otherwise `refused` or `held` with the reason.
What is read is always the newest good or fetched one, so that a bad fetch never takes the place of a good.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.download import Answer
from malkollen.errors import SourceError

MANIFEST = "manifest.json"
RESUME_WITHIN = timedelta(hours=24)
READABLE = ("fetched", "good")


@dataclass(frozen=True)
class Fetch:
    """One fetch of one source, under way or done."""

    folder: Path

    @property
    def id(self) -> str:
        """Its name: the moment it began."""
        return self.folder.name

    def manifest(self) -> dict[str, Any]:
        """State, reason and the provenance of each file."""
        try:
            found: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
            return found
        except (OSError, ValueError):
            return {"state": "refused", "reason": f"{MANIFEST} går inte att läsa", "files": {}}

    @property
    def state(self) -> str:
        """fetching, fetched, good, refused or held."""
        return str(self.manifest()["state"])

    def file(self, name: str) -> Path:
        """The path of a stored file."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether a file is already stored whole: an interrupted fetch goes on where it was."""
        known = self.manifest()["files"].get(name)
        path = self.file(name)
        return bool(known) and path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == known["sha256"]

    def keep(self, name: str, answer: Answer) -> Path:
        """Stores an answer and its provenance."""
        return self._store(name, answer.content, {
            "url": answer.url, "status": answer.status, "content_type": answer.content_type,
            "fetched_at": answer.fetched_at.isoformat(timespec="seconds"), "etag": answer.etag,
            "last_modified": answer.last_modified,
        })  # fmt: skip

    def keep_file(self, name: str, path: Path) -> Path:
        """Stores a file that somebody gave, with its name and time."""
        try:
            content = path.read_bytes()
        except OSError:
            raise SourceError(f"{path.name}: går inte att läsa som en fil") from None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._store(name, content, {"url": f"fil: {path.name}", "fetched_at": now})

    def mark(self, state: str, reason: str = "") -> None:
        """Sets the state of the fetch, with the reason where it is not good."""
        self._write({**self.manifest(), "state": state, "reason": reason})

    def _store(self, name: str, content: bytes, provenance: dict[str, Any]) -> Path:
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
        manifest = self.manifest()
        manifest["files"][name] = {
            **provenance, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)
        }  # fmt: skip
        self._write(manifest)
        return path

    def _write(self, manifest: dict[str, Any]) -> None:
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        _write_whole(self.folder / MANIFEST, text.encode("utf-8"))


@dataclass(frozen=True)
class RawStore:
    """The raw folder of a data folder."""

    data: Path

    def begin(self, source: str) -> Fetch:
        """A fetch to fill: an interrupted one that is not too old, or a new one."""
        now = datetime.now(UTC)
        for fetch in self._fetches(source):
            is_fresh = now - _moment(fetch.id) < RESUME_WITHIN
            if fetch.state == "fetching" and is_fresh:
                return fetch
        folder = self.data / "raw" / source / f"{now:%Y%m%dT%H%M%S.%fZ}"
        try:
            folder.mkdir(parents=True)
        except OSError:
            raise SourceError(f"{folder}: mappen går inte att skapa; är disken full eller skrivskyddad?") from None
        fetch = Fetch(folder)
        fetch._write({"source": source, "state": "fetching", "reason": "", "files": {}})  # noqa: SLF001 - same module
        return fetch

    def finish(self, source: str, fetch: Fetch) -> bool:
        """Ends a fetch; False where its files are those of the newest readable one, which is then kept instead."""
        before = self.newest(source)
        if before and _prints(before) == _prints(fetch):
            manifest = before.manifest() | {"checked_at": datetime.now(UTC).isoformat(timespec="seconds")}
            before._write(manifest)  # noqa: SLF001 - same module
            self.drop(fetch)
            return False
        fetch.mark("fetched")
        return True

    def newest(self, source: str) -> Fetch | None:
        """The newest fetch that may be read."""
        return next((fetch for fetch in self._fetches(source) if fetch.state in READABLE), None)

    def readable(self, source: str) -> list[Fetch]:
        """Every fetch that may be read, newest first (for publishers without a past)."""
        return [fetch for fetch in self._fetches(source) if fetch.state in READABLE]

    def held(self, source: str) -> Fetch | None:
        """The newest fetch, if it is held back until somebody accepts it."""
        newest = next(self._fetches(source), None)
        return newest if newest and newest.state == "held" else None

    def drop(self, fetch: Fetch) -> None:
        """Removes a fetch with its files."""
        for path in sorted(fetch.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        fetch.folder.rmdir()

    def _fetches(self, source: str) -> Iterator[Fetch]:
        folder = self.data / "raw" / source
        names = (
            sorted((path.name for path in folder.iterdir() if path.is_dir()), reverse=True) if folder.is_dir() else []
        )
        return (Fetch(folder / name) for name in names)


def _prints(fetch: Fetch) -> dict[str, str]:
    return {name: file["sha256"] for name, file in fetch.manifest()["files"].items()}


def _moment(name: str) -> datetime:
    try:
        return datetime.strptime(name, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _write_whole(path: Path, content: bytes) -> None:
    """A file is whole or not there: written beside, then moved."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        raise SourceError(f"{path}: går inte att skriva; är disken full eller skrivskyddad?") from None
