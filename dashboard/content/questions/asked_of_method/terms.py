"""What is counted: what a word means, what is with, how an area's figure is made, and what happened in a year."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers.hedges import MARKS
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import is_additive
from dashboard.content.questions.apart import people
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told, left, measure
from dashboard.content.questions.reading import asking, language
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Reply, led
from dashboard.content.questions.replies import figures, gaps
from dashboard.content.questions.replies.amounts import POPULATION
from dashboard.content.text import ended
from dashboard.content.words import words
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside, listed, number
from malkollen.values import rough

ON_METHOD, ON_WORDS = Link("Läs mer på Så bedömer vi", "method"), Link("Läs mer på Ord", "words")
PLUG_IN, OURS = re.compile(r"\bpl(?:u|a)gg?[- ]?in[- ]?(?:hybrid)?(\w*)|\bphev\b", re.IGNORECASE), "laddhybrider"
"""How cars that run on both are called, and the word that is used of them here."""
PER_AREA = way(
    r"\b(?:per|på varje|i förhållande till|efter) (?:kvadratkilometer\w*|km ?2|km²|kvadratmeter|hektar|ytan?|"
    r"markyta\w*|landareal\w*|areal\w*)|\bper \w*(?:yta|areal)\b"
)
"""That figures are asked for by area of land."""
NOT_BY_AREA = "Nej. Målkollen räknar inget per kvadratkilometer: kommunernas yta är inte inlagd."
BY_HEAD = "Räknat efter invånarna finns: {names}."
WEIGHTED = way(
    r"\b(?:snitt|medelvärde|genomsnitt|medeltal|median)\w*.{0,80}\b(?:vägt|viktat|vägd|vägs|viktas|summ\w+|"
    r"eller)\b|"
    r"\bett (?:snitt|medelvärde|genomsnitt|medeltal) (?:av|för|på)\b|\b(?:vägt|viktat|vägs|viktas|"
    r"vägd)\b.{0,40}\b(?:snitt|medelvärde|genomsnitt|befolkning\w*|folkmängd\w*|invånar\w*|storlek)|"
    r"\bhur (?:räknar (?:ni|man|målkollen)|räknas|beräknas|tas|får ni)\b.{0,40}\b(?:värde|siffra|"
    r"tal)\w*.{0,15}\b(?:ut|fram|ihop)\b"
)
"""That it is asked whether a group's figure is an average, and weighted by what."""
SUMMED = (
    "{home_s} värde är inget medelvärde av kommunernas tal: antalen i kommunerna läggs ihop och delas sedan, så en "
    "större kommun väger mer."
)
WORKED = "{name} {year}: {top} delat med {bottom} ({of_top}; {of_bottom})."
NOT_SUMMED = "Går inte att lägga ihop och visas bara kommun för kommun: {names}."
STATUS = way(
    r"\b(?:modell\w*|preliminär\w*|skattad\w*|skattat|skattning\w*|uppskatta\w*|estimer\w*|härledd\w*|"
    r"uträknad\w*|uträknat|avrundad\w*|påhitta\w*|hitta\w* på|gissa\w*|gissning\w*|fejk\w*)"
)
"""That it is asked of what a figure is marked as."""
ASKS_MEANING = said(
    r"vad (?:betyder|menas|menar|innebär|är|står)|betyder|menas|innebär|påhitta\w*|hitta\w* på|gissa\w*|"
    r"gissning\w*|fejk\w*|stämmer|skillnad\w*|varför|vilka"
)
STATUSES = {"preliminary": r"preliminär", "estimated": r"skatt|estimer", "derived": r"uträkn|avrund|härled"}
"""How each mark of a value is asked for."""
FALSE = said(r"modell\w*|påhitta\w*|hitta\w* på|gissa\w*|gissning\w*|fejk\w*|beräkna\w*")
NOT_MADE_UP = "Nej, ingen siffra är påhittad, men en del är fördelade eller uträknade och därför ungefärliga."
MEANT = "Det betyder att {what}."
MARKED = "Det här kan stå vid en siffra: {marks}."
MEANING = way(
    r"\bvad (?:avses|menas|menar (?:ni|man)|menar målkollen|betyder|innebär) (?:med|det att)?|"
    r"\bhur definiera[rs]\w*(?: ni)?|"
    r"\bdefinition(?:en)? (?:av|på|för)|\bvad räknas som|\b(?:vad är |är det (?:någon|nån) |någon |"
    r"nån )?skillnad(?:en)? (?:mellan|på|i)\b|"
    r"\bär \w+ och \w+ samma sak\b"
)
"""That it is asked what a word means, or what tells two from each other."""
HELD = "{where} fanns {counts} ({year})."
INCLUDED = way(
    r"^\W*(?:och )?(?:(?:räknas|räknar ni|räknar målkollen|ingår|inkluderas|inkluderar ni|tas|tar ni|omfattas) "
    r"(?P<what>.{2,60}?) (?:med|in|inräkna\w*|medräkna\w*|borträkna\w*|i|som|bland)|"
    r"(?:är|finns) (?P<also>.{2,60}?) (?:med i|inräkna\w*|medräkna\w*|inkluder\w*|räknade? (?:som|med|in)))\b"
)
"""That it is asked whether something is counted with a measure."""
NOT_SAID = "Om {what} räknas med står inte i hur måttet är bestämt."


def _by_area(case: Case, found: re.Match[str]) -> Told:
    """That nothing is counted by area of land, how the measure that is asked of is counted, and which are by head."""
    facts, key = case.facts, measure(case, left(case, found))
    by_head = [
        plain(one)
        for one in facts.of_programme.values()
        if one.parsed and one.parsed.divided_by == (POPULATION,) and not one.is_share
    ]
    names = tuple([BY_HEAD.format(names=listed(by_head))] if by_head else [])

    def reply(area: str) -> Reply:
        asked = "Går siffrorna att få per kvadratkilometer?"
        if key and facts.is_computed(key):
            usual = figures.of_one(facts, key, area)
            return led(usual, asked, NOT_BY_AREA, (usual.answer, *names, gaps.whom(facts)), "")
        return Reply(asked, NOT_BY_AREA, beside=(*names, gaps.whom(facts)), links=(ON_METHOD,))

    return reply


def _weighted(case: Case, found: re.Match[str]) -> Told:
    """How a group's figure is made of its municipalities', worked on a measure."""
    facts = case.facts
    named, first = measure(case, left(case, found)), facts.registry.roles.compared_first or ""
    key = named if [*_worked(facts, named)] else first
    worked = [*_worked(facts, key)]
    loose = [
        plain(one)
        for each, one in facts.of_programme.items()
        if facts.is_computed(each) and not is_additive(facts, each)
    ]
    alone = [NOT_SUMMED.format(names=listed(loose))] if loose else []
    answer = SUMMED.format(home_s=capital(facts.home.genitive))
    source = f"{facts.source_line(key)}." if worked else ""
    reply = Reply(
        f"Hur räknas {facts.home.genitive} värde ut?",
        answer,
        beside=(*worked, *alone),
        source=source,
        links=(ON_METHOD,),
    )
    return lambda _area: reply


def _worked(facts: Facts, key: str) -> Iterator[str]:
    """The sum of a measure's numerator divided by that of its denominator, of the home group."""
    if key not in facts.of_programme or not facts.is_computed(key):
        return
    value, parsed = facts.evaluation(key).latest(facts.areas.home.id), facts.indicator(key).parsed
    if parsed and len(value.sums) == len(parsed.counted) + len(parsed.divided_by) == 2:
        titles = [inside(facts.registry.measures[one].title) for one in (*parsed.counted, *parsed.divided_by)]
        yield WORKED.format(
            name=capital(plain(facts.indicator(key))),
            year=value.year,
            top=number(value.sums[0]),
            bottom=number(value.sums[1]),
            of_top=titles[0],
            of_bottom=titles[1],
        )


def _status(case: Case, _found: re.Match[str]) -> Told | None:
    """What a mark of a figure means: the one that is asked of first; of a model, that and how the figures are made."""
    if not ASKS_MEANING.search(case.asked) or measure(case, STATUS.sub(" ", case.asked)):
        return None
    facts = case.facts
    declared = {one.term: one.sentence for one in words.words(facts)}
    asked = [
        MARKS[mark] for mark, one in STATUSES.items() if mark in MARKS and re.search(one, case.asked, re.IGNORECASE)
    ]
    own = [sentence for term, sentence in declared.items() if re.search(rf"\b{term}", case.asked, re.IGNORECASE)]
    first = own or [MEANT.format(what=one) for one in asked]
    made = (
        dict.fromkeys(
            one.certainty for one in facts.of_programme.values() if one.certainty and rough.is_for_groups(one)
        )
        if FALSE.search(case.asked)
        else {}
    )
    answer = " ".join([*([NOT_MADE_UP] if FALSE.search(case.asked) else []), *first[:1], *[*made][:1]])
    marks = MARKED.format(marks="; ".join(MARKS.values()))
    reply = Reply(
        "Vad är en siffra märkt med, och vad betyder det?",
        answer,
        beside=(*first[1:], *[*made][1:], marks),
        links=(ON_WORDS, ON_METHOD),
    )
    return lambda _area: reply


def _meaning(case: Case, found: re.Match[str]) -> Told | None:
    """What a word means that is declared, or a measure; with how many there are of each of two that are set apart."""
    facts, rest = case.facts, left(case, found)
    declared = [
        one for one in words.words(facts) if one.stem and re.search(rf"\b{re.escape(one.stem)}", rest, re.IGNORECASE)
    ]
    key = measure(case, rest)
    if (not declared and not key) or (not key and asking.MEANING.match(case.asked)):
        return None
    if not declared and asking.MEANING.match(case.asked):
        return None  # the measure's own answer, told so
    told = list(dict.fromkeys(one.sentence for one in declared)) or [gaps.measured(facts.indicator(key))]
    return partial(_meant, facts, rest, key, told)


def _meant(facts: Facts, rest: str, key: str, told: Sequence[str], area: str) -> Reply:
    certain = [text for text in [facts.indicator(key).certainty if key else ""] if text]
    counts = _counts(facts, rest, area)
    asked = "Vad betyder det, och hur räknas det?"
    usual = figures.of_one(facts, key, area) if key else Reply(asked, "", links=(ON_WORDS,))
    answer = " ".join([told[0], *counts])
    return led(usual, asked, answer, (*told[1:], *certain, *([usual.answer] if usual.answer else [])), "")


def _counts(facts: Facts, rest: str, area: str) -> list[str]:
    """How many there are of each of two basic figures whose names a question has the first word of."""
    asked = {*language.stems(rest)}
    of = area if area in facts.areas.home_members else facts.areas.home.id
    met = [
        (name, one)
        for name, one in facts.registry.measures.items()
        if asked & {*language.stems(one.unit), *language.stems(one.title)}
    ]
    held = {one.title: found for name, one in met if (found := people.held(facts, of, name))}
    if len(held) != 2:
        return []
    year = max(found[0] for found in held.values())
    texts = [f"{number(found[1][0])} {inside(title)}" for title, found in held.items() if found[0] == year]
    return [HELD.format(where=capital(figures.where(facts, of)), counts=listed(texts), year=year)]


def _what(found: re.Match[str]) -> str:
    return found["what"] or found["also"]


def _included(case: Case, found: re.Match[str]) -> Told | None:
    """Whether something is counted with a measure: the sentences of its declaration that name it, else all of it."""
    asked = PLUG_IN.sub(OURS, case.asked)
    what = PLUG_IN.sub(OURS, _what(found)).strip()
    key = measure(
        case, asked[found.end() - len(case.asked) + len(asked) :] if asked != case.asked else left(case, found)
    )
    key = key or measure(case, case.asked.replace(_what(found), " "))
    if not key or measure(case, what) == key:
        return None
    return partial(_included_in, case.facts, key, what)


def _included_in(facts: Facts, key: str, what: str, area: str) -> Reply:
    indicator, name = facts.indicator(key), plain(facts.indicator(key))
    told = [text for text in _declared(indicator) if {*language.stems(what)} & {*language.stems(text)}]
    usual, asked = figures.of_one(facts, key, area), f"Räknas {what} med i {name}?"
    whole = gaps.measured(indicator)
    if not told:
        return led(usual, asked, f"{NOT_SAID.format(what=what)} {whole}", (usual.answer, gaps.whom(facts)), "")
    return led(
        usual,
        asked,
        capital(ended(told[0])),
        (whole, *told[1:], usual.answer, *(line for line in usual.beside if line != whole)),
        "",
    )


def _declared(indicator: Indicator) -> list[str]:
    """What a measure is, in as short pieces as it is told."""
    return [part.strip() for text in (indicator.about, *indicator.caveats) for part in re.split(r"; |(?<=\w)\. ", text)]


KINDS = (
    Kind("by_area", PER_AREA, _by_area),
    Kind("weighted", WEIGHTED, _weighted, is_whole=True),
    Kind("status", STATUS, _status, is_whole=True),
    Kind("included", INCLUDED, _included),
    Kind("meaning", MEANING, _meaning, is_whole=True),
)
"""The kinds of this room, in the order that they are tried."""
