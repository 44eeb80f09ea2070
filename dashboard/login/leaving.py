"""Logging out by the address alone, which a browser may keep its cookies from: the login itself is taken back."""

import json
import logging

from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.login import login as logins, revoked, settings

LOG = logging.getLogger(__name__)


def take_back(cookies: dict[str, str]) -> None:
    """Takes back the login that a browser's cookies hold, if any, in each of its tabs and wherever they are kept."""
    chosen, signed = settings.settings(), _get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
    claims = json.loads(signed) if signed else None
    login = logins.read(claims, chosen) if chosen and isinstance(claims, dict) else None
    if login is None:
        return
    data = storage.data_folder()
    try:
        if not revoked.holds(data, login):
            revoked.add(data, revoked.Kind.SESSION, login.key)
    except MalkollenError as error:  # the browser forgets it all the same, and where nobody can tell nobody has a role
        LOG.warning("En utloggning kunde inte sparas: %s", error)
