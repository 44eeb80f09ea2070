"""A timetable is opened whatever it looks like, or refused in one Swedish line."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_feed
from hypothesis import given, settings, strategies as st
from parts import every, pairs

from ingest.transit.timetable import archive, calls, departures, feed, timetable
from malkollen import ROOT
from malkollen.errors import SourceError

SHARED = ROOT.parent / "shared" / "gtfs"
PER_STOP = {"001": 1, "C": 3, "D": 2}  # of the made timetable: never the last call of a trip


def counted(path: Path) -> dict[str, int]:
    return {stop["stop_id"]: stop["departures"] for stop in timetable.supply(path).stops}


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        timetable.supply(path)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_a_folder_and_a_zip_give_the_same(tmp_path: Path) -> None:
    folder = tiny_feed.write(tmp_path / "feed")
    assert counted(folder) == PER_STOP
    assert counted(tiny_feed.zipped(folder, tmp_path / "feed.zip")) == PER_STOP
    assert counted(tiny_feed.zipped(folder, tmp_path / "deep.zip", "sl-2026/")) == PER_STOP


def test_files_one_folder_down_are_found(tmp_path: Path) -> None:
    tiny_feed.write(tmp_path / "up" / "down")
    assert counted(tmp_path / "up") == PER_STOP


def test_two_timetables_in_one_zip_are_not_chosen_between(tmp_path: Path) -> None:
    tiny_feed.write(tmp_path / "up" / "a")
    tiny_feed.write(tmp_path / "up" / "b")
    assert "flera tidtabeller (a, b)" in refused(tmp_path / "up")


def _edited(old: str, new: str) -> Callable[[str], bytes]:
    return lambda text: text.replace(old, new).encode()


TRAPS: dict[str, Callable[[str], bytes]] = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": _edited("\n", "\r\n"),
    "CR": _edited("\n", "\r"),
    "line ends of two kinds": lambda text: text.replace("\n", "\r\n", 2).encode(),
    "empty lines": _edited("\n", "\n\n"),
    "an empty line before the header": lambda text: b"\n" + text.encode(),
    "no line end last": lambda text: text.rstrip("\n").encode(),
    "quotation marks around all": lambda text: re.sub("[^,\n]+", r'"\g<0>"', text).encode(),
    "spaces around": lambda text: "\n".join(" , ".join(line.split(",")) for line in text.splitlines()).encode(),
    "a column more": lambda text: "\n".join(f"{line},x" for line in text.splitlines()).encode(),
    "empty last fields left out": lambda text: re.sub(",+$", "", text, flags=re.MULTILINE).encode(),
    "a comma after each row but the header": lambda text: (
        text.splitlines()[0] + "\n" + "".join(f"{line},\n" for line in text.splitlines()[1:])
    ).encode(),
    "columns in another order": lambda text: "\n".join(
        ",".join(reversed(line.split(","))) for line in text.splitlines()
    ).encode(),
    "capitals in the header": lambda text: (
        text.split("\n", 1)[0].upper() + "\n" + text.split("\n", 1)[1]
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize(("name", "trap"), pairs(["stops", "stop_times"], list(TRAPS), 2))
def test_a_file_may_be_written_in_many_ways(tmp_path: Path, name: str, trap: str) -> None:
    """Every other way, in either file; thoroughly each in both."""
    assert counted(tiny_feed.write(tmp_path, **{name: TRAPS[trap](tiny_feed.FILES[name])})) == PER_STOP


def test_a_name_may_hold_line_ends_commas_and_quotation_marks(tmp_path: Path) -> None:
    stops = tiny_feed.FILES["stops"].replace("Torget", '"Torget,\n""Stora"""')
    found = timetable.supply(tiny_feed.write(tmp_path, stops=stops)).stops
    assert {stop["name"] for stop in found} == {"Läge A", 'Torget,\n"Stora"', "Hamnen"}


def test_ids_are_text(tmp_path: Path) -> None:
    """001 and 1 are two stops, and trips of 17 digits that differ in the last are two."""
    with feed.opened(tiny_feed.write(tmp_path)) as found:
        ids = found.db.execute("SELECT stop_id FROM stops").fetchall()
        trips = found.db.execute("SELECT trip_id FROM trips").fetchall()
    assert {("001",), ("1",)} <= set(ids)
    assert {("90010000000000001",), ("90010000000000002",)} <= set(trips)


@pytest.mark.parametrize("name", ["agency", "feed_info", "frequencies"])
def test_what_is_optional_may_be_missing(tmp_path: Path, name: str) -> None:
    assert counted(tiny_feed.write(tmp_path, **{name: None})) == PER_STOP


@pytest.mark.parametrize("name", ["stops", "routes", "trips", "stop_times"])
def test_what_is_required_is_named_when_missing(tmp_path: Path, name: str) -> None:
    assert f"{name}.txt saknas" in refused(tiny_feed.write(tmp_path / "a", **{name: None}))
    assert f"{name}.txt är tom" in refused(tiny_feed.write(tmp_path / "b", **{name: ""}))
    header = tiny_feed.FILES[name].split("\n")[0]
    assert f"{name}.txt har inga rader" in refused(tiny_feed.write(tmp_path / "c", **{name: header + "\n"}))


@pytest.mark.parametrize(
    ("name", "column"),
    every(
        4, [(name, column) for name, file in feed.FILES.items() if name in tiny_feed.FILES for column in file.needed]
    ),
)
def test_a_required_column_is_named_when_missing(tmp_path: Path, name: str, column: str) -> None:
    """Every fourth column; thoroughly all."""
    header, rest = tiny_feed.FILES[name].split("\n", 1)
    columns = ["other" if cell == column else cell for cell in header.split(",")]
    text = ",".join(columns) + "\n" + rest
    assert f"{name}.txt saknar kolumnen {column}" in refused(tiny_feed.write(tmp_path, **{name: text}))


def test_one_of_the_calendars_is_needed(tmp_path: Path) -> None:
    assert "calendar.txt och calendar_dates.txt" in refused(tiny_feed.write(tmp_path, calendar=None))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "filen är tom"),
        (b"<!doctype html><p>Fel nyckel", "en webbsida"),
        (b'{"errorMessage": "key"}', "ett svar i JSON"),
        (b"\xef\xbb\xbf  [1]", "ett svar i JSON"),
        (b"7z\xbc\xaf\x27\x1c", "ett 7-zip-arkiv"),
        (b"hej", "något annat"),
        (b"PK\x03\x04 och inget mer", "skadad eller avhuggen"),
    ],
)
def test_what_is_no_zip_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "feed.zip"
    path.write_bytes(content)
    assert said in refused(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "ingen.zip: filen eller mappen finns inte" in refused(tmp_path / "ingen.zip")


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_zip_cut_short_is_said(tmp_path: Path, share: float) -> None:
    whole = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    assert "skadad eller avhuggen" in refused(tmp_path / "cut.zip")


def test_a_zip_with_a_changed_byte_is_said(tmp_path: Path) -> None:
    path = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip")
    whole = bytearray(path.read_bytes())
    whole[whole.index(b"stop_times.txt") + 40] ^= 0xFF
    path.write_bytes(whole)
    assert "skadad" in refused(path)


@pytest.mark.parametrize(
    "name", ["../stops.txt", "/etc/stops.txt", "a/../../stops.txt", "..\\stops.txt", "C:/stops.txt"]
)
def test_a_zip_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    path = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip")
    with zipfile.ZipFile(path, "a") as extra:
        extra.writestr(name, "x")
    assert "utanför sin mapp" in refused(path)
    assert not (tmp_path / "stops.txt").exists()


def test_a_zip_too_large_unpacked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip")
    monkeypatch.setattr(archive, "LARGEST_BYTES", 100)
    assert "uppackad" in refused(path)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    counted(path)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    every(
        3,
        [
            ("stops", "Torget", '"Torget', "citattecken som inte stängs"),
            ("stops", "Läge A", "Läge A, norr", "fler fält än kolumner"),
            ("stop_times", "06:00:00,06:00:00", "06:00:00,sex", "departure_time"),
            ("stop_times", "06:00:00,06:00:00", "06:00:00,06:61:00", "departure_time"),
            ("stop_times", "06:00:00,06:00:00", "-1:00:00,06:00:00", "arrival_time"),
            ("stop_times", "06:00:00,06:00:00", "06:00:00,40000:00:00", "departure_time"),
            ("stop_times", "06:00:00,06:00:00", "06:00:00,2400000:00:00", "departure_time"),
            ("stop_times", "C,2,", "C,två,", "stop_sequence"),
            ("stop_times", "C,2,", "C,,", "stop_sequence"),
            ("calendar", "20261001", "2026-10-01", "ett datum"),
        ],
    ),
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    """Every third way; thoroughly all."""
    text = tiny_feed.FILES[name]
    assert old in text
    line = refused(tiny_feed.write(tmp_path, **{name: text.replace(old, new, 1)}))
    assert message in line
    assert f"{name}.txt" in line


def test_another_encoding_is_said(tmp_path: Path) -> None:
    assert "stops.txt är inte i UTF-8" in refused(
        tiny_feed.write(tmp_path, stops=tiny_feed.FILES["stops"].encode("latin-1"))
    )


def test_repeated_rows_are_dropped_and_counted(tmp_path: Path) -> None:
    twice = {
        name: text + text.split("\n", 1)[1] for name, text in tiny_feed.FILES.items() if name in ("stops", "trips")
    }
    lines = tiny_feed.FILES["stop_times"].splitlines(keepends=True)
    found = timetable.supply(tiny_feed.write(tmp_path, **twice, stop_times="".join([*lines, lines[2], lines[4]])))
    assert {stop["stop_id"]: stop["departures"] for stop in found.stops} == PER_STOP
    assert found.notes == ("upprepade rader som inte räknades: 10",)


def test_duplicates_are_found_in_long_trips(tmp_path: Path) -> None:
    """More calls than there are remainders, and sequences that meet in one without being the same."""
    header = tiny_feed.FILES["stop_times"].splitlines()[0]
    rows = [f"b1,06:{n % 60:02d}:00,06:{n % 60:02d}:00,C,{n * 61},0,0" for n in range(200)]
    with feed.opened(tiny_feed.write(tmp_path, stop_times="\n".join([header, *rows, rows[7]]))) as opened:
        counters = calls.load(opened, timetable.reference_day.of(opened)[0])
        departures.load(opened)
        assert counters["duplicate_calls"] == 1
        assert departures.per_stop(opened)[0]["departures"] == 199


TEXT = st.text(st.sampled_from('abc019,":;\n\r \t\x00åÖ-.'), max_size=60)


@settings(max_examples=40)
@given(name=st.sampled_from(sorted(feed.FILES)), at=st.integers(0, 400), cut=st.integers(0, 40), put=TEXT)
def test_no_damage_gives_anything_but_a_line(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, cut: int, put: str
) -> None:
    """A part of a file is replaced by whatever: it is read, or refused in one line that names the timetable."""
    text = tiny_feed.FILES.get(name, "")
    damaged = (text[:at] + put + text[at + cut :]).encode()
    folder = tiny_feed.write(tmp_path_factory.mktemp("damaged"), **{name: damaged})
    message = ""
    try:
        timetable.write(folder, folder / "out")
    except SourceError as error:
        message = str(error)
    assert "\n" not in message


@settings(max_examples=40)
@given(content=st.binary(max_size=300), start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)]))
def test_no_file_gives_anything_but_a_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "feed.zip"
    path.write_bytes(start + content)
    assert refused(path)


def test_a_real_feed_without_stop_times_says_so() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/gtfs finns inte här")
    assert "ul_regional: stop_times.txt saknas" in refused(SHARED / "ul_regional")


def test_too_little_memory_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MEMORY", "1MB")
    rows = "".join(f"t{n},06:00:00,06:00:00,C,{n},0,0\n" for n in range(100_000))
    path = tiny_feed.write(tmp_path, stop_times=tiny_feed.FILES["stop_times"] + rows)
    assert "minnet eller disken räckte inte" in refused(path)


def test_a_zip_that_is_mostly_nothing_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in ("stops", "routes", "trips", "stop_times", "calendar"):
            bomb.writestr(f"{name}.txt", "\n" * 3_000_000)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert "så mycket nytt ryms inte i den" in refused(path)
    assert list(scratch.iterdir()) == []


def test_a_disk_without_room_is_said_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip")
    monkeypatch.setattr("malkollen.files.archives.KEPT_FREE", 10**18)
    assert "frigör utrymme" in refused(path)


def test_a_link_in_a_zip_is_not_unpacked(tmp_path: Path) -> None:
    path = tiny_feed.zipped(tiny_feed.write(tmp_path / "feed"), tmp_path / "feed.zip")
    link = zipfile.ZipInfo("shapes.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "a") as extra:
        extra.writestr(link, "/etc/hostname")
    assert "är en länk" in refused(path)


@pytest.mark.parametrize("folder", every(2, ["a[b]c", "a*b", "it's"]))
def test_a_folder_of_any_name_is_itself(folder: str, tmp_path: Path) -> None:
    """Two of three; thoroughly all."""
    tiny_feed.write(tmp_path / "abc", stops=tiny_feed.FILES["stops"].replace("Torget", "Annan"))
    path = tiny_feed.write(tmp_path / folder)
    assert "Annan" not in {stop["name"] for stop in timetable.supply(path).stops}
    assert counted(path) == PER_STOP
