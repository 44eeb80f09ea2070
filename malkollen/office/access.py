"""Who may what: reader, member, office. Asked inside every act, not where its button is drawn.

A login's role comes from the provider's claim or from access.toml in the data folder, whichever gives more. Both are
asked anew at every act, and so are the login's end and what has been taken back: a role that is withdrawn while a form
is open is gone when it is sent.
"""

import os
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from malkollen import served
from malkollen.database import storage
from malkollen.errors import AccessError, DataError, MalkollenError
from malkollen.files import toml_file
from malkollen.login import revoked, settings as login_settings
from malkollen.login.login import Login
from malkollen.registry import checks
from malkollen.texts.written import clean_line

FILE_NAME = "access.toml"
ALLOW_VARIABLE = "MALKOLLEN_ALLOW_JUDGEMENTS"
OFFICE_VARIABLE = "MALKOLLEN_OFFICE_WITHOUT_LOGIN"
YES = ("1", "ja")
ADDRESS = re.compile(r"[^@\s]{1,100}@[^@\s]{1,100}")


class Role(IntEnum):
    """What somebody may, each role all that those before it may."""

    READER = 0
    MEMBER = 1
    OFFICE = 2


class Known(StrEnum):
    """How somebody's role is known."""

    NOBODY = "nobody"
    ENDED = "ended"
    """Of a login that has run out or been taken back."""
    LIST = "list"
    CLAIM = "claim"
    OPENED = "opened"
    """By the operator, to whoever reaches the server (MALKOLLEN_ALLOW_JUDGEMENTS, --office-without-login)."""
    COMMAND = "command"
    """Whoever runs commands on the server."""


WORDS = {Role.READER: "läsare", Role.MEMBER: "medlem", Role.OFFICE: "kansli"}
"""The roles on the screen and in messages."""


@dataclass(frozen=True)
class Person:
    """Somebody, as known at one moment.

    Attributes:
        name: as they are called, empty where nobody knows; address: of whoever logged in, otherwise empty.
        login: what the role rests on, asked anew at every act; None where nobody logged in.
    """

    name: str = ""
    address: str = ""
    role: Role = Role.READER
    known: Known = Known.NOBODY
    login: Login | None = None


COMMAND_LINE = Person("kommandoraden", "", Role.OFFICE, Known.COMMAND)
"""Whoever runs commands on the server may all that the files' owner may anyway."""


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(clean_line(text)):
        raise ValueError
    return clean_line(text)


_Address = Annotated[str, AfterValidator(_address)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    office: list[_Address] = []
    member: list[_Address] = []


def require(person: Person, role: Role, data: Path | None = None, *, now: datetime | None = None) -> Person:
    """The person as they are now, where they may what the role may; called by every act before it does anything.

    Args:
        data: the data folder; the one in use where none is given.

    Raises:
        AccessError: they may not, or no longer; the message says why and what to do.
        DataError: access.toml or what has been taken back cannot be read: then nobody may.
    """
    current = as_now(person, data, now=now)
    if current.role >= role:
        return current
    raise AccessError(_refusal(current, role, data or storage.data_folder(), now or datetime.now(UTC)))


def as_now(person: Person, data: Path | None = None, *, now: datetime | None = None) -> Person:
    """The person with the role that holds now; DataError as `require`."""
    if person.login is None:
        return person
    folder, login = data or storage.data_folder(), person.login
    if is_over(login, now) or revoked.holds(folder, login):
        return replace(person, role=Role.READER, known=Known.ENDED)
    role, known = max(_by_claim(login), _by_list(login, folder))
    return replace(person, role=role, known=known)


def by_login(login: Login, data: Path | None = None, *, now: datetime | None = None) -> Person:
    """Whoever logged in, with the role that holds now; DataError as `require`."""
    return as_now(Person(login.name, login.address, login=login), data, now=now)


def without_login() -> Person:
    """Whoever reaches a server where nobody logs in: a reader, or what the operator has opened it to."""
    if is_set(OFFICE_VARIABLE):
        return Person(role=Role.OFFICE, known=Known.OPENED)
    return Person(role=Role.MEMBER, known=Known.OPENED) if is_set(ALLOW_VARIABLE) else Person()


def check_opened(address: str) -> None:
    """MalkollenError where what is opened without login is opened to others, or where there is a login to use.

    Args:
        address: that the server listens on.
    """
    opened = [variable for variable in (ALLOW_VARIABLE, OFFICE_VARIABLE) if is_set(variable)]
    if opened and login_settings.settings():
        raise MalkollenError(
            f"{opened[0]}: gäller bara utan inloggning, och inloggning är inställd; ta bort den. Roller ges av "
            f"{FILE_NAME} eller av leverantören"
        )
    if is_set(OFFICE_VARIABLE) and not (served.is_loopback(address) and not served.sites()):
        raise MalkollenError(
            f"{OFFICE_VARIABLE}: öppnar kansliets rum bara där skärmen nås från den här datorn ensam, utan proxy och "
            f"utan {served.ADDRESS_VARIABLE}; ställ in inloggning i stället"
        )


def named(person: Person, name: str) -> Person:
    """The person under the name that they wrote, where nobody knows another."""
    return person if person.login else replace(person, name=name or person.name)


def is_set(variable: str) -> bool:
    """Whether the operator has said yes in a variable of the environment."""
    return os.environ.get(variable, "").strip().casefold() in YES


def is_over(login: Login, now: datetime | None = None) -> bool:
    """Whether a login has run out."""
    return login.expires <= (now or datetime.now(UTC))


def listed(data: Path) -> dict[str, Role]:
    """The role of each address in access.toml, in small letters; none where there is no file.

    Raises:
        DataError: every fault, one a line, by its key.
    """
    path = data / FILE_NAME
    try:
        content = _File.model_validate(toml_file.read(path))
    except FileNotFoundError:
        return {}
    except toml_file.TomlError as error:
        raise DataError(str(error)) from None
    except ValidationError as error:
        raise DataError("\n".join(f"{FILE_NAME}: {fault}" for fault in _in_words(error))) from None
    members = {address.lower(): Role.MEMBER for address in content.member}
    return members | {address.lower(): Role.OFFICE for address in content.office}


def _in_words(error: ValidationError) -> list[str]:
    """What is wrong by its key; a person counts from one."""
    lines = []
    for fault in error.errors():
        key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"])
        lines.append(f"{key}: {checks.MESSAGES.get(fault['type'], 'ska vara en e-postadress')}")
    return lines


def _by_list(login: Login, data: Path) -> tuple[Role, Known]:
    role = listed(data).get(login.address.lower(), Role.READER) if login.address else Role.READER
    return role, Known.LIST if role else Known.NOBODY


def _by_claim(login: Login) -> tuple[Role, Known]:
    found = login_settings.settings()
    if found and found.office_role in login.groups:
        return Role.OFFICE, Known.CLAIM
    is_member = found and found.member_role in login.groups
    return (Role.MEMBER, Known.CLAIM) if is_member else (Role.READER, Known.NOBODY)


def _refusal(person: Person, role: Role, data: Path, now: datetime) -> str:
    needed = f"Det här kräver rollen {WORDS[role]}"
    if person.login is None:
        has_login = login_settings.settings() is not None
        return f"{needed}. {'Logga in.' if has_login else 'Inloggning är inte inställd på servern.'} Inget är sparat."
    if is_over(person.login, now):
        return "Din inloggning har gått ut. Logga in igen. Inget är sparat."
    if revoked.holds(data, person.login):
        return "Din inloggning är avslutad. Logga in igen. Inget är sparat."
    return f"{needed}, och du har rollen {WORDS[person.role]}. Inget är sparat."
