"""A goal's computed proposal, what needs attention and what has changed since the year before, in words."""

from dataclasses import dataclass

from dashboard.blocks.table import Record, Table, table
from dashboard.blocks.words import Symbol
from dashboard.content.answers import answers, phrases
from dashboard.content.answers.phrases import plain
from dashboard.content.chance import in_words
from dashboard.content.facts import Facts
from dashboard.content.future import pace_sentence
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import common_move, takeaway
from dashboard.content.reasoning import others_text
from dashboard.content.text import file_day
from dashboard.content.verdict import against_others, direction_word, forecast_word, lead_word, position_word
from malkollen.answers import goal as goal_answers
from malkollen.assess import METHOD_VERSION
from malkollen.assess.assessment import Assessment
from malkollen.assess.goal import Outcome, Proposal, attention
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed
from malkollen.verdicts.assessor import JUDGED_KINDS

PROPOSED = "Uträknat förslag"
OUTCOME_WORDS: dict[Outcome, str] = {
    "good": "för målet",
    "bad": "emot målet",
    "neither": "varken för eller emot",
    "not assessed": "kan inte bedömas än",
}
"""What an indicator says of its goal: it speaks for it, against it or neither, or cannot be assessed."""
SYMBOLS: dict[str | None, Symbol] = {"på väg": "good", "delvis": "flat", "inte på väg": "bad", None: "unknown"}
RULE = (
    "Varje kärnindikator räknas en gång; inget sammanvägt index. På väg: minst tre fjärdedelar talar för målet och "
    "ingen emot. Inte på väg: minst hälften talar emot. Annars delvis. Kan färre än 80 procent bedömas blir det inget "
    "förslag."
)


@dataclass(frozen=True)
class Attention:
    """An indicator that needs attention and why."""

    key: str
    title: str
    reasons: str
    sentence: str


def proposal(facts: Facts, goal: str) -> Proposal:
    """The proposal for a goal from its judged core indicators."""
    return goal_answers.proposal(facts.assessor, goal)


def proposal_text(facts: Facts, goal: str) -> str:
    """The proposal in words; without one, that the ground for it is too little, and which indicators it lacks."""
    proposed = proposal(facts, goal)
    if proposed.label:
        return proposed.label
    if not proposed.outcomes:
        return "Kan inte föreslås: målet har ingen kärnindikator som bedöms"
    names = listed(plain(facts.indicator(key)) for key in proposed.missing)
    lacking = f"{len(proposed.missing)} av {len(proposed.outcomes)} kärnindikatorer som räknas med"
    return f"Underlaget räcker inte än, eftersom {lacking} inte kan bedömas ({names})"


def heading(facts: Facts, goal: str) -> str:
    """What a proposal is called; without one what it would be for, so that none is read as a second answer."""
    if proposal(facts, goal).label:
        return PROPOSED
    return f"Till {facts.home.bodies.leadership.genitive} formella bedömning"


def waits(facts: Facts, goal: str) -> str:
    """In a small line under the goal's answer: only whether there is enough for the formal judgement."""
    missing, outcomes = proposal(facts, goal).missing, proposal(facts, goal).outcomes
    how_many = "ingen av" if len(missing) == len(outcomes) else "för få av"
    return f"Underlaget för en formell bedömning räcker inte än: {how_many} målets kärnindikatorer kan bedömas."


def counted(facts: Facts, goal: str) -> str:
    """How many measures the goal's answer is to count, where not all of them can be compared yet; empty else."""
    answer = goal_answers.goal_answer(answers.basis(facts), goal)
    known = len(answer.compared)
    whole = known + len(answer.unanswered)
    if not 1 < known < whole:
        return ""
    names = listed(plain(facts.indicator(one.key)) for one in answer.unanswered)
    return f"Svaret räknar {in_words(whole)} mått när alla går att jämföra: de {in_words(known)} ovan och {names}."


def apart(facts: Facts, goal: str) -> str:
    """How many measures the proposal counts, which the answer counts otherwise; empty without one.

    What the line on what the proposal lacks says is not said again.
    """
    found = proposal(facts, goal)
    cores = f"{in_words(len(found.outcomes))} kärnindikator{'er' * (len(found.outcomes) > 1)}"
    return f"Förslaget till bedömning räknar {cores}." if found.label else ""


def why_none(facts: Facts, goal: str) -> str:
    """How the answer above and a proposal that waits belong together, and which to go by. Empty where there is one."""
    proposed = proposal(facts, goal)
    if proposed.label or not proposed.outcomes:
        return ""
    return (
        f"Svaret på målets fråga bygger på det som är känt i dag{_known(facts, goal)}, och gäller tills vidare. "
        f"Förslaget till {facts.home.bodies.leadership.genitive} bedömning räknas bara ur målets {_which(facts, goal)} "
        "Det kan göras först när fler av dem har siffror."
    )


def _which(facts: Facts, goal: str) -> str:
    """The core indicators by number, and how many of them the answer's own number counts: two counts, one relation."""
    core, aside = _core(facts, goal), _aside(facts, goal)
    answer = goal_answers.goal_answer(answers.basis(facts), goal)
    counted = {one.key for one in answer.compared} | {one.key for one in answer.unanswered}
    told = [f"{in_words(len(counted & {*core}))} av svarets {in_words(len(counted))} mått"] if counted & {*core} else []
    told += [f"{listed(aside)}, som visas men inte bedöms eftersom de bara beskriver läget"] if aside else []
    with_those = f": {', och dessutom '.join(told)}" if aside else ""
    return f"{in_words(len(core))} kärnindikatorer{with_those}."


def _known(facts: Facts, goal: str) -> str:
    """What the answer rests on: how many measures can be compared, and how many of them are core."""
    compared = [one.key for one in goal_answers.goal_answer(answers.basis(facts), goal).compared]
    core = sum(facts.indicator(key).core for key in compared)
    if not compared:
        return ""
    if len(compared) == 1:
        return f": det enda mått som går att jämföra med andra områden{', och det är en kärnindikator' if core else ''}"
    among = f"{'ett' if core == 1 else in_words(core)} är kärnindikator{'' if core == 1 else 'er'}"
    of_them = f", varav {among}" if core else ", ingen av dem kärnindikator"
    return f": {in_words(len(compared))} mått som går att jämföra med andra områden{of_them}"


def _core(facts: Facts, goal: str) -> list[str]:
    return [key for key, one in facts.of_programme.items() if one.goal == goal and one.core]


def _aside(facts: Facts, goal: str) -> list[str]:
    """The goal's core indicators that are shown but not judged, by name."""
    return [plain(facts.indicator(key)) for key in _core(facts, goal) if key not in proposal(facts, goal).outcomes]


def counts_text(facts: Facts, goal: str, *, has_silent: bool = True) -> str:
    """How the judged core indicators came out, in words. has_silent: whether those that cannot be judged are told."""
    found = proposal(facts, goal)
    spoken: tuple[Outcome, ...] = ("good", "bad", "neither")
    parts = [f"{in_words(found.count(one))} {OUTCOME_WORDS[one]}" for one in spoken if found.count(one)]
    core, shown = _core(facts, goal), _aside(facts, goal)
    of = f"av {in_words(len(core))} kärnindikatorer"
    silent = len(found.missing) if has_silent else 0
    if not parts:
        return f"Ingen {of} kan bedömas än." if silent else ""
    rest = f"; {in_words(silent)} {OUTCOME_WORDS['not assessed']}" if silent else ""
    aside = f"; {listed(shown)} visas men bedöms inte" if shown else ""
    return f"{capital(of)} talar {listed(parts)}{rest}{aside}."


def attention_list(facts: Facts) -> list[Attention]:
    """What needs attention of what serves the programme, core or not, in the registry's order."""
    noticed = []
    for key, indicator in facts.of_programme.items():
        if indicator.kind in JUDGED_KINDS:
            reasons = attention(_joint(facts, key))
            if reasons:
                noticed.append(Attention(key, phrases.name(indicator), "; ".join(reasons), _sentence(facts, key)))
    return noticed


def _sentence(facts: Facts, key: str) -> str:
    """The pace needed against the pace observed, or what the home's value is and what happened to the others.

    What it is of stands before it, with the reasons.
    """
    found = facts.assessor.verdict(key, facts.areas.home.id)
    if said := pace_sentence(facts, found):
        return " ".join(filter(None, [said, common_move(facts, key, found.value.year, said)]))
    seen = takeaway(facts, Case(key, found.area, found.value.year), is_named=False)
    return " ".join(filter(None, [seen, others_text(facts, key)]))


def outcomes_table(facts: Facts, goal: str) -> Table:
    """Every judged core indicator of a goal: its answers and what it says of the goal."""
    found, records = proposal(facts, goal), []
    for key, result in found.outcomes.items():
        answer = _joint(facts, key)
        record: Record = {"Indikator": phrases.name(facts.indicator(key))}
        record |= dict(_labels(facts, key, answer))
        records.append(record | {"Säger om målet": OUTCOME_WORDS[result]})
    notes = (RULE, f"Metod {METHOD_VERSION}.")
    title = f"{facts.registry.goals[goal].heading}: så blev förslaget"
    name = f"malkollen_forslag_{goal}_{file_day(facts)}"
    return table(title, name, records, capital(facts.home.processing), notes=notes)


def _joint(facts: Facts, key: str) -> Assessment:
    return facts.assessor.verdict(key, facts.areas.home.id).assessment


def _labels(facts: Facts, key: str, assessment: Assessment) -> list[tuple[str, str]]:
    labels = {
        "Läge": position_word(facts.indicator(key), assessment.position),
        "Utveckling": direction_word(assessment.direction.label),
        "Prognos mot mål": forecast_word(assessment.forecast),
        against_others(facts.registry.comparison.called): lead_word(assessment.lead.label),
    }
    return [(question, label or "–") for question, label in labels.items()]
