"""Greenhouse gases per municipality and sector: one release of the national emission database, whole.

Every release recalculates the whole series, so a release replaces the one before and never continues it.
transport_emissions_t is the sector Transporter (domestic). all_emissions_t is every sector but Utrikes transporter:
the published total with or without that sector, whichever it proves to be in every municipality and year, so that it
means what the carried figures mean. road_emissions_t is only given where every subsector of Transporter is known as
road or not road and they add up to it.

The header is found by its words, names become codes by a checked table, and a release that differs is refused.
"""

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest import staged_rows
from ingest.fetching import conditional, manifests
from ingest.fetching.addresses import Declared
from ingest.fetching.download import Client, Limits
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.source import Source
from ingest.sources.emissions import figures, release as emission_release
from ingest.sources.emissions.release import PUBLISHER, Release
from malkollen.errors import SourceError
from malkollen.files import temporary
from malkollen.registry import registry
from malkollen.texts.swedish import number, spans

BASE = "https://nationellaemissionsdatabasen.smhi.se"
PATH = "/api/getexcelfile/"
GREENHOUSE_GASES = "GGT"  # CO2 equivalents, tonnes
FILE = "emissions.xlsx"
SOURCE = "smhi_national_emissions"

LIVE = Live(
    PUBLISHER,
    declared=Declared((BASE,), "MALKOLLEN_EMISSIONS_URL"),
    limits=Limits(calls=1, seconds=5.0, largest_bytes=100_000_000),
)


def fetch(client: Client, into: Fetch, since: int | None) -> None:  # noqa: ARG001 - a release has no part
    """Stores the whole release as a workbook; a page in its place is refused before it is stored.

    It is read once before that: one that takes all memory is not there to be read again at every build.
    """
    if into.has(FILE):
        return
    answer = conditional.get(client, into, _address(), {"county": "0", "municipality": "0", "sub": GREENHOUSE_GASES})
    emission_release.require_workbook(answer.content)
    with suppress(SourceError):  # one that differs is stored, and refused when it is read
        _unstored(answer.content)
    into.keep(FILE, answer)


def take(path: Path, into: Fetch) -> None:
    """Stores a workbook that somebody has downloaded from the database."""
    emission_release.require_greenhouse_gases(emission_release.read(path), path.name)
    into.keep_file(FILE, path)


def probe(client: Client) -> str:
    """Asks for one county's part: still a workbook with the header, the years and the sector relied on."""
    county = registry.load().home.county_code
    answer = client.get(_address(), {"county": county, "municipality": "0", "sub": GREENHOUSE_GASES})
    release = _unstored(answer.content)
    return f"arbetsbok med {len(release.rows)} rader, år {spans(release.years)}"


def sources(fetches: list[Fetch]) -> dict[str, Source]:
    """What the newest release says of itself."""
    release, entry = _release(fetches[0]), fetches[0].manifest()["files"][FILE]
    way = "en sparad fil" if manifests.is_given(entry) else "tjänsten"
    return {
        SOURCE: Source(
            publisher=PUBLISHER,
            title="Utsläpp av växthusgaser per kommun",
            publication=f"Nationella emissionsdatabasen, utgåva till och med {max(release.years)} ({_mark(release)})",
            url=BASE,
            reference="hela året",
            licence="ej verifierad",
            attribution="Källa: SMHI, Nationella emissionsdatabasen",
            retrieved=str(entry["fetched_at"])[:10],
            retrieved_through=f"Nationella emissionsdatabasens arbetsbok, genom {way}",
            cadence="årligen",
            lag_months=13,
            caveats=_caveats(release),
        )
    }


def stage(db: DuckDBPyConnection, fetches: list[Fetch]) -> None:
    """Stages the newest release; SourceError where it is not whole or does not add up."""
    release = _release(fetches[0])
    counties = dict(db.execute("SELECT municipality_code, county_code FROM mart.municipalities").fetchall())
    names = dict(db.execute("SELECT municipality_name, municipality_code FROM mart.municipalities").fetchall())
    by_code = figures.by_code(release, names, counties)
    rows = [
        (code, year, measure, value, "derived" if measure == "road_emissions_t" else "")
        for measure, cells in figures.measures(release, by_code).items()
        for (code, year), value in cells.items()
    ]
    staged_rows.add_measures(db, SOURCE, rows)


def _address() -> str:
    return LIVE.declared.base + PATH


def _release(fetch: Fetch) -> Release:
    entry = fetch.manifest()["files"].get(FILE)
    if entry is None:
        raise SourceError(f"{PUBLISHER}: hämtningen {fetch.id} saknar {FILE}; hämta igen")
    release = _read(fetch.file(FILE), str(entry["sha256"]))
    emission_release.require_greenhouse_gases(release, str(entry["url"]))
    return release


def _unstored(content: bytes) -> Release:
    """A release that lies nowhere yet."""
    with temporary.folder() as folder:
        path = folder / FILE
        path.write_bytes(content)
        return emission_release.read(path)


@lru_cache(maxsize=2)
def _read(path: Path, _sha256: str) -> Release:
    """A stored workbook, read once for sources and stage."""
    return emission_release.read(path)


def _mark(release: Release) -> str:
    """A release's id: the fingerprint of its figures, the same however often it is downloaded."""
    return hashlib.sha256(repr((release.years, release.rows)).encode()).hexdigest()[:8]


def _caveats(release: Release) -> tuple[str, ...]:
    said = [
        "En enda publicering: serien räknas om bakåt varje år och blandas aldrig med en annan.",
        "Genomfartstrafik ingår. Nationella totaler är fördelade på kommuner med hjälpmått.",
        f"Publicerade år: {spans(release.years)}.",
    ]
    if why := figures.road_parts(release)[1]:
        said.append(f"Vägtrafiken för sig visas inte: {why}.")
    if share := figures.share_of_country(release):
        said.append(
            f"Kommunernas summa är {number(100 * share, 2)} % av utgivarens rikssumma; resten är inte fördelad."
        )
    return tuple(said)
