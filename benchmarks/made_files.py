"""Made files of the size that publishers' are: every figure in them is invented, only the forms are the publishers'."""

import csv
import json
from itertools import count
from pathlib import Path
from random import Random

import openpyxl

from ingest.sources.nobil.dump import KW
from malkollen import ROOT

YEARS = (1990, 2000, 2005, 2010, *range(2015, 2026))
SECTORS = {
    "Arbetsmaskiner": 8, "Avfall (inkl.avlopp)": 5, "Egen uppvärmning av bostäder och lokaler": 4,
    "El och fjärrvärme": 3, "Industri (energi + processer)": 12, "Jordbruk": 5,
    "Produktanvändning (inkl. lösningsmedel)": 7, "Transporter": 10, "Utrikes transporter": 2,
}  # fmt: skip
TRANSPORTS = (
    "Personbilar", "Lätta lastbilar", "Tunga lastbilar", "Bussar", "Mopeder och motorcyklar", "Slitage", "Avdunstning",
    "Inrikes flygtrafik", "Inrikes civil sjöfart", "Järnväg",
)  # fmt: skip


def municipalities() -> list[tuple[str, str, str]]:
    """Code, name and county of the 290."""
    with (ROOT / "data" / "reference" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["municipality_code"], row["municipality_name"], row["county_name"]) for row in csv.DictReader(file)
        ]


def release(path: Path) -> Path:
    """A release of the national emission database: 290 municipalities × sectors and subsectors × years."""
    random, places = Random(1), municipalities()
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    for _code, name, county in places:
        for sector, parts in SECTORS.items():
            for part in range(parts):
                subsector = TRANSPORTS[part] if sector == "Transporter" else f"Del {part + 1}"
                values = [random.randrange(1000, 5000) for _year in YEARS]
                for where in ((county, name), ("Alla", "Alla")):
                    for what in ((sector, subsector), (sector, "Alla"), ("Alla", "Alla")):
                        row = sums.setdefault((*what, *where), [0] * len(YEARS))
                        row[:] = [a + b for a, b in zip(row, values, strict=True)]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for heading in (["Påhittade tal"], ["Växthusgaser totalt (GGT), ton"], [None] * 4 + [*YEARS]):
        sheet.append(heading)
    sheet.append(["Huvudsektor", "Undersektor", "Län", "Kommun"])
    for key, values in sums.items():
        sheet.append([*key, *values])
    book.save(path)
    return path


def dump(stations: int) -> bytes:
    """A dump of NOBIL with so many stations of one to twelve connectors, spread over the 290."""
    random, codes, numbers = Random(2), [code for code, _name, _county in municipalities()], count(1)
    rows = []
    for identity in range(1, stations + 1):
        connectors = {str(n): _connector(random, next(numbers)) for n in range(1, random.randrange(2, 13))}
        about = {
            "id": identity, "name": "Påhittad station", "Street": "Gatan", "House_number": "1", "Zipcode": "111 11",
            "City": "ORTEN", "Municipality_ID": codes[identity % len(codes)], "Number_charging_points": len(connectors),
            "Description_of_location": "", "Owned_by": "", "Operator": "", "Position": "(59.33400,18.06300)",
            "Created": "2024-01-01 12:00:00", "Updated": "2025-12-30 12:00:00", "Station_status": 1, "Land_code": "SWE",
            "International_id": f"SWE_{identity:05}",
        }  # fmt: skip
        station = {kind: _attribute(kind, "1", "Yes") for kind in ("2", "3", "7", "21", "24")}
        rows.append({"csmd": about, "attr": {"st": station, "conn": connectors}})
    return json.dumps({"Provider": "Påhittad", "Rights": "–", "apiver": "3", "chargerstations": rows}).encode()


def matrix() -> bytes:
    """A commuting matrix of one year in json-stat2: 290 × 290 cells, some of them missing."""
    random, places = Random(3), municipalities()
    labels = {code: name for code, name, _county in places}
    values = [None if random.random() < 0.02 else random.randrange(5000) for _cell in range(len(places) ** 2)]
    dimensions = {
        "Bostadskommun": labels, "Arbetsstallekommun": labels, "Kon": {"1+2": "totalt"},
        "ContentsCode": {"000000QK": "Sysselsatta"}, "Tid": {"2024": "2024"},
    }  # fmt: skip
    answer = {
        "version": "2.0", "class": "dataset", "label": "Påhittad matris", "updated": "2026-01-01T07:00:00Z",
        "id": [*dimensions], "size": [len(texts) for texts in dimensions.values()],
        "dimension": {
            code: {"label": code, "category": {"index": {k: n for n, k in enumerate(texts)}, "label": texts}}
            for code, texts in dimensions.items()
        },
        "value": values, "status": {str(place): ".." for place, value in enumerate(values) if value is None},
    }  # fmt: skip
    return json.dumps(answer, ensure_ascii=False).encode()


def _connector(random: Random, number: int) -> dict[str, dict[str, str]]:
    found = {kind: _attribute(kind, "1", "Yes") for kind in ("1", "17", "18", "20", "25", "26")}
    found["4"] = _attribute("4", random.choice(["32", "39", "30"]), "Type 2")
    found["5"] = _attribute("5", random.choice(list(KW)), "")
    return found | ({"28": _attribute("28", "8", "") | {"attrval": f"SE*XXX*E{number // 2}"}} if number % 6 else {})


def _attribute(kind: str, value: str, text: str) -> dict[str, str]:
    return {"attrtypeid": kind, "attrname": "Attribute", "attrvalid": value, "trans": text, "attrval": ""}
