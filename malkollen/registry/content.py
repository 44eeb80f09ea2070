"""indicators.toml as it was read, unchecked: what the checks between paragraphs look in.

An indicator's few words of choice are Swedish there, as the office writes; the program has its own for them.

The office's own paragraphs stand in the overlay, registry.toml in the data folder: each adds one or takes the place of
one whole, and under `changes` only the keys that the office has changed, so that the rest follows the program. Its
folder may then be read-only, and be updated while what the office has decided stays.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import RegistryError
from malkollen.files import toml_file
from malkollen.texts import written as written_texts
from malkollen.texts.printable import excerpt, printable

Parsed = TypeVar("Parsed")
Content = dict[str, Any]
REGISTRY_FILE = ROOT / "indicators.toml"
OVERLAY = "registry.toml"
CHANGES, REMOVED = "changes", "removed"
"""The overlay's table of keys that are changed, paragraph by paragraph, and in each the names of those left out."""
WHOLE = ("home", "comparison", "roles", "questions")
"""Tables that are one paragraph; the others hold a paragraph under each name."""
TO_FILL_IN = "FYLL I: "
"""How a value begins that somebody has yet to write; what follows says what to write."""
MARKED = re.compile(rf'({TO_FILL_IN.rstrip(": ")}\b:? ?)([^"\n]*)')
MARK = 200
"""Letters of a mark that a message quotes: whole, since it is to be found and removed."""
EXAMPLE = re.compile(r"(\d{4}-\d\d-\d\d)|\b(\d{4})\b")
DAYS_AND_YEARS = ("decided", "valid_from", "valid_to", "base_year")
MOVED = {"quotes": "quote", "claims": "claim"}
"""Keys that [comparison] once had: each goal has its own now."""
WORDS: dict[str, dict[str, str]] = {
    "kind": {
        "mål": "mal", "jämförelsenivå": "jamforelseniva", "jämförelse": "jamforelse", "sammanhang": "sammanhang",
        "lägeslista": "lageslista",
    },
    "better": {"högre": "higher", "lägre": "lower"},
    "scale": {"linjär": "linear", "logaritmisk": "log", "s-kurva": "s_curve"},
    "judged_for": {"alla": "all", "grupper": "groups"},
}  # fmt: skip
"""What an indicator's key may say in the file, and what the program calls it; the file once said that too."""


def read_by(path: Path, parse: Callable[[str], Parsed]) -> Parsed:
    """What a function makes of a file's text; RegistryError where there is none or it is no TOML."""
    try:
        return toml_file.read_by(path, parse)
    except FileNotFoundError:
        raise RegistryError([f"{path.name}: filen finns inte; lägg tillbaka den"]) from None
    except toml_file.TomlError as error:
        raise RegistryError([str(error)]) from None


def entries(content: Content, table: str) -> dict[str, Content]:
    """A table's paragraphs, those that are tables at all."""
    found = content.get(table)
    if not isinstance(found, dict):
        return {}
    return {key: entry for key, entry in found.items() if isinstance(entry, dict)}


def texts(value: object) -> list[str]:
    """The texts of a list; nothing else (a wrong type is the models' fault to name)."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def written(key: str, word: str) -> str:
    """What the file says for a word of the program's own."""
    return next((text for text, own in WORDS.get(key, {}).items() if own == word), word)


def choices(key: str) -> str:
    """The words that a key may say in the file, in a message: "'högre' eller 'lägre'"."""
    *others, last = (f"'{own}'" for own in WORDS[key])
    return f"{', '.join(others)} eller {last}"


def in_own_words(content: Content) -> tuple[Content, list[str]]:
    """The content with the program's words for the file's, and a fault for each that is written as it once was."""
    comparison = content.get("comparison")
    old = MOVED.keys() & comparison.keys() if isinstance(comparison, dict) else set()
    faults = [f"comparison.{key}: skrivs numera hos målet som säger det: goals.….{MOVED[key]}" for key in sorted(old)]
    if isinstance(comparison, dict):
        content = {**content, "comparison": {key: value for key, value in comparison.items() if key not in old}}

    def own(key: str, name: str, value: object) -> object:
        words = WORDS.get(name, {})
        if not isinstance(value, str) or value in words:
            return words[value] if isinstance(value, str) else value
        if value in words.values():
            faults.append(f'indicators.{key}.{name}: skrivs numera "{written(name, value)}"')
        return value

    return _with_indicators(content, own), faults


def respelled(content: Content) -> Content:
    """The content of an older registry with its words spelled as they are now."""
    return _with_indicators(
        content, lambda _key, name, value: written(name, value) if isinstance(value, str) else value
    )


def _with_indicators(content: Content, said: Callable[[str, str, object], object]) -> Content:
    """The content with each of an indicator's words of choice as a function of its id, its key and itself says."""
    changed = {
        key: entry | {name: said(key, name, entry[name]) for name in WORDS.keys() & entry.keys()}
        for key, entry in entries(content, "indicators").items()
    }
    return {**content, "indicators": {**content["indicators"], **changed}} if changed else content


def unseen(value: object, where: str = "") -> Iterator[str]:
    """Every text and name with a sign in it that cannot be seen, which files and other programs do not take."""
    if isinstance(value, str) and (sign := written_texts.first_unseen(value)):
        yield f"{where}: har ett tecken som inte syns ({printable(sign)}); ta bort det"
    for key, part in value.items() if isinstance(value, dict) else ():
        name = printable(f"{where}.{key}".removeprefix("."))
        yield from unseen(key, name)
        yield from unseen(part, name)
    for part in value if isinstance(value, list) else ():
        yield from unseen(part, where)


# ───────────── What is to be filled in ─────────────


def with_days(content: Content) -> Content:
    """The content with a programme's days and years as such, also where they stand within quotation marks.

    One that is yet to be filled in is that of its example, so that pages can be read.
    """
    programmes = entries(content, "programmes")
    lent = {
        key: one | {name: _day(one[name]) for name in DAYS_AND_YEARS if isinstance(one.get(name), str)}
        for key, one in programmes.items()
    }
    return {**content, "programmes": {**content["programmes"], **lent}} if lent else content


def _is_unfilled(value: object) -> bool:
    return isinstance(value, str) and MARKED.search(value) is not None


def _day(text: str) -> object:
    named = EXAMPLE.search(text) if _is_unfilled(text) else EXAMPLE.fullmatch(text.strip())
    if named is None:
        return text
    try:
        return date.fromisoformat(named[1]) if named[1] else int(named[2])
    except ValueError:  # the thirtieth of February: the models' fault to name
        return text


def unfilled(asked: re.Pattern[str], path: Path | None = None) -> list[str]:
    """A line for each value that is yet to be filled in: file, row, key and what to do. RegistryError as `read`.

    Args:
        asked: what may follow a mark that nobody has written over.
    """
    path = path or registry_file()
    rows = dict[str, list[str]]()
    for number, row in enumerate(read_by(path, str.splitlines), 1):
        for left in MARKED.finditer("" if row.lstrip().startswith("#") else row):
            rows.setdefault(left[0], []).append(f" rad {number}:")
    return [
        f"{path.name}:{rows[mark[0]].pop(0) if rows.get(mark[0]) else ''} {key}: {_to_do(text, mark, asked)}"
        for key, text in marked(path)
        if (mark := MARKED.search(text))
    ]


def marked(path: Path) -> list[tuple[str, str]]:
    """The key and the text of each value that is yet to be filled in, in the file's order; RegistryError as `read`."""
    return [*_marks(read_by(path, tomllib.loads))]


def _to_do(text: str, mark: re.Match[str], asked: re.Pattern[str]) -> str:
    """What to write, or what is left of the mark where somebody has written beside it."""
    told = asked.match(mark[2])
    left = mark[1] + (told[0] if told else "")
    if text.strip() != left.strip():
        return f"ta bort '{excerpt(left, MARK)}' och låt resten stå"
    return f"fyll i {told[0]}" if told else f"skriv ett värde i stället för '{excerpt(left.strip(), MARK)}'"


def _marks(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and _is_unfilled(value):
        yield where, value
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from _marks(part, f"{where}.{key}".removeprefix("."))
    for part in value if isinstance(value, list) else ():
        yield from _marks(part, where)


# ───────────── Which file ─────────────


def registry_file() -> Path:
    """The registry that is read: the data folder's own, or else the one that comes with the program."""
    own = storage.data_folder() / REGISTRY_FILE.name
    return own if own.exists() else REGISTRY_FILE


# ───────────── The overlay ─────────────


def overlay_of(path: Path) -> Path:
    """Where a registry's overlay lies, if it has one: the program's own in the data folder, others' beside them."""
    return storage.data_folder() / OVERLAY if path == REGISTRY_FILE else path.with_name(OVERLAY)


def overlaid(path: Path | None = None) -> list[str]:
    """The paragraphs that the overlay adds or replaces: "targets.electric_2030"; RegistryError as `read`."""
    overlay = overlay_of(path or registry_file())
    return paragraphs(read_by(overlay, tomllib.loads)) if overlay.exists() else []


def merged(content: Content, overlay: Content) -> Content:
    """The content with the overlay's paragraphs, each whole, and its changed keys; all keep their place."""
    found = content | {
        table: {**content[table], **given} if _has_names(table, content.get(table), given) else given
        for table, given in overlay.items()
        if table != CHANGES
    }
    for table, key, changed in changes(overlay):
        if before := entries(found, table).get(key):
            gone = {REMOVED, *texts(changed.get(REMOVED))}
            after = {name: value for name, value in {**before, **changed}.items() if name not in gone}
            found = {**found, table: {**found[table], key: after}}
    return found


def changes(overlay: Content) -> list[tuple[str, str, Content]]:
    """The keys that an overlay changes: of which table's paragraph, by its name, and the keys with their values."""
    tables = entries(overlay, CHANGES)
    return [(table, key, changed) for table in tables for key, changed in entries(tables, table).items()]


def paragraphs(overlay: Content) -> list[str]:
    """The paragraphs and changed keys of an overlay, as faults name them: "targets.electric_2030", "home"."""
    return [
        name
        for table, given in overlay.items()
        if table != CHANGES
        for name in ([f"{table}.{key}" for key in given] if _has_names(table, {}, given) else [table])
    ] + [
        f"{table}.{key}.{name}"
        for table, key, changed in changes(overlay)
        for name in [*(one for one in changed if one != REMOVED), *texts(changed.get(REMOVED))]
    ]


def named_by_file(faults: Collection[str], alone: Collection[str], texts: Mapping[str, str]) -> list[str]:
    """Each fault of a merged registry with the name of the file where it is to be mended.

    Args:
        alone: the faults that the registry has without the overlay.
        texts: the text of the registry and of the overlay, by the file's name, in that order.
    """
    file, overlay = next(iter(texts)), tomllib.loads(texts[OVERLAY])
    own = [*paragraphs(overlay), CHANGES]
    both = f"{OVERLAY} tillsammans med {file}"
    where = (
        file_of(fault, own) or (file if fault in alone else OVERLAY if _key(fault) in overlay else both)
        for fault in faults
    )
    return [toml_file.placed(one, texts.get(one, ""), fault) for one, fault in zip(where, faults, strict=True)]


def file_of(fault: str, own: Collection[str]) -> str:
    """The overlay's name where a fault, "key: …", is in one of its paragraphs; else empty."""
    return OVERLAY if any(f"{_key(fault)}.".startswith(f"{name}.") for name in own) else ""


def _key(fault: str) -> str:
    return fault.partition(": ")[0]


def file_and(fault: str, path: Path | None = None) -> str:
    """A fault or warning of a registry that is read without fault, "key: …", with the file that has its paragraph."""
    return f"{file_of(fault, overlaid(path)) or (path or REGISTRY_FILE).name}: {fault}"


def _has_names(table: str, before: object, given: object) -> bool:
    return table not in WHOLE and isinstance(before, dict) and isinstance(given, dict)
