"""The national emission database: a made release in its layout, what must stop it, and the real figures per sector."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import made_release
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from live_database import Figures, prepared, staged
from made_release import YEARS
from made_workbook import Cells
from parts import every
from publisher import Publisher, Reply

from ingest import build, publishers
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.run import Wanted, run
from ingest.sources import emissions
from ingest.sources.emissions import figures, release as emission_release
from ingest.sources.emissions.figures import Cells as Found
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import SourceError

SECTORS = ROOT.parent / "shared" / "published" / "smhi" / "municipality-sector-emissions.json"
PATH = "/api/getexcelfile/"
NAMES = [(code, name) for code, name, _county in made_release.municipalities()]


def is_row(row: list[object], *wanted: object) -> bool:
    pairs = zip(row, wanted, strict=False)
    return len(row) >= len(wanted) and all(cell == want for cell, want in pairs if want is not None)


def fetched(folder: Path, given_rows: Cells) -> list[Fetch]:
    """A fetch that holds a workbook with the rows."""
    store = RawStore(folder)
    into = store.begin("emissions")
    emissions.take(made_release.write(folder / "vaxthusgaser_totalt.xlsx", given_rows), into)
    store.finish("emissions", into)
    return store.readable("emissions")


def read(folder: Path, given_rows: Cells) -> Figures:
    """The figures that a workbook with the rows gives."""
    db = prepared(NAMES)
    emissions.stage(db, fetched(folder, given_rows))
    return staged(db)


def figures_in(given_rows: Cells) -> dict[str, Found]:
    """The figures that a sheet with the rows gives, without the workbook around it."""
    release = emission_release.parse({"Data": [tuple(row) for row in given_rows]})
    emission_release.require_greenhouse_gases(release, "fil: emissions.xlsx")
    codes = {name: code for code, name in NAMES}
    by_code = figures.by_code(release, codes, {code: code[:2] for code in codes.values()})
    return figures.measures(release, by_code)


@pytest.fixture(scope="module")
def release() -> Cells:
    return made_release.rows()


@pytest.mark.parametrize("is_with_international", every(2, [True, False]))
def test_the_live_figures_mean_what_the_carried_ones_do(tmp_path: Path, is_with_international: bool) -> None:
    """As it is published now; thoroughly also without international traffic."""
    by_cell = read(tmp_path, made_release.rows(is_with_international=is_with_international))
    for (code, measure), years in made_release.carried().items():
        for year, value in years.items():
            assert by_cell[code, year, measure] == pytest.approx(value, abs=0.001)
            if measure == "transport_emissions_t":
                road = made_release.ROAD * value
                assert by_cell[code, year, "road_emissions_t"] == pytest.approx(road, abs=0.001)
    assert len(by_cell) == 290 * len(YEARS) * 3


@pytest.mark.thorough  # real sectors
def test_a_release_built_of_the_real_sectors_gives_the_carried_figures(tmp_path: Path) -> None:
    """The sectors as Klimatkollen publishes them from the same release: the total is all but Utrikes transporter."""
    if not SECTORS.exists():
        pytest.skip(f"{SECTORS.name} ligger inte bredvid utcheckningen")
    counties = {name: county for _code, name, county in made_release.municipalities()}
    given_rows, country = [], {}
    for entry in json.loads(SECTORS.read_text(encoding="utf-8")):
        sums = [0.0] * len(YEARS)
        for sector in entry["sectors"]["1990"]:
            values = [entry["sectors"][str(year)][sector] for year in YEARS]
            given_rows.append([sector, "Alla", counties[entry["name"]], entry["name"], *values])
            sums = [a + b for a, b in zip(sums, values, strict=True)]
            country[sector] = [a + b for a, b in zip(country.get(sector, [0.0] * 10), values, strict=True)]
        given_rows.append(["Alla", "Alla", counties[entry["name"]], entry["name"], *sums])
    country["Alla"] = [sum(values) for values in zip(*country.values(), strict=True)]
    above = [[sector, "Alla", "Alla", "Alla", *values] for sector, values in country.items()]
    by_cell = read(tmp_path, [*HEADING, *above, *given_rows])
    wanted = {
        (code, year, measure): value
        for (code, measure), years in made_release.carried().items()
        for year, value in years.items()
    }
    assert by_cell.keys() == wanted.keys()
    assert max(abs((by_cell[key] or 0.0) - value) for key, value in wanted.items()) < 0.001


def change(row: tuple[object, ...], column: int, value: object) -> Callable[[Cells], None]:
    """Sets a cell in every row that begins so; None stands for anything."""

    def run_change(rows: Cells) -> None:
        touched = [line for line in rows if len(line) > column and is_row(line, *row)]
        assert touched
        for line in touched:
            line[column] = value

    return run_change


def without(*row: object) -> Callable[[Cells], None]:
    def run_without(rows: Cells) -> None:
        kept = [line for line in rows if not is_row(line, *row)]
        assert len(kept) < len(rows)
        rows[:] = kept

    return run_without


def again(*row: object) -> Callable[[Cells], None]:
    def run_again(rows: Cells) -> None:
        rows.append(list(next(line for line in rows if is_row(line, *row))))

    return run_again


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without(None, None, None, "Salem"), "289 av 290 kommuner; Salem saknas"),
        (change((None, None, None, "Salem"), 3, "Salems"), "kommunen 'Salems' är okänd"),
        (change(("Alla", "Alla", None, "Salem"), 3, "Region Gotland"), "står i länet"),
        (change(("Alla", "Alla", None, "Region Gotland"), 3, "Gotland"), "både 'Gotland' och 'Region Gotland'"),
        (again("Transporter", "Alla", None, "Salem"), "Transporter, Alla i 0128 står två gånger"),
        (
            change(("Transporter", "Alla", None, "Salem"), 8, None),
            "kommun 0128 saknar värde för 2015 (Transporter, Alla)",
        ),
        (change(("Transporter", "Alla", None, "Salem"), 8, -1), "negativt"),
        (change(("Transporter", "Alla", None, "Salem"), 8, "n/a"), "är inte ett tal: 'n/a'"),
        (change(("Transporter", "Alla", None, "Salem"), 8, 1e5), "kommun 0128 år 2015: sektorernas summa är"),
        (
            change(("Industri (energi + processer)", None, "Alla"), 8, 9e7),
            "av riket (alla utom Utrikes transporter, 2015)",
        ),
        (change(("Transporter", None, "Alla"), 8, 1e3), "av riket (Transporter, 2015)"),
        (without("Transporter", "Alla", "Alla"), "saknar raden för riket (Transporter, Alla)"),
        (change(("Utrikes transporter",), 0, "Internationella transporter"), "ny huvudsektor"),
        (change(("Huvudsektor",), 3, "Kommunnamn"), "ingen rubrik med"),
        (change((None, None, None, None, 1990), 8, "2015 (prel.)"), "'2015 (prel.)' är inget år"),
        (change((None, None, None, None, 1990), 9, 2015), "ett år står två gånger"),
        (change((None, None, None, None, 1990), 4, 1991), "saknar år 1990"),
        (change((None, None, "Stockholms län", "Salem"), 2, None), "Län är tomt"),
        (
            change(("Växthusgaser totalt (GGT), ton CO2-ekvivalenter",), 0, "Kväveoxider"),
            "inte att den gäller växthusgaser",
        ),
    ],
)
def test_a_release_that_differs_is_refused_in_one_line(
    release: Cells, spoil: Callable[[Cells], None], message: str
) -> None:
    rows = [list(row) for row in release]
    spoil(rows)
    with pytest.raises(SourceError) as error:
        figures_in(rows)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("SMHI: ")


def test_international_transport_outside_the_municipalities_is_no_fault(release: Cells) -> None:
    """Most of it is in no municipality; the country's own total is not what we show."""
    rows = [list(row) for row in release]
    change(("Utrikes transporter", "Alla", "Alla"), 12, 9e6)(rows)
    change(("Alla", "Alla", "Alla"), 12, 6e7)(rows)
    assert figures_in(rows) == figures_in(release)


def test_the_address_says_what_was_asked_for() -> None:
    found = emission_release.Release(YEARS, (), "Data")
    with pytest.raises(SourceError, match="inte att den gäller växthusgaser"):
        emission_release.require_greenhouse_gases(found, "fil: rapport.xlsx")
    emission_release.require_greenhouse_gases(found, "https://x/api/getexcelfile/?county=0&municipality=0&sub=GGT")


def test_kilotonnes_are_refused(release: Cells) -> None:
    rows = [[cell / 1000 if isinstance(cell, float) else cell for cell in row] for row in release]
    with pytest.raises(SourceError, match="inte växthusgaser i ton"):
        figures_in(rows)


@pytest.mark.parametrize(
    ("spoil", "why"),
    every(
        2,
        [
            (change(("Transporter", "Järnväg"), 1, "Svävare"), "undersektorn 'Svävare' är okänd"),
            (without("Transporter", "Järnväg"), "undersektorerna är inte transporternas summa"),
        ],
    ),
)
def test_road_is_not_guessed(tmp_path: Path, release: Cells, spoil: Callable[[Cells], None], why: str) -> None:
    """One way of two; thoroughly both."""
    rows = [list(row) for row in release]
    spoil(rows)
    assert set(figures_in(rows)) == {"transport_emissions_t", "all_emissions_t"}
    said = emissions.sources(fetched(tmp_path, rows))["smhi_national_emissions"].caveats
    assert f"Vägtrafiken för sig visas inte: {why}." in said


def test_the_header_may_lie_elsewhere_and_notes_are_passed_over(release: Cells) -> None:
    names = [*release[3], *([None] * len(YEARS))]
    one_row = [cell if cell is not None else name for cell, name in zip(release[2], names, strict=True)]
    texts = [str(cell) if isinstance(cell, int) else cell for cell in one_row]
    moved = [
        [None, *row] for row in [["Växthusgaser"], [], [], texts, *release[4:], [], ["Anm. Värdena är avrundade."]]
    ]
    assert figures_in(moved) == figures_in(release)


def test_every_other_name_is_of_a_municipality_and_hides_none() -> None:
    names = {name for _code, name in NAMES}
    assert set(publishers.ours("emissions")["municipalities"].values()) <= names
    assert not set(publishers.ours("emissions")["municipalities"]) & names


def test_the_source_says_which_release_it_is(tmp_path: Path, release: Cells, thorough: bool) -> None:
    """Another, another way; thoroughly the same, the same way."""
    first = emissions.sources(fetched(tmp_path / "a", release))["smhi_national_emissions"]
    again_ = emissions.sources(fetched(tmp_path / "b", release))["smhi_national_emissions"] if thorough else first
    changed = [list(row) for row in release]
    changed[-1][5] += 1.0
    other = emissions.sources(fetched(tmp_path / "c", changed))["smhi_national_emissions"]
    assert first.publication == again_.publication != other.publication
    assert "till och med 2024" in first.publication
    assert "Publicerade år: 1990, 2000, 2005, 2010, 2015, 2020–2024." in first.caveats


@pytest.fixture
def only_emissions(monkeypatch: pytest.MonkeyPatch) -> None:
    found = build.modules()
    chosen = {name: found[name] for name in ("figures", "emissions")}
    monkeypatch.setattr(build, "modules", lambda: chosen)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("figures", "reference"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name, copy_function=shutil.copyfile)
    return tmp_path


def figures_of(db: DuckDBPyConnection) -> list[tuple[str, int]]:
    return db.execute(
        "SELECT source, count(*) FROM mart.measures WHERE measure LIKE '%emissions_t' GROUP BY 1 ORDER BY 1"
    ).fetchall()


@pytest.mark.thorough  # as any live source in tests/ingest/building/test_live.py
@pytest.mark.usefixtures("only_emissions")
def test_a_release_replaces_the_carried_one_whole(
    folder: Path, release: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked over HTTP; the carried figures of every year are gone, and an error page later changes nothing."""
    content = made_release.write(folder / "made.xlsx", release).read_bytes()
    page = Reply(b"<!DOCTYPE html><html><h1>Server error</h1></html>", headers={"Content-Type": "text/html"})
    with Publisher({PATH: [Reply(content), page]}) as publisher:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", publisher.url)
        built, faults = run(folder, Wanted(names=["emissions"]), lambda *_: None, lambda _line: None)
        assert built is not None
        assert faults == []
        assert publisher.asked[0].query == {"county": "0", "municipality": "0", "sub": "GGT"}
        with storage.attach(folder / storage.FILE_NAME) as db:
            assert figures_of(db) == [("smhi_national_emissions", 290 * 10 * 3)]
            assert db.execute("SELECT count(*) FROM mart.sources WHERE source = 'smhi_emissions'").fetchone() == (0,)
        _built, faults = run(folder, Wanted(names=["emissions"]), lambda *_: None, lambda _line: None)
        assert "gav en webbsida i stället för en arbetsbok" in faults[0].reason
        with storage.attach(folder / storage.FILE_NAME) as db:
            assert figures_of(db) == [("smhi_national_emissions", 290 * 10 * 3)]


def test_an_error_page_is_not_stored_as_the_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into = RawStore(tmp_path).begin("emissions")
    page = Reply(b"\xef\xbb\xbf <html>", headers={"Content-Type": "text/html"})
    with Publisher({PATH: [page]}) as publisher:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", publisher.url)
        with pytest.raises(SourceError, match="webbsida"):
            emissions.fetch(Client("SMHI", pause=lambda _seconds: None), into, None)
    assert not into.has(emissions.FILE)


def test_a_release_is_read_before_it_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends the process as it is read lies nowhere to do so again; what is only wrong is stored, and refused."""
    content = made_release.write(tmp_path / "made.xlsx", [["Fel", "rubrik"]]).read_bytes()
    with Publisher({PATH: Reply(content)}) as publisher:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", publisher.url)
        wrong = RawStore(tmp_path).begin("emissions")
        emissions.fetch(Client("SMHI"), wrong, None)
        assert wrong.has(emissions.FILE)
        killing = RawStore(tmp_path).begin("emissions", "again")
        with monkeypatch.context() as patched:
            patched.setattr(emissions.emission_release, "parse", _killed)
            with pytest.raises(MemoryError):
                emissions.fetch(Client("SMHI"), killing, None)
    assert not killing.has(emissions.FILE)


def _killed(_sheets: object) -> None:
    raise MemoryError


def test_what_is_stored_is_not_asked_for_again(tmp_path: Path, release: Cells) -> None:
    fetches = fetched(tmp_path, release)
    emissions.fetch(Client("SMHI"), fetches[0], None)  # MALKOLLEN_OFFLINE: asking would raise


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 4000, b"%PDF-1.7", b"<html></html>"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vaxthusgaser.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        emissions.take(path, RawStore(tmp_path).begin("emissions"))
    with pytest.raises(SourceError):
        emissions.take(tmp_path / "finns-inte.xlsx", RawStore(tmp_path).begin("emissions"))


def test_the_probe_says_what_it_saw(tmp_path: Path, release: Cells, monkeypatch: pytest.MonkeyPatch) -> None:
    content = made_release.write(tmp_path / "made.xlsx", release[:30]).read_bytes()
    with Publisher({PATH: [Reply(content)]}) as publisher:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", publisher.url)
        assert "26 rader, år 1990" in emissions.probe(Client("SMHI", pause=lambda _seconds: None))


HEADING = made_release.rows()[:4]
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 3000), st.floats(), st.text(max_size=6), st.datetimes(),
    st.sampled_from(["Huvudsektor", "Undersektor", "Län", "Kommun", "Alla", "Transporter", "Salem", 1990, ".."]),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=9).map(tuple), max_size=12))
def test_any_sheet_is_read_or_refused(rows: list[tuple[object, ...]]) -> None:
    """No sheet gives anything but a release or a SourceError."""
    with suppress(SourceError):
        emission_release.parse({"Data": [*rows, tuple(HEADING[3]), tuple(HEADING[2]), *rows]})
    with suppress(SourceError):
        emission_release.parse({"Data": [tuple(HEADING[2]), tuple(HEADING[3]), *rows]})


@settings(max_examples=40)
@given(st.data())
def test_a_spoilt_cell_never_changes_a_figure_unseen(release: Cells, data: st.DataObject) -> None:
    """Any sector's or total's value that is not what it was, but for rounding, stops the release."""
    checked = [index for index, row in enumerate(release) if row[1:2] == ["Alla"] and row[::2][:2] != ["Alla", "Alla"]]
    index = data.draw(st.sampled_from(checked))
    column = data.draw(st.integers(4, 13))
    value = data.draw(st.one_of(st.sampled_from(["?", 9e8, None, True, "12 000"]), st.floats(), st.text(max_size=4)))
    old = release[index][column]
    is_close = value is None or (isinstance(value, float) and abs(value - old) < 1e6)
    spoilt = [*release]
    spoilt[index] = [*release[index][:column], value, *release[index][column + 1 :]]
    if is_close or str(value).strip() in emission_release.MISSING | emission_release.ZERO:
        with suppress(SourceError):
            figures_in(spoilt)
        return
    with pytest.raises(SourceError):
        figures_in(spoilt)
