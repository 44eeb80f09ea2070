"""The data version follows every figure that the screen shows: measures, published series and commuting."""

import pytest
from live_database import prepared

from ingest import build

ROWS = {
    "measures (municipality_code, year, measure, value, status, source)": "('0127', 2024, 'population', {}, '', 'p')",
    "published (area_id, year, series, value, low, high, status, source)": "('riket', 2024, 's', 5, 4, {}, '', 'p')",
    "commuting (home, work, year, commuters, status, source)": "('0127', '0126', 2024, {}, '', 'p')",
}


def version(table: str, value: int | None) -> str:
    with prepared([("0127", "Botkyrka"), ("0126", "Huddinge")]) as db:
        if value is not None:
            db.execute(f"INSERT INTO staged.{table} VALUES {ROWS[table].format(value)}")
        db.execute((build.HERE / "marts.sql").read_text(encoding="utf-8"))
        (found,) = db.execute("SELECT data_version FROM mart.build").fetchone() or ("",)
        return str(found)


@pytest.mark.parametrize("table", ROWS)
def test_a_changed_figure_gives_another_version_and_the_same_the_same(table: str) -> None:
    assert version(table, 7) == version(table, 7)
    assert len({version(table, 7), version(table, 8), version(table, None)}) == 3
