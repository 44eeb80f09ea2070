"""What a source declares about itself and the contract of its module.

A module in ingest/sources offers two functions:
    sources(data: Path) -> dict[str, Source] what it feeds by id, with publisher and licence
    stage(db, data: Path) -> None            rows into staged.measures and staged.published
"""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from malkollen.values.values import STATUS_ORDER

Texts = Annotated[tuple[str, ...], Field(strict=False)]
Years = Annotated[tuple[int, ...], Field(strict=False)]
PRELIMINARY = re.compile(r"\bprel", re.IGNORECASE)
_MARK = "|".join(STATUS_ORDER)
Marks = Annotated[str, Field(pattern=rf"^({_MARK})(\+({_MARK}))*$")]


class Source(BaseModel):
    """One publisher's dataset.

    Attributes:
        reference: what day or period of the year a figure stands for.
        retrieved: when it was fetched, as exactly as it is known (a year, a month or a day).
        lag_months: months from the end of the reference year to publication.
        next_expected: the publisher's own date for the next figures, where it is known.
        attribution: how processed figures name their source; attribution_raw: how figures as published do.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    publisher: str
    title: str
    publication: str
    url: str
    reference: str
    licence: str
    attribution: str
    attribution_raw: str | None = None
    retrieved: str
    retrieved_through: str
    cadence: str
    lag_months: int
    next_expected: date | None = None
    next_expected_from: str | None = None
    caveats: Texts


class Coverage(BaseModel):
    """How many municipalities a measure has in each of some years."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    measures: Texts
    years: Years
    municipalities: int


class Mark(BaseModel):
    """A status that some years of some measures carry: known marks, joined by +."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    measures: Texts
    years: Years
    status: Marks


class Series(BaseModel):
    """A share or rate as published; with `becomes` also a count: value × factor × the measure `times`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    ceiling: float | None = None
    becomes: str | None = None
    times: str | None = None
    factor: float = 1.0


def status_of(*texts: str) -> str:
    """The status of figures by what is said of them: preliminary where a text says so, else none."""
    return "preliminary" if any(PRELIMINARY.search(text) for text in texts) else ""
