"""The front door: every command. Only it calls both ingest and dashboard."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from malkollen import console, last_resort, reports
from malkollen.commands import (
    access as access_command,
    answers as answers_command,
    assess as assess_command,
    backup as backup_command,
    changes as changes_command,
    edition as edition_command,
    priorities as priorities_command,
    proposal as proposal_command,
    publishers as publishers_command,
    reading,
)
from malkollen.commands.cooperation import command as cooperation_command
from malkollen.commands.loose import loose as loose_commands
from malkollen.commands.start import FIRST_PORT, serve
from malkollen.console import Parser
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.files import half_restored
from malkollen.office.acts import ingesting

INTERRUPTED = "Query interrupted"
"""DuckDB's words where Ctrl-C came during a query: it takes the KeyboardInterrupt for itself."""


@console.only_printable()
def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; an error is one Swedish line and exit code 2."""
    try:
        arguments = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        code = run(arguments)
        sys.stdout.flush()
    except SystemExit:  # argparse has said what was wrong, or helped
        raise
    except MalkollenError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _let_go()
        return 0
    except KeyboardInterrupt:
        return 130
    except BaseException as error:  # noqa: BLE001 - the last resort; a panic in a library of Rust is no Exception
        if isinstance(error, RuntimeError) and str(error) == INTERRUPTED:
            return 130
        print(last_resort.one_line(error, storage.data_folder()), file=sys.stderr)
        return _unprinted()
    return code


def _unprinted() -> int:
    """Exit code 2, also where it is what was printed that found no room: Python would try again at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go()
    return 2


def _let_go() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ingest(arguments: argparse.Namespace) -> int:
    from ingest import run  # noqa: PLC0415 - only this command needs it

    wanted = run.Wanted(
        names=arguments.source,
        file=arguments.file,
        since=arguments.since,
        is_offline=arguments.offline,
        is_dry_run=arguments.dry_run,
        accept=arguments.accept,
        is_refetch=arguments.refetch,
        day=arguments.date,
    )
    data = storage.data_folder()
    with ingesting.remembered(data):
        built, faults = run.run(data, wanted, console.progress(), console.note)
    for fault in faults:
        print(f"{'hålls tillbaka' if fault.is_held else 'fel'}: {fault.source}: {fault.reason}", file=sys.stderr)
    if built is None:
        return 0
    if not arguments.offline or arguments.file or arguments.accept:
        ingesting.record(data, arguments.source, arguments.file, accepts=arguments.accept, note=console.note)
    if built.note:
        console.note(built.note)
    for report in built.reports:
        fewest, most = report.municipalities
        covered = f"{most}" if fewest == most else f"{fewest}–{most}"
        print(f"{report.publisher}: {report.title}")
        print(f"  {report.rows} rader, {report.first_year}–{report.last_year}, {covered} {report.unit}")
        for gap in report.gaps:
            print(f"  {gap}")
    for change in built.changes:
        print(change.line())
    print(f"Databasen är bytt: {storage.database()}")
    return 1 if faults or built.note else 0


def _check(arguments: argparse.Namespace) -> int:
    from ingest import publishers  # noqa: PLC0415 - only these commands know of publishers and fetches
    from ingest.fetching.raw import RawStore  # noqa: PLC0415

    publishers.check()
    access_command.check()
    for source, reason in RawStore(storage.data_folder()).ahead().items():
        print(f"varning: {source}: {reason}")
    return reading.check(arguments)


def _start(arguments: argparse.Namespace) -> int:
    half_restored.refuse(storage.data_folder())
    if not storage.database().exists() or storage.is_outdated(storage.database()):
        from ingest import build  # noqa: PLC0415 - only a first start needs it

        print("Bygger databasen av de burna siffrorna …", flush=True)
        build.build(storage.data_folder(), console.progress())
    return serve(
        arguments.address,
        arguments.port,
        arguments.as_of,
        allow_judgements=arguments.allow_judgements,
        opens_office=arguments.office_without_login,
        base_path=arguments.base_path or "",
        is_port_fixed=arguments.fixed_port,
    )


def _restore(arguments: argparse.Namespace) -> int:
    from ingest import build  # noqa: PLC0415 - only this command needs it

    return backup_command.restore(arguments, lambda: build.build(storage.data_folder(), console.progress()))


def _report(arguments: argparse.Namespace) -> int:
    from malkollen.commands import report as command  # noqa: PLC0415 - only this command needs it

    print(command.run(arguments))
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    from malkollen.commands import report as command  # noqa: PLC0415 - only this command needs it

    return command.publish(arguments)


def _parser() -> Parser:
    parser = Parser(prog="malkollen", description="Målkollen: samverkans indikatorer mot programmets mål.")
    subs = parser.add_subparsers(title="kommandon", required=True, metavar="KOMMANDO")
    _add_running(subs)
    _add_reading(subs)
    _add_loose(subs)
    return parser


def _add_running(subs: "argparse._SubParsersAction[Parser]") -> None:
    """The commands that change or copy something: start, ingest, backup and restore."""
    start = _command(subs, "start", _start, "starta skärmen; bygger databasen först om den saknas")
    start.add_argument("--port", type=console.port, default=FIRST_PORT, help="första port som prövas (8501)")
    start.add_argument("--fixed-port", action="store_true", help="ta ingen annan port om den är upptagen")
    start.add_argument("--address", default="localhost", metavar="ADRESS", help="adress att lyssna på (localhost)")
    start.add_argument(
        "--base-path",
        type=console.base_path,
        metavar="SÖKVÄG",
        help="sökväg bakom en proxy, t.ex. malkollen",
    )
    start.add_argument("--allow-judgements", action="store_true", help="låt bedömningar föras in på skärmen")
    start.add_argument("--office-without-login", action="store_true", help="öppna kansliets rum på den egna datorn")
    _add_as_of(start, default=None)

    ingest = _command(subs, "ingest", _ingest, "hämta nya siffror, bygg om databasen och byt in den hel")
    ingest.add_argument("source", nargs="*", metavar="KÄLLA", help="källor som ska hämtas; annars alla som går")
    ingest.add_argument("--from", dest="file", type=Path, metavar="FIL", help="läs en fil åt en enda KÄLLA")
    ingest.add_argument("--since", type=console.year, metavar="ÅR", help="hämta från och med det här året")
    ingest.add_argument("--offline", action="store_true", help="hämta inget, bygg om av det som finns här")
    ingest.add_argument("--dry-run", action="store_true", help="säg vad som skulle hämtas, och gör inget")
    everything = "fråga efter allt, även det som utgivaren säger är oförändrat"
    ingest.add_argument("--refetch", action="store_true", help=everything)
    ingest.add_argument("--accept", action="store_true", help="ta siffror som hållits tillbaka som misstänkta")
    ingest.add_argument("--date", type=console.day, metavar="DATUM", help="tidtabellens referensdag, för gtfs")

    for command in (priorities_command, proposal_command, cooperation_command):
        command.add_parsers(subs)
    record = _command(subs, "record", publishers_command.record, "spela in utgivarnas svar i en mapp, utan nycklar")
    publishers_command.add_record_arguments(record)
    replay = _command(
        subs, "replay", publishers_command.replay, "visa en inspelning på den här datorn, som om den vore nätet"
    )
    publishers_command.add_replay_arguments(replay)
    access_command.add_parsers(subs)
    backup = _command(subs, "backup", backup_command.backup, "säkerhetskopiera allt som inte går att bygga om")
    backup_command.add_backup_arguments(backup)
    restore = _command(subs, "restore", _restore, "lägg tillbaka en säkerhetskopia i en tom datamapp")
    backup_command.add_restore_arguments(restore)


def _add_reading(subs: "argparse._SubParsersAction[Parser]") -> None:
    """The commands that only read."""
    _add_values(subs)
    assess = _command(subs, "assess", assess_command.assess, "läge, utveckling, prognos mot mål och vem som är främst")
    assess.add_argument("indicator", nargs="*", metavar="INDIKATOR", help="id eller kod; annars alla")
    assess.add_argument(
        "--area", nargs="+", action="extend", metavar="OMRÅDE", help="kommunkod, grupp, riket eller all"
    )
    assess.add_argument("--series", type=Path, metavar="FIL.json", help="bedöm en serie i en fil i stället")
    assess.add_argument("--format", choices=["table", "json"], default="table")
    _add_as_of(assess, default=None)

    answers = _command(subs, "answers", answers_command.answers, "svaren på målens frågor, med mera, i ord")
    answers_command.add_arguments(answers)
    _add_stock(subs)


def _add_stock(subs: "argparse._SubParsersAction[Parser]") -> None:
    """The commands that tell what there is, and what has changed of it."""
    indicators = _command(subs, "indicators", reading.indicators, "alla indikatorer och vad som väntas")
    indicators.add_argument("--format", choices=["table", "json"], default="table")

    sources = _command(subs, "sources", publishers_command.sources, "källor, licenser och när nästa siffror väntas")
    sources.add_argument("--live", action="store_true", help="fråga varje utgivare om den ser ut som väntat")
    sources.add_argument("--format", choices=["table", "json"], default="table")
    _add_as_of(sources)

    changes = _command(subs, "changes", changes_command.changes, "vad varje inläsning ändrade")
    changes.add_argument("--all", action="store_true", help="varje siffra, med gammalt och nytt värde")
    changes.add_argument("--verdicts", action="store_true", help="omdömen som blev andra av de nya siffrorna")
    changes.add_argument("--format", choices=["table", "json"], default="table")

    reports.add_arguments(_command(subs, "report", _report, "ett dokument: sidan inför mötet, underlag med mera"))
    publish = _command(subs, "publish", _publish, "sidorna, dokumenten och data som en webbplats av filer")
    publish.add_argument(
        "to", type=Path, metavar="MAPP", help="en mapp som inte finns, är tom eller är publicerad förut"
    )
    publish.add_argument("--edition", metavar="NAMN", help="en fastställd version i stället för det som gäller nu")
    _add_as_of(publish, default=None)
    edition = subs.add_parser("edition", help="fastställda versioner: gör, lista, jämför, pröva")
    edition_command.add_parsers(edition)

    _add_as_of(_command(subs, "check", _check, "pröva indicators.toml och databasen"))


def _add_values(subs: "argparse._SubParsersAction[Parser]") -> None:
    values = _command(subs, "values", reading.values, "en indikators värden")
    values.add_argument("indicator", metavar="INDIKATOR", help="id eller kod")
    values.add_argument(
        "--area", nargs="+", action="extend", metavar="OMRÅDE", help="kommunkod, grupp, riket eller all"
    )
    values.add_argument(
        "--year", nargs="+", action="extend", type=console.year, metavar="ÅR", help="annars senaste året"
    )
    values.add_argument(
        "--variant",
        choices=["with", "without", "both"],
        default="with",
        help="registrerade fordon: alla kommuner, eller utan dem med många företagsbilar",
    )
    values.add_argument("--format", choices=["table", "csv", "json"], default="table")


def _add_loose(subs: "argparse._SubParsersAction[Parser]") -> None:
    """The commands that read a file, without a database."""
    texts = {
        "timetable": "avgångar per hållplats en dag, ur en tidtabell (GTFS)",
        "journeys": "restid från en plats enligt en tidtabell (GTFS)",
        "streets": "restid till fots, med cykel eller bil på en gatukarta (OpenStreetMap)",
    }
    for name, (run, add_arguments) in loose_commands.COMMANDS.items():
        add_arguments(_command(subs, name, run, texts[name]))


def _command(
    subs: "argparse._SubParsersAction[Parser]", name: str, run: Callable[[argparse.Namespace], int], text: str
) -> Parser:
    command = subs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(run=run)
    return command


def _add_as_of(command: Parser, default: date | None = date.today()) -> None:  # noqa: B008, DTZ011 - today is the point
    command.add_argument(
        "--as-of", type=console.day, default=default, metavar="DATUM", help="räkna som om det vore denna dag"
    )


if __name__ == "__main__":
    sys.exit(main())
