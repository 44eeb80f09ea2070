"""Python runs this first in the server under test: it writes down whom the process looks up, calls and listens as."""

import json
import os
import sys

EVENTS = (
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
)
_file = os.open(os.environ["MALKOLLEN_RECORD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if event not in EVENTS:
        return
    is_lookup = event.startswith("socket.get")
    target = arguments[0] if is_lookup else arguments[1]
    host = target[0] if isinstance(target, tuple) else target
    line = {"process": os.getpid(), "event": event.removeprefix("socket."), "host": _text(host)}
    os.write(_file, (json.dumps(line) + "\n").encode())


def _text(host: object) -> str | None:
    return host.decode() if isinstance(host, bytes) else None if host is None else str(host)


sys.addaudithook(_record)
