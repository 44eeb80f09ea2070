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


def read(path: Path, said: str) -> gpd.GeoDataFrame:
    """The areas of a file by our column names, in EPSG:3006.

    Args:
        said: the file as messages name it.

    Returns:
        small_area_id (text, unique), population (NaN where missing); jobs, municipality_code (four digits), year and
        source where the file has them; geometry: valid polygons, or points.

    Raises:
        SourceError: a column is missing or holds what it may not, or the geometry is none of ours.
    """
    frame = area_formats.opened(path, said).to_crs(CRS)
    if residents := [column for column in map(str, frame.columns) if is_residents(column)]:
        raise SourceError(f"{said}: {residents_refused(residents[0])}")
    found = _named(frame)
    if missing := [column for column in REQUIRED if column not in found]:
        raise SourceError(f"{said}: en kolumn saknas; den får heta {' eller '.join(NAMES[missing[0]])}")
    found["small_area_id"] = [_code(value) for value in found["small_area_id"]]
    for column in ("population", "jobs"):
        if column in found:
            found[column] = _counts(found, column, said)
    _check_ids(found["small_area_id"].tolist(), said)
    if "municipality_code" in found:
        found["municipality_code"] = [_municipality(value, said) for value in found["municipality_code"]]
    found.geometry = _shapes(found, said)
    return found


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


def _municipality(value: object, said: str) -> str:
    """A municipality's code, with the zero that a format took from it."""
    code = _code(value)
    if not MUNICIPALITY.fullmatch(code):
        raise SourceError(f"{said}: kommunkoden är {code[:20]!r}; fyra siffror väntades")
    return code.zfill(4)


def _counts(found: gpd.GeoDataFrame, column: str, said: str) -> pd.Series:
    """A column of counts; a missing one is NaN, never 0."""
    given = found[column]
    for code, value in zip(
        found["small_area_id"], given, strict=True
    ):  # a text's "12.345" may be thousands, and true is no number
        is_text = isinstance(value, str) and not DIGITS.fullmatch(value)
        if is_text or isinstance(value, bool | np.bool_):
            raise SourceError(f"{said}: {column} är {str(value)[:20]!r} i {code}, ett antal väntades")
    counts = pd.to_numeric(given, errors="coerce").astype(float)
    wrong = (counts.isna() & given.notna()) | (counts < 0) | np.isinf(counts)
    for place in np.flatnonzero(wrong.to_numpy()):
        code = found["small_area_id"].iloc[place]
        raise SourceError(f"{said}: {column} är {str(given.iloc[place])[:20]!r} i {code}, ett antal väntades")
    if column == "jobs":
        for place in np.flatnonzero((counts % 1 != 0) & counts.notna()):
            raise SourceError(
                f"{said}: jobs är {counts.iloc[place]:g} i {found['small_area_id'].iloc[place]}; hela antal väntades"
            )
    return counts


def _check_ids(codes: Sequence[str], said: str) -> None:
    for fault in (*_empty(codes), *_repeated(codes)):
        raise SourceError(f"{said}: {fault}")


def _empty(codes: Sequence[str]) -> Iterator[str]:
    if "" in codes:
        yield f"område {codes.index('') + 1} i ordningen saknar kod"


def _repeated(codes: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield f"koden {code} står två gånger; varje område ska ha en egen"
        seen.add(code)


def _shapes(found: gpd.GeoDataFrame, said: str) -> np.ndarray:
    """Valid polygons with an area, or points, in Sweden."""
    shapes = shapely.make_valid(np.asarray(found.geometry.array, dtype=object))
    kinds, size = shapely.get_dimensions(shapes), shapely.area(shapes)
    bad = ~((kinds == 2) & (size > 0)) & ~(shapely.get_type_id(shapes) == 0) | shapely.is_empty(shapes)
    for place in np.flatnonzero(bad):
        raise SourceError(f"{said}: {found['small_area_id'].iloc[place]} är varken en yta eller en punkt")
    box = shapely.bounds(shapes)
    is_in = (box[:, :2] >= SWEDEN[:2]).all(axis=1) & (box[:, 2:] <= SWEDEN[2:]).all(axis=1)
    for place in np.flatnonzero(~is_in):
        code = found["small_area_id"].iloc[place]
        raise SourceError(f"{said}: {code} ligger utanför Sverige; stämmer koordinatsystemet?")
    return shapes
