"""The ways in and out, quietly at the foot of every page, and who one is."""

import streamlit as st

from dashboard import plain
from malkollen.database import storage
from malkollen.login import revoked, settings
from malkollen.office.access import WORDS, Known, Person

LOG_IN, LOG_OUT = "Logga in", "Logga ut"
ENDED = "Inloggningen har upphört."


def show(person: Person) -> None:
    """Who one is, and the way out; or the way in, where there is one."""
    if settings.settings() is None:
        return
    if person.login and person.known is not Known.ENDED:
        st.html(f"<p>{plain.html(person.name)} ({WORDS[person.role]})</p>", width="content")
        st.button(LOG_OUT, key="login:out", type="tertiary", on_click=_leave, args=(person,))
        return
    if person.login:
        st.html(f"<p>{ENDED}</p>", width="content")
    st.button(LOG_IN, key="login:in", type="tertiary", on_click=st.login)


def _leave(person: Person) -> None:
    """Out, in each of the browser's tabs: the framework forgets the login only in this one."""
    if person.login:
        revoked.add(storage.data_folder(), revoked.Kind.SESSION, person.login.key)
    st.logout()
