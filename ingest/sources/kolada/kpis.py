"""Which of Kolada's key figures are fetched (ingest/publishers/kolada.toml), and whether each still is what it was.

A title is compared word by word, without punctuation and without spaces in numbers. A key figure that ends keeps its id
and gets "(-2023)" last in its title; another id goes on.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import Field

from ingest import publishers
from ingest.source import Series, Source, Texts, status_of
from malkollen.texts.printable import excerpt

NAME = "kolada"
"""In ingest/publishers/."""
SURVEY, UNCERTAINTY = "Medborgarundersökningen", "Osäkerhetstal"
ENDED = re.compile(r"\([ ]?[-–][ ]?((?:19|20)[0-9]{2})[ ]?\)$")
"""At the end of a title without needless spaces: what an ended series says of its last year."""
SPACED = re.compile(r"(?<=[0-9])[ \u00a0](?=[0-9]{3}(?![0-9]))")
WORD = re.compile(r"[^\W_]+")
ID = re.compile(r"[NU][0-9]{5}")
"""The form of an id: another is never asked for, and never written down."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SMALL_WORDS = frozenset({"av", "för", "i", "inom", "med", "och", "per", "på", "till"})
SHORTEST = 3  # letters of an abbreviation: "inv" of "invånare"
Row = Mapping[str, Any]


class Kpi(Series):
    """One key figure: how its title is known again, and what becomes of it.

    Attributes:
        id: its id at Kolada now; our own name of it is the id it had first.
        title: phrases that its live title must contain, as whole words; `$` last: the title ends there.
        series: its name in mart.published.
        measure: also a measure, as it stands.
        is_count: whole numbers only.
        is_sum: the municipalities make up the country.
        full_from: from this year every municipality has a row.
        uncertainty: the key figure that is its ± in procentenheter.
    """

    id: str
    title: Texts
    series: str
    measure: str | None = None
    is_count: bool = False
    is_sum: bool = False
    full_from: int | None = None
    uncertainty: str | None = None

    def fits(self, title: str) -> bool:
        """Whether a title is this key figure's, also where it says that it has ended."""
        words = _words(ENDED.sub("", _plain(title)))
        return all(_contains(words, phrase) for phrase in self.title)

    def words(self) -> str:
        """What its successor is searched for by: the phrase that says most."""
        return max(self.title, key=len).removesuffix("$")


class Group(Source):
    """The key figures that one publisher makes, as a source."""

    retrieved: str = ""
    kpis: dict[str, Kpi] = Field(default_factory=dict)


@dataclass(frozen=True)
class Titles:
    """What the titles of an answer say of the key figures, by our names.

    Attributes:
        fitting: those that are what they were.
        faults: why another is not; ended: the last year of one that fits and has ended.
        now: the title that each has in the answer, also one that does not fit.
    """

    fitting: tuple[str, ...]
    faults: Mapping[str, str]
    ended: Mapping[str, int]
    now: Mapping[str, str]


def groups() -> dict[str, Group]:
    """The declared sources by id."""
    kolada = publishers.read(NAME)
    return _groups(json.dumps(kolada["groups"]), kolada["page"])


@lru_cache(maxsize=8)
def _groups(declared: str, page: str) -> dict[str, Group]:
    return {key: Group.model_validate({"url": page, **entry}) for key, entry in json.loads(declared).items()}


def kpis() -> dict[str, Kpi]:
    """Every key figure that is asked for, by our name of it, with those of uncertainty."""
    declared = {key: kpi for group in groups().values() for key, kpi in group.kpis.items()}
    for kpi in list(declared.values()):
        if kpi.uncertainty:
            title = tuple(UNCERTAINTY if phrase == SURVEY else phrase for phrase in kpi.title)
            declared[kpi.uncertainty] = Kpi(id=kpi.uncertainty, title=title, series=f"{kpi.series} ±", ceiling=100.0)
    return dict(sorted(declared.items()))


def entry_of(key: str) -> tuple[str, ...]:
    """Where a key figure stands in the publisher's file."""
    for name, group in groups().items():
        for own, kpi in group.kpis.items():
            if own == key:
                return ("groups", name, "kpis", key)
            if kpi.uncertainty == key:
                return ("groups", name, "kpis", own, "uncertainty")
    return ("groups",)


def titles(rows: Iterable[Row], asked: Mapping[str, str] | None = None) -> Titles:
    """Holds an answer's titles against what is declared.

    Args:
        asked: the ids that the answer was asked by, where it is an older one: there our own titles fit too.
    """
    first = _groups(json.dumps(publishers.ours(NAME)["groups"]), "") if asked else {}
    ours = {key: kpi for group in first.values() for key, kpi in group.kpis.items()}
    by_id = {row.get("id"): row.get("title") for row in rows}
    fitting, faults, ended = [], {}, {}
    now: dict[str, str] = {}
    for key, kpi in kpis().items():
        title = by_id.get((asked or {}).get(key, kpi.id))
        change = publishers.change(NAME, *entry_of(key))
        now |= {key: title} if isinstance(title, str) else {}
        if not isinstance(title, str):
            faults[key] = f"nyckeltalet {kpi.id} ({', '.join(kpi.title)}) finns inte i svaret; {change}"
        elif not kpi.fits(title) and not (key in ours and ours[key].fits(title)):
            wanted = "', '".join(kpi.title)
            faults[key] = (
                f"{kpi.id} heter nu '{_short(title)}', väntat '{wanted}'; är det ett annat mått? Jämför definitionen "
                f"på kolada.se och {change}"
            )
        else:
            fitting.append(key)
            if last := ENDED.search(_plain(title)):
                ended[key] = int(last[1])
    return Titles(tuple(fitting), faults, ended, now)


def successors(key: str, rows: Iterable[Row]) -> list[Row]:
    """The key figures of a search that could go on where one ended: title and form of id fit, another id, not ended."""
    kpi = kpis()[key]
    return [
        row
        for row in rows
        if isinstance(title := row.get("title"), str)
        and isinstance(row.get("id"), str)
        and ID.fullmatch(row["id"])
        and row["id"] != kpi.id
        and not ENDED.search(_plain(title))
        and kpi.fits(title)
    ]


def successor(key: str, rows: Iterable[Row], title: str | None) -> str | None:
    """The id of the one key figure that surely goes on: its title is the series' own but for a year; None otherwise.

    Args:
        title: the series' own, as the answer has it; None where it is gone: then just the words that are declared.
    """
    kpi, candidates = kpis()[key], successors(key, rows)
    own = title if title is not None and kpi.fits(title) else ", ".join(kpi.title)
    if len(candidates) != 1 or _without_years(str(candidates[0]["title"])) != _without_years(own):
        return None
    return str(candidates[0]["id"])


def is_respelt(key: str, title: str) -> bool:
    """Whether a title has the words that are declared, in any order, shortened or not, and no other but small ones."""
    return is_same(", ".join(kpis()[key].title), title)


def is_same(title: str, other: str) -> bool:
    """Whether two titles have the same words but for small ones, shortened ones, years, and what is preliminary."""
    declared, found = (
        {word for word in _without_years(text) if word not in SMALL_WORDS and not status_of(word)}
        for text in (title, other)
    )
    return all(any(_is_same(word, other) for other in found) for word in declared) and all(
        any(_is_same(word, other) for other in declared) for word in found
    )


def said_of(key: str, rows: Iterable[Row], title: str | None, last: int | None = None) -> str:
    """What is said of a key figure that has ended or is not what it was, with what may follow it."""
    rows = list(rows)
    candidates = [f"{row['id']} '{_short(str(row['title']))}'" for row in successors(key, rows)][:3]
    begins = f"{kpis()[key].id} är avslutad {last} och får inga nya år; " if last else ""
    if not candidates:
        change = publishers.change(NAME, *entry_of(key))
        return f"{begins}ingen efterföljare hittades; sök på kolada.se och {change}" if last else ""
    change = publishers.change(NAME, *entry_of(key), "id")
    found = f"{begins}efterföljare kan vara {' eller '.join(candidates)}"
    if successor(key, rows, title):
        return f"{found}: kör 'malkollen ingest kolada --accept' för att följa den, eller {change}"
    return f"{found}: jämför definitionerna på kolada.se och {change}"


def next_expected(rows: list[Row], group: Group, after: str) -> date | None:
    """The first day after one (ISO) that Kolada's plan says something of a source will be published."""
    dates = sorted(day for day in _dates(rows, group) if day.isoformat() > after)
    return dates[0] if dates else None


def _dates(rows: list[Row], group: Group) -> Iterator[date]:
    ids = {kpi.id for kpi in group.kpis.values()}
    for row in rows:
        if row.get("id") in ids and isinstance(text := row.get("publication_date"), str):
            try:
                yield date.fromisoformat(text[:10])
            except ValueError:
                continue


def _plain(title: str) -> str:
    """A title without needless spaces."""
    return " ".join(title.split())


def _words(text: str) -> str:
    """The words of a text, small, with a space before, between and after."""
    return f" {' '.join(WORD.findall(SPACED.sub('', text).casefold()))} "


def _without_years(text: str) -> list[str]:
    """The words of a title without what it says of years, small, in order."""
    return [word for word in _words(ENDED.sub("", _plain(text))).split() if not YEAR.fullmatch(word)]


def _is_same(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= SHORTEST and not short.isdigit() and long.startswith(short))


def _contains(words: str, phrase: str) -> bool:
    wanted = _words(phrase.removesuffix("$"))
    return words.endswith(wanted) if phrase.endswith("$") else wanted in words


def _short(text: str) -> str:
    return excerpt(" ".join(text.split()), 120)
