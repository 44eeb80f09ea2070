"""The web server's app: the pages in their frame, behind the guard. Run by `python -m dashboard`."""

import logging
from pathlib import Path

import pandas as pd  # noqa: F401 - plotly looks whether it is loaded, and must not meet it half loaded by another page
import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util
from streamlit.commands import navigation
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from dashboard.content.facts import Facts
from dashboard.login.way_back import WayBack
from dashboard.opendata.serving.door import OpenData, is_open
from dashboard.warm import warming
from dashboard.web.doors import Doors, base
from dashboard.web.frame import SwedishFrame
from dashboard.web.guard import Guard, Seats
from dashboard.web.headers import Headers
from dashboard.web.wire import Wire
from malkollen.texts.printable import PrintableRecord

NO_PAGE = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""Who says in English that somebody reads without a page, as open data are read."""
FAILED = (
    "Sidan kunde inte visas på grund av ett fel hos oss. Ladda om den, eller välj en annan sida. Går det inte: "
    "säg till den som sköter Målkollen, felet står i serverns logg."
)


def _unknown() -> None:
    """What this machine is called from outside is nothing that the server asks for."""


def _facts(edition: str) -> Facts:
    """The facts that the pages read; those of a fixed version where one is named."""
    from dashboard.screen import session  # noqa: PLC0415 - what it keeps is the running server's

    return session.of_edition(edition) if edition else session.now()


def _show_failure(_error: Exception) -> bool:
    """Says that a page failed; what failed is in the log, where the framework has written it."""
    st.error(FAILED)
    return True


def _say_nothing(ctx: ScriptRunContext) -> None:
    """Where a page does not exist the frame says so itself, in Swedish (screen/frame.py)."""


navigation.send_page_not_found = _say_nothing
net_util.get_external_ip = net_util.get_internal_ip = _unknown
logging.getLogger(NO_PAGE).addFilter(lambda _record: False)
logging.setLogRecordFactory(PrintableRecord)  # an address or a file's text never acts on who reads the log
app = st.App(
    Path(__file__).with_name("app.py"),
    middleware=[
        Middleware(Headers),
        Middleware(Guard, is_open=lambda scope: is_open(scope, base())),
        Middleware(OpenData, facts=_facts, base=base),
        *(Middleware(part) for part in (Doors, WayBack, Seats, Wire, SwedishFrame)),
    ],
    on_script_error=_show_failure,
    lifespan=warming,
)
