"""A workbook that would take all memory or hours is refused before it is parsed, in whatever letters it is written."""

import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest.readers import workbook
from malkollen.errors import SourceError

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DEFINES = (
    '<?xml version="1.0" encoding="{}"?><!DOCTYPE worksheet [<!ENTITY a "' + "A" * 1000 + '">]>'
    f"<worksheet {NAMESPACE}><sheetData>"
    '<row><c t="inlineStr"><is><t>&a;&a;</t></is></c></row></sheetData></worksheet>'
)
PLAIN = (
    '<?xml version="1.0" encoding="{}"?>' + f"<worksheet {NAMESPACE}><sheetData>"
    '<row><c t="inlineStr"><is><t>år</t></is></c></row></sheetData></worksheet>'
)


def packed(path: Path, **parts: bytes) -> Path:
    """A workbook of which some parts are written anew."""
    whole = openpyxl.Workbook()
    whole.active["A1"] = "x"
    whole.save(path.with_suffix(".whole.xlsx"))
    with zipfile.ZipFile(path.with_suffix(".whole.xlsx")) as old, zipfile.ZipFile(path, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(Path(name).stem, old.read(name)))
    return path


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"])
def test_texts_of_its_own_are_found_in_whatever_letters(code: str, tmp_path: Path) -> None:
    said = code.rsplit("-", 1)[0] if code.endswith("e") else code
    path = packed(tmp_path / "a.xlsx", sheet1=DEFINES.format(said).encode(code))
    with pytest.raises(SourceError, match=r"^a\.xlsx: arbetsboken är skadad$"):
        workbook.sheets(path)


@pytest.mark.parametrize("space", [90, 2000])
def test_letters_in_which_they_would_not_be_found_are_refused(space: int, tmp_path: Path) -> None:
    """What reads the part may know them all the same."""
    written = PLAIN.format("utf-7").replace(" encoding", " " * space + "encoding").encode("ascii", "replace")
    with pytest.raises(SourceError, match=r"^a\.xlsx: arbetsboken är skadad$"):
        workbook._check(packed(tmp_path / "a.xlsx", theme1=written))


@pytest.mark.parametrize("code", ["utf-8", "UTF-8", "utf-16", "iso-8859-1"])
def test_a_workbook_in_the_usual_letters_is_read(code: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", sheet1=PLAIN.format(code).encode(code))
    assert workbook.sheets(path)["Sheet"][0][0] == "år"


@pytest.mark.parametrize("part", ["styles", "workbook"])
def test_a_workbook_of_very_many_formats_or_sheets_is_refused_at_once(part: str, tmp_path: Path) -> None:
    element = {"styles": "<xf/>", "workbook": '<sheet name="a" sheetId="1" r:id="rId1"/>'}[part]
    path = packed(tmp_path / "a.xlsx", **{part: f"<w {NAMESPACE}>{element * 60_000}</w>".encode()})
    began = time.process_time()
    with pytest.raises(SourceError, match="har fler celler, format eller blad än som läses"):
        workbook.sheets(path)
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("358 540", 358_540.0), ("1 234 567,25", 1_234_567.25), ("12", 12.0), ("0", 0.0), ("12,5", 12.5),
        ("35 8540", None), ("1234 567", None), ("-5", None), ("1.5", None), ("", None), ("٣", None), ("1 234 ", None),
    ],
)  # fmt: skip
def test_a_number_written_as_text_is_read_only_where_it_can_mean_one_thing(text: str, number: float | None) -> None:
    assert workbook.number(text) == number


def shared(path: Path, strings: str) -> Path:
    """A workbook as Excel writes it, whose only cell has the first of some texts."""
    sheet = f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    packed(path, sheet1=sheet.encode())
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_suffix(".new"), "w") as new:
        for name in old.namelist():
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
            content = old.read(name)
            new.writestr(name, content.replace(b"</Types>", part) if name == "[Content_Types].xml" else content)
        new.writestr("xl/sharedStrings.xml", strings)
    return path.with_suffix(".new").rename(path)


STRINGS = f"""<?xml version="1.0" encoding="UTF-8"?><sst {NAMESPACE}>
<si><r><t>{{}}</t></r><r><rPr>{{}}</rPr><t>{{}}</t></r></si></sst>"""


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        (("120", '<vertAlign val="superscript"/>', "1"), None),
        (("120", "<strike/>", "1"), None),
        (("12", "<b/>", "0"), "120"),
        (("Personbilar", '<vertAlign val="superscript"/>', "1"), "Personbilar1"),
    ],
)
def test_a_raised_or_crossed_out_digit_of_a_number_is_refused_by_its_cell(
    parts: tuple[str, str, str], read: str | None, tmp_path: Path
) -> None:
    path = shared(tmp_path / "a.xlsx", STRINGS.format(*parts))
    if read:
        assert [rows[0][0] for rows in workbook.sheets(path).values()] == [read]
        return
    with pytest.raises(SourceError, match=r"^a\.xlsx: bladet 'Sheet' A1: en "):
        workbook.sheets(path)
