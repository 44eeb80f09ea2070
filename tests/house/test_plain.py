"""Text as text: what a name, an address or a fault may hold, in markdown, in HTML and in charts.

That Streamlit's own reader shows the same letters is tried in a browser: tests/browser/test_browser_hostile.py.
"""

import re
from collections.abc import Callable

import plotly.graph_objects as go
import pytest
import streamlit
from as_shown import as_shown
from hypothesis import given, strategies as st

from dashboard import plain
from dashboard.content.transit import access
from dashboard.figures.pace import Row
from dashboard.figures.series import Line
from dashboard.figures.travel import Bar
from dashboard.screen import choices
from dashboard.screen.charts import (
    charts,
    commuting_chart,
    distribution_chart,
    pace_chart,
    parts_chart,
    series_chart,
)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Elbilar i personbilsflottan, 10,6 % (2025)", "Elbilar i personbilsflottan, 10,6 % (2025)"),
        ("a * b_c: 5 $ och #2", r"a \* b\_c\: 5 \$ och \#2"),
        ("![x](http://a.se/a.png)", "\\!\\[x\\](http\\:\u2060//a.se/a.png)"),
        ("# Rubrik\n\n**fet**\t|x|", r"\# Rubrik \*\*fet\*\* \|x\|"),
        ("1. ett", r"1\. ett"),
        ("- ett", r"\- ett"),
        (":material/home: :smile:", r"\:material\/home\: \:smile\:"),
        (":streamlit:", "\\:streamlit\u2060\\:"),
        ("a -> b", "a \u2060-\\> b"),
        ("www.a.se, b@c.se", "www\u2060.a.se, b@\u2060c.se"),
        ("\x1b[2J\u202e", r"\\x1b\[2J\\u202e"),
    ],
)
def test_what_means_something_in_markdown_is_kept_from_it(text: str, escaped: str) -> None:
    assert plain.markdown(text) == escaped


@given(st.text(st.sampled_from("ab1 \\`*_[]<>#|~$:&!-+=.)(@/{}^\"'"), max_size=30))
def test_the_letters_stay_and_stand_on_one_line(text: str) -> None:
    assert as_shown(plain.markdown(text)) == re.sub(" +", " ", text).strip(" ")
    assert "\n" not in plain.markdown(f"{text}\n{text}")


def test_a_files_name_holds_no_path() -> None:
    assert plain.file_name("rackhall_stop-../../etc/\x1bpasswd_0730.csv") == "rackhall_stop-.._.._etc_passwd_0730.csv"
    assert plain.file_name("malkollen_elbilar_2025–2026.csv") == "malkollen_elbilar_2025–2026.csv"


def test_nothing_is_put_into_an_address_in_a_chart() -> None:
    assert plain.chart("https://a.se/%{x}?a&b") == "https://a.se/%&#123;x}?a&amp;b"


def test_lists_show_text_and_buttons_markdown() -> None:
    assert choices._spoken(streamlit.selectbox, str)("**a**\x1b") == "**a**\\x1b"
    assert choices._spoken(streamlit.radio, str)("**a**") == r"\*\*a\*\*"
    assert choices._spoken(streamlit.segmented_control, str)("**a**") == r"\*\*a\*\*"


NASTY = '<a href="http://leak.invalid">l</a><b>f</b> &lt; %{x}'
CLASSES = access.legend(next(iter(access.METHODS)))
CHARTS: dict[str, Callable[[], go.Figure]] = {
    "spread": lambda: charts.spread([(NASTY, 1.0, "member")], [(NASTY, 1.0, "home")], [1.0, 2.0], NASTY, NASTY, 1),
    "bars": lambda: charts.bars([(NASTY, 1.0, "home")], 1),
    "parts": lambda: parts_chart.parts([(NASTY, 1.0)], NASTY, 1),
    "standing": lambda: parts_chart.standing([(NASTY, 50.0, NASTY)]),
    "series": lambda: series_chart.figure([Line(NASTY, {2020: 1.0, 2021: 2.0}, "home")], NASTY, 1, {}, from_zero=True),
    "pace": lambda: pace_chart.figure([Row(NASTY, 1.0, 2.0, NASTY, "home")], NASTY, (0.0, 3.0), has_zero=True),
    "both ways": lambda: commuting_chart.both_ways([(NASTY, 1, 2)]),
    "distribution": lambda: distribution_chart.figure(
        [(NASTY, 1.0, "member")], [], [(NASTY, [1.0, 2.0]), (NASTY, [3.0])], NASTY, 1
    ),
    "classes": lambda: parts_chart.classes_figure([Bar(NASTY, tuple([20.0] * 5))], CLASSES),
}


@pytest.mark.parametrize("name", CHARTS)
def test_no_name_is_a_tag_or_a_pattern_in_a_chart(name: str) -> None:
    drawn = str(CHARTS[name]().to_plotly_json())
    assert "<a" not in drawn
    assert "<b>f" not in drawn
    assert "%{x}" not in drawn
    assert "&lt;a" in drawn
    assert "&amp;lt;" in drawn
