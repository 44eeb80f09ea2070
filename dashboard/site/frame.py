"""The frame of every page of a site: the ways between pages, and under it its address, version and method."""

from dashboard.content.data.corrections import corrected, corrects
from dashboard.content.data.sources import from_when
from dashboard.content.facts import Facts
from dashboard.content.text import fixed_and_meeting, state_day, version_of_figures
from dashboard.opendata.links import FEED
from dashboard.plain import html as escape
from dashboard.site import links
from dashboard.site.pages import Page
from malkollen import served
from malkollen.registry.home import capital

STYLE, DATA = "stil.css", "data/index.html"
DOORS = (
    ("Översikt", links.START),
    ("Indikatorer", "indikator/index.html"),
    ("Kommuner", "kommun/index.html"),
    ("Sida vid sida", links.ALONE["eight"]),
    ("Jämför", "jamfor/index.html"),
    ("Pendling", links.ALONE["commuting"]),
    ("Prioriterade objekt", links.ALONE["priorities"]),
    ("Underlag", links.DOCUMENTS),
    ("Data och källor", links.SOURCES),
    ("Ord", links.ALONE["words"]),
    (links.QUESTIONS, links.ALONE[links.LISTED]),
)


def document(facts: Facts, page: Page, body: str, pages: frozenset[str]) -> str:
    """The page as a whole document; its title stands above what does not have one of its own."""
    up = "../" * page.path.count("/")
    title = page.title if page.path != links.START else "Målkollen"
    head = "" if "<h1>" in body else f"<h1>{escape(page.title)}</h1>"
    printed = ' class="site-opened"' if page.path == links.ALONE[links.LISTED] else ""  # there the folds are the page
    fixed = f'<p class="mk-made" role="note">{escape(_fixed(facts))}</p>' if facts.edition else ""
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – {escape(facts.home.name)}</title>"
        f'<link rel="stylesheet" href="{up}{STYLE}">'
        f'<link rel="alternate" type="application/atom+xml" href="{up}{FEED}" title="Nytt i Målkollen"></head>'
        f'<body><a class="site-skip" href="#innehall">Hoppa till innehållet</a>{_header(facts, page, up, pages)}'
        f'<main id="innehall"{printed}>{fixed}{head}{body}</main>{_footer(facts, page, up)}</body></html>\n'
    )


def _header(facts: Facts, page: Page, up: str, pages: frozenset[str]) -> str:
    start, *rest = DOORS
    goals = [(goal.heading, links.of_goal(key)) for key, goal in facts.goals.items()]
    doors = [(title, path) for title, path in (start, *goals, *rest) if path in pages]
    items = "".join(f"<li>{_way(title, path, page.path, up)}</li>" for title, path in doors)
    home = f'<a href="{escape(up + links.START)}">Målkollen</a>'
    brand = f'<p class="mk-brand">{home} <span>{escape(facts.home.municipalities)}</span></p>'
    return f'<header>{brand}<nav aria-label="Sidor"><ul>{items}</ul></nav></header>'


def _way(title: str, path: str, here: str, up: str) -> str:
    current = ' aria-current="page"' if path == here else ""
    return f'<a href="{escape(up + path)}"{current}>{escape(title)}</a>'


def _footer(facts: Facts, page: Page, up: str) -> str:
    return (
        f'<footer><p class="site-ways"><a href="{up}{links.METHOD}">Så räknas och bedöms det</a> · '
        f'<a href="{up}{DATA}">Öppna data</a></p>'
        f"<p>{_version(facts)} {capital(facts.home.processing)}.</p>"
        f'<p class="{"" if served.address() else "site-ways"}">{_address(page)}</p></footer>'
    )


def _fixed(facts: Facts) -> str:
    made = facts.edition
    if made is None:
        return ""
    later = f"{corrects(facts, ' Den rättar {}.')}{corrected(facts, ' Den är rättad av {}.')}"
    return f"Fastställd version {made.name}: {fixed_and_meeting(made)}, fingeravtryck {made.mark}.{later}"


def _version(facts: Facts) -> str:
    return escape(
        f"Målkollen visar publicerad statistik. {from_when(facts)} "
        f"({version_of_figures(facts.data_version)}), {state_day(facts)}."
    )


def _address(page: Page) -> str:
    """Where the page stands on the server, where the operator has said where that is; else its own name here."""
    if base := served.address():
        path, query = page.address
        chosen = "&".join(f"{name}={value}" for name, value in query.items())
        whole = f"{base}/{path}{'?' if chosen else ''}{chosen}"
        return f'Sidan i Målkollen: <a href="{escape(whole)}">{escape(whole)}</a>'
    return escape("Sidans adress: " + page.path)
