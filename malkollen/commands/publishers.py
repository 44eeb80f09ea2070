"""The commands about publishers: whether they still fit, their answers as a folder, and that folder served here."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from malkollen import console
from malkollen.commands import reading
from malkollen.console import Parser
from malkollen.database import storage
from malkollen.errors import DataError

FETCHING = ("ingest", "start")
"""The commands that can bring figures into the data folder."""
IN_REAL = "uppspelade svar hör inte hemma bland riktiga siffror"
PROBED_WORDS = {"fits": "stämmer", "differs": "skiljer sig", "unasked": "inte frågad"}


def sources(arguments: argparse.Namespace) -> int:
    """Lists the sources; with --live asks each publisher, 1 where one differs, and ends with what to do next."""
    if not arguments.live:
        return reading.sources(arguments)
    from ingest import probes, publishers  # noqa: PLC0415 - only --live asks

    for line in publishers.loose():
        console.note(f"fel: {line}")
    rows = []
    for probed in probes.ask():
        rows.append(probed)
        if arguments.format == "table":
            print(f"{PROBED_WORDS[probed.state]}: {probed.source} ({probed.publisher}): {probed.said}", flush=True)
    if arguments.format == "json":
        console.write_json([vars(probed) for probed in rows])
    else:
        print("\n".join(probes.next_steps(rows)))
    return 1 if any(probed.state == "differs" or probed.needs == "entry" for probed in rows) else 0


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
    parser.add_argument(
        "--data", type=Path, metavar="MAPP",
        help="egen datamapp för det som uppspelningen hämtar; saknas den görs den, med de burna siffrorna",
    )  # fmt: skip
    parser.add_argument(
        "--into-data", action="store_true", help="låt det som spelas upp hamna i den vanliga datamappen, märkt så"
    )
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
    from ingest.recording import replay as replays  # noqa: PLC0415 - only this command needs it
    from ingest.recording.replay import Replay  # noqa: PLC0415

    _refuse_own_data(arguments)
    with Replay(arguments.recording, 0 if arguments.asking else arguments.port) as served:
        environment = served.environment
        if arguments.data:
            replays.prepare(arguments.data, storage.data_folder())
            environment |= {"MALKOLLEN_DATA": str(arguments.data.absolute())}
        if arguments.asking:
            own = [sys.executable, "-m", "malkollen", *arguments.asking]
            return subprocess.run(own, env=os.environ | environment, check=False).returncode  # noqa: S603 - ours
        if not arguments.data:
            console.note(f"Sätt också MALKOLLEN_DATA till en egen mapp: {IN_REAL}.")
        for name, address in environment.items():
            print(f"{name}={address}", flush=True)
        served.wait()
    return 0


def _refuse_own_data(arguments: argparse.Namespace) -> None:
    """DataError where what is replayed would be mixed with what publishers answered, and nobody has asked for that."""
    data = arguments.data
    if data and data.exists() and data.resolve() == storage.data_folder().resolve():
        raise DataError(f"--data {data.name} är den vanliga datamappen; ange en egen, eller --into-data")
    if not data and not arguments.into_data and arguments.asking and arguments.asking[0] in FETCHING:
        raise DataError(
            f"{IN_REAL}: ge en egen mapp, malkollen replay --data MAPP {arguments.recording.name} "
            f"{' '.join(arguments.asking)} (eller --into-data om de ska dit)"
        )
