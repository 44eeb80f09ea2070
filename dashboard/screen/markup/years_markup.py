"""The slider over the years of charts: a native one, that keys, touch and screen readers know; a script moves it."""

import json

from dashboard.blocks.pieces import YearSlider
from dashboard.plain import html as escape

LABEL = "År på kartan och i spridningen"


def slider(block: YearSlider) -> str:
    """The slider with its button to play, the year, what is seen, and a way to the whole page of that year."""
    years = [year for year, _ in block.steps]
    position = years.index(block.shown) if block.shown in years else len(years) - 1
    steps = escape(json.dumps([(year, seen, year in block.breaks) for year, seen in block.steps], ensure_ascii=False))
    seen = dict(block.steps).get(block.shown, "")
    return (
        f'<div class="mk-years" data-steps="{steps}" data-shown="{position}" data-usual="{block.usual}" '
        f'data-about="{escape(block.about)}"><div class="mk-years-row">'
        '<button type="button" class="mk-play">Spela upp</button>'
        f'<span class="mk-years-end">{years[0]}</span>'
        f'<input type="range" id="mk-year" class="mk-year" min="0" max="{len(years) - 1}" step="1" value="{position}" '
        f'aria-label="{LABEL}" aria-valuetext="{block.shown}">'
        f'<span class="mk-years-end">{years[-1]}</span>'
        '<span class="mk-year-seen">Visar</span>'
        f'<output class="mk-year-now" for="mk-year">{block.shown}</output>'
        '<button type="button" class="mk-year-choose" hidden>Visa hela sidan för det året</button></div>'
        f'<p class="mk-takeaway mk-year-said">{escape(seen)}</p></div>'
    )
