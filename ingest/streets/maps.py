"""A street map by its file: an extract (.osm.pbf) as it is, or one that is kept already."""

from collections.abc import Callable
from pathlib import Path

import shapely

from ingest.streets import extract, pieces
from malkollen.errors import SourceError
from malkollen.files import small_file
from malkollen.streets import street_map
from malkollen.streets.street_map import About, StreetMap

MOST_BYTES = 5_000_000_000
"""Of an extract: a country's is near one thousand million."""


def opened(path: Path) -> tuple[StreetMap, About]:
    """The map of a file; SourceError or DataError in one line where it is none."""
    require(path)
    if street_map.is_kept(path):
        return street_map.read(path)
    return read(path)


def require(path: Path) -> None:
    """SourceError where a path is no file that can be opened, or one larger than any country."""
    try:
        small_file.require(path, MOST_BYTES)
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise SourceError(f"{path.name}: filen finns inte") from None
    except OSError:
        raise SourceError(f"{path.name}: går inte att läsa som en fil") from None


def read(
    path: Path,
    within: shapely.Polygon | shapely.MultiPolygon | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[StreetMap, About]:
    """The map of an extract.

    Args:
        within: degrees; only what lies there is kept. None keeps all.

    Raises:
        SourceError: the file is no extract, or has no street there.
    """
    raw = extract.read(path, within.bounds if within is not None else None, say)
    if not raw.rules:
        where = "inom området; är det ett utdrag över Sverige?" if within is not None else "som någon får använda"
        raise SourceError(f"{path.name}: utdraget har inga gator {where}")
    streets = pieces.of(raw, within)
    if not streets.pieces:
        raise SourceError(f"{path.name}: utdragets gator saknar koordinater; hämta ett helt utdrag")
    return streets, About(path.name, raw.day)
