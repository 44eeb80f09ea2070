"""What the office is told of what is read in: what would change, what is held back, how the work goes."""

from collections.abc import Sequence
from pathlib import Path

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Caution, Fold, PageBlock, PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import difference, journal, words
from dashboard.content.office.becoming import Becoming
from dashboard.content.office.difference import Difference
from malkollen.office.journal import Line
from malkollen.office.room import held as back, work
from malkollen.office.room.held import Held
from malkollen.office.room.inbox import Arrived
from malkollen.office.room.proposal import Problem, Proposal
from malkollen.office.room.recognising import Told
from malkollen.office.room.work import Work
from malkollen.office.tables import templates
from malkollen.texts.swedish import at_time, size

LONGEST = 32
"""Letters of a file's name on a button."""
SMALL = 1_000
"""Bytes: of a smaller file nobody needs to know how large it is."""
GOES_ON = "Du kan lämna sidan: arbetet går vidare, och det som blir klart väntar här."
STARTING = "startar på servern; det första steget syns oftast inom 20 sekunder"
DIED = "Arbetet avbröts innan det blev klart, kanske för att servern startades om."
BREAK_OFF = "Avbryt"
ALREADY_THERE = "Inget blir annorlunda: siffrorna finns redan."
PUT_AWAY = "Lägg undan"
STALE = "Siffrorna har bytts sedan detta lästes in. Säg nej, och läs in igen."
ASKS_REASON = "Varför ska siffrorna in, eller inte in? Skälet står i journalen"
SUSPICIOUS = "Siffrorna ser misstänkta ut. Skriv varför de ska in. Ett nej behöver också ett skäl."
AGAIN = "Ni har ångrat de här siffrorna. Skriv varför de ska in igen. Ett nej behöver också ett skäl."
NO_REASON = "Skriv varför siffrorna inte ska in: skälet står i journalen."
"""What a yes and a no without a reason are told, where something looks wrong or was taken back."""
WAITING = "De här filerna väntar. Inget i dem gäller förrän de är inlästa och ni har sagt ja."
REFUSED = (
    "De här filerna har ni svarat nej till, eller så gick de inte att läsa in. De behöver inget svar: ta bort dem när "
    "de inte ska användas."
)
TAKEN_BACK = (
    "De här filerna är ångrade. Siffrorna ur dem står under Det som hålls tillbaka: där tittar ni på dem och svarar."
)
BROUGHT_IN = "De här filerna är införda. Siffrorna ligger kvar när filen tas bort."
FAULTS, FEW = "Visa felen", 3
"""What a fold of faults is called, and how many are told without one."""
UNCHANGED = "Inget som visas är ändrat."
ANSWERLESS = "Inget svar behövs."
"""Where nothing could be read in: there is nothing to say yes or no to."""
PUBLISHERS = "publisher's file"
AFTER_FAULT: dict[str, str] = {
    "file": "Rätta filen och läs in den igen, eller ta bort den i listan nedanför.",
    PUBLISHERS: "De siffror som redan är införda gäller så länge. Rätta inget i filen: ta bort den i listan nedanför, "
    "hämta den på nytt från utgivaren och läs in den. Är felet kvar, skriv till utgivaren.",
    "fetch": "Försök igen om en stund. Går det inte i morgon heller: säg till den som sköter servern.",
    "held": "Vänta på det som utgivaren kommer med härnäst.",
}
"""What to do where nothing could be read in, by the kind of work; where the fault itself does not say."""
SAID = "Skälet: ”{}”."
"""Why somebody took figures back, in their own words."""
MAY_REASON = "Skäl, som står i journalen (får vara tomt)"


def heading(facts: Facts, found: Proposal) -> str:
    """What waits, who read it in and when, and that it does not hold yet."""
    read = f"{_what(facts, found)}: läst {at_time(found.made_at)} av {found.by}"
    return read if found.is_the_same else f"{read}, inte infört än"


def blocks(
    facts: Facts, proposal: Proposal, would: Difference, becoming: Becoming | None, *, is_stale: bool
) -> list[PageBlock]:
    """What a yes would change, what looks wrong in it and what is not in it. becoming: as of `difference.blocks`."""
    others = [problem for problem in proposal.problems if problem.reason not in proposal.suspicions]
    failed = [problem for problem in others if problem.source in proposal.sources]
    shown: list[PageBlock] = [Caution(f"Kom inte med: {_problem(facts, one)}") for one in failed]
    shown.append(Text(difference.summary(would, proposal.kind, words.sources(facts, proposal.sources)), "lead"))
    if is_stale:
        shown.append(Caution(STALE))
    shown += _suspected(facts, proposal)
    if rest := [problem for problem in others if problem not in failed]:
        shown += [Text("Det här är inte med:"), Bullets(tuple(_problem(facts, one) for one in rest))]
    looks_wrong = [reason for reason in proposal.suspicions if reason not in proposal.undone]
    return [*shown, *difference.blocks(facts, would, looks_wrong, becoming)]


def already_there(facts: Facts, proposal: Proposal) -> list[PageBlock]:
    """That what was read in is there already, and what could not be read in beside it."""
    failed = [problem for problem in proposal.problems if problem.source in proposal.sources]
    return [Text(ALREADY_THERE, "lead"), *(Caution(f"Kom inte med: {_problem(facts, one)}") for one in failed)]


def _suspected(facts: Facts, proposal: Proposal) -> list[PageBlock]:
    """What looks wrong, or why it was held back: a line, or a list where there is more."""
    lines = [line for reason in proposal.suspicions for line in _lines(facts, proposal, reason)]
    said: list[PageBlock] = [Text(SAID.format(one.rstrip("."))) for one in proposal.said]
    is_held = proposal.kind == "held"  # also what somebody took back, which need not look wrong
    where = words.where(facts, proposal.sources) if lines else []
    if len(lines) <= 1:
        told = [Caution(f"{'Hölls tillbaka' if is_held else 'Ser misstänkt ut'}: {line}") for line in lines]
        return [*told, *said, *where]
    many = f"Hölls tillbaka av {len(lines)} skäl" if is_held else f"{len(lines)} saker ser misstänkta ut"
    return [
        Caution(f"{many}. Se efter hos utgivaren innan ni svarar."),
        Bullets(tuple(lines)),
        *said,
        *where,
    ]


def _lines(facts: Facts, proposal: Proposal, reason: str) -> list[str]:
    """What a reason tells, a line each; that somebody took the figures back is one, without that person's words."""
    if reason not in proposal.undone:
        return words.suspicions(facts, reason)
    plain = next((before for said in proposal.said if (before := reason.removesuffix(f": {said}")) != reason), reason)
    return [words.reason(facts, plain)]


def needs_reason(found: Proposal) -> bool:
    """Whether a yes or a no must say why."""
    return bool(found.suspicions)


def reasonless(found: Proposal, word: str) -> str:
    """What an answer without a reason is told. word: "accept" or another answer."""
    if word != "accept":
        return NO_REASON
    return SUSPICIOUS if found.looks_wrong else AGAIN


def held_sources(data: Path) -> set[str]:
    """The sources that are held back and to be seen."""
    return {one.source for one in back.held(data) if not one.put_away}


def held(facts: Facts, raw: Sequence[Held]) -> list[Held]:
    """The sources whose newest figures are held back, by the raw folder or, where that does not say, the database.

    Those that somebody has put away are not among them.
    """
    known = {one.source for one in raw}
    others = (Held(one.module, one.reason or "") for one in facts.fetches if one.state == "held")
    return [*(one for one in raw if not one.put_away), *(one for one in others if one.source not in known)]


def held_text(facts: Facts, one: Held) -> str:
    """Which figures are held back, why, and whether somebody has refused them."""
    why = words.suspicions(facts, one.line)
    said = f" {SAID.format(one.words.rstrip('.'))}" if one.words else ""
    answered = f" Ni svarade nej {at_time(one.refused_at)}." if one.refused_at else ""
    more = " Mer står nedanför." if len(why) > 1 else ""
    return f"{words.source(facts, one.source)}. {why[0] if why else ''}{said}{more}{answered}"


def held_more(facts: Facts, one: Held) -> list[str]:
    """What looks wrong beside what the text tells, a line each: the rest of many, or of what was taken back."""
    rest = words.suspicions(facts, one.line)[1:]
    return [*rest, *(line for reason in one.suspicions for line in words.suspicions(facts, reason))]


def put_away(facts: Facts, one: Held) -> str:
    """That somebody has put away what is held back, who and when."""
    line = one.put_away
    by = f", borttaget {at_time(line.at)} av {line.who or line.address}" if line else ""
    return f"{words.source(facts, one.source)}{by}"


def is_put_away(facts: Facts, module: str) -> str:
    """The receipt of putting away what is held back of a source."""
    return f"{words.source(facts, module)}: borttaget härifrån. De siffror som visas är desamma som förut."


def is_brought_back(facts: Facts, module: str) -> str:
    """The receipt of bringing it back."""
    return f"{words.source(facts, module)}: står bland det som hålls tillbaka igen."


def fetchable(facts: Facts) -> dict[str, str]:
    """The sources that may be asked now, each with what it is called, by their names."""
    modules = {one.module for one in facts.fetches if one.state != "carried" and one.help is None}
    return dict(sorted(((one, words.source(facts, one)) for one in modules), key=lambda pair: pair[1]))


def arrived(one: Arrived, told: Told, answer: Line | None = None) -> str:
    """A file in the inbox: its name, size and what it is, or why nobody can tell; and what was answered to it."""
    after = f". {journal.answer(answer)}" if answer else ""
    large = size(one.size) if one.size >= SMALL else "under 1 kB"
    return f"{one.name}, {large}: {told.title or _why(one, told)[0]}{after}"


def shortened(name: str) -> str:
    """A file's name as a button has room for it: its beginning, and its end, where it ends as others begin."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 13]}…{name[-12:]}"


def refused(facts: Facts, answer: Line | None) -> list[PageSection]:
    """Why a file could not be read in, where it lies; many faults are folded."""
    lines = journal.faults(facts, answer)
    faults = Bullets(tuple(lines))
    if not lines or answer is None:
        return []
    return [PageSection("", [faults if len(lines) <= FEW else Fold(FAULTS, [faults], key=f"refused-{answer.id}")])]


def advice(one: Arrived, told: Told) -> str:
    """What a file that nobody can tell looks like, and what to do; empty where there is nothing more to say."""
    return _why(one, told)[1]


def _why(one: Arrived, told: Told) -> tuple[str, str]:
    """Why nobody can tell, and all that is said after."""
    first, _, more = told.fault.removeprefix(f"{one.name}: ").partition(". ")
    return first.rstrip("."), more


def progress(now: Work) -> str:
    """Who does what, and how far it has come."""
    step = STARTING if now.step == work.STARTING else now.step
    return f"{now.by} {now.what} sedan {now.started_at.astimezone():%H:%M}: {step}"


def outcome(facts: Facts, now: Work, failed: Line | None = None, removed: Sequence[Line] = ()) -> list[PageBlock]:
    """How the last work ended, where it ended otherwise than well; nothing once its file has been taken away.

    failed: the journal's line of a file in it. removed: of each file that has been taken away.
    """
    if any(
        now.what.endswith(f" {line.about}") and line.at >= now.started_at.replace(microsecond=0) for line in removed
    ):
        return []
    who = f"Startat av {now.by} {at_time(now.started_at)}: {now.what}"
    if now.state == "dead":
        return [Caution(f"{DIED} {UNCHANGED} Gör om det. {who}.")]
    if now.state == "broken":
        return [Caution(f"Avbrutet av {now.broken_by}. {UNCHANGED}"), Text(f"{who}.", "caption")]
    if now.state != "failed":
        return []
    lines = [words.with_keeper(words.reason(facts, line)) for line in words.in_order(now.reason.splitlines())]
    many = f", {len(lines)} fel" if len(lines) > 1 else ""
    faults = Fold(FAULTS, [Bullets(tuple(lines))], is_open=True) if many else Text(" ".join(lines))
    kind = PUBLISHERS if failed and failed.about and not templates.blank(failed.about) else now.kind
    after: list[PageBlock] = []
    if kind in AFTER_FAULT and not now.says_what_to_do:
        after.append(Text(words.with_keeper(AFTER_FAULT[kind])))
    if failed and kind == PUBLISHERS:
        after += words.where(facts, [failed.about])
    told = f"Det gick inte{many}. {UNCHANGED}" + (f" {ANSWERLESS}" if now.kind else "")
    return [Caution(told), faults, *after, Text(f"{who}.", "caption")]


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


def _problem(facts: Facts, one: Problem) -> str:
    """Which source, and why it is not in; its publisher, where the reason begins with that, not once more."""
    publisher = next((fetch.publisher for fetch in facts.fetches if fetch.module == one.source), one.source)
    return f"{words.source(facts, one.source)}. {words.reason(facts, one.reason.removeprefix(f'{publisher}: '))}"
