"""What is typed in a form of the registry's: kept until it is saved, and never laid over what another has saved."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator import trial
from dashboard.content.office import declaring as content, unsaved as texts
from dashboard.content.office.declaring import JUDGED, NEW, Field
from dashboard.content.office.targets import counting
from dashboard.screen import session
from dashboard.screen.forms import unsaved_form
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from malkollen.database import storage
from malkollen.errors import EntryError
from malkollen.office import overlay
from malkollen.office.room.unsaved import Unsaved

BUTTONS = (":save", ":show", ":remove", ":drop", ":mine", ":theirs")


def begin(facts: Facts, table: str, of: str, before: Mapping[str, str]) -> None:
    """What a form begins with: what was typed before, and what another has saved since it was opened.

    Args:
        of: the paragraph's key. before: it as the files have it now.
    """
    unsaved_form.offer(what(table, of), partial(go_on, table, of), [_base(table, before)], partial(_told, facts))
    opened = st.session_state.setdefault(key(table, of, "opened"), _base(table, before))
    if opened == _base(table, before):
        return
    mine = _all(table, of)
    if texts.is_as_written(mine, opened, _fields(table)):
        forget(table, of)
        st.session_state[key(table, of, "opened")] = _base(table, before)
        return
    last = overlay.last_written(storage.data_folder())
    is_of_this = last is not None and last.about == f"{table}.{of}"
    st.warning(plain.markdown(texts.changed_form(last if is_of_this else None)))
    differing = texts.differing(session.facts(), _all_fields(table), before, mine)
    st.html(markup.notes(tuple(f"{name}: sparat {saved}, ditt {own}" for name, saved, own in differing)))
    with st.container(horizontal=True):
        st.button(texts.MINE, on_click=_keep_mine, args=(table, of, _base(table, before)), key=key(table, of, "mine"))
        st.button(texts.LET_GO, on_click=_drop, args=(table, of), key=key(table, of, "theirs"))


def keep(table: str, of: str, seen: str) -> None:
    """Keeps what is typed and not saved, and the button that throws it away. Last, below what is pressed."""
    mine, opened = _all(table, of), st.session_state[key(table, of, "opened")]
    if texts.is_as_written(mine, opened, _fields(table)):
        st.session_state.pop(key(table, of, "held"), None)
        unsaved_form.let_go(what(table, of))
        return
    st.session_state[key(table, of, "held")] = mine  # a field that is not shown is forgotten
    is_kept = unsaved_form.keep(what(table, of), [mine], [opened], seen)
    st.button(texts.DROP, on_click=_drop, args=(table, of), key=key(table, of, "drop"))
    st.html(markup.paragraph(texts.UNSAVED if is_kept else texts.UNKEPT, "caption"))


def changed(table: str, of: str) -> None:
    """The fields that are others than they were saved, each with both, so that nothing is saved unseen."""
    with st.container():  # always there: what stands below keeps its place, and the focus
        if (found := differing(table, of)) and of != NEW:
            st.html(markup.notes(tuple(f"Ändrat, {name}: {saved} → {own}" for name, saved, own in found)))


def differing(table: str, of: str) -> list[tuple[str, str, str]]:
    """The fields that are others than they were saved: what each is called, what is saved, and what is typed."""
    opened = st.session_state[key(table, of, "opened")]
    return texts.differing(session.facts(), _all_fields(table), opened, _all(table, of))


def doubts(facts: Facts, of: str, indicator: str) -> list[str]:
    """What may be a slip in what is typed of a target."""
    said = [typed("targets", of, name) for name in ("title", "wording")]
    is_index = typed("targets", of, "unit") == content.INDEX
    value = trial.read_number(typed("targets", of, "value"))
    found = (
        counting.doubts(facts, indicator, said, is_index=is_index),
        counting.far_off(facts, indicator, value, said, is_index=is_index),
        counting.other_year(typed("targets", of, "target_year"), typed("targets", of, "base_year"), said),
        counting.whose(facts, typed("targets", of, "decided_by"), typed("targets", of, "transfer")),
    )
    return [doubt for doubt in found if doubt]


def require_read(table: str, of: str) -> None:
    """EntryError where another has saved the paragraph since the form was opened, and nobody has chosen."""
    before = content.written(table, of) if of != NEW else {}
    if st.session_state.get(key(table, of, "opened")) != _base(table, before):
        raise EntryError([texts.UNREAD])


def _told(facts: Facts, kept: Unsaved) -> list[str]:
    """What was typed, as it is read: what is chosen in its words."""
    return texts.fields([texts.chosen_in_words(facts, row) for row in kept.rows])


def go_on(table: str, of: str, kept: Unsaved) -> None:
    """Begins where somebody left, also with what lay there then."""
    forget(table, of)
    for row, base in zip(kept.rows, kept.base, strict=True):
        st.session_state[key(table, of, "held")] = dict(row)
        st.session_state[key(table, of, "opened")] = dict(base)


def held(table: str, of: str) -> Mapping[str, str]:
    """What was typed when the form was last shown, or kept before; none where it was as it is saved."""
    found: Mapping[str, str] = st.session_state.get(key(table, of, "held"), {})
    return found


def forget(table: str, of: str) -> None:
    """Lets the fields of a paragraph begin with what the files have next time."""
    start = key(table, of, "")
    for name in [name for name in st.session_state if str(name).startswith(start)]:
        if not str(name).endswith(BUTTONS):
            del st.session_state[name]
    unsaved_form.let_go(what(table, of))


def what(table: str, of: str) -> str:
    """What the form is called where its unsaved fields are kept."""
    return texts.of_paragraph(table, of)


def typed(table: str, of: str, name: str) -> str:
    """What a field holds."""
    return str(st.session_state.get(key(table, of, name)) or "")


def key(table: str, of: str, name: str) -> str:
    """A field's name in the session."""
    return f"declaring:{table}:{of}:{name}"


def _keep_mine(table: str, of: str, now: Mapping[str, str]) -> None:
    st.session_state[key(table, of, "opened")] = now


def _drop(table: str, of: str) -> None:
    forget(table, of)
    signed.tell("filling", texts.DROPPED)


def _all(table: str, of: str) -> dict[str, str]:
    """Every field, as it is shown or was when it was last shown."""
    kept = held(table, of)
    return {
        name: typed(table, of, name) if key(table, of, name) in st.session_state else kept.get(name, "")
        for name in _names(table)
    }


def _base(table: str, before: Mapping[str, str]) -> dict[str, str]:
    return {name: before.get(name, "") for name in _names(table)}


def _names(table: str) -> list[str]:
    return [field.name for field in _all_fields(table)]


def _all_fields(table: str) -> tuple[Field, ...]:
    return (content.INDICATOR, *_fields(table)) if table == "targets" else content.QUESTION


def _fields(table: str) -> tuple[Field, ...]:
    return (*content.TARGET, JUDGED) if table == "targets" else content.QUESTION
