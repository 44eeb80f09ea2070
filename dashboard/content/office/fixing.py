"""Fastställa: what an edition is, those there are, and what is another than in the latest."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Caution, Link, Links, PageBlock, PageSection, Sheet
from dashboard.content.data import editions as texts
from dashboard.content.data.editions import Since
from dashboard.content.facts import Facts
from dashboard.content.goal import decisions, judgements as judged
from dashboard.content.goal.goal import JUDGED
from dashboard.content.office import journal as journal_words, words
from malkollen.editions import editions, fixing
from malkollen.editions.file import Edition
from malkollen.errors import MalkollenError
from malkollen.office import earlier, journal, judgements
from malkollen.office.journal import Act, Line
from malkollen.office.tables import gathered
from malkollen.texts.swedish import in_words, listed

LEAD = (
    "En fastställd version är allt som det är nu: siffror, målvärden, bedömningar, objekt och aktiviteter. Den ändras "
    "aldrig. Fastställ den när underlaget till mötet går ut."
)
JUDGE = "Bedömningen förs in på målets sida, med en förhandsvisning av hur den kommer att läsas."
NO_EDITIONS = "Ingen version är fastställd än."
WHERE_SAVED = "Vad som är ändrat i dem står under Vad som gjorts, på Läget."
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
JUDGEMENTS = "bedömningar"
SAVES = (
    Act.FILLED_IN, Act.DECLARED, Act.TARGET_ADDED, Act.UNDECLARED, Act.DRAFT_CONFIRMED, Act.DRAFT_UNDONE,
    Act.CHANGED_BY_HAND, *journal_words.OF_GOALS,
)  # fmt: skip
"""The acts that change what an edition holds beside the figures."""
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
    return [texts.since_section(found)] if found and (found.values.rows or found.labels.rows) else []


def saved_since(data: Path) -> list[PageSection]:
    """What of the office's own has been saved since the latest edition was made; nothing where nothing has."""
    return [PageSection("", [Text(f"{line} {WHERE_SAVED}")]) for line in saved_lines(data)]


def saved_lines(data: Path) -> list[str]:
    """The same in a sentence, or none."""
    lines = journal.read(data, acts=[Act.FIXED, *SAVES], most=earlier.MOST_LINES)
    if not any(line.act is Act.FIXED for line in lines):
        return []
    since = list(takewhile(lambda line: line.act is not Act.FIXED, lines))
    fixed = next((one for one in editions.listed(data) if one.name == lines[len(since)].about), None)
    saved = dict.fromkeys(_saved(line) for line in gathered.left(since) if not _is_as_fixed(data, fixed, line))
    if not saved:
        return []
    return [f"Ändrat sedan {lines[len(since)].about} fastställdes: {listed(saved)}."]


def _is_as_fixed(data: Path, fixed: Edition | None, line: Line) -> bool:
    """Whether the file of a line lies as an edition has it: what was taken back and done again is no other."""
    name = earlier.file_of(line)
    held = fixed.files.get(name) if fixed and name else None
    return held is not None and (data / name).is_file() and held == earlier.mark((data / name).read_bytes())


def _saved(line: Line) -> str:
    return JUDGEMENTS if line.act in journal_words.OF_GOALS else words.file(earlier.file_of(line))


def proposed(data: Path, day: date, meeting: str) -> str:
    """A name for an edition of a meeting."""
    return fixing.proposed_name(day, meeting, {one.name for one in editions.listed(data)})


def would(name: str) -> str:
    """What a press makes, said before it."""
    return f"Det blir versionen {name}. När den är fastställd går den inte att ändra eller ta bort."


def done(one: Edition) -> str:
    """That an edition is made."""
    return f"Versionen {one.name} är fastställd för {one.meeting}, {in_words(one.day)}."


def ways(name: str, edition: str) -> tuple[Link, Link]:
    """Into a version's documents, and into its pages. name: what an address calls the edition that it asks for."""
    choice = ((name, edition),)
    return Link(f"Dokument ur {edition}", "reports", choice), Link(f"Öppna {edition}", "overview", choice)
