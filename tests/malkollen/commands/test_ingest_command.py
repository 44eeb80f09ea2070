"""The commands ingest and sources --live: names, files, exit codes, what is said, and that no key is ever seen."""

import io
import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from made_source import HEADER, carried, install, module, rows
from parts import every, pairs
from publisher import Asked, Publisher, Reply

from ingest import build, probes
from ingest.fetching.raw import RawStore
from malkollen import console
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import SourceError

KEY = "hem/lig+nyckel &=%å\"'<>\\~42"
KEY_VARIABLE = "MALKOLLEN_MADE_KEY"
USUAL = HEADER + rows("bikes", (2023, 2024, 2025), lambda place, year: 200 + place + year - 2000)
Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    carried(folder)
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        build.build(folder)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(built, tmp_path / "data")
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("MALKOLLEN_OFFLINE")
    return tmp_path / "data"


@pytest.fixture
def publisher(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Answers the usual figures; its sources are bikes (no key), keyed (a key) and paper (files only)."""
    with Publisher({"/figures": USUAL.encode(), "/more": b"more", "/probe": b"ok"}) as one:
        install(
            monkeypatch,
            module("bikes", url=one.url, publisher="Cykelverket"),
            module("keyed", url=f"{one.url}", key=KEY_VARIABLE, key_help="Begär den hos verket."),
            module("paper", publisher="Pappersverket", without=("fetch", "probe")),
        )
        yield one


@pytest.fixture(scope="module")
def once(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder where `bikes` has been ingested once."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("once") / "data")
    with pytest.MonkeyPatch.context() as patch, Publisher({"/figures": USUAL.encode(), "/more": b"more"}) as one:
        patch.setenv("MALKOLLEN_DATA", str(folder))
        patch.delenv("MALKOLLEN_OFFLINE")
        install(patch, module("bikes", url=one.url, publisher="Cykelverket"))
        assert main(["ingest", "bikes"]) == 0
    return folder


@pytest.fixture
def ingested(folder: Path, once: Path) -> Path:
    """How several tests begin: the usual figures are there, and asked for again."""
    return shutil.copytree(once, folder, dirs_exist_ok=True)


def printed_lines(printed: Printed, code: int, *arguments: str) -> tuple[list[str], list[str]]:
    """The lines on stdout and stderr of a command that ends with the code."""
    try:
        ended: object = main(arguments)
    except SystemExit as left:
        ended = left.code
    out, err = printed.readouterr()
    assert ended == code, err
    assert "Traceback" not in err
    return out.splitlines(), err.splitlines()


def version(folder: Path) -> str:
    with storage.attach(folder / storage.FILE_NAME) as db:
        row = db.execute("SELECT data_version FROM mart.build").fetchone()
    return str(row)


# ── what is asked ──


def test_without_names_everyone_that_can_be_asked_is(folder: Path, publisher: Publisher, capsys: Printed) -> None:
    out, err = printed_lines(capsys, 0, "ingest")
    assert err[:4] == [
        "bikes: frågar Cykelverket …",
        "bikes: nytt från Cykelverket",
        "keyed: frågar Keyed …",
        f"keyed: hämtas inte, nyckel saknas: sätt {KEY_VARIABLE}. Begär den hos verket.",
    ]
    assert publisher.paths() == ["/figures", "/more"]
    assert out[-1] == f"Databasen är bytt: {folder / storage.FILE_NAME}"
    assert "nytt: bikes, 290 uppgifter, 2025 (bikes)" in out
    steps = [line for line in err if line.startswith("[")]  # a log gets a plain line a step
    assert steps[0] == "[1/9] kommuner, grupper och gränser"
    assert steps[-1] == "[9/9] klart"
    assert "\r" not in "".join(err)


@pytest.mark.thorough  # as in tests/ingest/fetching/test_unchanged.py
def test_an_unchanged_answer_is_said_and_changes_nothing(ingested: Path, publisher: Publisher, capsys: Printed) -> None:
    before = version(ingested)
    _, err = printed_lines(capsys, 0, "ingest", "bikes")
    day = RawStore(ingested).readable("bikes")[0].began.date()
    assert f"bikes: oförändrat hos Cykelverket sedan {day}" in err
    assert version(ingested) == before
    assert len(RawStore(ingested).readable("bikes")) == 1


@pytest.mark.thorough  # each by itself in tests/ingest/fetching
def test_a_tagged_answer_is_asked_for_if_it_has_changed_and_refetch_asks_for_all(
    folder: Path, publisher: Publisher, capsys: Printed
) -> None:
    publisher.is_tagging = True
    printed_lines(capsys, 0, "ingest", "bikes")
    assert publisher.conditions() == []
    printed_lines(capsys, 0, "ingest", "bikes")
    assert publisher.conditions() == ["/figures", "/more"]
    publisher.asked.clear()
    printed_lines(capsys, 0, "ingest", "bikes", "--refetch")
    assert (publisher.paths(), publisher.conditions()) == (["/figures", "/more"], [])


@pytest.mark.thorough  # what is asked since a year in the tests of each source
def test_since_is_asked_for(folder: Path, publisher: Publisher, capsys: Printed) -> None:
    printed_lines(capsys, 0, "ingest", "bikes", "--since", "2023")
    assert [asked.query for asked in publisher.asked] == [{"since": "2023"}] * 2
    assert RawStore(folder).readable("bikes")[0].manifest()["asked"] == "från 2023"


def test_offline_asks_nobody(folder: Path, publisher: Publisher, capsys: Printed) -> None:
    printed_lines(capsys, 0, "ingest", "bikes", "--offline")
    assert publisher.asked == []
    assert not (folder / "raw").exists()


def test_a_dry_run_says_and_does_nothing(folder: Path, publisher: Publisher, capsys: Printed) -> None:
    before = (folder / storage.FILE_NAME).stat()
    out, err = printed_lines(capsys, 0, "ingest", "--dry-run")
    assert out == []
    assert err == [
        "bikes: skulle hämtas från Cykelverket",
        f"keyed: hämtas inte, nyckel saknas: sätt {KEY_VARIABLE}. Begär den hos verket.",
    ]
    assert publisher.asked == []
    assert (folder / storage.FILE_NAME).stat() == before
    assert not (folder / "raw").exists()


@pytest.mark.thorough  # a command offline, above; shut off in tests/house/test_papers.py
def test_the_network_can_be_shut_off(
    folder: Path, publisher: Publisher, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_OFFLINE", "1")
    printed_lines(capsys, 0, "ingest")
    assert publisher.asked == []


# ── files ──


@pytest.mark.thorough  # each source's in tests/house/test_papers.py
def test_a_file_is_taken_for_exactly_one_source(
    folder: Path, publisher: Publisher, capsys: Printed, tmp_path: Path
) -> None:
    given = tmp_path / "min fil.csv"
    given.write_text(USUAL, encoding="utf-8")
    _, err = printed_lines(capsys, 0, "ingest", "paper", "--from", str(given))
    assert "paper: nytt från Pappersverket" in err
    assert publisher.asked == []
    given.unlink()
    printed_lines(capsys, 0, "ingest", "--offline")
    with storage.attach(folder / storage.FILE_NAME) as db:
        assert db.execute("SELECT count(*) FROM mart.measures WHERE source = 'paper'").fetchone() == (3 * 290,)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        ([], "--from tar en fil åt en källa: ange exakt en KÄLLA"),
        (["bikes", "paper"], "--from tar en fil åt en källa: ange exakt en KÄLLA"),
        (["figures"], "källan 'figures' läser inte filer med --from"),
    ],
)
def test_a_file_without_its_one_source_is_refused(
    names: list[str], fault: str, publisher: Publisher, capsys: Printed, tmp_path: Path
) -> None:
    assert printed_lines(capsys, 2, "ingest", *names, "--from", str(tmp_path / "x.csv")) == ([], [fault])


@pytest.mark.parametrize(("name", "text"), every(2, [("ingen.csv", None), ("fel.xlsx", "x")]))
def test_a_file_that_cannot_be_taken_is_a_fault_and_leaves_nothing(
    name: str, text: str | None, folder: Path, publisher: Publisher, capsys: Printed, tmp_path: Path
) -> None:
    """One that is none; thoroughly of another kind too."""
    if text:
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = version(folder)
    _, err = printed_lines(capsys, 1, "ingest", "paper", "--from", str(tmp_path / name))
    assert err[-1].startswith(f"fel: paper: {name}: ")
    assert version(folder) == before
    assert RawStore(folder).latest("paper") is None
    assert list((folder / "raw").glob("paper/*")) == []


@pytest.mark.skipif(os.name != "posix", reason="systemets namn är alltid text")
def test_a_file_whose_name_is_no_text_is_said_in_a_line(
    folder: Path, publisher: Publisher, capsys: Printed, tmp_path: Path
) -> None:
    path = tmp_path / os.fsdecode(b"p\xe5.csv")
    path.write_text("x", encoding="utf-8")
    _, err = printed_lines(capsys, 1, "ingest", "paper", "--from", str(path))
    assert err[-1] == "fel: paper: p\\udce5.csv: filens namn är inte UTF-8 och går inte att skriva ner; döp om filen"
    assert list((folder / "raw").glob("paper/*")) == []


def test_a_dry_run_of_a_file_only_says(folder: Path, publisher: Publisher, capsys: Printed, tmp_path: Path) -> None:
    assert printed_lines(capsys, 0, "ingest", "paper", "--from", "x.csv", "--dry-run")[1] == [
        "paper: skulle läsa filen"
    ]
    assert not (folder / "raw").exists()


# ── a clock that was wrong ──


@pytest.mark.thorough  # told in tests/ingest/fetching/test_raw.py
def test_a_fetch_made_while_the_clock_was_ahead_hides_no_later_one_and_is_told(
    ingested: Path, publisher: Publisher, capsys: Printed
) -> None:
    first = RawStore(ingested).latest("bikes")
    assert first is not None
    wrong = first.folder.rename(first.folder.with_name("20990601T000000.000000Z"))
    publisher.route("/figures", (HEADER + rows("bikes", (2023, 2024, 2025), lambda place, _: 333 + place)).encode())
    printed_lines(capsys, 1, "ingest", "bikes")
    _, err = printed_lines(capsys, 1, "ingest", "bikes", "--accept")
    with storage.attach(ingested / storage.FILE_NAME) as db:
        assert db.execute("SELECT min(value) FROM mart.measures WHERE measure = 'bikes'").fetchone() == (333.0,)
    told = "bikes: hämtningen 20990601T000000.000000Z är daterad 2099-06-01, efter serverns klocka ("
    assert [line for line in err if line.startswith(f"fel: {told}")] == err[-1:]
    main(["check"])
    assert f"varning: {told}" in capsys.readouterr().out
    shutil.rmtree(wrong)
    printed_lines(capsys, 0, "ingest", "bikes", "--accept")
    main(["check"])
    assert "hämtningen" not in capsys.readouterr().out


# ── exit codes ──


def test_a_publisher_that_is_down_is_exit_1_and_the_rest_is_built(
    folder: Path, publisher: Publisher, capsys: Printed
) -> None:
    publisher.route("/figures", Reply(b"gone", 404))
    out, err = printed_lines(capsys, 1, "ingest")
    assert err[-1].startswith("fel: bikes: Cykelverket: adressen finns inte längre (404, ")
    assert out[-1].startswith("Databasen är bytt: ")
    with storage.attach(folder / storage.FILE_NAME) as db:
        query = "SELECT state, failure FROM mart.fetches WHERE module = 'bikes'"
        ((state, failure),) = db.execute(query).fetchall()
    assert state == "none"
    assert failure.startswith("Cykelverket: adressen finns inte längre")


def test_figures_that_are_held_are_exit_1_until_they_are_accepted(
    ingested: Path, publisher: Publisher, capsys: Printed
) -> None:
    publisher.route("/figures", USUAL.replace("0127,2025,bikes,", "0127,2025,bikes,99").encode())
    _, err = printed_lines(capsys, 1, "ingest", "bikes")
    assert err[-1].startswith("hålls tillbaka: bikes: 0127 2025 bikes: från ")
    printed_lines(capsys, 0, "ingest", "bikes", "--accept")


@pytest.mark.parametrize(
    ("arguments", "said_as"),
    [
        (["finns_inte"], "källan 'finns_inte' finns inte i den här versionen; källor som finns: bikes, "),
        (["--since", "26"], "malkollen ingest: --since: '26' är inte ett år med fyra siffror"),
        (["--offline", "--refetch"], "--refetch frågar utgivarna och går inte ihop med --from eller --offline"),
        (["--nope"], "malkollen: okända argument: --nope"),
    ],
)
def test_a_request_that_makes_no_sense_is_exit_2(
    arguments: list[str], said_as: str, publisher: Publisher, capsys: Printed
) -> None:
    out, err = printed_lines(capsys, 2, "ingest", *arguments)
    assert out == []
    assert len(err) == 1
    assert err[0].startswith(said_as)


def test_a_build_that_cannot_be_is_exit_2_and_the_old_database_stays(
    folder: Path, publisher: Publisher, capsys: Printed
) -> None:
    before = (folder / storage.FILE_NAME).read_bytes()
    (folder / "figures" / "bikes.csv").write_text(HEADER + "x\n", encoding="utf-8")
    _, err = printed_lines(capsys, 2, "ingest", "bikes")
    assert err[-1] == "bikes.csv rad 2: 1 fält i stället för 4"
    assert (folder / storage.FILE_NAME).read_bytes() == before


def test_a_second_ingest_while_one_fetches_is_refused(folder: Path, publisher: Publisher, capsys: Printed) -> None:
    (folder / "raw").mkdir()
    first = sqlite3.connect(folder / "raw" / ".lock", isolation_level=None)
    first.execute("BEGIN EXCLUSIVE")
    try:
        assert printed_lines(capsys, 2, "ingest", "bikes") == (
            [],
            ["raw: en annan inläsning pågår; vänta tills den är klar"],
        )
        printed_lines(capsys, 0, "ingest", "--offline")
    finally:
        first.close()
    assert publisher.asked == []


def test_a_data_folder_that_is_not_there_is_said(
    folder: Path, publisher: Publisher, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder / "ingen"))
    _, (fault,) = printed_lines(capsys, 2, "ingest", "bikes")
    assert fault == "datamappen finns inte; ange den i MALKOLLEN_DATA"


# ── progress ──


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_that_is_redrawn() -> None:
    out = Terminal()
    report = console.progress(out)
    report(1, 2, "källan scb")
    report(2, 2, "klart")
    first, half, whole = out.getvalue().split("\r")
    assert first == ""
    assert half.startswith("█" * 15 + "░" * 15 + "  50 %  källan scb")
    assert whole.startswith("█" * 30 + " 100 %  klart")
    assert out.getvalue().endswith("\n")
    assert out.getvalue().count("\n") == 1


# ── keys ──


def echo(asked: Asked) -> Reply:
    """A publisher that repeats the key everywhere it can, and gives the figures under another name."""
    key = asked.query.get("apikey", "")
    body = json.dumps({"self": f"/figures?apikey={quote(key)}", "again": quote_plus(key), "key": key})
    headers = {"Content-Type": f"text/plain; key={quote(key)}", "ETag": f'"{quote(key, safe="")}"'}
    return Reply(body.encode(), headers=headers)


@pytest.mark.parametrize(
    ("place", "fate"), pairs(["environment", ".env"], ["good", "refused by us", "refused by them", "down"], 2)
)
def test_a_key_is_sent_and_never_seen_again(
    place: str, fate: str, folder: Path, publisher: Publisher, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of the eight pairs; thoroughly all."""
    if place == "environment":
        monkeypatch.setenv(KEY_VARIABLE, KEY)
    else:
        (folder / ".env").write_text(f"# nycklar\n\nexport {KEY_VARIABLE} = '{KEY}'\nannat=1\n", encoding="utf-8")
    publisher.route("/more", echo)
    if fate == "refused by us":
        publisher.route("/figures", echo)
    elif fate == "refused by them":
        publisher.route("/figures", lambda asked: Reply(echo(asked).body, 401))
    elif fate == "down":
        publisher.route("/figures", lambda asked: Reply(echo(asked).body, 503, {"Retry-After": "999"}))
    out, err = printed_lines(capsys, 0 if fate == "good" else 1, "ingest", "keyed")
    assert publisher.asked[0].query["apikey"] == KEY
    texts = ["\n".join(out + err).encode()]
    texts += [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".env"]
    for form in {KEY, quote(KEY), quote(KEY, safe=""), quote_plus(KEY), json.dumps(KEY)[1:-1], "nyckel &", "lig%2B"}:
        assert not any(form.encode() in text for text in texts), form


@pytest.mark.thorough  # said without names, above
def test_a_named_source_without_its_key_is_a_fault(publisher: Publisher, capsys: Printed) -> None:
    _, err = printed_lines(capsys, 1, "ingest", "keyed")
    assert err[-1] == f"fel: keyed: Keyed: nyckel saknas: sätt {KEY_VARIABLE}. Begär den hos verket."


@pytest.mark.parametrize("key", every(2, ["a\nb", "a\x00b", "\udcff"]))
def test_a_key_that_cannot_be_sent_is_said_without_it(
    key: str, folder: Path, publisher: Publisher, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dict(storage.os.environ) | {KEY_VARIABLE: key}
    monkeypatch.setattr("malkollen.database.settings.os.environ", real)
    _, err = printed_lines(capsys, 1, "ingest", "keyed")
    assert err[-1] == f"fel: keyed: Keyed: nyckeln i {KEY_VARIABLE} innehåller tecken som inte går att skicka"


@pytest.mark.parametrize(
    ("line", "is_a_key"), [("{}=x", True), ("  {} = 'x' ", True), ("#{}=x", False), ("{}=", False), ("{}", False)]
)
def test_the_lines_of_a_dotenv(line: str, is_a_key: bool, folder: Path, publisher: Publisher, capsys: Printed) -> None:
    (folder / ".env").write_bytes(b"\xef\xbb\xbf" + line.format(KEY_VARIABLE).encode())
    _, err = printed_lines(capsys, 0, "ingest", "--dry-run")
    assert ("keyed: skulle hämtas från Keyed" in err) is is_a_key


def test_a_dotenv_that_is_no_text_is_said(folder: Path, publisher: Publisher, capsys: Printed) -> None:
    (folder / ".env").write_bytes(b"\xff\xfe\x00")
    _, err = printed_lines(capsys, 1, "ingest", "keyed")
    assert err[-1] == "fel: keyed: .env: går inte att läsa som text i UTF-8"


def test_a_dotenv_that_is_a_pipe_or_endless_keeps_nobody_waiting(
    folder: Path, publisher: Publisher, capsys: Printed
) -> None:
    def too_long(*_: object) -> None:
        raise TimeoutError

    os.mkfifo(folder / ".env")
    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(60)  # a busy machine takes its time for what is asked; a pipe would never end
    try:
        _, err = printed_lines(capsys, 1, "ingest", "keyed")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert err[-1] == "fel: keyed: .env: är ingen vanlig fil"
    (folder / ".env").unlink()
    (folder / ".env").write_bytes(b"#" * 1_000_001)
    _, err = printed_lines(capsys, 1, "ingest", "keyed")
    assert err[-1].startswith("fel: keyed: .env: filen är för stor")


# ── sources --live ──


def test_every_publisher_is_asked_whether_it_fits(publisher: Publisher, capsys: Printed) -> None:
    out, _ = printed_lines(capsys, 0, "sources", "--live")
    assert out == [
        "stämmer: bikes (Cykelverket): svarar som väntat",
        f"inte frågad: keyed (Keyed): nyckel saknas: sätt {KEY_VARIABLE}. Begär den hos verket.",
        "inte frågad: paper (Pappersverket): frågas inte: läser filer som någon ger med --from",
        "Skaffa nyckel till keyed där raden säger, och skriv den i .env i datamappen.",
    ]
    assert publisher.paths() == ["/probe"]


def test_one_that_differs_is_exit_1(publisher: Publisher, capsys: Printed) -> None:
    publisher.route("/probe", b"<html>")
    out, _ = printed_lines(capsys, 1, "sources", "--live")
    assert out[0] == "skiljer sig: bikes (Cykelverket): svaret på frågan är ett annat; se efter hos utgivaren"
    assert out[3].startswith("Gör så här med bikes: nämner raden en efterföljare, kör 'malkollen ingest KÄLLA")
    publisher.route("/probe", Reply(b"", 404))
    assert printed_lines(capsys, 1, "sources", "--live")[0][0].startswith(
        "skiljer sig: bikes (Cykelverket): adressen finns"
    )


def test_without_a_network_each_says_so(publisher: Publisher, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    with Publisher() as gone:
        down = gone.url
    install(monkeypatch, module("bikes", url=down, publisher="Cykelverket"))
    out, _ = printed_lines(capsys, 0, "sources", "--live", "--format", "json")
    (row,) = json.loads("\n".join(out))
    assert (row["source"], row["state"]) == ("bikes", "unasked")
    assert row["said"].startswith("gick inte att nå, bröt anslutningen eller gav ett avkortat svar; försök igen senare")


def test_a_probe_that_breaks_differs_without_its_key(
    folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    broken = module("keyed", key=KEY_VARIABLE)
    broken.probe = lambda _client, key: {}[key]  # type: ignore[attr-defined]
    install(monkeypatch, broken)
    (probed,) = probes.ask()
    assert probed.state == "differs"
    assert "nyckel" not in probed.said


def test_what_steers_a_terminal_is_taken_out_of_what_a_publisher_says(
    folder: Path, publisher: Publisher, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(_client: object) -> str:
        return "version \x1b]0;x\x07\x9b31m\u202e2026"

    def fails(*_: object) -> None:
        raise SourceError("Cykelverket: värdet '\x1b[2J\u202e' är inget tal")

    monkeypatch.setattr(build.modules()["bikes"], "probe", says)
    monkeypatch.setattr(build.modules()["bikes"], "fetch", fails)
    main(["sources", "--live"])
    main(["ingest", "bikes"])
    assert publisher.asked == []
    assert RawStore(folder).every("bikes") != []
    printed = "".join(capsys.readouterr())
    assert r"version \x1b]0;x\x07\x9b31m\u202e2026" in printed
    assert all(letter.isprintable() or letter == "\n" for letter in printed)
