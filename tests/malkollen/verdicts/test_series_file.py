"""A series in a file: read strictly, one Swedish line for whatever is wrong with it, the same rules as everywhere."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from english import english
from hypothesis import HealthCheck, example, given, settings, strategies as st

from malkollen.__main__ import main
from malkollen.verdicts.series_file import assess_series

Printed = pytest.CaptureFixture[str]
GOOD = {"series": {"2021": 4, "2022": 3.5, "2023": 3, "2024": 2}, "better": "lower"}
NAME = "serie.json"


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a test writes its series."""
    return tmp_path_factory.mktemp("serier")


def written(folder: Path, content: object) -> Path:
    """A file with text or bytes as they are, anything else as JSON."""
    path = folder / NAME
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def good(**changes: object) -> dict[str, object]:
    return {key: value for key, value in (GOOD | changes).items() if value is not ...}


def series(text: str) -> str:
    """A file whose series holds just this, as it stands."""
    return f'{{"better": "lower", "series": {{{text}}}}}'


MALFORMED: dict[str, tuple[object, str]] = {
    # the file
    "empty": ("", "är inte JSON i UTF-8"),
    "only spaces": (" \n", "är inte JSON i UTF-8"),
    "cut": ('{"series": {"2021": 4', "är inte JSON i UTF-8"),
    "another encoding": ('{"å": 1}'.encode("latin-1"), "är inte JSON i UTF-8"),
    "utf-16": (json.dumps(GOOD).encode("utf-16"), "är inte JSON i UTF-8"),
    "bytes": (b"\x00\x01\x02\xff", "är inte JSON i UTF-8"),
    "very deep": ("[" * 100_000, "är inte JSON i UTF-8"),
    "very deep tables": ('{"series":' * 50_000, "är inte JSON i UTF-8"),
    "a comment": (json.dumps(GOOD) + " // klart", "är inte JSON i UTF-8"),
    "two objects": (json.dumps(GOOD) * 2, "är inte JSON i UTF-8"),
    "single quotes": (str(GOOD), "är inte JSON i UTF-8"),
    "a number of five thousand digits": (series('"2021": ' + "9" * 5000), "är inte JSON i UTF-8"),
    "a list": ([GOOD], "ska vara ett objekt med series och better"),
    "a number": (5, "ska vara ett objekt"),
    "text": ('"series"', "ska vara ett objekt"),
    "null": ("null", "ska vara ett objekt"),
    # keys
    "nothing in it": ({}, "series: saknas; better: saknas"),
    "an unknown key": (good(unit="ton"), "unit: okänd nyckel"),
    "a key in capitals": (good(better=..., Better="lower"), "better: saknas; Better: okänd nyckel"),
    "a year twice": (series('"2021": 1, "2021": 2'), "2021 står två gånger"),
    "a key twice": ('{"better": "lower", "better": "lower", "series": {}}', "better står två gånger"),
    "a key on two lines": (good(**{"a\nb": 1}), "en nyckel har tecken som inte kan skrivas ut"),
    "a year on two lines": (series('"20\\u202821": 1'), "en nyckel har tecken som inte kan skrivas ut"),
    "half a character in a key": (series('"\\ud800": 1'), "en nyckel har tecken som inte kan skrivas ut"),
    # the series
    "no values": (good(series={}), "series: ska ha minst 1 poster"),
    "a list of values": (good(series=[1, 2, 3, 4]), "series: ska vara en tabell"),
    "no series": (good(series=None), "series: ska vara en tabell"),
    "only nulls": (good(series={"2021": None}), "series: ska ha minst ett värde som inte är uteslutet"),
    "only excluded values": (good(exclude_years=[2021, 2022, 2023, 2024]), "series: ska ha minst ett värde"),
    "a year of two digits": (good(series={"18": 1}), "series.18: ska vara ett år med fyra siffror"),
    "a year that begins with zero": (good(series={"0999": 1}), "series.0999: ska vara ett år med fyra siffror"),
    "a year with a space": (good(series={"2021 ": 1}), "series.2021 : ska vara ett år med fyra siffror"),
    "a year in other digits": (good(series={"\uff12021": 1}), "series.\uff12021: ska vara ett år med fyra siffror"),
    "a half year": (good(series={"2021.5": 1}), "series.2021.5: ska vara ett år med fyra siffror"),
    "NaN": (series('"2021": NaN'), "series.2021: ska vara ett ändligt tal"),
    "Infinity": (series('"2021": Infinity'), "series.2021: ska vara ett ändligt tal"),
    "-Infinity": (series('"2021": -Infinity'), "series.2021: ska vara ett ändligt tal"),
    "a number too large for a number": (series('"2021": 1e400'), "series.2021: ska vara ett ändligt tal"),
    "a whole number of 400 digits": (series('"2021": ' + "9" * 400), "series.2021: ska vara ett tal"),
    "a number of no unit": (good(series={"2021": 1e300}), "series.2021: ska vara högst 1"),
    "true": (good(series={"2021": True}), "series.2021: ska vara ett tal"),
    "text as a number": (good(series={"2021": "3"}), "series.2021: ska vara ett tal"),
    "decimal comma": (good(series={"2021": "3,5"}), "series.2021: ska vara ett tal"),
    "a list as a number": (good(series={"2021": [3]}), "series.2021: ska vara ett tal"),
    "two wrong values": (good(series={"2021": "a", "2022": True}), "series.2021: ska vara ett tal; series.2022: ska"),
    # direction and scale
    "no direction": (good(better=...), "better: saknas"),
    "a direction of its own": (good(better="up"), "better: ska vara 'higher' eller 'lower'"),
    "half a character in a direction": ('{"series": {"2021": 1}, "better": "\\ud800"}', "better: "),
    "a scale of its own": (good(scale="logit"), "scale: ska vara 'linear', 'log' eller 's_curve'"),
    "zero on log": (good(scale="log", series={"2021": 0}), "series.2021: ska vara större än 0 på skalan log"),
    "negative on log": (good(scale="log", series={"2021": -1}), "series.2021: ska vara större än 0 på skalan log"),
    "above the ceiling": (good(scale="s_curve", ceiling=3), "series.2021: ska vara mellan 0 och taket 3"),
    "at the ceiling": (good(scale="s_curve", ceiling=4), "series.2021: ska vara mellan 0 och taket 4"),
    "at the default ceiling": (good(scale="s_curve", series={"2021": 100}), "series.2021: ska vara mellan 0 och taket"),
    "zero on an s-curve": (good(scale="s_curve", series={"2021": 0}), "series.2021: ska vara mellan 0 och taket 100"),
    "no ceiling": (good(ceiling=0), "ceiling: ska vara större än 0"),
    "a negative materiality": (good(materiality=-0.1), "materiality: ska vara minst 0"),
    "a materiality in words": (good(materiality="0,3"), "materiality: ska vara ett tal"),
    # base and target
    "a base without value": (good(base={"year": 2010}), "base.value: saknas"),
    "a base without year": (good(base={"value": 3}), "base.year: saknas"),
    "a base as a number": (good(base=100), "base: ska vara en tabell"),
    "a target without year": (good(target={"value": 3}), "target.year: saknas"),
    "a target with a unit": (good(target={"year": 2030, "value": 3, "unit": "%"}), "target.unit: okänd nyckel"),
    "a target year as text": (good(target={"year": "2030", "value": 3}), "target.year: ska vara ett heltal"),
    "a target year true": (good(target={"year": True, "value": 3}), "target.year: ska vara ett heltal"),
    "a base year of two digits": (good(base={"year": 18, "value": 3}), "base.year: ska vara minst 1000"),
    "a target of no number": (good(target={"year": 2030, "value": None}), "target.value: ska vara ett tal"),
    "a target of no unit": (good(target={"year": 2030, "value": -1e300}), "target.value: ska vara minst -1"),
    # years and days
    "a break as a number": (good(breaks=2023), "breaks: ska vara en lista"),
    "a break as text": (good(breaks="2023"), "breaks: ska vara en lista"),
    "a break in words": (good(breaks=["2023"]), "breaks.0: ska vara ett heltal"),
    "a break true": (good(breaks=[True]), "breaks.0: ska vara ett heltal"),
    "an exclusion of half a year": (good(exclude_years=[2023.5]), "exclude_years.0: ska vara ett heltal"),
    "a negative lag": (good(lag_years=-1), "lag_years: ska vara minst 0"),
    "a lag without end": (good(lag_years=51), "lag_years: ska vara högst 50"),
    "a day that is none": (good(as_of="2026-02-30"), "as_of: ska vara ett datum (ÅÅÅÅ-MM-DD)"),
    "a day as a number": (good(as_of=0), "as_of: ska vara ett datum (ÅÅÅÅ-MM-DD)"),
    "a day as a long number": (good(as_of=20261122), "as_of: ska vara ett datum (ÅÅÅÅ-MM-DD)"),
    "a day with a time": (good(as_of="2026-11-22T10:00:00"), "as_of: ska vara ett datum (ÅÅÅÅ-MM-DD)"),
}


def refused(printed: Printed, path: Path, *arguments: str) -> str:
    """The one line of a refused file."""
    assert main(["assess", "--series", str(path), *arguments]) == 2
    out, err = printed.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


@pytest.mark.parametrize(("content", "fault"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_file_is_one_swedish_line(folder: Path, content: object, fault: str, capsys: Printed) -> None:
    line = refused(capsys, written(folder, content))
    assert line.startswith(f"{NAME}: {fault}")
    assert english(re.sub(r"\w+(\.\w+)*: |'[^']*'|series och better|skalan \w+|okänd nyckel", " ", line)) == set()


def test_a_file_that_is_not_there_or_a_folder_is_one_line(folder: Path, capsys: Printed) -> None:
    assert refused(capsys, folder / "ingen.json") == f"ingen.json: filen finns inte i {folder}"
    assert refused(capsys, folder) == f"{folder.name}: går inte att läsa som en fil"


READABLE: dict[str, object] = {
    "as little as can be": {"series": {"2024": 1}, "better": "higher"},
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(GOOD).encode(),
    "line ends of windows": json.dumps(GOOD, indent=1).replace("\n", "\r\n").encode(),
    "a missing year as null": good(series={"2021": 1, "2022": None, "2023": 3}),
    "years in any order": good(series={"2024": 1, "2021": 3, "2022": 2}),
    "null for what is not known": good(base=None, target=None, materiality=None, as_of=None),
    "a target of zero": good(target={"year": 2030, "value": 0}, base={"year": 2010, "value": 9}),
    "a target without base": good(target={"year": 2030, "value": 1}),
    "the same break twice": good(breaks=[2022, 2022]),
    "a ceiling for another scale": good(ceiling=1),
    "negative values": good(series={"2021": -4, "2022": -3, "2023": 0}),
    "years far ahead": good(series={"9998": 1, "9999": 2}, lag_years=50),
    "every key": good(
        scale="s_curve", ceiling=5, materiality=0.1, base={"year": 2010, "value": 4.5}, breaks=[2020],
        target={"year": 2026, "value": 1}, exclude_years=[2022], lag_years=0.5, as_of="2025-01-01",
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE.keys())
def test_a_right_file_is_answered(folder: Path, content: object, capsys: Printed) -> None:
    path = written(folder, content)
    assert main(["assess", "--series", str(path), "--as-of", "2025-06-01", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    for part in ("position", "direction", "forecast", "lead"):
        assert answer[part]["label"] is not None or answer[part]["reason"]
    assert main(["assess", "--series", str(path)]) == 0


def test_the_latest_value_that_is_not_excluded_is_the_value(folder: Path) -> None:
    found = assess_series(written(folder, good(exclude_years=[2024])), date(2025, 1, 1))
    assert (found.year, found.value) == (2023, 3.0)


@pytest.mark.parametrize(("day", "is_judged"), [("2027-12-31", True), ("2028-01-01", False)])
def test_the_day_of_the_file_or_the_caller_decides_what_is_too_old(folder: Path, day: str, is_judged: bool) -> None:
    aims = {"target": {"year": 2030, "value": 1}, "base": {"year": 2010, "value": 9}}
    own = assess_series(written(folder, good(as_of=day, **aims)), None).assessment
    given_day = assess_series(written(folder, good(as_of="2025-01-01", **aims)), date.fromisoformat(day)).assessment
    assert own == given_day
    assert (own.direction.label == "förbättras") == is_judged
    assert (own.forecast.label is not None) == (own.position.label is not None) == is_judged
    if not is_judged:
        assert own.direction.reason == own.forecast.reason == "värdet från 2024 är för gammalt för att bedömas"
        assert own.position.share_closed == pytest.approx(7 / 8)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
year_texts = st.integers(1900, 2100).map(str) | st.text(max_size=5)
keys = ["series", "better", "scale", "materiality", "base", "target", "breaks", "exclude_years", "ceiling", "as_of"]
plausible: dict[str, st.SearchStrategy[Any]] = {
    "series": st.dictionaries(year_texts, st.floats() | st.integers() | json_values, max_size=7),
    "better": st.sampled_from(["higher", "lower"]) | json_values,
    "scale": st.sampled_from(["linear", "log", "s_curve"]) | json_values,
    "target": st.fixed_dictionaries({"year": st.integers(990, 10_001), "value": st.floats()}) | json_values,
    "base": st.fixed_dictionaries({"year": st.integers(990, 10_001), "value": st.floats()}) | json_values,
    "breaks": st.lists(st.integers(1990, 2030), max_size=3) | json_values,
}
files = st.fixed_dictionaries({}, optional={key: plausible.get(key, json_values) for key in keys}) | json_values
magnitudes = st.floats(-1e15, 1e15) | st.floats(5e-324, 1e-300) | st.floats(0, 100)
sound = st.fixed_dictionaries(
    {
        "series": st.dictionaries(st.integers(2015, 2024).map(str), magnitudes, min_size=4, max_size=8),
        "better": st.sampled_from(["higher", "lower"]),
        "scale": st.sampled_from(["linear", "log", "s_curve"]),
        "target": st.fixed_dictionaries({"year": st.integers(2020, 2900), "value": magnitudes}),
        "base": st.fixed_dictionaries({"year": st.integers(1000, 2020), "value": magnitudes}),
        "as_of": st.just("2025-01-01"),
    }
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=files | sound)
@example(
    content={"series": {str(2020 + n): 10.0 ** (-300 + 78 * n) for n in range(5)}, "better": "higher", "scale": "log"}
)
def test_whatever_a_file_holds_is_an_answer_or_one_line(folder: Path, content: object, capsys: Printed) -> None:
    path = written(folder, content)
    code = main(["assess", "--series", str(path), "--format", "json"])
    out, err = capsys.readouterr()
    assert code in (0, 2)
    assert len(err.splitlines()) == (1 if code else 0), err
    if code == 0:
        json.loads(out, parse_constant=pytest.fail)  # no NaN or Infinity in an answer
