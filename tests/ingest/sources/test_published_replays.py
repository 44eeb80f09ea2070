"""What publishers themselves have published goes through the connector: the figures are the carried ones."""

import csv
import json
import re
from pathlib import Path

import made_workbook
import pytest
from parts import every

from ingest.fetching.raw import Fetch, RawStore
from ingest.sources import emissions
from ingest.sources.emissions import figures, release as emission_release
from malkollen import ROOT
from malkollen.errors import SourceError

PUBLISHED = ROOT.parent / "shared" / "published"
SMHI = PUBLISHED / "smhi" / "municipality-sector-emissions.json"


def carried(measure: str) -> dict[tuple[str, int], float]:
    with (ROOT / "data" / "figures" / "emissions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["measure"] == measure]
    return {(row["municipality_code"], int(row["year"])): float(row["value"]) for row in rows}


def municipalities() -> dict[str, tuple[str, str]]:
    """Code and county by name."""
    with (ROOT / "data" / "reference" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["municipality_name"]: (row["municipality_code"], row["county_name"]) for row in rows}


def workbook(folder: Path, share: float = 0.9862) -> Path:
    """SMHI's published figures of 290 municipalities and nine sectors, in the layout of its workbook.

    The rows of the country are their sums over a share, 98.62 per cent as the publisher's own are for transport.
    """
    known, published = municipalities(), json.loads(SMHI.read_text(encoding="utf-8"))
    years = sorted(map(int, published[0]["sectors"]))
    sectors = sorted(published[0]["sectors"][str(years[0])])
    rows: list[list[object]] = [["Huvudsektor", "Undersektor", "Län", "Kommun", *years]]
    whole: dict[str, list[float]] = {sector: [0.0] * len(years) for sector in (*sectors, "Alla")}
    for municipality in published:
        county = known[re.sub(r" kommun$", "", municipality["name"])][1]
        values = {sector: [municipality["sectors"][str(year)][sector] for year in years] for sector in sectors}
        values["Alla"] = [sum(values[sector][at] for sector in sectors) for at in range(len(years))]
        rows += [[sector, "Alla", county, municipality["name"], *each] for sector, each in values.items()]
        for sector, each in values.items():
            whole[sector] = [a + b for a, b in zip(whole[sector], each, strict=True)]
    rows[1:1] = [
        [sector, "Alla", "Alla", "Alla", *(each / share for each in values)] for sector, values in whole.items()
    ]
    return made_workbook.write(folder / "vaxthusgas.xlsx", {"Data": rows})  # type: ignore[dict-item]


@pytest.mark.skipif(not SMHI.is_file(), reason="SMHI:s publicerade utsläpp finns inte här")
def test_the_published_emissions_are_the_carried_and_their_share_is_said(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    into: Fetch = store.begin("emissions")
    emissions.take(workbook(tmp_path), into)
    store.finish("emissions", into)
    release = emission_release.read(into.file(emissions.FILE))
    known = municipalities()
    codes = {name: code for name, (code, _) in known.items()}
    rows = figures.by_code(release, codes, dict(known.values()))
    by_measure = figures.measures(release, rows)
    for measure in ("transport_emissions_t", "all_emissions_t"):
        wanted = carried(measure)
        shared = wanted.keys() & by_measure[measure].keys()
        assert len(shared) == 290 * 10
        assert all(by_measure[measure][key] == pytest.approx(wanted[key], abs=5.0) for key in shared), measure
    assert figures.share_of_country(release) == pytest.approx(0.9862, abs=1e-4)
    assert any(
        "98,62 % av utgivarens rikssumma" in line for line in emissions.sources([into])[emissions.SOURCE].caveats
    )


@pytest.mark.skipif(not SMHI.is_file(), reason="SMHI:s publicerade utsläpp finns inte här")
@pytest.mark.parametrize(("share", "message"), every(2, [(0.96, None), (0.94, "kommunernas summa är 94,0 % av riket")]))
def test_under_95_per_cent_is_refused(share: float, message: str | None, tmp_path: Path) -> None:
    """One of two; thoroughly both."""
    release = emission_release.read(workbook(tmp_path, share))
    known = municipalities()
    rows = figures.by_code(release, {name: code for name, (code, _) in known.items()}, dict(known.values()))
    if message is None:
        assert figures.measures(release, rows)
        return
    with pytest.raises(SourceError, match=message):
        figures.measures(release, rows)
