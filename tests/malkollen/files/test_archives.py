"""What a zip may be is looked at before it is unpacked; every spoilt or hostile one is refused in a line."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from malkollen.files import archives
from malkollen.files.archives import ArchiveError, Limits

SMALL = Limits(members=10, unpacked_bytes=200_000)
TEXT = b"rad ett\nrad tv\xc3\xa5\n"


def packed(**members: bytes) -> bytearray:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in members.items():
            whole.writestr(name.replace("__", "."), content)
    return bytearray(held.getvalue())


def one(info: zipfile.ZipInfo | str, content: bytes = TEXT) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as whole:
        whole.writestr(info, content)
    return held.getvalue()


def link() -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("stops.txt")
    made.create_system, made.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return made


def directory(content: bytearray) -> int:
    return content.index(b"PK\x01\x02")


def lying_size(size: int) -> bytearray:
    """The directory says another unpacked size than there is."""
    content = packed(a__txt=b"x" * 50_000)
    struct.pack_into("<I", content, directory(content) + 24, size)
    return content


def locked() -> bytearray:
    content = packed(a__txt=TEXT)
    content[directory(content) + 8] |= 1
    return content


def packed_as(kind: int) -> bytearray:
    content = packed(a__txt=TEXT)
    struct.pack_into("<H", content, directory(content) + 10, kind)
    return content


def sharing() -> bytearray:
    """Two names of the directory whose bytes are the same: a hundred would be a hundred times as large."""
    content = packed(a__txt=b"x" * 50_000, b__txt=b"y" * 50_000)
    second = content.index(b"PK\x01\x02", directory(content) + 4)
    struct.pack_into("<I", content, second + 42, 0)
    return content


def endless_directory() -> bytearray:
    """The last record says that the directory is two gigabytes."""
    content = packed(a__txt=TEXT)
    struct.pack_into("<I", content, content.rindex(b"PK\x05\x06") + 12, 2_000_000_000)
    return content


def twice() -> bytes:
    """Two members of one name: the second is renamed where it stands, also in the directory."""
    return bytes(packed(a__txt=TEXT, b__txt=b"another")).replace(b"b.txt", b"a.txt")


def everything(content: bytes | bytearray, limits: Limits) -> dict[str, bytes]:
    with archives.opened(io.BytesIO(content), limits, "fil.zip") as found:
        return {name: found.read(name) for name in found.sizes}


def refused(content: bytes | bytearray, limits: Limits = SMALL) -> str:
    with pytest.raises(ArchiveError) as caught:
        everything(content, limits)
    said = str(caught.value)
    assert said.startswith("fil.zip: ")
    assert said.isprintable()
    return said


def test_members_are_read_and_written_as_they_were_packed(tmp_path: Path) -> None:
    path = tmp_path / "hel.zip"
    path.write_bytes(packed(a__txt=TEXT, mapp=b""))
    with archives.opened(path, SMALL) as archive:
        archive.require_room(tmp_path)
        archive.write("a.txt", tmp_path / "ut.txt")
        assert archive.sizes == {"a.txt": len(TEXT), "mapp": 0}
        assert archive.read("a.txt") == TEXT
    assert (tmp_path / "ut.txt").read_bytes() == TEXT


@pytest.mark.parametrize(
    ("content", "limits", "words"),
    [
        (packed(a__txt=b"x", b__txt=b"y"), Limits(1, 1000), "har 2 delar; högst 1 läses"),
        (packed(a__txt=b"x" * 2000), Limits(1, 1000), "är 2 kB uppackad; högst 1 kB läses"),
        (packed(a__txt=b"x" * 90_000), Limits(1, 100_000, ratio=50, spared_bytes=1000), "så mycket nytt ryms inte"),
        (one("../ut.txt"), SMALL, "utanför sin mapp"),
        (one("/etc/ut.txt"), SMALL, "utanför sin mapp"),
        (one("C:/ut.txt"), SMALL, "utanför sin mapp"),
        (one("mapp\\..\\..\\ut.txt"), SMALL, "utanför sin mapp"),
        (one("a\x1b]0;b.txt"), SMALL, "inte går att skriva ut"),
        (one(link()), SMALL, "är en länk"),
        (locked(), SMALL, "låst med lösenord"),
        (packed_as(zipfile.ZIP_LZMA), SMALL, "packad på ett sätt som inte läses"),
        (sharing(), SMALL, "ligger i varandra"),
        (endless_directory(), SMALL, "skadad eller avhuggen"),
        (lying_size(60_000), SMALL, "annan storlek"),
        (lying_size(10), SMALL, "skadad eller avhuggen"),
        (b"PK\x03\x04", SMALL, "skadad eller avhuggen"),
        (b"", SMALL, "skadad eller avhuggen"),
    ],
)
def test_a_zip_that_is_not_what_it_may_be_is_refused(content: bytes | bytearray, limits: Limits, words: str) -> None:
    assert words in refused(content, limits)


def test_two_members_of_one_name_are_refused() -> None:
    assert "samma namn" in refused(twice())


def test_what_a_directory_says_of_its_size_is_not_believed() -> None:
    """Two million names in 200 MB would be held in memory before they could be counted: only some bytes are read."""
    names = b"".join(struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *[0] * 18) for _ in range(50_000))
    whole = names + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 50_000 % 65536, 50_000 % 65536, len(names), 0, 0)
    assert "skadad eller avhuggen" in refused(whole, Limits(10, 1000))


def test_a_disk_that_is_nearly_full_is_seen_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "KEPT_FREE", 10**18)
    with archives.opened(io.BytesIO(packed(a__txt=TEXT)), SMALL) as found:
        with pytest.raises(ArchiveError, match="frigör utrymme"):
            found.require_room(tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_is_refused_and_what_is_missing_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), archives.opened(tmp_path / "ingen.zip", SMALL):
        pass
    with pytest.raises(ArchiveError, match="ingen vanlig fil"), archives.opened(tmp_path, SMALL):
        pass
