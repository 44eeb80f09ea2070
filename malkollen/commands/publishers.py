"""The commands about publishers: whether they still fit, their answers as a folder, and that folder served here."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from malkollen import console
from malkollen.commands import reading
from malkollen.console import Parser

PROBED_WORDS = {"fits": "stämmer", "differs": "skiljer sig", "unasked": "inte frågad"}


def sources(arguments: argparse.Namespace) -> int:
    """Lists the sources; with --live asks each publisher, 1 where one differs, and ends with what to do next."""
    if not arguments.live:
        return reading.sources(arguments)
    from ingest import probes  # noqa: PLC0415 - only --live asks

    rows = []
    for probed in probes.ask():
        rows.append(probed)
        if arguments.format == "table":
            print(f"{PROBED_WORDS[probed.state]}: {probed.source} ({probed.publisher}): {probed.said}", flush=True)
    if arguments.format == "json":
        console.write_json([vars(probed) for probed in rows])
    else:
        print("\n".join(probes.next_steps(rows)))
    return 1 if any(probed.state == "differs" for probed in rows) else 0


def add_record_arguments(parser: Parser) -> None:
    """Where to, and which sources."""
    parser.add_argument("to", type=Path, metavar="TILL", help="en ny mapp för inspelningen, högst 20 MB")
    parser.add_argument("source", nargs="*", metavar="KÄLLA", help="källor som ska frågas; annars alla som går")


def add_replay_arguments(parser: Parser) -> None:
    """Which recording, at which port, and what is run against it."""
    parser.add_argument("recording", type=Path, metavar="INSPELNING", help="mappen som record skrev")
    parser.add_argument(
        "asking", nargs=argparse.REMAINDER, metavar="KOMMANDO",
        help="ett malkollen-kommando som frågar inspelningen i stället för utgivarna, till exempel ingest kolada; "
        "utan kommando visas den tills den avslutas med Ctrl-C",
    )  # fmt: skip
    parser.add_argument("--port", type=console.port, default=8499, help="port på den här datorn (8499)")


def record(arguments: argparse.Namespace) -> int:
    """Records; 1 where some source could not be asked."""
    from ingest.recording import record as recording  # noqa: PLC0415 - only this command needs it

    faults = recording.record(arguments.to, arguments.source, console.note)
    for fault in faults:
        print(f"fel: {fault}", file=sys.stderr)
    print(f"Inspelningen ligger i {arguments.to}. Nycklar är borttagna; den går att skicka till andra.")
    return 1 if faults else 0


def replay(arguments: argparse.Namespace) -> int:
    """Runs a command against the recording and gives its exit code; without one, serves until it is ended."""
    from ingest.recording.replay import Replay  # noqa: PLC0415 - only this command needs it

    with Replay(arguments.recording, 0 if arguments.asking else arguments.port) as served:
        if arguments.asking:
            own = [sys.executable, "-m", "malkollen", *arguments.asking]
            return subprocess.run(own, env=os.environ | served.environment, check=False).returncode  # noqa: S603 - ours
        for name, address in served.environment.items():
            print(f"{name}={address}", flush=True)
        served.wait()
    return 0
