"""Serves a recording over loopback: each publisher's answers to the questions that were asked of it, refusals too.

A recording may come from somebody else: nothing outside its folder is read, nothing of it is unpacked without end, and
only the headers that are known are sent. Every answer says that it is a recording's.
"""

import gzip
import hashlib
import json
import re
import shutil
import threading
import zlib
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from ingest import build
from ingest.fetching.answer import ASKS, CUT, REPLAYED
from ingest.fetching.secrets import REMOVED
from ingest.recording.record import INDEX, LARGEST, MOST_HEADER
from malkollen.database.settings import OFFLINE_VARIABLE, REPLAYING
from malkollen.errors import DataError, StorageError
from malkollen.files import small_file
from malkollen.texts.printable import printable

MOST_INDEX = 50_000_000
MOST_ANSWER = 200_000_000
"""Bytes of an answer, unpacked."""
HEADERS = ("Content-Type", "ETag", "Last-Modified", "Retry-After", "Location")
FIRST_REFUSAL = 400
UNKNOWN = 421
"""Of a question that was not recorded: not 404, which would have somebody change an address that is right."""
CARRIED = ("figures", "reference")
"""What of a data folder is built without asking anybody."""
KEY = "inspelning"
"""In the place of a key: none was recorded, and any other is known as one."""


def prepare(data: Path, own: Path) -> None:
    """Makes a data folder for what is replayed, with the figures that are carried; one that is there is used.

    Raises:
        DataError: it holds something else. StorageError: it cannot be made.
    """
    if (data / CARRIED[0]).is_dir():
        return
    if data.exists() and any(data.iterdir()):
        raise DataError(f"{data.name}: är varken tom eller en datamapp; ange en ny mapp")
    try:
        for name in CARRIED:
            shutil.copytree(own / name, data / name)
    except OSError:
        raise StorageError(f"{data.name}: mappen går inte att göra; är disken full eller skrivskyddad?") from None


class Replay:
    """A server of a recording for as long as the `with` lasts.

    Attributes:
        variables: the address of each publisher, by the environment variable that sends its questions there.
        environment: these, and a key in name only for each publisher that is not asked without one; also those that
            are not in the recording are asked here, which has no answer for them: nobody is asked over the network.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Reads the recording; DataError where it is none."""
        try:
            index = json.loads(small_file.content(folder / INDEX, MOST_INDEX))
            self.recorded = date.fromisoformat(index["recorded"]).isoformat()
            self._answers = [_question(entry) for entry in index["answers"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DataError(f"{folder.name}: är ingen inspelning ({INDEX} går inte att läsa)") from None
        for number, one in enumerate(self._answers, start=1):
            if fault := _fault(one, folder):
                raise DataError(f"{folder.name}: svar {number} i {INDEX}: {fault}; inspelningen används inte")
            one["file"] = folder / one["file"]
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        except OSError:
            raise DataError(f"porten {port} är upptagen; ange en annan med --port") from None
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        at = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.variables = {name: f"{at}/{name}" for name in sorted({str(one["variable"]) for one in self._answers})}
        alive = [each.LIVE for each in build.modules().values() if build.is_live(each)]
        every = {one.declared.variable for one in alive if one.declared.variable}
        self.environment = (
            {OFFLINE_VARIABLE: REPLAYING}
            | {name: f"{at}/{name}" for name in sorted(every)}
            | self.variables
            | {
                each.LIVE.key_variable: KEY
                for each in build.modules().values()
                if build.is_live(each) and each.LIVE.key_variable and each.LIVE.declared.variable in self.variables
            }
        )

    def answer(
        self, method: str, target: str, body: bytes, kind: str, source: str = ""
    ) -> tuple[int, dict[str, str], bytes] | None:
        """The status, headers and content of a question's answer; None where it was never asked.

        Args:
            source: who asks; of several that asked the same it gets its own answer, others the last good one.

        Raises:
            OSError, EOFError, zlib.error: what is kept of the answer is not what was written.
        """
        parts = urlsplit(target)
        variable, _, path = parts.path.strip("/").partition("/")
        query, form = (
            parse_qsl(text, keep_blank_values=True) for text in (parts.query, body.decode("utf-8", "replace"))
        )
        sent = json.loads(body) if body and "json" in kind else None
        alike = []
        for one in self._answers:
            if (one["variable"], one["method"]) != (variable, method) or not one["path"].fullmatch(f"/{path}"):
                continue
            is_form = _without(form, one["keyed"]) == one["form"] if sent is None else True
            if _without(query, one["keyed"]) == one["query"] and is_form and sent == one["body"]:
                alike.append(one)
        if not alike:
            return None
        one = max(reversed(alike), key=lambda one: (one["source"] == source, one["status"] < FIRST_REFUSAL))
        own = {REPLAYED: self.recorded} | ({CUT: "1"} if one.get("is_cut") else {})
        return one["status"], one["headers"] | own, _unpacked(one["file"], one.get("sha256"))

    def __enter__(self) -> Self:
        """Begins to serve."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wait(self) -> None:
        """Serves until somebody ends it (Ctrl-C)."""
        self._thread.join()


def _question(entry: dict[str, Any]) -> dict[str, Any]:
    path = re.compile(re.escape("/" + str(entry["path"]).strip("/")).replace(re.escape(REMOVED), "[^/]*"))
    pairs = {part: sorted(map(tuple, entry[part])) for part in ("query", "form")}
    return {**entry, **pairs, "path": path}


def _fault(one: dict[str, Any], folder: Path) -> str | None:
    """Why an answer is not served, in Swedish; None where it is as record writes it."""
    file, status, headers = one["file"], one["status"], one["headers"]
    place = PurePosixPath(file) if isinstance(file, str) else PurePosixPath("/")
    path = (folder / place).resolve()
    if place.is_absolute() or ".." in place.parts or not path.is_relative_to(folder.resolve()):
        return "filen ligger utanför inspelningens mapp"
    if not path.is_file() or path.stat().st_size > LARGEST:
        return f"filen {printable(place.name)} saknas eller är för stor"
    if type(status) is not int or not 200 <= status <= 599:
        return "status är inget svar från en server"
    if not isinstance(headers, dict) or not all(_is_header(*header) for header in headers.items()):
        return "ett huvud (header) är ett annat än de som spelas in"
    return None


def _is_header(name: object, text: object) -> bool:
    is_text = isinstance(text, str) and len(text) <= MOST_HEADER and text.isprintable()
    return name in HEADERS and is_text


def _unpacked(path: Path, fingerprint: object) -> bytes:
    with gzip.open(path) as packed:
        content = packed.read(MOST_ANSWER + 1)
    if len(content) > MOST_ANSWER:
        raise OSError("larger than any answer")
    if fingerprint and hashlib.sha256(content).hexdigest() != fingerprint:
        raise OSError("another answer than was recorded")
    return content


def _without(pairs: list[tuple[str, str]], keyed: list[str]) -> list[tuple[str, str]]:
    return sorted(pair for pair in pairs if pair[0] not in keyed)


def _handler(replay: Replay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kind = self.headers.get("Content-Type") or ""
            try:
                answer = replay.answer(self.command, self.path, body, kind, self.headers.get(ASKS) or "")
                status, headers, content = answer or (UNKNOWN, {}, "frågan finns inte i inspelningen".encode())
            except (OSError, EOFError, zlib.error, ValueError):
                status, headers, content = UNKNOWN, {}, "svaret i inspelningen är skadat".encode()
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text.encode("utf-8").decode("latin-1"))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_POST = do_HEAD = _answer  # noqa: N815 - the names http.server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nothing is logged."""

    return Handler
