"""What a killed run left in the temporary folder goes with the next; nothing else does."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from malkollen import ROOT
from malkollen.errors import DataError
from malkollen.files import temporary

HOLDING = """
import sys, time
from malkollen.files import temporary
with temporary.folder() as folder:
    (folder / "stort.txt").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def aged(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "stort.txt").write_text("x", encoding="utf-8")
    long_ago = time.time() - 2 * temporary.SECONDS_A_DAY
    os.utime(folder, (long_ago, long_ago))
    return folder


def test_a_folder_is_gone_when_it_is_done(scratch: Path) -> None:
    with temporary.folder() as folder:
        assert folder.parent == scratch
        assert (folder.stat().st_mode & 0o077) == 0  # nobody else's to read
    assert list(scratch.iterdir()) == []


def test_what_a_killed_run_left_is_swept_and_what_a_running_one_has_is_not(scratch: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=os.environ | {"TMPDIR": str(scratch)},
    ) as running:  # fmt: skip
        assert running.stdout
        left = Path(running.stdout.readline().strip())
        temporary.sweep(scratch)
        assert (left / "stort.txt").exists()
        running.kill()
        running.wait()
    assert (left / "stort.txt").exists()
    with temporary.folder():
        assert not left.exists()


def test_only_old_folders_of_our_own_name_are_swept_and_no_link_is_followed(scratch: Path, tmp_path: Path) -> None:
    old, others, kept = aged(scratch / "malkollen-a"), aged(scratch / "annat-b"), aged(tmp_path / "malkollen-c")
    new = scratch / "malkollen-new"
    new.mkdir()
    (scratch / "malkollen-link").symlink_to(kept)
    temporary.sweep(scratch)
    assert not old.exists()
    assert all((one / "stort.txt").exists() for one in (others, kept))
    assert new.exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no users by number here")
def test_another_users_folder_is_left(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, mine = aged(scratch / "malkollen-a"), os.getuid()
    monkeypatch.setattr("os.getuid", lambda: mine + 1)
    temporary.sweep(scratch)
    assert old.exists()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "borta"))
    with pytest.raises(DataError, match=r"frigör utrymme eller ange en annan i TMPDIR$"), temporary.folder():
        pass
