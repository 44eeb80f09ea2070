"""Which fixed version of a meeting corrects which."""

from collections.abc import Sequence

from dashboard.content.facts import Facts
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.editions.file import Edition


def corrected(facts: Facts, words: str) -> str:
    """That the fixed version a page or a document shows is corrected by a later one; empty of what is not.

    words: how it is said, with {} where the later one's name stands.
    """
    later = editions.corrected_by(storage.data_folder(), facts.edition) if facts.edition else None
    return words.format(later.name) if later else ""


def corrects(facts: Facts, words: str) -> str:
    """That the fixed version a page or a document shows corrects an earlier one. Words and empty as `corrected`."""
    earlier = editions.corrects(storage.data_folder(), facts.edition) if facts.edition else None
    return words.format(earlier.name) if earlier else ""


def correction(made: Edition, fixed: Sequence[Edition]) -> str:
    """Which version of the same meeting a version is corrected by, or corrects; empty where there is no other.

    fixed: every version, the latest first.
    """
    same = [other for other in fixed if editions.is_of_one_meeting(made, other)]
    place = same.index(made)
    return f"rättad av {same[0].name}" if place else f"rättar {same[1].name}" if len(same) > 1 else ""
