"""The page Kansli: its four rooms, and what is said where it is closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Caution, Fold, Link, Links, PageSection, Place
from dashboard.blocks.printed import WAITING
from dashboard.content.answers.phrases import kept as kept_whole
from dashboard.content.answers.silence import is_written
from dashboard.content.data import awaited as silent
from dashboard.content.facts import Facts
from dashboard.content.goal import draft as drafts
from dashboard.content.office import (
    declaring,
    filled,
    fixing,
    journal as texts,
    paragraphs,
    reading,
    standing as sources,
    unsaved,
    words,
)
from malkollen.database import settings
from malkollen.errors import MalkollenError
from malkollen.office.access import WORDS, Known, Person
from malkollen.office.acts import by_hand, ingesting
from malkollen.office.journal import Act
from malkollen.office.room import held, inbox, proposal as papers, unsaved as kept, work
from malkollen.office.room.inbox import Arrived
from malkollen.office.tables import activities, merging, objects, templates
from malkollen.office.tables.table import Row
from malkollen.registry.home import capital
from malkollen.texts.printable import cut_at_word
from malkollen.texts.swedish import at_time, in_words, inside, listed, number_word, with_days_in_words

ROOM = sources.ROOM
STANDING, READ_IN, FILL_IN, FIX = fixing.STANDING, sources.READ_IN, "fyll-i", fixing.FIX
ROOMS = {STANDING: "Läget", READ_IN: "Hämta och läsa in", FILL_IN: "Fylla i", FIX: "Fastställa"}
CLOSED = "Det här är kansliets rum."
FOLLOW, ANSWER = "Följ arbetet", "Se vad som skulle ändras, och svara"
WAITS = "Det här väntar"
BROUGHT = "Siffror som inte finns än"
NO_DAY, NO_OTHER_DAY = "Ingen dag är satt för dem.", "Ingen dag är satt, utom där den står."
EACH = "Vilka mått som väntar på vad"
ALL_OF_THEM = "Ett mått som står på flera rader behöver allt det."
HAND_OVER = "Lämna över"
FOR_NEXT = (
    "Skriv ut den här sidan till den som tar över: den säger vad som väntar, hur källorna står och vad som gjorts."
)
MANUAL = "Visa kollegan Hjälp, överst på sidan: där finns handboken, också att skriva ut."
HANDED = (
    "Be den som sköter servern att kollegan får rollen kansli, och att din tas bort när du slutar.",
    MANUAL,
    "Det du har skrivit men inte sparat ser bara du: spara det, eller släng det.",
)
PRINTED = "Läget, utskrivet {day}"
"""What the page is headed by on paper, where no other of its rooms is printed with it."""
LONGEST = 90
"""Letters of an activity's name."""
OUTSIDE = {Act.REFUSED: "ni svarade nej", Act.FAILED: "gick inte att läsa in"}
LIES = "ligger kvar här tills den tas bort"
MOST_NAMED = 3
"""Files that wait, or indicators, whose names are told."""
_Way = tuple[Place, tuple[tuple[str, str], ...]]
UNANSWERED = "Siffrorna visas inte förrän någon av er har sagt ja."


def closed(person: Person, *, has_login: bool) -> list[PageSection]:
    """Who the page is for, and why it is not shown. has_login: whether there is a way to log in."""
    if not has_login:
        why = "Inloggning är inte inställd på servern, så rummet är stängt. Den som driver Målkollen kan ställa in den."
    elif person.login is None:
        why = "Logga in nederst på sidan för att öppna det. Går det inte: fråga den som driver Målkollen."
    elif person.known is Known.ENDED:
        why = "Din inloggning har upphört. Logga in igen nederst på sidan."
    else:
        why = f"Du är inloggad som {person.name or person.address}, med rollen {WORDS[person.role]}."
    return [PageSection("", [Text(CLOSED, "lead"), Text(words.with_keeper(why))])]


def standing(facts: Facts, data: Path, person: Person) -> list[PageSection]:
    """Läget: how the sources stand, what waits, and what has been done; what was changed by hand is noticed first.

    What is read in or asked about stands above, by itself: it changes while it is looked at.
    """
    tried = words.tried(facts, data)
    answer, *rest, every = sources.sections(
        facts, ingesting.read(data), held.held(data), tried, is_shut=settings.is_shut()
    )
    sections = [answer, *waiting(facts, data, person), *rest, *brought(facts)]
    try:
        by_hand.notice(data)
        done = texts.section(facts, data)
    except MalkollenError as error:
        return [*sections, PageSection(texts.DONE, [Caution(str(error))]), every]
    return [*sections, handing_over(facts), done, every]


def printed(facts: Facts) -> str:
    """What Läget is headed by on paper."""
    return PRINTED.format(day=in_words(facts.as_of))


def handing_over(facts: Facts) -> PageSection:
    """What whoever comes next needs beside what waits above and what has been done below; printed with them."""
    keeper = [f"Den som sköter servern: {facts.home.keeper}."] if facts.home.keeper else []  # otherwise said above
    return PageSection(HAND_OVER, [Text(FOR_NEXT), Bullets((*keeper, *HANDED))])


def awaited(facts: Facts, data: Path) -> list[PageSection]:
    """What is being read in, or waits for yes or no, and the way there; nothing where neither is."""
    now, waiting = work.read(data), papers.read(data)
    if now and now.is_running:
        way = Links((Link(FOLLOW, "office", ((ROOM, READ_IN),)),), "mk-office-awaited")
        return [PageSection("Det här pågår", [Text(f"{reading.progress(now)}."), way])]
    if waiting is None:
        return []
    if waiting.is_the_same:
        return []
    way = Links((Link(ANSWER, "office", ((ROOM, READ_IN),)),), "mk-office-awaited")
    told = Caution(f"{reading.heading(facts, waiting)}. {UNANSWERED}")
    return [PageSection("En fråga väntar på ert svar", [told, way])]


def waiting(facts: Facts, data: Path, person: Person) -> list[PageSection]:
    """What else waits, a line each that is the way there.

    Files, what the reader has not saved, the next meeting with what it lacks, targets that lack something, objects of
    the draft, results not known.
    """
    links = (
        *_files(data), *_unsaved(facts, data, person), *fixing.meetings(facts, data),
        *paragraphs.lacking(facts, data, (ROOM, FILL_IN)), *_drafts(facts),
        *_results(facts, data),
    )  # fmt: skip
    whole = tuple(replace(one, label=kept_whole(one.label)) for one in links)  # numbers as anybody has typed them
    return [PageSection(WAITS, [Links(whole, WAITING)])] if links else []


def _files(data: Path) -> Iterator[Link]:
    """The files that nobody has answered, and those that did not come in; not the one that is asked about above."""
    now, asked = work.read(data), papers.read(data)
    if now and now.is_running:
        return
    answers = inbox.answered(data)
    back = inbox.taken_back(data, reading.held_sources(data))  # told of among the sources
    about = asked.file if asked and not asked.is_the_same else ""
    lying = sorted(inbox.arrived(data), key=lambda one: (one.at, one.name))
    if files := [one for one in lying if one.name not in (*answers, *back, about)]:
        yield Link(_told(files), "office", ((ROOM, READ_IN),), part=sources.FILES)
    acts = {one.name: answers[one.name].act for one in lying if one.name in answers and one.name != about}
    if outside := [f"{name} ({OUTSIDE[act]}; {LIES})" for name, act in acts.items() if act in OUTSIDE]:
        yield Link(f"Inte införda: {listed(outside)}", "office", ((ROOM, READ_IN),), part=sources.FILES)


def _told(files: Sequence[Arrived]) -> str:
    """Which files wait, and since when."""
    since, names = at_time(files[0].at), [one.name for one in files]
    if len(files) == 1:
        return f"En fil att läsa in, sedan {since}: {names[0]}"
    more = len(files) - MOST_NAMED
    named = [*names[:MOST_NAMED], *([f"{number_word(more)} till"] if more > 0 else [])]
    return f"{capital(number_word(len(files)))} filer att läsa in, den första sedan {since}: {listed(named)}"


def _unsaved(facts: Facts, data: Path, person: Person) -> Iterator[Link]:
    """Each list and form where the reader has something that is not saved."""
    for what, title, way in _typed_in(facts):
        one = kept.newest(data, person, what) if kept.may_keep(person) else None
        if one and not merging.is_in(one.base, one.rows, _saved(facts, data, what, one.base)):
            whose = "av dig" if person.login else "här"  # without login it may be anybody's
            yield Link(f"Osparat {whose}, {at_time(one.at)}: {title}", *way)


def _saved(facts: Facts, data: Path, what: str, base: Sequence[Row]) -> Sequence[Row]:
    """What lies saved of a list or form; nothing of one that is only sent on, or cannot be read."""
    goals = {key: goal.heading for key, goal in facts.registry.goals.items()}
    try:
        match what.split("-", 1):
            case ["objects"]:
                return objects.read(data).rows
            case ["activities"]:
                return activities.read(data, goals).rows
            case ["template", name]:
                return templates.read(data, name).rows
            case ["targets" | "goals" as table, key] if key != declaring.NEW:
                before = declaring.written(table, key)
                return [{name: before.get(name, "") for row in base for name in row}]
            case _:
                return []
    except MalkollenError:
        return []


def _typed_in(facts: Facts) -> Iterator[tuple[str, str, _Way]]:
    """Every list and form that keeps what is typed: by its key, what it is called, and the way there."""

    def filling(part: str, *which: tuple[str, str]) -> _Way:
        return "office", ((ROOM, FILL_IN), (filled.PART, part), *which)

    yield "objects", filled.PARTS[filled.OBJECTS], filling(filled.OBJECTS)
    yield "activities", filled.PARTS[filled.ACTIVITIES], filling(filled.ACTIVITIES)
    for name, title in templates.names().items():
        yield unsaved.of_template(name), f"mallen {title}", filling(filled.TEMPLATES, (filled.TEMPLATE, name))
    for key, title in declaring.targets(facts).items():
        called = "ett nytt målvärde" if key == declaring.NEW else f"målvärdet {title}"
        yield unsaved.of_paragraph("targets", key), called, filling(filled.TARGETS, (filled.TARGET, key))
    for key, goal in facts.goals.items():
        asked = filling(filled.QUESTIONS, (filled.GOAL, key))
        yield unsaved.of_paragraph("goals", key), f"frågan om {goal.heading}", asked
        yield unsaved.of_judgement(key), f"bedömningen av {goal.heading}", ("goal", (("mal", key),))
    yield unsaved.MEETING, "en version till ett möte", ("office", ((ROOM, FIX),))


def _drafts(facts: Facts) -> Iterator[Link]:
    if count := len(filled.left(facts)):
        told = f"Utkastet till prioriterade objekt: {drafts.in_words(count)} kvar att gå igenom"
        yield Link(told, "priorities", part=drafts.REVIEWED)


def brought(facts: Facts) -> list[PageSection]:
    """The figures that are not here, by themselves: nothing waits for an answer.

    Each thing that is waited for is a line that says whose turn it is and is the way there; every figure is in a fold.
    A day is told of a source that has one, as above and in the table: others have none.
    """
    waiting = filled.waiting(facts)
    asked = silent.by_module(facts, waiting)
    fetched = {one: keys for one, keys in asked.items() if one not in templates.names()}
    days = {one: day for one, day in sources.days(facts).items() if one in fetched}
    links = (*_written(facts, waiting), *_fetched(facts, fetched, days))
    named = {one: listed(words.indicators(facts, keys)) for one, keys in asked.items()}
    lines = tuple(f"{words.source(facts, one)}: {its}." for one, its in named.items())
    whole = Fold(EACH, [Bullets(lines), Text(ALL_OF_THEM, "caption")], key="brought")
    told = Text(NO_OTHER_DAY if days else NO_DAY, "caption")
    return [PageSection(BROUGHT, [told, Links(links, f"{WAITING}-brought"), whole])] if links else []


def _written(facts: Facts, waiting: Sequence[str]) -> Iterator[Link]:
    """What somebody at the office writes, a line for each template, and for the list that no source brings."""
    of: dict[tuple[str, ...], list[str]] = {}
    for key in waiting:
        of.setdefault(silent.source(facts, key).reads, []).append(key)
    for names, keys in of.items():
        if not is_written(silent.source(facts, keys[0])):
            continue
        part = ((filled.PART, filled.TEMPLATES if names else filled.OBJECTS),)
        way = (*part, *((filled.TEMPLATE, name) for name in names))
        for needs, its in silent.needed(facts, keys).items():
            named = listed(words.indicators(facts, its))
            yield Link(f"Att fylla i: {named}: {inside(needs.rstrip('.'))}", "office", ((ROOM, FILL_IN), *way))


def _fetched(facts: Facts, of: Mapping[str, Sequence[str]], days: Mapping[str, str]) -> Iterator[Link]:
    """What is fetched or given in a file, a line for each source: first what the office can do itself.

    days: when a source's next figures are expected.
    """
    keyless = {one.module for one in facts.fetches if one.needs == "key" and one.help is not None}
    fetchable = reading.fetchable(facts)
    for module in sorted(of, key=lambda one: (one in keyless, one not in fetchable)):
        named, more = words.indicators(facts, of[module][:MOST_NAMED]), len(of[module]) - MOST_NAMED
        gives = listed([*named, *([f"{number_word(more)} till"] if more > 0 else [])])
        told = f"{words.source(facts, module)}. Behövs för {gives}{_expected(facts, days.get(module))}"
        if module in keyless:
            label = words.with_keeper(f"Nyckel saknas, den som sköter servern skaffar den: {told}")
            yield Link(label, "office", ((ROOM, STANDING),), part=sources.NEEDING)
        elif module in fetchable:
            way = ((ROOM, READ_IN), (sources.SOURCE, module))
            yield Link(f"Att hämta: {told}", "office", way, part=sources.FETCHING)
        else:
            yield Link(f"Att läsa in som fil: {told}", "office", ((ROOM, READ_IN),))


def _expected(facts: Facts, day: str | None) -> str:
    if day is None:
        return ""
    verb = "väntas" if day >= facts.as_of.isoformat() else "väntades"
    return with_days_in_words(f". Nya siffror därifrån {verb} {day}")


def _results(facts: Facts, data: Path) -> Iterator[Link]:
    """The activities whose result nobody knew when they were written in."""
    try:
        rows = activities.read(data, {key: goal.heading for key, goal in facts.registry.goals.items()}).rows
    except MalkollenError:
        return
    names = [row["what"] for row in rows if activities.is_unknown(row["result"])]
    if names:
        more = f" och {number_word(len(names) - 1)} till" if len(names) > 1 else ""
        told = f"Resultatet är inte känt än: {cut_at_word(names[0], LONGEST)}{more}"
        yield Link(told, "office", ((ROOM, FILL_IN), (filled.PART, filled.ACTIVITIES)))
