"""The English words of a line that a user reads in Swedish."""

import re

ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
    the is are was be an and of not no cannot could can must should with without for from to by at this that which
    error invalid expected unexpected found missing unknown failed failure file open such directory line column row
    value values input key duplicate violates constraint primary table does exist already used use another process
    lock set syntax parser statement end document after before character string number bytes read write decode codec
    arguments choose required unrecognized ambiguous ignored explicit permission denied name resolve
    address out range full corrupt header version type conversion convert
        """,
    )
)


def english(line: str) -> set[str]:
    """The English words of a line; ids, names of files and the words of the commands stand in it as they are."""
    known = re.sub(r"\S*[_./\\]\S*|--\S+|'[^']*'", " ", line)
    return {word for word in re.findall("[a-zåäöé]+", known.casefold()) if word in ENGLISH}
