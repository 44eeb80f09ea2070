"""Asks every publisher the cheapest question that tells whether it is still as its reader expects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from ingest import build, live, publishers
from ingest.fetching.answer import asking
from ingest.fetching.download import UnreachableError
from ingest.fetching.keys import key_of, missing_key
from ingest.fetching.secrets import Secrets
from malkollen.errors import SourceError
from malkollen.texts.printable import printable
from malkollen.texts.swedish import listed

Needs = Literal["", "key", "network", "entry"]
State = Literal["fits", "differs", "unasked"]


@dataclass(frozen=True)
class Probed:
    """What a publisher answered.

    Attributes:
        state: fits; differs (the reader would refuse it); unasked, where it could not be asked.
        said: the answer or the fault, in one Swedish line.
        needs: what one that was not asked lacks, where it is something; an entry that is right, in publishers.toml.
    """

    source: str
    publisher: str
    state: State
    said: str
    needs: Needs = ""


def ask() -> Iterator[Probed]:
    """Asks the live sources one by one; each is given as soon as it has answered."""
    for name, module in build.choose([]).items():
        if build.is_live(module):
            yield _ask(name, module)


def next_steps(rows: Sequence[Probed]) -> list[str]:
    """What a person without a programmer does next, in Swedish lines; what is first is to be done first."""
    differing = [probed.source for probed in rows if probed.state == "differs"]
    keyless = [probed.source for probed in rows if probed.needs == "key"]
    silent = [probed.source for probed in rows if probed.needs == "network"]
    mistyped = [probed.source for probed in rows if probed.needs == "entry"]
    steps = []
    if mistyped:
        steps.append(
            f"Rätta {publishers.FILE} i datamappen där raden om {listed(mistyped)} säger, eller ta bort posten. "
            "Till dess frågas de inte, och de siffror som redan finns visas."
        )
    if differing:
        steps.append(
            f"Gör så här med {listed(differing)}: nämner raden en efterföljare, kör 'malkollen ingest KÄLLA --accept'; "
            f"nämner den en post, skriv posten med det nya namnet i {publishers.FILE} i datamappen (docs/utgivare.md). "
            "Annars skicka raden till den som sköter koden. Till dess visas de siffror som redan finns."
        )
    if keyless:
        steps.append(f"Skaffa nyckel till {listed(keyless)} där raden säger, och skriv den i .env i datamappen.")
    if silent:
        steps.append(f"{listed(silent)} svarade inte: försök igen i morgon, och pröva annars adressen i en webbläsare.")
    return steps or ["Allt stämmer: kör 'malkollen ingest'."]


def _ask(name: str, module: ModuleType) -> Probed:
    publisher = module.LIVE.publisher
    if not hasattr(module, "probe"):
        return Probed(name, publisher, "unasked", "frågas inte: läser filer som någon ger med --from")
    if slip := publishers.fault(module.LIVE.declared.name):
        return Probed(name, publisher, "unasked", "; ".join(printable(slip).splitlines()), "entry")
    key, secrets = None, Secrets([])
    try:
        if missing := missing_key(module):
            return Probed(name, publisher, "unasked", missing, "key")
        key = key_of(module)
        secrets = Secrets([key] if key else [])
        client = live.client(module.LIVE, key, attempts=1)
        with asking(name):
            state, line = "fits", module.probe(client, **({"key": key} if module.LIVE.key_variable else {}))
    except UnreachableError as error:
        state, line = "unasked", str(error)
    except SourceError as error:
        state, line = "differs", str(error)
    except Exception as error:  # noqa: BLE001 - one source never stops another; it is said as its fault
        state, line = "differs", live.unforeseen(error, secrets.words)
    line = " ".join(printable(secrets.removed(line)).split()).removeprefix(f"{publisher}: ")
    needs: Needs = "network" if state == "unasked" else ""
    return Probed(name, publisher, state, secrets.removed(line), needs)  # type: ignore[arg-type]
