"""The figures of a release: its names made codes, its parts added up, and road traffic where it can be told apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import fsum

from ingest import publishers
from ingest.sources.emissions.release import NAME, TOTAL, WHAT, Key, Release, Row
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

COUNTRY_RANGE_T = (10e6, 200e6)  # Sweden's greenhouse gases, tonnes a year
TOLERANCE_T = 5.0  # what rounding can make of nine sectors
LEAST_SHARE = 0.95  # of the country's total that the municipalities must reach: they are 98.6–99.0 % for transport


Cells = dict[tuple[str, int], float]  # value by municipality code and year


def by_code(release: Release, names: Mapping[str, str], counties: Mapping[str, str]) -> dict[str, dict[Key, Row]]:
    """Every municipality's rows by sector; SourceError unless the names are exactly those of the 290.

    Args:
        names: code by name; counties: county's code by municipality's.
    """
    by_municipality: dict[str, dict[Key, Row]] = defaultdict(dict)
    others = publishers.read(NAME)["municipalities"]
    written: dict[str, str] = {}
    county_of: dict[str, str] = {}
    for row in release.municipal():
        code = names.get(row.municipality) or names.get(others.get(row.municipality, ""))
        if code is None:
            raise SourceError(f"{WHAT} {row.where}: kommunen '{excerpt(row.municipality)}' är okänd")
        if written.setdefault(code, row.municipality) != row.municipality:
            raise SourceError(
                f"{WHAT}: kommun {code} står som både '{excerpt(written[code])}' och '{excerpt(row.municipality)}'"
            )
        if county_of.setdefault(row.county, counties[code]) != counties[code]:
            raise SourceError(
                f"{WHAT} {row.where}: '{excerpt(row.municipality)}' står i länet '{excerpt(row.county)}', "
                "som är ett annat"
            )
        if row.key in by_municipality[code]:
            raise SourceError(f"{WHAT} {row.where}: {row.sector}, {row.subsector} i {code} står två gånger")
        by_municipality[code][row.key] = row
    if absent := [name for name, code in names.items() if code not in by_municipality]:
        raise SourceError(f"{WHAT} har {len(by_municipality)} av {len(names)} kommuner; {absent[0]} saknas")
    return by_municipality


def measures(release: Release, municipalities: Mapping[str, Mapping[Key, Row]]) -> dict[str, Cells]:
    """The figures by measure, in tonnes; SourceError where a figure is missing or parts do not make the whole."""
    smhi = publishers.read(NAME)
    if unknown := sorted({row.sector for row in release.rows} - {*smhi["sectors"], TOTAL}):
        raise SourceError(
            f"{WHAT} har en ny huvudsektor, '{excerpt(unknown[0])}'; se efter om den hör till summan och "
            f"{publishers.change(NAME, 'sectors')}"
        )
    _check_country(release)
    transport, total = (_whole(release, municipalities, key) for key in ((smhi["transport"], TOTAL), (TOTAL, TOTAL)))
    by_measure = {
        "transport_emissions_t": transport,
        "all_emissions_t": _without_international(release, municipalities, total),
    }
    _check_size(release, by_measure["all_emissions_t"])
    parts, _why = road_parts(release)
    if parts:
        by_measure["road_emissions_t"] = {
            (code, year): fsum(
                (rows[(smhi["transport"], part)].values[i] or 0.0)
                for part in parts
                if (smhi["transport"], part) in rows
            )
            for code, rows in municipalities.items()
            for i, year in enumerate(release.years)
        }
    return by_measure


def road_parts(release: Release) -> tuple[tuple[str, ...], str]:
    """The subsectors of Transporter that are road traffic, or none and why, in Swedish."""
    smhi = publishers.read(NAME)
    transport, road, others = smhi["transport"], tuple(smhi["road"]), tuple(smhi["not_road"])
    subsectors = {row.subsector for row in release.municipal() if row.sector == transport and row.subsector != TOTAL}
    if not subsectors:
        return (), "utgåvan har inga undersektorer för transporter"
    for name in sorted(subsectors):
        if name.casefold().startswith(road) == name.casefold().startswith(others):
            return (), f"undersektorn '{excerpt(name)}' är okänd"
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(release.years))
    for row in release.municipal():
        if row.sector == transport:
            sign = -1 if row.subsector == TOTAL else 1
            sums[row.municipality] = [
                a + sign * (b or 0.0) for a, b in zip(sums[row.municipality], row.values, strict=True)
            ]
    if any(abs(rest) > TOLERANCE_T for rests in sums.values() for rest in rests):
        return (), "undersektorerna är inte transporternas summa"
    return tuple(sorted(name for name in subsectors if name.casefold().startswith(road))), ""


def share_of_country(release: Release) -> float | None:
    """The municipalities' share of the country's total, the year it is furthest from whole; None where it is whole."""
    shares = [share for _what, _year, share, is_whole in _shares(release) if not is_whole]
    return max(shares, key=lambda share: abs(share - 1), default=None)


def _whole(release: Release, municipalities: Mapping[str, Mapping[Key, Row]], key: Key) -> Cells:
    """A sector that every municipality must have every year."""
    cells: Cells = {}
    for code, rows in municipalities.items():
        if key not in rows:
            raise SourceError(f"{WHAT}: kommun {code} saknar raden {key[0]}, {key[1]}")
        for year, value in zip(release.years, rows[key].values, strict=True):
            if value is None:
                raise SourceError(
                    f"{WHAT} {rows[key].where}: kommun {code} saknar värde för {year} ({key[0]}, {key[1]})"
                )
            cells[code, year] = value
    return cells


def _without_international(release: Release, municipalities: Mapping[str, Mapping[Key, Row]], total: Cells) -> Cells:
    """Every sector but Utrikes transporter. The published total must be one and the same of the two sums everywhere."""
    international = publishers.read(NAME)["international"]
    domestic: Cells = {}
    abroad: Cells = {}
    for code, rows in municipalities.items():
        for i, year in enumerate(release.years):
            parts = {s: row.values[i] or 0.0 for (s, sub), row in rows.items() if sub == TOTAL and s != TOTAL}
            abroad[code, year] = parts.pop(international, 0.0)
            domestic[code, year] = fsum(parts.values())
    outside = [c for c in total if abs(total[c] - domestic[c]) > TOLERANCE_T]
    inside = [c for c in total if abs(total[c] - domestic[c] - abroad[c]) > TOLERANCE_T]
    if outside and inside:
        code, year = inside[0]
        sums = f"{number(domestic[code, year] + abroad[code, year])} ton, inte {number(total[code, year])}"
        raise SourceError(f"{WHAT}: kommun {code} år {year}: sektorernas summa är {sums}")
    return {c: round(total[c] - (abroad[c] if outside else 0.0), 6) for c in total}


def _shares(release: Release) -> Iterator[tuple[str, int, float, bool]]:
    """What, year, the municipalities' share of the country, and whether that is whole; transport, and our total.

    Utrikes transporter is left out of both: most of it is in no municipality.
    """
    smhi = publishers.read(NAME)
    transport, international = smhi["transport"], smhi["international"]
    country = {row.sector: row for row in release.rows if row.subsector == row.county == row.municipality == TOTAL}
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in release.municipal():
        if row.subsector == TOTAL:
            parts[row.sector].append(row)
    domestic = sorted(set(parts) - {TOTAL, international})
    for what, sectors in ((transport, [transport]), (f"alla utom {international}", domestic)):
        if absent := [sector for sector in sectors if sector not in country]:
            raise SourceError(f"{WHAT} saknar raden för riket ({absent[0]}, {TOTAL})")
        rows = [row for sector in sectors for row in parts[sector]]
        for i, year in enumerate(release.years):
            whole = fsum(country[sector].values[i] or 0.0 for sector in sectors)
            found = fsum(row.values[i] or 0.0 for row in rows)
            if not whole:
                raise SourceError(f"{WHAT}: riket saknar värde för {year} ({what})")
            yield what, year, found / whole, abs(found - whole) <= len(rows) * 0.5 + 1e-6 * whole


def _check_country(release: Release) -> None:
    """The municipalities make the country."""
    for what, year, share, is_whole in _shares(release):
        if not is_whole and not LEAST_SHARE <= share <= 2 - LEAST_SHARE:
            raise SourceError(f"{WHAT}: kommunernas summa är {number(100 * share, 1)} % av riket ({what}, {year})")


def _check_size(release: Release, total: Cells) -> None:
    """The country is of the size that Sweden is in tonnes of greenhouse gases."""
    least, most = COUNTRY_RANGE_T
    for year in release.years:
        country = fsum(value for (_code, of), value in total.items() if of == year)
        if not least <= country <= most:
            said = f"riket {year} är {number(country)}, inte växthusgaser i ton ({number(least)}–{number(most)})"
            raise SourceError(f"{WHAT}: {said}")
