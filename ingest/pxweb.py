"""SCB's statistics database (PxWebApi 2): asks within its limits, checks the table first, splits by cells, stores raw.

The table is checked against what we rely on before any data is asked for: a variable, code or period that is not there
is one Swedish line. Questions are posted with explicit codes (a `+` in an address, long addresses and several values
in a GET are traps), and never larger than the publisher's own limit, since more is refused with 403.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from ingest import jsonstat
from ingest.download import Client, Limits
from ingest.jsonstat import Dataset, Dimension
from ingest.live import Live
from ingest.raw import Fetch
from malkollen.errors import SourceError

BASE = "https://statistikdatabasen.scb.se/api/v2"
BASE_VARIABLE = "MALKOLLEN_SCB_URL"
PUBLISHER = "SCB"
LIVE = Live(publisher=PUBLISHER, limits=Limits(calls=10, seconds=10.0, largest_bytes=100_000_000))
"""One for every table of SCB: they share one window. The publisher's own limits take its place once /config is read."""

CONTENTS, TIME = "ContentsCode", "Tid"
PERIOD = re.compile(r"((?:19|20)[0-9]{2})(M(?:0[1-9]|1[0-2]))?")
MUNICIPALITY = re.compile("[0-9]{4}")
TOTALS = ("1+2", "T", "TOT", "tot")
TOTAL_LABELS = ("totalt", "män och kvinnor", "kvinnor och män", "båda könen")
Selection = dict[str, list[str]]


@dataclass(frozen=True)
class Table:
    """A table and what we rely on of it.

    Attributes:
        regions: the variables with municipality codes.
        contents: the contents we take; none where the table has only one, whatever its code.
        fixed: the codes we take of a variable; they must be there.
        totals: the variables of which the total is taken, by the code the metadata says.
        whole: variables of which every code must be one of fixed: a new one is a fault.
        country: the code of the whole country, where it is asked for to hold the sum of the municipalities against.
        until: the last year that is taken.
    """

    id: str
    title: str
    regions: tuple[str, ...] = ("Region",)
    contents: tuple[str, ...] = ()
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[str, ...] = ("Kon",)
    whole: tuple[str, ...] = ()
    country: str | None = None
    until: int | None = None

    @property
    def name(self) -> str:
        """As errors name it."""
        return f"{PUBLISHER} {self.id}"

    def variables(self) -> set[str]:
        """The variables it must have, no more and no fewer."""
        return {*self.regions, *self.fixed, *self.totals, CONTENTS, TIME}


def fetch(client: Client, into: Fetch, tables: Sequence[Table], since: int | None) -> None:
    """Asks for whole tables (from a year, where one is given) and stores metadata and every part of the data."""
    most = keep_limits(client)
    for table in tables:
        name = f"{table.id}/metadata.json"
        if into.has(name):
            described = jsonstat.metadata(table.name, into.file(name).read_bytes())
        else:
            answer = client.get(_address(table, "metadata"), {"lang": "sv"})
            described = jsonstat.metadata(table.name, answer.content)
            check(table, described)
            into.keep(name, answer)
        wanted = selection(table, described, since)
        for part in split(wanted, (TIME, *table.regions, *wanted), most, table.name):
            name = _part_name(table, part)
            if not into.has(name):
                answer = client.post(_address(table, "data"), _body(part), {"lang": "sv", "outputFormat": "json-stat2"})
                _check_answer(table, jsonstat.dataset(table.name, answer.content), part)
                into.keep(name, answer)


def probe(client: Client, tables: Sequence[Table]) -> str:
    """Limits and metadata only: whether each table still is what we rely on."""
    keep_limits(client)
    found = []
    for table in tables:
        described = jsonstat.metadata(table.name, client.get(_address(table, "metadata"), {"lang": "sv"}).content)
        check(table, described)
        periods = described.dimension(TIME).codes
        found.append(f"{table.id} {min(periods)}–{max(periods)}")
    return f"{PUBLISHER}: {', '.join(found)}"


def keep_limits(client: Client) -> int:
    """Sets the client's limits to those the publisher states; the most cells of an answer."""
    name = f"{PUBLISHER} /config"
    found = jsonstat.load(name, client.get(f"{_base()}/config").content)
    numbers = []
    for key in ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow"):
        number = found.get(key)
        if type(number) is not int or number < 1:
            raise SourceError(f"{name}: gränsen {key} saknas eller är inte ett positivt heltal; inget hämtas utan den")
        numbers.append(number)
    cells, calls, seconds = numbers
    client.limits = replace(client.limits, calls=calls, seconds=float(seconds))
    return min(cells, jsonstat.MOST_CELLS)


def check(table: Table, described: Dataset) -> None:
    """SourceError, in one line that names table and variable, where the table is not what we rely on."""
    found = set(described.codes())
    for code in sorted(table.variables() - found):
        raise SourceError(f"{table.name}: variabeln '{code}' saknas; {_differs(described)}")
    for code in sorted(found - table.variables()):
        raise SourceError(f"{table.name}: variabeln '{code}' är ny; {_differs(described)}")
    _check_codes(table, described)
    for variable in table.regions:
        if (number := len(_municipal(described.dimension(variable)))) < 290:
            raise SourceError(f"{table.name}: {variable} har {number} kommunkoder, minst 290 väntades")
        if table.country and table.country not in described.dimension(variable).codes:
            raise SourceError(f"{table.name}: {variable} saknar koden '{table.country}' (riket)")
    for code in described.dimension(TIME).codes:
        if not PERIOD.fullmatch(code):
            raise SourceError(f"{table.name}: {TIME} har koden '{code[:20]}', inte ett år eller en månad")
    for variable in table.totals:
        total(table, described.dimension(variable))


def _check_codes(table: Table, described: Dataset) -> None:
    contents = described.dimension(CONTENTS)
    if not table.contents and len(contents.codes) != 1:
        raise SourceError(f"{table.name}: {CONTENTS} har {len(contents.codes)} innehåll, ett väntades")
    for variable, codes in {CONTENTS: table.contents, **table.fixed}.items():
        known = described.dimension(variable).codes
        if missing := [code for code in codes if code not in known]:
            raise SourceError(f"{table.name}: {variable} saknar koden '{missing[0]}'; tabellen har gjorts om")
        if variable in table.whole and (new := [code for code in known if code not in codes]):
            raise SourceError(f"{table.name}: {variable} har en ny kod '{new[0]}'; summan vore inte hela")


def selection(table: Table, described: Dataset, since: int | None) -> Selection:
    """The codes to ask for of each variable; one that is left out is summed by the publisher."""
    wanted: Selection = {}
    for dimension in described.dimensions:
        code = dimension.code
        if code == TIME:
            last = table.until or 9999
            wanted[code] = [period for period in sorted(dimension.codes) if (since or 0) <= year(period) <= last]
        elif code == CONTENTS:
            wanted[code] = [*(table.contents or dimension.codes)]
        elif code in table.regions:
            wanted[code] = [*([table.country] if table.country else []), *_municipal(dimension)]
        elif code in table.fixed:
            wanted[code] = [*table.fixed[code]]
        elif (whole := total(table, dimension)) is not None:
            wanted[code] = [whole]
    return wanted


def total(table: Table, dimension: Dimension) -> str | None:
    """The code of a variable's total, read from the metadata; None where it is to be left out of the question."""
    if dimension.total is not None:
        return dimension.total
    named = [code for code in dimension.codes if code in TOTALS]
    named = named or [code for code in dimension.codes if dimension.labels.get(code, "").casefold() in TOTAL_LABELS]
    if len(named) == 1:
        return named[0]
    if dimension.is_eliminable:
        return None
    raise SourceError(f"{table.name}: {dimension.code} har ingen kod för totalen bland {', '.join(dimension.codes)}")


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


def _base() -> str:
    return os.environ.get(BASE_VARIABLE, BASE).rstrip("/")


def _address(table: Table, what: str) -> str:
    return f"{_base()}/tables/{table.id}/{what}"


def _body(part: Selection) -> object:
    return {"selection": [{"variableCode": code, "valueCodes": codes} for code, codes in part.items()]}


def _part_name(table: Table, part: Selection) -> str:
    """The file of a part: its periods, and a fingerprint of the whole question, so that no other is taken for it."""
    asked = hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:8]
    return f"{table.id}/{part[TIME][0]}-{part[TIME][-1]}_{asked}.json"


def _check_answer(table: Table, answer: Dataset, part: Selection) -> None:
    """The answer has exactly the codes that were asked for: nothing was dropped or summed on the way."""
    for variable, codes in part.items():
        if set(answer.dimension(variable).codes) != set(codes):
            raise SourceError(f"{table.name}: svaret har inte de koder av '{variable}' som frågan gällde")


def _municipal(dimension: Dimension) -> list[str]:
    return sorted(code for code in dimension.codes if MUNICIPALITY.fullmatch(code) and not code.startswith("00"))


def _differs(described: Dataset) -> str:
    return f"tabellen har {', '.join(described.codes())}; den har gjorts om och källan behöver ses över"
