"""Questions of what is no indicator: travel, the programme, decisions, words, sources, documents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers, silence
from dashboard.content.answers.phrases import plain
from dashboard.content.data import page as data_page, sources
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page, programmes
from dashboard.content.method import method
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import commutes, comparisons, figures, gaps
from dashboard.content.text import ended, headed
from dashboard.content.transit import indicators, transit
from dashboard.content.words import words
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.errors import DataError
from malkollen.office import activities
from malkollen.registry.home import Home, capital
from malkollen.registry.programme import Programme, Responsible
from malkollen.texts.swedish import inside, on_day

PROGRAMME, WORDS, FILES = "Programmet", "Ord", "Siffror och dokument"
"""Headings that the questions stand under."""
REACHED, DECIDED, JUDGED = "goals:reached", "goals:decided", "goals:judged"
"""Keys of whether the goals are reached, of who decides them, and of who judges that."""
NEXT = "programme:next"
"""The key of which programme comes next."""
SHARED = "programme:shared"
"""The key of who does what in carrying the programme out."""
SAID = "said"
"""How the keys begin of what else the programme says."""
OF_WHOM = ("programme", "responsible", NEXT, SHARED, DECIDED, JUDGED)
"""Keys of what says who has decided or answers for something."""
OF_ALL = (figures.COMPARED, commutes.COMMUTING, commutes.OVER_YEARS)
"""Keys of what is said of the home group alone: a question of one of its municipalities is of something else."""
BY_ONE_MODE = "travel"
"""The key of how long a journey takes: how two ways of going stand against each other is an indicator's."""
MEANS = ("betyder", "betydelse", "ordet")
"""What is asked of a word."""
DONE = "Vilka aktiviteter är genomförda?"
JUDGES, NO_DAY = "{body} bedömer om målen är nådda.", "Ingen dag för det är inlagd här."
ENTERED = "{office} för in bedömningen efter mötet. Den står på Mål."
MOST_COMING = 4
"""Sources that are told of: those whose figures come first."""
NO_ANNUAL_REPORT = "Ingen beslutad årsredovisning förvaras här, och Målkollen vet inte var den finns."
MADE = (
    "Under Underlag görs ett utkast till årsredovisning ur siffrorna. Vilka mål som är nådda, så långt det går att "
    "svara, står på Mål."
)
"""What is here instead of the annual report that was decided."""
ON_TRIPS = Link("Läs mer på Resor", "transit")
ON_GOALS = Link("Läs mer på Mål", "goal")
ON_START = Link("Läs mer på Översikt", "overview")
ON_SOURCES, ON_DOCUMENTS = Link("Läs mer på Data och källor", "sources"), Link("Läs mer på Underlag", "reports")
ON_ACTIVITIES = Link("Läs mer på Underlag: Årsredovisning", "reports", (("slag", "arsredovisning"),))
DOCUMENTS = "Under Underlag finns en sida inför mötet, ett underlag, en årsredovisning, bilder och blad att hämta."


def _one(
    key: str, text: str, group: str, told: Sequence[str], way: Link | None, by: Sequence[str], about: Sequence[str] = ()
) -> Question:
    """A question that everybody gets the same answer to.

    Args:
        told: its answer, what weakens it and what is said beside it. by: the everyday words that mean it.
    """
    answer, hedge, *beside = [*told, ""]
    reply = Reply(text, answer, hedge=hedge, beside=tuple(filter(None, beside)), links=(way,) if way else ())
    return Question(key, text, group, lambda _area: reply, tuple(by), about=tuple(about))


# ───────────── Travel ─────────────


def of_travel(facts: Facts) -> Iterator[Question]:
    """How long a journey takes: the page Resor reckons it, where there is a timetable or a street map."""
    if _travel_lines(facts, facts.areas.home.id):
        by = facts.registry.questions.travel
        yield Question(BY_ONE_MODE, transit.lead(facts), commutes.TRAVEL, partial(_travel, facts), by)


def _travel(facts: Facts, area: str) -> Reply:
    answer, *hedge = _travel_lines(facts, area)
    key = transit.known(facts)
    source = f"{facts.source_line(key)}." if key else ""
    return Reply(transit.lead(facts), answer, hedge="".join(hedge), source=source, links=(ON_TRIPS,))


def _travel_lines(facts: Facts, area: str) -> list[str]:
    """How long it takes and what is known without that, at most two lines; what is waited for where it is unknown."""
    key = transit.known(facts)
    near = facts.evaluation(key).latest(area).value if key else None
    known = transit.known_text(facts, key, area if near is not None else None) if key else ""
    waiting = [facts.registry.waits_for(one) for one in facts.registry.roles.timetable]
    awaits = list(dict.fromkeys(facts.registry.waiting[one].needs_plain for one in waiting if one))
    unknown = [f"{silence.NOT_YET}. {awaits[0]}"] if awaits else []
    return [*filter(None, [indicators.ratio_text(facts), *unknown, known])][:2]


# ───────────── The programme and what is decided ─────────────


def _holds(programme: Programme) -> str:
    """From when to when: whole years are told as years, which is how a programme has them that names no days."""
    first, last = programme.valid_from, programme.valid_to
    is_whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return programme.period if is_whole else f"från {on_day(first)} till {on_day(last)}"


def of_programme(facts: Facts) -> Iterator[Question]:
    """How long the programme holds, who decided it, what it is for, and which comes next."""
    programme, by = facts.programme, facts.registry.questions
    holds = f"{programme.title} gäller {_holds(programme)}."
    decided = goal_page.decided(facts)
    yield _one("programme", f"Hur länge gäller {programme.title}?", PROGRAMME, [holds, decided], ON_GOALS, by.programme)
    coming = programmes.prepared(facts)
    if coming:
        told, way = programmes.beside_text(facts, coming), ON_START
    else:
        told, way = programmes.none_coming(facts), ON_GOALS
    quoted = [_quoted(programme.coming)] if programme.coming else []
    yield _one(NEXT, "Vilket program kommer sedan?", PROGRAMME, [told, "", *quoted], way, by.coming)
    if one := programme.responsible:
        asked = "Vem ansvarar för att målen nås?"
        yield _one("responsible", asked, PROGRAMME, [one.told, "", _quoted(one)], ON_GOALS, by.responsible)
    if shared := programme.shared_out:
        asked = "Vem gör vad i genomförandet?"
        quoted = [_quoted(one) for one in (shared, programme.responsible, programme.decides) if one]
        about = [shared.told, *(said.asked for said in programme.said)]  # each body that it names
        yield _one(SHARED, asked, PROGRAMME, [shared.told, "", *quoted], ON_GOALS, by.duties, about)
    for said in programme.said:
        yield _one(f"{SAID}:{said.asked}", said.asked, PROGRAMME, [said.told, "", _quoted(said)], None, said.words)
    own = programme.vision, programme.overarching_goal
    yield _one("vision", "Vad är visionen?", PROGRAMME, [f"”{own[0]}”"], ON_START, by.vision)
    yield _one("aim", "Vad är det övergripande målet?", PROGRAMME, [f"”{own[1]}”"], ON_START, by.aim)


def is_of_all_asked(one: Question) -> bool:
    """Whether a question's answer tells whatever is asked of its matter: who and when, or that nothing follows it."""
    return one.key.startswith(("programme", "unfollowed:", "activities", "takes", JUDGED, f"{SAID}:"))


def is_of_whom(one: Question) -> bool:
    """Whether a question's answer may say who decides or answers for something."""
    return one.key in OF_WHOM or one.key.startswith(f"{SAID}:")


def _quoted(one: Responsible) -> str:
    return f"Programmets ord: ”{one.quote}” ({one.where})."


def of_decisions(facts: Facts) -> Iterator[Question]:
    """What waits for a decision, whether the goals are judged, and what has been done for each."""
    by = facts.registry.questions
    found, asked = decisions.decisions(facts), "Vad behöver beslutas?"
    lines, ways = decisions.lines(found) or [decisions.NOTHING], [way for one in found[:1] for way in one.ways]
    reply = Reply(asked, lines[0], hedge=decisions.days(found), beside=tuple(lines[1:]), links=(ON_START, *ways))
    yield Question("decisions", asked, figures.TARGETS, lambda _area: reply, by.decisions)
    yield Question(REACHED, "Når vi målen?", figures.TARGETS, partial(_reached, facts), by.goals_reached)
    if by.goals_judged:
        asked, left = "Vem bedömer om målen är nådda, och när?", decisions.lines(decisions.of_leadership(facts))
        judges = JUDGES.format(body=facts.home.bodies.leadership.title)
        answer = f"{judges} {NO_DAY}" if left else judges
        told = [answer, "", *left, ENTERED.format(office=capital(facts.home.office_short))]
        yield _one(JUDGED, asked, figures.TARGETS, told, ON_GOALS, by.goals_judged)
    if facts.programme.decides:
        told = [facts.programme.decides.told, "", goal_page.decided(facts), _quoted(facts.programme.decides)]
        yield _one(DECIDED, "Vem bestämmer målen?", figures.TARGETS, told, ON_GOALS, by.goals_decided)
    if by.levels:
        own, told = (
            "Har målen delmål eller målnivåer?",
            [goal_page.NO_TARGETS, "", *decisions.told(decisions.of_committee(facts))],
        )
        yield _one("levels", own, figures.TARGETS, told, ON_GOALS, by.levels)
    yield _one("activities", DONE, PROGRAMME, _activities(facts, *facts.goals), ON_ACTIVITIES, by.activities)
    for key, goal in facts.goals.items():
        told, names = _activities(facts, key), (goal.heading, *goal.words)
        asked = f"Vad har gjorts för målet {headed(facts, goal.heading)}?"
        one = _one(f"activities:{key}", asked, PROGRAMME, told, ON_ACTIVITIES, by.activities, (goal.heading,))
        yield replace(one, must=(names,))


def _reached(facts: Facts, _area: str) -> Reply:
    """Each goal's own word, then what misses a target that somebody has decided; of each its answer beside."""
    goals = {goal.heading: answers.of_goal(facts, key) for key, goal in facts.goals.items()}
    aims = {key: answers.of_indicator(facts, key) for key in facts.of_programme if facts.is_computed(key)}
    missed = {
        key: one for key, one in aims.items() if isinstance(one.typed, IndicatorAnswer) and one.typed.aim and one.word
    }
    told = [f"{heading}: {inside(found.word or silence.NOT_YET)}." for heading, found in goals.items()]
    told += [f"{capital(plain(facts.indicator(key)))}: {inside(one.word or '')}." for key, one in missed.items()]
    beside = tuple(one.answer for one in (*goals.values(), *missed.values()))
    sources = tuple(source for one in (*goals.values(), *missed.values()) for source in one.sources)
    return Reply("Når vi målen?", " ".join(told), hedge=goal_page.NO_TARGETS, beside=beside,
        source=figures.published(sources, facts),
        links=tuple(gaps.on_goal(facts, key) for key in facts.goals))  # fmt: skip


def _activities(facts: Facts, *goals: str) -> list[str]:
    """What was done for goals, the first as the answer and the others beside it; that nobody has entered anything."""
    try:
        known = activities.load(facts.folder, facts.registry.goals)
    except DataError as error:
        return str(error).splitlines()[:1]
    lines = [f"{one.what} ({one.when}). {ended(one.result)}" for one in known if one.goal in goals]
    return [lines[0], "", *lines[1:]] if lines else [no_activities(facts.home)]


def done_for(facts: Facts, known: Sequence[Question], asked: str, subject: Question) -> list[Question]:
    """What is entered as done for the goal of a measure, with how the measure stands beside it; then the measure."""
    kind, _, key = subject.key.partition(":")
    goal = key if kind == "goal" else facts.indicator(key).goal if key in facts.of_programme else ""

    def reply(one: Question, area: str) -> Reply:
        own, it = one.reply(area), subject.reply(area)
        beside = (*own.beside, f"{it.question} {it.answer}")
        return own if kind == "goal" else replace(own, beside=beside, source=it.source)

    found = [replace(one, text=asked, reply=partial(reply, one)) for one in known if one.key == f"activities:{goal}"]
    return [*found, subject] if found else []


def no_activities(home: Home) -> str:
    """That nobody has entered what was done, and who does."""
    office = capital(home.office_short)
    return f"{office} har inte skrivit in några aktiviteter än, så vad som är gjort går inte att läsa här."


# ───────────── Words, sources, documents ─────────────


def of_words(facts: Facts) -> Iterator[Question]:
    """What each declared word means."""
    for word in words.words(facts):
        asked = f"Vad betyder {word.term}?"
        link = Link("Läs mer på Ord", "words")
        yield _one(f"word:{word.term}", asked, WORDS, [word.sentence], link, MEANS)


def of_files(facts: Facts) -> Iterator[Question]:
    """How figures are judged, how fresh they are, when new ones come, and where everything can be fetched."""
    by = facts.registry.questions
    yield comparisons.of_all(facts)
    on_method = Link("Läs mer på Så bedömer vi", "method")
    yield _one("method", method.QUESTION, FILES, [method.LEAD], on_method, by.method)
    fresh = [sources.answer(facts), sources.late_text(facts)]
    yield _one("sources", data_page.QUESTION, FILES, fresh, ON_SOURCES, by.sources)
    yield _one("sources:next", "När kommer nya siffror?", FILES, _coming(facts), ON_SOURCES, by.new_figures)
    yield _one("annual_report", "Var finns den beslutade årsredovisningen?", FILES,
        [NO_ANNUAL_REPORT, "", MADE], ON_ACTIVITIES, by.annual_report)  # fmt: skip
    yield _one("documents", "Var finns dokument att hämta?", FILES, [DOCUMENTS], ON_DOCUMENTS, by.documents)
    yield _one("files", "Var hämtar jag siffrorna som filer?", FILES, [data_page.OPEN], ON_SOURCES, by.files)


def _coming(facts: Facts) -> list[str]:
    """When the sources' next figures come, the nearest first, and which are late."""
    late = sources.late(facts)
    ahead = sorted(
        (one for one in sources.in_use(facts) if facts.as_of <= one.next_expected < date.max),
        key=lambda one: one.next_expected,
    )
    lines = [f"{one.title}: väntas senast {one.expected_text}." for one in ahead[:MOST_COMING]]
    return [lines[0], late, *lines[1:]] if lines else [sources.late_text(facts)]
