"""Runs the web server: `python -m dashboard ADDRESS PORT [PATH]`. `malkollen start` is how to start it."""

import sys

import uvicorn
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web import bootstrap

from dashboard.server import app
from dashboard.web import limits, logs
from dashboard.web.patience import HEADERS, Impatient
from dashboard.web.sockets import Frugal
from malkollen import served
from malkollen.login import settings as login
from malkollen.office import access

MOST_SENT = 256 << 10
"""Bytes of one message from a reader's browser: the choices of a page are some thousands, its longest text ten."""


def run(address: str, port: str, base_path: str = "") -> None:
    """Serves until it is told to stop.

    Args:
        base_path: where a proxy shows it, without slashes first and last.
    """
    access.check_opened(address)
    limits.rise()
    logs.bound()
    options = {
        "server.address": address, "server.port": int(port), "server.baseUrlPath": base_path,
        "server.maxUploadSize": served.largest_upload(),
    }  # fmt: skip
    bootstrap.load_config_options(options)  # beside .streamlit/config.toml, before anything asks for them
    if chosen := login.for_framework(base_path):
        secrets_singleton.merge_programmatic_secrets(chosen)  # not as the app is made: the way back has the path in it
    settings = uvicorn.Config(
        app,
        host=address,
        port=int(port),
        http=Impatient,
        ws=Frugal,
        ws_max_size=MOST_SENT,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=False,
        h11_max_incomplete_event_size=HEADERS,
        timeout_graceful_shutdown=5,
        server_header=False,
        access_log=False,
        log_level="warning",
        use_colors=False,
    )
    uvicorn.Server(settings).run(sockets=[settings.bind_socket()])


if __name__ == "__main__":
    run(*sys.argv[1:])
