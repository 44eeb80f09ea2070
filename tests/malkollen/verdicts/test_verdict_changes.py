"""After an ingest: the verdicts that the new figures changed, held with the same rules against the old."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.content import facts
from dashboard.content.data import fetches
from ingest import build
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import DataError


@pytest.fixture
def folder(data_folder: Path, database: Path, tmp_path: Path) -> Path:
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    return tmp_path


def change(folder: Path, line: str, value: str) -> None:
    path = folder / "figures" / "transit_nearness.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    (place,) = [number for number, text in enumerate(lines) if text.startswith(line)]
    lines[place] = f"{line}{value}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows(folder: Path) -> list[tuple[str, ...]]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        return db.execute(
            "SELECT indicator, area_id, question, old, new FROM mart.verdict_changes ORDER BY 1, 2, 3"
        ).fetchall()


def test_a_revised_figure_changes_the_verdicts_that_hang_on_it_and_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], thorough: bool
) -> None:
    """Botkyrka's nearness 2023 from 93,7 to 94,9: its fall and Södertörn's are no longer established.

    Thoroughly also after one more build: the same figures change nothing, and what was changed is carried on.
    """
    change(folder, "0127,2023,population_near_transit_pct,", "94.9")
    build.build(folder)
    found = {(area, question): (old, new) for _, area, question, old, new in rows(folder)}
    assert found["0127", "utveckling"] == ("försämras", "ingen säkerställd förändring")
    assert found["sodertorn", "utveckling"] == ("försämras", "osäkert")
    assert {row[0] for row in rows(folder)} == {"population_near_transit_share"}
    if thorough:
        before = rows(folder)
        build.build(folder)
        assert rows(folder) == before
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    assert main(["changes", "--verdicts", "--format", "json"]) == 0
    told = {(row["area"], row["question"], row["old"], row["new"]) for row in json.loads(capsys.readouterr().out)}
    assert ("sodertorn", "utveckling", "försämras", "osäkert") in told
    assert main(["changes", "--verdicts"]) == 0
    assert "försämras" in capsys.readouterr().out
    table = fetches.verdicts_table(facts.load(folder / storage.FILE_NAME, date(2026, 11, 22)))
    assert ["Botkyrka", "", "Utveckling", "försämras", "ingen säkerställd förändring"] in [
        row[2:] for row in table.rows
    ]


@pytest.mark.thorough  # as the second build of the first above
def test_the_same_figures_change_no_verdict(folder: Path) -> None:
    build.build(folder)
    assert rows(folder) == []


def test_a_database_of_an_older_version_is_said_and_built_anew(folder: Path, thorough: bool) -> None:
    """Thoroughly built too: as any damaged one in tests/malkollen/database/test_damaged_database.py."""
    import duckdb

    path = folder / storage.FILE_NAME
    with duckdb.connect(path) as db:
        db.execute("DROP TABLE mart.commuting")
    assert storage.is_outdated(path)
    with pytest.raises(
        DataError, match=r"äldre version \(saknar commuting\); bygg om med 'malkollen ingest --offline'"
    ):
        storage.attach(path)
    if thorough:
        build.build(folder)
        assert not storage.is_outdated(path)
