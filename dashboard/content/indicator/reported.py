"""What reports say of an area beside an indicator: shown as written, with its source; no value comes of it."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection, Sheet
from dashboard.blocks.pieces import Remarks
from dashboard.blocks.table import Record, Table, table
from dashboard.content.facts import Facts
from malkollen.database.beside import Reported
from malkollen.texts.swedish import listed

CONTEXT = (
    "Uppgifterna står som de är skrivna i rapporterna. De gäller olika områden, år och saker, så inget värde räknas ur "
    "dem och indikatorn väntar fortfarande på sina siffror."
)


def sections(facts: Facts, key: str) -> list[PageSection]:
    """What reports say for an indicator that waits; nothing where none does."""
    rows = [row for row in facts.beside.reported if row.indicator == key and row.area in facts.areas.by_id]
    if not rows:
        return []
    caveats = tuple(caveat for source in facts.sources if source.source in _ids(rows) for caveat in source.caveats)
    shown = Sheet(reported_table(facts, rows), "reported")
    return [PageSection("Det som rapporter säger", [Text(CONTEXT), shown, Remarks(caveats)])]


def reported_table(facts: Facts, rows: list[Reported]) -> Table:
    """The rows, latest year first, each with what it cites."""
    records: list[Record] = [
        {
            "Område": facts.areas.name(row.area),
            "År": str(row.year),
            "Uppgift": row.subject,
            "Värde": f"{row.value} {row.unit}",
            "Källa": row.cited,
            "Anteckning": row.note,
        }
        for row in rows
    ]
    names = [source.attribution.removeprefix("Källa: ") for source in facts.sources if source.source in _ids(rows)]
    title = facts.indicator(rows[0].indicator).title
    return table(
        f"{title}: vad rapporter säger", f"malkollen_rapporter_{rows[0].indicator}", records, f"Källa: {listed(names)}"
    )


def _ids(rows: list[Reported]) -> set[str]:
    return {row.source for row in rows}
