"""Kansli in a real browser: no state of its rooms breaks a rule of WCAG, and all is done with the keyboard alone."""

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from parts import every
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from screen import Visit, pick, ready, says, unfold
from serving import Server
from test_browser_axe import RULES
from test_browser_keyboard import MARKED, WHERE
from test_browser_swedish import english, unknown
from traffic import Traffic
from windows import Size, Windows

from dashboard.content.office import reading
from dashboard.screen.forms import cells
from dashboard.screen.forms.office import table_form
from malkollen import ROOT
from malkollen.database import storage
from malkollen.office import journal
from malkollen.office.access import COMMAND_LINE
from malkollen.office.journal import Act, Done
from malkollen.office.priority_objects import COLUMNS, FILE_NAME
from malkollen.office.room import inbox, proposal as papers, work
from malkollen.office.room.proposal import Problem, Proposal
from malkollen.office.tables import objects

ANNA = replace(COMMAND_LINE, name="Anna Andersson")
WIDTHS = (1440, 390)
PARTS = ("Aktiviteter", "Mallar", "Målvärden", "Målens frågor")
MOST_STOPS = 60
AFTER_A_CELL = 300
"""Milliseconds: the table tells the server of a cell a moment after it was left; nobody is quicker to the button."""
FIRST_CELL = 1_000
"""Milliseconds: longer than it takes before whoever comes to a table with Tab stands in its first cell."""
A_PAUSE = 1_000
"""Milliseconds: longer than it takes before what is typed is sent, though nobody has left the field."""
MARKING = 33
"""Pixels of the column in which rows are marked."""
BESIDE = (300, 100)
TABLE, NAME = "CANVAS", "Ditt namn, som den som gör det här"
IN_TABLE = "() => document.activeElement.closest('[data-testid=data-grid-canvas]') !== null"
"""The framework moves the focus on from the table to its chosen cell, sooner or later."""
BEFORE = ("Tvärförbindelse", "ej i plan", "2024", "", "", "Beslut 2024 § 1")
OBJECT = ("Spårväg syd", "byggs", "2025-05-01", "Länsplan", "2034", "Beslut 2025-05-01 § 4")


@pytest.fixture(scope="module", autouse=True)
def filled(office: Server) -> None:
    """What the office has written before: an activity and an object."""
    shutil.copyfile(ROOT / "data" / "activities.toml", office.data / "activities.toml")
    row = dict(zip(COLUMNS, (*BEFORE, ""), strict=True))
    assert not objects.save(office.data, [row], objects.read(office.data).fingerprint, ANNA, date(2026, 11, 22))


@pytest.fixture(scope="module")
def page(office: Server, windows: Windows) -> Iterator[Page]:
    """One window for all that is looked at here."""
    traffic = Traffic(office.origin)
    with windows.lent(Size(WIDTHS[0])) as window, traffic.followed(window):
        yield window
    assert (traffic.elsewhere(), traffic.refused) == ([], [])


def enter(page: Page, office: Server, room: str) -> None:
    page.goto(f"{office.origin}/kansli?rum={room}")
    ready(page)


def faults(page: Page, *widths: int) -> list[str]:
    """The rules that what is shown breaks on a telephone, or in some widths, with the element that breaks each."""
    found = []
    for width in widths or WIDTHS[-1:]:
        page.set_viewport_size({"width": width, "height": 900})
        ready(page)
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        answer = Axe().run(page, context="[role=main]", options=options).response
        assert answer["passes"], "nothing was looked at"
        for rule in answer["violations"]:
            found += [f"{width}: {rule['id']}: {node['target']} {node['html'][:200]}" for node in rule["nodes"]]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


def lay_proposal(data: Path) -> None:
    """What waits for yes or no: a database of the same figures, with what looks wrong and what failed."""
    live = data / storage.FILE_NAME
    papers.folder(data).mkdir(parents=True)
    shutil.copyfile(live, papers.database(data))
    waiting = Proposal(
        datetime.now(UTC).replace(microsecond=0), ANNA.name, "file", ("boardings",), "påstigande.csv", "0" * 64,
        storage.fingerprint(live), papers.version(live), (Problem("boardings", "en rad saknas", is_held=True),),
        ("Påstigande i Botkyrka 2024 är hälften av 2023.",),
    )  # fmt: skip
    (data / work.FOLDER / papers.FILE).write_text(papers.in_json(waiting), encoding="utf-8")


# ───────────── axe ─────────────


@pytest.mark.parametrize("room", every(2, ["laget", "faststall"]))
def test_a_room_breaks_no_rule(room: str, page: Page, office: Server, thorough: bool) -> None:
    """On a telephone, as those below: it has all that the wide one has, and less room.

    The first room; thoroughly in both widths, and where a version is fixed too.
    """
    enter(page, office, room)
    unfold(page)
    assert faults(page, *(WIDTHS if thorough else ())) == []


def test_every_list_and_form_breaks_no_rule_also_with_a_fault_said(page: Page, office: Server) -> None:
    enter(page, office, "fyll-i")
    page.get_by_role("button", name="Spara objekten").click()
    expect(page.get_by_text("Inget är ändrat, så det finns inget att spara.")).to_be_visible()
    assert faults(page) == []
    pick(page, "Aktiviteter")
    page.get_by_role("button", name="Spara aktiviteterna").click()
    expect(page.get_by_text("Skriv ditt namn: det står i journalen.")).to_be_visible()
    assert faults(page) == []
    for part in PARTS:
        pick(page, part)
        ready(page)
        unfold(page)
        assert faults(page) == [], part
        assert {text for text in unknown(english(page)) if "tryck Delete" not in text} == set(), part  # a key's name


@pytest.mark.thorough  # as every list and form above
def test_what_is_brought_in_under_way_and_answered_breaks_no_rule(page: Page, office: Server) -> None:
    inbox.lay(office.data, ANNA, "okänt.csv", b"a;b\n1;2\n")
    enter(page, office, "las-in")
    expect(page.get_by_text("känns inte igen")).to_be_visible()
    assert faults(page) == []
    with work.doing(office.data, "läser in påstigande.csv", ANNA.name) as step:
        step("kontroller", 0.4)
        page.reload()
        ready(page)
        expect(page.get_by_role("progressbar")).to_be_visible()
        assert faults(page) == []
    lay_proposal(office.data)
    enter(page, office, "las-in")
    expect(page.get_by_role("button", name="Ja, låt det gälla")).to_be_visible()
    assert faults(page) == []


ASKED = "Det du har skrivit är inte sparat. Vill du lämna sidan ändå?"


def test_who_leaves_a_judgement_finds_it_in_its_form_again_and_is_not_asked(page: Page, office: Server) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(f"{office.origin}/mal?mal=klimatomstallning")
    ready(page)
    page.get_by_text("För in en bedömning").click()
    meeting = page.get_by_label("Möte, till exempel")
    meeting.fill("Styrgruppen 4/2026")
    page.locator(".st-key-mk-more summary").click()
    page.get_by_role("link", name="Kansli", exact=True).click()
    expect(page.locator("h1")).to_have_text("Kansli")
    page.get_by_role("link", name=re.compile("Osparat här, .*: bedömningen av Klimatomställning")).click()
    expect(meeting).to_have_value("Styrgruppen 4/2026")
    page.goto(f"{office.origin}/mal?mal=klimatomstallning")
    ready(page)
    page.get_by_role("button", name="Fortsätt med dem").click()
    expect(meeting).to_have_value("Styrgruppen 4/2026")
    page.get_by_role("button", name="Släng det osparade").click()
    expect(meeting).to_have_value("")


@pytest.mark.thorough  # who leaves one above
def test_who_goes_back_from_a_judgement_that_is_not_sent_is_asked_first_and_may_stay(
    page: Page, office: Server
) -> None:
    enter(page, office, "faststall")
    page.get_by_role("link", name="Mål", exact=True).click()
    page.get_by_text("För in en bedömning").click()
    meeting, here = page.get_by_label("Möte, till exempel"), page.url
    meeting.fill("Styrgruppen 4/2026")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.go_back()
    expect(meeting).to_have_value("Styrgruppen 4/2026")
    assert (asked, page.url) == ([ASKED], here)
    page.once("dialog", lambda dialog: dialog.accept())
    page.go_back()
    expect(page.locator("h1")).to_have_text("Kansli")


def test_what_was_refused_is_asked_of_and_what_was_saved_is_not(page: Page, office: Server) -> None:
    page.goto(f"{office.origin}/mal?mal=klimatomstallning")
    ready(page)
    page.get_by_text("För in en bedömning").click()
    page.get_by_label("Möte, till exempel").fill("Styrgruppen 4/2026")
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(page.get_by_text("Skriv en motivering.")).to_be_visible()
    page.locator(".st-key-judgement-klimatomstallning-label").get_by_text("delvis", exact=True).click()
    page.get_by_label("Motivering").fill("Vi ligger efter.")
    page.get_by_role("spinbutton", name="år, Mötets dag").click()
    page.keyboard.type("20261120")
    page.get_by_label("Ditt namn, som den som för in").fill("Anna Berg")
    page.get_by_role("button", name="Spara bedömningen").click()
    receipt = page.locator("[class*=st-key-mk-receipt-]")  # where the eye is, and the keyboard: undoing is next
    expect(receipt).to_contain_text("Bedömningen är sparad.")
    expect(receipt).to_be_focused()
    expect(receipt).to_be_in_viewport()
    ready(page)
    page.get_by_text("Ångra den bedömning som gäller").click()
    page.get_by_label("Varför (frivilligt").fill("Fel möte")
    name, asked = page.get_by_label("Ditt namn, som den som ångrar"), list[str]()
    name.fill("")
    for is_sent in (False, True):
        if is_sent:
            page.get_by_role("button", name="Ångra bedömningen").click()
            expect(page.get_by_role("alert").last).to_be_visible()
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.get_by_role("link", name="Kommun", exact=True).click()
    assert asked == [ASKED, ASKED]
    name.fill("Anna Berg")
    page.get_by_role("button", name="Ångra bedömningen").click()
    expect(receipt).to_contain_text("Bedömningen är ångrad")
    ready(page)
    page.get_by_role("link", name="Kommun", exact=True).click()
    expect(page.locator("h1")).not_to_contain_text("Klimatomställning")


@pytest.mark.thorough  # text alone; tests/dashboard/views/test_view_office.py
def test_the_closed_room_breaks_no_rule(visit: Visit) -> None:
    page = visit("/kansli", width=390, height=844)
    expect(page.get_by_text("Det här är kansliets rum.")).to_be_visible()
    assert faults(page) == []


# ───────────── The server's policy ─────────────


@pytest.mark.thorough  # filled in above, in a page of the same policy
def test_the_form_for_a_judgement_is_refused_nothing(page: Page, office: Server) -> None:
    """`page` has nothing asked of others, and nothing refused."""
    page.goto(f"{office.origin}/mal")
    ready(page)
    unfold(page)
    page.get_by_role("textbox").first.fill("Vi ligger efter.")
    expect(page.get_by_role("button", name=re.compile("bedömning"))).not_to_have_count(0)


# ───────────── The keyboard alone ─────────────


def go_to(page: Page, name: str, key: str = "Tab", *, is_whole: bool = True) -> None:
    """Presses Tab until what has this name, or a name that begins so, has focus, and is seen to have it."""
    names: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        names.append(TABLE if page.evaluate(IN_TABLE) else page.evaluate(WHERE))
        if names[-1] == name or (not is_whole and names[-1].startswith(name)):
            assert name == TABLE or page.evaluate(MARKED), f"nothing shows that {name} has focus"
            return
    raise AssertionError(f"{key} does not reach {name}: {names}")


def press(page: Page, name: str, key: str = "Tab", *, is_whole: bool = True) -> None:
    go_to(page, name, key, is_whole=is_whole)
    page.keyboard.press("Enter")


def write(page: Page, name: str, text: str, key: str = "Tab") -> None:
    go_to(page, name, key)
    page.keyboard.insert_text(text)


def go_to_room(page: Page, steps: int, room: str) -> None:
    go_to(page, "Läget")
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    says(page, rum=room)


def fill(page: Page, cells: tuple[str, ...]) -> None:
    """Fills in the second row of the table that has focus: its first cell that can be written in is chosen."""
    chosen = page.locator("[data-testid=data-grid-canvas] td[aria-selected=true]")
    expect(chosen).to_have_attribute("id", "glide-cell-2-0")
    page.keyboard.press("ArrowDown")
    editor = page.locator("#portal textarea, #portal input")
    for cell in cells:
        page.keyboard.press("Enter")
        editor.wait_for()
        page.keyboard.insert_text(cell)
        if editor.evaluate("field => field.tagName") == "INPUT":  # a list shows what it has that begins so
            page.get_by_role("option", name=cell, exact=True).wait_for()
        page.keyboard.press("Enter")
        editor.wait_for(state="detached")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(AFTER_A_CELL)


def test_a_row_is_filled_in_saved_and_taken_back_with_the_keyboard_alone(page: Page, office: Server) -> None:
    enter(page, office, "laget")
    page.mouse.move(*BESIDE)  # the framework hears no key while the pointer is beside the table
    go_to_room(page, 2, "fyll-i")
    go_to(page, TABLE)
    page.mouse.move(BESIDE[0], BESIDE[1] + 9)
    fill(page, OBJECT)
    write(page, NAME, ANNA.name)
    press(page, "Spara objekten")
    expect(page.get_by_text("Objekten är sparade.")).to_be_visible()
    file = office.data / FILE_NAME
    assert file.read_text("utf-8-sig").splitlines()[1:] == [";".join((*row, "")) for row in (BEFORE, OBJECT)]
    press(page, table_form.UNDO, is_whole=False)
    expect(page.get_by_text(table_form.UNDONE)).to_be_visible()
    assert file.read_text("utf-8-sig").splitlines()[1:] == [";".join((*BEFORE, ""))]


@pytest.mark.parametrize("key", every(3, ["", "Enter", "Tab"]), ids=["a pause", "Enter", "Tab"])
def test_a_day_that_is_typed_counts_though_nobody_leaves_its_field(key: str, page: Page, office: Server) -> None:
    enter(page, office, "faststall")
    page.get_by_role("spinbutton", name="år, Mötets dag").click()
    page.keyboard.type("20270115")
    if key:
        page.keyboard.press(key)
    expect(page.get_by_text("Det blir versionen 2027-01")).to_be_visible()
    field = page.get_by_test_id("stDateInputField")
    expect(field.locator(":focus")).to_have_count(1)  # whoever types goes on where they are
    expect(page.locator(".mk-day-fault")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("202701", "Det du skrev är ingen hel dag och räknas inte: skriv år, månad och dag."),
        ("20271345", "20271345 är ingen dag i almanackan. Nu står det 2027-03-05: rätta det."),
    ],
    ids=["half a day", "no day"],
)
def test_what_is_no_day_is_told_under_its_field(typed: str, said: str, page: Page, office: Server) -> None:
    enter(page, office, "faststall")
    year = page.get_by_role("spinbutton", name="år, Mötets dag")
    year.click()
    page.keyboard.type(typed)
    page.get_by_role("button", name="Fastställ versionen").click()
    fault = page.locator(".mk-day-fault")
    expect(fault).to_have_text(said)
    year.click()
    page.keyboard.type("20270115")
    expect(fault).to_have_count(0)


def test_the_printed_state_is_two_sheets_when_much_is_told(page: Page, office: Server) -> None:
    """A month's acts, files that wait and every source: all that waits stands on the first, whole."""
    for number in range(40):
        words = f"Utgivaren har rättat talen för Botkyrka och Huddinge efter vår fråga, svar nummer {number}"
        journal.add(office.data, ANNA, Done(Act.ACCEPTED, "trafa", words=words))
    enter(page, office, "laget")
    expect(page.get_by_text("Källor som har gett siffror")).to_be_visible()
    page.emulate_media(media="print")
    sheets = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    page.emulate_media(media="null")
    assert len(sheets) == 2
    assert "Det här behöver någon" in sheets[0]
    assert "Källor som har gett siffror" in sheets[1]
    assert "till, i journalen" in sheets[1]


def test_a_press_takes_though_what_was_typed_last_moves_the_page_under_it(page: Page, office: Server) -> None:
    """A day is told when its field is left, and the line above the button then has another length on a telephone."""
    page.set_viewport_size({"width": WIDTHS[1], "height": 900})
    enter(page, office, "faststall")
    page.get_by_label("Möte, till exempel").fill("Ett möte med ett namn så långt att raden om versionen blir flera")
    page.get_by_role("spinbutton", name="år, Mötets dag").click()
    page.keyboard.type("20270115")
    button = page.get_by_role("button", name="Fastställ versionen")
    button.evaluate("button => button.scrollIntoView({ block: 'end' })")
    before = button.bounding_box()
    assert before is not None
    page.mouse.move(before["x"] + 60, before["y"] + 6)
    page.mouse.down()
    expect(page.get_by_text("Det blir versionen 2027-01-")).to_be_visible()
    after = button.bounding_box()
    assert after is not None
    assert after["y"] > before["y"] + 6  # it is the page that the pointer stands on
    page.mouse.up()
    refused = page.get_by_text("Skriv ditt namn: det står i journalen.")
    expect(refused).to_be_in_viewport()  # it took, and what came of it is seen
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


@pytest.mark.parametrize(("across", "cell"), [(0.5, "1-2"), (1.5, "2-2")], ids=["its number", "a cell"])
def test_who_presses_a_row_after_tab_has_chosen_what_was_pressed(
    across: float, cell: str, page: Page, office: Server
) -> None:
    """Tab chooses a table's first cell for whoever comes with it; a press that follows chooses its own."""
    enter(page, office, "fyll-i")
    page.get_by_test_id("data-grid-canvas").scroll_into_view_if_needed()
    table = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert table is not None
    page.keyboard.press("Tab")
    page.mouse.click(table["x"] + MARKING + across * cells.ROW_NUMBER, table["y"] + cells.EDGE + 2.5 * cells.ROW)
    chosen = page.locator("[data-testid=data-grid-canvas] td[aria-selected=true]")
    expect(chosen).to_have_attribute("id", f"glide-cell-{cell}")
    page.wait_for_timeout(FIRST_CELL)
    expect(chosen).to_have_attribute("id", f"glide-cell-{cell}")


@pytest.mark.thorough  # tests/dashboard/views/test_view_office_forms.py
def test_what_is_typed_and_not_saved_is_offered_back_after_a_reload(page: Page, office: Server) -> None:
    enter(page, office, "fyll-i")
    go_to(page, TABLE)
    fill(page, OBJECT[:1])
    expect(page.get_by_text("Du har osparade ändringar.")).to_be_visible()
    page.reload()
    ready(page)
    expect(page.get_by_text(re.compile("Osparat, ny: .*Spårväg syd"))).to_be_visible()
    press(page, "Fortsätt med dem")
    expect(page.get_by_text("Rad 2 (Spårväg syd), Läge: Saknas.")).to_be_visible()
    press(page, "Släng det osparade")
    expect(page.get_by_text("Slängt. Det här visas som det är sparat.")).to_be_visible()


def test_a_reason_is_kept_while_it_is_typed_and_offered_after_a_reload_without_a_name(
    page: Page, office: Server
) -> None:
    if papers.read(office.data) is None:
        lay_proposal(office.data)
    enter(page, office, "las-in")
    reason = page.get_by_label(reading.ASKS_REASON)
    reason.press_sequentially("Bron")
    page.wait_for_timeout(A_PAUSE)
    ready(page)
    expect(reason).to_be_focused()  # whoever pauses goes on
    reason.press_sequentially(" var stängd")
    expect(reason).to_have_value("Bron var stängd")
    page.wait_for_timeout(A_PAUSE)
    ready(page)
    page.reload()
    ready(page)
    expect(page.get_by_text("Osparat: Bron var stängd")).to_be_visible()
    page.get_by_role("button", name="Fortsätt med dem").click()
    expect(reason).to_have_value("Bron var stängd")
    reason.fill("")
    reason.press("Tab")
    ready(page)


@pytest.mark.thorough  # a row's fields and buttons above
def test_a_yes_with_its_reason_and_its_undoing_with_the_keyboard_alone(page: Page, office: Server) -> None:
    if papers.read(office.data) is None:
        lay_proposal(office.data)
    enter(page, office, "laget")
    go_to_room(page, 1, "las-in")
    write(page, NAME, ANNA.name)
    write(page, reading.ASKS_REASON, "Bron var stängd.")
    press(page, "Ja, låt det gälla")
    expect(page.get_by_text("Infört: ")).to_be_visible()
    press(page, "Ångra: visa de förra siffrorna igen", is_whole=False)
    press(page, "Ångra inläsningen")
    expect(page.get_by_text("Ångrat")).to_be_visible()
    acts = [(line.act, line.who, line.words) for line in journal.read(office.data)[:2]]
    assert acts == [(Act.READ_IN, ANNA.name, ""), (Act.READ_IN, ANNA.name, "Bron var stängd.")]
