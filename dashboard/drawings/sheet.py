"""A sheet to draw on, measured in points from its lower left corner; every text on it knows the room it takes.

matplotlib's figures without its state: no pyplot and no settings changed while drawing, so threads may draw at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Literal, NamedTuple

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from dashboard.drawings.fonts import BEHIND, FAMILY, shown, width
from dashboard.figures.looks import Dash, Fill, Look, Mark
from dashboard.figures.spacing import Point

mpl.rcParams["svg.hashsalt"] = "malkollen"  # once: the same drawing is the same bytes

DASHES: dict[Dash, tuple[float, ...]] = {
    "solid": (),
    "dot": (1.6, 1.8),
    "dash": (5, 2.2),
    "dashdot": (7, 2, 1.4, 2),
    "longdash": (9, 2.6),
    "longdashdot": (12, 2, 1.4, 2),
}
"""In multiples of the line's thickness."""
MARKS: dict[Mark, str] = {
    "circle": "o", "square": "s", "diamond": "D", "triangle": "^", "x": "X", "plus": "P", "star": "*",
}  # fmt: skip
"""In matplotlib's letters."""
LEADING = 1.18
WEIGHT = 0.6
"""Points of a line on paper, and of a mark across, to a pixel of the screen's."""
BOLD = 700
PAPER_TEXT = 9.5
"""The size of letters for which thicknesses are given, in points."""


class Box(NamedTuple):
    """The room a text takes, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Sheet:
    """A drawing under way.

    Attributes:
        width, height: in points.
        stroke: what the thickness of lines and the size of marks are multiplied with, where letters are larger.
        boxes: the texts written so far and the room each takes.
    """

    width: float
    height: float
    stroke: float = 1.0
    boxes: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begins empty; the figure is made when it is asked for, since measuring needs none."""
        self._artists: list[tuple[Artist, tuple[float, float, float, float] | None]] = []
        self._within: list[tuple[Sheet, Point]] = []

    @cached_property
    def _figure(self) -> Figure:
        """The drawing as a figure, with points as its unit."""
        figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
        figure.patch.set_visible(False)
        self._add_to(figure, (0.0, 0.0))
        return figure

    def _add_to(self, figure: Figure, corner: Point) -> None:
        points = Affine2D().translate(*corner).scale(1 / 72) + figure.dpi_scale_trans
        for artist, clip in self._artists:
            artist.set_transform(points)
            figure.add_artist(artist)
            if clip:
                left, bottom, across, high = clip
                artist.set_clip_path(Rectangle((left, bottom), across, high, transform=points))
        for sheet, (x, y) in self._within:
            sheet._add_to(figure, (corner[0] + x, corner[1] + y))  # noqa: SLF001 - its own kind

    def put(self, sheet: "Sheet", corner: Point) -> None:
        """Another sheet on this one, its lower left corner there; it is drawn on no other."""
        self._within.append((sheet, corner))
        x, y = corner
        self.boxes += [Box(one.text, one.left + x, one.bottom + y, one.right + x, one.top + y) for one in sheet.boxes]

    def line(self, points: Sequence[Point], look: Look, order: float = 2) -> None:
        """A line through points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._put(
            Line2D(
                xs,
                ys,
                color=look.colour,
                linewidth=self.stroke * WEIGHT * look.weight,
                linestyle=(0, DASHES[look.dash]) if DASHES[look.dash] else "solid",
                zorder=order,
                solid_capstyle="round",
                dash_capstyle="butt",
            )
        )

    def marks(self, points: Sequence[Point], look: Look, fill: str = "") -> None:
        """The look's mark at each point; none where it has none. fill: its inside, if not the look's own."""
        if not look.mark:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._put(
            Line2D(
                xs,
                ys,
                linestyle="none",
                marker=MARKS[look.mark],
                markersize=self.stroke * WEIGHT * look.size,
                markeredgecolor=look.colour,
                markeredgewidth=self.stroke * 1.1,
                markerfacecolor=fill or look.fill,
                zorder=4,
            )
        )

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled shape without an edge."""
        self._put(Polygon(list(points), closed=True, facecolor=fill, edgecolor="none", zorder=1))

    def shape(
        self,
        rings: Sequence[Sequence[Point]],
        fill: str,
        edge: str,
        weight: float = 1.0,
        hatch: str = "",
        clip: tuple[float, float, float, float] | None = None,
        order: float = 1,
    ) -> None:
        """A filled shape of several rings, holes included, with strokes of the hatch's colour over it.

        Args:
            clip: left, bottom, width and height of what is shown.
        """
        points = [point for ring in rings for point in ring]
        codes = [code for ring in rings for code in [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]]
        outline = Path(points, codes)
        filled = PathPatch(outline, facecolor=fill, edgecolor=edge, joinstyle="round", zorder=order)
        filled.set_linewidth(self.stroke * WEIGHT * weight)
        self._put(filled, clip)
        if hatch:
            self._put(
                PathPatch(outline, facecolor="none", edgecolor=hatch, linewidth=0, hatch="////", zorder=1.1), clip
            )

    def write(
        self,
        spot: Point,
        text: str,
        size: float,
        colour: str,
        *,
        weight: int = 400,
        side: Literal["left", "center", "right"] = "left",
        halo: str | None = None,
    ) -> None:
        """A line of text with its middle height at the place; `side` says which part of it stands there."""
        words, (x, y) = shown(text), spot
        room = width(words, size, weight)
        left = x - room * {"left": 0.0, "center": 0.5, "right": 1.0}[side]
        written = Text(
            left,
            y - 0.33 * size,  # half of a capital's height: the same line for every text, with or without tails
            words,
            color=colour,
            fontfamily=[FAMILY, BEHIND],
            fontsize=size,
            fontweight=weight,
            ha="left",
            va="baseline",
            parse_math=False,
            zorder=5,
        )
        if halo:
            written.set_path_effects([Stroke(linewidth=0.25 * size, foreground=halo), Normal()])
        self._put(written)
        self.boxes.append(Box(words, left, y - 0.5 * size, left + room, y + 0.5 * size))

    def _put(self, artist: Artist, clip: tuple[float, float, float, float] | None = None) -> None:
        self._artists.append((artist, clip))

    def svg(self) -> bytes:
        """The drawing as vectors, its letters as outlines: it needs no font where it is read."""
        file = BytesIO()
        metadata = {"Date": None, "Creator": None}
        FigureCanvasSVG(self._figure).print_svg(file, metadata=metadata)  # type: ignore[no-untyped-call]
        return file.getvalue()

    def png(self, dots: int) -> bytes:
        """The drawing as an image, in dots per inch."""
        file = BytesIO()
        self._figure.set_dpi(dots)
        FigureCanvasAgg(self._figure).print_png(file, metadata={"Software": None})  # type: ignore[no-untyped-call]
        return file.getvalue()


def rectangle(left: float, bottom: float, right: float, top: float) -> list[Point]:
    """Its corners, the first one again last."""
    return [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]


def weight_of(look: Look | Fill) -> int:
    """The weight of the words that belong to a line or a bar."""
    return BOLD if look.is_bold else 400


def wrapped(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """A text as lines no wider than the room where its words allow it; a no-break space never breaks."""
    lines: list[str] = []
    for word in shown(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
