"""`malkollen answers`: the goals' questions, indicators and areas, answered in the words that every medium shows."""

import argparse
from collections.abc import Sequence
from datetime import date

from dashboard.content import facts as content
from dashboard.content.answers import answers as worded
from dashboard.content.answers.answers import Answered
from dashboard.content.facts import Facts
from dashboard.opendata import tables
from malkollen import console
from malkollen.console import Parser
from malkollen.database import storage
from malkollen.errors import UnknownNameError
from malkollen.registry import in_force
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import MISSING

HEADINGS = ["Om", "År", "Svar i korthet", "Svar", "Förbehåll"]


def add_arguments(command: Parser) -> None:
    """What the answers are asked about, on which day and in which form."""
    command.add_argument("about", nargs="*", metavar="OM", help="mål, indikator eller område; annars alla de våra")
    command.add_argument("--format", choices=["table", "json"], default="table")
    command.add_argument("--as-of", type=console.day, metavar="DATUM", help="räkna som om det vore denna dag")


def answers(arguments: argparse.Namespace) -> int:
    """Prints the answers asked for; without any, the goals, every indicator with a value, ours and its own."""
    facts = content.load(storage.database(), arguments.as_of or date.today())  # noqa: DTZ011 - today is the point
    asked = [_answered(facts, name) for name in arguments.about] or list(worded.usual(facts))
    rows = [*{row.about: row for row in asked}.values()]
    if unheld := in_force.unheld(facts.registry, facts.as_of):
        console.note(unheld)
    if arguments.format == "json":
        console.write_json([tables.as_row(facts, row) for row in rows])
    else:
        console.write_table(HEADINGS, _lines(rows))
    return 0


def _answered(facts: Facts, name: str) -> Answered:
    """The answer about a goal's key, an indicator's code or id, or an area's id, code or name."""
    wanted = name.strip().casefold()
    if wanted in facts.goals:
        return worded.of_goal(facts, wanted)
    if (key := facts.codes.get(wanted, wanted)) in facts.registry.indicators:
        return worded.of_indicator(facts, key)
    try:
        area = facts.areas.find(name)
    except UnknownNameError:
        raise UnknownNameError(_unknown(facts, name)) from None
    return worded.of_area(facts, area)


def _unknown(facts: Facts, name: str) -> str:
    goals, codes = ", ".join(facts.goals), ", ".join(one.code for one in facts.registry.indicators.values())
    groups = ", ".join([*facts.areas.groups, "riket"])
    return (
        f"'{excerpt(name)}' finns inte; skriv ett mål ({goals}), en indikator ({codes}) eller ett område "
        f"(en kommunkod med fyra siffror, {groups})"
    )


def _lines(rows: Sequence[Answered]) -> list[list[str]]:
    return [[row.about, str(row.year or ""), row.word or MISSING, row.answer, row.hedge or MISSING] for row in rows]
