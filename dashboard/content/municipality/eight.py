"""The members side by side: every measure in every municipality, shaded by how far it is from riket.

Nobody is called last: a shade says better or worse than riket, and how much, and a measure that has no better end has
no shade.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from statistics import median

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import TWIN, Beside, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Cell, Legend, Matrix, MatrixRow
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.answers.country import AGAINST, FAR, NEAR, against, away
from dashboard.content.answers.phrases import FLEETS, decimals, figure, plain, unit
from dashboard.content.data import states
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import country_value
from dashboard.content.indicator.spread import area_series
from dashboard.content.municipality import lines
from dashboard.content.ranks import is_fleet
from dashboard.content.text import LOWER_IS_BETTER, WHY_ROUGH, file_day, preliminary_mark
from dashboard.figures import theme
from dashboard.figures.looks import role_of
from dashboard.figures.sparkline import Sparkline, sparkline
from malkollen.assess.direction import IMPROVES, NOT_ASSESSABLE, WORSENS
from malkollen.assess.window import YEARS
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import MISSING, inside, listed, number_word
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS

LEGEND_TITLE = (
    f"Jämfört med riket samma år: ”nära” är högst {100 * NEAR:.0f} procent ifrån, ”mycket” är mer än "
    f"{100 * FAR:.0f} procent"
)
UNJUDGED = "bedöms inte"
"""Of a measure without shades: what stands beside it and in the legend."""
ROWS, COLUMNS, ASKED = "rader", "kolumner", "fragor"
"""The page's questions: how the measures lie, how the municipalities do, and where they are asked."""
PROGRAMME, NAMES = "program", "namn"
MIDDLE = "Mitten"
"""The column of the middle value among those that a municipality is placed among, beside riket's."""
SPARK = (66.0, 20.0)
"""Pixels of a cell's series."""
LEAD = "Senaste värdet och hur det har ändrats."
TWO = "Färgen jämför med riket; varje kommuns egen sida jämför med {others}."
"""What the shades and a municipality's answer are held against, where no answer stands on the page."""
MARKS = "↗ blir bättre, ↘ blir sämre, utan pil: ingen säker riktning, eller för få år."
ARROWS = (
    "Pilar: värdet har gått åt samma håll nästan alla de senaste åren (vi räknar på "
    f"{number_word(YEARS)} år, eller färre om så många inte finns). Då får också en ganska liten förändring en pil, "
    "men ett hopp enstaka år ger ingen, hur stort det än är."
)


def keys(facts: Facts) -> list[str]:
    """Measures of the programme that municipalities have values of, totals aside: they only show who is large."""
    members = facts.areas.home_members
    return [
        key
        for key, indicator in facts.of_programme.items()
        if facts.is_computed(key) and not indicator.is_total and indicator.judged_for == "all"
        if any(facts.evaluation(key).latest(code).value is not None for code in members)
    ]


def sections(facts: Facts, mine: str, rows: str, columns: str) -> list[PageSection]:
    """The page; arguments as of `matrix`. One's own municipality has its answer first."""
    legend = Legend(LEGEND_TITLE, (*zip(theme.DIVERGING, AGAINST, strict=True), (theme.PAPER, UNJUDGED)))
    against = [] if mine else [TWO.format(others=facts.placed.the_which)]
    marks: list[PageBlock] = [legend, Text(" ".join([MARKS, *_fleets(facts), *against]), "caption")]
    if mine:
        held = Text(f"Svaret jämför med {facts.placed.the_which}, färgerna i tabellen med riket.", "caption")
        answer = PageSection("", [answer_blocks.block(answers.of_area(facts, mine)), held])
        marks = [Beside([[answer], [PageSection("", marks)]], (3, 2))]
    return [
        PageSection(f"{capital(facts.members.the)} sida vid sida", [Text(LEAD, "lead"), Slot(ASKED), *marks], level=1),
        PageSection("", [matrix(facts, mine, rows, columns)]),
        PageSection("", [Sheet(values_table(facts), "eight", TWIN)]),
    ]


def _two_yardsticks(facts: Facts, mine: str) -> list[str]:
    """Where one's own stands otherwise by what the answer is held against than by what the shades are, and of cars."""
    cars = any(facts.indicator(key).has_fleet_variants for key in keys(facts))
    told = [
        f"{plain(facts.indicator(key))} är {words} ({_beside(facts, key, mine)})"
        for key, words in lines.apart(facts, mine).items()
    ]
    apart = f"Färgen kan skilja sig från svaret: {'; '.join(told)}."
    return [
        *([apart] if told else []),
        *([f"Fordon räknas i tabellen mot riket med alla kommuner, i svaret utan {FLEETS}."] if cars else []),
    ]


def _beside(facts: Facts, key: str, code: str) -> str:
    """A municipality's latest value with its year, and riket's as a figure."""
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    country = country_value(facts, key, value.year, None)
    places = decimals(indicator, [value.value, country])
    own, riket = (MISSING if one is None else figure(indicator, one, places) for one in (value.value, country))
    return f"{own} {unit(indicator)} {value.year}, riket: {riket}"


def _fleets(facts: Facts) -> list[str]:
    """What a star says, where any municipality has one."""
    marked = [
        facts.areas.name(code)
        for code in facts.areas.home_members
        if any(is_fleet(facts, key, code) for key in keys(facts))
    ]
    return [f"* Många företagsbilar är skrivna i {listed(marked)}; värdet visar inte vad invånarna gör."] * bool(marked)


def orders_of_rows(facts: Facts) -> dict[str, str]:
    """How the measures may lie, by the word in the address, and what that is called."""
    members = {code: f"Efter {facts.areas.name(code)}, bäst mot riket först" for code in facts.areas.home_members}
    return {PROGRAMME: "Efter mål", NAMES: "I bokstavsordning", **members}


def orders_of_columns(facts: Facts) -> dict[str, str]:
    """How the municipalities may lie, by the word in the address, and what that is called."""
    return {NAMES: "I bokstavsordning", **{key: _first(facts.indicator(key)) for key in keys(facts)}}


def _first(indicator: Indicator) -> str:
    ends = {"higher": "bäst först", "lower": "bäst först", None: "högst först"}
    return f"Efter {plain(indicator)}, {ends[indicator.better]}"


def matrix(facts: Facts, mine: str, rows: str = PROGRAMME, columns: str = NAMES) -> Matrix:
    """Measures down, municipalities across, last what they are held against: the middle of their like, and riket.

    Args:
        mine: the municipality that is marked; empty where none is.
        rows, columns: how they lie, of `orders_of_rows` and `orders_of_columns`.
    """
    members = _columns(facts, columns)
    heads = (*(facts.areas.name(code) for code in members), MIDDLE, "Riket")
    lines = tuple(_row(facts, key, members) for key in _rows(facts, rows))
    marked = members.index(mine) if mine in members else None
    title = f"{capital(facts.members.the)} sida vid sida"
    down, across = orders_of_rows(facts)[rows], orders_of_columns(facts)[columns]
    order = f"Måttens ordning: {down[0].lower()}{down[1:]}. Kommunernas: {across[0].lower()}{across[1:]}."
    beside = _two_yardsticks(facts, mine) if mine else []
    return Matrix(title, order, heads, lines, marked, (ARROWS, *beside, *_notes(facts)))


def _rows(facts: Facts, order: str) -> list[str]:
    """The measures in an order; last those that say nothing of how a municipality stands."""
    if order == NAMES:
        return sorted(keys(facts), key=lambda key: plain(facts.indicator(key)).casefold())
    if order == PROGRAMME:
        return keys(facts)
    return sorted(keys(facts), key=lambda key: -_lead(facts, key, order))


def _columns(facts: Facts, order: str) -> list[str]:
    """The municipalities in an order; last those whose value says nothing of who lives there, or that have none."""
    members = facts.areas.home_members
    return list(members) if order == NAMES else sorted(members, key=lambda code: -_height(facts, order, code))


def _lead(facts: Facts, key: str, code: str) -> float:
    """How far a municipality is ahead of riket, as a share of riket's value; the lowest of all where none is said."""
    year = facts.evaluation(key).latest_year
    value, country = facts.evaluation(key).at(code, year).value, country_value(facts, key, year, None)
    far = None if is_fleet(facts, key, code) else away(facts.indicator(key), value, country)
    return -inf if far is None else far


def _height(facts: Facts, key: str, code: str) -> float:
    """A municipality's value, turned so that more is better."""
    value = facts.evaluation(key).at(code, facts.evaluation(key).latest_year).value
    if value is None or is_fleet(facts, key, code):
        return -inf
    return -value if facts.indicator(key).better == "lower" else value


def _row(facts: Facts, key: str, members: Sequence[str]) -> MatrixRow:
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    year = evaluation.latest_year
    country = country_value(facts, key, year, None)
    values = [evaluation.at(code, year).value for code in members]
    places = decimals(indicator, [value for value in values if value is not None])
    sparks = _sparks(facts, key, members)
    cells = [
        replace(_cell(facts, key, code, value, country, places), spark=sparks.get(code))
        for code, value in zip(members, values, strict=True)
    ]
    riket = Cell(MISSING if country is None else figure(indicator, country, places))
    middle = _middle(facts, key, year)
    placed = Cell(MISSING if middle is None else figure(indicator, middle, places))
    unit = "%" if indicator.is_share else indicator.unit
    lower = inside(LOWER_IS_BETTER).removesuffix(".") if indicator.better == "lower" else ""
    unjudged = "" if indicator.kind in JUDGED_KINDS else UNJUDGED
    preliminary = preliminary_mark(facts.registry, (evaluation.at(code, year) for code in members))
    marks = [preliminary, states.mark(facts, key)]
    about = ", ".join(filter(None, [unit, str(year), *marks, lower, unjudged]))
    return MatrixRow(capital(plain(indicator)), about, (*cells, placed, riket))


def _middle(facts: Facts, key: str, year: int) -> float | None:
    """The middle value of those that a municipality is placed among, as Jämför has it; None without any."""
    values = [facts.evaluation(key).at(code, year).value for code in facts.areas.reference_group.members]
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _sparks(facts: Facts, key: str, members: Sequence[str]) -> dict[str, Sparkline]:
    """The municipalities' series, all on one scale, so that they can be read against each other."""
    content = area_series(facts, key, members, facts.areas.home.id, None)
    lines = [replace(line, role=role_of(facts.areas, line.area)) for line in content.lines if line.area]
    return {line.area: sparkline([line], content.breaks, lines, SPARK) for line in lines if line.values}


def _cell(facts: Facts, key: str, code: str, value: float | None, country: float | None, places: int) -> Cell:
    indicator = facts.indicator(key)
    if value is None:
        return Cell(MISSING)
    text, fleet = figure(indicator, value, places), is_fleet(facts, key, code)
    shade = None if fleet else against(indicator, value, country)
    return Cell(
        f"{text}{' *' if fleet else ''}", shade, AGAINST[shade] if shade is not None else "", _way(facts, key, code)
    )


def _way(facts: Facts, key: str, code: str) -> str:
    """Which way it goes, where that is established: `up` for the better, `down` for the worse; else empty."""
    if facts.indicator(key).kind not in JUDGED_KINDS:
        return ""
    label = facts.assessor.verdict(key, code).assessment.direction.label
    return "up" if label == IMPROVES else "down" if label == WORSENS else ""


def _notes(facts: Facts) -> list[str]:
    return [
        *_left_out(facts),
        *_without_arrows(facts),
        f"{MIDDLE}: det mellersta värdet bland {facts.placed.the_which}, som sidan Kommun jämför med.",
        "Det som inte bedöms visas som sammanhang till målen.",
        "Linjerna i en rad har samma skala; punkten är det senaste värdet.",
        f"{_source(facts)}.",
    ]


def _source(facts: Facts) -> str:
    return facts.source_line(*keys(facts))


def _left_out(facts: Facts) -> list[str]:
    """Which measures with figures the table lacks, and why."""
    known = [facts.indicator(key) for key in facts.of_programme if facts.is_computed(key) and key not in keys(facts)]
    rough_ones = [plain(indicator) for indicator in known if rough.is_for_groups(indicator)]
    totals = [plain(indicator) for indicator in known if indicator.is_total and not rough.is_for_groups(indicator)]
    whys = ((rough_ones, WHY_ROUGH), (totals, "antal säger mest vilken kommun som är stor."))
    return [f"{capital(listed(names))} visas inte: {why}" for names, why in whys if names]


def _without_arrows(facts: Facts) -> list[str]:
    """Which judged measures have no arrow in any municipality, since none can be judged, and why."""
    told = []
    for key in keys(facts):
        moved = [facts.assessor.verdict(key, code).assessment.direction for code in facts.areas.home_members]
        if {one.label for one in moved} == {NOT_ASSESSABLE}:
            told.append(f"{plain(facts.indicator(key))} ({moved[0].reason})")
    return [f"Inga pilar än för {listed(told)}."] if told else []


def values_table(facts: Facts) -> Table:
    """The same values for files."""
    records: list[Record] = []
    for key in keys(facts):
        indicator, evaluation = facts.indicator(key), facts.evaluation(key)
        year = evaluation.latest_year
        own = {
            facts.areas.name(code): Number(evaluation.at(code, year).value, indicator.decimals)
            for code in facts.areas.home_members
        }
        records.append(
            {
                "Kod": indicator.code,
                "Mått": capital(plain(indicator)),
                "Enhet": indicator.unit,
                "År": str(year),
                **own,
                MIDDLE: Number(_middle(facts, key, year), indicator.decimals),
                "Riket": Number(country_value(facts, key, year, None), indicator.decimals),
            }
        )
    title, name = f"{capital(facts.members.the)} sida vid sida", f"malkollen_kommunerna_{file_day(facts)}"
    return table(title, name, records, _source(facts))
