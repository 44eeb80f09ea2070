"""What is stored of SCB's tables, read back into the temporary table `cells`: checked counts by today's codes.

A stage loads a table, asks the temporary table for its rows in SQL, and is done. Nothing here meets the network.
"""
# ruff: noqa: S608 - the names in these queries are our own tables and columns

from collections.abc import Iterator, Sequence
from datetime import datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching.raw import Fetch
from ingest.live import BadFetchError
from ingest.readers import jsonstat
from ingest.readers.jsonstat import Dataset
from ingest.readers.scb.pxweb_table import PUBLISHER, SCB, TIME, Table, check, selection
from ingest.source import Source
from malkollen.errors import SourceError
from malkollen.texts.swedish import spans

RETIRED = {"1917": "0331"}
"""Heby: a new code when it changed county, 2007-01-01 (the publisher's note)."""
FIRST_YEARS = {"0140": 1999, "0330": 2003, "1443": 1995, "1814": 1995}
"""Municipalities that were formed later: Nykvarn and Knivsta (the publisher's note), Bollebygd and Lekeberg."""


def load(db: DuckDBPyConnection, fetches: Sequence[Fetch], table: Table, *names: str) -> None:
    """Reads every stored cell of a table into cells(period, year, <names>, value, status).

    Municipality codes are today's, rows of a municipality before it was formed are left out where they hold no figure.

    Raises:
        SourceError: a code nobody knows, a cell twice, a figure that is no count, or a municipality missing in a year.
    """
    read(db, fetches, table, *names)
    regions = [name for name in names if name in table.regions]
    for region in regions:
        refuse_rows(
            db, table, f"okänd kommunkod i {region}",
            f"SELECT {region} FROM raw WHERE {_today(region, alias=False)} NOT IN "
            f"(SELECT municipality_code FROM mart.municipalities) AND {region} <> '{table.country or ''}' ORDER BY 1",
        )  # fmt: skip
    keys = ", ".join(_today(name) if name in regions else name for name in names)
    db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE cells AS
        SELECT period, year, {keys}, sum(value) AS value,
               CASE WHEN sum(value) IS NULL THEN max(status) ELSE max(status) FILTER (value IS NOT NULL) END AS status,
               count(*) FILTER (value > 0) AS figures
        FROM raw GROUP BY ALL
        """
    )
    db.execute("DROP TABLE raw")
    refuse_rows(
        db, table, "en kommun har uppgifter under både sin gamla och sin nya kod",
        f"SELECT concat_ws(' ', period, {', '.join(names)}) FROM cells WHERE figures > 1",
    )  # fmt: skip
    for region in regions:
        db.executemany(
            f"DELETE FROM cells WHERE {region} = ? AND year < ? AND coalesce(value, 0) = 0", [*FIRST_YEARS.items()]
        )
        refuse_rows(db, table, "kommuner saknas", _missing(region))


def read(db: DuckDBPyConnection, fetches: Sequence[Fetch], table: Table, *names: str) -> None:
    """Reads every stored cell of a table into raw(period, year, <names>, value, status), codes as they are.

    A variable with parts that the publisher summed away is an empty text.

    Raises:
        SourceError: a cell twice, or a figure that is no count.
    """
    columns = ", ".join(f"{name} VARCHAR" for name in names)
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE raw (period VARCHAR, year INTEGER, {columns}, value DOUBLE, status VARCHAR)"
    )
    for part, periods in _parts(fetches, table):
        _insert(db, part, names, [name for name in table.parts if name not in part.codes()], periods)
    if db.execute("SELECT count(*) FROM raw").fetchone() == (0,):
        raise SourceError(f"{table.name}: inga uppgifter i den lagrade hämtningen; hämta igen")
    where = f"concat_ws(' ', period, {', '.join(names)}"
    every = ", ".join(names)
    refuse_rows(
        db, table, "cellen står två gånger",
        f"SELECT {where}) FROM raw GROUP BY period, {every} HAVING count(*) > 1 ORDER BY 1",
    )  # fmt: skip
    refuse_rows(
        db, table, "inte ett antal",
        f"SELECT {where}, value) FROM raw WHERE value < 0 OR value <> round(value) ORDER BY 1",
    )  # fmt: skip


def check_country(db: DuckDBPyConnection, table: Table, region: str, exact_until: int, slack: float) -> None:
    """The municipalities' sum is the country's: exactly to a year, after it within so many (the publisher's noise)."""
    refuse_rows(db, table, "kommunernas summa är inte rikets", f"""
        SELECT concat_ws(' ', period, sum(value) FILTER ({region} <> '{table.country}')::BIGINT, 'mot',
                         sum(value) FILTER ({region} = '{table.country}')::BIGINT)
        FROM cells GROUP BY period, year HAVING count(*) = count(value)
           AND abs(sum(CASE WHEN {region} = '{table.country}' THEN -value ELSE value END))
               > CASE WHEN year <= {exact_until} THEN 0 ELSE {slack} END
        ORDER BY period""")  # fmt: skip


def refuse_shorter(db: DuckDBPyConnection, table: Table, measure: str) -> None:
    """SourceError while `cells` lacks a year that the carried series of a measure has: it is replaced whole or not."""
    rows = db.execute(
        """
        SELECT year FROM staged.measures WHERE measure = ? AND source IN (SELECT source FROM staged.carried)
        EXCEPT SELECT year FROM cells ORDER BY year
        """,
        [measure],
    ).fetchall()
    if rows:
        missing = spans([year for (year,) in rows])
        raise SourceError(
            f"{table.name}: {missing} saknas; de burna siffrorna behålls tills hela serien finns, hämta utan --since"
        )


def measure(db: DuckDBPyConnection, source_id: str, name: str, region: str, condition: str = "true") -> None:
    """Stages cells that meet a condition as a measure of municipalities, as published."""
    db.execute(
        f"""
        INSERT INTO staged.measures (municipality_code, year, measure, value, status, source)
        SELECT {region}, year, $name, value, status, $source FROM cells
        WHERE {condition} AND {region} IN (SELECT municipality_code FROM mart.municipalities)
        """,
        {"name": name, "source": source_id},
    )


def source(fetches: Sequence[Fetch], table: Table, **given: object) -> Source:
    """What a table says of itself: the words of this publisher, and what is given; retrieved from the manifest."""
    table = as_stored(fetches, table)
    moments = [
        entry.get("fetched_at", "")
        for name, entry in fetches[0].manifest()["files"].items()
        if name.startswith(f"{table.id}/")
    ]
    fetched, scb = max(moments, default=""), publishers.read(SCB)
    return Source.model_validate({
        "publisher": PUBLISHER, "title": table.title, "publication": f"Statistikdatabasen, tabell {table.id}",
        "url": scb["page"], "licence": scb["licence"], "attribution": "Källa: SCB",
        "retrieved": datetime.fromisoformat(fetched).date().isoformat() if fetched else "okänd",
        "retrieved_through": "PxWebApi 2", "caveats": (), **given,
    })  # fmt: skip


def has_figures(fetches: Sequence[Fetch], table: Table) -> bool:
    """Whether any stored fetch has a part of the table's data."""
    return any(_part_names(fetch, table) for fetch in fetches)


def _part_names(fetched: Fetch, table: Table) -> list[str]:
    names = fetched.manifest()["files"]
    return sorted(name for name in names if name.startswith(f"{table.id}/") and not name.endswith("/metadata.json"))


def as_stored(fetches: Sequence[Fetch], table: Table) -> Table:
    """The table of the newest fetch: ours, where that was made before the data folder's file named another."""
    names = fetches[0].manifest()["files"]
    is_new = any(name.startswith(f"{table.id}/") for name in names)
    return table if is_new or table.ours is None else table.ours


def _parts(fetches: Sequence[Fetch], table: Table) -> Iterator[tuple[Dataset, set[str]]]:
    """Each stored part and the periods to read of it.

    A period is read from the newest fetch that has it, among the periods that the newest metadata has.
    """
    described = jsonstat.metadata(table.name, _stored(fetches[0], table, f"{table.id}/metadata.json"))
    check(table, described)
    wanted = set(selection(table, described, None)[TIME])
    for fetched in fetches:
        covered, updated = set(), set()
        for name in _part_names(fetched, table):
            part = _part(fetched, table, name)
            updated.add(part.updated)
            periods = wanted & {*part.dimension(TIME).codes}
            covered |= periods
            yield part, periods
        if len(updated) > 1:
            raise BadFetchError(fetched, f"{table.name}: tabellen uppdaterades medan den hämtades; hämta igen")
        wanted -= covered
        if not wanted:
            return


def _part(fetched: Fetch, table: Table, name: str) -> Dataset:
    """A stored part; BadFetchError, since it may be an older fetch than the newest that cannot be read."""
    try:
        return jsonstat.dataset(table.name, _stored(fetched, table, name))
    except SourceError as error:
        raise BadFetchError(fetched, str(error)) from None


def _stored(fetched: Fetch, table: Table, name: str) -> bytes:
    try:
        return fetched.file(name).read_bytes()
    except OSError:
        raise SourceError(f"{table.name}: {name} saknas i den lagrade hämtningen; hämta igen") from None


def _insert(
    db: DuckDBPyConnection, part: Dataset, names: Sequence[str], summed_away: Sequence[str], periods: set[str]
) -> None:
    columns = part.columns([TIME, *(name for name in names if name not in summed_away)])
    columns |= {name: [""] * len(part.values) for name in summed_away}
    batch = pa.table({
        **{name: pa.array(codes, pa.string()) for name, codes in columns.items()},
        "value": pa.array(part.values, pa.float64()), "status": pa.array(part.statuses, pa.string()),
    })  # fmt: skip
    db.register("batch", batch)
    db.execute(
        f"INSERT INTO raw SELECT {TIME}, left({TIME}, 4)::INTEGER, {', '.join(names)}, value, status FROM batch "
        f"WHERE list_contains($periods, {TIME})",
        {"periods": sorted(periods)},
    )
    db.unregister("batch")


def _missing(region: str) -> str:
    """The municipalities without a row in a period, though they were formed."""
    formed = " ".join(f"WHEN '{code}' THEN {first}" for code, first in FIRST_YEARS.items())
    return f"""
        SELECT period || ' ' || municipality_code
        FROM (SELECT DISTINCT period, year FROM cells), mart.municipalities
        WHERE (period, municipality_code) NOT IN (SELECT (period, {region}) FROM cells)
          AND year >= CASE municipality_code {formed} ELSE 0 END
        ORDER BY 1"""


def refuse_rows(db: DuckDBPyConnection, table: Table, name: str, query: str) -> None:
    """SourceError with the first row of a query that must have none."""
    if row := db.execute(query).fetchone():
        raise SourceError(f"{table.name}: {name} ({row[0]})")


def _today(region: str, *, alias: bool = True) -> str:
    """A municipality's code of today, in SQL."""
    cases = " ".join(f"WHEN '{old}' THEN '{new}'" for old, new in RETIRED.items())
    return f"CASE {region} {cases} ELSE {region} END" + (f" AS {region}" if alias else "")
