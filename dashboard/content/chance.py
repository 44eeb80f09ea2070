"""What to know of many verdicts and of a summed figure: what chance gives, and where riket is no publisher's."""

from collections.abc import Mapping

from malkollen.assess.direction import SIGNIFICANCE
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside, number, number_word
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Evaluation

IN_WORDS = 12
"""The largest number that running text writes in words."""
MANY = 3


def chance_notes(tested: int) -> tuple[str, ...]:
    """The sentence under a page of many; nothing under one or two."""
    return (chance_text(tested),) if tested >= MANY else ()


def chance_text(tested: int) -> str:
    """How many signals of so many tested series chance alone is expected to give."""
    expected = round(SIGNIFICANCE * tested)
    about = "ingen" if expected == 0 else f"ungefär {in_words(expected)}"
    return (
        f"{in_words(tested).capitalize()} serier är prövade här. Även om inget hade förändrats väntas {about} av dem "
        "visa en förändring av slump."
    )


def in_words(count: int) -> str:
    """A number up to twelve in words, otherwise in figures."""
    return number_word(count) if count <= IN_WORDS else str(count)


def summed(indicator: Indicator, evaluation: Evaluation, published: Mapping[int, float]) -> str:
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
