"""The errors a user can meet. The message is one Swedish line: file and key, then what would be right."""

from malkollen.texts.printable import excerpt

LONGEST_LINE = 2000
"""Letters of a line of a message: room for a list of every source, none for a file's whole content."""


class MalkollenError(Exception):
    """Base of all errors that are shown as one line and end a command with exit code 2.

    Whatever a message quotes, nothing in it acts on the terminal, log or page where it is read.
    """

    def __init__(self, message: str = "") -> None:
        """Takes the message; several faults stand a line each."""
        super().__init__("\n".join(excerpt(line, LONGEST_LINE) for line in message.split("\n")))


class DataError(MalkollenError, ValueError):
    """A figure, a file or a database is not what it should be."""


class SourceError(DataError):
    """A publisher's file or answer breaks what its declaration says.

    Attributes:
        says_what_to_do: whether its message does, so that nobody need add it.
    """

    says_what_to_do = False


class StorageError(DataError):
    """A disk is full, shut or gone: what was to be written is not, and no file's content is at fault."""


class UnknownNameError(MalkollenError, LookupError):
    """A user named an indicator, an area or a year that does not exist."""


class AccessError(MalkollenError):
    """Whoever asked may not do it, or may no longer; nothing was done."""


class ConflictError(MalkollenError):
    """Somebody else has saved since the writer last read; nothing was saved."""


class EntryError(MalkollenError, ValueError):
    """What somebody typed is refused; nothing was saved. Carries every fault at once.

    Attributes:
        faults: one Swedish sentence a fault, saying what to do.
    """

    def __init__(self, faults: list[str]) -> None:
        """Joins the faults, one a line."""
        super().__init__("\n".join(faults))
        self.faults = faults


class RegistryError(MalkollenError, ValueError):
    """indicators.toml is refused. Carries every fault at once.

    Attributes:
        faults: one Swedish line a fault, each "file: key: what is wrong".
    """

    def __init__(self, faults: list[str]) -> None:
        """Joins the faults, one a line."""
        super().__init__("\n".join(faults))
        self.faults = faults
