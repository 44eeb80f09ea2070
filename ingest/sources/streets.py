"""The street network from OpenStreetMap: the national extract of Geofabrik, or one that somebody gives.

Of the extract, near a thousand million bytes, only the streets of the home county and 20 km around are kept, as one
Parquet file with licence and date: the raw file of the fetch, and data/streets/streets.parquet of the newest that is
read. The extract itself is not. It is fetched when it is asked for by name; after that also with all others, at most
every MALKOLLEN_STREETS_DAYS days. Source: download.geofabrik.de (ODbL), wiki.openstreetmap.org/wiki/Downloading_data.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching import addresses, clock, conditional, manifests
from ingest.fetching.download import UNCHANGED, Client
from ingest.fetching.large import Large
from ingest.fetching.raw import Fetch
from ingest.live import BadFetchError, Live, NotDueError, limits_of
from ingest.source import Source
from ingest.streets import area, maps
from malkollen.database import storage
from malkollen.errors import DataError, SourceError
from malkollen.files import temporary, whole_file
from malkollen.streets import street_map
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

SOURCE = "streets"
PUBLISHER = "OpenStreetMap"
KEPT = "streets.parquet"
EXTRACT = "extract.osm.pbf.part"
NAME = "openstreetmap"
"""In ingest/publishers/."""
URL_VARIABLE = "MALKOLLEN_STREETS_URL"
DAYS_VARIABLE = "MALKOLLEN_STREETS_DAYS"
DAYS_BETWEEN = 90  # streets change little in a quarter, and the file is large
SLOWEST = 6 * 3600.0  # seconds for the whole of it
MADE = "PÅHITTAD"
DECLARED = addresses.of(NAME, URL_VARIABLE)
LIVE = Live.of(
    PUBLISHER,
    DECLARED,
    is_computed=True,
    is_on_demand=True,
    largest_given=maps.MOST_BYTES,
)


def fetch(client: Client, into: Fetch, since: int | None, say: Callable[[str], None]) -> None:  # noqa: ARG001
    """Fetches the national extract unless the publisher says that it is unchanged, and keeps the streets around home.

    Raises:
        NotDueError: it was fetched less than MALKOLLEN_STREETS_DAYS (90) days ago.
    """
    before = next(iter(conditional.good_before(into)), None)
    if before is not None:
        _refuse_too_soon(before)
    path = publishers.read(NAME)["path"]
    url, extract = f"{DECLARED.base}{path}", into.folder / EXTRACT
    large = Large(client.publisher, replace(limits_of(NAME), slowest_seconds=SLOWEST), declared=DECLARED)
    answer = large.save(url, extract, _conditions(before), say)
    if answer.status == UNCHANGED and before is not None:
        into.keep_again(KEPT, before)
        return
    try:
        kept = _read(extract, into.folder / f"{KEPT}.part", _around(into), say, path.rpartition("/")[2])
    except SourceError as error:
        extract.unlink(missing_ok=True)
        raise SourceError(f"{PUBLISHER}: {str(error).replace(EXTRACT, 'utdraget')}") from None
    into.keep_written(KEPT, kept, answer)
    extract.unlink(missing_ok=True)


def take(path: Path, into: Fetch, say: Callable[[str], None]) -> None:
    """Takes an extract that somebody gives, or a map kept by another Målkollen."""
    maps.require(path)
    with temporary.folder() as scratch:
        kept = scratch / path.name
        if street_map.is_kept(path):
            streets, about = street_map.read(path)
            street_map.write(kept, streets, about)
        else:
            _read(path, kept, _around(into), say, path.name)
        into.keep_file(KEPT, kept)


def probe(client: Client) -> str:
    """Asks for the extract's day without downloading it."""
    answer = client.head(f"{DECLARED.base}{publishers.read(NAME)['path']}")
    return f"svarar: utdraget ändrades {answer.last_modified or 'vid okänd tid'}"


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The street map as it is declared."""
    entry = _entry(fetches[0])
    is_given = manifests.is_given(entry)
    is_made = MADE in manifests.given_name(entry)
    return {
        SOURCE: Source(
            publisher=PUBLISHER,
            title="PÅHITTAD gatukarta, gjord för prov" if is_made else "Gator och vägar (OpenStreetMap)",
            publication="utdrag ur OpenStreetMap över Sverige, beskuret till länet och två mil runt om",
            url=publishers.read(NAME)["page"],
            reference="den dag utdraget gjordes",
            licence=street_map.LICENCE,
            attribution="Källa: PÅHITTAD gatukarta" if is_made else street_map.ATTRIBUTION,
            attribution_raw="Källa: PÅHITTAD gatukarta" if is_made else street_map.ATTRIBUTION,
            retrieved=str(entry["fetched_at"])[:10],
            retrieved_through=str(entry["url"]) if is_given else "Geofabrik",
            cadence=f"varje dag hos Geofabrik; hämtas här högst var {DAYS_BETWEEN}:e dag, när den begärts en gång",
            lag_months=0,
            caveats=(
                "Kartan ritas av frivilliga: en väg, grind eller hastighet kan saknas eller vara fel.",
                "Biltider är fri fart utan köer. Det som räknas ur kartan delas under samma licens (ODbL).",
            ),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Puts the newest map in data/streets and its row in mart.streets; BadFetchError where it cannot be read."""
    newest = fetches[0]
    try:
        streets, about = street_map.read(newest.file(KEPT))
    except DataError as error:
        raise BadFetchError(newest, f"{PUBLISHER}: {error}") from None
    data = newest.data
    path = data / "streets" / KEPT
    content = newest.file(KEPT).read_bytes()
    with storage.writing(path):
        path.parent.mkdir(exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            whole_file.write(path, content)
    day = about.day or date.fromisoformat(str(_entry(newest)["fetched_at"])[:10])
    row = [newest.id, SOURCE, about.name, day, streets.pieces, path.relative_to(data).as_posix()]
    db.execute("INSERT INTO mart.streets VALUES (?, ?, ?, ?, ?, ?)", row)
    said = f"Kartan är från {day} och har {number(streets.pieces)} gatubitar."
    query = "UPDATE mart.sources SET caveats = list_prepend(?, caveats), reference = ? WHERE source = ?"
    db.execute(query, [said, f"{day}", SOURCE])


def _around(into: Fetch) -> area.Area:
    """Where streets are kept of what is fetched into a data folder."""
    reference = into.data / "reference"
    return area.around_home(reference if reference.is_dir() else None)


def _read(extract: Path, kept: Path, around: area.Area, say: Callable[[str], None], name: str) -> Path:
    """Writes the kept map of an extract."""
    streets, about = maps.read(extract, around, say)
    street_map.write(kept, streets, about._replace(name=name))
    return kept


def _conditions(before: Fetch | None) -> dict[str, str]:
    """On what condition it is asked for: that it is another than the one that lies here."""
    entry = before.manifest()["files"].get(KEPT, {}) if before else {}
    marks = {"If-None-Match": entry.get("etag"), "If-Modified-Since": entry.get("last_modified")}
    return {name: mark for name, mark in marks.items() if isinstance(mark, str) and mark.isascii()}


def _refuse_too_soon(before: Fetch) -> None:
    checked = clock.moment(before.manifest().get("checked_at"))
    last = max(date.fromisoformat(str(_entry(before)["fetched_at"])[:10]), checked.date() if checked else date.min)
    text = os.environ.get(DAYS_VARIABLE, "").strip() or str(DAYS_BETWEEN)
    if not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise SourceError(f"{DAYS_VARIABLE}: '{excerpt(text)}' är inte ett antal dagar; skriv till exempel 30 eller 90")
    due, today = last + timedelta(days=int(text)), datetime.now(UTC).date()
    if last <= today < due:
        raise NotDueError(f"hämtades {last} och hämtas igen tidigast {due} ({DAYS_VARIABLE} säger hur ofta)")


def _entry(fetched: Fetch) -> dict[str, object]:
    entry: dict[str, object] | None = fetched.manifest()["files"].get(KEPT)
    if entry is None:
        raise BadFetchError(fetched, f"{PUBLISHER}: hämtningen {fetched.id} har ingen gatukarta; hämta igen")
    return entry
