"""The symbols of verdicts as the screen has them: each its own shape, so that print without colour tells them apart."""

import json
from functools import cache

import typst

from dashboard.blocks.words import Symbol
from dashboard.figures import theme

_PAGE = "#set page(width: 16pt, height: 16pt, margin: 0pt, fill: none)\n#image(bytes(json(bytes(sys.inputs.svg))))"

_OPEN = "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16'>"
_SHAPES: dict[Symbol, str] = {
    "good": f"<circle cx='8' cy='8' r='8' fill='{theme.HOME}'/>"
    "<path d='M4 8.4l2.7 2.7L12 5.4' fill='none' stroke='white' stroke-width='2'/>",
    "bad": f"<path d='M8 .8L15.6 15H.4z' fill='{theme.CHOSEN}'/>"
    "<path d='M8 5.6v4.6M8 11.6v1.8' stroke='white' stroke-width='1.8'/>",
    "up": f"<path d='M2.5 13.5L13 3M5.5 3H13v7.5' fill='none' stroke='{theme.HOME}' stroke-width='2.4'/>",
    "down": f"<path d='M2.5 2.5L13 13M5.5 13H13V5.5' fill='none' stroke='{theme.CHOSEN}' stroke-width='2.4'/>",
    "flat": f"<path d='M1.5 8H14M9 3l5 5-5 5' fill='none' stroke='{theme.SOFT_INK}' stroke-width='2.2'/>",
    "unsure": f"<circle cx='8' cy='8' r='7' fill='none' stroke='{theme.SOFT_INK}' stroke-width='1.6'/>"
    f"<path d='M5.8 6.2a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.6-.8 1.4M8 11.2v1.5' fill='none' stroke='{theme.SOFT_INK}'"
    " stroke-width='1.6'/>",
    "unknown": "<circle cx='8' cy='8' r='6.8' fill='none' stroke='#6d7c7f' stroke-width='1.8'"
    " stroke-dasharray='3 2.4'/>",
    "place": f"<path d='M2 14h12M4 14V9M8 14V3M12 14V7' fill='none' stroke='{theme.INK}' stroke-width='2.2'/>",
}


def svg(symbol: Symbol) -> str:
    """The symbol as a square drawing without letters."""
    return f"{_OPEN}{_SHAPES[symbol]}</svg>"


@cache
def png(symbol: Symbol) -> bytes:
    """The symbol as an image of 600 dots per inch, for programs that show no vectors."""
    made = typst.compile(_PAGE.encode(), format="png", ppi=600, sys_inputs={"svg": json.dumps(svg(symbol))})
    if not isinstance(made, bytes):  # a list only of pages
        raise TypeError(type(made).__name__)
    return made
