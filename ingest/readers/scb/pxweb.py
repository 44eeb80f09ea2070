"""SCB's statistics database (PxWebApi 2): asks within its limits, checks the table first, splits by cells, stores raw.

Questions are posted with explicit codes (a `+` in an address, long addresses and several values in a GET are traps),
never larger than the publisher's own limit, since more is refused with 403. A question that a good fetch has the answer
to is not put again while the table's own stamp (`updated`) is the same.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice

from ingest import publishers
from ingest.fetching import addresses, conditional
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import jsonstat
from ingest.readers.jsonstat import Dataset
from ingest.readers.scb.pxweb_table import PUBLISHER, SCB, TIME, Selection, Table, check, selection, split
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

BASE_VARIABLE = "MALKOLLEN_SCB_URL"
DECLARED = addresses.of(SCB, BASE_VARIABLE)
LIVE = Live.of(PUBLISHER, DECLARED)
"""One for every table of SCB: they share one window. The publisher's own limits take its place once /config is read."""

MOST_PARTS = 1_000
"""Of a question: a publisher that lowers its limit does not make us ask a million times."""
LONGEST_WINDOW, LONGEST_BETWEEN = 3600, 60  # seconds; a publisher cannot make an ingest sleep for years

Fetching = Callable[[Client, Fetch, int | None], None]
Probing = Callable[[Client], str]


def asking(tables: Callable[[], Sequence[Table]]) -> tuple[Fetching, Probing]:
    """The fetch and the probe of a source that is some tables: every year or those since one; limits and metadata.

    Args:
        tables: called at each of them, since the data folder's file may have changed what is declared.
    """

    def fetch_tables(client: Client, into: Fetch, since: int | None) -> None:
        fetch(client, into, tables(), since)

    def probe_tables(client: Client) -> str:
        return probe(client, tables())

    return fetch_tables, probe_tables


def fetch(client: Client, into: Fetch, tables: Sequence[Table], since: int | None) -> None:
    """Asks for whole tables (from a year, where one is given) and stores metadata and every part of the data.

    A part that a good fetch of the same edition of the table has is taken over from it; it is not asked for.
    """
    most = keep_limits(client)
    for table in tables:
        described = _described(client, into, table)
        before = _same_edition(table, into, described.updated)
        wanted = selection(table, described, since)
        for part in _parts(table, wanted, most):
            name = _part_name(table, part)
            if into.has(name):
                continue
            if earlier := next((one for one in before if _is_of(one, name, described.updated)), None):
                into.keep_again(name, earlier)
                continue
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
    found = jsonstat.load(name, client.get(_base() + publishers.read(SCB)["paths"]["config"]).content)
    numbers = []
    for key in ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow"):
        number = found.get(key)
        if type(number) is not int or not 1 <= number < 10**9:
            raise SourceError(f"{name}: gränsen {key} saknas eller är inte ett positivt heltal; inget hämtas utan den")
        numbers.append(number)
    cells, calls, seconds = numbers
    if seconds > LONGEST_WINDOW or seconds > calls * LONGEST_BETWEEN:
        said = f"{str(calls)[:20]} anrop på {str(seconds)[:20]} s"
        raise SourceError(f"{name}: gränsen {said} är för snäv för att hämta något; försök igen senare")
    client.limits = replace(client.limits, calls=calls, seconds=float(seconds))
    return min(cells, jsonstat.MOST_CELLS)


def _described(client: Client, into: Fetch, table: Table) -> Dataset:
    """The table's metadata, checked and stored."""
    name = _metadata_name(table)
    if into.has(name):
        return jsonstat.metadata(table.name, into.file(name).read_bytes())
    with _naming(table):
        answer = conditional.get(client, into, _address(table, "metadata"), {"lang": "sv"})
    described = jsonstat.metadata(table.name, answer.content)
    check(table, described)
    into.keep(name, answer)
    return described


def _parts(table: Table, wanted: Selection, most: int) -> list[Selection]:
    """A question in parts; SourceError where they are more than MOST_PARTS."""
    parts = list(islice(split(wanted, (TIME, *table.regions, *wanted), most, table.name), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        raise SourceError(
            f"{table.name}: utgivarens gräns är {most} celler; det blir mer än {MOST_PARTS} frågor och inget hämtas"
        )
    return parts


def _same_edition(table: Table, into: Fetch, updated: str) -> list[Fetch]:
    """The good fetches, newest first, whose metadata has the table's stamp of now; none where it has none."""
    name = _metadata_name(table)
    known = [fetch for fetch in conditional.good_before(into) if updated and fetch.has(name)]
    return [fetch for fetch in known if _updated(fetch, name) == updated]


def _is_of(fetch: Fetch, name: str, updated: str) -> bool:
    """Whether a fetch has the answer to a question, whole and with the table's stamp of now in the answer itself."""
    return fetch.has(name) and _updated(fetch, name) == updated


def _updated(fetch: Fetch, name: str) -> object:
    """The stamp of a stored answer."""
    return jsonstat.load(name, fetch.file(name).read_bytes()).get("updated")


def _naming(table: Table) -> AbstractContextManager[None]:
    return addresses.naming(SCB, "tables", table.entry, "id") if table.entry else nullcontext()


def _base() -> str:
    return DECLARED.base


def _address(table: Table, what: str) -> str:
    return f"{_base()}{publishers.read(SCB)['paths']['tables']}/{table.id}/{what}"


def _body(part: Selection) -> object:
    return {"selection": [{"variableCode": code, "valueCodes": codes} for code, codes in part.items()]}


def _metadata_name(table: Table) -> str:
    return f"{table.id}/metadata.json"


def _part_name(table: Table, part: Selection) -> str:
    """The file of a part: its periods, and a fingerprint of the whole question, so that no other is taken for it."""
    asked = hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:8]
    return f"{table.id}/{part[TIME][0]}-{part[TIME][-1]}_{asked}.json"


def _check_answer(table: Table, answer: Dataset, part: Selection) -> None:
    """The answer has exactly the codes that were asked for: nothing was dropped or summed on the way."""
    for variable, codes in part.items():
        if set(answer.dimension(variable).codes) != set(codes):
            raise SourceError(f"{table.name}: svaret har inte de koder av '{excerpt(variable)}' som frågan gällde")
