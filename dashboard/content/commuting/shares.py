"""How large a share of a municipality's working inhabitants work in another one, as published."""

from dashboard.blocks.drawing import Bars
from dashboard.blocks.page import Chart, PageSection
from dashboard.blocks.pieces import Note
from dashboard.content.commuting import commuting
from dashboard.content.facts import Facts
from dashboard.figures.looks import Row, role_of
from malkollen.texts.swedish import listed, number

OF_WHOM = "av de sysselsatta invånarna"
UNIT = "%"


def shares(facts: Facts) -> tuple[int, dict[str, float]]:
    """The latest year of commuters over municipal borders, and the shares known then by municipality, highest first."""
    year = next(reversed(commuting.years(facts)), 0) if commuting.measure(facts, "ut") else 0
    known = {code: facts.published.get((commuting.SHARE, code), {}).get(year) for code in facts.areas.home_members}
    told = {code: share for code, share in known.items() if share is not None}
    return year, dict(sorted(told.items(), key=lambda one: -one[1]))


def title(year: int) -> str:
    """What is shown, as a heading."""
    return f"Andel {OF_WHOM} som arbetar i en annan kommun {year}"


def of_one(facts: Facts, code: str) -> str:
    """The share of one municipality in a sentence; empty where it is not known."""
    year, known = shares(facts)
    if code not in known:
        return ""
    return f"{number(known[code], 1)} procent {OF_WHOM} i {facts.areas.name(code)} arbetade i en annan kommun {year}."


def sections(facts: Facts, mine: str) -> list[PageSection]:
    """Every municipality's share beside the others'; nothing where none is known.

    Args:
        mine: the reader's own municipality, which is marked; empty without.
    """
    year, known = shares(facts)
    if not known:
        return []
    ends = [
        f"{number(known[code], 1)} procent i {facts.areas.name(code)}" for code in (next(iter(known)), [*known][-1])
    ]
    said = f"Från {ends[-1]} till {ends[0]}."
    rows = [_bar(facts, code, share, mine) for code, share in known.items()]
    heading = title(year)
    alt = f"Stapeldiagram. {heading}: {listed(f'{name} {number(share, 1)}' for name, share, _ in rows)}."
    twin = commuting.year_table(facts, year)
    drawn = Chart(Bars(tuple(rows), UNIT, 1), "chart:commuting-shares", alt, said, named=twin)
    return [PageSection(heading, [drawn, Note(f"{commuting.source_line(facts)}, {year}.", "source")])]


def _bar(facts: Facts, code: str, share: float, mine: str) -> Row:
    return facts.areas.name(code), share, role_of(facts.areas, code, mine)
