"""A table of SCB's statistics database: what we rely on of it, what is asked for, and a question in parts.

The table is checked against what we rely on before any data is asked for: a variable, code or period that is not there
is one Swedish line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import prod
from typing import Any

from ingest import publishers
from ingest.readers.jsonstat import Dataset, Dimension
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

PUBLISHER = "SCB"
CONTENTS, TIME = "ContentsCode", "Tid"
PERIOD = re.compile(r"((?:19|20)[0-9]{2})(M(?:0[1-9]|1[0-2]))?")
MUNICIPALITY = re.compile("[0-9]{4}")
SCB = "scb"
"""Its name in ingest/publishers/."""
SLACK_MONTHS = 3
ID, YEAR, WORD = re.compile("TAB[0-9]+"), re.compile("(?:19|20)[0-9]{2}"), re.compile(r"[^\W_]+")
"""The form of a table's id: another is never asked for, and never written down. The years and words of a label."""
Selection = dict[str, list[str]]


@dataclass(frozen=True)
class Table:
    """A table and what we rely on of it.

    Attributes:
        regions: the variables with codes of areas, those that match region_code: municipalities, where nothing else
            is said; region_word names one of them in errors.
        contents: the contents we take; none where the table has only one, whatever its code.
        fixed: the codes we take of a variable; they must be there.
        totals: the variables of which the total is taken, by the code the metadata says.
        parts: of such a variable the codes that together are everything, taken where it has no total.
        whole: variables of which every code must be one of fixed: a new one is a fault.
        country: the code of the whole country, where it is asked for to hold the sum of the municipalities against.
        first, until: the first and last year that are taken.
        entry: its name under [tables] in ingest/publishers/scb.toml; measures: the code of each of its contents.
        lag_months: from the end of a period until it comes; 0 where no more come. search: words of its successor.
        ours: as it is declared there, where the data folder's file declares another: what is stored is of either.
    """

    id: str
    title: str
    regions: tuple[str, ...] = ("Region",)
    region_code: re.Pattern[str] = MUNICIPALITY
    region_word: str = "kommun"
    contents: tuple[str, ...] = ()
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[str, ...] = ("Kon",)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    country: str | None = None
    first: int = 0
    until: int = 9999
    entry: str = ""
    measures: Mapping[str, str] = field(default_factory=dict)
    ours: "Table | None" = None
    lag_months: int = 0
    search: str = ""

    @property
    def name(self) -> str:
        """As errors name it."""
        return f"{PUBLISHER} {self.id}"

    def change(self, *keys: str) -> str:
        """Where what no longer fits is changed, in Swedish; an empty text where it is not declared."""
        return f"; {publishers.change(SCB, 'tables', self.entry, *keys)}" if self.entry else ""

    def variables(self) -> set[str]:
        """The variables it must have, no more and no fewer."""
        return {*self.regions, *self.fixed, *self.totals, CONTENTS, TIME}


def of(entry: str, **given: Any) -> Table:  # noqa: ANN401 - what is relied on beside what is declared
    """A table as ingest/publishers/scb.toml or the data folder's file declares it."""
    declared, ours = (scb["tables"][entry] for scb in (publishers.read(SCB), publishers.ours(SCB)))
    is_other = declared["id"] != ours["id"]
    return _of(entry, declared, ours=_of(entry, ours, **given) if is_other else None, **given)


def _of(entry: str, declared: Mapping[str, Any], **given: Any) -> Table:  # noqa: ANN401
    measures = dict(declared["contents"])
    return Table(
        declared["id"],
        declared["title"],
        tuple(declared["regions"]),
        contents=tuple(measures.values()),
        fixed={name: tuple(codes) for name, codes in declared["fixed"].items()},
        totals=tuple(declared["totals"]),
        country=declared["country"] or None,
        entry=entry,
        measures=measures,
        lag_months=declared["lag_months"],
        search=declared["search"],
        **given,
    )


def check(table: Table, described: Dataset) -> None:
    """SourceError, in one line that names table and variable, where the table is not what we rely on."""
    found = set(described.codes())
    for code in sorted(table.variables() - found):
        raise SourceError(f"{table.name}: variabeln '{excerpt(code)}' saknas; {_differs(table, described)}")
    for code in sorted(found - table.variables()):
        raise SourceError(f"{table.name}: variabeln '{excerpt(code)}' är ny; {_differs(table, described)}")
    _check_codes(table, described)
    for variable in table.regions:
        if (number := len(_areas(table, described.dimension(variable)))) < 290:
            raise SourceError(f"{table.name}: {variable} har {number} {table.region_word}koder, minst 290 väntades")
        if table.country and table.country not in described.dimension(variable).codes:
            raise SourceError(f"{table.name}: {variable} saknar koden '{table.country}' (riket)")
    for code in described.dimension(TIME).codes:
        if not PERIOD.fullmatch(code):
            raise SourceError(f"{table.name}: {TIME} har koden '{excerpt(code, 20)}', inte ett år eller en månad")
    for variable in table.totals:
        everything(table, described.dimension(variable))


def _check_codes(table: Table, described: Dataset) -> None:
    contents = described.dimension(CONTENTS)
    if not table.contents and len(contents.codes) != 1:
        raise SourceError(f"{table.name}: {CONTENTS} har {len(contents.codes)} innehåll, ett väntades")
    for variable, codes in {CONTENTS: table.contents, **table.fixed}.items():
        known = described.dimension(variable).codes
        key = table.change("contents") if variable == CONTENTS else table.change("fixed", variable)
        if missing := [code for code in codes if code not in known]:
            raise SourceError(
                f"{table.name}: {variable} saknar koden '{excerpt(missing[0])}'; tabellen har gjorts om{key}"
            )
        if variable in table.whole and (new := [code for code in known if code not in codes]):
            raise SourceError(f"{table.name}: {variable} har en ny kod '{excerpt(new[0])}'; summan vore inte hela")


def overdue(table: Table, described: Dataset, today: date) -> str | None:
    """The newest period of a table that should have got another by now; None where it is not late, or has ended.

    A publisher may be SLACK_MONTHS late before it is said.
    """
    if not table.lag_months:
        return None
    newest = max(described.dimension(TIME).codes)
    months = 1 if "M" in newest else 12
    first = year(newest) * 12 + (int(newest[5:]) if months == 1 else 12)
    return newest if today.year * 12 + today.month > first + months + table.lag_months + SLACK_MONTHS else None


def successors_among(table: Table, rows: object) -> list[tuple[str, str]]:
    """The id and label of the tables in an answer that could go on where one stops: others that have not been ended."""
    return [
        (row["id"], excerpt(str(row.get("label", "")), 300))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and isinstance(row.get("id"), str)
        and ID.fullmatch(row["id"])
        and row["id"] != table.id
        and row.get("discontinued") is not True
    ]


def is_alike(label: str, own: str, search: str) -> bool:
    """Whether a label is our table's own but for years; where ours is not known, whether it has the words searched."""
    words, ours, wanted = (
        [word for word in WORD.findall(text.casefold()) if not YEAR.fullmatch(word)] for text in (label, own, search)
    )
    return words == ours if ours else set(wanted) <= set(words)


def selection(table: Table, described: Dataset, since: int | None) -> Selection:
    """The codes to ask for of each variable; one that is left out is summed by the publisher."""
    wanted: Selection = {}
    for dimension in described.dimensions:
        code = dimension.code
        if code == TIME:
            first = max(since or 0, table.first)
            wanted[code] = [period for period in sorted(dimension.codes) if first <= year(period) <= table.until]
        elif code == CONTENTS:
            wanted[code] = [*(table.contents or dimension.codes)]
        elif code in table.regions:
            wanted[code] = [*([table.country] if table.country else []), *_areas(table, dimension)]
        elif code in table.fixed:
            wanted[code] = [*table.fixed[code]]
        elif codes := everything(table, dimension):
            wanted[code] = codes
    return wanted


def everything(table: Table, dimension: Dimension) -> list[str]:
    """The code of a variable's total, read from the metadata; none where it is to be left out of the question.

    Where there is no total: the codes that together are everything, if the variable has just those.
    """
    if dimension.total is not None:
        return [dimension.total]
    scb = publishers.read(SCB)
    named = [code for code in dimension.codes if code in scb["total_codes"]]
    labels = scb["total_labels"]
    named = named or [code for code in dimension.codes if dimension.labels.get(code, "").casefold() in labels]
    if len(named) == 1:
        return named
    if dimension.is_eliminable:
        return []
    if not named and (parts := table.parts.get(dimension.code)) and set(parts) == set(dimension.codes):
        return [*parts]
    codes = ", ".join(dimension.codes)
    key = f"; {publishers.change(SCB, 'total_codes')}" if table.entry else ""
    raise SourceError(f"{table.name}: {dimension.code} har ingen kod för totalen bland {codes}{key}")


def split(wanted: Selection, order: Sequence[str], most: int, name: str) -> Iterator[Selection]:
    """Parts of a question with at most so many cells, together the whole: the variables are divided in order."""
    cells = prod(len(codes) for codes in wanted.values())
    if cells <= most:
        if cells:
            yield wanted
        return
    variable = next((code for code in order if len(wanted[code]) > 1), None)
    if variable is None:
        raise SourceError(f"{name}: utgivarens gräns är {most} celler; frågan går inte att dela")
    codes = wanted[variable]
    size = max(1, most * len(codes) // cells)
    for start in range(0, len(codes), size):
        yield from split({**wanted, variable: codes[start : start + size]}, order, most, name)


def year(period: str) -> int:
    """The year of a period's code ("2024", "2024M05")."""
    return int(period[:4])


def _areas(table: Table, dimension: Dimension) -> list[str]:
    return sorted(code for code in dimension.codes if table.region_code.fullmatch(code) and not code.startswith("00"))


def _differs(table: Table, described: Dataset) -> str:
    return f"tabellen har {', '.join(described.codes())}; den har gjorts om och källan behöver ses över{table.change()}"
