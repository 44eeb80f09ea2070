"""What the page Data och källor says: freshness, gaps, what waits, fleets."""

from dashboard.content.facts import Facts
from dashboard.content.table import Cell, Column, Number, Table
from malkollen.areas import COUNTRY
from malkollen.freshness import Freshness
from malkollen.swedish import listed, spans


def state(source: Freshness) -> str:
    """Whether a source is in time, in a word."""
    return "för gammal för att bedömas" if source.is_stale else "försenad" if source.is_late else "i tid"


def freshness_table(facts: Facts) -> Table:
    """Every source: period, retrieved, next expected, state."""
    rows: list[list[Cell]] = [
        [
            source.publisher,
            source.title,
            f"{source.first_year}–{source.latest_year}",
            source.reference,
            source.retrieved,
            source.next_expected.isoformat() + ("" if source.next_expected_from else " (beräknat)"),
            state(source),
            source.licence,
            source.url,
        ]
        for source in facts.sources
    ]
    columns = (
        Column("Utgivare"), Column("Statistik"), Column("Period"), Column("Avser"), Column("Hämtad"), Column("Nästa väntas"),
        Column("Läge"), Column("Licens", is_on_screen=False), Column("Adress", is_on_screen=False),
    )  # fmt: skip
    notes = ("Beräknat: sista referensåret plus ett år plus utgivarens vanliga eftersläpning.",)
    return Table("Hur färska siffrorna är", f"malkollen_kallor_{facts.data_version}", columns, rows, "Målkollen", notes)


def late_text(facts: Facts) -> str:
    """One sentence about freshness for the first page."""
    late = [source for source in facts.sources if source.is_late]
    if not late:
        return f"Alla {len(facts.sources)} källor är i tid."
    names = listed(f"{source.title.lower()} ({source.latest_year})" for source in late)
    word = "källa är försenad" if len(late) == 1 else "källor är försenade"
    return f"{len(late)} av {len(facts.sources)} {word}: {names}."


def gaps_table(facts: Facts) -> Table:
    """Every measure with years missing or with fewer than the 290 municipalities."""
    publishers = {source.source: source.publisher for source in facts.sources}
    rows: list[list[Cell]] = [
        [
            facts.registry.measures[gap.measure].title,
            publishers[gap.source],
            spans(gap.missing) or "–",
            f"{spans(gap.partial)} ({gap.fewest} kommuner)" if gap.partial else "–",
        ]
        for gap in facts.gaps
    ]
    columns = tuple(map(Column, ("Grunduppgift", "Utgivare", "År som saknas", "År med färre än 290 kommuner")))
    return Table("Luckor i siffrorna", f"malkollen_luckor_{facts.data_version}", columns, rows, "Målkollen", ("Luckor fylls aldrig i.",))


def waiting_table(facts: Facts) -> Table:
    """The indicators that wait, for what, and what to run once it is there."""
    rows: list[list[Cell]] = []
    for key, indicator in facts.registry.indicators.items():
        if source := facts.registry.waits_for(key):
            waiting = facts.registry.waiting[source]
            rows.append([indicator.code, indicator.title, waiting.title, waiting.needs, waiting.run])
    columns = tuple(map(Column, ("Kod", "Indikator", "Väntar på", "Det här behövs", "Kommando när källan finns")))
    return Table("Indikatorer som väntar på sin källa", f"malkollen_vantar_{facts.data_version}", columns, rows, "Målkollen")


def fleets_table(facts: Facts) -> Table:
    """The fleet municipalities of the latest window, with the reason for each."""
    key = next(key for key, i in facts.registry.indicators.items() if i.has_fleet_variants and facts.is_computed(key))
    found = facts.evaluation(key).fleets
    rows: list[list[Cell]] = []
    years: tuple[int, ...] = ()
    if found:
        years = found.skipped
        rows = [[code, facts.areas.name(code), "; ".join(found.reasons[code])] for code in facts.areas.sorted(found.reasons)]
    note = (f"Ägaruppgifter saknas för {spans(years)}; de åren har hoppats över.",) if years else ()
    period = f"{found.first_year}–{found.last_year}" if found else ""
    columns = tuple(map(Column, ("Kod", "Kommun", "Skäl")))
    return Table(f"Vagnparkskommuner {period}", f"malkollen_vagnparker_{facts.data_version}", columns, rows, "Källa: Trafikanalys, bearbetning: Södertörns kansli", note)


def published_table(facts: Facts) -> Table:
    """Riket as published beside riket as computed, where both exist: the check anyone can make."""
    rows: list[list[Cell]] = []
    for key in facts.registry.computed():
        indicator = facts.indicator(key)
        if not indicator.published_series:
            continue
        for year, published in sorted(facts.published.get((indicator.published_series, COUNTRY), {}).items()):
            computed = facts.evaluation(key).at(COUNTRY, year).value
            if computed is not None:
                decimals = indicator.decimals + 1
                difference = Number(computed - published, decimals, is_difference=True)
                rows.append([indicator.title, str(year), Number(published, decimals), Number(computed, decimals), difference])
    columns = tuple(map(Column, ("Indikator", "År", "Riket som publicerat", "Riket som beräknat här", "Skillnad")))
    return Table("Beräknat mot publicerat", f"malkollen_kontroll_{facts.data_version}", columns, rows, "Källa: Kolada; bearbetning: Södertörns kansli")
