"""A template that is filled in on the screen: sent to be read in, and its faults told at the rows they are in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.blocks.page import Link, Links, PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import filled, reading, standing, unsaved
from dashboard.screen import choices
from dashboard.screen.forms.office import progress_form, table_form
from dashboard.screen.forms.office.table_form import Filled
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.errors import ConflictError
from malkollen.office.access import Person
from malkollen.office.room import inbox, proposal as papers, work
from malkollen.office.room.work import Work
from malkollen.office.tables import table, templates
from malkollen.office.tables.table import CellFault, Row

WAY = Link("Se vad som skulle ändras, och svara", "office", ((standing.ROOM, standing.READ_IN),))


def show(facts: Facts, person: Person) -> None:
    """Which template, its table, and how it went when it was last sent."""
    known, data = templates.names(), storage.data_folder()
    name = choices.Choice(filled.TEMPLATE, [*known], next(iter(known)), st.selectbox, "Mall", known.__getitem__).ask()
    if about := filled.about(facts, name, templates.read(data, name).rows):
        st.html(markup.paragraph(about, "caption"))
    table_form.show(_filled(facts, data, name), person)
    now = work.read(data)
    if now is None or not now.what.startswith(f"{filled.READS} {known[name]}"):
        return
    if now.is_running:
        progress_form.follow(data)
    elif now.state == "done" and papers.read(data):
        st.success(filled.READ)
        shown(facts, [PageSection("", [Links((WAY,), "mk-office-answer")])])
    elif now.state == "failed":
        _failed(facts, name, now)
    elif now.state == "broken":
        shown(facts, [PageSection("", reading.outcome(facts, now))])


def _failed(facts: Facts, name: str, now: Work) -> None:
    """What was wrong, by the rows of the table; what is said of no row as it is said elsewhere."""
    of_rows = templates.faults(name, now.reason)
    if not of_rows:
        shown(facts, [PageSection("", reading.outcome(facts, now))])
        return
    st.error(plain.markdown(filled.failed(now, len(of_rows))))
    st.html(markup.notes(tuple(fault.line() for fault in of_rows[: table_form.MOST_SAID])))


def _filled(facts: Facts, data: Path, name: str) -> Filled:
    begun = templates.begun(name, [facts.areas.name(code) for code in facts.areas.home_members])

    def send(rows: Sequence[Row], _seen: str, person: Person) -> list[CellFault]:
        typed = [row for row in table.filled(rows) if row not in begun]
        if not typed:
            return [CellFault(0, "", "Fyll i minst en rad.")]
        path = inbox.lay(data, person, f"{templates.called(name)}.csv", templates.written(name, typed))
        try:
            work.start(data, person, f"{filled.READS} {path.name}", ["proposal", "make", f"--from={path}", name])
        except ConflictError as error:
            raise ConflictError(f"{error} {filled.waits(path.name)}") from None
        return []

    return Filled(
        unsaved.of_template(name), partial(templates.read, data, name), lambda _rows: [], send,
        "Läs in och visa vad som skulle ändras", filled.SENT, prefilled=begun,
    )  # fmt: skip
