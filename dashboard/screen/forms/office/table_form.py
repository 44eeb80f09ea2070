"""A list of the office's that is filled in as a table: edited cell by cell, checked as it is typed, saved whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import plain
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from malkollen.errors import EntryError
from malkollen.office.access import Person
from malkollen.office.tables import table
from malkollen.office.tables.table import CellFault, Column, Row, Sheet
from malkollen.texts.swedish import listed

MOST_SAID = 20
EMPTY_ROWS = 10
UNDO, UNDONE = "Ångra senaste sparningen", "Det som låg där före den senaste sparningen gäller igen."
DROP = "Släng det osparade"
CHANGED = "Filen har ändrats sedan du öppnade den. Det du sparar härifrån tas inte emot: öppna den på nytt."
UNSAVED = "Du har osparade ändringar. De ligger kvar medan du ser på annat här, tills du stänger sidan."
HOW = "Skriv i cellerna. Ny rad: skriv på en tom rad. Ta bort: markera raden och tryck Delete."

CHOSEN = "ställ dig i cellen och tryck Retur. Det som inte finns i listan tas inte emot."


@dataclass(frozen=True)
class Filled:
    """A table and what is done with it.

    Attributes:
        key: tells it from others. read: the file as it lies now. check: the faults of rows.
        save: keeps rows, as whoever pressed, from the fingerprint that was read; the faults that hindered it.
        label: of the button that saves; saved: what is said when it has.
        path: of the file, whose last save can be taken back; None where it is only sent on: what was typed then stays.
    """

    key: str
    read: Callable[[], Sheet]
    check: Callable[[Sequence[Row]], list[CellFault]]
    save: Callable[[Sequence[Row], str, Person], list[CellFault]]
    label: str
    saved: str
    path: Path | None = None


def show(one: Filled) -> None:
    """The table as it was opened, with what has been typed since, its faults and the button that saves.

    What comes and goes stands below the table: a table that moves while somebody writes in it loses its cell.
    """
    opened: Sheet = st.session_state.setdefault(_key(one, "opened"), one.read())
    base = _base(one, opened)
    st.html(markup.paragraph(_how(opened.columns), "caption"))
    frame = pd.DataFrame(base, columns=[column.name for column in opened.columns], dtype="string").fillna("")
    edited = st.data_editor(
        frame, key=_editor(one), num_rows="dynamic", hide_index=True, width="stretch", placeholder=" ",
        column_config={column.name: _config(column) for column in opened.columns},
    )  # fmt: skip
    rows = _rows(edited)
    st.session_state[_key(one, "rows")] = rows
    faults = one.check(rows) if table.filled(rows) else []
    is_unsaved = table.filled(rows) != [*opened.rows]
    with st.container():  # always there: a button that gets another place as this comes and goes loses its focus
        if is_unsaved:
            st.html(markup.paragraph(UNSAVED, "caption"))
        if faults and not signed.is_refused("filling"):  # the refusal says the same, at the button
            st.html(markup.notes(tuple(fault.line() for fault in faults[:MOST_SAID])))
    with st.container(horizontal=True):
        if st.button(plain.markdown(one.label), key=_key(one, "save")):  # no callback: that has not the last cell
            _save(one, rows, opened)
            st.rerun()
        if is_unsaved:
            st.button(DROP, on_click=_open_anew, args=(one,), key=_key(one, "drop"))
        elif one.path and (last := table.undoable(one.path)):
            label = f"{UNDO} ({last.line.at.astimezone():%Y-%m-%d %H:%M}, {last.line.who or 'kansliet'})"
            st.button(
                plain.markdown(label), on_click=_undo, args=(one, one.path, opened.fingerprint), key=_key(one, "undo")
            )
    now = one.read()
    if now.fingerprint != opened.fingerprint and table.filled(rows) == [*now.rows]:
        _open_anew(one)  # what was typed here is what lies there now
        st.rerun()
    if now.fingerprint != opened.fingerprint:
        st.warning(CHANGED)
        st.button("Öppna den på nytt", on_click=_open_anew, args=(one,), key=_key(one, "again"))
    signed.say("filling")


def _how(columns: Sequence[Column]) -> str:
    """How one writes in the table, and which cells are chosen: it takes nothing else there, and does not say so."""
    chosen = [column.title for column in columns if column.choices is not None]
    return f"{HOW} {listed(chosen)} väljs i en lista: {CHOSEN}" if chosen else HOW


def _config(column: Column) -> ColumnConfig:
    if column.choices is not None:
        words = dict(column.choices)
        return st.column_config.SelectboxColumn(
            column.title, help=column.help, options=[*words], format_func=lambda key: words.get(str(key), str(key))
        )
    return st.column_config.TextColumn(column.title, help=column.help)


def _rows(edited: pd.DataFrame) -> list[dict[str, str]]:
    """What the table holds, an empty cell as an empty text."""
    return [
        {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}
        for row in edited.to_dict(orient="records")
    ]


def _save(one: Filled, rows: list[dict[str, str]], opened: Sheet) -> None:
    def save(person: Person) -> None:
        if not table.filled(rows) and not opened.rows:
            raise EntryError(["Fyll i minst en rad."])
        if faults := one.save(rows, opened.fingerprint, person):
            raise EntryError([fault.line() for fault in faults[:MOST_SAID]])

    if signed.act("filling", save, one.saved) and one.path:
        _open_anew(one)
    else:
        _lay_anew(one, rows, opened)


def _undo(one: Filled, path: Path, seen: str) -> None:
    if signed.act("filling", lambda person: table.undo(path, seen, person), UNDONE):
        _open_anew(one)


def _open_anew(one: Filled) -> None:
    """Shows the file as it lies; what was typed goes."""
    for name in ("opened", "base", "rows"):
        st.session_state.pop(_key(one, name), None)
    _turn(one)


def _base(one: Filled, opened: Sheet) -> list[dict[str, str]]:
    """The rows that the editor begins with: those of the file, or what was typed when another list was looked at."""
    base = st.session_state.setdefault(_key(one, "base"), _with_empty(opened.rows, opened.columns))
    rows: list[dict[str, str]] = st.session_state.get(_key(one, "rows"), base)
    if rows != base and _editor(one) not in st.session_state:
        _lay_anew(one, rows, opened)
    return st.session_state[_key(one, "base")]  # type: ignore[no-any-return]


def _lay_anew(one: Filled, rows: list[dict[str, str]], opened: Sheet) -> None:
    """Begins a new editor with what has been typed."""
    st.session_state[_key(one, "base")] = _with_empty(table.filled(rows), opened.columns)
    _turn(one)


def _with_empty(rows: Sequence[Row], columns: Sequence[Column]) -> list[dict[str, str]]:
    """Rows and some empty ones to go on in: the editor's own last row, left and come back to, mixes up rows."""
    return [*map(dict, rows), *({column.name: "" for column in columns} for _ in range(EMPTY_ROWS))]


def _turn(one: Filled) -> None:
    st.session_state[_key(one, "turn")] = st.session_state.get(_key(one, "turn"), 0) + 1


def _editor(one: Filled) -> str:
    return f"{_key(one, 'editor')}:{st.session_state.get(_key(one, 'turn'), 0)}"


def _key(one: Filled, name: str) -> str:
    return f"filling:{one.key}:{name}"
