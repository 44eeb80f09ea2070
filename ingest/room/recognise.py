"""What a file is, by its content: which source reads it. Its name and ending say nothing that is believed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from ingest import build, publishers
from ingest.readers import by_hand, workbook
from ingest.room import nearest
from ingest.room.nearest import Nearest
from malkollen.errors import SourceError
from malkollen.files import archives, small_file
from malkollen.files.archives import Limits
from malkollen.office import priority_objects
from malkollen.office.room import source_names
from malkollen.streets import street_map
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

START_BYTES = 4096
JSON_BYTES = 1_000_000
"""Of the beginning, and of the end: a file says first or last what it is."""
ZIP = Limits(members=1_000, unpacked_bytes=4_000_000_000)
TITLES = {
    "boardings": "mallen för påstigande", "car_times": "mallen för restider med bil",
    "cycle_routes": "mallen för regionala cykelstråk", "small_areas": "mallen för småområden",
    "travel_survey": "mallen för resvanor", **source_names.BOOKS,
}  # fmt: skip
AREAS = "en fil med småområden och deras ytor"


@dataclass(frozen=True)
class Recognised:
    """A file that a source reads. title: what it is, in Swedish."""

    source: str
    title: str


class UnknownFileError(SourceError):
    """A file that no source reads. nearest: the source of those that it looks like, empty for none."""

    says_what_to_do = True

    def __init__(self, name: str, nearest: Nearest) -> None:
        """Says what it looks like, and what to do."""
        super().__init__(f"{excerpt(name)}: känns inte igen. {nearest.said}")
        self.nearest = nearest.source


def recognise(path: Path) -> Recognised:
    """Which source reads a file; SourceError where none does, with what was looked for, or what it looks like."""
    try:
        small_file.require(path, build.choose(["streets"])["streets"].LIVE.largest_given)
        with path.open("rb") as file:
            start = file.read(START_BYTES)
    except FileNotFoundError:
        raise SourceError(f"{path.name}: filen finns inte") from None
    except OSError:
        raise SourceError(f"{path.name}: går inte att läsa som en fil") from None
    if found := _by_start(path, start):
        return found
    raise UnknownFileError(path.name, Nearest("", f"Det som läses här är: {listed([*TITLES.values(), AREAS])}."))


def _by_start(path: Path, start: bytes) -> Recognised | None:
    if start.startswith(b"PK"):
        return _zip(path)
    if street_map.is_kept(path) or b"OSMHeader" in start[:64]:
        return _of("streets")
    if start.startswith((b"PAR1", b"SQLite format 3\0")):
        return Recognised("small_areas", AREAS)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json(path)
    return _heading(path, start)


def _of(source: str) -> Recognised:
    return Recognised(source, TITLES[source])


def _zip(path: Path) -> Recognised | None:
    """A timetable, a workbook or a zipped file of areas; ArchiveError for one that is not to be unpacked."""
    with archives.opened(path, ZIP) as archive:
        names = {name.replace("\\", "/").rsplit("/", 1)[-1].casefold() for name in archive.sizes}
    if "stop_times.txt" in names or "stops.txt" in names:
        return _of("gtfs")
    if any(name.endswith(".shp") for name in names):
        return Recognised("small_areas", AREAS)
    return _workbook(path) if "workbook.xml" in names else None


def _workbook(path: Path) -> Recognised | None:
    """A template by its heading; a publisher's workbook by what no other has."""
    if path.suffix.casefold() != ".xlsx":  # whoever reads it goes by its ending
        raise SourceError(f"{excerpt(path.name)}: är en Excel-arbetsbok; döp om den så att namnet slutar på .xlsx")
    if found := _template(by_hand.heading(path)):
        return found
    cells = {cell for rows in workbook.sheets(path).values() for row in rows[:60] for cell in map(workbook.text, row)}
    for source, is_it in WORKBOOKS.items():
        if is_it(cells):
            return _of(source)
    _refuse_alike(path, by_hand.heading(path), [])
    return None


def _has_keeper(cells: set[str]) -> bool:
    return publishers.read("trafikverket")["words"]["keeper"] in cells


def _has_columns(cells: set[str]) -> bool:
    return set(publishers.read("emissions")["columns"]) <= cells


def _is_vehicles(cells: set[str]) -> bool:
    return any("efter kommun och drivmedel" in cell.casefold() for cell in cells)


WORKBOOKS: Mapping[str, Callable[[set[str]], bool]] = {
    "trafikverket": _has_keeper, "emissions": _has_columns, "trafa": _is_vehicles,
}  # fmt: skip


def _json(path: Path) -> Recognised | None:
    """A dump of charging stations, or areas, by the names in its first and last part: read whole it could be huge."""
    try:
        with path.open("rb") as file:
            part = file.read(JSON_BYTES)
            file.seek(max(JSON_BYTES, path.stat().st_size - JSON_BYTES))
            part += b"\n" + file.read(JSON_BYTES)
    except OSError:
        return None
    if b'"chargerstations"' in part:
        return _of("nobil")
    return Recognised("small_areas", AREAS) if b'"FeatureCollection"' in part or b'"Topology"' in part else None


def _heading(path: Path, start: bytes) -> Recognised | None:
    first, *lines = start.decode("utf-8-sig", errors="replace").splitlines() or [""]
    cells = [cell.strip().strip('"') for cell in first.split(";" if ";" in first else ",")]
    if {*map(str.casefold, cells)} >= {*priority_objects.REQUIRED}:
        raise SourceError(f"{path.name}: är listan över prioriterade objekt; den ändras under Fylla i")
    if found := _template(cells):
        return found
    _refuse_alike(path, cells, lines)
    return None


def _refuse_alike(path: Path, cells: list[str], lines: list[str]) -> None:
    """UnknownFileError where a heading is like a template's, or that of the program's own files of figures."""
    alike = nearest.own_form(cells, lines, _called) or nearest.template(cells, _templates(), TITLES)
    if alike:
        raise UnknownFileError(path.name, alike)


def _called(source: str) -> str:
    return build.called(source, _modules()[source])


def _templates() -> dict[str, tuple[str, ...]]:
    return {name: module.TEMPLATE.columns for name, module in _modules().items() if hasattr(module, "TEMPLATE")}


def _template(cells: list[str]) -> Recognised | None:
    """The template whose columns a heading has most of, where it has at least two of three."""
    given, templates = {cell.strip().casefold() for cell in cells if cell.strip()}, _templates()
    shares = {name: len(given & {*columns}) / len(given | {*columns}) for name, columns in templates.items()}
    best = max(shares, key=lambda name: shares[name])
    return _of(best) if shares[best] >= 2 / 3 else None


def _modules() -> dict[str, ModuleType]:
    return build.choose([])
