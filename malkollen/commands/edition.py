"""`malkollen edition`: fixed versions made, listed, compared and verified."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from malkollen import console
from malkollen.commands.assess import JOINT_WORDS
from malkollen.console import Parser
from malkollen.database import storage
from malkollen.editions import changes, editions, file, fixing, snapshot
from malkollen.editions.changes import KIND_WORDS, WHY_WORDS, Changes
from malkollen.editions.file import Edition
from malkollen.editions.snapshot import LabelKey, Snapshot, ValueKey
from malkollen.errors import MalkollenError
from malkollen.office.access import COMMAND_LINE
from malkollen.registry import registry
from malkollen.texts.swedish import MISSING, number

NONE = "Ingen version är fastställd än: malkollen edition create NAMN --date ÅÅÅÅ-MM-DD --meeting MÖTE"
VALUE_HEADINGS = ["Indikator", "Område", "År", "Variant", "Ändring", "Före", "Efter"]
LABEL_HEADINGS = ["Indikator", "Område", "Variant", "Fråga", "Före", "Efter", "Varför"]


def add_parsers(edition: Parser) -> None:
    """The four commands under `malkollen edition`."""
    subs = edition.add_subparsers(title="kommandon", required=True, metavar="KOMMANDO")
    making = subs.add_parser("create", help="fastställ en version av allt som det är nu")
    making.add_argument("name", metavar="NAMN", help="små bokstäver, siffror och bindestreck")
    making.add_argument("--date", type=console.day, required=True, metavar="DATUM", help="mötets dag")
    making.add_argument("--meeting", required=True, metavar="MÖTE", help="mötet eller gruppen som den fastställs för")
    making.set_defaults(run=create)
    listing = subs.add_parser("list", help="alla fastställda versioner")
    listing.add_argument("--format", choices=["table", "json"], default="table")
    listing.set_defaults(run=show_list)
    comparing = subs.add_parser("compare", help="vad som är annorlunda mellan två versioner, eller mot nu")
    comparing.add_argument("before", metavar="FÖRE", help="den äldre versionens namn")
    comparing.add_argument("after", nargs="?", metavar="EFTER", help="den nyares namn; annars som det är nu")
    comparing.add_argument("--format", choices=["table", "json"], default="table")
    comparing.set_defaults(run=compare)
    verifying = subs.add_parser("verify", help="om filerna är som när de fastställdes")
    verifying.add_argument("name", nargs="*", metavar="NAMN", help="annars alla")
    verifying.set_defaults(run=verify)


def create(arguments: argparse.Namespace) -> int:
    """Pins everything as it is now under a name."""
    made = fixing.fix(storage.data_folder(), COMMAND_LINE, arguments.name, arguments.date, arguments.meeting)
    _tell_clock([made])
    print(f"Fastställd: {made.name}, {made.meeting} {made.day}, dataversion {made.data_version}")
    print(f"Fingeravtryck {made.mark}. Filen: {storage.data_folder() / editions.FOLDER / made.name}{file.SUFFIX}")
    return 0


def show_list(arguments: argparse.Namespace) -> int:
    """Prints every edition, the latest meeting first."""
    all_editions = editions.listed(storage.data_folder())
    if arguments.format == "json":
        console.write_json([file.as_row(edition) for edition in all_editions])
    elif not all_editions:
        print(NONE)
    else:
        headings = ["Namn", "Dag", "Möte", "Dataversion", "Metod", "Fingeravtryck"]
        rows = [[e.name, e.day.isoformat(), e.meeting, e.data_version, e.method_version, e.mark] for e in all_editions]
        console.write_table(headings, rows)
    _tell_clock(all_editions)
    return 0


def _tell_clock(found: list[Edition]) -> None:
    for line in editions.ahead(found, datetime.now(UTC)):
        console.note(line)


def verify(arguments: argparse.Namespace) -> int:
    """Says of each edition whether it is as it was made; exit code 2 where one is not."""
    folder = storage.data_folder() / editions.FOLDER
    if arguments.name:
        paths = [folder / f"{name}{file.SUFFIX}" for name in arguments.name]
    else:
        paths = sorted(folder.glob(f"*{file.SUFFIX}"))
    if not paths:
        print(NONE)
    missing = [path.stem for path in paths if arguments.name and not path.is_file()]
    if missing:
        editions.find(storage.data_folder(), missing[0])
    faults = [fault for path in paths for fault in _said(path)]
    if faults:
        raise MalkollenError("\n".join(faults))
    return 0


def _said(path: Path) -> list[str]:
    faults = file.verify(path)
    if not faults:
        print(f"{path.stem}: som när den fastställdes")
    return faults


def compare(arguments: argparse.Namespace) -> int:
    """Prints what is another between two editions, or between one and now."""
    before, after = (_taken(name) for name in (arguments.before, arguments.after or editions.NOW))
    differences = changes.changes(before, after)
    if arguments.format == "json":
        console.write_json(as_rows(differences))
        return 0
    _print(differences)
    return 0


def _taken(name: str) -> Snapshot:
    if name != editions.NOW:
        return editions.snapshot_of(storage.data_folder(), name)
    with storage.reading(storage.database()) as db:
        return snapshot.take(db, registry.load(), date.today())  # noqa: DTZ011 - today is the point


def as_rows(differences: Changes) -> dict[str, list[dict[str, object]]]:
    """The changes for programs: numbers unrounded."""
    return {
        "values": [
            {**c.key._asdict(), "change": c.kind, "before": c.before, "after": c.after} for c in differences.values
        ],
        "verdicts": [
            {**c.key._asdict(), "before": c.before or None, "after": c.after or None, "why": list(c.why)}
            for c in differences.labels
        ],
    }


def _print(differences: Changes) -> None:
    if not (differences.values or differences.labels):
        print("Inget värde och ingen bedömning är annorlunda.")
    if differences.values:
        rows = []
        for change in differences.values:
            decimals = differences.indicators[change.key.indicator].decimals
            figures = [number(value, decimals) for value in (change.before, change.after)]
            code, area, variant = _place(differences, change.key)
            rows.append([code, area, str(change.key.year), variant, KIND_WORDS[change.kind], *figures])
        console.write_table(VALUE_HEADINGS, rows, numeric=(2, 5, 6))
    if differences.labels:
        if differences.values:
            print()
        lines = [
            [
                *_place(differences, c.key), c.key.question, c.before or MISSING, c.after or MISSING,
                "; ".join(WHY_WORDS[why] for why in c.why),
            ]
            for c in differences.labels
        ]  # fmt: skip
        console.write_table(LABEL_HEADINGS, lines)


def _place(found: Changes, key: ValueKey | LabelKey) -> list[str]:
    """Of which indicator, area and variant, in words."""
    area = found.names.get(key.area, key.area)
    return [found.indicators[key.indicator].code, area, JOINT_WORDS[key.variant or None] or MISSING]
