"""A dump of NOBIL, from the service's JSON to counts of public charging per municipality.

NOBIL is written by PHP: an empty object is [], a single connector may stand without a number, numbers may be texts.
What a dump holds that is not counted is itself counted, so that it can be said.
"""

import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

from ingest.sources.nobil.codes import Codes, labelled
from malkollen.errors import SourceError
from malkollen.files import json_memory
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import size

PUBLISHER = "NOBIL"
MOST_BYTES = 150_000_000  # unpacked; all stations of Sweden are under 100 million
CLASSES = ((22.0, "nobil_points_to_22_kw"), (49.99, "nobil_points_23_to_49_kw"), (149.99, "nobil_points_50_to_149_kw"))
LARGEST_CLASS, UNKNOWN_CLASS = "nobil_points_150_kw_or_more", "nobil_points_unknown_kw"
POINT_CLASSES = (*(name for _, name in CLASSES), LARGEST_CLASS, UNKNOWN_CLASS)
LATITUDE, LONGITUDE = (55.0, 69.5), (10.5, 24.5)  # Sweden
POSITION = re.compile(r"\(\s*(-?[0-9.]+)\s*,\s*(-?[0-9.]+)\s*\)")
STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MUNICIPALITY = re.compile("[0-9]{4}")
NO_MUNICIPALITY = "utan svensk kommunkod"  # Danish ones have three digits

Attributes = dict[str, Mapping[str, Any]]  # by attrtypeid


@dataclass
class Counts:
    """Public charging in one municipality.

    Attributes:
        points: by power class; kw: the sum where it is known.
        without_kw: points whose power NOBIL does not know; with_unknown_code: those whose code we do not know.
    """

    stations: int = 0
    dc_stations: int = 0
    points: Counter[str] = field(default_factory=Counter)
    kw: float = 0.0
    without_kw: int = 0
    with_unknown_code: int = 0


@dataclass
class Dump:
    """What a dump says.

    Attributes:
        by_municipality: of public stations, by the municipality's id as NOBIL has it.
        municipalities: the ids of every station, public or not.
        stations: how many there are in all.
        answered: the day of a recorded answer's own heading.
        latest_update: the latest change of any station.
        unknown_codes: connectors by capacity code and label not known here; other_labels: known, but labelled
            with another power; by_label: not known, with the power that the label says.
        left_out: stations by the reason they are not counted, in Swedish; flagged: counted, but odd.
    """

    by_municipality: defaultdict[str, Counts]
    municipalities: set[str]
    stations: int
    answered: date | None
    latest_update: date | None = None
    unknown_codes: Counter[str] = field(default_factory=Counter)
    other_labels: Counter[str] = field(default_factory=Counter)
    by_label: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)


def read(content: bytes) -> Dump:
    """A dump's bytes, as the service gives them or as a recorded answer with its heading; SourceError in one line."""
    answered, body = _body(content)
    stations = _stations(body)
    dump, codes = Dump(defaultdict(Counts), set(), len(stations), answered), Codes.now()
    seen: set[str] = set()
    for number, station in enumerate(stations, start=1):
        about = station.get("csmd") if isinstance(station, dict) else None
        if not isinstance(about, dict) or not about.get("id"):
            raise SourceError(f"{PUBLISHER}: station {number} i utdraget saknar csmd.id; utgivaren har ändrat formen")
        if (identity := str(about["id"])) in seen:
            raise SourceError(f"{PUBLISHER}: station {identity} står två gånger i utdraget")
        seen.add(identity)
        if (day := _day(about.get("Updated"))) and (dump.latest_update is None or day > dump.latest_update):
            dump.latest_update = day
        if reason := _left_out(about, codes):
            dump.left_out[reason] += 1
        else:
            dump.municipalities.add(about["Municipality_ID"])
            _count(dump, about, station.get("attr"), codes)
    return dump


def _body(content: bytes) -> tuple[date | None, bytes]:
    """The day of a recorded answer's heading, and the JSON."""
    if not content.startswith(b"HTTP/"):
        return None, content
    heading, body = [*re.split(rb"\r?\n\r?\n", content, maxsplit=1), b""][:2]
    first, _, fields = heading.partition(b"\n")
    if b" 200" not in first:
        raise SourceError(
            f"{PUBLISHER}: den sparade filen är ett felsvar ({excerpt(first.decode('ascii', 'replace').strip())})"
        )
    try:
        day = parsedate_to_datetime(str(BytesHeaderParser().parsebytes(fields)["Date"])).date()
    except (ValueError, TypeError):
        day = None
    if body.startswith(b"\x1f\x8b"):
        body = _unpacked(body)
    return day, body


def _unpacked(body: bytes) -> bytes:
    """What gzip packed, unpacked no further than a dump may be large."""
    try:
        with gzip.open(BytesIO(body)) as packed:
            content = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise SourceError(f"{PUBLISHER}: det sparade svaret är avkortat") from None
    if len(content) > MOST_BYTES:
        raise SourceError(f"{PUBLISHER}: det sparade svaret är större än {size(MOST_BYTES)} uppackat; läses inte")
    return content


def _stations(body: bytes) -> list[Any]:
    if len(body) > MOST_BYTES or json_memory.is_too_large(body):
        raise SourceError(f"{PUBLISHER}: utdraget är större eller har fler delar än som läses; hämta det igen")
    try:
        answer = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        start = " ".join(body[:80].decode("utf-8", "replace").split())
        raise SourceError(f"{PUBLISHER}: svaret är inte hel JSON utan börjar '{excerpt(start)}'; hämta igen") from None
    if isinstance(answer, dict) and answer.get("error"):
        raise SourceError(
            f"{PUBLISHER}: tjänsten svarar med ett fel: {excerpt(' '.join(str(answer['error']).split()), 200)}"
        )
    stations = answer.get("chargerstations") if isinstance(answer, dict) else None
    if not isinstance(stations, list) or not stations:
        raise SourceError(f"{PUBLISHER}: utdraget har inga stationer (chargerstations); utgivaren har ändrat formen")
    return stations


def _left_out(about: Mapping[str, Any], codes: Codes) -> str | None:
    """Why a station is not counted, in Swedish."""
    place = about.get("Municipality_ID")
    if str(about.get("Land_code", codes.country)) != codes.country:
        return "i ett annat land"
    if not isinstance(place, str) or not MUNICIPALITY.fullmatch(place):
        return NO_MUNICIPALITY
    return "inte i drift" if str(about.get("Station_status", "1")) != "1" else None


def _count(dump: Dump, about: Mapping[str, Any], attributes: object, codes: Codes) -> None:
    """Adds a station to its municipality, if it is public and electric."""
    parts = attributes if isinstance(attributes, dict) else {}
    station, connectors = _attributes(parts.get("st")), _connectors(parts.get("conn"))
    availability = codes.attributes["availability"]
    if availability not in station:
        dump.left_out["utan uppgift om de är publika"] += 1
        return
    if _code(station[availability]) != codes.codes["public"]:
        dump.left_out["inte publika"] += 1
        return
    electric = [connector for connector in connectors if _is_electric(connector, codes)]
    if not electric:
        dump.left_out["utan eluttag" if connectors else "utan uppgift om uttag"] += 1
        return
    if odd := _odd_position(about.get("Position")):
        dump.flagged[odd] += 1
    counts = dump.by_municipality[about["Municipality_ID"]]
    is_dc = [_add_point(dump, counts, point, codes) for point in _points(electric, codes.attributes["evse"])]
    counts.stations += 1
    counts.dc_stations += any(is_dc)


def _points(connectors: list[Attributes], evse_type: str) -> Iterable[list[Attributes]]:
    """The connectors by charging point: by EVSE id where there is one, else each for itself."""
    points: dict[str, list[Attributes]] = {}
    for number, connector in enumerate(connectors):
        evse = str(connector.get(evse_type, {}).get("attrval") or "").strip()
        points.setdefault(evse or f"#{number}", []).append(connector)
    return points.values()


def _add_point(dump: Dump, counts: Counts, connectors: list[Attributes], codes: Codes) -> bool:
    """Counts a charging point with its strongest connector; whether it gives direct current."""
    known: list[float] = []
    is_unknown_code, is_dc = False, False
    for connector in connectors:
        capacity = connector.get(codes.attributes["capacity"], {})
        code, label = _code(capacity), str(capacity.get("trans") or "")
        kind = _code(connector.get(codes.attributes["connector"], {}))
        is_dc = is_dc or code in codes.dc or (code not in codes.kw and kind in codes.codes["dc_connectors"])
        label_kw = labelled(label)
        if code in codes.kw:
            known.append(codes.kw[code])
            if label_kw is not None and abs(label_kw - codes.kw[code]) > 0.5:
                dump.other_labels[f"{code} ({label})"] += 1
        elif code in {codes.codes["capacity_not_known"], ""}:
            continue
        elif label_kw is not None:
            known.append(label_kw)
            dump.by_label[f"{code} ({label})"] += 1
        else:
            is_unknown_code = True
            dump.unknown_codes[f"{code} ({label})" if label else code] += 1
    if is_unknown_code or not known:
        counts.with_unknown_code += is_unknown_code
        counts.without_kw += not is_unknown_code
        counts.points[UNKNOWN_CLASS] += 1
        return is_dc
    kw = max(known)
    counts.kw += kw
    counts.points[next((name for most, name in CLASSES if kw <= most), LARGEST_CLASS)] += 1
    return is_dc


def _is_electric(connector: Attributes, codes: Codes) -> bool:
    carrier, kind, capacity = (
        _code(connector.get(codes.attributes[each], {})) for each in ("carrier", "connector", "capacity")
    )
    return (
        carrier in {codes.codes["electricity"], ""}
        and kind not in codes.codes["not_electric_connectors"]
        and capacity not in codes.codes["not_electric_capacities"]
    )


def _attributes(given: object) -> Attributes:
    """The attributes of a station or a connector by their type; [] is none."""
    values = given.values() if isinstance(given, dict) else given if isinstance(given, list) else []
    return {str(value["attrtypeid"]): value for value in values if isinstance(value, dict) and "attrtypeid" in value}


def _connectors(given: object) -> list[Attributes]:
    """A station's connectors: numbered, in a list, or a single one without a number."""
    if single := _attributes(given):
        return [single]
    values = given.values() if isinstance(given, dict) else given if isinstance(given, list) else []
    return [found for value in values if (found := _attributes(value))]


def _code(attribute: Mapping[str, Any]) -> str:
    """The code an attribute has; an empty text where it has none."""
    code = attribute.get("attrvalid")
    return "" if code is None else str(code).strip()


def _odd_position(position: object) -> str | None:
    """What is odd about coordinates, in Swedish; None where they are in Sweden."""
    found = POSITION.fullmatch(str(position).strip())
    try:
        latitude, longitude = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    except ValueError:
        latitude, longitude = 0.0, 0.0
    if _is_in_sweden(latitude, longitude):
        return None
    return "med latitud och longitud omkastade" if _is_in_sweden(longitude, latitude) else "med läge utanför Sverige"


def _is_in_sweden(latitude: float, longitude: float) -> bool:
    return LATITUDE[0] <= latitude <= LATITUDE[1] and LONGITUDE[0] <= longitude <= LONGITUDE[1]


def _day(stamp: object) -> date | None:
    found = STAMP.match(stamp) if isinstance(stamp, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
