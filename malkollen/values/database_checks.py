"""What must hold between indicators.toml and the database: sets of groups, fed measures, series and index years.

Every fault is a line "key: what is wrong", without the file's name.
"""

from collections.abc import Iterable, Iterator, Sequence

from duckdb import DuckDBPyConnection

from malkollen.registry.registry import Registry
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed, swedish_key
from malkollen.values import areas, evaluate
from malkollen.values.areas import Areas

PlaceRow = tuple[str, str, str]
"""A place to travel to or from: its id, its kind and its municipality."""


def faults(db: DuckDBPyConnection, registry: Registry, places: Areas) -> list[str]:
    """Every fault between the registry and an attached database."""
    return [
        *home_faults(registry, places, _place_rows(db)),
        *_measure_faults(db, registry),
        *_series_faults(db, registry),
        *_index_faults(db, registry, places),
    ]


def home_faults(registry: Registry, places: Areas, rows: Iterable[PlaceRow]) -> list[str]:
    """Every fault between the registry and the reference data alone: sets of groups, home, example, places.csv."""
    return [*areas.set_faults(registry, places), *_home_faults(registry, places, [*rows])]


def _place_rows(db: DuckDBPyConnection) -> list[PlaceRow]:
    return db.execute("SELECT place_id, kind, municipality_code FROM mart.places ORDER BY ALL").fetchall()


def _home_faults(registry: Registry, places: Areas, rows: Sequence[PlaceRow]) -> Iterator[str]:
    """The municipalities, the county and the place that [home] and [examples] name are those of the reference data."""
    home, example = registry.home, registry.examples.place
    codes = {"home.core_municipality": home.core_municipality}
    codes |= {f"home.label_shifts.{code}": code for code in home.label_shifts}
    codes |= {"examples.place.municipality": example.municipality} if example else {}
    for where, code in codes.items():
        if code not in places.by_id:
            yield f"{where}: ingen kommun har koden '{excerpt(code)}'"
    yield from _example_faults(registry, places)
    county = {code for code in places.municipalities if places.by_id[code].county_code == home.county_code}
    if not county:
        yield f"home.county_code: inget län har koden '{excerpt(home.county_code)}'"
    elif places.by_id[home.county].members != county:
        whole = f"länets {len(county)} kommuner ({home.county_code})"
        yield f"home.county: gruppen '{excerpt(home.county)}' är inte {whole}"
    core = home.core_municipality
    if county and core in places.by_id and core not in places.home.members | county:
        yield f"home.core_municipality: {places.name(core)} ligger varken i {places.home.name} eller i länet"
    yield from _place_faults(places, rows)
    if home.start_place not in {name for name, _, _ in rows}:
        yield f"home.start_place: ingen plats i places.csv heter '{excerpt(home.start_place)}'"


def _example_faults(registry: Registry, places: Areas) -> Iterator[str]:
    """The municipality of an example is one of those that it is placed among."""
    example, group = registry.examples.place, places.reference_group
    if example and example.municipality in places.by_id and example.municipality not in group.members:
        yield (
            f"examples.place.municipality: {places.name(example.municipality)} ingår inte i '{excerpt(group.id)}' "
            "(comparison.municipality_group); välj en kommun ur den gruppen"
        )


def _place_faults(places: Areas, rows: Iterable[PlaceRow]) -> Iterator[str]:
    """Every member has a centre to travel between, and there is a core to travel to."""
    kinds: dict[str, set[str]] = {}
    for _, kind, code in rows:
        kinds.setdefault(kind, set()).add(code)
    centres = kinds.get("municipal_centre", set())
    if without := [places.name(code) for code in places.home_members if code not in centres]:
        yield f"comparison.home: {listed(without)} har ingen rad med kind municipal_centre i places.csv"
    if "regional_core" not in kinds:
        yield "comparison.home: places.csv har ingen rad med kind regional_core; minst en stadskärna behövs"


def unplaced(db: DuckDBPyConnection) -> Iterator[str]:
    """A warning of the places that nothing tells where they lie, and of each stop that no timetable has."""
    query = "SELECT DISTINCT name FROM mart.places WHERE latitude IS NULL AND coalesce(stop, '') = ''"
    if names := [name for (name,) in db.execute(query).fetchall()]:
        places = listed(sorted(names, key=swedish_key))
        yield (
            f"places.csv: {places} har varken koordinater eller hållplats; skriv hållplatsens namn i stop "
            "innan en tidtabell läses in (det behövs först för restider)"
        )
    unknown = "SELECT name, stop FROM mart.places WHERE latitude IS NULL AND stop <> '' ORDER BY name"
    is_read = db.execute("SELECT 1 FROM mart.timetables").fetchone() is not None
    for name, stop in db.execute(unknown).fetchall() if is_read else ():
        yield (
            f"places.csv: {name}: ingen hållplats i kommunen heter '{excerpt(stop)}' i tidtabellen; skriv namnet som "
            "där, eller koordinaterna"
        )


def _measure_faults(db: DuckDBPyConnection, registry: Registry) -> Iterator[str]:
    """A measure is fed, or says what it waits for; nothing is fed that nobody declared."""
    fed = {measure for (measure,) in db.execute("SELECT DISTINCT measure FROM mart.measures").fetchall()}
    for key, measure in registry.measures.items():
        if key not in fed and measure.waiting_for is None:
            yield f"measures.{key}: ingen källa ger uppgiften; ange vad den väntar på (waiting_for) eller ta bort den"
    for key in sorted(fed - set(registry.measures)):
        yield f"measures: uppgiften '{key}' finns i databasen men är inte deklarerad"


def _series_faults(db: DuckDBPyConnection, registry: Registry) -> Iterator[str]:
    published = {series for (series,) in db.execute("SELECT DISTINCT series FROM mart.published").fetchall()}
    for key, indicator in registry.indicators.items():
        if indicator.published_series is not None and indicator.published_series not in published:
            yield f"indicators.{key}.published_series: ingen publicerad serie heter '{indicator.published_series}'"


def _index_faults(db: DuckDBPyConnection, registry: Registry, places: Areas) -> Iterator[str]:
    """The year that is 100 has a value for the home group, in each variant."""
    for key in registry.computed():
        year = registry.indicators[key].index_year
        if year is None:
            continue
        found = evaluate.evaluate(db, registry, places, key)
        if any(variant.at(places.home.id, year).value is None for variant in found):
            yield f"indicators.{key}.index_year: {places.home.name} har inget värde för {year}"
