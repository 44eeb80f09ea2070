"""deploy/: the files that a server is set up with are those docs/drift.md tells of, and their commands exist."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from malkollen import ROOT, __main__ as front_door

DEPLOY = ROOT / "deploy"
PAPER = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
SERVICES = {path.name: path.read_text(encoding="utf-8") for path in sorted(DEPLOY.glob("*.service"))}
PROGRAM = "/srv/malkollen/.venv/bin/malkollen "
EXPOSED = {"malkollen@.service": 0.9, "malkollen-ingest.service": 1.1, "malkollen-backup.service": 0.2}
"""`systemd-analyze security`, of 10."""


def _settings(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (line.partition("=") for line in text.splitlines()) if value]


def test_what_is_there_is_told_and_what_is_told_is_there() -> None:
    told = set(re.findall(r"`deploy/([^`/]+)`", PAPER))
    assert told <= {path.name for path in DEPLOY.iterdir()}
    quiet = {"requirements-tests.txt", "requirements-build.txt"}
    assert {path.name for path in DEPLOY.iterdir()} - told <= quiet
    assert "deploy/requirements-build.txt" in PAPER


def test_what_the_paper_quotes_is_what_the_file_says() -> None:
    (quoted,) = re.findall(r"```nginx\n(.*?)```", PAPER, re.DOTALL)
    assert quoted in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "[Unit]" not in PAPER
    assert "ger dem 0,9, 1,1 och 0,2 av 10" in " ".join(PAPER.split())


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_runs_a_command_that_exists_as_the_account_and_folders_of_the_paper(name: str) -> None:
    settings = dict(_settings(SERVICES[name]))
    assert settings["ExecStart"].startswith(PROGRAM)
    command = settings["ExecStart"].removeprefix(PROGRAM).replace("%i", "8501")
    assert front_door._parser().parse_args(shlex.split(command))
    assert settings["User"] == "malkollen"
    assert settings["Environment"].startswith("MALKOLLEN_DATA=/var/lib/malkollen ")
    assert settings["StateDirectory"] == "malkollen"


def test_every_unit_has_the_same_restrictions_but_for_compiled_code() -> None:
    kept = {
        name: [pair for pair in _settings(text.split("# What it may not do.")[1].split("[Install]")[0])
               if pair[0] != "MemoryDenyWriteExecute"]
        for name, text in SERVICES.items()
    }  # fmt: skip
    first = kept["malkollen@.service"]
    assert len(first) > 20
    assert all(found == first for found in kept.values())


@pytest.mark.parametrize("timer", sorted(path.name for path in DEPLOY.glob("*.timer")))
def test_a_timer_has_its_service(timer: str) -> None:
    assert (DEPLOY / timer).with_suffix(".service").exists()
    assert (
        f"enable --now malkollen@8501 {' '.join(sorted(['malkollen-ingest.timer', 'malkollen-backup.timer'])[::-1])}"
        in PAPER
    )


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze finns inte på den här datorn")
@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_is_as_closed_as_the_paper_says(name: str, tmp_path: Path) -> None:
    unit = Path(shutil.copyfile(DEPLOY / name, tmp_path / name.replace("@.", "@8501.")))
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "offline" in done.stderr:
        pytest.skip("systemd-analyze är äldre än 250")
    found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= EXPOSED[name]


def test_the_container_is_made_of_what_is_here_and_starts_what_exists() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [word for line in re.findall(r"^COPY (.*)$", text, re.MULTILINE) for word in line.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert text.index("USER 990:990") < text.index('CMD ["sh"')
    (command,) = re.findall(r"exec malkollen (.*)\"\]", text)
    assert front_door._parser().parse_args(shlex.split(command))
    assert "/halsa" in text
