"""Frames of values, verdicts, answers, series and boundaries: the rows of open data, in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from dashboard.content import facts as content
from dashboard.content.facts import Facts
from dashboard.opendata import tables
from dashboard.opendata.rows import Kind, Rows
from malkollen.database import storage
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Variant

DEGREES = "EPSG:4326"
"""WGS 84, which the boundaries are stored in; `to_crs(3006)` gives SWEREF 99 TM in metres."""
TYPES: dict[Kind, str] = {
    "string": "object",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "object",
}


@dataclass(frozen=True)
class Frames:
    """One version of the figures. Each frame has `attrs` with source, licence, data_version and as_of.

    Attributes:
        facts: what the pages read, for who needs more than the frames.
    """

    facts: Facts

    def values(
        self, codes: str | Iterable[str] | None = None, areas: str | Iterable[str] | None = None
    ) -> pd.DataFrame:
        """Values: code, indicator, area, name, year, variant, value, low, high, unit, status, source, licence.

        Args:
            codes: indicators' codes or ids; all of them where none is named.
            areas: municipality codes, groups, "riket", or names; all of them where none is named.

        Returns:
            a row for each indicator, area, year and variant; value in the row's unit, NaN where it is missing.

        Raises:
            UnknownNameError: there is no such indicator or area.
        """
        named = [codes] if isinstance(codes, str) else codes
        keys = None if named is None else [self.facts.registry.find(code) for code in named]
        wanted = self._areas(areas)
        frame = self._frame(tables.values(self.facts, keys))
        return frame if wanted is None else frame[frame["area"].isin(wanted)].reset_index(drop=True)

    def verdicts(self) -> pd.DataFrame:
        """Verdicts in words: code, indicator, area, name, year, variant, question, verdict, reason, method."""
        return self._frame(tables.verdicts(self.facts))

    def answers(self) -> pd.DataFrame:
        """Answers as every medium words them: about, question, word, answer, hedge, place, year, source."""
        return self._frame(tables.answers(self.facts))

    def series(
        self, code: str, areas: str | Iterable[str] | None = None, variant: Variant | None = None
    ) -> pd.DataFrame:
        """An indicator over years, each area over one membership, so that nobody's coming or going is read as change.

        Args:
            code: its code or id. areas: as of `values`; the home group, the groups it is compared with and riket where
                none is named. variant: "without" leaves the fleet municipalities out, where there are variants.

        Returns:
            code, area, name, year, variant, value, unit, status: a row for each year with a value.
        """
        facts = self.facts
        key = facts.registry.find(code)
        evaluation, declared = facts.evaluation(key, variant), facts.indicator(key)
        compared = [*next(iter(facts.registry.comparison_sets.values())).groups, COUNTRY]
        named = self._areas(areas)
        wanted = list(dict.fromkeys([facts.areas.home.id, *compared])) if named is None else named
        records = [
            (declared.code, area, facts.areas.name(area), year, evaluation.variant, cell.value, declared.unit,
             cell.status_text)
            for area in wanted
            for year, cell in sorted(evaluation.series.get(area, {}).items())
            if cell.value is not None
        ]  # fmt: skip
        columns = ["code", "area", "name", "year", "variant", "value", "unit", "status"]
        return self._known(pd.DataFrame(records, columns=columns), tables.values_of(facts, key))

    def boundaries(self, area: str | None = None) -> gpd.GeoDataFrame:
        """The municipalities' boundaries, simplified for maps: area, name, county, geometry, in WGS 84.

        Args:
            area: the group or county whose municipalities are wanted, or one municipality; all 290 where none is named.
        """
        known = self.facts.areas
        codes = known.municipalities if area is None else known.sorted(known.by_id[known.find(area)].members)
        drawn = [code for code in codes if code in self.facts.boundaries]
        frame = gpd.GeoDataFrame(
            {
                "area": drawn,
                "name": [known.name(code) for code in drawn],
                "county": [known.by_id[code].county_code for code in drawn],
            },
            geometry=[shape(self.facts.boundaries[code].geometry) for code in drawn],
            crs=DEGREES,
        )
        frame.attrs = {"source": f"Kommungränser: {self.facts.borders}"}
        return frame

    def _areas(self, areas: str | Iterable[str] | None) -> list[str] | None:
        if areas is None:
            return None
        return [self.facts.areas.find(name) for name in ([areas] if isinstance(areas, str) else areas)]

    def _frame(self, rows: Rows) -> pd.DataFrame:
        names = [column.name for column in rows.columns]
        frame = pd.DataFrame(list(rows.cells()), columns=names)
        kinds = {column.name: TYPES[column.kind] for column in rows.columns}
        return self._known(frame.astype(kinds), rows)

    def _known(self, frame: pd.DataFrame, rows: Rows) -> pd.DataFrame:
        frame.attrs = {
            "source": "; ".join(rows.sources),
            "licence": "; ".join(one.title for one in rows.licences),
            "data_version": self.facts.data_version,
            "as_of": self.facts.as_of.isoformat(),
        }
        return frame


def load(data: Path | str | None = None, *, edition: str | None = None, as_of: date | None = None) -> Frames:
    """What Målkollen says now, or said in a fixed version.

    Args:
        data: the data folder; the one that MALKOLLEN_DATA names, or the program's own, where none is given.
        edition: a fixed version's name. as_of: the day that decides which targets hold; today where none is given.

    Raises:
        MalkollenError: no database, an unreadable one, or no fixed version of that name; a Swedish line says which.
    """
    folder = Path(data) if data else storage.data_folder()
    if edition:
        return Frames(content.load_edition(folder, edition))
    return Frames(content.load(folder / storage.FILE_NAME, as_of or date.today()))  # noqa: DTZ011 - today is the point
