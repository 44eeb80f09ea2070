"""Fastställa: what an edition is, those there are, and what is another than in the latest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Caution, Link, Links, PageBlock, PageSection, Sheet
from dashboard.content.data import editions as texts
from dashboard.content.data.editions import Since
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged
from dashboard.content.goal.goal import JUDGED
from dashboard.content.office import journal as journal_words, standing as sources, words
from dashboard.content.text import meeting_and_day
from malkollen.editions import editions, fixing
from malkollen.editions.file import Edition
from malkollen.errors import MalkollenError
from malkollen.office import earlier, journal, judgements
from malkollen.office.journal import Act, Line
from malkollen.office.judgements import Judgement
from malkollen.office.tables import gathered
from malkollen.texts.swedish import in_words, listed

LEAD = (
    "En fastställd version är allt som det är nu: siffror, målvärden, bedömningar, objekt och aktiviteter. Den ändras "
    "aldrig. Fastställ den när underlaget till mötet går ut."
)
JUDGE = "Bedömningen förs in på målets sida, med en förhandsvisning av hur den kommer att läsas."
NO_EDITIONS = "Ingen version är fastställd än."
WHERE_SAVED = "Det kommer med i nästa version. Vem som ändrade vad, och när, står på Läget:"
FIRST = "Den första versionen: inget att jämföra med än."
ROOM, STANDING, FIX = sources.ROOM, "laget", "faststall"
"""The choice of a part of the page, and two of the parts, as the address says them."""
REPLACES = "Blev något fel? En version tas aldrig bort: fastställ en ny för samma möte och dag, och skicka den."
UNJUDGED = (
    "{goals} har ingen bedömning. Fastställer du nu säger dokumenten att {body} ska bedöma {them}. Har {body} redan "
    "gjort det: för in bedömningen först."
)
OLDER = (
    "Sedan den förra versionen är ingen ny bedömning införd för {goals}: den som gällde då följer med. Är en ny "
    "beslutad: för in den först."
)
ANOTHER = "Fastställ en version till"
NAMELESS = "Namnet föreslås när mötets dag är vald."
FIGURES, JUDGEMENTS = "siffror", "bedömningar"
PARAGRAPHS = {"targets": "målvärden", "goals": "målens frågor"}
"""What is told of as saved, by the registry's table."""
SAVES = (
    Act.FILLED_IN, Act.DECLARED, Act.TARGET_ADDED, Act.UNDECLARED, Act.DRAFT_CONFIRMED, Act.DRAFT_UNDONE,
    Act.CHANGED_BY_HAND, *journal_words.OF_GOALS,
)  # fmt: skip
"""The acts that change what an edition holds beside the figures."""
DAYS_DIFFER = (
    "Versionen {name} är till {meeting} {fixed}, men här står {typed} som mötets dag. Stämmer det? Är dagen fel, rätta "
    "den innan du sparar."
)
MAKING = "Fastställer versionen: kopierar, räknar om och kontrollerar …"


def judging(facts: Facts) -> PageSection:
    """The way to each goal's judgement."""
    links = tuple(Link(goal.heading, "goal", (("mal", key),)) for key, goal in facts.goals.items())
    heading = f"För in {facts.home.bodies.leadership.genitive} bedömning"
    return PageSection(heading, [Text(JUDGE), Links(links, "mk-office-goals")])


def not_judged(facts: Facts, data: Path, day: date | None) -> list[PageSection]:
    """Before an edition is made: which goals have no judgement, or none since the last meeting, and the ways to them.

    Nothing where all have, or where the judgements cannot be read: then no edition is made, and that says why.

    Args:
        day: of the meeting that one is made for, where it is chosen: of a later meeting than the last alone is it told
            that a judgement was there already.
    """
    try:
        lacking = decisions.unjudged(facts)
        stale = _judged_before(facts, data, day, lacking) if day else []
    except MalkollenError:
        return []
    body = facts.home.bodies.leadership.name
    goals, them = ("Målet", "det") if len(lacking) == 1 else ("Målen", "dem")
    which = f"{goals} {_goals(facts, lacking)}"
    told: list[PageBlock] = [Caution(UNJUDGED.format(goals=which, body=body, them=them))] if lacking else []
    told += [Text(OLDER.format(goals=_goals(facts, stale)), "caption")] if stale else []
    links = tuple(
        Link(f"Bedömningen av {facts.goals[key].heading}", "goal", (("mal", key),), part=JUDGED)
        for key in lacking + stale
    )
    return [PageSection("", [*told, Links(links, "mk-office-unjudged")])] if told else []


def meetings(facts: Facts, data: Path) -> Iterator[Link]:
    """The next meeting that a version is fixed for, what has been saved since, and which goals nobody has judged.

    A meeting is held when its day has gone, or a judgement has been entered from it: then the goals that have none are
    told of after it. Last the goals whose judgement was entered before a meeting that has been held since.
    """
    fixed, stands = editions.listed(data), _standing(facts)
    coming = [one for one in fixed if not _is_held(facts, one, stands)]
    unjudged = [key for key, found in stands.items() if found is None]
    if coming:
        day = min(one.day for one in coming)
        latest = next(one for one in coming if one.day == day)  # what corrects another stands before it
        version = f"Fastställd version: {latest.name}"
        yield Link(f"Nästa möte: {meeting_and_day(latest.meeting, day)}. {version}", "office", ((ROOM, FIX),))
        for text in saved_lines(facts, data):
            yield _told(text.rstrip("."))
    for key in unjudged if fixed else ():
        when = "inför nästa möte" if coming else f"efter mötet {meeting_and_day(fixed[0].meeting, fixed[0].day)}"
        yield Link(f"Utan bedömning {when}: {facts.goals[key].heading}", "goal", (("mal", key),))
    for key, found in stands.items():
        if found and found.is_ahead and found.day < facts.as_of:
            told = f"Mötet {in_words(found.day)} är hållet: för in bedömningen av {facts.goals[key].heading} igen"
            yield Link(told, "goal", (("mal", key),))


def _is_held(facts: Facts, one: Edition, stands: Mapping[str, Judgement | None]) -> bool:
    return one.day < facts.as_of or any(
        found is not None and judgements.is_from(found, one.day) for found in stands.values()
    )


def _standing(facts: Facts) -> dict[str, Judgement | None]:
    """The judgement that stands of each goal, or none; nothing where they cannot be read."""
    try:
        return {key: judgements.standing(judged.read(facts, key)[0]) for key in facts.goals}
    except MalkollenError:
        return {}


def _judged_before(facts: Facts, data: Path, day: date, lacking: Sequence[str]) -> list[str]:
    """The goals whose judgement was there already at the last meeting before a day that an edition was made for."""
    fixed = [one for one in editions.listed(data) if one.day < day]
    if not fixed:
        return []
    stands = {key: judgements.standing(judged.read(facts, key)[0]) for key in facts.goals if key not in lacking}
    return [key for key, found in stands.items() if found and found.recorded_at <= fixed[0].created_at]


def _goals(facts: Facts, keys: Sequence[str]) -> str:
    return listed(facts.goals[key].heading for key in keys)


def editions_made(data: Path, name: str) -> list[PageSection]:
    """Every edition with the ways into it and to its documents.

    Args:
        name: what an address calls the edition that it asks for.
    """
    fixed = editions.listed(data)
    if not fixed:
        return [PageSection("Fastställda versioner", [Text(NO_EDITIONS)])]
    links = tuple(link for one in fixed for link in ways(name, one.name)[::-1])
    shown = Sheet(texts.editions_table(data, texts.PROVENANCE), "office-editions")
    blocks: list[PageBlock] = [shown, Links(links, "mk-office-editions")]
    return [PageSection("Fastställda versioner", [*blocks, Text(REPLACES, "caption")])]


def since(found: Since | None) -> list[PageSection]:
    """What would be another in a new edition than in the latest; nothing where nothing would, or there is none."""
    return [texts.since_section(found)] if found and found.is_any else []


def first_or_since(facts: Facts, data: Path, made: Edition) -> list[PageSection]:
    """What is another in an edition that was just made than in those before; of the first that there are none.

    That are the one of the same meeting that it corrects, and the one of the meeting before.
    """
    shown = replace(facts, edition=made)
    found = [one for one in (texts.correcting(shown, data), texts.since(shown, data)) if one]
    return [*map(texts.since_section, found)] or [PageSection("", [Text(FIRST)])]


def saved_since(facts: Facts, data: Path) -> list[PageSection]:
    """What has been read in and saved since the latest edition was made; nothing where nothing has."""
    way = Links((_told(journal_words.DONE),), "mk-office-saved")
    return [PageSection("", [Text(f"{line} {WHERE_SAVED}"), way]) for line in saved_lines(facts, data)]


def _told(label: str) -> Link:
    """The way to where it is told what has been saved."""
    return Link(label, "office", ((ROOM, STANDING),), part=journal_words.PART)


def saved_lines(facts: Facts, data: Path) -> list[str]:
    """The same in a sentence, or none.

    The figures are others where their version is: whether they were read in here, fetched by night or taken back.
    """
    lines = journal.read(data, acts=[Act.FIXED, *SAVES], most=earlier.MOST_LINES)
    if not any(line.act is Act.FIXED for line in lines):
        return []
    since = list(takewhile(lambda line: line.act is not Act.FIXED, lines))
    fixed = next((one for one in editions.listed(data) if one.name == lines[len(since)].about), None)
    figures = [FIGURES] if fixed and fixed.data_version != facts.data_version else []
    own = (_saved(line) for line in gathered.left(since) if not _is_as_fixed(data, fixed, line))
    if not (saved := dict.fromkeys((*figures, *own))):
        return []
    return [f"Ändrat sedan {lines[len(since)].about} fastställdes: {listed(saved)}."]


def _is_as_fixed(data: Path, fixed: Edition | None, line: Line) -> bool:
    """Whether what a line is of is no other than an edition's: its file lies as there, or it came of that meeting."""
    if line.act in journal_words.OF_GOALS:
        return fixed is not None and _is_judged_at(data, fixed, line.about)
    name = earlier.file_of(line)
    held = fixed.files.get(name) if fixed and name else None
    return held is not None and (data / name).is_file() and held == earlier.mark((data / name).read_bytes())


def _is_judged_at(data: Path, fixed: Edition, goal: str) -> bool:
    """Whether the judgement of a goal that stands is from the meeting of an edition, and not from before it."""
    try:
        found = judgements.current(data / judgements.FILE_NAME, goal)
    except MalkollenError:
        return False
    return found is not None and judgements.is_from(found, fixed.day)


def _saved(line: Line) -> str:
    """What a line is of; of the registry's own paragraphs which, as the file holds several kinds."""
    if line.act in journal_words.OF_PARAGRAPHS and (told := PARAGRAPHS.get(line.about.partition(".")[0])):
        return told
    return JUDGEMENTS if line.act in journal_words.OF_GOALS else words.file(earlier.file_of(line))


def proposed(data: Path, day: date, meeting: str) -> str:
    """A name for an edition of a meeting."""
    return fixing.proposed_name(day, meeting, {one.name for one in editions.listed(data)})


def would(name: str) -> str:
    """What a press makes, said before it."""
    return f"Det blir versionen {name}. När den är fastställd går den inte att ändra eller ta bort."


def another_day(data: Path, meeting: str, day: date | None) -> str:
    """That a version of the same meeting has another day than what is typed; empty where it has not, or none is typed.

    It stops nobody: a meeting may have been moved.
    """
    called = " ".join(meeting.split()).casefold()
    same = [one for one in editions.listed(data) if called.startswith(one.meeting.casefold())] if called else []
    if day is None or not same or any(one.day == day for one in same):
        return ""
    one, typed = same[0], in_words(day)
    return DAYS_DIFFER.format(name=one.name, meeting=one.meeting, fixed=in_words(one.day), typed=typed)


def done(one: Edition) -> str:
    """That an edition is made."""
    return f"Versionen {one.name} är fastställd för {meeting_and_day(one.meeting, one.day)}."


def ways(name: str, edition: str) -> tuple[Link, Link]:
    """Into a version's documents, and into its pages. name: what an address calls the edition that it asks for."""
    choice = ((name, edition),)
    return Link(f"Dokument ur {edition}", "reports", choice), Link(f"Öppna {edition}", "overview", choice)
