"""A question of a place alone: the objects that have its name in theirs."""

import re
from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.goal import national_plan
from dashboard.content.objects import municipality
from dashboard.content.questions.apart.drafted import READ_ON
from dashboard.content.questions.reading import areas, language, search
from dashboard.content.questions.reading.question import Question, Reply

WITHIN = re.compile(r"\b(?:i|vid|kring|runt) (?=[A-ZÅÄÖ])")
"""Words before the name of a place that something is asked of."""


def plan_source(facts: Facts) -> str:
    """Who published the national plan; empty where it is not carried."""
    ids = {one.source for one in national_plan.of_county(facts)}
    sources = [found.attribution for found in facts.sources if found.source in ids]
    return f"{facts.credited(sources)}." if sources else ""


def asked_of(facts: Facts, known: Sequence[Question], asked: str) -> Question | None:
    """A question of a place, no municipality, and of nothing else, that objects here have in their names; else None."""
    usual = {*language.SMALL, *language.EVERYDAY, *language.FAINT}
    said = language.stems(" ".join(facts.registry.questions.projects))
    words = [one for one in language.words(asked) if one not in usual and language.stem(one) not in said]
    places = _places(facts, asked)
    is_there = WITHIN.search(asked) is not None and not areas.ours_in(facts, asked)
    told = municipality.with_place(facts, places[0]) if len(places) == 1 else []
    if not is_there or len(words) != 1 or not told:
        return None
    drafted = [one for one in known if one.key.startswith("draft:") and search.meets(places[0], one.names)]

    def reply(area: str) -> Reply:
        lines = (*told[1:], *(one.reply(area).answer for one in drafted))
        question = f"Vilka objekt har {places[0]} i namnet?"
        return Reply(question, told[0], beside=lines, source=plan_source(facts), links=(READ_ON,))

    return Question(f"place:{places[0]}", asked, "", reply, is_listed=False)


def _places(facts: Facts, text: str) -> list[str]:
    """Words within a text that it and names of the plan's objects write with a large letter: places, but no region."""
    regions = {language.stem(word) for area in facts.areas.groups for word in language.words(facts.areas.name(area))}
    known = {word for one in national_plan.of_county(facts) for word in language.WORD.findall(national_plan.name(one))}
    names = {language.stem(word.casefold()): word for word in known if word[:1].isupper() and len(word) > search.PART}
    written = [word for word in language.WORD.findall(text)[1:] if word[:1].isupper()]
    stems = dict.fromkeys(language.stem(word.casefold()) for word in written)
    return [names[one] for one in stems if one in names and one not in regions]
