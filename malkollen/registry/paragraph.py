"""What every paragraph of indicators.toml is, and the kinds of value that several have."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]  # TOML gives lists
Decimals = Annotated[int, Field(ge=-3, le=6)]  # -2 rounds to hundreds
Year = Annotated[int, Field(ge=1900, le=2100)]
PartTable = Literal["area_files", "car_times", "commuting", "streets", "timetables"]
"""Tables of mart that what is waited for may come to."""
INGEST = re.compile(r"\bmalkollen ingest ([a-z]\w*(?: [a-z]\w*)*)")
"""A command that reads sources in, with their names."""
UNVERIFIED, NOBODY = "ej verifierad", "ingen"
"""As the registry says that something is not known, and that nobody has decided a target."""
TargetStatus = Literal[
    "gällande", "förslag", "ifrågasatt", "giltigheten har löpt ut", "utgånget förslag", "jämförelsenivå"
]
Transfer = Literal["direkt", "överförd", "jämförelsenivå", "egen"]
DateOrUnverified = date | Literal["ej verifierad"]


class Paragraph(BaseModel):
    """A table of indicators.toml: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Measure(Paragraph):
    """A count per municipality and year.

    Attributes:
        is_additive: whether members of an area may be summed.
        decimals: as it is written in text; -2 rounds a count that is derived from a share to hundreds.
        plain: what it counts, in a word within a sentence: "folkmängd"; the title where none is declared.
        the: the same in the definite form, "folkmängden", of a word that is one thing; None where none is declared.
        odd_year: whose figures are odd in many municipalities; odd: why, beside every change since or to that year.
    """

    title: Text
    unit: Text
    plain: Text | None = None
    the: Text | None = None
    odd_year: Year | None = None
    odd: Text | None = None
    waiting_for: Text | None = None
    is_additive: bool = True
    decimals: Decimals = 0


class Part(Paragraph):
    """One of several sources that something waits for.

    Attributes:
        tables: of mart: the part is here where any of them has a row.
    """

    tables: Annotated[tuple[PartTable, ...], Field(strict=False, min_length=1)]
    title: Text
    needs_plain: Text
    needs: Text
    run: Text


class Waiting(Paragraph):
    """A source that is not here yet: what a reader is told (needs_plain); what is needed and the command, folded.

    Attributes:
        needs_plain: its first sentence is what is waited for, and may stand alone; after it who brings it, and when.
        is_sought: whether nobody has decided from where it is to be taken.
        parts: where it is several, each of them; what is here already is then not asked for (values/with_figures).
    """

    title: Text
    needs_plain: Text
    needs: Text
    run: Text
    is_sought: bool = False
    parts: Annotated[tuple[Part, ...], Field(strict=False)] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """The sources that its command reads in, each once; none where it reads in none."""
        return tuple(dict.fromkeys(name for found in INGEST.finditer(self.run) for name in found[1].split()))


class Break(Paragraph):
    """The first year of a new series: nothing is compared across it.

    plain: what that means, in everyday words. doubt: in a few words why a change after it says too much as well.
    """

    measures: Texts = ()
    indicators: Texts = ()
    year: Year
    reason: Text
    plain: Text | None = None
    doubt: Text | None = None


class Group(Paragraph):
    """A comparison group, of so many members.

    Attributes:
        county: the two digits of the county whose municipalities it has; without one its members stand in
            data/reference/comparison_groups.csv.
    """

    title: Text
    members: Annotated[int, Field(ge=1)]
    county: Annotated[str, Field(pattern="^[0-9]{2}$")] | None = None


class Target(Paragraph):
    """A value an indicator shall reach, with who decided it. Document and status are mandatory.

    Attributes:
        questioned_by: who has questioned it and when, as it is said: "klimatministern i februari 2026".
        differs: what it counts otherwise than the indicator does, in a sentence for wherever it is named.
    """

    indicator: Text
    title: Text
    value: float
    unit: Text
    target_year: Year | None = None
    base_year: Year | None = None
    base_value: float | None = None
    area: Text
    wording: Text
    document: Text
    page: Text = UNVERIFIED
    url: Text = UNVERIFIED
    decided_by: Text
    decided: Text
    valid_from: DateOrUnverified = "ej verifierad"
    valid_to: DateOrUnverified = "ej verifierad"
    valid_to_words: Text | None = None
    status: TargetStatus
    questioned_by: Text | None = None
    transfer: Transfer
    checked: DateOrUnverified
    note: Text | None = None
    differs: Text | None = None

    @property
    def remarks(self) -> str:
        """What is to be known of it, where all is told."""
        return " ".join(filter(None, [self.note, self.differs]))

    @property
    def is_index(self) -> bool:
        """Whether it is set in parts of the base year's value (100), not in the indicator's unit."""
        return self.unit == f"index {self.base_year} = 100"

    def holds(self, as_of: date) -> bool:
        """Whether it has begun to hold and still does."""
        has_begun = not isinstance(self.valid_from, date) or self.valid_from <= as_of
        return has_begun and not self.is_past(as_of)

    def is_past(self, as_of: date) -> bool:
        """Whether it no longer holds, or only words say how long it holds."""
        if self.status in ("giltigheten har löpt ut", "utgånget förslag") or self.valid_to_words:
            return True
        return isinstance(self.valid_to, date) and self.valid_to < as_of
