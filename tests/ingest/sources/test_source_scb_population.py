"""Population from SCB (TAB628) on loopback: the carried series stays until the live one has all its years."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from pxweb_server import CODES, MUNICIPAL, SEX, FakeScb, FakeTable, fetched, staged, workspace, years

from ingest.fetching.raw import RawStore
from ingest.live import BadFetchError
from ingest.readers.scb import pxweb
from ingest.sources import scb_population as source
from malkollen.errors import SourceError

OLD = {"1917": "Heby (1917)"}
Figure = Callable[[dict[str, str]], float | None]


def inhabitants(code: str, year: int) -> float | None:
    """Made-up: Heby stands under 1917 until 2006; Nykvarn and Knivsta are not there before they were formed."""
    if (code == "1917") == (year >= 2007) and code in ("1917", "0331"):
        return None
    if (code, year) in {("0330", 2000), ("0330", 2001), ("0330", 2002)}:
        return None
    return float(int(code) + year)


def country(year: int) -> float:
    return sum(inhabitants(code, year) or 0.0 for code in [*CODES, "1917"])


def figure(codes: dict[str, str]) -> float | None:
    year = int(codes["Tid"])
    return country(year) if codes["Region"] == "00" else inhabitants(codes["Region"], year)


def table(of: Figure = figure, first: int = 2000, last: int = 2025) -> FakeTable:
    contents = {"BE0101U1": "täthet", "BE0101U2": "Folkmängd", "BE0101U3": "areal"}
    regions = {"00": "Riket", "01": "Stockholms län", **MUNICIPAL, **OLD}
    dimensions = {"Region": regions, "Kon": SEX, "ContentsCode": contents, "Tid": years(first, last)}
    return FakeTable(dimensions, of, is_sparse=True)


def fetch(fake: FakeTable, data: Path, monkeypatch: pytest.MonkeyPatch, since: int | None = None) -> RawStore:
    with FakeScb({"TAB628": fake}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        return fetched(source, data, since)


def test_the_measure_is_population_by_todays_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = staged(source, fetch(table(), tmp_path, monkeypatch))
    rows = {
        (code, year): (value, status, origin)
        for code, year, value, status, origin in db.execute(
            "SELECT municipality_code, year, value, status, source FROM staged.measures WHERE measure = 'population'"
        ).fetchall()
    }
    assert rows["0127", 2024] == (127 + 2024, "", "scb_tab628")
    assert rows["0331", 2006] == (1917 + 2006, "", "scb_tab628")
    assert rows["0331", 2007] == (331 + 2007, "", "scb_tab628")
    assert {code for code, _ in rows} == set(CODES)
    assert ("0330", 2002) not in rows
    assert ("0330", 2003) in rows
    assert len(rows) == 26 * 290 - 3


def test_the_source_says_where_and_when_from_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fetch(table(), tmp_path, monkeypatch)
    declared = source.sources(store.readable("scb_population"))["scb_tab628"]
    moment = store.readable("scb_population")[0].manifest()["files"]["TAB628/metadata.json"]["fetched_at"]
    assert declared.retrieved == moment[:10]
    assert (declared.publisher, declared.licence) == ("SCB", "CC0")


@pytest.mark.parametrize(("year", "noise", "is_taken"), [(2024, 1, False), (2025, 9, True), (2025, 291, False)])
def test_the_sum_is_the_countrys_within_the_noise_from_2025(
    year: int, noise: int, is_taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisy(codes: dict[str, str]) -> float | None:
        value = figure(codes)
        return value + noise if value and codes["Region"] == "00" and codes["Tid"] == str(year) else value

    store = fetch(table(noisy), tmp_path, monkeypatch)
    if is_taken:
        assert staged(source, store).execute("SELECT count(*) FROM staged.measures").fetchone() == (26 * 290 - 3,)
        return
    with pytest.raises(SourceError, match=rf"^SCB TAB628: kommunernas summa är inte rikets \({year} \d+ mot \d+\)$"):
        staged(source, store)


def test_the_carried_series_stays_until_every_year_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fetch(table(), tmp_path, monkeypatch, since=2024)
    db = workspace()
    db.execute("INSERT INTO staged.carried VALUES ('carried')")
    db.execute("INSERT INTO staged.measures SELECT '0127', unnest(range(2000, 2026)), 'population', 1, '', 'carried'")
    with pytest.raises(SourceError, match="2000–2023 saknas; de burna siffrorna behålls"):
        source.stage(db, store.readable("scb_population"))
    fetch(table(), tmp_path, monkeypatch)
    source.stage(db, store.readable("scb_population"))
    assert db.execute("SELECT count(DISTINCT year) FROM staged.measures WHERE source = 'scb_tab628'").fetchone() == (
        26,
    )


def test_years_not_asked_again_are_read_from_the_fetch_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(table(), tmp_path, monkeypatch)

    def revised(codes: dict[str, str]) -> float | None:
        value = figure(codes)
        return None if value is None else value + (291 if codes["Region"] == "00" else 1)

    db = staged(source, fetch(table(revised), tmp_path, monkeypatch, since=2025))
    rows = dict(
        db.execute(
            "SELECT year, value FROM staged.measures WHERE municipality_code = '0127' AND year > 2023"
        ).fetchall()
    )
    assert rows == {2024: 127 + 2024, 2025: 127 + 2025 + 1}


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("0127", None, None),
        ("0127", 12.5, "inte ett antal (2024 0127 12.5)"),
        ("0127", -1.0, "inte ett antal (2024 0127 -1.0)"),
        ("1917", 5.0, "en kommun har uppgifter under både sin gamla och sin nya kod (2024 0331)"),
    ],
)
def test_a_figure_that_is_none_is_null_and_a_wrong_one_is_said(
    code: str, value: float | None, message: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(codes: dict[str, str]) -> float | None:
        return value if (codes["Region"], codes["Tid"]) == (code, "2024") else figure(codes)

    store = fetch(table(changed), tmp_path, monkeypatch)
    if message is None:
        query = "SELECT value, status FROM staged.measures WHERE municipality_code = '0127' AND year = 2024"
        assert staged(source, store).execute(query).fetchone() == (None, "missing")
        return
    with pytest.raises(SourceError) as error:
        staged(source, store)
    assert str(error.value) == f"SCB TAB628: {message}"


def test_a_code_nobody_knows_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = table(lambda codes: 5.0 if codes["Region"] == "0199" else figure(codes))
    fake.dimensions["Region"] = fake.dimensions["Region"] | {"0199": "Nya kommunen"}
    with pytest.raises(SourceError, match=r"^SCB TAB628: okänd kommunkod i Region \(0199\)$"):
        staged(source, fetch(fake, tmp_path, monkeypatch))


def test_a_table_updated_in_the_middle_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = table()
    calls: list[int] = []
    fake.change = lambda answer: (calls.append(1), answer | {"updated": f"2026-02-20T0{len(calls)}:00:00Z"})[1]
    with FakeScb({"TAB628": fake}, cells=4000) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        store = fetched(source, tmp_path)
    with pytest.raises(SourceError, match="tabellen uppdaterades medan den hämtades"):
        staged(source, store)


def test_a_year_that_the_table_does_not_have_yet_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match=r"^SCB TAB628: inga uppgifter i den lagrade hämtningen"):
        staged(source, fetch(table(), tmp_path, monkeypatch, since=2026))


def test_an_older_fetch_that_is_damaged_is_the_one_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(table(), tmp_path, monkeypatch)
    store = fetch(table(), tmp_path, monkeypatch, since=2025)
    newest, older = store.readable("scb_population")
    name = next(name for name in older.manifest()["files"] if "metadata" not in name)
    older.file(name).write_bytes(b"<html>")
    with pytest.raises(BadFetchError, match=r"^SCB TAB628: svaret är inte JSON") as error:
        staged(source, store)
    assert (error.value.fetch.id, newest.id) == (older.id, newest.id)


@pytest.fixture(scope="module")
def last_year(tmp_path_factory: pytest.TempPathFactory) -> RawStore:
    """A fetch of 2024 alone."""
    with pytest.MonkeyPatch.context() as patch:
        return fetch(table(first=2024, last=2024), tmp_path_factory.mktemp("last"), patch)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_answer_is_refused_or_gives_the_same_figures(last_year: RawStore, data: st.DataObject) -> None:
    """Any byte: the sum of the municipalities would tell a figure that was misread."""
    (stored,) = last_year.readable("scb_population")
    path = stored.file(next(name for name in stored.manifest()["files"] if "metadata" not in name))
    whole = path.read_bytes()
    place, byte = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(32, 126))
    path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
    try:
        rows = (
            staged(source, last_year)
            .execute("SELECT sum(value), count(*), count(value) FROM staged.measures")
            .fetchone()
        )
    except SourceError:
        return
    finally:
        path.write_bytes(whole)
    assert rows == (country(2024), 290, 290)
