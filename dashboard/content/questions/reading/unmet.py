"""Words of a question that an answer may leave unmet, and words as they are compared."""

from collections.abc import Iterable

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, language

FIRST_YEAR = 1990
"""Years from this one on may be asked since."""


def passing_words(facts: Facts, asked: str) -> set[str]:
    """Words that an answer may leave unmet: of any question, of places and ways to go, and years that have been."""
    years = {str(year) for year in range(FIRST_YEAR, facts.as_of.year + 1)}
    return stems(unmet(facts, asked)) | years


def unmet(facts: Facts, asked: str) -> list[str]:
    """Places that a question names, and words of any question."""
    places = (*areas.names(facts, asked), facts.home.name, facts.home.region.name)
    return [*places, *language.FAINT, *language.EVERYDAY]


def stems(texts: Iterable[str]) -> set[str]:
    """The words of texts without endings, also as they are typed without å, ä and ö."""
    return {language.unmarked(language.stem(word)) for text in texts for word in language.words(text)}


def typed(word: str) -> tuple[str, str]:
    """A word as it is written, and as it is typed without å, ä and ö."""
    return word, language.unmarked(word)
