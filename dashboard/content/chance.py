"""How many signals chance alone gives among many tested series, in words."""

from malkollen.assess.direction import SIGNIFICANCE
from malkollen.texts.swedish import number_word

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
