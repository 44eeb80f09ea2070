"""Which of Kolada's key figures are fetched (kolada.toml beside this), and that each still is what it was."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from ingest.source import Series, Source, Texts
from malkollen.errors import SourceError
from malkollen.files import toml_file

DECLARATIONS = Path(__file__).with_name("kolada.toml")
SURVEY, UNCERTAINTY = "Medborgarundersökningen", "Osäkerhetstal"


class Kpi(Series):
    """One key figure: how its title is known again, and what becomes of it.

    Attributes:
        title: phrases that its live title must contain, as whole words; `$` last: the title ends there.
        series: its name in mart.published.
        measure: also a measure, as it stands.
        is_count: whole numbers only.
        is_sum: the municipalities make up the country.
        full_from: from this year every municipality has a row.
        uncertainty: the key figure that is its ± in procentenheter.
    """

    title: Texts
    series: str
    measure: str | None = None
    is_count: bool = False
    is_sum: bool = False
    full_from: int | None = None
    uncertainty: str | None = None

    def fits(self, title: str) -> bool:
        """Whether a title is this key figure's."""
        return all(_contains(title, phrase) for phrase in self.title)


class Group(Source):
    """The key figures that one publisher makes, as a source."""

    retrieved: str = ""
    kpis: dict[str, Kpi] = Field(default_factory=dict)


@cache
def groups() -> dict[str, Group]:
    """The declared sources by id."""
    return {key: Group.model_validate(entry) for key, entry in toml_file.read(DECLARATIONS).items()}


@cache
def kpis() -> dict[str, Kpi]:
    """Every key figure that is asked for, by Kolada's id, with those of uncertainty."""
    found = {key: kpi for group in groups().values() for key, kpi in group.kpis.items()}
    for kpi in list(found.values()):
        if kpi.uncertainty:
            title = tuple(UNCERTAINTY if phrase == SURVEY else phrase for phrase in kpi.title)
            found[kpi.uncertainty] = Kpi(title=title, series=f"{kpi.series} ±", ceiling=100.0)
    return dict(sorted(found.items()))


def check_titles(rows: list[Mapping[str, Any]]) -> None:
    """SourceError naming the first key figure that is gone or is called something else."""
    titles = {row.get("id"): row.get("title") for row in rows}
    for key, kpi in kpis().items():
        title = titles.get(key)
        if not isinstance(title, str):
            raise SourceError(
                f"Kolada: nyckeltalet {key} ({', '.join(kpi.title)}) finns inte i svaret; sök dess nya id på kolada.se "
                f"och ändra {DECLARATIONS.name}"
            )
        if not kpi.fits(title):
            wanted = "', '".join(kpi.title)
            raise SourceError(
                f"Kolada: {key} heter nu '{_short(title)}', väntat '{wanted}'; är det ett annat mått? Jämför "
                f"definitionen på kolada.se och ändra {DECLARATIONS.name}"
            )


def next_expected(rows: list[Mapping[str, Any]], group: Group, after: str) -> date | None:
    """The first day after one (ISO) that Kolada's plan says something of a source will be published."""
    dates = sorted(day for day in _dates(rows, group) if day.isoformat() > after)
    return dates[0] if dates else None


def _dates(rows: list[Mapping[str, Any]], group: Group) -> Iterator[date]:
    for row in rows:
        if row.get("id") in group.kpis and isinstance(text := row.get("publication_date"), str):
            try:
                yield date.fromisoformat(text[:10])
            except ValueError:
                continue


def _contains(title: str, phrase: str) -> bool:
    words = r"\s+".join(re.escape(word) for word in phrase.removesuffix("$").split())
    end = r"\s*$" if phrase.endswith("$") else r"(?!\w)"
    return re.search(rf"(?<!\w){words}{end}", title, re.IGNORECASE) is not None


def _short(text: str) -> str:
    return " ".join(text.split())[:120]
