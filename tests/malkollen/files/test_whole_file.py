"""A file is the old one or the new one, whole, whatever stops its writing; nothing is left beside it."""

import os
from pathlib import Path

import pytest

from malkollen.files import whole_file


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def _half(beside: Path) -> None:
    beside.write_bytes(b"ha")
    _full()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_bytes(b"old")
    return tmp_path / "a.csv"


def test_a_file_takes_the_place_of_the_one_before(path: Path) -> None:
    path.with_name("a.csv.part").write_bytes(b"half of what was killed, and longer")
    whole_file.write(path, b"new")
    assert path.read_bytes() == b"new"
    whole_file.save(path.with_name("b.csv"), lambda beside: beside.write_text("first", encoding="utf-8"))
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == {"a.csv": b"new", "b.csv": b"first"}


@pytest.mark.parametrize(("owner", "name"), [(Path, "write_bytes"), (os, "fsync"), (Path, "replace")])
def test_what_cannot_be_written_leaves_the_old(
    path: Path, owner: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, name, _full)
    with pytest.raises(OSError, match="No space left"):
        whole_file.write(path, b"new and longer")
    assert [file.read_bytes() for file in path.parent.iterdir()] == [b"old"]


def test_what_its_writer_left_half_is_never_a_file(path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        whole_file.save(path, _half)
    assert [file.read_bytes() for file in path.parent.iterdir()] == [b"old"]


def test_it_is_on_the_disk_before_it_has_its_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(file: int) -> None:
        moments.append(f"{os.fstat(file).st_size} bytes on the disk")
        fsync(file)

    def moved(self: Path, target: Path) -> Path:
        moments.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", moved)
    whole_file.write(path, b"four")
    assert moments == ["4 bytes on the disk", "a.csv"]
