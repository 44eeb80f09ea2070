"""Tidy rows with a declared column each: what open data files hold, whatever their form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dashboard.opendata.licences import Licence

Kind = Literal["string", "integer", "number", "boolean", "date"]
"""As a Frictionless table schema calls them."""
Form = Literal["csv", "json", "parquet"]
Cell = str | int | float | bool | None


class Column(NamedTuple):
    """A column: its name in the file, its kind, and what it holds, in Swedish. allowed: its only values, if few."""

    name: str
    kind: Kind
    about: str
    allowed: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Rows:
    """A table for programs.

    Attributes:
        name: what its files are called, without ending. title, about: in words.
        cells: makes the rows: unrounded numbers, None where nothing is known.
        forms: the endings of its files.
        sources: how they must be named; licences: of all that is in it.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    cells: Callable[[], Iterable[tuple[Cell, ...]]]
    sources: tuple[str, ...]
    licences: tuple[Licence, ...]
    forms: tuple[Form, ...] = ("csv",)
