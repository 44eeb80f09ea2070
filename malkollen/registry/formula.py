"""Formulas of indicators: arithmetic over measures, written as SQL and read by DuckDB's own parser.

The parser also takes subqueries, functions that read files and much else, so every node of the parsed tree is
walked and only columns that are measures, numbers, + - * / and nullif pass.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from operator import add, mul, neg, pos, sub, truediv
from typing import Any

from duckdb import DuckDBPyConnection

from malkollen.database import storage

OPERATORS: dict[str, Callable[[float, float], float]] = {"+": add, "-": sub, "*": mul, "/": truediv}
SIGNS: dict[str, Callable[[float], float]] = {"+": pos, "-": neg}
Node = dict[str, Any]


class FormulaError(ValueError):
    """Why a formula is refused, in Swedish, without file and key (the registry adds them)."""


@dataclass(frozen=True)
class Formula:
    """A checked formula.

    Attributes:
        text: the SQL expression as written.
        measures: the measures it reads, in order of appearance.
        is_ratio: whether it divides by a measure; otherwise it is a total.
        tree: the parsed expression.
    """

    text: str
    measures: tuple[str, ...]
    is_ratio: bool
    tree: Node = field(compare=False, repr=False)

    @property
    def is_one_division(self) -> bool:
        """Whether it is one numerator over one denominator, so that a change can be split between them."""
        return self.is_ratio and self.tree.get("function_name") == "/"

    @property
    def factor(self) -> float:
        """The constant a numerator is multiplied by: 100 for a share, 1000 for a number per 1 000 inhabitants."""
        return _factor(_arguments(self.tree)[0]) if self.is_one_division else _factor(self.tree)

    @property
    def counted(self) -> tuple[str, ...]:
        """The measures that the numerator reads; of a total, all."""
        return _measures(_arguments(self.tree)[0] if self.is_one_division else self.tree)

    @property
    def divided_by(self) -> tuple[str, ...]:
        """The measures that the denominator reads; none of a total."""
        return _measures(_arguments(self.tree)[1]) if self.is_one_division else ()

    def numerator(self, values: Mapping[str, float]) -> float:
        """The numerator with its factor (a total: the whole formula), from the value of each measure."""
        return _compute(_arguments(self.tree)[0] if self.is_one_division else self.tree, values)

    def denominator(self, values: Mapping[str, float]) -> float:
        """The denominator from the value of each measure; 1 for a total."""
        return _compute(_arguments(self.tree)[1], values) if self.is_one_division else 1.0


@cache
def parse(text: str) -> Formula:
    """Reads a formula; FormulaError if it is more than arithmetic or a division is unguarded."""
    if "--" in text or "/*" in text or ";" in text:
        raise FormulaError("kommentarer och semikolon får inte stå i en formel")
    measures: list[str] = []
    with _parser().cursor() as db:  # one a question: threads may ask at once
        tree = _expression(db, text)
        is_ratio = _walk(tree, measures)
        _walk(_expression(db, f"({text})"), [])  # as it will be evaluated: inside a larger expression
    if not measures:
        raise FormulaError("formeln läser ingen grunduppgift")
    return Formula(text, tuple(dict.fromkeys(measures)), is_ratio, tree)


@cache
def _parser() -> DuckDBPyConnection:
    """DuckDB with nothing in it, opened once: to open it takes longer than to read every formula there is."""
    return storage.connect()


def _expression(db: DuckDBPyConnection, text: str) -> Node:
    """Parses one bare expression: no FROM, WHERE or alias around it."""
    row = db.execute("SELECT json_serialize_sql(?)", [f"SELECT {text}"]).fetchone()
    parsed: Node = json.loads(row[0]) if row else {"error": True}
    if parsed["error"] or len(parsed["statements"]) != 1:
        raise FormulaError(f"går inte att läsa som ett uttryck: {text}")
    node = parsed["statements"][0]["node"]
    extras = ("where_clause", "having", "sample", "qualify")
    if (
        node["type"] != "SELECT_NODE"
        or node["from_table"]["type"] != "EMPTY"
        or len(node["select_list"]) != 1
        or node["modifiers"]
        or node["group_expressions"]
        or node["cte_map"]["map"]
        or node["aggregate_handling"] != "STANDARD_HANDLING"
        or any(node[part] for part in extras)
    ):
        raise FormulaError("bara ett räkneuttryck över grunduppgifter får stå här")
    expression: Node = node["select_list"][0]
    return expression


def _walk(node: Node, measures: list[str]) -> bool:
    """Collects the measures of a node; True where it divides by one."""
    if node.get("alias"):
        raise FormulaError(f"namn på uttryck får inte stå i en formel: {node['alias']}")
    if node["class"] == "COLUMN_REF":
        if len(node["column_names"]) != 1:
            raise FormulaError(f"en grunduppgift skrivs utan punkt: {'.'.join(node['column_names'])}")
        measures.append(node["column_names"][0])
        return False
    if node["class"] == "CONSTANT":
        if not _is_number(node["literal"]):
            raise FormulaError("bara ändliga tal får stå som konstanter")
        return False
    if node["class"] != "FUNCTION":
        raise FormulaError(f"bara + - * / och nullif är tillåtna, inte {node['type'].lower()}")
    return _walk_function(node, measures)


def _walk_function(node: Node, measures: list[str]) -> bool:
    name = node["function_name"]
    arguments = _arguments(node)
    if name == "nullif" and _is_bare(node):
        if len(arguments) != 2 or not _is_zero(arguments[1]):
            raise FormulaError("nullif får bara stå som nullif(…, 0)")
        return _walk(arguments[0], measures)
    if name not in OPERATORS or not node["is_operator"]:
        raise FormulaError(f"bara + - * / och nullif är tillåtna, inte {name}")
    if len(arguments) != 2 and name not in ("+", "-"):
        raise FormulaError(f"{name} ska stå mellan två uttryck")
    divides = name == "/" and _divides_by_measure(arguments[1])
    return any([_walk(argument, measures) for argument in arguments]) or divides  # noqa: C419 - every argument is walked


def _measures(node: Node) -> tuple[str, ...]:
    """The measures of a checked expression, each once."""
    measures: list[str] = []
    _walk(node, measures)
    return tuple(dict.fromkeys(measures))


def _is_bare(node: Node) -> bool:
    return not (node["schema"] or node["catalog"] or node["distinct"] or node["filter"])


def _is_number(literal: Node) -> bool:
    return literal.get("kind") in {"INTEGER", "NUMERIC"} and isfinite(float(literal["text"]))


def _is_zero(node: Node) -> bool:
    return node["class"] == "CONSTANT" and _is_number(node["literal"]) and float(node["literal"]["text"]) == 0


def _divides_by_measure(divisor: Node) -> bool:
    """Checks a divisor: a constant that is not zero (False) or nullif(…, 0) (True)."""
    if divisor["class"] == "CONSTANT" and not _is_zero(divisor):
        return False
    if divisor["class"] == "FUNCTION" and divisor["function_name"] == "nullif":
        return True
    raise FormulaError("division kräver nullif(…, 0) eller ett tal som inte är noll som nämnare")


def _arguments(node: Node) -> list[Node]:
    return [argument["expression"] for argument in node["arguments"]]


def _compute(node: Node, values: Mapping[str, float]) -> float:
    """The value of a checked expression; the guard of a denominator is the denominator itself."""
    if node["class"] == "COLUMN_REF":
        return values[node["column_names"][0]]
    if node["class"] == "CONSTANT":
        return float(node["literal"]["text"])
    parts = [_compute(argument, values) for argument in _arguments(node)]
    if node["function_name"] == "nullif":
        return parts[0]
    return SIGNS[node["function_name"]](*parts) if len(parts) == 1 else OPERATORS[node["function_name"]](*parts)


def _factor(node: Node) -> float:
    """The product of the constants that a product begins or ends with; 1 where there is none."""
    if node["class"] == "CONSTANT":
        return float(node["literal"]["text"])
    if node.get("function_name") != "*":
        return 1.0
    first, second = (_factor(argument) for argument in _arguments(node))
    return first * second
