"""What can be composed and in which formats: one place for the screen and the command."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dashboard.content.facts import Facts
from dashboard.reports import annual, basis, conference, leadership, sheets
from dashboard.reports.basis import Wanted
from dashboard.reports.document import Document
from malkollen.errors import MalkollenError
from malkollen.reports import Format, Kind


@dataclass(frozen=True)
class Order:
    """What somebody wants composed.

    Attributes:
        keys: indicators, for underlag and blad; all of them where none is named for blad.
        area: whose sheets, an id; areas, year, comparison, title, summary, background: as in `basis.Wanted`.
    """

    kind: Kind
    keys: Sequence[str] = ()
    area: str | None = None
    areas: Sequence[str] = ()
    year: int | None = None
    comparison: str | None = None
    title: str = "Underlag"
    summary: str = ""
    background: str = ""


def compose(facts: Facts, data: Path, order: Order) -> Document:
    """The document, without format.

    Args:
        data: the data folder, where the fixed versions lie.

    Raises:
        MalkollenError: an underlag without indicators.
    """
    if order.kind == "underlag" and not order.keys:
        raise MalkollenError("underlag: välj minst en indikator, till exempel K02")
    wanted = Wanted(order.keys, order.areas, order.year, order.comparison, order.title, order.summary, order.background)
    made: dict[Kind, Callable[[], Document]] = {
        "ledningsgrupp": lambda: leadership.compose(facts, data),
        "underlag": lambda: basis.compose(facts, wanted),
        "arsredovisning": lambda: annual.compose(facts),
        "konferens": lambda: conference.compose(facts),
        "blad": lambda: sheets.compose(facts, order.keys or list(facts.registry.indicators), order.area),
    }
    return made[order.kind]()


def write(document: Document, form: Format) -> bytes:
    """The document as a file. A format's library is read in only when it is asked for: that takes a second."""
    written: bytes = import_module(f"dashboard.reports.{form}_writer").write(document)
    return written
