"""A formula is guarded arithmetic over measures and nothing else."""

from math import isfinite

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from malkollen.registry.formula import FormulaError, parse

ACCEPTED = [
    ("population", ("population",), False),
    ("in_commuters + out_commuters", ("in_commuters", "out_commuters"), False),
    ("population - near", ("population", "near"), False),
    ("100.0 * electric / nullif(cars, 0)", ("electric", "cars"), True),
    ("(electric + hybrid) / nullif(points, 0)", ("electric", "hybrid", "points"), True),
    ("kw / nullif(1.3 * (electric + trucks) + 0.8 * hybrid, 0)", ("kw", "electric", "trucks", "hybrid"), True),
    ("b / nullif(a, 0) + b", ("b", "a"), True),
    ("cycle_network_m / 1000", ("cycle_network_m",), False),
    ("-a * 1.5e3", ("a",), False),
    ("NULLIF(a, 0.0)", ("a",), False),
    ("a\n  + b", ("a", "b"), False),
]

REFUSED = {
    "a subquery": "a * (SELECT 1)",
    "a subquery in a test": "EXISTS (SELECT 1)",
    "a function": "ln(a)",
    "an aggregate": "sum(a)",
    "a function that reads files": "read_csv('figures.csv')",
    "coalesce, which would make zero of missing": "coalesce(a, 0)",
    "a function with the name of an operator": '"+"(a, b)',
    "nullif of another schema": "main.nullif(a, 0)",
    "a list's function": "a.nullif(0)",
    "an alias": "a AS share",
    "an alias without AS": "a share",
    "a comment": "a -- och mer",
    "a comment in the middle": "a /* och mer */ + b",
    "a second statement": "a; DROP TABLE t",
    "FROM": "a FROM t",
    "WHERE": "a WHERE b",
    "GROUP BY": "a GROUP BY a",
    "HAVING": "a HAVING a",
    "QUALIFY": "a QUALIFY a",
    "ORDER BY": "a ORDER BY a",
    "LIMIT": "a LIMIT 1",
    "DISTINCT": "DISTINCT a",
    "ALL": "ALL a",
    "UNION": "a UNION SELECT b",
    "WITH": "WITH t AS (SELECT 1) SELECT a",
    "a sample": "a USING SAMPLE 1",
    "a named window": "a WINDOW w AS ()",
    "a window": "sum(a) OVER ()",
    "two expressions": "a, b",
    "a trailing comma": "a + b,",
    "a parenthesis left open": "(a + b",
    "parentheses that only balance in all": "a) + (b",
    "CASE": "CASE WHEN a THEN b END",
    "a cast": "a::INTEGER",
    "a cast in words": "CAST(a AS INTEGER)",
    "a string": "'a'",
    "division by a string": "a / '1'",
    "division by a word": "a / 'noll'",
    "a comparison": "a < b",
    "equality": "a = b",
    "BETWEEN": "a BETWEEN 1 AND 2",
    "IN": "a IN (1, 2)",
    "IS NULL": "a IS NULL",
    "NOT": "NOT a",
    "a tuple": "(a, b)",
    "a list": "[a, b]",
    "an element": "a[1]",
    "a parameter": "a * ?",
    "a numbered parameter": "a * $1",
    "a dotted name": "mart.a",
    "a position": "a + #1",
    "all columns": "*",
    "chosen columns": "COLUMNS('a')",
    "a lambda": "x -> x",
    "division of nothing": "/ 0",
    "division of nothing by a measure": "/ a",
    "remainder": "a % b",
    "whole division": "a // nullif(b, 0)",
    "a power": "a ** 2",
    "another power": "a ^ 2",
    "joined text": "a || b",
    "division by a measure": "a / b",
    "division by a sum of measures": "a / (b + c)",
    "division by a guarded quotient": "a / (b / nullif(c, 0))",
    "division by zero": "a / 0",
    "division by zero with decimals": "a / 0.0",
    "division by what rounds to zero": "a / 1e-400",
    "one guarded division hiding another": "a / nullif(b, 0) + a / b",
    "a guard that contains a division": "a / nullif(b / c, 0)",
    "nullif of another number": "nullif(a, 1)",
    "nullif of a text": "nullif(a, '0')",
    "nullif of a word": "nullif(a, 'noll')",
    "nullif of nothing": "nullif(a, NULL)",
    "nullif of a sum": "nullif(a, 1 - 1)",
    "nullif of three": "nullif(a, 0, 0)",
    "an infinite constant": "a * 1e400",
    "division by infinity": "a / 1e400",
    "NULL": "a + NULL",
    "true": "true",
    "a date": "DATE '2025-01-01'",
    "a constant without measures": "100.0",
    "nothing": "",
    "only spaces": "   ",
}


@pytest.mark.parametrize(("text", "measures", "is_ratio"), ACCEPTED)
def test_an_accepted_formula_says_its_measures_in_order_and_whether_it_is_a_ratio(
    text: str, measures: tuple[str, ...], is_ratio: bool
) -> None:
    formula = parse(text)
    assert (formula.text, formula.measures, formula.is_ratio) == (text, measures, is_ratio)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_everything_else_is_refused_with_a_reason_of_one_line(text: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert len(str(refused.value).splitlines()) == 1


def test_a_measure_keeps_its_letters_as_written() -> None:
    assert parse("Population + population").measures == ("Population", "population")


NAMES = st.sampled_from(["a", "b", "c"])
NUMBERS = st.integers(1, 9).map(str)


def _grow(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sums = st.tuples(part, st.sampled_from("+-*"), part).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
    quotients = st.tuples(part, part).map(lambda t: f"{t[0]} / nullif({t[1]}, 0)")
    return sums | quotients.map("({})".format)


@settings(max_examples=40)
@given(st.recursive(NAMES | NUMBERS, _grow, max_leaves=8).map("a + {}".format))
def test_guarded_arithmetic_is_accepted_and_never_infinite_inside_a_larger_query(text: str) -> None:
    formula = parse(text)
    assert set(formula.measures) <= {"a", "b", "c"}
    with duckdb.connect() as db:
        row = db.execute(
            f"SELECT CASE WHEN true THEN {text} END FROM (SELECT 0::DOUBLE AS a, 0::DOUBLE AS b, 2::DOUBLE AS c)"
        ).fetchone()
    assert row is not None
    assert row[0] is None or isfinite(row[0])


@given(st.text(alphabet="ab0 ()+-*/,;'\"", max_size=12))
def test_whatever_is_accepted_can_be_computed_inside_a_larger_query(text: str) -> None:
    try:
        formula = parse(text)
    except FormulaError:
        return
    columns = ", ".join('1.0 AS "{}"'.format(name.replace('"', '""')) for name in formula.measures)
    with duckdb.connect() as db:
        assert db.execute(f"SELECT CASE WHEN true THEN {text} END, 7 FROM (SELECT {columns})").fetchall()[0][1] == 7


@pytest.mark.parametrize(
    ("text", "factor", "numerator", "denominator"),
    [
        ("100.0 * a / nullif(b, 0)", 100.0, 200.0, 5.0),
        ("1000 * (a + b) / nullif(c, 0)", 1000.0, 7000.0, 10.0),
        ("a / nullif(1.3 * b + 0.8 * c, 0)", 1.0, 2.0, 14.5),
        ("b - a", 1.0, 3.0, 1.0),
        ("-a", 1.0, -2.0, 1.0),
    ],
)
def test_a_formula_computes_its_numerator_and_denominator(
    text: str, factor: float, numerator: float, denominator: float
) -> None:
    parsed, values = parse(text), {"a": 2.0, "b": 5.0, "c": 10.0}
    assert (parsed.factor, parsed.numerator(values), parsed.denominator(values)) == (factor, numerator, denominator)
    with duckdb.connect() as db:
        [(value,)] = db.execute(f"SELECT {text} FROM (SELECT 2.0::DOUBLE a, 5.0::DOUBLE b, 10.0::DOUBLE c)").fetchall()
    assert parsed.numerator(values) / parsed.denominator(values) == pytest.approx(value)
