"""Every page opens, says what it should in Swedish, and keeps its state in the address. Run without a browser."""

import html
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from as_shown import as_shown
from parts import every, pairs
from streamlit.testing.v1 import AppTest
from whole_link import whole_link

from dashboard.blocks.blocks import Answer
from dashboard.blocks.once import unsaid
from dashboard.blocks.page import OPERATORS
from dashboard.content.answers import blocks as answer_blocks, phrases
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, proposal
from dashboard.content.indicator import page as option
from dashboard.content.indicator.case import latest
from dashboard.content.indicator.indicator import is_additive
from dashboard.content.targets import NO_TARGET, in_force
from dashboard.content.text import ROUGH_NOTE, VARIANTS
from dashboard.content.workbench import answer, duties
from dashboard.screen import banners, choices, frame
from malkollen import ROOT
from malkollen.database import storage
from malkollen.office.access import OFFICE_VARIABLE
from malkollen.registry import registry as registry_file
from malkollen.registry.home import capital
from malkollen.registry.paragraph import NOBODY
from malkollen.served import AS_OF_VARIABLE
from malkollen.texts.swedish import with_days_in_words
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS

APP = ROOT / "dashboard" / "app.py"
TODAY = "2026-11-22"
REGISTRY = registry_file.load()
COMPUTED = REGISTRY.computed()
WAITING = [key for key in REGISTRY.indicators if key not in COMPUTED]
LISTS = [key for key in WAITING if REGISTRY.indicators[key].kind == "lageslista"]
FIRST = {REGISTRY.waits_for(key): key for key in reversed(WAITING) if key not in LISTS}.values()
WAITS = [pytest.param(key, marks=() if key in FIRST else pytest.mark.thorough) for key in WAITING if key not in LISTS]
"""One for each source that is waited for; thoroughly all."""
OF_FLEETS = [key for key in COMPUTED if REGISTRY.indicators[key].has_fleet_variants]
HOME = {
    "0127": "Botkyrka", "0136": "Haninge", "0126": "Huddinge", "0140": "Nykvarn", "0192": "Nynäshamn",
    "0128": "Salem", "0181": "Södertälje", "0138": "Tyresö",
}  # fmt: skip
TITLES = {
    "overview": "Södertörn mot målen",
    "goal": "Klimatomställning",
    "indicator": "Elbilar",
    "municipality": "Kommun",
    "eight": "De åtta sida vid sida",
    "commuting": "Pendling",
    "transit": "Resor",
    "compare": "Jämför storstadsregionerna",
    "reports": "Underlag",
    "priorities": "Prioriterade objekt",
    "sources": "Data och källor",
    "method": "Så bedömer vi",
    "words": "Ord",
    "questions": "Fråga Målkollen",
    "accessibility": "Tillgänglighetsredogörelse",
    "office": "Kansli",
    "handbook": "Kansliets handbok",
}
VIEWS = sorted({path.stem for path in (ROOT / "dashboard" / "views").glob("[a-z]*.py")} - {"conference"})
"""The pages with the frame around them; the other is alone in a room."""
TERM = re.compile(r'<button[^>]*class="mk-term"[^>]*>(.*?)</button><span class="mk-meaning".*?</span>')
"""A word with its meaning, which opens where it stands."""
TEXTS = ("title", "header", "subheader", "markdown", "html", "warning", "info", "error")
LABELS = ("page_link", "download_button", "selectbox", "multiselect", "button_group", "expander", "segmented_control")
ENGLISH = re.compile(
    r"\b(the|and|of|with|loading|error|warning|none|null|true|false|nan|download|select|choose|show|hide|search|year|"
    r"value|municipality|indicator|area|source|target|goal|default|missing|unknown|settings|menu|close|submit|home)\b",
    re.IGNORECASE,
)

Opened = Callable[..., AppTest]


@pytest.fixture(scope="module")
def registered(database: Path) -> Iterator[dict[str, Any]]:
    """The pages as the frame registers them, so that a test's first run is already on its page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        yield AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages


@pytest.fixture(scope="module")
def visited(registered: dict[str, Any]) -> Opened:
    """Opens a page as a link does: the address is there before the first run."""

    def open_page(view: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app._registered_pages = registered
        app.switch_page(f"views/{view}.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_page


@pytest.fixture(scope="module")
def opened(visited: Opened) -> Opened:
    """Opens a page for reading: the same page only once. A test that clicks takes `visited`."""
    return cache(visited)


def title(app: AppTest) -> str:
    (found,) = app.title
    return as_shown(found.value)


MEANING = r'<span class="mk-meaning".*?</span>'
"""What a word opens when it is pressed."""


def texts(app: AppTest, *kinds: str) -> list[str]:
    """What stands on the screen, in order, without markup."""
    found: list[Any] = [element for element in app.main if element.type in (kinds or TEXTS)]
    return [html.unescape(re.sub(f"{MEANING}|<[^>]+>", " ", as_shown(element.value))) for element in found]


def screen(app: AppTest) -> str:
    return re.sub(r"[ \n]+", " ", " ".join(texts(app)))


def read_by_all(app: AppTest) -> list[str]:
    """What stands on the screen outside the folds for who runs Målkollen: texts and labels."""
    return list(_outside_folds(app.main))


def _outside_folds(block: Any) -> Iterator[str]:  # noqa: ANN401 - the framework's elements have no common type
    if getattr(block, "label", "") == OPERATORS:
        return
    if block.type in TEXTS:
        yield html.unescape(re.sub(r"<[^>]+>", " ", as_shown(block.value)))
    elif label := getattr(getattr(block, "proto", None), "label", ""):
        yield as_shown(str(label))
    for child in getattr(block, "children", {}).values():
        yield from _outside_folds(child)


TECHNICAL = re.compile(r"malkollen [a-z]|MALKOLLEN_|\.toml|\.csv|\.sqlite|\bdata/")


@pytest.mark.parametrize(
    ("view", "choices"),
    [
        *((view, {}) for view in VIEWS),
        *(("goal", {"mal": goal}) for goal in REGISTRY.goals),
        *(("indicator", {"indikator": key}) for key in LISTS),
        *every(27, [("indicator", {"indikator": key}) for key in REGISTRY.indicators if key not in LISTS]),
    ],
)
def test_no_reader_meets_a_command_a_file_or_a_name_of_the_servers(
    view: str, choices: dict[str, str], opened: Opened
) -> None:
    app = opened(view, **choices)
    told = read_by_all(app)
    assert len(told) > 5
    assert not [text for text in told if TECHNICAL.search(text)]


def blocks(app: AppTest) -> list[str]:
    """The pieces of markup we write ourselves."""
    found: Any = app.get("html")
    return [str(block.value) for block in found]


def links(app: AppTest) -> list[str]:
    return [as_shown(link.proto.label) for link in app.get("page_link")]


def styled(app: AppTest, style: str) -> list[str]:
    """The paragraphs of one style."""
    found = re.findall(rf'<p class="mk-{style}">(.*?)</p>', " ".join(blocks(app)))
    return [html.unescape(TERM.sub(r"\1", text)) for text in found]


def tables(app: AppTest) -> dict[str, list[list[str]]]:
    """The tables' rows of text, by caption."""
    by_caption = {}
    for block in blocks(app):
        if caption := re.search(r"<caption>(.*?)</caption>", block):
            rows = re.findall(r"<tr.*?</tr>", block)
            by_caption[html.unescape(caption[1])] = [
                [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows
            ]
    return by_caption


def address(app: AppTest) -> dict[str, str]:
    return whole_link(app)


# ───────────── Every page ─────────────


@pytest.mark.parametrize(("view", "expected"), TITLES.items())
def test_a_page_opens_under_its_title(view: str, expected: str, opened: Opened) -> None:
    app = opened(view)
    assert title(app).replace("\u00ad", "") == expected  # where a long word may be divided
    assert not app.warning
    assert not app.error


def test_every_page_has_its_title_here() -> None:
    """A new page: what is its title?"""
    assert sorted(TITLES) == VIEWS


def foot(app: AppTest) -> str:
    """The page's markup, with the foot that names the data version where nobody reads it."""
    found: Any = app.get("html")
    return " ".join(str(block.value) for block in found)


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_has_the_frame_around_it(view: str, opened: Opened, facts: Facts) -> None:
    app = opened(view)
    shown = links(app)
    pages = ["Översikt", "Mål", "Indikator", "Kommun", "Sida vid sida", "Jämför", "Underlag"]
    more = ["Pendling", "Resor", "Prioriterade objekt", "Data och källor", "Ord"]
    assert shown[: len(pages) + len(more) + 1] == ["Målkollen", *pages, *more]
    assert shown[-2:] == ["Så bedömer vi", "Tillgänglighetsredogörelse"]
    assert f'data-version="{facts.data_version}">Målkollen' in foot(app)
    assert facts.data_version not in screen(app), "a reader has a day; the link and a file's last line have the version"


@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_has_a_text_in_its_place(view: str, opened: Opened) -> None:
    alternatives = [str(chart.proto.alt) for chart in opened(view).get("plotly_chart")]
    assert all(len(text) > 20 for text in alternatives)
    without = ("eight", "reports", "priorities", "sources", "method", "words", "questions", "accessibility", "office",
        "handbook", "municipality")  # fmt: skip
    assert bool(alternatives) is (view not in without)


@pytest.mark.parametrize("view", VIEWS)
def test_no_word_on_a_page_is_english(view: str, opened: Opened) -> None:
    app = opened(view)
    labels = [str(getattr(element, "label", "")) for kind in LABELS for element in app.get(kind)]
    shown = " ".join([*texts(app), *labels])
    shown = re.sub(
        r"”(?:Open|No results)”|https?://\S+|malkollen \w+( \w+)*( --from FIL| --series FIL.json)?", "", shown
    )
    assert ENGLISH.findall(shown) == []


@pytest.mark.parametrize("view", every(3, ["goal", "indicator", "compare"]))
def test_no_sentence_ends_in_two_full_stops(view: str, opened: Opened) -> None:
    app = opened(view, indikator="charging_points_per_1000")
    assert re.findall(r"[^.]*\.\.(?!\.)", screen(app).replace("sekretess (..)", "")) == []


# ───────────── Indikator ─────────────


@pytest.mark.parametrize("key", every(6, COMPUTED))
def test_an_indicator_with_figures_opens_whole(key: str, opened: Opened, facts: Facts) -> None:
    """Every sixth indicator; thoroughly each."""
    app, indicator = opened("indicator", indikator=key), facts.indicator(key)
    assert title(app) == option.name(facts, key)
    assert styled(app, "lead") == [indicator.about]
    headers, under = ([as_shown(one.value) for one in found] for found in (app.header, app.subheader))
    is_rough = rough.is_for_groups(indicator)
    spread = [] if indicator.is_total or is_rough else ["Spridningen mellan kommunerna"]
    on_map = [] if is_rough else ["Kommunerna på kartan", *spread]
    year = f" {facts.assessor.verdict(key, facts.areas.home.id).value.year}" if indicator.kind in JUDGED_KINDS else ""
    is_compared = (indicator.kind in JUDGED_KINDS and not is_rough) or not indicator.is_total
    has_picture = bool(answer.picture(facts, latest(facts, key, facts.areas.home.id)))
    seen = ["Utveckling"] if is_rough else ["Karta", "Utveckling"]
    opening = [f"Bedömning{year}", *seen] if has_picture or not is_rough else [*seen, f"Bedömning{year}"]
    pair = [] if indicator.is_total else ["Bredvid en annan indikator"]
    assert headers == [*opening, *(["Jämförelse"] if is_compared else []), "Vad krävs", "Så räknas det"]
    who = [duties.HEADING] if facts.registry.duties_of(key) else []
    assert under == [*on_map, *pair, *who, "Målvärde", "Källa och förbehåll"]
    drawn = {str(chart.proto.id).rpartition("-")[2].removeprefix("chart:") for chart in app.get("plotly_chart")}
    assert {"series", "spread"} & drawn == {"series", *(["spread"] if spread else [])}
    assert ("answer" in drawn) is has_picture
    folds = [as_shown(fold.label) for fold in app.expander]
    assert ("Platsen i varje jämförelse" in folds) is (indicator.kind == "jamforelse")
    assert ("Med och utan kommuner med många företagsbilar" in folds) is indicator.has_fleet_variants
    assert ("Vilka kommuner drar?" in folds) is (bool(indicator.formula) and is_additive(facts, key))
    for caveat in indicator.caveats:
        assert caveat in screen(app)
    for year, reason in facts.registry.breaks_of(key).items():
        assert f"Serien bryts {year}: {reason}" in screen(app)
    publishers = facts.source_line(key).partition("; riket ")[0]  # what riket is made of stands by itself
    assert publishers in styled(app, "source")[-1]


@pytest.mark.parametrize("key", LISTS)
def test_the_committees_list_has_a_page_of_its_own(key: str, opened: Opened, facts: Facts) -> None:
    app = opened("indicator", indikator=key)
    assert title(app) == option.name(facts, key)
    assert styled(app, "takeaway")[0].startswith("Samarbetskommitténs beslutade lista är inte inlagd än.")
    assert links(app).count("Prioriterade objekt") == 2


@pytest.mark.parametrize("key", WAITS)
def test_an_indicator_that_waits_says_for_what_and_its_command_to_the_office_alone(
    key: str, opened: Opened, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("indicator", indikator=key)
    waiting = facts.registry.waiting[facts.registry.waits_for(key) or ""]
    assert title(app) == option.name(facts, key)
    assert screen(app).count(waiting.needs_plain) == 1
    assert screen(app).count(facts.indicator(key).about) == 1
    assert OPERATORS not in [fold.label for fold in app.expander], "a reader meets no commands"
    assert waiting.run not in screen(app)
    assert not app.get("plotly_chart")
    monkeypatch.setenv(OFFICE_VARIABLE, "1")
    app.run()
    assert waiting.needs not in " ".join(read_by_all(app))
    assert waiting.needs in screen(app)
    assert waiting.run in screen(app)
    assert waiting.run.startswith("malkollen ingest")


@pytest.mark.parametrize(("name", "variant"), pairs([*REGISTRY.comparison_sets], ["with", "without"], 3))
def test_a_comparison_set_is_drawn_in_both_variants(name: str, variant: str, opened: Opened, facts: Facts) -> None:
    """One set; thoroughly each in both variants."""
    app = opened("indicator", indikator="electric_car_share", jamfor=name, variant=variant)
    assert (address(app)["jamfor"], address(app)["variant"]) == (name, variant)
    declared = facts.registry.comparison_sets[name]
    drawn = [g for g in declared.groups if g in facts.evaluations["electric_car_share", variant].cells]  # type: ignore[index]
    others = {g for s in facts.registry.comparison_sets.values() for g in s.groups} - {*declared.groups, "sodertorn"}
    (series,) = [c for c in app.get("plotly_chart") if '"x unified"' in c.proto.spec]
    spec = unescaped(str(series.proto.spec)).replace("<br>", " ")  # a long name takes two lines
    ends = re.findall(r'"text":"(?:<b>)?([^"<\\]*?) [\d,]+', spec)
    names = {facts.areas.name(group) for group in drawn}
    assert names <= set(ends)
    assert not {facts.areas.name(group) for group in others} & set(ends)


def unescaped(text: str) -> str:
    r"""A specification with its \u escapes as letters."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


@pytest.mark.parametrize("key", every(4, OF_FLEETS))
def test_registered_vehicles_are_shown_without_fleets_too(key: str, opened: Opened, facts: Facts) -> None:
    """Two of five; thoroughly all."""
    app = opened("indicator", indikator=key, variant="without")
    shown = texts(app, "html")
    value = facts.evaluation(key, "without").at("sodertorn", facts.evaluation(key).latest_year).value
    other = facts.evaluation(key, "with").at("sodertorn", facts.evaluation(key).latest_year).value
    assert value is not None
    assert other is not None
    assert round(value, 1) != round(other, 1)
    assert any("7 av de åtta kommunerna ligger mellan" in text for text in shown)
    assert {VARIANTS["with"], VARIANTS["without"]} < set(tables(app)[_variants_caption(facts, key)][0])


def _variants_caption(facts: Facts, key: str) -> str:
    indicator, year = facts.indicator(key), facts.evaluation(key).latest_year
    return f"{indicator.title} {year} ({indicator.unit}), med och utan kommuner med många företagsbilar"


@pytest.mark.parametrize(
    ("area", "name", "value"),
    every(
        5,
        [
            ("sodertorn", "Södertörn", "10,6\u00a0%"),
            ("0181", "Södertälje", "17,4\u00a0%"),  # one of the eight, not in the group where they are placed
            ("1480", "Göteborg", "11,1\u00a0%"),  # outside Södertörn
            ("riket", "Riket", "8,6\u00a0%"),
            ("stockholms_lan", "Stockholms län", "17,2\u00a0%"),
        ],
    ),
)
def test_any_area_can_be_chosen(area: str, name: str, value: str, opened: Opened, facts: Facts) -> None:
    """The one at home; thoroughly five, of each kind."""
    app = opened("indicator", indikator="electric_car_share", omrade=area)
    expected = f"{name} 2025 {value}"
    if area == "sodertorn":  # the answer and its picture have it already
        expected = "10,6 procent av bilarna var elbilar 2025"
    assert expected in screen(app)
    assert styled(app, "arithmetic")[0].startswith(f"{name} 2025: 100 × ")
    assert address(app)["omrade"] == area
    assert facts.areas.name(area) == name


def test_where_a_municipality_is_left_out_the_page_says_why(opened: Opened) -> None:
    app = opened("indicator", indikator="electric_car_share", omrade="0181", variant="without")
    why = "Södertälje har inget värde 2025: många företagsbilar är skrivna i kommunen."
    assert why in styled(app, "takeaway")


@pytest.mark.thorough  # tests/dashboard/content/test_content.py
def test_commuters_of_a_group_are_not_summed_and_the_page_says_why(opened: Opened) -> None:
    app = opened("indicator", indikator="in_commuters")
    assert "visas per kommun Status" not in screen(app), "the answer has said it"
    assert "Sedan föregående publicerade år" in screen(opened("indicator", indikator="in_commuters", omrade="0127"))
    assert styled(app, "arithmetic") == []
    assert "Kan inte summeras för grupper" in screen(app)
    rows = tables(app)["Grunduppgifter för Södertörn 2024"]
    assert rows[1] == ["Inpendlare över kommungräns", "–", "personer"]


def test_a_chosen_year_is_the_year_shown(opened: Opened) -> None:
    app = opened("indicator", indikator="transport_emissions", ar="2010")
    assert "Södertörn 2010 739\u00a0000\u00a0ton" in screen(app)
    assert styled(app, "arithmetic") == [
        "Södertörn 2010: 739\u00a0169 ton. Talet är summan av kommunernas publicerade tal."
    ]


@pytest.mark.parametrize(
    ("key", "all_of_them", "riket"),
    [
        ("transport_emissions", "Värdet ökade 2024 i 285 av 290 kommuner. Målkollen visar inte varför.", "i riket 22"),
        (
            "transport_emissions_per_inhabitant",
            (
                "Så här gick det för alla: Riket +21\u00a0% sedan 2023; ökade i 285 av 290 kommuner. "
                "Målkollen visar inte varför."
            ),
            "+21\u00a0%",
        ),
        ("all_emissions", "Värdet ökade 2024 i 286 av 290 kommuner. Målkollen visar inte varför.", "i riket 8"),
    ],
)
def test_what_happened_to_all_stands_beside_the_change(key: str, all_of_them: str, riket: str, opened: Opened) -> None:
    """Riket's own change once: by the count, where the answer has not told it."""
    app = opened("indicator", indikator=key)
    assert any(all_of_them in caption for caption in styled(app, "caption"))
    assert riket in screen(app)


@pytest.mark.thorough  # tests/dashboard/content/test_content.py
def test_riket_as_published_stands_beside_riket_as_computed(opened: Opened) -> None:
    app = opened("indicator", indikator="car_mileage_per_inhabitant")
    said = screen(app)
    assert said.index("i riket 623") < said.index("Riket 2024 är kommunerna sammanräknade: 623")


def test_rikets_published_value_is_its_headline_where_none_is_computed(opened: Opened) -> None:
    app = opened("indicator", indikator="population_near_transit_share", omrade="riket", ar="2022")
    assert "Riket 2022 80,8\u00a0%" in screen(app)
    assert "Om siffran: som publicerad." in " ".join(styled(app, "caption"))


# ───────────── Targets ─────────────


def boxes(app: AppTest) -> dict[str, str]:
    """The targets on an indicator's page: class of the box by its whole text."""
    found = [block for block in blocks(app) if block.startswith('<div class="mk-target')]
    return {html.unescape(re.sub(r"<[^>]+>", " ", block)): block.split('"')[1] for block in found}


@pytest.mark.parametrize("name", every(5, [*REGISTRY.targets]))
def test_a_target_shows_document_status_validity_and_who_decided(name: str, opened: Opened, facts: Facts) -> None:
    target = REGISTRY.targets[name]
    app = opened("indicator", indikator=target.indicator)
    (box,) = [text for text in boxes(app) if target.title in text]
    is_level = target.status == "jämförelsenivå"  # that it is one says that nobody has decided it for ours
    who = "" if is_level and target.decided_by == NOBODY else target.decided_by
    for part in (target.wording, target.document, who, target.status if is_level else in_force(facts, target)):
        assert part in box


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goal_lists_its_targets_with_who_set_them(key: str, opened: Opened, facts: Facts) -> None:
    app = opened("goal", mal=key)
    declared = [t for t in REGISTRY.targets.values() if REGISTRY.indicators[t.indicator].goal == key]
    assert len(boxes(app)) == len(declared)
    for box, target in zip(boxes(app), declared, strict=True):
        for part in (target.title, target.document, in_force(facts, target)):
            assert part in box
        is_nobodys = target.decided_by == NOBODY and target.status == "jämförelsenivå"
        assert is_nobodys or target.decided_by in box
        assert not is_nobodys or "Beslutat av" not in box, "that it is a level says so"
        about = f"{capital(phrases.plain(REGISTRY.indicators[target.indicator]))}: {target.title}. "
        (line,) = re.findall(rf"{re.escape(about)}.*?\.(?= )", screen(app)) or [""]
        assert in_force(facts, target) in line


@pytest.mark.parametrize("key", [*every(6, COMPUTED), *WAITS])
def test_where_nobody_has_decided_a_target_the_page_says_so(key: str, opened: Opened) -> None:
    """Every sixth with figures and one for each source that is waited for; thoroughly each."""
    app = opened("indicator", indikator=key)
    is_decided = key in ("transport_emissions", "sustainable_trip_share", "cycle_trip_share")
    said = styled(app, "no-target")
    assert bool(said) is not is_decided
    assert is_decided or "Ingen har beslutat ett målvärde för Södertörn" in said[0]
    assert is_decided or screen(app).count(NO_TARGET) == 1


@pytest.mark.parametrize(
    ("name", "is_grey"),
    [
        ("transport_2030", False),
        ("near_transit_sweden", False),
        ("vehicles_per_point_2014", True),
        ("sustainable_trips_2030", True),  # holds until "hösten 2026", which no calendar can tell
    ],
)
def test_a_target_past_its_validity_is_grey(name: str, is_grey: bool, opened: Opened) -> None:
    target = REGISTRY.targets[name]
    (style,) = [
        style for text, style in boxes(opened("indicator", indikator=target.indicator)).items() if target.title in text
    ]
    assert ("mk-past" in style.split()) is is_grey


@pytest.mark.thorough  # a target that is past above
def test_on_another_day_a_target_is_past_and_other_sources_late(
    visited: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = registry_file.REGISTRY_FILE.read_text(encoding="utf-8")
    dated = tmp_path / "indicators.toml"  # no target that is carried has a last day
    dated.write_text(
        text.replace("[targets.transport_2030]", "[targets.transport_2030]\nvalid_to = 2030-12-31"), "utf-8"
    )
    monkeypatch.setattr(registry_file.load, "__defaults__", (dated,))
    monkeypatch.setenv(AS_OF_VARIABLE, "2030-12-31")
    (style,) = boxes(visited("indicator", indikator="transport_emissions")).values()
    assert "mk-past" not in style.split()
    monkeypatch.setenv(AS_OF_VARIABLE, "2031-01-01")
    (style,) = boxes(visited("indicator", indikator="transport_emissions")).values()
    assert "mk-past" in style.split()
    assert "9 av 12 källor väntar på nyare siffror" in screen(visited("overview"))


# ───────────── The address ─────────────


@pytest.mark.parametrize(
    ("view", "asked", "warning", "kept"),
    every(
        4,
        [
            ("indicator", {"indikator": "k99"}, "”k99”, som inte finns under Indikator. Elbilar", "electric_car_share"),
            ("indicator", {"ar": "1800"}, "”1800”, som inte finns under År. 2025 visas.", "2025"),
            ("indicator", {"omrade": "9999"}, "”9999”, som inte finns under Område. Södertörn visas.", "sodertorn"),
            ("indicator", {"jamfor": "x"}, "”x”, som inte finns under Jämför med. Hela storstads", "hela_regioner"),
            ("indicator", {"variant": "x"}, "”x”, som inte finns under Registrerade fordon. Alla kommuner", "with"),
            ("indicator", {"fran": "1900"}, "”1900”, som inte finns under Från år. 2015 visas.", "2015"),
            ("indicator", {"omraden": "0181,9999"}, "”9999”, som inte finns under Områden i diagrammet. Söder", "0181"),
            ("indicator", {"karta": "x"}, "”x”, som inte finns under Kartan visar. Södertörn visas.", "sodertorn"),
            ("goal", {"mal": "x"}, "”x”, som inte finns under Mål. Klimatomställning visas.", "klimatomstallning"),
            ("compare", {"indikator": "in_commuters"}, "”in_commuters”, som inte finns under Indikator.", None),
            ("compare", {"omraden": "0181,9999"}, "”9999”, som inte finns under Områden att jämföra. Söder", "0181"),
        ],
    ),
)
def test_what_does_not_exist_is_said_and_the_default_shown(
    view: str, asked: dict[str, str], warning: str, kept: str | None, opened: Opened
) -> None:
    """Three choices of three kinds; thoroughly twelve."""
    app = opened(view, **asked)
    (found,) = [as_shown(element.value) for element in app.warning]
    assert found.startswith("Adressen ber om ")
    assert warning in found
    assert found.endswith(" visas.")
    (name,) = asked
    assert address(app)[name] == (kept or "electric_car_share")


def test_what_an_address_asks_for_in_vain_is_said_in_one_box(opened: Opened) -> None:
    app = opened("indicator", omrade="9999", ar="1789", data="0ld")
    (found,) = [as_shown(element.value) for element in app.warning]
    assert all(asked in found for asked in ("”9999”", "”1789”", "siffrornas version 0ld"))


@pytest.mark.parametrize("view", every(3, ["indicator", "goal", "compare"]))
@pytest.mark.parametrize(
    ("asked", "key"),
    every(
        3,
        [("k06", "charging_points_per_1000"), ("K08", "car_mileage_per_inhabitant"), ("K02", "electric_car_share")],
    ),
)
def test_an_address_takes_an_indicators_code(view: str, asked: str, key: str, opened: Opened) -> None:
    """One code on one page; thoroughly three, a small letter too, on three."""
    app = opened(view, indikator=asked)
    assert not app.warning
    assert address(app)["indikator"] == key
    assert REGISTRY.indicators[key].title in screen(app)


@pytest.mark.parametrize("key", REGISTRY.indicators)
def test_every_code_leads_to_its_own_indicator(key: str, facts: Facts) -> None:
    assert facts.codes[facts.indicator(key).code.casefold()] == key


def test_a_whole_link_says_everything(opened: Opened, facts: Facts) -> None:
    assert address(opened("indicator")) == {
        "indikator": "electric_car_share", "omrade": "sodertorn", "ar": "2025", "jamfor": "hela_regioner",
        "variant": "with", "karta": "sodertorn",
        "omraden": "sodertorn,ovriga_stockholms_lan,stor_goteborg,stor_malmo,riket", "fran": "2015", "till": "2025",
        "data": facts.data_version,
    }  # fmt: skip
    assert address(opened("compare")) == {
        "indikator": "electric_car_share", "ar": "2025", "omraden": "sodertorn,stockholms_lan,riket",
        "data": facts.data_version,
    }  # fmt: skip
    assert {"mal", "indikator", "karta", "data"} <= set(address(opened("goal")))
    assert address(opened("municipality", kommun="0127")) == {"kommun": "0127", "data": facts.data_version}
    assert address(opened("municipality")) == {"data": facts.data_version}, "nobody has chosen one"


@pytest.mark.parametrize("view", TITLES)
def test_what_nobody_chose_is_not_written_to_the_address(view: str, opened: Opened) -> None:
    assert opened(view).query_params == {}


@pytest.mark.parametrize(
    "asked", [{"indikator": "K02", "ar": "2025", "omrade": "sodertorn"}, {"ar": "1789"}, {"omrade": "0126", "x": "1"}]
)
def test_an_address_stays_as_it_was_opened_so_that_back_leads_back(asked: dict[str, str], opened: Opened) -> None:
    assert opened("indicator", **asked).query_params == asked


def test_a_link_opens_what_it_says_again(opened: Opened) -> None:
    first = opened(
        "indicator", indikator="car_mileage_per_inhabitant", omrade="0138", ar="2019", jamfor="pendlingskommuner",
        variant="without", karta="lan",
    )  # fmt: skip
    again = opened("indicator", **address(first))
    assert not again.warning
    assert address(again) == address(first)
    assert texts(again) == texts(first)
    assert "Tyresö 2019" in screen(again)


@pytest.mark.thorough  # tests/browser/test_browser_back.py
def test_a_choice_on_the_page_is_written_to_the_address(visited: Opened) -> None:
    app = visited("indicator", omrade="0128")
    app.selectbox(key="choice:ar").select("2022").run()
    assert not app.exception
    assert app.query_params == {"omrade": "0128", "ar": "2022"}
    assert "Salem 2022" in screen(app)


def test_another_indicator_without_the_year_shows_its_latest(visited: Opened) -> None:
    app = visited("indicator", ar="2025")
    app.selectbox(key="choice:indikator").select("population_near_transit_share").run()
    assert not app.exception
    assert not app.warning
    assert address(app)["ar"] == "2023"


def test_another_indicator_shows_its_own_latest_year_where_no_year_was_chosen(visited: Opened) -> None:
    app = visited("indicator", indikator="population_near_transit_share")
    app.selectbox(key="choice:indikator").select("electric_car_share").run()
    assert address(app)["ar"] == "2025"
    assert app.query_params == {}


def test_a_link_made_with_other_data_says_so_and_keeps_saying_it(opened: Opened, facts: Facts) -> None:
    app = opened("overview", data="0123abcd")
    (notice,) = [as_shown(element.value) for element in app.warning]
    assert notice.startswith(f"Länken gjordes med siffrornas version 0123abcd. Nu visas {facts.data_version}")
    assert app.query_params == {"data": "0123abcd"}
    assert address(app)["data"] == facts.data_version
    assert not opened("overview", data=facts.data_version).warning


def test_figures_that_have_come_since_the_page_was_opened_are_told_of_without_a_link(opened: Opened) -> None:
    app = opened("overview")
    assert not app.warning
    app.session_state[choices.OPENED_WITH] = "0123abcd"
    app.run()
    assert [as_shown(element.value) for element in app.warning] == [banners.OPENED_BEFORE]


# ───────────── Nothing to show ─────────────


def _says_that_it_cannot(app: AppTest, fault: str) -> None:
    assert not app.exception
    assert title(app) == "Målkollen kan inte visa några siffror"
    (error,) = [as_shown(element.value) for element in app.error]
    assert fault in error
    assert "malkollen ingest" in texts(app, "markdown")[-1]


def _opened_at_the_front_door() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def test_without_a_database_the_page_says_how_to_build_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    _says_that_it_cannot(_opened_at_the_front_door(), "databasen finns inte; bygg den med 'malkollen ingest'")


def test_a_database_that_is_cut_short_is_said_to_be_unreadable(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / storage.FILE_NAME).write_bytes(database.read_bytes()[:20_000])
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    _says_that_it_cannot(_opened_at_the_front_door(), "går inte att läsa som Målkollens databas")


def test_a_faulty_registry_is_said_with_its_key(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, broken = tmp_path / "data", tmp_path / "indicators.toml"
    folder.mkdir()
    shutil.copyfile(database, folder / storage.FILE_NAME)
    text = registry_file.REGISTRY_FILE.read_text(encoding="utf-8")
    broken.write_text(text.replace('code = "K02"', 'code = "K02"\nfaerg = "grön"'), encoding="utf-8")
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    monkeypatch.setattr(registry_file.load, "__defaults__", (broken,))
    _says_that_it_cannot(_opened_at_the_front_door(), "indicators.toml: indicators.electric_car_share.faerg")


@pytest.mark.thorough  # a matrix in test_view_commuting.py
def test_a_database_that_is_swapped_in_is_shown_at_the_next_interaction(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    app = _opened_at_the_front_door()
    shutil.copyfile(database, tmp_path / "next.duckdb")
    with duckdb.connect(tmp_path / "next.duckdb") as db:
        db.execute("UPDATE mart.build SET data_version = 'feedbeef'")
    (tmp_path / "next.duckdb").replace(tmp_path / storage.FILE_NAME)
    assert "feedbeef" not in screen(app)
    assert 'data-version="feedbeef"' in foot(app.run())


# ───────────── Översikt ─────────────


def test_the_overview_follows_the_programme(opened: Opened, facts: Facts) -> None:
    programme = facts.registry.programmes["sup_2040"]
    in_order = [
        "SUP 2040, 2023–2026",
        "Södertörn mot målen",
        "Perioden 2023–2026 är snart slut.",
        f"Vision för samverkan {programme.vision}",
        f"Övergripande mål {programme.overarching_goal}",
        "Leder Södertörn omställningen till ett hållbart transportsystem?",
        "Är Södertörn Sveriges mest tillgängliga storstadsregion?",
        "Södertörn i siffror",
        "Kräver beslut",
        "Nytt sedan föregående års siffror",
        "Det vi väntar på",
    ]
    shown = screen(opened("overview"))
    place = 0
    for text in in_order:
        place = shown.index(text, place)


def test_the_overview_names_every_core_indicator(opened: Opened, facts: Facts) -> None:
    """Those with figures by a way to their page, those that wait by their names in words of every day."""
    app = opened("overview")
    core = {key: phrases.plain(one) for key, one in facts.registry.indicators.items() if one.core}
    assert len(core) == 10
    for key, plain in core.items():
        if facts.is_computed(key):
            assert f"{plain[0].upper()}{plain[1:]}" in links(app)
        elif facts.indicator(key).kind in JUDGED_KINDS:
            assert plain in screen(app)


def test_late_sources_are_named_on_the_first_page_and_beside_the_sources(opened: Opened) -> None:
    sentence = (
        "3 av 12 källor väntar på nyare siffror; det gäller tre mått: bilkörning (2024), boende nära kollektivtrafik "
        "(2023) och boende långt från kollektivtrafik (2023)."
    )
    assert sentence in screen(opened("overview"))
    names = (
        "befolkning i kollektivtrafiknära läge (2023), publicerade tal för riket och Stockholms län (2023) och "
        "genomsnittlig körsträcka med personbil (2024)."
    )
    told = screen(opened("sources"))
    assert "6 av 12 källor är i tid, 3 väntar på nyare siffror som inte är hämtade och 3 gäller tills vidare." in told
    assert told.count(f"från året inom parentes, väntades: {names}") == 1


# ───────────── Mål, Kommun, Jämför, Data och källor ─────────────


@pytest.mark.parametrize(("key", "goal"), REGISTRY.goals.items())
def test_a_goal_stands_in_its_own_words(key: str, goal: registry_file.Goal, opened: Opened) -> None:
    app = opened("goal", mal=key)
    assert title(app) == goal.heading
    assert styled(app, "goal") == [f"Målet: ”{goal.sentence}”"]
    assert goal.meaning in texts(app, "markdown")
    assert "Beslutat av Södertörnskommunernas samarbetskommitté den 12 januari 2023." in styled(app, "source")[0]


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goals_core_indicators_come_first_and_all_are_there(key: str, opened: Opened, facts: Facts) -> None:
    app = opened("goal", mal=key)
    mine = {capital(phrases.plain(one)): name for name, one in REGISTRY.indicators.items() if one.goal == key}
    shown = [mine[link] for link in links(app) if link in mine]
    is_core = [REGISTRY.indicators[name].core for name in shown]
    assert is_core == sorted(is_core, reverse=True)
    assert set(shown) == {name for name in mine.values() if REGISTRY.indicators[name].core or name in COMPUTED}
    for name in set(mine.values()) & set(WAITING) - set(LISTS):
        assert phrases.plain(REGISTRY.indicators[name]).casefold() in screen(app).casefold()
        lacked = awaited.for_what(awaited.source(facts, name)).removeprefix("Här saknas ")
        assert lacked in screen(app)


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goals_lines_say_each_indicators_answer_once(key: str, opened: Opened, facts: Facts) -> None:
    app = opened("goal", mal=key)
    (first,) = answer_blocks.of_goal(facts, key, with_beside=True)
    said = {*first.says} if isinstance(first, Answer) else set()
    lines = [*goals.core_lines(facts, key), *goals.other_lines(facts, key)]
    shown = [plain_text(block) for block in blocks(app) if 'class="mk-detail"' in block]
    assert shown == [*filter(None, (unsaid(line.told, said) for line in lines))]


def plain_text(block: str) -> str:
    """What a block of ours says, without the meanings that its words can open."""
    return html.unescape(re.sub(r"<[^>]+>", "", TERM.sub(r"\1", block)))


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goal_says_its_answer_before_its_indicators_and_its_proposal_once(
    key: str, opened: Opened, facts: Facts
) -> None:
    shown = screen(opened("goal", mal=key))
    proposed = proposal.proposal_text(facts, key)
    assert shown.count(proposed) == 1
    answered = shown.index(REGISTRY.goals[key].question or "")
    assert answered < shown.index(proposed) < shown.index("Kärnindikatorer")


@pytest.mark.parametrize(("code", "name"), every(6, [*HOME.items()]))
def test_each_of_the_eight_has_its_page(code: str, name: str, opened: Opened, facts: Facts) -> None:
    """One, and the one that is compared otherwise; thoroughly all."""
    app = opened("municipality", kommun=code)
    assert title(app) == name
    assert texts(app, "markdown")[0].startswith(f"{name} hade ")
    shown = tables(app)
    for goal, heading in (("klimatomstallning", "klimatomställning"), ("tillganglighet", "tillgänglighet")):
        rows = shown[f"{name}: {heading}"]
        assert [row[0] for row in rows[1:]] == [
            phrases.name(facts.indicator(key)) for key in facts.of_goal(goal, is_computed=True)
        ]
    last = {row[0]: row[-2] for row in shown[f"{name}: klimatomställning"][1:]}
    places = " ".join(last.values())
    of_fleets = "jämförs inte, många företagsbilar är skrivna i kommunen"
    for key in ("electric_car_share", "car_mileage_per_inhabitant"):
        place = last[phrases.name(facts.indicator(key))]
        assert (place == of_fleets) is (name == "Södertälje")
        assert place == of_fleets or re.search(r"^alla kommuner .*; utan kommuner med många företagsbilar ", place)
    keys = [key for goal in REGISTRY.goals for key in facts.of_goal(goal, is_computed=True)]
    assert {capital(phrases.plain(facts.indicator(key))) for key in keys} < set(links(app))
    assert "Plats bland pendlingskommunerna" in [as_shown(header.value) for header in app.header]
    assert "Percentil (0–100)" in shown[f"{name} bland pendlingskommunerna"][0]
    assert ROUGH_NOTE in screen(app)
    assert ("utanför gruppen" in places) is (name in ("Nykvarn", "Södertälje"))


def test_areas_of_ones_own_can_be_compared(opened: Opened) -> None:
    app = opened("compare", omraden="0181,1480,riket", indikator="charging_points_per_1000")
    assert address(app)["omraden"] == "0181,1480,riket"
    rows = tables(app)["Publika laddpunkter per 1 000 invånare 2025"]
    assert [row[0] for row in rows[1:]] == ["Södertälje", "Göteborg", "Riket"]
    assert any(text.startswith("Senaste värdet: Södertälje 3,8") for text in styled(app, "takeaway"))


def test_every_declared_set_is_compared(opened: Opened, facts: Facts) -> None:
    app = opened("compare")
    headers = [as_shown(header.value) for header in app.header]
    titles = {declared.title for declared in facts.registry.comparison_sets.values()}
    folded = [as_shown(fold.label) for fold in app.expander if fold.label in titles]
    assert headers[:2] == ["Går gapet åt rätt håll?", "Hela storstadsregioner"]
    assert {headers[1], *folded} == titles


def test_the_place_is_said_before_the_gap(opened: Opened) -> None:
    shown = screen(opened("compare", indikator="K06"))
    assert shown.index("Sist av fyra") < shown.index("Går gapet åt rätt håll?") < shown.index("Går inte att säga än")
    assert "över alla jämförelser" not in shown


@pytest.mark.parametrize(
    ("code", "word"),
    [("K01", "Inte tydligt"), ("K02", "Nej, när alla kommuner räknas"),
     ("K06", "Går inte att säga än"), ("T01", "Inte tydligt"), ("K03", None)],
)  # fmt: skip
def test_the_verdict_against_the_others_is_said_once(code: str, word: str | None, opened: Opened) -> None:
    app = opened("compare", indikator=code)
    (found, *more) = [block for block in blocks(app) if block.startswith('<ul class="mk-answers">')] or [""]
    assert not more
    assert (f'<span class="mk-word">{word}</span>' in found) if word else found == ""
    assert ("mk-why" in found) is (word is not None)
    assert ("Sammanhang: visas, bedöms inte." in screen(app)) is (word is None)


def test_an_older_year_shows_levels_and_says_where_the_pace_is(opened: Opened) -> None:
    app = opened("compare", indikator="K02", ar="2020")
    assert "gäller det senaste året, 2025" in screen(app)
    assert "Sedan 2022:" not in " ".join(styled(app, "takeaway"))


def test_two_chosen_municipalities_are_said_to_be_equal_or_not(opened: Opened) -> None:
    app = opened("compare", indikator="T01", omraden="0127,0138")
    assert any(text.startswith("Botkyrka och Tyresö är lika") for text in styled(app, "takeaway"))


def test_every_source_is_declared_with_licence_and_next_date(opened: Opened, facts: Facts) -> None:
    app = opened("sources")
    assert len(tables(app)["Hur färska siffrorna är"]) == 1 + len(facts.sources)
    for source in facts.sources:
        assert source.licence in screen(app)
        assert source.url in screen(app)
        assert with_days_in_words(source.expected_text) in screen(app)


# ───────────── Fråga ─────────────


@pytest.mark.parametrize(
    "asked",
    ["laddpunkter " * 2_000, "<b>laddpunkter</b>", "\x00\x07 laddpunkter\u202e", "![laddpunkter](laddpunkter)"],
    ids=range(4),
)
def test_whatever_is_asked_is_answered_by_its_words_alone(asked: str, visited: Opened) -> None:
    app = visited("questions", fraga=asked)
    assert title(app) == "Fråga Målkollen"
    assert "Hur står sig Södertörn i laddpunkter?" in screen(app)
    assert "<b>laddpunkter" not in "".join(str(block.value) for block in app.get("html"))
    assert len(app.session_state[frame.TITLED]) < 200


def test_the_answer_is_of_ones_own_municipality_and_the_whole_link_says_so(visited: Opened) -> None:
    app = visited("questions", fraga="elbilar", kommun="0140")
    assert "Svaret gäller Nykvarn" in screen(app)
    assert "Hur står sig Nykvarn i elbilar?" in screen(app)
    assert {"fraga", "kommun"} <= whole_link(app).keys()
