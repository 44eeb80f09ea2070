"""What nobody foresaw: one Swedish line for whoever runs a command, the trace in a file for whoever looks after it."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from malkollen.files import disk
from malkollen.texts.written import clean_line

LOG, OLDER = "errors.log", "errors.older.log"
DEBUG_VARIABLE = "MALKOLLEN_DEBUG"
LONGEST_SAID = 200  # signs
LONGEST_LINE, LONGEST_TRACE = 1_000, 20_000
LONGEST_LOG = 200_000  # bytes; then the file is put aside in the place of the one before


def one_line(error: BaseException, folder: Path) -> str:
    """An error in one line; its trace is kept in the folder, or printed where the environment asks for it."""
    if isinstance(error, OSError) and disk.is_fault(error):
        return str(disk.fault(error))
    lines = "".join(traceback.format_exception(error)).splitlines()
    trace = "\n".join(line[:LONGEST_LINE] for line in lines)[-LONGEST_TRACE:] + "\n"
    line = f"ett oväntat fel ({_brief(error)}); anmäl det till den som sköter koden"
    if os.environ.get(DEBUG_VARIABLE):
        sys.stderr.write(trace)
        return line
    return f"{line}, med slutet av {folder / LOG}" if _keep(trace, folder) else line


def _brief(error: BaseException) -> str:
    words = clean_line(str(error)[: 10 * LONGEST_SAID])[:LONGEST_SAID]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _keep(trace: str, folder: Path) -> bool:
    log = folder / LOG
    try:
        if log.exists():
            if not log.is_file():  # to open a pipe is to wait for its reader
                return False
            if log.stat().st_size > LONGEST_LOG:
                log.replace(folder / OLDER)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            asked = " ".join(sys.argv[1:])[:LONGEST_SAID]
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {asked}\n{trace}\n")
    except OSError:
        return False
    return True
