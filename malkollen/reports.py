"""The kinds and formats of documents, by the words of the command and of the screen."""

from pathlib import Path
from typing import Literal

from malkollen import console
from malkollen.console import Parser

Kind = Literal["ledningsgrupp", "kommitte", "underlag", "arsredovisning", "konferens", "blad"]
Format = Literal["pdf", "docx", "pptx", "xlsx"]
KINDS: tuple[Kind, ...] = ("ledningsgrupp", "kommitte", "underlag", "arsredovisning", "konferens", "blad")
FORMATS: dict[Format, str] = {
    "pdf": "PDF, för utskrift och läsning",
    "docx": "Word, att skriva vidare i",
    "pptx": "PowerPoint, med diagram som kan ändras",
    "xlsx": "Excel, alla tabeller med tal som tal",
}
USUAL: dict[Kind, Format] = {
    "ledningsgrupp": "pdf", "kommitte": "pdf", "underlag": "docx", "arsredovisning": "docx", "konferens": "pptx",
    "blad": "pdf",
}  # fmt: skip
TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def add_arguments(report: Parser) -> None:
    """The arguments of `malkollen report`."""
    report.add_argument("kind", choices=KINDS, metavar="SLAG", help=", ".join(KINDS))
    report.add_argument(
        "indicator", nargs="*", default=[], metavar="INDIKATOR", help="id eller kod, för underlag och blad"
    )
    report.add_argument("--format", choices=FORMATS, help="annars det vanliga för slaget")
    report.add_argument("--edition", metavar="NAMN", help="en fastställd version i stället för det som gäller nu")
    report.add_argument("--area", nargs="+", action="extend", metavar="OMRÅDE", help="kommunkod, grupp eller riket")
    report.add_argument("--year", type=console.year, metavar="ÅR", help="annars varje indikators senaste")
    report.add_argument("--comparison", metavar="JÄMFÖRELSE", help="id för en jämförelse i indicators.toml")
    report.add_argument(
        "--object", nargs="+", action="extend", metavar="OBJEKT", help="objekt ur den nationella planen, deras id"
    )
    report.add_argument("--title", metavar="TEXT", help="underlagets rubrik")
    report.add_argument("--out", type=Path, metavar="SÖKVÄG", help="fil eller mapp; annars den mapp du står i")
    report.add_argument("--as-of", type=console.day, metavar="DATUM", help="räkna som om det vore denna dag")
