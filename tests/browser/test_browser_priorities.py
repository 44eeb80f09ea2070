"""The committee's list filled in with made-up objects, and with a fault in it: read, unfolded, narrow, downloaded."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from screen import Visit, ready, unfold
from serving import Server, serving
from test_browser_axe import violations
from test_browser_narrow import CUT, OVER
from test_browser_swedish import english, unknown

from malkollen.office.access import OFFICE_VARIABLE
from malkollen.office.priority_objects import COLUMNS, FILE_NAME, parse

LIST = f"""{";".join(COLUMNS)}
Exempelobjekt A: ett långt namn på en påhittad tvärförbindelse;ej i plan;2019;;;Exempelremiss;
Exempelobjekt A: ett långt namn på en påhittad tvärförbindelse;finansierat;2026-03-12;Plan;2033;Exempelbeslut § 12;
Exempelobjekt B;namngivet;2021;Exempelplan;2030;Exempelbeslut;
Exempelobjekt B;ej i plan;2025;;;Exempelplan, bilaga 2;
"""
ADDRESS = "/prioriterade-objekt"


@pytest.fixture(scope="module")
def server(browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """In place of the server of all tests: one that reads a data folder of these tests' own."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "data").mkdir()
    shutil.copyfile(database, folder / "data" / database.name)
    with pytest.MonkeyPatch.context() as office:
        office.setenv(OFFICE_VARIABLE, "1")  # how the list is filled in is for the office
        with serving(folder / "data", folder) as server:
            yield server


@pytest.fixture(autouse=True)
def listed(server: Server) -> None:
    (server.data / FILE_NAME).write_text(LIST, encoding="utf-8")


def test_a_filled_list_breaks_no_rule_and_is_swedish(visit: Visit) -> None:
    page = visit(ADDRESS)
    stages = page.get_by_role("list", name="Läge för Exempelobjekt B", exact=True)
    assert stages.get_by_role("listitem").count() == 5
    expect(stages.locator("[aria-current=step]")).to_contain_text("Nu, sedan 2025")
    unfold(page)
    assert violations(page) == []
    assert unknown(english(page)) == set()


def test_a_filled_list_is_not_cut_off(visit: Visit) -> None:
    page = visit(ADDRESS, width=720, height=800)
    for width in (720, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVER) == []
        assert page.evaluate(CUT) == []


def test_a_fault_is_said_and_gone_when_it_is_mended(server: Server, visit: Visit) -> None:
    (server.data / FILE_NAME).write_text(LIST.replace("finansierat", "planeras"), encoding="utf-8")
    page = visit(ADDRESS)
    expect(page.get_by_text(f"{FILE_NAME} rad 3: läge: 'planeras' finns inte")).to_be_visible()
    assert violations(page) == []
    (server.data / FILE_NAME).write_text(LIST, encoding="utf-8")
    page.reload()
    ready(page)
    expect(page.get_by_text("Av 2 objekt är")).to_be_visible()
    assert page.get_by_test_id("stAlert").count() == 0


def test_the_template_is_downloaded_under_the_name_it_is_read_by(visit: Visit, tmp_path: Path) -> None:
    page = visit(ADDRESS)
    unfold(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta tom mall (CSV)").click()
    assert waiting.value.suggested_filename == FILE_NAME
    waiting.value.save_as(tmp_path / FILE_NAME)
    assert parse((tmp_path / FILE_NAME).read_text(encoding="utf-8-sig"), date(2026, 11, 22)) == ()
