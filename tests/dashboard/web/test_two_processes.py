"""Two servers on one data folder, as behind one proxy: what is saved in one is read in both, and both see a swap."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from dashboard.screen.forms.judgement_form import SAVED
from dashboard.warm import WARM_VARIABLE
from malkollen.commands.start import _answers, free_port
from malkollen.database import storage

ADDRESS, PATIENCE = "127.0.0.1", 120
DAY = "Mötets dag"
TYPED = {
    "Bedömning": "delvis",
    "Motivering": "Sparad i den ena, läst i den andra.",
    "Möte, till exempel ledningsgruppen 3/2026, § 4": "Ledningsgruppen 7/2026",
    DAY: "2026-11-20",
    "Ditt namn, som den som för in bedömningen": "Anna Berg",
}
SAVE = "Spara bedömningen"


class Screen:
    """A reader of one server: what stands on its page, and its fields by their labels."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.text = ""
        self.fields: dict[str, str] = {}

    def run(self, path: str, states: list[WidgetState] | None = None) -> str:
        """Opens a page, or sends its fields; everything that it says."""
        asked = BackMsg()
        asked.rerun_script.page_name = path
        asked.rerun_script.widget_states.widgets.extend(states or [])
        self._socket.send(asked.SerializeToString())
        self.text, self.fields = "", {}
        while not self._takes(ForwardMsg.FromString(self._socket.recv(PATIENCE))):
            pass
        return self.text

    def _takes(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            shown = getattr(element, element.WhichOneof("type") or "empty")
            self.text += "\n".join(getattr(shown, part, "") for part in ("body", "message"))
            if label := getattr(shown, "label", ""):
                self.fields[label] = shown.id if hasattr(shown, "id") else ""
        is_end = message.WhichOneof("type") == "script_finished"
        return is_end and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def saves(self, path: str) -> str:
        """Fills the form in and sends it."""
        states = [
            WidgetState(id=self._field(label), string_array_value=StringArray(data=[typed.replace("-", "/")]))
            if label == DAY
            else WidgetState(id=self._field(label), string_value=typed)
            for label, typed in TYPED.items()
        ]
        return self.run(path, [*states, WidgetState(id=self._field(SAVE), trigger_value=True)])

    def _field(self, label: str) -> str:
        return next(name for shown, name in self.fields.items() if shown.startswith(label))


@pytest.fixture
def data(database: Path, tmp_path: Path) -> Path:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    return tmp_path


@pytest.fixture
def screens(data: Path) -> Iterator[list[Screen]]:
    """A reader at each of two servers that were started at once."""
    command = [sys.executable, "-m", "malkollen", "start", "--allow-judgements", "--address", ADDRESS, "--port"]
    environment = {**os.environ, "MALKOLLEN_DATA": str(data), WARM_VARIABLE: "0"}
    first = free_port(ADDRESS, 8760)
    ports = [first, free_port(ADDRESS, first + 1)]
    with ExitStack() as stack:
        servers = [
            subprocess.Popen([*command, str(port)], env=environment, stdout=subprocess.DEVNULL) for port in ports
        ]
        for server in servers:
            stack.callback(server.wait)
            stack.callback(server.terminate)
        readers = []
        for server, port in zip(servers, ports, strict=True):
            assert _answers(server, ADDRESS, port)
            address = f"ws://{ADDRESS}:{port}/_stcore/stream"
            socket = connect(
                address,
                origin=f"http://{ADDRESS}:{port}",
                subprotocols=["streamlit"],
                max_size=None,
                proxy=None,
                open_timeout=PATIENCE,
            )
            readers.append(Screen(stack.enter_context(socket)))
        yield readers


def swap(data: Path) -> None:
    """Puts a database of another version in its place, as a build does."""
    beside = data / "beside.duckdb"
    shutil.copyfile(data / storage.FILE_NAME, beside)
    with duckdb.connect(beside) as db:
        db.execute("UPDATE mart.build SET data_version = 'bytt'")
    beside.replace(data / storage.FILE_NAME)


@pytest.mark.thorough  # one of them in tests/dashboard/views, with a swap
def test_both_show_a_judgement_saved_in_one_and_both_see_a_swap(screens: list[Screen], data: Path) -> None:
    one, other = screens
    assert all(TYPED["Motivering"] not in screen.run("mal") for screen in screens)
    assert SAVED in one.saves("mal")
    for screen in (one, other):
        assert TYPED["Motivering"] in screen.run("mal")
    swap(data)
    for screen in screens:
        assert "data=bytt" in screen.run("mal")
        assert TYPED["Motivering"] in screen.text
    assert TYPED["Motivering"] in other.saves("mal")
