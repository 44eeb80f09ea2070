"""Who reads a page, as the server knows them now."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from malkollen.errors import DataError
from malkollen.login import login as logins, settings
from malkollen.office import access
from malkollen.office.access import Person


def current() -> Person:
    """Whoever asked for this run of a page; what they may is asked anew by every act."""
    return person(st.user.to_dict())


def person(claims: Mapping[str, Any]) -> Person:
    """Whoever a browser's login says; a reader where it says nothing, counts no longer, or nobody can tell."""
    chosen = settings.settings()
    if chosen is None:
        return access.without_login()
    login = logins.read(claims, chosen) if claims.get("is_logged_in") is True else None
    if login is None:
        return Person()
    try:
        return access.by_login(login)
    except DataError:  # the act says why; a page is read all the same
        return Person(login.name, login.address, login=login)
