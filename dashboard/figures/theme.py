"""Colours and type of every medium. Colour-blind safe; colour never stands alone."""

INK = "#17262b"
SOFT_INK = "#4d5f63"
FAINT = "#8b9a9c"
LINE = "#c9d3d1"
LAND = "#eef1ef"
MISSING = "#dcd9d3"
HOME = "#0f5460"
CHOSEN = "#b3470f"
TARGET = "#6b3fa0"
BAND = "rgba(179, 71, 15, 0.14)"
FONT = "Malkollen Sans, sans-serif"
"""Source Sans 3 under our own name: a family name that ends in a digit does not survive the theme."""

# Light to dark, one ramp a goal: six classes, every step told apart in greyscale too.
RAMPS = {
    "klimatomstallning": ("#e3efee", "#bcdcda", "#8fc6c6", "#5ea7ad", "#25757f", "#0b4a55"),
    "tillganglighet": ("#eaecf6", "#cdd2ec", "#aab3de", "#8591cb", "#4b579b", "#2b3570"),
}
GROUPS_IN_HILL = ("#7fa9ad", LINE)
"""Columns of a distribution: the comparison group, all others."""
OTHER_LINES = ("#5f6f9e", "#8a6d3b", "#5d8a4a", "#95607f")
"""Comparison groups in a series chart; each line also carries its name and its own dash."""
DASHES = ("dot", "dash", "dashdot", "longdash")
