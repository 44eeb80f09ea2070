"""A table with its files, open or folded, and a file that is handed over alone."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import plain
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.screen.markup import markup
from dashboard.workbook import downloads

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def twin_of(twin: Table, facts: Facts, key: str, label: str = "Visa som tabell och hämta") -> None:
    """The table twin of a chart, folded, with downloads."""
    with st.expander(plain.markdown(label)):
        table(twin, facts, key)


def table(content: Table, facts: Facts, key: str) -> None:
    """A table for reading, with CSV and XLSX."""
    st.html(markup.table(content))
    handed_over(content, facts, key)


def handed_over(content: Table, facts: Facts, key: str) -> None:
    """A table's files alone: CSV and XLSX."""
    with st.container(horizontal=True, key=f"files-{key}".replace(":", "-")):
        csv(content, "Hämta CSV", f"csv:{key}")
        st.download_button(
            "Hämta XLSX",
            lambda: downloads.xlsx_bytes(content.file, data_version=facts.data_version, made_at=datetime.now(UTC)),
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
