"""A page of the program without a browser, as a link opens it: already its first run is on it, not on Översikt."""

from functools import cache
from typing import Any

from streamlit.testing.v1 import AppTest

from malkollen import ROOT

APP = ROOT / "dashboard" / "app.py"


def opened(view: str, **address: str) -> AppTest:
    """The page of a view, run once with the choices of its address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app._registered_pages = _registered()
    app.switch_page(f"views/{view}.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


@cache
def _registered() -> dict[str, Any]:
    """The pages as the frame registers them, whatever it shows."""
    pages: dict[str, Any] = AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages
    return pages
