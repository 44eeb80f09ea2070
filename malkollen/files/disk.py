"""A disk that is full, shut or gone, told apart from every other fault: no file's content is wrong then."""

import errno

import duckdb

from malkollen.errors import StorageError
from malkollen.texts.written import clean_line

SHUT = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE,
     errno.EMFILE, errno.ENFILE}
)  # fmt: skip
"""No room, no leave to write or read, a disk that fails or has gone, no more files at once."""
UNWRITTEN = (duckdb.TransactionException, duckdb.FatalException, duckdb.OutOfMemoryException)
"""What DuckDB raises, besides its IOException, where what it had in hand could not be written down."""
WORDS = ("no space left", "could not write", "quota exceeded", "read-only file", "input/output error", "could not sync")
"""The same in words: whichever exception it is, DuckDB repeats the system's own."""
LONGEST = 300


def is_fault(error: BaseException) -> bool:
    """Whether an error is the disk's, and so nobody's who wrote or published a file."""
    if isinstance(error, OSError):
        return error.errno in SHUT
    if isinstance(error, duckdb.Error):
        return isinstance(error, UNWRITTEN) or any(word in str(error).casefold() for word in WORDS)
    return isinstance(error, StorageError)


def fault(error: OSError) -> StorageError:
    """The system's error in a Swedish line that names the file; what is printed has no file."""
    what = clean_line(str(error.filename or "utskriften"))[:LONGEST]
    return StorageError(f"{what}: går inte att läsa eller skriva; är disken full, skrivskyddad eller borta?")
