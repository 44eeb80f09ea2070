"""What people, publishers and addresses write is shown as text: no element is made of it, nothing is fetched."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from parts import every
from playwright.sync_api import Page, expect
from screen import SCREENS, Visit, unfold
from serving import Server, reading_other

from malkollen.database import storage
from malkollen.editions import editions
from malkollen.office import activities, judgements
from malkollen.office.judgements import Basis, Entry
from malkollen.office.priority_objects import COLUMNS, FILE_NAME

HOST = "leak.invalid"
NASTY = (
    f"![a](http://{HOST}/a.png) **fet** <img src=http://{HOST}/b.png> [l](http://{HOST}/l) http://{HOST}/c "
    "_lut_ :red[x] :material/home: :smile: :streamlit: $x^2$ `kod` <h1>r</h1>"
)
ADDRESS = quote(f"1\n\n# Flyttat\n\n**fet** http://{HOST} |a|b|\n|-|-|\n|c|d| :red[x] :streamlit: $x^2$ " + "x" * 200)
TAKEN = (
    "data",
    "indikator",
    "omrade",
    "kommun",
    "omraden",
    "mal",
    "karta",
    "ar",
    "jamfor",
    "variant",
    "slag",
    "format",
)
MADE = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(element =>
    [...element.attributes].some(one => ['href', 'src', 'srcset', 'style'].includes(one.name)
        && one.value.includes('leak.invalid'))
    || (['STRONG', 'EM', 'CODE', 'H1', 'H2', 'H3', 'H4'].includes(element.tagName) && /^(fet|lut|kod|r|Flyttat)$/
        .test(element.textContent))
    || element.classList.contains('katex') || element.className === 'stMarkdownColoredText'
).map(element => element.outerHTML.slice(0, 200))"""


def hostile(data: Path) -> None:
    """Makes every text in a data folder another's."""
    with duckdb.connect(data / storage.FILE_NAME) as db:
        db.execute("UPDATE mart.sources SET title = $1, publisher = $1", [NASTY])
    rows = [COLUMNS, (NASTY, "finansierat", "2026-03-12", NASTY, "2033", NASTY, NASTY)]
    (data / FILE_NAME).write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    said = {name: json.dumps(NASTY) for name in ("what", "when", "who", "result")}
    (data / activities.FILE_NAME).write_text(
        "[[activities]]\ngoal = 'klimatomstallning'\n" + "".join(f"{name} = {text}\n" for name, text in said.items()),
        encoding="utf-8",
    )
    entry = Entry("klimatomstallning", "p", Basis("delvis", "a", "b", "c"), "delvis", NASTY, NASTY, NASTY, "2026-03-12")
    judgements.save(data / judgements.FILE_NAME, entry, None)
    editions.create(data, "2026-11-ledningsgruppen", date(2026, 11, 20), NASTY)


@pytest.fixture(scope="module")
def server(office: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """In place of the server of all tests: what is wrong in a file is for the office."""
    with reading_other(office, tmp_path_factory.mktemp("hostile"), hostile) as found:
        yield found


def made_elements(page: Page) -> list[str]:
    """The elements that a text has made."""
    unfold(page)
    found: list[str] = page.evaluate(MADE)
    return found


PAGES = ("oversikt", "indikator", "jamfor", "underlag", "arsredovisning", "prioriterade", "kallor")
"""Where names, sources, activities, objects and judgements stand; the frame that all pages share has the notices."""


@pytest.mark.parametrize("name", every(4, [*PAGES, "edition"][::-1]))
def test_no_text_makes_an_element_or_fetches_anything(name: str, visit: Visit) -> None:
    """On two of the eight, an edition among them; thoroughly on all."""
    asked = "/?utgava=2026-11-ledningsgruppen" if name == "edition" else SCREENS[name].address
    joined = asked + ("&" if "?" in asked else "?")
    own = joined.partition("?")[2]
    page = visit(joined + "&".join(f"{key}={ADDRESS}" for key in TAKEN if f"{key}=" not in own))
    assert made_elements(page) == []
    if name == "underlag":  # what the database says is another's too
        expect(page.locator(".mk-document")).to_contain_text(HOST)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text("encountered an error")).to_have_count(0)
    notices = page.locator("[data-testid=stAlert]:not(details *)").all_inner_texts()  # the office asks in a fold
    assert notices
    lines = [line for notice in notices for line in notice.split("\n") if line]
    assert len(notices) == 1
    assert all(len(line) < 400 and line.startswith(("Adressen ber om ", "Länken gjordes ")) for line in lines), lines


def test_what_is_written_stands_as_it_is_written(visit: Visit) -> None:
    page = visit("/prioriterade-objekt")
    shown = page.get_by_role("heading", level=3).first.inner_text()
    assert shown == NASTY


def test_an_edition_that_is_none_is_said_in_one_line(visit: Visit, server: Server) -> None:
    page = visit(f"/?utgava={ADDRESS}")
    assert page.evaluate(MADE) == []
    expect(page.get_by_test_id("stAlert")).to_contain_text("1\\n\\n# Flyttat")
    assert str(server.data) not in page.content()


def test_a_fault_of_a_file_says_no_path_and_holds_no_sign_that_acts(server: Server, visit: Visit) -> None:
    file = server.data / FILE_NAME
    kept = file.read_text(encoding="utf-8")
    file.write_text(kept.replace("finansierat", f"\x1b[2J\u202e{NASTY}"), encoding="utf-8")
    try:
        page = visit("/prioriterade-objekt")
        assert made_elements(page) == []
        text = page.locator("[data-testid=stMain]").inner_text()
        assert "finns inte; skriv ej i plan" in text
        assert "[2J" in text  # as letters, without what made them act
        assert not {"\x1b", "\u202e"} & set(text)
        assert str(server.data.parent) not in page.content()
    finally:
        file.write_text(kept, encoding="utf-8")
