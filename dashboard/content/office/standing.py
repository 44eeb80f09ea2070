"""Läget: how each source stands, and the one thing that helps where one needs somebody."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.blocks.blocks import Answer, Bullets, Text
from dashboard.blocks.page import OPERATORS, Entry, Fold, Link, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Note
from dashboard.blocks.table import Record, Table, table
from dashboard.content.data import sources, states
from dashboard.content.facts import Facts
from dashboard.content.office import words
from dashboard.content.office.sources.standings import COUNTED, LATE, WORDS, Standing, State
from dashboard.content.text import file_day
from malkollen.database import freshness
from malkollen.database.changed import Fetched
from malkollen.office.acts.ingesting import Failed
from malkollen.office.room import source_names
from malkollen.office.room.held import Held
from malkollen.texts.swedish import MISSING, at_time, inside, listed, number, with_days_in_words

QUESTION = "Behöver någon källa er?"
ROOM, READ_IN, SOURCE, FETCHING, FILES, NEEDING = "rum", "las-in", "kalla", "hamta-nu", "filer", "behover"
"""The choice of a part of the page, where figures come in and what is fetched there; and parts, by their anchors."""
KEY, WHY, MONTH = "Så får ni en nyckel", "Varför", "Väntas den här månaden"


def standings(facts: Facts, held: Sequence[Held] = ()) -> list[Standing]:
    """Every source that is shown, each that is held back, and each that waits for its key; the most urgent first.

    Args:
        held: what is held back in the raw folder, which the database may not know yet.
    """
    refused = {one.source for one in held if one.refused_at or one.put_away}  # somebody has looked and said no
    newest = {fetch.module: fetch for fetch in facts.fetches if not fetch.is_shown and fetch.module not in refused}
    back = {one.source: one for one in held if one.source not in refused}
    shown = _once([_of(facts, source, newest, back) for source in sources.each_once(facts, facts.sources)])
    feeding = {words.module(facts, source) for source in facts.sources}
    others = [
        Standing(words.source(facts, by), State.HELD, reason=words.reason(facts, one.line),
            is_taken_back=one.is_taken_back)
        for by, one in back.items() if by not in feeding
    ]  # fmt: skip
    waiting = [
        Standing(words.source(facts, by.module), State.KEYLESS, needs="key", reason=words.reason(facts, by.help or ""))
        for by in facts.fetches if by.state == "none" and by.needs == "key" and by.module not in back
    ]  # fmt: skip
    return sorted([*shown, *others, *waiting], key=lambda found: (found.state, found.title))


def days(facts: Facts) -> dict[str, str]:
    """When the next figures of each source are expected, where a day is set: the first, where it brings several."""
    found: dict[str, str] = {}
    for source in facts.sources:
        if (module := words.module(facts, source)) and source.next_expected != date.max:
            found[module] = min(found.get(module, source.expected_text), source.expected_text)
    return found


def _once(shown: Sequence[Standing]) -> list[Standing]:
    """Each that comes alone with its fetch by the name of that: one source has one name."""
    names = Counter(one.called for one in shown)
    return [replace(one, title=one.called) if one.called and names[one.called] == 1 else one for one in shown]


def sections(
    facts: Facts, failed: Failed | None, held: Sequence[Held] = (), tried: Mapping[str, str] | None = None,
    *, is_shut: bool = False,
) -> list[PageSection]:  # fmt: skip
    """The whole of Läget but the journal. failed: the last ingest, where it came to nothing; others: as `Standing`."""
    every = [replace(one, tried=(tried or {}).get(one.module, ""), is_shut=is_shut) for one in standings(facts, held)]
    needing = [one for one in every if not one.is_well]
    return [
        PageSection("", [Answer(QUESTION, "", answer(every), latest(facts))]),
        *([PageSection("Senaste hämtningen gick inte", _night(failed))] if failed else []),
        *([PageSection("Det här behöver någon", [], anchor=NEEDING), *_entries(facts, needing)] if needing else []),
        *_this_month(facts, every),
        *([] if facts.home.keeper else [PageSection("Vem som sköter servern", [Text(words.KEEPERLESS)])]),
        PageSection("Källor som har gett siffror", [Sheet(_table(facts, every), "standing")]),
    ]


def _together(needing: Sequence[Standing]) -> list[list[Standing]]:
    """Those that need somebody, the late ones that come with one fetch together, where the first of them stood."""
    groups: dict[str, list[Standing]] = {}
    for order, one in enumerate(needing):
        is_late = one.state in LATE.values() and one.module
        groups.setdefault(one.module if is_late else str(order), []).append(one)
    return list(groups.values())


def _this_month(facts: Facts, every: Sequence[Standing]) -> list[PageSection]:
    """What is expected this month."""
    due = [one for one in every if one.is_well and one.expected.startswith(f"{facts.as_of:%Y-%m}")]
    lines = tuple(f"{one.title}, {with_days_in_words(one.expected)}" for one in due)
    return [PageSection(MONTH, [Bullets(lines) if lines else Text("Inget mer väntas den här månaden.")])]


def answer(every: Sequence[Standing]) -> str:
    """How many sources need somebody, and for what."""
    if not (needing := sorted(Counter(one.state for one in every if not one.is_well).items())):
        return f"Nej. Alla {sum(bool(one.retrieved) for one in every)} källor är i tid."
    told = [f"{number(count)} {COUNTED[state][count != 1]}" for state, count in needing]
    return f"Ja: {listed(told).replace(' ', ' källa ' if needing[0][1] == 1 else ' källor ', 1)}."


def latest(facts: Facts) -> str:
    """When figures last came."""
    day = max((source.retrieved[:10] for source in facts.sources), default="")
    return with_days_in_words(f"Siffror kom senast {day}. Allt räknades om {facts.built_at:%Y-%m-%d}.") if day else ""


def _of(facts: Facts, source: freshness.Freshness, newest: dict[str, Fetched], back: Mapping[str, Held]) -> Standing:
    fetch, module = words.fetch(facts, source), words.module(facts, source)
    state, reason = _state(fetch, newest.get(module), states.state(facts, source))
    if module in back:
        state, reason = State.HELD, back[module].line
    asked = next((one for one in facts.fetches if one.module == module and one.state != "carried"), None)
    return Standing(
        f"{source.publisher}: {source.title}",
        state,
        source.retrieved,
        source.expected_text if source.next_expected != date.max else "",
        (asked.needs if asked else None) or "",
        words.reason(facts, reason),
        module if asked and asked.help is None else "",
        "" if module in source_names.ALONE else words.source(facts, module),
        module in back and back[module].is_taken_back,
        feeder=module,
    )


def _state(fetch: Fetched | None, newer: Fetched | None, stands: str) -> tuple[State, str]:
    """stands: the word that the pages have for the source."""
    if newer and newer.state in ("held", "refused"):
        return State.HELD if newer.state == "held" else State.REFUSED, newer.reason or ""
    if fetch and fetch.failure:
        return State.FAILED, fetch.failure
    return LATE.get(stands, State.GOOD), ""


def _entries(facts: Facts, needing: Sequence[Standing]) -> Iterator[PageSection]:
    """Each that needs somebody: what is the matter, and the one thing that helps."""
    for order, (one, *more) in enumerate(_together(needing)):
        if more:
            yield _one_press(facts, order, [one, *more])
            continue
        told = Note(with_days_in_words(f"{_matter(one)} {_help(one)}"), "detail")
        blocks: list[PageBlock] = [told, *_ways(facts, one, order)]
        if one.reason:
            blocks.append(Fold(KEY if one.state is State.KEYLESS else WHY, [Text(one.reason)], key=f"reason-{order}"))
        yield PageSection(one.title, blocks, level=3)


def _one_press(facts: Facts, order: int, late: Sequence[Standing]) -> PageSection:
    """Several that are late and come with one fetch: each in a line, and one button."""
    lines = Bullets(tuple(with_days_in_words(f"{one.title}: {inside(_matter(one))}") for one in late))
    blocks: list[PageBlock] = [lines, Note(words.with_keeper(late[0].turn), "detail"), *_ways(facts, late[0], order)]
    return PageSection(late[0].called, blocks, level=3)


def _ways(facts: Facts, one: Standing, order: int) -> list[PageBlock]:
    """The publisher's page where its file is got, and where the one thing that helps is done; none where nothing is."""
    is_read = one.state is not State.HELD and not one.is_asked
    if one.state is State.KEYLESS or (is_read and one.is_shut and one.module and not one.book):
        return []
    pages = words.where(facts, [one.feeder]) if is_read and one.feeder else []
    return [*pages, Entry(f"standing-{order}", _way(one))]


def _way(one: Standing) -> Link:
    """Where the one thing that helps is done, with the source chosen that is fetched."""
    chosen = one.module if one.state is not State.HELD and one.is_asked else ""
    label = "Jämför och svara" if one.state is State.HELD else "Hämta nu" if chosen else "Läs in en fil"
    return Link(label, "office", ((ROOM, READ_IN), (SOURCE, chosen)), part=FETCHING if chosen else "")


def _matter(one: Standing) -> str:
    match one.state:
        case State.HELD if one.is_taken_back:
            return "Siffror som ni har ångrat ligger kvar och hålls tillbaka. De förra visas."
        case State.HELD:
            return "Nya siffror har kommit men visas inte: något i dem ser misstänkt ut. De förra ligger kvar."
        case State.REFUSED:
            return "Det som kom gick inte att läsa. De förra siffrorna ligger kvar."
        case State.FAILED:
            return "Utgivaren svarade inte vid senaste försöket. De förra siffrorna ligger kvar."
        case State.STALE:
            return f"Siffrorna är så gamla att de visas men inte bedöms. Nya väntades {one.expected}."
        case State.UNFETCHED | State.NOT_COME:
            return f"Nya siffror väntades {one.expected}."
        case _:
            return "Härifrån hämtas inget, för nyckeln saknas."


def _help(one: Standing) -> str:
    """Whose turn it is, and what there is to do."""
    if one.state in LATE.values():
        called = f" De hämtas som {one.called}." if one.is_asked and one.called != one.title else ""
        return f"{words.with_keeper(one.turn)}{called}"
    match one.state:
        case State.REFUSED | State.FAILED if one.module and one.is_shut:
            return words.with_keeper(one.shut)
        case State.HELD:
            return "Er tur: jämför dem med de gamla, och säg ja eller nej."
        case State.REFUSED:
            told = "Er tur: hämta igen. Går det inte heller i morgon: säg till den som sköter servern."
        case State.FAILED:
            return "Serverns tur: den försöker igen nästa natt. Går det inte då: hämta igen."
        case _:
            told = "Er tur: be den som sköter servern att skaffa den och lägga in den."
    return words.with_keeper(told)


def _night(failed: Failed) -> list[PageBlock]:
    told = Text(words.with_keeper(f"Hämtningen {at_time(failed.at)} avbröts. {words.NIGHT}"), "takeaway")
    return [told, Fold(OPERATORS, [Text(failed.reason)], key="night")]


def _table(facts: Facts, every: Sequence[Standing]) -> Table:
    records: list[Record] = [
        {
            "Källa": one.title,
            "Läge": WORDS[one.state],
            "Senast goda siffror": one.retrieved or MISSING,
            "Nästa väntas": one.expected or MISSING,
            "Kommer": "hämtas" if one.module or one.state is State.KEYLESS else "som fil",
            "Att göra": MISSING if one.is_well else _help(one),
        }
        for one in every
        if one.retrieved  # the rest stand above, with what each waits for
    ]
    return table("Hur källorna står", f"malkollen_laget_{file_day(facts)}", records, "Målkollen")
