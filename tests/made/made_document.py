"""Documents of real facts with every kind of block, for the tests of the writers."""

from datetime import UTC, datetime
from typing import Literal

from dashboard.blocks.blocks import Answers, Block, Bullets, Figure, Pairs, Section, Tabular, Text, ToWrite, Word
from dashboard.blocks.drawing import Map
from dashboard.content import verdict
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes, indicator, mapped, spread
from dashboard.content.indicator.case import Case
from dashboard.content.text import short_amount
from dashboard.documents.document import Document
from dashboard.figures.maps import class_of, extent, neighbours

HOME = "sodertorn"
CARS = "electric_car_share"
PROMPT = "Här skriver kansliet sin bedömning av läget."
MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def latest(facts: Facts, key: str) -> int:
    return facts.evaluation(key).latest_year


def series(facts: Facts, key: str = CARS, area: str = HOME) -> Figure:
    comparison = next(iter(facts.registry.comparison_sets))
    content = spread.series_content(facts, key, area, comparison, facts.variants(key)[0])
    return Figure(content, content.table.title, content.table, f"Linjediagram. {content.text}", content.text)


def spread_of(facts: Facts, key: str = CARS, area: str = HOME) -> Figure:
    content = spread.spread_content(facts, Case(key, area, latest(facts, key), facts.variants(key)[0]))
    alt = f"Punktdiagram över de åtta kommunerna. {content.text}"
    return Figure(content, content.table.title, content.table, alt, content.text)


def map_of(facts: Facts, key: str = CARS, scope: str = "sodertorn") -> Figure:
    indicator, year = facts.indicator(key), latest(facts, key)
    codes = mapped.scope_areas(facts, scope)
    values = {code: facts.evaluation(key).at(code, year).value for code in codes}
    near = neighbours(facts.boundaries, codes, extent(facts.boundaries, codes))
    drawing = Map(
        shapes={code: facts.boundaries[code] for code in codes},
        around={code: facts.boundaries[code] for code in near},
        classes={c: class_of(v, indicator.bins) for c, v in values.items()},
        colours=classes.ramp(facts, key),
        legend=tuple(classes.legend(facts, key)),
        shifts=facts.home.label_shifts,
        labels={c: (facts.areas.name(c), short_amount(indicator, v)) for c, v in values.items()}
        if len(codes) < 60
        else {},
    )
    alt = f"Karta över {indicator.title.lower()} {year} i de åtta kommunerna."
    return Figure(drawing, f"{indicator.title} {year}", spread_of(facts, key).table, alt)


def headline(facts: Facts, key: str = CARS) -> list[Block]:
    case = Case(key, HOME, latest(facts, key), facts.variants(key)[0])
    return [
        Text(indicator.takeaway(facts, case), "takeaway"),
        Pairs(tuple(indicator.headline_pairs(facts, case))),
        Answers(tuple(verdict.verdict(facts, key, HOME))),
    ]


def words(facts: Facts) -> list[Block]:
    goal = next(iter(facts.registry.goals.values()))
    return [
        Word("dystert läge", "bad", "Förslag", "Två av tre indikatorer når inte målet."),
        Text(goal.sentence, "quote"),
        Bullets(("Elbilarna blir fler.", "Utsläppen minskar inte.")),
        Text("En ingress i något större stil.", "lead"),
        Text("1 000 × 2,5 − 3 ≈ 2 497\nCO₂: −5 % → 95", "arithmetic"),
        Text("En liten anmärkning.", "caption"),
        ToWrite(PROMPT),
    ]


def document(kind: Literal["page", "report", "slides"], sections: list[Section], facts: Facts) -> Document:
    return Document(
        title="Prov: elbilar i Södertörn",
        name="prov_elbilar",
        kind=kind,
        sections=sections,
        message="Elbilarna blir fler i alla åtta kommuner.",
        subtitle="Provdokument",
        sources=(facts.source_line(CARS), facts.source_line("transport_emissions")),
        version="Fastställd version prov, 2026-11-22",
        running="Fastställd version prov, 2026-11-22",
        basis=f"Siffrornas version {facts.data_version}, kontrollsumma 0123456789",
        made_at=MADE,
    )


def page(facts: Facts) -> Document:
    charts = series(facts)
    return document("page", [Section("Elbilar", [*headline(facts), charts], message=charts.text)], facts)


def report(facts: Facts) -> Document:
    """Every kind of block, tables of several shapes, and enough pages for contents."""
    tables = [series(facts).table, spread_of(facts).table, verdict.members_table(facts, CARS)]
    tables.append(series(facts, "transport_emissions").table)
    sections = [
        Section("Elbilar", [*headline(facts), series(facts)], message=series(facts).text),
        Section("Spridning", [spread_of(facts)], level=2),
        Section("Karta", [map_of(facts)], level=2),
        Section("Tabeller", [Tabular(table) for table in tables], starts_page=True),
        Section("Bedömning", words(facts)),
        Section("Utsläpp", [*headline(facts, "transport_emissions"), series(facts, "transport_emissions")]),
    ]
    return document("report", sections, facts)


def slides(facts: Facts) -> Document:
    sections = [
        Section("Elbilar", [series(facts)], message=series(facts).text, notes=("Säg detta.",)),
        Section("Elbilar", [spread_of(facts)]),
        Section("Elbilar", [map_of(facts)], message="De åtta kommunerna skiljer sig åt."),
        Section("Bedömning", headline(facts)[2:]),
    ]
    return document("slides", sections, facts)
