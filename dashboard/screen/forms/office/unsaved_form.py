"""What is typed on a page and not saved: kept on the server for the one who typed it, and offered back."""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard import plain
from dashboard.content.office import unsaved as texts
from dashboard.login import person as persons
from dashboard.screen.markup import markup
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.office.room import unsaved
from malkollen.office.room.unsaved import Unsaved
from malkollen.office.tables import merging
from malkollen.office.tables.table import Row

WINDOW = "office:window"


def keep(what: str, rows: Sequence[Row], base: Sequence[Row], seen: str) -> bool:
    """Keeps what is typed in a list or form, where it is another than what is kept; whether it could be.

    Args:
        what: the list or form. base, seen: the rows that it began with, and the fingerprint of their file.
    """
    at, now = f"unsaved:kept:{what}", (list(rows), seen)
    if st.session_state.get(at) == now:
        return True
    one = Unsaved(datetime.now(UTC), window(), tuple(map(dict, rows)), tuple(map(dict, base)), seen)
    try:
        unsaved.keep(storage.data_folder(), persons.current(), what, one)
    except MalkollenError:
        return False
    st.session_state[at] = now
    return True


def let_go(what: str) -> None:
    """Lets go of what this window has kept: it is saved, or as it was."""
    if st.session_state.pop(f"unsaved:kept:{what}", None) is not None:
        unsaved.forget(storage.data_folder(), persons.current(), what, window())


def offer(
    what: str,
    go_on: Callable[[Unsaved], None],
    saved: Sequence[Row],
    worded: Callable[[Sequence[Row]], Sequence[Row]],
) -> None:
    """What the same person typed before, where there is any, to go on with or throw away.

    It is looked for once, when the list is first shown: what came later would move the table under who writes in it.

    Args:
        saved: the rows as they lie now: what they have of it is not unsaved, and is let go of.
        worded: rows as they are read.
    """
    at = f"unsaved:offered:{what}"
    if at not in st.session_state:
        st.session_state[at] = _newest(what, saved)
    one: Unsaved | None = st.session_state[at]
    if one and merging.is_in(one.base, one.rows, saved):  # saved since, here or in the window where it was typed
        one = st.session_state[at] = _newest(what, saved)
    if one is None:
        return
    st.warning(plain.markdown(texts.offer(one.at)))
    st.html(markup.notes(tuple(texts.differences("Osparat", worded(one.base), worded(one.rows)))))
    with st.container(horizontal=True):
        st.button(texts.GO_ON, on_click=_answer, args=(what, one, go_on), key=f"{at}:go-on")
        st.button(texts.THROW, on_click=_answer, args=(what, one, None), key=f"{at}:throw")


def _newest(what: str, saved: Sequence[Row]) -> Unsaved | None:
    """The newest that is not saved; what is saved is let go of."""
    data, person = storage.data_folder(), persons.current()
    while one := unsaved.elsewhere(data, person, what, window()):
        if not merging.is_in(one.base, one.rows, saved):
            return one
        unsaved.forget(data, person, what, one.window)
        if unsaved.elsewhere(data, person, what, window()) == one:  # it cannot be let go of
            return None
    return None


def window() -> str:
    """What tells this window from others of the same person."""
    return str(st.session_state.setdefault(WINDOW, secrets.token_hex(8)))


def _answer(what: str, one: Unsaved, go_on: Callable[[Unsaved], None] | None) -> None:
    del st.session_state[f"unsaved:offered:{what}"]  # there may be an older one
    unsaved.forget(storage.data_folder(), persons.current(), what, one.window)
    if go_on:
        go_on(one)
