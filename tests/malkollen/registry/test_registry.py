"""indicators.toml: what it must hold, and that every fault in it is named at once, by its key, in Swedish."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings, strategies as st

from malkollen import ROOT
from malkollen.errors import RegistryError, UnknownNameError
from malkollen.registry import checks
from malkollen.registry.content import WORDS, in_own_words
from malkollen.registry.registry import REGISTRY_FILE, Better, Indicator, Kind, Registry, Scale, load, read, version
from malkollen.values.areas import Areas

Key = str | int
PROGRAMME = ROOT.parent / "shared" / "programme"

MINIMAL = """
[home]
name = "Orten"
genitive = "Ortens"
at = "i Orten"
municipalities = "Ortens kommuner"
office = "Ortens kansli"
office_short = "kansliet"
core_municipality = "0180"
county = "annat"
county_code = "01"
timetable_operators = ["sl"]
start_place = "torget"

[home.bodies]
leadership = { name = "ledningen", short = "ledningen" }
network = { name = "nätverket", short = "nätverket" }
committee = { name = "styrelsen", short = "styrelsen" }

[comparison]
home = "ett"
municipality_group = "ett"
municipalities = { one = "kommun", many = "kommuner", the = "kommunerna" }

[roles]
compared_first = "cars_each"
in_commuters = "people"

[roles.timetable]
people = "Hur många det är"

[examples.trend]
indicator = "cars_each"
title = "bilar"
question = "Har bilarna minskat?"

[programmes.p]
title = "P"
document = "Programmet"
decided_by = "Kommittén"
decided = 2023-01-12
adopted_by = "Styrelserna"
valid_from = 2023-01-01
valid_to = 2026-12-31
base_year = 2022
vision = "V"
overarching_goal = "Ö"

[goals.g]
programme = "p"
heading = "Mål"
sentence = "Meningen"
meaning = "Innebörden"

[waiting.w]
title = "En källa"
needs_plain = "Väntar på en källa."
needs = "Nätverk"
run = "malkollen ingest w"

[measures]
population = { title = "Folkmängd", unit = "personer" }
cars = { title = "Bilar", unit = "bilar", waiting_for = "w" }

[indicators.people]
code = "P01"
title = "Invånare"
short = "Invånare"
goal = "g"
unit = "personer"
better = "högre"
kind = "sammanhang"
formula = "population"
about = "Antal."

[indicators.cars_each]
code = "P02"
title = "Bilar per invånare"
short = "Bilar"
goal = "g"
unit = "bilar/inv."
better = "lägre"
kind = "jämförelse"
formula = "cars / nullif(population, 0)"
bins = [0.2, 0.4]
about = "Antal bilar delat med antal invånare."

[targets.t]
indicator = "cars_each"
title = "Högst en halv"
value = 0.5
unit = "bilar/inv."
area = "Sverige"
wording = "Högst en halv bil per invånare."
document = "Beslutet"
decided_by = "Någon"
decided = "2020"
status = "gällande"
transfer = "överförd"
checked = 2026-01-01

[breaks.b]
measures = ["cars"]
year = 2023
reason = "Nytt sätt att räkna."

[groups]
ett = { title = "Ett", members = 2 }
annat = { title = "Annat", members = 1 }

[comparison_sets.s]
title = "Båda"
groups = ["ett", "annat"]
"""

FAULTS = {
    "an unknown key": (
        'unit = "bilar/inv."\nbetter',
        'colour = "blå"\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.colour: okänd nyckel",
    ),
    "an unknown paragraph": ("[groups]", "[grupper]", "grupper: okänd nyckel"),
    "an undeclared measure": (
        'formula = "population"',
        'formula = "folk"',
        "indicators.people.formula: ingen grunduppgift heter 'folk'",
    ),
    "a measure in other letters": (
        'formula = "population"',
        'formula = "Population"',
        "indicators.people.formula: ingen grunduppgift heter 'Population'",
    ),
    "a function in a formula": (
        'formula = "population"',
        'formula = "ln(population)"',
        "indicators.people.formula: bara + - * / och nullif är tillåtna, inte ln",
    ),
    "an unguarded division": (
        "nullif(population, 0)",
        "population",
        "indicators.cars_each.formula: division kräver nullif(…, 0)",
    ),
    "an unreadable formula": (
        'formula = "population"',
        'formula = "population +"',
        "indicators.people.formula: går inte att läsa som ett uttryck",
    ),
    "neither formula nor waiting": (
        'formula = "population"\n',
        "",
        "indicators.people.formula: saknas; en indikator har en formel, en serie eller väntar",
    ),
    "a target without document": ('document = "Beslutet"\n', "", "targets.t.document: saknas"),
    "a target with an empty document": (
        'document = "Beslutet"',
        'document = ""',
        "targets.t.document: får inte vara tom",
    ),
    "a target without status": ('status = "gällande"\n', "", "targets.t.status: saknas"),
    "a target with a status of its own": ('status = "gällande"', 'status = "kanske"', "targets.t.status: ska vara"),
    "a target without end": ("value = 0.5", "value = inf", "targets.t.value: ska vara ett ändligt tal"),
    "a target of no indicator": (
        'indicator = "cars_each"\ntitle = "Högst',
        'indicator = "P02"\ntitle = "Högst',
        "targets.t.indicator: ingen indikator heter 'P02'",
    ),
    "an unknown goal": (
        'goal = "g"\nunit = "bilar/inv."',
        'goal = "h"\nunit = "bilar/inv."',
        "indicators.cars_each.goal: inget mål heter 'h'",
    ),
    "an unknown programme": ('programme = "p"', 'programme = "q"', "goals.g.programme: inget program heter 'q'"),
    "an unknown home group": ('home = "ett"', 'home = "två"', "comparison.home: ingen jämförelsegrupp heter 'två'"),
    "an unknown group of municipalities": (
        'municipality_group = "ett"',
        'municipality_group = "två"',
        "comparison.municipality_group: ingen jämförelsegrupp heter 'två'",
    ),
    "an unknown group in a set": (
        '["ett", "annat"]',
        '["ett", "två"]',
        "comparison_sets.s.groups: ingen jämförelsegrupp heter 'två'",
    ),
    "a set of one": ('["ett", "annat"]', '["ett"]', "comparison_sets.s.groups: ska ha minst 2 poster"),
    "the same code twice": ('code = "P02"', 'code = "P01"', "indicators.cars_each.code: 'P01' används av fler än en"),
    "the same code in other letters": ('code = "P02"', 'code = "p01"', "indicators.people.code: 'P01' används av fler"),
    "a code that is another's id": ('code = "P02"', 'code = "people"', "indicators.cars_each.code: 'people' används"),
    "a reader is told a command": (
        "Väntar på en källa.",
        "Kör malkollen ingest w.",
        "waiting.w.needs_plain: läses av alla; 'malkollen ingest' hör hemma i needs eller run",
    ),
    "a reader is told a file": ("Väntar på en källa.", "Fyll i data/w.csv.", "waiting.w.needs_plain: läses av alla"),
    "a reader is told nothing of what waits": (
        'needs_plain = "Väntar på en källa."\n',
        "",
        "waiting.w.needs_plain: saknas",
    ),
    "a waiting that nobody waits for": (', waiting_for = "w"', "", "waiting.w: ingenting väntar på den"),
    "a wait for nothing known": (
        'waiting_for = "w"',
        'waiting_for = "x"',
        "measures.cars.waiting_for: ingen väntande källa heter 'x'",
    ),
    "bins that fall": ("[0.2, 0.4]", "[0.4, 0.2]", "indicators.cars_each.bins: klassgränserna ska stiga"),
    "bins that stand still": ("[0.2, 0.4]", "[0.2, 0.2]", "indicators.cars_each.bins: klassgränserna ska stiga"),
    "bins of text": ("[0.2, 0.4]", '["låg", "hög"]', "indicators.cars_each.bins.0: ska vara ett tal"),
    "a break of nothing": ('measures = ["cars"]\n', "", "breaks.b: nämner varken grunduppgifter"),
    "a break of an unknown measure": ('["cars"]', '["bilar"]', "breaks.b.measures: ingen grunduppgift heter 'bilar'"),
    "a break that is no list": ('["cars"]', "5", "breaks.b.measures: ska vara en lista"),
    "text where a year stands": ("year = 2023", 'year = "2023"', "breaks.b.year: ska vara ett heltal"),
    "text where a number stands": ("value = 0.5", 'value = "0,5"', "targets.t.value: ska vara ett tal"),
    "a number where text stands": ('title = "Invånare"', "title = 1", "indicators.people.title: ska vara text"),
    "text where true or false stands": (
        'unit = "personer"\nbetter',
        'core = "ja"\nunit = "personer"\nbetter',
        "indicators.people.core: ska vara true eller false",
    ),
    "a direction of its own": ('better = "lägre"', 'better = "mindre"', "indicators.cars_each.better: ska vara"),
    "a list where a name stands": (
        'goal = "g"\nunit = "bilar/inv."',
        'goal = "g"\nunit = ["bilar/inv."]',
        "indicators.cars_each.unit: ska vara text",
    ),
    "a name that is no word": (
        "population = {",
        '"folk\'mängd" = { title = "F", unit = "p" }\npopulation = {',
        "measures.folk'mängd: namnet ska skrivas med små bokstäver",
    ),
    "too many decimals": (
        'unit = "bilar/inv."\nbetter',
        'decimals = 7\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.decimals: ska vara högst 6",
    ),
    "rounding to more than thousands": (
        'unit = "bilar/inv."\nbetter',
        'decimals = -4\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.decimals: ska vara minst -3",
    ),
    "a difference that means anything at nothing": (
        'unit = "bilar/inv."\nbetter',
        'materiality = 0.0\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.materiality: ska vara större än 0",
    ),
    "a published share of too many decimals": (
        'unit = "bilar/inv."\nbetter',
        'published_decimals = 4\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.published_decimals: ska vara högst 3",
    ),
    "a published share of hundreds": (
        'unit = "bilar/inv."\nbetter',
        'published_decimals = -1\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.published_decimals: ska vara minst 0",
    ),
    "a published share of half a decimal": (
        'unit = "bilar/inv."\nbetter',
        'published_decimals = 0.5\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.published_decimals: ska vara ett heltal",
    ),
    "an excluded year that is no list": (
        'unit = "bilar/inv."\nbetter',
        'exclude_years = 2020\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.exclude_years: ska vara en lista",
    ),
    "an excluded year in words": (
        'unit = "bilar/inv."\nbetter',
        'exclude_years = ["2020"]\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.exclude_years.0: ska vara ett heltal",
    ),
    "an excluded year of two digits": (
        'unit = "bilar/inv."\nbetter',
        'exclude_years = [2020, 21]\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.exclude_years.1: ska vara minst 1900",
    ),
    "an index of an early year": (
        'unit = "bilar/inv."\nbetter',
        'index_year = 210\nunit = "bilar/inv."\nbetter',
        "indicators.cars_each.index_year: ska vara minst 1900",
    ),
    "a break of a late year": ("year = 2023", "year = 20230", "breaks.b.year: ska vara högst 2100"),
    "a programme of an early year": ("base_year = 2022", "base_year = 22", "programmes.p.base_year: ska vara minst"),
    "a target of a late year": ("value = 0.5", "value = 0.5\ntarget_year = 3020", "targets.t.target_year: ska vara hö"),
    "a target from an early year": (
        "value = 0.5",
        "value = 0.5\nbase_year = 20",
        "targets.t.base_year: ska vara minst",
    ),
    "a target no later than its base": (
        "value = 0.5",
        "value = 0.5\nbase_year = 2030\ntarget_year = 2030",
        "targets.t.target_year: ska vara senare än base_year (2030)",
    ),
    "a base of nothing on a log scale": (
        'about = "Antal bilar delat med antal invånare."\n\n[targets.t]\n',
        'about = "A"\nscale = "logaritmisk"\n\n[targets.t]\nbase_value = 0.0\n',
        "targets.t.base_value: ska vara större än 0; 'cars_each' har logaritmisk skala",
    ),
    "a target in another unit": (
        'value = 0.5\nunit = "bilar/inv."',
        'value = 0.5\nunit = "bilar"',
        "targets.t.unit: ska vara indikatorns enhet 'bilar/inv.', eller 'index ÅÅÅÅ = 100' med base_year angivet",
    ),
    "an index without a base year": (
        'value = 0.5\nunit = "bilar/inv."',
        'value = 50.0\nunit = "index ÅÅÅÅ = 100"',
        "targets.t.unit: ska vara indikatorns enhet 'bilar/inv.', eller 'index ÅÅÅÅ = 100' med base_year angivet",
    ),
    "an index of another year than its base": (
        'value = 0.5\nunit = "bilar/inv."',
        'value = 50.0\nunit = "index 2010 = 100"\nbase_year = 2011',
        "targets.t.unit: ska vara indikatorns enhet 'bilar/inv.', eller 'index 2011 = 100'",
    ),
    "a group of none": (
        'title = "Annat", members = 1',
        'title = "Annat", members = 0',
        "groups.annat.members: ska vara",
    ),
    "a comparison without direction": (
        'better = "lägre"\n',
        "",
        "indicators.cars_each.better: saknas; slaget jämförelse kräver en riktning",
    ),
    "a goal that nothing follows": (
        "[waiting.w]",
        '[goals.h]\nprogramme = "p"\nheading = "H"\nsentence = "S"\nmeaning = "B"\n\n[waiting.w]',
        "goals.h: ingen indikator hör till målet",
    ),
    "bins of two classes": ("[0.2, 0.4]", "[0.2]", "indicators.cars_each.bins: ska ha 2–6 klassgränser (3–7 klasser)"),
    "bins of eight classes": (
        "[0.2, 0.4]",
        "[1, 2, 3, 4, 5, 6, 7]",
        "indicators.cars_each.bins: ska ha 2–6 klassgränser (3–7 klasser)",
    ),
    "no home": ('[home]\nname = "Orten"\n', "[home]\n", "home.name: saknas"),
    "a body without a name": ('name = "ledningen", ', "", "home.bodies.leadership.name: saknas"),
    "a core municipality by name": (
        'core_municipality = "0180"',
        'core_municipality = "Staden"',
        "home.core_municipality: ska vara siffror: fyra för en kommun",
    ),
    "a county that is no group": (
        'county = "annat"',
        'county = "länet"',
        "home.county: ingen jämförelsegrupp heter 'länet'",
    ),
    "a cooperation of one": (
        'title = "Ett", members = 2',
        'title = "Ett", members = 1',
        "groups.ett.members: en samverkan har minst två kommuner",
    ),
    "a role of nobody": (
        'compared_first = "cars_each"',
        'compared_first = "bilar"',
        "roles.compared_first: ingen indikator heter 'bilar'; ändra raden, eller ta bort den",
    ),
    "a role that nobody has": ("[roles]\n", '[roles]\nfirst = "people"\n', "roles.first: okänd nyckel"),
    "commuters that are a share": (
        'in_commuters = "people"',
        'in_commuters = "cars_each"',
        "roles.in_commuters: indikatorns formel ska vara en enda grunduppgift",
    ),
    "a share that is none": (
        'in_commuters = "people"',
        'near_transit = "people"',
        'roles.near_transit: den kräver en indikator med unit = "%"',
    ),
    "a link to nothing": (
        'people = "Hur många det är"',
        'folk = "Hur många det är"',
        "roles.timetable.folk: ingen indikator heter 'folk'",
    ),
    "an example of nothing": (
        'indicator = "cars_each"\ntitle = "bilar"',
        'indicator = "bilar"\ntitle = "bilar"',
        "examples.trend.indicator: ingen indikator heter 'bilar'",
    ),
    "an example that is not judged": (
        'indicator = "cars_each"\ntitle = "bilar"',
        'indicator = "people"\ntitle = "bilar"',
        "examples.trend.indicator: den kräver en indikator som bedöms (kind)",
    ),
    "a rank of what has no fleets": (
        "[examples.trend]",
        "[examples.rank]",
        "examples.rank.indicator: den kräver en indikator med has_fleet_variants = true",
    ),
    "an unknown key called date": ("year = 2023", "year = 2023\ndate = 2023-01-01", "breaks.b.date: okänd nyckel"),
}


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Where a test writes its own registry."""
    return tmp_path / "indicators.toml"


def _faults(path: Path, content: str) -> list[str]:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError) as refused:
        load(path)
    return refused.value.faults


def _replaced(content: str, old: str, new: str) -> str:
    assert content.count(old) == 1, old
    return content.replace(old, new)


def test_the_minimal_registry_of_these_tests_is_right(edited: Path) -> None:
    edited.write_text(MINIMAL, encoding="utf-8")
    declared = load(edited)
    assert declared.computed() == ["people"]
    assert declared.waits_for("cars_each") == "w"
    assert declared.breaks_of("cars_each") == {2023: "Nytt sätt att räkna."}
    assert list(declared.targets_of("cars_each")) == ["t"]
    assert declared.programme_of("people").title == "P"


def test_context_and_lists_may_be_without_direction(edited: Path) -> None:
    edited.write_text(_replaced(MINIMAL, 'better = "högre"\n', ""), encoding="utf-8")
    assert load(edited).indicators["people"].better is None


def test_a_target_may_be_an_index_of_its_own_base_year(edited: Path) -> None:
    index = 'value = 50.0\nunit = "index 2010 = 100"\nbase_year = 2010'
    edited.write_text(_replaced(MINIMAL, 'value = 0.5\nunit = "bilar/inv."', index), encoding="utf-8")
    target = load(edited).targets["t"]
    assert (target.is_index, target.base_value) == (True, None)


@pytest.mark.parametrize(
    ("unit", "value", "base", "message"),
    [
        ("%", "0.4", "", "value: 0.4 ser ut som en andel av 1; skriv 40 för 40 %"),
        ("%", "1.0", "", "value: 1 ser ut som en andel av 1; skriv 100 för 100 %"),
        ("%", "400.0", "", "value: ska vara från 0 till 100"),
        ("%", "-4.0", "", "value: ska vara från 0 till 100"),
        ("%", "40.0", "base_value = 104.0", "base_value: ska vara från 0 till 100"),
        ("%", "40.0", "base_value = 0.6", None),
        ("%", "0.0", "", None),
        ("%", "100.0", "", None),
        ("index 2010 = 100", "0.3", "", "value: 0.3 ser ut som en andel av 1; skriv 30 för 30 %"),
        ("index 2010 = 100", "-70.0", "", "value: ska vara minst 0"),
        ("index 2010 = 100", "30.0", "base_value = 80.0", "base_value: ska vara 100; enheten är 'index 2010 = 100'"),
        ("index 2010 = 100", "30.0", "base_value = 100.0", None),
        ("index 2010 = 100", "0.0", "", None),
        ("index 2010 = 100", "130.0", "", None),
    ],
)
def test_a_target_in_per_cent_or_as_an_index_is_a_possible_number(
    edited: Path, unit: str, value: str, base: str, message: str | None
) -> None:
    own = MINIMAL.replace('"bilar/inv."', '"%"')
    edited.write_text(
        _replaced(own, 'value = 0.5\nunit = "%"', f'value = {value}\nunit = "{unit}"\nbase_year = 2010\n{base}'),
        encoding="utf-8",
    )
    if message is None:
        assert load(edited).targets["t"].value == float(value)
    else:
        with pytest.raises(RegistryError) as caught:
            load(edited)
        assert str(caught.value).splitlines() == [f"{edited.name}: targets.t.{message}"]


def test_what_decides_how_a_series_is_judged_is_read(edited: Path) -> None:
    more = 'published_decimals = 1\nexclude_years = [2020, 2021]\nunit = "bilar/inv."\nbetter'
    edited.write_text(_replaced(MINIMAL, 'unit = "bilar/inv."\nbetter', more), encoding="utf-8")
    indicator = load(edited).indicators["cars_each"]
    assert (indicator.published_decimals, indicator.exclude_years) == (1, (2020, 2021))
    assert load(edited).indicators["people"].exclude_years == ()


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_by_file_and_key(edited: Path, old: str, new: str, fault: str) -> None:
    found = _faults(edited, _replaced(MINIMAL, old, new))
    assert any(line.startswith(f"indicators.toml: {fault}") for line in found), found


def test_a_day_that_is_none_is_named_by_its_row(edited: Path) -> None:
    """A day looks right at a glance; others are found by what they say."""
    text = _replaced(MINIMAL, "checked = 2026-01-01", 'checked = "i våras"')
    row = text.splitlines().index('checked = "i våras"') + 1
    assert f"indicators.toml rad {row}: targets.t.checked: ska vara ett datum (ÅÅÅÅ-MM-DD)" in _faults(edited, text)


def test_all_faults_are_named_at_once_one_a_line(edited: Path) -> None:
    content = MINIMAL
    chosen = ["an unknown key", "an unguarded division", "a target without document", "bins that fall", "a set of one"]
    for old, new, _ in (FAULTS[name] for name in chosen):
        content = _replaced(content, old, new)
    edited.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError) as refused:
        load(edited)
    lines = str(refused.value).splitlines()
    for name in chosen:
        assert sum(line.startswith(f"indicators.toml: {FAULTS[name][2]}") for line in lines) == 1, name
    assert len(lines) == len(chosen)


def test_two_indicators_without_code_are_not_said_to_share_one(edited: Path) -> None:
    found = _faults(edited, _replaced(_replaced(MINIMAL, 'code = "P01"\n', ""), 'code = "P02"\n', ""))
    assert found == [f"indicators.toml: indicators.{key}.code: saknas" for key in ("people", "cars_each")]


def test_a_file_that_is_missing_or_no_toml_is_refused_in_one_line(edited: Path) -> None:
    with pytest.raises(RegistryError, match=r"indicators\.toml: filen finns inte"):
        load(edited)
    assert _faults(edited, MINIMAL + "[comparison\n") == [
        f"indicators.toml rad {MINIMAL.count(chr(10)) + 1}, kolumn 12: går inte att läsa som TOML"
    ]
    assert _faults(edited, "title = [") == ["indicators.toml vid filens slut: går inte att läsa som TOML"]
    assert _faults(edited, f"year = {'9' * 5000}") == ["indicators.toml: går inte att läsa som TOML"]
    edited.write_bytes("title = 'Å'".encode("latin-1"))
    with pytest.raises(RegistryError, match=r"^indicators\.toml: filen är inte UTF-8 \(byte 9\)$"):
        load(edited)
    edited.unlink()
    edited.mkdir()
    with pytest.raises(RegistryError, match=r"^indicators\.toml: filen går inte att öppna$"):
        load(edited)


def test_a_file_saved_in_windows_is_read(edited: Path) -> None:
    edited.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(edited).computed() == ["people"]


def test_an_empty_file_names_every_missing_paragraph(edited: Path) -> None:
    required = [table for table, field in Registry.model_fields.items() if field.is_required()]
    assert _faults(edited, "") == [f"indicators.toml: {table}: saknas" for table in required]


def _leaves(content: object, path: tuple[Key, ...] = ()) -> list[tuple[Key, ...]]:
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return [path, *(leaf for key, value in inner for leaf in _leaves(value, (*path, key)))]


@settings(max_examples=200)
@given(data=st.data(), value=st.sampled_from([5, -0.5, True, "", "x", [], [1], [["x"]], {}, {"a": 1}, float("nan")]))
def test_no_value_of_the_wrong_type_is_more_than_a_fault(data: st.DataObject, value: object) -> None:
    """Whatever one place of the file holds, the cross-checks name faults and never fall over."""
    content = tomllib.loads(MINIMAL)
    *parents, last = data.draw(st.sampled_from([path for path in _leaves(content) if path]))
    place: Any = content
    for key in parents:
        place = place[key]
    place[last] = value
    content, faults = in_own_words(content)
    assert all(isinstance(fault, str) for fault in [*faults, *checks.faults(content)])


def test_the_same_text_is_read_once_and_another_anew(edited: Path) -> None:
    edited.write_text(MINIMAL, encoding="utf-8")
    found = load(edited)
    edited.write_text(MINIMAL, encoding="utf-8-sig")
    assert load(edited) is found
    edited.write_text(_replaced(MINIMAL, 'short = "Bilar"', 'short = "Bil"'), encoding="utf-8")
    assert load(edited).indicators["cars_each"].short == "Bil"
    edited.write_text(_replaced(MINIMAL, 'short = "Bilar"', "short = 5"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RegistryError, match=r"cars_each\.short: ska vara text"):
            load(edited)


# ── words of choice ──


@pytest.mark.parametrize(("key", "word"), [(key, word) for key, words in WORDS.items() for word in words])
def test_a_word_of_choice_is_swedish_and_its_old_spelling_is_refused_with_the_new(
    key: str, word: str, edited: Path
) -> None:
    text = re.sub(rf'(\[indicators\.people\]\n(?:.*\n)*?){key} = ".*"\n', r"\1", MINIMAL)
    edited.write_text(_replaced(text, 'about = "Antal."', f'{key} = "{word}"\nabout = "Antal."'), "utf-8")
    own = WORDS[key][word]
    assert getattr(load(edited).indicators["people"], key) == own
    if own != word:
        edited.write_text(edited.read_text(encoding="utf-8").replace(f'{key} = "{word}"', f'{key} = "{own}"'), "utf-8")
        with pytest.raises(RegistryError) as refused:
            load(edited)
        named = [fault for fault in refused.value.faults if f"people.{key}" in fault]
        assert named == [f'indicators.toml: indicators.people.{key}: skrivs numera "{word}"']


@pytest.mark.parametrize("key", WORDS)
def test_a_word_that_is_none_is_answered_with_those_that_are(key: str, edited: Path) -> None:
    text = re.sub(rf'(\[indicators\.people\]\n(?:.*\n)*?){key} = ".*"\n', r"\1", MINIMAL)
    edited.write_text(text.replace('about = "Antal."', f'{key} = "prov"\nabout = "Antal."'), "utf-8")
    with pytest.raises(RegistryError) as refused:
        load(edited)
    *others, last = WORDS[key]
    quoted = "".join(f"'{word}', " for word in others).removesuffix(", ")
    assert refused.value.faults == [f"indicators.toml: indicators.people.{key}: ska vara {quoted} eller '{last}'"]


def test_the_programs_words_of_choice_are_those_it_reads() -> None:
    declared = {"kind": get_args(Kind), "better": get_args(Better), "scale": get_args(Scale)}
    declared["judged_for"] = get_args(Indicator.model_fields["judged_for"].annotation)
    assert {key: set(words.values()) for key, words in WORDS.items()} == {k: set(v) for k, v in declared.items()}


def test_the_real_registry_loads_and_its_version_follows_its_bytes(registry: Registry, edited: Path) -> None:
    assert len(registry.indicators) > 20
    text = REGISTRY_FILE.read_bytes()
    edited.write_bytes(text)
    assert version(edited) == version()
    edited.write_bytes(text + b"# en kommentar\n")
    assert version(edited) != version()


@pytest.mark.skipif(not PROGRAMME.is_dir(), reason="programmets text ligger inte bredvid utcheckningen")
def test_goals_and_vision_stand_word_for_word_as_in_the_programme(registry: Registry) -> None:
    """The headings are the short names of the goals and deliberately not checked."""
    text = " ".join("\n".join(path.read_text(encoding="utf-8") for path in sorted(PROGRAMME.glob("*.txt"))).split())
    sentences = [part for goal in registry.goals.values() for part in (goal.sentence, goal.meaning)]
    programme = registry.programmes["sup_2040"]
    for sentence in [*sentences, programme.vision, programme.overarching_goal]:
        assert sentence in text, sentence
    assert registry.goals["klimatomstallning"].heading == "Klimatomställning"


def test_an_indicator_is_found_by_id_and_code_in_any_case(registry: Registry) -> None:
    for key, indicator in registry.indicators.items():
        for name in (key, key.upper(), indicator.code, indicator.code.lower(), indicator.code.upper()):
            assert registry.find(name) == key


def test_an_unknown_indicator_is_answered_with_the_codes_there_are(registry: Registry) -> None:
    with pytest.raises(UnknownNameError, match=r"indikator 'K99' finns inte; välj bland K01, K01b"):
        registry.find("K99")


def test_no_group_of_a_comparison_set_overlaps_another_of_the_set(registry: Registry, places: Areas) -> None:
    for key, comparison in registry.comparison_sets.items():
        members = [code for group in comparison.groups for code in places.by_id[group].members]
        assert len(members) == len(set(members)), key


def test_every_computed_indicator_says_what_it_is(registry: Registry) -> None:
    """A total is never a share; a share's formula gives per cent."""
    for key in registry.computed():
        indicator = registry.indicators[key]
        assert not (indicator.is_total and indicator.is_share), key
        if indicator.is_share:
            assert str(indicator.formula).startswith("100.0 *"), key


def test_the_office_is_named_once(tmp_path: Path) -> None:
    """By whatever it is called: with a large letter where a sentence begins."""
    text = REGISTRY_FILE.read_text(encoding="utf-8").replace('office_short = "kansliet"', 'office_short = "byrån"')
    text = text.replace('office = "Södertörns kansli"', 'office = "Södertörns byrå"')
    path = tmp_path / "indicators.toml"
    path.write_text(text, encoding="utf-8")
    found = load(path)
    assert found.waiting["kolada"].needs_plain == (
        "Här saknas siffror ur Kolada, kommunernas gemensamma statistik. Fråga Södertörns byrå, som hämtar den; "
        "ingen dag är satt än."
    )
    assert "som byrån fyller i en mall" in found.waiting["boardings"].needs
    told = "\n".join([str(found.waiting), str(found.indicators), str(found.goals)])
    assert "kansli" not in told.casefold()
    assert "{office}" not in told


def test_what_is_left_of_a_struck_indicator_is_told_with_what_to_do() -> None:
    """Of targets, breaks, roles, examples, what waits and a goal's words alike."""
    content, _ = in_own_words(read(REGISTRY_FILE))
    kept = {"transport_emissions", "population_near_transit_share"}
    struck = {key: one for key, one in content["indicators"].items() if key in kept}
    faults = checks.faults({**content, "indicators": struck})
    tables = {fault.partition(".")[0] for fault in faults}
    assert tables >= {"targets", "breaks", "roles", "examples", "waiting", "goals"}
    assert [fault for fault in faults if "; " not in fault] == []


def test_a_source_that_nobody_waits_for_goes_with_its_parts() -> None:
    """To strike its paragraph alone would leave the parts, and four faults of what they lack."""
    lines = checks.faults({"waiting": {"w": {"parts": [{"title": "en del"}]}, "v": {}}})
    assert "waiting.w: ingenting väntar på den; ta bort stycket och dess [[waiting.w.parts]]" in lines
    assert "waiting.v: ingenting väntar på den; ta bort stycket" in lines
