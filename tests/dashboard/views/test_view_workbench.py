"""Indikator's choices of several areas, years and a second indicator: in the address by choice alone, faults said."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest
from whole_link import whole_link

from malkollen import ROOT
from malkollen.served import AS_OF_VARIABLE

APP, TODAY = ROOT / "dashboard" / "app.py", "2026-11-22"
Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def registered(database: Path) -> Iterator[dict[str, Any]]:
    """The pages as the frame registers them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        yield AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages


@pytest.fixture
def visited(registered: dict[str, Any]) -> Visit:
    """Opens the page as a link does."""

    def open_page(**address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app._registered_pages = registered
        app.switch_page("views/indicator.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_page


def lines(app: AppTest) -> list[str]:
    """What the chart over the years has in its table."""
    (said,) = [str(b.value) for b in app.get("html") if "<caption>" in str(b.value) and "över åren" in str(b.value)]
    return said.split("</thead>")[0].split('<th scope="col"')[2:-1]


def areas(app: AppTest) -> list[str]:
    return list(app.multiselect(key="choice:omraden").value)


@pytest.mark.thorough  # choices in tests/browser/test_browser_back.py
def test_several_areas_and_a_span_of_years_are_in_the_address_once_chosen(visited: Visit) -> None:
    app = visited()
    assert app.query_params == {}
    app.multiselect(key="choice:omraden").set_value(["0136", "0138", "riket"]).run()
    app.selectbox(key="choice:fran").select("2019").run()
    assert not app.exception
    assert app.query_params == {"omraden": "0136,0138,riket", "fran": "2019"}
    again = visited(**app.query_params)
    assert (areas(again), whole_link(again)["fran"]) == (["0136", "0138", "riket"], "2019")
    assert [name for name in ("Haninge", "Tyresö", "Riket") if any(name in head for head in lines(again))] == [
        "Haninge", "Tyresö", "Riket"
    ]  # fmt: skip


def test_areas_that_nobody_has_chosen_follow_the_area_and_the_comparison(visited: Visit) -> None:
    app = visited()
    app.selectbox(key="choice:omrade").select("0126").run()
    assert areas(app) == ["sodertorn", "0126", "ovriga_stockholms_lan", "stor_goteborg", "stor_malmo", "riket"]
    app.selectbox(key="choice:jamfor").select("pendlingskommuner").run()
    assert areas(app)[:2] == ["sodertorn", "0126"]
    assert "stor_goteborg" not in areas(app)
    assert app.query_params == {"omrade": "0126", "jamfor": "pendlingskommuner"}


def test_without_any_area_those_of_the_comparison_are_drawn(visited: Visit) -> None:
    app = visited(omraden="0136")
    app.multiselect(key="choice:omraden").set_value([]).run()
    assert not app.exception
    assert app.query_params == {}
    assert whole_link(app)["omraden"] == "sodertorn,ovriga_stockholms_lan,stor_goteborg,stor_malmo,riket"


def test_an_address_with_too_many_areas_shows_six_and_says_so(visited: Visit) -> None:
    app = visited(omraden="0127,0136,0126,0140,0192,0128,0181")
    (notice,) = [as_shown(one.value) for one in app.warning]
    assert notice == "Adressen ber om 7 under Områden i diagrammet. Högst 6 visas: de som står först."
    assert areas(app) == ["0127", "0136", "0126", "0140", "0192", "0128"]


def test_a_span_cannot_end_before_it_begins(visited: Visit) -> None:
    app = visited(fran="2022", till="2018")
    (notice,) = [as_shown(one.value) for one in app.warning]
    assert notice == "Adressen ber om ”2018”, som inte finns under Till år. 2025 visas."
    assert app.selectbox(key="choice:till").options == ["2022", "2023", "2024", "2025"]


@pytest.mark.parametrize("asked", ["car_mileage_per_inhabitant", "K08"])
def test_a_second_indicator_is_asked_for_by_key_or_code(asked: str, visited: Visit) -> None:
    app = visited(par=asked)
    assert not app.warning
    keys = [str(chart.proto.id) for chart in app.get("plotly_chart")]
    assert len([key for key in keys if "chart:pair" in key]) == 3
    assert any("Måtten hänger" in str(block.value) for block in app.get("html"))


def test_a_second_indicator_that_does_not_exist_is_said(visited: Visit) -> None:
    (notice,) = [as_shown(one.value) for one in visited(par="K99").warning]
    assert notice == "Adressen ber om ”K99”, som inte finns under Indikator att ställa bredvid. Ingen visas."


def test_a_second_indicator_is_in_the_address_once_chosen_and_none_is_not(visited: Visit) -> None:
    app = visited()
    app.selectbox(key="choice:par").select("car_mileage_per_inhabitant").run()
    assert app.query_params == {"par": "car_mileage_per_inhabitant"}
    app.selectbox(key="choice:par").select("").run()
    assert app.query_params == {}
