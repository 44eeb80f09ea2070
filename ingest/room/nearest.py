"""What a file that no source reads looks most like, for whoever is to go on with it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ingest.sources import figures
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.office.room import source_names
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

LEAST_ALIKE = 2
"""Columns that a file must share with a template to look like it."""
MOST_NAMED = 6
"""Columns that are named of those that are foreign."""
OWN_FORMS = ({"municipality_code", "year", "measure", "value"}, {"area_id", "year", "series", "value"})
OWN = (
    "Den har en rad för varje område, år och uppgift, som Målkollens egna filer, och läses inte in här. {whence}Är en "
    "siffra rättad men inte utgiven än: be den som sköter servern att rätta den."
)
WHENCE = (
    "Siffrorna i den kommer från {source}: hämta därifrån på nytt, eller läs in utgivarens egen fil, så kommer "
    "rättelsen med. "
)


@dataclass(frozen=True)
class Nearest:
    """What a file looks most like. source: whose file that is; said: how it differs and what to do, in Swedish."""

    source: str
    said: str


def template(
    cells: Sequence[str], templates: Mapping[str, Collection[str]], titles: Mapping[str, str]
) -> Nearest | None:
    """The template that a heading shares most columns with; None where it resembles none.

    Args:
        templates: the columns of each. titles: what each is called, definite.
    """
    given = list(dict.fromkeys(cell.strip().casefold() for cell in cells if cell.strip()))
    alike = {name: len({*given} & {*columns}) / len({*given} | {*columns}) for name, columns in templates.items()}
    best = max(alike, key=lambda name: alike[name])
    if len({*given} & {*templates[best]}) < LEAST_ALIKE:
        return None
    missing = [column for column in templates[best] if column not in given]
    foreign = [excerpt(column, 40) for column in given if column not in templates[best]]
    parts = [f"Den liknar mest {titles[best]}."]
    parts += [f"{_columns(missing)} saknas."] if missing else []
    parts += [f"{_columns(foreign)} finns inte i mallen."] if foreign else []
    return Nearest(best, " ".join([*parts, "Fyll i mallen i stället, eller rätta rubrikerna i filen."]))


def own_form(cells: Sequence[str], lines: Sequence[str], called: Callable[[str], str]) -> Nearest | None:
    """Whose figures a file in the form of the program's own has; None where it has another form.

    Args:
        lines: those after the heading, as far as they are read, perhaps cut short. called: what a source is called.
    """
    heading = [cell.strip().casefold() for cell in cells]
    if {*heading} not in OWN_FORMS:
        return None
    at = next(index for index, name in enumerate(heading) if name in ("measure", "series"))
    named = {parts[at].strip() for line in lines if len(parts := line.split(",")) > at}
    source = _source(named)
    whence = WHENCE.format(source=called(source)) if source else ""
    return Nearest(source, OWN.format(whence=whence))


def _source(named: Collection[str]) -> str:
    """The source that brings the next of what most of these names are of; empty where none does."""
    try:
        declared = figures.declarations(storage.data_folder())
    except SourceError:
        return ""
    counts = {key: len(dataset.names() & {*named}) for key, dataset in declared.items()}
    best = max(counts, key=lambda key: counts[key], default="")
    return source_names.CARRIED.get(best, "") if counts.get(best) else ""


def _columns(names: Sequence[str]) -> str:
    shown = [f"”{name}”" for name in names[:MOST_NAMED]]
    more = [f"{len(names) - MOST_NAMED} till"] if len(names) > MOST_NAMED else []
    return f"{'Kolumnen' if len(names) == 1 else 'Kolumnerna'} {listed([*shown, *more])}"
