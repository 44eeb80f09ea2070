"""What is missing among the figures: a year that any file of a measure has is not missing."""

import duckdb

from malkollen.database.gaps import Gap, load


def test_a_measure_in_two_files_lacks_only_what_neither_has() -> None:
    rows = [("old", 2020, 290), ("old", 2021, 290), ("old", 2025, 290), ("new", 2022, 290), ("new", 2026, 51)]
    with duckdb.connect() as db:
        db.execute("CREATE SCHEMA mart; CREATE TABLE mart.coverage (source VARCHAR, measure VARCHAR, year INTEGER, "
                   "municipalities INTEGER)")  # fmt: skip
        db.executemany("INSERT INTO mart.coverage VALUES (?, 'cars', ?, ?)", rows)
        db.execute("INSERT INTO mart.coverage VALUES ('old', 'whole', 2020, 290), ('old', 'whole', 2021, 290)")
        assert load(db) == [Gap("cars", "new", (2023, 2024), (2026,), 51, 51)]
