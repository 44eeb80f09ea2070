"""How the operator has set up logging in: by MALKOLLEN_LOGIN_* in the environment or in the data folder's .env."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import Any

from malkollen import served
from malkollen.database.settings import setting
from malkollen.errors import MalkollenError

METADATA, CLIENT, SECRET = (
    "MALKOLLEN_LOGIN_METADATA", "MALKOLLEN_LOGIN_CLIENT_ID", "MALKOLLEN_LOGIN_CLIENT_SECRET"
)  # fmt: skip
ADDRESS_CLAIM, ROLE_CLAIM = "MALKOLLEN_LOGIN_ADDRESS_CLAIM", "MALKOLLEN_LOGIN_ROLE_CLAIM"
OFFICE_ROLE, MEMBER_ROLE = "MALKOLLEN_LOGIN_OFFICE_ROLE", "MALKOLLEN_LOGIN_MEMBER_ROLE"
ALL = (METADATA, CLIENT, SECRET, ADDRESS_CLAIM, ROLE_CLAIM, OFFICE_ROLE, MEMBER_ROLE)
EMAIL = "email"
LEAST_SECRET = 16
CALLBACK = "oauth2callback"
LOOPBACK = re.compile(r"http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:/.*)?")
CLAIM = re.compile(r"[^\s=]{1,200}")


@dataclass(frozen=True)
class Settings:
    """A provider of OpenID Connect, and what it says of whom.

    Attributes:
        metadata: the address of its description (…/.well-known/openid-configuration).
        address_claim: the claim that holds somebody's address, which access.toml lists.
        role_claim: the claim that holds roles or groups; empty where access.toml alone says who may what.
        office_role, member_role: what that claim holds of the office and of a member.
    """

    metadata: str
    client_id: str
    client_secret: str = field(repr=False)
    address_claim: str = EMAIL
    role_claim: str = ""
    office_role: str = ""
    member_role: str = ""


def settings() -> Settings | None:
    """What is set; None where nothing is: then nobody logs in.

    Raises:
        MalkollenError: some of it is missing or makes no sense. No secret is told.
    """
    given = {name: setting(name) for name in ALL}
    if not any(given.values()):
        return None
    if missing := [name for name in (METADATA, CLIENT, SECRET) if not given[name]]:
        raise MalkollenError(f"{missing[0]}: saknas; inloggningen behöver {METADATA}, {CLIENT} och {SECRET}")
    if not given[METADATA].startswith("https://") and not LOOPBACK.fullmatch(given[METADATA]):
        raise MalkollenError(f"{METADATA}: ska vara en adress som börjar med https://")
    if len(given[SECRET]) < LEAST_SECRET:
        raise MalkollenError(f"{SECRET}: är för kort; leverantörens hemlighet har minst {LEAST_SECRET} tecken")
    for name in (ADDRESS_CLAIM, ROLE_CLAIM):
        if given[name] and not CLAIM.fullmatch(given[name]):
            raise MalkollenError(f"{name}: ska vara namnet på ett anspråk (claim), till exempel roles")
    if bool(given[ROLE_CLAIM]) != bool(given[OFFICE_ROLE] or given[MEMBER_ROLE]):
        raise MalkollenError(f"{ROLE_CLAIM}: sätts tillsammans med {OFFICE_ROLE} eller {MEMBER_ROLE}, eller inte alls")
    if not served.address():
        raise MalkollenError(f"{served.ADDRESS_VARIABLE}: saknas; inloggningen behöver adressen som läsarna öppnar")
    return Settings(
        given[METADATA], given[CLIENT], given[SECRET], given[ADDRESS_CLAIM] or EMAIL, given[ROLE_CLAIM],
        given[OFFICE_ROLE], given[MEMBER_ROLE],
    )  # fmt: skip


def for_framework(base_path: str = "") -> dict[str, Any] | None:
    """The settings as Streamlit takes them; None where nothing is set.

    The cookie's secret follows from the provider's: every process has the same, and a new one ends all logins.

    Args:
        base_path: where a proxy shows us, without slashes first and last.
    """
    own = settings()
    if own is None:
        return None
    base_path = base_path.strip("/")
    site = served.address().removesuffix(f"/{base_path}".rstrip("/"))
    return {
        "auth": {
            "redirect_uri": "/".join(filter(None, [site, base_path, CALLBACK])),
            "cookie_secret": hmac.digest(own.client_secret.encode(), b"malkollen cookie", hashlib.sha256).hex(),
            "client_id": own.client_id,
            "client_secret": own.client_secret,
            "server_metadata_url": own.metadata,
        }
    }
