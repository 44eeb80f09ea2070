"""`malkollen report` and `publish`: a document, or all pages as files, by the same composing as on screen."""

import argparse
import contextlib
import os
import time
from datetime import date
from pathlib import Path

from dashboard import writing
from dashboard.content import facts as content
from dashboard.content.data import editions as edition_texts
from dashboard.content.facts import Facts
from dashboard.documents import compose, selection
from dashboard.documents.order import Order
from dashboard.site import pages as site_pages, writing as site
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.errors import DataError, EntryError, StorageError, UnknownNameError
from malkollen.files import disk
from malkollen.reports import USUAL, Format, Kind
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number
from malkollen.values import areas

SECONDS_TO_WRITE = 60
NOT_BOTH = "--as-of: en fastställd version räknas alltid som dagen den fastställdes; ta bort --as-of"
TAKES: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "indicator": ("indikatorer", ("underlag", "blad")),
    "area": ("--area", ("underlag", "blad")),
    "year": ("--year", ("underlag",)),
    "comparison": ("--comparison", ("underlag",)),
    "title": ("--title", ("underlag",)),
    "object": ("--object", ("underlag",)),
}
"""What only some kinds are made of: the argument, as it is written, and which kinds."""


def run(arguments: argparse.Namespace) -> Path:
    """Composes, writes and says where; the file is whole or not there.

    Raises:
        MalkollenError: an argument that the kind does not take, an unknown name, no database, or a place that cannot
        be written to.
    """
    form: Format = arguments.format or USUAL[arguments.kind]
    _refuse(arguments, form)
    data = storage.data_folder()
    facts = _facts(arguments, data)
    document = compose.compose(facts, data, _order(arguments, facts))
    target = _target(arguments.out, f"{document.name}.{form}")
    _save(target, writing.write(document, form, data))
    return target


def publish(arguments: argparse.Namespace) -> int:
    """Writes all pages, documents and data as a site of files, and says what was written."""
    if arguments.edition and arguments.as_of:
        raise EntryError([NOT_BOTH])
    site.refuse(arguments.to)
    data = storage.data_folder()
    facts = _facts(arguments, data)
    pages = site_pages.every(facts, edition_texts.since(facts, data))
    published = site.publish(facts, pages, editions.listed(data), arguments.to, data)
    size = number(published.size / 1e6, 1)
    print(f"Publicerad: {arguments.to} ({number(published.pages)} sidor, {number(published.files)} filer, {size} MB)")
    print(f"Öppna {arguments.to / 'index.html'}, eller lägg mappen på en webbserver.")
    return 0


def _refuse(arguments: argparse.Namespace, form: Format) -> None:
    """EntryError for what would be passed over in silence: the file would have other numbers than were asked for."""
    faults = [
        f"{arguments.kind}: {written} gäller bara {' och '.join(kinds)}"
        for name, (written, kinds) in TAKES.items()
        if getattr(arguments, name) and arguments.kind not in kinds
    ]
    if arguments.edition and arguments.as_of:
        faults.append(NOT_BOTH)
    if arguments.kind == "blad" and len(arguments.area or ()) > 1:
        faults.append("blad: --area tar ett område i taget")
    if faults:
        raise EntryError(faults)
    if (out := arguments.out) and out.suffix.lower() != f".{form}" and not _is_folder(out):
        raise DataError(f"{out}: är ingen mapp, och filen ska sluta på .{form}; ange annat format med --format")


def _is_folder(out: Path) -> bool:
    try:
        return out.is_dir()
    except OSError:
        raise DataError(f"{out}: går inte att skriva; är namnet för långt eller mappen skyddad?") from None


def _facts(arguments: argparse.Namespace, data: Path) -> Facts:
    if arguments.edition:
        return content.load_edition(data, arguments.edition)
    day = arguments.as_of or date.today()  # noqa: DTZ011 - today is the point
    return content.load(storage.database(), day)


def _order(arguments: argparse.Namespace, facts: Facts) -> Order:
    keys = list(dict.fromkeys(facts.registry.find(name) for name in arguments.indicator))
    objects = list(dict.fromkeys(arguments.object or []))
    if unknown := [one for one in objects if one not in facts.beside.by_id]:
        raise UnknownNameError(f"objektet '{excerpt(unknown[0])}' finns inte i den nationella planen")
    if arguments.kind == "underlag" and not keys and not objects:
        keys = selection.core(facts)  # what the screen's button takes
    sets = facts.registry.comparison_sets
    if arguments.comparison and arguments.comparison not in sets:
        raise UnknownNameError(
            f"jämförelsen '{excerpt(arguments.comparison)}' finns inte; de som finns: {', '.join(sets)}"
        )
    _refuse_year(arguments.year, keys, facts)
    chosen = areas.chosen(facts.areas, arguments.area) if arguments.area else []
    return Order(
        arguments.kind, keys, chosen[0] if chosen else None, _beside(facts, chosen), arguments.year,
        arguments.comparison,
        arguments.title or "Underlag", objects=objects, also=chosen[1:],
    )  # fmt: skip


def _beside(facts: Facts, chosen: list[str]) -> list[str]:
    """The areas of an underlag's tables: those asked for, the home group and riket, which its answers speak of."""
    return list(dict.fromkeys([*chosen, facts.areas.home.id, areas.COUNTRY])) if chosen else []


def _refuse_year(year: int | None, keys: list[str], facts: Facts) -> None:
    """UnknownNameError for a year that none of the indicators has; one that lacks it shows its latest."""
    known = sorted({year for key in keys if facts.is_computed(key) for year in facts.evaluation(key).years()})
    if year and known and year not in known:
        raise UnknownNameError(f"året {year} finns inte för någon av indikatorerna; de har {known[0]}–{known[-1]}")


def _target(out: Path | None, name: str) -> Path:
    if out is None or _is_folder(out):
        return (out or Path.cwd()) / name
    if not _is_folder(out.parent):
        raise DataError(f"{out}: mappen {out.parent} finns inte")
    return out


def _save(target: Path, written: bytes) -> None:
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")  # two who write at once do not meet
    _sweep(target)
    try:
        beside.write_bytes(written)
        beside.replace(target)
    except OSError as error:
        if disk.is_fault(error):
            raise StorageError(f"{target}: går inte att skriva; är mappen skrivskyddad eller disken full?") from None
        raise DataError(f"{target}: går inte att skriva; är filen öppen i ett annat program?") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Removes what others who were killed left of the same document: nobody takes a minute to write one."""
    with contextlib.suppress(OSError):
        for left in target.parent.iterdir():
            is_part = left.name.startswith(f"{target.name}.") and left.suffix == ".part"
            if is_part and time.time() - left.stat().st_mtime > SECONDS_TO_WRITE:
                left.unlink(missing_ok=True)
