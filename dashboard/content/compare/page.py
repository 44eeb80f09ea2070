"""The page Jämför: ours against the other regions, every declared set, the eight among all, and areas of one's own."""

from collections.abc import Iterator, Sequence

from dashboard.blocks.blocks import Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import Distribution, Pace
from dashboard.blocks.page import HOW, TWIN, Beside, Chart, Fold, PageBlock, PageSection, Sheet, Slot, Verdict
from dashboard.blocks.pieces import Legend, Remarks, Steps
from dashboard.blocks.table import Table
from dashboard.content import ranks, values
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.compare import compare, earlier, pace, place
from dashboard.content.compare.pace import Panel
from dashboard.content.facts import Facts
from dashboard.content.reasoning import method_line
from dashboard.content.text import VARIANTS
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside

AREAS = "omraden"
"""The page's question: which areas are compared."""


def sections(facts: Facts, key: str, year: int, areas: Sequence[str], mine: str = "") -> Iterator[PageSection]:
    """The page for an indicator in a year.

    Args:
        areas: those chosen for a comparison of one's own. mine: the reader's own municipality, if chosen.
    """
    yield answer(facts, key, year)
    yield PageSection("", [own(facts, key, year, areas, mine)])
    yield gap(facts, key, year)
    leading, *others = _sets(facts, key)
    yield of_set(facts, key, year, leading)
    folded = [set_folded(facts, key, year, name) for name in others]
    if not facts.indicator(key).is_total:
        folded.append(_places(facts, key, year))
    if folded:
        yield PageSection("Andra jämförelser", folded)
    yield among_all(facts, key, year, mine)


def _sets(facts: Facts, key: str) -> list[str]:
    """The declared sets, first the one that the answers lead with."""
    leading = facts.registry.goals[facts.indicator(key).goal].answer_set
    return sorted(facts.registry.comparison_sets, key=lambda name: name != leading)


def _is_pace_shown(facts: Facts, key: str, year: int) -> bool:
    return year == facts.evaluation(key).latest_year or facts.indicator(key).is_total


def answer(facts: Facts, key: str, year: int) -> PageSection:
    """Where ours stands; of another year than the answer's where it stood then, with the answer beside it."""
    said = answers.of_indicator(facts, key)
    now = said.year == year
    return PageSection("", [answer_blocks.on_page(facts, said) if now else earlier.answer(facts, key, year, said)])


def _places(facts: Facts, key: str, year: int) -> Fold:
    """Every place there is, folded: beside the answer's own they would be several answers to one question."""
    where = place.sentence(facts, key, year)
    table = Sheet(ranks.sets_table(facts, key, year), "sets")
    return Fold("Platsen i varje jämförelse", [*([Text(where)] if where else []), table])


def gap(facts: Facts, key: str, year: int) -> PageSection:
    """Whether the distance to the others goes the right way, with its arithmetic."""
    captions = [Text(text, "caption") for text in compare.common_moves(facts, key, year) if text]
    against = compare.against(facts, key)
    if not against:
        return PageSection("", [Text(compare.UNJUDGED, "caption"), *captions])
    steps = Steps(tuple((words, tuple(why)) for words, why in compare.against_why(facts, key)), method_line(), HOW)
    return PageSection(compare.GAP, [Verdict(tuple(against), steps), *captions])


def of_set(facts: Facts, key: str, year: int, name: str) -> PageSection:
    """A declared set: how its charts are read, one for each of its panels, and their numbers."""
    panels, notes, table = _of_set(facts, key, year, name)
    title = facts.registry.comparison_sets[name].title
    note = compare.note(facts, key, is_pace_shown=_is_pace_shown(facts, key, year))
    reading = [Text(note, "caption")] if note else []
    return PageSection(title, [*reading, panels, notes, Sheet(table, f"set-{name}", TWIN)])


def set_folded(facts: Facts, key: str, year: int, name: str) -> Fold:
    """A declared set that does not lead."""
    panels, notes, table = _of_set(facts, key, year, name)
    title = facts.registry.comparison_sets[name].title
    return Fold(title, [panels, notes, Sheet(table, f"set-{name}")], key=f"set-{name}")


def _of_set(facts: Facts, key: str, year: int, name: str) -> tuple[Beside, Remarks, Table]:
    panels = [[PageSection("", [_panel(facts, key, year, panel)])] for panel in pace.panels(facts, key, name)]
    if _is_pace_shown(facts, key, year):
        notes, table = pace.membership_notes(facts, key, name), pace.pace_table(facts, key, name)
    else:
        notes, table = [], compare.set_table(facts, key, year, name)
    shared = [
        f"{VARIANTS[one.variant]}: {inside(text)}" if len(panels) > 1 else text
        for one in ranks.set_ranks(facts, key, year)
        if one.key == name and (text := answer_blocks.shared_text(facts, key, one.ours, one.values))
    ]
    told = dict.fromkeys([*shared, *filter(None, notes)])
    return Beside(panels, key=f"mk-panels-{name}"), Remarks(tuple(told)), table


def _panel(facts: Facts, key: str, year: int, panel: Panel) -> Chart:
    case, indicator = panel.case, facts.indicator(key)
    entry = next(
        entry for entry in ranks.set_ranks(facts, key, year) if (entry.key, entry.variant) == (case.set, case.variant)
    )
    drawing: Pace | Bars = Bars(tuple(compare.bar_rows(facts, key, year, entry)), indicator.unit, indicator.decimals)
    if _is_pace_shown(facts, key, year) and panel.rows:
        drawing = Pace(panel.rows, panel.unit, panel.ends, panel.has_zero)
    text = compare.panel_text(facts, key, year, entry, panel)
    named, name = compare.set_table(facts, key, year, case.set), f"set:{case.set}:{case.variant}:{case.start}"
    return Chart(drawing, name, text, text, named=named, about=VARIANTS[case.variant])


def among_all(facts: Facts, key: str, year: int, mine: str) -> PageSection:
    """The eight among all municipalities, or why they are not placed there."""
    heading = f"{capital(facts.members.the)} bland landets kommuner"
    spread = compare.distribution(facts, key, year, mine)
    if spread is None:
        return PageSection(heading, [Text(compare.why_no_distribution(facts, key, year), "takeaway")])
    indicator = facts.indicator(key)
    drawing = Distribution(spread.rows, spread.marks, spread.groups, indicator.unit, indicator.decimals)
    blocks: list[PageBlock] = [
        Text(spread.text, "takeaway"),
        Legend(spread.table.title, tuple(spread.legend)),
        Chart(
            drawing, "distribution", spread.text, named=spread.table,
            caption=ranks.FLEET_NOTE if spread.has_fleets else "",
        ),
        Sheet(spread.table, "distribution", TWIN),
    ]  # fmt: skip
    return PageSection(heading, blocks)


def usual_areas(facts: Facts) -> list[str]:
    """The areas of a comparison of one's own until others are chosen."""
    return facts.areas.around(facts.home.county)


def own(facts: Facts, key: str, year: int, areas: Sequence[str], mine: str = "") -> Fold:
    """Any areas beside one another, over the years and in the year; open where some have been chosen."""
    equal, series = compare.pair_sentence(facts, key, areas, year), compare.own_series(facts, key, areas, mine)
    blocks: list[PageBlock] = [
        Slot(AREAS),
        *([Text(equal, "takeaway")] if equal else []),
        Chart(series, "chart:own", series.text, series.text, named=series.table),
        Sheet(ranks.with_stars(facts, key, values.area_table(facts, key, areas, year, None)), "own-values"),
        Sheet(series.table, "own"),
    ]
    return Fold("Egen jämförelse: välj områden själv", blocks, is_open=list(areas) != usual_areas(facts), key="own")
