"""What is typed on a page and not saved: kept on the server for the one who typed it, and offered back."""

import secrets
from collections.abc import Callable, Mapping, Sequence
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
from malkollen.texts.written import clean_line, clean_text

WINDOW = "office:window"
Fields = Mapping[str, Callable[[str], object]]


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
    told: Callable[[Unsaved], Sequence[str]],
    *,
    clean: Callable[[str], str] = clean_line,
) -> None:
    """What the same person typed before, where there is any, to go on with or throw away.

    It is looked for once, when the list is first shown: what came later would move the table under who writes in it.

    Args:
        saved: the rows as they lie now: what they have of it is not unsaved, and is let go of.
        told: what was typed, in lines.
        clean: as `unsaved.elsewhere`.
    """
    at = f"unsaved:offered:{what}"
    if at not in st.session_state:
        st.session_state[at] = _newest(what, saved, clean)
    one: Unsaved | None = st.session_state[at]
    if one and merging.is_in(one.base, one.rows, saved):  # saved since, here or in the window where it was typed
        one = st.session_state[at] = _newest(what, saved, clean)
    if one is None:
        if thrown := st.session_state.get(f"unsaved:thrown:{what}"):
            st.button(texts.TAKE_BACK, on_click=_take_back, args=(what, thrown, go_on), key=f"{at}:take-back")
        return
    st.warning(plain.markdown(texts.offer(one.at)))
    st.html(markup.notes(tuple(told(one))))
    with st.container(horizontal=True):
        st.button(texts.GO_ON, on_click=_answer, args=(what, one, go_on), key=f"{at}:go-on")
        st.button(texts.THROW, on_click=_answer, args=(what, one, None), key=f"{at}:throw")


def begin_fields(what: str, fields: Fields, laid_in: Callable[[str], None] = lambda _seen: None) -> None:
    """Before a few fields are drawn: what was typed in them goes on here, or is offered back from before.

    Args:
        what: the form. fields: each field's name in the session, and what a kept text is there.
        laid_in: called with what was kept as seen, once what was typed is in the fields again.
    """

    def lay_in(rows: Sequence[Row], seen: str) -> None:
        for row in rows:
            for name, read in fields.items():
                st.session_state[name] = read(row.get(name, ""))
        laid_in(seen)

    mine: tuple[list[Row], str] | None = st.session_state.get(f"unsaved:kept:{what}")
    if mine and not any(name in st.session_state for name in fields):  # gone while they were not shown
        lay_in(*mine)
    if not any(_typed(fields).values()) and st.session_state.get(f"unsaved:offered:{what}") is None:
        st.session_state.pop(f"unsaved:offered:{what}", None)  # it may have come after the page that was left
    offer(what, lambda one: lay_in(one.rows, one.seen), [], lambda one: texts.fields(one.rows), clean=clean_text)


def keep_fields(what: str, fields: Fields, seen: str = "") -> bool | None:
    """After them: keeps what they hold; what has been sent is empty, and let go of.

    Returns:
        whether it could be kept; None where they hold nothing.
    """
    if not any((typed := _typed(fields)).values()):
        let_go(what)
        return None
    return keep(what, [typed], [], seen)


def drop_fields(what: str, fields: Fields, seen: str = "") -> None:
    """Empties them; what they held can be taken back while the page is open."""
    thrown = Unsaved(datetime.now(UTC), window(), (_typed(fields),), (), seen)
    st.session_state[f"unsaved:thrown:{what}"] = thrown
    for name, read in fields.items():
        st.session_state[name] = read("")


def _typed(fields: Fields) -> dict[str, str]:
    return {name: str(st.session_state.get(name) or "") for name in fields}


def _newest(what: str, saved: Sequence[Row], clean: Callable[[str], str]) -> Unsaved | None:
    """The newest that is not saved; what is saved is let go of."""
    data, person = storage.data_folder(), persons.current()
    while one := unsaved.elsewhere(data, person, what, window(), clean):
        if not merging.is_in(one.base, one.rows, saved):
            return one
        unsaved.forget(data, person, what, one.window)
        if unsaved.elsewhere(data, person, what, window(), clean) == one:  # it cannot be let go of
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
    else:
        st.session_state[f"unsaved:thrown:{what}"] = one


def _take_back(what: str, one: Unsaved, go_on: Callable[[Unsaved], None]) -> None:
    del st.session_state[f"unsaved:thrown:{what}"]
    go_on(one)
