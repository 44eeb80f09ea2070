"""Departures by municipality: the figure of a municipality is the sum of what the page lists there."""

from pathlib import Path

import made_transit
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.content.timetables import stops
from ingest.transit import stop_supply

PLACES = [("a", "Gränsen", "0126", 59.2, 18.0), ("b", "Torget", "0127", 59.21, 18.1)]


def test_a_station_on_a_border_is_counted_where_the_page_lists_it(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    made_transit.write_folder(folder, PLACES)
    whole = pq.read_table(folder / "stops.parquet")
    codes = whole["municipality_code"].to_pylist()
    codes[1] = "0127"  # the second platform of the first station
    where = whole.column_names.index("municipality_code")
    pq.write_table(whole.set_column(where, "municipality_code", pa.array(codes)), folder / "stops.parquet")
    counted: dict[str, int] = {}
    for row in stop_supply.of(folder).to_pylist():
        counted[row["municipality_code"]] = counted.get(row["municipality_code"], 0) + row["departures"]
    day = stops.load(folder)
    listed: dict[str, int] = {}
    for area, count in zip(day.areas, day.departures(day.hours).tolist(), strict=True):
        listed[str(area.code)] = listed.get(str(area.code), 0) + count
    assert counted == listed
    assert min(counted.values()) > 80
