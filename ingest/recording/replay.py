"""Serves a recording over loopback: each publisher's answers to the questions that were asked of it, else 404."""

import gzip
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from ingest import build
from ingest.fetching.secrets import REMOVED
from ingest.recording.record import INDEX
from malkollen.errors import DataError
from malkollen.files import small_file

MOST_INDEX = 50_000_000
KEY = "inspelning"
"""In the place of a key: none was recorded, and any other is known as one."""


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
            self._answers = [_question(entry) | {"file": folder / str(entry["file"])} for entry in index["answers"]]
        except (OSError, ValueError, KeyError, TypeError):
            raise DataError(f"{folder.name}: är ingen inspelning ({INDEX} går inte att läsa)") from None
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
            {name: f"{at}/{name}" for name in sorted(every)}
            | self.variables
            | {
                each.LIVE.key_variable: KEY
                for each in build.modules().values()
                if build.is_live(each) and each.LIVE.key_variable and each.LIVE.declared.variable in self.variables
            }
        )

    def answer(self, method: str, target: str, body: bytes, kind: str) -> tuple[int, dict[str, str], bytes] | None:
        """The status, headers and content of a question's answer; None where it was never asked."""
        parts = urlsplit(target)
        variable, _, path = parts.path.strip("/").partition("/")
        query, form = (
            parse_qsl(text, keep_blank_values=True) for text in (parts.query, body.decode("utf-8", "replace"))
        )
        sent = json.loads(body) if body and "json" in kind else None
        for one in self._answers:
            if (one["variable"], one["method"]) != (variable, method) or not one["path"].fullmatch(f"/{path}"):
                continue
            is_form = _without(form, one["keyed"]) == one["form"] if sent is None else True
            if _without(query, one["keyed"]) == one["query"] and is_form and sent == one["body"]:
                return one["status"], one["headers"], gzip.decompress(one["file"].read_bytes())
        return None

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


def _without(pairs: list[tuple[str, str]], keyed: list[str]) -> list[tuple[str, str]]:
    return sorted(pair for pair in pairs if pair[0] not in keyed)


def _handler(replay: Replay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = replay.answer(self.command, self.path, body, self.headers.get("Content-Type") or "")
            status, headers, content = found or (404, {}, "frågan finns inte i inspelningen".encode())
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_POST = do_HEAD = _answer  # noqa: N815 - the names http.server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nothing is logged."""

    return Handler
