"""Text that people write: one rule wherever it is read, and files that are no files are refused."""

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from dashboard.documents.order import Order
from malkollen.errors import DataError
from malkollen.files import toml_file
from malkollen.office import activities, priority_objects
from malkollen.texts.printable import cut_at_word
from malkollen.texts.written import clean_line

TURNED = "Bro\u202e\u200b över\u2066 \u0007 ån\ufeff"
SAID = "Bro över ån"
ROW = f"{TURNED};namngivet;2025-03-01;{TURNED};2030;{TURNED};\u200b\n"
ACTIVITY = f"""[[activities]]
what = "{TURNED.replace(chr(7), "")}"
when = "2025"
goal = "tillganglighet"
who = "Kansliet"
result = "\u200bKlart"
"""


def test_what_cannot_be_seen_goes_from_titles_activities_and_objects_alike(tmp_path: Path) -> None:
    order = Order("underlag", title=TURNED, summary=f"{TURNED}\n{TURNED}")
    assert (order.title, order.summary) == (SAID, "Bro över  ån\nBro över  ån")
    assert Order("underlag", title="\u200b \u202e").title == "Underlag"
    (tmp_path / activities.FILE_NAME).write_text(ACTIVITY, encoding="utf-8")
    (found,) = activities.load(tmp_path, ["tillganglighet"])
    assert (found.what, found.result) == (SAID, "Klart")
    text = ";".join(priority_objects.COLUMNS) + "\n" + ROW
    (shown,) = priority_objects.parse(text, date(2026, 11, 22))
    assert (shown.name, shown.current.plan, shown.current.source, shown.current.note) == (SAID, SAID, SAID, "")


def test_marks_heaped_on_a_letter_are_few_and_names_are_as_written() -> None:
    heap = "A" + "\u0301\u0337\u0334" * 60 + "nna" + "\u20dd" * 9 + "\u0301\u200b" * 190
    assert clean_line(heap) == "A" + "\u0301\u0337\u0334\u0301" + "nna" + "\u20dd" * 4
    names = (
        "Åsa Öberg-Ängström", "Zoë Nuñez", "Łukasz Żółć", "Nguyễn Thị Hằng", "Jürgen Groß", "Þórdís", "שָׁלוֹם בְּרֵאשִׁ֖ית",
        "مُحَمَّد", "प्रिया शर्मा", "བརྒྱུད་པ", "Αλέξανδρος", "Дмитрий", "山田太郎長谷川", "👩🏽‍🚒"[:2],
    )  # fmt: skip
    for name in names:
        for form in ("NFC", "NFD"):
            written = unicodedata.normalize(form, name)  # type: ignore[arg-type]
            assert clean_line(written) == written


def test_an_activity_of_nothing_that_can_be_seen_is_none(tmp_path: Path) -> None:
    (tmp_path / activities.FILE_NAME).write_text(ACTIVITY.replace("Kansliet", "\u200b"), encoding="utf-8")
    with pytest.raises(DataError, match=r"activities\.0\.who"):
        activities.load(tmp_path, ["tillganglighet"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga namngivna rör")
@pytest.mark.parametrize("name", [activities.FILE_NAME, priority_objects.FILE_NAME])
def test_a_pipe_or_a_file_that_nobody_keeps_by_hand_is_refused_in_a_line(name: str, tmp_path: Path) -> None:
    def load() -> object:
        if name == activities.FILE_NAME:
            return activities.load(tmp_path, [])
        return priority_objects.load(tmp_path, date(2026, 11, 22))

    os.mkfifo(tmp_path / name)
    with pytest.raises(DataError, match=rf"^{name}: är ingen vanlig fil$"):
        load()
    (tmp_path / name).unlink()
    with (tmp_path / name).open("wb") as file:
        file.truncate(5_000_001)
    with pytest.raises(DataError, match=rf"^{name}: filen är för stor \(5 MB\); högst 5 MB läses$"):
        load()


def test_tables_without_end_are_refused_in_bounded_time(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = " + "[" * 500_000, encoding="utf-8")
    with pytest.raises(toml_file.TomlError, match=r"^x\.toml: går inte att läsa som TOML$"):
        toml_file.read(tmp_path / "x.toml")


def test_a_sentence_that_is_cut_is_cut_between_two_words() -> None:
    assert cut_at_word("Utsläppen, 70 procent lägre", 40) == "Utsläppen, 70 procent lägre"
    assert cut_at_word("Utsläppen, 70 procent lägre", 20) == "Utsläppen, 70 …"
    assert cut_at_word("Utsläppen, 70 procent lägre", 24) == "Utsläppen, 70 procent …"
    assert cut_at_word("w" * 30, 10) == f"{'w' * 9}…"
