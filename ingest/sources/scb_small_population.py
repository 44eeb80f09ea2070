"""Inhabitants of each DeSO (edition 2025) 31 December, from SCB (TAB6574): a file beside the database, no measure.

stage writes data/areas/scb_small_population-<fetch>-<form>/deso_population.parquet and names it in mart.area_files as
the layer deso_population, with the latest year and that year's areas and inhabitants. A row an area and year:

    small_area_id  VARCHAR  the DeSO's code without the suffix of the edition: deso_code of the layer deso
    edition        INTEGER  2025: only to be joined with borders of that edition (the year of the layer deso)
    year           INTEGER  31 December of the year
    population     BIGINT   all ages, both sexes; NULL where SCB gives no figure

SCB gives codes without suffix to the edition of 2018, and zero, not "missing", for areas in years when their edition
was not in use: years before 2024 are not taken.
"""

import re
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from ingest import area_files
from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb, pxweb_stored, pxweb_table
from ingest.readers.scb.pxweb_table import Table
from ingest.source import Source
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.texts.swedish import number

LIVE = pxweb.LIVE
SOURCE_ID = "scb_tab6574"
LAYER = "deso_population"
EDITION = 2025
SUFFIX = f"_DeSO{EDITION}"
FIRST_YEAR = 2024
"""Zero, not missing, before it: the edition was not in use."""
FORM = 1
"""Of our file: one more whenever what stands in it changes, so that it is written anew."""
MOST = 20_000
"""Inhabitants of an area: they are drawn for about 700–2 700."""
SAID, REFUSED = 0.01, 0.05
"""How much of a municipality's inhabitants its areas may lack or have too many: over the first it is said, over the
second no area is believed. SCB's noise in small cells and people without a known address are less."""
PEOPLE = f"""
    CREATE OR REPLACE TEMP TABLE people AS
    SELECT replace(Region, '{SUFFIX}', '') AS small_area_id, {EDITION} AS edition, year,
           CASE WHEN count(*) = count(value) THEN sum(value) END AS population
    FROM raw GROUP BY Region, year
"""  # noqa: S608 - our own names
FAULTS = {
    "området ligger inte i någon av kommunerna": """
        SELECT small_area_id FROM people
        WHERE left(small_area_id, 4) NOT IN (SELECT municipality_code FROM mart.municipalities) ORDER BY 1""",
    "kommunen saknar områden": """
        SELECT municipality_code FROM mart.municipalities
        WHERE municipality_code NOT IN (SELECT left(small_area_id, 4) FROM people) ORDER BY 1""",
    "området saknas ett år": """
        SELECT concat_ws(' ', small_area_id, year) FROM (
          SELECT a.small_area_id, y.year FROM (SELECT DISTINCT small_area_id FROM people) AS a,
                 (SELECT DISTINCT year FROM people) AS y
          EXCEPT SELECT small_area_id, year FROM people
        ) ORDER BY 1""",
    "orimligt många invånare i ett område": f"""
        SELECT concat_ws(' ', small_area_id, year, population) FROM people WHERE population > {MOST} ORDER BY 1""",  # noqa: S608
    "ingen bor i kommunens områden; gällde indelningen det året?": """
        SELECT concat_ws(' ', left(small_area_id, 4), year) FROM people
        GROUP BY left(small_area_id, 4), year HAVING sum(population) = 0 ORDER BY 1""",
}
DIFFERING = """
    WITH counted AS (
      SELECT left(small_area_id, 4) AS municipality_code, year, sum(population) AS counted FROM people
      GROUP BY ALL HAVING count(*) = count(population)
    )
    SELECT municipality_code, year, counted, value, abs(counted - value) / value AS share
    FROM counted JOIN staged.measures USING (municipality_code, year)
    WHERE measure = 'population' AND value > 0 AND share > $least
    ORDER BY share DESC, municipality_code, year
"""


def _table() -> Table:
    return pxweb_table.of(
        "small_population",
        region_code=re.compile(f"[0-9]{{4}}[ABC][0-9]{{4}}{SUFFIX}"),
        region_word="DeSO-",
        parts={"Kon": ("1", "2")},
        first=FIRST_YEAR,
    )


fetch, probe, follow = pxweb.asking(lambda: [_table()])


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the table says of itself."""
    return {SOURCE_ID: pxweb_stored.source(
        fetches, _table(), reference="31 december", cadence="årligen", lag_months=4, caveats=(
            f"Gäller indelningen DeSO {EDITION} och läggs aldrig på ytor av en annan indelning.",
            "Från 2025 lägger SCB brus på cellerna: områdena behöver inte summera exakt till kommunen.",
        ),
    )}  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Writes the file and its row of mart.area_files; SourceError where areas and municipalities contradict it."""
    table = pxweb_stored.as_stored(fetches, _table())
    pxweb_stored.read(db, fetches, table, "Region", "Kon")
    db.execute(PEOPLE)
    for reason, query in FAULTS.items():
        pxweb_stored.refuse_rows(db, table, reason, query)
    _check_borders(db, table, fetches[0].data)
    _check_municipalities(db, table)
    rows = db.sql(
        "SELECT small_area_id, edition::INTEGER AS edition, year, population::BIGINT AS population FROM people "
        "ORDER BY small_area_id, year"
    ).to_arrow_table()
    path = _folder(fetches[0]) / f"{LAYER}.parquet"
    area_files.write(path, partial(pq.write_table, rows))
    for old in area_files.others(map(_folder, fetches), "scb_small_population-*"):
        shutil.rmtree(old, ignore_errors=True)
    db.execute(
        """
        INSERT INTO mart.area_files
        SELECT $layer, year, count(*), sum(population)::BIGINT, $file, $source FROM people
        WHERE year = (SELECT max(year) FROM people) GROUP BY year
        """,
        {"layer": LAYER, "file": path.relative_to(path.parents[2]).as_posix(), "source": SOURCE_ID},
    )


def _folder(fetched: Fetch) -> Path:
    """Where the file of a fetch is."""
    return fetched.data / "areas" / f"scb_small_population-{fetched.id}-{FORM}"


def _check_borders(db: DuckDBPyConnection, table: Table, data: Path) -> None:
    """The areas are those of the borders of the same edition, where the borders are loaded: no more and no fewer."""
    row = db.execute("SELECT file, year FROM mart.area_files WHERE layer = 'deso'").fetchone()
    if row is None:
        return
    file, year = row
    if year != EDITION:
        raise SourceError(
            f"{table.name}: folkmängden gäller DeSO {EDITION} men de hämtade ytorna är DeSO {year}; "
            "de läggs inte ihop, källan behöver byggas om för den nya indelningen"
        )
    differing = db.execute(
        """
        SELECT coalesce(small_area_id, deso_code), deso_code IS NULL
        FROM (SELECT DISTINCT small_area_id FROM people) FULL JOIN read_parquet($path) ON small_area_id = deso_code
        WHERE small_area_id IS NULL OR deso_code IS NULL ORDER BY 1
        """,
        {"path": storage.literal(data / file)},
    ).fetchall()
    if differing:
        code, is_unknown = differing[0]
        what = f"finns inte bland ytorna av DeSO {EDITION}" if is_unknown else "har en yta men ingen folkmängd"
        many = f"{len(differing)} områden skiljer" if len(differing) > 1 else "ett område skiljer"
        raise SourceError(f"{table.name}: {code} {what} ({many}); hämta båda igen")


def _check_municipalities(db: DuckDBPyConnection, table: Table) -> None:
    """The areas of a municipality have its inhabitants together; what differs more than one per cent is said."""
    differing = db.execute(DIFFERING, {"least": SAID}).fetchall()
    if not differing:
        return
    code, year, counted, people, share = differing[0]
    difference = (
        f"områdena i {code} har {number(counted)} invånare tillsammans {year} men kommunen {number(people)} "
        f"({number(100 * share, 1)} procent skiljer)"
    )
    if share > REFUSED:
        raise SourceError(f"{table.name}: {difference}; är alla områden med?")
    codes = {row[0] for row in differing}
    where = f"i {len(codes)} kommuner; störst" if len(codes) > 1 else "i en kommun"
    caveat = f"Mer än 1 procent skiljer {where}: {difference}."
    db.execute("UPDATE mart.sources SET caveats = list_append(caveats, ?) WHERE source = ?", [caveat, SOURCE_ID])
