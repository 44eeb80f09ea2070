"""Riket as we sum it of the publisher's municipalities, where the publisher's own figure reads otherwise."""

from collections.abc import Mapping

from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside, number
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Evaluation


def told(indicator: Indicator, evaluation: Evaluation, published: Mapping[int, float]) -> str:
    """What follows a line of sources where riket's latest figure is none of its publisher's; else empty.

    "; riket i bilkörning 2024 (623) är kommunerna sammanräknade, utgivarens eget tal är 625"

    Args:
        published: riket's own series by its publisher, by year.
    """
    latest = evaluation.latest(COUNTRY)
    own = published.get(latest.year)
    if latest.value is None or own is None:
        return ""
    ours, theirs = (number(one, indicator.decimals) for one in (latest.value, own))
    if ours == theirs:
        return ""
    what = indicator.plain or inside(indicator.title)
    return f"; riket i {what} {latest.year} ({ours}) är kommunerna sammanräknade, utgivarens eget tal är {theirs}"
