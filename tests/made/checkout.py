"""A checkout of the test's own, so that its indicators.toml can be another; its commands run in a process apart."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from malkollen import ROOT

RUN = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from malkollen.__main__ import main
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(json.loads(line))
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Checkout(NamedTuple):
    """The program laid out in a folder, and the data folder it works in."""

    root: Path
    data: Path

    @property
    def registry(self) -> Path:
        return self.root / "indicators.toml"

    def run(self, *commands: Sequence[str]) -> list[Said]:
        """What each command said, in the order given, all in one process."""
        done = subprocess.run(
            [sys.executable, "-c", RUN],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": str(self.root), "MALKOLLEN_DATA": str(self.data), "PYTHONUTF8": "1"},
            input="".join(json.dumps([str(word) for word in command]) + "\n" for command in commands),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answers = done.stdout.splitlines()
        assert all(answer.startswith("[") for answer in answers), f"mer än svaren: {done.stdout}\n{done.stderr}"
        return [Said(*json.loads(answer)) for answer in answers]


def laid_out(root: Path, data: Path) -> Checkout:
    """The program with a registry to change: malkollen/ is copied, for ROOT is where it lies; the rest is linked.

    What is compiled beside it comes along, with the same times: else every such folder is compiled anew.
    """
    root.mkdir()
    shutil.copytree(ROOT / "malkollen", root / "malkollen")
    shutil.copyfile(ROOT / "indicators.toml", root / "indicators.toml")
    for name in ("ingest", "dashboard", "data"):
        (root / name).symlink_to(ROOT / name)
    return Checkout(root, data)
