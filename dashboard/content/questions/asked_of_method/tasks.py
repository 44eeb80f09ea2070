"""Whose task something is: a cycle path along a state's road, charging points, public transport, what we decide."""

import re
from collections.abc import Sequence
from functools import partial

from dashboard.content.facts import Facts
from dashboard.content.questions.apart import duties
from dashboard.content.questions.apart.duties import ON_GOALS
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told, measure
from dashboard.content.questions.reading import areas, language
from dashboard.content.questions.reading.language import way
from dashboard.content.questions.reading.question import Reply
from dashboard.content.questions.replies import figures
from dashboard.content.workbench.duties import NOT_SHARED, of_ours
from malkollen.registry.home import capital
from malkollen.registry.roles import Duty

KEEPS = way(
    r"\b(?:vem|vilka|vilken|vems|är det|kommunen eller staten|staten eller kommunen)\b.{0,40}"
    r"\b(?:förvaltar|underhåller|snöröjer|plogar|sandar|driver|driftar|äger|sköter|ansvarar?|ansvar(?:et)?|"
    r"har hand|väghållare|betalar)\b"
)
"""That it is asked who keeps something."""
ALONG = way(
    r"\b(?:cykel|gång)\w*.{0,60}\b(?:längs|utmed|utefter|vid|intill|på)\b.{0,20}\b(?:statlig\w*|statens|"
    r"riksväg\w*|länsväg\w*|"
    r"trafikverkets|europaväg\w*|väg \d+)|\b(?:statlig\w*|statens|trafikverkets)\b.{0,20}\b(?:cykel|gång)\w*"
)
"""That a path follows a road of the state."""
NOT_SAID = "Vem som sköter just en gång- och cykelväg längs en statlig väg står inte här."
BUILDS = way(
    r"\b(?:vem|vilka)\b.{0,20}\b(?:bygg\w*|sätt\w* upp|installera\w*|ordna\w*|anlägg\w*|betala\w*|fixa\w*|"
    r"ansvarar? för)\b"
)
"""That it is asked who builds something."""
BY_SELF = way(
    r"\bvad (?:kan|får|bör|ska) (?:\w+ ){1,3}?(?:göra )?själva?\b(?: göra)?.{0,12}\b(?:åt|för|med|om|kring|"
    r"i fråga om)\b|"
    r"\bvad (?:kan|får) (?:\w+ ){1,3}?göra\b.{0,12}\bsjälva?\b|\b(?:på egen hand|utan regionen|utan staten)\b"
)
"""That it is asked what one municipality may do itself about something."""
TOGETHER = "{own} {other}"
DECIDE = way(
    r"\b(?:vad|vilka (?:frågor|beslut|saker))\b.{0,25}\b(?:jag|vi|man|kommunen|"
    r"kommunstyrelsen)\b.{0,60}\bsjälva?\b.{0,30}\b(?:besluta|bestämma|avgöra|råda)\w*|"
    r"\bvilka\b.{0,10}\bmåste\b.{0,40}\b(?:minister\w*|regering\w*|staten|riksdag\w*|regionen)\b"
)
"""That it is asked what we decide ourselves, and what others do."""


def _keeps(case: Case, _found: re.Match[str]) -> Told | None:
    """Who keeps the state's roads and who the municipality's; that of a path between nothing is said here."""
    if not ALONG.search(case.asked):
        return None
    facts = case.facts
    held = [*duties.met(facts, "statliga vägar"), *duties.met(facts, "kommunala vägar cykelvägar")]
    told = [*dict.fromkeys(one.told for one in held)]
    key = measure(case, case.asked)

    def reply(area: str) -> Reply:
        usual = (figures.of_one(facts, key, area).answer,) if key else ()
        return Reply(
            "Vem sköter en gång- och cykelväg längs en statlig väg?",
            " ".join([*told[:2], NOT_SAID]),
            hedge=NOT_SHARED,
            beside=(*told[2:], *usual),
            source=duties.sources_of([*dict.fromkeys(held)]),
            links=(ON_GOALS,),
        )

    return reply if told else None


def _builds(case: Case, _found: re.Match[str]) -> Told | None:
    """Who may build what a measure counts: the duties that are of it by name, first what our municipality may do."""
    if duties.rest(case.facts, case.asked) is not None:
        return None  # told by how it is put
    held = _of(case, BUILDS.sub(" ", case.asked))
    if not held or not held[0].ours:
        return None
    return partial(_shared, case.facts, held, f"Vem kan bygga {held[0].matter}?", is_theirs_first=True)


def _by_self(case: Case, _found: re.Match[str]) -> Told | None:
    """What a municipality may do itself about a matter, and whose the rest of it is."""
    ours = areas.with_no_names(case.facts, case.asked)
    text = BY_SELF.sub(" ", ours)
    held = _of(case, text)
    if not held:
        return None
    facts = case.facts
    key = measure(case, text)
    others = [one for one in facts.registry.duties_of(key) if one not in held] if key else []
    every = [*held, *(one for one in others if one.ours)]
    return partial(_shared, facts, every, f"Vad kan {{name}} själv göra åt {held[0].matter}?", is_theirs_first=False)


def _of(case: Case, text: str) -> list[Duty]:
    """The duties that words name, those they name most of first; none where they name none."""
    return duties.met(case.facts, text) if language.stems(text) else []


def _shared(facts: Facts, held: Sequence[Duty], asked: str, area: str, *, is_theirs_first: bool) -> Reply:
    """What somebody may do about a matter, ours and theirs. is_theirs_first: whether the whole of it comes first."""
    name = facts.areas.name(area) if area in facts.areas.home_members else "varje kommun"
    own = of_ours(held, capital(name))
    first = held[0].told
    answer = " ".join(filter(None, [first] if is_theirs_first else [own, *([] if held[0].ours else [first])]))
    lines = [line for line in (own, *(one.told for one in held)) if line and line not in answer]
    return Reply(
        asked.format(name=name),
        answer,
        hedge=NOT_SHARED,
        beside=tuple(dict.fromkeys(lines)),
        source=duties.sources_of(held),
        links=(ON_GOALS,),
    )


def _decide(case: Case, _found: re.Match[str]) -> Told | None:
    """What we decide ourselves, and whose the rest is."""
    about = duties.rest(case.facts, case.asked)
    return partial(duties.ours, case.facts) if case.facts.registry.duties and not _of(case, about or "") else None


KINDS = (
    Kind("keeps", KEEPS, _keeps, is_whole=True),
    Kind("decide", DECIDE, _decide, is_whole=True),
    Kind("by_self", BY_SELF, _by_self),
    Kind("builds", BUILDS, _builds),
)
"""The kinds of this room, in the order that they are tried."""
