"""The operator's keys: from the environment or the data folder's .env, never written anywhere."""

import os
from pathlib import Path
from types import ModuleType

from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.files import small_file

LARGEST = 1_000_000  # bytes


def key_of(module: ModuleType) -> str | None:
    """The key of a live source; None where it needs none or has none.

    Raises:
        SourceError: the key holds something that cannot be sent.
    """
    name: str | None = module.LIVE.key_variable
    if name is None:
        return None
    key = os.environ.get(name, "").strip() or _dotenv(storage.data_folder() / ".env").get(name, "")
    if key and not key.isprintable():
        raise SourceError(f"{module.LIVE.publisher}: nyckeln i {name} innehåller tecken som inte går att skicka")
    return key or None


def missing_key(module: ModuleType) -> str | None:
    """What to do about the key a source lacks, in Swedish; None where it needs none or has it."""
    name: str | None = module.LIVE.key_variable
    if name is None or key_of(module):
        return None
    return f"nyckel saknas: sätt {name}. {module.LIVE.key_help}".strip()


def _dotenv(path: Path) -> dict[str, str]:
    """NAME=value a line; # first is a comment; quotes around the value and `export` before the name are taken off."""
    try:
        lines = small_file.text(path, LARGEST).splitlines()
    except FileNotFoundError:
        return {}
    except small_file.SmallFileError:
        raise  # it names the file: too large, or a pipe whose writer would be waited for
    except (OSError, UnicodeDecodeError):
        raise SourceError(f"{path.name}: går inte att läsa som text i UTF-8") from None
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.removeprefix("export ").strip(): _bare(value.strip()) for name, value in pairs}


def _bare(value: str) -> str:
    is_quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value
