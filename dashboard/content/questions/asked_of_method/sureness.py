"""How sure figures are, from where, when the next come, of which year and hour they are, and how they are cited."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited, states
from dashboard.content.facts import Facts
from dashboard.content.future import sureness, which_pace
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told, is_told, left, measure, names_ours
from dashboard.content.questions.reading import asking
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import aspects, figures, gaps
from dashboard.content.text import ended
from malkollen.registry.home import capital
from malkollen.registry.paragraph import UNVERIFIED
from malkollen.texts.swedish import inside, on_day
from malkollen.values import rough

ON_SOURCES, ON_METHOD = Link("Läs mer på Data och källor", "sources"), Link("Läs mer på Så bedömer vi", "method")
FORECAST = way(r"\b(?:prognos|framskrivning|framräkning)\w*")
"""That it is asked of what lies ahead at today's pace."""
NO_FORECAST = "Målkollen gör ingen prognos än: det behövs ett beslutat målvärde och en takt att räkna med."
IF_PACE_LASTS = "Prognosen förutsätter att takten fortsätter som hittills; vad nya beslut ger räknas inte in."
SURE = way(
    r"\b(?:(?:kan|ska|vågar|bör) (?:vi|man|jag|ni) (?:lita|räkna) på|lita på|hur (?:o?säker|o?säkra|exakt|"
    r"exakta|"
    r"pålitlig\w*|tillförlitlig\w*|rättvisande)|(?:o?säker|pålitlig|tillförlitlig|felmarginal|verklig)\w*|"
    r"på riktigt|(?:räknat|räknas|räknats|räknar|lagt|gjort) om|omräkn\w+)"
)
"""That it is asked how sure a figure is, or whether a change is one of the statistics alone."""
RECOUNTED = said(r"räknat om|räknas om|räknats om|räknar om|omräkn\w+|räkna om|omräknas|ändrad metod|nytt sätt")
OF_FIGURE = said(r"siffr\w*|uppgift\w*|statistik\w*|data|tal(?:et|en)|värde\w*|lita på|på riktigt|verklig\w*")
NOT_FOR_ONE = "Därför visas ingen egen siffra för {name}, och om den har ändrats går inte att säga."
SOURCE = way(
    r"\b(?:varifrån (?:kommer|hämtas|är|har)|var (?:kommer|har ni|hämtas|hittar ni)\b(?=.{1,120}\bifrån\b|"
    r".{1,80}\b(?:siffr|uppgift|data|statistik))|vil(?:ken|ka) käll\w+ (?:har|är|använder|ligger)|(?:vem|"
    r"vilka) har tagit fram|"
    r"vems (?:siffr|uppgift|statistik|data)|vad är källan|källan (?:till|för|bakom))"
)
NEXT = way(
    r"\b(?:när (?:kommer|får vi|släpps|publiceras|uppdateras|finns)|hur snart kommer)\b"
    r".{0,40}\b(?:siffr|uppgift|data|statistik|utfall|uppdatering)\w*|\bnär uppdateras\b"
)
NO_LATER = "Ingen dag är bestämd för nästa siffror."
DUE = "Nästa siffror om {name} väntas senast {day}, från {publisher}."
OF_YEAR = "Senaste siffran gäller {year}."
CITE = way(
    r"\b(?:citera\w*|hänvisa\w* till|referera\w* till|ange\w*|skriv(?:er|a|s|as)?|åberopa\w*)\b.{0,60}"
    r"\b(?:siffr\w*|uppgift\w*|käll\w*|data|statistik\w*|restid\w*|mått\w*|malkollen|målkollen)|"
    r"\b(?:får|kan) (?:jag|vi|man) (?:använda|publicera|återge|sprida|citera)\b|"
    r"\bkälla\w*\b.{0,30}\b(?:skrivas|anges)\b"
)
CITED, NOT_YET_CITED = "Skriv källan så här: ”{källa}”.", "Det finns inga siffror om {name} att citera än."
WHEN_THEY_COME = "När siffrorna finns står källan under dem, så som den ska skrivas."
STANDS = "Källan står under varje svar och bild, så som den ska skrivas."
TERMS, TERMS_UNKNOWN = "{title}: {licence}.", "{title}: villkoren för att återge dem är inte kontrollerade."
UNCONFIRMED = "Ange också år, och det som står som osäkert under svaret."
HOURS = way(
    r"\b(?:vilken|vilka|vilket|vad för) (?:dag(?:ar)?|veckodag|tid(?:er|punkt)?|klockslag|"
    r"tidpunkt)\b(?: på dygnet)?|"
    r"\bnär på (?:dygnet|dagen)\b|\brusning\w*\b.{0,30}\beller\b"
)
APPLIES = said(r"gäller|räknas|räknat|räknad\w*|mäts|mätt|avser|avses|beräkna\w*|är .{1,30} (?:för|från)")
TIMED = re.compile(r"\b\d\d(?:–| och )\d\d\b|vardag|tisdag|kl\.")
"""That a sentence says which day or hour a figure is of."""


def _forecast(case: Case, found: re.Match[str]) -> Told | None:
    """How sure it is that targets are reached, one a line; None where nobody asks how sure, or names something else."""
    if not (SURE.search(case.asked) or asking.ASPECTS["sure"].search(case.asked)):
        return None
    facts, home = case.facts, case.facts.areas.home.id
    own = measure(case, SURE.sub(" ", left(case, found)))
    keys = [own] if own else [key for key in facts.of_programme if facts.is_computed(key)]
    judged = {key: facts.assessor.verdict(key, home) for key in keys if facts.is_computed(key)}
    told = {key: text for key, one in judged.items() if (text := sureness(one))}
    lines = [f"{capital(plain(facts.indicator(key)))}: {inside(text)}" for key, text in told.items()]
    beside = tuple(filter(None, (*lines[1:], *(which_pace(facts, judged[key]) for key in told))))
    source = figures.published(tuple(one for key in told for one in answers.of_indicator(facts, key).sources), facts)
    reply = Reply(
        "Hur säker är prognosen?",
        lines[0] if lines else NO_FORECAST,
        hedge=IF_PACE_LASTS if lines else "",
        beside=beside,
        source=source,
        links=(ON_METHOD,),
    )
    return lambda _area: reply


def _sure(case: Case, found: re.Match[str]) -> Told | None:
    """How sure a measure's figure is; of a municipality whose own is too rough what makes it so comes first.

    None where how it is put tells it already, and of what is no figure.
    """
    key, facts = measure(case, left(case, found)), case.facts
    if not key or not facts.is_computed(key):
        return None
    is_recounted = RECOUNTED.search(case.asked) is not None
    is_for_one = rough.is_for_groups(facts.indicator(key)) and names_ours(case)
    is_of_figure = OF_FIGURE.search(case.asked) is not None and not is_told(case, "sure")
    return partial(_sure_of, facts, key, is_recounted) if is_recounted or is_for_one or is_of_figure else None


def _sure_of(facts: Facts, key: str, is_recounted: bool, area: str) -> Reply:
    indicator, name = facts.indicator(key), facts.areas.name(area)
    recounted = [text for text in indicator.caveats if RECOUNTED.search(text)] if is_recounted else []
    if not figures.is_silent(answers.of_indicator(facts, key, area)):
        own = aspects.REPLIES["sure"](facts, key, area)
        answer = recounted[0] if recounted else own.answer
        return replace(
            own, answer=answer, beside=tuple(dict.fromkeys((*([own.answer] if recounted else []), *own.beside)))
        )
    usual, home = figures.of_one(facts, key, area), answers.of_indicator(facts, key)
    asked = f"Hur säker är siffran om {plain(indicator)} {figures.where(facts, area)}?"
    answer = " ".join([*filter(None, [indicator.certainty]), NOT_FOR_ONE.format(name=name)])
    whole = " ".join(filter(None, (f"{facts.home.name}: {home.answer}", home.hedge)))
    return led(usual, asked, answer, (*recounted, whole, gaps.whom(facts)), "")


def _source(case: Case, found: re.Match[str]) -> Told | None:
    """Who has published a measure's figures."""
    key = measure(case, left(case, found))
    return partial(aspects.REPLIES["source"], case.facts, key) if key and not is_told(case, "source") else None


def _next(case: Case, found: re.Match[str]) -> Told | None:
    """When a measure's next figures come, first; of which year the latest are beside it."""
    key = measure(case, left(case, found)) or measure(case, found.group())
    if not key or not case.facts.is_computed(key):
        return None
    return Question(f"next:{key}", case.asked, "", partial(_next_of, case.facts, key))


def _next_of(facts: Facts, key: str, area: str) -> Reply:
    own, name = aspects.REPLIES["next"](facts, key, area), plain(facts.indicator(key))
    counted = {*(parsed.counted if (parsed := facts.indicator(key).parsed) else ())}
    own_sources = [one for one in facts.sources_of(key) if counted & {*one.feeds}] or facts.sources_of(key)
    due = [one for one in own_sources if not one.is_late and one.next_expected != date.max]
    nearest = min(due, key=lambda one: one.next_expected, default=None)
    late = states.note(facts, key)
    told = late or (
        DUE.format(name=name, day=on_day(nearest.next_expected), publisher=nearest.publisher) if nearest else NO_LATER
    )
    asked = f"När kommer nästa siffror om {name}?"
    return led(own, asked, told, (OF_YEAR.format(year=facts.evaluation(key).latest_year), *own.beside), "")


def _cite(case: Case, _found: re.Match[str]) -> Told | None:
    """How a source is written, and on what terms the figures may be used; that there are none to cite yet."""
    key = measure(case, case.asked)
    if key and not case.facts.is_computed(key):
        return partial(_not_cited, case.facts, key)
    if key:
        return partial(_cited, case.facts, key)
    if not re.search(r"käll|citera|återge|publicera", case.asked, re.IGNORECASE):
        return None
    reply = Reply("Hur skrivs källan?", f"{STANDS} {UNCONFIRMED}", links=(ON_SOURCES,))
    return lambda _area: reply


def _not_cited(facts: Facts, key: str, _area: str) -> Reply:
    name = plain(facts.indicator(key))
    lacking = awaited.source(facts, key).needs_plain
    answer = f"{NOT_YET_CITED.format(name=name)} {lacking}"
    return Reply(f"Hur citeras siffrorna om {name}?", answer, beside=(WHEN_THEY_COME,), links=(ON_SOURCES,))


def _cited(facts: Facts, key: str, area: str) -> Reply:
    usual, name = figures.of_one(facts, key, area), plain(facts.indicator(key))
    terms = [
        (TERMS_UNKNOWN if one.licence == UNVERIFIED else TERMS).format(title=one.title, licence=inside(one.licence))
        for one in facts.sources_of(key)
    ]
    answer = f"{CITED.format(källa=facts.source_line(key))} {UNCONFIRMED}"
    return replace(led(usual, f"Hur citeras siffrorna om {name}?", answer, (*terms, usual.answer)), source="")


def _hours(case: Case, found: re.Match[str]) -> Told | None:
    """Which day and hour a measure is of: the sentences of its declaration that say so."""
    if not APPLIES.search(case.asked):
        return None
    key = measure(case, left(case, found))
    indicator = case.facts.of_programme.get(key)
    told = (
        [part for text in (indicator.about, *indicator.caveats) for part in _sentences(text) if TIMED.search(part)]
        if indicator
        else []
    )
    return partial(_hours_of, case.facts, key, told) if told else None


def _hours_of(facts: Facts, key: str, told: Sequence[str], area: str) -> Reply:
    usual, name = figures.of_one(facts, key, area), plain(facts.indicator(key))
    lacking = [] if facts.is_computed(key) else [awaited.source(facts, key).needs_plain]
    return led(usual, f"Vilken dag och tid gäller {name}?", told[0], (*told[1:], *lacking), "")


def _sentences(text: str) -> list[str]:
    return [ended(part) for part in re.split(r"(?<=[a-zåäö0-9])\. (?=[A-ZÅÄÖ])", text)]


KINDS = (
    Kind("forecast", FORECAST, _forecast, is_whole=True),
    Kind("cite", CITE, _cite, is_whole=True),
    Kind("hours", HOURS, _hours, is_whole=True),
    Kind("next", NEXT, _next),
    Kind("source", SOURCE, _source),
    Kind("sure", SURE, _sure),
)
"""The kinds of this room, in the order that they are tried."""
