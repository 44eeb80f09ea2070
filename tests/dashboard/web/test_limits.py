"""As many readers as the system lets the server hold open connections, and a word where they are fewer than wanted."""

import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from test_web import page_run, running

from dashboard.web import limits

pytest.importorskip("resource", reason="no such limits here")
LOW = "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard})); "


def limited(soft: int, hard: int) -> str:
    code = LOW.format(soft=soft, hard=hard) + (
        "from dashboard.web import guard, limits; limits.rise(); print(limits.descriptors(), guard._seats())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip() + run.stderr.strip()


def test_a_low_limit_is_raised_and_where_it_cannot_be_readers_are_fewer() -> None:
    assert limited(1024, 4096) == "4096 400"
    fewer = limited(1024, 1024)
    assert fewer.startswith(f"1024 {(1024 - limits.OWN) // limits.A_SESSION}")
    assert "räcker till 106 läsare åt gången, inte 400; höj den" in fewer


def opened(port: int) -> int:
    """Descriptors that the server on this port holds."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"\0dashboard\0127.0.0.1\0%d" % port in (process / "cmdline").read_bytes():
                return len(list((process / "fd").iterdir()))
    pytest.skip("no /proc here")


@pytest.mark.thorough  # a server of its own
def test_a_session_holds_what_is_counted_with(database: Path, tmp_path: Path) -> None:
    address = ("--address", "127.0.0.1")
    with running(database.parent, tmp_path, *address) as server, ExitStack() as stack:
        page_run(stack.enter_context(server.connected()))
        before = opened(server.port)
        for _ in range(20):
            page_run(stack.enter_context(server.connected()))
        assert 20 <= opened(server.port) - before <= 20 * limits.A_SESSION + 5
