"""`malkollen backup` and `malkollen restore`."""

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from malkollen import console
from malkollen.backups import making, restoring
from malkollen.backups.backup_file import DATA, Manifest
from malkollen.backups.selection import KEYS
from malkollen.console import Parser
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.registry import registry
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import size

STEP = 10  # per cent between two lines of progress
KEYS_WORDS = {
    "none": "",
    "left out": f"Nycklarna ({KEYS}) är inte med; med --with-keys tas de med.",
    "included": f"Den innehåller nycklar ({KEYS}): visa den för ingen. Bara ägaren kan läsa filen.",
}


def add_backup_arguments(parser: Parser) -> None:
    """What `malkollen backup` takes."""
    parser.epilog = (
        "Med är allt i datamappen utom det som räknas om (areas, timetables), daterade säkerhetskopior och "
        "hämtningar som pågår, och indicators.toml. Filen är en vanlig zip som bara ägaren kan läsa; den läses "
        "tillbaka innan den får sitt namn."
    )
    parser.add_argument(
        "to", type=Path, metavar="TILL", help="en mapp, där filen får dagens namn, eller ett filnamn .zip"
    )
    parser.add_argument(
        "--keep", type=_count, metavar="ANTAL", help="ta bort de äldsta daterade kopiorna utöver så många"
    )
    parser.add_argument("--with-keys", action="store_true", help="ta med nycklarna i .env")


def add_restore_arguments(parser: Parser) -> None:
    """What `malkollen restore` takes."""
    parser.epilog = (
        "Allt packas upp och prövas bredvid innan något flyttas. "
        "Stoppa Målkollen först och kör som den som äger mappen."
    )
    parser.add_argument("file", type=Path, metavar="FIL", help="säkerhetskopian, som 'malkollen backup' gjorde")
    parser.add_argument("--replace", action="store_true", help="lägg det som redan finns i datamappen åt sidan")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 4 and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"'{excerpt(text)}' är inte ett antal; skriv ett heltal från 1")
    return int(text)


def backup(arguments: argparse.Namespace) -> int:
    """Makes a backup; exit code 1 where something in it should be looked at."""
    data = storage.data_folder()
    written = making.make(
        data,
        registry.REGISTRY_FILE,
        arguments.to,
        with_keys=arguments.with_keys,
        keep=arguments.keep,
        progress=_in_steps(),
    )
    for remark in written.remarks:
        console.note(f"obs: {remark}")
    for name in written.pruned:
        print(f"Borttagen: {name}")
    print(f"Säkerhetskopierat: {_said(written.manifest)}")
    print(f"{written.path}, {size(written.size)}, läst tillbaka utan fel. {KEYS_WORDS[written.manifest.keys]}".rstrip())
    return 1 if written.remarks else 0


def restore(arguments: argparse.Namespace, build: Callable[[], object]) -> int:
    """Lays a backup back; exit code 1 where something could not be.

    Args:
        build: builds the database anew, with what is computed beside it; what has changed since is kept.
    """
    data = storage.data_folder()
    done = restoring.restore(
        arguments.file, data, registry.REGISTRY_FILE, replace=arguments.replace, progress=_in_steps()
    )
    faults = [*done.faults, *(_built(build) if done.needs_build or not _is_read(storage.database()) else [])]
    for remark in done.remarks:
        console.note(remark)
    for fault in faults:
        console.note(f"fel: {fault}")
    if done.aside:
        print(f"Det som låg i mappen förut: {done.aside}")
    print(f"Återställt från {done.manifest.created_at:%Y-%m-%d %H:%M} UTC: {_said(done.manifest)}, till {data}")
    return 1 if faults else 0


def _is_read(database: Path) -> bool:
    try:
        storage.attach(database).close()
    except MalkollenError:
        return False
    return True


def _built(build: Callable[[], object]) -> list[str]:
    try:
        build()
    except MalkollenError as error:
        return [f"databasen gick inte att bygga om: {error}; kör 'malkollen ingest --offline' när det är åtgärdat"]
    return []


def _said(manifest: Manifest) -> str:
    """How many of what, in words."""
    counts = Counter(_kind(name.removeprefix(DATA)) for name in manifest.files)
    total = sum(one.bytes for one in manifest.files.values())
    words = {"fetches": "hämtningar", "editions": "fastställda versioner", "other": "andra filer"}
    parts = [f"{counts[kind]} {word}" for kind, word in words.items()]
    return f"{'databasen' if counts['database'] else 'ingen databas'}, {', '.join(parts)}, {size(total)} uppackat"


def _kind(name: str) -> str:
    if name == storage.FILE_NAME:
        return "database"
    if name.startswith("editions/"):
        return "editions"
    if name.startswith("raw/"):
        return "fetches" if name.endswith("/manifest.json") else "answers"
    return "other"


def _in_steps() -> Callable[[int, int, str], None]:
    """Progress in tenths: a folder has thousands of files."""
    report, told = console.progress(), [-STEP]

    def tell(done: int, total: int, what: str) -> None:
        percent = 100 * done // total if total else 100
        if percent >= told[0] + STEP or (percent == 100 and told[0] < 100):
            told[0] = percent - percent % STEP
            report(percent, 100, what)

    return tell
