"""What is new as Atom: figures that came, verdicts that changed, versions that were fixed. Identities never change."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from dashboard.content.facts import Facts
from dashboard.content.text import fixed_and_meeting, label_word, version_of_figures
from dashboard.content.verdict import question_word
from dashboard.opendata.links import Links
from malkollen.database.changed import CHANGE_WORDS, Changed, ChangedVerdict
from malkollen.editions.file import Edition
from malkollen.registry.home import capital
from malkollen.texts.inert import readable
from malkollen.texts.places import worded
from malkollen.texts.swedish import inside, number

KIND = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
"""Entries, the latest; a reader that looks now and then misses none."""
register_namespace("", ATOM)


class Entry(NamedTuple):
    """Something new. name: what tells it from all others, whatever server shows it. updated: as `_utc` takes it."""

    name: str
    updated: datetime
    title: str
    lines: tuple[str, ...]
    address: str


def feed(facts: Facts, editions: Sequence[Edition], links: Links) -> bytes:
    """The feed; without any entry it says when the database was built."""
    entries = [*_figures(facts, links), *_verdicts(facts, links), *_editions(editions, links)]
    entries = sorted(entries, key=lambda entry: _utc(entry.updated), reverse=True)[:MOST]
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "sv"})
    _say(root, "id", _identity(f"feed {facts.areas.home.id}"))
    _say(root, "title", f"Målkollen, {facts.home.name}: nya siffror, ändrade omdömen och fastställda versioner")
    _say(root, "updated", _time(entries[0].updated if entries else facts.built_at))
    _say(SubElement(root, f"{{{ATOM}}}author"), "name", facts.home.office)
    _link(root, links.feed(), "self", KIND.partition(";")[0])
    _link(root, links.page(), "alternate", "text/html")
    for entry in entries:
        _add(root, entry)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _figures(facts: Facts, links: Links) -> Iterator[Entry]:
    titles = {source.source: f"{source.publisher}: {source.title}" for source in facts.sources}
    for (at, source), group in groupby(facts.changes, lambda change: (change.ingested_at, change.source)):
        title = f"Nya siffror från {titles.get(source, source)}"
        yield Entry(
            f"siffror {_time(at)} {source}",
            at,
            title,
            tuple(_figure(facts, one) for one in group),
            links.page("kallor"),
        )


def _figure(facts: Facts, change: Changed) -> str:
    declared = facts.registry.measures.get(change.name)
    name, first, last = declared.title if declared else change.name, change.first_year, change.last_year
    years = str(first) if first == last else f"{first}–{last}"
    count = "1 siffra" if change.figures == 1 else f"{number(change.figures)} siffror"
    return f"{name}, {years}: {count}, {CHANGE_WORDS[change.kind]}."


def _verdicts(facts: Facts, links: Links) -> Iterator[Entry]:
    """An entry for each indicator that an ingest gave other words."""
    known = [change for change in facts.verdict_changes if change.indicator in facts.registry.indicators]
    for (at, key), group in groupby(known, lambda change: (change.ingested_at, change.indicator)):
        declared = facts.indicator(key)
        lines = tuple(_verdict(facts, change) for change in group)
        title = f"Ändrade omdömen: {declared.title} ({declared.code})"
        yield Entry(f"omdomen {_time(at)} {key}", at, title, lines, links.page("indikator", indikator=declared.code))


def _verdict(facts: Facts, change: ChangedVerdict) -> str:
    area = facts.areas.name(change.area) if change.area in facts.areas.by_id else change.area
    question = inside(question_word(facts.registry.comparison.called, change.question))
    declared = facts.registry.indicators.get(change.indicator)
    is_low_best = declared is not None and declared.better == "lower"
    new, old = (worded(label_word(label), is_low_best=is_low_best) for label in (change.new, change.old))
    return f"{area}, {question}: {new} (förut {old})."


def _editions(editions: Sequence[Edition], links: Links) -> Iterator[Entry]:
    for made in editions:
        title = f"Fastställd version {made.name}: {fixed_and_meeting(made)}"
        lines = (f"{capital(version_of_figures(made.data_version))}, fingeravtryck {made.mark}.",)
        yield Entry(f"version {made.fingerprint}", made.created_at, title, lines, links.of_edition(made.name).data())


def _add(root: Element, entry: Entry) -> None:
    added = SubElement(root, f"{{{ATOM}}}entry")
    _say(added, "id", _identity(entry.name))
    _say(added, "title", entry.title)
    _say(added, "updated", _time(entry.updated))
    _link(added, entry.address, "alternate", "text/html")
    _say(added, "summary", "\n".join(entry.lines))


def _identity(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"malkollen {name}").urn


def _time(moment: datetime) -> str:
    """UTC, as Atom writes it."""
    return f"{_utc(moment):%Y-%m-%dT%H:%M:%SZ}"


def _utc(moment: datetime) -> datetime:
    """A moment with its zone; the database's times are UTC without saying so, a version's say it."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = readable(text)


def _link(parent: Element, address: str, relation: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"href": address, "rel": relation, "type": kind})
