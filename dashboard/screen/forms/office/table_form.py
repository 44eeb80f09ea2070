"""A list of the office's that is filled in as a table: edited cell by cell, checked as it is typed, saved whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import address, plain
from dashboard.content.goal.draft import REVIEWED
from dashboard.content.office import unsaved as texts
from dashboard.screen.forms import cells, outcome, unsaved_form
from dashboard.screen.forms.office import changes_form, signed
from dashboard.screen.markup import markup
from malkollen.errors import EntryError
from malkollen.office.access import Person
from malkollen.office.room.unsaved import Unsaved
from malkollen.office.tables import merging, table
from malkollen.office.tables.table import CellFault, Column, Row, Sheet
from malkollen.texts.swedish import at_time

MOST_SAID = 20
EMPTY_ROWS, FEW_EMPTY, FEW_HIGH = 10, 5, 3
"""Empty rows that a table begins with, as few as more are offered at, and that one of high rows begins with."""
UNDO, UNDONE = "Ångra senaste sparningen", "Ångrat: det som låg där före den senaste sparningen gäller igen."
REPEAT, REPEATED = "Gör om den ångrade sparningen", "Gjort om: det som ångrades gäller igen."
MORE = "Fler tomma rader"


@dataclass(frozen=True)
class Filled:
    """A table and what is done with it.

    Attributes:
        key: tells it from others. read: the file as it lies now. check: the faults of rows.
        save: keeps rows, as whoever pressed, from the fingerprint that was read; the faults that hindered it.
        label: of the button that saves; saved: what is said when it has.
        path: of the file, whose last save can be taken back; None where it is only sent on: what was typed then stays.
        after: what else a save has done, said with it.
        beside: shows what else is said of the rows as they are typed, which hinders nothing.
        prefilled: rows that are begun for whoever fills in the table; as they are they count as empty.
    """

    key: str
    read: Callable[[], Sheet]
    check: Callable[[Sequence[Row]], list[CellFault]]
    save: Callable[[Sequence[Row], str, Person], list[CellFault]]
    label: str
    saved: str
    path: Path | None = None
    prefilled: tuple[Row, ...] = ()
    after: Callable[[], str] | None = None
    beside: Callable[[Sequence[Row]], object] | None = None

    def typed(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that somebody has written something in."""
        return [row for row in table.filled(rows) if row not in self.prefilled]


def show(one: Filled, person: Person) -> None:
    """The table as it was opened, with what has been typed since, its faults and the button that saves.

    What comes and goes stands below the table: a table that moves while somebody writes in it loses its cell.
    """
    opened: Sheet = st.session_state.setdefault(_key(one, "opened"), one.read())
    told = partial(changes_form.offered, opened.columns)
    unsaved_form.offer(one.key, partial(_go_on, one), one.read().rows, told)
    rows = _edited(one, opened)
    faults = one.check(rows) if one.typed(rows) else []
    is_unsaved = one.typed(rows) != [*opened.rows]
    with st.container():  # always there: a button that gets another place as this comes and goes loses its focus
        if is_unsaved:
            is_kept = unsaved_form.keep(one.key, one.typed(rows), opened.rows, opened.fingerprint)
            said = (texts.UNSAVED if one.path else texts.UNSENT) if is_kept else texts.UNKEPT
            st.html(markup.paragraph(said, "caption"))
            changes_form.show(one.key, opened.columns, opened.rows, rows, one.typed, partial(_lay_anew, one, opened))
            changes_form.show_twice(one.key, rows)
        else:
            unsaved_form.let_go(one.key)
        if one.beside:
            one.beside(rows)
        if faults and not signed.is_refused("filling"):  # the refusal says the same, at the button
            st.html(markup.notes(tuple(fault.line() for fault in faults[:MOST_SAID])))
    signed.ask(person, "filling")
    _buttons(one, rows, opened, is_unsaved=is_unsaved)
    if one.path and not is_unsaved and (line := table.in_the_way(one.path)):
        st.html(markup.paragraph(texts.in_the_way(line), "caption"))
        st.page_link(
            "views/priorities.py",
            label=texts.TO_DRAFT,
            query_params=address.along("priorities", **{address.PART: REVIEWED}),
            icon=":material/arrow_forward:",
        )
    _meanwhile(one, rows, opened, is_unsaved=is_unsaved)
    signed.say("filling")


def _edited(one: Filled, opened: Sheet) -> list[dict[str, str]]:
    """The rows as they are typed, numbered as the faults count them."""
    base = _base(one, opened)
    st.html(markup.paragraph(texts.how(opened.columns), "caption mk-on-wide"))
    st.html(markup.paragraph(texts.on_a_phone(base), "caption mk-on-phone"))
    frame = pd.DataFrame(base, columns=[column.name for column in opened.columns], dtype="string").fillna("")
    frame.index = pd.Index([str(number) for number in range(1, len(base) + 1)])
    each, wide = cells.row_height(opened.columns, base), cells.widths(opened.columns, base)
    edited = st.data_editor(
        frame, key=_editor(one), num_rows="delete", hide_index=False, width="stretch", placeholder=" ",
        height=cells.height(len(base), each), row_height=each,
        column_config={"_index": st.column_config.TextColumn("Rad", width=cells.ROW_NUMBER, disabled=True)}
        | {column.name: cells.config(column, wide[column.name]) for column in opened.columns},
    )  # fmt: skip
    rows = _rows(edited)
    st.session_state[_key(one, "rows")] = rows
    _whole(one, opened.columns, rows, wide)
    return rows


def _whole(one: Filled, columns: Sequence[Column], rows: Sequence[Row], wide: Mapping[str, int]) -> None:
    """Every text that is longer than its cell, to be read; always in the same place, as what comes and goes is."""
    with st.container():
        if told := tuple(cells.cut(columns, rows, wide)):
            with st.expander(texts.WHOLE, key=_key(one, "whole")):
                st.html(markup.notes(told))


def _buttons(one: Filled, rows: list[dict[str, str]], opened: Sheet, *, is_unsaved: bool) -> None:
    """Save, and what can be thrown away, taken back or done again. Not in callbacks: those have not the last cell."""
    with st.container(horizontal=True):
        if st.button(plain.markdown(one.label), key=_key(one, "save")):
            _save(one, rows, opened)
            st.rerun()
        if is_unsaved:
            st.button(texts.DROP, on_click=_drop, args=(one,), key=_key(one, "drop"))
        elif one.path:
            _steps(one, one.path, opened.fingerprint)
        if _key(one, "dropped") in st.session_state:
            st.button(texts.TAKE_BACK, on_click=_take_back, args=(one,), key=_key(one, "take-back"))
        empty = len(rows) - len(one.typed(rows))
        if empty < FEW_EMPTY and st.button(MORE, key=_key(one, "more")):
            _lay_anew(one, opened, rows, EMPTY_ROWS)
            st.rerun()


def _steps(one: Filled, path: Path, seen: str) -> None:
    """The last save, to be taken back, and the last that was taken back, to be done again."""
    steps = ((UNDO, table.undoable(path), table.undo, UNDONE), (REPEAT, table.repeatable(path), table.repeat, REPEATED))
    for label, step, act, done in steps:
        if step:
            name = "undo" if act is table.undo else "repeat"
            when = at_time(step.line.at) if act is table.undo else f"ångrad {at_time(step.line.at)}"
            told = f"{label} ({when}, {step.line.who or 'kansliet'})"
            st.button(
                plain.markdown(told),
                on_click=_step,
                args=(one, partial(act, path, seen), done, (name, seen)),
                key=_key(one, name),
            )
            if act is table.undo and step.line.words:
                st.html(markup.paragraph(texts.taken_back(step.line.words), "caption"))


def _meanwhile(one: Filled, rows: list[dict[str, str]], opened: Sheet, *, is_unsaved: bool) -> None:
    """What somebody else has saved since the table was opened, beside what is typed here; nothing goes by itself."""
    now = one.read()
    if now.fingerprint == opened.fingerprint:
        return
    last = table.last_written(one.path) if one.path else None
    typed = one.typed(rows)
    if not is_unsaved or merging.is_in(opened.rows, typed, now.rows):  # also where all that was typed lies there now
        if [*now.rows] != typed:
            signed.tell("filling", changes_form.changed(last, is_mine=False))
        _open_anew(one)
        st.rerun()
    changes_form.clash(opened.columns, opened.rows, now.rows, typed, last)
    with st.container(horizontal=True):
        if st.button(texts.LAY, key=_key(one, "lay")):
            changes_form.lay_twice(one.key, merging.twice(opened.rows, typed, now.rows), last)
            _lay_on_top(one, typed, opened, now)
            st.rerun()
        st.button(texts.LET_GO, on_click=_drop, args=(one,), key=_key(one, "let-go"))


def _rows(edited: pd.DataFrame) -> list[dict[str, str]]:
    """What the table holds, an empty cell as an empty text."""
    return [
        {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}
        for row in edited.to_dict(orient="records")
    ]


def _save(one: Filled, rows: list[dict[str, str]], opened: Sheet) -> None:
    if one.path and opened.rows and one.typed(rows) == [*opened.rows] and not one.check(rows):
        signed.tell("filling", outcome.Idle(texts.NOTHING))
        return

    def save(person: Person) -> None:
        if not one.typed(rows) and not opened.rows:
            raise EntryError(["Fyll i minst en rad."])
        if faults := one.save(rows, opened.fingerprint, person):
            raise EntryError([fault.line() for fault in faults[:MOST_SAID]])

    if signed.act("filling", save, one.saved) and one.path:
        if one.after:
            signed.tell("filling", f"{one.saved} {one.after()}".strip())
        _open_anew(one)
    elif not signed.is_refused("filling"):  # what was refused stands on the rows that the faults tell of
        _lay_anew(one, opened, rows)


def _step(one: Filled, act: Callable[[Person], None], done: str, press: tuple[str, str]) -> None:
    if signed.act("filling", act, done, press=press):
        _open_anew(one)


def _lay_on_top(one: Filled, typed: Sequence[Row], opened: Sheet, now: Sheet) -> None:
    st.session_state[_key(one, "opened")] = now
    _lay_anew(one, now, merging.laid_on_top(opened.rows, typed, now.rows))
    signed.tell("filling", texts.LAID)


def _drop(one: Filled) -> None:
    """Shows the file as it lies; what was typed can be taken back while the page is open."""
    _put_away(one)
    _open_anew(one)
    signed.tell("filling", texts.DROPPED)


def _put_away(one: Filled) -> None:
    opened, rows = (st.session_state.get(_key(one, name)) for name in ("opened", "rows"))
    if opened and rows and one.typed(rows) != [*opened.rows]:
        st.session_state[_key(one, "dropped")] = (opened, rows)


def _take_back(one: Filled) -> None:
    opened, rows = st.session_state.pop(_key(one, "dropped"))
    _put_away(one)
    st.session_state[_key(one, "opened")] = opened
    _lay_anew(one, opened, rows)


def _go_on(one: Filled, kept: Unsaved) -> None:
    """Begins where somebody left: also with what lay there then, so that what others have saved since is told."""
    _put_away(one)
    now = one.read()
    opened = replace(now, rows=kept.base, fingerprint=kept.seen)
    st.session_state[_key(one, "opened")] = opened
    _lay_anew(one, opened, list(kept.rows))


def _open_anew(one: Filled) -> None:
    """Shows the file as it lies; what was typed goes."""
    for name in ("opened", "base", "rows"):
        st.session_state.pop(_key(one, name), None)
    unsaved_form.let_go(one.key)
    _turn(one)


def _base(one: Filled, opened: Sheet) -> list[dict[str, str]]:
    """The rows that the editor begins with: those of the file, or what was typed when another list was looked at."""
    base = st.session_state.setdefault(_key(one, "base"), _with_empty(one, opened.rows, opened))
    rows: list[dict[str, str]] = st.session_state.get(_key(one, "rows"), base)
    if rows != base and _editor(one) not in st.session_state:
        _lay_anew(one, opened, rows)
    return st.session_state[_key(one, "base")]  # type: ignore[no-any-return]


def _lay_anew(one: Filled, opened: Sheet, rows: Sequence[Row], more: int = 0) -> None:
    """Begins a new editor with what has been typed. more: as `_with_empty`."""
    st.session_state[_key(one, "base")] = _with_empty(one, one.typed(rows), opened, more)
    st.session_state[_key(one, "rows")] = st.session_state[_key(one, "base")]
    _turn(one)


def _with_empty(one: Filled, rows: Sequence[Row], opened: Sheet, more: int = 0) -> list[dict[str, str]]:
    """Rows, those that are begun and not gone on with, and some empty ones; there is none beyond to write in.

    All rows are as high as the longest text: of high ones there are few empty. more: as many as are asked for.
    """
    new = [row for row in rows if row not in opened.rows]
    begun = [row for row in one.prefilled if not any({*table.cells(row)} <= {*table.cells(mine)} for mine in new)]
    kept = [*map(dict, rows), *map(dict, begun)]
    count = more or (FEW_HIGH if cells.row_height(opened.columns, kept) > cells.ROW else EMPTY_ROWS)
    return [*kept, *({column.name: "" for column in opened.columns} for _ in range(count))]


def _turn(one: Filled) -> None:
    st.session_state[_key(one, "turn")] = st.session_state.get(_key(one, "turn"), 0) + 1


def _editor(one: Filled) -> str:
    return f"{_key(one, 'editor')}:{st.session_state.get(_key(one, 'turn'), 0)}"


def _key(one: Filled, name: str) -> str:
    return f"filling:{one.key}:{name}"
