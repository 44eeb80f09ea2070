"""A goal and its indicators: core first, what has figures, what waits, and the targets with who set them."""

from dataclasses import dataclass, replace

from dashboard.blocks.once import Once, Told
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers import answers, indicator as words, phrases, silence
from dashboard.content.answers.blocks import STANDS_SAID, beside_word
from dashboard.content.answers.budget import Part, fitted, sentence
from dashboard.content.answers.country import before_break
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, priority_objects
from dashboard.content.indicator import mapped, reported
from dashboard.content.indicator.indicator import country_value, missing_text
from dashboard.content.remembered import remembered
from dashboard.content.targets import target_text
from dashboard.content.text import change_text, file_day, status_text, surveyed
from dashboard.content.values import change_since_base, doubts, previous_text
from dashboard.content.verdict import against_others, direction_word, forecast_word, lead_word, position_word
from malkollen.answers.goal import GoalAnswer
from malkollen.answers.hedge import AcrossBreak, LastYear
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry.home import capital
from malkollen.verdicts.assessor import JUDGED_KINDS

JUDGED, WAITS = "bedomning", "vantar"
"""Anchors of a goal's page: its judgement, and what it waits for."""
NO_FIGURES_YET = "Siffror saknas än."
"""Of one that waits; for what stands in the page's list of what waits."""
EACH_ALONE = "each-alone"
"""The key of that figures of municipalities make no sum."""
SHOWN_ONLY = "Visas men bedöms inte."
"""Of a core indicator that is in no proposal."""


@dataclass(frozen=True)
class Line:
    """One indicator on a goal's page, for the home group.

    Attributes:
        value: with its unit, of the latest year; empty while the indicator waits, and year None.
        told: its answer in a sentence or two, or that it waits. is_list: whether it is the committee's list.
    """

    key: str
    title: str
    value: str
    year: int | None
    told: Told
    is_list: bool = False


def core_lines(facts: Facts, goal: str) -> list[Line]:
    """A goal's core indicators: those with figures first, then those that wait."""
    computed = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).core]
    waiting = [key for key in facts.of_goal(goal, is_computed=False) if facts.indicator(key).core]
    return [*(line(facts, key) for key in computed), *(waiting_line(facts, key) for key in waiting)]


def other_lines(facts: Facts, goal: str) -> list[Line]:
    """A goal's indicators beside the core: those with figures."""
    return [line(facts, key) for key in facts.of_goal(goal, is_computed=True) if not facts.indicator(key).core]


def waiting_line(facts: Facts, key: str) -> Line:
    """The line of an indicator that waits for its source; the committee's list says how far it has come."""
    title = capital(plain(facts.indicator(key)))
    if facts.indicator(key).kind == "lageslista":
        summary = priority_objects.summary(facts.home, facts.folder, facts.as_of)
        lacking = priority_objects.not_filled_in(facts.home)
        told = f"{lacking} {draft.waits(facts)}" if _is_only_draft(facts, summary) else summary
        return Line(key, title, "", None, (told, SHOWN_ONLY), is_list=True)
    needs = " ".join(filter(None, [NO_FIGURES_YET, reported.named(facts, key)]))
    is_judged = facts.indicator(key).kind in JUDGED_KINDS or not facts.indicator(key).core
    return Line(key, title, "", None, (needs,) if is_judged else (needs, SHOWN_ONLY))


def _is_only_draft(facts: Facts, summary: str) -> bool:
    return summary == priority_objects.empty(facts.home) and bool(draft.waits(facts))


@remembered
def line(facts: Facts, key: str) -> Line:
    """One indicator's line for the home group in its latest year."""
    indicator, home = facts.indicator(key), facts.areas.home.id
    latest = facts.evaluation(key).at(home, facts.evaluation(key).latest_year)
    value = surveyed(indicator, latest) if latest.value is not None else missing_text(facts, key, home)
    return Line(key, capital(plain(indicator)), value, latest.year, _told(facts, key))


def _told(facts: Facts, key: str) -> Told:
    """Its answer, and what weakens its change or what the last year did; less where the goal's answer has said it.

    Another place by another comparison is the goal's answer's to say: it says which.
    """
    found = answers.of_indicator(facts, key)
    if not isinstance(typed := found.typed, IndicatorAnswer):
        return (found.answer,)
    if typed.unanswered and typed.unanswered.why == "not_summed":  # its value says the rest
        return (Once(EACH_ALONE, sentence(silence.why(answers.basis(facts), typed.area, typed.unanswered))),)
    stands, hedge = STANDS_SAID.format(key=key), found.hedge or ""
    if typed.aim:
        last = hedge if isinstance(typed.hedge, LastYear) else ""
        return (Once(stands, f"{found.answer} {last}".strip(), sentence(f"{found.word} ({typed.year})")),)
    answer = Once(stands, found.answer, _beside_place(facts, typed)) if typed.place else found.answer
    if isinstance(typed.hedge, AcrossBreak):
        before = before_break(answers.basis(facts), typed)
        return answer, Once(f"break:{typed.hedge.break_name}", hedge, sentence(before) if before else "")
    return answer, hedge if isinstance(typed.hedge, LastYear) else ""


def _beside_place(facts: Facts, answer: IndicatorAnswer) -> str:
    """The same where its place stands above; and its values, of the only measure that is compared."""
    basis, course = answers.basis(facts), answer.movement.course if answer.movement else None
    goal = answers.computed(facts, facts.indicator(answer.key).goal).typed
    is_only = isinstance(goal, GoalAnswer) and len(goal.compared) == 1
    if not is_only:
        return beside_word(facts, answer)
    return fitted([Part(str(answer.year))], words.second(basis, answer, course, depends=False))


def _changes(facts: Facts, key: str) -> tuple[str, str]:
    """How the home group's latest value has changed since the year before and since the programme's base year."""
    indicator, evaluation, home = facts.indicator(key), facts.evaluation(key), facts.areas.home.id
    year = evaluation.latest_year
    if evaluation.at(home, year).value is None:
        return "", change_text(indicator, change_since_base(facts, evaluation, home, year))
    return (
        previous_text(facts, evaluation, home, year),
        change_text(indicator, change_since_base(facts, evaluation, home, year)),
    )


def map_indicator(facts: Facts, goal: str) -> str | None:
    """The indicator a goal's map opens with: the first core one that is a ratio; None where none has figures."""
    keys = on_map(facts, goal)
    return next((key for key in keys if facts.indicator(key).bins), next(iter(keys), None))


def on_map(facts: Facts, goal: str) -> list[str]:
    """A goal's indicators that a map can show."""
    return [key for key in facts.of_goal(goal, is_computed=True) if mapped.has_map(facts, key)]


def lines_table(facts: Facts, goal: str) -> Table:
    """The same lines as a table for download."""
    records = [_line_record(facts, key) for key in facts.of_goal(goal, is_computed=True)]
    hidden = {"Kod", "Kärna", "Områdeskod", "Område", "Sedan programmets basår", "Status", "Källa"}
    title = f"{facts.registry.goals[goal].heading}: alla indikatorer med siffror"
    name = f"malkollen_{goal}_{file_day(facts)}"
    notes = doubts(facts, facts.of_goal(goal, is_computed=True))
    lines = table(title, name, records, "Källa anges för varje rad i den hämtade filen.", notes=notes, hidden=hidden)
    return replace(lines, short=f"Alla mått, {facts.registry.goals[goal].heading}")


def _line_record(facts: Facts, key: str) -> Record:
    indicator, evaluation, home = facts.indicator(key), facts.evaluation(key), facts.areas.home
    value = evaluation.at(home.id, evaluation.latest_year)
    since_previous, since_base = _changes(facts, key)
    answer = facts.assessor.verdict(key, home.id).assessment
    return {
        "Kod": indicator.code,
        "Indikator": phrases.name(indicator),
        "Kärna": "kärnindikator" if indicator.core else "",
        "Områdeskod": home.id,
        "Område": home.name,
        "År": str(value.year),
        home.name: Number(value.value, indicator.decimals),
        "Enhet": indicator.unit,
        "Sedan föregående år": since_previous,
        "Sedan programmets basår": since_base,
        "Riket": Number(country_value(facts, key, value.year, None), indicator.decimals),
        "Läge": position_word(indicator, answer.position),
        "Utveckling": direction_word(answer.direction.label) or "–",
        "Prognos mot mål": forecast_word(answer.forecast) or "–",
        against_others(facts.registry.comparison.called): lead_word(answer.lead.label) or "–",
        "Målvärde": target_text(facts, key),
        "Status": status_text(value),
        "Källa": facts.source_line(key),
    }
