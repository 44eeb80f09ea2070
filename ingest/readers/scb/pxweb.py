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
from datetime import UTC, date, datetime
from itertools import islice

from ingest import publishers
from ingest.fetching import addresses, conditional
from ingest.fetching.addresses import RefusedError
from ingest.fetching.download import Answer, Client, UnreachableError
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.publishers import written
from ingest.readers import jsonstat
from ingest.readers.jsonstat import Dataset
from ingest.readers.scb import pxweb_table
from ingest.readers.scb.pxweb_table import PUBLISHER, SCB, TIME, Selection, Table, check, overdue, selection, split
from malkollen.errors import DataError, SourceError
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
Following = Callable[[Client], list[str]]
TOO_MANY = "too many cells"


def asking(tables: Callable[[], Sequence[Table]]) -> tuple[Fetching, Probing, Following]:
    """The fetch, the probe and the follow of a source that is some tables.

    Args:
        tables: called at each of them, since the data folder's file may have changed what is declared.
    """

    def fetch_tables(client: Client, into: Fetch, since: int | None) -> None:
        fetch(client, into, tables(), since)

    def probe_tables(client: Client) -> str:
        return probe(client, tables())

    def follow_tables(client: Client) -> list[str]:
        return follow(client, tables())

    return fetch_tables, probe_tables, follow_tables


def fetch(client: Client, into: Fetch, tables: Sequence[Table], since: int | None) -> None:
    """Asks for whole tables (from a year, where one is given) and stores metadata and every part of the data.

    A part that a good fetch of the same edition of the table has is taken over from it; it is not asked for.
    """
    most = keep_limits(client)
    for table in tables:
        try:
            _fetch_table(client, into, table, since, most)
        except UnreachableError:
            raise
        except SourceError as error:  # the others are fetched, and this one is what it was
            if len(tables) == 1 or not conditional.take_over(into, f"{table.id}/"):
                raise
            conditional.tell(into, table.id, f"{error}; de senaste siffrorna ur den tabellen står kvar")


def _fetch_table(client: Client, into: Fetch, table: Table, since: int | None, most: int) -> None:
    described = _described(client, into, table)
    if late := _late(client, table, described):
        conditional.tell(into, table.id, late)
    before = _same_edition(table, into, described.updated)
    for part in _parts(table, selection(table, described, since), most):
        name = _part_name(table, part)
        if into.has(name):
            continue
        if earlier := next((one for one in before if _is_of(one, name, described.updated)), None):
            into.keep_again(name, earlier)
            continue
        answer = _ask(client, table, part, most)
        _check_answer(table, jsonstat.dataset(table.name, answer.content), part)
        into.keep(name, answer)


def probe(client: Client, tables: Sequence[Table]) -> str:
    """Limits, metadata and one cell: whether each table still is what we rely on, and gets its new periods."""
    most = keep_limits(client)
    spans = []
    for table in tables:
        described = _metadata(client, table)
        wanted = selection(table, described, None)
        cell = {code: codes[:1] for code, codes in wanted.items()}
        _check_answer(table, jsonstat.dataset(table.name, _ask(client, table, cell, most).content), cell)
        if late := _late(client, table, described):
            raise SourceError(late)
        periods = described.dimension(TIME).codes
        spans.append(f"{table.id} {min(periods)}–{max(periods)}")
    return f"{PUBLISHER}: {', '.join(spans)}"


def follow(client: Client, tables: Sequence[Table]) -> list[str]:
    """Writes the table that goes on where one is gone or frozen into the data folder's file; a Swedish line each.

    Only where just one other table has its words, its label but for the year, and all that we rely on of it: which of
    several it is, or whether another will do, somebody has to say.
    """
    lines = []
    for table in tables:
        label = ""
        newest: str | None = ""
        try:
            described = _metadata(client, table)
            label, newest = described.label, overdue(table, described, today())
        except UnreachableError:
            raise
        except SourceError:  # gone, or another table than it was
            pass
        if newest is not None and table.entry and (candidates := successors(client, table)):
            lines.append(_followed(client, table, label, candidates))
    return lines


def _followed(client: Client, table: Table, label: str, candidates: Sequence[tuple[str, str]]) -> str:
    """Writes the one table that surely goes on; what was done, or what to write by hand."""
    named = " eller ".join(f"{key} '{excerpt(words)}'" for key, words in candidates[:3])
    by_hand = f"{table.id} följs inte av sig själv: är det {named} som fortsätter den? {table.change('id')[2:]}"
    if len(candidates) > 1 or not pxweb_table.is_alike(candidates[0][1], label, table.search):
        return by_hand
    new = candidates[0][0]
    try:
        _metadata(client, replace(table, id=new))
        written.put(SCB, ("tables", table.entry, "id"), new)
    except UnreachableError:
        raise
    except (SourceError, DataError) as error:
        return f"{by_hand}; {error}"
    return f"{table.id} följs av {new} från och med nu ({publishers.FILE})"


def successors(client: Client, table: Table) -> list[tuple[str, str]]:
    """The id and label of other tables with the words of one that have not been ended; none where nobody answers."""
    asked = {"lang": "sv", "query": table.search, "pageSize": "20"}
    try:
        answer = client.get(_base() + publishers.read(SCB)["paths"]["tables"], asked)
        rows = jsonstat.load(PUBLISHER, answer.content).get("tables")
    except SourceError:
        return []
    return pxweb_table.successors_among(table, rows or [])


def today() -> date:
    """The day that a table's newest period is held against."""
    return datetime.now(UTC).date()


def _late(client: Client, table: Table, described: Dataset) -> str | None:
    """What is said of a table that has got no new period in time, with what may follow it."""
    newest = overdue(table, described, today())
    if newest is None or not table.entry:
        return None
    others = [f"{key} '{excerpt(label)}'" for key, label in successors(client, table)[:3]]
    said = f"fortsätter den i {' eller '.join(others)}" if others else "fortsätter den i en annan tabell"
    change = table.change("id").replace(";", "", 1)
    return f"{table.name}: har inget efter {newest}, fast nyare har väntats; {said}?{change}"


def _ask(client: Client, table: Table, part: Selection, most: int) -> Answer:
    """The answer to a part of a table; SourceError where the publisher finds it too large."""
    try:
        with _naming(table):
            asked = {"lang": "sv", "outputFormat": "json-stat2"}
            return client.post(_address(table, "data"), _body(part), asked)
    except RefusedError as error:
        if TOO_MANY not in str(error).casefold():
            raise
        change = publishers.change(SCB, "limits", "cells")
        raise SourceError(
            f"{table.name}: utgivaren tar inte {most} celler i en fråga, som dess gräns säger; {change} till färre"
        ) from None


def keep_limits(client: Client) -> int:
    """Sets the client's limits to those the publisher states, else to ours; the most cells of an answer."""
    name = f"{PUBLISHER} /config"
    with addresses.naming(SCB, "paths", "config"):
        answer = client.get(_base() + publishers.read(SCB)["paths"]["config"])
    found = jsonstat.load(name, answer.content)
    limits, stated = publishers.read(SCB)["limits"], {key.casefold(): value for key, value in found.items()}
    stated.setdefault("maxcallspertimewindow", stated.get("maxcalls"))  # as older servers have it
    numbers = []
    for key, own in (("maxDataCells", "cells"), ("maxCallsPerTimeWindow", "calls"), ("timeWindow", "seconds")):
        number = stated.get(key.casefold())
        if number is None or (type(number) is int and number == 0):  # none is said, or none there is: ours
            number = int(limits[own])
        if type(number) is not int or not 1 <= number < 10**9:
            raise SourceError(f"{name}: gränsen {key} är inte ett positivt heltal; inget hämtas utan den")
        numbers.append(number)
    cells, calls, seconds = numbers
    cells = min(cells, int(limits["cells"]))
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


def _metadata(client: Client, table: Table) -> Dataset:
    """The table's metadata, checked."""
    with _naming(table):
        answer = client.get(_address(table, "metadata"), {"lang": "sv"})
    described = jsonstat.metadata(table.name, answer.content)
    check(table, described)
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
