"""What the operator sets: in the environment, or in the data folder's .env; never written anywhere."""

import os
from pathlib import Path

from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.files import small_file

LARGEST = 1_000_000  # bytes
OFFLINE_VARIABLE = "MALKOLLEN_OFFLINE"
REPLAYING = "replay"
"""What it is set to while a recording answers in the publishers' place, on this machine: then everyone is asked."""


def setting(name: str) -> str:
    """A variable of the environment, else of the data folder's .env; an empty text where neither has it."""
    return os.environ.get(name, "").strip() or _dotenv(storage.data_folder() / ".env").get(name, "")


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


def is_shut() -> bool:
    """Whether the server is set to ask no publisher anything."""
    return os.environ.get(OFFLINE_VARIABLE) not in (None, "", REPLAYING)
