"""Kolada on this machine: API v3 as sources describe it (no answer has been recorded), with figures that are carried.

N07418 2023, U07917 2024 and N07713 2023 are the carried figures of data/figures; all else is invented.
"""

import csv
import time
from collections.abc import Callable  # noqa: TC003 - as the rest
from functools import cache
from typing import Any

from publisher import Asked, Publisher, Reply

from ingest.fetching.download import Client
from ingest.sources import kolada
from ingest.sources.kolada.kpis import kpis
from malkollen import ROOT

YEARS = (2023, 2024)
Row = dict[str, Any]


def codes() -> list[str]:
    return [row["municipality_code"] for row in _read("reference/municipalities.csv")]


def _read(file: str) -> list[dict[str, str]]:
    with (ROOT / "data" / file).open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def _carried(file: str, measure: str, year: int) -> dict[str, float]:
    rows = [row for row in _read(f"figures/{file}") if (row["measure"], row["year"]) == (measure, str(year))]
    return {row["municipality_code"]: float(row["value"]) for row in rows}


CARRIED = {
    ("N07418", 2023): _carried("transit_nearness.csv", "population_near_transit_pct", 2023),
    ("U07917", 2024): _carried("car_mileage.csv", "car_mileage_mil_per_inhabitant", 2024),
    ("N07713", 2023): _carried("charging_points.csv", "public_charging_points", 2023),
}


@cache
def figure(kpi: str, unit: str, year: int) -> float:
    """A figure that fits the rest: charging points by power make the total, the municipalities the country."""
    if unit in {"0000", "0001"} and kpi.startswith("N0771"):
        inside = [code for code in codes_cached if unit == "0000" or code.startswith("01")]
        return sum(figure(kpi, code, year) for code in inside)
    if kpi.startswith("N0771"):
        total = CARRIED["N07713", 2023].get(unit, 0) + 100 * (year - 2023)
        quarter = total // 4
        return {"N07713": total, "N07710": total - 2 * quarter}.get(kpi, quarter)
    made = 5.5 if kpi.startswith("U01") else 60.0 + int(unit) % 30 + year % 10
    return CARRIED.get((kpi, year), {}).get(unit, made)


codes_cached = codes()


def entry(value: float | None, gender: str = "T", **given: Any) -> Row:  # noqa: ANN401
    status = "Missing" if value is None else ""
    return {"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": False} | given


class KoladaServer(Publisher):
    """Kolada with every figure of two years.

    Attributes:
        titles: by key figure; units: type by id.
        spoil: an answer in place of the proper one, None for the proper one.
    """

    def __init__(self, *, page_size: int = 500) -> None:
        super().__init__()
        self.page_size = page_size
        self.titles = {key: ", ".join(phrase.removesuffix("$") for phrase in kpi.title) for key, kpi in kpis().items()}
        self.units = {"0000": "L", "0001": "L", "0003": "L", **dict.fromkeys(codes_cached, "K")}
        self.spoil: Callable[[Asked], Reply | None] = lambda _asked: None

    def reply(self, asked: Asked, target: str) -> Reply:
        with self._lock:
            self.asked.append(asked)
        if spoilt := self.spoil(asked):
            return spoilt
        parts = asked.path.strip("/").split("/")
        rows: list[Row] = []
        if parts == ["kpi"]:
            asked_for = _words(asked.query["title"])
            rows = [self._title(key) for key, text in self.titles.items() if asked_for in _words(text)]
        elif parts[0] == "kpi":
            rows = [self._title(key) for key in parts[1].split(",") if key in self.titles]
        elif parts[0] == "municipality":
            rows = [{"id": key, "title": f"Enhet {key}", "type": kind} for key, kind in self.units.items()]
        elif parts[0] == "data":
            assert max(len(parts[2].split(",")), len(parts[4].split(","))) <= 25, "Kolada refuses longer lists"
            return _figures(parts[2], parts[4], self.page_size, int(asked.query.get("page", "1")), asked.path)
        return _page(rows, self.page_size, int(asked.query.get("page", "1")), asked.path)

    def _title(self, key: str) -> Row:
        return {"id": key, "title": self.titles[key], "publication_date": "2099-06-11", "publ_period": "2025"}


@cache  # the same questions are asked a hundred times in a hostile year
def _figures(keys: str, units: str, page_size: int, number: int, path: str) -> Reply:
    rows = [
        {"kpi": key, "municipality": unit, "period": year, "values": [entry(figure(key, unit, year))]}
        for key in keys.split(",")
        for unit in units.split(",")
        for year in YEARS
    ]
    return _page(rows, page_size, number, path)


def _page(rows: list[Row], page_size: int, number: int, path: str) -> Reply:
    part = rows[(number - 1) * page_size : number * page_size]
    is_last = number * page_size >= len(rows)
    following = None if is_last else f"http://api.kolada.se/v3{path.replace(',', '%2C')}?page={number + 1}"
    return Reply.of({"values": part, "count": len(part), "next_url": following, "previous_url": None})


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def client() -> Client:
    """A client that never really waits."""
    now = [time.monotonic()]

    def pause(seconds: float) -> None:
        now[0] += seconds

    return Client("Kolada", kolada.LIVE.limits, pause=pause, clock=lambda: now[0])
