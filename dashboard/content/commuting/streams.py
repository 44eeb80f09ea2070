"""The streams that the map of commuting draws: between the eight, out of them and into them, as map, list and words."""

from dataclasses import dataclass

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.commuting.commuting import people
from dashboard.content.commuting.matrix import HIDDEN, between_members, notes, source_line, status
from dashboard.content.facts import Facts
from dashboard.content.text import file_day
from malkollen.texts.swedish import number
from malkollen.values.commuting import Flow, together

DIRECTIONS = ("inom", "ut", "in")


def shown(facts: Facts, direction: str) -> str:
    """What a direction of the streams is called."""
    name = facts.home.name
    return {"inom": f"Mellan {facts.members.the}", "ut": f"Ut från {name}", "in": f"In till {name}"}[direction]


def reading(facts: Facts, direction: str) -> str:
    """How the map is read."""
    name = facts.home.name
    return {
        "inom": "Linjens bredd visar hur många som reser mellan de två kommunerna, åt båda håll. Cirkelns yta och "
        "talet visar hur många som bor och arbetar i samma kommun.",
        "ut": "Linjens bredd visar hur många som reser. Talet vid kommunen är alla som bor där och arbetar utanför "
        f"{name}, talet vid målet alla som reser dit från {name}.",
        "in": "Linjens bredd visar hur många som reser. Talet vid kommunen är alla som arbetar där och bor utanför "
        f"{name}, talet vid den andra änden alla som reser därifrån till {name}.",
    }[direction]


@dataclass(frozen=True)
class Stream:
    """A flow on the map: between two places, or from one to the other; flow counts those it draws."""

    start: str
    end: str
    flow: Flow
    words: str


def streams(facts: Facts, year: int, direction: str) -> list[Stream]:
    """What the map draws, the largest first: between pairs of the eight (both ways), out of them or into them."""
    found = facts.commuting
    home, others = found.home, [zone for zone in found.everywhere if zone not in found.home]
    if direction == "inom":
        pairs = [(one, other) for place, one in enumerate(home) for other in home[place + 1 :]]
        drawn = [_both_ways(facts, year, one, other) for one, other in pairs]
    else:
        pairs = [(one, other) for one in home for other in others]
        drawn = [_one_way(facts, year, *(pair if direction == "ut" else pair[::-1])) for pair in pairs]
    return sorted(drawn, key=lambda stream: -(stream.flow.commuters or 0))


def _both_ways(facts: Facts, year: int, one: str, other: str) -> Stream:
    commuting = facts.commuting
    there, back = commuting.flows[year][one, other], commuting.flows[year][other, one]
    flow = together((there, back))
    names = commuting.name(one), commuting.name(other)
    words = (
        f"{names[0]}–{names[1]}, {people(flow.commuters)} ({number(there.commuters)} till {names[1]}, "
        f"{number(back.commuters)} till {names[0]})"
    )
    return Stream(one, other, flow, words)


def _one_way(facts: Facts, year: int, home: str, work: str) -> Stream:
    found = facts.commuting
    flow = found.flows[year][home, work]
    return Stream(home, work, flow, f"{found.name(home)} till {found.name(work)}, {people(flow.commuters)}")


def streams_text(facts: Facts, year: int, direction: str) -> str:
    """What the map shows, in a sentence with the largest stream."""
    largest = streams(facts, year, direction)[0]
    commuting, home = facts.commuting, facts.commuting.home
    total = {
        "inom": between_members(facts, year),
        "ut": commuting.out_of(year, home),
        "in": commuting.into(year, home),
    }[direction]
    first = {
        "inom": f"bodde i en av {facts.members.municipalities} och arbetade i en annan {year}.",
        "ut": f"bodde {facts.home.at} och arbetade utanför {year}.",
        "in": f"arbetade {facts.home.at} och bodde utanför {year}.",
    }[direction]
    return f"{people(total.commuters)} {first} Största strömmen: {largest.words}."


def streams_table(facts: Facts, year: int, direction: str) -> Table:
    """The map as a list, one row a direction, the largest first."""
    commuting = facts.commuting
    pairs = [(stream.start, stream.end) for stream in streams(facts, year, direction)]
    if direction == "inom":
        pairs = sorted(
            [*pairs, *((end, start) for start, end in pairs)],
            key=lambda pair: -(commuting.flows[year][pair].commuters or 0),
        )
    records: list[Record] = [
        {
            "Bor i": commuting.name(home),
            "Arbetar i": commuting.name(work),
            "År": str(year),
            "Personer": Number(commuting.flows[year][home, work].commuters),
            "Status": status(facts, year, commuting.flows[year][home, work]),
            "Källa": source_line(facts),
        }
        for home, work in pairs
    ]
    name = f"malkollen_pendling_strommar_{direction}_{year}_{file_day(facts)}"
    title = f"{shown(facts, direction)} {year}, sysselsatta efter bostad och arbetsställe"
    return table(title, name, records, source_line(facts), notes=notes(facts, year), hidden=HIDDEN)
