"""What is known beside an indicator's own figures: what reports say, as written, and which measure lies nearest.

No value comes of what reports say.
"""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Link, PageSection, Sheet
from dashboard.blocks.table import Cited, Record, Table, table
from dashboard.content.answers import answers, hedges
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import decimals, figure, plain, valued
from dashboard.content.facts import Facts
from dashboard.content.ranks import is_fleet
from malkollen.database.beside import Reported
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, unnamed

CONTEXT = (
    "Rapporterna säger annat än det här måttet. Uppgifterna gäller olika områden, år och saker, står som de är skrivna "
    "och räknas inte om till måttet."
)
SHOWN = "Visa vad rapporterna säger och hämta"
NONE = "Inget mått som ligger nära har siffror."


def sections(facts: Facts, key: str) -> list[PageSection]:
    """What reports say for an indicator that waits; nothing where none does."""
    rows = of(facts, key)
    if not rows:
        return []
    caveats = [caveat for source in facts.sources if source.source in _ids(rows) for caveat in source.caveats]
    shown = Sheet(reported_table(facts, rows), "reported", folded=SHOWN)
    return [PageSection("Det som rapporter säger", [*map(Text, caveats), Text(CONTEXT), shown])]


def of(facts: Facts, key: str) -> list[Reported]:
    """What reports say of an indicator in areas that are known, latest year first."""
    return [row for row in facts.beside.reported if row.indicator == key and row.area in facts.areas.by_id]


def reported_table(facts: Facts, rows: list[Reported]) -> Table:
    """The rows, latest year first, each with what it cites."""
    records: list[Record] = [
        {
            "Uppgift": row.subject,
            "Område": facts.areas.name(row.area),
            "År": str(row.year),
            "Värde": f"{row.value} {row.unit}",
            "Källa": Cited(row.cited),
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


def near(facts: Facts, key: str) -> str | None:
    """The declared indicator that lies nearest one that waits; None where none is declared or it waits too."""
    declared = facts.indicator(key).nearest
    return declared if declared and facts.is_computed(declared) else None


def named(facts: Facts, key: str) -> str:
    """Which measure lies nearest, where the reader has its figures in sight; empty without one."""
    found = near(facts, key)
    return f"Närmast ligger {plain(facts.indicator(found))}." if found else ""


def instead(facts: Facts, key: str, area: str | None = None) -> str:
    """What is known instead of the figures that are missing, in a sentence or two; area: of the home group without."""
    told = [_reported(facts, key), _measured(facts, key, area or facts.areas.home.id)]
    return " ".join(filter(None, told)) or NONE


def way(facts: Facts, key: str, area: str) -> list[Link]:
    """The way to the measure that lies nearest, in an area."""
    found = near(facts, key)
    if found is None:
        return []
    chosen = (("indikator", found), ("omrade", "" if area == facts.areas.home.id else area), ("ar", ""))
    return [Link(capital(plain(facts.indicator(found))), "indicator", chosen)]


def _reported(facts: Facts, key: str) -> str:
    """The latest that reports say; the rest stands in their table."""
    rows = of(facts, key)
    if not rows:
        return ""
    last = rows[0]
    area, subject = facts.areas.name(last.area), inside(last.subject)
    return f"Senast känt ur rapporter: {area} {last.year}, {subject}, {last.value} {last.unit}."


def _measured(facts: Facts, key: str, area: str) -> str:
    """The measure that lies nearest in an area; in the home group where the area has none, or it says little there."""
    found, home = near(facts, key), facts.areas.home.id
    if found is None:
        return ""
    indicator, value = facts.indicator(found), facts.evaluation(found).latest(area)
    if area != home and is_fleet(facts, found, area):
        why = sentence(hedges.fleets(answers.basis(facts), area, [indicator]))
        return f"{why} {_measured(facts, key, home)}"
    if value.value is None and area != home:
        return _measured(facts, key, home)
    if value.value is None:
        return f"Närmast ligger {plain(indicator)}, som visas kommun för kommun."
    places, ours = decimals(indicator, [value.value]), facts.evaluation(found).at(home, value.year).value
    told = valued(indicator, value.value, value.year, places)
    where = facts.home.at if area == home else f"i {unnamed(facts.areas.name(area))}"
    homes = "" if area == home or ours is None else f"; {facts.home.at} {figure(indicator, ours, places)}"
    return f"Närmast ligger ett annat mått: {told}, {where}{homes}."
