"""A second indicator beside the first: municipalities by both, what is seen in a sentence, and both over the years."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Text
from dashboard.blocks.drawing import SeriesContent
from dashboard.blocks.live import Scatter
from dashboard.blocks.page import Beside, Chart, PageBlock, PageSection, Slot
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.indicator import indicator as texts, spread as drawings
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.page import name as named
from dashboard.content.ranks import FLEET_NOTE, is_fleet
from dashboard.content.text import WHY_ROUGH
from dashboard.content.values import file_name
from dashboard.content.workbench import several
from dashboard.content.workbench.asked import PAIR
from dashboard.figures.looks import role_of
from malkollen.answers.together import LIMIT, Together, together
from malkollen.registry.home import capital
from malkollen.texts.swedish import ascii_name, inside, number
from malkollen.values import rough

HEADING = "Bredvid en annan indikator"
UNPAIRED = "mk-unpaired"
"""What the style sheet knows it by where it holds a question alone: on paper that is a heading over nothing."""
NO_TOTALS = (
    "Antal ställs inte bredvid varandra: en stor kommun har mer av nästan allt. Välj en andel eller ett värde per "
    "invånare."
)
SAME = "Välj en annan indikator än den som redan visas."
NOT_WHY = "Diagrammet säger inte varför."
HOW = (
    f"Rangkorrelationen (Spearman) går från −1 till 1. Från {number(LIMIT, 1)} åt endera hållet skriver vi att "
    "måtten hänger ihop."
)


def options(facts: Facts) -> list[str]:
    """The indicators that may stand beside another: those with figures for municipalities, but no totals."""
    keys = [key for key in facts.registry.indicators if facts.is_computed(key) and not facts.indicator(key).is_total]
    return [key for key in keys if texts.has_municipalities(facts, key, facts.evaluation(key).latest_year)]


def section(facts: Facts, case: Case, other: str) -> PageSection:
    """Where a second indicator is asked for, and what is seen once it is chosen."""
    whole = PageSection(HEADING, [Slot(PAIR), *_beside(facts, case, other)], level=3)
    return whole if other else PageSection("", [Beside([[whole]], key=UNPAIRED)])


def _beside(facts: Facts, case: Case, other: str) -> list[PageBlock]:
    if not other:
        return []
    if facts.indicator(case.indicator).is_total:
        return [Text(NO_TOTALS)]
    if rough.is_for_groups(facts.indicator(case.indicator)):
        return [Text(capital(WHY_ROUGH))]
    if other == case.indicator:
        return [Text(SAME)]
    beside = second(facts, case, other)
    drawing, seen = scatter(facts, case, beside), sentence(_found(facts, case, beside))
    names = f"{named(facts, case.indicator)} {case.year} och {named(facts, other)} {beside.year}"
    blocks: list[PageBlock] = [
        Chart(
            drawing,
            "chart:pair",
            f"Punktdiagram, en punkt per kommun: {names}. {seen}",
            seen,
            both_table(facts, case, beside),
        ),
        Text(HOW, "caption"),
    ]
    if any(_is_fleet(facts, (case, beside), code) for code in facts.areas.home_members):
        blocks.append(Text(FLEET_NOTE, "caption"))
    return [*blocks, *_over_years(facts, case, beside)]


def second(facts: Facts, case: Case, other: str) -> Case:
    """The second indicator in the same area and year, or in the nearest before that has figures, else its latest."""
    variant = case.variant if case.variant in facts.variants(other) else facts.variants(other)[0]
    values = facts.evaluation(other, variant)
    years = [year for year in values.years() if texts.has_municipalities(facts, other, year)]
    year = max((one for one in years if one <= case.year), default=values.latest_year)
    return Case(other, case.area, year, variant)


def by_municipality(facts: Facts, case: Case) -> dict[str, float]:
    """The values of a year by municipality code."""
    values = facts.evaluation(case.indicator, case.variant)
    found = {code: values.at(code, case.year).value for code in facts.areas.municipalities}
    return {code: value for code, value in found.items() if value is not None}


def _found(facts: Facts, case: Case, beside: Case) -> Together:
    return together(by_municipality(facts, case), by_municipality(facts, beside))


def sentence(together: Together) -> str:
    """What is seen: whether the two go together, never why."""
    among, size = f"bland {number(together.count)} kommuner", f"(rangkorrelation {number(together.correlation, 2)})"
    match together.way:
        case "joint":
            return f"Måtten hänger ihop {among}: där det ena är högt är det andra oftast högt {size}. {NOT_WHY}"
        case "opposite":
            return f"Måtten hänger ihop {among}: där det ena är högt är det andra oftast lågt {size}. {NOT_WHY}"
        case "apart":
            return f"Måtten hänger inte ihop {among} {size}."
        case "unknown":
            return f"Det går inte att säga om måtten hänger ihop: {number(together.count)} kommuner har båda värdena."


def scatter(facts: Facts, case: Case, beside: Case) -> Scatter:
    """A point for each municipality that has both; ours and the chosen one are named."""
    first, other = by_municipality(facts, case), by_municipality(facts, beside)
    points = tuple(
        (_name(facts, (case, beside), code), other[code], first[code], role_of(facts.areas, code, case.area))
        for code in facts.areas.municipalities
        if code in first and code in other
    )
    across, upwards = facts.indicator(beside.indicator), facts.indicator(case.indicator)
    return Scatter(
        points,
        (f"{named(facts, beside.indicator)} {beside.year}, {across.unit}", across.decimals),
        (f"{named(facts, case.indicator)} {case.year}, {upwards.unit}", upwards.decimals),
    )


def _name(facts: Facts, cases: Sequence[Case], code: str) -> str:
    """A municipality's name, with a star where companies' vehicles decide one of its values."""
    return facts.areas.name(code) + ("*" if _is_fleet(facts, cases, code) else "")


def _is_fleet(facts: Facts, cases: Sequence[Case], code: str) -> bool:
    return any(one.variant != "without" and is_fleet(facts, one.indicator, code) for one in cases)


def both_table(facts: Facts, case: Case, beside: Case) -> Table:
    """Every municipality's two values, ours first."""
    first, other = by_municipality(facts, case), by_municipality(facts, beside)
    columns = [
        (f"{named(facts, one.indicator)} {one.year} ({facts.indicator(one.indicator).unit})", one, values)
        for one, values in ((case, first), (beside, other))
    ]
    ordered = dict.fromkeys([*facts.areas.home_members, *facts.areas.municipalities])
    codes = [code for code in ordered if code in first or code in other]
    records: list[Record] = [
        {
            "Områdeskod": code,
            "Kommun": facts.areas.name(code),
            **{
                title: Number(values.get(code), facts.indicator(one.indicator).decimals)
                for title, one, values in columns
            },
        }
        for code in codes
    ]
    titles = " och ".join(inside(facts.indicator(one.indicator).title) for one in (case, beside))
    name = file_name(
        facts, case.indicator, case.year, f"bredvid_{ascii_name(facts.indicator(beside.indicator).short)}", case.variant
    )
    sources = facts.source_line(case.indicator, beside.indicator)
    emphasis = [number for number, code in enumerate(codes) if code == case.area]
    title = f"Kommunerna: {titles}"
    return table(title, name, records, sources, hidden=("Områdeskod",), emphasis=emphasis)


def _over_years(facts: Facts, case: Case, beside: Case) -> list[PageBlock]:
    """The two over the years that both have, side by side: two units are never drawn on one axis."""
    own, other = (_line(facts, one) for one in (case, beside))
    years = [{year for line in content.lines for year in line.values} for content in (own, other)]
    common = range(max(min(one) for one in years), min(max(one) for one in years) + 1) if all(years) else range(0)
    if len(common) < 2:
        return [Text("De två har inga gemensamma år att dra linjer över.")]
    return [Beside([[_drawn(facts, one, content, common)] for one, content in ((case, own), (beside, other))], (1, 1))]


def _line(facts: Facts, case: Case) -> SeriesContent:
    return drawings.area_series(facts, case.indicator, [case.area], case.area, case.variant)


def _drawn(facts: Facts, case: Case, content: SeriesContent, years: Sequence[int]) -> PageSection:
    cut = several.within(content, years[0], years[-1])
    title = f"{named(facts, case.indicator)}, {facts.areas.name(case.area)}"
    alt = f"Linjediagram, {title}, {content.unit}, {years[0]}–{years[-1]}. Samma tal står i tabellen."
    chart = Chart(cut, f"chart:pair-{case.indicator}", alt, table=cut.table)
    return PageSection("", [Text(title, "takeaway"), chart])
