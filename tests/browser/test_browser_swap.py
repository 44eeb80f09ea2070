"""New figures on a running server: no restart, no reload, and a server without a database says what to do."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from screen import CHART, choose, data_version, pick, ready, says, whole
from serving import Server
from windows import Size, Windows

from ingest import build
from malkollen.database import storage

ROW = "0126,2025,cars_battery_electric,"


def change_a_figure(data: Path) -> None:
    """Gives Huddinge five hundred battery electric cars more."""
    path = data / "figures" / "vehicles.csv"
    before, found, after = path.read_text(encoding="utf-8").partition(f"\n{ROW}")
    assert found, f"{path.name} has no row {ROW}"
    count, rest = after.split("\n", 1)
    path.write_text(f"{before}{found}{int(float(count)) + 500}\n{rest}", encoding="utf-8")


@pytest.mark.thorough  # without a browser in tests/dashboard/views/test_view_commuting.py
def test_a_database_that_is_swapped_in_is_picked_up_at_the_next_choice(office: Server, windows: Windows) -> None:
    with windows.lent(Size()) as page:
        page.goto(f"{office.origin}/indikator?indikator=electric_car_share&omrade=0126")
        ready(page, 3)
        older, value = data_version(page), page.locator(".mk-answer-text").inner_text()
        change_a_figure(office.data)
        build.build(office.data)
        pick(page, "Stockholms län")
        says(page, karta="lan")
        expect(page.locator(".st-key-mk-footer")).not_to_contain_text(older)
        newer = data_version(page)
        assert newer != older
        assert page.locator(".mk-answer-text").inner_text() != value
        expect(page.get_by_test_id("stAlert")).to_contain_text("Siffrorna har bytts sedan du öppnade sidan.")
        page.goto(f"{office.origin}/indikator?indikator=electric_car_share")
        ready(page, 3)
        assert whole(page)["data"] == newer


@pytest.mark.thorough  # without a browser in tests/dashboard/views/test_views.py
def test_without_a_database_the_page_says_in_swedish_what_to_do(office: Server, windows: Windows) -> None:
    database = office.data / storage.FILE_NAME
    with windows.lent(Size()) as page:
        database.unlink()
        page.goto(f"{office.origin}/indikator")
        ready(page)
        expect(page.locator("h1")).to_have_text("Målkollen kan inte visa några siffror")
        expect(page.get_by_test_id("stAlert")).to_contain_text("databasen finns inte")
        expect(page.get_by_text("Kör malkollen ingest på servern och ladda om sidan.")).to_be_visible()
        assert page.locator(CHART).count() == 0
        build.build(office.data)
        page.reload()
        ready(page, 3)
        choose(page, "År", "2023")
        says(page, ar="2023")
