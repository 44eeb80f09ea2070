"""An ingest by command, as by a timer at night: its line in the journal, and why the last one failed, if it did."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from malkollen.errors import ConflictError, MalkollenError, UnknownNameError
from malkollen.files import small_file, whole_file
from malkollen.office import journal
from malkollen.office.access import COMMAND_LINE
from malkollen.office.journal import Act, Done
from malkollen.texts.written import clean_text

FILE_NAME = "ingest.failed.json"
MOST_BYTES = 100_000


@dataclass(frozen=True)
class Failed:
    """An ingest that came to nothing. at: UTC; reason: Swedish lines, as the command said them."""

    at: datetime
    reason: str


def read(data: Path) -> Failed | None:
    """The last ingest, where it failed; None where it did not, or nothing that can be read says so."""
    try:
        found = json.loads(small_file.content(data / FILE_NAME, MOST_BYTES))
        at = datetime.fromisoformat(found["at"])
        return Failed(at, clean_text(str(found["reason"]))) if at.tzinfo else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError, MalkollenError):
        return None


@contextmanager
def remembered(data: Path) -> Iterator[None]:
    """Writes down why an ingest fails, so that somebody who sees no log is told; what was written goes where none does.

    Where it cannot be written, the command says so itself.
    """
    try:
        yield
    except (ConflictError, UnknownNameError):  # another is at work, or somebody wrote a name wrong: nothing has failed
        raise
    except MalkollenError as error:
        told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "reason": str(error)}
        with suppress(OSError):
            whole_file.write(data / FILE_NAME, json.dumps(told, ensure_ascii=False).encode())
        raise
    with suppress(OSError):
        (data / FILE_NAME).unlink(missing_ok=True)


def record(
    data: Path, sources: Sequence[str], file: Path | None, *, accepts: bool, note: Callable[[str], None]
) -> None:
    """Writes the line of an ingest by command that changed the database.

    Args:
        note: told where the line cannot be written: the figures are in all the same.
    """
    act = Act.READ_IN if file else Act.ACCEPTED if accepts else Act.FETCHED
    done = Done(act, ", ".join(sources), file.name if file else "", _fingerprint(file) if file else "")
    try:
        journal.add(data, COMMAND_LINE, done)
    except MalkollenError as error:
        note(str(error))


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
