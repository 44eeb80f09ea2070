"""Jobs by workplace and employed by residence from SCB (TAB3204) on loopback."""

from pathlib import Path

import pytest
from pxweb_server import CODES, MUNICIPAL, SEX, FakeScb, FakeTable, fetched, staged, years

from ingest.fetching.download import Client
from ingest.readers.scb import pxweb
from ingest.sources import scb_jobs as source
from malkollen.errors import SourceError
from malkollen.registry import registry

DIMENSIONS = {
    "Region": {"00": "Riket", **MUNICIPAL}, "Kon": SEX, "SNI2007": {"A": "jordbruk", "A-U+US": "samtliga"},
    "Fodelseregion": {"in": "Sverige", "ut": "utrikes", "tot": "totalt"},
    "ContentsCode": {"000002XH": "arbetsställe", "000002XI": "bostad"}, "Tid": years(2020, 2024),
}  # fmt: skip


def people(codes: dict[str, str]) -> float:
    """Made-up; anything but the totals would be a thousand."""
    if (codes["Kon"], codes["SNI2007"], codes["Fodelseregion"]) != ("1+2", "A-U+US", "tot"):
        return 1000.0
    return int(codes["Region"]) + (0.0 if codes["ContentsCode"] == "000002XH" else 5.0)


def test_both_measures_are_totals_for_all_years_and_municipalities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeScb({"TAB3204": FakeTable(DIMENSIONS, people)}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        assert source.probe(server_client()) == "SCB: TAB3204 2020–2024"
        db = staged(source, fetched(source, tmp_path))
    rows = db.execute("SELECT measure, municipality_code, year, value FROM staged.measures").fetchall()
    by_cell = {(measure, code, year): value for measure, code, year, value in rows}
    assert by_cell["jobs_by_workplace", "0181", 2024] == 181
    assert by_cell["employed_by_residence", "0181", 2024] == 186
    assert len(by_cell) == 2 * 5 * 290
    assert {code for _, code, _ in by_cell} == set(CODES)
    declared = registry.load().measures
    assert {declared[name].waiting_for for name, _, _ in by_cell} == {"scb_jobs"}


def server_client() -> Client:
    return Client("SCB")


@pytest.mark.parametrize(
    ("variable", "codes", "message"),
    [
        ("SNI2007", {"A": "jordbruk"}, "SNI2007 saknar koden 'A-U.US'"),
        ("Fodelseregion", {"in": "Sverige"}, "Fodelseregion saknar koden 'tot'"),
        ("ContentsCode", {"000002XH": "arbetsställe"}, "ContentsCode saknar koden '000002XI'"),
    ],
)
def test_a_code_that_is_gone_is_said_before_any_data(
    variable: str, codes: dict[str, str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeScb({"TAB3204": FakeTable(DIMENSIONS | {variable: codes}, people)}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        with pytest.raises(SourceError, match=f"^SCB TAB3204: {message}"):
            fetched(source, tmp_path)
        assert server.questions["TAB3204"] == 0
