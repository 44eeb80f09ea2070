"""How many and how long: kilometres, inhabitants beside other counties, leased cars, and where things are."""

import re
from dataclasses import replace
from functools import partial

from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.objects import concerned
from dashboard.content.questions.apart import people, unfollowed
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told, left, measure
from dashboard.content.questions.reading import asking, kinds, search
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Reply, led
from dashboard.content.questions.replies import figures, gaps
from dashboard.content.questions.replies.amounts import NOT_WHERE, POPULATION
from dashboard.content.text import ended
from malkollen.registry.home import capital
from malkollen.texts.swedish import number, number_word

LENGTH = way(
    r"\b(?:hur många|hur mycket|antal) (?:km|kilometer|mil|meter)\b(?! (?:per|på))|"
    r"\bhur lång\w* (?:är )?(?:cykel|gång)\w*"
)
"""That it is asked how long something is in all."""
SHORT = said(r"km")
LINKED = way(
    r"\b(?:hänger|sitter)\b.{0,12}\b(?:ihop|samman)|\bsammanhängande\b|\b(?:saknade|felande|brutna) länk\w*|"
    r"\bluck\w* i\b.{0,20}\b(?:cykel|nät)\w*"
)
"""That it is asked whether paths meet."""
NOT_LINKED = "Om {name} hänger ihop, och var länkar saknas, visas inte här: bara hur långa de är."
RANK = way(
    r"\b(?:(?:första|andra|tredje|fjärde|femte|sjätte|sjunde) )?största? (?:länet|län)\b|\bstörre än (?:andra|"
    r"många|de flesta) län\b"
)
"""That it is asked how large ours is beside counties."""
NO_MORE = "Bara {count} län har fler invånare än {name}, om {name} vore ett eget län."
LARGEST = "Inget län har fler invånare än {name}."
LEASED = way(r"\bleas\w*|\bföretagsleas\w*")
"""That it is asked of leased cars."""
LEASED_OF_ALL = (
    "Av alla {whole} personbilar i {name} var {count} leasade {year}. Hur många av elbilarna som är leasade "
    "finns inte här."
)
AT_PLACE = way(
    r"\b(?:infarts|pendlar|bil)parkering\w*|\b(?:vid|på|intill|nära|längs|"
    r"utmed) (?:\w+ ){0,2}?(?:pendeltågs?station\w*|station\w*|hållplats\w*|resecentrum|"
    r"köpcentrum\w*|e\d{1,2}\w*|motorväg\w*|väg \d+|riksväg\w*|parkering\w*|p-plats\w*)"
)
"""That it is asked of things at a kind of place."""
ASKS_FOR = said(r"finns|hur många|antal\w*|vilka|var")
STATION = way(
    r"\b(?P<name>[A-ZÅÄÖa-zåäö]+) station\b|\b(?:vilken|vilka|per|varje|enskild\w*|pendeltågs)\s?station\w*|"
    r"\bstation för station\b|\bstationens\b"
)
"""That it is asked of a station."""
TRAVEL = said(
    r"res(?:er|a|or|ande|andet|enär\w*|andeutveckling)|påstig\w*|avgång\w*|trafik\w*|turer|passagerar\w*|"
    r"tåg\w*|kliver\w*|stiger\w*"
)
NO_STATIONS = "Målkollen har inga siffror för en enskild station. Närmast finns siffror för hela kommunen."
GROUPS = way(
    r"\b(?:är|räknas|ingår|finns|syns|hur når|kan)\b.{0,30}?\b(?P<who>ungdom\w*|unga|barn\w*|äldre\w*|"
    r"pensionär\w*|funktionsnedsatt\w*|"
    r"rullstolsburna|utan körkort)\b"
)
"""That it is asked of a group of inhabitants."""
LEFT_OUT = said(r"med i|räknas|ingår|statistik\w*|siffr\w*|mätt|mäts|syns")


def _length(case: Case, found: re.Match[str]) -> Told | None:
    """How long something is in all, before what it is for each inhabitant; None where how it is put tells it."""
    is_short = SHORT.search(case.asked) is not None
    key, facts = measure(case, left(case, found) if is_short else case.asked), case.facts
    if not key or not facts.is_computed(key) or (asking.COUNTED.match(case.asked) and not is_short):
        return None
    value = facts.evaluation(key).latest(facts.areas.home.id)
    return partial(_length_of, facts, key) if figures.length(facts, key, value) else None


def _length_of(facts: Facts, key: str, area: str) -> Reply:
    own, value, name = figures.of_one(facts, key, area), facts.evaluation(key).latest(area), plain(facts.indicator(key))
    if value.value is None:
        return own
    told = f"{figures.length(facts, key, value)} {value.year}."
    beside = (own.answer, *(line for line in own.beside if line != told))
    return led(own, f"Hur många kilometer {name} finns {figures.where(facts, area)}?", told, beside)


def _linked(case: Case, _found: re.Match[str]) -> Told | None:
    """That it is not told whether paths meet, before how long they are."""
    key, is_long = measure(case, case.asked), LENGTH.search(case.asked) is not None
    facts = case.facts
    if not key or not facts.is_computed(key):
        return None
    value = facts.evaluation(key).latest(facts.areas.home.id)
    if not figures.length(facts, key, value):
        return None

    def reply(area: str) -> Reply:
        own, name = _length_of(facts, key, area), plain(facts.indicator(key))
        told = NOT_LINKED.format(name=name)
        answer, rest = (f"{own.answer} {told}", own.beside) if is_long else (told, (own.answer, *own.beside))
        return led(own, f"Hänger {name} ihop?", answer, (*rest[:2], gaps.whom(facts)))

    return reply


def _rank(case: Case, _found: re.Match[str]) -> Told | None:
    """How many counties have more inhabitants than the home group, had it been one; None without everybody's count."""
    facts, home = case.facts, case.facts.areas.home.id
    own = people.held(facts, home, POPULATION)
    known = facts.measures.get(POPULATION, {}).get(own[0], {}) if own else {}
    if own is None or len(known) < len(facts.areas.municipalities):
        return None
    counties = dict[str, float]()
    for code, count in known.items():
        counties[code[:2]] = counties.get(code[:2], 0.0) + count
    more = sum(count > own[1][0] for count in counties.values())
    of_people = next(one.reply(home) for one in people.questions(facts) if one.key == f"{people.PEOPLE}:{POPULATION}")
    how_many = "ett" if more == 1 else number_word(more)
    told = (NO_MORE if more else LARGEST).format(count=how_many, name=facts.home.name)
    first, rest = (of_people.answer, told) if kinds.PEOPLE.search(case.asked) else (told, of_people.answer)
    reply = led(of_people, of_people.question, first, (rest, *of_people.beside))
    return lambda _area: reply


def _leased(case: Case, _found: re.Match[str]) -> Told | None:
    """How many of all cars are leased; that of electric ones it is not told."""
    facts, role = case.facts, case.facts.registry.roles.chargeable
    if role is None or role.leased is None:
        return None
    leased, whole = role.leased, role.whole

    def reply(area: str) -> Reply:
        of = area if area in facts.areas.home_members else facts.areas.home.id
        found, where = people.held(facts, of, leased, whole), f"{figures.where(facts, of)}"
        asked = f"Hur många bilar är leasade {where}?"
        if found is None:
            return Reply(asked, f"{gaps.NOT_FOUND}", hedge=gaps.otherwise(facts))
        year, (count, every) = found
        told = LEASED_OF_ALL.replace("i {name}", where).format(whole=number(every), count=number(count), year=year)
        return Reply(asked, told, beside=(gaps.whom(facts),), source=people.source(facts, leased))

    return reply


def _at_place(case: Case, _found: re.Match[str]) -> Told | None:
    """That it is not told where things are, before how many there are."""
    if not ASKS_FOR.search(case.asked):
        return None
    key, facts = measure(case, AT_PLACE.sub(" ", case.asked)), case.facts
    key = (
        key
        if key and facts.indicator(key).thing
        else next(
            (
                one
                for one in facts.of_programme
                if facts.indicator(one).thing
                and facts.indicator(one).nearest is None
                and key
                and facts.indicator(key).nearest == one
            ),
            "",
        )
    )
    if not key or not facts.is_computed(key):
        return None

    def reply(area: str) -> Reply:
        own, name = figures.of_one(facts, key, area), plain(facts.indicator(key))
        counted = f"{ended(own.counted[1])}" if own.counted else own.answer
        told = f"{NOT_WHERE.format(things=name)} {capital(figures.where(facts, area))}: {counted}"
        return led(own, f"Var finns {name}, och hur många är de?", told, (own.answer, gaps.whom(facts)), "")

    return reply


def _station(case: Case, _found: re.Match[str]) -> Told | None:
    """That no station has figures of its own, before what is nearest of the municipality that it lies in."""
    if not TRAVEL.search(case.asked) or not (key := case.facts.registry.roles.near_transit):
        return None
    facts = case.facts
    ours = concerned.named(facts, case.asked)
    if not facts.is_computed(key):
        return None

    def reply(area: str) -> Reply:
        of = ours[0] if len(ours) == 1 else area
        own = figures.of_one(facts, key, of)
        near = f"{own.question} {own.answer}"
        boards = (f"Trafiken körs av {gaps.operators(facts)}, som kan ha siffror för stationen.",)
        return led(own, "Finns siffror för en enskild station?", NO_STATIONS, (near, *boards, gaps.whom(facts)), "")

    return reply


def _group(case: Case, _found: re.Match[str]) -> Told | None:
    """That a group of inhabitants is not measured by itself, where it is asked whether it is with."""
    met = GROUPS.search(case.asked)
    if not met or not LEFT_OUT.search(case.asked):
        return None
    facts, who = case.facts, met["who"].casefold()
    keys = [
        f"unfollowed:{one.name}" for one in facts.programme.unfollowed if search.meets(who, [*one.words, *one.subjects])
    ]
    own = next((one for one in case.known if one.key in keys), None)
    if own is None:
        return None
    one = unfollowed.of_subject(facts, own, who)
    return lambda area: replace(one.reply(area), links=one.reply(area).links)


KINDS = (
    Kind("rank", RANK, _rank, is_whole=True),
    Kind("linked", LINKED, _linked, is_whole=True),
    Kind("length", LENGTH, _length),
    Kind("leased", LEASED, _leased),
    Kind("at_place", AT_PLACE, _at_place),
    Kind("station", STATION, _station, is_whole=True),
    Kind("group", GROUPS, _group, is_whole=True),
)
"""The kinds of this room, in the order that they are tried."""
