"""A reader without a screen: Streamlit's protocol over a websocket, with the browser's way of keeping messages.

It opens pages by the links of the app, makes a choice in any field there, and waits until the answer is whole.
"""

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

AGE = 2  # runs a browser keeps a message that is not asked for, as global.maxCachedMessageAge
PATIENCE = 60
AWAY = 0.35
"""How often a reader leaves a page rather than choosing something on it."""
FIELDS = ("selectbox", "button_group", "radio", "multiselect")


@dataclass
class Field:
    """A field of choices on a page: its id, the texts to choose among and those that are chosen."""

    kind: str
    id: str
    options: list[str]
    chosen: list[str]

    def state(self) -> WidgetState:
        """What a browser says of it."""
        state = WidgetState(id=self.id)
        if self.kind in ("multiselect", "button_group"):
            state.string_array_value.data.extend(self.chosen)
        elif self.chosen:
            state.string_value = self.chosen[0]
        return state


@dataclass
class Answers:
    """What all readers of a round have met.

    Attributes:
        seconds: of each answer, by page.
        faults: what went wrong, by kind, and how often.
    """

    seconds: list[tuple[str, float]] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    letters: int = 0

    def fault(self, kind: str, text: str = "") -> None:
        """Counts a fault; the first texts are kept to be read."""
        self.faults[kind] = self.faults.get(kind, 0) + 1
        if text and len(self.told) < 5:
            self.told.append(f"{kind}: {text[:300]}")


class Reader:
    """One reader with a socket of its own."""

    def __init__(self, socket: ClientConnection, origin: str, answers: Answers, random: Random) -> None:
        self._socket, self._origin, self._answers, self._random = socket, origin, answers, random
        self._pages: dict[str, str] = {}
        self._page, self._query = "", ""
        self._fields: dict[str, Field] = {}
        self._messages: dict[str, int] = {}

    async def opens(self, path: str) -> None:
        """Comes to the app by an address."""
        self._page = path
        await self._run(page_name=path, states=False)

    async def goes_on(self) -> None:
        """Chooses something on the page, or goes to another."""
        fields = [field for field in self._fields.values() if len(field.options) > 1]
        if self._pages and (not fields or self._random.random() < AWAY):
            self._page = self._random.choice([*self._pages])
            self._query = ""
            await self._run(page_hash=self._pages[self._page], states=False)
            return
        field = self._random.choice(fields)
        # The first in a list are asked for most, the last of three hundred areas now and then: a cold key.
        weights = [1 / (place + 1) for place in range(len(field.options))]
        field.chosen = self._random.choices(field.options, weights)
        await self._run(page_hash=self._pages.get(self._page, ""), states=True)

    async def _run(self, *, page_name: str = "", page_hash: str = "", states: bool) -> None:
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.page_script_hash, run.page_name = self._query, page_hash, page_name
        run.cached_message_hashes.extend(self._messages)
        run.context_info.url, run.context_info.locale = f"{self._origin}/{self._page}", "sv-SE"
        if states:
            run.widget_states.widgets.extend(found.state() for found in self._fields.values())
        started = perf_counter()
        await self._socket.send(asked.SerializeToString())
        self._fields = {}
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._takes(await self._socket.recv()):
                    pass
        except TimeoutError:
            self._answers.fault("obesvarad")
            raise
        self._answers.seconds.append((self._page, perf_counter() - started))
        self._messages = {key: age + 1 for key, age in self._messages.items() if age < AGE}

    def _takes(self, sent: bytes | str) -> bool:
        """Takes one message; whether it was the answer's last."""
        self._answers.letters += len(sent)
        message = ForwardMsg.FromString(sent)  # type: ignore[arg-type] # this protocol sends bytes only
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._messages[message.ref_hash] = 0
        elif message.metadata.cacheable:
            self._messages[message.hash] = 0
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._looks_at(message.delta.new_element)
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self._answers.fault("skript")
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _looks_at(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self._answers.fault("undantag", element.exception.message)
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            self._answers.fault("felruta", element.alert.body)
        elif kind in FIELDS:
            shown = getattr(element, kind)
            self._fields[shown.id] = _field(kind, shown)


def _field(kind: str, shown: Any) -> Field:  # noqa: ANN401 - one of four messages
    """A field as a browser has it when it has been drawn."""
    options = [one.content for one in shown.options] if kind == "button_group" else list(shown.options)
    if kind in ("selectbox", "radio"):
        chosen = [shown.raw_value] if shown.set_value else options[shown.default : shown.default + 1]
    else:
        chosen = list(shown.raw_values) if shown.set_value else [options[place] for place in shown.default]
    return Field(kind, shown.id, options, chosen)


async def reads(
    origin: str, path: str, answers: Answers, random: Random, pauses: tuple[float, float], until: float, most: int = 0
) -> None:
    """One reader's visit: opens a page, and goes on with a pause between until the time is out.

    Args:
        pauses: shortest and longest, in seconds.
        until: by perf_counter. most: answers after which the reader leaves; 0 stays until the end.
    """
    parts = urlsplit(origin)
    seen = 0
    try:
        async with connect(
            f"ws://{parts.netloc}{parts.path}/_stcore/stream",
            origin=f"{parts.scheme}://{parts.netloc}",  # type: ignore[arg-type] # a text with a name of its own
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=PATIENCE,
            proxy=None,
        ) as socket:
            reader = Reader(socket, origin, answers, random)
            await reader.opens(path)
            seen += 1
            while perf_counter() < until and seen != most:
                await asyncio.sleep(min(random.uniform(*pauses), max(until - perf_counter(), 0)))
                if perf_counter() < until:
                    await reader.goes_on()
                    seen += 1
    except TimeoutError:
        pass  # counted where the answer was waited for
    except (OSError, WebSocketException) as error:
        answers.fault("stängd", str(error))
