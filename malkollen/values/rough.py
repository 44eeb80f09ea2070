"""Figures that are too rough for a single municipality: shared out from a larger area's, they hold for groups alone.

Nothing of a municipality is shown of them, on no page and in no document: no value, change, line, bar or colour. What
is shown in its place is why, and the figure of the group.
"""

from collections.abc import Collection
from dataclasses import replace

from malkollen.registry.registry import Indicator
from malkollen.values.areas import Area
from malkollen.values.values import Evaluation


def is_for_groups(indicator: Indicator) -> bool:
    """Whether its figures hold for groups of municipalities only."""
    return indicator.judged_for == "groups"


def is_rough(indicator: Indicator, area: Area) -> bool:
    """Whether an area's own figure is too rough to be shown."""
    return is_for_groups(indicator) and area.kind == "municipality"


def without_municipalities(evaluation: Evaluation, municipalities: Collection[str]) -> Evaluation:
    """The values of groups and riket alone."""
    cells, series = (
        {area: years for area, years in values.items() if area not in municipalities}
        for values in (evaluation.cells, evaluation.series)
    )
    return replace(evaluation, cells=cells, series=series)
