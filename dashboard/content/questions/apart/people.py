"""How many live somewhere: the count itself first, with its day and its own source."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import silence
from dashboard.content.facts import Facts
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures, gaps
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, number

PEOPLE = "people"
"""How the key begins."""
OF_COUNTY = "{where} bor {share} procent av invånarna i {county}."
READ_ON = Link("Läs mer på Kommun", "municipality")


def questions(facts: Facts) -> Iterator[Question]:
    """How many live in an area, of what counts people and only is held to be divided by."""
    for one in of(facts):
        measure = one.partition(":")[2]
        names = (inside(facts.registry.measures[measure].title),)
        asked = f"Hur många bor {facts.home.at}?"
        yield Question(one, asked, figures.EACH, partial(_reply, facts, measure), names=names)


def of(facts: Facts) -> list[str]:
    """The keys of those questions."""
    counted = dict.fromkeys(one.counted for one in facts.programme.unfollowed if one.counted)
    return [f"{PEOPLE}:{one}" for one in counted if facts.registry.measures[one].unit in gaps.PEOPLE]


def held(facts: Facts, area: str, *measures: str) -> tuple[int, list[float]] | None:
    """The latest year that an area is counted in whole, and the sum of each measure then; None without one."""
    members = facts.areas.by_id[area].members if area in facts.areas.by_id else (area,)
    known = [facts.measures.get(one, {}) for one in measures]
    years = [year for year in next(iter(known), {})
        if all(its.get(year, {}).get(code) is not None for its in known for code in members)]  # fmt: skip
    year = max(years, default=0)
    return (year, [sum(its[year][code] for code in members) for its in known]) if years else None


def source(facts: Facts, measure: str) -> str:
    """Who published a count; empty where nobody has."""
    cited = [one.attribution for one in facts.sources if measure in one.feeds]
    return f"{facts.credited(cited)}." if cited else ""


def _reply(facts: Facts, measure: str, area: str) -> Reply:
    asked, found = f"Hur många bor {figures.where(facts, area)}?", held(facts, area, measure)
    if found is None:
        return Reply(asked, f"{silence.NOT_YET}.", silence.NOT_YET, hedge=gaps.otherwise(facts))
    declared, (year, (count,)) = facts.registry.measures[measure], found
    answer = f"{number(count)} {declared.unit} ({inside(declared.title)} {year})."
    each = {code: held(facts, code, measure) for code in facts.areas.home_members if area == facts.areas.home.id}
    told = "; ".join(f"{facts.areas.name(code)} {number(one[1][0])}" for code, one in each.items() if one)
    lines = (*_of_county(facts, measure, year, count, area), *([f"{capital(told)}."] if told else []))
    return Reply(asked, answer, beside=lines, source=source(facts, measure),
        links=(replace(READ_ON, choices=(("kommun", area),) if area in facts.areas.home_members else ()),))  # fmt: skip


def _of_county(facts: Facts, measure: str, year: int, count: float, area: str) -> list[str]:
    """What part of the county's inhabitants live in ours: the area's; of the county itself the home group's."""
    home, county = facts.areas.home.id, facts.home.county
    part, whole = held(facts, home, measure) if area == county else (year, [count]), held(facts, county, measure)
    is_ours = area in (county, home, *facts.areas.home_members)
    if not is_ours or part is None or whole is None or not part[0] == whole[0] == year:
        return []
    share, where = number(round(100 * part[1][0] / whole[1][0])), figures.where(facts, home if area == county else area)
    return [OF_COUNTY.format(where=capital(where), share=share, county=facts.areas.name(county))]
