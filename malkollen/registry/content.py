"""indicators.toml as it was read, unchecked: what the checks between paragraphs look in."""

from typing import Any

Content = dict[str, Any]


def entries(content: Content, table: str) -> dict[str, Content]:
    """A table's paragraphs, those that are tables at all."""
    found = content.get(table)
    if not isinstance(found, dict):
        return {}
    return {key: entry for key, entry in found.items() if isinstance(entry, dict)}


def texts(value: object) -> list[str]:
    """The texts of a list; nothing else (a wrong type is the models' fault to name)."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
