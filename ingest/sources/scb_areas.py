"""Small areas with borders, and inhabitants by square kilometre, from SCB's open geodata (WFS, CC0).

DeSO and RegSO are the statistical areas inside a municipality; RegSO put together are the municipalities' borders as
they are, where those of the map are simplified. They are files, not figures: stage writes GeoParquet (SWEREF 99 TM)
into data/areas/<fetch>-<form>/ and names the files in mart.area_files. The files of a fetch are never overwritten by
those of another, so the swap of the database is also the swap of the files.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from duckdb import DuckDBPyConnection

from ingest import area_files, publishers
from ingest.fetching import addresses, conditional
from ingest.fetching.download import Client, UnreachableError
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import wfs
from ingest.readers.wfs import CRS, Features, Layer
from ingest.source import Source
from malkollen.database import storage
from malkollen.errors import SourceError

BASE_VARIABLE = "MALKOLLEN_SCB_GEODATA_URL"
PUBLISHER = "SCB geodata"
NAME = "scb_geodata"
"""In ingest/publishers/."""
LIVE = Live.of(PUBLISHER, addresses.of(NAME, BASE_VARIABLE))
AREAS_ID, GRID_ID = "scb_small_areas", "scb_population_grid"
DESO, REGSO, GRID = "deso", "regso", "grid"
DESO_CODE, REGSO_CODE, REGSO_NAME, MUNICIPALITY = "deso_code", "regso_code", "regso_name", "municipality_code"
CELL, POPULATION, REFERENCE = "cell", "population", "reference"
COLUMNS = {
    DESO: (DESO_CODE, REGSO_CODE, MUNICIPALITY), REGSO: (REGSO_CODE, REGSO_NAME, MUNICIPALITY),
    GRID: (CELL, POPULATION, REFERENCE),
}  # fmt: skip
FILES = {
    "deso": (AREAS_ID, DESO), "regso": (AREAS_ID, REGSO), "municipalities": (AREAS_ID, REGSO),
    "grid_1km": (GRID_ID, GRID),
}  # fmt: skip
FORM = 1
"""Of our files: one more whenever what stands in them changes, so that they are written anew."""
MUNICIPAL_CODE = re.compile("[0-9]{4}")
CELL_M2 = 1_000_000
NEAR = 0.01  # a cell's size; areas that should cover the same ground
OVERLAP = 0.001
COUNTED = 0.05  # inhabitants of the cells against those of the municipalities


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The areas and the grid as the publisher describes them."""
    declared = publishers.read(NAME)
    common = {
        "publisher": "SCB", "publication": "Öppna geodata", "url": declared["page"], "licence": declared["licence"],
        "attribution": "Källa: SCB", "retrieved_through": "WFS", "next_expected": None,
    }  # fmt: skip
    return {
        AREAS_ID: Source.model_validate(common | {
            "title": "Små områden: DeSO och RegSO", "reference": "1 januari",
            "retrieved": _retrieved(fetches[0], DESO), "cadence": "när indelningen görs om", "lag_months": 60,
            "caveats": (
                "Ingen dag är utlovad för nästa indelning; den förra gällde i sju år (2018–2025).",
                "Kommungränserna är RegSO sammanlagda. Kartan visar dem förenklade till skärmens storlek.",
            ),
        }),
        GRID_ID: Source.model_validate(common | {
            "title": "Befolkning per kilometerruta", "reference": "31 december",
            "retrieved": _retrieved(fetches[0], GRID), "cadence": "årligen", "lag_months": 11,
            "caveats": (
                "Bara bebodda rutor finns. Män och kvinnor summerar inte till alla; alla används.",
                "Rutornas invånare är inte exakt kommunernas: alla är inte skrivna på en plats.",
            ),
        }),
    }  # fmt: skip


def fetch(client: Client, into: Fetch, since: int | None) -> None:  # noqa: ARG001 - an edition is fetched whole
    """Asks for the newest edition of each layer, page by page; one that differs is what it was, and is told."""
    layers, faults = _newest(client)
    for name, fault in faults.items():  # before anything is asked for that would be of no use
        if not any(conditional.has_before(into, start) for start in _starts(name)):
            raise SourceError(fault)
    for name, layer in layers.items():
        try:
            wfs.fetch(client, _base(), layer, into)
        except UnreachableError:
            raise
        except SourceError as error:
            faults[name] = str(error)
    if {DESO, REGSO} & faults.keys():  # one is made of the other
        fault = next(faults[name] for name in (DESO, REGSO) if name in faults)
        faults = {DESO: fault, REGSO: fault} | faults
    for name, fault in faults.items():
        if not any(conditional.take_over(into, start) for start in _starts(name)):
            raise SourceError(fault)
        conditional.tell(into, name, f"{fault}; det senaste av lagret står kvar")


def probe(client: Client) -> str:
    """Whether the layers are there with the columns we rely on."""
    layers, faults = _newest(client)
    for fault in faults.values():
        raise SourceError(fault)
    found = [(layer.folder, wfs.sample(client, _base(), layer).matched) for layer in layers.values()]
    return f"{PUBLISHER}: {', '.join(f'{name} {matched} objekt' for name, matched in found)}"


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Writes four files and a row of mart.area_files for each; SourceError where the layers contradict one another.

    Borders take a minute to read: the files of a fetch that was found good are not written again.
    """
    layers = {name: _stored(fetches[0], name) for name in COLUMNS}
    folder = _folder(fetches[0])
    if fetches[0].state != "good" or not all((folder / f"{name}.parquet").is_file() for name in FILES):
        for name, frame in zip(FILES, _frames(db, fetches[0], layers), strict=True):
            area_files.write(folder / f"{name}.parquet", partial(frame.to_parquet, index=False))
    _clean(fetches)
    for name, (source, layer) in FILES.items():
        path = folder / f"{name}.parquet"
        people = "sum(population)" if layer == GRID else "NULL"
        db.execute(
            f"INSERT INTO mart.area_files SELECT ?, ?, count(*), {people}, ?, ? FROM read_parquet(?)",  # noqa: S608 - our own
            [
                name,
                layers[layer].year,
                path.relative_to(folder.parents[1]).as_posix(),
                source,
                storage.literal(path),
            ],
        )


def _base() -> str:
    return LIVE.declared.base


def _layer(name: str, year: int, title: str) -> Layer:
    declared = publishers.read(NAME)
    columns = tuple(declared["columns"][column] for column in COLUMNS[name])
    return Layer(PUBLISHER, f"{title}_{year}", columns[0], columns, declared["pages"][name])


def _newest(client: Client) -> tuple[dict[str, Layer], dict[str, str]]:
    """The newest edition of each layer, and why another has none.

    DeSO and RegSO are of the same year, since one is made of the other.
    """
    with addresses.naming(NAME, "addresses"):
        listed = wfs.layers(client, _base())
    titles = {name: _titles(name)[0] for name in COLUMNS}
    years = {name: _editions(listed, title) for name, title in titles.items()}
    years[DESO] = years[REGSO] = years[DESO] & years[REGSO]
    faults = {
        name: (
            f"{PUBLISHER}: lagret {titles[name]}_<år> finns inte bland serverns {len(listed)} lager; "
            f"se efter vad det heter nu och {publishers.change(NAME, 'layers', name)}"
        )
        for name, editions in years.items()
        if not editions
    }
    return {name: _layer(name, max(years[name]), titles[name]) for name in COLUMNS if years[name]}, faults


def _titles(layer: str) -> list[str]:
    """A layer's name at the publisher, with its workspace and without its year.

    After it the name that it had before the data folder's file gave it another, as pages that lie here may have it.
    """
    return list(dict.fromkeys(
        f"{declared['workspace']}:{declared['layers'][layer]}"
        for declared in (publishers.read(NAME), publishers.ours(NAME))
    ))  # fmt: skip


def _starts(layer: str) -> list[str]:
    """What the names of its stored pages begin with."""
    return [f"{title.partition(':')[2]}_" for title in _titles(layer)]


def _editions(names: Sequence[str], title: str) -> set[int]:
    workspace, _, name = title.partition(":")
    pattern = rf"(?:{re.escape(workspace)}:)?{re.escape(name)}_(20[0-9]{{2}})"
    fits = (re.fullmatch(pattern, each) for each in names)
    return {int(match[1]) for match in fits if match}


def _stored(fetched: Fetch, layer: str) -> Layer:
    """The edition of a layer that is stored."""
    names = [name.partition("/")[0] for name in fetched.manifest()["files"]]
    editions = [(year, title) for title in _titles(layer) for year in _editions(names, title)]
    if len(editions) != 1:
        raise SourceError(f"{PUBLISHER}: {len(editions)} upplagor av {layer} i den lagrade hämtningen, en väntades")
    return _layer(layer, *editions[0])


def _retrieved(fetched: Fetch, layer: str) -> str:
    files, starts = fetched.manifest()["files"], tuple(_starts(layer))
    moments = [file["fetched_at"] for name, file in files.items() if name.startswith(starts)]
    return datetime.fromisoformat(max(moments)).date().isoformat() if moments else "okänd"


def _frames(db: DuckDBPyConnection, fetched: Fetch, layers: Mapping[str, Layer]) -> list[gpd.GeoDataFrame]:
    """The stored layers, checked, in the order of FILES."""
    deso, regso, grid = (_by_our_names(name, wfs.read(fetched, layer)) for name, layer in layers.items())
    _check_municipalities(db, layers[DESO], deso)
    _check_municipalities(db, layers[REGSO], regso)
    _check_nested(layers[DESO], deso, regso)
    _check_grid(db, layers[GRID], grid, layers[GRID].year)
    return [_frame(found) for found in (deso, regso, _municipalities(layers[REGSO], regso), grid)]


def _by_our_names(name: str, found: Features) -> Features:
    """A layer's columns in the order they were asked for, by our names: the key first."""
    return Features(dict(zip(COLUMNS[name], found.columns.values(), strict=True)), found.shapes)


def _check_municipalities(db: DuckDBPyConnection, layer: Layer, features: Features) -> None:
    """Every area lies in one of the 290, and each of them has areas."""
    known = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    for key, code in zip(next(iter(features.columns.values())), features.columns[MUNICIPALITY], strict=True):
        if not isinstance(code, str) or not MUNICIPAL_CODE.fullmatch(code) or code not in known:
            raise SourceError(f"{layer.title}: {key} har kommunkoden {str(code)[:20]!r}, ingen av de {len(known)}")
    if missing := sorted(known - set(features.columns[MUNICIPALITY])):
        raise SourceError(f"{layer.title}: {len(missing)} kommuner saknar områden, den första {missing[0]}")


def _check_nested(layer: Layer, deso: Features, regso: Features) -> None:
    """Every RegSO is made of DeSO in its own municipality, and both cover the same ground."""
    known = dict(zip(regso.columns[REGSO_CODE], regso.columns[MUNICIPALITY], strict=True))
    for key, code, municipality in zip(*(deso.columns[name] for name in COLUMNS[DESO]), strict=True):
        if not isinstance(code, str) or known.get(code) != municipality:
            raise SourceError(f"{layer.title}: {key} i {municipality} hör till {str(code)[:20]!r}, ingen RegSO där")
    if empty := sorted(set(known) - set(deso.columns[REGSO_CODE])):
        raise SourceError(f"{layer.title}: RegSO {empty[0]} har inga DeSO ({len(empty)} sådana)")
    small, large = (float(shapely.area(found.shapes).sum()) for found in (deso, regso))
    if abs(small - large) > NEAR * large:
        raise SourceError(
            f"{layer.title}: områdena är {small / 1e6:.0f} km² tillsammans men RegSO {large / 1e6:.0f} km²"
        )


def _check_grid(db: DuckDBPyConnection, layer: Layer, grid: Features, year: int) -> None:
    """Square kilometres with whole inhabitants of the right year, about as many as in the municipalities."""
    is_off = np.abs(shapely.area(grid.shapes) - CELL_M2) > NEAR * CELL_M2
    rows = zip(*(grid.columns[name] for name in COLUMNS[GRID]), is_off, strict=True)
    for key, people, reference, is_odd in rows:
        if not isinstance(people, int) or isinstance(people, bool) or people < 0:
            raise SourceError(f"{layer.title}: {layer.columns[1]} är {str(people)[:20]!r} i {key}, ett antal väntades")
        if str(reference)[:4] != str(year):
            raise SourceError(f"{layer.title}: {layer.columns[2]} är {str(reference)[:20]!r} i {key}, {year} väntades")
        if is_odd:
            raise SourceError(f"{layer.title}: {key} är inte en kvadratkilometer")
    total = int(sum(grid.columns[POPULATION]))
    row = db.execute(
        "SELECT sum(value) FROM staged.measures WHERE measure = 'population' AND year = ? HAVING count(value) = 290",
        [year],
    ).fetchone()
    if row and abs(total - row[0]) > COUNTED * row[0]:
        raise SourceError(
            f"{layer.title}: rutorna har {total} invånare men kommunerna {row[0]:.0f}; är alla rutor med?"
        )


def _municipalities(layer: Layer, regso: Features) -> Features:
    """RegSO put together by municipality: as large as its parts, so that they do not overlap."""
    of = np.array(regso.columns[MUNICIPALITY])
    codes = sorted(set(regso.columns[MUNICIPALITY]))
    parts = [regso.shapes[of == code] for code in codes]
    shapes = np.array([shapely.union_all(part) for part in parts], dtype=object)
    for code, part, shape in zip(codes, parts, shapes, strict=True):
        if abs(shape.area - shapely.area(part).sum()) > OVERLAP * shape.area:
            raise SourceError(f"{layer.title}: områdena i {code} överlappar varandra")
    return Features({MUNICIPALITY: codes}, shapes)


def _frame(found: Features) -> gpd.GeoDataFrame:
    """The columns by our names, with the polygons."""
    columns = {name: cells for name, cells in found.columns.items() if name != REFERENCE}
    return gpd.GeoDataFrame(columns, geometry=found.shapes, crs=CRS)


def _folder(fetched: Fetch) -> Path:
    """Where the files of a fetch are."""
    return fetched.data / "areas" / f"{fetched.id}-{FORM}"


def _clean(fetches: Sequence[Fetch]) -> None:
    """Removes the files of fetches that can no longer be read, or of another form; those of other sources stay."""
    for old in area_files.others(map(_folder, fetches), "[0-9]*"):
        shutil.rmtree(old, ignore_errors=True)
