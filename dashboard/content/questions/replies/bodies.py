"""What is to be decided, asked of one of the cooperation's bodies: that body's own first."""

from collections.abc import Collection
from dataclasses import replace

from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.overview import network
from dashboard.content.questions.reading import kinds, language
from dashboard.content.questions.reading.question import Question, Reply, led
from malkollen.registry.home import Body, capital

DECISIONS = "decisions"
"""The key of what is to be decided."""
UNRANKED = "Vilket beslut som bör tas först säger inte Målkollen: besluten rangordnas inte."
ASKED, NOTHING = "Vad ska {body} besluta?", "Inget väntar på beslut av {body}."


def first(facts: Facts, one: Question, asked: str) -> Question:
    """What is to be decided with what the body decides that a question names before the rest; else as it is."""
    of_body = _first(facts, one, {*language.stems(asked)})
    if not kinds.FIRST_TO_DECIDE.search(asked):
        return of_body
    return replace(of_body, reply=lambda area: _unranked(of_body.reply(area)))


def names_any(facts: Facts, asked: str) -> bool:
    """Whether a question names any of the bodies."""
    bodies, stems = facts.home.bodies, {*language.stems(asked)}
    return any(_is_named(body, stems) for body in (bodies.leadership, bodies.network, bodies.committee))


def _unranked(own: Reply) -> Reply:
    return replace(own, hedge=f"{UNRANKED} {own.hedge}".strip())


def _first(facts: Facts, one: Question, stems: Collection[str]) -> Question:
    bodies = facts.home.bodies
    if _is_named(bodies.network, stems):
        return replace(one, reply=lambda area: _prepared(facts, one.reply(area)))
    named = [body for body in (bodies.leadership, bodies.committee) if _is_named(body, stems)]
    if len(named) != 1:
        return one
    return replace(one, reply=lambda area: _of_body(facts, named[0], one.reply(area)))


def _is_named(body: Body, stems: Collection[str]) -> bool:
    """Whether a body is named, by its whole name or in short: each name is one word or more."""
    return any({*language.stems(name)} <= {*stems} for name in (body.name, body.short))


def _of_body(facts: Facts, body: Body, own: Reply) -> Reply:
    is_leadership = body is facts.home.bodies.leadership
    its, others = decisions.of_leadership(facts), decisions.of_committee(facts)
    its, others = (its, others) if is_leadership else (others, its)
    told = decisions.lines(its) or [NOTHING.format(body=body.short)]
    ways = (own.links[0], *(way for one in its[:1] for way in one.ways))
    reply = led(own, ASKED.format(body=body.short), told[0], (*told[1:], *decisions.told(others)), decisions.days(its))
    return replace(reply, links=ways)


def _prepared(facts: Facts, own: Reply) -> Reply:
    """That the network prepares what others decide, the directors' decisions first, as Översikt says it."""
    found = [*decisions.of_leadership(facts), *decisions.of_committee(facts)]
    if not found:
        return own
    short = facts.home.bodies.network.short
    first, *others = decisions.told(found)
    told = f"{network.PREPARES.format(network=capital(short), day='').strip()} {first}"
    return led(own, f"Vad ska {short} lägga fram?", told, tuple(others), decisions.days(found))
