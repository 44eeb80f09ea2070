"""`malkollen access`: who has which role, and logins taken back at once."""

import argparse
import re

from malkollen import console
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.login import revoked, settings
from malkollen.office import access, journal
from malkollen.office.access import COMMAND_LINE, WORDS
from malkollen.office.journal import Act, Done
from malkollen.texts.printable import excerpt

ALL = "all"
NAME = re.compile(r"\S{1,200}")
"""What a provider may call somebody: who has no address there is taken back by a user's name or number."""
NOBODY = f"Ingen står i {access.FILE_NAME}."


def add_parsers(commands: "argparse._SubParsersAction[console.Parser]") -> None:
    """The commands under `malkollen access`."""
    parser = commands.add_parser("access", help="vem som får vad, och avsluta inloggningar")
    subs = parser.add_subparsers(title="kommandon", required=True, metavar="KOMMANDO")
    listing = subs.add_parser("list", help=f"rollerna i {access.FILE_NAME}")
    listing.set_defaults(run=show_list)
    revoking = subs.add_parser("revoke", help="avsluta någons inloggningar, eller allas, nu")
    name_help = "e-postadressen, eller det användarnamn som leverantören ger, eller all"
    revoking.add_argument("address", metavar="ADRESS", help=name_help)
    revoking.set_defaults(run=revoke)


def check() -> None:
    """MalkollenError where the list of roles or the login's settings are at fault."""
    access.listed(storage.data_folder())
    settings.settings()


def show_list(_arguments: argparse.Namespace) -> int:
    """Prints the role of each address that is listed."""
    listed = access.listed(storage.data_folder())
    if not listed:
        print(NOBODY)
        return 0
    rows = [[address, WORDS[role]] for address, role in sorted(listed.items(), key=lambda item: (-item[1], item[0]))]
    console.write_table(["Adress", "Roll"], rows)
    return 0


def revoke(arguments: argparse.Namespace) -> int:
    """Ends logins that have been made until now; a role that shall be gone is also taken out of the list."""
    data, address = storage.data_folder(), str(arguments.address).strip()
    if not NAME.fullmatch(address):
        raise MalkollenError(
            f"'{excerpt(address, 80)}' är ingen e-postadress och inget användarnamn; skriv ett av dem utan mellanslag, "
            f"eller {ALL} för allas inloggningar"
        )
    kind = revoked.Kind.EVERYBODY if address == ALL else revoked.Kind.ADDRESS
    revoked.add(data, kind, "" if address == ALL else address)
    journal.add(data, COMMAND_LINE, Done(Act.REVOKED, "" if address == ALL else address))
    whose = "Allas inloggningar" if address == ALL else f"Inloggningarna för {address}"
    print(f"{whose} är avslutade. Den som ska vara utan roll tas också bort ur {access.FILE_NAME} eller ur rollen.")
    return 0
