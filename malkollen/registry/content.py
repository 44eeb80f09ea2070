"""indicators.toml as it was read, unchecked: what the checks between paragraphs look in.

An indicator's few words of choice are Swedish there, as the office writes; the program has its own for them.

The office's own paragraphs stand in the overlay, registry.toml in the data folder: each adds one or takes the place of
one whole. The program's folder may then be read-only, and be updated while what the office has decided stays.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import RegistryError
from malkollen.files import toml_file
from malkollen.texts import written as written_texts
from malkollen.texts.printable import printable

Parsed = TypeVar("Parsed")
Content = dict[str, Any]
REGISTRY_FILE = ROOT / "indicators.toml"
OVERLAY = "registry.toml"
WHOLE = ("home", "comparison", "roles")
"""Tables that are one paragraph; the others hold a paragraph under each name."""
OPEN_OFFICE = re.compile(r"(^|[.:?!]\s+)\{office\}")
"""Where the office's name begins a sentence."""
OF_OFFICE = ("waiting", "indicators")
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


def with_office(content: Content) -> Content:
    """The content with the office's name where a text of sources or indicators leaves it open: "{office} läser in den".

    Its first letter is large where a sentence begins.
    """
    home = content.get("home")
    office = home.get("office_short") if isinstance(home, dict) else None
    if not isinstance(office, str):
        return content
    return {**content, **{table: _named(content[table], office) for table in OF_OFFICE if table in content}}


def _named(value: Any, office: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    match value:
        case str():
            begun = OPEN_OFFICE.sub(lambda found: found[1] + office[:1].upper() + office[1:], value)
            return begun.replace("{office}", office)
        case dict():
            return {key: _named(one, office) for key, one in value.items()}
        case list():
            return [_named(one, office) for one in value]
        case _:
            return value


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


# ───────────── The overlay ─────────────


def overlay_of(path: Path) -> Path:
    """Where a registry's overlay lies, if it has one: the program's own in the data folder, others' beside them."""
    return storage.data_folder() / OVERLAY if path == REGISTRY_FILE else path.with_name(OVERLAY)


def overlaid(path: Path = REGISTRY_FILE) -> list[str]:
    """The paragraphs that the overlay adds or replaces: "targets.electric_2030"; RegistryError as `read`."""
    overlay = overlay_of(path)
    return paragraphs(read_by(overlay, tomllib.loads)) if overlay.exists() else []


def merged(content: Content, overlay: Content) -> Content:
    """The content with the overlay's paragraphs, each whole; those that are replaced keep their place."""
    return content | {
        table: {**content[table], **given} if _has_names(table, content.get(table), given) else given
        for table, given in overlay.items()
    }


def paragraphs(overlay: Content) -> list[str]:
    """The paragraphs of an overlay, as faults name them: "targets.electric_2030", "home"."""
    return [
        name
        for table, given in overlay.items()
        for name in ([f"{table}.{key}" for key in given] if _has_names(table, {}, given) else [table])
    ]


def named_by_file(faults: Collection[str], alone: Collection[str], overlay: Content, file: str) -> list[str]:
    """Each fault of a merged registry with the name of the file where it is to be mended.

    Args:
        alone: the faults that the registry has without the overlay.
        file: the registry's name.
    """
    own = paragraphs(overlay)
    both = f"{OVERLAY} tillsammans med {file}"
    return [
        f"{file_of(fault, own) or (file if fault in alone else OVERLAY if _key(fault) in overlay else both)}: {fault}"
        for fault in faults
    ]


def file_of(fault: str, own: Collection[str]) -> str:
    """The overlay's name where a fault, "key: …", is in one of its paragraphs; else empty."""
    return OVERLAY if any(f"{_key(fault)}.".startswith(f"{name}.") for name in own) else ""


def _key(fault: str) -> str:
    return fault.partition(": ")[0]


def file_and(fault: str, path: Path = REGISTRY_FILE) -> str:
    """A fault or warning of a registry that is read without fault, "key: …", with the file that has its paragraph."""
    return f"{file_of(fault, overlaid(path)) or path.name}: {fault}"


def _has_names(table: str, before: object, given: object) -> bool:
    return table not in WHOLE and isinstance(before, dict) and isinstance(given, dict)
