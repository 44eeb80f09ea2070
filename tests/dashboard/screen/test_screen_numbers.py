"""The verdicts on the screen are the command line's: labels and numbers, read from both."""

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import pytest
from parts import every, pairs
from streamlit.testing.v1 import AppTest

from dashboard.content.text import OF_LABEL
from malkollen import ROOT, __main__
from malkollen.assess.assessment import DEPENDS
from malkollen.assess.lead import FIRST_IN_SOME, UNCLEAR
from malkollen.registry import registry as registry_file
from malkollen.served import AS_OF_VARIABLE
from malkollen.texts import places
from malkollen.texts.swedish import number, number_word, signed

TODAY = "2026-11-22"
REGISTRY = registry_file.load()
JUDGED = [key for key in REGISTRY.computed() if REGISTRY.indicators[key].kind in ("mal", "jamforelse")]
AREAS = ["sodertorn", "0140", "stor_goteborg"]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(database: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        yield database.parent


@pytest.fixture(scope="module")
def app(folder: Path) -> AppTest:
    return AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()


def rows_of(key: str, area: str, capsys: pytest.CaptureFixture[str]) -> list[Row]:
    assert __main__.main(["assess", key, "--area", area, "--format", "json", "--as-of", TODAY]) == 0
    found: list[Row] = json.loads(capsys.readouterr().out)
    return found


@cache
def page(app: AppTest, key: str, area: str) -> str:
    """The markup of Indikator for an area, plain text of its verdict's part; the same page only once."""
    for name in list(app.query_params):
        app.query_params.pop(name)
    app.query_params["indikator"], app.query_params["omrade"] = key, area
    app.switch_page("views/indicator.py").run()
    assert not app.exception
    return "\n".join(str(block.value) for block in app.get("html"))


def answers(markup: str) -> dict[str, str]:
    """The small answers: word by question."""
    first = markup[markup.index('<ul class="mk-answers">') :]
    pairs = re.findall(r'mk-question">(.*?)</span><span class="mk-word">(.*?)</span>', first[: first.index("</ul>")])
    return {question: html.unescape(word) for question, word in pairs}


@pytest.mark.parametrize(("key", "area"), pairs(JUDGED, AREAS, 3))
def test_the_answers_are_the_commands(
    key: str, area: str, app: AppTest, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every third indicator in one area; thoroughly each in all."""
    row = rows_of(key, area, capsys)[-1]  # the joint one where there are variants
    shown = answers(page(app, key, area))
    label, placed = row["position"]["label"] or "kan inte bedömas", [s for s in row["position"]["sets"] if s["rank"]]
    if placed and label[0].isdigit():  # the leading comparison's place, before that of them all
        rank, of = placed[0]["rank"], placed[0]["of"]
        lasts = range(rank + 1, of + 1) if placed[0]["tied"] else [rank]
        told = {worded(rank, last, of) for last in lasts for worded in (places.by_number, places.by_height)}
        assert shown["Läge"].casefold() in {f"{words} av {number_word(of)}" for words in told}
    else:
        worded = {DEPENDS: "beror på företagens bilar", **OF_LABEL}.get(label, label)
        assert shown["Läge"].casefold() == worded.casefold()
    said = {
        "ingen säkerställd förändring": "ingen tydlig förändring"
    }  # with the one above, what the screen words plainly
    moved = row["direction"]["label"]
    assert shown["Utveckling"].casefold() == said.get(moved, moved)
    if row["forecast"]["label"]:
        assert shown["Prognos mot mål"].casefold() == row["forecast"]["label"].partition(" (")[0].casefold()
    if row["lead"]["label"] and row["lead"]["label"] != FIRST_IN_SOME:  # that is told comparison by comparison
        plainly = {UNCLEAR: "avståndet till de andra har inte ändrats tydligt", DEPENDS: "beror på företagens bilar"}
        wanted = plainly.get(row["lead"]["label"], row["lead"]["label"])
        assert shown["Jämfört med de andra regionerna"].casefold() == wanted.casefold()


@pytest.mark.parametrize("key", every(3, [*JUDGED]))
def test_the_arithmetic_has_the_commands_numbers(
    key: str, app: AppTest, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every third indicator; thoroughly all."""
    indicator, text = REGISTRY.indicators[key], html.unescape(page(app, key, "sodertorn"))
    for row in rows_of(key, "sodertorn", capsys):
        if row["variant"] == "joint" or row["direction"]["slope"] is None:
            continue
        assert f"p = {number(row['direction']['p_value'], 3)}" in text
        assert f"({row['direction']['n']} år)" in text
        slope = row["direction"]["slope"]
        if indicator.scale == "log":
            share = exp(slope) - 1
            assert f"{signed(100 * share, 1 if abs(share) >= 0.01 else 2)}\u00a0%\u00a0per\u00a0år" in text
        else:
            assert f"{signed(slope, indicator.decimals + 1)}\u00a0procentenheter\u00a0per\u00a0år" in text
        for entry in row["position"]["sets"]:
            if entry["rank"] and indicator.is_share:
                step = 10**-indicator.decimals  # it is told as a reader subtracts what the table shows
                near = {signed(entry["gap"] + by, indicator.decimals) for by in (-step, 0, step)}
                assert any(f"{one}\u00a0procentenheter" in text for one in near)


def test_the_target_has_the_commands_numbers(app: AppTest, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows_of("K01", "sodertorn", capsys)
    text = html.unescape(page(app, "transport_emissions", "sodertorn"))
    forecast, position = row["forecast"], row["position"]
    assert f"behövs {signed(100 * forecast['required_per_year'], 1)}\u00a0%\u00a0per\u00a0år" in text
    assert f": {signed(100 * forecast['observed_per_year'], 2)}\u00a0%\u00a0per\u00a0år" in text
    assert f"= {number(100 * position['share_closed'])}\u00a0%" in text
    assert f"= {number(100 * forecast['share'])}\u00a0% av vägen" in text
    low, high = (number(100 * forecast[name]) for name in ("share_low", "share_high"))
    assert f"mellan {low}\u00a0% och {high}\u00a0%" in text
    assert f"Avstånd till målet: {number(-position['remaining'], -3)}\u00a0ton" in text


def test_a_tried_target_is_the_commands_on_the_same_series(
    app: AppTest, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert __main__.main(["values", "T01", "--area", "sodertorn", "--year", *map(str, range(2014, 2024)),
                          "--format", "json"]) == 0  # fmt: skip
    series = {str(value["year"]): value["value"] for value in json.loads(capsys.readouterr().out)}
    given = {
        "series": series, "better": "higher", "materiality": 0.1, "breaks": [2018], "as_of": TODAY, "lag_years": 1.5,
        "base": {"year": 2022, "value": series["2022"]}, "target": {"year": 2027, "value": 92.5},
    }  # fmt: skip
    path = tmp_path / "forsok.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    assert __main__.main(["assess", "--series", str(path), "--format", "json"]) == 0
    expected = json.loads(capsys.readouterr().out)
    for name, value in (("indikator", "T01"), ("omrade", "sodertorn"), ("provvarde", "92,5"), ("provar", "2027")):
        app.query_params[name] = value
    app.query_params["provbas"] = "2022"
    app.switch_page("views/indicator.py").run()
    assert not app.exception
    markup = "\n".join(str(block.value) for block in app.get("html"))
    tried = answers(markup[markup.index("</ul>", markup.index("mk-answers")) :])
    assert tried["Läge"].casefold() == expected["position"]["label"]
    assert tried["Prognos mot mål"].casefold().startswith(expected["forecast"]["label"])
    assert f"= {number(100 * expected['forecast']['share'])}\u00a0% av vägen" in html.unescape(markup)
