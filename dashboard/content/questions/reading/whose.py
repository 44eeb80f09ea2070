"""How it is asked who may do something, or what somebody whose task it is may do: the words, and whom they name."""

import re
from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, asking
from dashboard.content.questions.reading.language import said, way

_RULES = (
    r"(?:rår|råd(?:er|a)|rådighet\w*|ansvar\w*|bestäm(?:mer|ma|s)|beslut(?:ar|a)|fattar? beslut|styr|styra|makt\w*|"
    r"huvudm[aä]n\w*|mandat(?:et)?|befogenhet\w*|inflytande\w*|säga till om)"
)
_DOES = rf"(?:{_RULES}|påverkar?|sköter|sköta|bygger|har hand|göra|gör vad|bidra|uppvakta|övertyga)"
_WE = r"(?:vi|ni|man|kommunens?|kommunerna|kommunstyrelsen|politikerna|samverkan)"
RULES = said(_RULES)
"""That it is asked of power, rather than of what anybody does."""
BUILDS = said(r"bygger|byggherre|driver på|skynda på|påskynda")
"""That it is asked who makes an object, which no source tells."""
WHO = way(rf"\b(?:vems?|vilka|vilken|är det|ligger det)\b.{{0,80}}?\b(?:{_DOES}|väghåll\w*)\b")
"""That it is asked who may do something."""
WHAT_WE = way(r"\b(?:vad|hur) (?:kan|får|rår|råder|bestämmer|ska|bör)(?: "
    rf"{_WE}\b)?.{{0,45}}?\b(?:påverka|styra|bestämma|besluta|göra|bidra|över)\b|"
    rf"^(?:kan|får|har|bör) {_WE}\b.{{0,60}}?\b(?:påverka|styra|bestämma|besluta|{_RULES})\b|"
    rf"^(?:rår|råder|styr|bestämmer|beslutar|ansvarar) {_WE}\b|"
    rf"\b(?:vilke[nt]|vilka|hur (?:stort?|mycket)) {_RULES} (?:har|får) {_WE}\b|"
    rf"\bhur (?:stor del|mycket)\b.{{0,40}}\bkan {_WE}\b.{{0,20}}\b(?:påverka|styra|bestämma)\b")  # fmt: skip
"""That it is asked what a municipality, whose name is left out, may do, or whether it may."""
OF_ACTOR = way(
    rf"\b(?:{_RULES}|begära|kräva|gör|göra|sköter|sköta|har hand|påverkar?|uppgift(?:en|er)?|roll(?:en)?|fel)\b"
)
"""That it is asked of what somebody may do, where somebody is named whose task anything is."""
PLAINLY = way(
    r"^(?:och )?(?:vad|vilk\w+|hur|ligger|kan|får|har|är|ska|bör|rår|råder|styr|bestämmer|beslutar|ansvarar)\b"
)
"""How a question begins that asks that."""
ASIDE = said(rf"{_WE}|vems?|vilka|vilken|vad|hur|är det|som|{_DOES}|stat(?:en|ens)|kan|får|ska|bör|över|åt|"
    r"om|för|att|till|med|av|något|nåt|själva?|mest|egentligen|få|det|fler|mer|bättre|i|på|eller|och|gör|beslut\w*|fattar?|"
    r"fel|säga|uppgifter|uppgiften|uppgift|roll|rollen|ligger|hos|tur|går|dåligt|sämst|fel håll|åt fel håll|en|liten|"
    r"begära|kräva|"
    r"stor|sådan|enskild|ju|faktiskt|utvecklingen|del|mycket")  # fmt: skip
"""What such a question says beside that tells nothing of what it is about."""
OF_LEVELS = said(r"regionens?|region|staten|statens")
"""That it is asked which of those that are no municipalities has what."""
STATE = said(r"staten|statens|statliga myndigheter\w*")
ITSELF = way(r"\b(?:vad|hur|vilke[nt]|vilka) (?:kan|rår|råder|bestämmer|får|makt|mandat|ansvar|rådighet)\b|"
    r"\bhur (?:stort?|mycket) ")  # fmt: skip
"""How it is asked what one may do oneself, where nothing else is said."""
ROADS = "väghållare riksvägar"
"""What a road that is told by its number is asked of as well."""


def actors(facts: Facts, asked: str) -> list[str]:
    """Those that a question names whose task something is, but municipalities, in its order."""
    found = {one: re.search(rf"\b{_pattern(facts, one)}", asked, re.IGNORECASE) for one in _holders(facts)}
    named = {one: met.start() for one, met in found.items() if met}
    of_state = [one for one in found if one != facts.home.region.name] if STATE.search(asked) and not named else []
    return of_state or sorted(named, key=lambda one: named[one])


def are_set_beside(facts: Facts, pieces: Sequence[str]) -> bool:
    """Whether each part of a question asks what somebody may do: of all of them it then is one question."""
    of_each = (actors(facts, one) or WHAT_WE.search(areas.with_no_names(facts, one)) for one in pieces)
    return len(pieces) > 1 and all(of_each)


def is_held_by(holder: str, actor: str) -> bool:
    """Whether a matter is somebody's, alone or with others."""
    return actor in holder.split(" och ")


def rest(facts: Facts, asked: str) -> str | None:
    """What a question is about that asks who may do something, or what somebody may; None of any other."""
    unnamed, named = areas.with_no_names(facts, asked), actors(facts, asked)
    of_actor = named and PLAINLY.search(asked.strip()) and OF_ACTOR.search(asked)
    if not (WHO.search(asked) or WHAT_WE.search(unnamed) or of_actor):
        return None
    for one in named:
        unnamed = re.sub(rf"\b{_pattern(facts, one)}\b", " ", unnamed, flags=re.IGNORECASE)
    about = ASIDE.sub(" ", OF_LEVELS.sub(" ", asking.ASIDE.sub(" ", unnamed))).strip(" ?!.,–-")
    return f"{about} {ROADS}" if asking.ROAD.search(about) else about


def _holders(facts: Facts) -> list[str]:
    """Those whose task something is, each by itself, but municipalities and those that are not told by name."""
    alone = {one.holder: one for one in facts.registry.duties.values()}
    of_ours = {holder for holder, one in alone.items() if one.ours and " och " not in holder}
    return [*dict.fromkeys(part for holder in alone if holder not in of_ours for part in holder.split(" och "))]


def _pattern(facts: Facts, holder: str) -> str:
    """A name as it may be written, in the genitive too; of the region also by its first word: "regionens"."""
    first, _, last = holder.partition(" ")
    short = rf"{re.escape(first)}(?:en|ens)?(?: {re.escape(last)}s?)?\b"
    return short if holder == facts.home.region.name else rf"{re.escape(holder)}s?\b"
