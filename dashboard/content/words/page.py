"""The page Ord: the words that must stay, and what they mean."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection
from dashboard.blocks.pieces import Definitions
from dashboard.content.facts import Facts
from dashboard.content.goal.page import unfollowed
from dashboard.content.words import words

LEAD = (
    "Några ord har en bestämd betydelse i siffrorna. Här står den, en mening för varje ord. Är ett ord prickat, som "
    "laddpunkt, öppnas meningen där det står."
)


def sections(facts: Facts) -> list[PageSection]:
    """The words in alphabetical order."""
    pairs = tuple((word.term, word.sentence) for word in words.words(facts))
    return [PageSection("", [Text(LEAD, "lead"), Definitions(pairs, is_declaration=True)]), *unfollowed(facts)]
