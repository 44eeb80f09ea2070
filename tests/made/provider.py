"""A real provider of OpenID Connect over loopback, a server that logs in with it, and readers who do."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard.warm import WARM_VARIABLE
from malkollen.commands.start import _answers, free_port
from malkollen.login import settings

CLIENT, SECRET = "malkollen", "en hemlighet som bara proven har"
LOOPBACK, PATIENCE = "127.0.0.1", 60


@dataclass
class Reader:
    """Somebody's browser: its cookies, and the pages it has open."""

    origin: str
    base: str = ""
    http: requests.Session = field(default_factory=requests.Session)

    def log_in(self, subject: str, page: str = "/ord") -> requests.Response:
        """In by the button, as somebody the provider knows; what the last redirect leads to."""
        with self.tab(page) as tab:
            tab.run()
            away = tab.pressed("Logga in")
        asked = self._get(f"{self.origin}{away}", referer=f"{self.origin}{self.base}{page}")
        form = self.http.post(asked.headers["location"], data={"sub": subject}, allow_redirects=False, timeout=PATIENCE)
        return self._get(form.headers["location"])

    def _get(self, address: str, referer: str = "") -> requests.Response:
        named = {"Referer": referer} if referer else {}
        return self.http.get(address, headers=named, allow_redirects=False, timeout=PATIENCE)

    @contextmanager
    def tab(self, page: str = "/ord") -> Iterator["Tab"]:
        """A page in a tab of its own; who it is read by was settled as it was opened."""
        self._get(f"{self.origin}{self.base}/_stcore/health")  # brings the mark that a login's web socket carries
        mark = self.http.cookies.get("_streamlit_xsrf") or ""
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        address = f"ws://{urlsplit(self.origin).netloc}{self.base}/_stcore/stream"
        opened = connect(
            address,
            origin=Origin(self.origin),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(mark)],
            additional_headers={"Cookie": cookies} if cookies else {},
            max_size=None,
            proxy=None,
            open_timeout=PATIENCE,
        )
        with opened as socket:
            yield Tab(socket, page.strip("/"))


@dataclass
class Tab:
    """A page: what stands on it, and its fields and buttons by their labels."""

    socket: ClientConnection
    page: str
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    away: str = ""

    def run(self, *states: WidgetState, query: str = "") -> str:
        """Opens the page, or sends what is filled in; everything that it says."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = self.page, query
        asked.rerun_script.widget_states.widgets.extend(states)
        self.socket.send(asked.SerializeToString())
        self.text, self.fields, self.away = "", {}, ""
        while not self._takes(ForwardMsg.FromString(self.socket.recv(PATIENCE))):
            pass
        return self.text

    def pressed(self, label: str, *states: WidgetState) -> str:
        """Presses a button; where it leads away to, if it does."""
        self.run(*states, WidgetState(id=self.field(label), trigger_value=True))
        return self.away

    def field(self, label: str) -> str:
        """The id of a field or a button by how its label begins."""
        return next(name for shown, name in self.fields.items() if shown.startswith(label))

    def _takes(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "auth_redirect":
            self.away = message.auth_redirect.url
        elif kind == "delta":
            element = message.delta.new_element
            shown = getattr(element, element.WhichOneof("type") or "empty")
            self.text += "\n".join(getattr(shown, part, "") for part in ("body", "message"))
            if (label := getattr(shown, "label", "")) and hasattr(shown, "id"):
                self.fields[label] = shown.id
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class Provider:
    """A provider, and what it says of those who log in."""

    url: str

    def knows(self, subject: str, **claims: str | int | list[str]) -> None:
        """Lets the provider say this of somebody; any claim, also those that are the provider's own to say."""
        answer = requests.put(f"{self.url}/users/{subject}", json=dict(claims), timeout=PATIENCE)
        assert answer.status_code == 204, answer.text


@contextmanager
def provider(folder: Path) -> Iterator[Provider]:
    """A provider in a process of its own, until the end of the block."""
    port = free_port(LOOPBACK, 9460)
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--host", LOOPBACK]
    with _process(command, folder / "provider.txt", {}) as process:
        assert _answers(process, LOOPBACK, port)
        yield Provider(f"http://localhost:{port}")


@contextmanager
def serving(data: Path, folder: Path, provider: Provider, *, base: str = "", **more: str) -> Iterator[Reader]:
    """A server that logs in with a provider, and a reader of it who has not."""
    port = free_port(LOOPBACK, 8790)
    origin = f"http://localhost:{port}"
    environment = {
        "MALKOLLEN_DATA": str(data), "MALKOLLEN_ADDRESS": origin, WARM_VARIABLE: "0",
        settings.METADATA: f"{provider.url}/.well-known/openid-configuration", settings.CLIENT: CLIENT,
        settings.SECRET: SECRET, **more,
    }  # fmt: skip
    command = [sys.executable, "-m", "malkollen", "start", "--address", LOOPBACK, "--port", str(port), "--fixed-port"]
    with _process([*command, *(["--base-path", base] if base else [])], folder / "server.txt", environment) as process:
        printed = folder / "server.txt"
        end = time.monotonic() + PATIENCE
        while not re.search("finns på", printed.read_text(encoding="utf-8")):
            assert time.monotonic() < end, printed.read_text(encoding="utf-8")
            assert process.poll() is None, printed.read_text(encoding="utf-8")
            time.sleep(0.05)
        yield Reader(origin, f"/{base}" if base else "")


@contextmanager
def _process(command: list[str], printed: Path, more: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MALKOLLEN_")}
    with printed.open("wb") as out:
        process = subprocess.Popen(command, env={**kept, "PYTHONUTF8": "1", **more}, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
