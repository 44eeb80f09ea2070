"""A made live source and a tiny data folder, so that an ingest takes a moment: two carried measures of two years."""

import shutil
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from ingest import build
from ingest.fetching import conditional
from ingest.fetching.addresses import Declared
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch
from ingest.live import Live, Replaces
from ingest.source import Source
from ingest.sources import figures
from malkollen import ROOT
from malkollen.errors import SourceError

HEADER = "municipality_code,year,measure,value\n"
STAGE = """
INSERT INTO staged.measures BY NAME
SELECT municipality_code, year::INTEGER AS year, measure, value::DOUBLE AS value, '' AS status, $source AS source
FROM read_csv($path, all_varchar = true, header = true, columns = {
  'municipality_code': 'VARCHAR', 'year': 'VARCHAR', 'measure': 'VARCHAR', 'value': 'VARCHAR'})
"""
DECLARED = """
[carried_bikes]
publisher = "Burna utgivaren"
title = "Cyklar"
publication = "Cyklar 2026"
url = "https://exempel.se"
reference = "31 december"
licence = "CC0"
attribution = "Källa: Burna utgivaren"
retrieved = "2026"
retrieved_through = "fil"
cadence = "årlig"
lag_months = 3
caveats = []
file = "bikes.csv"
coverage = [{ measures = ["bikes", "sleds"], years = [2023, 2024], municipalities = 290 }]
"""


def codes() -> list[str]:
    lines = (ROOT / "data" / "reference" / "municipalities.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


def rows(measure: str, years: Sequence[int], value: Callable[[int, int], float]) -> str:
    """Lines of a measure: value(place of the municipality, year)."""
    return "".join(
        f"{code},{year},{measure},{value(place, year)}\n" for year in years for place, code in enumerate(codes())
    )


def carried(folder: Path, value: Callable[[int, int], float] = lambda place, year: 200 + place + year - 2000) -> None:
    """Writes a data folder whose carried figures are two made measures of 2023 and 2024."""
    figures = folder / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    (figures / "figures.toml").write_text(DECLARED, encoding="utf-8")
    text = HEADER + "".join(rows(measure, (2023, 2024), value) for measure in ("bikes", "sleds"))
    (figures / "bikes.csv").write_text(text, encoding="utf-8")
    if not (folder / "reference").exists():
        shutil.copytree(ROOT / "data" / "reference", folder / "reference", copy_function=shutil.copyfile)


def declared(name: str, publisher: str) -> Source:
    """What a made source says of itself."""
    return Source(
        publisher=publisher,
        title=f"Cyklar ur {name}",
        publication="Direkt",
        url="https://exempel.se",
        reference="31 december",
        licence="CC0",
        attribution=f"Källa: {publisher}",
        retrieved="2026-11-22",
        retrieved_through="anrop",
        cadence="årlig",
        lag_months=3,
        caveats=(),
    )


def module(  # noqa: C901 - four small functions of one source
    name: str,
    *,
    url: str = "",
    publisher: str = "",
    replaces: Replaces = "whole",
    key: str | None = None,
    key_help: str = "",
    without: tuple[str, ...] = (),
) -> types.ModuleType:
    """A live module that asks url/figures and stores what it gets; the rows are those of the file, with their header.

    without: functions it does not offer (fetch, take, probe).
    """
    source = types.ModuleType(f"ingest.sources.{name}")

    def fetch(client: Client, into: Fetch, since: int | None, **own: str | None) -> None:
        params = {"since": str(since)} if since else {}
        if own.get("key"):
            params["apikey"] = str(own["key"])
        for file in ("figures", "more"):
            if not into.has(f"{file}.csv"):
                into.keep(f"{file}.csv", conditional.get(client, into, f"{url}/{file}", params or None))

    def take(path: Path, into: Fetch) -> None:
        if path.suffix != ".csv":
            raise SourceError(f"{path.name}: är ingen CSV-fil")
        into.keep_file("figures.csv", path)

    def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
        path = fetches[0].file("figures.csv")
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or lines[0] + "\n" != HEADER:
            raise SourceError(f"{publisher or name}: rubriken är inte den väntade; se efter hos utgivaren")
        if lines[1:] == ["boom"]:
            raise ZeroDivisionError("boom")
        db.execute(STAGE, {"path": str(path), "source": name})

    def probe(client: Client) -> str:
        answer = client.get(f"{url}/probe")
        if answer.content != b"ok":
            raise SourceError(f"{publisher or name}: svaret på frågan är ett annat; se efter hos utgivaren")
        return "svarar som väntat"

    offered: dict[str, Any] = {"fetch": fetch, "take": take, "probe": probe}
    source.LIVE = Live(  # type: ignore[attr-defined]
        publisher or name.title(), replaces, declared=Declared((url,)), key_variable=key, key_help=key_help
    )
    source.sources = lambda _fetches: {name: declared(name, publisher or name.title())}  # type: ignore[attr-defined]
    source.stage = stage  # type: ignore[attr-defined]
    for offer, function in offered.items():
        if offer not in without:
            setattr(source, offer, function)
    return source


def install(monkeypatch: pytest.MonkeyPatch, *made: types.ModuleType) -> None:
    """Makes the carried figures and the made modules the only sources there are."""
    found = {"figures": figures} | {one.__name__.rpartition(".")[2]: one for one in made}
    monkeypatch.setattr(build, "modules", lambda: dict(sorted(found.items())))
