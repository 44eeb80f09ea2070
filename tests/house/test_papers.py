"""The papers keep what they say: their commands exist and run, their examples are accepted, what they name is there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import filled_in
import made_centres
import papers
import pytest
import tiny_feed
from made_source import DECLARED, HEADER, rows
from papers import BUILDERS, FIGURES, NAMES, OFFICE, OTHERS, README, SERVER, TEXTS, block, blocks, commands, spans
from publisher import Publisher
from tiny_feed import FILES

import ingest.sources
from ingest import build
from ingest.sources import car_times
from malkollen import ROOT, __main__ as front_door
from malkollen.database import storage
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import number_word

LONGEST_README = 200  # lines
LONG_SENTENCE = 50  # letters
READING = commands("values", "assess", "answers", "indicators", "sources", "changes", "check")
MAKING = commands("timetable", "journeys", "report", "edition")
SHELL = [(name, text) for name in NAMES for language, text in blocks(name) if language == "sh"]
PATH = re.compile(r"(?<![\w/.-])(?:(?:benchmarks|dashboard|data|deploy|docs|ingest|malkollen|tests)/|\.ci/)[\w./@-]*")
UNCARRIED = ("data/malkollen.duckdb", "data/raw/", "data/areas/", "data/timetables/", "data/editions/")
"""What an ingest or the office makes."""
EXAMPLES = ("ingest/sources/loan_bikes.py", "tests/fixtures/loan_bikes/", "deploy/requirements")
SETTING = re.compile(r"MALKOLLEN_[A-Z_]+")
OTHERS_SETTINGS = {"STREAMLIT_SERVER_COOKIE_SECRET", "TMPDIR"}
OTHERS_OPTIONS = {"--build-arg", "--thorough"}  # docker's, and the tests' own
LINKED = [*NAMES, "data/README.md", "docs/analys.md", "benchmarks/README.md", "tests/golden/README.md"]
DEPLOYED = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "deploy").iterdir())


# ───────────── Commands ─────────────


@pytest.mark.parametrize(
    "command", ["pip install uv && uv run malkollen start", "pip install uv && uv run pytest"], ids=["start", "test"]
)
def test_the_two_commands_stand_alone_on_a_line_of_the_readme(command: str) -> None:
    assert command in TEXTS[README].splitlines()


def test_every_command_of_the_program_is_told_and_every_told_one_is_understood(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`start` is run by tests/malkollen/commands/test_start.py and in a browser; all others below."""
    for call in commands():
        assert front_door._parser().parse_args(call), call
    assert {call[0] for call in commands()} == set(papers.SUBCOMMANDS)
    for name in papers.SUBCOMMANDS:
        with pytest.raises(SystemExit, match="0"):
            front_door.main([name, "--help"])
    told = capsys.readouterr().out
    assert set(re.findall(r"^    (\w+)\b", front_door._parser().format_help(), re.MULTILINE)) == set(papers.SUBCOMMANDS)
    known = set(re.findall(r"--[a-z-]+", told)) | OTHERS_OPTIONS
    named = {text.split()[0] for name in NAMES for text in spans(name) if text.startswith("--")}
    assert named - known == set()


@pytest.mark.parametrize("call", READING, ids=shlex.join)
def test_what_reads_runs(
    call: list[str],
    environment: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("forsok.json").write_text(block("{"), encoding="utf-8")
    assert front_door.main(call) == 0
    assert capsys.readouterr().out


def test_timetables_documents_and_editions_are_made_in_the_order_of_the_papers(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a database and a made timetable of their own: they leave files behind."""
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    stops = FILES["stops"].replace("59.2001,18.0001", "59.2371,17.9801").replace("59.2200,18.0200", "59.2441,18.2291")
    tiny_feed.zipped(tiny_feed.write(tmp_path / "feed", stops=stops), tmp_path / "FEED.zip")
    for call in MAKING:
        assert front_door.main(call) == 0, call
        assert capsys.readouterr().out, call


@pytest.fixture
def small(data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with made inhabitants alone, so that it is built in a moment; the commands are pointed at it."""
    data = tmp_path / "data"
    shutil.copytree(data_folder / "reference", data / "reference", copy_function=shutil.copyfile)
    (data / "figures").mkdir()
    declared = DECLARED.replace("bikes.csv", "people.csv").replace('"bikes", "sleds"', '"population"')
    (data / "figures" / "figures.toml").write_text(declared.replace("[2023, 2024]", "[2025]"), encoding="utf-8")
    people = rows("population", (2025,), lambda _place, _year: made_centres.NEAR)
    (data / "figures" / "people.csv").write_text(HEADER + people, encoding="utf-8")
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    monkeypatch.chdir(tmp_path)
    return data


def _given(source: str, data: Path, folder: Path) -> Path:
    """A file of the form that a source takes; everything in it is made up."""
    if source == "car_times":
        lines = ["Tumba;Handen;31,5;2024;Prov;", "Handen;Tumba;29;2024;Prov;"]
        return filled_in.csv_file(folder / "biltider.csv", car_times.TEMPLATE.columns, lines)
    with storage.attach(data / storage.FILE_NAME) as db:
        stops = made_centres.places(db)
    if source == "gtfs":
        return made_centres.feed(folder / "sl.zip", stops)
    return made_centres.small_areas(folder / "omraden.csv", [(code, code, *at) for _, code, *at in stops])


def test_what_is_ingested_is_built_or_says_that_the_network_is_shut(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], thorough: bool
) -> None:
    """Each source that is given a file, and what the office writes first; thoroughly every line of the papers."""
    timetables_last = sorted(commands("ingest"), key=lambda call: bool({"gtfs", "small_areas"} & {*call}))
    some = [call for number, call in enumerate(timetables_last) if thorough or number == 0 or "--from" in call]
    for call in some:  # every build after them reads them again
        named = ["car_times" if word == "KÄLLA" else word for word in call]
        asked = [str(_given(named[1], small, tmp_path)) if word.startswith("FIL") else word for word in named]
        code = front_door.main(asked)
        faults = [line for line in capsys.readouterr().err.splitlines() if line.startswith(("fel:", "hålls tillbaka:"))]
        assert code == (1 if faults else 0), call
        assert [line for line in faults if "nätet är avstängt (MALKOLLEN_OFFLINE)" not in line] == [], call
        assert not faults or "--from" not in call, call


def test_what_is_saved_is_laid_back(
    database: Path, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (saving,), (laying,) = commands("backup"), commands("restore")
    monkeypatch.chdir(tmp_path)
    Path("MAPP").mkdir()
    monkeypatch.setenv("MALKOLLEN_DATA", str(data_folder))
    assert front_door.main(saving) == 0
    next(Path("MAPP").iterdir()).rename("FIL")
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "new"))
    assert front_door.main(laying) == 0
    assert (tmp_path / "new" / storage.FILE_NAME).read_bytes() == database.read_bytes()


@pytest.mark.parametrize(("name", "text"), SHELL, ids=[name for name, _ in SHELL])
def test_what_a_shell_is_told_is_a_shells(name: str, text: str) -> None:
    """Accounts, packages and services are not made here; tests/house/test_deploy.py has what the units say."""
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (name, done.returncode, done.stderr) == (name, 0, "")


def test_what_shall_be_green_is_what_the_proof_runs() -> None:
    (text,) = (text for name, text in SHELL if name == BUILDERS)
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) == 4
    assert [line for line in lines if line.replace("uv run", "uv run --no-sync") not in steps] == []


# ───────────── Examples ─────────────


@pytest.mark.parametrize("start", ["[indicators.", "[targets."])
def test_an_example_paragraph_is_accepted(start: str, tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(registry_file.REGISTRY_FILE.read_text(encoding="utf-8") + "\n" + block(start), encoding="utf-8")
    known = registry_file.load(path)
    assert {"diesel_car_share", "exempel_elbilar_2030"} & {*known.indicators, *known.targets}


def test_the_example_programme_is_accepted_once_an_indicator_serves_its_new_goal(tmp_path: Path) -> None:
    path, own = tmp_path / "indicators.toml", registry_file.REGISTRY_FILE.read_text(encoding="utf-8")
    (goals,) = re.findall(r"goal = \[[^\]]+\]", TEXTS[FIGURES])
    served = own.replace('goal = "tillganglighet"', goals, 1)
    path.write_text(f"{served}\n{block('[programmes.')}", encoding="utf-8")
    assert {"klimat_vidare", "vardagsresor"} <= registry_file.load(path).goals.keys()


def test_a_cooperation_is_begun_as_the_paper_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The paper names how many values are left to fill in, as the command does."""
    monkeypatch.chdir(tmp_path)
    (call,) = commands("cooperation")
    assert front_door.main(call) == 0
    (left,) = re.findall(r"Kvar att fylla i: (\d+) värden", capsys.readouterr().out)
    assert f"{number_word(int(left))} värden om er" in TEXTS[OTHERS]
    assert (tmp_path / "MAPP" / "indicators.toml").is_file()


def test_the_example_source_is_one_file(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "loan_bikes.py").write_text(block('"""Lånecyklar'), encoding="utf-8")
    (small / "raw").mkdir()
    (small / "raw" / "loan_bikes.csv").write_text("kommunkod,ar,antal\n0127,2025,12\n", encoding="utf-8")
    monkeypatch.setattr(ingest.sources, "__path__", [*ingest.sources.__path__, str(code)])
    reports = {report.source: report for report in build.build(small).reports}
    assert reports["loan_bikes"].rows == 1
    with storage.attach(small / storage.FILE_NAME) as db:
        query = "SELECT value, source FROM mart.measures WHERE measure = 'loan_bikes'"
        assert db.execute(query).fetchall() == [(12.0, "loan_bikes")]


def test_the_example_that_is_fetched_is_one_file(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "pumps.py").write_text(block('"""Cykelpumpar'), encoding="utf-8")
    monkeypatch.setattr(ingest.sources, "__path__", [*ingest.sources.__path__, str(code)])
    with Publisher({"/": b"kommunkod,ar,antal\n0127,2025,12\n"}) as publisher:
        monkeypatch.setenv("MALKOLLEN_PUMPS_URL", f"{publisher.url}/")
        assert front_door.main(["ingest", "pumps"]) == 0
        assert front_door.main(["sources", "--live"]) == 0
        assert "stämmer: pumps (Exempelutgivaren): rubriken är den väntade" in capsys.readouterr().out
        publisher.route("/", b"<html>")
        assert front_door.main(["ingest", "pumps"]) == 1
        assert front_door.main(["sources", "--live"]) == 1
    with storage.attach(small / storage.FILE_NAME) as db:
        query = "SELECT value, source FROM mart.measures WHERE measure = 'pumps'"
        assert db.execute(query).fetchall() == [(12.0, "pumps")]


# ───────────── What they name ─────────────


def test_the_readme_is_short() -> None:
    assert len(TEXTS[README].splitlines()) <= LONGEST_README


def test_a_fact_stands_in_one_paper() -> None:
    """Sentences of some length, as they are read: not the same in two papers, nor twice in one."""
    seen: dict[str, str] = {}
    for name in LINKED[: len(NAMES) + 1]:
        text = papers.FENCE.sub("", (ROOT / name).read_text(encoding="utf-8"))
        prose = " ".join(re.sub(r"^(\||#).*$", "\n\n", text, flags=re.MULTILINE).split())
        for sentence in re.split(r"(?<=[.:?!])\s+", prose):
            if len(sentence) > LONG_SENTENCE:
                assert sentence not in seen, (sentence, name, seen[sentence])
                seen[sentence] = name


@pytest.mark.parametrize("name", [name for name in NAMES if name != OFFICE])  # which names none, as its own test says
def test_the_folders_and_files_it_names_exist(name: str) -> None:
    told = [path for text in [*spans(name), *(text for _, text in blocks(name))] for path in PATH.findall(text)]
    gone = [path for path in told if not (ROOT / path.rstrip(".")).exists()]
    assert told
    assert [path for path in gone if not path.startswith((*UNCARRIED, *EXAMPLES))] == []


def test_every_room_is_told_and_every_told_one_is_there() -> None:
    told = {cell for cell in papers.first_cells(BUILDERS) if cell.endswith("/")}
    rooms = {
        f"{path.parent.relative_to(ROOT).as_posix()}/"
        for package in ("malkollen", "ingest", "dashboard")
        for path in (ROOT / package).glob("*/*.py")
    }
    assert told - {"dashboard/static/"} == rooms


def test_every_source_is_in_the_table_of_sources() -> None:
    told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| [^|]+", TEXTS[FIGURES], re.MULTILINE))))
    assert set(build.modules()) - {"figures"} == told


def test_every_setting_is_in_the_servers_table_and_no_other() -> None:
    code = [path.read_text(encoding="utf-8") for package in ("malkollen", "ingest", "dashboard")
            for path in (ROOT / package).rglob("*.py")]  # fmt: skip
    told = set(papers.first_cells(SERVER)) - {cell for cell in papers.first_cells(SERVER) if "/" in cell}
    assert told - OTHERS_SETTINGS == {name for text in code for name in re.findall(r'"(MALKOLLEN_[A-Z_]+)"', text)}
    named = {name for paper in NAMES for name in SETTING.findall(TEXTS[paper])} | {
        name for path in DEPLOYED for name in SETTING.findall((ROOT / path).read_text(encoding="utf-8"))
    }
    assert named - told == {"MALKOLLEN_PUMPS_URL"}


def test_the_pages_that_the_readme_names_are_there() -> None:
    named = {
        title for row in re.findall(r"^\| [^|]+\? \| (.+) \|$", TEXTS[README], re.MULTILINE)
        for title in re.findall(r"\*([^*]+)\*", row)
    }  # fmt: skip
    titles = set(re.findall(r'title="([^"]+)"', (ROOT / "dashboard" / "app.py").read_text(encoding="utf-8")))
    assert named
    assert named - titles == set()


@pytest.mark.parametrize("name", LINKED)
def test_every_link_leads_to_a_file_and_a_heading(name: str) -> None:
    for link in papers.links(ROOT / name):
        file, _, heading = link.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), link
        assert not heading or heading in papers.anchors(path), link


@pytest.mark.parametrize("file", [*NAMES, "pyproject.toml", ".ci/run", *DEPLOYED])
def test_no_registry_address_is_written_down(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8").casefold()
    assert re.findall(r"index-url|registry\s*=", text) == []
