"""What the office is told of what is read in: what would change, what is held back, how the work goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Caution, Fold, PageBlock, Sheet
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.office import words
from malkollen.database import changed, storage
from malkollen.database.changed import ChangedFigure, ChangedVerdict
from malkollen.office.journal import Line
from malkollen.office.room import proposal as papers
from malkollen.office.room.held import Held
from malkollen.office.room.inbox import Arrived
from malkollen.office.room.proposal import Accepted, Kind, Problem, Proposal
from malkollen.office.room.recognising import Told
from malkollen.office.room.work import Work
from malkollen.texts.swedish import MISSING, listed, number, size

SHOWN = 20
"""Figures and verdicts that are shown; all of them are in the files."""
OWN = "Källa: det som lästs in, jämfört med det som visas"
GOES_ON = "Du kan lämna sidan: arbetet går vidare, och det som blir klart väntar här."
DIED = (
    "Arbetet avbröts innan det blev klart, kanske för att servern startades om. Inget som visas är ändrat. Gör om det."
)
NOTHING = "Inget blir annorlunda: siffrorna är desamma som förut."
STALE = "Siffrorna har bytts sedan detta lästes in. Säg nej, och läs in igen."
ASKS_REASON = "Varför ska siffrorna in, eller inte in? Skälet står i journalen"
REASONLESS = {
    "accept": "Siffrorna ser misstänkta ut. Skriv varför de ska in, eller svara nej.",
    "refuse": "Skriv varför siffrorna inte ska in: skälet står i journalen.",
}
"""What a yes and a no without a reason are told, where something looks wrong."""
WAITING = "De här filerna väntar. Inget i dem gäller förrän de är inlästa och ni har sagt ja."
RECEIPTS = {
    "accept": "Infört: siffrorna visas nu på alla sidor.",
    "refuse": "Lagt åt sidan: inget som visas är ändrat.",
    "undo": "Ångrat: de förra siffrorna visas igen. Det som lästes in står under Det som hålls tillbaka.",
}
UNCHANGED = "Inget som visas är ändrat."
AFTER_FAULT = {
    "file": "Rätta filen, eller hämta den på nytt hos utgivaren, och läs in den igen.",
    "fetch": "Försök igen om en stund. Går det inte i morgon heller: säg till den som sköter servern.",
    "held": "Vänta på det som utgivaren kommer med härnäst.",
}
"""What to do where nothing could be read in, by the kind of work; where the fault itself does not say."""
AFTER_NO: dict[Kind, str] = {
    "file": "Filen ligger kvar bland dem som väntar: läs in den igen, eller ta bort den.",
    "held": "Siffrorna hålls fortfarande tillbaka: titta på dem igen, eller ta bort dem härifrån.",
    "fetch": "Hämta på nytt om du vill se dem igen.",
    "rebuild": "",
}
"""The way back from a no, by what was answered."""
MAY_REASON = "Skäl, som står i journalen (får vara tomt)"
VARIANTS = {"with": "för alla kommuner", "without": "utan kommuner med många företagsbilar"}


@dataclass(frozen=True)
class Difference:
    """What a proposal would change."""

    figures: list[ChangedFigure]
    verdicts: list[ChangedVerdict]


def difference(data: Path) -> Difference:
    """What the proposal that waits would change; DataError where its database cannot be read."""
    with storage.reading(papers.database(data)) as db:
        return Difference(*changed.newest(db))


def heading(facts: Facts, found: Proposal) -> str:
    """What waits, who read it in and when."""
    return f"{_what(facts, found)}: inläst {_time(found.made_at)} av {found.by}"


def blocks(facts: Facts, proposal: Proposal, would: Difference, *, is_stale: bool) -> list[PageBlock]:
    """What a yes would change, what looks wrong in it and what is not in it."""
    others = [problem for problem in proposal.problems if problem.reason not in proposal.suspicions]
    failed = [problem for problem in others if problem.source in proposal.sources]
    shown: list[PageBlock] = [Caution(f"Kom inte med: {_problem(facts, one)}") for one in failed]
    shown.append(Text(summary(would), "lead"))
    if is_stale:
        shown.append(Caution(STALE))
    shown += _suspected(facts, proposal.suspicions)
    if rest := [problem for problem in others if problem not in failed]:
        shown += [Text("Det här är inte med:"), Bullets(tuple(_problem(facts, one) for one in rest))]
    if would.verdicts:
        shown.append(Sheet(_verdicts(facts, would.verdicts), "would-verdicts"))
    if would.figures:
        shown.append(Sheet(_figures(facts, would.figures), "would-figures"))
    return shown


def _suspected(facts: Facts, suspicions: Sequence[str]) -> list[PageBlock]:
    """What looks wrong: a line, or a list where there is more."""
    lines = [line for reason in suspicions for line in words.suspicions(facts, reason)]
    if len(lines) <= 1:
        return [Caution(f"Ser misstänkt ut: {line}") for line in lines]
    return [
        Caution(f"{len(lines)} saker ser misstänkta ut. Se efter hos utgivaren innan ni svarar."),
        Bullets(tuple(lines)),
    ]


def summary(would: Difference) -> str:
    """How many figures and verdicts would be others, in a sentence or two."""
    if not would.figures and not would.verdicts:
        return NOTHING
    counts = {kind: sum(one.kind == kind for one in would.figures) for kind in ("new", "revised", "gone")}
    words = {"new": ("ny", "nya"), "revised": ("ändrad", "ändrade"), "gone": ("borttagen", "borttagna")}
    parts = [f"{number(count)} {words[kind][count != 1]}" for kind, count in counts.items() if count]
    figures = f"{listed(parts)} {'siffra' if len(would.figures) == 1 else 'siffror'}." if parts else ""
    verdicts = len(would.verdicts)
    then = "Inget omdöme blir ett annat." if not verdicts else (
        "Ett omdöme blir ett annat." if verdicts == 1 else f"{number(verdicts)} omdömen blir andra."
    )  # fmt: skip
    return f"{figures} {then}".strip()


def needs_reason(found: Proposal) -> bool:
    """Whether a yes or a no must say why."""
    return bool(found.suspicions)


def held(facts: Facts, raw: Sequence[Held]) -> list[Held]:
    """The sources whose newest figures are held back, by the raw folder or, where that does not say, the database.

    Those that somebody has put away are not among them.
    """
    known = {one.source for one in raw}
    others = (Held(one.module, one.reason or "") for one in facts.fetches if one.state == "held")
    return [*(one for one in raw if not one.put_away), *(one for one in others if one.source not in known)]


def held_text(facts: Facts, one: Held) -> str:
    """Which figures are held back, why, and whether somebody has refused them."""
    why = words.suspicions(facts, one.reason)
    answered = f" Ni svarade nej {_time(one.refused_at)}." if one.refused_at else ""
    more = " Mer står nedanför." if len(why) > 1 else ""
    return f"{words.source(facts, one.source)}. {why[0] if why else ''}{more}{answered}"


def held_more(facts: Facts, one: Held) -> list[str]:
    """What looks wrong beside what the text tells, a line each: the rest of many, or of what was taken back."""
    rest = words.suspicions(facts, one.reason)[1:]
    return [*rest, *(line for reason in one.suspicions for line in words.suspicions(facts, reason))]


def put_away(facts: Facts, one: Held) -> str:
    """That somebody has put away what is held back, who and when."""
    line = one.put_away
    by = f", borttaget {_time(line.at)} av {line.who or line.address}" if line else ""
    return f"{words.source(facts, one.source)}{by}"


def is_put_away(facts: Facts, module: str) -> str:
    """The receipt of putting away what is held back of a source."""
    return f"{words.source(facts, module)}: borttaget härifrån. De siffror som visas är desamma som förut."


def is_brought_back(facts: Facts, module: str) -> str:
    """The receipt of bringing it back."""
    return f"{words.source(facts, module)}: står bland det som hålls tillbaka igen."


def receipt(word: str, kind: Kind | None) -> str:
    """How an answer went. kind: of what was said no to."""
    after = AFTER_NO[kind] if kind and word == "refuse" else ""
    return f"{RECEIPTS[word]} {after}".strip()


def fetchable(facts: Facts) -> dict[str, str]:
    """The sources that may be asked now, each with what it is called, by their names."""
    modules = {one.module for one in facts.fetches if one.state != "carried" and one.help is None}
    return dict(sorted(((one, words.source(facts, one)) for one in modules), key=lambda pair: pair[1]))


def arrived(one: Arrived, told: Told, let_in: Line | None = None) -> str:
    """A file in the inbox: its name, size and what it is, or why nobody can tell; and whether its figures are in."""
    is_in = f". Infört {_time(let_in.at)} av {let_in.who or let_in.address}; filen kan tas bort" if let_in else ""
    return f"{one.name}, {size(one.size)}: {told.title or _why(one, told)[0]}{is_in}"


def advice(one: Arrived, told: Told) -> str:
    """What a file that nobody can tell looks like, and what to do; empty where there is nothing more to say."""
    return _why(one, told)[1]


def _why(one: Arrived, told: Told) -> tuple[str, str]:
    """Why nobody can tell, and all that is said after."""
    first, _, more = told.fault.removeprefix(f"{one.name}: ").partition(". ")
    return first.rstrip("."), more


def progress(now: Work) -> str:
    """Who does what, and how far it has come."""
    return f"{now.by} {now.what} sedan {_clock(now.started_at)}: {now.step}"


def outcome(facts: Facts, now: Work) -> list[PageBlock]:
    """How the last work ended, where it ended otherwise than well."""
    who = f"{now.by} {now.what}, {_time(now.started_at)}"
    if now.state == "dead":
        return [Caution(f"{who}: {DIED}")]
    if now.state != "failed":
        return []
    lines = [words.reason(facts, line) for line in now.reason.splitlines()]
    many = f", {len(lines)} fel" if len(lines) > 1 else ""
    faults = Fold("Visa felen", [Bullets(tuple(lines))], is_open=True) if many else Text(" ".join(lines))
    after = [] if now.says_what_to_do or now.kind not in AFTER_FAULT else [Text(AFTER_FAULT[now.kind])]
    return [Caution(f"Det gick inte{many}. {UNCHANGED}"), faults, *after, Text(f"{who}.", "caption")]


def undoable(facts: Facts, last: Accepted) -> str:
    """What may be taken back, and what that does."""
    what = last.file or words.sources(facts, last.sources) or "ombyggnaden"
    return f"Ångra: visa de förra siffrorna igen ({what}, infört {_time(last.at)} av {last.by})"


def _what(facts: Facts, proposal: Proposal) -> str:
    match proposal.kind:
        case "file":
            return proposal.file
        case "held":
            return f"Det som hölls tillbaka ({words.sources(facts, proposal.sources)})"
        case "fetch":
            return f"Hämtat ({words.sources(facts, proposal.sources) or 'alla källor'})"
        case "rebuild":
            return "Ombyggt av det som finns"


def _figures(facts: Facts, figures: Sequence[ChangedFigure]) -> Table:
    records: list[Record] = [
        {
            "Område": _area(facts, one.area),
            "År": str(one.year),
            "Uppgift": words.measure(facts, one.name),
            "Nu": _number(one.old),
            "Blir": _number(one.new),
            "Skillnad": _number(None if one.old is None or one.new is None else one.new - one.old),
        }
        for one in figures
    ]
    return _cut(table("Siffror som skulle ändras", "malkollen_forslag_siffror", records, OWN))


def _verdicts(facts: Facts, verdicts: Sequence[ChangedVerdict]) -> Table:
    known = facts.registry.indicators
    records: list[Record] = [
        {
            "Indikator": known[one.indicator].title if one.indicator in known else one.indicator,
            "Område": _area(facts, one.area),
            "Fråga": f"{one.question} {VARIANTS.get(one.variant, '')}".strip(),
            "Nu": one.old or MISSING,
            "Blir": one.new or MISSING,
        }
        for one in verdicts
    ]
    return _cut(table("Omdömen som skulle bli andra", "malkollen_forslag_omdomen", records, OWN))


def _cut(whole: Table) -> Table:
    """The first rows on the screen, all of them in the files."""
    if len(whole.rows) <= SHOWN:
        return whole
    note = f"De {SHOWN} första av {number(len(whole.rows))}; alla finns i filerna."
    return Table(whole.title, whole.name, whole.columns, whole.rows[:SHOWN], whole.source, (note,), long=whole)


def _number(value: float | None) -> Number:
    return Number(value, 0 if value is None or value == round(value) else 2)


def _area(facts: Facts, area: str) -> str:
    return facts.areas.name(area) if area in facts.areas.by_id else area


def _problem(facts: Facts, one: Problem) -> str:
    """Which source, and why it is not in; its publisher, where the reason begins with that, not once more."""
    publisher = next((fetch.publisher for fetch in facts.fetches if fetch.module == one.source), one.source)
    return f"{words.source(facts, one.source)}. {words.reason(facts, one.reason.removeprefix(f'{publisher}: '))}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"
