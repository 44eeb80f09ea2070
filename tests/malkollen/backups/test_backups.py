"""Backups: what is in one and what is not, what is refused, and what is left where one is broken off."""

import hashlib
import io
import json
import math
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from parts import every

from ingest.fetching import raw
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.backups import backup_file, making, restoring, selection
from malkollen.backups.backup_file import MANIFEST
from malkollen.backups.making import Made
from malkollen.backups.restoring import Restored
from malkollen.database import storage
from malkollen.editions import file as edition_file
from malkollen.errors import ConflictError, DataError, MalkollenError
from malkollen.files import archives, lock
from malkollen.office import judgements
from malkollen.office.judgements import Basis, Entry

DONE, UNDER_WAY, NEW = "20261101T000000.000001Z", "20261102T000000.000001Z", "20261103T000000.000001Z"
Contents = dict[str, bytes]


def _quiet(_done: int, _total: int, _what: str) -> None:
    pass


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _contents(folder: Path) -> Contents:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _database() -> bytes:
    """A small database with one table, as a build leaves it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.duckdb"
        with storage.connect(path) as db:
            db.execute("CREATE SCHEMA mart")
            db.execute("CREATE TABLE mart.build AS SELECT range AS n, n * 7919 AS m FROM range(50000)")
        return path.read_bytes()


def _edition(values: bytes = b"area,year,value") -> bytes:
    said = dict.fromkeys(edition_file.TEXTS, "1") | {"format": 1, "name": "2026-06", "day": "2026-06-03"}
    files = {"values.csv": hashlib.sha256(b"area,year,value").hexdigest()}
    manifest = json.dumps(said | {"created_at": "2026-06-03T10:00:00+00:00", "files": files})
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as out:
        out.writestr("values.csv", values)
        out.writestr("manifest.json", manifest)
    return packed.getvalue()


SAVED = {
    "malkollen.duckdb": _database(),
    "figures/population.csv": b"0127,2024,population,99999\n",
    "reference/places.csv": b"places",
    "activities.toml": b"# inga",
    "a file of tomorrow.json": b"{}",
    "editions/2026-06.zip": _edition(),
    f"raw/boardings/{DONE}/manifest.json": b'{"state": "good", "files": {}}',
    f"raw/boardings/{DONE}/sl.csv": b"kommun;",
    "raw/loan_bikes.csv": b"kommunkod",
}
LEFT = {
    ".env": b"MALKOLLEN_NOBIL_KEY=hemlig",
    "malkollen.building.duckdb": b"half",
    "editions/aside.duckdb.wal": b"",
    "areas/scb/deso.parquet": b"computed",
    "timetables/x/stops.parquet": b"computed",
    "editions/.opened/abc/values.csv": b"opened",
    "editions/.making-x/whole.zip": b"half",
    "raw/.lock": b"",
    "lost+found/a": b"found",
    "errors.log": b"2026-11-01 ...",
    "errors.older.log": b"2026-10-01 ...",
    ".env.bak": b"MALKOLLEN_NOBIL_KEY=hemlig",
    "sub/.ENV~": b"MALKOLLEN_NOBIL_KEY=hemlig",
    f"raw/boardings/{UNDER_WAY}/manifest.json": b'{"state": "fetching", "files": {}}',
    f"raw/boardings/{UNDER_WAY}/sl.csv": b"half",
    f"raw/boardings/{NEW}/sl.csv.part": b"half",
    f"raw/boardings/.dropped-{DONE}/manifest.json": b'{"state": "good", "files": {}}',
    "before-restore-20261101-000000/activities.toml": b"old",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    _write(folder, SAVED | LEFT)
    with closing(sqlite3.connect(folder / "judgements.sqlite")) as db:
        db.execute("CREATE TABLE rows (id INTEGER)")
        db.execute("INSERT INTO rows VALUES (1)")
        db.commit()
    return folder


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    (tmp_path / "program").mkdir()
    return Path(shutil.copyfile(ROOT / "indicators.toml", tmp_path / "program" / "indicators.toml"))


@pytest.fixture
def to(tmp_path: Path) -> Path:
    (tmp_path / "to").mkdir()
    return tmp_path / "to"


def _make(data: Path, registry: Path, to: Path, *, with_keys: bool = False, keep: int | None = None) -> Made:
    return making.make(data, registry, to, with_keys=with_keys, keep=keep, progress=_quiet)


def _restore(file: Path, data: Path, registry: Path, *, replace: bool = False) -> Restored:
    return restoring.restore(file, data, registry, replace=replace, progress=_quiet)


# ───────────── What is in it ─────────────


def test_all_is_in_it_but_what_is_computed_half_made_or_a_key(data: Path, registry: Path, to: Path) -> None:
    backup = _make(data, registry, to)
    names = {name.removeprefix("data/") for name in backup.manifest.files}
    assert names == {*SAVED, "judgements.sqlite", "indicators.toml"}
    assert (backup.manifest.keys, backup.manifest.has_computed, backup.remarks) == ("left out", True, [])
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert list(to.iterdir()) == [backup.path]


def test_the_names_of_what_is_half_made_are_those_of_the_ingest(tmp_path: Path) -> None:
    assert raw.DROPPED in selection.UNFINISHED
    fetch = raw.RawStore(tmp_path).begin("boardings")
    assert selection.FETCH.fullmatch(fetch.id)
    assert selection.is_under_way(fetch.folder)
    fetch.mark("fetched")
    assert not selection.is_under_way(fetch.folder)


def test_keys_are_in_it_only_where_asked_for_and_come_back_closed(
    data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    made = _make(data, registry, to, with_keys=True)
    assert made.manifest.keys == "included"
    restored = _restore(made.path, tmp_path / "new", registry)
    assert (tmp_path / "new" / ".env").read_bytes() == LEFT[".env"]
    assert stat.S_IMODE((tmp_path / "new" / ".env").stat().st_mode) == 0o600
    assert restored.remarks[-1] == ".env: nycklarna är återställda; bara ägaren kan läsa filen"


def test_it_comes_back_as_it_was(data: Path, registry: Path, to: Path, tmp_path: Path) -> None:
    restored = _restore(_make(data, registry, to).path, tmp_path / "new", registry)
    contents = _contents(tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / "judgements.sqlite")) as db:
        assert db.execute("SELECT id FROM rows").fetchall() == [(1,)]
    contents.pop("judgements.sqlite")
    assert contents == SAVED
    assert (restored.aside, restored.faults, restored.needs_build) == (None, [], True)


def test_a_raw_answer_that_is_another_is_copied_and_said(data: Path, registry: Path, to: Path) -> None:
    manifest = {"state": "good", "files": {"sl.csv": {"sha256": hashlib.sha256(b"other").hexdigest(), "bytes": 5}}}
    (data / "raw" / "boardings" / DONE / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (remark,) = _make(data, registry, to).remarks
    assert remark == f"data/raw/boardings/{DONE}/sl.csv: är inte som när den hämtades; med som den är"


def test_the_office_s_folder_may_lie_elsewhere(data: Path, registry: Path, to: Path, tmp_path: Path) -> None:
    shutil.move(data / "raw", tmp_path / "large disk")
    (data / "raw").symlink_to(tmp_path / "large disk")
    (tmp_path / "large disk" / "round").symlink_to(data / "raw")
    assert f"data/raw/boardings/{DONE}/sl.csv" in _make(data, registry, to).manifest.files


# ───────────── Where it lies ─────────────


def test_the_oldest_are_removed_and_nothing_else(data: Path, registry: Path, to: Path) -> None:
    names = [f"malkollen-{day}-000000.zip" for day in (20250101, 20260101, 20260102, 20990101)]
    for name in [*names, "malkollen-mitt.zip", "annat.txt"]:
        (to / name).write_bytes(b"")
    (to / "malkollen-20240101-000000.zip").mkdir()
    made = _make(data, registry, to, keep=2)
    assert (made.pruned, made.remarks) == (names[:2], [])
    left = {*names[2:], "malkollen-20240101-000000.zip", made.path.name, "malkollen-mitt.zip", "annat.txt"}
    assert {path.name for path in to.iterdir()} == left


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("data", "ligger i datamappen"),
        ("data/editions", "ligger i datamappen"),
        ("data/ny.zip", "ligger i datamappen"),
        ("nowhere/a.zip", "finns inte; gör den först"),
        ("to/a.tar", "ange en mapp som finns, eller ett filnamn som slutar på .zip"),
        ("to/taken.zip", "finns redan; en säkerhetskopia skrivs aldrig över"),
    ],
)
def test_a_place_that_will_not_do_is_said_and_nothing_is_written(
    target: str, message: str, data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    (to / "taken.zip").write_bytes(b"older")
    before = _contents(tmp_path)
    with pytest.raises(MalkollenError, match=message):
        _make(data, registry, tmp_path / target)
    assert _contents(tmp_path) == before


def test_two_at_once_do_not_write_over_each_other(
    data: Path, registry: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = backup_file.verify

    def meanwhile(path: Path) -> backup_file.Manifest:
        (to / "a.zip").write_bytes(b"first")
        return verify(path)

    monkeypatch.setattr(backup_file, "verify", meanwhile)
    with pytest.raises(ConflictError, match="finns redan"):
        _make(data, registry, to / "a.zip")
    assert _contents(to) == {"a.zip": b"first"}


def test_judgements_that_somebody_holds_are_waited_for_and_then_said(
    data: Path, registry: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("malkollen.backups.copying.PATIENCE_SECONDS", 0.1)
    with closing(sqlite3.connect(data / "judgements.sqlite", isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DataError, match=r"judgements.sqlite: är upptagen av ett annat program"):
            _make(data, registry, to)
    assert list(to.iterdir()) == []


# ───────────── What is not taken back ─────────────


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    place = content.index(b"area,year,value")
    content[place + 3] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _repacked(edit: Callable[[dict[str, Any], Contents], object]) -> Callable[[Path], None]:
    """Packed anew with another manifest or other parts."""

    def repack(path: Path) -> None:
        with zipfile.ZipFile(path) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}
        manifest = json.loads(parts.pop(MANIFEST))
        edit(manifest, parts)
        with zipfile.ZipFile(path, "w") as out:
            for name, content in (parts | {MANIFEST: json.dumps(manifest).encode()}).items():
                out.writestr(name, content)

    return repack


def _with_part(name: str) -> Callable[[dict[str, Any], Contents], None]:
    def add(manifest: dict[str, Any], parts: Contents) -> None:
        parts[name] = b""
        manifest["files"][name] = {"sha256": hashlib.sha256(b"").hexdigest(), "bytes": 0}

    return add


SPOILT = {
    "a byte": _flipped,
    "half": _cut,
    "empty": lambda path: path.write_bytes(b""),
    "no zip": lambda path: path.write_bytes(b"hej" * 1000),
    "a part too many": _repacked(lambda _manifest, parts: parts.update({"data/extra": b""})),
    "a part too few": _repacked(lambda _manifest, parts: parts.pop("data/activities.toml")),
    "another fingerprint": _repacked(
        lambda manifest, _parts: manifest["files"]["data/activities.toml"].update(sha256="0" * 64)
    ),
    "outside": _repacked(_with_part("data/../../evil")),
    "newer": _repacked(lambda manifest, _parts: manifest.update(format=2)),
    "another form": _repacked(lambda manifest, _parts: manifest.update(files=[])),
    "no day": _repacked(lambda manifest, _parts: manifest.update(created_at=3)),
    "year 1": _repacked(lambda manifest, _parts: manifest.update(created_at="0001-01-01T00:00:00+14:00")),
    "year 9999": _repacked(lambda manifest, _parts: manifest.update(created_at="9999-12-31T23:59:59+00:00")),
    "odd keys": _repacked(lambda manifest, _parts: manifest.update(keys=["none"])),
    "endless": _repacked(lambda manifest, _parts: manifest["files"]["data/activities.toml"].update(bytes=math.inf)),
} | {
    name: _repacked(_with_part(name))
    for name in (
        "data/.restoring", "data/.restoring/new/x", "data/.restoring/ready.json", "data/before-restore-1/x", "data/.",
        "data/./a", "data//a", "data/raw/.lock", "data/areas/a", "data/malkollen.duckdb.wal", "data/.env",
        "data/activities.toml/a", f"data/{'d/' * 1500}a", f"data/{'a' * 300}", "data/lost+found/a",
    )
}  # fmt: skip


@pytest.mark.parametrize("fault", every(4, [*SPOILT]))
def test_a_spoilt_backup_is_refused_before_anything_is_touched(
    fault: str, data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    """Every fourth fault of thirty; thoroughly all."""
    file = _make(data, registry, to).path
    SPOILT[fault](file)
    _write(tmp_path / "new", {"activities.toml": b"ours"})
    with pytest.raises(DataError) as refused:
        _restore(file, tmp_path / "new", registry, replace=True)
    assert str(refused.value).startswith(file.name)
    assert "\n" not in str(refused.value)
    assert _contents(tmp_path / "new") == {"activities.toml": b"ours"}
    assert not (tmp_path / "evil").exists()
    assert not (tmp_path / "new" / selection.RESTORING).exists()


def test_a_folder_that_is_not_empty_is_refused_and_with_replace_kept_aside(
    data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    file, new = _make(data, registry, to).path, tmp_path / "new"
    ours = {"activities.toml": b"ours", "raw/x/y.csv": b"ours", ".env": b"KEY=ours", "mine.txt": b"ours"}
    _write(new, ours | {"templates/a.csv": b"program's"})
    with pytest.raises(ConflictError, match=r"är inte tom \(.env, activities.toml, mine.txt med mera\); med --replace"):
        _restore(file, new, registry)
    restored = _restore(file, new, registry, replace=True)
    assert restored.aside is not None
    kept = _contents(restored.aside)
    assert (new / ".env").read_bytes() == b"KEY=ours"  # the backup has no keys: those that are here go on
    assert (new / "templates" / "a.csv").exists()
    assert kept == {name: content for name, content in ours.items() if name != ".env"}
    assert not (new / "mine.txt").exists()
    assert (new / "activities.toml").read_bytes() == SAVED["activities.toml"]


def test_a_full_disk_is_said_before_anything_is_written(
    data: Path, registry: Path, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _make(data, registry, to).path
    monkeypatch.setattr(archives, "KEPT_FREE", 1 << 60)
    with pytest.raises(DataError, match="disken är nästan full"):
        _restore(file, tmp_path / "new", registry)
    assert _contents(tmp_path / "new") == {}


def test_an_ingest_under_way_is_waited_for(data: Path, registry: Path, to: Path) -> None:
    file = _make(data, registry, to).path
    (data / "raw" / ".lock").unlink()
    with closing(sqlite3.connect(data / "raw" / ".lock", isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ConflictError, match="en inläsning pågår"):
            _restore(file, data, registry, replace=True)


# ───────────── The registry ─────────────


def test_the_backup_s_registry_takes_the_place_of_the_program_s_which_is_kept(
    data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    ours = registry.read_text(encoding="utf-8")
    registry.write_text(ours.replace('short = "', 'short = "Vår: ', 1), encoding="utf-8")
    changed = registry.read_bytes()
    file = _make(data, registry, to).path
    registry.write_text(ours, encoding="utf-8")
    restored = _restore(file, tmp_path / "new", registry)
    assert registry.read_bytes() == changed
    assert restored.aside is not None
    assert (restored.aside / "indicators.toml").read_text(encoding="utf-8") == ours
    assert restored.remarks[0].startswith("indicators.toml: säkerhetskopians gäller nu")


def test_a_registry_that_this_version_cannot_read_is_laid_beside_and_said(
    data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    ours = registry.read_bytes()
    registry.write_text("[ett nytt slag]\n", encoding="utf-8")
    file = _make(data, registry, to).path
    registry.write_bytes(ours)
    (fault,) = _restore(file, tmp_path / "new", registry).faults
    assert fault.startswith("indicators.toml: programmets eget är kvar, för den här versionen av programmet kan inte")
    assert registry.read_bytes() == ours
    assert (tmp_path / "new" / "indicators.backup.toml").read_text(encoding="utf-8") == "[ett nytt slag]\n"


# ───────────── Broken off ─────────────


@pytest.mark.parametrize("after", every(3, [*range(1, 36, 3)]))
def test_a_move_that_is_broken_off_is_gone_on_with(
    after: int, data: Path, registry: Path, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many renames: each is whole or not done, as a kill leaves them.

    Every third step; thoroughly all twelve.
    """
    file, new = _make(data, registry, to).path, tmp_path / "new"
    ours = {"activities.toml": b"ours", "malkollen.duckdb": b"ours", "reference/a.csv": b"ours", "figures/b.csv": b""}
    _write(new, ours)
    with monkeypatch.context() as patched:
        _break_after(patched, after)
        with suppress(KeyboardInterrupt):  # the last had all their renames
            _restore(file, new, registry, replace=True)
    database = new / "malkollen.duckdb"
    is_whole = (new / "judgements.sqlite").exists() and (new / "reference" / "places.csv").exists()
    assert not database.exists() or database.read_bytes() == b"ours" or is_whole
    restored = _restore(file, new, registry, replace=True)
    assert restored.aside is not None
    found = {name: content for name, content in _contents(new).items() if not name.startswith("before-restore-")}
    found.pop("judgements.sqlite")
    assert found == SAVED
    kept = [_contents(folder) for folder in new.glob("before-restore-*")]
    assert ours in kept


def _break_after(patched: pytest.MonkeyPatch, after: int) -> None:
    left = [after]
    for owner, name in ((Path, "rename"), (Path, "replace"), (Path, "unlink"), (os, "link")):
        patched.setattr(owner, name, _counted(getattr(owner, name), left))


def _counted(real: Callable[..., object], left: list[int]) -> Callable[..., object]:
    def counted(*given: object, **more: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(*given, **more)

    return counted


@pytest.mark.thorough  # among those killed in tests/house/test_killed.py
@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
def test_a_killed_backup_leaves_the_older_ones_and_the_next_sweeps_its_half(
    data: Path, registry: Path, to: Path
) -> None:
    whole = _make(data, registry, to / "older.zip").path.read_bytes()
    with (data / "raw" / "large.bin").open("wb") as large:
        large.write(os.urandom(12 << 20))
    for seconds in (0.02, 0.1, 0.2):
        child = os.fork()
        if child == 0:
            _make(data, registry, to)
            os._exit(0)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for path in to.glob("*.zip"):
            backup_file.verify(path)
    _make(data, registry, to / "last.zip")
    assert list(to.glob(".malkollen-*")) == []
    assert (to / "older.zip").read_bytes() == whole


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="systemet har ingen /dev/full")
def test_a_disk_that_fills_up_is_one_line_and_leaves_nothing(data: Path, registry: Path, to: Path) -> None:
    """A limit on how large a file may become stands for the disk: writing fails in the middle."""
    (data / "raw" / "large.bin").write_bytes(os.urandom(3 << 20))
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20));"
        "from malkollen.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "backup", str(to)],
        cwd=ROOT,
        env=os.environ | {"MALKOLLEN_DATA": str(data), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert len(lines) == 1
    assert lines[0].endswith(f"går inte att skriva i {to}; är disken full eller skrivskyddad?")
    assert list(to.iterdir()) == []


def test_the_command_says_what_it_did(
    data: Path, to: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    assert main(["backup", str(to), "--with-keys", "--keep", "3"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Säkerhetskopierat: databasen, 1 hämtningar, 1 fastställda versioner, ")
    assert said[1].endswith("Den innehåller nycklar (.env): visa den för ingen. Bara ägaren kan läsa filen.")
    with pytest.raises(SystemExit, match="2"):
        main(["backup", str(to), "--keep", "0"])
    assert "'0' är inte ett antal" in capsys.readouterr().err


# ───────────── Links, and what is odd or spoilt ─────────────


def test_a_link_inside_the_folder_hides_nothing(data: Path, registry: Path, to: Path, tmp_path: Path) -> None:
    (data / "backup_figures").symlink_to("figures")
    (data / "arkiv").symlink_to("editions")
    (tmp_path / "disk" / "own").mkdir(parents=True)
    (tmp_path / "disk" / "own" / "a.csv").write_bytes(b"a")
    (data / "everything").symlink_to(tmp_path / "disk")  # what is outside may be reached twice, and is then there twice
    (data / "own").symlink_to(tmp_path / "disk" / "own")
    backup = _make(data, registry, to)
    assert backup.remarks == [
        "data/arkiv: är en länk till data/editions i samma mapp; inte med under det namnet",
        "data/backup_figures: är en länk till data/figures i samma mapp; inte med under det namnet",
    ]
    _restore(backup.path, tmp_path / "new", registry)
    found = _contents(tmp_path / "new")
    found.pop("judgements.sqlite")
    assert found == SAVED | {"everything/own/a.csv": b"a", "own/a.csv": b"a"}


@pytest.mark.parametrize("kind", ["folder", "the folder above", "a backup"])
def test_backups_are_in_no_backup_whatever_leads_to_them(kind: str, data: Path, registry: Path, to: Path) -> None:
    (to / "own.zip").write_bytes(b"an older one, named by hand")
    earlier = _make(data, registry, to)
    disk = to.parent / "disk"
    disk.mkdir()
    (disk / "kopior").symlink_to(to)
    (data / "kopior").symlink_to({"folder": to, "the folder above": disk, "a backup": earlier.path}[kind])
    if kind == "a backup":
        (data / "kopior").rename(data / "malkollen-20260101-000000.zip")
    backup = _make(data, registry, to / "malkollen-29991231-000000.zip")
    where = {"folder": ["kopior"], "the folder above": ["kopior/kopior"], "a backup": []}[kind]
    said = "leder till mappen där säkerhetskopiorna ligger; inte med, ta bort länken"
    assert backup.remarks == [f"data/{name}: {said}" for name in where]
    assert backup.manifest.files.keys() == earlier.manifest.files.keys()


def _cut_database(data: Path) -> None:
    path = data / "malkollen.duckdb"
    path.write_bytes(path.read_bytes()[:-200_000])


def _flip_in_database(data: Path) -> None:
    """A bit in the middle of a table's own blocks: the file opens all the same."""
    path = data / "malkollen.duckdb"
    content = bytearray(path.read_bytes())
    content[storage.HEADER_BYTES + 5000] ^= 16
    path.write_bytes(content)


def _instead(name: str, put: Callable[[Path], object]) -> Callable[[Path], None]:
    def instead(data: Path) -> None:
        (data / name).unlink(missing_ok=True)
        put(data / name)

    return instead


def _latin(data: Path) -> None:
    with open(os.fsencode(data) + b"/raw/\xe5.csv", "wb") as out:  # noqa: PTH123 - a name that is no text
        out.write(b"")


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "database cut": (_cut_database, "data/malkollen.duckdb: databasen är skadad; med som den är."),
    "database flipped": (_flip_in_database, "data/malkollen.duckdb: databasen är skadad; med som den är."),
    "another's journal": (
        lambda data: (data / "malkollen.duckdb.wal").write_bytes(b"changes"),
        "data/malkollen.duckdb.wal: ändringar som ett annat program har lämnat bredvid databasen",
    ),
    "database gone": (
        lambda data: (data / "malkollen.duckdb").unlink(),
        "data/malkollen.duckdb: databasen är inte med",
    ),
    "database a folder": (_instead("malkollen.duckdb", Path.mkdir), "data/malkollen.duckdb: är en mapp"),
    "judgements a pipe": (_instead("judgements.sqlite", os.mkfifo), "data/judgements.sqlite: är varken fil eller mapp"),
    "judgements without disk": (
        _instead("judgements.sqlite", lambda path: path.symlink_to("/nowhere/j.sqlite")),
        "data/judgements.sqlite: länken leder till /nowhere/j.sqlite, som inte finns",
    ),
    "judgements spoilt": (
        lambda data: (data / "judgements.sqlite").write_bytes(b"\x07" * 5000),
        "data/judgements.sqlite: är skadad, eller ingen SQLite-fil; med som den är",
    ),
    "another .sqlite": (lambda data: (data / "x.sqlite").write_bytes(b"hej"), "data/x.sqlite: är skadad"),
    "edition spoilt": (
        lambda data: (data / "editions" / "2026-06.zip").write_bytes(_edition(b"area,year,other")),
        "data/editions/2026-06.zip: values.csv är inte som när versionen fastställdes",
    ),
    "figures gone": (lambda data: shutil.rmtree(data / "figures"), "data/figures: mappen saknas eller är tom"),
    "a name of no text": (_latin, "data/raw/\\udce5.csv: namnet går inte att ha i en säkerhetskopia"),
    "a name with ESC": (lambda data: (data / "a\x1b[2J").touch(), "data/a\\x1b[2J: namnet går inte att ha"),
    "deep": (lambda data: (data / ("d/" * 80)).mkdir(parents=True), "data/d/d/"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga rör")
@pytest.mark.parametrize("kind", ODD)
def test_what_is_odd_stops_nothing_but_is_said_and_older_backups_stay(
    kind: str, data: Path, registry: Path, to: Path
) -> None:
    older = to / "malkollen-20260101-000000.zip"
    older.write_bytes(b"")
    spoil, remark = ODD[kind]
    spoil(data)
    backup = _make(data, registry, to, keep=1)
    assert backup.remarks[0].startswith(remark), backup.remarks
    assert backup.remarks[-1].startswith("inga äldre säkerhetskopior är borttagna")
    assert (backup.pruned, older.exists()) == ([], True)
    assert f"data/raw/boardings/{DONE}/sl.csv" in backup.manifest.files
    for name in ("malkollen.duckdb", "judgements.sqlite"):
        if (data / name).is_file() and "flipped" not in kind and "sqlite" in remark:
            with zipfile.ZipFile(backup.path) as whole:
                assert "spoilt" not in kind or whole.read(f"data/{name}") == (data / name).read_bytes()


def test_older_backups_stay_where_the_new_one_is_much_smaller(data: Path, registry: Path, to: Path) -> None:
    (to / "malkollen-20260101-000000.zip").write_bytes(b"")
    (to / "malkollen-20260102-000000.zip").write_bytes(bytes(3_000_000))
    made = _make(data, registry, to, keep=1)
    assert (made.pruned, len(list(to.iterdir()))) == ([], 3)
    assert made.remarks == [
        "den är mindre än hälften så stor som malkollen-20260102-000000.zip; inga äldre säkerhetskopior är borttagna"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga rör")
def test_a_pipe_among_the_backups_is_not_waited_for(data: Path, registry: Path, to: Path) -> None:
    pipe, opened = to / ".malkollen-x.part", list[int]()
    os.mkfifo(pipe)
    writer = threading.Timer(5, lambda: opened.append(os.open(pipe, os.O_RDWR)))  # so that the test ends all the same
    writer.start()
    assert _make(data, registry, to).remarks == []
    writer.cancel()
    assert opened == []


def test_what_git_leaves_out_of_data_is_not_in_the_image_either() -> None:
    left, image = ((ROOT / name).read_text("utf-8").split() for name in (".gitignore", ".containerignore"))
    assert {line.rstrip("/") for line in left if line.startswith("data/")} <= set(image)
    assert "**/.env*" in image


# ───────────── Half restored ─────────────


def _broken_off(file: Path, data: Path, registry: Path, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restore that is killed after so many names have been changed."""
    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        _break_after(patched, after)
        _restore(file, data, registry, replace=True)


@pytest.mark.parametrize("after", every(3, range(1, 30, 3)))
def test_what_is_written_after_a_broken_off_restore_is_not_written_over(
    after: int, data: Path, registry: Path, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every third of ten moments; thoroughly at all."""
    file, new = _make(data, registry, to).path, tmp_path / "new"
    _write(new, SAVED | {"judgements.sqlite": b"old"})
    _broken_off(file, new, registry, after, monkeypatch)
    meanwhile = {"judgements.sqlite": b"new judgement", "raw/x/new.csv": b"new answer", "editions/new.zip": b"new"}
    is_free = {name: not (new / name).exists() for name in meanwhile}
    _write(new, {name: content for name, content in meanwhile.items() if is_free[name]})
    _restore(file, new, registry, replace=True)
    there = list(_contents(new).values())
    assert [name for name, content in meanwhile.items() if is_free[name] and content not in there] == []
    assert b"old" in there
    kept = {name: content for name, content in _contents(new).items() if not name.startswith("before-restore-")}
    assert SAVED.items() <= kept.items()


def test_nobody_writes_in_a_folder_that_is_half_restored(
    data: Path, registry: Path, to: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _make(data, registry, to).path
    _broken_off(file, data, registry, 8, monkeypatch)
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    before = _contents(data)
    for command in (
        ["ingest", "--offline"],
        ["ingest", "boardings", "--from", str(registry)],
        ["edition", "create", "x", "--date", "2026-11-20", "--meeting", "Prov"],
        ["backup", str(to)],
        ["start", "--port", "1"],
    ):
        assert main(command) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.endswith("en återställning blev avbruten; kör 'malkollen restore …' igen, med samma säkerhetskopia")
    entry = Entry("g", "p", Basis("delvis", "a", "b", "1"), "delvis", "Skäl", "Prov", "Möte", "2026-11-20")
    with pytest.raises(ConflictError, match="en återställning blev avbruten"):
        judgements.save(data / judgements.FILE_NAME, entry, None)
    with pytest.raises(ConflictError, match="en återställning blev avbruten"):
        judgements.withdraw(data / judgements.FILE_NAME, "g", "Prov", None)
    assert _contents(data) == before
    assert list(to.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
def test_two_restores_at_once_do_not_meet(data: Path, registry: Path, to: Path, tmp_path: Path) -> None:
    file, new = _make(data, registry, to).path, tmp_path / "new"
    new.mkdir()
    with lock.alone(_folder(new / selection.RESTORING), "", 0), pytest.raises(ConflictError, match="en annan åters"):
        _restore(file, new, registry)
    children = [_forked(lambda: _restore(file, new, registry)) for _ in range(4)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes.count(0) == 1
    assert set(codes) == {0, 2}
    found = _contents(new)
    found.pop("judgements.sqlite")
    assert found == SAVED


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _forked(act: Callable[[], object]) -> int:
    """Does something in a process of its own, which ends with 2 where it is refused in our own words."""
    child = os.fork()
    if child == 0:
        code = 3
        with suppress(BaseException):
            try:
                act()
                code = 0
            except MalkollenError:
                code = 2
        os._exit(code)
    return child


def test_what_is_carried_and_not_in_the_backup_is_said_to_be_missing(
    data: Path, registry: Path, to: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    remarks = _restore(_make(data, registry, to).path, new, registry).remarks
    own = ROOT / "data" / "figures" / "figures.toml"
    assert f"figures/figures.toml: saknas i säkerhetskopian; programmets egen ({own}) används inte" in remarks
