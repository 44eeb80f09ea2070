"""A drawing of a page as an image: what paper draws of the same figures, named and with its source and day."""

from dashboard.blocks import live
from dashboard.blocks.drawing import Bars, Drawing, Map, SeriesContent, SpreadContent
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.content.indicator import mapped
from dashboard.content.text import version_of_figures
from dashboard.drawings.images import Picture
from dashboard.drawings.rows import Rows
from dashboard.drawings.sheet import Sheet
from malkollen.texts.swedish import in_words


def can_be(drawing: live.OnScreen) -> bool:
    """Whether there is a drawing of it beside the screen's: there is none of what moves on a map, nor of points."""
    return not isinstance(drawing, live.FlowMap | live.ReachMap | live.StopMap | live.Scatter)


def kind(drawing: live.OnScreen) -> str:
    """What is drawn, in a word."""
    match drawing:
        case live.AreaMap() | live.FlowMap() | live.ReachMap() | live.StopMap():
            return "karta"
        case SeriesContent() | live.OverYears():
            return "utveckling"
        case SpreadContent() | live.Spreads():
            return "spridning"
        case Bars() | live.BothWays() | live.Shares():
            return "staplar"
        case live.Pace():
            return "takt"
        case live.Distribution():
            return "fördelning"
        case live.Parts():
            return "andelar"
        case live.Standing():
            return "plats"
        case _:
            return "samband"


def picture(facts: Facts, drawing: live.OnScreen, text: str, named: Table, of_screen: Sheet | None = None) -> Picture:
    """The image of a drawing.

    Args:
        text: what it shows, in a sentence; may be empty. named: its table, whose title and source the image bears.
        of_screen: of what paper has no drawing of, the screen's own.
    """
    drawn = of_screen or _on_paper(facts, drawing, named)
    notes = named.notes if isinstance(drawing, SeriesContent | live.OverYears) and drawing.breaks else ()
    is_map = isinstance(drawn, Map) or isinstance(drawing, live.FlowMap | live.ReachMap | live.StopMap)
    borders = (mapped.borders_text(facts),) if is_map else ()
    stars = mapped.star_note(facts, drawing) if isinstance(drawing, live.AreaMap) else ()
    return Picture(drawn, named.title, text, (*stars, *notes, named.source, *borders, provenance(facts)))


def provenance(facts: Facts) -> str:
    """Where and when: "Målkollen 28 november 2026, siffrornas version c51f69ef"."""
    fixed = f", fastställd version {facts.edition.name}" if facts.edition else ""
    return f"Målkollen {in_words(facts.as_of)}, {version_of_figures(facts.data_version)}{fixed}"


def _on_paper(facts: Facts, drawing: live.OnScreen, named: Table) -> Drawing | Rows:
    """The same as paper has it."""
    match drawing:
        case SeriesContent() | SpreadContent() | Bars():
            return drawing
        case live.Pace() | live.BothWays() | live.Standing() | live.Shares():
            return drawing
        case live.AreaMap():
            return mapped.drawing(facts, drawing)
        case live.OverYears():
            is_around_zero = any(value < 0 for line in drawing.lines for value in line.values.values())
            return SeriesContent(drawing.lines, drawing.unit, 0, drawing.breaks, not is_around_zero, "", named)
        case live.Spreads():
            rows, marks, background, called = drawing.by_year[drawing.shown]
            return SpreadContent(rows, marks, background, drawing.unit, drawing.decimals, "", named, called)
        case live.Parts():
            return Bars(tuple((name, size, "member") for name, size in drawing.rows), drawing.unit, drawing.decimals)
        case live.Distribution():
            everything = sorted(value for _, values in drawing.groups for value in values)
            rows, marks, called = drawing.rows, drawing.marks, f"{len(everything)} kommuner"
            return SpreadContent(rows, marks, everything, drawing.unit, drawing.decimals, "", named, called)
        case _:
            raise TypeError(drawing)
