"""The command line: what each command prints, and that an error is one Swedish line with exit code 2."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.registry.registry import REGISTRY_FILE, Registry
from malkollen.values.areas import Areas

pytestmark = pytest.mark.usefixtures("environment")

VALUE_KEYS = [
    "indicator", "code", "area", "area_name", "year", "variant", "value", "low", "high", "unit", "status", "sources",
]  # fmt: skip
INDICATOR_KEYS = ["id", "code", "title", "goal", "kind", "unit", "better", "core", "latest_year", "waiting_for"]
COMMANDS = ["start", "ingest", "values", "assess", "indicators", "sources", "changes", "check"]
EIGHT = ["0127", "0136", "0126", "0140", "0192", "0128", "0181", "0138"]  # in Swedish order of their names

Printed = pytest.CaptureFixture[str]


def _json(printed: Printed, *arguments: str) -> list[dict[str, Any]]:
    assert main([*arguments, "--format", "json"]) == 0
    rows: list[dict[str, Any]] = json.loads(printed.readouterr().out)
    return rows


def _values(printed: Printed, *arguments: str) -> list[dict[str, Any]]:
    return _json(printed, "values", *arguments)


def _fault(printed: Printed, *arguments: str) -> str:
    """The one line a refused command prints; argparse leaves by itself, our own errors return."""
    try:
        code: object = main(arguments)
    except SystemExit as left:
        code = left.code
    out, err = printed.readouterr()
    assert code == 2
    assert out == ""
    assert len(err.splitlines()) == 1, err
    assert "Traceback" not in err
    return str(err.removesuffix("\n"))


# ── values ──


def test_values_are_the_eight_and_sodertorn_in_the_latest_year(capsys: Printed) -> None:
    rows = _values(capsys, "K06")
    assert [row["area"] for row in rows] == [*EIGHT, "sodertorn"]
    assert {row["year"] for row in rows} == {2025}


def test_a_value_as_json_has_its_keys_in_order_and_is_not_rounded(capsys: Printed) -> None:
    (row,) = _values(capsys, "K02", "--area", "0126")
    assert list(row) == VALUE_KEYS
    assert isinstance(row.pop("value"), float)
    assert row == {
        "indicator": "electric_car_share",
        "code": "K02",
        "area": "0126",
        "area_name": "Huddinge",
        "year": 2025,
        "variant": "with",
        "low": None,
        "high": None,
        "unit": "%",
        "status": "",
        "sources": ["trafikanalys_vehicles"],
    }


def test_csv_holds_the_same_as_json(capsys: Printed) -> None:
    for arguments in (["K02", "--variant", "both"], ["K06", "--area", "riket", "0126", "--year", "2023", "2024"]):
        wanted = _values(capsys, *arguments)
        assert main(["values", *arguments, "--format", "csv"]) == 0
        found = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert [list(row) for row in found] == [VALUE_KEYS] * len(wanted)
        for text, row in zip(found, wanted, strict=True):
            assert text["value"] == ("" if row["value"] is None else repr(row["value"]))
            assert text["variant"] == (row["variant"] or "")
            assert text["sources"] == "+".join(row["sources"])
            assert (text["area"], text["year"], text["status"]) == (row["area"], str(row["year"]), row["status"])


def test_a_table_says_title_unit_and_numbers_in_swedish(capsys: Printed) -> None:
    assert main(["values", "K02", "--area", "sodertorn", "--year", "2024"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "K02  Elbilar i personbilsflottan (%)"
    assert lines[2].split() == ["Område", "Namn", "År", "Värde", "Variant", "Status", "Källor"]
    assert lines[4].split() == ["sodertorn", "Södertörn", "2024", *lines[4].split()[3:]]
    assert "," in lines[4].split()[3]
    assert "alla kommuner" in lines[4]
    assert "uträknad ur utgivarens avrundade tal" in lines[4]


def test_a_missing_value_is_null_and_never_zero(capsys: Printed) -> None:
    (row,) = _values(capsys, "K03", "--area", "0126", "--year", "2024")
    assert (row["value"], row["status"], row["sources"]) == (None, "missing", [])
    assert main(["values", "K03", "--area", "0126", "--year", "2024"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[:4] == ["0126", "Huddinge", "2024", "–"]


def test_the_variant_is_null_where_there_are_none(capsys: Printed) -> None:
    assert {row["variant"] for row in _values(capsys, "K06")} == {None}
    assert {row["variant"] for row in _values(capsys, "K06", "--variant", "without")} == {None}


def test_variants_are_chosen_one_or_both(capsys: Printed) -> None:
    assert [row["variant"] for row in _values(capsys, "K02", "--area", "0126")] == ["with"]
    assert [row["variant"] for row in _values(capsys, "K02", "--area", "0126", "--variant", "without")] == ["without"]
    assert [r["variant"] for r in _values(capsys, "K02", "--area", "0126", "--variant", "both")] == ["with", "without"]


def test_all_areas_are_the_groups_riket_and_the_290(capsys: Printed, places: Areas) -> None:
    rows = _values(capsys, "K06", "--area", "all")
    assert len(rows) == 303
    assert [row["area"] for row in rows] == places.everything


@pytest.mark.parametrize("name", ["0126", "Huddinge", "huddinge", " HUDDINGE "])
def test_an_area_is_given_by_code_or_name_in_any_case(capsys: Printed, name: str) -> None:
    assert [row["area"] for row in _values(capsys, "K06", "--area", name)] == ["0126"]


def test_areas_may_be_groups_and_riket_and_an_area_given_twice_stands_once(capsys: Printed) -> None:
    rows = _values(capsys, "K06", "--area", "stor_malmo", "Riket", "--area", "Södertörn", "SODERTORN")
    assert [(row["area"], row["area_name"]) for row in rows] == [
        ("stor_malmo", "Stor-Malmö"),
        ("riket", "Riket"),
        ("sodertorn", "Södertörn"),
    ]


@pytest.mark.parametrize("name", ["K02", "k02", "electric_car_share", "ELECTRIC_CAR_SHARE"])
def test_an_indicator_is_given_by_code_or_id_in_any_case(capsys: Printed, name: str) -> None:
    assert _values(capsys, name, "--area", "0126")[0]["indicator"] == "electric_car_share"


def test_several_years_are_given_together_or_apart(capsys: Printed) -> None:
    for arguments in (["--year", "2023", "2025"], ["--year", "2023", "--year", "2025"]):
        rows = _values(capsys, "K06", "--area", "0126", "0127", *arguments)
        assert [(row["area"], row["year"]) for row in rows] == [
            ("0126", 2023),
            ("0126", 2025),
            ("0127", 2023),
            ("0127", 2025),
        ]


def test_a_waiting_indicator_has_rows_without_year_and_value_and_says_what_it_waits_for(capsys: Printed) -> None:
    assert main(["values", "T06", "--format", "json"]) == 0
    printed = capsys.readouterr()
    rows = json.loads(printed.out)
    assert [row["area"] for row in rows] == [*EIGHT, "sodertorn"]
    assert {(row["year"], row["variant"], row["value"], row["status"]) for row in rows} == {
        (None, None, None, "missing")
    }
    assert printed.err.startswith("T06 väntar på Tidtabell")


def test_every_indicator_answers(capsys: Printed, registry: Registry, thorough: bool) -> None:
    """Every fifth of them; thoroughly each."""
    for key, indicator in [*registry.indicators.items()][:: 1 if thorough else 5]:
        rows = _values(capsys, indicator.code, "--area", "sodertorn")
        assert [(row["indicator"], row["unit"]) for row in rows] == [(key, indicator.unit)]


# ── indicators, sources, check ──


def test_indicators_as_json_are_those_of_the_registry(capsys: Printed, registry: Registry) -> None:
    rows = _json(capsys, "indicators")
    assert [row["id"] for row in rows] == list(registry.indicators)
    for row in rows:
        assert list(row) == INDICATOR_KEYS
        indicator = registry.indicators[row["id"]]
        assert all(row[key] == getattr(indicator, key) for key in INDICATOR_KEYS[1:8])
        assert (row["latest_year"] is None) == (row["waiting_for"] is not None), row["id"]
    assert {row["waiting_for"] for row in rows} - {None} <= set(registry.waiting)


def test_indicators_as_a_table_mark_the_core_and_say_what_is_awaited(capsys: Printed, registry: Registry) -> None:
    assert main(["indicators"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(registry.indicators) + 2
    for key, indicator in registry.indicators.items():
        (line,) = (line for line in lines if line.split()[0:1] in ([indicator.code], [f"{indicator.code}★"]))
        assert ("★" in line) == indicator.core
        source = registry.waits_for(key)
        assert (f"väntar på {registry.waiting[source].title}" in line) if source else "väntar på" not in line


def test_an_indicator_without_direction_says_so_and_is_null_as_json(
    capsys: Printed, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    undirected = registry.indicators["cycle_network_per_inhabitant"].model_copy(update={"better": None})
    changed = registry.model_copy(
        update={"indicators": {**registry.indicators, "cycle_network_per_inhabitant": undirected}}
    )
    monkeypatch.setattr("malkollen.registry.registry.load", lambda: changed)
    rows = {row["id"]: row["better"] for row in _json(capsys, "indicators")}
    assert rows["cycle_network_per_inhabitant"] is None
    assert main(["indicators"]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("K11 "))
    assert "ingen riktning" in line


def test_sources_as_json_say_publisher_licence_and_what_is_late(capsys: Printed) -> None:
    rows = {row["id"]: row for row in _json(capsys, "sources", "--as-of", "2026-07-01")}
    assert len(rows) == 12
    for row in rows.values():
        assert row["publisher"]
        assert row["licence"]
    transit = rows["kolada_transit_nearness"]
    assert (transit["reference_period"], transit["next_expected"]) == ("2014–2023", "2026-06-11")
    assert (transit["late"], transit["stale"]) == (True, False)
    assert rows["scb_population"]["late"] is False


def test_the_day_decides_what_is_late(capsys: Printed) -> None:
    def late(day: str) -> set[str]:
        return {row["id"] for row in _json(capsys, "sources", "--as-of", day) if row["late"]}

    assert late("2026-06-11") == set()
    assert late("2026-06-12") == {"kolada_transit_nearness", "kolada_published_areas"}
    assert len(late("2030-01-01")) == 9


def test_sources_as_a_table_end_with_what_is_awaited_and_how_it_comes(capsys: Printed, registry: Registry) -> None:
    assert main(["sources"]) == 0
    out = capsys.readouterr().out
    assert "Trafikanalys" in out
    for waiting in registry.waiting.values():
        assert f"{waiting.title}. {waiting.needs} Sedan: {waiting.run}" in out


def test_check_warns_and_passes(capsys: Printed) -> None:
    assert main(["check", "--as-of", "2026-05-01"]) == 0
    *warnings, last = capsys.readouterr().out.splitlines()
    assert last.startswith("indicators.toml: ")
    assert last.endswith("inga fel")
    assert all(line.startswith("varning: ") for line in warnings)
    assert not any("programmet" in line or "väntades" in line for line in warnings)


def test_check_warns_of_what_has_passed_on_that_day(capsys: Printed) -> None:
    assert main(["check", "--as-of", "2031-01-01"]) == 0
    out = capsys.readouterr().out
    ended = "SUP 2040 gällde till och med den 31\u00a0december\u00a02026 och inget nytt"
    assert f"varning: indicators.toml: programmes.sup_2040: {ended}" in out
    assert "varning: indicators.toml: targets.sustainable_trips_2030: giltigheten (hösten 2026) har passerat" in out
    assert "varning: scb_population: senaste uppgift 2025 är för gammal för att bedömas" in out


@pytest.mark.thorough  # each in tests/malkollen/registry, a checkout of its own below
def test_check_names_every_fault_of_the_registry_and_fails(environment: Path, tmp_path: Path) -> None:
    """In a checkout where only indicators.toml is edited."""
    shutil.copytree(ROOT / "malkollen", tmp_path / "malkollen", ignore=shutil.ignore_patterns("__pycache__"))
    text = REGISTRY_FILE.read_text(encoding="utf-8")
    text = text.replace('kind = "mål"', 'kind = "viktig"', 1).replace("/ nullif(population, 0)", "/ population", 1)
    (tmp_path / "indicators.toml").write_text(text, encoding="utf-8")
    run = _run(environment, "check", checkout=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert [line.split(": ")[:2] for line in run.stderr.splitlines()] == [
        ["indicators.toml", "indicators.transport_emissions.kind"],
        ["indicators.toml", "indicators.transport_emissions_per_inhabitant.formula"],
    ]


def test_check_tells_of_a_target_that_is_met_already_and_of_years_to_come(environment: Path, tmp_path: Path) -> None:
    """Typed in another unit, or mistyped: nothing else would say so."""
    for folder in ("malkollen", "dashboard"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = REGISTRY_FILE.read_text(encoding="utf-8")
    text = text.replace("value = 30.0\n", "value = 130.0\n", 1).replace("[breaks.charging_2023]", _LATER, 1)
    text = text.replace('code = "K02"\n', 'code = "K02"\nexclude_years = [2034]\n', 1)
    (tmp_path / "indicators.toml").write_text(text, encoding="utf-8")
    run = _run(environment, "check", "--as-of", "2026-05-01", checkout=tmp_path)
    assert run.returncode == 0, run.stderr
    warnings = [
        line.removeprefix("varning: indicators.toml: ") for line in run.stdout.replace("\xa0", " ").splitlines()
    ]
    assert (
        "targets.transport_2030.value: 130 index 2010 = 100 är redan uppnått av Södertörn (577 039,1 år 2024); "
        "stämmer talet och enheten?"
    ) in warnings
    assert "breaks.later.year: 2033 har inte kommit; stämmer året?" in warnings
    assert "indicators.electric_car_share.exclude_years: 2034 har inte kommit; stämmer året?" in warnings


_LATER = '[breaks.later]\nmeasures = ["cars_all"]\nyear = 2033\nreason = "Prov."\n\n[breaks.charging_2023]'


# ── errors and help ──

REFUSED = {
    "no command": ([], "malkollen: det här saknas: KOMMANDO"),
    "an unknown command": (["visa"], "malkollen: KOMMANDO: 'visa' finns inte; välj bland "),
    "an unknown indicator": (["values", "K99"], "indikator 'K99' finns inte; välj bland K01, "),
    "no indicator": (["values"], "malkollen values: det här saknas: INDIKATOR"),
    "an unknown area": (
        ["values", "K02", "--area", "Malmköping"],
        "området 'Malmköping' finns inte; skriv en kommunkod",
    ),
    "a year that is none": (["values", "K02", "--year", "i år"], "malkollen values: --year: 'i år' är inte ett år"),
    "no year": (["values", "K02", "--year"], "malkollen values: --year: minst ett värde saknas"),
    "an unknown variant": (
        ["values", "K02", "--variant", "utan"],
        "malkollen values: --variant: 'utan' finns inte; välj",
    ),
    "an unknown format": (
        ["values", "K02", "--format", "xml"],
        "malkollen values: --format: 'xml' finns inte; välj bland",
    ),
    "an unknown option": (["values", "K02", "--plats", "0126"], "malkollen: okända argument: --plats"),
    "an ambiguous option": (
        ["start", "--a", "x"],
        "malkollen start: --a är tvetydigt: --address, --allow-judgements, --as-of",
    ),
    "a day that is none": (["check", "--as-of", "igår"], "malkollen check: --as-of: 'igår' är inte ett datum; skriv"),
    "an unknown source": (
        ["ingest", "ingen"],
        "källan 'ingen' finns inte i den här versionen; källor som finns: ",
    ),
    "a port that is none": (
        ["start", "--port", "fri"],
        "malkollen start: --port: 'fri' är inte en port; skriv ett hel",
    ),
    "a port too large": (["start", "--port", "65536"], "malkollen start: --port: '65536' är inte en port; skriv ett"),
    "a port too small": (["start", "--port", "0"], "malkollen start: --port: '0' är inte en port; skriv ett heltal m"),
    "a negative port": (["start", "--port=-1"], "malkollen start: --port: '-1' är inte en port; skriv ett heltal me"),
    "no port": (["start", "--port", ""], "malkollen start: --port: '' är inte en port; skriv ett heltal mellan 1"),
    "a very long port": (["start", "--port", "9" * 5000], "malkollen start: --port: '999"),
    "an address that is none": (["start", "--address", "a..b"], "adressen 'a..b' finns inte på den här datorn"),
    "a value where none is wanted": (
        ["values", "K02", "--help=x"],
        "malkollen values: -h/--help: tar inget värde, int",
    ),
}


@pytest.mark.parametrize(("arguments", "answer"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mistake_is_answered_with_one_swedish_line(capsys: Printed, arguments: list[str], answer: str) -> None:
    assert _fault(capsys, *arguments).startswith(answer)


@pytest.mark.parametrize(
    "command", [["values", "K02"], ["indicators"], ["sources"], ["check", "--as-of", "2026-05-01"]]
)
def test_without_a_database_the_answer_is_the_command_that_builds_it(
    capsys: Printed, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert main(command) == 2
    line = capsys.readouterr().err
    assert line == "malkollen.duckdb: databasen finns inte; bygg den med 'malkollen ingest'\n"


def test_ingest_into_a_folder_that_is_not_there_is_one_line(
    capsys: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "ingen"))
    assert _fault(capsys, "ingest").startswith("malkollen.duckdb: mappen ")


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_help_is_in_swedish(capsys: Printed, command: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"användning: {' '.join(['malkollen', *command])} ")
    assert "visa den här hjälpen" in out
    words = {word.strip("[].,:()").casefold() for word in out.split()}
    english = {"usage", "options", "option", "show", "this", "help", "message", "exit", "positional", "arguments"}
    assert words & (english | {"default", "required", "optional", "address", "command", "commands"}) == set()


def test_the_help_lists_every_command(capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(f"\n    {command}" in out for command in COMMANDS)


# ── as a program ──


def _run(environment: Path, *arguments: str, checkout: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "malkollen", *arguments],
        cwd=checkout,
        env={**os.environ, "MALKOLLEN_DATA": str(environment), "PYTHONPATH": str(checkout), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_as_a_program_the_exit_code_and_the_streams_are_the_same(environment: Path) -> None:
    good = _run(environment, "values", "K02", "--format", "json", "--area", "0126")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout)[0]["area_name"] == "Huddinge"
    bad = _run(environment, "values", "K99")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert len(bad.stderr.splitlines()) == 1


def test_a_reader_that_has_seen_enough_is_no_error(environment: Path) -> None:
    command = f"{sys.executable} -m malkollen values K02 --area all --year 2022 2023 2024 2025 --format json | head -1"
    run = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT,
        env={**os.environ, "MALKOLLEN_DATA": str(environment)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "[\n", "")


LONG_QUERY = """
import os, signal, sys, threading
from malkollen.commands import reading as commands
from malkollen.database import storage
from malkollen.__main__ import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # also where whoever started this ignores it

def long(arguments):
    with storage.connect() as db:
        # On one thread: with more, a busy machine's DuckDB only notices the signal once the query has ended.
        db.execute("SET threads = 1")
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        db.execute("SELECT sum(a.range * b.range) FROM range(10_000_000) a, range(1_000_000) b").fetchall()
    return 0

commands.values = long
sys.exit(main(["values", "K02"]))
"""


def test_ctrl_c_during_a_query_ends_quietly() -> None:
    """In a process of its own, which alone gets the signal."""
    done = subprocess.run(
        [sys.executable, "-c", LONG_QUERY], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
