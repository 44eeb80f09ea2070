"""A page on paper: whole, with its charts, and nothing to press, whether or not the browser says that it prints."""

import io
import re

import pytest
from parts import every
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from screen import CHART, SCREENS, Visit, ready

WITHIN = """() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('.main-svg, .mk-table')]
        .map(part => part.getBoundingClientRect()).filter(box => box.width && box.right > width + 1).length;
}"""
HEIGHTS = """() => [...document.querySelectorAll('.js-plotly-plot .svg-container')]
    .filter(chart => !chart.closest('details:not([open])')).map(chart => chart.getBoundingClientRect().height)"""
LAID_OUT = """() => [...document.querySelectorAll('.js-plotly-plot .svg-container')]
    .filter(chart => chart.checkVisibility())
    .every(chart => Math.abs(chart.clientWidth - chart.querySelector('.main-svg').getAttribute('width')) < 2)"""
"""Every chart has been drawn anew, as wide as it is on paper."""
FITTED = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .filter(frame => frame.checkVisibility())
    .every(frame => Math.abs(frame.clientWidth - frame.querySelector('.svg-container').clientWidth) < 2)"""
"""Every chart has heard of the paper's width."""
WATCHED = """() => {
    window.cut = [];
    const watch = () => {
        for (const layer of document.querySelectorAll('.svg-container > .main-svg')) {
            const drawn = `0 0 ${layer.getAttribute('width')} ${layer.getAttribute('height')}`;
            if (layer.getAttribute('viewBox') !== drawn) window.cut.push([layer.getAttribute('viewBox'), drawn]);
        }
        requestAnimationFrame(watch);
    };
    watch();
}"""
"""Notes, at every frame that is painted, what a chart's frame would cut off the chart on paper."""
SMALLEST = """() => [...document.querySelectorAll('.main-svg text')]
    .filter(words => words.textContent.trim() && words.getBoundingClientRect().width)
    .map(words => .75 * parseFloat(getComputedStyle(words).fontSize) * words.getScreenCTM().a)
    .reduce((least, size) => Math.min(least, size), 99)"""
"""Points of the smallest letters of all charts."""
COVERED = """() => [...document.querySelectorAll('.js-plotly-plot')].filter(one => one.clientWidth).flatMap(chart => {
    const words = [...chart.querySelectorAll('.main-svg text')].filter(one => one.textContent.trim());
    const boxes = words.map(one => one.getBoundingClientRect());
    const common = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
    return words.filter((_, place) => boxes.some((box, other) => other > place
        && common(box, boxes[place], 'left', 'right') > 1 && common(box, boxes[place], 'top', 'bottom') > 4))
        .map(one => one.textContent);
})"""
"""Words of charts that others are written over."""
AROUND_A_MAP = """() => {
    const box = (part) => part.getBoundingClientRect();
    const map = document.querySelector('.st-key-mk-mapped [class*="st-key-map-"]'), column = map.parentElement;
    const drawn = box(map.querySelector('.main-svg')), next = map.nextElementSibling;
    return [box(column.querySelector('h3')).bottom, [drawn.top, drawn.bottom, drawn.right], box(column).right,
        box(next).top];
}"""
"""Where the map's heading ends, the map as it is drawn, its column, and what stands below it."""
STROKE = re.compile(rb"[\d.]+ [\d.]+ [lc]\s")
"""A piece of a line in a sheet's drawing."""
PRESSED = ("Kopiera länk", "Hämta CSV", "Visa som tabell", "Hela landet", "Mer ", "Bredvid en annan indikator")
DRAWN = {"oversikt": "Nynäshamn", "mal": "Tyresö", "indikator": "Haninge", "kommun": "sämre", "jamfor": "Stor-Göteborg"}
"""Words that stand in a page's charts alone, or in its map."""


def sheets(page: Page) -> PdfReader:
    """What the browser prints: A4 upright."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {(595, 842)}
    return reader


def strokes(reader: PdfReader) -> int:
    """How many pieces of lines are drawn on all sheets together."""
    contents = [sheet.get_contents() for sheet in reader.pages]
    return sum(len(STROKE.findall(content.get_data())) for content in contents if content is not None)


@pytest.mark.parametrize("name", every(5, list(DRAWN)))
def test_a_page_is_printed_whole_with_its_charts_without_what_is_pressed(name: str, visit: Visit) -> None:
    """As it stands on the screen, and where the charts have been laid out for paper before: nothing tells them.

    One page; thoroughly five.
    """
    screen = SCREENS[name]
    page = visit(screen.address, width=1440, charts=screen.maps + screen.charts)
    expect(page.locator(f"{CHART} text", has_text=DRAWN[name])).not_to_have_count(0)  # a map is drawn, then written in
    said = _printed_whole(page, name)
    if name == "oversikt":  # what needs a decision is unfolded on paper
        folded = page.locator(".st-key-mk-lists details li").last.text_content() or ""
        assert len(folded) > 20
        assert folded in said
        assert "Visa " not in said
    page.emulate_media(media="print")
    page.wait_for_function(LAID_OUT)
    _printed_whole(page, name)


def test_the_letters_of_charts_are_read_on_paper_and_none_is_written_over(visit: Visit) -> None:
    """Shown as it is printed a page had charts of a screen's width: on the sheet their letters were of 4 points."""
    page = visit("/indikator?indikator=electric_car_share", width=1440, charts=3)
    page.emulate_media(media="print")
    page.wait_for_function(FITTED)
    page.wait_for_function(LAID_OUT)
    least, covered = page.evaluate(
        f"() => {{ dispatchEvent(new Event('beforeprint')); return [({SMALLEST})(), ({COVERED})()]; }}"
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert least >= 7
    assert covered == []
    first, second = (sheet.extract_text() for sheet in sheets(page).pages)
    assert "Kommunerna på kartan" in first, "the answer and its pictures"
    assert "Utveckling" in second


@pytest.mark.parametrize(
    "choice", every(3, ["indikator=T01c", "indikator=K06", "indikator=K06&karta=lan", "indikator=K06&karta=riket"])
)
def test_a_map_stands_within_its_box_between_its_heading_and_what_follows(choice: str, visit: Visit) -> None:
    """Drawn for another box it lay over its heading and its caption; cut apart, what follows lay over its legend.

    As it stands on the screen too, as where the browser's own menu prints. Of four, two; thoroughly all.
    """
    page = visit(f"/indikator?{choice}", width=1440, charts=2)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for _ in range(2):
        heading, drawn, box, below = page.evaluate(AROUND_A_MAP)
        assert heading <= drawn[0] + 1 < drawn[1]
        assert drawn[1] <= below + 1
        assert drawn[2] <= box + 1
        page.wait_for_function(LAID_OUT)
    texts = [sheet.extract_text() for sheet in sheets(page).pages]
    (sheet,) = [text for text in texts if "Kommunerna på kartan" in text]
    assert "Kommungräns" in sheet, "what is said under the map is on its sheet"


def test_a_heading_over_what_is_folded_is_not_printed(visit: Visit) -> None:
    page = visit("/indikator?indikator=K01b", width=1440, charts=1)
    said = " ".join(sheet.extract_text() for sheet in sheets(page).pages)
    assert "Vad krävs" not in said
    assert "Vem kan göra vad" in said
    assert "Så räknas det" in said


def test_the_list_of_slides_is_printed_with_their_names(visit: Visit) -> None:
    """Ways to other pages are left out on paper, and there was nothing else in the list."""
    page = visit("/konferens?bild=99", width=1440)
    names = page.locator(".st-key-mk-slide-order a").all_text_contents()
    assert len(names) > 10
    said = " ".join(" ".join(sheet.extract_text() for sheet in sheets(page).pages).split())
    assert [name for name in names if name.strip() not in said] == []
    assert len(sheets(page).pages) == 1


def test_a_municipality_is_printed_on_two_sheets_none_of_them_blank_or_ended_by_a_heading(visit: Visit) -> None:
    """The foot, or what a hidden list left, took a third sheet; a heading stood alone over half a blank one."""
    page = visit("/kommun?kommun=0140", width=390, charts=1)
    page.evaluate("document.documentElement.classList.add('mk-paper')")  # as when it is printed from the page
    page.wait_for_function(FITTED)
    page.wait_for_function(LAID_OUT)
    texts = [sheet.extract_text().strip() for sheet in sheets(page).pages]
    assert len(texts) == 2
    headings = {heading.strip() for heading in page.locator("h2, h3").all_text_contents()}
    assert headings
    assert all(text.splitlines()[-1].strip() not in headings for text in texts)
    assert "bättre" in texts[0], "the chart stands with its heading"


def test_the_draft_is_printed_on_two_sheets_with_what_weakens_each_object(visit: Visit) -> None:
    """What says so on the screen lies in folds too, and closed folds are not on paper."""
    page = visit("/prioriterade-objekt", width=1440)
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets(page).pages]
    assert len(texts) == 2
    assert "Kansliet ska bekräfta samarbetskommitténs lista." in texts[0]
    told = " ".join(texts)
    assert "(namnet är avkortat i källan): den sparade kopian av listan slutar mitt i namnet." in told
    assert "vem som betalar det som ligger utanför säger källan inte" in told
    assert page.evaluate(WITHIN) == 0


def _printed_whole(page: Page, name: str) -> str:
    """The words of what is printed."""
    screen, reader = SCREENS[name], sheets(page)
    texts = [sheet.extract_text() for sheet in reader.pages]
    assert all(text.strip() for text in texts)
    said = " ".join(" ".join(texts).split())
    assert screen.heading in said
    assert [word for word in PRESSED if word in said] == []
    assert DRAWN[name] in said
    assert strokes(reader) > (1_000 if screen.maps else 30)
    return said


@pytest.mark.thorough  # width before printing below, the sheet above
def test_charts_are_as_wide_as_the_paper_and_as_before_afterwards_and_never_cut_off(visit: Visit) -> None:
    """Drawn three times as large in its former frame, a chart lost its labels on a sheet that was printed just then."""
    page = visit("/indikator", width=1440, charts=3)
    page.evaluate(WATCHED)
    before = page.evaluate(HEIGHTS)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.evaluate(WITHIN) == 0
    assert min(page.evaluate(HEIGHTS)) > 100
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1440, "height": 900})
    ready(page)
    page.wait_for_function(f"before => JSON.stringify(({HEIGHTS})()) === JSON.stringify(before)", arg=before)
    page.wait_for_function(LAID_OUT)
    assert page.evaluate("window.cut") == []


@pytest.mark.thorough  # the rule is one of the style sheet's; the widths of other pages' charts below
def test_the_overviews_map_is_drawn_as_wide_as_half_a_sheet(visit: Visit) -> None:
    """With its legend beside it, as on a wide screen, it was drawn so small that its names covered one another."""
    page = visit("/", width=1440, charts=2)
    page.evaluate("document.documentElement.classList.add('mk-paper')")
    page.wait_for_function(FITTED)
    page.wait_for_function(LAID_OUT)
    widths = "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(part => part.getAttribute('width'))"
    assert 280 < float(page.evaluate(f"Math.min(...{widths})")) < 400


def test_charts_are_drawn_in_the_papers_width_before_they_are_printed(visit: Visit) -> None:
    """Scaled down from a wide screen their words were of five points; afterwards they are as before."""
    page = visit("/pendling", width=1440, charts=2)
    widths = "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(part => part.getAttribute('width'))"
    page.evaluate(f"() => {{ window.print = () => {{ document.body.dataset.widths = Math.max(...{widths}); }}; }}")
    page.keyboard.press("Control+p")
    page.locator("body[data-widths]").wait_for(state="attached")
    assert 600 < float(page.locator("body").get_attribute("data-widths") or 0) < 700
    ready(page)
    page.wait_for_function(LAID_OUT)
    assert page.evaluate(f"Math.max(...{widths})") > 1000
