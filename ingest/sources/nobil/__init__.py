"""Public charging from NOBIL: power in kW, points by power class and stations, at the end of each year.

NOBIL only shows how things are now, so every fetch is kept and the past is our own fetches. A fetch stands for
31 December of a year if none is nearer, it is at most 45 days from that day, and a fetch from after it shows that the
day has passed; a fetch whose answer was still the same later stands for that day too, and for the days between where
checks are no more than a week apart. Years without such a fetch are missing, and nothing is shown before the first.
Days that a clock that was wrong wrote (ingest/fetching/clock.py), or that are before the latest change in the dump,
count for nothing and are told. A saved dump (--from) is of the day its recorded heading
says, else the day in its file name (2025-12-31), else the day of its latest change.

A point is an EVSE id within a station, else a connector; its power that of its strongest connector. A municipality
with a point whose capacity code is not known here has no power (missing); one with points whose power NOBIL does not
know has the sum of the others (partial).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest import publishers, staged_rows
from ingest.fetching import addresses, clock
from ingest.fetching.addresses import RefusedError
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch
from ingest.live import BadFetchError, Live
from ingest.source import Source
from ingest.sources.nobil import days as nobil_days, dump as nobil_dump
from ingest.sources.nobil.codes import NAME
from ingest.sources.nobil.days import FILE, NEAR_DAYS, Snapshot, year_ends
from ingest.sources.nobil.dump import NO_MUNICIPALITY, POINT_CLASSES, PUBLISHER, Counts, Dump
from malkollen.errors import SourceError
from malkollen.files import small_file
from malkollen.texts.swedish import listed, number

SOURCE = "nobil"
LEAST_MUNICIPALITIES = 280  # with a station of any kind; fewer is not the whole country
MOST_LOST = 0.2  # of the stations since the year's end before
MOST_STRANGE = 0.02  # of the stations, without a Swedish municipality

ASKED_OTHERWISE = (400, 404, 405, 411, 414)
"""What a service that takes the question as a form alone answers to it in the address."""

LIVE = Live.of(
    PUBLISHER,
    addresses.of(NAME, "MALKOLLEN_NOBIL_URL", "MALKOLLEN_NOBIL_KEY_HOST"),
    has_this_year=True,  # a day near the year's end stands for it
    key_variable="MALKOLLEN_NOBIL_KEY",
    key_help="Sök en egen nyckel (gratis) hos Energimyndigheten eller på info.nobil.no/api.",
)


def fetch(client: Client, into: Fetch, since: int | None, key: str) -> None:  # noqa: ARG001 - it has no past
    """Stores the dump of every Swedish station as it is now; the key is removed from what is kept of the address."""
    if not into.has(FILE):
        answer, dump = _asked(client, key)
        if dump.latest_update and dump.latest_update > answer.fetched_at.date() + clock.DAY:
            raise SourceError(
                f"{PUBLISHER}: utdraget har ändringar från {dump.latest_update}, efter serverns klocka "
                f"({answer.fetched_at:%Y-%m-%d}); rätta klockan och läs in igen. Inget sparades"
            )
        into.keep(FILE, answer)


def probe(client: Client, key: str = "") -> str:
    """Asks for what has changed in a week: whether key, service and form are what they were."""
    dump = _asked(client, key, fromdate=str(datetime.now(UTC).date() - timedelta(days=7)))[1]
    return f"svarar med {number(dump.stations)} stationer som har ändrats på en vecka"


def take(path: Path, into: Fetch) -> None:
    """Stores a saved dump, as JSON or as a recorded answer."""
    try:
        dump = nobil_dump.read(small_file.content(path, nobil_dump.MOST_BYTES))
    except OSError:
        raise SourceError(f"{path.name}: går inte att läsa som en fil") from None
    if (day := nobil_days.day_of_file(path.name, dump)) > datetime.now(UTC).date() + clock.DAY:
        raise SourceError(f"{path.name}: utdraget sägs vara från {day}, som inte har kommit; rätta dagen eller klockan")
    into.keep_file(FILE, path)


def sources(fetches: list[Fetch]) -> dict[str, Source]:
    """What the fetches are, and what in them is not counted."""
    snapshots, wrong = nobil_days.snapshots(fetches)
    chosen = year_ends(snapshots)
    newest = max(snapshots, key=lambda snapshot: snapshot.last, default=nobil_days.as_told(fetches[0]))
    return {
        SOURCE: Source(
            publisher=f"{PUBLISHER} / Energimyndigheten",
            title="Publik laddning: effekt, laddpunkter och stationer",
            publication="NOBIL, egna hämtningar vid årsskiften",
            url=publishers.read(NAME)["page"],
            reference=f"31 december: närmaste hämtning, högst {NEAR_DAYS} dagar bort",
            licence=publishers.read(NAME)["licence"],
            attribution="Källa: NOBIL / Energimyndigheten",
            retrieved=newest.last.isoformat(),
            retrieved_through="NOBIL:s utdrag (datadump), med egen nyckel eller sparad fil",
            cadence="löpande; ett årsskifte i taget",
            lag_months=2,
            caveats=(*_year_caveats(chosen, newest), *_clock_caveats(wrong), *_caveats(newest.dump)),
        )
    }


def stage(db: DuckDBPyConnection, fetches: list[Fetch]) -> None:
    """Stages the year ends that have a fetch; BadFetchError where one, or the newest, is not the whole country."""
    allowed = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    newest = nobil_days.as_told(fetches[0])
    snapshots, wrong = nobil_days.snapshots(fetches)
    chosen = year_ends(snapshots)
    for fetch_, reason in wrong.items():
        if fetch_.manifest().get(clock.NOTE) != reason:
            fetch_.note(clock.NOTE, reason)
    for snapshot in (newest, *chosen.values()):
        _check(snapshot, allowed)
    rows = [
        (code, year, measure, value, status)
        for year, snapshot in chosen.items()
        for code, counts in snapshot.dump.by_municipality.items()
        if code in allowed
        for measure, (value, status) in measures(counts).items()
    ]
    staged_rows.add_measures(db, SOURCE, rows)
    _suspect_half(db, newest, list(chosen.values()))
    if strange := sorted(newest.dump.municipalities - allowed):
        said = f"Inte räknade: stationer med kommunkoder som inte finns ({', '.join(strange)})."
        db.execute("UPDATE mart.sources SET caveats = list_append(caveats, ?) WHERE source = ?", [said, SOURCE])


def measures(counts: Counts) -> Mapping[str, tuple[float | None, str]]:
    """A municipality's figures with their status, by measure."""
    power: tuple[float | None, str] = (round(counts.kw, 2), "partial" if counts.without_kw else "")
    if counts.with_unknown_code or not counts.kw:
        power = (None, "missing")
    return {
        "public_charging_kw": power,
        "nobil_charging_points": (float(counts.points.total()), ""),
        "nobil_charging_stations": (float(counts.stations), ""),
        "nobil_dc_charging_stations": (float(counts.dc_stations), ""),
    } | {name: (float(counts.points[name]), "") for name in POINT_CLASSES}


def _asked(client: Client, key: str, **more: str) -> tuple[Answer, Dump]:
    """A dump as asked for; a fault that the service answers as if nothing were wrong is refused before it is stored."""
    nobil = publishers.read(NAME)
    address = LIVE.declared.base + nobil["path"]
    form = {"apikey": key, "countrycode": nobil["country"], "format": "json", "file": "false"} | more
    with addresses.naming(NAME, "path"):
        try:
            answer = client.get(address, form)  # the form that NOBIL documents
        except RefusedError as error:
            if error.status not in ASKED_OTHERWISE:
                raise
            answer = client.post(address, form=form)
    try:
        return answer, nobil_dump.read(answer.content)
    except SourceError as error:
        said = client.words(str(error).removeprefix(f"{PUBLISHER}: "))
        raise SourceError(f"{PUBLISHER}: {said}") from None


def _check(snapshot: Snapshot, allowed: set[str]) -> None:
    """BadFetchError unless the dump is the whole country's and nearly every station has one of its municipalities."""
    dump = snapshot.dump
    covered = len(dump.municipalities & allowed)
    if covered < min(LEAST_MUNICIPALITIES, len(allowed)):
        reason = f"{PUBLISHER}: utdraget har stationer i {covered} av {len(allowed)} kommuner; hela landets behövs"
        raise BadFetchError(snapshot.fetch, reason)
    strange = dump.left_out[NO_MUNICIPALITY] + sum(
        c.stations for code, c in dump.by_municipality.items() if code not in allowed
    )
    if strange > MOST_STRANGE * dump.stations:
        reason = f"{PUBLISHER}: {strange} av {dump.stations} stationer har ingen svensk kommunkod; koderna har ändrats"
        raise BadFetchError(snapshot.fetch, reason)


def _suspect_half(db: DuckDBPyConnection, newest: Snapshot, chosen: list[Snapshot]) -> None:
    """A dump that lacks many of the stations of the year's end before it is held: stations come, and seldom go."""
    before = [snapshot for snapshot in chosen if snapshot.last < newest.first]
    if not before:
        return
    latest = max(before, key=lambda snapshot: snapshot.last)
    if newest.dump.stations < (1 - MOST_LOST) * latest.dump.stations:
        stations, earlier = number(newest.dump.stations), number(latest.dump.stations)
        said = f"utdraget {newest.first} har {stations} stationer, mot {earlier} i det från {latest.last}"
        db.execute("INSERT INTO staged.suspicions VALUES (?, ?)", [SOURCE, said])


def _year_caveats(chosen: Mapping[int, Snapshot], newest: Snapshot) -> list[str]:
    if not chosen:
        when = f"den senaste är från {newest.last} med {number(newest.dump.stations)} stationer"
        return [f"Ingen hämtning står ännu för ett årsskifte: {when}. NOBIL har inget förflutet."]
    days = listed(f"{year} av hämtningen {snapshot.first}" for year, snapshot in chosen.items())
    return [f"31 december står för: {days}. NOBIL har inget förflutet: andra år saknas."]


def _clock_caveats(wrong: Mapping[Fetch, str]) -> list[str]:
    return [
        f"Hämtningen {fetch.id} {reason}: klockan gick fel, och den dagen räknas inte."
        for fetch, reason in wrong.items()
    ]


def _caveats(dump: Dump) -> list[str]:
    """How it is counted, and what in the newest dump is not."""
    caveats = [
        "En laddpunkt är ett EVSE-id på en station, annars ett uttag; effekten är det starkaste uttagets.",
        "Talen är egna räkningar ur NOBIL och blandas inte med Koladas eller Power Circles.",
    ]
    if dump.unknown_codes:
        caveats.append(f"Okänd effektkod, och kommunens effekt saknas; antal uttag: {_counted(dump.unknown_codes)}.")
    if dump.by_label:
        caveats.append(f"Effektkod som inte är känd här, läst ur sin etikett; antal uttag: {_counted(dump.by_label)}.")
    if dump.other_labels:
        caveats.append(f"Effektkod med en annan effekt i etiketten; antal uttag: {_counted(dump.other_labels)}.")
    if unknown := sum(counts.without_kw for counts in dump.by_municipality.values()):
        caveats.append(
            f"Laddpunkter vars effekt NOBIL inte vet: {number(unknown)}; deras kommuner har ofullständig effekt."
        )
    if none := len(dump.municipalities - dump.by_municipality.keys()):
        caveats.append(f"Kommuner med stationer men ingen publik: {number(none)}; de saknas, de är inte noll.")
    if dump.left_out:
        caveats.append(f"Stationer som inte räknas: {_counted(dump.left_out)}.")
    if dump.flagged:
        caveats.append(f"Stationer som räknas efter kommunkod: {_counted(dump.flagged)}.")
    return caveats


def _counted(what: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number(count)}" for name, count in sorted(what.items()))
