"""What can be composed: one place for the screen and the command."""

from pathlib import Path

from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import first
from dashboard.documents import annual, basis, conference, leadership, selection, sheets
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from malkollen.errors import MalkollenError


def compose(facts: Facts, data: Path, order: Order) -> Document:
    """The document, without format.

    Args:
        data: the data folder, where the fixed versions lie.

    Raises:
        MalkollenError: an underlag without indicators and objects.
    """
    match order.kind:
        case "ledningsgrupp" | "kommitte":
            return leadership.compose(facts, data, order.kind)
        case "underlag":
            if selection.is_empty(order):
                code = facts.indicator(first(facts)).code
                raise MalkollenError(f"underlag: välj minst en indikator, till exempel {code}, eller ett objekt")
            return basis.compose(facts, order)
        case "arsredovisning":
            return annual.compose(facts)
        case "konferens":
            return conference.compose(facts, data, order.slides)
        case "blad":
            return sheets.compose(facts, order.keys or list(facts.registry.indicators), order.area)
