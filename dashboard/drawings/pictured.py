"""A drawing of a page as an image: what paper draws of the same figures, named and with its source and day."""

from dashboard.blocks.drawing import Bars, Drawing, Map, SeriesContent, SpreadContent
from dashboard.blocks.live import (
    AreaMap,
    BothWays,
    Distribution,
    FlowMap,
    OnScreen,
    OverYears,
    Pace,
    Parts,
    ReachMap,
    Scatter,
    Shares,
    Spreads,
    Standing,
    StopMap,
)
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.content.indicator import mapped
from dashboard.drawings.images import Picture
from dashboard.drawings.rows import Rows
from dashboard.drawings.sheet import Sheet


def can_be(drawing: OnScreen) -> bool:
    """Whether there is a drawing of it beside the screen's: there is none of what moves on a map, nor of points."""
    return not isinstance(drawing, FlowMap | ReachMap | StopMap | Scatter)


def kind(drawing: OnScreen) -> str:
    """What is drawn, in a word."""
    match drawing:
        case AreaMap() | FlowMap() | ReachMap() | StopMap():
            return "karta"
        case SeriesContent() | OverYears():
            return "utveckling"
        case SpreadContent() | Spreads():
            return "spridning"
        case Bars() | BothWays() | Shares():
            return "staplar"
        case Pace():
            return "takt"
        case Distribution():
            return "fördelning"
        case Parts():
            return "andelar"
        case Standing():
            return "plats"
        case _:
            return "samband"


def picture(facts: Facts, drawing: OnScreen, text: str, named: Table, of_screen: Sheet | None = None) -> Picture:
    """The image of a drawing.

    Args:
        text: what it shows, in a sentence; may be empty. named: its table, whose title and source the image bears.
        of_screen: of what paper has no drawing of, the screen's own.
    """
    drawn = of_screen or _on_paper(facts, drawing, named)
    notes = named.notes if isinstance(drawing, SeriesContent | OverYears) and drawing.breaks else ()
    is_map = isinstance(drawn, Map) or isinstance(drawing, FlowMap | ReachMap | StopMap)
    borders = (mapped.borders_text(facts),) if is_map else ()
    return Picture(drawn, named.title, text, (*notes, named.source, *borders, provenance(facts)))


def provenance(facts: Facts) -> str:
    """Where and when: "Målkollen 2026-11-28, dataversion c51f69ef"."""
    fixed = f", fastställd version {facts.edition.name}" if facts.edition else ""
    return f"Målkollen {facts.as_of}, dataversion {facts.data_version}{fixed}"


def _on_paper(facts: Facts, drawing: OnScreen, named: Table) -> Drawing | Rows:
    match drawing:
        case SeriesContent() | SpreadContent() | Bars() | Pace() | BothWays() | Standing() | Shares():
            return drawing
        case _:
            return _of_screen(facts, drawing, named)


def _of_screen(facts: Facts, drawing: OnScreen, named: Table) -> Drawing:
    """The same as paper has it."""
    match drawing:
        case AreaMap():
            return mapped.drawing(facts, drawing)
        case OverYears():
            is_around_zero = any(value < 0 for line in drawing.lines for value in line.values.values())
            return SeriesContent(
                list(drawing.lines), drawing.unit, 0, drawing.breaks, not is_around_zero, "", named
            )  # fmt: skip
        case Spreads():
            rows, marks, background, everybody = drawing.by_year[drawing.shown]
            return SpreadContent(
                list(rows), list(marks), list(background), drawing.unit, drawing.decimals, "", named,
                everybody,
            )  # fmt: skip
        case Parts():
            return Bars(tuple((name, size, "member") for name, size in drawing.rows), drawing.unit, drawing.decimals)
        case Distribution():
            everything = sorted(value for _, values in drawing.groups for value in values)
            everybody = f"{len(everything)} kommuner"
            return SpreadContent(
                list(drawing.rows),
                list(drawing.marks),
                everything,
                drawing.unit,
                drawing.decimals,
                "",
                named,
                everybody,
            )
        case _:
            raise TypeError(drawing)
