"""What is said where no programme holds: until when the last one did, what comes, and what still stands."""

from datetime import date

from malkollen.texts.swedish import in_words

STANDS = (
    "siffrorna fortsätter, målvärdena gäller så länge deras egen giltighet räcker och bedömningarna står kvar som de "
    "senast gjordes"
)
Coming = tuple[str, date]
"""A programme's title and its first day."""


def ended(title: str, last: date, coming: Coming | None) -> str:
    """One sentence: which programme has ended, on which day, and what still stands."""
    if coming:
        follows, first = coming
        then = f"{follows} börjar gälla först den {in_words(first)}"
        return f"{title} gällde till och med den {in_words(last)} och {then}: {STANDS}."
    return f"{title} gällde till och med den {in_words(last)} och inget nytt program är infört: {STANDS}."


def not_begun(title: str, first: date) -> str:
    """One sentence: the first programme has not begun to hold."""
    return f"{title} börjar gälla den {in_words(first)}; innan dess gäller inget program."


def gap(first: date, last: date) -> str:
    """That no programme holds between two others."""
    to = f" till den {in_words(last)}" if first != last else ""
    return f"inget program gäller den {in_words(first)}{to}"
