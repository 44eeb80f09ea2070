"""A goal and its indicators: core first, what has figures, what waits, and the targets with who set them."""

from dataclasses import dataclass, replace

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Reasoning
from dashboard.content.facts import Facts
from dashboard.content.future import pace_sentence
from dashboard.content.goal import priority_objects
from dashboard.content.indicator.indicator import common_move, country_value, missing_text, without_fleets
from dashboard.content.reasoning import why
from dashboard.content.remembered import remembered
from dashboard.content.targets import NO_TARGET, target_text
from dashboard.content.text import amount, change_text, ended, status_text, surveyed
from dashboard.content.values import change_before, change_since_base
from dashboard.content.verdict import verdict
from malkollen.verdicts.assessor import JUDGED_KINDS


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
    target: str
    waits_for: str | None = None
    common_move: str | None = None
    without_fleets: str | None = None
    answers: tuple[Answered, ...] = ()
    pace: str | None = None
    why: tuple[tuple[str, tuple[Reasoning, ...]], ...] = ()
    list_text: str | None = None

    @property
    def detail(self) -> str:
        """The line under the value: year, change, all others and riket, or what it waits for."""
        if self.list_text:
            return self.list_text
        if self.waits_for:
            return f"Väntar på: {self.waits_for}"
        country = f"riket {self.country}" if self.country else None
        moved = self.common_move.removesuffix(".") if self.common_move else None
        parts = [str(self.year), self.since_previous, moved, country, self.without_fleets]
        return " · ".join(filter(None, parts))

    @property
    def target_text(self) -> str:
        """Whose target it is, or that there is none; empty where the answers already say so."""
        if self.waits_for or (self.answers and self.target == NO_TARGET):
            return ""
        unjudged = "" if self.answers else " Sammanhang: visas, bedöms inte."
        return f"{ended(self.target)}{unjudged}" if self.target.startswith(NO_TARGET) else f"Mål: {self.target}"


def core_lines(facts: Facts, goal: str) -> list[Line]:
    """A goal's core indicators: those with figures first, then those that wait, saying for what."""
    computed = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).core]
    waiting = [key for key in facts.of_goal(goal, is_computed=False) if facts.indicator(key).core]
    return [*(line(facts, key) for key in computed), *(waiting_line(facts, key) for key in waiting)]


def other_lines(facts: Facts, goal: str) -> list[Line]:
    """A goal's indicators beside the core: those with figures."""
    return [line(facts, key) for key in facts.of_goal(goal, is_computed=True) if not facts.indicator(key).core]


def waiting_line(facts: Facts, key: str) -> Line:
    """The line of an indicator that waits for its source; the committee's list says how far it has come."""
    indicator = facts.indicator(key)
    source = facts.registry.waiting[facts.registry.waits_for(key) or ""].title
    target = target_text(facts, key)
    text = priority_objects.summary(facts.home, facts.folder, facts.as_of) if indicator.kind == "lageslista" else None
    return Line(key, indicator.code, indicator.title, None, "", "", "", None, target, source, list_text=text)


@remembered
def line(facts: Facts, key: str) -> Line:
    """One indicator's line for the home group in its latest year."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    home, year = facts.areas.home.id, evaluation.latest_year
    country = None if indicator.is_total else country_value(facts, key, year, None)
    found = evaluation.at(home, year)
    value, pace = found.value, pace_sentence(facts, facts.assessor.verdict(key, home))
    return Line(
        key,
        indicator.code,
        indicator.title,
        year,
        surveyed(indicator, found) if value is not None else missing_text(facts, key, home),
        change_text(indicator, change_before(facts, evaluation, home, year)) if value is not None else "",
        change_text(indicator, change_since_base(facts, evaluation, home, year)),
        amount(indicator, country) if country is not None else None,
        target_text(facts, key),
        common_move=common_move(facts, key, year, pace),
        without_fleets=without_fleets(facts, key, home, year),
        answers=tuple(verdict(facts, key, home)) if indicator.kind in JUDGED_KINDS else (),
        pace=pace,
        why=why(facts, key, home) if indicator.kind in JUDGED_KINDS else (),
    )


def map_indicator(facts: Facts, goal: str) -> str | None:
    """The indicator a goal's map opens with: the first core one that is a ratio; None where none has figures."""
    keys = facts.of_goal(goal, is_computed=True)
    return next((key for key in keys if facts.indicator(key).bins), next(iter(keys), None))


def lines_table(facts: Facts, goal: str) -> Table:
    """The same lines as a table for download."""
    records = [_line_record(facts, key) for key in facts.of_goal(goal, is_computed=True)]
    hidden = {"Kod", "Kärna", "Områdeskod", "Område", "Sedan programmets basår", "Status", "Källa"}
    title = f"{facts.registry.goals[goal].heading}: alla indikatorer med siffror"
    name = f"malkollen_{goal}_{facts.data_version}"
    lines = table(title, name, records, "Källa anges för varje rad i den hämtade filen.", hidden=hidden)
    return replace(lines, short=f"Alla mått, {facts.registry.goals[goal].heading}")


def _line_record(facts: Facts, key: str) -> Record:
    indicator, evaluation, home = facts.indicator(key), facts.evaluation(key), facts.areas.home
    value, shown = evaluation.at(home.id, evaluation.latest_year), line(facts, key)
    answer = facts.assessor.verdict(key, home.id).found
    return {
        "Kod": indicator.code,
        "Indikator": indicator.title,
        "Kärna": "kärnindikator" if indicator.core else "",
        "Områdeskod": home.id,
        "Område": home.name,
        "År": str(value.year),
        home.name: Number(value.value, indicator.decimals),
        "Enhet": indicator.unit,
        "Sedan föregående år": shown.since_previous,
        "Sedan programmets basår": shown.since_base,
        "Riket": Number(country_value(facts, key, value.year, None), indicator.decimals),
        "Läge": answer.position.label or "–",
        "Utveckling": answer.direction.label or "–",
        "Prognos mot mål": answer.forecast.label or "–",
        "Mot de andra regionerna": answer.lead.label or "–",
        "Målvärde": shown.target,
        "Status": status_text(value),
        "Källa": facts.source_line(key),
    }
