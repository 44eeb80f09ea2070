"""Whatever of the office's files is written from the screen, killed at every moment: the old or the new, never half."""

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import dies
import pytest
from parts import every

from malkollen.office import journal, overlay
from malkollen.office.access import COMMAND_LINE
from malkollen.office.journal import Act, Done
from malkollen.office.room import inbox
from malkollen.office.tables import activities, objects
from malkollen.registry.content import OVERLAY

TODAY = date(2026, 11, 28)
GOALS = {"g": "Målet"}
OLD_OBJECT, NEW_OBJECT = (
    {"objekt": name, "läge": "byggs", "datum": "2026", "plan": "", "öppningsår": "", "källa": "Prov", "anteckning": ""}
    for name in ("Gammal bro", "Ny bro")
)
OLD_ACTIVITY, NEW_ACTIVITY = (
    {"what": what, "when": "2026", "goal": "g", "who": "V", "result": "R", "source": ""} for what in ("Gammalt", "Nytt")
)
OLD_BREAK, NEW_BREAK = (
    overlay.with_paragraph("", "breaks", "prov", {"year": year, "reason": "Prov", "measures": ["cars_all"]})
    for year in (2019, 2020)
)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")


def save_objects(data: Path, row: dict[str, str]) -> object:
    return objects.save(data, [row], objects.read(data).fingerprint, COMMAND_LINE, TODAY)


def save_activities(data: Path, row: dict[str, str]) -> object:
    return activities.save(data, [row], activities.read(data, GOALS).fingerprint, COMMAND_LINE, GOALS)


def save_overlay(data: Path, text: str) -> object:
    done = Done(Act.DECLARED, "breaks.prov")
    return overlay.save(data, text, overlay.fingerprint(overlay.text(data)), COMMAND_LINE, done)


def lay(data: Path, content: bytes) -> object:
    return inbox.lay(data, COMMAND_LINE, "fil.csv", content)


@pytest.mark.parametrize(
    ("save", "old", "new", "name"),
    every(
        4,
        [
            (save_objects, OLD_OBJECT, NEW_OBJECT, objects.FILE_NAME),
            (save_activities, OLD_ACTIVITY, NEW_ACTIVITY, activities.FILE_NAME),
            (save_overlay, OLD_BREAK, NEW_BREAK, OVERLAY),
            (lay, b"gammalt", b"nytt", "inbox/fil.csv"),
        ],
    ),
    ids=["objects", "activities", "overlay", "inbox"],
)
def test_a_save_that_is_killed_leaves_the_old_or_the_new(
    save: Callable[[Path, object], object], old: object, new: object, name: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, thorough: bool,
) -> None:  # fmt: skip
    """A file; thoroughly all four."""
    whole, first = list[bytes](), tmp_path / "first"
    first.mkdir()
    for content in (old, new):
        save(first, content)
        whole.append((first / name).read_bytes())
    killed = was_new = 0
    for step, is_after in dies.moments(thorough=thorough):
        data = tmp_path / f"{step}{is_after}"
        data.mkdir()
        monkeypatch.setenv("MALKOLLEN_DATA", str(data))
        save(data, old)
        lines = len(journal.read(data))
        if not dies.at(step, partial(save, data, new), is_after=is_after):
            break
        killed += 1
        assert (data / name).read_bytes() in whole
        was_new += (data / name).read_bytes() == whole[1]
        assert len(journal.read(data)) == lines  # a line tells of what is done, and it was not acknowledged
        save(data, new)
        assert not [path for path in data.rglob("*.part") if path.is_file()]
    assert killed >= (6 if thorough else 3), killed
    assert was_new
