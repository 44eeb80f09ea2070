"""Commuting for a room: who crosses a municipality's border, in one answer over one picture."""

from dashboard.blocks.blocks import Answer, Block, Figure, Section
from dashboard.blocks.drawing import Bars
from dashboard.content.commuting import commuting, matrix, shares
from dashboard.content.data.sources import credited
from dashboard.content.facts import Facts
from dashboard.figures.looks import Row, role_of
from malkollen.texts.swedish import listed, number

KEY = "pendling"
"""What the slide is called in an address."""
QUESTION = "Hur många arbetar i en annan kommun än sin egen?"


def keys(facts: Facts) -> list[str]:
    """The indicators whose figures the slide shows."""
    return commuting.keys(facts)


def slide(facts: Facts) -> list[Section]:
    """The answer, what weakens it, and every municipality's share as bars; nothing where none is known."""
    year, known = shares.shares(facts)
    if not known:
        return []
    rows: list[Row] = [(facts.areas.name(code), share, role_of(facts.areas, code)) for code, share in known.items()]
    title = shares.title(year)
    said = listed(f"{name} {number(share or 0.0, 1)}" for name, share, _ in rows)
    drawn = Figure(Bars(tuple(rows), shares.UNIT, 1), title, commuting.year_table(facts, year), f"{title}: {said}.")
    low, high = (number(share, 1) for share in (min(known.values()), max(known.values())))
    message = f"Mellan {low} och {high} procent {shares.OF_WHOM} arbetade i en annan kommun {year}, beroende på kommun."
    between = facts.commuting.years
    hedge = matrix.takeaway(facts, between[-1]) if between else commuting.over_years(facts, most=1)
    notes, credits_ = (commuting.no_sum(facts),), credited(facts, keys(facts))
    shown: list[Block] = [Answer("", "", message, hedge), drawn]
    return [Section(QUESTION, shown, message=message, notes=notes, key=KEY, credits=credits_)]
