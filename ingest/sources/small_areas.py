"""People and jobs per small area, from a file given by hand: the template, or any file of polygons.

The template (data/templates/small_areas.csv) has a row for each area with a coordinate (WGS 84), or a row for each DeSO
without coordinates: its polygon is then that of the source scb_areas. A file of polygons has the columns that
ingest/transit/areas/area_file.py lists, with year and source. stage writes GeoParquet (EPSG:3006) into
data/areas/small_areas-<fetch>-<form>/ and names it in mart.area_files, as scb_areas does.

Jobs are people employed by where they work (dagbefolkning); those employed by where they live are refused.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from duckdb import DuckDBPyConnection

from ingest import area_files
from ingest.fetching import manifests
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import by_hand
from ingest.readers.by_hand import FIRST_YEAR, MISSING, Fault, Filled, Template
from ingest.readers.filled_line import YEAR, Line
from ingest.source import Source
from ingest.transit.areas import area_file, borders, jobs, small_areas
from ingest.transit.areas.borders import CRS
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.files import small_file
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

LIVE = Live("egen fil med småområden", has_this_year=True)
SOURCE = LAYER = "small_areas"
TEMPLATE = Template(
    "small_areas",
    ("område", "latitud", "longitud", "befolkning", "arbetsplatser", "år", "källa", "anteckning"),
    ("område", "befolkning", "år", "källa"),
)
FORM = 1
"""Of our file: one more whenever what stands in it changes, so that it is written anew."""
COORDINATE = re.compile(r"[0-9]{1,2}([.,][0-9]+)?")
SWEDEN = {"latitud": (55.0, 70.0), "longitud": (10.0, 25.0)}
OFF = 0.1
"""A municipality's areas have its inhabitants, give or take this part of them."""
LISTED = 3


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The file as its rows declare it."""
    fetched, name, given = _stored(fetches[0])
    filled = by_hand.read(fetches, TEMPLATE) if _is_template(name) else None
    frame = _template_frame(filled) if filled else _polygons(fetched.file(name))
    named = list(dict.fromkeys(str(text) for text in frame["source"]))
    return {
        SOURCE: Source(
            publisher="Egen fil",
            title="Befolkning och arbetsplatser per småområde",
            publication=given,
            url="data/templates/small_areas.csv",
            reference="enligt filen",
            licence="enligt källan på varje rad",
            attribution=f"Källa: {', '.join(named)}",
            retrieved=datetime.fromisoformat(fetched.manifest()["files"][name]["fetched_at"]).date().isoformat(),
            retrieved_through=f"egen fil ({given})",
            cadence="när en ny fil läggs in",
            lag_months=24,
            caveats=(
                "Arbetsplatser är sysselsatta efter arbetsställe (dagbefolkning), aldrig förvärvsarbetande boende.",
                "Befolkningen antas bo jämnt över varje yta; en punkt säger inget om hur långt området sträcker sig.",
                *(filled.notes if filled else ()),
            ),
        )
    }


def take(path: Path, into: Fetch) -> None:
    """Takes the filled-in template or a file of polygons, once it can be read."""
    suffix = path.suffix.casefold()
    if suffix in by_hand.SUFFIXES:
        _refuse_residents(path)
        by_hand.take(path, into, TEMPLATE)
    elif suffix in area_file.SUFFIXES:
        _polygons(path)
        into.keep_file(f"{SOURCE}{suffix}", path)
    else:
        raise SourceError(
            f"{path.name}: spara mallen som CSV UTF-8 eller XLSX, eller ytorna som GeoJSON, GeoPackage, GeoParquet "
            "eller en zippad Shapefile"
        )


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Writes the areas and their row in mart.area_files; SourceError with what is wrong in the file."""
    fetched, name, given = _stored(fetches[0])
    if _is_template(name):
        filled = by_hand.read(fetches, TEMPLATE)
        _check_rows(filled)
        frame = _with_shapes(db, fetched.data, filled)
    else:
        frame = _polygons(fetched.file(name), given)
    year = _year(frame, given, fetched)
    frame = _with_people(db, fetched.data, frame, year)
    _check_people(db, fetched.data, frame, year, given)
    path = _folder(fetched) / f"{LAYER}.parquet"
    area_files.write(path, partial(frame.to_parquet, index=False))
    for old in area_files.others(map(_folder, fetches), f"{SOURCE}-*"):
        shutil.rmtree(old, ignore_errors=True)
    people, file = round(frame["population"].sum()), path.relative_to(fetched.data).as_posix()
    db.execute("INSERT INTO mart.area_files VALUES (?, ?, ?, ?, ?, ?)", [LAYER, year, len(frame), people, file, SOURCE])


# ───────────── The stored file ─────────────


def _stored(fetched: Fetch) -> tuple[Fetch, str, str]:
    """The file as it is stored, and its name as the office knows it."""
    for name, entry in fetched.manifest()["files"].items():
        if Path(name).stem == SOURCE:
            return fetched, name, manifests.given_name(entry, name)
    raise SourceError(f"{SOURCE}: den sparade filen saknas; kör malkollen ingest {SOURCE} --from FIL")


def _is_template(name: str) -> bool:
    return Path(name).suffix in by_hand.SUFFIXES


def _folder(fetched: Fetch) -> Path:
    return fetched.data / "areas" / f"{SOURCE}-{fetched.id}-{FORM}"


# ───────────── Polygons ─────────────


def _polygons(path: Path, given: str | None = None) -> gpd.GeoDataFrame:
    """A file of polygons that says of which year its figures are, and whose."""
    name = given or path.name
    frame = area_file.read(path, name)
    for column in ("year", "source"):
        names = " eller ".join(area_file.NAMES[column])
        if column not in frame:
            raise SourceError(f"{name}: en kolumn saknas; den får heta {names}")
        if frame[column].isna().any() or (frame[column].astype(str).str.strip() == "").any():
            raise SourceError(f"{name}: kolumnen {names} är tom i någon rad")
    return frame


def _year(frame: gpd.GeoDataFrame, given: str, fetched: Fetch) -> int:
    """The one year of all figures."""
    years = sorted({str(year).removesuffix(".0") for year in frame["year"]})
    if len(years) != 1:
        raise SourceError(f"{given}: filen har {len(years)} år ({', '.join(years[:LISTED])}); lägg ett år i en fil")
    if not YEAR.fullmatch(years[0]) or not FIRST_YEAR <= int(years[0]) <= int(fetched.id[:4]):
        raise SourceError(f"{given}: år: '{excerpt(years[0])}' är inte ett år mellan {FIRST_YEAR} och {fetched.id[:4]}")
    return int(years[0])


# ───────────── The template ─────────────


def _refuse_residents(path: Path) -> None:
    """Says why a column of employed residents is refused, rather than that it is unknown."""
    for column in _heading(path):
        if area_file.is_residents(column):
            raise SourceError(f"{path.name} rad 1: {area_file.residents_refused(column)}")


def _heading(path: Path) -> list[str]:
    """The first row; nothing where it cannot be read, which by_hand then says."""
    if path.suffix.casefold() == ".xlsx":
        return by_hand.heading(path)
    try:
        heading = small_file.text(path, by_hand.MOST_BYTES).split("\n", 1)[0]
        return re.split("[;,]", heading.strip())[: by_hand.MOST_COLUMNS]
    except (OSError, UnicodeDecodeError):
        return []


def _check_rows(filled: Filled) -> None:
    faults: list[Fault] = [*by_hand.cell_faults(filled, TEMPLATE, _check)]
    by_hand.refuse(filled, [*faults, *by_hand.twice(filled.lines, lambda line: (line["område"].casefold(),))])


def _check(line: Line) -> Iterator[str]:
    for column, fault in (("befolkning", by_hand.not_number), ("arbetsplatser", by_hand.not_whole)):
        yield from fault(line, column) if line[column] != MISSING else ()
    if bool(line["latitud"]) != bool(line["longitud"]):
        yield "latitud och longitud: skriv båda, eller ingen av dem där området är ett DeSO"
    for column, (least, most) in SWEDEN.items():
        text = line[column]
        if text and not (COORDINATE.fullmatch(text) and least <= _degrees(text) <= most):
            said = excerpt(text)
            yield f"{column}: '{said}' är inte grader mellan {least:g} och {most:g} (WGS 84); skriv till exempel 59,2"


def _degrees(text: str) -> float:
    return float(text.replace(",", "."))


def _template_frame(filled: Filled) -> gpd.GeoDataFrame:
    """The rows by our names; points where they have coordinates, else nothing yet."""
    points = [
        shapely.Point(_degrees(line["longitud"]), _degrees(line["latitud"]))
        if COORDINATE.fullmatch(line["latitud"]) and COORDINATE.fullmatch(line["longitud"])
        else None
        for line in filled.lines
    ]
    columns = {
        "small_area_id": [line["område"] for line in filled.lines],
        "population": [line.number("befolkning") for line in filled.lines],
        "jobs": np.array([line.number("arbetsplatser") for line in filled.lines], dtype=float),
        "year": [line["år"] for line in filled.lines],
        "source": [line["källa"] for line in filled.lines],
    }
    return gpd.GeoDataFrame(columns, geometry=np.array(points, dtype=np.object_), crs=4326).to_crs(CRS)


def _with_shapes(db: DuckDBPyConnection, data: Path, filled: Filled) -> gpd.GeoDataFrame:
    """The rows with a point each, or the DeSO's polygon where they have none."""
    frame = _template_frame(filled).astype({"population": float})
    without = frame.geometry.isna().to_numpy()
    if not without.any():
        return frame
    row = db.execute("SELECT file FROM mart.area_files WHERE layer = 'deso'").fetchone()
    if row is None:
        raise SourceError(
            f"{filled.name}: {without.sum()} områden saknar koordinater; fyll i latitud och longitud, eller hämta "
            "DeSO:s gränser med malkollen ingest scb_areas"
        )
    deso = gpd.read_parquet(data / row[0])
    shapes = dict(zip(deso["deso_code"], deso.geometry.array, strict=True))
    by_hand.refuse(filled, (
        (line.row, f"område: '{excerpt(line['område'])}' har inga koordinater och är inget DeSO; skriv dem")
        for line, is_without in zip(filled.lines, without, strict=True) if is_without and line["område"] not in shapes
    ))  # fmt: skip
    frame.geometry = [
        shapes[code] if is_without else shape
        for code, shape, is_without in zip(frame["small_area_id"], frame.geometry.array, without, strict=True)
    ]
    return frame


# ───────────── Against what is known ─────────────


def _with_people(db: DuckDBPyConnection, data: Path, frame: gpd.GeoDataFrame, year: int) -> gpd.GeoDataFrame:
    """SCB's inhabitants of the DeSO (scb_small_population) where the file has none, so that it may hold jobs alone."""
    row = db.execute("SELECT file FROM mart.area_files WHERE layer = 'deso_population'").fetchone()
    without = frame["population"].isna()
    if row is None or not without.any():
        return frame
    people = dict(
        db.execute(
            "SELECT small_area_id, arg_min(population, abs(year - ?)) FROM read_parquet(?) "
            "WHERE population IS NOT NULL GROUP BY small_area_id",
            [year, storage.literal(data / row[0])],
        ).fetchall()
    )
    filled = frame["small_area_id"].map(people).astype(float).where(without)
    if filled.notna().any():
        said = f"{filled.notna().sum()} områden har invånare ur SCB:s folkmängd per DeSO: filen hade ingen uppgift."
        db.execute("UPDATE mart.sources SET caveats = list_append(caveats, ?) WHERE source = ?", [said, SOURCE])
    return frame.assign(population=frame["population"].fillna(filled))


def _check_people(db: DuckDBPyConnection, data: Path, frame: gpd.GeoDataFrame, year: int, given: str) -> None:
    """Each municipality that has areas has about its inhabitants in them: half a municipality would be judged whole."""
    if "jobs" in frame and len(lost := frame["small_area_id"][frame["population"].isna() & frame["jobs"].notna()]):
        raise SourceError(f"{given}: {lost.iloc[0]} har arbetsplatser men ingen befolkning; skriv 0 där ingen bor")
    rows = db.execute(
        "SELECT municipality_code, arg_min(value, abs(year - $year)) FROM staged.measures "
        "WHERE measure = 'population' AND value > 0 GROUP BY municipality_code",
        {"year": year},
    ).fetchall()
    within = borders.current(db, data)
    if unknown := sorted(set(frame.get("municipality_code", ())) - set(within.codes)):
        raise SourceError(f"{given}: kommunkoden {unknown[0]} är ingen av de {len(within.codes)} kommunerna")
    codes = small_areas.homes(frame, within)
    jobs.refuse(db, given, frame, codes.tolist(), year)
    counted: dict[str, float] = {}
    for code, people in zip(codes, frame["population"].fillna(0.0), strict=True):
        counted[code] = counted.get(code, 0.0) + people
    off = [(code, people) for code, people in sorted(rows) if abs(counted.get(code, people) - people) > OFF * people]
    if off:
        code, people = off[0]
        others = f" (likaså i {', '.join(code for code, _ in off[1:])})" if off[1:] else ""
        raise SourceError(
            f"{given}: områdena i {code} har {number(counted[code])} invånare men kommunen {number(people)}{others}; "
            "är alla områden med, en gång var?"
        )
