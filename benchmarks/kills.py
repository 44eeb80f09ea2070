"""Kills every kind of write at any moment: what was acknowledged is there, nothing half is taken for whole.

Run from the checkout: uv run python benchmarks/kills.py --kills 240

Each trial forks a process that writes, kills it after a random time, and looks at what is left in another process. A
writer prints a line for each thing that it says is kept. Every few kills one writer is left to end: it must work, and
sweep away what the killed ones left. A new kind of write is one more entry in KINDS (killed_kinds.py).
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import killed_kinds  # first: it finds what the tests make
import pytest
from killed_kinds import EVERY, KINDS, Kind, acknowledge
from made_source import carried, install, module

FOREVER_SECONDS = 0.25  # the longest that a writer without end is left alive


def forked(act: Callable[[], int], kill_after: float | None) -> tuple[int, list[str]]:
    """Runs something in a process of its own, killed after so many seconds; its status and the whole lines it wrote."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
            try:
                code = act()
            except BaseException as error:  # noqa: BLE001 - told to who forked it
                acknowledge("fel: " + " ".join(traceback.format_exception_only(error)).strip())
                code = 3
        os._exit(code)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as said:
        text = said.read()
    status = os.waitpid(child, 0)[1]
    return status, text.splitlines() if text.endswith("\n") else text.splitlines()[:-1]


def look(kind: Kind, folder: Path, number: int, kept: list[str]) -> list[str]:
    """What is wrong in a folder, seen by a new process."""

    def say() -> int:
        for fault in kind.faults(folder, number, kept):
            acknowledge(fault)
        return 0

    return forked(say, None)[1]


@dataclass(frozen=True)
class Found:
    """What the trials of a kind gave: writers killed, of how many; lines acknowledged, every one looked for after."""

    kind: str
    kills: int
    trials: int
    acknowledged: int
    faults: list[str]


def trial(name: str, folder: Path, kills: int, chance: random.Random) -> Found:
    """Kills writers of a kind at random moments."""
    kind, kept, faults, died, number = KINDS[name], list[str](), list[str](), 0, 0
    whole = FOREVER_SECONDS
    while died < kills and number < 4 * kills + 12:
        is_left_alone = number % EVERY == 0
        began = time.monotonic()
        after = None if is_left_alone else chance.uniform(0.0, 1.1 * whole)
        status, lines = forked(partial(kind.write, folder, number), after)
        if is_left_alone and not kind.is_endless:
            whole = time.monotonic() - began
        kept += [line for line in lines if not line.startswith("fel: ")]
        died += os.WIFSIGNALED(status)
        wrong = [line for line in lines if line.startswith("fel: ")] + look(kind, folder, number, kept)
        if status not in (0, signal.SIGKILL):
            wrong.append(f"skrivningen slutade med {os.waitstatus_to_exitcode(status)}")
        if is_left_alone:
            wrong += [f"{left.name} är kvar" for glob in kind.swept for left in folder.glob(glob)]
        faults += [f"{name} {number}: {fault}" for fault in wrong]
        number += 1
    return Found(name, died, number, len(kept), faults)


def prepare(folder: Path) -> Path:
    """A small data folder with a database, the carried figures and a source that takes files."""
    data = folder / "data"
    carried(data)
    os.environ |= {"MALKOLLEN_DATA": str(data), "MALKOLLEN_OFFLINE": "1"}
    status, lines = forked(lambda: killed_kinds.rebuild(data, 0), None)
    if status != 0:
        raise SystemExit(f"första inläsningen gick inte: {lines}")
    return data


def run_all(kills: int, names: list[str], seed: int) -> int:
    """Every kind, its share of the kills; one JSON line each and a sum."""
    install(pytest.MonkeyPatch(), module("bikes"))
    done, faults = 0, 0
    with tempfile.TemporaryDirectory(prefix="malkollen-kills-") as folder:
        first = prepare(Path(folder) / "first")
        for place, name in enumerate(names):
            share = kills // len(names) + (place < kills % len(names))
            data = shutil.copytree(first, Path(folder) / name / "data")
            os.environ["MALKOLLEN_DATA"] = str(data)
            found = trial(name, data, share, random.Random(f"{seed} {name}"))
            print(json.dumps(asdict(found), ensure_ascii=False), flush=True)
            done, faults = done + found.kills, faults + len(found.faults)
    print(json.dumps({"kills": done, "faults": faults}), flush=True)
    return 1 if faults or done < kills else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=240)
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--seed", type=int, default=2040)
    chosen = parser.parse_args()
    sys.exit(run_all(chosen.kills, chosen.kind, chosen.seed))
