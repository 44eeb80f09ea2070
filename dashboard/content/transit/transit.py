"""What the page Resor says of itself: what it answers and waits for, and which timetable and day it is."""

import re
from collections.abc import Collection, Sequence

from dashboard.blocks.table import Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.text import amount, file_day
from dashboard.content.timetables.street_source import MADE, StreetSource
from dashboard.content.timetables.timetables import Place, SmallAreas, Timetable, Transit
from dashboard.figures.looks import Row, role_of
from malkollen.texts.swedish import ascii_name, in_words, number

AREA_STEPS = (
    ("Befolkning i SCB:s kilometerrutor, för tillgång och räckhåll (ingen nyckel):", "malkollen ingest scb_areas"),
    ("Eller en egen fil, som också kan ha arbetsplatser:", "malkollen ingest small_areas --from FIL"),
)
STEPS = (
    ("Tidtabell från Trafiklab, med en egen nyckel som är gratis:", "malkollen ingest gtfs"),
    ("Eller en tidtabell som redan ligger på datorn (GTFS, zip-fil eller mapp):", "malkollen ingest gtfs --from FIL"),
)
KNOWN_LINK = "Läs mer om boende nära kollektivtrafik"
KNOWN_UNIT = "Procent av invånarna"
PERIOD = re.compile(r" i tidtabellen \d{4}-\d\d-\d\d–\d{4}-\d\d-\d\d$")
"""What the reason of a reference day says of the timetable's days; the page says them in words."""
LONGEST_IN_NAME = 40
"""Letters of a place in a file's name."""
Case = tuple[Facts, Transit, Timetable | None]
"""What is shown: the facts, all timetables, and the one chosen; None along the streets alone."""
NOT_COMPUTED = "Invånarnas närhet är inte uträknad för den här tidtabellen, fast befolkning per småområde finns."
SMALL_AREAS_WAIT = (
    "Uppgifter om invånare",
    (
        "Då räknas hur många som har kollektivtrafiken nära, som har hög turtäthet på gångavstånd, som når en regional "
        "stadskärna på 30 minuter och som nås från en vald plats."
    ),
    "Här saknas SCB:s uppgifter om var invånarna bor.",
)
"""As markup.waiting takes it: what, about, what it waits for."""
AGAIN = (("Så räknas och skrivs filerna igen ur den sparade tidtabellen:", "malkollen ingest --offline"),)
"""Files that are missing or damaged, and what to run."""


def lead(facts: Facts) -> str:
    """What the page answers."""
    return (
        f"Hur långt når man {facts.home.at}, från punkt A till punkt B, till fots, med cykel, kollektivt och med bil?"
    )


def not_ours(facts: Facts) -> str:
    """That timetables are loaded, and none of them covers the county."""
    return (
        f"Ingen inläst tidtabell täcker {facts.areas.name(facts.home.county)}: ett län räknas när varje kommun i det "
        "har minst en hållplats med trafik den dagen."
    )


def files_text(*, has_stops: bool) -> str:
    """That a timetable's files are missing or damaged, and what cannot be shown then.

    Args:
        has_stops: whether stops and departures can be read, so that only the rides between them are missing.
    """
    what = "" if has_stops else "kartan över avgångar och "
    return (
        f"En del av tidtabellens filer saknas eller är skadade, så {what}restiden från en vald plats visas inte. "
        "De går att räkna fram igen."
    )


def made_text(found: Timetable) -> str | None:
    """That a timetable is made, for a banner; None where it is an operator's."""
    if not found.is_made:
        return None
    return (
        f"{MADE} TIDTABELL. Sidan visar en tidtabell som är gjord för att prova räkningen. Avgångar, tillgång och "
        "restider nedan är inte verkliga."
    )


def state_text(transit: Transit, timetable: Timetable) -> str:
    """Which timetable, which day and why."""
    period = (
        f", gäller {in_words(timetable.starts)}–{in_words(timetable.ends)}"
        if timetable.starts and timetable.ends
        else ""
    )
    feeds = f" ({timetable.feeds})" if timetable.feeds and timetable.feeds != timetable.publisher else ""
    newer = "" if timetable.id == transit.ours[0].id else " Det finns en nyare tidtabell."
    people = f" Befolkning: {transit.small_areas.source_text}." if transit.small_areas else ""
    return f"Referensdag {_chosen_day(timetable)}. Ur {timetable.publisher}{feeds}{period}.{people}{newer}"


def _chosen_day(timetable: Timetable) -> str:
    """The reference day and why it is that."""
    return PERIOD.sub("", timetable.reason.rstrip(".")) or timetable.day_text


def figures(facts: Facts, transit: Transit, found: Timetable) -> list[tuple[str, str]]:
    """Södertörn's departures on the reference day, as label and text; nothing where none have been counted."""
    supply = transit.supply.get(found.id)
    if supply is None:
        return []
    departures = sum(row.departures for code in facts.areas.home_members for row in supply.get(code, {}).values())
    return [(f"Avgångar {facts.home.at} den dagen", number(departures))]


def source_line(
    facts: Facts, transit: Transit, timetable: Timetable | None, *, has_people: bool = False, has_walks: bool = False
) -> str:
    """How figures of a timetable name their source: publisher, day and, where people are counted, their source.

    Args:
        timetable: None for times along the streets alone.
        has_walks: whether they rest on walks, which go on the street map where one is loaded.
    """
    people, streets = transit.small_areas if has_people else None, transit.streets if has_walks else None
    return source_of_several(facts, [timetable] if timetable else [], people, streets)


def source_of_several(
    facts: Facts, used: Sequence[Timetable], people: SmallAreas | None = None, streets: StreetSource | None = None
) -> str:
    """How figures of several timetables name their sources, each once."""
    warning = f"{MADE} tidtabell, inga verkliga avgångar: " if any(found.is_made for found in used) else ""
    names = [f"{found.publisher}, tidtabell för {found.day_text}" for found in used]
    counted = [people.source_text] if people else []
    mapped = [streets_source(streets)] if streets else []
    return f"Källa: {warning}{'; '.join([*names, *counted, *mapped])}, {facts.home.processing}"


def streets_source(streets: StreetSource) -> str:
    """How the street map is named as a source."""
    return f"{streets.attribution.removeprefix('Källa: ')} (ODbL), {in_words(streets.day)}"


def file_name(facts: Facts, found: Timetable | None, what: str, streets: StreetSource | None = None) -> str:
    """A telling file name; a made timetable says so in it, and so does a made street map that times go on.

    Args:
        found: None for times along the streets alone.
    """
    made = "_pahittad" if is_made(found, streets) else ""
    if found is None:
        return f"malkollen_resor{made}_{what}_{file_day(facts)}"
    return f"malkollen_kollektivtrafik{made}_{what}_{found.day}_{file_day(facts)}"


def sheet(  # noqa: PLR0913 - one table, all its parts by name
    case: Case,
    text: str,
    what: str,
    records: Sequence[Record],
    *,
    notes: tuple[str, ...] = (),
    hidden: Collection[str] = (),
    emphasis: Collection[int] = (),
    files: Sequence[Record] | None = None,
    has_people: bool = False,
    has_walks: bool = False,
) -> Table:
    """A table of a timetable's figures: caption, file name, source and notes say what it rests on, files in every row.

    Args:
        what: of its file's name. files: the rows of its files, where those are others than on screen.
        has_people, has_walks: as of `source_line`.
    """
    facts, traffic, timetable = case
    source = source_line(*case, has_people=has_people, has_walks=has_walks)
    common: Record = {**({"Referensdag": str(timetable.day)} if timetable else {}), "Källa": source}
    streets = traffic.streets if has_walks else None
    return table(
        title(timetable, text, streets),
        file_name(facts, timetable, what, streets),
        [record | common for record in records] if files is None else records,
        source,
        notes=method_notes(timetable, *notes),
        hidden=(*hidden, *common),
        emphasis=emphasis,
        files=None if files is None else [record | common for record in files],
    )


def in_a_name(text: str) -> str:
    """A place's name as part of a file's."""
    return ascii_name(text)[:LONGEST_IN_NAME].rstrip("_")


def title(found: Timetable | None, text: str, streets: StreetSource | None = None) -> str:
    """A table's caption; a made timetable or street map says so first."""
    return f"{MADE}: {text}" if is_made(found, streets) else text


def is_made(found: Timetable | None, streets: StreetSource | None) -> bool:
    """Whether anything that figures rest on is made for trial."""
    return any(one is not None and one.is_made for one in (found, streets))


def method_notes(found: Timetable | None, *more: str) -> tuple[str, ...]:
    """What a reader of any of the timetable's tables must know; that it is made stands in title and source."""
    day = [f"En dag är räknad, inte ett genomsnitt: {_chosen_day(found)}."] if found else []
    return (*more, *day)


def known(facts: Facts) -> str | None:
    """The indicator that is known without a timetable; None where nobody has the role, or it has no figures."""
    key = facts.registry.roles.near_transit
    return key if key and facts.is_computed(key) else None


def known_text(facts: Facts, key: str, area: str | None = None) -> str:
    """What can be said without a timetable: the share near transit as published, for an area (else ours) and riket."""
    evaluation, indicator = facts.evaluation(key), facts.indicator(key)
    home, year = facts.areas.home.id, evaluation.latest_year
    ours = amount(indicator, evaluation.at(area or home, year).value)
    where = facts.home.at if area in {None, home} else f"i {facts.areas.name(area or home)}"
    country = amount(indicator, evaluation.at("riket", year).value)
    return (
        f"{ours} av invånarna {where} bodde {year} högst 500 meter från en hållplats med minst en avgång i "
        f"timmen; i riket {country}."
    )


def known_rows(facts: Facts, key: str, mine: str = "") -> list[Row]:
    """The eight, the greatest first, Södertörn and riket as bars: name, share, role.

    Args:
        mine: the reader's municipality, which is marked.
    """
    evaluation = facts.evaluation(key)
    shares = {area: evaluation.at(area, evaluation.latest_year).value for area in known_areas(facts)}
    members = sorted(facts.areas.home_members, key=lambda area: -(shares[area] or 0.0))
    return [
        (facts.areas.name(area), shares[area], role_of(facts.areas, area, mine))
        for area in [*members, facts.areas.home.id, "riket"]
    ]


def known_areas(facts: Facts) -> list[str]:
    """The areas of which something is known without a timetable."""
    return [*facts.areas.home_members, facts.areas.home.id, "riket"]


def place_name(place: Place) -> str:
    """A place in a list, told apart where two share a name: "Södertälje (regional stadskärna)"."""
    kind = {"regional_core": " (regional stadskärna)"}.get(place.kind, "")
    return f"{place.name}{kind}"
