"""Our own HTML: nothing unescaped, tables that a screen reader understands."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, strategies as st

from dashboard.blocks.pieces import TargetBox, YearSlider
from dashboard.blocks.table import Cited, Nothing, Number, Record, table
from dashboard.blocks.words import Step
from dashboard.content.facts import Facts
from dashboard.content.targets import box, in_force
from dashboard.screen.markup import markup, verdict_markup, years_markup
from malkollen.registry import registry as registry_file

REGISTRY = registry_file.load()
NASTY = '<script>alert("&")</script>'
CONTENT = table(
    f"Titel {NASTY}",
    "fil",
    [
        {"Område": NASTY, "Värde": Number(1234.5, 1), "Kod": "0127", "Status": "preliminär"},
        {"Område": "Södertörn", "Värde": Number(None, 1), "Kod": "sodertorn", "Status": ""},
    ],
    f"Källa {NASTY}",
    notes=(f"Not {NASTY}",),
    hidden=("Kod",),
    emphasis=(1,),
)


class Tags(HTMLParser):
    """Collects tags with attributes, and keeps count of what is open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_an_address_in_a_cell_is_text_and_no_way_out() -> None:
    cell = "Huddinge, https://www.huddinge.se/a/b.html (sparad kopia); <b>https://trafikverket.se"
    markup_of = Tags(markup.table(table("T", "t", [{"A": "x", "B": cell}], "K")))
    assert not markup_of.all("a")
    assert not markup_of.all("b")
    assert "".join(markup_of.texts).count(cell) == 1
    own = Tags(markup.table(table("T", "t", [{"A": "x", "B": Cited(cell)}], "K")))
    assert [one["href"] for one in own.all("a")] == ["https://www.huddinge.se/a/b.html", "https://trafikverket.se"]
    assert "Huddinge, huddinge.se (sparad kopia); <b>trafikverket.se" in "".join(own.texts), "en källa vi skrivit"
    alone = "https://www.trafa.se/vagtrafik/fordon/"
    whole = Tags(markup.definition_rows({"Adress": Cited(alone), "Annat": alone}))
    assert [one["href"] for one in whole.all("a")] == [alone]
    assert "".join(whole.texts).count(alone) == 2, "an address alone is read whole, and what is anybody's leads nowhere"


def target_box(facts: Facts, name: str) -> str:
    return unescape(markup.target(box(facts, facts.registry.targets[name])))


PIECES = {
    "table": lambda text: markup.table(
        table(text, "f", [{text: text, "n": Number(1.0, 1, unit=text)}], text, notes=(text,))
    ),
    "legend": lambda text: markup.legend([("#fff", text)], text),
    "figures": lambda text: markup.figures([(text, text)]),
    "paragraph": lambda text: markup.paragraph(text, "lead"),
    "definitions": lambda text: markup.definitions({text: text}),
    "notes": lambda text: markup.notes([text]),
    "definition_rows": lambda text: markup.definition_rows({text: text}),
    "waiting": lambda text: markup.waiting(text, text, text),
    "target": lambda text: markup.target(TargetBox(text, text, text, text, text)),
    "worked": lambda text: verdict_markup.worked([Step(text, (text, text))]),
}


@pytest.mark.parametrize("name", PIECES)
@given(text=st.text(st.sampled_from("<>&\"' aö"), min_size=1))
def test_no_text_becomes_markup(name: str, text: str) -> None:
    plain, nasty = Tags(PIECES[name]("x")), Tags(PIECES[name](text))
    assert [tag for tag, _ in nasty.found] == [tag for tag, _ in plain.found]
    assert [set(attributes) for _, attributes in nasty.found] == [set(attributes) for _, attributes in plain.found]
    assert nasty.open == []
    assert text in "".join(nasty.texts)


def test_a_table_has_caption_headers_and_a_region_that_scrolls() -> None:
    tags = Tags(markup.table(CONTENT))
    (region,) = tags.all("div")
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", CONTENT.title)
    assert len(tags.all("caption")) == 1
    assert [header["scope"] for header in tags.all("th")] == ["col", "col", "col", "row", "row"]
    assert CONTENT.title in "".join(tags.texts)


def test_a_table_shows_what_belongs_on_screen_only() -> None:
    text = markup.table(CONTENT)
    assert "0127" not in text
    assert ">Kod<" not in text
    assert "1\u00a0234,5" in text
    assert ">–<" in text


def test_a_tables_notes_and_source_stand_under_it() -> None:
    text = unescape(markup.table(CONTENT))
    assert text.index("</table>") < text.index(f"Not {NASTY}") < text.index(f"Källa {NASTY}")


def test_only_the_emphasised_row_is_strong() -> None:
    rows = re.findall(r"<tr[^>]*>.*?</tr>", markup.table(CONTENT))
    assert ['class="mk-strong"' in row for row in rows] == [False, False, True]


def test_numbers_are_set_right_with_their_heading() -> None:
    tags = Tags(markup.table(CONTENT))
    assert [header.get("class") for header in tags.all("th")][:3] == [None, "mk-number", None]
    assert [cell.get("class") for cell in tags.all("td")] == ["mk-number", None] * 2


def test_an_empty_table_says_so() -> None:
    assert "Inga rader." in markup.table(table("Tom", "tom", [], "Källa"))


@pytest.mark.parametrize("name", REGISTRY.targets)
def test_a_target_that_no_longer_holds_is_grey_and_each_says_whether_it_holds(name: str, facts: Facts) -> None:
    target, text = facts.registry.targets[name], target_box(facts, name)
    assert ("mk-past" in text) is target.is_past(facts.as_of)
    assert in_force(facts, target) in text


def test_some_targets_no_longer_hold(facts: Facts) -> None:
    assert {one.is_past(facts.as_of) for one in facts.registry.targets.values()} == {True, False}


def test_a_target_of_another_area_is_said_to_be_that(facts: Facts) -> None:
    assert "Målet är beslutat för Sverige; här tillämpat på Södertörn." in target_box(facts, "transport_2030")
    assert "jämförelsenivå, inget beslut för Södertörn" in target_box(facts, "near_transit_sweden")


def test_a_legend_has_a_square_and_its_words_for_each_class() -> None:
    tags = Tags(markup.legend([("#e3efee", "under 3"), ("#dcd9d3", "uppgift saknas")], "Elbilar"))
    assert [span["style"] for span in tags.all("span")] == [
        "background:#e3efee",
        "background:repeating-linear-gradient(135deg, #8a8680 0 1px, #dcd9d3 1px 5px)",
    ]
    assert tags.texts == ["Elbilar", "under 3", "uppgift saknas"]


def test_few_rows_of_many_columns_name_their_cells_for_a_narrow_screen_and_others_do_not() -> None:
    words = {"Jämförelse": "Hela", "Variant": "Med", "Värde": Number(10.6, 1), "Bäst": "<Övriga>", "Plats": "tvåa"}
    html = markup.table(table("Platser", "platser", [words] * 3, "Källa: SCB"))
    assert 'class="mk-table mk-stacked"' in html
    assert '<td data-name="Bäst">&lt;Övriga&gt;</td>' in html
    assert '<td class="mk-number" data-name="Värde">10,6</td>' in html
    long = markup.table(
        table("Platser", "platser", [words | {"Plats": "ett långt namn på en källa " * 2}], "Källa: SCB")
    )
    assert long.count('<td class="mk-across" data-name="Plats">') == 1
    four = {
        "Objekt": "Kapacitetsförstärkning",
        "Fas": "Byggstart: får byggas",
        "Slag": "Järnväg",
        "Kostnad": Number(5.0),
    }
    assert "mk-stacked" in markup.table(table("Objekt", "objekt", [four] * 3, "Källa: SCB")), "cut on a telephone"
    short = four | {"Objekt": "En bro"}
    assert "mk-stacked" not in markup.table(table("Objekt", "objekt", [short] * 3, "Källa: SCB"))
    numbers = {str(year): Number(float(year)) for year in range(2014, 2025)}
    for records in ([words] * 21, [{"Område": "Haninge", **numbers}] * 3, [{"År": "2024", "Värde": Number(1.0)}]):
        plain = markup.table(table("Andra", "andra", records, "Källa: SCB"))
        assert "mk-stacked" not in plain
        assert "data-name" not in plain


def test_where_nothing_is_known_the_cell_is_marked_so_that_a_box_says_it_once() -> None:
    nothing = Nothing("ingen uppgift")
    records: list[Record] = [
        {"Objekt": "En bro", "Läge": nothing, "Kostnad": Number(None, missing=nothing)},
        {"Objekt": "En väg", "Läge": "byggs", "Kostnad": Number(5.0, missing=nothing)},
    ]
    html = markup.table(table("Objekt", "objekt", records, "Källa: SCB"))
    assert html.count("mk-nothing") == 2
    assert '<td class="mk-nothing">ingen uppgift</td><td class="mk-nothing mk-number">ingen uppgift</td>' in html
    assert '<td class="mk-number">5</td>' in html


def test_the_years_of_a_slider_say_which_of_them_begins_a_new_series() -> None:
    block = YearSlider(((2019, "Först."), (2020, "Sedan.")), frozenset({2020, 1998}), 2020, 2020, "K06")
    steps = re.search(r'data-steps="([^"]+)"', years_markup.slider(block))
    assert steps
    assert json.loads(unescape(steps[1])) == [[2019, "Först.", False], [2020, "Sedan.", True]]


def test_a_rows_own_note_stands_in_its_box_and_below_the_table_only_where_there_are_no_boxes() -> None:
    words = dict.fromkeys(("Objekt", "Läge", "Start", "Öppnar", "Kostnad"), "ett ord eller två")
    notes = ("Priserna är av 2025.", "* A: osäkert.")
    boxes = replace(table("Objekt", "fil", [words, words], "Källa", notes=notes), row_notes=("* Osäkert.", ""))
    drawn = markup.table(replace(boxes, in_rows=notes[1:]))
    assert drawn.count("mk-of-row") == 1
    assert drawn.index("* Osäkert.") < drawn.index("</tr>", drawn.index("<tbody>"))
    below = drawn[drawn.index("</table>") :]
    assert '<div class="mk-in-rows"><ul class="mk-notes"><li>* A: osäkert.</li></ul></div>' in below
    assert below.index("Priserna") < below.index("mk-in-rows")
    assert "mk-in-rows" not in markup.table(replace(boxes, row_notes=(), in_rows=notes[1:]))
