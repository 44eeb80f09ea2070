"""The commands under proposal: read in beside what is shown, look, say yes or no. The office's room runs them too."""

import argparse
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from malkollen import console
from malkollen.database import changed, storage
from malkollen.office.access import COMMAND_LINE, Known, Person
from malkollen.office.room import asking, proposal as papers, work
from malkollen.office.room.proposal import Proposal

MOST_LINES = 40
"""Changed verdicts that are printed; the rest are counted."""


def add_parsers(commands: "argparse._SubParsersAction[console.Parser]") -> None:
    """The six commands under `malkollen proposal`."""
    text = "läs in bredvid det som visas: gör, se, säg ja eller nej, ångra"
    proposal = commands.add_parser("proposal", help=text)
    subs = proposal.add_subparsers(title="kommandon", required=True, metavar="KOMMANDO")
    recognising = subs.add_parser("recognise", help="vad en fil är, efter sitt innehåll")
    recognising.add_argument("file", type=Path, nargs="+", metavar="FIL")
    recognising.add_argument("--format", choices=["table", "json", "lines"], default="table")
    recognising.add_argument("--seconds", type=float, default=0.0, help=argparse.SUPPRESS)  # of the processor, a file
    recognising.set_defaults(run=recognise)
    making = subs.add_parser("make", help="läs in en fil, eller hämta, utan att ändra det som visas")
    making.add_argument("source", nargs="*", metavar="KÄLLA")
    making.add_argument("--from", dest="file", type=Path, metavar="FIL", help="filens källa känns igen")
    making.add_argument("--offline", action="store_true", help="ta det som finns här, även det som hålls tillbaka")
    making.set_defaults(run=make)
    showing = subs.add_parser("show", help="det som väntar på ja eller nej: vad som skulle ändras")
    showing.set_defaults(run=show)
    answers = (
        ("accept", accept, "ja: låt det som lästs in gälla"),
        ("refuse", refuse, "nej: lägg det som lästs in åt sidan"),
        ("undo", undo, "ångra den senaste inläsningen som fick ja; en gång till den före"),
    )
    for name, run, said in answers:
        answering = subs.add_parser(name, help=said)
        answering.add_argument("--reason", default="", metavar="TEXT", help="varför; krävs om siffrorna ser fel ut")
        answering.set_defaults(run=run)
    for command in subs.choices.values():
        if command not in (recognising, showing):
            command.add_argument("--by", required=True, metavar="NAMN", help="vem som gör det")
            command.add_argument("--address", default="", help=argparse.SUPPRESS)
            command.add_argument("--known", type=Known, default=Known.COMMAND, help=argparse.SUPPRESS)


def recognise(arguments: argparse.Namespace) -> int:
    """Prints what files are."""
    from ingest.room import recognise as files  # noqa: PLC0415 - as the others here: only this command needs ingest
    from malkollen.errors import MalkollenError  # noqa: PLC0415

    rows = []
    for path in arguments.file:
        asking.bound_processor(arguments.seconds)
        try:
            found = files.recognise(path)
            rows.append({"file": path.name, "source": found.source, "title": found.title, "fault": "", "nearest": ""})
        except MalkollenError as error:
            alike = error.nearest if isinstance(error, files.UnknownFileError) else ""
            rows.append({"file": path.name, "source": "", "title": "", "fault": str(error), "nearest": alike})
        if arguments.format == "lines":  # at once: the next file may be one that ends us
            print(json.dumps(rows[-1]), flush=True)
        elif arguments.format == "table":
            print(rows[-1]["fault"] or f"{rows[-1]['file']}: {rows[-1]['title']} (källan {rows[-1]['source']})")
    if arguments.format == "json":
        console.write_json(rows)
    return 1 if arguments.format == "table" and any(row["fault"] for row in rows) else 0


def make(arguments: argparse.Namespace) -> int:
    """Builds the proposal and prints what it would change."""
    from ingest.room import proposals  # noqa: PLC0415
    from ingest.run import Wanted  # noqa: PLC0415

    wanted = Wanted(names=arguments.source, file=arguments.file, is_offline=arguments.offline)
    made = proposals.make(storage.data_folder(), wanted, _person(arguments))
    _print(storage.data_folder(), made)
    return 1 if made.problems else 0


def show(_arguments: argparse.Namespace) -> int:
    """Prints the work that is under way and the proposal that waits."""
    data = storage.data_folder()
    if (now := work.read(data)) and now.is_running:
        print(f"Pågår: {now.line()}: {now.step}")
    if found := papers.read(data):
        _print(data, found)
    else:
        print("Inget väntar på ja eller nej.")
    return 0


def accept(arguments: argparse.Namespace) -> int:
    """Puts the proposal in place of what is shown."""
    from ingest.room import proposals  # noqa: PLC0415

    proposals.accept(storage.data_folder(), _person(arguments), arguments.reason)
    print("Infört: det som lästes in gäller nu.")
    return 0


def refuse(arguments: argparse.Namespace) -> int:
    """Lays the proposal aside."""
    from ingest.room import proposals  # noqa: PLC0415

    proposals.refuse(storage.data_folder(), _person(arguments), arguments.reason)
    print("Lagt åt sidan: det som visas är som förut.")
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Takes back the last that was accepted."""
    from ingest.room import proposals  # noqa: PLC0415

    last = proposals.undo(storage.data_folder(), _person(arguments), arguments.reason)
    print(f"Ångrat: {last.file or ', '.join(last.sources) or 'ombyggnaden'}, infört {_local(last.at)} av {last.by}.")
    return 0


def _person(arguments: argparse.Namespace) -> Person:
    """Whoever runs commands on the server, or had the server run one."""
    return replace(COMMAND_LINE, name=arguments.by, address=arguments.address, known=arguments.known)


def _print(data: Path, proposal: Proposal) -> None:
    what = proposal.file or ", ".join(proposal.sources) or "alla källor"
    print(f"Väntar på ja eller nej: {what}, inläst {_local(proposal.made_at)} av {proposal.by}.")
    for reason in proposal.suspicions:
        print(f"{'har ångrats' if reason in proposal.undone else 'ser misstänkt ut'}: {reason}")
    for problem in proposal.problems:
        print(f"{'hålls tillbaka' if problem.is_held else 'fel'}: {problem.source}: {problem.reason}")
    with storage.reading(papers.database(data)) as db:
        latest = db.execute("SELECT built_at FROM mart.build").fetchone()
        figures = [one for one in changed.by_measure(db) if latest and one.ingested_at == latest[0]]
        verdicts = [one for one in changed.verdicts(db) if latest and one.ingested_at == latest[0]]
    for one in figures:
        print(
            f"{changed.CHANGE_WORDS[one.kind]}: {one.name}, {one.figures} uppgifter, {one.first_year}–{one.last_year}"
        )
    for verdict in verdicts[:MOST_LINES]:
        print(f"{verdict.indicator} {verdict.area}: {verdict.question}: {verdict.old or '–'} → {verdict.new or '–'}")
    if (more := len(verdicts) - MOST_LINES) > 0:
        print(f"och {more} omdömen till")
    if not figures and not verdicts:
        print("Inget blir annorlunda.")


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
