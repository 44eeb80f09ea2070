"""What analysts get: frames that hold what the pages show, and papers whose examples run."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import geopandas as gpd
import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from dashboard.content.facts import Facts
from malkollen import ROOT, analysis
from malkollen.editions import editions
from malkollen.errors import UnknownNameError

PAPER = (ROOT / "docs" / "analys.md").read_text(encoding="utf-8")
NOTEBOOK = json.loads((ROOT / "docs" / "analys.ipynb").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data(facts: Facts) -> analysis.Frames:
    return analysis.Frames(facts)


@pytest.fixture
def drawn() -> Iterator[None]:
    """matplotlib without a window."""
    with mpl.rc_context({"backend": "agg"}):
        yield
        plt.close("all")


def test_values_are_those_of_the_pages_and_know_their_source(data: analysis.Frames, facts: Facts) -> None:
    frame = data.values("k02", ["Botkyrka", "riket"])
    assert {*frame["area"]} == {"0127", "riket"}
    assert {*frame["code"]} == {"K02"}
    assert not frame.duplicated(["area", "year", "variant"]).any()
    for row in frame.itertuples():
        assert row.value == facts.evaluation("electric_car_share", row.variant).at(row.area, row.year).value
    assert frame.attrs["source"].startswith("Källa: ")
    assert frame.attrs["data_version"] == facts.data_version
    assert frame["year"].dtype == "Int64"
    assert frame["value"].dtype == "float64"


def test_all_values_are_those_of_the_open_file(data: analysis.Frames) -> None:
    every = data.values()
    assert {*every["code"]} >= {"K01", "K02", "T01"}
    assert len(every[every["code"] == "K02"]) == len(data.values(["electric_car_share"]))


def test_a_series_keeps_its_members(data: analysis.Frames, facts: Facts) -> None:
    frame = data.series("K02", variant="without")
    assert frame["area"].iloc[0] == facts.areas.home.id
    assert "riket" in {*frame["area"]}
    for row in frame.itertuples():
        assert row.value == facts.evaluation("electric_car_share", "without").series[row.area][row.year].value
    assert {*data.series("K06", "0127")["name"]} == {"Botkyrka"}


def test_verdicts_and_answers_have_their_words(data: analysis.Frames, facts: Facts) -> None:
    verdicts, answers = data.verdicts(), data.answers()
    own = verdicts[(verdicts.code == "K06") & (verdicts.area == facts.areas.home.id) & (verdicts.question == "läge")]
    assert list(own["verdict"]) == [
        facts.assessor.verdict("charging_points_per_1000", "sodertorn").assessment.position.label
    ]
    assert {*facts.goals, "K06", "sodertorn"} <= {*answers["about"]}


def test_boundaries_have_a_reference_system_and_the_members_of_what_is_asked(data: analysis.Frames) -> None:
    frame = data.boundaries("sodertorn")
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert len(frame) == 8
    assert frame.geometry.is_valid.all()
    in_metres = frame.to_crs(3006).geometry.area.sum() / 1e6
    assert 1_500 < in_metres < 3_500
    assert len(data.boundaries()) == 290


def test_what_does_not_exist_is_said(data: analysis.Frames) -> None:
    for ask in (lambda: data.values("X99"), lambda: data.series("K02", "Atlantis"), lambda: data.boundaries("x")):
        with pytest.raises(UnknownNameError):
            ask()


@pytest.mark.thorough  # all values of the open file, above
def test_a_fixed_version_is_read_as_the_database_is(database: Path, tmp_path: Path) -> None:
    copyfile(database, tmp_path / database.name)
    editions.create(tmp_path, "2026-11-provning", date(2026, 11, 22), "Prövningen")
    then, now = (analysis.load(tmp_path, edition=name).values("K06") for name in ("2026-11-provning", None))
    pd.testing.assert_frame_equal(then, now, check_like=True)


def test_the_notebooks_cells_run_and_draw(environment: Path, drawn: None) -> None:
    """A map and a comparison in ten lines."""
    known: dict[str, Any] = {}
    cells = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        exec(compile(cell, "docs/analys.ipynb", "exec"), known)
    assert known["map_axes"].collections
    assert len(known["line_axes"].lines) == 5
    assert [cell["outputs"] for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"] == [[]] * len(cells)
    assert sum(len(cell.splitlines()) for cell in cells[1:3]) <= 10


def test_the_papers_example_of_the_interface_runs(environment: Path) -> None:
    (example,) = (text for text in re.findall(r"```python\n(.*?)```", PAPER, re.DOTALL) if "analysis" in text)
    exec(compile(example, "docs/analys.md", "exec"), {})
