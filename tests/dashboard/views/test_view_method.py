"""The page Så bedömer vi opens with its rules, its examples, their files and a way to try a series."""

import html
import re
from pathlib import Path
from typing import Any

import on_page
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from malkollen.served import AS_OF_VARIABLE


@pytest.fixture(scope="module")
def page(database: Path) -> AppTest:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, "2026-11-22")
        app = on_page.opened("method")
        assert not app.exception
        return app


def markup(app: AppTest) -> str:
    found: Any = app.get("html")
    return html.unescape(" ".join(str(block.value) for block in found))


def test_the_page_has_its_title_rules_and_end(page: AppTest) -> None:
    assert [as_shown(title.value) for title in page.title] == ["Så bedömer vi"]
    assert [as_shown(header.value) for header in page.header] == [
        "Läge", "Utveckling", "Prognos mot mål", "Jämfört med de andra regionerna", "Målets svar",
        "Förslag för målet", "Räkna själv", "Det här bedöms aldrig", "Metodens version",
    ]  # fmt: skip
    assert "Metod 1.0." in markup(page)
    assert "malkollen assess" not in markup(page), "a reader meets no commands"


def test_ten_examples_stand_numbered_with_steps_and_an_answer(page: AppTest) -> None:
    labels = [as_shown(fold.label) for fold in page.expander]
    numbers = [int(label.split(".")[0]) for label in labels if re.match(r"\d+\. ", label)]
    assert numbers == list(range(1, 11))
    assert not any(fold.proto.expanded for fold in page.expander)
    assert markup(page).count('<ol class="mk-list mk-steps">') == 10
    assert len(re.findall('<ul class="mk-answers">', markup(page))) == 10
    assert '<p class="mk-arithmetic">2 / 720 = 0,0028</p>' in markup(page)


def test_every_table_has_its_files(page: AppTest) -> None:
    labels = [as_shown(button.proto.label) for button in page.get("download_button")]
    assert labels == ["Hämta CSV", "Hämta XLSX"] * markup(page).count("<caption>")


def test_real_examples_link_to_their_indicator(page: AppTest) -> None:
    links = [as_shown(link.proto.label) for link in page.get("page_link")]
    assert [label for label in links if label.startswith("Öppna")] == [
        "Öppna Växthusgasutsläpp från transporter",
        "Öppna Elbilar i personbilsflottan",
        "Öppna Elbilar i personbilsflottan",
        "Öppna Boende nära kollektivtrafik",
    ]


def test_the_page_is_linked_in_the_footer_and_not_in_the_header(page: AppTest) -> None:
    links = [as_shown(link.proto.label) for link in page.get("page_link")]
    assert links.count("Så bedömer vi") == 1
    assert links[-2:] == ["Så bedömer vi", "Tillgänglighetsredogörelse"]
