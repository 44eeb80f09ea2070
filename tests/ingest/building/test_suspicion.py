"""Figures that look wrong though they read well, held against the figures before."""

from collections.abc import Callable, Iterator

import duckdb
import old_and_new
import pytest
from duckdb import DuckDBPyConnection
from inserted import insert
from old_and_new import Cells
from parts import every

from ingest.building import before, suspicion
from ingest.building.suspicion import SuspiciousError

AREAS = [f"{place:04}" for place in range(100, 160)]


@pytest.fixture
def db() -> Iterator[DuckDBPyConnection]:
    with old_and_new.opened() as db:
        yield db


def put(db: DuckDBPyConnection, table: str, cells: Cells, name: str = "bikes", source: str = "scb") -> None:
    old_and_new.put(db, table, cells, name, source)


def usual(years: range, value: Callable[[int, int], float] = lambda place, year: 1000 + 10 * place + year) -> Cells:
    return {(area, year): value(place, year) for place, area in enumerate(AREAS) for year in years}


def reason(db: DuckDBPyConnection, new: Cells, before: Cells | None = None, **given: bool) -> str | None:
    """What looks wrong in new figures; the ones before are 2020–2024 of sixty municipalities."""
    put(db, "old.mart.measures", usual(range(2020, 2025)) if before is None else before)
    put(db, "staged.measures", new)
    try:
        suspicion.check(db, ["scb"], accept=given.get("accept", False))
    except SuspiciousError as error:
        return str(error).removesuffix("; stämmer det, kör igen med --accept")
    return None


def test_the_same_figures_and_a_usual_year_more_are_not_suspected(db: DuckDBPyConnection) -> None:
    assert reason(db, usual(range(2020, 2026))) is None


def test_carried_figures_whose_series_is_a_live_sources_now_are_not_suspected(db: DuckDBPyConnection) -> None:
    put(db, "old.mart.measures", usual(range(2020, 2025)), source="live")
    put(db, "staged.measures", usual(range(2020, 2024), lambda place, year: 9 * place + year), source="carried")
    suspicion.check_carried(db, {"carried": "bikes.csv"})


def test_two_series_that_are_nearly_alike_have_not_changed_places_where_they_stand_as_they_were(
    db: DuckDBPyConnection,
) -> None:
    alike = usual(range(2020, 2025), lambda place, year: 10 * (1000 + 10 * place + year) + 1)
    for table in ("old.mart.measures", "staged.measures"):
        put(db, table, alike, name="sleds")
    same = usual(range(2020, 2025), lambda place, year: 10 * (1000 + 10 * place + year))
    assert reason(db, same, same) is None


@pytest.mark.parametrize(
    ("update", "stands"),
    [
        ("UPDATE staged.measures SET value = NULL WHERE municipality_code = '0100' AND year = 2020", False),
        ("UPDATE staged.measures SET value = value + 0.1 WHERE municipality_code = '0100' AND year = 2020", False),
        ("UPDATE staged.measures SET measure = 'sleds'", False),
        ("UPDATE old.mart.measures SET value = NULL WHERE municipality_code = '0100' AND year = 2020", False),
        ("UPDATE old.mart.measures SET source = 'live'", True),
        ("UPDATE old.mart.measures SET source = 'live' WHERE year > 2022", False),
        ("UPDATE old.mart.measures SET source = 'live'; DELETE FROM old.mart.measures WHERE year = 2023", False),
        ("INSERT INTO staged.conversions VALUES ('scb', 'near_pct', 'bikes', 'population', 0.01)", False),
        ("", True),
    ],
)
def test_carried_figures_stand_where_no_figure_is_new_or_another_or_gone(
    update: str, stands: bool, db: DuckDBPyConnection
) -> None:
    for table in ("old.mart.measures", "staged.measures"):
        put(db, table, usual(range(2020, 2025)))
    put(db, "staged.measures", {("0100", 2019): None})
    db.execute(update or "SELECT 1")
    assert before.has(db, ["scb"]) is stands


def test_figures_of_a_measure_that_was_not_there_are_not_suspected(db: DuckDBPyConnection) -> None:
    put(db, "staged.measures", usual(range(2020, 2025)), name="sleds")
    assert reason(db, usual(range(2020, 2025))) is None


def test_nothing_is_suspected_without_a_database_before() -> None:
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged; CREATE TABLE staged.suspicions (source VARCHAR, reason VARCHAR)")
        suspicion.check(db, ["scb"], accept=False)
        db.execute("ATTACH ':memory:' AS old; CREATE SCHEMA old.mart; CREATE TABLE old.mart.measures (value DOUBLE)")
        suspicion.check(db, ["scb"], accept=False)


@pytest.mark.parametrize("factor", every(3, [1000, 0.001, 100, 1.02, 0.5]))
def test_a_whole_series_times_a_constant_is_suspected(db: DuckDBPyConnection, factor: float) -> None:
    """Two of five; thoroughly all."""
    new = usual(range(2020, 2025), lambda place, year: factor * (1000 + 10 * place + year))
    assert (
        reason(db, new) == f"bikes: hela serien är {f'{factor:g}'.replace('.', ',')} gånger den förra (300 uppgifter)"
    )


def test_thousands_that_are_rounded_are_suspected(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025), lambda place, year: 20000 + 731 * place + 17 * (year - 2000))
    new = {cell: round(value / 1000) for cell, value in before.items() if value}
    assert "hela serien är 0,0009998 gånger den förra" in str(reason(db, new, before))


def test_an_ordinary_recalculation_is_not_suspected(db: DuckDBPyConnection) -> None:
    new = usual(range(2020, 2025), lambda place, year: (1.03 + 0.004 * (place % 7)) * (1000 + 10 * place + year))
    assert reason(db, new) is None


def test_a_published_share_that_becomes_a_fraction_is_suspected(db: DuckDBPyConnection) -> None:
    share = usual(range(2020, 2025), lambda place, year: 20 + place / 2 + year - 2020)
    put(db, "old.mart.published", share, name="near_pct")
    put(db, "staged.published", {cell: (value or 0) / 100 for cell, value in share.items()}, name="near_pct")
    assert reason(db, usual(range(2020, 2025))) == "near_pct: hela serien är 0,01 gånger den förra (300 uppgifter)"


# ── one municipality that moves too far ──

ALONE = ", medan alla andra kommuners siffror för året står kvar"
TOO_FAR = ", mer än uppgiften brukar röra sig på ett år"
NOTHING = ", och en uppgift som saknas är inte noll"


@pytest.mark.parametrize(
    ("year", "value", "said"),
    [
        (2025, 99999.0, "från 3024 till 99999" + TOO_FAR),
        (2025, 300.0, "från 3024 till 300" + TOO_FAR),
        (2025, 0.0, "från 3024 till 0" + NOTHING),
        (2024, 0.0, "från 3024 till 0" + NOTHING),
        (2022, 30220.0, "från 3022 till 30220" + ALONE),
        (2022, 4000.0, "från 3022 till 4000" + ALONE),
    ],
    ids=["up", "down", "to nothing", "a year we had to nothing", "a year we had", "a year we had, by a third"],
)
def test_a_municipality_that_moves_more_than_the_measure_ever_has_is_suspected(
    db: DuckDBPyConnection, year: int, value: float, said: str
) -> None:
    assert reason(db, usual(range(2020, 2026)) | {("0100", year): value}) == f"0100 {year} bikes: {said}"


def test_that_all_others_stand_is_said_only_where_they_do(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2026))
    said = str(reason(db, before | {("0100", 2022): 30220.0, ("0101", 2022): 3050.0}))
    assert said.endswith(", medan nästan alla andra kommuners siffror för året står kvar")
    gone = {cell: value for cell, value in before.items() if cell != ("0101", 2022)}
    said = str(reason(db, gone | {("0100", 2022): 30220.0}))
    assert "30220, medan nästan alla andra" in said, "another's figure is gone"


def held(db: DuckDBPyConnection, name: str, before: Cells, new: Cells) -> str | None:
    """What looks wrong in a published series."""
    put(db, "old.mart.published", before, name=name)
    put(db, "staged.published", before | new, name=name)
    return reason(db, usual(range(2020, 2025)))


SHARE = usual(range(2020, 2025), lambda place, year: 20 + place / 2 + year - 2020)
MILES = usual(range(2020, 2025), lambda place, year: 400 + 4 * place + year - 2020)


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    every(
        3,
        [
            (("0150", 2025), 52.5, None),
            (("0150", 2025), 9.4, "0150 2025 near_pct: från 49 till 9,4" + TOO_FAR),
            (("0150", 2025), 0.0, "0150 2025 near_pct: från 49 till 0" + NOTHING),
            (("0102", 2025), 2.5, "0102 2025 near_pct: från 25 till 2,5" + TOO_FAR),
            (("0150", 2024), 53.5, None),
            (("0150", 2024), 4.9, "0150 2024 near_pct: från 49 till 4,9" + ALONE),
            (("0150", 2024), 0.0, "0150 2024 near_pct: från 49 till 0" + NOTHING),
        ],
    ),
)
def test_a_municipalitys_share_moves_by_so_many_procentenheter_and_no_more(
    db: DuckDBPyConnection, cell: tuple[str, int], value: float, said: str | None
) -> None:
    """Every third; thoroughly all."""
    assert held(db, "near_pct", SHARE, {cell: value}) == said


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    every(
        3,
        [
            (("0114", 2025), 600.0, None),
            (("0114", 2025), 46000.0, "0114 2025 miles: från 460 till 46000" + TOO_FAR),
            (("0114", 2025), 0.0, "0114 2025 miles: från 460 till 0" + NOTHING),
            (("0114", 2024), 46000.0, "0114 2024 miles: från 460 till 46000" + ALONE),
            (("0114", 2024), 0.0, "0114 2024 miles: från 460 till 0" + NOTHING),
        ],
    ),
)
def test_a_municipalitys_published_rate_is_held_as_a_count_is(
    db: DuckDBPyConnection, cell: tuple[str, int], value: float, said: str | None
) -> None:
    """Every third; thoroughly all."""
    assert held(db, "miles", MILES, {cell: value}) == said


def test_a_share_of_what_is_built_may_be_none_or_all(db: DuckDBPyConnection) -> None:
    """New homes near transit: in a small municipality they are few, and all lie here or all lie there."""
    built = usual(range(2020, 2025), lambda place, year: 100.0 * ((place + year) % 3 == 0))
    assert held(db, "new_homes_near_transit_pct", built, {("0101", 2025): 0.0, ("0102", 2025): 100.0}) is None


@pytest.mark.parametrize(("prior", "said"), [(29.0, None), (30.0, "0100 2025 bikes: från 30 till 0" + NOTHING)])
def test_few_may_become_none(db: DuckDBPyConnection, prior: float, said: str | None) -> None:
    before = usual(range(2020, 2025)) | {("0100", 2024): prior}
    assert reason(db, before | {("0100", 2025): 0.0}, before) == said


@pytest.mark.parametrize(("value", "message"), [(105000.0, None), (49000.0, TOO_FAR), (131000.0, TOO_FAR)])
def test_a_measure_where_nobody_leaps_may_not_double(db: DuckDBPyConnection, value: float, message: str | None) -> None:
    """As inhabitants, who in no municipality have been a twentieth more or fewer in a year."""
    people = usual(
        range(2004, 2025), lambda place, year: 96000 + 100 * place * 1.001 ** (year - 2004) + 700 * (year % 2)
    )
    found = reason(db, people | {("0100", 2025): value}, people)
    assert found == (message and f"0100 2025 bikes: från 96000 till {value:.0f}{message}")


def test_a_measure_that_often_leaps_may_leap(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025), lambda place, year: 200 * (5 if (place + year) % 2 else 1))
    assert reason(db, before | {("0100", 2025): 1500.0}, before) is None


def test_small_numbers_may_leap(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025)) | {("0100", year): 3.0 for year in range(2020, 2025)}
    assert reason(db, before | {("0100", 2025): 60.0}, before) is None


def test_few_steps_are_no_ground_for_suspicion(db: DuckDBPyConnection) -> None:
    before = usual(range(2024, 2025))
    assert reason(db, before | {("0100", 2025): 90000.0}, before) is None


@pytest.mark.parametrize(("first", "said"), [(2021, None), (2022, "bikes: 120 av 300 uppgifter finns inte längre")])
def test_a_measure_that_loses_more_than_a_fifth_is_suspected(
    db: DuckDBPyConnection, first: int, said: str | None
) -> None:
    assert reason(db, usual(range(first, 2025))) == said


def test_a_measure_that_is_gone_or_empty_is_suspected(db: DuckDBPyConnection) -> None:
    assert reason(db, dict.fromkeys(usual(range(2020, 2025)))) == "bikes: 300 av 300 uppgifter finns inte längre"
    db.execute("DELETE FROM staged.measures")
    with pytest.raises(SuspiciousError, match="300 av 300"):
        suspicion.check(db, ["scb"], accept=False)


def test_figures_of_other_sources_are_not_missed(db: DuckDBPyConnection) -> None:
    put(db, "old.mart.measures", usual(range(2010, 2020)), source="carried")
    assert reason(db, usual(range(2020, 2025))) is None


def test_accepted_figures_are_not_suspected(db: DuckDBPyConnection) -> None:
    assert reason(db, {("0100", 2025): 1e9}, accept=True) is None


def test_what_a_source_itself_suspects_is_held_until_it_is_accepted(db: DuckDBPyConnection) -> None:
    db.execute("INSERT INTO staged.suspicions VALUES ('other', 'annan'), ('scb', 'hälften av hållplatserna är borta')")
    with pytest.raises(SuspiciousError, match=r"^hälften av hållplatserna är borta; stämmer det"):
        suspicion.check(db, ["scb"], accept=False)
    suspicion.check(db, ["scb"], accept=True)
    suspicion.check(db, ["third"], accept=False)


# ── a year of all, ten times too large or small ──


@pytest.mark.parametrize("factor", [10, 0.1, 1.7])
def test_a_new_year_where_the_middle_municipality_leaps_is_suspected(db: DuckDBPyConnection, factor: float) -> None:
    """Although one municipality once leapt seventeenfold, which makes no room for the others."""
    before = usual(range(2020, 2025)) | {("0150", year): 60.0 * 17 ** (year - 2023) for year in (2023, 2024)}
    new = before | {(area, 2025): factor * (value or 0) for (area, year), value in usual(range(2025, 2026)).items()}
    said = str(reason(db, new, before))
    assert said.startswith("2025 bikes: mitten av 60 kommuner gick från 3309 till "), said


@pytest.mark.parametrize("factor", [10, 0.1, 1.6])
def test_a_revised_year_of_all_is_suspected(db: DuckDBPyConnection, factor: float) -> None:
    new: Cells = {
        cell: (value or 0) * (factor if cell[1] == 2024 else 1) for cell, value in usual(range(2020, 2025)).items()
    }
    assert str(reason(db, new)).startswith("2024 bikes: mitten av 60 kommuner gick från 3319 till ")


def test_a_year_of_a_published_rate_ten_times_too_large_is_suspected(db: DuckDBPyConnection) -> None:
    share = usual(range(2020, 2025), lambda place, year: 60 + place / 2 + year - 2020)
    put(db, "old.mart.published", share, name="mil")
    more: Cells = {(area, 2025): 10 * (value or 0) for (area, year), value in share.items() if year == 2024}
    put(db, "staged.published", share | more, name="mil")
    assert (
        reason(db, usual(range(2020, 2025)))
        == "2025 mil: mitten av 60 kommuner gick från 78,75 till 787,5 sedan uppgiften före"
    )


def test_a_measure_where_all_often_double_may_double(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025), lambda place, year: (200 + place) * 2.0 ** (year - 2020))
    new = usual(range(2020, 2026), lambda place, year: (200 + place) * 2.0 ** (year - 2020))
    assert reason(db, new, before) is None


def test_a_leap_that_one_once_took_does_not_let_another_be_ten_times_too_large(db: DuckDBPyConnection) -> None:
    before = usual(range(2000, 2025)) | {("0150", 2024): 17.0 * 3523}
    said = "0100 2025 bikes: från 3024 till 30250, mer än uppgiften brukar röra sig på ett år"
    assert reason(db, before | {("0100", 2025): 30250.0}, before) == said


def test_a_new_year_after_a_gap_is_held_against_the_one_before_it(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025))
    new = before | {(area, 2027): 10 * (value or 0) for (area, year), value in before.items() if year == 2024}
    assert str(reason(db, new, before)).startswith("2027 bikes: mitten av 60 kommuner gick från 3319 till 33190")


# ── two that have changed places ──


@pytest.mark.parametrize("year", [2024, 2025], ids=["a year we had", "a new year"])
def test_two_that_have_each_others_figures_are_suspected(db: DuckDBPyConnection, year: int) -> None:
    figure = usual(range(2020, 2026), lambda place, year: 1000 + 100 * place + year - 2020)
    before = {cell: value for cell, value in figure.items() if cell[1] < 2025}
    new = {cell: value for cell, value in figure.items() if cell[1] <= year}
    new |= {("0103", year): figure["0107", year], ("0107", year): figure["0103", year]}
    assert str(reason(db, new, before)).startswith(f"0103 och 0107 {year} bikes: från 1304 och 1704 till 170")


def test_a_recalculation_that_happens_to_cross_is_not_suspected(db: DuckDBPyConnection) -> None:
    new = usual(range(2020, 2025), lambda place, year: 1000 + 10 * (place ^ 1) + year)
    assert reason(db, new) is None


def test_a_carried_year_that_a_live_source_covers_is_not_new(db: DuckDBPyConnection) -> None:
    put(db, "old.mart.measures", usual(range(2020, 2024)), source="carried")
    put(db, "old.mart.measures", {("0100", 2024): 30000.0}, source="scb")
    put(db, "staged.measures", usual(range(2020, 2024)) | {("0100", 2024): 30000.0}, source="carried")
    suspicion.check_carried(db, {"carried": "bikes.csv"})
    db.execute("UPDATE staged.measures SET value = 30000 WHERE (municipality_code, year) = ('0101', 2023)")
    with pytest.raises(SuspiciousError, match=r"^bikes\.csv: 0101 2023 bikes: från 3033 till 30000, "):
        suspicion.check_carried(db, {"carried": "bikes.csv"})


def test_a_measure_that_is_computed_later_is_not_missed(db: DuckDBPyConnection) -> None:
    put(db, "old.mart.measures", usual(range(2020, 2025)), name="miles")
    db.execute("INSERT INTO staged.conversions VALUES ('scb', 'mil', 'miles', 'people', 1)")
    assert reason(db, usual(range(2020, 2025))) is None


@pytest.mark.parametrize("year", [2024, 2025], ids=["a year we had", "a new year"])
def test_two_that_have_each_others_shares_are_suspected(db: DuckDBPyConnection, year: int) -> None:
    new = SHARE | {
        (area, 2025): (value or 0) + 0.25 for (area, at), value in SHARE.items() if at == 2024 and year == 2025
    }
    new |= {("0103", year): SHARE["0150", 2024], ("0150", year): SHARE["0103", 2024]}
    said = f"0103 och 0150 {year} near_pct: från 25,5 och 49 till 49 och 25,5, som om de hade bytt plats"
    assert held(db, "near_pct", SHARE, new) == said


@pytest.mark.parametrize("year", [2024, 2025], ids=["a year we had", "a new year"])
def test_two_series_that_change_places_are_suspected_and_named(db: DuckDBPyConnection, year: int) -> None:
    """As battery electric cars and plug-in hybrids by each other's codes: each moves no further than it may."""
    cars = {
        name: usual(range(2020, 2026), lambda place, at, more=more: 500 + 10 * place + more * (at - 2010))
        for name, more in (("battery", 20.0), ("plug_in", 17.0))
    }
    for name, other in (("battery", "plug_in"), ("plug_in", "battery")):
        put(db, "old.mart.measures", {cell: v for cell, v in cars[name].items() if cell[1] < 2025}, name)
        new = {cell: cars[other if cell[1] == year else name][cell] for cell in cars[name] if cell[1] <= year}
        put(db, "staged.measures", new, name)
    assert reason(db, usual(range(2020, 2025))) == (
        f"battery och plug_in {year}: har bytt plats med varandra i 60 av 60 kommuner"
    )


def test_a_series_that_overtakes_another_where_they_were_near_is_not_suspected(db: DuckDBPyConnection) -> None:
    for name, more in (("battery", 120.0), ("plug_in", 17.0)):
        figures = usual(range(2020, 2026), lambda place, at, more=more: 1500 - 10 * place % 37 + more * (at - 2024))
        if name == "plug_in":
            figures = {(area, at): (v or 0) + (60 if int(area) % 4 else -200) for (area, at), v in figures.items()}
        put(db, "old.mart.measures", {cell: v for cell, v in figures.items() if cell[1] < 2025}, name)
        put(db, "staged.measures", figures, name)
    assert reason(db, usual(range(2020, 2025))) is None


def test_of_few_figures_that_leap_each_is_told_and_the_one_that_moved_most_first(db: DuckDBPyConnection) -> None:
    new = usual(range(2020, 2025)) | {("0101", 2024): 9000, ("0150", 2024): 30000}
    first, second = str(reason(db, new)).split("; ")
    assert first.startswith("0150 2024 bikes: från 3524 till 30000, ")
    assert second.startswith("0101 2024 bikes: från 3034 till 9000, ")


def test_two_figures_of_a_municipality_that_are_exchanged_are_called_so(db: DuckDBPyConnection) -> None:
    cars = usual(range(2020, 2025), lambda place, year: 5000 + 20 * place + year)
    put(db, "old.mart.measures", cars, name="cars")
    put(db, "staged.measures", cars | {("0136", 2024): 3384}, name="cars")
    said = reason(db, usual(range(2020, 2025)) | {("0136", 2024): 7744})
    assert said == (
        "0136 2024 bikes: från 3384 till 7744, det tal som cars hade, som om de två hade bytt tal; "
        "0136 2024 cars: från 7744 till 3384, det tal som bikes hade, som om de två hade bytt tal"
    )


# ── another edition, another year's figures, another factor ──


def true(place: int, year: int) -> float:
    """No two years of a municipality are alike."""
    return 1000 + 10 * place + (7 + place % 3) * (year - 2000)


BEFORE = usual(range(2020, 2025), true)
EDITIONS = {
    "a year copied": (
        BEFORE | usual(range(2025, 2026), lambda place, _year: true(place, 2024)),
        "2025 bikes: samma siffror som 2024 i 60 av 60 kommuner",
    ),
    "a year copied over another": (
        BEFORE | usual(range(2024, 2025), lambda place, _year: true(place, 2023)),
        "2024 bikes: samma siffror som 2023 i 60 av 60 kommuner",
    ),
    "a year late": (
        usual(range(2020, 2025), lambda place, year: true(place, max(year - 1, 2020))),
        "2021 bikes: samma siffror som 2020 i 60 av 60 kommuner (och 3 till i serien)",
    ),
    "a year early": (
        usual(range(2020, 2025), lambda place, year: true(place, year + 1)),
        "2020 bikes: samma siffror som 2021 i 60 av 60 kommuner (och 3 till i serien)",
    ),
    "an older edition": (
        usual(range(2020, 2024), true),
        "2024 bikes: 60 uppgifter finns inte längre; den nya utgåvan slutar 2023",
    ),
    "a year left out": (
        {cell: value for cell, value in BEFORE.items() if cell[1] != 2022},
        "2022 bikes: 60 uppgifter finns inte längre; åren omkring finns",
    ),
    "the oldest year left out": (usual(range(2021, 2025), true), None),
    "municipalities left out": (
        {cell: value for cell, value in BEFORE.items() if cell[0] not in AREAS[:5]},
        "bikes: 5 av 60 kommuner finns inte med längre, till exempel 0100",
    ),
    "a municipality's years left out": (
        {cell: value for cell, value in BEFORE.items() if cell[0] != AREAS[5] or cell[1] > 2022},
        "0105 2020 bikes: 1230 finns inte längre, medan alla andra kommuners siffror för året står kvar; 0105 ",
    ),
    "dots in place of a figure": (
        BEFORE | {(AREAS[5], 2024): None},
        "0105 2024 bikes: 1266 finns inte längre, medan alla andra kommuners siffror för året står kvar",
    ),
    "half of a new year": (
        BEFORE | {cell: value for cell, value in usual(range(2025, 2026), true).items() if cell[0] < AREAS[29]},
        "2025 bikes: bara 29 kommuner har en uppgift, mot 60 året före",
    ),
    "more than half of a new year": (
        BEFORE | {cell: value for cell, value in usual(range(2025, 2026), true).items() if cell[0] < AREAS[30]},
        None,
    ),
    "a new edition": (usual(range(2020, 2026), lambda place, year: 1.01 * true(place, year)), "hela serien är 1,01"),
    "rounded anew": (usual(range(2020, 2026), lambda place, year: true(place, year) + (place + year) % 4), None),
}


@pytest.mark.parametrize(("new", "said"), every(3, [*EDITIONS.values()]), ids=EDITIONS.keys())
def test_another_edition_than_it_should_be_is_held(db: DuckDBPyConnection, new: Cells, said: str | None) -> None:
    """Every third case; thoroughly all."""
    found = reason(db, new, BEFORE)
    assert (said in str(found)) if said else found is None


def test_a_live_edition_that_ends_before_the_carried_is_held(db: DuckDBPyConnection) -> None:
    """It would take their place whole; one that takes the place of its own years loses none."""
    put(db, "old.mart.measures", BEFORE, source="carried")
    put(db, "staged.measures", usual(range(2021, 2024), true))
    db.execute("INSERT INTO staged.carried VALUES ('carried')")
    suspicion.check(db, ["scb"], accept=False)
    with pytest.raises(SuspiciousError, match=r"^2024 bikes: 60 uppgifter .* den nya utgåvan slutar 2023; stämmer det"):
        suspicion.check(db, ["scb"], accept=False, is_whole=True)


@pytest.mark.parametrize(("factor", "said"), [(1.0, None), (10.0, "miles: räknas med faktorn 10 och inte 1 som förut")])
def test_another_factor_is_suspected_as_another_figure_is(
    db: DuckDBPyConnection, factor: float, said: str | None
) -> None:
    rate = usual(range(2020, 2025), lambda place, year: 400 + 4 * place + year - 2020)
    put(db, "old.mart.measures", {cell: (value or 0) * (rate[cell] or 0) for cell, value in BEFORE.items()}, "miles")
    for side in ("old.mart.published", "staged.published"):
        put(db, side, rate, "mil")
    db.execute("INSERT INTO staged.conversions VALUES ('scb', 'mil', 'miles', 'bikes', ?)", [factor])
    found = reason(db, BEFORE, BEFORE)
    assert found == (said and f"{said} (300 uppgifter)")


def test_all_that_looks_wrong_is_told_since_all_is_taken(db: DuckDBPyConnection) -> None:
    for name in ("a", "b", "c", "d", "e"):
        put(db, "old.mart.measures", BEFORE, name)
        put(db, "staged.measures", usual(range(2020, 2024), true), name)
    put(db, "old.mart.measures", BEFORE)
    db.execute("INSERT INTO staged.suspicions VALUES ('scb', 'hälften är borta')")
    gone = [f"2024 {name}: 60 uppgifter finns inte längre; den nya utgåvan slutar 2023" for name in ("a", "b")]
    assert reason(db, BEFORE, {}) == "; ".join(["hälften är borta", *gone, "och 3 till: c, d, e"])


def test_what_hardly_ever_changes_may_stay_as_it_is(db: DuckDBPyConnection) -> None:
    """Lengths of cycle paths: three in four are what they were a year ago."""

    def length(place: int, year: int) -> float:
        return 1000 + 10 * place + (year if place % 4 == 0 else 0)

    assert reason(db, usual(range(2020, 2026), length), usual(range(2020, 2025), length)) is None


@pytest.mark.parametrize(("share", "is_held"), [(0.6, True), (0.85, False)])
def test_a_count_that_falls_by_more_than_a_fifth_at_once_is_suspected(
    db: DuckDBPyConnection, share: float, is_held: bool
) -> None:
    before = usual(range(2024, 2025))
    new = before | {(area, 2025): share * (value or 0) + 1 for (area, _), value in before.items()}
    line = reason(db, new, before)
    assert (line is not None and "bikes: hela landet gick från" in line) is is_held


def test_a_count_that_has_fallen_so_before_may_fall_again(db: DuckDBPyConnection) -> None:
    def sold(place: int, year: int) -> float:
        return (1000 + 10 * place) * (0.7 if year % 2 else 1.0) + year

    assert reason(db, usual(range(2016, 2026), sold), usual(range(2016, 2025), sold)) is None


# ── intervals ──


def shares(db: DuckDBPyConnection, table: str, wide: float, year: int) -> None:
    middle = {area: 50.0 + place + (0.5 if year == 2024 else 0) for place, area in enumerate(AREAS[:20])}
    insert(db, table, [(area, year, "survey_pct", v, "", "scb", v - wide, v + wide) for area, v in middle.items()])


def test_a_year_late_and_rounded_is_held_and_rounding_alone_is_not(db: DuckDBPyConnection) -> None:
    def share(place: int, year: int) -> float:
        return 20.3 + 0.7 * place + 1.7 * (year - 2020)

    before = usual(range(2020, 2025), share)
    put(db, "old.mart.published", before, name="near_pct")
    put(db, "staged.published", {cell: float(round(value or 0)) for cell, value in before.items()}, name="near_pct")
    assert reason(db, usual(range(2020, 2025))) is None
    db.execute("DELETE FROM staged.published")
    late = usual(range(2020, 2025), lambda place, year: float(round(share(place, year - 1))))
    put(db, "staged.published", late, name="near_pct")
    with pytest.raises(SuspiciousError, match=r"near_pct: samma siffror som 20.., avrundade, i \d+ av 60 kommuner"):
        suspicion.check(db, ["scb"], accept=False)


@pytest.mark.parametrize(
    ("wide", "said"), every(2, [(5.5, None), (8.0, None), (0.0, "0"), (55.0, "110"), (0.055, "0,11")])
)
def test_an_interval_of_another_width_is_suspected(db: DuckDBPyConnection, wide: float, said: str | None) -> None:
    """Three of five; thoroughly all."""
    for table in ("old.mart.published", "staged.published"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN low DOUBLE; ALTER TABLE {table} ADD COLUMN high DOUBLE")
    shares(db, "old.mart.published", 5.5, 2023)
    shares(db, "staged.published", 5.5, 2023)
    shares(db, "staged.published", wide, 2024)
    line = reason(db, usual(range(2020, 2025)))
    told = (
        said and f"0100 2024 survey_pct: intervallet är {said} procentenheter brett och var 11 (och 19 till i serien)"
    )
    assert line == told


def test_the_first_intervals_are_not_wider_than_they_can_say_anything(db: DuckDBPyConnection) -> None:
    for table in ("old.mart.published", "staged.published"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN low DOUBLE; ALTER TABLE {table} ADD COLUMN high DOUBLE")
    shares(db, "staged.published", 45.0, 2024)
    assert "0100 2024 survey_pct: intervallet är 90 procentenheter brett (och 19 till" in str(
        reason(db, usual(range(2020, 2025)))
    )
