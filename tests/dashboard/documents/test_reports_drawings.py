"""Drawings of documents: the same numbers as the screen, no text over another or off the sheet, no colour alone."""

import re
import threading
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from made_document import CARS, map_of, series, spread_of
from matplotlib.ft2font import FT2Font

from dashboard.blocks.drawing import Drawing, Map, SeriesContent, SpreadContent
from dashboard.blocks.table import table
from dashboard.content.facts import Facts
from dashboard.drawings import drawings, fonts
from dashboard.drawings.drawings import Frame
from dashboard.drawings.sheet import Box, Sheet, wrapped
from dashboard.figures.scales import Scale, year_ticks
from dashboard.figures.series import Band, Line
from dashboard.figures.spacing import apart
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import number

REGISTRY = registry_file.load()
COMPUTED = REGISTRY.computed()
PAPER, ROOM = Frame(467.0), Frame(864.0, 21.0, 0.76)
EMPTY = table("Tom", "tom", [], "Källa")


def over(one: Box, other: Box) -> bool:
    """Whether two texts cover one another by more than a hair."""
    across = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > 1 and high > 1


def assert_readable(sheet: Sheet, text: float) -> None:
    """Every text is on the sheet, large enough, and none covers another."""
    assert sheet.boxes
    for box in sheet.boxes:
        assert box.left >= -1, box
        assert box.right <= sheet.width + 1, box
        assert -0.2 * text <= box.bottom, box
        assert box.top <= sheet.height + 0.2 * text, box
        assert box.top - box.bottom >= text - 1e-9
    clashes = [(a.text, b.text) for a, b in combinations(sheet.boxes, 2) if over(a, b)]
    assert clashes == []


def series_of(lines: list[Line], breaks: dict[int, str] | None = None, band: Band | None = None) -> SeriesContent:
    return SeriesContent(lines, "%", 1, breaks or {}, True, "Text.", EMPTY, band)


# ───────────── Real indicators ─────────────


@pytest.mark.parametrize("frame", [PAPER, ROOM], ids=["paper", "room"])
@pytest.mark.parametrize("key", COMPUTED)
def test_a_series_of_every_indicator_is_readable_and_names_every_line_with_its_last_value(
    key: str, frame: Frame, facts: Facts
) -> None:
    block = series(facts, key, "0127").drawing
    assert isinstance(block, SeriesContent)
    sheet = drawings.sheet(block, frame)
    assert_readable(sheet, frame.text)
    said = " ".join(box.text for box in sheet.boxes).replace("\u00a0", " ")
    for line in block.lines:
        last = number(line.values[max(line.values)], block.decimals).replace("\u00a0", " ")
        assert f"{line.name} {last}" in said


@pytest.mark.parametrize("frame", [PAPER, ROOM], ids=["paper", "room"])
@pytest.mark.parametrize("key", COMPUTED)
def test_a_spread_of_every_indicator_says_every_municipality_and_its_value(
    key: str, frame: Frame, facts: Facts
) -> None:
    block = spread_of(facts, key, "0127").drawing
    assert isinstance(block, SpreadContent)
    sheet = drawings.sheet(block, frame)
    said = [box.text for box in sheet.boxes]
    for name, value, _ in block.rows:
        assert name in said
        assert number(value, block.decimals) in said
    for box in sheet.boxes:
        assert box.left >= -1
        assert box.right <= sheet.width + 1


@pytest.mark.parametrize("frame", [PAPER, ROOM], ids=["paper", "room"])
@pytest.mark.parametrize("key", [key for key in COMPUTED if REGISTRY.indicators[key].bins])
def test_a_map_says_every_name_and_value_and_its_classes(key: str, frame: Frame, facts: Facts) -> None:
    block = map_of(facts, key).drawing
    assert isinstance(block, Map)
    sheet = drawings.sheet(block, frame)
    assert_readable(sheet, frame.text)
    said = [box.text for box in sheet.boxes]
    for words in [*block.labels.values(), *((text,) for _, text in block.legend)]:
        assert set(words) <= set(said)


def test_a_map_of_the_whole_country_has_no_labels_but_classes(facts: Facts) -> None:
    block = map_of(facts, CARS, "riket").drawing
    assert isinstance(block, Map)
    sheet = drawings.sheet(block, PAPER)
    assert [box.text for box in sheet.boxes] == [words for _, words in [*block.legend[-2::-1], block.legend[-1]]]


# ───────────── Rules ─────────────


def strokes(svg: bytes) -> list[str]:
    return re.findall(r'<path d="([^"]+)"[^>]*style="fill: none[^"]*stroke-dasharray: ([^;"]+)', svg.decode())


def test_a_gap_is_dotted_and_nothing_is_drawn_across_a_break() -> None:
    line = Line("Ett", {2015: 1.0, 2016: 2.0, 2019: 3.0, 2020: 4.0, 2021: 5.0}, "home")
    whole, broken = (drawings.svg(series_of([line], breaks), PAPER) for breaks in ({}, {2019: "ny metod"}))
    assert len(strokes(whole)) == 1
    assert [dash for _, dash in strokes(whole)] != [dash for _, dash in strokes(broken)]
    assert "bryts 2019" in [box.text for box in drawings.sheet(series_of([line], {2019: "ny metod"}), PAPER).boxes]
    assert "bryts 2019" not in [box.text for box in drawings.sheet(series_of([line]), PAPER).boxes]


def test_a_surveys_interval_and_a_forecasts_band_change_the_drawing_and_its_scale() -> None:
    plain = Line("Ett", {2019: 10.0, 2021: 12.0}, "home")
    surveyed = replace(plain, ends={2019: (5.0, 15.0), 2021: (8.0, 40.0)})
    band = Band([2021, 2025], [12.0, 10.0], [12.0, 60.0])
    ticks = []
    for block in (series_of([plain]), series_of([surveyed]), series_of([plain], band=band)):
        texts = [box.text for box in drawings.sheet(block, PAPER).boxes]
        ticks.append(max(float(text.replace(",", ".")) for text in texts if re.fullmatch(r"\d{1,2}(,\d)?", text)))
    assert ticks[0] < ticks[1] < ticks[2]
    assert drawings.svg(series_of([surveyed]), PAPER).count(b"<path") > drawings.svg(series_of([plain]), PAPER).count(
        b"<path"
    )


def test_a_chart_without_values_is_an_empty_frame() -> None:
    assert drawings.svg(series_of([Line("Ett", {}, "home")]), PAPER).startswith(b"<?xml")


def test_the_same_block_is_the_same_bytes_and_needs_no_font(facts: Facts) -> None:
    block = series(facts).drawing
    one, other = drawings.svg(block, PAPER), drawings.svg(block, PAPER)
    assert one == other
    assert b"<text" not in one
    assert b"font-family" not in one
    assert drawings.sheet(block, PAPER).png(60).startswith(b"\x89PNG")


def test_threads_draw_the_same_as_one(facts: Facts) -> None:
    blocks: list[Drawing] = [figure(facts).drawing for figure in (series, spread_of, map_of)]
    alone = [drawings.svg(block, PAPER) for block in blocks]
    by_thread: dict[int, list[bytes]] = {}

    def draw(number: int) -> None:
        by_thread[number] = [drawings.svg(block, PAPER) for block in blocks]

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(by_thread.values()) == [alone] * 3


# ───────────── Fonts, scales, labels ─────────────


@pytest.mark.parametrize("weight", list(fonts.OWN))
def test_our_own_font_has_the_signs_our_texts_need(weight: int) -> None:
    font = FT2Font(str(fonts.OWN[weight]))
    assert font.family_name.startswith("Malkollen Sans")
    assert {ord(sign) for sign in "åäöÅÄÖé–−≈×→←↑↓≤≥±▲▼■◆●○₀₁₂₉½²°§%…”’•\u00a0\u202f\u2011"} <= set(font.get_charmap())
    assert Path(fonts.OWN[weight]).stat().st_size < 200_000


def test_the_font_keeps_its_licence_and_not_its_reserved_name() -> None:
    data = fonts.OWN[400].read_bytes()
    names = FT2Font(str(fonts.OWN[400])).get_sfnt().items()
    texts = {key[3]: value.decode("utf-16-be") for key, value in names if key[0] == 3}
    assert "Open Font License" in texts[13]
    assert "Reserved Font Name" in texts[0]  # the copyright line stays as it was
    assert not any("Source" in text for place, text in texts.items() if place in (1, 3, 4, 6, 16, 17))
    assert data[:4] == b"\x00\x01\x00\x00"
    assert (fonts.FOLDER / "LICENSE.txt").exists()


def test_what_no_font_has_is_a_square_and_controls_are_gone() -> None:
    assert fonts.shown("a\u030a \x07漢 Łódź\t\u200b\n") == "å □ Łódź \n"


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_are_even_within_the_axis_and_no_more_than_asked_for(low: float, span: float, most: int) -> None:
    scale = Scale(low, low + span, 0, 100)
    ticks = [value for value, _ in scale.ticks(most)]
    assert 1 <= len(ticks) <= most + 1
    assert all(low - span * 1e-6 <= value <= low + span * 1.000001 for value in ticks)
    texts = [text for _, text in scale.ticks(most)]
    assert len(set(texts)) == len(texts)
    assert not any("." in text or "-" in text for text in texts)


@given(st.lists(st.integers(1990, 2050), min_size=1, max_size=40, unique=True), st.integers(2, 20))
def test_named_years_are_within_the_series_and_never_more_than_room(years: list[int], room: int) -> None:
    found = year_ticks(sorted(years), room)
    assert found
    assert all(min(years) <= year <= max(years) for year in found)
    assert len(found) <= max(room, 2) + 1


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), max_size=8))
def test_labels_moved_apart_do_not_cover_one_another(spots: list[tuple[float, float]]) -> None:
    sizes = [(50.0, 20.0)] * len(spots)
    found = apart(spots, sizes, (0.0, 0.0, 400.0, 400.0))
    for (x, y), (u, v) in combinations(found, 2):
        assert abs(x - u) >= 49 or abs(y - v) >= 19


def test_labels_that_are_apart_stay() -> None:
    spots = [(50.0, 50.0), (200.0, 60.0)]
    assert apart(spots, [(40.0, 20.0)] * 2, (0.0, 0.0, 300.0, 300.0)) == spots


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_wrapped_keeps_every_word(text: str) -> None:
    assert " ".join(wrapped(text, 60, 9.5)) == fonts.shown(text)
