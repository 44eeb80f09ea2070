"""The operator's keys: from the environment or the data folder's .env, never written anywhere."""

from types import ModuleType

from malkollen.database.settings import setting
from malkollen.errors import SourceError


def key_of(module: ModuleType) -> str | None:
    """The key of a live source; None where it needs none or has none.

    Raises:
        SourceError: the key holds something that cannot be sent.
    """
    name: str | None = module.LIVE.key_variable
    if name is None:
        return None
    key = setting(name)
    if key and not key.isprintable():
        raise SourceError(f"{module.LIVE.publisher}: nyckeln i {name} innehåller tecken som inte går att skicka")
    return key or None


def missing_key(module: ModuleType) -> str | None:
    """What to do about the key a source lacks, in Swedish; None where it needs none or has it."""
    name: str | None = module.LIVE.key_variable
    if name is None or key_of(module):
        return None
    return f"nyckel saknas: sätt {name}. {module.LIVE.key_help}".strip()
