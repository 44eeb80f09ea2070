"""What is said of the room's work while it is under way, to whoever is no programmer."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest import build
from ingest.fetching import manifests
from ingest.fetching.raw import RawStore
from ingest.run import Wanted
from malkollen.database import settings
from malkollen.errors import SourceError
from malkollen.office import journal
from malkollen.office.access import Person
from malkollen.office.journal import Act, Done
from malkollen.office.room import work
from malkollen.office.room.proposal import Kind

COMPARING = "jämför med det som visas"
AGAIN, AGAIN_HELD = "en gång till, med det som ser misstänkt ut", "en gång till, med det som hålls tillbaka"
MOST_FAULTS, LONGEST_FAULT = 15, 250
"""Of a refused file: how many faults the journal keeps, and letters of each."""
SHUT = "Servern är inställd att inte fråga några utgivare; det kan bara den som sköter servern ändra"
READING = 0.1
"""The share of the work that is done when the fetch is, of a build's first round."""


def kind(wanted: Wanted) -> Kind:
    """What is asked for, in kind."""
    if wanted.file:
        return "file"
    if wanted.is_offline:
        return "held" if wanted.names else "rebuild"
    return "fetch"


def what(wanted: Wanted) -> str:
    """What is being done, in a few Swedish words."""
    match kind(wanted):
        case "file":
            return f"läser in {wanted.file.name if wanted.file else ''}"
        case "held":
            return "läser det som hålls tillbaka"
        case "rebuild":
            return "bygger om siffrorna"
        case "fetch":
            return f"hämtar {'; '.join(_called(wanted.names)) or 'alla källor'}"


def again(wanted: Wanted) -> str:
    """What a second build is made with: what is held back need not look wrong, it may have been taken back."""
    return AGAIN_HELD if kind(wanted) == "held" else AGAIN


def progress(step: work.Step, first: float, span: float, *, again: str = "") -> build.Progress:
    """A build's steps as the room's: it is not done when the build is.

    again: what it builds a second time with; its steps have no numbers then: they would begin anew.
    """

    def told(done: int, total: int, what: str) -> None:
        step(
            COMPARING if done == total else f"{again}: {what}" if again else f"steg {done} av {total}, {what}",
            first + span * (READING + (1 - READING) * done / total) * 0.99,
        )

    return told


def say(step: work.Step) -> Callable[[str], None]:
    """What is said of each source that is asked, without its name in the program."""
    known = build.choose([])

    def told(line: str) -> None:
        name, _, said = line.partition(": ")
        step(said if name in known else line, READING / 2)

    return told


def as_sent(folder: Path, wanted: Wanted, said: str) -> str:
    """A fault with a given file's own name, where it names the file as it is kept in the raw folder."""
    if wanted.file is None:
        return said
    kept = {
        stored
        for name in wanted.names
        if (fetch := RawStore(folder).latest(name))
        for stored, entry in fetch.manifest()["files"].items()
        if manifests.given_name(entry, stored) == wanted.file.name
    }
    for stored in kept:
        said = said.replace(stored, wanted.file.name)
    return said


def _called(names: Sequence[str]) -> list[str]:
    return [build.called(name, module) for name, module in build.choose([]).items() if name in names]


class ShutError(SourceError):
    """Nothing was fetched, since the server is set to ask nobody: to try again helps nobody."""

    says_what_to_do = True


def in_vain(data: Path, wanted: Wanted, person: Person, failed: Sequence[str]) -> SourceError:
    """Writes down in the journal that nothing came, and why; the error that says so."""
    lines = "\n".join(failed).splitlines()
    if wanted.file:
        journal.add(data, person, about_file(Act.FAILED, wanted, why(lines)))
    elif wanted.names and not wanted.is_offline:
        journal.add(data, person, Done(Act.TRIED, ", ".join(wanted.names), words="\n".join(lines)))
        if settings.is_shut():
            return ShutError("\n".join([*lines[:-1], f"{lines[-1]}. {SHUT}"]))
    return SourceError("\n".join(failed))


def why(faults: Sequence[str]) -> str:
    """How many faults a file has, and each on a line of its own, as many as the journal has room for."""
    told = [fault[:LONGEST_FAULT] for fault in faults[:MOST_FAULTS]]
    count = "ett fel" if len(faults) == 1 else f"{len(faults)} fel"
    return "\n".join([f"{count}{f', de {len(told)} första' if len(told) < len(faults) else ''}: {told[0]}", *told[1:]])


def about_file(act: Act, wanted: Wanted, words: str = "") -> Done:
    """A line of the journal on a file that was given, or on the sources that were asked."""
    file = wanted.file.name if wanted.file else ""
    return Done(act, ", ".join(wanted.names), file, sha(wanted.file), words)


def sha(path: Path | None) -> str:
    """A file's fingerprint; empty where there is none."""
    if path is None or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
