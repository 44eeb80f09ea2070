"""Logins that no longer count although they have not run out: logged out of, or taken back by the operator.

The provider is not asked again once somebody is in, and the browser keeps the login: this file is asked instead.
"""

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from malkollen.files import ledger
from malkollen.files.ledger import Ledger, is_new
from malkollen.login.login import Login

FILE_NAME = "revoked.sqlite"
PATIENCE_SECONDS = 5.0
AHEAD = timedelta(seconds=120)
"""As much as a provider's clock may be ahead of ours: a login that it dates so far on may be from before."""
REVOKED = Ledger(
    "revoked",
    (
        """CREATE TABLE revoked (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
        *ledger.only_grows("revoked"),
    ),
    "återkallade inloggningar",
)
IS_IN_IT = """SELECT 1 FROM revoked WHERE kind = 'session' AND what = :session
    OR (kind = 'everybody' OR kind = 'address' AND what IN (SELECT value FROM json_each(:names)))
    AND at >= :issued LIMIT 1"""


class Kind(StrEnum):
    """Which logins: one, those of whoever the provider calls so (an address, a user's name), or all.

    The last two take back those made until then, and for certain: until two minutes later by the provider's clock.
    """

    SESSION = "session"
    ADDRESS = "address"
    EVERYBODY = "everybody"


def add(data: Path, kind: Kind, what: str = "", *, now: datetime | None = None) -> None:
    """Takes logins back, from now on.

    Args:
        what: the key of a login, or what the provider calls somebody; empty for everybody.

    Raises:
        DataError: the file is not ours, broken or held by another. StorageError: it cannot be written.
    """
    path, at = data / FILE_NAME, _written(now or datetime.now(UTC))
    REVOKED.is_there(path)
    with REVOKED.writing(path, PATIENCE_SECONDS) as db:
        db.execute("INSERT INTO revoked (kind, what, at) VALUES (?, ?, ?)", [kind.value, what.casefold(), at])


def holds(data: Path, login: Login) -> bool:
    """Whether a login has been taken back; errors as `add`: where nobody can tell, nobody is let in."""
    path = data / FILE_NAME
    if not REVOKED.is_there(path):
        return False
    names = sorted({login.address.casefold(), *login.known_as} - {""})
    asked = {"session": login.key, "names": json.dumps(names), "issued": _written(login.issued - AHEAD)}
    with REVOKED.opened(path, "rw", PATIENCE_SECONDS) as db:
        return not is_new(db) and db.execute(IS_IN_IT, asked).fetchone() is not None


def _written(moment: datetime) -> str:
    """A moment as text that sorts as time does; whole seconds, as the provider's are."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
