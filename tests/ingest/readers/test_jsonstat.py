"""JSON-stat 2.0 as PxWebApi 2 gives it: both forms of every part, missing is never zero, nothing is misread."""

import json
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pxweb_server import cells

from ingest.readers import jsonstat
from malkollen import ROOT
from malkollen.errors import SourceError

FIXTURE = ROOT / "tests" / "fixtures" / "scb" / "population_sparse.json"
PUBLISHED = ROOT.parent / "shared" / "published" / "scb"
needs_published = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the publisher's example answers are not here")
CODES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)


def read(content: object) -> jsonstat.Dataset:
    return jsonstat.dataset("SCB TAB1", json.dumps(content).encode())


def small(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    content = {
        "class": "dataset", "label": "x", "updated": "2026-01-01T00:00:00Z", "id": ["A", "B"], "size": [2, 3],
        "dimension": {
            "A": {"label": "a", "category": {"index": {"a2": 1, "a1": 0}, "label": {"a1": "ett", "a2": "två"}}},
            "B": {"label": "b", "category": {"index": ["b1", "b2", "b3"]}},
        },
        "value": [1, 2, 3, 4, None, 0], "status": {"4": ".."},
    }  # fmt: skip
    return content | changes


def values(found: jsonstat.Dataset) -> dict[tuple[str, ...], float | None]:
    return {cell.codes: cell.value for cell in cells(found, found.codes())}


def test_the_fixture_reads_as_it_says() -> None:
    dataset = jsonstat.dataset("SCB TAB628", FIXTURE.read_bytes())
    assert {cell.codes: (cell.value, cell.status) for cell in cells(dataset, ["Tid", "Region"])} == {
        ("2024", "00"): (10587710.0, ""),
        ("2024", "0126"): (114304.0, ""),
        ("2024", "0127"): (95905.0, ""),
        ("2024", "0136"): (100895.0, ""),
        ("2024", "1917"): (None, "missing"),
    }
    assert dataset.dimension("Region").total == "00"
    assert dataset.dimension("Region").labels["0126"] == "Huddinge"
    assert dataset.updated == "2025-02-21T07:00:00Z"


def test_the_last_variable_is_fastest_and_places_rule_the_order_of_codes() -> None:
    assert values(read(small())) == {
        ("a1", "b1"): 1, ("a1", "b2"): 2, ("a1", "b3"): 3, ("a2", "b1"): 4, ("a2", "b2"): None, ("a2", "b3"): 0,
    }  # fmt: skip


def test_what_a_sparse_answer_leaves_out_is_missing_and_never_zero() -> None:
    found = read(small(value={"0": 1, "5": 0}, status={}))
    assert [cell.value for cell in cells(found, ["A", "B"])] == [1, None, None, None, None, 0]
    assert {cell.status for cell in cells(found, ["A", "B"])} == {"", "missing"}


def test_dots_say_that_there_is_no_figure_whatever_stands_in_value() -> None:
    found = read(small(value=[0, 0, 0, 0, 0, 0], status={"0": "..", "1": ".", "2": "...", "3": "p"}))
    assert [(cell.value, cell.status) for cell in cells(found, ["A", "B"])][:5] == [
        (None, "missing"), (None, "not_applicable"), (None, "missing"), (0.0, "preliminary"), (0.0, ""),
    ]  # fmt: skip


def test_what_a_label_calls_preliminary_is_so_and_a_figure_that_is_missing_is_that() -> None:
    labelled = small()
    labelled["dimension"]["B"]["category"]["label"] = {"b2": "2025 preliminära uppgifter"}
    early = ["", "preliminary", "", "", "missing", ""]
    assert [cell.status for cell in cells(read(labelled), ["A", "B"])] == early
    whole = ["preliminary"] * 4 + ["missing", "preliminary"]
    assert [cell.status for cell in cells(read(small(label="Folkmängd, prel.")), ["A", "B"])] == whole


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"class": "collection"}, "inte JSON-stat"),
        ({"id": ["A", "A"]}, "saknar variabler"),
        ({"id": []}, "saknar variabler"),
        ({"id": ["A", "C"]}, "variabeln 'C' saknar sina koder"),
        ({"size": [3, 2]}, "size är [3, 2] men variablerna har [2, 3] värden"),
        ({"size": None}, "size är None"),
        ({"value": [1, 2, 3]}, "value har 3 poster men tabellen 6 celler"),
        ({"value": {"6": 1}}, "value har platsen '6' men tabellen 6 celler"),
        ({"value": {"-1": 1}}, "platsen '-1'"),
        ({"value": {"9" * 5000: 1}}, "platsen '999"),
        ({"value": {"²": 1}}, "platsen '²'"),
        ({"value": None}, "value saknas"),
        ({"value": ["1", 2, 3, 4, 5, 6]}, "värdet '1' är inte ett tal"),
        ({"value": [True, 2, 3, 4, 5, 6]}, "är inte ett tal"),
        ({"value": [10**400, 2, 3, 4, 5, 6]}, "för stort"),
        ({"status": ["..", ".."]}, "status har 2 poster"),
        ({"dimension": {"A": {"category": {"index": {"a1": 0, "a2": 2}}}, "B": {}}}, "variabeln 'A' har inga läsbara"),
        ({"dimension": {"A": {"category": {"index": {"a1": 0, "a2": 0}}}, "B": {}}}, "variabeln 'A' har inga läsbara"),
        ({"dimension": {"A": {"category": {"index": ["a1", "a1"]}}, "B": {}}}, "variabeln 'A' har inga läsbara"),
    ],
)
def test_what_does_not_fit_together_is_one_swedish_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(SourceError, match=r"^SCB TAB1: ") as error:
        read(small(**changes))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html><title>Underh\xe5ll</title>", b"", b'{"class": "dataset"', b"[" * 100_000, b"\xff\xfe", b"NaN"],
)
def test_what_is_not_json_is_said(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"^SCB TAB1: svaret är inte (JSON|ett JSON-objekt)"):
        jsonstat.dataset("SCB TAB1", content)


def test_nan_is_not_a_figure() -> None:
    with pytest.raises(SourceError, match="inte JSON"):
        jsonstat.dataset("SCB TAB1", json.dumps(small()).replace("null", "NaN").encode())


def test_a_variable_with_several_values_is_never_dropped() -> None:
    with pytest.raises(SourceError, match="variabeln 'B' har flera värden"):
        read(small()).columns(["A"])


@given(st.lists(st.lists(CODES, min_size=1, max_size=4, unique=True), min_size=1, max_size=3), st.data())
def test_every_form_of_one_table_reads_the_same(codes: list[list[str]], data: st.DataObject) -> None:
    every = list(product(*codes))
    numbers = data.draw(st.lists(st.none() | st.integers(0, 10**6), min_size=len(every), max_size=len(every)))
    names = [f"D{index}" for index in range(len(codes))]
    as_list = data.draw(st.booleans())
    category = {
        name: {"category": {"index": own if as_list else {code: index for index, code in enumerate(own)}}}
        for name, own in zip(names, codes, strict=True)
    }
    sparse = {str(index): number for index, number in enumerate(numbers) if number is not None}
    base = {"class": "dataset", "id": names, "size": [len(own) for own in codes], "dimension": category}
    expected = dict(zip(every, numbers, strict=True))
    assert values(read(base | {"value": numbers})) == expected
    assert values(read(base | {"value": sparse})) == expected


def _places(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [path, *(place for key, entry in inner for place in _places(entry, (*path, key)))]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 7) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=4,
)


@given(st.data())
def test_a_damaged_answer_is_an_error_of_ours_or_keeps_its_shape(data: st.DataObject) -> None:
    """Never a traceback of another kind, and never more or fewer cells than the variables say."""
    content: Any = small()
    path = data.draw(st.sampled_from(_places(content)))
    junk = data.draw(JUNK)
    if path:
        inner = content
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = junk
    else:
        content = junk
    try:
        dataset = read(content)
    except SourceError:
        return
    assert len(cells(dataset, dataset.codes())) == len(dataset.values)
    before = values(read(small()))
    for codes, value in values(dataset).items():
        is_touched = path[0] in ("value", "status", "dimension", "size")
        assert is_touched or value == before[codes]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for read_it in (jsonstat.dataset, jsonstat.metadata):
        with pytest.raises(SourceError):
            _call(read_it, content)


def _call(read_it: Callable[[str, bytes], object], content: bytes) -> None:
    read_it("SCB TAB1", content)


@needs_published
@pytest.mark.parametrize(
    "name",
    [
        "archive_examples_table-metadata-example-jsonstat-nocomments.json",
        "archive_examplesAsJson_dataset-meta.json",
    ],
)
def test_the_publishers_own_metadata_is_read(name: str) -> None:
    dataset = jsonstat.metadata("SCB TAB638", (PUBLISHED / name).read_bytes())
    assert dataset.codes() == ["Region", "Civilstand", "Alder", "Kon", "ContentsCode", "Tid"]
    assert [len(dimension.codes) for dimension in dataset.dimensions] == [312, 4, 102, 2, 2, 1]
    assert (dataset.dimension("Region").total, dataset.dimension("Alder").total) == ("00", "tot")
    assert dataset.dimension("Kon").is_eliminable
    assert not dataset.dimension("Tid").is_eliminable
    assert len([code for code in dataset.dimension("Region").codes if len(code) == 4]) == 290
    assert dataset.updated == "2022-02-07T14:32:00Z"


@needs_published
@pytest.mark.parametrize(
    "path", sorted(PUBLISHED.glob("archive*.json")) or [PUBLISHED], ids=lambda path: path.stem.removeprefix("archive_")
)
def test_every_published_example_is_read_or_refused_in_one_line(path: Path) -> None:
    """Some carry comments and are not strict JSON; others are lists of tables."""
    for read_it in (jsonstat.metadata, jsonstat.dataset):
        with suppress(SourceError):
            _call(read_it, path.read_bytes())
