"""The page Ord: the words that must stay, and what they mean."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection
from dashboard.blocks.pieces import Definitions
from dashboard.content.facts import Facts
from dashboard.content.goal.page import unfollowed
from dashboard.content.words import words
from malkollen.texts.swedish import alternatives

LEAD = "Några ord har en bestämd betydelse i siffrorna. Här står den, en mening för varje ord."
DOTTED = "Är ett ord prickat, som laddpunkt, öppnas meningen där det står."


def sections(facts: Facts, *, are_dotted: bool = True) -> list[PageSection]:
    """The words in alphabetical order; those that mean the same stand together.

    Args:
        are_dotted: whether the pages beside this one explain them where they stand.
    """
    terms: dict[str, list[str]] = {}
    for word in words.words(facts):
        terms.setdefault(word.sentence, []).append(word.term)
    pairs = tuple((alternatives(same), sentence) for sentence, same in terms.items())
    lead = f"{LEAD} {DOTTED}" if are_dotted else LEAD
    return [PageSection("", [Text(lead, "lead"), Definitions(pairs, is_declaration=True)]), *unfollowed(facts)]
