"""A goal and its indicators: core first, what has figures, what waits, and the targets with who set them."""

from dataclasses import dataclass

from dashboard.content.facts import Facts
from dashboard.content.indicator import common_move, country_value
from dashboard.content.ranks import interval
from dashboard.content.table import Cell, Column, Number, Table
from dashboard.content.values import change_before, change_since_base
from dashboard.text import amount, change_text, status_text, target_validity
from malkollen.registry import Target

NO_TARGET = "Inget mål beslutat"


@dataclass(frozen=True)
class Line:
    """One indicator on a goal's page, for the home group, as texts."""

    key: str
    code: str
    title: str
    year: int | None
    value: str
    since_previous: str
    since_base: str
    country: str | None
    rank: str | None
    target: str
    waits_for: str | None = None
    common_move: str | None = None

    @property
    def detail(self) -> str:
        """The line under the value: year, change, riket and rank, or what it waits for."""
        if self.waits_for:
            return f"Väntar på: {self.waits_for}"
        country = f"riket {self.country}" if self.country else None
        place = f"{self.rank} bland storstadsregionerna" if self.rank else None
        return " · ".join(filter(None, [str(self.year), self.since_previous, self.common_move, country, place]))


def lines(facts: Facts, goal: str) -> list[Line]:
    """A goal's indicators that have figures, core first."""
    return [line(facts, key) for key in facts.of_goal(goal, is_computed=True)]


def core_lines(facts: Facts, goal: str) -> list[Line]:
    """A goal's core indicators: those with figures first, then those that wait, saying for what."""
    computed = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).core]
    waiting = [key for key in facts.of_goal(goal, is_computed=False) if facts.indicator(key).core]
    return [*(line(facts, key) for key in computed), *(waiting_line(facts, key) for key in waiting)]


def waiting_line(facts: Facts, key: str) -> Line:
    """The line of an indicator that waits for its source."""
    indicator = facts.indicator(key)
    source = facts.registry.waiting[facts.registry.waits_for(key) or ""].title
    return Line(key, indicator.code, indicator.title, None, "", "", "", None, None, target_text(facts, key), source)


def line(facts: Facts, key: str) -> Line:
    """One indicator's line for the home group in its latest year."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    home, year = facts.areas.home.id, evaluation.latest_year
    country = None if indicator.is_total else country_value(facts, key, year, None)
    return Line(
        key, indicator.code, indicator.title, year,
        amount(indicator, evaluation.at(home, year).value),
        change_text(indicator, change_before(facts, evaluation, home, year)),
        change_text(indicator, change_since_base(facts, evaluation, home, year)),
        amount(indicator, country) if country is not None else None,
        interval(facts, key, year),
        target_text(facts, key), None, common_move(facts, key, year),
    )  # fmt: skip


def target_text(facts: Facts, key: str) -> str:
    """The targets of an indicator in a few words, or that nobody has decided one."""
    targets = facts.registry.targets_of(key).values()
    decided = [t for t in targets if t.transfer in ("direkt", "överförd", "egen")]
    if decided:
        return "; ".join(f"{t.title} ({t.status}, {t.transfer})" for t in decided)
    levels = [f"{t.title} (jämförelsenivå)" for t in targets if t.status == "jämförelsenivå"]
    return "; ".join([NO_TARGET, *levels])


def map_indicator(facts: Facts, goal: str) -> str:
    """The indicator a goal's map opens with: the first core one that is a ratio."""
    keys = facts.of_goal(goal, is_computed=True)
    return next((key for key in keys if facts.indicator(key).bins), keys[0])


def lines_table(facts: Facts, goal: str) -> Table:
    """The same lines as a table for download."""
    base = facts.registry.programmes[facts.registry.goals[goal].programme].base_year
    rows: list[list[Cell]] = []
    for key in facts.of_goal(goal, is_computed=True):
        indicator, evaluation = facts.indicator(key), facts.evaluation(key)
        home = facts.areas.home
        value, shown = evaluation.at(home.id, evaluation.latest_year), line(facts, key)
        country = country_value(facts, key, value.year, None)
        rows.append(
            [
                indicator.code, indicator.title, "kärnindikator" if indicator.core else "", home.id, home.name, str(value.year),
                Number(value.value, indicator.decimals), indicator.unit, shown.since_previous, shown.since_base,
                Number(country, indicator.decimals), shown.rank or "–", shown.target, status_text(value), facts.source_line(key),
            ]
        )  # fmt: skip
    columns = (
        Column("Kod", is_on_screen=False), Column("Indikator"), Column("Kärna", is_on_screen=False),
        Column("Områdeskod", is_on_screen=False), Column("Område", is_on_screen=False), Column("År"), Column("Södertörn"),
        Column("Enhet"), Column("Sedan föregående år"), Column(f"Sedan {base}", is_on_screen=False), Column("Riket"),
        Column("Plats bland storstadsregioner"), Column("Målvärde"), Column("Status", is_on_screen=False),
        Column("Källa", is_on_screen=False),
    )  # fmt: skip
    title = f"{facts.registry.goals[goal].heading}: alla indikatorer med siffror"
    return Table(title, f"malkollen_{goal}_{facts.data_version}", columns, rows, "Källa anges för varje rad i den hämtade filen.")


def targets_table(facts: Facts, targets: dict[str, Target]) -> Table:
    """Targets with who set them, for whom, and whether they hold."""
    rows: list[list[Cell]] = [
        [
            facts.indicator(t.indicator).title, t.title, t.wording, t.area, t.decided_by, t.decided, t.document, t.page, t.url,
            target_validity(t), t.status, t.transfer, str(t.checked), t.note or "",
        ]
        for t in targets.values()
    ]  # fmt: skip
    on_screen = {"Indikator", "Målvärde", "Beslutat för", "Av", "Dokument", "Giltighet", "Status", "Överföring", "Kontrollerat"}
    titles = (
        "Indikator", "Målvärde", "Ordalydelse", "Beslutat för", "Av", "Beslutat", "Dokument", "Sida", "Adress", "Giltighet",
        "Status", "Överföring", "Kontrollerat", "Anmärkning",
    )  # fmt: skip
    notes = (
        "Överförd: nivån är beslutad för ett annat område och är inte bindande för en enskild kommun.",
        "Jämförelsenivå: en nivå som ingen har beslutat för Södertörn.",
    )
    columns = tuple(Column(title, title in on_screen) for title in titles)
    return Table("Målvärden och jämförelsenivåer", f"malkollen_malvarden_{facts.data_version}", columns, rows, "Dokument anges för varje rad.", notes)


def citation(facts: Facts, key: str, year: int) -> str:
    """How to cite the figure."""
    return f"Så anges siffran: {facts.indicator(key).title} {year}. {facts.source_line(key)} (Målkollen, dataversion {facts.data_version})."
