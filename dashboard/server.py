"""The web server's app: the pages in their frame, behind the guard. Run by `python -m dashboard`."""

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util
from streamlit.commands import navigation
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from dashboard.login.way_back import WayBack
from dashboard.warm import warming
from dashboard.web.doors import Doors
from dashboard.web.frame import SwedishFrame
from dashboard.web.guard import Guard, Seats
from dashboard.web.headers import Headers
from dashboard.web.wire import Wire
from malkollen.texts.printable import PrintableRecord

FAILED = (
    "Sidan kunde inte visas på grund av ett fel hos oss. Ladda om den, eller välj en annan sida. Går det inte: "
    "säg till den som sköter Målkollen, felet står i serverns logg."
)


def _unknown() -> None:
    """What this machine is called from outside is nothing that the server asks for."""


def _show_failure(_error: Exception) -> bool:
    """Says that a page failed; what failed is in the log, where the framework has written it."""
    st.error(FAILED)
    return True


def _say_nothing(ctx: ScriptRunContext) -> None:
    """Where a page does not exist the frame says so itself, in Swedish (screen/frame.py)."""


navigation.send_page_not_found = _say_nothing
net_util.get_external_ip = net_util.get_internal_ip = _unknown
logging.setLogRecordFactory(PrintableRecord)  # an address or a file's text never acts on who reads the log
app = st.App(
    Path(__file__).with_name("app.py"),
    middleware=[Middleware(part) for part in (Headers, Guard, Doors, WayBack, Seats, Wire, SwedishFrame)],
    on_script_error=_show_failure,
    lifespan=warming,
)
