"""The words that answers are made of: places, values, names within a sentence, days."""

from collections.abc import Sequence
from datetime import date

from dashboard.content.text import UNCHANGED, told_decimals
from malkollen.answers.basis import Basis
from malkollen.answers.movement import Span
from malkollen.answers.place import Comparison, Place
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts import places
from malkollen.texts.swedish import (
    MINUS,
    MONTHS,
    NO_BREAK_SPACE,
    THOUSANDS,
    apart,
    inside,
    is_nothing,
    listed,
    number,
    number_word,
    unnamed,
)

MANY_FLEETS = "många företagsbilar"
FLEETS = f"kommuner med {MANY_FLEETS}"
DEPENDS = "beror på företagens bilar"
ALL_CARS = "när alla bilar räknas, också företagens"
"""Of a place by vehicles as they are registered: which cars it counts, in the same words for each such measure."""
MOST_NAMES = 6
"""Of municipalities left out, that a sentence has room for."""
LARGE = 10_000


def plain(indicator: Indicator) -> str:
    """What an indicator measures in everyday words; its title with a small letter where nobody has written them."""
    return indicator.plain or inside(indicator.title)


def name(indicator: Indicator) -> str:
    """What an indicator is called on every page and in every table: its everyday words with a large letter."""
    return capital(kept(plain(indicator)))


def day(moment: date) -> str:
    """A day that is to come, as a month: "juni 2026"."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


# ───────────── Values ─────────────


def decimals(indicator: Indicator, values: Sequence[float | None], *, apart: bool = False) -> int:
    """Decimals of values that are told together: one at most.

    Args:
        apart: the values stand in different places, so that two that look alike are written in full.
    """
    few = min(indicator.decimals, 1)
    texts = [number(value, few) for value in values if value is not None]
    return indicator.decimals if apart and len({*texts}) < len(texts) else few


def figure(indicator: Indicator, value: float, places: int) -> str:
    """A value alone: "2,4"; tonnes of many thousands in thousands."""
    if indicator.unit == "ton" and abs(value) >= LARGE:
        return number(value, -3)
    return number(value, places)


def valued(indicator: Indicator, value: float, year: int, places: int) -> str:
    """A value, what it is of and its year: "2,4 laddpunkter per 1 000 invånare 2025"."""
    shown = figure(indicator, value, places)
    if indicator.plain_value:
        return f"{shown} {kept(indicator.plain_value)} {year}"
    return f"{kept(plain(indicator))} {shown} {unit(indicator)} {year}"


def unit(indicator: Indicator) -> str:
    """A unit as a word."""
    return "procent" if indicator.is_share else indicator.unit


def kept(text: str) -> str:
    """A text whose thousands no line breaks."""
    return THOUSANDS.sub(NO_BREAK_SPACE, text)


def change(indicator: Indicator, span: Span) -> str:
    """A size with its sign: "−0,6 procentenheter", "+5 procent"; of the ends as shown, never minus zero."""
    is_percent = not indicator.is_share and span.percent is not None
    return f"{change_number(indicator, span)} {difference_unit(indicator, is_percent=is_percent)}"


def change_number(indicator: Indicator, span: Span) -> str:
    """A size with its sign and without its unit: "−0,6", "+5", "0"."""
    size, places = _change(indicator, span)
    if is_nothing(size, places):
        return number(0.0, places)
    return f"{'+' if size > 0 else MINUS}{number(abs(size), places)}"


def is_unchanged(indicator: Indicator, span: Span) -> bool:
    """Whether a change is too small to be seen as it is told."""
    return is_nothing(*_change(indicator, span)) or not apart(span.before, span.after, indicator.decimals)


def _change(indicator: Indicator, span: Span) -> tuple[float, int]:
    """A change as it is told, in percent where that can be, and its decimals."""
    if indicator.is_share or span.percent is None:
        places = min(indicator.decimals, 1)
        return apart(span.before, span.after, places), places
    return span.percent, 0


def two_values(indicator: Indicator, span: Span) -> tuple[str, str] | None:
    """Two values as they are told, here as everywhere; None where they look the same."""
    before, after = (figure(indicator, value, told_decimals(indicator)) for value in (span.before, span.after))
    return None if before == after else (before, after)


def since(indicator: Indicator, span: Span) -> str:
    """A change without its ends: "i stort sett oförändrat sedan 2022", or its size where it has one."""
    told = UNCHANGED if is_unchanged(indicator, span) else change(indicator, span)
    return f"{told} sedan {span.from_year}"


def difference_unit(indicator: Indicator, *, is_percent: bool) -> str:
    """What a difference is counted in."""
    return "procentenheter" if indicator.is_share else "procent" if is_percent else unit(indicator)


def lower_than(indicator: Indicator, percent: float, year: int, base: int) -> str:
    """A value against an earlier one: "utsläppen från transporter var 22 procent lägre 2024 än 2010"."""
    size = number(abs(percent))
    if size == "0":
        return f"{kept(plain(indicator))} var i stort sett lika stora {year} som {base}"
    return f"{kept(plain(indicator))} var {size} procent {'högre' if percent > 0 else 'lägre'} {year} än {base}"


def more(indicator: Indicator, *, is_good: bool) -> str:
    """The comparative that belongs to an indicator's everyday words: of counts and shares more, of others higher."""
    if indicator.plain is None:
        return "bättre värde för" if is_good else "sämre värde för"
    if indicator.better == "lower":
        return "lägre" if is_good else "högre"
    return "fler" if is_good else "färre"


# ───────────── Places ─────────────


def placed(place: Place, *, of: bool = True) -> str:
    """A place in a sentence of its own: "delad tvåa av fyra", "näst lägst av fyra"."""
    if place.kind == "depends":
        return DEPENDS
    if place.kind == "all_tied":
        return "lika med den andra" if place.of == 2 else "lika med de andra"
    if place.of == 2:
        return _beside_one(place)
    rank = _lower(place) if place.better == "lower" else ranked(place)
    return f"{rank} av {number_word(place.of)}" if of else rank


def placed_in(place: Place, indicator: Indicator, *, of_goal: bool = False) -> str:
    """A place with what it is in: "näst lägst transportutsläpp per invånare", "sist i laddpunkter".

    Args:
        of_goal: in the answer to its goal's question, where what that asks of is not said again.
    """
    thing = kept((of_goal and indicator.plain_in_goal) or plain(indicator))
    if place.better == "lower" and place.kind not in ("all_tied", "depends"):
        return f"{_lower(place)} {thing}" if place.of > 2 else f"{_pair(place)} {thing} än den andra"
    return f"{placed(place, of=False)} i {thing}"


def placed_beside(basis: Basis, place: Place, indicator: Indicator, *, of_goal: bool = False) -> str:
    """The same, where one of two has the other's name: "högre utsläpp per invånare än Jönköpings län"."""
    told = placed_in(place, indicator, of_goal=of_goal)
    return told.replace("den andra", unnamed(basis.areas.name(place.best))) if place.of == 2 else told


def ranked(place: Place) -> str:
    """A place by its number, also where lower is better: "delad sist"."""
    return places.by_number(place.rank, place.last_rank, place.of)


def by_number(place: Place) -> str:
    """A place whose vehicles decide it, as they are registered: "delad sist av fyra"."""
    return f"{ranked(place)} av {number_word(place.of)}"


def _lower(place: Place) -> str:
    return places.by_height(place.rank, place.last_rank, place.of)


def _beside_one(place: Place) -> str:
    if place.better == "lower":
        return f"{_pair(place)} än den andra"
    return "före den andra" if place.is_first else "efter den andra"


def _pair(place: Place) -> str:
    return "lägre" if place.is_first else "högre"


def comparison(basis: Basis, compared: Comparison, *, of_goal: bool = False) -> str:
    """Which comparison is meant, as the beginning of a sentence: "Räknas Stockholm och Göteborg bort".

    Args:
        of_goal: said of a whole goal, where who is left is told, and who is left out stands with each measure.
    """
    names = [basis.areas.name(code) for code in compared.left_out]
    if not names and compared.variant == "without":
        return f"Utan {FLEETS}"
    if not names or len(names) > MOST_NAMES:
        title = basis.declared(compared.set).title
        without = f"Utan {FLEETS}, i" if compared.variant == "without" else "I"
        return f"{without} jämförelsen {unnamed(title)}"
    if compared.variant == "without":
        return f"Utan {FLEETS} och utan {listed(names)}"
    if of_goal and (among := basis.declared(compared.set).among):
        return f"Jämförs bara {among}"
    return f"Räknas {listed(names)} bort"
