"""A goal's colours by its place among the goals, light to dark, in as many steps as its map has classes."""

from dashboard.content.facts import Facts
from dashboard.screen.charts import theme
from malkollen.registry import in_force

DARK_FROM = 0.7
"""How far along a ramp, of the whole, letters on a class must be white."""


def ramp(facts: Facts, goal: str, classes: int = 6) -> tuple[str, ...]:
    """The colours of a goal's map, lightest first, kept by what carries it on; past the last ramp, the first again."""
    ramps = list(theme.RAMPS.values())
    place = in_force.places_of(facts.registry, facts.registry.goals[goal].programme)[goal]
    declared = ramps[place % len(ramps)]
    return tuple(_at(declared, step / (classes - 1)) for step in range(classes))


def first_dark(classes: int) -> int:
    """The first of some classes, counted from 1, that carries white letters."""
    return next(number for number in range(1, classes + 1) if (number - 1) / (classes - 1) > DARK_FROM)


def _at(colours: tuple[str, ...], part: float) -> str:
    """The colour so far along a ramp, mixed of its two nearest where it falls between them."""
    place = part * (len(colours) - 1)
    low = min(int(place), len(colours) - 2)
    pairs = zip(_channels(colours[low]), _channels(colours[low + 1]), strict=True)
    mixed = [round(one + (other - one) * (place - low)) for one, other in pairs]
    return f"#{''.join(f'{channel:02x}' for channel in mixed)}"


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
