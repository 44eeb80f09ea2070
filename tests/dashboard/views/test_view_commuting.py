"""The page Pendling in its two states: as everyone sees it, and with a made-up matrix."""

import html
import re
import shutil
from pathlib import Path
from typing import Any

import made_matrix
import on_page
import pytest
from as_shown import as_shown
from parts import every
from streamlit.testing.v1 import AppTest
from whole_link import whole_link

from malkollen.served import AS_OF_VARIABLE

SHARE = "Andel av de sysselsatta invånarna som arbetar i en annan kommun 2024"


@pytest.fixture(scope="module")
def plain(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder without a matrix."""
    return Path(shutil.copy(database, tmp_path_factory.mktemp("plain"))).parent


@pytest.fixture(scope="module")
def data_with_matrix(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a made-up matrix."""
    path = Path(shutil.copy(database, tmp_path_factory.mktemp("made")))
    made_matrix.add(path)
    return path.parent


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")


@pytest.fixture
def folder(plain: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(plain))
    return plain


@pytest.fixture
def with_matrix(data_with_matrix: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data_with_matrix))
    return data_with_matrix


def opened(**address: str) -> AppTest:
    app = on_page.opened("commuting", **address)
    assert not app.exception
    assert not app.error
    assert [as_shown(title.value) for title in app.title] == ["Pendling"]
    return app


def markup(app: AppTest) -> str:
    found: Any = app.get("html")
    return " ".join(str(block.value) for block in found)


def words(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup(app))))


def captions(app: AppTest) -> list[str]:
    return re.findall(r"<caption>(.*?)</caption>", markup(app))


def headers(app: AppTest) -> list[str]:
    return [as_shown(header.value) for header in app.header]


def buttons(app: AppTest) -> list[str]:
    """What gives a table; images stand in a menu of their own."""
    labels = [as_shown(button.proto.label) for button in app.get("download_button")]
    return [label for label in labels if not label.startswith("Hämta bild")]


def test_without_the_matrix_the_page_is_whole(folder: Path) -> None:
    app = opened()
    assert headers(app) == [
        "In och ut per kommun 2024",
        SHARE,
        "In och ut över åren",
        "Till och från Stockholm 2015: en äldre tabell",
        "Strömmarna mellan kommunerna",
    ]
    assert captions(app) == [
        "In- och utpendlare över kommungräns 2024",
        "In- och utpendlare över kommungräns 2020–2024",
        "Sysselsatta till och från Stockholm 2015",
    ]
    assert len(app.get("plotly_chart")) == 3
    assert buttons(app) == ["Hämta CSV", "Hämta XLSX"] * 3
    assert "Serien bryts 2020: SCB räknar sysselsatta ur ett nytt register från 2020." in words(app)
    assert "malkollen ingest" not in words(app)
    told = "I sju av de åtta pendlade fler ut än in 2024; Södertälje hade fler inpendlare än utpendlare."
    assert words(app).count(told) == 1
    assert words(app).index(told) < words(app).index("In- och utpendlare över kommungräns 2024")
    assert words(app).count("Här saknas SCB:s uppgifter om pendling mellan kommuner.") == 1
    assert not app.warning
    assert not app.selectbox


def test_without_the_matrix_nothing_is_said_of_the_group(folder: Path) -> None:
    text = words(opened())
    assert "Någon summa för Södertörn står inte här" in text
    assert not re.search(r"Andel som arbetar på Södertörn|Bor och arbetar inom", text)


@pytest.mark.parametrize("what", ["ut", "in", "netto"])
def test_what_is_shown_over_the_years_is_in_the_address(what: str, folder: Path) -> None:
    app = opened(visa=what)
    assert whole_link(app)["visa"] == what
    assert len(app.get("plotly_chart")) == 3


def test_an_old_links_choices_leave_the_address_where_there_is_no_matrix(folder: Path) -> None:
    app = opened(ar="2024", strom="ut")
    assert not {"ar", "strom"} & set(whole_link(app))


def test_with_a_matrix_the_page_shows_streams_table_and_the_group(with_matrix: Path) -> None:
    app = opened()
    assert headers(app) == [
        "Strömmarna på kartan", "Var de bor och var de arbetar", "Södertörns egen arbetsmarknad",
        "In och ut per kommun 2024", SHARE, "In och ut över åren", "Till och från Stockholm 2015: en äldre tabell",
    ]  # fmt: skip
    assert len(app.get("plotly_chart")) == 5
    assert "Sysselsatta efter bostad och arbetsställe 2024" in captions(app)
    assert "påhittade siffror för prov" in words(app)
    assert buttons(app) == ["Hämta CSV", "Hämta XLSX"] * 7
    assert "äntar på" not in words(app)
    assert re.search(r"Av [\d ]+ som bodde på Södertörn och hade arbete 2024 pendlade [\d ]+ ut\.", words(app))


@pytest.mark.parametrize("way", every(3, ["inom", "ut", "in"]))
def test_a_year_and_a_direction_are_chosen_by_the_address(way: str, with_matrix: Path) -> None:
    app = opened(ar="2020", strom=way)
    assert "Sysselsatta efter bostad och arbetsställe 2020" in captions(app)
    alternatives = [str(chart.proto.alt) for chart in app.get("plotly_chart")]
    assert alternatives[0].startswith("Karta. ")
    assert "2020. Största strömmen: " in alternatives[0]


def test_a_matrix_that_is_swapped_in_is_seen_at_the_next_run(
    plain: Path, data_with_matrix: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    shutil.copy(plain / "malkollen.duckdb", tmp_path)
    app = opened()
    shutil.copyfile(data_with_matrix / "malkollen.duckdb", tmp_path / "next.duckdb")
    (tmp_path / "next.duckdb").replace(tmp_path / "malkollen.duckdb")
    app.run()
    assert "Strömmarna på kartan" in headers(app)
