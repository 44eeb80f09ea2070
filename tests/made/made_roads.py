"""A made road through every place of mart.places, for the tests of the screen; no street in it exists."""

from pathlib import Path

import duckdb
from made_streets import Town

from ingest.streets import maps
from ingest.transit import on_streets
from malkollen.streets import street_map
from malkollen.streets.ready import Ready

TITLE = "PÅHITTAD gatukarta, gjord för prov"


def add(database: Path) -> None:
    """Writes the road's map beside a database that belongs to the test, and its rows into it."""
    with duckdb.connect(database) as db:
        query = "SELECT place_id, latitude, longitude FROM mart.places ORDER BY longitude, latitude"
        town = Town()
        for name, latitude, longitude in db.execute(query).fetchall():
            town.nodes[name] = (len(town.nodes) + 1, (latitude, longitude), {})
        town.way(" ".join(town.nodes), highway="primary")
        streets, about = maps.read(town.write(database.parent / "PÅHITTAD.osm.pbf", are_degrees=True))
        street_map.write(database.parent / "streets" / "streets.parquet", streets, about)
        db.execute(
            "INSERT INTO mart.sources BY NAME SELECT 'streets' AS source, ? AS title, "
            "'Källa: PÅHITTAD gatukarta' AS attribution, 'ODbL 1.0' AS licence",
            [TITLE],
        )
        db.execute(
            "INSERT INTO mart.streets VALUES ('1', 'streets', ?, '2026-11-01', 1, 'streets/streets.parquet')", [TITLE]
        )
        on_streets.between(db, Ready(streets), "streets")
