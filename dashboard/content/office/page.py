"""The page Kansli: its four rooms, and what is said where it is closed."""

from pathlib import Path

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Caution, Link, Links, PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import journal as texts, reading, standing as sources
from malkollen.errors import MalkollenError
from malkollen.office import journal
from malkollen.office.access import WORDS, Known, Person
from malkollen.office.acts import by_hand, ingesting
from malkollen.office.room import held, proposal as papers, work

ROOM = sources.ROOM
STANDING, READ_IN, FILL_IN, FIX = "laget", sources.READ_IN, "fyll-i", "faststall"
ROOMS = {STANDING: "Läget", READ_IN: "Hämta och läsa in", FILL_IN: "Fylla i", FIX: "Fastställa"}
CLOSED = "Det här är kansliets rum."
FOLLOW, ANSWER = "Följ arbetet", "Se vad som skulle ändras, och svara"
UNANSWERED = "Siffrorna visas inte förrän någon av er har sagt ja."


def closed(person: Person, *, has_login: bool) -> list[PageSection]:
    """Who the page is for, and why it is not shown. has_login: whether there is a way to log in."""
    if not has_login:
        why = "Inloggning är inte inställd på servern, så rummet är stängt. Den som driver Målkollen kan ställa in den."
    elif person.login is None:
        why = "Logga in nederst på sidan för att öppna det. Går det inte: fråga den som driver Målkollen."
    elif person.known is Known.ENDED:
        why = "Din inloggning har upphört. Logga in igen nederst på sidan."
    else:
        why = f"Du är inloggad som {person.name or person.address}, med rollen {WORDS[person.role]}."
    return [PageSection("", [Text(CLOSED, "lead"), Text(why)])]


def standing(facts: Facts, data: Path) -> list[PageSection]:
    """Läget: how the sources stand, and what has been done; what was changed by hand is noticed first."""
    sections = [*awaited(facts, data), *sources.sections(facts, ingesting.read(data), held.held(data))]
    try:
        by_hand.notice(data)
        lines = journal.read(data)
    except MalkollenError as error:
        return [*sections, PageSection("Vad som gjorts", [Caution(str(error))])]
    return [*sections, texts.section(facts, lines)]


def awaited(facts: Facts, data: Path) -> list[PageSection]:
    """What is being read in, or waits for yes or no, and the way there; nothing where neither is."""
    now, waiting = work.read(data), papers.read(data)
    if now and now.is_running:
        way = Links((Link(FOLLOW, "office", ((ROOM, READ_IN),)),), "mk-office-awaited")
        return [PageSection("Det här pågår", [Text(f"{reading.progress(now)}."), way])]
    if waiting is None:
        return []
    way = Links((Link(ANSWER, "office", ((ROOM, READ_IN),)),), "mk-office-awaited")
    told = Caution(f"{reading.heading(facts, waiting)}. {UNANSWERED}")
    return [PageSection("En fråga väntar på ert svar", [told, way])]
