"""What goes worst or best, of all that is compared; and which municipalities an area is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from dashboard.content.questions.apart import strengths
from dashboard.content.questions.reading import areas, asking, language
from dashboard.content.questions.reading.language import way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import comparisons
from dashboard.content.questions.replies.aspects import NO_CAUSE_OF_LEVEL
from dashboard.content.questions.replies.figures import TARGETS
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number_word

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
    r"(?: till| i| på| med)?[ ?.!]{0,4}$")  # fmt: skip
"""That it is asked what goes worst or best, of nothing in particular."""
WORST_GOAL = way(r"\b(?:vilk(?:et|a)(?: av)? mål(?:en)?)\b.{0,20}\b(?:sämst|bäst)\b")
"""That it is asked which goal goes worst or best."""
MADE_OF = way(r"\b(?:vilka|vad)\b.{0,15}\b(?:kommuner\w* )?(?:ingår|är med|räknas|hör till|menas)\b")
"""That it is asked which municipalities an area is made of."""


def questions(facts: Facts) -> Iterator[Question]:
    """Which measures stand worst, as Översikt orders them."""
    yield Question(STANDING, ASKED, TARGETS, partial(_reply, facts, "worst"))


def asked_of(facts: Facts, known: Sequence[Question], asked: str, telling: str) -> list[Question]:
    """What goes worst or best, of nothing in particular; which municipalities areas beside ours are made of."""
    if which := _end(facts, asked, telling):
        [own] = [one for one in known if one.key == STANDING]
        led = replace(own, text=asked, reply=partial(_reply, facts, which), is_listed=False)
        return [_without_cause(led) if asking.ASPECTS["why"].search(asked) else led]
    named = [one for one in comparisons.named(facts, asked) if len(facts.areas.by_id[one].members) > 1]
    return [_made_of(facts, asked, named)] if MADE_OF.search(asked) and named else []


def _end(facts: Facts, asked: str, telling: str) -> strengths.End | None:
    """Which end is asked for, of nothing in particular; None of any other question, also of who of ours is best."""
    which = strengths.end(asked)
    if is_of_all(facts, asked):
        return which or "worst"
    is_bare = which and not language.stems(telling)
    is_of_one = areas.named(facts, asked) is not None and len(areas.ours_in(facts, asked)) < 2
    return which if is_bare and is_of_one else None


def is_of_all(facts: Facts, asked: str) -> bool:
    """Whether it is asked what goes worst or best, of nothing in particular."""
    return bool(WORST.search(asked)) and not areas.ours_in(facts, asked)


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
    placed = [(place, typed) for key in rows.keys(facts) if (place := (typed := rows.typed(facts, key)).place)]
    lines = [
        f"{capital(plain(facts.indicator(one.key)))}: {rows.place_words(one)} ({one.year})."
        for _, one in sorted(placed, key=lambda pair: turn * pair[0].standing)
    ]
    hedge = HEDGE.format(among=rows.among(facts)).strip()
    return Reply(
        ASKED if which == "worst" else ASKED_BEST,
        lines[0] if lines else NONE,
        hedge=hedge,
        beside=tuple(lines[1:]),
        links=(READ_ON,),
    )
