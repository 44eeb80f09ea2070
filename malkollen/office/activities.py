"""Activities beside effects: what was done for each goal, by whom and with what result. Never claimed as causes.

The file is data/activities.toml, a paragraph [[activities]] for each, in the order they are shown.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from malkollen.errors import DataError
from malkollen.files import toml_file
from malkollen.registry import checks
from malkollen.texts.printable import excerpt
from malkollen.texts.written import clean_line

FILE_NAME = "activities.toml"
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    BeforeValidator(lambda text: clean_line(text) if isinstance(text, str) else text),  # comes first all the same
]  # fmt: skip


class Activity(BaseModel):
    """One activity: what, when (a year, a date or a period in words), for which goal, by whom, with what result."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    what: Line
    when: Line
    goal: Line
    who: Line
    result: Line
    source: Line | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    activities: list[Activity] = []


def load(folder: Path, goals: Collection[str]) -> tuple[Activity, ...]:
    """The activities of a data folder; none where there is no file.

    Args:
        goals: the keys of the goals: an activity names one.

    Raises:
        DataError: every fault, one a line.
    """
    path = folder / FILE_NAME
    try:
        content = toml_file.read(path)
    except FileNotFoundError:
        return ()
    except toml_file.TomlError as error:
        raise DataError(str(error)) from None
    return checked(content, goals)


def checked(content: Mapping[str, object], goals: Collection[str]) -> tuple[Activity, ...]:
    """The activities of a file's content; DataError as `load`."""
    try:
        entered = _File.model_validate(content).activities
    except ValidationError as error:
        faults = checks.in_swedish(error)
        raise DataError("\n".join(f"{FILE_NAME}: {fault}" for fault in faults)) from None
    unknown = [activity for activity in entered if activity.goal not in goals]
    if unknown:
        lines = [
            f"{FILE_NAME}: inget mål heter '{excerpt(activity.goal)}' ({excerpt(activity.what)})"
            for activity in unknown
        ]
        raise DataError("\n".join([*lines, f"{FILE_NAME}: mål som finns: {', '.join(goals)}"]))
    return tuple(entered)
