"""The page Prioriterade objekt in its three states: no list, a list of made-up objects, a faulty one."""

import html
import re
import shutil
from pathlib import Path
from typing import Any

import on_page
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from dashboard.blocks.page import OPERATORS
from malkollen.office.access import OFFICE_VARIABLE
from malkollen.office.priority_objects import COLUMNS, FILE_NAME
from malkollen.served import AS_OF_VARIABLE

HEADING = ";".join(COLUMNS)
LIST = f"""{HEADING}
Exempelobjekt B;namngivet;2022-05-31;Exempelplan;2032;Exempelbeslut § 4;
Exempelobjekt B;finansierat;2026-03-12;Exempelplan;2033;Exempelbeslut § 12;Exempel
Exempelobjekt A;öppnat;2024;;;Exempelprotokoll;
"""


@pytest.fixture
def folder(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, without a list."""
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")
    monkeypatch.setenv(OFFICE_VARIABLE, "1")
    return tmp_path


def opened() -> AppTest:
    app = on_page.opened("priorities")
    assert not app.exception
    assert [as_shown(title.value) for title in app.title] == ["Prioriterade objekt"]
    return app


def markup(app: AppTest) -> str:
    """The markup we write ourselves."""
    found: Any = app.get("html")
    return " ".join(str(block.value) for block in found)


def words(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup(app))))


def buttons(app: AppTest) -> list[str]:
    return [as_shown(button.proto.label) for button in app.get("download_button")]


def headers(app: AppTest) -> list[str]:
    return [as_shown(header.value) for header in app.header]


def test_without_a_list_the_page_explains_the_file(folder: Path) -> None:
    app = opened()
    assert "Samarbetskommitténs beslutade lista är inte inlagd än." in words(app)
    assert headers(app) == ["Länet i den nationella planen", "När beslutas planerna?"]
    assert OPERATORS in [fold.label for fold in app.expander]
    assert buttons(app) == ["Hämta CSV", "Hämta XLSX", "Hämta tom mall (CSV)"]
    assert FILE_NAME in words(app)
    for column in COLUMNS:
        assert f'<th scope="row">{column}</th>' in markup(app)
    assert "Exemplet är påhittat" in words(app)
    assert not app.warning


def test_a_reader_meets_no_names_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OFFICE_VARIABLE)
    app = opened()
    assert OPERATORS not in [fold.label for fold in app.expander]
    assert FILE_NAME not in words(app)


def test_a_list_without_rows_is_as_none(folder: Path) -> None:
    (folder / FILE_NAME).write_text(f"{HEADING}\r\n", encoding="utf-8-sig")
    assert "Samarbetskommitténs beslutade lista är inte inlagd än." in words(opened())


def test_a_list_is_shown_object_by_object_in_its_own_order(folder: Path) -> None:
    (folder / FILE_NAME).write_text(LIST, encoding="utf-8")
    app = opened()
    assert "Av 2 objekt är 1 öppnat och 1 finansierat." in words(app)
    assert "Exempelobjekt B: från namngivet till finansierat" in words(app)
    assert [as_shown(name.value) for name in app.subheader] == ["Exempelobjekt B", "Exempelobjekt A"]
    assert markup(app).count('<ol class="mk-stages"') == 2
    assert markup(app).count('aria-current="step"') == 2
    assert [box.label for box in app.expander if box.label != "Mer"][:2] == [
        "Historik för Exempelobjekt B",
        "Historik för Exempelobjekt A",
    ]
    assert buttons(app) == ["Hämta CSV", "Hämta XLSX"] * 3 + ["Hämta tom mall (CSV)"]
    assert "Samarbetskommitténs beslutade lista är inte inlagd än." not in words(app)


def test_a_faulty_list_is_said_line_by_line_and_the_rest_stands(folder: Path) -> None:
    (folder / FILE_NAME).write_text(f"{HEADING}\nA;planeras;2024;;;;\n", encoding="utf-8")
    app = opened()
    assert [as_shown(warning.value) for warning in app.warning] == [
        "Listan visas inte: den har 2\u00a0fel som behöver rättas. Övriga sidor påverkas inte."
    ]
    assert f"{FILE_NAME} rad 2: läge: 'planeras' finns inte; skriv ej i plan" in words(app)
    assert f"{FILE_NAME} rad 2: källa: saknas" in words(app)
    assert headers(app) == ["Länet i den nationella planen", "När beslutas planerna?"]


def test_a_file_that_is_changed_is_seen_at_the_next_run(folder: Path) -> None:
    (folder / FILE_NAME).write_text(f"{HEADING}\nA;planeras;2024;;;Exempel;\n", encoding="utf-8")
    app = opened()
    (folder / FILE_NAME).write_text(LIST, encoding="utf-8")
    app.run()
    assert not app.warning
    assert "Av 2 objekt" in words(app)
