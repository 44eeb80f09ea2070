"""What Pendling says of an older year to and from the core city: shown alone, never beside the years from 2020."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection, Sheet
from dashboard.blocks.pieces import Remarks
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from malkollen.database.beside import CityFlow
from malkollen.texts.swedish import listed, number


def sections(facts: Facts) -> list[PageSection]:
    """The latest older year of the core city's streams; nothing where none is carried."""
    if not (flows := _flows(facts)):
        return []
    year, core = flows[0].year, facts.areas.name(facts.commuting.core)
    sources = {flow.source for flow in flows}
    caveats = (caveat for source in facts.sources if source.source in sources for caveat in source.caveats)
    return [
        PageSection(
            f"Till och från {core} {year}: en äldre tabell",
            [
                Text(flows_sentence(facts), "takeaway"),
                Sheet(flows_table(facts), "city-flows"),
                Remarks(tuple(caveats)),
            ],
        )
    ]


def takeaway(facts: Facts, code: str | None = None) -> str:
    """The same, and that the figures are old and compared with none: where the source's caveats do not stand by."""
    year = _flows(facts)[0].year
    return (
        f"{flows_sentence(facts, code)} Siffrorna är {facts.as_of.year - year} år gamla och ur ett annat register än "
        "de senare åren: de jämförs inte."
    )


def flows_sentence(facts: Facts, code: str | None = None) -> str:
    """How many lived in one of the eight and worked in the core city that year, and the other way.

    Args:
        code: of this municipality alone.
    """
    flows = _flows(facts)
    year, core, members = flows[0].year, facts.commuting.core, {code} if code else facts.areas.home.members
    where = facts.areas.name(code) if code else facts.members.the
    into = sum(flow.employed for flow in flows if flow.home in members and flow.work == core)
    out = sum(flow.employed for flow in flows if flow.home == core and flow.work in members)
    return (
        f"{year} bodde {number(into)} personer i {where} och arbetade i {facts.areas.name(core)}; "
        f"{number(out)} pendlade åt andra hållet."
    )


def flows_table(facts: Facts) -> Table:
    """The eight to and from the core city, with their sum: streams from several homes to one city can be summed."""
    flows = _flows(facts)
    core, year = facts.commuting.core, flows[0].year
    by_pair = {(flow.home, flow.work): flow.employed for flow in flows}
    name = facts.areas.name(core)
    rows: list[Record] = [
        {
            "Kommun": facts.areas.name(code),
            "År": str(year),
            f"Bor här, arbetar i {name}": Number(by_pair.get((code, core))),
            f"Bor i {name}, arbetar här": Number(by_pair.get((core, code))),
        }
        for code in facts.areas.home_members
        if code != core
    ]
    title = f"Sysselsatta till och från {name} {year}"
    return table(title, f"malkollen_pendling_{core}_{year}", rows, source_line(facts), hidden={"År"})


def source_line(facts: Facts) -> str:
    """How the older streams name their source."""
    used = {flow.source for flow in _flows(facts)}
    return listed([source.attribution for source in facts.sources if source.source in used])


def _flows(facts: Facts) -> list[CityFlow]:
    """The streams of the latest year that touch the core city and one of the eight."""
    members, core = facts.areas.home.members, facts.commuting.core
    known = [
        flow
        for flow in facts.beside.flows
        if core in (flow.home, flow.work) and members & {flow.home, flow.work} and flow.home != flow.work
    ]
    latest = max((flow.year for flow in known), default=0)
    return [flow for flow in known if flow.year == latest]
