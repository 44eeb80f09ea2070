"""Översikt for the network that prepares: objects by stage and money, what to prepare, journeys, what is lacking."""

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import OF_HOME, Beside, Link, Links, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Definitions
from dashboard.content.answers import answers, phrases, things
from dashboard.content.decisions import blocks as decision_blocks, decisions
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, national_plan, priorities, priority_objects
from dashboard.content.objects import planned
from dashboard.content.overview import rows
from dashboard.content.trips import travelling
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry.home import capital

OBJECTS, PREPARE, TRAVEL, LACKING = "Objekten: skede och pengar", "Att förbereda", "Resor", "Vad som fattas"
"""The parts' headings."""
PREPARES = "{network} tar fram underlag till besluten. {day}"
NO_TIMES = "Restiderna mellan kommuncentrumen är inte uträknade här än."
SHOW = "Visa objekten som tabell och hämta"
MEASURES = "Måtten rad för rad"
"""The fold of what stands open for the others."""
KEY = "mk-network"
"""What its columns are called in the style sheet."""


def working(facts: Facts) -> PageSection:
    """What the network prepares, and beside it how one travels and what is lacking."""
    beside = [part for part in (travel(facts), lacking(facts)) if part.blocks]
    return PageSection("", [Beside([[prepare(facts)], beside], (3, 2), key=KEY)])


def objects(facts: Facts) -> list[PageSection]:
    """The objects, the furthest first and of each stage the dearest; nothing where nobody follows any."""
    if not priorities.is_followed(facts):
        return []
    way = Link("Prioriterade objekt", "priorities")
    found, faults = priority_objects.read(facts.folder, facts.as_of)
    if found and not faults:  # the committee's own list goes before the plan
        table = priority_objects.current_table(facts.home, found, facts.as_of)
        return [PageSection(OBJECTS, [Text(priority_objects.counts_text(found)), Sheet(table, "network-objects"), way])]
    plan = planned.here(facts)
    if not plan:
        return [PageSection(OBJECTS, [Text(priority_objects.not_filled_in(facts.home)), way])]
    stands = [priority_objects.not_filled_in(facts.home), draft.absent(facts), national_plan.county_plan(facts.home)]
    known = " ".join(filter(None, stands))
    chosen = (("slag", "underlag"), (planned.OBJECTS, ",".join(one.object_id for one in planned.ordered(plan))))
    ways = Links((way, Link("Ta med dem i ett underlag", "reports", chosen)), "mk-ways-objects", is_row=True)
    source, sheet = national_plan.source(facts, plan), Sheet(planned.table_of(facts, plan), "network-objects", SHOW)
    priced = f"{national_plan.prices(plan)} {national_plan.NOT_DECIDED} {source}."
    blocks: list[PageBlock] = [
        Definitions(planned.by_phase(plan), is_declaration=True),
        Beside(
            [
                [PageSection("", [Text(f"Objekten är den beslutade nationella planens. {known}", "caption"), ways])],
                [PageSection("", [Text(priced, "caption"), sheet])],
            ],
            key="mk-network-objects",
        ),
    ]
    return [PageSection(OBJECTS, blocks, level=3, simple="stays")]


def prepare(facts: Facts) -> PageSection:
    """The decisions that others make and the network prepares, with what each choice leads to folded."""
    found = [*decisions.of_leadership(facts), *decisions.of_committee(facts)]
    if not found:
        return PageSection(PREPARE, [Text(decisions.NOTHING)], is_to_decide=True)
    told = PREPARES.format(network=capital(facts.home.bodies.network.short), day=decisions.days(found))
    blocks: list[PageBlock] = [
        Text(told),
        Bullets(tuple(decisions.told(found))),
        decision_blocks.leads(found, "network", is_narrow=True),
    ]
    return PageSection(PREPARE, blocks, level=3, is_to_decide=True)


def travel(facts: Facts) -> PageSection:
    """How many of the journeys between the centres take at most an hour; that no times are here."""
    return PageSection(TRAVEL, [Text(travelling.said(facts) or NO_TIMES), Link("Resor", "transit")], level=3)


def lacking(facts: Facts) -> PageSection:
    """Of each measure that counts things, how many the nearest level takes; nothing where nothing is lacking."""
    told: dict[str, str] = {}
    for key in rows.keys(facts):
        typed = answers.of_indicator(facts, key).typed
        if not isinstance(typed, IndicatorAnswer) or typed.year is None:
            continue
        if one := next((one for one in typed.things if one.count), None):
            told[key] = f"{things.needed(answers.basis(facts), one, typed.year)}."
    ways = tuple(
        Link(capital(phrases.plain(facts.indicator(key))), "indicator", (("indikator", key), *OF_HOME), part="krav")
        for key in told
    )
    blocks: list[PageBlock] = [Bullets(tuple(told.values())), Links(ways, "mk-ways-lacking", is_row=True)]
    return PageSection(LACKING, blocks if told else [], level=3)
