"""The pieces every page is made of: a figure with takeaway, table twin and downloads; the map with its list."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import address, kept, plain
from dashboard.blocks.table import Table
from dashboard.content.data import editions
from dashboard.content.facts import Facts
from dashboard.content.goal.goal import Line
from dashboard.content.indicator import classes, mapped
from dashboard.content.ranks import FLEET_NOTE, is_fleet
from dashboard.content.reasoning import method_line
from dashboard.content.targets import decided_text, nobody, targets_table
from dashboard.content.values import area_table
from dashboard.figures import maps as shapes
from dashboard.kept import Drawn
from dashboard.screen import choices, session
from dashboard.screen.charts import charts, maps
from dashboard.screen.markup import markup, verdict_markup
from dashboard.workbook import downloads
from malkollen.database.freshness import Freshness
from malkollen.texts.printable import excerpt
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Variant

ESTIMATED = "beräknat ur vanlig eftersläpning"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure(chart: Drawn, takeaway: str, twin: Table, facts: Facts, key: str) -> None:
    """A chart with what it says in text, its table and its files."""
    st.html(markup.paragraph(takeaway, "takeaway"))
    st.plotly_chart(chart, theme=None, config=charts.CONFIG, alt=takeaway, key=f"chart:{key}")
    twin_of(twin, facts, key)


def twin_of(twin: Table, facts: Facts, key: str, label: str = "Visa som tabell och hämta") -> None:
    """The table twin of a chart, folded, with downloads."""
    with st.expander(plain.markdown(label)):
        table(twin, facts, key)


def table(content: Table, facts: Facts, key: str) -> None:
    """A table for reading, with CSV and XLSX."""
    st.html(markup.table(content))
    with st.container(horizontal=True, key=f"files-{key}".replace(":", "-")):
        st.download_button(
            "Hämta CSV",
            lambda: downloads.csv_bytes(content.file),
            plain.file_name(f"{content.name}.csv"),
            "text/csv",
            key=f"csv:{key}",
            on_click="ignore",
        )
        st.download_button(
            "Hämta XLSX",
            lambda: downloads.xlsx_bytes(content.file, data_version=facts.data_version, made=datetime.now(UTC)),
            plain.file_name(f"{content.name}.xlsx"),
            XLSX,
            key=f"xlsx:{key}",
            on_click="ignore",
        )


def goal_map(
    facts: Facts, key: str, year: int, variant: Variant | None, scope: str, name: str, chosen: str | None = None
) -> str | None:
    """The map with its legend; returns the municipality that was clicked."""
    chart = kept.figure(maps.figure, facts, key, year, variant, scope, chosen)
    indicator = facts.indicator(key)
    title = f"{indicator.title} {year}, {indicator.unit}"
    event = st.plotly_chart(
        chart,
        theme=None,
        config=maps.CONFIG,
        on_select="rerun",
        selection_mode="points",
        key=f"map-{shapes.HOME if scope == facts.areas.home.id else scope}-{name}",
        alt=f"Karta: {title}. Samma värden står i tabellen under kartan.",
    )
    if legend := classes.legend(facts, key):
        st.html(markup.legend(legend, title))
    else:
        st.html(markup.paragraph(f"{title}. Cirkelns yta visar antalet.", "caption"))
    if any(is_fleet(facts, key, code) for code in mapped.scope_areas(facts, scope)):
        st.html(markup.paragraph(FLEET_NOTE, "caption"))
    return maps.chosen_code(event)


def map_list(facts: Facts, key: str, year: int, variant: Variant | None, scope: str, name: str) -> None:
    """The map's equal list: every municipality it shows, and the groups around it."""
    areas = [*mapped.scope_areas(facts, scope), facts.areas.home.id, facts.home.county, COUNTRY]
    twin_of(area_table(facts, key, areas, year, variant), facts, f"list:{name}")


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


def since_edition(facts: Facts) -> None:
    """What is another than in the fixed version before: the home's verdicts with why, and everything as tables."""
    found = session.since_edition()
    if found is None:
        return
    st.header("Sedan förra fastställda versionen", anchor=False)
    made = found.edition
    st.html(markup.paragraph(f"{made.name}, {made.meeting} {made.day}: {found.summary}", "takeaway"))
    st.html(markup.notes(found.lines))
    if found.labels.rows:
        twin_of(found.labels, facts, "since-labels", "Alla omdömen som är andra")
    if found.values.rows:
        twin_of(found.values, facts, "since-values", "Alla värden som är andra")


def indicator_line(line: Line) -> None:
    """One indicator in a list: a link, the value, and in small what has changed or what it waits for."""
    with st.container(key=f"line-{line.key}", gap=None):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small", wrap=False
        ):
            if line.list_text:
                st.page_link(
                    "views/priorities.py", label=plain.markdown(line.title), query_params=address.along("priorities")
                )
            else:
                st.page_link(
                    "views/indicator.py",
                    label=plain.markdown(line.title),
                    query_params=address.along("indicator", indikator=line.key),
                )
            st.html(markup.paragraph(line.value, "value"), width="content")
        st.html(markup.paragraph(line.detail, "detail"))
        if line.pace:
            st.html(markup.paragraph(line.pace, "pace"))
        if line.answers:
            st.html(verdict_markup.answers(line.answers) + verdict_markup.reasoning(line.why, method_line()))
        if line.target_text:
            st.html(markup.paragraph(line.target_text, "detail"))


def waiting_line(facts: Facts, key: str) -> None:
    """An indicator that waits: what for, what is needed, what to run."""
    indicator = facts.indicator(key)
    waiting = facts.registry.waiting[facts.registry.waits_for(key) or ""]
    st.html(markup.waiting(indicator.title, indicator.about, waiting.title, waiting.needs, waiting.run))


def targets(facts: Facts, key: str) -> None:
    """An indicator's targets and levels, or in its own words that nobody has decided one."""
    st.header("Målvärde", anchor=False)
    found = facts.registry.targets_of(key)
    if not any(target.transfer in ("direkt", "överförd", "egen") for target in found.values()):
        st.html(markup.paragraph(nobody(facts), "no-target"))
    for target in found.values():
        st.html(markup.target(target, decided_text(facts.home, target), is_past=target.is_past(facts.as_of)))
    if found:
        twin_of(targets_table(facts, found), facts, f"targets-{key}")


def caveats(facts: Facts, key: str) -> None:
    """What a reader must know: the indicator's caveats, its breaks and its sources."""
    breaks = facts.registry.breaks_of(key)
    lines = [*facts.indicator(key).caveats, *(f"Brott {year}: {reason}" for year, reason in breaks.items())]
    st.html(markup.notes(lines))
    for source in facts.sources_of(key):
        with st.expander(
            plain.markdown(f"{source.publisher}: {source.title}, {source.first_year}–{source.latest_year}")
        ):
            source_details(facts, source)


def source_details(facts: Facts, source: Freshness) -> None:
    """A source's whole declaration."""
    st.html(
        markup.definition_rows(
            {
                "Publikation": source.publication,
                "Adress": source.url,
                "Avser": source.reference,
                "År": f"{source.first_year}–{source.latest_year}",
                "Licens": source.licence,
                "Hämtad": source.retrieved,
                "Läst genom": source.retrieved_through,
                "Kommer": source.cadence,
                "Nästa väntas": f"{source.next_expected} ({source.next_expected_from or ESTIMATED})",
                "Bearbetade uppgifter anges": facts.credited([source.attribution]),
                "Rådata anges": source.attribution_raw or source.attribution,
            }
        )
    )
    st.html(markup.notes(source.caveats))
