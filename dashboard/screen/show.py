"""The pieces every page is made of: a figure with takeaway, table twin and downloads; the map with its list."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import address, plain
from dashboard.blocks.table import Table
from dashboard.content.data import editions
from dashboard.content.facts import Facts
from dashboard.screen import choices, session
from dashboard.screen.markup import markup
from dashboard.workbook import downloads
from malkollen.texts.printable import excerpt

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def twin_of(twin: Table, facts: Facts, key: str, label: str = "Visa som tabell och hämta") -> None:
    """The table twin of a chart, folded, with downloads."""
    with st.expander(plain.markdown(label)):
        table(twin, facts, key)


def table(content: Table, facts: Facts, key: str) -> None:
    """A table for reading, with CSV and XLSX."""
    st.html(markup.table(content))
    with st.container(horizontal=True, key=f"files-{key}".replace(":", "-")):
        csv(content, "Hämta CSV", f"csv:{key}")
        st.download_button(
            "Hämta XLSX",
            lambda: downloads.xlsx_bytes(content.file, data_version=facts.data_version, made=datetime.now(UTC)),
            plain.file_name(f"{content.name}.xlsx"),
            XLSX,
            key=f"xlsx:{key}",
            on_click="ignore",
        )


def csv(content: Table, label: str, key: str) -> None:
    """A button for a table's CSV."""
    name = plain.file_name(f"{content.name}.csv")
    st.download_button(
        plain.markdown(label), lambda: downloads.csv_bytes(content.file), name, "text/csv", key=key, on_click="ignore"
    )


def version_notice(facts: Facts) -> None:
    """Says so when a link was made with other data than is shown now."""
    older = choices.pin_version(facts.data_version)
    if older:
        address.run().notices.append(
            f"Länken gjordes med dataversion {excerpt(older, plain.NOTICE)}. Nu visas {facts.data_version}: "
            "siffror kan ha reviderats sedan dess."
        )


def edition_banner(facts: Facts) -> None:
    """Says that a fixed version is shown, and the way back to what holds now."""
    text = editions.banner(facts)
    if text is None:
        return
    with st.container(key="mk-edition", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(markup.paragraph(text, "edition"))
        st.button("Visa det som gäller nu", on_click=session.leave_edition, width="content")
    if differing := session.edition_differs():
        st.warning(plain.markdown(differing))


def edition_values() -> None:
    """The values of a fixed version that this program cannot open otherwise."""
    if found := session.edition_values():
        st.header("Värdena i den fastställda versionen", anchor=False)
        st.html(markup.table(found))
        st.download_button("Hämta CSV", downloads.csv_bytes(found), plain.file_name(f"{found.name}.csv"), "text/csv")
