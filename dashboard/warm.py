"""A reader of the server's own, who opens the pages when it starts and after every swap, so that nobody waits for them.

It reads as everybody does, through Streamlit's runtime and on the server's own loop, and throws what it gets away: what
the pages keep is then there, under the very keys that readers ask for.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from time import perf_counter
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import ClientContext, SessionClient

from dashboard import kept
from malkollen import served
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.registry import in_force, registry

WARM_VARIABLE = "MALKOLLEN_WARM"
"""0 where the server shall not open any page by itself, as for tests that measure something else."""
LOOKS = 2.0  # seconds between looks at whether something was swapped in
PATIENCE = 60.0  # seconds for a page
RESTS = 2.0  # times as long as a page took, before the next: the readers come first
PATHS = (
    "", "mal", "indikator", "jamfor", "kommun", "sida-vid-sida", "pendling", "resor", "kallor",
    "sa-bedomer-vi", "prioriterade-objekt", "underlag", "konferens", "ord", "fraga",
)  # fmt: skip
Version = tuple[object, ...]


class _Nobody(SessionClient):
    """Takes what is sent and keeps nothing of it but that the page was whole."""

    def __init__(self) -> None:
        self.is_whole = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Looks for the end of a run that is not followed by another."""
        is_end = msg.WhichOneof("type") == "script_finished"
        if is_end and msg.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.is_whole.set()

    @property
    def client_context(self) -> ClientContext | None:
        """It has no headers and no address."""
        return None


@asynccontextmanager
async def warming(_app: object) -> AsyncIterator[None]:
    """Keeps the pages warm while the server runs; for `st.App(lifespan=…)`."""
    if os.environ.get(WARM_VARIABLE) == "0":
        yield
        return
    stopping = asyncio.Event()
    task = asyncio.create_task(_keep_warm(stopping))
    try:
        yield
    finally:
        # The page it is at is let finish: Python cannot end a thread that DuckDB reads in without a crash.
        stopping.set()
        await asyncio.wait({task}, timeout=PATIENCE)


async def _keep_warm(stopping: asyncio.Event) -> None:
    """Opens every page of what holds now, and begins anew where it no longer holds."""
    opened: Version | None = None
    while not stopping.is_set():
        if (now := version()) != opened:
            opened = now
            await _open_all(now, stopping)
        await _rests(stopping, LOOKS)


async def _open_all(now: Version, stopping: asyncio.Event) -> None:
    for path, query in pages():
        started = perf_counter()
        await _open(path, query)
        await _rests(stopping, RESTS * (perf_counter() - started))
        if stopping.is_set() or version() != now:
            return
    kept.settled(None)


async def _rests(stopping: asyncio.Event, seconds: float) -> None:
    """Waits, but not when the server stops."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


def version() -> Version:
    """What changes when a database or a registry is swapped in, or the day is another."""
    try:
        declared = registry.version()
    except OSError:  # gone between two looks, as while somebody saves it
        declared = ""
    return storage.fingerprint(storage.database()), declared, f"{datetime.now().astimezone():%Y-%m-%d}"


def pages() -> Iterator[tuple[str, str]]:
    """The addresses that are asked for most, as path and query: every page, every goal and every indicator."""
    if not storage.database().is_file():
        return
    try:
        declared = registry.load()
    except MalkollenError:
        return
    yield from ((path, "") for path in PATHS)
    goals = in_force.goals_of(declared, in_force.leading(declared, served.as_of()))
    yield from (("mal", urlencode({"mal": goal})) for goal in goals)
    for path in ("indikator", "jamfor"):
        yield from ((path, urlencode({"indikator": key})) for key in declared.computed())


async def _open(path: str, query: str) -> None:
    """Opens a page as a reader does, and leaves it when it is whole."""
    runtime, nobody = Runtime.instance(), _Nobody()
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = path, query
    name = runtime.connect_session(nobody, user_info={})
    try:
        runtime.handle_backmsg(name, asked)
        with suppress(TimeoutError):
            await asyncio.wait_for(nobody.is_whole.wait(), PATIENCE)
    finally:
        runtime.close_session(name)
