"""What of the office's own lists and questions is another than in a fixed version is said where versions are."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.content import facts as content
from dashboard.content.data import decided, editions as texts, lists
from dashboard.content.facts import Facts
from dashboard.content.office import fixing
from dashboard.content.overview import news
from dashboard.documents import leadership
from dashboard.screen import session
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.office import activities as activity_file
from malkollen.office.access import COMMAND_LINE
from malkollen.office.tables import activities, objects
from malkollen.office.tables.table import Row
from malkollen.served import AS_OF_VARIABLE

TODAY, MEETING = date(2026, 11, 22), "Ledningsgruppen 8/2026"
BRIDGE = {
    "objekt": "Bron", "läge": "namngivet", "datum": "2025-11-18", "plan": "Länsplanen", "öppningsår": "2029",
    "källa": "§ 12", "anteckning": "",
}  # fmt: skip
TRAM, TUNNEL = BRIDGE | {"objekt": "Spåret"}, BRIDGE | {"objekt": "Tunneln"}
BUILT = TRAM | {"läge": "byggs", "datum": "2026-05-01"}
ACTIVITY = {
    "what": "Kampanj", "when": "2026", "goal": "klimatomstallning", "who": "Alla", "result": "Inte känt än",
    "source": "",
}  # fmt: skip
CHANGED = [
    "Nytt prioriterat objekt: Tunneln, namngivet 18 november 2025",
    "Ändrat prioriterat objekt: Bron, öppningsår 2030, förut 2029",
    "Ändrat prioriterat objekt: Spåret, läge byggs, förut namngivet; datum 1 maj 2026, förut 18 november 2025",
    "Ändrad aktivitet: Kampanj, mål Tillgänglighet, förut Klimatomställning",
]


@pytest.fixture
def folder(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a version of two objects and an activity."""
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setenv(AS_OF_VARIABLE, TODAY.isoformat())
    save(tmp_path, [BRIDGE, TRAM], [ACTIVITY])
    editions.create(tmp_path, "ett", date(2026, 12, 8), MEETING)
    return tmp_path


def save(folder: Path, rows: list[Row], done: list[Row]) -> None:
    facts = content.load(folder / storage.FILE_NAME, TODAY)
    goals = {key: goal.heading for key, goal in facts.registry.goals.items()}
    assert objects.save(folder, rows, objects.read(folder).fingerprint, COMMAND_LINE, TODAY) == []
    seen = activities.read(folder, goals).fingerprint
    assert activities.save(folder, done, seen, COMMAND_LINE, goals) == []


def plain(lines: object) -> list[str]:
    assert isinstance(lines, list | tuple)
    return [line.replace("\u00a0", " ") for line in lines]


def told(facts: Facts, folder: Path) -> list[str]:
    return plain([*lists.changed(facts, folder, editions.find(folder, "ett"))])


def test_what_was_saved_since_a_version_is_said_before_the_next_is_made_and_in_what_corrects_it(folder: Path) -> None:
    assert session.since_edition() is not None
    assert fixing.since(session.since_edition()) == []
    save(folder, [BRIDGE | {"öppningsår": "2030"}, TRAM, BUILT, TUNNEL], [ACTIVITY | {"goal": "tillganglighet"}])
    found = session.since_edition()
    assert found is not None
    assert plain(found.lines) == CHANGED, "kept from before the save it would say nothing"
    assert fixing.since(found) == [texts.since_section(found)]
    made = editions.create(folder, "ett-2", date(2026, 12, 8), MEETING)
    then = content.load_edition(folder, made.name)
    correcting = texts.correcting(then, folder)
    assert correcting is not None
    assert plain(correcting.lines) == CHANGED
    assert fixing.first_or_since(then, folder, made) == [texts.since_section(correcting)]
    (section,) = [one for one in leadership.compose(then, folder).sections if one.heading == correcting.heading]
    more = 1 + len(CHANGED) - leadership.MOST_CORRECTED
    assert f"och {more} till, på Översikt i versionen ett-2" in str(section.blocks)
    assert news.first(session.now(), CHANGED, 3)[-1] == "och 1 till, på Översikt i Målkollen"


@pytest.mark.parametrize(
    ("rows", "done", "said"),
    [
        ([BRIDGE, TRAM], [ACTIVITY], []),
        ([TRAM, BRIDGE], [ACTIVITY], []),
        ([TRAM], [], ["Inte längre ett prioriterat objekt: Bron", "Borttagen aktivitet: Kampanj"]),
        ([BRIDGE, TRAM], [ACTIVITY, ACTIVITY | {"what": "Rådslag"}], ["Ny aktivitet: Rådslag"]),
        ([BRIDGE, TRAM, BRIDGE | {"läge": "ej i plan", "datum": "2024", "plan": ""}], [ACTIVITY],
         ["Ändrat prioriterat objekt: Bron, ett äldre läge"]),
        ([BRIDGE | {"öppningsår": ""}, TRAM], [ACTIVITY],
         ["Ändrat prioriterat objekt: Bron, öppningsår tomt, förut 2029"]),
        ([BRIDGE, TRAM, *({**BRIDGE, "objekt": f"Väg {number}"} for number in range(1, 7))], [ACTIVITY],
         [("Nya prioriterade objekt: Väg 1 (namngivet), Väg 2 (namngivet), Väg 3 (namngivet), Väg 4 (namngivet) och "
          "två till")]),
    ],
)  # fmt: skip
def test_each_object_and_activity_is_told_by_what_became_of_it(
    folder: Path, rows: list[Row], done: list[Row], said: list[str]
) -> None:
    save(folder, rows, done)
    assert told(session.now(), folder) == said


def test_a_list_that_cannot_be_read_stops_neither_the_page_nor_the_other_list(folder: Path) -> None:
    (folder / activity_file.FILE_NAME).write_text("= fel", encoding="utf-8")
    save_rows = [BRIDGE | {"öppningsår": "2030"}, TRAM]
    assert objects.save(folder, save_rows, objects.read(folder).fingerprint, COMMAND_LINE, TODAY) == []
    first, second = told(session.now(), folder)
    assert first == CHANGED[1]
    assert second.startswith("activities.toml rad 1: går inte att läsa")


def test_another_question_and_another_comparison_are_told(facts: Facts) -> None:
    before = facts.registry
    key, goal = next((key, one) for key, one in before.goals.items() if key in facts.goals)
    other = next(name for name in before.comparison_sets if name != goal.answer_set)
    changed = goal.model_copy(update={"question": "Hur går det?", "answer_set": other})
    after = before.model_copy(update={"goals": {**before.goals, key: changed}})
    assert [*decided.questions(facts, before, before)] == []
    asked, compared = decided.questions(facts, before, after)
    assert asked == f"Ändrad fråga för klimatomställning: ”Hur går det?”, förut ”{goal.question}”"
    assert compared == (
        "Ändrad jämförelse i svaret för klimatomställning: kommunerna runt storstäderna, förut hela storstadsregioner"
    )
