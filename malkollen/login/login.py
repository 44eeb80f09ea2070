"""What a provider has said of somebody who logged in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from malkollen.login.settings import Settings
from malkollen.texts.written import clean_line

LONGEST = 200
"""Letters of a name or an address that are kept."""
OF_A_LOGIN = ("iss", "sub", "aud", "iat", "exp", "nonce", "sid", "jti", "auth_time")
"""The claims that tell one login from another."""
CALLED = ("email", "preferred_username", "upn", "unique_name", "sub", "oid")
"""The claims by which a provider calls somebody something."""


@dataclass(frozen=True)
class Login:
    """A login.

    Attributes:
        name, address: of whom; the address is empty where the provider gives none, or says that it is unproved.
        issued, expires: from when and until when it counts, UTC.
        key: a fingerprint of the login itself: the same in each of a browser's tabs, another at the next login.
        groups: what the claim of roles holds.
        known_as: all that the provider calls them, in small letters, proved or not: for taking logins back, never for
            giving a role.
    """

    name: str
    address: str
    issued: datetime
    expires: datetime
    key: str
    groups: frozenset[str] = frozenset()
    known_as: frozenset[str] = frozenset()


def read(claims: Mapping[str, Any], settings: Settings) -> Login | None:
    """The login that a provider's claims tell of; None where they are for another, or say not when they end."""
    audience, subject = _texts(claims.get("aud")), claims.get("sub")
    issued, expires = _moment(claims.get("iat")), _moment(claims.get("exp"))
    if settings.client_id not in audience or not isinstance(subject, str) or not issued or not expires:
        return None
    address = _address(claims.get(settings.address_claim)) if _is_verified(claims) else ""
    return Login(
        name=_line(claims.get("name")) or address or _line(subject),
        address=address,
        issued=issued,
        expires=expires,
        key=_key(claims),
        groups=_texts(claims.get(settings.role_claim)) if settings.role_claim else frozenset(),
        known_as=_known_as(claims, settings),
    )


def _known_as(claims: Mapping[str, Any], settings: Settings) -> frozenset[str]:
    texts = frozenset().union(*(_texts(claims.get(name)) for name in (*CALLED, settings.address_claim)))
    return frozenset(text.strip().casefold() for text in texts)


def _key(claims: Mapping[str, Any]) -> str:
    told = json.dumps([claims.get(name) for name in OF_A_LOGIN], default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _texts(value: object) -> frozenset[str]:
    """A claim that is a text or a list of them."""
    several = value if isinstance(value, list) else [value]
    return frozenset(text for text in several if isinstance(text, str) and text)


def _is_verified(claims: Mapping[str, Any]) -> bool:
    """Whether the provider vouches for the address; some say it in text, and who says nothing has no others."""
    verified = claims.get("email_verified", True)
    return verified is True or verified == "true"


def _address(value: object) -> str:
    """An address as the provider gives it; none where it may only look like another (letters, signs without width)."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text.isascii() and len(text) <= LONGEST and clean_line(text) == text else ""


def _line(value: object) -> str:
    return clean_line(value)[:LONGEST] if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
