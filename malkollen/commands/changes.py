"""The command changes: what each ingest changed."""

import argparse
from datetime import datetime
from typing import Any

from malkollen import console
from malkollen.database import changed, storage
from malkollen.database.changed import CHANGE_WORDS, Changed
from malkollen.texts.swedish import MISSING, number, spans

HEADINGS = ["Inläst (UTC)", "Källa", "Uppgift", "Ändring", "Antal", "År", "Störst"]
ALL_HEADINGS = ["Inläst (UTC)", "Källa", "Uppgift", "Ändring", "Område", "År", "Före", "Efter"]
VERDICT_FIELDS = ("indicator", "area", "variant", "question", "old", "new")
VERDICT_HEADINGS = ["Inläst (UTC)", "Indikator", "Område", "Variant", "Fråga", "Före", "Efter"]


def changes(arguments: argparse.Namespace) -> int:
    """Prints what each ingest changed, by source and measure; with --all every figure, with --verdicts the verdicts."""
    if arguments.verdicts:
        return _print_verdicts(arguments)
    with storage.reading(storage.database()) as db:
        rows = changed.figures(db) if arguments.all else [_row(change) for change in changed.by_measure(db)]
    if arguments.format == "json":
        console.write_json([{**row, "ingested_at": f"{row['ingested_at'].isoformat()}Z"} for row in rows])
    elif not rows:
        print("Ingen inläsning har ändrat någon siffra.")
    elif arguments.all:
        console.write_table(ALL_HEADINGS, [_figure_line(row) for row in rows], numeric=(6, 7))
    else:
        console.write_table(HEADINGS, [_line(row) for row in rows], numeric=(4,))
    return 0


def _print_verdicts(arguments: argparse.Namespace) -> int:
    with storage.reading(storage.database()) as db:
        rows = [found._asdict() for found in changed.verdicts(db)]
    if arguments.format == "json":
        console.write_json([{**row, "ingested_at": f"{row['ingested_at'].isoformat()}Z"} for row in rows])
    elif not rows:
        print("Ingen inläsning har ändrat något omdöme.")
    else:
        lines = [[_time(row["ingested_at"]), *(row[name] or MISSING for name in VERDICT_FIELDS)] for row in rows]
        console.write_table(VERDICT_HEADINGS, lines)
    return 0


def _row(change: Changed) -> dict[str, Any]:
    return {
        "ingested_at": change.ingested_at,
        "data_version": change.data_version,
        "source": change.source,
        "name": change.name,
        "kind": change.kind,
        "figures": change.figures,
        "first_year": change.first_year,
        "last_year": change.last_year,
        "largest": change.largest._asdict(),
    }


def _line(row: dict[str, Any]) -> list[str]:
    largest = row["largest"]
    years = spans([row["first_year"]]) if row["first_year"] == row["last_year"] else _span(row)
    most = f"{largest['area']} {largest['year']}: {_value(largest['old'])} → {_value(largest['new'])}"
    return [
        _time(row["ingested_at"]),
        row["source"],
        row["name"],
        CHANGE_WORDS[row["kind"]],
        str(row["figures"]),
        years,
        most,
    ]


def _span(row: dict[str, Any]) -> str:
    return f"{row['first_year']}–{row['last_year']}"


def _figure_line(row: dict[str, Any]) -> list[str]:
    when, kind = _time(row["ingested_at"]), CHANGE_WORDS[row["kind"]]
    return [
        when,
        row["source"],
        row["name"],
        kind,
        row["area"],
        str(row["year"]),
        _value(row["old"]),
        _value(row["new"]),
    ]


def _value(value: float | None) -> str:
    """As many decimals as the figure has, at most three."""
    if value is None:
        return number(None)
    text = f"{value:.3f}".rstrip("0")
    return number(value, len(text.partition(".")[2]))


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
