"""Every page in every state of the programmes: ended without a next, followed by another, read back and prepared."""

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from as_shown import as_shown
from parts import pairs
from streamlit.testing.v1 import AppTest
from two_programmes import CARRIED, FIRST_DAY, LAST_DAY, NEW, OLD, REPLACED, TITLE, registry_in
from whole_link import whole_link

from malkollen import ROOT
from malkollen.office.access import ALLOW_VARIABLE
from malkollen.registry import registry as registry_file
from malkollen.served import AS_OF_VARIABLE

APP = ROOT / "dashboard" / "app.py"
VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py"))
ENDED = "SUP 2040 gällde till och med den 31 december 2026 och inget nytt program är infört: siffrorna fortsätter"
CLOSED = "Bokslut för SUP 2040, som det stod den sista dagen, den 31 december 2026"
PREPARED = f"Utgångsläge för {TITLE}, som börjar gälla den 1 januari 2027"
BACK = "Visa det som gäller nu"
Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def pages(database: Path) -> Iterator[dict[str, Any]]:
    """The pages as the frame registers them, and the settings of a module that says itself which day it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, str(LAST_DAY))
        patch.setenv(ALLOW_VARIABLE, "ja")
        yield AppTest.from_file(str(APP), default_timeout=120).run()._registered_pages


@pytest.fixture(scope="module")
def visit(pages: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Opens a page by its address on a day, with SUP 2040 alone or with the invented programme too."""
    both = registry_in(tmp_path_factory.mktemp("both"))

    def open_page(view: str, day: object, *, is_alone: bool = False, **address: str) -> AppTest:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(AS_OF_VARIABLE, str(day))
            if not is_alone:
                for function in (registry_file.load, registry_file.version):
                    patch.setattr(function, "__defaults__", (both,))
            app = AppTest.from_file(str(APP), default_timeout=120)
            app._registered_pages = pages
            app.switch_page(f"views/{view}.py")
            for name, value in address.items():
                app.query_params[name] = value
            app.run()
            assert not app.exception, (view, app.exception[0].value)
            return app

    return open_page


@pytest.fixture(scope="module")
def opened(visit: Visit) -> Visit:
    """Opens a page for reading: the same page only once."""
    return cache(visit)


def screen(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "html", "warning", "info", "error")
    found = [as_shown(element.value) for element in app.main if element.type in kinds]
    return re.sub(r"\s+", " ", " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)) for text in found))


def links(app: AppTest) -> list[str]:
    return [as_shown(element.proto.label) for element in app.main if element.type == "page_link"]


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


STATES = {
    "ended": {"day": FIRST_DAY, "is_alone": True},
    "followed": {"day": FIRST_DAY},
    "closed": {"day": FIRST_DAY, "program": OLD},
    "prepared": {"day": LAST_DAY, "program": NEW},
}


@pytest.mark.parametrize(("state", "view"), pairs([*STATES], VIEWS, 3))
def test_every_page_opens_in_every_state(state: str, view: str, opened: Visit) -> None:
    """Every third page in one state; thoroughly each in all."""
    app = opened(view, **STATES[state])
    assert not app.error
    said = {"closed": CLOSED, "prepared": PREPARED}.get(state)
    assert (BACK in buttons(app)) is (said is not None)
    assert said is None or said in screen(app)
    if view == "conference" and said:  # alone on the screen, where the frame is not seen: it stands beside the slide
        assert {"closed": "Bokslut 2023–2026", "prepared": "Utgångsläge"}[state] in screen(app)


@pytest.mark.thorough  # tests/dashboard/content/test_content_programmes.py
def test_on_the_last_day_nothing_is_another_and_on_the_next_the_pages_say_that_it_has_ended(opened: Visit) -> None:
    last = opened("overview", LAST_DAY, is_alone=True)
    assert "Perioden 2023–2026 är snart slut." in screen(last)
    assert "Andra program" not in screen(last)
    after = opened("overview", FIRST_DAY, is_alone=True)
    assert screen(after).count(ENDED) == 1
    assert "Bokslutet: SUP 2040, 2023–2026" in links(after)
    goal = opened("goal", FIRST_DAY, is_alone=True, mal="tillganglighet")
    assert screen(goal).count(ENDED) == 1
    assert "Södertörn – Sveriges mest tillgängliga storstadsregion" in screen(goal)
    assert ENDED not in screen(opened("goal", LAST_DAY, is_alone=True))


def test_the_next_programme_is_shown_beside_the_one_that_holds(opened: Visit) -> None:
    shown = screen(opened("overview", LAST_DAY))
    for text in (
        "Nästa program, sida vid sida",
        "Förs vidare som Påhittat klimatmål.",
        "Förs inte vidare.",
        "Nytt mål.",
    ):
        assert text in shown
    assert f"Utgångsläget: {TITLE}, 2027–2030" in links(opened("overview", LAST_DAY))
    assert "SUP 2040, 2023–2026 Södertörn mot målen" in shown


def test_from_its_first_day_the_next_one_leads_on_the_pages(opened: Visit) -> None:
    app = opened("overview", FIRST_DAY)
    assert f"{TITLE}, 2027–2030 Södertörn mot målen" in screen(app)
    assert {"Hela målet påhittat klimatmål", "Hela målet påhittat vardagsmål"} <= set(links(app))
    assert "Hela målet klimatomställning" not in links(app)
    goal = opened("goal", FIRST_DAY)
    assert whole_link(goal)["mal"] == CARRIED
    assert "Målet det för vidare: Klimatomställning i SUP 2040" in links(goal)
    assert not any("Målet det för vidare" in link for link in links(opened("goal", FIRST_DAY, mal=REPLACED)))


def test_a_link_to_a_goal_of_the_old_programme_opens_its_closing_account(visit: Visit) -> None:
    app = visit("goal", FIRST_DAY, mal="tillganglighet")
    assert app.title[0].value == "Tillgänglighet"
    assert whole_link(app)["program"] == OLD
    assert CLOSED in screen(app)
    assert not app.warning


def test_the_way_back_leads_to_what_holds_now(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit("goal", FIRST_DAY, program=OLD, mal="tillganglighet")
    monkeypatch.setenv(AS_OF_VARIABLE, str(FIRST_DAY))
    for function in (registry_file.load, registry_file.version):
        monkeypatch.setattr(function, "__defaults__", (registry_in(tmp_path),))
    next(button for button in app.button if button.label == BACK).click().run()
    assert not app.exception
    assert "program" not in whole_link(app)
    assert app.title[0].value == "Påhittat klimatmål"
    assert BACK not in buttons(app)


def test_an_address_of_the_programme_that_leads_by_now_is_that_page(opened: Visit) -> None:
    app = opened("goal", FIRST_DAY, program=NEW, mal=REPLACED)
    assert app.title[0].value == "Påhittat vardagsmål"
    assert "program" not in whole_link(app)
    assert BACK not in buttons(app)


def test_a_programme_that_there_is_none_of_is_said_and_the_one_that_leads_shown(opened: Visit) -> None:
    app = opened("overview", LAST_DAY, program="sup_2050")
    assert [as_shown(found.value) for found in app.warning] == [
        "Adressen ber om ”sup_2050”, som inte finns under Program. SUP 2040 visas."
    ]
    assert "program" not in whole_link(app)


def test_judgements_are_entered_of_what_holds_and_of_what_has_ended_but_not_ahead(opened: Visit) -> None:
    saves = "Spara bedömningen"
    assert saves in buttons(opened("goal", FIRST_DAY))
    assert saves in buttons(opened("goal", FIRST_DAY, program=OLD))
    ahead = opened("goal", LAST_DAY, program=NEW)
    assert saves not in buttons(ahead)
    assert "Programmet har inte börjat gälla. Bedömningar förs in från dess första dag." in screen(ahead)
