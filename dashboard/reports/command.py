"""`malkollen report`: a document from the command line, by the same composing as on screen."""

import argparse
import contextlib
from datetime import date
from pathlib import Path

from dashboard.content import facts as content
from dashboard.content.facts import Facts
from dashboard.reports import orders
from dashboard.reports.order import Order
from malkollen import areas, storage
from malkollen.errors import DataError, UnknownNameError
from malkollen.reports import USUAL


def run(arguments: argparse.Namespace) -> Path:
    """Composes, writes and says where; the file is whole or not there.

    Raises:
        MalkollenError: an unknown name, no database, or a place that cannot be written to.
    """
    data = storage.data_folder()
    facts = _facts(arguments, data)
    form = arguments.format or USUAL[arguments.kind]
    document = orders.compose(facts, data, _order(arguments, facts))
    target = _target(arguments.out, f"{document.name}.{form}")
    _save(target, orders.write(document, form))
    return target


def _facts(arguments: argparse.Namespace, data: Path) -> Facts:
    if arguments.edition:
        return content.load_edition(data, arguments.edition)
    day = arguments.as_of or date.today()  # noqa: DTZ011 - today is the point
    return content.load(storage.database(), day)


def _order(arguments: argparse.Namespace, facts: Facts) -> Order:
    keys = [facts.registry.find(name) for name in arguments.indicator]
    sets = facts.registry.comparison_sets
    if arguments.comparison and arguments.comparison not in sets:
        raise UnknownNameError(f"jämförelsen '{arguments.comparison}' finns inte; de som finns: {', '.join(sets)}")
    chosen = areas.chosen(facts.areas, arguments.area) if arguments.area else []
    return Order(
        arguments.kind, keys, chosen[0] if chosen else None, chosen, arguments.year, arguments.comparison,
        arguments.title,
    )  # fmt: skip


def _target(out: Path | None, name: str) -> Path:
    if out is None or out.is_dir():
        return (out or Path.cwd()) / name
    if not out.parent.is_dir():
        raise DataError(f"{out}: mappen {out.parent} finns inte")
    return out


def _save(target: Path, written: bytes) -> None:
    beside = target.with_name(f"{target.name}.part")
    try:
        beside.write_bytes(written)
        beside.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise DataError(f"{target}: går inte att skriva; är filen öppen i ett annat program?") from None
