"""Figures are kept by what they show, within bounds; facts lie out of the collector's sight and go when replaced."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import plotly.graph_objects as go
import plotly.io
import pytest
import streamlit as st
from parts import pairs
from plotly.tools import return_figure_from_figure_or_data
from streamlit.testing.v1 import AppTest

from dashboard import kept
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import common_move
from dashboard.content.remembered import MOST_ANSWERS, remembered
from dashboard.kept import MOST_FIGURES, MOST_LETTERS, Drawn, Store
from dashboard.screen.charts import charts
from dashboard.screen.maps import maps
from malkollen import ROOT
from malkollen.database import storage

APP = str(ROOT / "dashboard" / "app.py")
ROWS = [("Huddinge", 12.5, "chosen"), ("Botkyrka", None, "member")]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store[Drawn]:
    """An empty store in the place of the process's own."""
    found = Store[Drawn](MOST_FIGURES, MOST_LETTERS)
    monkeypatch.setattr(kept, "STORE", found)
    return found


def sent(figure: go.Figure | Drawn) -> str:
    """What st.plotly_chart makes of a figure."""
    return plotly.io.to_json(return_figure_from_figure_or_data(figure, validate_figure=True), validate=False)


def small(letters: int) -> Drawn:
    figure = go.Figure(layout={"title": {"text": "x" * letters}})
    return Drawn(figure)


@pytest.mark.parametrize(
    ("key", "scope"),
    pairs(["electric_car_share", "public_charging_points_total"], ["sodertorn", "lan", "riket"], 2),
)
def test_a_kept_map_is_sent_as_plotly_sends_its_own(facts: Facts, store: Store[Drawn], key: str, scope: str) -> None:
    key = key if key in facts.registry.indicators else facts.registry.computed()[-1]
    asked = (facts, key, facts.evaluation(key).latest_year, None, scope, "0126")
    assert sent(kept.figure(maps.figure, *asked)) == sent(maps.figure(*asked))


def test_a_kept_chart_is_sent_as_plotly_sends_its_own(store: Store[Drawn]) -> None:
    marks, background = [("Södertörn", 12.0, "home")], [1.0, 2.5]
    asked = (ROWS, marks, background, "Alla 2", "%", 1)
    assert sent(kept.figure(charts.spread, *asked)) == sent(charts.spread(*asked))


def test_the_same_is_drawn_once_and_other_figures_anew(store: Store[Drawn]) -> None:
    drawn = []

    def draw(rows: list[float], *, unit: str = "%") -> go.Figure:
        drawn.append((rows, unit))
        return go.Figure(go.Bar(x=rows))

    first = kept.figure(draw, [1.0, 2.0])
    assert kept.figure(draw, [1.0, 2.0]) is first
    assert kept.figure(draw, [1.0, 2.5]) is not first
    kept.figure(draw, [1.0, 2.0], unit="kr")
    assert drawn == [([1.0, 2.0], "%"), ([1.0, 2.5], "%"), ([1.0, 2.0], "kr")]


def test_other_facts_are_another_figure(facts: Facts, store: Store[Drawn]) -> None:
    year = facts.evaluation("electric_car_share").latest_year
    asked = ("electric_car_share", year, None, "sodertorn")
    first = kept.figure(maps.figure, facts, *asked)
    assert kept.figure(maps.figure, replace(facts), *asked) is not first
    assert kept.figure(maps.figure, facts, *asked) is first


def test_the_last_asked_for_are_kept_up_to_a_number() -> None:
    store = Store[Drawn](2, MOST_LETTERS)
    for key in (b"a", b"b", b"a", b"c"):
        store.get(key, lambda: small(1))
    assert list(store._by_key) == [b"a", b"c"]


def test_the_last_asked_for_are_kept_up_to_a_length() -> None:
    length = small(1).size
    store = Store[Drawn](MOST_FIGURES, 4 * length + 100)
    for number in range(20):
        store.get(bytes([number]), lambda: small(1))
    assert (list(store._by_key), store._held) == ([b"\x10", b"\x11", b"\x12", b"\x13"], 4 * length)


def test_a_figure_longer_than_all_there_is_room_for_is_drawn_and_not_kept() -> None:
    store = Store[Drawn](MOST_FIGURES, 100)
    assert store.get(b"a", lambda: small(1_000)).size > 1_000
    assert (len(store._by_key), store._held) == (0, 0)


def test_readers_who_ask_at_once_wait_for_one() -> None:
    store, together, drawn = Store[Drawn](MOST_FIGURES, MOST_LETTERS), Barrier(8), []

    def draw() -> Drawn:
        drawn.append(1)
        return small(50_000)

    def ask(_: int) -> Drawn:
        together.wait()
        return store.get(b"a", draw)

    with ThreadPoolExecutor(8) as readers:
        found = set(map(id, readers.map(ask, range(8))))
    assert (len(found), len(drawn)) == (1, 1)


def test_a_fault_is_told_and_not_kept() -> None:
    store = Store[Drawn](MOST_FIGURES, MOST_LETTERS)

    def fails() -> Drawn:
        raise ValueError("no such colour")

    with pytest.raises(ValueError, match="no such colour"):
        store.get(b"a", fails)
    assert store.get(b"a", lambda: small(1)).size


def test_nothing_can_be_changed_in_a_kept_figure() -> None:
    drawn = Drawn(go.Figure(go.Bar(x=[1, 2])))
    drawn.to_dict()["data"] = ()
    assert drawn.to_dict()["data"][0]["x"] == (1, 2)


def test_an_answer_is_worked_out_once_for_each_version(facts: Facts) -> None:
    worked_out = []

    @remembered
    def answer(facts: Facts, key: str) -> str:
        worked_out.append(key)
        return f"{key} {facts.data_version}"

    other = replace(facts)
    for asked in (facts, facts, other):
        assert answer(asked, "K01") == f"K01 {facts.data_version}"
    assert len(worked_out) == 2


def test_no_more_is_remembered_than_there_is_room_for(facts: Facts) -> None:
    full = replace(facts)
    full.answers.update({(number,): None for number in range(MOST_ANSWERS)})
    key = next(key for key in facts.registry.computed() if common_move(facts, key, 2024))
    assert common_move(full, key, 2024) == common_move(facts, key, 2024)
    assert len(full.answers) == MOST_ANSWERS


@pytest.fixture
def swappable(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database of the test's own that the pages read."""
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path / storage.FILE_NAME
    st.cache_resource.clear()


def _shows() -> None:
    import gc
    import weakref

    import streamlit as st

    from dashboard.screen import session

    shown = session.facts()
    st.session_state["shown"] = weakref.ref(shown)
    st.session_state["is seen"] = any(one is shown.assessor for one in gc.get_objects())


def swap(path: Path) -> None:
    beside = path.with_name("beside.duckdb")
    shutil.copyfile(path, beside)
    os.utime(beside)
    beside.replace(path)


def test_old_facts_go_when_a_database_is_swapped_in_and_the_new_lie_out_of_sight(swappable: Path) -> None:
    app, shown = AppTest.from_function(_shows, default_timeout=60), []
    for _ in range(2):
        swap(swappable)
        shown.append(app.run().session_state["shown"])
        assert not app.session_state["is seen"], "the collector goes through the facts after every run"
    assert [one() is None for one in shown] == [True, False]
