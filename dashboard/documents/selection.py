"""What the page Underlag says of the documents, and what a document rests on: texts and keys, no screen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dashboard import templates
from dashboard.blocks.blocks import Figure, Section, Text
from dashboard.blocks.page import Link, Links, PageBlock, PageSection, Sheet, for_operators
from dashboard.content.data import editions as edition_texts
from dashboard.content.facts import Facts, publishers
from dashboard.content.goal import priorities, priority_objects, programmes
from dashboard.content.indicator.page import name as everyday
from dashboard.content.overview.page import COMMITTEE, NETWORK
from dashboard.content.text import meeting_and_day
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from malkollen.database import storage
from malkollen.editions import editions, file as edition_file
from malkollen.errors import DataError
from malkollen.office import activities, judgements
from malkollen.registry.home import capital
from malkollen.reports import FORMATS, KINDS, Format, Kind
from malkollen.texts.swedish import number
from malkollen.values.areas import COUNTRY

LEAD = (
    "Välj vad ni vill ta fram, läs igenom det här på sidan och hämta det som fil. "
    "Siffrorna är desamma som på övriga sidor. Den som får sidans adress får samma val."
)
EMPTY = "Välj minst en indikator eller ett objekt, så visas underlaget här."
EMPTY_HINT = (
    "Välj gärna två eller tre som hör till samma fråga. Varje indikator får sitt diagram, sin tabell och sina "
    "förbehåll; sist följer metod, källor och serierna i siffror."
)
PREVIEW_NOTE = "Filen har samma innehåll. Sidorna kan brytas på andra ställen i den."
NOT_DRAWN = "Förhandsvisningen gick inte att rita. Filen kan ändå gå att skapa. Felet är antecknat i serverns logg."
NO_SLIDE = "Den här bilden gick inte att rita. Bläddra vidare; felet är antecknat i serverns logg."
SLIDES = "bilder"
"""What an address calls the slides that are wanted; without it all are."""
OWN: Mapping[str, Kind] = {NETWORK: "underlag", COMMITTEE: "konferens"}
"""A reader's own document, where it is not the first."""
LATEST = "senaste"
"""The year in an address that lets every indicator have its own latest."""
MOST_DRAWINGS = 8
"""Drawings in a preview before the rest of a long document is shown only when asked for."""
EDITIONS_LEAD = (
    "En fastställd version är siffrorna, målvärdena, bedömningarna och texterna som de var inför ett möte. "
    "Sidor och dokument som öppnas i den visar samma tal om flera år."
)
NO_OBJECTS = (
    "Listan med prioriterade objekt är inte bekräftad och därför inte med i dokumenten. I ett underlag går det att ta "
    "med objekt ur den beslutade nationella planen."
)
NO_EDITIONS = "Ingen version är fastställd än. Den första fastställs inför nästa möte."


def title(facts: Facts, kind: Kind) -> str:
    """What a kind of document is called: "Ledningsgruppens sida"."""
    return {
        "ledningsgrupp": f"{capital(facts.home.bodies.leadership.genitive)} sida",
        "kommitte": f"{capital(facts.home.bodies.committee.genitive)} sida",
        "underlag": "Underlag till en tjänsteskrivelse",
        "arsredovisning": "Årsredovisning",
        "konferens": "Konferensens bilder",
        "blad": "Indikatorblad",
    }[kind]


def kinds_for(reader: str | None) -> list[Kind]:
    """The kinds of documents, the reader's own first. reader: as the address says for whom pages are laid out."""
    own = OWN.get(reader or "")
    return sorted(KINDS, key=lambda kind: kind != own)


def about(facts: Facts, kind: Kind) -> str:
    """What a kind of document is for."""
    judged = f"{facts.home.bodies.leadership.genitive} bedömning"
    one_page = "En A4-sida inför mötet: målen, måtten rad för rad, vad som är nytt och vad"
    return {
        "ledningsgrupp": f"{one_page} som ska beslutas",
        "kommitte": f"{one_page} {facts.home.bodies.committee.short} ska besluta",
        "underlag": "Indikatorer och objekt ni väljer, i en tjänsteskrivelses form. Bedömning och förslag skriver ni",
        "arsredovisning": f"Mål för mål: programmets ord, siffrorna{_done(facts, judged)}",
        "konferens": "Ett budskap per bild, i programmets ordning, för ett rum med projektor",
        "blad": "Ett blad per indikator: en, några eller alla",
    }[kind]


def _done(facts: Facts, judged: str) -> str:
    """How the judgement and the activities end a sentence: those only where some are entered, or cannot be read."""
    try:
        is_any = bool(activities.load(facts.folder, facts.registry.goals))
    except DataError:
        is_any = True  # the report says what is wrong with them
    return f", {judged} och aktiviteterna" if is_any else f" och {judged}. Inga aktiviteter är inskrivna än"


def not_composed(facts: Facts) -> str:
    """That a document could not be put together, and whom to tell."""
    return f"Dokumentet gick inte att sätta ihop. {_tell(facts)}"


def not_written(facts: Facts) -> str:
    """That a file could not be written, and whom to tell."""
    return f"Filen kunde inte skrivas i det här formatet. Välj ett annat format under Format. {_tell(facts)}"


def _tell(facts: Facts) -> str:
    return f"Felet är antecknat i serverns logg; säg till {facts.home.office_short}."


def make_edition(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The commands of fixed versions, each with what it is for."""
    meeting = facts.home.bodies.leadership.title
    create = f'malkollen edition create NAMN --date ÅÅÅÅ-MM-DD --meeting "{meeting}"'
    return (
        ("På servern, dagen då underlaget går ut:", create),
        ("Vad som är annorlunda nu:", "malkollen edition compare NAMN"),
        ("Att filerna är som de fastställdes:", "malkollen edition verify"),
    )


def ways_on(order: Order) -> list[PageSection]:
    """Where else a document is shown, if anywhere; the same slides of it."""
    chosen = ((SLIDES, ",".join(order.slides)),) if order.slides else ()
    shown = Link("Visa bilderna i rummet", "conference", (("fran", "underlag"), *chosen), icon="slideshow")
    return [PageSection("", [shown])] if order.kind == "konferens" else []


def objects(facts: Facts) -> list[PageSection]:
    """That the prioritised objects are in no document while the committee's list is not here, and where they are."""
    listed, faults = priority_objects.read(facts.folder, facts.as_of)
    if not priorities.is_followed(facts) or listed or faults:
        return []
    return [PageSection("", [Text(NO_OBJECTS, "caption"), Link("Prioriterade objekt", "priorities")])]


def fixed_versions(facts: Facts, data: Path, name: str) -> list[PageSection]:
    """The fixed versions that documents can be made of, each with the way into it, and how one is made.

    Args:
        name: what an address calls the fixed version that it asks for.
    """
    table = edition_texts.editions_table(data)
    links = tuple(
        Link(
            f"Öppna {one.name}: {meeting_and_day(one.meeting, one.day)}",
            "overview",
            ((name, one.name),),
            is_arrow=False,
        )
        for one in editions.listed(data)
    )
    made: list[PageBlock] = [Sheet(table, "editions"), Links(links, "mk-edition-links")]
    blocks = made if links else [Text(NO_EDITIONS, "takeaway")]
    return [
        PageSection(
            "Fastställda versioner", [Text(EDITIONS_LEAD), *blocks, for_operators(make_edition(facts), "editions")]
        )
    ]


def version_text(facts: Facts) -> str:
    """Which fixed version a room sees, or which programme beside the one that leads; empty for what holds now."""
    if facts.edition:
        return f"Fastställd version {facts.edition.name}"
    return programmes.heading(facts) if facts.aside else ""


def state(facts: Facts, data: Path) -> tuple[str, ...]:
    """Everything a document is made of beside its order: another state, another document.

    Args:
        data: the data folder, where the fixed versions lie, and the office's templates.
    """
    edition = facts.edition
    beside = (storage.FILE_NAME, f"{judgements.FILE_NAME}*", activities.FILE_NAME)
    files = [path for pattern in beside for path in sorted(facts.folder.glob(pattern))]
    files += sorted((data / editions.FOLDER).glob(f"*{edition_file.SUFFIX}"))
    files += [path for name in templates.NAMES if (path := templates.own(data, name))]
    return (
        facts.data_version,
        facts.registry_version,
        facts.as_of.isoformat(),
        edition.fingerprint if edition else "",
        *([facts.programme_key, facts.aside] if facts.aside else []),
        *filter(None, map(_stamp, files)),
    )


def _stamp(path: Path) -> str:
    """A file's name, time and size; empty where it has just gone."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{path.name} {found.st_mtime_ns} {found.st_size}"


def usual_areas(facts: Facts) -> list[str]:
    """The areas of an underlag's tables where nobody has chosen others."""
    return [*facts.areas.home_members, facts.areas.home.id, COUNTRY]


def indicator_name(facts: Facts, key: str) -> str:
    """How an indicator is named in a list of choices: its everyday name, and that it has no figures."""
    return f"{everyday(facts, key)}{'' if facts.is_computed(key) else ' (inga siffror än)'}"


def years(facts: Facts, keys: Sequence[str]) -> list[str]:
    """The years that may be asked for: each indicator's latest, then every year any of them has, newest first."""
    found = {year for key in keys if facts.is_computed(key) for year in facts.evaluation(key).years()}
    return [LATEST, *map(str, sorted(found, reverse=True))]


def core(facts: Facts) -> list[str]:
    """The core indicators that have figures: what to begin with."""
    return [key for key in facts.registry.computed() if facts.indicator(key).core]


def is_empty(order: Order) -> bool:
    """Whether nothing can be composed until somebody has picked."""
    return order.kind == "underlag" and not order.keys and not order.objects


def cut(document: Document) -> Document | None:
    """The beginning of a document with many drawings, whole sections; None where it is short enough to show whole."""
    count, kept = 0, list[Section]()
    for section in document.sections:
        count += sum(isinstance(block, Figure) for block in section.blocks)
        if count > MOST_DRAWINGS:
            return replace(document, sections=kept)
        kept.append(section)
    return None


def cut_text(shown: int, whole: int) -> str:
    """How much of a long document the preview shows."""
    return f"Här visas {number(shown)} av {number(whole)} avsnitt. Filen har alla."


def size_text(file: str, written: bytes) -> str:
    """What has been written, as it is said above the button."""
    return f"Filen är skriven: ”{file}”, {number(max(1, round(len(written) / 1024)))} kB."


def writing_text(form: Format) -> str:
    """What is said while a file is written."""
    return f"Skriver filen: {FORMATS[form]} …"


def sources_text(facts: Facts, document: Document) -> str:
    """Every source of a document in one line, each named once."""
    names = dict.fromkeys(name for line in document.sources for name in publishers(line).split("; "))
    return f"Källor: {'; '.join(names)}; {facts.home.processing}." if names else ""
