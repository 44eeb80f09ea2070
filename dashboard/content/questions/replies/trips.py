"""How long it takes between two places: where it is reckoned, or what that waits for and who can tell till then."""

from dashboard.blocks.page import Link
from dashboard.content.answers import silence
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import asking, kinds, travel
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import commutes, gaps
from malkollen.registry.paragraph import Waiting

TRIP = "trip"
"""The key of how long it takes between two places."""
HERE = "Det räknas på Resor: välj varifrån, vart och när."
TILL_THEN = "Tiden för en enskild resa i dag har den som kör trafiken: {operators}."
STREETS, TIMETABLES = "streets", "gtfs"
"""What a journey is reckoned on, as it is called where it is fetched."""
ON_TRIPS = Link("Till Resor", "transit")


def asked_of(facts: Facts, asked: str) -> Question | None:
    """A question of how long it takes from one place to another; None of anything else."""
    is_trip = kinds.FROM_TO.search(asked) and kinds.TIMED.search(asked) and not asking.YEARS.search(asked)
    if not is_trip or travel.BETWEEN.search(asked) or kinds.COMPARES.search(asked):
        return None
    is_by_street = bool(kinds.ALONG_STREETS.search(asked)) and not kinds.SCHEDULED.search(asked)
    reply = _reply(facts, TIMETABLES if not is_by_street else STREETS)
    return Question(TRIP, asked, commutes.TRAVEL, lambda _area: reply, is_listed=False)


def _reply(facts: Facts, needs: str) -> Reply:
    question = "Hur lång tid tar resan mellan två platser?"
    lacking = _lacking(facts, needs)
    if lacking is None:
        return Reply(question, HERE, links=(ON_TRIPS,))
    now = (TILL_THEN.format(operators=gaps.operators(facts)),) if needs == TIMETABLES else ()
    return Reply(question, f"{silence.NOT_YET}. {lacking.needs_plain}", silence.NOT_YET,
        beside=now, links=(ON_TRIPS,))  # fmt: skip


def _lacking(facts: Facts, needs: str) -> Waiting | None:
    """What is waited for that a journey is reckoned on, the least of it; None where it is here."""
    awaited = (facts.registry.waits_for(one) for one in facts.registry.roles.timetable if not facts.is_computed(one))
    found = (facts.registry.waiting[one] for one in awaited if one)
    return min((one for one in found if needs in one.run.split()), key=lambda one: len(one.run), default=None)
