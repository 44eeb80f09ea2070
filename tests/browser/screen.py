"""The screen as a user meets it: its pages, when one is ready, and how a choice is made."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, TimeoutError as LateError, expect
from serving import Server
from traffic import Traffic
from windows import Size, Windows

READY = "[data-testid=stApp][data-test-script-state=notRunning]"
CHART = "[data-testid=stPlotlyChart]"
MAP = f"{CHART}:has(.choroplethlocation)"
NAV = ".st-key-mk-nav a"
EIGHT = ("Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tyresö")

DRAWN = f"""count => {{
    const charts = [...document.querySelectorAll('{CHART}')];
    return charts.length >= count && charts.every(chart => chart.querySelector('.main-svg'))
        && !document.querySelector('[data-testid=stSkeleton]');
}}"""


class Screen(NamedTuple):
    """A page: its address, its heading, and how many maps and other charts it draws."""

    address: str
    heading: str
    maps: int = 0
    charts: int = 0


@dataclass(frozen=True)
class Opened:
    """A page that is open and drawn, with everything it has asked for."""

    screen: Screen
    page: Page
    traffic: Traffic


Visit = Callable[..., Page]
"""Opens an address on a screen of its own."""

SCREENS = {
    "oversikt": Screen("/", "Södertörn mot målen", maps=1, charts=1),
    "mal": Screen("/mal", "Klimatomställning", maps=1),
    "indikator": Screen("/indikator", "Elbilar", maps=1, charts=4),
    "utslapp": Screen("/indikator?indikator=transport_emissions", "Utsläppen från transporter", charts=1),
    "utan-vagnparker": Screen("/indikator?indikator=electric_car_share&variant=without", "Elbilar", 1, 4),
    "inpendlare": Screen("/indikator?indikator=in_commuters", "Inpendlare", 1, 1),
    "vantar": Screen("/indikator?indikator=high_frequency_access_share", "Boende nära tät trafik"),
    "hela-landet": Screen("/indikator?indikator=charging_points_per_1000&karta=riket", "Laddpunkter", 1, 4),
    "kommun": Screen("/kommun?kommun=0127", "Botkyrka", charts=1),
    "sida-vid-sida": Screen("/sida-vid-sida?kommun=0136", "De åtta sida vid sida"),
    "enklare": Screen("/indikator?indikator=K06&enkelt=ja", "Laddpunkter", charts=1),
    "ord": Screen("/ord", "Ord"),
    "fraga": Screen("/fraga?fraga=laddpunkter", "Fråga Målkollen"),
    "pendling": Screen("/pendling", "Pendling", charts=3),
    "resor": Screen("/resor", "Resor", charts=1),
    "jamfor": Screen("/jamfor", "Jämför storstadsregionerna", charts=8),
    "underlag": Screen("/underlag?slag=underlag&indikatorer=K02", "Underlag"),
    "arsredovisning": Screen("/underlag?slag=arsredovisning", "Underlag"),
    "prioriterade": Screen("/prioriterade-objekt", "Prioriterade objekt"),
    "kallor": Screen("/kallor", "Data och källor"),
    "metod": Screen("/sa-bedomer-vi", "Så bedömer vi"),
    "redogorelse": Screen("/tillganglighetsredogorelse", "Tillgänglighets\u00adredogörelse"),
}

REPEATED = (
    "utslapp", "utan-vagnparker", "inpendlare", "vantar", "hela-landet", "enklare", "ord", "arsredovisning",
    "redogorelse", "pendling", "resor", "metod",
)  # fmt: skip
"""Pages that are here once more, with another indicator, map or document, as text alone, or made of the same parts as
another: thorough."""


def ready(page: Page, charts: int = 0) -> None:
    """Waits until the server has answered and what it sent is drawn."""
    page.wait_for_selector(READY)
    page.wait_for_selector("h1")
    page.wait_for_function(DRAWN, arg=charts)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


@contextmanager
def visiting(server: Server, windows: Windows) -> Iterator[Visit]:
    """Opens addresses, each in a window of its own; nothing may be asked of another host or refused by the policy."""
    traffic = Traffic(server.origin)
    with ExitStack() as stack:

        def open_page(address: str, width: int = 1280, height: int = 900, scale: float = 1, charts: int = 0) -> Page:
            page = stack.enter_context(windows.lent(Size(width, height, scale)))
            stack.enter_context(traffic.followed(page))
            page.goto(address if address.startswith("http") else server.origin + address)
            ready(page, charts)
            return page

        yield open_page
    assert traffic.elsewhere() == []
    assert traffic.refused == []


def choose(page: Page, label: str, option: str) -> None:
    """Opens a list by its label, searches it (a long one holds only what is seen) and clicks an option."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def pick(page: Page, option: str) -> None:
    """Presses one of the buttons that stand side by side."""
    page.get_by_test_id("stButtonGroup").get_by_text(option, exact=True).click()


def query(page: Page) -> dict[str, str]:
    """The choices that the address holds."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def whole(page: Page) -> dict[str, str]:
    """Every choice that the page's whole link holds, defaults and data version too."""
    link = page.locator(".mk-copy").get_attribute("href") or ""
    return {name: values[-1] for name, values in parse_qs(link.removeprefix("?")).items()}


def says(page: Page, **choices: str) -> None:
    """Waits until the address holds these choices."""
    page.wait_for_url(
        lambda url: choices.items() <= {k: v[-1] for k, v in parse_qs(urlsplit(url).query).items()}.items()
    )
    ready(page)


UNFOLD = """async () => {
    const closed = () => [...document.querySelectorAll('details:not([open]) > summary')]
        .filter(summary => summary.checkVisibility()).reverse();
    for (const end = performance.now() + 30000; closed().length && performance.now() < end;)
        for (const summary of closed()) {
            summary.click();
            const late = Math.min(end, performance.now() + 4000);
            while (summary.isConnected && !summary.closest('details').open && performance.now() < late)
                await new Promise(requestAnimationFrame);
        }
}"""
"""Each is waited for: pressed once more before it has opened it would shut; a press that a drawing swallowed is made
anew after a while. What a press beside shuts opens anew."""


def unfold(page: Page) -> None:
    """Opens everything that is folded, and what is folded within that; the menu last, since a press beside shuts it.

    Pressed from within the page: a mouse that travels to each of twenty costs more than drawing the page.
    """
    closed = page.locator("details:not([open]) > summary:visible")
    for _ in range(3):
        page.evaluate(UNFOLD)
        try:  # what is drawn last within a fold may shut the menu
            closed.first.wait_for(timeout=900)
        except LateError:
            break
    expect(closed).to_have_count(0)  # what has none is in sight


def data_version(page: Page) -> str:
    """The data version that the foot of the page names."""
    found = page.locator(".st-key-mk-footer [data-version]").get_attribute("data-version")
    assert found, "no data version at the foot of the page"
    return found
