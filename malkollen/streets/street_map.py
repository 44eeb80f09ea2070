"""What is kept of a street map: one Parquet file, a row a piece of street between two crossings.

What the map says is kept, not what it costs: speeds and penalties (settings.toml) are put on when it is opened.
"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from malkollen.database import storage
from malkollen.errors import DataError
from malkollen.files import whole_file
from malkollen.streets.settings import load

FORM = "1"
"""Of the file: another whenever its columns mean something else."""
LICENCE = "ODbL 1.0"
ATTRIBUTION = "© OpenStreetMaps bidragsgivare"
MARK = b"PAR1"
FORWARD, BACKWARD = 1, 2
"""Bits of walk, cycle and car: which way along the piece one may go."""
SIGNAL, GATE, NO_WALK, NO_CYCLE, NO_CAR = 1, 2, 4, 8, 16
"""Bits of a crossing: what stands there, and who cannot pass."""
CLASSES = tuple(load().classes)

Whole = NDArray[np.int32]
Bits = NDArray[np.uint8]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


class About(NamedTuple):
    """Where a map is from.

    Attributes:
        name: of the extract it was read from; day: what day the map is of, None where it does not say.
    """

    name: str
    day: date | None


class StreetMap(NamedTuple):
    """Pieces of street, each between two crossings (or an end, a gate or a signal). Every array has one value a piece.

    Attributes:
        from_node, to_node: its crossings, numbered 0, 1, 2 …
        from_flags, to_flags: what stands at each of them: SIGNAL and so on.
        kind: position in CLASSES.
        first: (pieces + 1) where the points of each begin in longitude and latitude.
        longitude, latitude: (points) degrees in units of plane.UNITS.
        length: metres along it.
        walk, cycle, car: FORWARD, BACKWARD, both or neither.
        is_destination: cars only to or from a place there; is_pushed: one leads the cycle; is_gravel: unpaved.
        is_underground: in a tunnel, where no place is. is_inside: in built-up land.
        speed_forward, speed_backward: posted, km/h; NaN where nothing is said.
        ferry_seconds: on board; NaN on land.
        bans: sequences of arcs that cars may not drive one after another; an arc is twice its piece, and one more
            where it goes backward.
    """

    from_node: Whole
    to_node: Whole
    from_flags: Bits
    to_flags: Bits
    kind: Bits
    first: NDArray[np.int64]
    longitude: Whole
    latitude: Whole
    length: Numbers
    walk: Bits
    cycle: Bits
    car: Bits
    is_destination: Flags
    is_pushed: Flags
    is_gravel: Flags
    is_underground: Flags
    is_inside: Flags
    speed_forward: Numbers
    speed_backward: Numbers
    ferry_seconds: Numbers
    bans: list[tuple[int, ...]]

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return len(self.from_node)

    @property
    def nodes(self) -> int:
        """How many crossings there are."""
        return int(max(self.from_node.max(initial=-1), self.to_node.max(initial=-1))) + 1


LISTS = ("longitude", "latitude")
PLAIN = tuple(name for name in StreetMap._fields if name not in {*LISTS, "first", "bans"})


def write(path: Path, streets: StreetMap, about: About) -> None:
    """Keeps a map, whole or not at all; StorageError where there is no room."""
    columns: dict[str, pa.Array] = {name: pa.array(getattr(streets, name)) for name in PLAIN}
    begins = pa.array(streets.first.astype(np.int32))
    columns |= {name: pa.ListArray.from_arrays(begins, pa.array(getattr(streets, name))) for name in LISTS}
    columns["bans"] = _by_piece(streets)
    metadata = {
        "form": FORM,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "name": about.name,
        "day": about.day.isoformat() if about.day else "",
    }
    table = pa.table(columns).replace_schema_metadata(metadata)
    with storage.writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.save(path, partial(pq.write_table, table, compression="zstd"))


def _by_piece(streets: StreetMap) -> pa.Array:
    """The bans on the row of the piece each begins on."""
    rows: dict[int, list[list[int]]] = {}
    for ban in streets.bans:
        rows.setdefault(ban[0] // 2, []).append(list(ban))
    return pa.array([rows.get(piece) for piece in range(streets.pieces)], pa.list_(pa.list_(pa.int32())))


def is_kept(path: Path) -> bool:
    """Whether a file is a kept map rather than an extract; OSError where it cannot be opened."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def read(path: Path) -> tuple[StreetMap, About]:
    """A kept map; DataError where the file is none, another form's or spoilt."""
    try:
        table = pq.read_table(path)
        metadata = {key.decode(): text.decode() for key, text in (table.schema.metadata or {}).items()}
        is_ours = metadata.get("form") == FORM and {*PLAIN, *LISTS, "bans"} <= set(table.column_names)
        streets, day = _of(table) if is_ours else None, metadata.get("day")
        about = About(metadata.get("name", ""), date.fromisoformat(day) if day else None)
    except (OSError, ValueError, TypeError, pa.ArrowException) as error:
        raise DataError(
            f"{path.name}: gatukartan går inte att läsa ({type(error).__name__}); läs in källan igen"
        ) from None
    if streets is None:
        raise DataError(f"{path.name}: är ingen gatukarta som den här versionen har sparat; läs in källan streets igen")
    if not _is_sound(streets):
        raise DataError(f"{path.name}: gatukartan hänger inte ihop; läs in källan streets igen")
    return streets, about


def _of(table: pa.Table) -> StreetMap:
    columns = {name: table[name].combine_chunks() for name in table.column_names}
    plain = {name: columns[name].to_numpy(zero_copy_only=False) for name in PLAIN}
    begins = columns["longitude"].offsets.to_numpy().astype(np.int64)
    lists = {name: columns[name].flatten().to_numpy() for name in LISTS}
    bans = [tuple(ban) for row in columns["bans"].drop_null().to_pylist() for ban in row]
    return StreetMap(**plain, **lists, first=begins - begins[0], bans=bans)


def _is_sound(streets: StreetMap) -> bool:
    """Whether what refers to something refers to something that is there."""
    count = streets.pieces
    return (
        streets.from_node.min(initial=0) >= 0
        and streets.to_node.min(initial=0) >= 0
        and streets.kind.max(initial=0) < len(CLASSES)
        and len(streets.first) == count + 1
        and bool((np.diff(streets.first) > 1).all())
        and len(streets.longitude) == len(streets.latitude) == streets.first[-1]
        and all(0 <= arc < 2 * count for ban in streets.bans for arc in ban)
        and bool((streets.length >= 0).all())
    )
