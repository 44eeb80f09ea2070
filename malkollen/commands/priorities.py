"""The commands under priorities: the draft of the committee's list, and what the office decides of it."""

import argparse
from datetime import date, datetime

from malkollen import console
from malkollen.database import storage
from malkollen.errors import UnknownNameError
from malkollen.office import priority_draft, priority_objects
from malkollen.office.access import COMMAND_LINE
from malkollen.office.acts import drafting
from malkollen.office.draft_file import DraftObject
from malkollen.office.priority_draft import Confirmation
from malkollen.registry import registry
from malkollen.texts.printable import excerpt

WRITTEN = ("stage", "reached", "plan", "opens", "source", "note")


def add_parsers(commands: "argparse._SubParsersAction[console.Parser]") -> None:
    """The four commands under `malkollen priorities`."""
    text = "utkastet till prioriterade objekt: se, bekräfta, ta bort, ångra"
    priorities = commands.add_parser("priorities", help=text)
    subs = priorities.add_subparsers(title="kommandon", required=True, metavar="KOMMANDO")
    listing = subs.add_parser("list", help="det som är kvar i utkastet, och vad som har gjorts med det")
    listing.add_argument("--format", choices=["table", "json"], default="table")
    listing.set_defaults(run=show_list)
    confirming = subs.add_parser("confirm", help="för över ett objekt till listan, som det är eller ändrat")
    confirming.add_argument("object", metavar="OBJEKT", help="objektets plats i utkastet, eller dess namn")
    confirming.add_argument(
        "--stage", metavar="LÄGE", help=f"annars det föreslagna: {', '.join(priority_objects.STAGES)}"
    )
    confirming.add_argument("--date", dest="reached", metavar="DATUM", help="när läget nåddes, ÅÅÅÅ-MM-DD eller året")
    confirming.add_argument("--plan", metavar="PLAN", help="planen som objektet står i")
    confirming.add_argument("--opens", metavar="ÅR", help="planerat öppningsår")
    confirming.add_argument("--source", metavar="KÄLLA", help="dokument, datum och paragraf")
    confirming.add_argument("--note", metavar="TEXT", help="anteckning")
    removing = subs.add_parser("remove", help="ta bort ett objekt ur utkastet")
    removing.add_argument("object", metavar="OBJEKT", help="objektets plats i utkastet, eller dess namn")
    undoing = subs.add_parser("undo", help="ångra det senaste")
    for command, run in ((confirming, confirm), (removing, remove), (undoing, undo)):
        command.add_argument("--by", dest="who", required=True, metavar="NAMN", help="vem som gör det")
        command.set_defaults(run=run)


def show_list(arguments: argparse.Namespace) -> int:
    """Prints what is left, and what has been done."""
    objects = _left()
    past = priority_draft.acts(storage.data_folder())
    if arguments.format == "json":
        console.write_json({"objects": [_record(one) for one in objects], "acts": [vars(act) for act in past]})
        return 0
    print("Utkast att bekräfta: inget här är beslutat.\n")
    rows = [
        [str(one.number), one.name, one.proposed.value if one.proposed else "–", ", ".join(one.plan_ids) or "–"]
        for one in objects
    ]
    console.write_table(["Plats", "Objekt", "Föreslaget läge", "I nationell plan"], rows, numeric=(0,))
    for act in past:
        print(f"{act.when} {act.what}: {act.name} ({act.who})")
    return 0


def confirm(arguments: argparse.Namespace) -> int:
    """Puts an object on the office's list."""
    one = _one(arguments.object)
    ready = priority_draft.ready(one)
    typed = {name: said if (said := getattr(arguments, name)) is not None else ready[name] for name in WRITTEN}
    given = Confirmation(one.name, **typed, who=arguments.who)
    drafting.confirm(storage.data_folder(), COMMAND_LINE, registry.load().comparison.home, given, _now())
    print(f"{one.name} står nu på listan ({priority_objects.FILE_NAME}).")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Leaves an object of the draft out."""
    one = _one(arguments.object)
    drafting.remove(
        storage.data_folder(), COMMAND_LINE, registry.load().comparison.home, one.name, arguments.who, _now()
    )
    print(f"{one.name} är borttaget ur utkastet.")
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Takes back the last act."""
    act = drafting.undo(storage.data_folder(), COMMAND_LINE, arguments.who, _now())
    print(f"Ångrat: {act.name} ({act.what} {act.when} av {act.who}).")
    return 0


def _left() -> tuple[DraftObject, ...]:
    folder = storage.data_folder()
    listed = [one.name for one in priority_objects.load(folder, date.today())]  # noqa: DTZ011 - today is the point
    return priority_draft.left(folder, registry.load().comparison.home, listed).objects


def _one(text: str) -> DraftObject:
    wanted = text.strip().casefold()
    for one in _left():
        if wanted in (str(one.number), one.name.casefold()):
            return one
    raise UnknownNameError(f"'{excerpt(text)}' finns inte i utkastet; se malkollen priorities list")


def _record(one: DraftObject) -> dict[str, object]:
    return {"place": one.number, "name": one.name, "facts": [vars(fact) for fact in one.facts]}


def _now() -> datetime:
    return datetime.now().astimezone()
