"""SCB's statistics database in miniature: speaks PxWebApi 2 on loopback and refuses what the real one refuses.

Too many cells are 403, an unknown code 400, too many calls in the window 429. Figures come from a function of codes.
"""

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import prod
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection
from inserted import insert
from publisher import Asked, Publisher, Reply

from ingest.fetching.download import Client
from ingest.fetching.raw import RawStore
from ingest.readers.jsonstat import Dataset
from ingest.readers.scb import pxweb
from malkollen import ROOT

with (ROOT / "data" / "reference" / "municipalities.csv").open(encoding="utf-8") as _file:
    CODES = [row["municipality_code"] for row in csv.DictReader(_file)]
MUNICIPAL = {code: f"Kommun {code}" for code in CODES}
SEX = {"1": "män", "2": "kvinnor", "1+2": "totalt"}
pxweb.today = lambda: date(2026, 11, 28)
"""The day that the made tables are asked on: those of 2025 are not late, also in years to come."""
Figure = Callable[[dict[str, str]], float | None]


@dataclass
class FakeTable:
    """A table: code and text of each value of each variable, and the figure of each cell.

    Attributes:
        extensions: of a variable, as in the metadata (elimination, eliminationValueCode).
        is_sparse: answers with objects of positions and lists of codes instead of lists and objects.
        change: a last word on each answer.
    """

    dimensions: dict[str, dict[str, str]]
    figure: Figure
    updated: str = "2026-02-20T07:00:00Z"
    extensions: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    is_sparse: bool = False
    change: Callable[[dict[str, Any]], Any] = lambda answer: answer

    def metadata(self) -> dict[str, Any]:
        """Without values, with sizes that are not to be trusted, as in the publisher's own examples."""
        return self._described(self.dimensions) | {"value": [], "size": [1 for _ in self.dimensions]}

    def answer(self, selection: Mapping[str, list[str]]) -> dict[str, Any]:
        chosen = {
            name: {code: texts[code] for code in selection[name]}
            for name, texts in self.dimensions.items()
            if name in selection
        }
        names = list(chosen)
        values = [self.figure(dict(zip(names, codes, strict=True))) for codes in product(*chosen.values())]
        described = self._described(chosen) | {"size": [len(codes) for codes in chosen.values()]}
        marks = {str(place): ".." for place, value in enumerate(values) if value is None}
        if self.is_sparse:
            described["value"] = {str(place): value for place, value in enumerate(values) if value is not None}
            for entry in described["dimension"].values():
                entry["category"]["index"] = list(entry["category"]["index"])
        else:
            described["value"] = values
        return self.change(described | {"status": marks})

    def _described(self, chosen: Mapping[str, dict[str, str]]) -> dict[str, Any]:
        return {
            "version": "2.0", "class": "dataset", "label": "Tabell", "source": "SCB", "updated": self.updated,
            "id": list(chosen), "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
            "dimension": {
                name: {
                    "label": name.lower(),
                    "category": {"index": {code: place for place, code in enumerate(texts)}, "label": texts},
                    "extension": self.extensions.get(name, {"elimination": False}),
                }
                for name, texts in chosen.items()
            },
        }  # fmt: skip


class FakeScb(Publisher):
    """The service with some tables. Its limits are the test's: cells a call, calls in a window of seconds."""

    def __init__(
        self, tables: Mapping[str, FakeTable], *, cells: int = 150_000, calls: int = 30, seconds: int = 10
    ) -> None:
        super().__init__()
        self.tables, self.cells = dict(tables), cells
        self.questions: Counter[str] = Counter()
        config = {"apiVersion": "2.3.2", "maxDataCells": cells, "maxCallsPerTimeWindow": calls, "timeWindow": seconds}
        self.route("/config", Reply.of(config))
        for name, table in self.tables.items():
            self.route(f"/tables/{name}/metadata", lambda _asked, table=table: Reply.of(table.metadata()))
            self.route(f"/tables/{name}/data", lambda asked, name=name: self.data(name, asked))

    def data(self, name: str, asked: Asked) -> Reply:
        """The answer to a posted question."""
        self.questions[name] += 1
        table = self.tables[name]
        selection = {part["variableCode"]: part["valueCodes"] for part in asked.json()["selection"]}
        if asked.method != "POST" or asked.query != {"lang": "sv", "outputFormat": "json-stat2"}:
            return _problem(400, "Unsupported request")
        for variable, texts in table.dimensions.items():
            if variable not in selection and not table.extensions.get(variable, {}).get("elimination"):
                return _problem(400, f"Missing selection for mandantory variable {variable}")
            for code in selection.get(variable, []):
                if code not in texts:
                    return _problem(400, f"Value, {code} is not a valid value code for variable {variable}")
        if prod(len(codes) for codes in selection.values()) > self.cells:
            return _problem(403, "The query resulted in cell that exceeds the number of allowed.")
        return Reply.of(table.answer(selection))


def _problem(status: int, detail: str) -> Reply:
    return Reply.of({"type": "Parameter error", "title": detail, "status": status}, status=status)


@dataclass(frozen=True)
class Cell:
    """One cell of an answer: its codes in the order asked for, the figure and why it is missing."""

    codes: tuple[str, ...]
    value: float | None
    status: str


def cells(found: Dataset, names: list[str]) -> list[Cell]:
    columns = found.columns(names).values()
    rows = zip(zip(*columns, strict=True), found.values, found.statuses, strict=True)
    return [Cell(codes, value, status) for codes, value, status in rows]


SODERTORN = ["0126", "0127", "0128", "0136", "0138", "0140", "0181", "0192"]


def years(first: int, last: int) -> dict[str, str]:
    return {str(year): str(year) for year in range(first, last + 1)}


def flow(home: str, work: str, year: int) -> float:
    """Commuters of the made-up matrix: most stay at home."""
    return 1000.0 + year % 100 if home == work else float((int(home) * 7 + int(work) * 3) % 11)


def matrix(periods: Mapping[str, str], **changes: Any) -> FakeTable:  # noqa: ANN401 - the fields of a table
    """A matrix of home and workplace."""
    dimensions = {
        "Bostadskommun": MUNICIPAL, "Arbetsstallekommun": MUNICIPAL, "Kon": SEX, "ContentsCode": {"0000001": "Antal"},
        "Tid": dict(periods),
    }  # fmt: skip
    given: dict[str, Any] = {
        "dimensions": dimensions,
        "figure": lambda codes: flow(codes["Bostadskommun"], codes["Arbetsstallekommun"], int(codes["Tid"])),
    }
    return FakeTable(**given | changes)


def fetched(module: ModuleType, data: Path, since: int | None = None) -> RawStore:
    """Fetches a source of SCB into a raw store, without really waiting."""
    store, now = RawStore(data), [0.0]
    name = module.__name__.rsplit(".", 1)[-1]
    into = store.begin(name)
    wait = lambda seconds: now.__setitem__(0, now[0] + seconds)  # noqa: E731
    module.fetch(Client("SCB", module.LIVE.limits, pause=wait, clock=lambda: now[0]), into, since)
    store.finish(name, into)
    return store


def staged(module: ModuleType, store: RawStore) -> DuckDBPyConnection:
    """A workspace as the build makes it, with the source staged."""
    db = workspace()
    fetches = store.readable(module.__name__.rsplit(".", 1)[-1])
    module.sources(fetches)
    module.stage(db, fetches)
    return db


def workspace() -> DuckDBPyConnection:
    """The tables of a build, with the 290 municipalities and the eight."""
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS staged")
    for file in ("schema.sql", "fetches.sql"):
        db.execute((ROOT / "ingest" / "building" / file).read_text(encoding="utf-8"))
    insert(db, "mart.municipalities", [(code, code, "", "") for code in CODES])
    insert(db, "mart.members", [("sodertorn", code, "") for code in SODERTORN])
    return db
