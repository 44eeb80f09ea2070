"""registry.toml in the data folder: its paragraphs add or replace whole ones, and every fault names its file."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
import tomlkit
from test_registry import MINIMAL

from malkollen.errors import AccessError, ConflictError, DataError, EntryError, RegistryError
from malkollen.office import journal, overlay
from malkollen.office.access import COMMAND_LINE, Person
from malkollen.office.journal import Act, Done
from malkollen.registry import content, older, registry
from malkollen.registry.content import OVERLAY

TARGET = {
    "indicator": "cars_each", "title": "Högst en tiondel", "value": 0.1, "unit": "bilar/inv.", "area": "Sverige",
    "wording": "Högst en tiondels bil per invånare.", "document": "Beslutet", "decided_by": "Någon",
    "decided": "2026-11-28", "target_year": 2030, "status": "gällande", "transfer": "överförd",
    "checked": date(2026, 11, 28), "note": None,
}  # fmt: skip
DONE = Done(Act.DECLARED, "targets.tiondel", words="Högst en tiondel")
INDICATOR = """
[indicators.cars_again]
code = "P03"
title = "Bilar"
short = "Bilar"
goal = "g"
unit = "bilar"
better = "lägre"
kind = "sammanhang"
formula = "cars"
about = "Antal."
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "indicators.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


def lay(file: Path, text: str) -> None:
    file.with_name(OVERLAY).write_text(text, encoding="utf-8")


def faults(file: Path) -> list[str]:
    with pytest.raises(RegistryError) as refused:
        registry.load(file)
    return refused.value.faults


def test_a_paragraph_of_the_overlay_is_added_or_takes_the_place_of_one_whole(file: Path) -> None:
    lay(
        file,
        INDICATOR
        + '[targets.t]\nindicator = "cars_each"\ntitle = "Nytt"\nvalue = 0.4\nunit = "bilar/inv."\narea = "Sverige"\n'
        'wording = "Nytt."\ndocument = "D"\ndecided_by = "N"\ndecided = "2026"\nstatus = "gällande"\n'
        'transfer = "överförd"\nchecked = 2026-11-28\n[measures]\npopulation = { title = "Folk", unit = "personer" }\n'
        'cars = { title = "F", unit = "b", waiting_for = "w" }\n',
    )
    before, now = registry.checked(tomllib.loads(MINIMAL), file.name), registry.load(file)
    assert [*now.indicators] == [*before.indicators, "cars_again"]
    assert (now.targets["t"].title, now.targets["t"].value) == ("Nytt", 0.4)
    assert (before.targets["t"].decided_by, now.targets["t"].decided_by) == ("Någon", "N")  # whole: no key is left
    assert (now.measures["population"].title, now.measures["cars"].title) == ("Folk", "F")
    assert now.home == before.home


def test_home_is_one_paragraph_and_is_replaced_whole(file: Path) -> None:
    lay(file, '[home]\nname = "Byn"\n')
    found = faults(file)
    assert "registry.toml: home.genitive: saknas" in found
    assert all(fault.startswith("registry.toml: home") for fault in found)


def test_each_fault_is_named_with_the_file_where_it_is_to_be_mended(file: Path) -> None:
    file.write_text(MINIMAL.replace('better = "lägre"', 'better = "lagre"'), encoding="utf-8")
    lay(file, INDICATOR.replace('goal = "g"', 'goal = "finns inte"'))
    lines = faults(file)
    own = "'högre' eller 'lägre'"
    assert f"indicators.toml: indicators.cars_each.better: ska vara {own}" in lines
    assert [fault for fault in lines if fault.startswith("registry.toml: indicators.cars_again.goal")]
    assert not [fault for fault in lines if fault.startswith("indicators.toml: indicators.cars_again")]


def test_a_fault_that_only_the_overlay_makes_in_the_other_file_says_so(file: Path) -> None:
    lay(file, '[measures]\ncars = { title = "B", unit = "bilar" }\n')
    said = "waiting.w: ingenting väntar på den; ta bort stycket"
    assert faults(file) == [f"registry.toml tillsammans med indicators.toml: {said}"]
    lay(file, '[goals]\n[programmes.p]\ntitle = "P"\n')
    assert "registry.toml: programmes.p.document: saknas" in faults(file)
    lay(file, '[goals.h]\nprogramme = "q"\nheading = "H"\nsentence = "S"\nmeaning = "M"\n')
    assert all(fault.startswith("registry.toml: goals.h") for fault in faults(file))
    lay(file, INDICATOR.replace('code = "P03"', 'code = "P02"'))
    assert [fault for fault in faults(file) if not fault.startswith("registry.toml")] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"[targets\n", "registry.toml rad 1, kolumn 9: går inte att läsa som TOML"),
        (b"a = \xff\n", "registry.toml: filen är inte UTF-8 (byte 4)"),
        (b"[mal.x]\n", "registry.toml: mal: okänd nyckel"),
        (b"indicators = 3\n", "registry.toml: indicators: ska vara en tabell"),
    ],
)
def test_an_overlay_that_cannot_be_read_is_named_itself(file: Path, text: bytes, fault: str) -> None:
    file.with_name(OVERLAY).write_bytes(text)
    assert fault in faults(file)


def test_a_fault_in_the_programs_own_file_is_never_the_overlays(file: Path) -> None:
    file.write_text("[home\n", encoding="utf-8")
    lay(file, INDICATOR)
    assert faults(file) == ["indicators.toml rad 1, kolumn 6: går inte att läsa som TOML"]


def test_a_sign_that_cannot_be_seen_is_refused_with_its_file_and_key(file: Path) -> None:
    lay(file, INDICATOR.replace('"Antal."', '"Antal\\u0001.\\nOch en rad till."') + 'caveats = ["a", "b\\u202e"]\n')
    assert faults(file) == [
        rf"{OVERLAY}: indicators.cars_again.about: har ett tecken som inte syns (\x01); ta bort det",
        rf"{OVERLAY}: indicators.cars_again.caveats: har ett tecken som inte syns (\u202e); ta bort det",
    ]
    lay(file, INDICATOR.replace("cars_again", '"cars\\u0007"'))
    assert any(r"indicators.cars\x07: har ett tecken som inte syns" in fault for fault in faults(file))
    lay(file, "")
    file.write_text(MINIMAL.replace('title = "', 'title = "\u00ad', 1), encoding="utf-8")
    assert [fault.partition(": har ")[2] for fault in faults(file)] == [r"ett tecken som inte syns (\xad); ta bort det"]
    assert older.load(file).programmes, "a fixed version that was made with one is read all the same"


def test_the_version_covers_both_files_and_is_the_old_one_without_an_overlay(file: Path) -> None:
    alone = registry.version(file)
    lay(file, INDICATOR)
    both = registry.version(file)
    lay(file, INDICATOR + "# en rad\n")
    assert len({alone, both, registry.version(file)}) == 3
    file.with_name(OVERLAY).unlink()
    assert registry.version(file) == alone


def test_the_programs_own_registry_has_its_overlay_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    version, targets = registry.version(), registry.load().targets
    (tmp_path / OVERLAY).write_text('[breaks.prov]\nyear = 2020\nreason = "Prov"\nindicators = ["car_km"]\n', "utf-8")
    with pytest.raises(RegistryError, match=r"^registry.toml: breaks.prov"):
        registry.load()
    (tmp_path / OVERLAY).write_text('[breaks.prov]\nyear = 2020\nreason = "P"\nmeasures = ["cars_all"]\n', "utf-8")
    assert registry.load().breaks["prov"].year == 2020
    assert (registry.load().targets, content.overlaid()) == (targets, ["breaks.prov"])
    assert content.file_and("breaks.prov.year: x") == "registry.toml: breaks.prov.year: x"
    assert content.file_and("targets.x: y") == "indicators.toml: targets.x: y"
    assert registry.version() != version


def test_a_kept_registry_is_read_with_the_overlay_that_was_kept_beside_it(file: Path) -> None:
    lay(file, INDICATOR)
    assert "cars_again" in older.load(file).indicators


def test_of_a_changed_paragraph_the_rest_follows_the_program(file: Path) -> None:
    """Only what the office has changed stays; a whole paragraph, as written before, hides the program's as it did."""
    changes = '[changes.indicators.cars_each]\nabout = "Vårt."\nremoved = ["plain"]\n'
    lay(file, changes)
    assert registry.load(file).indicators["cars_each"].about == "Vårt."
    file.write_text(MINIMAL.replace('short = "Bilar"\n', 'short = "Senare"\nplain = "bilar"\n'), encoding="utf-8")
    now = registry.load(file).indicators["cars_each"]
    assert (now.about, now.short, now.plain) == ("Vårt.", "Senare", None)
    whole = tomllib.loads(MINIMAL)["indicators"]["cars_each"] | {"about": "Vårt."}
    lay(file, tomlkit.dumps({"indicators": {"cars_each": whole}}))
    before = registry.load(file).indicators["cars_each"]
    assert (before.about, before.short) == ("Vårt.", "Bilar")


def test_a_fault_in_a_changed_key_is_the_overlays_and_in_another_the_programs(file: Path) -> None:
    lay(file, '[changes.indicators.cars_each]\nbetter = "uppåt"\n')
    assert [fault for fault in faults(file) if fault.startswith("registry.toml: indicators.cars_each.better: ")]
    lay(file, '[changes.indicators.cars_each]\nabout = "Vårt."\n')
    file.write_text(MINIMAL.replace('better = "lägre"', 'better = "lagre"'), encoding="utf-8")
    assert [fault for fault in faults(file) if not fault.startswith("indicators.toml: ")] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("changes = 3\n", "registry.toml: changes: ska vara tabeller, till exempel [changes.targets.namnet]"),
        (
            "[changes]\ntargets = 3\n",
            "registry.toml: changes: ska vara tabeller, till exempel [changes.targets.namnet]",
        ),
        (
            '[changes.targets.borta]\ntitle = "T"\n',
            "registry.toml: changes.targets.borta: det finns inget sådant stycke att ändra i; ta bort ändringen",
        ),
    ],
)
def test_changes_of_nothing_are_told(file: Path, text: str, fault: str) -> None:
    lay(file, text)
    assert faults(file) == [fault]


def test_of_the_programs_paragraph_only_what_differs_is_written_and_nothing_where_nothing_does() -> None:
    program = registry.read()["targets"]["transport_2030"]
    written = overlay.with_paragraph(
        "", "targets", "transport_2030", {**program, "value": 35.0, "note": None, "page": "3"}
    )
    changed = tomllib.loads(written)["changes"]["targets"]["transport_2030"]
    gone = ["note"] if "note" in program else []
    assert changed == {"value": 35.0, "page": "3"} | ({"removed": gone} if gone else {})
    merged = content.merged(registry.read(), tomllib.loads(written))["targets"]["transport_2030"]
    assert merged == {key: one for key, one in {**program, "value": 35.0, "page": "3"}.items() if key != "note"}
    assert overlay.paragraphs(written) == [("targets", "transport_2030")]
    assert tomllib.loads(overlay.with_paragraph(written, "targets", "transport_2030", program)) == {}
    assert tomllib.loads(overlay.without_paragraph(written, "targets", "transport_2030")) == {}
    whole = overlay.of_kind("", "electric_car_share", "mal")
    assert tomllib.loads(whole) == {"changes": {"indicators": {"electric_car_share": {"kind": "mål"}}}}
    assert tomllib.loads(overlay.of_kind(whole, "electric_car_share", "jamforelse")) == {}


def test_a_paragraph_that_was_written_whole_is_taken_back_to_its_changes(file: Path) -> None:
    """As overlays were written before: read as they stand, and kept as changes the next time they are saved."""
    program = registry.read()["indicators"]["electric_car_share"]
    old = tomlkit.dumps({"indicators": {"electric_car_share": {**program, "kind": "mål", "about": "Äldre."}}})
    new = tomllib.loads(overlay.of_kind(old, "electric_car_share", "mal"))
    assert new == {"changes": {"indicators": {"electric_car_share": {"kind": "mål", "about": "Äldre."}}}}


# ───────────── Written ─────────────


def saved(file: Path, text: str, seen: str | None = None) -> registry.Registry:
    folder = file.parent
    seen = overlay.fingerprint(overlay.text(folder)) if seen is None else seen
    return overlay.save(folder, text, seen, COMMAND_LINE, DONE, registry_file=file)


def test_a_paragraph_is_written_read_back_replaced_and_taken_away(file: Path) -> None:
    folder = file.parent
    first = overlay.with_paragraph("", "targets", "tiondel", TARGET)
    assert saved(file, first).targets["tiondel"].value == 0.1
    assert registry.load(file).targets["tiondel"].checked == date(2026, 11, 28)
    assert "note" not in first
    second = overlay.with_paragraph(overlay.text(folder), "targets", "tiondel", TARGET | {"value": 0.2})
    saved(file, second)
    assert (registry.load(file).targets["tiondel"].value, len(journal.read(folder))) == (0.2, 2)
    third = overlay.with_paragraph(second, "breaks", "b", {"year": 2020, "reason": "R", "measures": ["cars"]})
    saved(file, overlay.without_paragraph(third, "targets", "tiondel"))
    assert [*registry.load(file).targets] == ["t"]
    assert registry.load(file).breaks["b"].measures == ("cars",)


def test_what_nobody_asked_to_change_keeps_its_every_letter(file: Path) -> None:
    by_hand = "# Vårt eget\n\n[breaks.b] # brottet\nyear   =   2020\nreason = 'R'\nmeasures = ['cars',\n]\n"
    lay(file, by_hand)
    written = overlay.with_paragraph(by_hand, "targets", "tiondel", TARGET)
    assert written.startswith(by_hand)
    assert overlay.without_paragraph(written, "targets", "tiondel").rstrip() == by_hand.rstrip()


def test_a_text_with_a_fault_is_never_kept(file: Path) -> None:
    with pytest.raises(RegistryError, match=r"registry.toml: targets.tiondel.indicator"):
        saved(file, overlay.with_paragraph("", "targets", "tiondel", TARGET | {"indicator": "ingen"}))
    assert not file.with_name(OVERLAY).exists()


def test_who_began_with_another_text_is_told_and_nothing_is_lost(file: Path) -> None:
    mine = overlay.with_paragraph("", "targets", "tiondel", TARGET)
    saved(file, mine)
    with pytest.raises(ConflictError, match="har ändrats sedan du öppnade den"):
        saved(file, overlay.with_paragraph("", "targets", "annan", TARGET), seen=overlay.fingerprint(""))
    assert overlay.text(file.parent) == mine


def test_an_overlay_somebody_has_spoilt_is_not_written_over(file: Path) -> None:
    with pytest.raises(DataError, match=r"registry.toml rad 1: går inte att läsa som TOML; rätta filen först"):
        overlay.with_paragraph("[targets\n", "targets", "tiondel", TARGET)
    with pytest.raises(DataError, match="targets: ska vara en tabell"):
        overlay.with_paragraph("targets = 3\n", "targets", "tiondel", TARGET)
    with pytest.raises(DataError, match=r"targets.tiondel finns inte"):
        overlay.without_paragraph("", "targets", "tiondel")


def test_a_save_is_a_line_in_the_journal_and_nobody_but_the_office_saves(file: Path) -> None:
    mine = overlay.with_paragraph("", "targets", "tiondel", TARGET)
    with pytest.raises(AccessError, match="kräver rollen kansli"):
        overlay.save(file.parent, mine, overlay.fingerprint(""), Person(), DONE, registry_file=file)
    assert overlay.text(file.parent) == ""
    saved(file, mine)
    (line,) = journal.read(file.parent)
    assert (line.act, line.about, line.fingerprint) == (Act.DECLARED, "targets.tiondel", overlay.fingerprint(mine))


def undone(file: Path) -> None:
    folder = file.parent
    overlay.undo(folder, overlay.fingerprint(overlay.text(folder)), COMMAND_LINE, registry_file=file)


def test_every_paragraph_is_taken_back_one_after_another_each_as_a_new_line(file: Path) -> None:
    folder = file.parent
    texts = [overlay.with_paragraph("", "targets", "tiondel", TARGET)]
    texts.append(overlay.with_paragraph(texts[0], "targets", "tiondel", TARGET | {"value": 0.2}))
    texts.append(overlay.without_paragraph(texts[1], "targets", "tiondel"))
    for text in texts:
        saved(file, text)
    assert [*registry.load(file).targets] == ["t"]
    assert overlay.paragraphs(texts[1]) == [("targets", "tiondel")]
    for text in (*reversed(texts[:-1]), ""):
        undone(file)
        assert overlay.text(folder) == text
    assert not (folder / OVERLAY).exists()
    lines = journal.read(folder)
    assert [line.undoes for line in lines] == [1, 2, 3, None, None, None]
    assert {line.words for line in lines} == {"Högst en tiondel"}
    with pytest.raises(EntryError, match="ingen ändring"):
        undone(file)


def test_what_was_taken_back_and_saved_again_is_taken_back_again(file: Path) -> None:
    first = overlay.with_paragraph("", "targets", "tiondel", TARGET)
    other = overlay.with_paragraph("", "targets", "tiondel", TARGET | {"value": 0.3})
    for text in (first, other):
        saved(file, text)
    undone(file)
    saved(file, other)
    undone(file)
    assert overlay.text(file.parent) == first
    undone(file)
    assert overlay.text(file.parent) == ""


def test_what_lay_there_by_hand_is_put_back_and_never_taken_away(file: Path) -> None:
    lay(file, INDICATOR)
    saved(file, overlay.with_paragraph(INDICATOR, "targets", "tiondel", TARGET))
    undone(file)
    assert overlay.text(file.parent) == INDICATOR
    assert [line.act for line in reversed(journal.read(file.parent))] == [
        Act.CHANGED_BY_HAND, Act.DECLARED, Act.DECLARED,
    ]  # fmt: skip
    with pytest.raises(EntryError, match="ingen ändring"):
        undone(file)
