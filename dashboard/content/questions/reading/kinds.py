"""Kinds of questions that are told by how they are put, whatever they are of: of all goals, of a sum of money."""

import re

GOAL = re.compile(r"\bmål(?:en)?\b", re.IGNORECASE)
"""All the goals together, or whichever of them."""
REACHES = re.compile(
    r"\b(?:miss\w*|nå|når|nått|nås|klara\w*|uppfyll\w*|uppnå\w*|sämst|sämre|efter|hittills)\b", re.IGNORECASE
)
"""That it is asked whether they are reached."""
WHETHER = re.compile(r"(?:vilk\w+|når|nås|klarar|missar|uppfyller|har|hur många|kommer|ligger|är)\b", re.IGNORECASE)
"""How a question begins that asks whether, and which."""
FOLLOWED = re.compile(r"\b(?:mål(?:en)?|mått(?:en)?|indikator\w*)\b", re.IGNORECASE)
"""What is decided on: the goals and what measures them."""
WHO = re.compile(r"\b(?:vem|vilka som|vilka är det som|vilket organ)\b", re.IGNORECASE)
DECIDES = re.compile(r"\b(?:bestäm\w*|beslut\w*|ändra\w*|sätter|satte|satt|välj\w*|valt|formulera\w*)\b", re.IGNORECASE)
"""That it is asked who decides."""
HOW_MUCH = re.compile(
    r"\b(?:hur mycket|hur stor\w* (?:del|andel|summa)|hur många (?:kronor|miljarder|miljoner)|vilken summa"
    r"|mer pengar)\b",
    re.IGNORECASE,
)
STATE = re.compile(
    r"\b(?:nationell\w* plan\w*|staten\w*|statlig\w*|infrastrukturpengar\w*|infrastruktursatsning\w*"
    r"|infrastrukturplan\w*)\b",
    re.IGNORECASE,
)
COSTS = re.compile(r"\bkosta\w*\b", re.IGNORECASE)
"""How a sum of the state's money is asked for, and the cost of one thing, which is something else."""


def rest_of_goals(asked: str) -> str | None:
    """What else a question has that asks whether the goals are reached; None where it does not ask that."""
    if not (WHETHER.match(asked.strip()) and GOAL.search(asked) and REACHES.search(asked)):
        return None
    return REACHES.sub(" ", GOAL.sub(" ", asked))


def rest_of_deciding(asked: str) -> str | None:
    """What else a question has that asks who decides the goals; None where it does not ask that."""
    if not (WHO.search(asked) and FOLLOWED.search(asked) and DECIDES.search(asked)):
        return None
    return DECIDES.sub(" ", FOLLOWED.sub(" ", WHO.sub(" ", asked)))


def is_of_sum(asked: str) -> bool:
    """Whether a question asks how much of the state's money goes somewhere."""
    found = HOW_MUCH.search(asked) and STATE.search(asked)
    return bool(found) and not COSTS.search(asked)
