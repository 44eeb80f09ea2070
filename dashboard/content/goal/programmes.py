"""What is said of the programmes: which one is read, that none holds, the others, and two of them side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.text import file_day, status_text
from malkollen.registry import in_force
from malkollen.registry.programme import Goal, Programme
from malkollen.texts.swedish import on_day

PROGRAMME = "program"
"""In addresses: the programme that is read."""
AS_FAR = "så långt de publicerade siffrorna räcker"
NONE_COMING = "Inget nästa program och ingen dag för det är inlagt här än."
NO_FIGURES = "Ingen av målets indikatorer har siffror än."
BESIDE_NOTES = (
    "Utgångsläget är det senaste publicerade värdet. Värdet för programmets basår ersätter det när det publiceras.",
    "Ett streck betyder att uppgiften saknas, aldrig noll, eller att indikatorn inte hör till något mål i programmet.",
)


class Other(NamedTuple):
    """A programme that can be read instead: its key in addresses and what the way to it is called."""

    key: str
    label: str


class Told(NamedTuple):
    """A goal as it stands beside others: heading, sentence and what becomes of it, or where it comes from."""

    heading: str
    sentence: str
    fate: str


def lead(facts: Facts) -> str:
    """How far the programme that is read has come, and what the page then is."""
    chosen = facts.programme
    if unheld := _unheld(facts):
        return unheld
    if facts.aside == "closed":
        return f"Programperioden {chosen.period} är stängd. Här är bokslutet, {AS_FAR}."
    if facts.aside == "prepared":
        return f"Programperioden {chosen.period} har inte börjat. Här är läget före start, {AS_FAR}."
    if is_last_year(facts):
        return f"Perioden {chosen.period} är snart slut. Så här långt har vi kommit."
    return f"Programperioden {chosen.period} pågår. Här är målen och hur det går, {AS_FAR}."


def is_last_year(facts: Facts) -> bool:
    """Whether the programme that is read is in its last year, or past it."""
    return facts.as_of.year >= facts.programme.valid_to.year


def _unheld(facts: Facts) -> str | None:
    """That no programme holds, where the one that leads is read."""
    return None if facts.aside else in_force.unheld(facts.registry, facts.as_of)


def note(facts: Facts) -> str:
    """Which programme is read instead of the one that leads, or that none holds; "" where one simply holds."""
    chosen = facts.programme
    match facts.aside:
        case None:
            return _unheld(facts) or ""
        case "closed":
            return (
                f"Bokslut för {chosen.title}, som det stod den sista dagen, {on_day(chosen.valid_to)}: målen, "
                f"målvärdena och bedömningarna som gällde då, och siffrorna till och med {chosen.valid_to.year}."
            )
        case "prepared":
            return (
                f"Utgångsläge för {chosen.title}, som börjar gälla {on_day(chosen.valid_from)}: målen och siffrorna "
                "före programmet. Tills dess är det här en förberedelse."
            )
        case "beside":
            return f"{chosen.title}, beslutat av {chosen.decided_by}, gäller också nu."


def heading(facts: Facts) -> str:
    """The note's heading in a document."""
    match facts.aside:
        case "closed":
            return f"Bokslut {facts.programme.period}"
        case "prepared":
            return "Utgångsläge"
        case "beside":
            return "Programmet"
        case None:
            is_ended = in_force.state(facts.programme, facts.as_of) == "ended"
            return "Programmet har slutat gälla" if is_ended else "Programmet har inte börjat gälla"


def others(facts: Facts) -> list[Other]:
    """The programmes that can be read instead of the one that leads; its own closing account too, if it has ended."""
    if facts.aside or facts.edition:
        return []
    readable = []
    for key, programme in facts.registry.programmes.items():
        state = in_force.state(programme, facts.as_of)
        if key != facts.programme_key or state == "ended":
            word = {"ended": "Bokslutet", "coming": "Utgångsläget", "holds": "Också nu"}[state]
            readable.append(Other(key, f"{word}: {programme.title}, {programme.period}"))
    return readable


def carried_from(facts: Facts, goal: str) -> Other | None:
    """The goal that a goal carries on, as a way to it in its own programme; None for one that carries on none."""
    earlier = facts.registry.goals[goal].carries_on
    if earlier is None or facts.edition:
        return None
    found = facts.registry.goals[earlier]
    return Other(earlier, f"Målet det för vidare: {found.heading} i {_of(facts, found).title}")


def _of(facts: Facts, goal: Goal) -> Programme:
    return facts.registry.programmes[goal.programme]


def prepared(facts: Facts) -> str | None:
    """The programme that is prepared while another leads; None where none is."""
    key = in_force.upcoming(facts.registry, facts.as_of)
    return None if facts.aside or facts.edition or key == facts.programme_key else key


def none_coming(facts: Facts) -> str:
    """That no next programme is entered, nor its day; who prepares it and who decides it first."""
    coming = facts.programme.coming
    return f"{coming.told if coming else ''} {NONE_COMING}".strip()


def told(facts: Facts, programme: str, other: str) -> list[Told]:
    """A programme's goals beside another's: carried on or not, new or carried on from which.

    Args:
        other: the programme before it or after it.
    """
    goals, rows = in_force.goals_of(facts.registry, programme), []
    after = in_force.goals_of(facts.registry, other)
    is_before = facts.registry.programmes[programme].valid_from < facts.registry.programmes[other].valid_from
    for key, goal in goals.items():
        if is_before:
            heirs = [heir.heading for heir in after.values() if heir.carries_on == key]
            fate = f"Förs vidare som {' och '.join(heirs)}." if heirs else "Förs inte vidare."
        else:
            earlier = facts.registry.goals.get(goal.carries_on or "")
            fate = f"För vidare {earlier.heading}." if earlier else "Nytt mål."
        rows.append(Told(goal.heading, goal.sentence, fate))
    return rows


def beside_text(facts: Facts, coming: str) -> str:
    """How many indicators two programmes share, and that the coming one holds for nothing yet."""
    now, then = (_followed(facts, key) for key in (facts.programme_key, coming))
    both = len([key for key in now if key in then])
    found, new = facts.registry.programmes[coming], len(then) - both
    more = f"{new} är {'ny' if new == 1 else 'nya'}" if new else "ingen är ny"
    return (
        f"{found.title} börjar gälla {on_day(found.valid_from)}. Av {len(now)} indikatorer i {facts.programme.title} "
        f"följer {both} med; {more}."
    )


def beside_table(facts: Facts, coming: str) -> Table:
    """Every indicator of two programmes: its goal in each, the base year's value and the latest, the baseline."""
    now, then = (_followed(facts, key) for key in (facts.programme_key, coming))
    first, second = facts.programme, facts.registry.programmes[coming]
    records = [
        _beside(facts, key, (f"Mål i {first.title}", now.get(key)), (f"Mål i {second.title}", then.get(key)))
        for key in facts.registry.indicators
        if key in now or key in then
    ]
    title = f"{first.title} och {second.title} sida vid sida"
    name = f"malkollen_program_{facts.programme_key}_{coming}_{file_day(facts)}"
    source = "Källa anges för varje rad i den hämtade filen."
    return table(title, name, records, source, notes=BESIDE_NOTES, hidden=("Kod", "Status", "Källa"))


def _followed(facts: Facts, programme: str) -> dict[str, str]:
    """The heading of the goal that each indicator serves in a programme, for those that do."""
    goals = in_force.goals_of(facts.registry, programme)
    return {
        key: goals[served[0]].heading
        for key, indicator in facts.registry.indicators.items()
        if (served := [goal for goal in indicator.goals if goal in goals])
    }


def _beside(facts: Facts, key: str, *goals: tuple[str, str | None]) -> Record:
    indicator, base = facts.indicator(key), facts.programme.base_year
    record: Record = {"Kod": indicator.code, "Indikator": phrases.name(indicator)}
    record |= {title: heading or "–" for title, heading in goals}
    if not facts.is_computed(key):
        waits = {str(base): "–", "Utgångsläge": "inga siffror än", "År": "–", "Enhet": indicator.unit}
        return record | waits | {"Status": "", "Källa": ""}
    evaluation, home = facts.evaluation(key), facts.areas.home.id
    latest = evaluation.at(home, evaluation.latest_year)
    return record | {
        str(base): Number(evaluation.at(home, base).value, indicator.decimals),
        "Utgångsläge": Number(latest.value, indicator.decimals),
        "År": str(latest.year),
        "Enhet": indicator.unit,
        "Status": status_text(latest),
        "Källa": facts.source_line(key),
    }


def goals_shown(facts: Facts) -> Sequence[tuple[str, str]]:
    """Goals with their headings for a page that shows every indicator: the programme's own first.

    After them those of other programmes that some indicator with figures still stands under.
    """
    own = [(key, goal.heading) for key, goal in facts.goals.items()]
    rest = [
        (key, f"{goal.heading} ({_of(facts, goal).title})")
        for key, goal in facts.registry.goals.items()
        if key not in facts.goals and facts.of_goal(key, is_computed=True)
    ]
    return [*own, *rest]
