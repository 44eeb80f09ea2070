"""Ledningsgruppen's judgement of a goal beside the computed proposal, and its history, in words."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.blocks.page import Link
from dashboard.blocks.table import Record, Table, table
from dashboard.content.answers import judged
from dashboard.content.facts import Facts
from dashboard.content.text import ended, file_day, meeting_and_day
from malkollen.assess import METHOD_VERSION
from malkollen.editions.file import Edition
from malkollen.errors import MalkollenError
from malkollen.office import judgements
from malkollen.office.judgements import LABELS, Basis, Judgement
from malkollen.registry import in_force
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import at_time, in_words, listed, number

NONE_STANDS = "har inte gjort någon bedömning som gäller."
IN_EDITION = "I en fastställd version läses bedömningarna bara. En ny förs in på målets sida som den är nu."
NOT_BEGUN = "Programmet har inte börjat gälla. Bedömningar förs in från dess första dag."
NOTES = (
    "Inget tas bort: den som ändrar eller ångrar lägger till en rad.",
    "Förslag då: det uträknade förslaget när bedömningen fördes in.",
)
ANSWERED = (
    "Frågan ”{question}?” gäller hur det är nu, orden om målet nås. Svarade {body} ja på frågan är ordet oftast På "
    "väg, delvis oftast Delvis och nej oftast Inte på väg."
)
AFTER = (
    "Bedömningen förs in efter mötet. Är mötet inte hållet än står det överallt att den är inför mötet: ta Rätta den "
    "som gäller efteråt."
)
"""At the day: what is entered before the meeting is nobody's judgement yet."""
LATEST = 20
"""Rows of a history on the screen."""
FILES_ONLY = ("Program", "Dataversion", "Registerversion", "Metodversion")


def read(facts: Facts, goal: str, path: Path | None = None) -> tuple[list[Judgement], int]:
    """The rows about a goal and those it carries on, its own first, and how many older there was no room for.

    The first that stands is the goal's own where it has one, otherwise the one that has followed with it.

    Args:
        path: of the file; the facts' own where none is named.

    Raises:
        DataError: as `judgements.read`.
    """
    about_goal, older = list[Judgement](), 0
    for key in in_force.followed(facts.registry, goal):
        rows, more = judgements.read(path or facts.folder / judgements.FILE_NAME, key)
        about_goal, older = [*about_goal, *rows], older + more
    return about_goal, older


def standing(facts: Facts, goal: str) -> str:
    """What stands of a goal, in a line for a document: the word and where it comes from, or why there is none."""
    try:
        rows, _ = read(facts, goal)
    except MalkollenError as error:
        return str(error)
    return standing_text(facts.home, rows) + under_text(facts, goal, rows)


def made_under(facts: Facts, goal: str) -> str:
    """What stands of a goal where it was judged under another programme; empty where it was not, or cannot be read."""
    try:
        rows, _ = read(facts, goal)
    except MalkollenError:
        return ""
    under = under_text(facts, goal, rows)
    return f"{standing_text(facts.home, rows)}{under}" if under else ""


def beside_proposal(facts: Facts, goal: str, proposal: str) -> str:
    """How the goal's judgement stands to its proposal; empty where none stands, or the file cannot be read."""
    try:
        rows, _ = read(facts, goal, path(facts))
    except MalkollenError:
        return ""
    found = judgements.standing(rows)
    return (
        to_proposal(found, Basis(proposal, facts.data_version, facts.registry_version, METHOD_VERSION)) if found else ""
    )


def path(facts: Facts) -> Path:
    """Where the judgements of a page are: in a fixed version, those of its day."""
    return facts.folder / judgements.FILE_NAME if facts.edition else judgements.file()


def under_text(facts: Facts, goal: str, rows: Sequence[Judgement]) -> str:
    """After the word of a judgement that has followed with the goal: under which programme it was made."""
    found = judgements.standing(rows)
    return f" (gjord under {_title(facts, found)})" if found and found.goal != goal else ""


def carried_text(facts: Facts, goal: str, judgement: Judgement) -> str:
    """The sentence of a judgement that has followed with the goal; otherwise ""."""
    if judgement.goal == goal:
        return ""
    return f"Bedömningen gjordes under {_title(facts, judgement)} och har följt med målet."


def _title(facts: Facts, found: Judgement) -> str:
    programme = facts.registry.programmes.get(found.programme)
    return programme.title if programme else found.programme


def meanings(facts: Facts, goal: str) -> tuple[str, ...]:
    """What each of the words means, a line each, and how they stand to the answer of the goal's question."""
    name, body = facts.home.name, facts.home.bodies.leadership
    asked = facts.registry.goals[goal].question
    return (
        f"På väg: med det som sker nu når {name} målet.",
        "Delvis: en del går åt rätt håll, men det räcker inte.",
        f"Inte på väg: med det som sker nu når {name} inte målet.",
        "Kan inte bedömas: uppgifterna räcker inte för att säga.",
        *([ANSWERED.format(question=asked.rstrip("?"), body=body.name)] if asked else []),
    )


def begin_from(found: Judgement, *, is_standing: bool) -> str:
    """The button that fills in the form as the newest judgement was."""
    which = "Rätta den som gäller" if is_standing else "Gör om den ångrade"
    return f"{which}, {'inför' if found.is_ahead else 'från'} mötet {in_words(found.day)}"


def same_meeting(found: Edition) -> str:
    """The button that fills in the meeting that the latest version was fixed for."""
    return f"Samma möte som den senaste versionen: {meeting_and_day(found.meeting, found.day)}"


def preview(home: Home, label: str, day: str, meeting: str, reason: str, *, is_ahead: bool) -> str:
    """How a judgement will be read at the top of the page; what is not filled in yet stands as three dots.

    is_ahead: whether the meeting is yet to be held.
    """
    word, when, where, why = (text.strip() or "…" for text in (label, day, meeting, reason))
    return judged.told(home, word, when, where, why, is_ahead=is_ahead)


def under(name: str) -> str:
    """Whose name a judgement would be entered under."""
    return f"Den förs in under ditt namn, {name.strip()}, med dagens datum." if name.strip() else (
        "Den förs in under ditt namn, med dagens datum: fyll i det ovan."
    )  # fmt: skip


def now(goal: str, edition: str) -> Link:
    """The way from a fixed version to the goal's page as it is now. edition: what an address calls the version."""
    return Link("Visa målets sida som den är nu", "goal", (("mal", goal), (edition, "")))


def not_allowed(home: Home) -> str:
    """Who enters judgements, where this server takes none."""
    return f"{capital(home.office_short)} för in bedömningen efter mötet."


def heading(home: Home) -> str:
    """Whose judgement it is: "Ledningsgruppens bedömning"."""
    return f"{capital(home.bodies.leadership.genitive)} bedömning"


def standing_text(home: Home, rows: Sequence[Judgement]) -> str:
    """The judgement that stands in a word, or why there is none."""
    found = judgements.standing(rows)
    if found:
        return found.label
    return f"{home.bodies.leadership.title} {NONE_STANDS if rows else 'har inte gjort någon bedömning än.'}"


def to_proposal(found: Judgement, now: Basis) -> str:
    """How a judgement stands to the computed proposal, then and now; the judgement itself leads the page."""
    return " ".join(part for part in (_relation(found), _since(found, now)) if part)


def entered(found: Judgement) -> str:
    """Who entered a judgement, and when."""
    return ended(f"Införd av {found.who} {at_time(found.recorded_at)}")


def _relation(judgement: Judgement) -> str:
    """Confirmed, changed, or without a proposal to compare with."""
    proposed = judgement.proposal.casefold()
    if proposed == judgement.label:
        return "Bedömningen bekräftade det uträknade förslaget."
    if proposed in LABELS:
        return f"Bedömningen ändrade det uträknade förslaget, som var ”{proposed}”."
    return "När bedömningen gjordes gick inget förslag att räkna fram."


def _since(judgement: Judgement, now: Basis) -> str:
    """What the computed proposal has become since the judgement was entered, and what of it is new."""
    then, today = _proposed(judgement.proposal), _proposed(now.proposal)
    if then == today:
        return ""
    versions = {
        "siffrorna": (judgement.data_version, now.data_version),
        "indikatorerna": (judgement.registry_version, now.registry_version),
        "metoden": (judgement.method_version, now.method_version),
    }
    renewed = [word for word, (before, after) in versions.items() if before != after]
    why = f" ({listed(renewed)} har ändrats)" if renewed else ""
    return f"Nu är förslaget ”{today}”{why}." if today else f"Nu går inget förslag att räkna fram{why}."


def _proposed(text: str) -> str:
    """The word of a proposal; empty where there was none, however that was said then."""
    return text.casefold() if text.casefold() in LABELS else ""


def history_table(facts: Facts, goal: str, rows: Sequence[Judgement], older: int = 0) -> Table:
    """The latest judgements and undoings, newest first; the files have all of them.

    Args:
        older: how many more lie in the file of judgements than were read.
    """
    source = f"Källa: {facts.home.bodies.leadership.genitive} bedömningar, införda i Målkollen"
    title = f"{heading(facts.home)}ar: {facts.registry.goals[goal].heading}"
    name = f"malkollen_bedomningar_{goal}_{file_day(facts)}"
    undone, stands = judgements.withdrawn(rows), judgements.standing(rows)
    records = [_record(facts, row, _state(row, undone, stands)) for row in rows]
    is_of_one = len({row.programme for row in rows}) <= 1
    hidden = FILES_ONLY if is_of_one else [name for name in FILES_ONLY if name != "Program"]
    notes = (*_older(older), *NOTES, *_clock(rows))
    whole = table(title, name, records, source, notes=notes, hidden=hidden)
    if len(rows) <= LATEST:
        return whole
    cut = f"Här visas de {LATEST} senaste raderna av {number(len(rows))}. Alla finns i filerna."
    latest = table(title, name, records[:LATEST], source, notes=(cut, *notes), hidden=hidden)
    return replace(latest, long=whole)


def history(home: Home, rows: Sequence[Judgement]) -> list[tuple[str, str, str]]:
    """The latest judgements and undoings for reading, newest first: what and when, why, and who entered it."""
    undone, stands = judgements.withdrawn(rows), judgements.standing(rows)
    return [_told(home, row, _state(row, undone, stands)) for row in rows[:LATEST]]


def _told(home: Home, row: Judgement, state: str) -> tuple[str, str, str]:
    held = judged.held(home, row.day.isoformat(), row.meeting, is_ahead=row.is_ahead)
    head = f"Nr {row.id}: {state}" if row.withdraws else f"Nr {row.id}: {row.label}, {held}; {state}"
    then = [] if row.withdraws else [ended(f"Förslag då: {row.proposal}")]
    return head, row.reason, " ".join([*then, ended(f"Införd av {row.who} {at_time(row.recorded_at)}")])


def _older(count: int) -> list[str]:
    """That there is more in the file than is read, if there is."""
    if not count:
        return []
    return [f"{number(count)} äldre rader läses inte hit. De ligger kvar på servern."]


def _clock(rows: Sequence[Judgement]) -> list[str]:
    """Which times of entry a wrong clock gave, where it shows."""
    wrong = judgements.misdated(rows, datetime.now(UTC))
    if not wrong:
        return []
    numbers = listed([str(one) for one in sorted(wrong)])
    return [f"Serverns klocka har gått fel: tiden då nr {numbers} fördes in är för sen. Ordningen är den rätta."]


def _record(facts: Facts, row: Judgement, state: str) -> Record:
    return {
        "Nr": str(row.id),
        "Bedömning": row.label,
        "Gäller": state,
        "Mötets dag": "" if row.withdraws else row.day.isoformat(),
        "Möte": row.meeting,
        "Motivering": row.reason,
        "Förslag då": row.proposal,
        "Införd av": row.who,
        "Införd": _entered(row),
        "Program": _title(facts, row),
        "Dataversion": row.data_version,
        "Registerversion": row.registry_version,
        "Metodversion": row.method_version,
    }


def _state(row: Judgement, undone: Collection[int], standing: Judgement | None) -> str:
    if row.withdraws:
        return f"ångrar nr {row.withdraws}"
    if row.id in undone:
        return "ångrad"
    return "gäller" if standing and row.id == standing.id else "ersatt"


def _entered(found: Judgement) -> str:
    return f"{found.recorded_at.astimezone():%Y-%m-%d %H:%M}"
