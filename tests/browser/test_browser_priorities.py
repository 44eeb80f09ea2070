"""The committee's list filled in with made-up objects, and with a fault in it: read, unfolded, narrow, downloaded."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from screen import Visit, ready, unfold
from serving import Server
from test_browser_axe import violations
from test_browser_narrow import CUT, OVER
from test_browser_swedish import english, unknown

from malkollen.office.priority_objects import COLUMNS, FILE_NAME, parse

LIST = f"""{";".join(COLUMNS)}
Exempelobjekt A: ett långt namn på en påhittad tvärförbindelse;ej i plan;2019;;;Exempelremiss;
Exempelobjekt A: ett långt namn på en påhittad tvärförbindelse;finansierat;2026-03-12;Plan;2033;Exempelbeslut § 12;
Exempelobjekt B;namngivet;2021;Exempelplan;2030;Exempelbeslut;
Exempelobjekt B;ej i plan;2025;;;Exempelplan, bilaga 2;
"""
ADDRESS = "/prioriterade-objekt"


@pytest.fixture(scope="module")
def server(office: Server) -> Server:
    """In place of the server of all tests: how the list is filled in is for the office."""
    return office


@pytest.fixture(autouse=True)
def listed(server: Server) -> None:
    (server.data / FILE_NAME).write_text(LIST, encoding="utf-8")


@pytest.mark.thorough  # what it says: tests/dashboard/views/test_view_priorities.py
def test_a_filled_list_breaks_no_rule_is_swedish_and_has_its_template(visit: Visit, tmp_path: Path) -> None:
    """The template is downloaded under the name that it is read by."""
    page = visit(ADDRESS)
    stages = page.get_by_role("list", name="Läge för Exempelobjekt B", exact=True)
    assert stages.get_by_role("listitem").count() == 5
    expect(stages.locator("[aria-current=step]")).to_contain_text("enligt uppgift 2025")
    unfold(page)
    assert violations(page) == []
    assert unknown(english(page)) == set()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(OVER) == []
    assert page.evaluate(CUT) == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta tom mall (CSV)").click()
    assert waiting.value.suggested_filename == FILE_NAME
    waiting.value.save_as(tmp_path / FILE_NAME)
    assert parse((tmp_path / FILE_NAME).read_text(encoding="utf-8-sig"), date(2026, 11, 22)) == ()


@pytest.mark.thorough  # on a telephone above
def test_a_filled_list_is_not_cut_off(visit: Visit) -> None:
    page = visit(ADDRESS, width=720, height=800)
    for width in (720, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVER) == []
        assert page.evaluate(CUT) == []


@pytest.mark.thorough  # tests/dashboard/views/test_view_priorities.py
def test_a_fault_is_said_and_gone_when_it_is_mended(server: Server, visit: Visit) -> None:
    (server.data / FILE_NAME).write_text(LIST.replace("finansierat", "planeras"), encoding="utf-8")
    page = visit(ADDRESS)
    expect(page.get_by_text(f"{FILE_NAME} rad 3: läge: 'planeras' finns inte")).to_be_visible()
    assert violations(page) == []
    (server.data / FILE_NAME).write_text(LIST, encoding="utf-8")
    page.reload()
    ready(page)
    expect(page.get_by_text("Av 2 objekt är")).to_be_visible()
    expect(page.get_by_text(f"{FILE_NAME} rad")).to_have_count(0)
    alerts = page.get_by_test_id("stAlert")
    expect(alerts.locator("visible=true")).to_have_count(0)  # the office's fold, which is shut, has its questions
