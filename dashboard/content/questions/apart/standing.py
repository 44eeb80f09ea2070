"""What goes worst or best, of all that is compared; and which municipalities an area is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.municipality import lines
from dashboard.content.overview import rows
from dashboard.content.questions.apart import strengths
from dashboard.content.questions.reading import areas, asking, language
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import comparisons, moved
from dashboard.content.questions.replies.aspects import NO_CAUSE_OF_LEVEL
from dashboard.content.questions.replies.figures import TARGETS
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number_word
from malkollen.values import rough

STANDING, MADE = "standing", "made_of"
"""The questions' keys."""
ASKED = "Vilka mått ligger sämst till?"
ASKED_BEST = "Vilka mått ligger bäst till?"
UNRANKED = "Målen rangordnas inte mot varandra."
HEDGE = f"{UNRANKED} {{among}}"
NONE = "Inget mått har någon plats bland andra än."
READ_ON = Link("Läs mer på Översikt", "overview", (("ordning", "plats"),))
WORST = way(r"\b(?:vad|vilket mått|vilka mått|vilken indikator|vilka indikatorer)\b(?: är det)?(?: som)? "
    r"(?:går|ligger) (?:allra )?(?:sämst|bäst)(?: till)?(?: av (?:måtten|allt|dem))?[ ?.!]{0,4}$|"
    r"\b(?:är|ligger) vi (?:allra |så )?(?:sist|sämst|efter|bakom|bäst|först|främst|etta)"
    r"(?: till| i| på| med)?(?: något| någonting)?(?: alls)?[ ?.!]{0,4}$")  # fmt: skip
"""That it is asked what goes worst or best, of nothing in particular."""
WORST_GOAL = way(r"\b(?:vilk(?:et|a)(?: av)?(?: de)?(?: två)?(?: långsiktiga)? mål(?:en)?)\b.{0,20}"
    r"\b(?:sämst|bäst|längst|närmast|svårast|lättast)\b")  # fmt: skip
"""That it is asked which goal goes worst or best."""
OF_MEMBERS = way(
    r"\b(?:vilk\w+|vem|vilka)(?: är det)?(?: som)?(?: av (?:de åtta|oss|våra)| \w{0,20}kommun(?:er|erna)?)"
    r"(?: av (?:de åtta|oss))?(?=.{0,40}\b(?:bäst|sämst|drar ne[rd]\w*|efter|svagast|starkast|före|främst|sist|först|"
    r"framme|kommit längst|kommit kortast)\b)|"
    r"\bvem (?:är|ligger) (?:bäst|sämst|sist|först|efter|före)(?= (?:till )?(?:av|bland) )|"
    r"\bvem har kommit (?:längst|kortast)(?= (?:av|bland) )"
)
"""That it is asked which of ours stands best or worst."""
ALSO_OF_MEMBERS = said(r"är|ligger|går det|till|av|bland|de|åtta|oss|våra|kommunerna|drar|ner|ned|helheten|mest|längst|"
    r"bak|fram|framme|bäst|sämst|sist|först|efter|före|svagast|starkast|"
    r"främst|kommit|kortast|totalt|sammantaget|överlag|och")  # fmt: skip
"""What such a question says beside that names no measure."""
MEMBERS_MOVED = way(
    r"^hur (?:har det gått|går det|utvecklas det) för (?:de åtta|kommunerna|våra kommuner|var och en)(?: kommunerna)?|"
    r"\b(?:vilk\w+|vem)(?: av (?:de åtta|oss|våra)| \w{0,20}kommun(?:er|erna)?).{0,40}?"
    r"\b(?:förbättrat?s?|försämrat?s?|förändrat?s?|ändrats|utvecklats|gått|rört|kommit)\b"
    r"(?: sig)?(?: (?:framåt|bakåt|upp|ner))?(?: (?:allra )?(?:mest|snabbast|fortast|längst|minst))?"
)
"""That it is asked which of ours has moved most, of nothing in particular."""
OF_EACH_MOVED = "Hur har de {count} ändrats, mått för mått?"
OF_EACH = "Hur ligger de {count} till, mått för mått?"
IN_ROWS = "{members} rangordnas inte sammantaget: måtten står var för sig."
ON_EIGHT = Link("Läs mer på Sida vid sida", "eight")
PRIDE = said(r"stolta?|skryta|skryt|fira|glädja\w*|glada? (?:över|för)|bra på")
SHAME = said(r"skämma\w*|oroa\w*|oroliga?|varning\w*|bekymra\w*|röda?|gula?|svag\w*|dåliga? på")
ALSO_OF_PRIDE = said(rf"{PRIDE.pattern}|{SHAME.pattern}|ge|ska|kan|vara|över|för|på|något|saker?|mått\w*|"
    r"indikator\w*|tre|två|fem|en|ett|"
    r"och|eller|det|som|vi|oss|mest|särskilt|lyser|ligger|blinkar|just nu|nu|varför|de")  # fmt: skip
"""What such a question says beside that names no measure."""
MADE_OF = way(r"\b(?:vilka|vad)\b.{0,15}\b(?:kommuner\w* )?(?:ingår|är med|räknas|hör till|menas)\b")
"""That it is asked which municipalities an area is made of."""


def questions(facts: Facts) -> Iterator[Question]:
    """Which measures stand worst, as Översikt orders them."""
    yield Question(STANDING, ASKED, TARGETS, partial(_reply, facts, "worst"))


def asked_of(facts: Facts, known: Sequence[Question], asked: str, telling: str) -> list[Question]:
    """What goes worst or best, of nothing in particular; which municipalities areas beside ours are made of."""
    if MEMBERS_MOVED.search(asked) and not language.stems(ALSO_OF_MEMBERS.sub(" ", MEMBERS_MOVED.sub(" ", telling))):
        return [Question(STANDING, asked, "", lambda _area: _members_moved(facts), is_listed=False)]
    if OF_MEMBERS.search(asked) and not language.stems(ALSO_OF_MEMBERS.sub(" ", OF_MEMBERS.sub(" ", asked))):
        return [Question(STANDING, asked, "", lambda _area: _of_members(facts), is_listed=False)]
    if which := _end(facts, asked, telling):
        [own] = [one for one in known if one.key == STANDING]
        led = replace(own, text=asked, reply=partial(_reply, facts, which), is_listed=False)
        return [_without_cause(led) if asking.ASPECTS["why"].search(asked) else led]
    named = [one for one in comparisons.named(facts, asked) if len(facts.areas.by_id[one].members) > 1]
    return [_made_of(facts, asked, named)] if MADE_OF.search(asked) and named else []


def _end(facts: Facts, asked: str, telling: str) -> strengths.End | None:
    """Which end is asked for, of nothing in particular; None of any other question, also of who of ours is best."""
    which = strengths.end(asked)
    proud, sorry = PRIDE.search(asked), SHAME.search(asked)
    if (proud or sorry) and not language.stems(ALSO_OF_PRIDE.sub(" ", telling)):
        return "best" if proud else "worst"
    if is_of_all(facts, asked):
        return which or "worst"
    is_bare = which and not language.stems(telling)
    is_of_one = areas.named(facts, asked) is not None and len(areas.ours_in(facts, asked)) < 2
    return which if is_bare and is_of_one else None


def is_of_all(facts: Facts, asked: str) -> bool:
    """Whether it is asked what goes worst or best, of nothing in particular."""
    return bool(WORST.search(asked)) and not areas.ours_in(facts, asked)


def _of_members(facts: Facts) -> Reply:
    """How ours stand beside each other, a line each measure, the better first; nobody is called last."""
    ours = facts.areas.home_members
    known = [key for key in facts.of_programme if facts.is_computed(key)]
    rows_of = {key: lines.members(facts, ours[0], key, is_alone=True) for key in known}
    return _in_rows(facts, OF_EACH, {key: row for key, row in rows_of.items() if row})


def _in_rows(facts: Facts, asked: str, rows_of: Mapping[str, str]) -> Reply:
    """That ours are not ranked, and a line each measure. asked: the question, with how many ours are left open."""
    told = tuple(f"{capital(plain(facts.indicator(key)))}. {row}" for key, row in rows_of.items())
    cited = dict.fromkeys(one.attribution for key in rows_of for one in facts.sources_of(key))
    return Reply(asked.format(count=number_word(len(facts.areas.home_members))),
        IN_ROWS.format(members=capital(facts.members.the)), beside=told, source=f"{facts.credited([*cited])}.",
        links=(ON_EIGHT,))  # fmt: skip


def _members_moved(facts: Facts) -> Reply:
    """How each of ours has moved, a line each measure that municipalities are told of; nobody is put before another."""
    ours = [*facts.areas.home_members]
    keys = [key for key in facts.of_programme if facts.is_computed(key) and _tells_of(facts, key)]
    return _in_rows(facts, OF_EACH_MOVED, {key: move for key in keys if (move := moved.between(facts, key, ours))})


def _tells_of(facts: Facts, key: str) -> bool:
    """Whether a measure with a better end has a figure of its own for a municipality."""
    indicator = facts.indicator(key)
    return indicator.better is not None and not indicator.is_total and not rough.is_for_groups(indicator)


def _without_cause(one: Question) -> Question:
    """The same, with that no cause is known."""
    return replace(one, reply=lambda of: replace(told := one.reply(of), answer=f"{told.answer} {NO_CAUSE_OF_LEVEL}"))


def _made_of(facts: Facts, asked: str, named: list[str]) -> Question:
    return Question(MADE, asked, "", partial(_members, facts, named), is_listed=False)


def _members(facts: Facts, named: list[str], area: str) -> Reply:
    named = [*dict.fromkeys([area, *named])] if area in named else [facts.areas.home.id]
    told = [
        f"{facts.areas.name(one)} är {number_word(len(members))} kommuner: "
        f"{listed(sorted(facts.areas.name(code) for code in members))}."
        for one in named
        if (members := facts.areas.by_id[one].members)
    ]
    asked = f"Vilka kommuner ingår i {listed(facts.areas.name(one) for one in named)}?"
    return Reply(asked, told[0], beside=tuple(told[1:]), links=(Link("Läs mer på Jämför", "compare"),))


def _reply(facts: Facts, which: strengths.End, area: str) -> Reply:
    """Every measure with a place, the worst or the best first over both goals; of a municipality of ours its own."""
    if area in facts.areas.home_members:
        return strengths.reply(facts, which, area)
    turn = -1 if which == "worst" else 1
    placed = [(place, typed) for key in moved.measured(facts) if (place := (typed := rows.typed(facts, key)).place)]
    told = [
        f"{capital(plain(facts.indicator(one.key)))}: {rows.place_words(one)} ({one.year})."
        for _, one in sorted(placed, key=lambda pair: turn * pair[0].standing)
    ]
    hedge = HEDGE.format(among=rows.among(facts)).strip()
    return Reply(
        ASKED if which == "worst" else ASKED_BEST,
        told[0] if told else NONE,
        hedge=hedge,
        beside=tuple(told[1:]),
        links=(READ_ON,),
    )
