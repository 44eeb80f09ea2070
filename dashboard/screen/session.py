"""What a page run reads: the facts, cached by version, fixed versions and timetables."""

from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import address, asked as asked_for, kept
from dashboard.address import EDITION
from dashboard.blocks.table import Table
from dashboard.content import facts as content
from dashboard.content.data import editions as edition_texts, lists
from dashboard.content.facts import Facts
from dashboard.content.timetables import stops as transit_stops, timetables
from dashboard.content.timetables.stops import Stops
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.trips.roads import Day, Roads
from malkollen import served
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.errors import DataError, MalkollenError
from malkollen.registry import registry
from malkollen.streets import street_map
from malkollen.travel import journeys, network as travel, stations


def facts() -> Facts:
    """Everything the pages read; a database or registry that was swapped in is picked up at the next interaction.

    Where the address asks for a fixed version, everything is as it was then; where it asks for another programme than
    the one that leads, it is read under that.
    """
    if name := edition_name():
        return _edition(name, editions.find(storage.data_folder(), name).fingerprint)
    if programme := asked_for.programme():
        return asked_for.facts(storage.fingerprint(storage.database()), registry.version(), served.as_of(), programme)
    return _facts(storage.fingerprint(storage.database()), registry.version(), served.as_of())


def now() -> Facts:
    """What holds now, whatever any address asks for; for those who read without a page."""
    return _facts(storage.fingerprint(storage.database()), registry.version(), served.as_of())


def of_edition(name: str) -> Facts:
    """A fixed version by its name; MalkollenError where there is none."""
    return _edition(name, editions.find(storage.data_folder(), name).fingerprint)


def edition_name() -> str | None:
    """The fixed version that the address asks for; it follows the visitor from page to page until left."""
    run = address.run()
    name, meant = ("", "") if run.is_of_now else (run.asked.get(EDITION, ""), run.bar.get(EDITION, ""))
    run.settle(EDITION, name, "", meant)
    return name or None


def leave_edition() -> None:
    """Back to what holds now."""
    open_edition(None)


def open_edition(name: str | None) -> None:
    """The same page in another fixed version; in what holds now where there is no name."""
    address.press(EDITION, name)
    address.press(address.PINNED, None)


@st.cache_resource(max_entries=4, show_spinner="Öppnar den fastställda versionen …")
def _edition(name: str, fingerprint: str) -> Facts:  # noqa: ARG001 - a key
    return kept.settled(content.load_edition(storage.data_folder(), name))


@st.cache_resource(max_entries=1, show_spinner="Läser siffrorna …")
def _facts(database: tuple[int, int, int], registry_version: str, day: date) -> Facts:  # noqa: ARG001 - keys
    # A name with an underscore first would not be a key: the figures of the first visit would stay for ever.
    return kept.settled(content.load(storage.database(), day))


def edition_values() -> Table | None:
    """The values of the fixed version asked for, from its plain file; None where there is none to read."""
    try:
        return edition_texts.plain_values(storage.data_folder(), edition_name() or "")
    except MalkollenError:
        return None


def edition_differs() -> str | None:
    """Whether a fixed version's verdicts are worded otherwise by this program than they were."""
    name = edition_name()
    found = editions.find(storage.data_folder(), name) if name else None
    return _differs(found.name, found.fingerprint) if found else None


@st.cache_data(max_entries=4, show_spinner=False)
def _differs(name: str, fingerprint: str) -> str | None:
    return edition_texts.differs(_edition(name, fingerprint), storage.data_folder())


def since_edition() -> edition_texts.Since | None:
    """What is another than in the fixed version before what is shown; None where none is."""
    shown, data = facts(), storage.data_folder()
    before = edition_texts.before(shown, data)
    if before is None:
        return None
    if made := shown.edition:
        return _between(made.name, made.fingerprint, before.fingerprint)
    own = tuple(storage.fingerprint(data / name) for name in lists.FILES)
    return _since(before.fingerprint, storage.fingerprint(storage.database()), own, registry.version(), served.as_of())


def correcting_edition() -> edition_texts.Since | None:
    """What is another than in the version of the same meeting that the shown one corrects; None where it corrects none.

    Kept as what is another since the meeting before: both are of versions that never change.
    """
    made, data = facts().edition, storage.data_folder()
    earlier = editions.corrects(data, made) if made else None
    return _correcting(made.name, made.fingerprint, earlier.fingerprint) if made and earlier else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _correcting(name: str, fingerprint: str, earlier: str) -> edition_texts.Since | None:  # noqa: ARG001 - a key
    return edition_texts.correcting(_edition(name, fingerprint), storage.data_folder())


@st.cache_resource(max_entries=2, show_spinner=False)
def _since(
    before: str, database: tuple[int, int, int], own: tuple[tuple[int, int, int], ...], registry_version: str, day: date  # noqa: ARG001 - keys
) -> edition_texts.Since | None:  # fmt: skip
    return edition_texts.since(_facts(database, registry_version, day), storage.data_folder())


@st.cache_resource(max_entries=4, show_spinner=False)
def _between(name: str, fingerprint: str, before: str) -> edition_texts.Since | None:  # noqa: ARG001 - a key
    return edition_texts.since(_edition(name, fingerprint), storage.data_folder())


def transit() -> Transit:
    """What a build has computed of the timetables; a database that was swapped in is picked up likewise."""
    shown = facts()
    path = shown.folder / storage.FILE_NAME
    return _transit(path, storage.fingerprint(path), shown.home.county_code)


@st.cache_resource(max_entries=2, show_spinner="Läser tidtabellerna …")
def _transit(path: Path, database: tuple[int, int, int], county: str) -> Transit:  # noqa: ARG001 - a key
    return kept.settled(timetables.load(path, county))


def stops(timetable: Timetable | None) -> Stops | None:
    """The stops and departures of a timetable, from its files, which never change; None where they cannot be read."""
    if timetable is None:
        return None
    try:
        return _stops(storage.data_folder() / timetable.folder)
    except DataError:
        return None


@st.cache_resource(max_entries=4, show_spinner="Läser hållplatserna …")
def _stops(folder: Path) -> Stops:
    return kept.settled(transit_stops.load(folder))


def roads() -> Roads | None:
    """The street map made ready for the search of travel times; None where none is loaded or it cannot be read."""
    streets = transit().streets
    try:
        return None if streets is None else _roads(storage.data_folder() / streets.file, streets.id)
    except DataError:
        return None


@st.cache_resource(max_entries=1, show_spinner="Förbereder gatukartan …")
def _roads(path: Path, streets: str) -> Roads:  # noqa: ARG001 - a key
    return kept.settled(Roads(street_map.read(path)[0]))


def day(timetable: Timetable | None) -> Day | None:
    """A timetable's day made ready for the search of travel times; None where its files cannot be read."""
    if timetable is None:
        return None
    streets = transit().streets
    try:
        return _day(storage.data_folder() / timetable.folder, streets.id if streets else "")
    except DataError:
        return None


@st.cache_resource(max_entries=2, show_spinner="Förbereder restiderna …")
def _day(folder: Path, streets: str) -> Day:  # noqa: ARG001 - a key
    on_streets = roads()
    network = travel.load(folder, between=on_streets.walks.between if on_streets else None)
    return kept.settled(Day(network, stations.flags(folder, len(network.x)), journeys.names(folder)))


def is_telephone() -> bool:
    """Whether the browser says that it is a telephone's: nothing is asked, and nothing is kept."""
    headers = st.context.headers
    return headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobi" in (headers.get("User-Agent") or "")
