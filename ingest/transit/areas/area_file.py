"""Reads a file of small areas with people: GeoParquet, GeoJSON, TopoJSON, GeoPackage or a zipped Shapefile.

Columns are found by these names, in any case, the first that is there:
    small_area_id      small_area_id, område, id, kod, deso, desokod, deso_code, regsokod, rutid_scb, cell, baskod2010
    population         population, befolkning, folkmängd, invånare, beftotalt
    jobs               jobs, arbetsplatser, dagbefolkning
    municipality_code  municipality_code, kommunkod
    year               year, år
    source             source, källa
Jobs are people employed by where they work (dagbefolkning). People employed by where they live say nothing of where
the jobs are: a column of them is refused, not overlooked.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ingest.transit.areas import area_formats
from ingest.transit.areas.borders import CRS
from malkollen.errors import SourceError

NAMES = {
    "small_area_id": (
        "small_area_id", "område", "id", "kod", "deso", "desokod", "deso_code", "regsokod", "rutid_scb", "cell",
        "baskod2010",
    ),
    "population": ("population", "befolkning", "folkmängd", "invånare", "beftotalt"),
    "jobs": ("jobs", "arbetsplatser", "dagbefolkning"),
    "municipality_code": ("municipality_code", "kommunkod"),
    "year": ("year", "år"),
    "source": ("source", "källa"),
}  # fmt: skip
REQUIRED = ("small_area_id", "population")
SUFFIXES = tuple(area_formats.READERS)
RESIDENTS = re.compile(r"natt_?bef|förvärvsarb|forvarvsarb|employed|(sysselsatt|syss).{0,99}?(natt|bost|boende)")
DIGITS = re.compile("[0-9]+")
MUNICIPALITY = re.compile("[0-9]{3,4}")
SWEDEN = (200_000.0, 6_100_000.0, 1_000_000.0, 7_700_000.0)
"""Least x and y, largest x and y, EPSG:3006."""


def read(path: Path, file_name: str) -> gpd.GeoDataFrame:
    """The areas of a file by our column names, in EPSG:3006.

    Args:
        file_name: the file as messages name it.

    Returns:
        small_area_id (text, unique), population (NaN where missing); jobs, municipality_code (four digits), year and
        source where the file has them; geometry: valid polygons, or points.

    Raises:
        SourceError: a column is missing or holds what it may not, or the geometry is none of ours.
    """
    frame = area_formats.opened(path, file_name).to_crs(CRS)
    if residents := [column for column in map(str, frame.columns) if is_residents(column)]:
        raise SourceError(f"{file_name}: {residents_refused(residents[0])}")
    areas = _named(frame)
    if missing := [column for column in REQUIRED if column not in areas]:
        raise SourceError(f"{file_name}: en kolumn saknas; den får heta {' eller '.join(NAMES[missing[0]])}")
    areas["small_area_id"] = [_code(value) for value in areas["small_area_id"]]
    for column in ("population", "jobs"):
        if column in areas:
            areas[column] = _counts(areas, column, file_name)
    _check_ids(areas["small_area_id"].tolist(), file_name)
    if "municipality_code" in areas:
        areas["municipality_code"] = [_municipality(value, file_name) for value in areas["municipality_code"]]
    areas.geometry = _shapes(areas, file_name)
    return areas


def is_residents(column: str) -> bool:
    """Whether a column is called what people employed by residence are called."""
    return bool(RESIDENTS.search(column.casefold()))


def residents_refused(column: str) -> str:
    """Why such a column is refused."""
    return (
        f"kolumnen '{column}' räknar sysselsatta där de bor (nattbefolkning), inte arbetsplatser; "
        "ta bort den och lägg in dagbefolkning som arbetsplatser"
    )


def _named(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The columns we know, by our names."""
    given = {str(column).strip().casefold(): column for column in frame.columns}
    found = {ours: next((given[name] for name in names if name in given), None) for ours, names in NAMES.items()}
    columns = {ours: frame[name].to_numpy() for ours, name in found.items() if name is not None}
    return gpd.GeoDataFrame(columns, geometry=frame.geometry.array, crs=CRS)


def _code(value: object) -> str:
    """A code is text; a whole number that a format made of it is written without decimals."""
    if value is None or value != value:  # noqa: PLR0124 - NaN
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _municipality(value: object, file_name: str) -> str:
    """A municipality's code, with the zero that a format took from it."""
    code = _code(value)
    if not MUNICIPALITY.fullmatch(code):
        raise SourceError(f"{file_name}: kommunkoden är {code[:20]!r}; fyra siffror väntades")
    return code.zfill(4)


def _counts(areas: gpd.GeoDataFrame, column: str, file_name: str) -> pd.Series:
    """A column of counts; a missing one is NaN, never 0."""
    given = areas[column]
    for code, value in zip(
        areas["small_area_id"], given, strict=True
    ):  # a text's "12.345" may be thousands, and true is no number
        is_text = isinstance(value, str) and not DIGITS.fullmatch(value)
        if is_text or isinstance(value, bool | np.bool_):
            raise SourceError(f"{file_name}: {column} är {str(value)[:20]!r} i {code}, ett antal väntades")
    counts = pd.to_numeric(given, errors="coerce").astype(float)
    wrong = (counts.isna() & given.notna()) | (counts < 0) | np.isinf(counts)
    for row in np.flatnonzero(wrong.to_numpy()):
        code = areas["small_area_id"].iloc[row]
        raise SourceError(f"{file_name}: {column} är {str(given.iloc[row])[:20]!r} i {code}, ett antal väntades")
    if column == "jobs":
        for row in np.flatnonzero((counts % 1 != 0) & counts.notna()):
            raise SourceError(
                f"{file_name}: jobs är {counts.iloc[row]:g} i {areas['small_area_id'].iloc[row]}; hela antal väntades"
            )
    return counts


def _check_ids(codes: Sequence[str], file_name: str) -> None:
    for fault in (*_empty(codes), *_repeated(codes)):
        raise SourceError(f"{file_name}: {fault}")


def _empty(codes: Sequence[str]) -> Iterator[str]:
    if "" in codes:
        yield f"område {codes.index('') + 1} i ordningen saknar kod"


def _repeated(codes: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield f"koden {code} står två gånger; varje område ska ha en egen"
        seen.add(code)


def _shapes(areas: gpd.GeoDataFrame, file_name: str) -> np.ndarray:
    """Valid polygons with an area, or points, in Sweden."""
    shapes = shapely.make_valid(np.asarray(areas.geometry.array, dtype=object))
    kinds, size = shapely.get_dimensions(shapes), shapely.area(shapes)
    bad = ~((kinds == 2) & (size > 0)) & ~(shapely.get_type_id(shapes) == 0) | shapely.is_empty(shapes)
    for row in np.flatnonzero(bad):
        raise SourceError(f"{file_name}: {areas['small_area_id'].iloc[row]} är varken en yta eller en punkt")
    box = shapely.bounds(shapes)
    is_in = (box[:, :2] >= SWEDEN[:2]).all(axis=1) & (box[:, 2:] <= SWEDEN[2:]).all(axis=1)
    for row in np.flatnonzero(~is_in):
        code = areas["small_area_id"].iloc[row]
        raise SourceError(f"{file_name}: {code} ligger utanför Sverige; stämmer koordinatsystemet?")
    return shapes
