"""indicators.toml as it was read, unchecked: what the checks between paragraphs look in.

An indicator's few words of choice are Swedish there, as the office writes; the program has its own for them.
"""

from collections.abc import Callable
from typing import Any

Content = dict[str, Any]
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
    """The content with the program's words for the file's, and a fault for each that is spelled as it once was."""
    faults: list[str] = []

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
