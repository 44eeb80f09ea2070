"""What is downloaded: a telling name, codes beside names, status and source, and the values of evaluate unrounded."""

import csv
import re
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from duckdb import DuckDBPyConnection
from playwright.sync_api import Page, expect
from screen import Visit, data_version

from malkollen.registry.registry import Registry
from malkollen.values.areas import Areas
from malkollen.values.evaluate import evaluate

pytestmark = pytest.mark.thorough  # tests/dashboard/documents/test_downloads.py, and downloads elsewhere here
KEY, YEAR, VARIANT = "electric_car_share", 2024, "without"
ADDRESS = f"/indikator?indikator={KEY}&ar={YEAR}&variant={VARIANT}"
NAME = f"malkollen_elbilar_i_flottan_karta_sodertorn_{YEAR}_utan_vagnparker"


def download(page: Page, heading: str, kind: str, folder: Path) -> Path:
    """The file of the folded table that stands next below a heading."""
    table = page.locator(f"xpath=//*[self::h2 or self::h3][normalize-space()='{heading}']/following::details[1]")
    button = table.get_by_role("button", name=f"Hämta {kind}")
    if not button.is_visible():
        table.locator("summary").click()
    expect(button).to_be_visible()
    button.hover()  # waits until what unfolds has come to rest
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture(scope="module")
def page(visit_once: Visit) -> Page:
    return visit_once(ADDRESS, charts=3)


def test_a_files_name_says_indicator_year_variant_and_day(page: Page, tmp_path: Path) -> None:
    for kind in ("CSV", "XLSX"):
        found = download(page, "Kommunerna på kartan", kind, tmp_path)
        assert re.fullmatch(rf"{NAME}_\d{{4}}-\d\d-\d\d\.{kind.lower()}", found.name)


def test_the_csv_has_codes_names_status_source_and_the_values_of_evaluate(
    page: Page, tmp_path: Path, db: DuckDBPyConnection, registry: Registry, places: Areas
) -> None:
    rows = read_csv(download(page, "Kommunerna på kartan", "CSV", tmp_path))
    evaluation = next(found for found in evaluate(db, registry, places, KEY) if found.variant == VARIANT)
    assert [row["Områdeskod"] for row in rows][:2] == ["0127", "0136"]
    assert len(rows) == 11
    for row in rows:
        value = evaluation.at(row["Områdeskod"], YEAR).value
        assert row["Område"] == places.name(row["Områdeskod"])
        assert row["År"] == str(YEAR)
        assert row["Värde (%)"] == ("" if value is None else repr(value).replace(".", ","))
        assert row["Status"]
        assert row["Källa"].startswith("Trafikanalys: ") or value is None
    assert "0181" in {row["Områdeskod"] for row in rows if row["Värde (%)"] == ""}, "a fleet municipality has no value"


def test_the_workbook_has_a_cover_and_the_same_values_as_numbers(page: Page, tmp_path: Path) -> None:
    rows = read_csv(download(page, "Kommunerna på kartan", "CSV", tmp_path))
    book = openpyxl.load_workbook(download(page, "Kommunerna på kartan", "XLSX", tmp_path))
    cover, sheet = book.worksheets
    texts = [str(cell.value) for line in cover.iter_rows() for cell in line if cell.value is not None]
    assert texts[0].startswith("Elbilar i personbilsflottan 2024")
    assert {"Källa", "Siffrornas version", data_version(page), "Hämtad"} <= set(texts)
    titles, *lines = list(sheet.iter_rows(values_only=True))
    assert list(titles) == list(rows[0])
    values = [dict(zip(titles, line, strict=True)) for line in lines]
    assert [line["Områdeskod"] for line in values] == [row["Områdeskod"] for row in rows]
    for line, row in zip(values, rows, strict=True):
        text = row["Värde (%)"]
        # A workbook keeps sixteen digits, the CSV all seventeen.
        assert line["Värde (%)"] == (pytest.approx(float(text.replace(",", ".")), rel=1e-15) if text else None)
        assert isinstance(line["Värde (%)"], float) or not text


def test_a_series_file_has_a_row_a_value_with_codes_status_and_source(
    page: Page, tmp_path: Path, db: DuckDBPyConnection, registry: Registry, places: Areas
) -> None:
    path = download(page, "Utveckling", "CSV", tmp_path)
    assert path.name.startswith("malkollen_elbilar_i_flottan_serie_")
    rows = read_csv(path)
    assert all(row["Status"] and row["Källa"] and row["Område"] for row in rows)
    home = {int(row["År"]): row for row in rows if row["Områdeskod"] == places.home.id}
    evaluation = next(found for found in evaluate(db, registry, places, KEY) if found.variant == VARIANT)
    assert YEAR in home
    assert any(
        repr(evaluation.at(places.home.id, YEAR).value).replace(".", ",") == text for text in home[YEAR].values()
    )
