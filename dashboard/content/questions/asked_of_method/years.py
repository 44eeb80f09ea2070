"""Of years: the latest that all have figures of, and what is noted of one."""

import re
from collections.abc import Sequence

from dashboard.blocks.page import Link
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told, left, measure
from dashboard.content.questions.reading.language import way
from dashboard.content.questions.reading.question import Reply
from dashboard.content.questions.replies import gaps
from dashboard.content.text import ended
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number

ON_SOURCES, ON_METHOD = Link("Läs mer på Data och källor", "sources"), Link("Läs mer på Så bedömer vi", "method")
COMMON_YEAR = way(
    r"\b(?:senaste|sista|vilket|gemensam\w*) (?:\w+ )?år(?:et)?\b.{0,60}\b(?:alla|samtliga|åtta|"
    r"varje kommun)\b|"
    r"\bhur aktuell\w*\b.{0,30}\b(?:alla|samtliga|allt)\b"
)
SHARED_YEAR = "{year} är det senaste året som alla mått når fram till som visas kommun för kommun, för alla {de}."
BUT_LACKING = "För {year} saknas siffror om {names}."
NO_SHARED_YEAR = "Inga mått har siffror för alla {de}."
NO_FIGURES = "{count} mått har inga siffror än: se Vilka mått saknar siffror?"
HAPPENED = way(
    r"\bvad (?:hände|har hänt|skedde|inträffade)\b.{0,20}\b(?P<a>(?:19|20)\d\d)\b|"
    r"\b(?:hack|hopp|knix|knyck|dipp|spik|brott|avbrott|glapp|språng)\w*\b.{0,60}\b(?P<b>(?:19|20)\d\d)\b|"
    r"\b(?P<c>(?:19|20)\d\d)\b.{0,60}\b(?:hack|hopp|knix|knyck|dipp|spik|brott|avbrott|glapp|språng|konstig|"
    r"avvik)\w*"
)
"""That it is asked what happened in a year."""
BROKEN, UNBROKEN = "{year} börjar en ny serie för {name}. {why}", "Inget är antecknat om {year} i siffrorna här."
NO_WHY = "Varför en siffra annars ändras visar Målkollen inte."


def _common_year(case: Case, _found: re.Match[str]) -> Told:
    """The latest year that every municipality of ours has a figure of in every measure shown by municipality."""
    facts, members = case.facts, case.facts.areas.home_members
    by_key = {
        key: [
            year
            for year in facts.evaluation(key).years()
            if all(facts.evaluation(key).at(code, year).value is not None for code in members)
        ]
        for key in facts.of_programme
        if facts.is_computed(key)
    }
    shown = {key: years for key, years in by_key.items() if years}
    year = min((max(years) for years in shown.values()), default=0)
    absent = [key for key, years in shown.items() if year not in years]
    told = (SHARED_YEAR if shown else NO_SHARED_YEAR).format(year=year, de=facts.members.the.removeprefix("alla "))
    told += f" {BUT_LACKING.format(year=year, names=listed(awaited.named(facts, absent)))}" if absent else ""
    lines = [
        f"{year}: {listed(awaited.named(facts, [key for key in shown if max(shown[key]) == year]))}."
        for year in sorted({max(years) for years in shown.values()}, reverse=True)
    ]
    waiting = sum(not facts.is_computed(key) for key in facts.of_programme)
    rest = [NO_FIGURES.format(count=number(waiting))] if waiting else []
    reply = Reply(
        "Vilket år har alla kommuner siffror för?", told, beside=(*_latest(lines), *rest), links=(ON_SOURCES,)
    )
    return lambda _area: reply


def _latest(lines: Sequence[str]) -> list[str]:
    """The latest year of each measure, said once before them."""
    return [f"Senaste året {line}" if place == 0 else line for place, line in enumerate(lines)]


def _happened(case: Case, found: re.Match[str]) -> Told | None:
    """What is noted of a year: a series that begins anew, a year that is doubtful; of a measure that is named alone."""
    facts, year = case.facts, int(next(filter(None, found.groupdict().values())))
    own = measure(case, left(case, found))
    keys = [own] if own else [key for key in facts.of_programme if facts.is_computed(key)]
    found_in = {"broken": dict[str, list[str]](), "odd": dict[str, list[str]]()}
    for key in keys:
        name = plain(facts.indicator(key))
        if why := facts.registry.breaks_of(key).get(year):
            found_in["broken"].setdefault(why, []).append(name)
        odd = facts.registry.odd_years(key).get(year)
        for text in [*([odd] if odd else []), *(one for one in facts.indicator(key).caveats if str(year) in one)]:
            found_in["odd"].setdefault(text, []).append(name)
    told = [BROKEN.format(year=year, name=listed(names), why=why) for why, names in found_in["broken"].items()]
    told += [f"{capital(listed(names))}: {inside(ended(text))}" for text, names in found_in["odd"].items()]
    told = told or [UNBROKEN.format(year=year)]
    cited = (
        f"{facts.source_line(*[key for key in keys if facts.is_computed(key)][:1])}."
        if own and facts.is_computed(own)
        else ""
    )
    reply = Reply(
        f"Vad hände {year}?",
        told[0],
        hedge=NO_WHY,
        beside=(*told[1:], gaps.whom(facts)),
        source=cited,
        links=(ON_METHOD,),
    )
    return lambda _area: reply


KINDS = (
    Kind("common_year", COMMON_YEAR, _common_year, is_whole=True),
    Kind("happened", HAPPENED, _happened, is_whole=True),
)
"""The kinds of this room, in the order that they are tried."""
