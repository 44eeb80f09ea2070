"""The ways in and out, quietly at the foot of every page, and who one is."""

import streamlit as st

from dashboard import plain
from malkollen.database import storage
from malkollen.login import revoked, settings
from malkollen.office.access import WORDS, Known, Person


def show(person: Person) -> None:
    """Who one is, and the way out; or the way in, where there is one."""
    if settings.settings() is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="mk-login"):
        _show(person)


def _show(person: Person) -> None:
    if person.login and person.known is not Known.ENDED:
        st.html(f"<p>{plain.html(person.name)} ({plain.html(WORDS[person.role])})</p>", width="content")
        st.button("Logga ut", key="login:out", type="tertiary", on_click=_leave, args=(person,))
        return
    if person.login:
        st.html("<p>Inloggningen har upphört.</p>", width="content")
    st.button("Logga in", key="login:in", type="tertiary", on_click=st.login)


def _leave(person: Person) -> None:
    """Out, in each of the browser's tabs: the framework forgets the login only in this one."""
    if person.login:
        revoked.add(storage.data_folder(), revoked.Kind.SESSION, person.login.key)
    st.logout()
