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

from ingest import publishers, staged_rows
from ingest.fetching import addresses, conditional, manifests
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.source import Source
from ingest.sources.emissions import figures, release as emission_release
from ingest.sources.emissions.release import NAME, PUBLISHER, Release
from malkollen.errors import SourceError
from malkollen.files import temporary
from malkollen.registry import registry
from malkollen.texts.swedish import number, spans

FILE = "emissions.xlsx"
SOURCE = "smhi_national_emissions"

LIVE = Live.of(PUBLISHER, addresses.of(NAME, "MALKOLLEN_EMISSIONS_URL"))


def fetch(client: Client, into: Fetch, since: int | None) -> None:  # noqa: ARG001 - a release has no part
    """Stores the whole release as a workbook; a page in its place is refused before it is stored.

    It is read once before that: one that takes all memory is not there to be read again at every build.
    """
    if into.has(FILE):
        return
    with addresses.naming(NAME, "path"):
        answer = conditional.get(client, into, _address(), _question("0"))
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
    with addresses.naming(NAME, "path"):
        answer = client.get(_address(), _question(county))
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
            url=publishers.read(NAME)["page"],
            reference="hela året",
            licence=publishers.read(NAME)["licence"],
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
    return str(LIVE.declared.base + publishers.read(NAME)["path"])


def _question(county: str) -> dict[str, str]:
    """What is asked for: every municipality of a county, or of all where it is 0."""
    return {"county": county, "municipality": "0", "sub": publishers.read(NAME)["substance"]}


def _release(fetch: Fetch) -> Release:
    entry = fetch.manifest()["files"].get(FILE)
    if entry is None:
        raise SourceError(f"{PUBLISHER}: hämtningen {fetch.id} saknar {FILE}; hämta igen")
    release = _read(fetch.file(FILE), str(entry["sha256"]), publishers.declared(NAME))
    emission_release.require_greenhouse_gases(release, str(entry["url"]))
    return release


def _unstored(content: bytes) -> Release:
    """A release that lies nowhere yet."""
    with temporary.folder() as folder:
        path = folder / FILE
        path.write_bytes(content)
        return emission_release.read(path)


@lru_cache(maxsize=2)
def _read(path: Path, _sha256: str, _declared: str) -> Release:
    """A stored workbook, read once for sources and stage."""
    return emission_release.read(path)


def _mark(release: Release) -> str:
    """A release's id: the fingerprint of its figures, the same however often it is downloaded."""
    return hashlib.sha256(repr((release.years, release.rows)).encode()).hexdigest()[:8]


def _caveats(release: Release) -> tuple[str, ...]:
    caveats = [
        "En enda publicering: serien räknas om bakåt varje år och blandas aldrig med en annan.",
        "Genomfartstrafik ingår. Nationella totaler är fördelade på kommuner med hjälpmått.",
        f"Publicerade år: {spans(release.years)}.",
    ]
    if why := figures.road_parts(release)[1]:
        caveats.append(f"Vägtrafiken för sig visas inte: {why}.")
    if share := figures.share_of_country(release):
        caveats.append(
            f"Kommunernas summa är {number(100 * share, 2)} % av utgivarens rikssumma; resten är inte fördelad."
        )
    return tuple(caveats)
