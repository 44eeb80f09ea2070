"""Zip files that somebody gives: what one may be is looked at before anything in it is unpacked.

A zip of a few megabytes can hold terabytes: long runs of nothing, many members that share the same bytes, a directory
of millions of names. So its directory is bounded before it is read, every member's name, size and place is checked,
and what is unpacked is counted as it comes, since a size that is written in a file may be anything.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from shutil import disk_usage

from malkollen.errors import SourceError
from malkollen.texts.swedish import number, size

DIRECTORY_BYTES = 1024  # a member: 46, its name and what a program adds
HEADER_BYTES = 30  # of a member, before its name
ENCRYPTED = 1
KEPT_FREE = 100_000_000  # bytes of a disk that are left to others
BLOCK = 1 << 20
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others are hardly used, and one of them asks for as much memory as the file likes."""
BROKEN = (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, KeyError, zipfile.BadZipFile, zlib.error)
"""What a spoilt zip raises as it is opened or read; RuntimeError: a byte says that it is encrypted."""


class ArchiveError(SourceError):
    """A zip that is not read: one Swedish line that begins with its name."""


@dataclass(frozen=True)
class Limits:
    """What a zip may be.

    Attributes:
        members: how many there may be, folders too.
        unpacked_bytes: of all its members together.
        ratio: how many times larger than packed it may be, once it is over `spared_bytes` unpacked.
    """

    members: int
    unpacked_bytes: int
    ratio: float = 200.0
    spared_bytes: int = 10_000_000


@dataclass(frozen=True)
class Archive:
    """A zip that has been looked at; made by `opened`.

    Attributes:
        title: its name in messages.
        sizes: bytes of each member unpacked, as the zip says, by the name it has there; no folders.
    """

    title: str
    sizes: Mapping[str, int]
    _zip: zipfile.ZipFile

    def read(self, name: str) -> bytes:
        """A member's bytes.

        Raises:
            ArchiveError: it is not there, is spoilt, or is another size than the zip says.
        """
        return b"".join(self._blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """A member's bytes a part at a time; errors as `read`, which may come after the first parts."""
        return self._blocks(name)

    def write(self, name: str, target: Path) -> None:
        """Unpacks a member as the file `target`, a part at a time.

        Raises:
            ArchiveError: as `read`.
            OSError: the file cannot be written.
        """
        with target.open("wb") as file:
            for block in self._blocks(name):
                file.write(block)

    def require_room(self, folder: Path, names: frozenset[str] | None = None) -> None:
        """ArchiveError where the disk of `folder` has not room for these members, or all, with something to spare."""
        wanted = sum(bytes_ for name, bytes_ in self.sizes.items() if names is None or name in names)
        if disk_usage(folder).free < wanted + KEPT_FREE:
            raise self.fault(f"{size(wanted)} ska packas upp, men disken är nästan full; frigör utrymme")

    def fault(self, reason: str) -> ArchiveError:
        """An error that names the zip."""
        return ArchiveError(f"{self.title}: {reason}")

    def _blocks(self, name: str) -> Iterator[bytes]:
        left = self.sizes.get(name)
        if left is None:
            raise self.fault(f"{name[:60]!r} saknas i zip-filen")
        try:
            with self._zip.open(name) as member:
                while block := member.read(BLOCK):
                    left -= len(block)
                    if left < 0:
                        break
                    yield block
        except BROKEN:
            raise self.fault("zip-filen är skadad eller avhuggen; hämta den igen") from None
        if left:
            raise self.fault(f"{name[:60]!r} har en annan storlek än zip-filen säger; hämta den igen")


@contextmanager
def opened(file: Path | io.BytesIO, limits: Limits, file_name: str | None = None) -> Iterator[Archive]:
    """Opens a zip for reading once it is found to keep within limits; nothing has been unpacked then.

    Args:
        file_name: how messages name it; the file's own name where nothing is given.

    Raises:
        ArchiveError: it is no zip, is too large, or has a member that is not a plain file with a name within the zip.
        FileNotFoundError: there is no such file.
    """
    file_name = file_name or (file.name if isinstance(file, Path) else "zip-filen")
    with _bounded(file, file_name, limits) as bounded:
        try:
            whole = zipfile.ZipFile(bounded)
        except BROKEN:
            raise ArchiveError(f"{file_name}: zip-filen är skadad eller avhuggen; hämta den igen") from None
        with whole:
            members = whole.infolist()
            for fault in _faults(members, limits):
                raise ArchiveError(f"{file_name}: {fault}")
            yield Archive(file_name, {one.filename: one.file_size for one in members if not one.is_dir()}, whole)


class _Bounded(io.BufferedReader):
    """A file of which nobody asks for more at a time than a zip's directory may be: it is read in one piece."""

    most = BLOCK

    def read(self, size: int | None = -1, /) -> bytes:
        """Some bytes; ValueError where they are too many to be asked for."""
        if size is not None and size > self.most:
            raise ValueError
        return super().read(size)


@contextmanager
def _bounded(file: Path | io.BytesIO, file_name: str, limits: Limits) -> Iterator[_Bounded]:
    if isinstance(file, Path) and file.exists() and not file.is_file():  # to open a pipe is to wait for its writer
        raise ArchiveError(f"{file_name}: är ingen vanlig fil")
    try:
        raw = io.FileIO(file) if isinstance(file, Path) else file
    except FileNotFoundError:
        raise
    except OSError:
        raise ArchiveError(f"{file_name}: går inte att läsa som en fil") from None
    with _Bounded(raw) as bounded:  # bytes in memory are as raw as a file
        bounded.most = max(BLOCK, limits.members * DIRECTORY_BYTES)
        yield bounded


def _faults(members: Sequence[zipfile.ZipInfo], limits: Limits) -> Iterator[str]:
    """Why a zip is not read, in Swedish; the first is enough."""
    if len(members) > limits.members:
        yield f"zip-filen har {number(len(members))} delar; högst {number(limits.members)} läses"
    yield from (fault for one in members for fault in _member_faults(one))
    if len({PurePosixPath(_plain(one.filename)) for one in members}) < len(members):
        yield "två delar av zip-filen har samma namn; läses inte"
    if any(start < end for end, start in _ends(members)):
        yield "zip-filens delar ligger i varandra; läses inte"
    unpacked, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    if unpacked > limits.unpacked_bytes:
        yield f"zip-filen är {size(unpacked)} uppackad; högst {size(limits.unpacked_bytes)} läses"
    if unpacked > limits.spared_bytes and unpacked > limits.ratio * packed:
        yield f"zip-filen är {size(packed)} och blir {size(unpacked)} uppackad; så mycket nytt ryms inte i den"


def _member_faults(member: zipfile.ZipInfo) -> Iterator[str]:
    name = _plain(member.filename)
    member_name = repr(member.filename[:60])
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]:
        yield f"zip-filen vill skriva utanför sin mapp ({member_name}); läses inte"
    if not name.isprintable() or not name.strip("/. "):
        yield f"zip-filen har en del vars namn inte går att skriva ut ({member_name}); läses inte"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield f"{member_name} i zip-filen är en länk och ingen fil; läses inte"
    if member.flag_bits & ENCRYPTED:
        yield f"{member_name} i zip-filen är låst med lösenord; läses inte"
    elif member.compress_type not in PACKED_AS:
        yield f"{member_name} i zip-filen är packad på ett sätt som inte läses; packa om den som vanlig zip"


def _plain(name: str) -> str:
    """A member's name with the strokes that zips are meant to have; a program on Windows may have written its own."""
    return name.replace("\\", "/")


def _ends(members: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[int, int]]:
    """Where each member's bytes end at the earliest, and where those of the next begin."""
    in_order = sorted(members, key=lambda one: one.header_offset)
    for one, following in pairwise(in_order):
        yield one.header_offset + HEADER_BYTES + one.compress_size, following.header_offset
