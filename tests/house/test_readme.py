"""The README keeps what it says: its commands exist and run, its examples are accepted."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import tiny_feed
from publisher import Publisher
from tiny_feed import FILES

import ingest.sources
from ingest import build
from malkollen import ROOT, __main__ as front_door
from malkollen.database import storage
from malkollen.registry import registry as registry_file

README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"uv run malkollen (\w+)", README))
READING = [
    line.split("#")[0].strip()
    for line in README.splitlines()
    if re.match(r"uv run malkollen (values|assess|indicators|sources|changes|check)\b", line)
]
MAKING = [
    line.split("#")[0].strip()
    for line in README.splitlines()
    if re.match(r"uv run malkollen (timetable|journeys|report|edition)\b", line)
]
DEPLOYED = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "deploy").iterdir())
SUBCOMMANDS = [
    "start", "ingest", "values", "assess", "indicators", "sources", "changes", "check", "timetable", "journeys",
    "report", "edition", "backup", "restore",
]  # fmt: skip


def block(start: str) -> str:
    """The README's code block that begins so."""
    return next(text for text in re.findall(r"```\w*\n(.*?)```", README, re.DOTALL) if text.startswith(start))


@pytest.mark.parametrize(
    "command", ["pip install uv && uv run malkollen start", "pip install uv && uv run pytest"], ids=["start", "test"]
)
def test_the_two_commands_stand_alone_on_a_line(command: str) -> None:
    assert command in README.splitlines()


def test_every_command_is_named_and_every_named_command_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(SUBCOMMANDS) == NAMED
    for name in SUBCOMMANDS:
        with pytest.raises(SystemExit, match="0"):
            front_door.main([name, "--help"])
    assert "användning: malkollen check" in capsys.readouterr().out


@pytest.mark.parametrize("line", READING)
def test_an_example_runs(
    line: str, environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("forsok.json").write_text(block("{"), encoding="utf-8")
    assert front_door.main(shlex.split(line)[3:]) == 0
    assert capsys.readouterr().out


def test_examples_of_timetables_documents_and_editions_run_in_their_order(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a database and a made timetable of their own: they leave files behind."""
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    stops = FILES["stops"].replace("59.2001,18.0001", "59.2371,17.9801").replace("59.2200,18.0200", "59.2441,18.2291")
    tiny_feed.zipped(tiny_feed.write(tmp_path / "feed", stops=stops), tmp_path / "FEED.zip")
    for line in MAKING:
        assert front_door.main(shlex.split(line)[3:]) == 0, line
        assert capsys.readouterr().out, line


def test_what_is_saved_is_laid_back(
    database: Path, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving, laying = (
        line.split("#")[0] for line in README.splitlines() if re.match(r"uv run \w+ (backup|restore)\b", line)
    )
    monkeypatch.chdir(tmp_path)
    Path("MAPP").mkdir()
    monkeypatch.setenv("MALKOLLEN_DATA", str(data_folder))
    assert front_door.main(shlex.split(saving)[3:]) == 0
    next(Path("MAPP").iterdir()).rename("FIL")
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "new"))
    assert front_door.main(shlex.split(laying)[3:]) == 0
    assert (tmp_path / "new" / storage.FILE_NAME).read_bytes() == database.read_bytes()


def test_there_are_examples_of_every_reading_command() -> None:
    assert {line.split()[3] for line in [*READING, *MAKING]} == set(SUBCOMMANDS) - {
        "start",
        "ingest",
        "backup",
        "restore",
    }


@pytest.mark.parametrize("start", ["[indicators.", "[targets."])
def test_an_example_paragraph_is_accepted(start: str, tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(registry_file.REGISTRY_FILE.read_text(encoding="utf-8") + "\n" + block(start), encoding="utf-8")
    found = registry_file.load(path)
    assert {"diesel_car_share", "exempel_elbilar_2030"} & {*found.indicators, *found.targets}


def test_the_example_source_is_one_file(data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "code"
    data = tmp_path / "data"
    code.mkdir()
    shutil.copytree(data_folder, data, ignore=shutil.ignore_patterns("*.duckdb*"))
    (code / "loan_bikes.py").write_text(block('"""Lånecyklar'), encoding="utf-8")
    (data / "raw").mkdir()
    (data / "raw" / "loan_bikes.csv").write_text("kommunkod,ar,antal\n0127,2025,12\n", encoding="utf-8")
    monkeypatch.setattr(ingest.sources, "__path__", [*ingest.sources.__path__, str(code)])
    reports = {report.source: report for report in build.build(data).reports}
    assert reports["loan_bikes"].rows == 1
    with storage.attach(data / storage.FILE_NAME) as db:
        query = "SELECT value, source FROM mart.measures WHERE measure = 'loan_bikes'"
        assert db.execute(query).fetchall() == [(12.0, "loan_bikes")]


def test_the_example_that_is_fetched_is_one_file(
    data_folder: Path,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, data = tmp_path / "code", tmp_path / "data"
    code.mkdir()
    shutil.copytree(data_folder, data, ignore=shutil.ignore_patterns("*.duckdb*"))
    (code / "pumps.py").write_text(block('"""Cykelpumpar'), encoding="utf-8")
    monkeypatch.setattr(ingest.sources, "__path__", [*ingest.sources.__path__, str(code)])
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    with Publisher({"/": b"kommunkod,ar,antal\n0127,2025,12\n"}) as publisher:
        monkeypatch.setenv("MALKOLLEN_PUMPS_URL", f"{publisher.url}/")
        assert front_door.main(["ingest", "pumps"]) == 0
        assert front_door.main(["sources", "--live"]) == 0
        assert "stämmer: pumps (Exempelutgivaren): rubriken är den väntade" in capsys.readouterr().out
        publisher.route("/", b"<html>")
        assert front_door.main(["ingest", "pumps"]) == 1
        assert front_door.main(["sources", "--live"]) == 1
    with storage.attach(data / storage.FILE_NAME) as db:
        query = "SELECT value, source FROM mart.measures WHERE measure = 'pumps'"
        assert db.execute(query).fetchall() == [(12.0, "pumps")]


def test_the_folders_and_files_it_names_exist() -> None:
    named = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    assert "indicators.toml" in named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("file", ["README.md", "pyproject.toml", ".ci/run", *DEPLOYED])
def test_no_registry_address_is_written_down(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8").casefold()
    assert re.findall(r"index-url|registry\s*=", text) == []
