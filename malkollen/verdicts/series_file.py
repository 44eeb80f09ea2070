"""A series given directly, to try a target before it is decided: read strictly, assessed by the same rules."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from malkollen.assess.assessment import Assessment, Lead, Position
from malkollen.assess.direction import NOT_ASSESSABLE, Direction, direction
from malkollen.assess.forecast import Forecast, forecast
from malkollen.assess.scale import Better, Scale, fits
from malkollen.assess.target import Aim, target_position
from malkollen.assess.window import Terms
from malkollen.errors import DataError
from malkollen.files import small_file
from malkollen.files.small_file import SmallFileError
from malkollen.registry import checks
from malkollen.verdicts.why_not_judged import is_stale

MOST_BYTES = 5_000_000
Year = Annotated[int, Field(ge=1000, le=9999)]
Years = Annotated[tuple[Year, ...], Field(strict=False)]
Number = Annotated[float, Field(ge=-1e15, le=1e15)]
"""Of any unit, and small enough that no difference of two is infinite."""


def _day(text: object) -> date:
    """A date as text; a number is none, though pydantic would count it as seconds since 1970."""
    try:
        return date.fromisoformat(text if isinstance(text, str) else "")
    except ValueError:
        raise ValueError("as_of: ska vara ett datum (ÅÅÅÅ-MM-DD)") from None


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class _Point(_Part):
    year: Year
    value: Number


class SeriesFile(_Part):
    """What a file says: a value a year, the direction, and as far as they are known the rest."""

    series: Annotated[dict[str, Number | None], Field(min_length=1)]
    better: Better
    scale: Scale = "linear"
    materiality: Annotated[float, Field(ge=0)] | None = None
    base: _Point | None = None
    target: _Point | None = None
    breaks: Years = ()
    exclude_years: Years = ()
    ceiling: Annotated[float, Field(gt=0)] = 100.0
    lag_years: Annotated[float, Field(ge=0, le=50)] = 1.0
    as_of: Annotated[date, BeforeValidator(_day)] | None = None

    @model_validator(mode="after")
    def _fits_its_scale(self) -> "SeriesFile":
        for year in self.series:
            if not re.fullmatch("[1-9][0-9]{3}", year):
                raise ValueError(f"series.{year}: ska vara ett år med fyra siffror")
        for number, value in self.values.items():
            if not fits(value, self.scale, self.ceiling):
                limits = "större än 0" if self.scale == "log" else f"mellan 0 och taket {self.ceiling:g}"
                raise ValueError(f"series.{number}: ska vara {limits} på skalan {self.scale}")
        return self

    @property
    def values(self) -> dict[int, float]:
        """The known values by year, in order."""
        return {int(year): value for year, value in sorted(self.series.items()) if value is not None}


@dataclass(frozen=True)
class SeriesAnswer:
    """The verdicts of a series, and the value they are about."""

    year: int
    value: float
    assessment: Assessment


def assess_series(path: Path, as_of: date | None) -> SeriesAnswer:
    """Reads and assesses a series.

    Args:
        as_of: the day that decides what is too old; the file's own where None.

    Raises:
        DataError: one line with the file and what would be right.
    """
    given = _read(path)
    series = given.values
    used = {year: value for year, value in series.items() if year not in given.exclude_years}
    if not used:
        raise DataError(f"{path.name}: series: ska ha minst ett värde som inte är uteslutet")
    year = max(used)
    assessment = _assess(given, series, used[year])
    day = as_of or given.as_of or date.today()  # noqa: DTZ011 - the day here
    if is_stale(year, 12 * given.lag_years, day):
        assessment = _shown_only(assessment, f"värdet från {year} är för gammalt för att bedömas")
    return SeriesAnswer(year, used[year], assessment)


def _assess(given: SeriesFile, series: dict[int, float], value: float) -> Assessment:
    terms = Terms(
        given.better, given.scale, given.materiality, given.ceiling, frozenset(given.breaks),
        frozenset(given.exclude_years),
    )  # fmt: skip
    moved, lead = direction(series, terms), Lead(reason="en serie jämförs inte med andra områden")
    if given.target is None:
        none = "inget målvärde är angivet"
        return Assessment("mal", Position("mal", reason=none), moved, Forecast(reason=none), lead)
    base = given.base
    aim = Aim(given.target.value, given.target.year, base.year if base else None, base.value if base else None)
    stands = target_position(value, aim, given.better)
    position = Position("mal", stands.label, stands.is_reached, stands.share_closed, stands.remaining)
    return Assessment("mal", position, moved, forecast(series, terms, aim, moved), lead)


def _shown_only(assessment: Assessment, reason: str) -> Assessment:
    """Too old: the numbers of the position are shown, nothing is judged."""
    position = replace(assessment.position, label=None, is_reached=None, reason=reason)
    moved = Direction(
        NOT_ASSESSABLE, values=assessment.direction.values, left_out=assessment.direction.left_out, reason=reason
    )
    return Assessment(assessment.kind, position, moved, Forecast(reason=reason), assessment.lead)


def _read(path: Path) -> SeriesFile:
    try:
        content: Any = json.loads(small_file.text(path, MOST_BYTES), object_pairs_hook=_once)
    except FileNotFoundError:
        raise DataError(f"{path.name}: filen finns inte i {path.parent}") from None
    except SmallFileError:
        raise
    except OSError:
        raise DataError(f"{path.name}: går inte att läsa som en fil") from None
    except (ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, _KeyFaultError) else "är inte JSON i UTF-8"
        raise DataError(f"{path.name}: {said}") from None
    if not isinstance(content, dict):
        raise DataError(f"{path.name}: ska vara ett objekt med series och better")
    try:
        return SeriesFile.model_validate(content)
    except ValidationError as error:
        raise DataError(f"{path.name}: {'; '.join(_lines(error))}") from None


class _KeyFaultError(ValueError):
    """A key that stands twice (which of its values holds is anybody's guess) or cannot be printed on a line."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, value in pairs:
        if not key.isprintable():
            raise _KeyFaultError("en nyckel har tecken som inte kan skrivas ut")
        if key in read:
            raise _KeyFaultError(f"{key} står två gånger")
        read[key] = value
    return read


def _lines(error: ValidationError) -> list[str]:
    own = [str(fault["ctx"]["error"]) for fault in error.errors() if fault["type"] == "value_error"]
    return own or checks.in_swedish(error)
