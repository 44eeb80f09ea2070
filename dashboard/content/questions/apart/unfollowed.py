"""What nothing follows: that it is not measured and why, what lies nearest, and who can decide that it is followed."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page
from dashboard.content.questions.apart import people
from dashboard.content.questions.reading import kinds, language, search, travel
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import amounts, comparisons, figures, gaps, matters
from dashboard.content.ranks import is_fleet
from malkollen.registry.home import capital
from malkollen.registry.programme import Unfollowed
from malkollen.texts.swedish import number, number_word

ON_GOALS = Link("Läs mer på Mål", "goal")
HELD = "{title} {where} {year}: {count}."
FOLLOWS = "Följer Målkollen {subject}?"
BEYOND = "Det här har läsare frågat om, men programmet nämner det inte"
"""The heading of what no indicator follows and the programme does not name either."""
WHOLE = "not_followed"
"""The key of all that the programme says and no indicator follows."""
ASKED = "Vad i programmet följer Målkollen inte?"
NO_PROPOSAL = "Målkollen föreslår inget."
ANSWER = "{count} delar av programmet har ingen indikator."
NOT_FOLLOWED = (
    r"\b(?:(?:går|kan) inte (?:att )?(?:följa|följas|mäta|mätas)|"
    r"(?:följs?|mäts?|följer (?:målkollen|ni|man|vi)|mäter (?:målkollen|ni|man|vi)) inte|"
    r"inte (?:följs|mäts|går att (?:följa|mäta)|följer|mäter)|saknar (?:indikator|mått)\w*)\b"
)
PARTS_ASKED = way(rf"\b(?:vilka|vad|vilket|hur (?:många|mycket))\b.{{0,60}}{NOT_FOLLOWED}")
"""That it is asked what is not followed, of all."""
PROGRAMMES = said(r"delar\w*|av|i|programmet\w*|målkollen|sup|2040|upp|ni|uppföljning\w*|mål(?:en|et)?|saker|punkter|"
    r"den|här|ännu")  # fmt: skip
"""What such a question says beside that names nothing."""
NO = "Nej"
"""How the answer begins to whether that is followed."""


def of_unfollowed(facts: Facts) -> Iterator[Question]:
    """What the programme says and no indicator follows, by the first of its everyday words where it has any."""
    if any(one.quote for one in facts.programme.unfollowed):
        yield whole(facts)
    for one in facts.programme.unfollowed:
        if one.is_part:
            continue
        asked = FOLLOWS.format(subject=one.words[0] if one.words else f"”{one.quote}”")
        reply, about = partial(_reply, facts, asked, one), (one.told, *facts.registry.questions.unfollowed)
        key, names = f"unfollowed:{one.name}", (one.quote,) if one.quote else ()
        group = goal_page.UNFOLLOWED if one.quote else BEYOND
        yield Question(key, asked, group, reply, one.words, names, about, one.must)


def whole(facts: Facts) -> Question:
    """What the programme says and no indicator follows, each in the programme's words."""
    quotes = tuple(f"”{one.quote}”" for one in facts.programme.unfollowed if one.quote)
    decides = facts.programme.decides.told if facts.programme.decides else ""
    answer = ANSWER.format(count=capital(number_word(len(quotes))))
    reply = Reply(ASKED, answer, beside=(*quotes, *filter(None, [decides])), links=(ON_GOALS,))
    return Question(WHOLE, ASKED, matters.PROGRAMME, lambda _area: reply)


def nothing_proposed(facts: Facts, one: Question) -> Question:
    """The question of what comes next, where a proposal is asked for: that none is made here."""

    def reply(area: str) -> Reply:
        own = one.reply(area)
        waits = decisions.told(decisions.of_committee(facts))
        beside = (*waits, whole(facts).reply(area).answer, *own.beside)
        return replace(own, answer=f"{NO_PROPOSAL} {own.answer}", beside=beside)

    return replace(one, reply=reply)


def is_of_all(facts: Facts, asked: str) -> bool:
    """Whether it is asked what is not followed, of nothing in particular."""
    found = PARTS_ASKED.search(asked)
    rest = PROGRAMMES.sub(" ", re.sub(NOT_FOLLOWED, " ", asked, flags=re.IGNORECASE)) if found else ""
    goals = {*language.stems(" ".join(goal.heading for goal in facts.goals.values()))}
    return found is not None and not {*language.stems(rest)} - goals


def of_subject(facts: Facts, first: Question, asked: str) -> Question:
    """A question of what nothing follows, put of what a reader's own words name of it."""
    found = next((one for one in facts.programme.unfollowed if f"unfollowed:{one.name}" == first.key), None)
    if found is None:
        return first
    if not found.subjects:
        return first
    subjects, asked = [*found.words[:1], *found.subjects], travel.spoken(asked)
    subject = max(subjects, key=lambda one: (search.shared(asked, one), -len(one.split())))
    own = FOLLOWS.format(subject=subject if search.shared(asked, subject) else subjects[0])
    return replace(first, reply=lambda area: replace(first.reply(area), question=own))


def certain(facts: Facts, asked: str) -> str | None:
    """The key of what nothing follows and a question is of beyond doubt: it has a word of each that is needed."""
    stems = {*language.stems(kinds.LONG_TIME.sub(" ", asked))}
    met = (one for one in facts.programme.unfollowed if one.must and all(_has(stems, words) for words in one.must))
    return next((f"unfollowed:{one.name}" for one in met), None)


def _has(stems: Collection[str], words: Sequence[str]) -> bool:
    return any({*language.stems(word)} <= {*stems} for word in words)


def _held(facts: Facts, one: Unfollowed, area: str) -> str:
    """How many there are of what is held only to be divided by, with its year; empty where nothing is."""
    found = people.held(facts, area, one.counted) if one.counted else None
    if found is None or not one.counted:
        return ""
    title = facts.registry.measures[one.counted].title
    return HELD.format(title=title, where=figures.where(facts, area), year=found[0], count=number(found[1][0]))


def _reply(facts: Facts, asked: str, one: Unfollowed, area: str) -> Reply:
    """That it is not followed and why, what lies nearest with its figure, and who can decide that it is followed."""
    of = area if one.counted or _has_own(facts, one.nearest, area) else facts.areas.home.id
    near = figures.of_one(facts, one.nearest, of) if one.nearest in facts.of_programme else None
    told = _near_text(facts, one.nearest, of, near) if near and one.nearest else ""
    decides = facts.programme.decides.told if facts.programme.decides else ""
    whom = gaps.held(facts, one.holder)
    beside = tuple(filter(None, (_held(facts, one, area), told, whom, goal_page.in_its_words(one), decides)))
    return Reply(asked, f"{NO}. {one.told}", NO, hedge=one.why or "", beside=beside, source=_source(facts, one, near),
        links=near.links if near else ())  # fmt: skip


def _has_own(facts: Facts, key: str | None, area: str) -> bool:
    """Whether one of the home group's municipalities has a figure of its own in what lies nearest."""
    is_known = key in facts.of_programme and area in facts.areas.home_members and facts.is_computed(key or "")
    return is_known and not figures.is_silent(answers.of_indicator(facts, key or "", area))


def _near_text(facts: Facts, key: str, area: str, near: Reply) -> str:
    """What lies nearest, with its figure: of a total the amount, which is what a part of it is asked as."""
    if facts.is_computed(key) and facts.indicator(key).is_total and (amount := amounts.told(facts, key, area)):
        return f"{facts.areas.name(area)}: {amount}"
    fleet = comparisons.FLEETS.format(names=facts.areas.name(area)) if is_near_fleet(facts, key, area) else ""
    return f"{near.question} {near.answer} {fleet}".strip()


def is_near_fleet(facts: Facts, key: str, area: str) -> bool:
    """Whether what lies nearest is of a municipality where companies' vehicles decide it."""
    return facts.is_computed(key) and is_fleet(facts, key, area)


def _source(facts: Facts, one: Unfollowed, near: Reply | None) -> str:
    """Who published the figures beside what is not followed; empty where there are none."""
    is_near = near and near.source and facts.is_computed(one.nearest or "")
    sources = facts.sources_of(one.nearest) if is_near and one.nearest else ()
    cited = [found.attribution for found in facts.sources if one.counted in found.feeds or found in sources]
    return f"{facts.credited(cited)}." if cited else ""
