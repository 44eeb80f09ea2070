"""The journal in words: who did what with what, and when, as the office reads it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from dashboard.blocks.blocks import Block, Bullets, Text
from dashboard.blocks.page import Link, Links, PageSection, Sheet
from dashboard.blocks.table import Name, Record, Table, table
from dashboard.content.answers.phrases import kept
from dashboard.content.data import decided as targets
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged
from dashboard.content.office import difference, paragraphs, words
from malkollen.errors import MalkollenError
from malkollen.office import journal, judgements
from malkollen.office.access import COMMAND_LINE, Known
from malkollen.office.journal import Act, Line
from malkollen.office.room import let_in
from malkollen.office.tables import gathered
from malkollen.office.tables.gathered import Gathered
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Target
from malkollen.texts.printable import cut_at_word
from malkollen.texts.swedish import MISSING, at_time, in_words, number, number_word

DECIDED = (
    Act.READ_IN, Act.FETCHED, Act.ACCEPTED, Act.REFUSED, Act.PUT_AWAY, Act.FILLED_IN, Act.DECLARED, Act.TARGET_ADDED,
    Act.UNDECLARED, Act.CHANGED_BY_HAND, Act.DRAFT_CONFIRMED, Act.DRAFT_REMOVED, Act.DRAFT_UNDONE, Act.JUDGED,
    Act.JUDGEMENT_CORRECTED, Act.JUDGEMENT_UNDONE, Act.FIXED,
)  # fmt: skip
"""What is told in sentences, where it holds still: what somebody has decided or brought in; the table has all."""
HANDED = (*DECIDED, *gathered.OF_FILES)
"""The same, and what tells which files were taken away because they could not be read in."""
AT_LEAST = timedelta(days=30)
"""How far back it is told, and further where the latest edition is older."""
AT_ONCE = timedelta(seconds=5)
"""Within which a judgement and its line in the journal are written."""
MOST_TOLD, MOST_LINES = 9, 2000
"""Sentences, no more than leave the paper two sheets, and lines that they are looked for in."""
LONGEST = 200
"""Letters of what a list's saves changed, in a sentence."""
NOTHING = "Inget än."
CHANGED = "Alla siffror som ändrats: Vad inläsningarna ändrade"
CHANGES = Links((Link(CHANGED, "sources", part="vad-som-andrats"),), "journal-changes")
DONE, PART = "Vad som gjorts", "vad-som-gjorts"
"""The section's heading, and its anchor."""
FROM_FILE = (Act.READ_IN, Act.ACCEPTED, Act.REFUSED, Act.ALREADY_THERE, Act.BROKEN_OFF, Act.FAILED)
OF_SOURCES = (*FROM_FILE, Act.FETCHED, Act.TRIED, Act.PUT_AWAY)
OF_GOALS = (Act.JUDGED, Act.JUDGEMENT_CORRECTED, Act.JUDGEMENT_UNDONE)
REASONED = (Act.READ_IN, Act.FETCHED, Act.ACCEPTED, Act.REFUSED, Act.JUDGEMENT_UNDONE)
"""What may have been done with a reason."""
EXPLAINED = (*REASONED, Act.JUDGED, Act.JUDGEMENT_CORRECTED, Act.FIXED, Act.DRAFT_CONFIRMED)
"""What is told with its words: a reason, a verdict, a meeting, the stage of an object."""
OF_PARAGRAPHS = (Act.DECLARED, Act.TARGET_ADDED, Act.UNDECLARED)
GONE = "tog bort en fil för hand"
NOBODY = "Någon på servern"
PROGRAM, COMMAND = "Programmet", "Servern"
"""Whoever runs commands there, or the night's fetch."""
EVERYBODY = "alla"


def section(facts: Facts, data: Path) -> PageSection:
    """What has been done, the latest first: what was decided in sentences, and every line in the table.

    Errors as `journal.read`.
    """
    if not (lines := named(journal.read(data))):
        return PageSection(DONE, [Text(NOTHING)], anchor=PART)
    sheet = Sheet(_table(facts, lines), "journal", "Visa journalen")
    ways = [CHANGES] if any(let_in.read(line.words) for line in lines if line.act in REASONED) else []
    return PageSection(DONE, [*decided(facts, data), *ways, sheet], anchor=PART)


def decided(facts: Facts, data: Path) -> list[Block]:
    """What was decided and brought in since the latest edition, or in the last month, and stands; errors as above."""
    every = named(journal.read(data, acts=HANDED, most=MOST_LINES))
    since, refused = _since(every, facts.as_of), gathered.refused_away(every)
    lines = [line for line in every if line.act in DECIDED or {line.id, line.undoes} & refused.keys()]
    late = [line for line in lines if line.at.astimezone().date() >= since and not _is_the_nights(line)]
    done = {line.id: line for line in every}
    goals = {key: goal.heading for key, goal in facts.registry.goals.items()}
    told = [
        _taken_away(facts, one.line, why) if (why := refused.get(one.line.id)) else _decided(facts, data, one, done)
        for one in gathered.gathered(data, gathered.standing(late), goals)
    ]
    if not told:
        return [Text(f"Inget är beslutat eller infört sedan {in_words(since)}.")]
    more = len(told) - MOST_TOLD
    rest = (f"{number(more)} till, i journalen",) if more > 0 else ()
    shown = tuple(map(kept, (*told[:MOST_TOLD], *rest)))
    return [Text(f"Beslutat och infört sedan {in_words(since)}:"), Bullets(shown)]


def _since(lines: Sequence[Line], today: date) -> date:
    """The day of the latest edition, at least a month ago."""
    fixed = next((line.at.astimezone().date() for line in lines if line.act is Act.FIXED), today)
    return min(fixed, today - AT_LEAST)


def _is_the_nights(line: Line) -> bool:
    return line.act is Act.FETCHED and line.known is Known.COMMAND


def _decided(facts: Facts, data: Path, one: Gathered, done: Mapping[int, Line]) -> str:
    """A decision in a sentence: also why figures were let in or not, what was judged, and for which meeting.

    done: as `sentence`.
    """
    line = one.line
    line = replace(line, words=cut_at_word(line.words, LONGEST)) if line.act is Act.FILLED_IN else line
    said = f"{sentence(facts, line, done)}{_decision(facts, line)}"
    if one.count > 1:
        return f"{said}, i {number_word(one.count)} sparningar"
    if not line.words or line.act not in (REASONED if line.undoes else EXPLAINED):
        return said
    if line.act in REASONED:
        why = let_in.reason(line.words).rstrip(".")
        return f"{said}{f', med skälet ”{why}”' if why else ''}{_let_in(facts, line, '. Ändrade ')}"
    return f"{said} ({line.words}{_meeting(facts, data, line) if line.act in OF_GOALS else ''})"


def _decision(facts: Facts, line: Line) -> str:
    """Of a new target who decided it, when and where it stands, and that its measure is now judged against it."""
    target = None if line.undoes else _added(facts, line)
    if target is None:
        return ""
    held = facts.assessor.verdict(target.indicator, facts.areas.home.id)
    is_held = held.target is not None and held.target[1] == target and held.assessment.kind != "jamforelse"
    now = "; måttet bedöms nu mot det" if is_held else ""
    return f", {targets.decision(target)}{now}"


def _let_in(facts: Facts, line: Line, lead: str) -> str:
    """Which figures a yes let in, after a lead; empty where the journal does not say."""
    found = let_in.read(line.words) if line.act in REASONED else None
    return f"{lead}{difference.let_in_words(facts, found)}" if found else ""


def _taken_away(facts: Facts, line: Line, failed: Line) -> str:
    """That a file that could not be read in was taken away, and the shortest of why: to be asked of its publisher."""
    why = min(faults(facts, failed), key=len, default="").rstrip(".") or failed.words
    why = re.sub(rf"^(?:[^:]*: )?{re.escape(failed.file)}[ ,:]+", "", why)  # its name is said before
    which = ", ".join([*([about(facts, failed)] if failed.about else []), failed.file])
    return f"{at_time(line.at)}: {who(line)} tog bort en fil. {which}, lästes inte in: {why}"


def _meeting(facts: Facts, data: Path, line: Line) -> str:
    """Of which meeting a judgement is, and what is left to do where it was entered before it; empty where unknown."""
    try:
        rows, _ = judged.read(facts, line.about, data / judgements.FILE_NAME)
    except MalkollenError:
        return ""
    found = next((one for one in rows if one.label == line.words and abs(one.recorded_at - line.at) < AT_ONCE), None)
    meeting = f"{found.meeting}, {in_words(found.day)}" if found else ""
    return f", inför {meeting}; förs in igen efter mötet" if found and found.is_ahead else meeting and f", {meeting}"


def named(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that let in what was taken back with the name of the file that it came in."""
    undone = {line.undoes for line in lines}
    back = [line for line in lines if line.act is Act.READ_IN and line.file and line.id in undone]
    return [
        replace(line, file=next((one.file for one in back if one.about == line.about and one.id < line.id), ""))
        if line.act is Act.ACCEPTED and not line.file
        else line
        for line in lines
    ]


def undoings(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that take something back."""
    return frozenset(line.id for line in lines if line.undoes)


def sentence(facts: Facts, line: Line, done: Mapping[int, Line] | None = None) -> str:
    """A line in a sentence: when, who, what.

    Args:
        done: lines by number: what is taken back is told by when it was done, since the journal may not be at hand.
    """
    subject = about(facts, line)
    between = " för " if _added(facts, line) and not line.undoes else ": "
    named = f"{between}{subject}" if subject != MISSING else ""
    source = f", ur {line.file}" if line.file and line.act in FROM_FILE else ""
    return f"{at_time(line.at)}: {who(line)} {_told(line, done or {})}{named}{source}"


def who(line: Line) -> str:
    """Who did it: as they are called, with the address of whoever logged in."""
    if line.known is Known.COMMAND:
        return COMMAND if line.who == COMMAND_LINE.name else line.who
    if line.act is Act.SHIPPED:
        return PROGRAM
    if not line.who:
        return line.address or NOBODY
    return f"{line.who} ({line.address})" if line.address else line.who


def what(line: Line, undone: Collection[int] = ()) -> str:
    """What was done, after who did it. undone: the lines that take something back."""
    is_gone = line.act is Act.CHANGED_BY_HAND and not line.fingerprint
    if line.undoes:
        return f"{_taken_back(line, undone)} på rad {line.undoes} i journalen"
    return GONE if is_gone else words.ACTS[line.act]


def _told(line: Line, done: Mapping[int, Line]) -> str:
    """The same where what is taken back is told by when it was done, as far as that is known."""
    found = done.get(line.undoes or 0)
    undone = undoings([*done.values()])
    return f"{_taken_back(line, undone)} från {at_time(found.at)}" if found else what(line, undone)


def _taken_back(line: Line, undone: Collection[int]) -> str:
    is_again = line.undoes in undone and line.act in words.REPEATED
    return (words.REPEATED if is_again else words.UNDONE).get(line.act, "ångrade")


def answer(line: Line) -> str:
    """Who said yes or no to a file, when and why."""
    who, at = line.who or line.address, at_time(line.at)
    if line.act is Act.ALREADY_THERE:
        return f"Läst in {at} av {who}: siffrorna fanns redan; filen kan tas bort"
    if line.act is Act.FAILED:
        return f"Gick inte att läsa in {at} ({who}): {line.words.partition(':')[0] or 'den hade fel'}"
    if line.act is not Act.REFUSED:
        return f"Infört {at} av {who}; filen kan tas bort"
    why = f", med skälet ”{line.words.rstrip('.')}”" if line.words else ""
    return f"{capital(who)} svarade nej {at}{why}. Läs in den igen bara om ni har ändrat er."


def faults(facts: Facts, line: Line | None) -> list[str]:
    """Why a file was refused, a line each as the office reads it; none of any other line."""
    if line is None or line.act is not Act.FAILED:
        return []
    return [words.reason(facts, why) for why in words.in_order(line.words.partition(": ")[2].splitlines())]


def about(facts: Facts, line: Line) -> str:
    """On what: a goal by its name, a file by what is in it, a source as it is called everywhere."""
    if line.act in OF_GOALS:
        goal = facts.registry.goals.get(line.about)
        return goal.heading if goal else line.about
    if line.act in OF_SOURCES and line.about:
        return words.sources(facts, line.about.split(", "))
    if added := _added(facts, line):
        return f"{words.within(facts, added.indicator)} ({line.words or added.title})"
    if line.act in OF_PARAGRAPHS:
        return line.words or paragraphs.name(facts, *line.about.split(".", 1))
    if line.act is Act.FILLED_IN and line.words:
        return f"{words.file(line.about)} ({line.words})"
    if line.act in (Act.FILLED_IN, Act.CHANGED_BY_HAND, Act.SHIPPED):
        return words.file(line.about)
    return line.about or (EVERYBODY if line.act is Act.REVOKED else MISSING)


def _added(facts: Facts, line: Line) -> Target | None:
    """The target that a line added; None of other lines, and where it is gone again."""
    is_one = line.act is Act.TARGET_ADDED
    return facts.registry.targets.get(line.about.partition(".")[2]) if is_one else None


def _table(facts: Facts, lines: Sequence[Line]) -> Table:
    undone = undoings(lines)
    records: list[Record] = [
        {
            "Rad": str(line.id),
            "När": _time(line.at),
            "Vem": who(line),
            "Vad": what(line, undone),
            "Gäller": Name(about(facts, line))
            if line.act is Act.FIXED
            else f"{about(facts, line)}{_decision(facts, line)}{_let_in(facts, line, ': ')}",
            "Ur fil": (line.file or MISSING) if line.act in OF_SOURCES else MISSING,
            "Anteckning": Name(_note(facts, line) or MISSING),
            "Kontrollsumma": line.fingerprint or MISSING,
        }
        for line in lines
    ]
    notes = ("Inget tas bort ur journalen: det som ångras blir en rad till.",)
    return table("Journal", "malkollen_journal", records, "Målkollen", notes=notes, hidden=("Kontrollsumma",))


def _note(facts: Facts, line: Line) -> str:
    """What else a line tells; of a refused file how many faults it had, and which."""
    if line.act in (*OF_PARAGRAPHS, Act.FILLED_IN):
        return ""
    if line.act is Act.TRIED:
        return words.why_not(facts, line)
    if line.act is not Act.FAILED:
        return let_in.reason(line.words) if line.act in REASONED else line.words
    return ": ".join([line.words.partition(": ")[0], *([" ".join(why)] if (why := faults(facts, line)) else [])])


def _time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
