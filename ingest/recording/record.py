"""Asks publishers once and keeps their answers as a folder: recording.json and one packed answer a question.

Refusals are answers too (400, 403, 404, 429, 5xx), with their words and what their headers ask for; of a question that
was asked again the last answer is kept. A publisher that never answered has none.
Keys are removed from addresses, bodies, headers and answers before anything is written; a recording in which one is
found all the same is not kept. What is asked is what an ingest asks, of the last years where a publisher is asked by
year, and what `sources --live` asks.
"""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qsl, urlsplit

import requests

from ingest import build, live
from ingest.fetching.answer import RECORDER, Answer
from ingest.fetching.download import WHOLE, Client
from ingest.fetching.keys import key_of, missing_key
from ingest.fetching.raw import RawStore
from ingest.fetching.secrets import REMOVED, Secrets, is_told_from_figures
from ingest.recording.cutting import cut, is_partial
from malkollen.errors import DataError, MalkollenError, SourceError
from malkollen.files import temporary, whole_file
from malkollen.texts.swedish import listed, size

INDEX = "recording.json"
LARGEST = 20_000_000
"""Bytes of a whole recording."""
MOST_HEADER = 2000
"""Letters of a header; a longer one, or one that cannot be printed, is not kept."""
YEARS = 3
Say = Callable[[str], None]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Recorded:
    """A question as it is known again, and its answer.

    Attributes:
        source: who asked. path: after the publisher's own address. query, form: without what held a key.
        keyed: the names of what held a key. body: JSON, where one was sent.
        file: of the packed answer in the folder. headers: of the answer, those that are read.
        sha256: of what is kept of the answer, unpacked.
        is_cut: it is so small a part of what was answered that figures made of it would be other ones.
    """

    source: str
    variable: str
    method: str
    path: str
    query: Pairs
    form: Pairs
    body: object
    keyed: list[str]
    status: int
    headers: dict[str, str]
    file: str
    is_cut: bool = False
    sha256: str = ""

    @property
    def question(self) -> str:
        """What tells it from other questions."""
        asked = (self.source, self.variable, self.method, self.path, self.query, self.form, self.body, self.keyed)
        return json.dumps(asked)


def record(to: Path, names: list[str], say: Say) -> list[str]:
    """Records the sources named, or all that can be asked; the faults, one Swedish line each.

    Raises:
        DataError: the folder is not empty, or a key was found in what was to be kept.
    """
    if to.exists() and any(to.iterdir()):
        raise DataError(f"{to.name}: mappen är inte tom; ange en ny")
    known = build.choose(names)
    asking = {name: each for name, each in known.items() if build.is_live(each) and hasattr(each, "fetch")}
    chosen = {name: asking[name] for name in names if name in asking} if names else asking
    if others := sorted(set(names) - set(chosen)):
        raise DataError(f"{listed(others)} frågar ingen utgivare och kan inte spelas in")
    faults: list[str] = []
    with temporary.folder() as scratch:
        folder = scratch / "recording"
        folder.mkdir()
        kept: list[Recorded] = []
        for name, module in chosen.items():
            fault = _record(name, module, scratch, folder, kept)
            faults += [f"{name}: {fault}"] if fault else []
            say(f"{name}: {sum(one.source == name for one in kept)} svar{f'; {fault}' if fault else ''}")
        index = {"recorded": datetime.now(UTC).date().isoformat(), "answers": [asdict(one) for one in kept]}
        text = json.dumps(index, ensure_ascii=False, indent=1)
        whole_file.write(folder / INDEX, text.encode("utf-8"))
        _refuse_keys(folder, chosen.values())
        shutil.copytree(folder, to, dirs_exist_ok=True)
    return faults


def _record(name: str, module: ModuleType, scratch: Path, folder: Path, kept: list[Recorded]) -> str | None:
    """Asks what a source asks, keeping every answer; why not, in Swedish, where it cannot."""
    secrets = Secrets([])
    try:
        if missing := missing_key(module):
            return missing
        key = key_of(module)
        secrets = Secrets([key] if key else [])
        if key and not is_told_from_figures(key):
            return "nyckeln är så kort att den inte kan skiljas från siffror i svaren; spelas inte in"
        own = {"key": key} if module.LIVE.key_variable else {}
        client = live.client(module.LIVE, key)
        client.begin()
        keep = _Keeper(name, module, folder, kept, secrets)
        token = RECORDER.set(keep)
        try:
            _ask(client, module, RawStore(scratch / "data").begin(name), own)
        finally:
            RECORDER.reset(token)
    except MalkollenError as error:
        return secrets.removed(" ".join(str(error).split()))
    except Exception as error:  # noqa: BLE001 - one source never stops another
        return live.unforeseen(error, secrets.words)
    return keep.fault


def _ask(client: Client, module: ModuleType, into: object, own: Mapping[str, str | None]) -> None:
    first = datetime.now(UTC).year - YEARS
    asks = [partial(module.probe, client)] if hasattr(module, "probe") else []
    if not module.LIVE.is_on_demand:  # what is large has no room
        asks.append(partial(module.fetch, client, into, first))
    faults = []
    for ask in asks:  # what the probe finds does not keep the answers from being kept
        try:
            ask(**own)
        except SourceError as error:
            faults.append(error)
    for fault in faults:
        raise fault


class _Keeper:
    """Keeps each answer of a source; the first fault, where one has no room."""

    def __init__(self, name: str, module: ModuleType, folder: Path, kept: list[Recorded], secrets: Secrets) -> None:
        self._name, self._declared, self._folder, self._kept = name, module.LIVE.declared, folder, kept
        self._secrets = secrets
        self.fault: str | None = None

    def __call__(self, asked: requests.PreparedRequest, answer: Answer, told: Mapping[str, str]) -> None:
        content = cut(answer.content) if answer.status in WHOLE else answer.content
        recorded = self._recorded(asked, answer, told)
        before = next((one for one in self._kept if one.question == recorded.question), None)
        number = max((int(Path(one.file).stem) for one in self._kept), default=-1) + 1
        file = before.file if before else f"{self._name}/{number:04}.gz"
        clean = self._secrets.removed_from_bytes(content)
        packed = gzip.compress(clean, mtime=0)
        others = sum(path.stat().st_size for path in self._folder.rglob("*.gz") if path != self._folder / file)
        if others + len(packed) > LARGEST:
            self.fault = f"allt får inte plats på {size(LARGEST)}; svaren efter det är inte med"
            return
        path = self._folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(packed)
        if before:
            self._kept.remove(before)
        is_cut, fingerprint = is_partial(answer.content, content), hashlib.sha256(clean).hexdigest()
        self._kept.append(replace(recorded, file=file, is_cut=is_cut, sha256=fingerprint))

    def _recorded(self, asked: requests.PreparedRequest, answer: Answer, told: Mapping[str, str]) -> Recorded:
        parts, base = urlsplit(asked.url or ""), urlsplit(self._declared.base).path
        body = (asked.body or b"") if isinstance(asked.body, bytes) else str(asked.body or "").encode()
        is_json = "json" in str(asked.headers.get("Content-Type", ""))
        pairs = {"query": parse_qsl(parts.query, keep_blank_values=True), "form": []}
        if body and not is_json:
            pairs["form"] = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        keyed = sorted({name for each in pairs.values() for name, text in each if self._secrets.is_in(text)})
        without = {part: [(name, text) for name, text in each if name not in keyed] for part, each in pairs.items()}
        marks = {"Content-Type": answer.content_type, "ETag": answer.etag, "Last-Modified": answer.last_modified}
        headers = {name: text for name, text in {**marks, **told}.items() if text and _is_kept(text)}
        return Recorded(
            source=self._name,
            variable=str(self._declared.variable),
            method=str(asked.method),
            path=self._secrets.removed(parts.path.removeprefix(base)),
            query=without["query"],
            form=without["form"],
            body=json.loads(self._secrets.removed(body.decode("utf-8"))) if body and is_json else None,
            keyed=keyed,
            status=answer.status,
            headers={name: self._secrets.removed(text) for name, text in headers.items()},
            file="",
        )


def _is_kept(header: str) -> bool:
    return header.isprintable() and len(header) <= MOST_HEADER


def _refuse_keys(folder: Path, modules: Iterable[ModuleType]) -> None:
    """DataError where a key is in what is to be kept: the recording is for others to read."""
    keys = [key for module in modules if (key := key_of(module))]
    secrets = Secrets(keys)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if secrets.removed_from_bytes(content) != content:
            raise DataError(f"{path.name}: en nyckel står i svaret; inspelningen sparas inte, anmäl det ({REMOVED})")
