"""Asks every publisher the cheapest question that tells whether it is still as its reader expects."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from ingest import build, live
from ingest.fetching.download import UnreachableError
from ingest.fetching.keys import key_of, missing_key
from ingest.fetching.secrets import Secrets
from malkollen.errors import SourceError
from malkollen.texts.printable import printable

State = Literal["fits", "differs", "unasked"]


@dataclass(frozen=True)
class Probed:
    """What a publisher answered.

    Attributes:
        state: fits; differs (the reader would refuse it); unasked, where it could not be asked.
        said: the answer or the fault, in one Swedish line.
    """

    source: str
    publisher: str
    state: State
    said: str


def ask() -> Iterator[Probed]:
    """Asks the live sources one by one; each is given as soon as it has answered."""
    for name, module in build.choose([]).items():
        if build.is_live(module):
            yield _ask(name, module)


def _ask(name: str, module: ModuleType) -> Probed:
    publisher = module.LIVE.publisher
    if not hasattr(module, "probe"):
        return Probed(name, publisher, "unasked", "frågas inte: läser filer som någon ger med --from")
    key, secrets = None, Secrets([])
    try:
        if missing := missing_key(module):
            return Probed(name, publisher, "unasked", missing)
        key = key_of(module)
        secrets = Secrets([key] if key else [])
        client = live.client(module.LIVE, key, attempts=1)
        state, said = "fits", module.probe(client, key=key) if module.LIVE.key_variable else module.probe(client)
    except UnreachableError as error:
        state, said = "unasked", str(error)
    except SourceError as error:
        state, said = "differs", str(error)
    except Exception as error:  # noqa: BLE001 - one source never stops another; it is said as its fault
        state, said = "differs", live.unforeseen(error, secrets.words)
    said = " ".join(printable(secrets.removed(said)).split()).removeprefix(f"{publisher}: ")
    return Probed(name, publisher, state, secrets.removed(said))  # type: ignore[arg-type]
