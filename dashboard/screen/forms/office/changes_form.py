"""What is typed in a table and not saved: row by row and cell by cell, each row to be taken back by itself."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import plain
from dashboard.content.office import unsaved as texts
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from malkollen.office.journal import Line
from malkollen.office.room.unsaved import Unsaved
from malkollen.office.tables import merging, table
from malkollen.office.tables.merging import Change
from malkollen.office.tables.table import Column, Row


def offered(columns: Sequence[Column], kept: Unsaved) -> list[str]:
    """What was typed before, a line for each row."""
    changes = merging.each(*(table.worded(columns, rows) for rows in (kept.base, kept.rows)))
    return texts.differences(columns, texts.KEPT, changes)


def show(
    key: str, columns: Sequence[Column], base: Sequence[Row], rows: Sequence[Row],
    typed: Callable[[Sequence[Row]], Sequence[Row]], lay: Callable[[Sequence[Row]], None],
) -> None:  # fmt: skip
    """Every row that is another than it was, before it is saved, with the button that takes it back.

    Args:
        base: the rows that were there. rows: as they stand in the table, also the empty ones.
        typed: those that somebody has written something in. lay: lays other rows in the table.
    """
    written = typed(rows)
    changes = [one for one in merging.each(base, rows) if one.after is None or one.after in written]
    lines = texts.differences(columns, "", [_worded(columns, one) for one in changes])
    for order, line in enumerate(lines):
        with st.container(horizontal=True, vertical_alignment="center", key=f"mk-change-{key}-{order}"):
            st.write(plain.markdown(line))
            if order < texts.MOST_ROWS:
                st.button(
                    plain.markdown(texts.take_back(changes[order])), on_click=_take_back,
                    args=(base, rows, changes[order], lay), key=f"filling:{key}:change:{order}",
                )  # fmt: skip


def changed(last: Line | None, *, is_mine: bool) -> str:
    """Who has saved the list meanwhile, as `unsaved.changed`; last: None where nobody knows."""
    return texts.changed(last, is_mine=is_mine, is_me=_is_me(last))


def clash(
    columns: Sequence[Column], base: Sequence[Row], theirs: Sequence[Row], mine: Sequence[Row], last: Line | None
) -> None:  # fmt: skip
    """What somebody has saved meanwhile beside what is typed here, once: the last press tells of no clash then."""
    with signed.clashed("filling"):
        st.warning(plain.markdown(changed(last, is_mine=True)))
    worded = (table.worded(columns, rows) for rows in (base, theirs, mine))
    st.html(markup.notes(tuple(texts.both(columns, *worded))))


def lay_twice(key: str, pairs: Sequence[tuple[Row, Row]], last: Line | None) -> None:
    """Remembers the rows that stand twice in a table, as typed here and as saved; last: who saved them."""
    st.session_state[f"filling:{key}:twice"] = (pairs, texts.whose(last, is_me=_is_me(last)))


def _is_me(last: Line | None) -> bool:
    return last is not None and signed.is_me(last, "filling")


def show_twice(key: str, rows: Sequence[Row]) -> None:
    """Which rows stand twice, for as long as they do, and what to do."""
    pairs, whose = st.session_state.get(f"filling:{key}:twice", ((), ""))
    if told := [texts.twice(rows.index(mine) + 1, rows.index(saved) + 1, whose)
                for mine, saved in pairs if mine in rows and saved in rows]:  # fmt: skip
        st.warning(plain.markdown(" ".join(told)))


def _worded(columns: Sequence[Column], change: Change) -> Change:
    before, after = (
        table.worded(columns, [row])[0] if row is not None else None for row in (change.before, change.after)
    )
    return Change(change.number, before, after)


def _take_back(
    base: Sequence[Row], rows: Sequence[Row], change: Change, lay: Callable[[Sequence[Row]], None]
) -> None:  # fmt: skip
    lay(merging.without(base, rows, change))
