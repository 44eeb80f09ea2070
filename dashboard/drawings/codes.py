"""An address as a code that a telephone reads: dark squares on white, with the quiet edge that readers need."""

from io import BytesIO

import segno

from dashboard.figures import theme

ACROSS = 150.0
"""Points, so that it is read from a few rows away on a slide."""
DOTS = 12
"""Of an image, a square."""


def svg(address: str) -> bytes:
    """The code as vectors, as wide as its room."""
    file = BytesIO()
    _code(address).save(file, kind="svg", dark=theme.INK, light=theme.PAPER, xmldecl=False, omitsize=True, svgns=True)
    return file.getvalue()


def png(address: str) -> bytes:
    """The code as an image, for files that take no vectors."""
    file = BytesIO()
    _code(address).save(file, kind="png", scale=DOTS, dark=theme.INK, light=theme.PAPER)
    return file.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
