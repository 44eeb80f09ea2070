"""Trafikverket: the cycle network in both layouts of the workbook, what is refused, and against the carried figures."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import made_workbook
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from live_database import prepared, staged
from openpyxl.utils.exceptions import IllegalCharacterError

from ingest.fetching.raw import Fetch, RawStore
from ingest.sources import trafikverket
from malkollen import ROOT
from malkollen.errors import SourceError

FIXTURES = ROOT / "tests" / "fixtures" / "trafikverket"
SERIES = (FIXTURES / "series.txt").read_text(encoding="utf-8")
ONE_YEAR = (FIXTURES / "one_year.txt").read_text(encoding="utf-8")
PUBLISHED = ROOT.parent / "shared" / "published" / "trafikverket"
MUNICIPALITIES = [("0114", "Upplands Väsby"), ("0126", "Huddinge"), ("2023", "Malung-Sälen"), ("2080", "Falun")]
PLACES = {"cycle_network_m": 3, "cycle_network_municipal_m": 1, "cycle_network_state_m": 2}


@pytest.fixture
def book(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a workbook from plain text."""
    return lambda text: made_workbook.write(tmp_path / "cykel.xlsx", made_workbook.parse(text))


@pytest.fixture
def take(tmp_path: Path, book: Callable[[str], Path]) -> Callable[[str], Fetch]:
    """Takes a workbook into the raw store."""

    def taken(text: str) -> Fetch:
        store = RawStore(tmp_path)
        into = store.begin("trafikverket")
        trafikverket.take(book(text), into)
        store.finish("trafikverket", into)
        return into

    return taken


@pytest.fixture
def database() -> Iterator[DuckDBPyConnection]:
    with prepared(MUNICIPALITIES) as db:
        yield db


def test_the_series_gives_every_year_by_code_in_millimetres(
    take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    trafikverket.stage(database, [take(SERIES)])
    figures = staged(database)
    assert len(figures) == 4 * 2 * 3
    assert figures["0126", 2025, "cycle_network_municipal_m"] == 210.125
    assert figures["0126", 2025, "cycle_network_m"] == 292.375  # 32 + 210.1254 + 50.25
    assert figures["0114", 2024, "cycle_network_m"] == 32.625
    assert figures["0114", 2024, "cycle_network_state_m"] == 0
    assert figures["2023", 2024, "cycle_network_m"] == 30


def test_one_year_takes_the_whole_as_published(take: Callable[[str], Fetch], database: DuckDBPyConnection) -> None:
    trafikverket.stage(database, [take(ONE_YEAR)])
    found = staged(database)
    assert {year for _, year, _ in found} == {2023}
    assert found["0114", 2023, "cycle_network_m"] == 33  # its parts are 32: each is rounded
    assert found["2023", 2023, "cycle_network_municipal_m"] == 20


def test_the_newest_workbook_of_a_year_counts_and_the_source_says_which(
    take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    series, single = take(SERIES), take(ONE_YEAR.replace("20231231", "20241231"))
    trafikverket.stage(database, [single, series])
    found = staged(database)
    assert (found["0126", 2024, "cycle_network_m"], found["0126", 2025, "cycle_network_m"]) == (278, 292.375)
    assert set(trafikverket.sources([single, series])) == {trafikverket.SOURCE}
    assert not any("arbetsboken" in text for text in trafikverket.sources([series])[trafikverket.SOURCE].caveats)
    assert trafikverket.sources([single, series])[trafikverket.SOURCE].caveats[-2:] == (
        "2024 ur arbetsboken cykel.xlsx.",
        "2025 ur arbetsboken cykel.xlsx.",
    )


def test_metres_outside_the_municipalities_are_in_the_whole_only(book: Callable[[str], Path]) -> None:
    text = ONE_YEAR.replace("Ogiltigt värde;;;;", "Ogiltigt värde;900;;;900").replace(
        "summa;41;328;100;470", "summa;941;328;100;1370"
    )
    assert set(trafikverket.read(book(text)).years[2023]) == {"Falun", "Huddinge", "Malung", "Upplands-Väsby"}


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (SERIES, ";Falun;;10.0;80.0", ";Falun;;10.0;81.0", "Dalarna, kommunal: raderna ger 101 meter, totalen är 100"),
        (SERIES, "Total;;;42.5", "Total;;;43.5", "Total, enskild: raderna ger 42 meter, totalen är 44"),
        (SERIES, "Total;;;42.5;330.25;100.75\n", "", "raden för hela riket saknas överst"),
        (SERIES, ";Malung;;-", ";Falun;;-", "kommunen 'Falun' står två gånger"),
        (SERIES, ";Malung;;-", ";Malung;;?", "rad 5: '\\?' är inte en längd"),
        (SERIES, ";Malung;;-", ";Malung;;-1.5", "'-1.5' är inte en längd"),
        (SERIES, "Enskild;Kommunal;Statlig", "Enskild;Kommun2;Statlig", "rubrikerna har ändrats"),
        (SERIES, "[2025]", "[2026]", "ett år saknas mellan 2024 och 2026"),
        (SERIES, "[2025]", "[2025 prel]", "vilken 31 december"),
        (ONE_YEAR, "20231231", "20230630", "vilken 31 december"),
        (ONE_YEAR, "Huddinge;29;199;50;278", "Huddinge;29;199;50;288", "det hela är 288"),
        (ONE_YEAR, "Huddinge;29;199;50;278", "Huddinge;59;199;50;308", "raderna ger 71 meter, totalen är 41"),
        (ONE_YEAR, "Totalsumma;41;328;100;470", "", "raden Totalsumma ska finnas en gång"),
        (ONE_YEAR, "Väghållare", "Ägare", "är inte en arbetsbok med cykelnät"),
    ],
)
def test_a_workbook_that_differs_is_refused(
    book: Callable[[str], Path], text: str, old: str, new: str, message: str
) -> None:
    assert old in text
    with pytest.raises(SourceError, match=message) as fault:
        trafikverket.read(book(text.replace(old, new, 1)))
    assert str(fault.value).startswith("Trafikverket: cykel.xlsx")


def test_all_municipalities_and_no_other(take: Callable[[str], Fetch], database: DuckDBPyConnection) -> None:
    with pytest.raises(SourceError, match="cykelnät 2024: 'Falu' är inte en av de kända kommunerna"):
        trafikverket.stage(database, [take(SERIES.replace(";Falun;", ";Falu;"))])
    with prepared([*MUNICIPALITIES, ("0180", "Stockholm")]) as db, pytest.raises(SourceError, match="0180 saknas"):
        trafikverket.stage(db, [take(SERIES)])


def carried() -> dict[tuple[int, str], dict[str, float]]:
    by_year: dict[tuple[int, str], dict[str, float]] = {}
    with (ROOT / "data" / "figures" / "cycle_network.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = by_year.setdefault((int(row["year"]), row["measure"]), {})
            place[row["municipality_code"]] = float(row["value"])
    return by_year


def published(tmp_path: Path, name: str) -> dict[tuple[int, str], dict[str, float]]:
    """The staged figures of a real workbook by year and measure."""
    if not (PUBLISHED / name).exists():
        pytest.skip("the publisher's workbook does not lie beside the checkout")
    into = RawStore(tmp_path).begin("trafikverket")
    trafikverket.take(PUBLISHED / name, into)
    with (ROOT / "data" / "reference" / "municipalities.csv").open(encoding="utf-8") as file:
        known = [(row["municipality_code"], row["municipality_name"]) for row in csv.DictReader(file)]
    by_year: dict[tuple[int, str], dict[str, float]] = {}
    with prepared(known) as db:
        trafikverket.stage(db, [into])
        for (code, year, measure), value in staged(db).items():
            by_year.setdefault((year, measure), {})[code] = value or 0.0
    return by_year


def test_the_real_series_is_the_carried_one(tmp_path: Path) -> None:
    found = published(tmp_path, "antal-meter-cykelnat-per-vaghallare-efter-lan-och-kommun.xlsx")
    assert {year for year, _ in found} == set(range(2020, 2026))
    assert {len(values) for values in found.values()} == {290}
    assert found == carried()


def test_the_real_workbook_of_one_year_has_290_municipalities(tmp_path: Path) -> None:
    """An earlier release: 62 municipalities differ by more than a metre from the series."""
    found = published(tmp_path, "cykelnat-per-kommun-20231231.xlsx")
    assert set(found) == {(2023, measure) for measure in PLACES}
    values, ours = found[2023, "cycle_network_m"], carried()[2023, "cycle_network_m"]
    assert len(values) == 290
    assert sum(abs(values[code] - ours[code]) > 1 for code in ours) == 62


@settings(max_examples=80)  # a workbook is written for each
@given(st.sampled_from([SERIES, ONE_YEAR]), st.data())
def test_one_changed_cell_never_gives_a_wrong_figure(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    sheets = made_workbook.parse(text)
    folder = tmp_path_factory.mktemp("fuzz")
    right = trafikverket.read(made_workbook.write(folder / "right.xlsx", sheets)).years
    rows = sheets[data.draw(st.sampled_from([name for name in sheets if name != "Inledning"]))]
    i = data.draw(st.integers(4 if text == ONE_YEAR else 1, len(rows) - 1))
    j = data.draw(st.integers(1, len(rows[i]) - 1))
    rows[i][j] = data.draw(st.one_of(st.none(), st.integers(-5, 500), st.floats(), st.text(max_size=4), st.booleans()))
    try:
        path = made_workbook.write(folder / "changed.xlsx", sheets)
    except (ValueError, IllegalCharacterError):
        return  # a text that no workbook can hold
    try:
        found = trafikverket.read(path).years
    except SourceError:
        return
    for year, metres in found.items():
        for name, values in metres.items():
            if name in right[year]:  # other names are refused against the list of municipalities
                assert values == pytest.approx(right[year][name], abs=8 if text == ONE_YEAR else 0.02)


@pytest.mark.parametrize(
    ("cell", "metres"), [("−", 0.0), ("–", 0.0), ("358\u00a0540", 358_540.0), ("12\u202f000,25", 12_000.25)]
)
def test_what_is_written_for_none_or_with_spaces_is_a_length(cell: str, metres: float) -> None:
    assert trafikverket._metre("blad rad 1", cell) == metres
