"""A made release of the national emission database: the carried figures of all 290 in the layout of its workbook."""

import csv
from collections import defaultdict
from pathlib import Path

import made_workbook
from made_workbook import Cells

from malkollen import ROOT

HEADING = ROOT / "tests" / "fixtures" / "emissions" / "heading.txt"
YEARS = (1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024)
ROAD = 0.9
NAMES = {"Falun": "Falu", "Gotland": "Region Gotland", "Upplands Väsby": "Upplands-Väsby"}  # as publishers may write


def carried() -> dict[tuple[str, str], dict[int, float]]:
    """The carried figures by municipality and measure."""
    figures: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    with (ROOT / "data" / "figures" / "emissions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            figures[row["municipality_code"], row["measure"]][int(row["year"])] = float(row["value"])
    return dict(figures)


def municipalities() -> list[tuple[str, str, str]]:
    """Code, name and county of the 290."""
    with (ROOT / "data" / "reference" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["municipality_code"], row["municipality_name"], row["county_name"]) for row in csv.DictReader(file)
        ]


def rows(*, is_with_international: bool = True) -> Cells:
    """The sheet's rows from the top: headings, riket, then each municipality.

    Args:
        is_with_international: whether the published totals hold the sector Utrikes transporter.
    """
    figures, under = carried(), []
    country: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * len(YEARS))
    for place, (code, name, county) in enumerate(municipalities()):
        transport = [figures[code, "transport_emissions_t"][year] for year in YEARS]
        everything = [figures[code, "all_emissions_t"][year] for year in YEARS]
        abroad = [1000.0 * (place % 3)] * len(YEARS)
        sectors = {
            ("Alla", "Alla"): [a + b * is_with_international for a, b in zip(everything, abroad, strict=True)],
            ("Transporter", "Alla"): transport,
            ("Transporter", "Personbilar"): [ROAD * value for value in transport],
            ("Transporter", "Järnväg"): [(1 - ROAD) * value for value in transport],
            ("Utrikes transporter", "Alla"): abroad,
            ("Industri (energi + processer)", "Alla"): [a - b for a, b in zip(everything, transport, strict=True)],
        }
        for key, values in sectors.items():
            under.append([*key, county, NAMES.get(name, name), *values])
            country[key] = [a + b for a, b in zip(country[key], values, strict=True)]
    above = [[*key, "Alla", "Alla", *values] for key, values in country.items()]
    return [*made_workbook.parse(HEADING.read_text(encoding="utf-8"))["Data"], *above, *under]


def write(path: Path, given: Cells) -> Path:
    """The rows as a workbook with a front sheet."""
    return made_workbook.write(path, {"Om": [["Nationella emissionsdatabasen"]], "Data": given})
