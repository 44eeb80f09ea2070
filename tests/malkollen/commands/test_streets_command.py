"""The command streets: rows in and out, what it says, and one line where a file is not what it should be."""

import json
from pathlib import Path

import pytest
from made_streets import Town, degrees

from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.streets import street_map
from malkollen.streets.street_map import About

HELSINKI = ROOT.parent / "shared" / "published" / "osm" / "helsinki.osm.pbf"
HEADER = "from_lat,from_lon,to_lat,to_lon"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    built = Town()
    for name, east, north in (("a", 0, 0), ("b", 1000, 0), ("i", 0, 3000), ("j", 100, 3000)):
        built.node(name, east, north)
    built.way("a b", maxspeed="50", oneway="yes")
    built.way("i j")
    return built.write(tmp_path / "town.osm.pbf")


def _points(folder: Path, *rows: tuple[tuple[float, float], tuple[float, float]]) -> Path:
    lines = [",".join(str(part) for part in (*degrees(*begin), *degrees(*end))) for begin, end in rows]
    path = folder / "points.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        code = main(["streets", *map(str, arguments)])
    except SystemExit as error:
        code = int(str(error.code))
    said = capsys.readouterr()
    return code, said.out, said.err


ROWS = (((0, 0), (1000, 0)), ((1000, 0), (0, 0)), ((0, 0), (0, 3000)), ((250, 0), (750, 0)))


def test_the_same_rows_in_the_same_order(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = _points(tmp_path, *ROWS)
    code, out, _ = _run(capsys, town, "--mode", "walk", "--points", points, "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert [row["seconds"] for row in rows] == [750, 750, None, 375]
    assert [row["metres"] for row in rows] == [1000, 1000, None, 500]
    assert [(row["to_lat"], row["to_lon"]) for row in rows] == [degrees(*end) for _, end in ROWS]
    code, out, note = _run(capsys, town, "--mode", "cycle", "--points", points, "--format", "csv")
    lines = out.splitlines()
    assert (code, lines[0]) == (0, f"{HEADER},seconds,metres")
    assert [line.split(",")[4:] for line in lines[1:]] == [["225.0", "1000.0"], ["", ""], ["", ""], ["112.5", "500.0"]]
    assert "© OpenStreetMaps bidragsgivare" in note


def test_one_journey_in_words(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = ("--from", "59.2,18.0", "--to", ",".join(map(str, degrees(1000, 0))))
    code, out, _ = _run(capsys, town, "--mode", "walk", *places)
    assert code == 0
    assert out.splitlines()[-3].split()[-2:] == ["13", "1,0"]
    assert "© OpenStreetMaps bidragsgivare (ODbL 1.0)" in out
    _, out, _ = _run(capsys, town, "--mode", "car", "--from", places[3], "--to", places[1])
    assert "utan köer" in out
    assert "nås inte" in out
    _, out, _ = _run(capsys, town, "--mode", "walk", *places, "--format", "json")
    assert json.loads(out)["seconds"] == 750


def test_a_kept_map_is_read_as_its_extract(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ingest.streets import maps

    streets, about = maps.read(town)
    kept = tmp_path / "streets.parquet"
    street_map.write(kept, streets, about)
    points = _points(tmp_path, *ROWS)
    asked = ("--mode", "car", "--points", points, "--format", "csv")
    assert _run(capsys, kept, *asked)[1] == _run(capsys, town, *asked)[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "ange --from och --to, eller --points"),
        (["--from", "59.2,18"], "ange --from och --to"),
        (["--from", "59.2,18", "--points", "x.csv"], "--points går inte ihop med --from"),
        (["--points", "none.csv"], "none.csv: filen finns inte"),
        (["--from", "91,18", "--to", "59,18"], "är inte en plats"),
    ],
)
def test_what_is_asked_wrongly_is_one_line(
    town: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, out, err = _run(capsys, town, "--mode", "walk", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "kolumnen from_lat saknas"), ("from_lat,from_lon,to_lat\n1,2,3\n", "kolumnen to_lon saknas"),
        (f"{HEADER}\n1,2,3\n", "rad 2: to_lon: ''"), (f"{HEADER}\n1,2,x,4\n", "rad 2: to_lat: 'x'"),
        (f"{HEADER}\nnan,2,3,4\n", "rad 2: from_lat: 'nan'"), (f"{HEADER}\n1,2,3,inf\n", "rad 2: to_lon: 'inf'"),
        (f'{HEADER}\n"1,2,3,4\n', "citattecknen går inte ihop"),
    ],
)  # fmt: skip
def test_points_that_are_none_are_one_line(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    points = tmp_path / "points.csv"
    points.write_text(text, encoding="utf-8")
    code, out, err = _run(capsys, town, "--mode", "walk", "--points", points)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_points_keep_their_order_whatever_columns_come_first(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = tmp_path / "points.csv"
    begin, end = degrees(0, 0), degrees(1000, 0)
    points.write_text(f"to_lon,id,to_lat,from_lon,from_lat\n{end[1]},x,{end[0]},{begin[1]},{begin[0]}\n", "utf-8")
    code, out, _ = _run(capsys, town, "--mode", "walk", "--points", points, "--format", "csv")
    assert (code, out.splitlines()[1].split(",")[4]) == (0, "750.0")
    points.write_text(f"{HEADER}\n", "utf-8")
    code, out, _ = _run(capsys, town, "--mode", "walk", "--points", points, "--format", "json")
    assert (code, json.loads(out)) == (0, [])


# ───────────── Files that are none ─────────────


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("empty", lambda _: b""), ("cut", _cut), ("text", lambda _: b"hej\n" * 100),
        ("zip", lambda _: b"PK\x03\x04" * 9),
        ("xml", lambda _: b"<osm version='0.6'></osm>"), ("zeros", lambda content: bytes(len(content))),
        ("huge", lambda content: b"\x7f\xff\xff\xff" + content[4:]),
        ("parquet", lambda _: b"PAR1" + bytes(40) + b"PAR1"),
        ("flipped", lambda content: content[:60] + bytes(byte ^ 0xFF for byte in content[60:])),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_one_line(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, spoil: object
) -> None:
    path = tmp_path / f"{name}.osm.pbf"
    path.write_bytes(spoil(town.read_bytes()))  # type: ignore[operator]
    code, out, err = _run(capsys, path, "--mode", "walk", "--from", "59.2,18.0", "--to", "59.2,18.01")
    assert (code, out) == (2, "")
    assert err.startswith(f"{name}.osm.pbf: ")
    assert err.count("\n") == 1


def test_no_file_a_folder_and_a_map_of_another_form_are_one_line(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.streets import maps

    asked = ("--mode", "walk", "--from", "59.2,18.0", "--to", "59.2,18.01")
    for path, said in ((tmp_path / "none.osm.pbf", "filen finns inte"), (tmp_path, "går inte att läsa som en fil")):
        assert _run(capsys, path, *asked) == (2, "", f"{path.name}: {said}\n")
    kept = tmp_path / "old.parquet"
    streets, _ = maps.read(town)
    monkeypatch.setattr(street_map, "FORM", "0")
    street_map.write(kept, streets, About("x", None))
    monkeypatch.undo()
    code, _, err = _run(capsys, kept, *asked)
    assert (code, "läs in källan streets igen" in err) == (2, True)
    broken = streets._replace(to_node=streets.to_node - 9)
    street_map.write(kept, broken, About("x", None))
    assert _run(capsys, kept, *asked)[2] == "old.parquet: gatukartan hänger inte ihop; läs in källan streets igen\n"


def test_a_map_without_streets_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = Town()
    town.node("a", 0, 0)
    town.node("b", 100, 0)
    town.way("a b", highway="construction")
    path = town.write(tmp_path / "bare.osm.pbf")
    code, _, err = _run(capsys, path, "--mode", "walk", "--from", "59.2,18.0", "--to", "59.2,18.01")
    assert (code, err) == (2, "bare.osm.pbf: utdraget har inga gator som någon får använda\n")


def test_hostile_tags_numbers_and_names_do_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = Town()
    town.node("a", 0, 0, barrier="\x1b[2J", access="\u202e" * 100)
    town.node("b", 1000, 0)
    town.way("a b", maxspeed="9" * 200, oneway="nan", duration="1" * 200, **{"maxspeed:type": "SE:" + "x" * 200})
    town.way("a", maxspeed="50")
    town.way("a a a")
    town.turn("no_left_turn", 1, [1, 1, 1], 1)
    town.turn("only_u_turn", 99, "a", 1)
    path = town.write(tmp_path / "odd.osm.pbf")
    for mode in ("walk", "cycle", "car"):
        code, out, _ = _run(
            capsys, path, "--mode", mode, "--from", "59.2,18.0", "--to", "59.2,18.005", "--format", "json"
        )
        assert code == 0
        assert "\x1b" not in out


@pytest.mark.thorough  # a real extract
@pytest.mark.skipif(not HELSINKI.exists(), reason="the small real extract is not here (../shared/published/osm)")
@pytest.mark.parametrize(("mode", "least", "most"), [("walk", 4.0, 5.0), ("cycle", 6.0, 16.5), ("car", 8.0, 50.0)])
def test_helsinki_is_read_and_its_times_are_sane(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: str, least: float, most: float
) -> None:
    corners = [(60.167, 24.938), (60.169, 24.947), (60.172, 24.941), (60.176, 24.949), (60.177, 24.939)]
    rows = [f"{a[0]},{a[1]},{b[0]},{b[1]}" for a in corners for b in corners if a != b]
    points = tmp_path / "points.csv"
    points.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    code, out, _ = _run(capsys, HELSINKI, "--mode", mode, "--points", points, "--format", "json")
    reached = [row for row in json.loads(out) if row["seconds"] is not None]
    assert code == 0
    assert len(reached) >= 0.6 * len(rows)
    speeds = [3.6 * row["metres"] / row["seconds"] for row in reached]
    assert least <= min(speeds)
    assert max(speeds) <= most
