"""`malkollen assess`: the keys of a row, what the method says of the real figures, a series in a file, its errors."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from malkollen.__main__ import main
from malkollen.assess import METHOD_VERSION
from malkollen.registry.registry import Registry

pytestmark = pytest.mark.usefixtures("environment")

Printed = pytest.CaptureFixture[str]
Row = dict[str, Any]
DAY = "2026-11-22"
EIGHT = ["0127", "0136", "0126", "0140", "0192", "0128", "0181", "0138"]
VERDICTS = ("position", "direction", "forecast", "lead")
ROW_KEYS = ["indicator", "code", "area", "year", "variant", "value", *VERDICTS, "method_version"]
KEYS = {
    "position": {
        "kind", "label", "reached", "share_closed", "remaining", "ratio", "sets", "rank_low", "rank_high",
        "percentile", "outside_group", "reason",
    },
    "direction": {
        "label", "slope", "p_value", "n", "from_year", "to_year", "left_out", "last_change", "reason",
    },
    "forecast": {
        "label", "share", "share_low", "share_high", "projected", "required_per_year", "observed_per_year",
        "away_from_target", "reason",
    },
    "lead": {"label", "sets", "reason"},
}  # fmt: skip
RANK_KEYS = {"set", "rank", "of", "tied", "gap", "best"}
PACE_KEYS = {"set", "against", "from_year", "to_year", "did", "did_other_scale", "threshold", "label"}


@pytest.fixture(scope="module")
def rows(database: Path) -> list[Row]:
    """Every indicator for every area, asked for once."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        assert main(["assess", "--area", "all", "--as-of", DAY, "--format", "json"]) == 0
    found: list[Row] = json.loads(printed.getvalue(), parse_constant=pytest.fail)
    return found


def assessed(printed: Printed, *arguments: str, as_of: str = DAY) -> list[Row]:
    assert main(["assess", *arguments, "--as-of", as_of, "--format", "json"]) == 0
    found: list[Row] = json.loads(printed.readouterr().out, parse_constant=pytest.fail)
    return found


def one(rows: list[Row], code: str, area: str = "sodertorn", variant: str | None = None) -> Row:
    (found,) = (row for row in rows if (row["code"], row["area"], row["variant"]) == (code, area, variant))
    return found


# ───────────── What a row holds ─────────────


def test_every_row_has_the_keys_it_should(rows: list[Row]) -> None:
    for row in rows:
        assert list(row) == ROW_KEYS
        assert row["method_version"] == METHOD_VERSION
        for part in VERDICTS:
            assert row[part].keys() >= KEYS[part], part
        assert all(entry.keys() >= RANK_KEYS for entry in row["position"]["sets"])
        assert all(entry.keys() >= PACE_KEYS for entry in row["lead"]["sets"])
        assert all(entry.keys() == {"year", "value", "reason"} for entry in row["direction"]["left_out"])
    assert any(row["position"]["sets"] for row in rows)
    assert any(row["lead"]["sets"] for row in rows)


def test_whatever_is_not_assessed_is_null_with_a_reason(rows: list[Row]) -> None:
    for row in rows:
        for part in VERDICTS:
            where = (row["code"], row["area"], row["variant"], part)
            assert row[part]["label"] is not None or row[part]["reason"], where
        assert (row["direction"]["slope"] is None) == (row["direction"]["p_value"] is None)
        if row["direction"]["label"] == "kan inte bedömas":
            assert row["direction"]["reason"]
        if row["value"] is None:
            assert row["position"]["label"] is None or row["variant"] == "joint"


def test_without_arguments_every_indicator_is_assessed_for_the_eight_and_sodertorn(
    capsys: Printed, registry: Registry
) -> None:
    found = assessed(capsys)
    assert list(dict.fromkeys(row["indicator"] for row in found)) == list(registry.indicators)
    assert list(dict.fromkeys(row["area"] for row in found)) == [*EIGHT, "sodertorn"]


def test_registered_vehicles_have_three_rows_and_others_one(rows: list[Row], registry: Registry) -> None:
    for key, indicator in registry.indicators.items():
        variants = [row["variant"] for row in rows if (row["indicator"], row["area"]) == (key, "sodertorn")]
        assert variants == (["with", "without", "joint"] if indicator.has_fleet_variants else [None]), key


def test_indicators_and_areas_are_given_by_code_id_or_name_and_stand_once(capsys: Printed) -> None:
    found = assessed(capsys, "k06", "charging_points_per_1000", "T01", "--area", "Huddinge", "0126", "Södertörn")
    assert [(row["code"], row["area"]) for row in found] == [
        ("K06", "0126"),
        ("K06", "sodertorn"),
        ("T01", "0126"),
        ("T01", "sodertorn"),
    ]


def test_a_waiting_indicator_has_null_year_and_value(rows: list[Row]) -> None:
    row = one(rows, "T06")
    assert (row["year"], row["value"]) == (None, None)
    assert row["direction"]["reason"].startswith("väntar på Tidtabell")


# ───────────── What the method says of the real figures ─────────────


def test_k01_does_not_reach_the_target_in_its_pace(rows: list[Row]) -> None:
    """−0,65 % a year against −14,7 % needed; F = ,36 (−,20–,62)."""
    row = one(rows, "K01")
    ahead = row["forecast"]
    assert ahead["label"].startswith("når inte målet i nuvarande takt")
    assert round(100 * ahead["observed_per_year"], 2) == -0.65
    assert round(100 * ahead["required_per_year"], 1) == -14.7
    assert [round(ahead[part], 2) for part in ("share", "share_low", "share_high")] == [0.36, -0.20, 0.62]
    assert (row["position"]["label"], row["position"]["reached"]) == ("ej uppnått", False)
    assert row["direction"]["label"] == "ingen säkerställd förändring"
    assert (row["direction"]["n"], row["direction"]["from_year"]) == (5, 2020)
    assert {entry["from_year"] for entry in row["lead"]["sets"]} == {2022, 2010}


def test_k01_is_judged_for_groups_and_never_for_a_municipality(rows: list[Row]) -> None:
    for code in ("K01", "K01b"):
        for area in EIGHT:
            row = one(rows, code, area)
            assert row["value"] is not None
            assert [row[part]["label"] for part in VERDICTS] == [None, "kan inte bedömas", None, None]
            assert "osäkert; bedöms bara för grupper" in row["position"]["reason"]


def test_k02_improves_everywhere_yet_sodertorn_is_third_and_without_fleets_last(rows: list[Row]) -> None:
    groups = {row["area"] for row in rows if not row["area"].isdecimal()}
    for area in groups | {*EIGHT}:
        assert one(rows, "K02", area, "with")["direction"]["label"] == "förbättras", area
    assert one(rows, "K02", variant="joint")["direction"]["label"] == "förbättras"
    places = {variant: one(rows, "K02", variant=variant)["position"] for variant in ("with", "without", "joint")}
    intervals = {variant: (found["rank_low"], found["rank_high"]) for variant, found in places.items()}
    assert intervals == {"with": (2, 3), "without": (3, 4), "joint": (2, 4)}  # a tie for second; a tie for last
    assert one(rows, "K02", variant="joint")["lead"]["label"] == "beror på företagsregistrerade bilar"


def test_k02_of_a_fleet_municipality_depends_on_the_companies_cars(rows: list[Row]) -> None:
    of_all, without, joint = (one(rows, "K02", "0181", variant) for variant in ("with", "without", "joint"))
    assert of_all["direction"]["label"] == "förbättras"
    assert (without["value"], without["direction"]["label"]) == (None, "kan inte bedömas")
    assert joint["direction"]["label"] == "beror på företagsregistrerade bilar"


def test_k06_is_last_in_every_set_and_not_assessable_over_the_break(rows: list[Row]) -> None:
    row = one(rows, "K06")
    assert all(entry["rank"] == entry["of"] and not entry["tied"] for entry in row["position"]["sets"])
    assert row["direction"]["label"] == "kan inte bedömas"
    assert row["direction"]["reason"] == "för få värden: 3 av minst 4 sedan serien bröts 2023"
    assert row["lead"]["reason"] == "serien bryts 2023"


def test_t01_worsens_as_the_whole_county_sinks(rows: list[Row]) -> None:
    ours, county = one(rows, "T01"), one(rows, "T01", "stockholms_lan")
    assert ours["direction"]["label"] == "försämras"
    assert round(ours["direction"]["slope"], 2) == -0.13
    assert ours["direction"]["from_year"] == 2018  # the break
    assert county["direction"]["slope"] < 0
    assert {entry["threshold"] for entry in ours["lead"]["sets"]} == {0.2}  # 4 × 0,05
    assert ours["forecast"]["label"] is None


def test_k08_waits_for_2025(rows: list[Row]) -> None:
    for variant in ("with", "without", "joint"):
        row = one(rows, "K08", variant=variant)
        assert row["direction"]["label"] == "kan inte bedömas"
        assert row["direction"]["reason"] == "för få värden: 3 av minst 4 sedan serien bröts 2022"


def test_municipalities_are_placed_by_percentile_and_those_outside_the_group_say_so(rows: list[Row]) -> None:
    places = {area: one(rows, "K06", area)["position"] for area in (*EIGHT, "sodertorn")}
    assert {area: places[area]["outside_group"] for area in ("0127", "0140", "0181")} == {
        "0127": False,
        "0140": True,
        "0181": True,
    }
    for area in EIGHT:
        assert 0 < places[area]["percentile"] < 100
        assert places[area]["sets"] == []
    assert places["sodertorn"]["percentile"] is None


# ───────────── The day ─────────────


def test_the_day_decides_what_is_too_old(capsys: Printed) -> None:
    """T01 has a lag of a year and a half: its 2023 is judged to June 2027."""
    (late,) = assessed(capsys, "T01", "--area", "sodertorn", as_of="2027-07-01")
    assert (late["direction"]["label"], late["position"]["label"]) == ("kan inte bedömas", None)
    assert late["direction"]["reason"] == "värdet från 2023 är för gammalt för att bedömas"
    assert late["value"] is not None


# ───────────── The table ─────────────


def test_the_table_says_the_same_in_words(capsys: Printed) -> None:
    assert main(["assess", "K01", "K02", "--area", "sodertorn", "--as-of", DAY]) == 0
    heading, _, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == [
        "Kod", "Område", "År", "Variant", "Värde", "Läge", "Utveckling", "Prognos", "Främst", "Skäl",
    ]  # fmt: skip
    assert len(lines) == 4
    assert "ej uppnått" in lines[0]
    assert [word in line for word, line in zip(["alla", "utan", "båda"], lines[1:], strict=True)] == [True] * 3
    assert "2:a–4:e av 4" in lines[3]


# ───────────── A series in a file ─────────────

V1 = {
    "series": {"2018": 80, "2019": 78, "2020": 72, "2021": 71, "2022": 69, "2023": 67},
    "better": "lower",
    "scale": "log",
    "base": {"year": 2010, "value": 100},
    "target": {"year": 2030, "value": 30},
}


def of_series(printed: Printed, folder: Path, content: object, *arguments: str) -> Row:
    path = folder / "serie.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(["assess", "--series", str(path), "--format", "json", *arguments]) == 0
    row: Row = json.loads(printed.readouterr().out, parse_constant=pytest.fail)
    return row


def test_a_series_is_assessed_by_the_same_rules(capsys: Printed, tmp_path: Path) -> None:
    row = of_series(capsys, tmp_path, V1, "--as-of", "2024-06-01")
    assert {"year": 2023, "value": 67}.items() <= row.items()
    assert (row["direction"]["label"], row["forecast"]["label"]) == ("förbättras", "för långsamt")
    assert round(row["forecast"]["share"], 3) == 0.682
    for part in VERDICTS:
        assert row[part].keys() >= KEYS[part]


def test_a_series_of_a_share_crosses_no_break_and_skips_what_is_excluded(capsys: Printed, tmp_path: Path) -> None:
    content = {**V1, "breaks": [2021], "as_of": "2024-06-01"}
    assert of_series(capsys, tmp_path, content)["direction"]["reason"].endswith("sedan serien bröts 2021")
    left_out = of_series(capsys, tmp_path, {**V1, "exclude_years": [2020]}, "--as-of", "2024-06-01")["direction"]
    assert left_out["left_out"] == [{"year": 2020, "value": 72.0, "reason": "utesluten"}]


def test_a_series_as_a_table(capsys: Printed, tmp_path: Path) -> None:
    of_series(capsys, tmp_path, V1)
    assert main(["assess", "--series", str(tmp_path / "serie.json"), "--as-of", "2024-06-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["Bedömning", lines[1].split()[0], "Läge", "Utveckling", "Prognos"]


def test_a_series_needs_no_database(capsys: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert of_series(capsys, tmp_path, V1, "--as-of", "2024-06-01")["direction"]["label"] == "förbättras"


# ───────────── Errors ─────────────


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["K99"], "indikator 'K99' finns inte; välj bland K01, "),
        (["K01", "--area", "Malmköping"], "området 'Malmköping' finns inte; skriv en kommunkod"),
        (["K01", "--as-of", "igår"], "malkollen assess: --as-of: 'igår' är inte ett datum; skriv"),
        (["--format", "csv"], "malkollen assess: --format: 'csv' finns inte; välj bland"),
        (["K01", "--series", "x.json"], "--series bedömer serien i filen; ange varken indikator eller --area"),
        (["--series", "x.json", "--area", "0127"], "--series bedömer serien i filen; ange varken"),
        (["--series", "finns_inte.json"], "finns_inte.json: filen finns inte i "),
        (["--series"], "malkollen assess: --series: ett värde saknas"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_swedish_line(capsys: Printed, arguments: list[str], answer: str) -> None:
    try:
        code: object = main(["assess", *arguments])
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith(answer)
    assert len(err.splitlines()) == 1


def test_without_a_database_the_answer_is_the_command_that_builds_it(
    capsys: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert main(["assess", "K01"]) == 2
    assert capsys.readouterr().err.startswith("malkollen.duckdb: databasen finns inte")
