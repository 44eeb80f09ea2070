"""The draft's forms on Prioriterade objekt: confirm, remove and undo where the operator lets it; else only shown."""

import shutil
from pathlib import Path

import on_page
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from dashboard.content.goal import draft
from malkollen import ROOT
from malkollen.office import priority_draft
from malkollen.office.access import ALLOW_VARIABLE, OFFICE_VARIABLE
from malkollen.office.priority_objects import FILE_NAME
from malkollen.served import AS_OF_VARIABLE

FIRST = "Tvärförbindelse Södertörn"
ROW = {"objekt": FIRST, "läge": "finansierat", "datum": "2026-04-28", "plan": "", "öppningsår": "", "källa": "Ett prov",
       "anteckning": ""}  # fmt: skip


@pytest.fixture
def folder(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, with the draft."""
    shutil.copyfile(database, tmp_path / database.name)
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")
    return tmp_path


def opened() -> AppTest:
    return on_page.opened("priorities")


def press(app: AppTest, key: str) -> AppTest:
    (button,) = (button for button in app.button if button.key == key)
    button.click().run()
    assert not app.exception
    return app


def drafted(app: AppTest) -> list[str]:
    """The objects that a fold of the draft is named by."""
    return [as_shown(fold.label) for fold in app.expander]


def subheaders(app: AppTest) -> list[str]:
    return [as_shown(header.value) for header in app.subheader]


def test_it_is_only_shown_where_nothing_may_be_written(folder: Path) -> None:
    app = opened()
    assert FIRST in drafted(app)
    assert not app.button
    assert not app.text_input


def test_one_press_confirms_what_is_proposed_and_another_undoes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ALLOW_VARIABLE, "1")
    app = opened()
    assert drafted(app).count(FIRST) == 1, "uppgifterna och formuläret ligger i samma"
    app.text_input(key="draft:1:who").set_value("Anna")
    app = press(app, "draft:1:confirm")
    assert [as_shown(box.value) for box in app.success] == [
        f"{FIRST} står nu på listan, under Hela listan. Sju av åtta är kvar i utkastet."
    ]
    assert not [fold for fold in app.expander if fold.proto.expanded], "ett klick för mycket bekräftar inget oläst"
    assert FIRST in subheaders(app)
    assert FIRST not in drafted(app)
    assert f"{FIRST};namngivet;2026;" in (folder / FILE_NAME).read_text(encoding="utf-8-sig")
    assert app.text_input(key="draft:undo-who").value == "Anna"  # asked for once
    assert app.text_input(key="draft:4:who").value == "Anna"
    app.text_input(key="draft:undo-who").set_value("Bo")
    app = press(app, "draft:undo")
    assert [as_shown(box.value) for box in app.success] == ["Det senaste är ångrat. Åtta av åtta är kvar i utkastet."]
    assert FIRST in drafted(app)
    assert FIRST not in (folder / FILE_NAME).read_text(encoding="utf-8-sig")
    assert [act.what for act in priority_draft.acts(folder)] == ["bekräftat", "ångrat"]


def test_what_is_typed_of_an_object_is_there_after_another_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOW_VARIABLE, "1")
    app = opened()
    assert app.radio(key="draft:4:stage").value == "", "inget läge är valt åt kansliet där inget är känt"
    app.radio(key="draft:4:stage").set_value("ej i plan")
    app.text_input(key="draft:4:source").set_value("Ett prov").run()
    app.text_input(key="draft:5:note").set_value("En anteckning").run()
    app.switch_page("views/words.py").run()
    app.switch_page("views/priorities.py").run()
    assert app.radio(key="draft:4:stage").value == "ej i plan"
    assert app.text_input(key="draft:4:source").value == "Ett prov"
    assert app.text_input(key="draft:5:note").value == "En anteckning"


def test_what_is_wrong_is_said_and_nothing_is_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOW_VARIABLE, "1")
    app = press(opened(), "draft:4:confirm")
    (said,) = (as_shown(box.value) for box in app.error)
    assert "Skriv ditt namn" in said
    assert not (folder / FILE_NAME).exists()
    app.text_input(key="draft:4:who").set_value("Anna")
    app = press(app, "draft:4:remove")
    assert "Bytespunkt Flemingsberg" not in drafted(app)


def test_the_office_is_led_to_the_draft_from_where_the_list_is_filled_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OFFICE_VARIABLE, "1")
    app = on_page.opened("office", rum="fyll-i")
    assert not app.exception
    app.session_state["filling:objects:rows"] = [ROW]  # as the table leaves them
    app.segmented_control(key="choice:lista").set_value("aktiviteter").run()
    app.segmented_control(key="choice:lista").set_value("objekt").run()
    (way,) = [link.proto for link in app.get("page_link") if "Gå igenom utkastet: åtta" in as_shown(link.proto.label)]
    assert f"avsnitt={draft.REVIEWED}" in way.query_string
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    assert [as_shown(box.value) for box in app.success] == [
        (
            "Objekten är sparade. Nu på listan och därför borta ur utkastet: Tvärförbindelse Södertörn. Sju av åtta "
            "är kvar i utkastet."
        )
    ]
