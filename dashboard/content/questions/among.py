"""Where somebody stands among others, by measure: who is ahead of the home group, and our municipalities in a row."""

from dataclasses import replace

from dashboard.content.answers.phrases import DEPENDS, plain
from dashboard.content.facts import Facts
from dashboard.content.municipality import lines
from dashboard.content.overview import rows
from dashboard.content.questions.reading import regions
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import comparisons
from dashboard.content.ranks import is_fleet
from malkollen.assess.position import is_tie
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number_word
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS

AHEAD, NOBODY = "Vilka ligger före {home} i {mål}?", "Ingen ligger före i något mått som jämförs."
IN_ROW = "Hur ligger {name} till bland {members}?"
BEFORE = "Av de andra {others} ligger {name} före {counts}."
EACH = "Måtten står var för sig, bäst först."
ON_EIGHT = comparisons.ON_EIGHT


# ───────────── Who is ahead ─────────────


def ahead(facts: Facts, one: Question) -> Question:
    """A goal's question answered with who is ahead of the home group, by measure; then the goal's own answer."""
    key = one.key.partition(":")[2]

    def reply(area: str) -> Reply:
        own, each = one.reply(area), facts.of_goal(key, is_computed=True)
        told = [line for measure in each if (line := _ahead(facts, measure))]
        asked = AHEAD.format(home=facts.home.name, mål=facts.goals[key].heading.lower())
        return led(own, asked, " ".join(told) or NOBODY, (own.answer, *own.beside), own.hedge)

    return one if key not in facts.goals else Question(one.key, one.text, one.group, reply, one.words, is_listed=False)


def _ahead(facts: Facts, key: str) -> str:
    """Who is ahead in one measure, the best first; empty where none is, and where there is no place."""
    indicator, place = facts.indicator(key), rows.typed(facts, key).place
    if place is None:
        return ""
    name, year = capital(plain(indicator)), facts.evaluation(key).latest_year
    if place.kind == "depends":
        return f"{name}: platsen {DEPENDS} ({year})."
    own, sign = place.values[place.area], 1 if place.better == "higher" else -1
    better = [one for one, value in place.values.items()
        if sign * (value - own) > 0 and not is_tie(own, value, indicator.yearly_materiality)]  # fmt: skip
    names = [regions.within(facts, one) for one in sorted(better, key=lambda one: -sign * place.values[one])]
    return f"{name}: {listed(names)} ({year})." if names else ""


# ───────────── Our municipalities in a row ─────────────


def ours(facts: Facts, one: Question, area: str) -> Question:
    """How a municipality stands among ours: of how many it is ahead by measure, and all values in their order."""
    told = {key: row for key in _measures(facts, area) if (row := lines.members(facts, area, key, is_alone=True))}
    if not told:
        return one

    def reply(of: str) -> Reply:
        own, name = one.reply(of), facts.areas.name(area)
        counts = {key: count for key in told if (count := _passed(facts, key, area))}
        before = listed(f"{number_word(count)} i {plain(facts.indicator(key))}" for key, count in counts.items())
        others = number_word(len(facts.areas.home_members) - 1)
        answer = BEFORE.format(others=others, name=name, counts=before) if before else EACH
        beside = tuple(f"{capital(plain(facts.indicator(key)))}. {row}" for key, row in told.items())
        asked = IN_ROW.format(name=name, members=facts.members.the)
        fleets = [facts.areas.name(area)] if any(is_fleet(facts, key, area) for key in told) else []
        hedge = comparisons.FLEETS.format(names=listed(fleets)) if fleets else EACH if before else ""
        cited = [source.attribution for key in told for source in facts.sources_of(key)]
        return Reply(asked, answer, hedge=hedge, beside=(*beside, own.answer), source=f"{facts.credited(cited)}.",
            links=(*own.links, ON_EIGHT))  # fmt: skip

    return Question(one.key, one.text, one.group, reply, one.words, is_listed=False)


def placed(facts: Facts, own: Reply, key: str, area: str, place: str) -> Reply:
    """An answer of one of ours that begins with its place among ours, with all their values in a row below."""
    row = lines.members(facts, area, key, is_alone=True)
    beside = tuple(filter(None, (row, own.answer, *own.beside)))
    asked = IN_ROW.format(name=facts.areas.name(area), members=facts.members.the).rstrip("?")
    asked = f"{asked} i {plain(facts.indicator(key))}?"
    return replace(own, question=asked, word="", answer=place, beside=beside, links=(*own.links, ON_EIGHT))


def _measures(facts: Facts, area: str) -> list[str]:
    """The measures that are judged and that a municipality has a figure of its own in."""
    return [
        key
        for key, indicator in facts.of_programme.items()
        if indicator.kind in JUDGED_KINDS
        and indicator.better in {"higher", "lower"}
        and facts.is_computed(key)
        and not rough.is_for_groups(indicator)
        and facts.evaluation(key).latest(area).value is not None
    ]


def _passed(facts: Facts, key: str, area: str) -> int:
    """How many of our others a municipality is clearly better than; none where companies' cars decide its figure."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    year, sign = evaluation.latest(area).year, 1 if indicator.better == "higher" else -1
    own = evaluation.at(area, year).value
    if own is None or is_fleet(facts, key, area):
        return 0
    others = [evaluation.at(one, year).value for one in facts.areas.home_members
        if one != area and not is_fleet(facts, key, one)]  # fmt: skip
    return sum(1 for one in others if one is not None and sign * (own - one) > 0
        and not is_tie(own, one, indicator.yearly_materiality))  # fmt: skip
