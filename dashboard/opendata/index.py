"""The index of open data in words: what there is, of when, from whom and how to take it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import has_municipalities
from dashboard.content.text import fixed_and_meeting, state_day, version_of_figures
from dashboard.opendata import tables
from dashboard.opendata.links import Links
from dashboard.opendata.rows import Rows
from dashboard.plain import html as escape
from malkollen.editions.file import Edition
from malkollen.registry.home import capital

STYLE = (Path(__file__).parents[1] / "static" / "opendata.css").read_text(encoding="utf-8")
TITLE = "Öppna data"
FORMS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}
READ = (
    ("Excel", "Data, Hämta data, Från webben: klistra in adressen till en CSV-fil och välj UTF-8 (65001) och komma."),
    ("R", 'read.csv("ADRESS") eller readr::read_csv("ADRESS")'),
    ("Python", 'pandas.read_csv("ADRESS", dtype={"area": str})'),
)


def page(
    facts: Facts, tabular: Mapping[str, Rows], editions: Sequence[Edition], links: Links, names: tuple[str, str]
) -> bytes:
    """The index as a page of its own. names: of the data package and of the description for dataportal.se."""
    now = links.of_edition("")
    whole = {name: rows for name, rows in tabular.items() if "/" not in name}
    each = {name: rows for name, rows in tabular.items() if "/" in name}
    parts = [
        f"<h1>{TITLE}</h1>",
        f'<p class="lead">{escape(_lead(facts))}</p>',
        "<h2>Allt på en gång</h2>",
        _files(whole, links),
        "<h2>En indikator i taget</h2>",
        _files(each, links),
        "<h2>Så läser du in dem</h2>",
        f"<p>{_reading(links, names[0])}</p>",
        f"<dl>{''.join(f'<dt>{escape(term)}</dt><dd>{escape(text)}</dd>' for term, text in READ)}</dl>",
        "<h2>Bilder och nyheter</h2>",
        _images(facts, links),
        f"<p>{_link(now.feed(), 'Nytt i Målkollen')} (Atom): nya siffror, ändrade omdömen, fastställda versioner.</p>",
        "<h2>Villkor</h2>",
        f"<p>{escape(_terms(facts))}</p>",
        f"<p>Beskrivningen för dataportal.se: {_link(links.data(names[1]), names[1])}.</p>",
        _editions(editions, now),
    ]
    return document(TITLE, "".join(parts), links.page()).encode()


def _lead(facts: Facts) -> str:
    first = "Allt som visas i Målkollen finns här som filer. Adresserna står kvar, filerna byts när siffrorna byts. "
    if made := facts.edition:
        first = f"Fastställd version {made.name}: {fixed_and_meeting(made)}. "
    return f"{first}{capital(version_of_figures(facts.data_version))}, {state_day(facts)}."


def _reading(links: Links, package: str) -> str:
    return (
        "Filerna är i UTF-8 med komma mellan kolumnerna och punkt som decimaltecken. Talen är oavrundade; en tom cell "
        f"är en uppgift som saknas. Vad varje kolumn är står i {_link(links.data(package), package)} och i filen med "
        "samma namn och -metadata.json efter."
    )


def _terms(facts: Facts) -> str:
    return (
        "Varje fil har källornas licenser: för varje värde i kolumnen licence, för varje källa i kallor.csv. "
        "Ange källan så som den står där. Det som räknats ur OpenStreetMaps gator får spridas under ODbL. "
        f"Bearbetningen är gjord av {facts.home.office}."
    )


def _files(every: Mapping[str, Rows], links: Links) -> str:
    rows = "".join(_row(name, rows, links) for name, rows in every.items())
    head = '<tr><th scope="col">Innehåll</th><th scope="col">Hämta</th><th scope="col">Källa och licens</th></tr>'
    return f'<div class="wide" tabindex="0" role="region" aria-label="Filer"><table>{head}{rows}</table></div>'


def _row(name: str, rows: Rows, links: Links) -> str:
    title = f"{rows.name} {rows.title}" if "/" in name else rows.title
    ways = " ".join(_link(links.data(f"{name}.{form}"), FORMS[form], f"{title}, {FORMS[form]}") for form in rows.forms)
    licence = ", ".join(dict.fromkeys(one.title for one in rows.licences))
    source = " ".join(rows.sources) if "/" in name or name == tables.VALUES else ""
    said = "<br>".join(escape(text) for text in (source, licence) if text)
    heading = f'<th scope="row">{escape(title)}<small>{escape(rows.about)}</small></th>'
    return f"<tr>{heading}<td>{ways}</td><td>{said}</td></tr>"


def _images(facts: Facts, links: Links) -> str:
    key = next(
        (
            key
            for key in facts.of_programme
            if facts.is_computed(key) and has_municipalities(facts, key, facts.evaluation(key).latest_year)
        ),
        None,
    )
    if key is None or not links.has_images:
        return ""
    code = facts.indicator(key).code
    shown = " ".join(
        _link(links.image(f"{code}-{what}.png"), f"{code}-{what}.png") for what in ("utveckling", "karta", "spridning")
    )
    return (
        f"<p>Varje diagram har en adress som bild (png eller svg), med titel och källa: {shown}. Område, år och "
        "variant väljs som i sidans adress: ?omrade=0127, ?ar=2024, ?variant=without.</p>"
    )


def _editions(editions: Iterable[Edition], links: Links) -> str:
    items = "".join(
        f"<li>{_link(links.of_edition(made.name).data(), made.name)}: {escape(held)}</li>"
        for made in editions
        for held in [fixed_and_meeting(made)]
    )
    return f"<h2>Fastställda versioner</h2><ul>{items}</ul>" if items else ""


def _link(address: str, text: str, name: str = "") -> str:
    label = f' aria-label="{escape(name)}"' if name else ""
    return f'<a href="{escape(address)}"{label}>{escape(text)}</a>'


def document(title: str, body: str, home: str) -> str:
    """A page that needs no script and asks for nothing else."""
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Målkollen</title><style>{STYLE}</style></head><body>"
        f'<header><a href="{escape(home)}">Målkollen</a></header><main>{body}</main></body></html>\n'
    )
