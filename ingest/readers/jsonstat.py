"""JSON-stat 2.0 as PxWebApi 2 gives it: dimensions, and one value a cell, row by row with the last dimension fastest.

`category.index` may be an object or a list, `value` a list or an object of positions, `status` an object of positions.
A position without a figure is missing, and zero only where its status is a dash. A figure is preliminary where its
status is p, or the label of the table or of one of its codes says so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, prod
from typing import Any, NoReturn

from ingest.source import status_of
from malkollen.errors import SourceError
from malkollen.files import json_memory
from malkollen.texts.printable import excerpt

MOST_CELLS = 5_000_000
ZERO = ("-", "–")
PRELIMINARY = ("p", "P")
NOT_APPLICABLE = "."  # one dot: the figure cannot exist; more dots: not available or too uncertain
Json = dict[str, Any]


@dataclass(frozen=True)
class Dimension:
    """One variable of a table.

    Attributes:
        labels: the text of each code that has one.
        is_eliminable: left out of a question, the answer is for all its values together.
        total: the code that stands for all its values, where the publisher says which.
    """

    code: str
    codes: tuple[str, ...]
    labels: dict[str, str]
    is_eliminable: bool = False
    total: str | None = None


@dataclass(frozen=True)
class Dataset:
    """A table or a part of one.

    Attributes:
        values: one a cell, None where there is no figure; statuses: why there is none, or "preliminary" ("" where there
            is one as it will stand). Both are empty in metadata.
    """

    name: str
    label: str
    updated: str
    dimensions: tuple[Dimension, ...]
    values: tuple[float | None, ...] = ()
    statuses: tuple[str, ...] = ()

    def dimension(self, code: str) -> Dimension:
        """A variable by its code; SourceError where the table has none of that name."""
        for found in self.dimensions:
            if found.code == code:
                return found
        raise SourceError(f"{self.name}: variabeln '{excerpt(code)}' saknas; tabellen har {', '.join(self.codes())}")

    def codes(self) -> list[str]:
        """The codes of its variables, in order."""
        return [dimension.code for dimension in self.dimensions]

    def columns(self, names: Sequence[str]) -> dict[str, list[str]]:
        """The codes of some variables, one a cell, in the order of values; SourceError where another has several."""
        sizes = [len(dimension.codes) for dimension in self.dimensions]
        for dimension in self.dimensions:
            if dimension.code not in names and len(dimension.codes) != 1:
                raise SourceError(
                    f"{self.name}: variabeln '{excerpt(dimension.code)}' har flera värden i svaret, ett väntades"
                )
        places = {name: self.codes().index(self.dimension(name).code) for name in names}
        return {
            name: [code for code in self.dimensions[place].codes for _ in range(prod(sizes[place + 1 :]))]
            * prod(sizes[:place])
            for name, place in places.items()
        }


def load(name: str, content: bytes) -> Json:
    """A JSON object; SourceError where it is something else (a web page, half an answer).

    Args:
        name: what was asked for, as errors name it.
    """
    if json_memory.is_too_large(content):
        raise SourceError(f"{name}: svaret har fler delar än som läses; utgivaren svarade något annat än data")
    try:
        answer = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise SourceError(f"{name}: svaret är inte JSON; utgivaren svarade något annat än data") from None
    if not isinstance(answer, dict):
        raise SourceError(f"{name}: svaret är inte ett JSON-objekt")
    return answer


def metadata(name: str, content: bytes) -> Dataset:
    """A table without its values (they are empty in the publisher's metadata, whatever `size` says)."""
    return _described(name, load(name, content))


def dataset(name: str, content: bytes) -> Dataset:
    """A whole answer with its values; SourceError where sizes, codes or values do not fit together."""
    answer = load(name, content)
    described = _described(name, answer)
    sizes = [len(dimension.codes) for dimension in described.dimensions]
    if answer.get("size") != sizes:
        raise SourceError(f"{name}: size är {str(answer.get('size'))[:60]} men variablerna har {sizes} värden")
    count = prod(sizes)
    if count > MOST_CELLS:
        raise SourceError(f"{name}: {count} celler i ett svar; högst {MOST_CELLS} läses")
    statuses = _spread(name, "status", answer.get("status") or {}, count)
    values = _spread(name, "value", answer.get("value"), count)
    marked = [_cell(name, value, status) for value, status in zip(values, statuses, strict=True)]
    statuses_said = zip(marked, _preliminary(described), strict=True)
    return Dataset(
        name, described.label, described.updated, described.dimensions, tuple(value for value, _ in marked),
        tuple(status if value is None else status or said for (value, status), said in statuses_said),
    )  # fmt: skip


def _described(name: str, answer: Json) -> Dataset:
    if answer.get("class") != "dataset":
        raise SourceError(f"{name}: svaret är inte JSON-stat (class är inte dataset)")
    ids, dimensions = answer.get("id"), answer.get("dimension")
    if not _is_texts(ids) or not ids or len(set(ids)) != len(ids) or not isinstance(dimensions, dict):
        raise SourceError(f"{name}: svaret saknar variabler (id och dimension)")
    described = tuple(_dimension(name, code, dimensions.get(code)) for code in ids)
    return Dataset(name, str(answer.get("label", "")), str(answer.get("updated") or ""), described)


def _dimension(name: str, code: str, dimension: object) -> Dimension:
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(dimension, dict) or not isinstance(category, dict):
        raise SourceError(f"{name}: variabeln '{excerpt(code)}' saknar sina koder (category)")
    labels, extension = category.get("label"), dimension.get("extension")
    labels = labels if isinstance(labels, dict) else {}
    extension = extension if isinstance(extension, dict) else {}
    codes = _codes(category.get("index", list(labels) if len(labels) == 1 else None))
    if not codes:
        raise SourceError(f"{name}: variabeln '{excerpt(code)}' har inga läsbara koder (category.index)")
    total = extension.get("eliminationValueCode")
    return Dimension(
        code, codes, {key: str(text) for key, text in labels.items()}, extension.get("elimination") is True,
        total if total in codes else None,
    )  # fmt: skip


def _codes(index: object) -> tuple[str, ...]:
    """The codes in order, of a list or of an object code -> place; none where places are missing or repeated."""
    if isinstance(index, dict):
        if not all(type(place) is int for place in index.values()) or sorted(index.values()) != [*range(len(index))]:
            return ()
        return tuple(sorted(index, key=index.__getitem__))
    if isinstance(index, list) and _is_texts(index) and len(set(index)) == len(index):
        return tuple(index)
    return ()


def _spread(name: str, key: str, entries: object, count: int) -> list[object]:
    """One entry a cell, of a list or of an object position -> entry; None where an object has none."""
    if isinstance(entries, list):
        if len(entries) != count and not (key == "status" and not entries):
            raise SourceError(f"{name}: {key} har {len(entries)} poster men tabellen {count} celler")
        return entries or [None] * count
    if not isinstance(entries, dict):
        raise SourceError(f"{name}: {key} saknas eller har okänd form")
    spread: list[object] = [None] * count
    for position, entry in entries.items():
        if not (position.isascii() and position.isdecimal() and len(position) < 10 and int(position) < count):
            raise SourceError(f"{name}: {key} har platsen '{excerpt(position, 20)}' men tabellen {count} celler")
        spread[int(position)] = entry
    return spread


def _cell(name: str, value: object, status: object) -> tuple[float | None, str]:
    """The figure, or None with the reason: dots say that there is no figure, whatever stands in value."""
    dots = isinstance(status, str) and bool(status) and not status.strip(".")
    if value is None and status in ZERO:
        return 0.0, ""
    if value is None or dots:
        return None, "not_applicable" if status == NOT_APPLICABLE else "missing"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SourceError(f"{name}: värdet {str(value)[:40]!r} är inte ett tal")
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise SourceError(f"{name}: ett värde är för stort för att vara ett tal")
    return number, "preliminary" if status in PRELIMINARY else ""


def _preliminary(described: Dataset) -> list[str]:
    """The status that the labels of the table and of its codes give, one a cell."""
    said = [status_of(described.label)]
    for dimension in described.dimensions:
        own = [status_of(dimension.labels.get(code, "")) for code in dimension.codes]
        said = [before or each for before in said for each in own]
    return said


def _is_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(text, str) for text in found)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
