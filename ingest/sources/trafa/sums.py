"""What must add up in a table of Trafikanalys' workbook: parts, counties and the country.

The municipalities of a county give its row, and the counties with that of no known county give the country's. Where
only the row of no known municipality differs from that, no municipality's figure rests on it. A table without counties
is held against the country alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

COUNTY = " län"
UNKNOWN_COUNTY = "okänt län"
PAIR = 2
Counts = list[int | None]


@dataclass(frozen=True)
class Place:
    """Where in the workbook: for messages. about: the municipality of the row; empty where it is another row."""

    file: str
    sheet: str
    row: int = 0
    about: str = ""

    def fault(self, what: str) -> SourceError:
        """What is wrong there, in one Swedish line."""
        about = f" ({excerpt(self.about)})" if self.about else ""
        where = f" rad {self.row}{about}" if self.row else ""
        return SourceError(f"Trafikanalys: {self.file}, bladet '{excerpt(self.sheet)}'{where}: {what}")


class Sums:
    """What has been added up so far of a table.

    Attributes:
        names, parts: of each column what it is called in messages, and whether it is a part of the first.
    """

    def __init__(self, names: Sequence[str], parts: Sequence[bool]) -> None:
        """Begins at nothing."""
        self.names, self.parts = names, parts
        self._county: Counts = [0] * len(names)
        self._known: Counts = [0] * len(names)
        self._counties: Counts | None = None
        self._unknown: tuple[Place, Counts] | None = None
        self._members: list[tuple[str, Counts]] = []
        self._is_open = self._has_unknown_county = False

    def add(self, here: Place, label: str, counts: Counts) -> None:
        """Adds a municipality, or what has none, to its county; what has no county either is kept for the country."""
        if label.startswith("AA"):
            self._unknown = (here, counts)
            return
        self._check_parts(here, counts)
        self._members.append((here.about, counts))
        self._county, self._known, self._is_open = _added(self._county, counts), _added(self._known, counts), True

    def close_county(self, here: Place, label: str, counts: Counts) -> None:
        """A county's row is the sum of its municipalities; that of no known county is counted as one."""
        if label.casefold() == UNKNOWN_COUNTY:
            self._has_unknown_county = True
        else:
            self._check(here, counts, self._county, f"i {label}", "kommunerna")
            self._county, self._members, self._is_open = [0] * len(counts), [], False
        self._counties = _added(self._counties or [0] * len(counts), counts)

    def close_country(self, here: Place, counts: Counts) -> str:
        """The country is its counties where they stand; what is wrong beside them, in a sentence, or nothing."""
        at, unknown = self._unknown or (here, [0] * len(counts))
        whole = _added(self._known, unknown)
        if self._counties is None:
            if self._unknown:
                self._check_parts(at, unknown)
            self._check(here, counts, whole, "i riket", "kommunerna")
            return ""
        if self._is_open:
            raise here.fault("kommuner står efter det sista länets rad")
        counties = self._counties if self._has_unknown_county else _added(self._counties, unknown)
        self._check(here, counts, counties, "i riket", "länen")
        if all(a is None or b is None or a == b for a, b in zip(counts, whole, strict=True)):
            return ""
        return (
            f"I bladet {excerpt(here.sheet)} stämmer inte raden för okänd kommun med riket. Varje län stämmer med sina "
            "kommuner och riket med länen, så kommunernas tal gäller."
        )

    def _check_parts(self, here: Place, counts: Counts) -> None:
        parts = [count for is_part, count in zip(self.parts, counts, strict=True) if is_part]
        known = [count for count in parts if count is not None]
        whole = counts[0]
        if whole is None:
            return
        if any(count is not None and count > whole for count in counts):
            raise here.fault(f"en del är större än det hela, {whole}")
        if len(known) == len(parts) and sum(known) != whole:
            raise here.fault(f"delarna är {sum(known)} tillsammans, det hela är {whole}")

    def _check(self, here: Place, counts: Counts, sums: Counts, where: str, who: str) -> None:
        for name, count, total in zip(self.names, counts, sums, strict=True):
            if count is not None and total is not None and count != total:
                raise here.fault(f"{name} är {count} {where}, {who} ger {total}{self._exchanged(counts, sums)}")

    def _exchanged(self, counts: Counts, sums: Counts) -> str:
        """Whose two figures have changed places, where that alone makes the county add up; otherwise nothing."""
        apart = {place: (a or 0) - (b or 0) for place, (a, b) in enumerate(zip(counts, sums, strict=True)) if a != b}
        if len(apart) != PAIR or sum(apart.values()) != 0:
            return ""
        one, other = apart
        names = [about for about, its in self._members if about and (its[other] or 0) - (its[one] or 0) == apart[one]]
        if len(names) != 1:
            return ""
        return f"; det stämmer om ”{self.names[one]}” och ”{self.names[other]}” byter plats i {excerpt(names[0])}"


def _added(one: Counts, other: Counts) -> Counts:
    return [None if a is None or b is None else a + b for a, b in zip(one, other, strict=True)]
