"""Kolada's answers (API v3) as they came, read with distrust: pages, units and figures."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ingest.sources.kolada.kpis import Kpi
from malkollen.errors import SourceError
from malkollen.files import json_memory
from malkollen.registry import registry

COUNTRY = "0000"
GENDERS = {"T", "K", "M"}  # total, women, men


def areas() -> dict[str, str]:
    """Our ids of Kolada's areas that are taken as published, by theirs: riket and the region of the home's county."""
    home = registry.load().home
    return {COUNTRY: "riket", f"00{home.county_code}": home.county}


@dataclass(frozen=True)
class Page:
    """One page of an answer. next_query: what asks for the page after, None at the last."""

    rows: list[Mapping[str, Any]]
    count: int | None
    next_query: str | None


@dataclass(frozen=True)
class Figure:
    """One figure for both sexes together; None where the publisher has none."""

    kpi: str
    unit: str
    year: int
    value: float | None


def page(content: bytes, what: str) -> Page:
    """Reads a page; SourceError where it is not what v3 answers.

    Args:
        what: the path that was asked, for the message and for the address of the next page.
    """
    if json_memory.is_too_large(content):
        raise SourceError(f"Kolada: svaret på {_short(what)} har fler delar än som läses; gränssnittet har ändrats")
    try:
        answer = json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        begins = content[:40].decode("utf-8", "replace").strip()
        raise SourceError(
            f"Kolada: svaret på {_short(what)} är inte JSON (börjar '{_short(begins)}'); försök igen, annars har "
            "gränssnittet ändrats"
        ) from None
    rows = answer.get("values") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError(f"Kolada: svaret på {_short(what)} saknar listan 'values'; gränssnittet (v3) har ändrats")
    following = next((name for name in ("next_url", "next_page") if name in answer), None)
    if following is None:
        raise SourceError(f"Kolada: svaret på {_short(what)} saknar 'next_url'; gränssnittet (v3) har ändrats")
    count = answer.get("count")
    return Page(rows, count if type(count) is int else None, _next_query(answer[following], what))


def check_count(pages: Sequence[Page], what: str) -> None:
    """The publisher's own count is that of the last page or of all pages; otherwise something was lost."""
    last, total = pages[-1], sum(len(page.rows) for page in pages)
    if last.count is not None and last.count not in {len(last.rows), total}:
        raise SourceError(f"Kolada: svaret på {_short(what)} säger {last.count} rader men har {total}; hämta igen")


def units(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Kolada's municipalities (K) and regions (L): type by id."""
    kinds: dict[str, str] = {}
    for row in rows:
        key, kind = row.get("id"), row.get("type")
        if not isinstance(key, str) or kind not in {"K", "L"} or key in kinds:
            raise SourceError(f"Kolada: kommunlistan har en rad som inte går att läsa (id {_short(str(key))})")
        kinds[key] = str(kind)
    return kinds


def check_units(kinds: Mapping[str, str], codes: set[str]) -> None:
    """The publisher's municipalities are ours; SourceError naming the first that is not."""
    theirs = {key for key, kind in kinds.items() if kind == "K"}
    if odd := sorted(theirs - codes):
        raise SourceError(
            f"Kolada: kommunlistan har koden '{_short(odd[0])}' som inte finns här ({len(theirs)} kommuner); har en "
            "kommun tillkommit? Då ska data/reference/municipalities.csv ändras"
        )
    if gone := sorted(codes - theirs):
        raise SourceError(
            f"Kolada: kommunlistan saknar {gone[0]} och har {len(theirs)} kommuner; ska vara {len(codes)}"
        )
    if COUNTRY not in kinds:
        raise SourceError(f"Kolada: kommunlistan saknar riket ({COUNTRY})")


def figure(
    row: Mapping[str, Any], asked: Mapping[str, Kpi], known: Mapping[str, str], taken: Container[str], latest_year: int
) -> Figure | None:
    """One row's figure; None where it is of an area that is left out."""
    kpi, unit, year, values = (row.get(name) for name in ("kpi", "municipality", "period", "values"))
    where = f"{_short(str(kpi))} {_short(str(unit))} {_short(str(year))}"
    if not isinstance(kpi, str) or kpi not in asked:
        raise SourceError(f"Kolada: svaret har nyckeltalet '{_short(str(kpi))}' som ingen frågade efter")
    if not isinstance(unit, str) or (unit not in known and not unit.startswith("G")):
        raise SourceError(f"Kolada: {where}: okänd kommunkod; finns den i kommunlistan?")
    if type(year) is not int or not 1950 <= year <= latest_year:
        raise SourceError(f"Kolada: {where}: '{_short(str(year))}' är inte ett år till och med {latest_year}")
    if not isinstance(values, list) or not all(isinstance(entry, dict) for entry in values):
        raise SourceError(f"Kolada: {where}: listan 'values' saknas; gränssnittet (v3) har ändrats")
    if unit not in taken and known.get(unit) != "K":
        return None
    return Figure(kpi, unit, year, _total(values, asked[kpi], where))


def _total(entries: Sequence[Mapping[str, Any]], kpi: Kpi, where: str) -> float | None:
    """The figure for both sexes together that has not been deleted."""
    if odd := [entry.get("gender") for entry in entries if str(entry.get("gender")) not in GENDERS]:
        raise SourceError(f"Kolada: {where}: okänt kön '{_short(str(odd[0]))}'; väntat T, K eller M")
    kept = [entry for entry in entries if entry["gender"] == "T" and entry.get("isdeleted", False) is not True]
    if len(kept) > 1:
        raise SourceError(f"Kolada: {where} har {len(kept)} värden för båda könen")
    if not kept:
        return None
    if "value" not in kept[0]:
        raise SourceError(f"Kolada: {where}: 'value' saknas; gränssnittet (v3) har ändrats")
    value = kept[0]["value"]
    if value is None:
        return None
    if status := kept[0].get("status"):  # known ones stand where the value is null
        raise SourceError(f"Kolada: {where}: okänd markering '{_short(str(status))}' på ett värde")
    return _number(value, kpi, where)


def _number(value: object, kpi: Kpi, where: str) -> float:
    try:
        number = float(value) if type(value) in {int, float} else -1.0  # type: ignore[arg-type]
    except OverflowError:
        number = -1.0
    if not isfinite(number) or number < 0:
        raise SourceError(f"Kolada: {where}: '{_short(str(value))}' är inte ett tal från noll och uppåt")
    if kpi.ceiling is not None and number > kpi.ceiling:
        raise SourceError(f"Kolada: {where}: värdet är {number:g}, högst {kpi.ceiling:g} är möjligt")
    if kpi.is_count and not number.is_integer():
        raise SourceError(f"Kolada: {where}: ett antal är {number:g}, inte ett heltal")
    return number


def _next_query(address: object, what: str) -> str | None:
    """The query of the next page: the same question, asked where the first was asked."""
    if address is None or address == "":
        return None
    before, mark, query = str(address).partition("?")
    if not mark or not query or not before.replace("%2C", ",").replace("%2c", ",").rstrip("/").endswith(what):
        raise SourceError(f"Kolada: nästa sida av {_short(what)} har en oväntad adress ({_short(str(address))})")
    return query


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
