"""What is read in would change or has changed: figures and verdicts, what to look at first, and how an answer went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.blocks.page import Fold, PageBlock, Sheet
from dashboard.blocks.table import Number, Record, Table, gap, table
from dashboard.content.facts import Facts
from dashboard.content.office import becoming as becomings, words
from dashboard.content.office.becoming import Becoming, Worded
from dashboard.content.text import label_word
from malkollen.database import changed, storage
from malkollen.database.changed import ChangedFigure, ChangedVerdict
from malkollen.office.room.accepted import Accepted
from malkollen.office.room.let_in import LetIn
from malkollen.office.room.proposal import Kind
from malkollen.texts.swedish import MISSING, at_time, inside, listed, number, number_word, spans

SHOWN = 50
"""Figures and verdicts that are shown; all of them are in the files."""
MOST_TOLD = 2
"""Figures of a yes that the journal tells with their values."""
OWN = "Källa: det som lästs in, jämfört med det som visas"
VARIANTS = {"with": "för alla kommuner", "without": "utan kommuner med många företagsbilar"}
FIRST, FIGURES = "Titta på de här först", "Siffror som skulle ändras"
REST, VERDICTS = "Övriga siffror som skulle ändras", "Omdömen som skulle bli andra"
SUSPECTED, ALTERS = "ser misstänkt ut", "ändrar ett omdöme"
ORDER = (SUSPECTED, ALTERS, "")
"""What is looked at first."""
ORDERED = "Era kommuner står först, i bokstavsordning; för varje kommun uppgift för uppgift och år för år."
"""The order of the rows that are looked at alike: against a paper one looks for a municipality."""
HOME_FIRST = "{home} står först, sedan era kommuner."
NOTHING: dict[Kind, str] = {
    "file": "Inga siffror blir andra. Svarar ni ja räknas {källa} som inläst med den här filen.",
    "fetch": "Inga siffror blir andra. Svarar ni ja räknas {källa} som hämtad nu.",
    "held": "Inga siffror blir andra. Svarar ni ja hålls de inte längre tillbaka.",
    "rebuild": "Inga siffror blir andra. Svarar ni ja visas de som de nu är ombyggda.",
}
"""What a yes does where no figure and no verdict is another, by what was read in: only how its source stands."""
RECEIPTS = {
    "accept": "Infört: siffrorna visas nu på alla sidor.",
    "refuse": "Lagt åt sidan: inget som visas är ändrat.",
    "put away": "Undanlagt: siffrorna fanns redan, och inget är ändrat.",
    "undo": "Ångrat: de förra siffrorna visas igen. Det som lästes in står under Det som hålls tillbaka.",
}
NONE = "Infört: inga siffror blev andra."
AFTER_NO: dict[Kind, str] = {
    "file": "Filen ligger kvar i listan över dem som ni har svarat nej till: läs in den igen, eller ta bort den.",
    "held": "Siffrorna står kvar under Det som hålls tillbaka: titta på dem igen, eller ta bort dem därifrån.",
    "fetch": "Hämta på nytt om du vill se dem igen.",
    "rebuild": "",
}
"""The way back from a no, by what was answered."""


@dataclass(frozen=True)
class Difference:
    """What a proposal would change."""

    figures: list[ChangedFigure]
    verdicts: list[ChangedVerdict]


def difference(path: Path) -> Difference:
    """What the build that a database is of changes, or has changed; DataError where it cannot be read."""
    with storage.reading(path) as db:
        return Difference(*changed.newest(db))


def blocks(
    facts: Facts, would: Difference, suspicions: Sequence[str], becoming: Becoming | None = None
) -> list[PageBlock]:
    """What readers would see; the figures that look wrong or alter a verdict, with words for which; all the rest.

    Args:
        suspicions: what looks wrong, as the program says it. becoming: None where the answers cannot be told.
    """
    marks = _marks(facts, would, suspicions)
    places = {area: place for place, area in enumerate(facts.areas.from_home)}

    def order(pair: tuple[ChangedFigure, str]) -> tuple[int, int, str, int]:
        one, mark = pair
        return ORDER.index(mark.partition(":")[0]), places.get(one.area, len(places)), one.name, one.year

    pairs = sorted(zip(would.figures, marks, strict=True), key=order)
    first = [(one, mark) for one, mark in pairs if mark]
    rest = Sheet(_figures(facts, FIGURES, [(one, "") for one, mark in pairs if not mark]), "would-figures")
    shown = becomings.blocks(facts, becoming) if becoming and would.figures else []
    shown += [Sheet(_figures(facts, FIRST, first), "would-first")] if first else []
    if count := len(would.verdicts):
        sheet = Sheet(_verdicts(facts, would.verdicts, becoming or Becoming()), "would-verdicts")
        shown.append(Fold(f"{VERDICTS} ({number(count)})", [sheet], key="would-verdicts"))
    if count := len(would.figures) - len(first):
        label = f"{REST if first else FIGURES} ({number(count)})"
        shown.append(Fold(label, [rest], key="would-rest") if first or would.verdicts else rest)
    return shown


def _marks(facts: Facts, would: Difference, suspicions: Sequence[str]) -> list[str]:
    """Why each figure is to be looked at first; empty of one that need not be."""
    known, home = facts.registry.indicators, facts.areas.home
    places = [found for text in suspicions for found in words.PLACE.finditer(text)]
    filled = [found for text in suspicions for found in words.FILLED.finditer(text)]
    altered = {
        (name, area)
        for verdict in would.verdicts
        for name in (known[verdict.indicator].reads if verdict.indicator in known else ())
        for area in (facts.areas.home_members if verdict.area == home.id else (verdict.area,))
    }
    latest: dict[tuple[str, str], int] = {}
    for one in would.figures:
        latest[one.name, one.area] = max(one.year, latest.get((one.name, one.area), one.year))

    def mark(one: ChangedFigure) -> str:
        if any(_is_of(one, found) for found in places):
            return SUSPECTED
        if written := next((found for found in filled if _is_written(one, found)), None):
            return f"{SUSPECTED}{_leap(one, written)}"
        of = (one.name, one.area)
        return ALTERS if of in altered and one.year == latest[of] else ""

    return [mark(one) for one in would.figures]


def _is_of(one: ChangedFigure, found: re.Match[str]) -> bool:
    """Whether a place that a suspicion names is a figure's: what it leaves out is any."""
    areas = [area for area in (found["area"], found["other"]) if area]
    is_there = not areas or one.area in areas
    return found["name"] == one.name and is_there and found["year"] in (None, str(one.year))


def _is_written(one: ChangedFigure, found: re.Match[str]) -> bool:
    """Whether a figure is the one that a row of a filled-in file is suspected of."""
    return one.area == found["area"] and str(one.year) == found["year"]


def _leap(one: ChangedFigure, found: re.Match[str]) -> str:
    """How far a figure is from the one it leaps from; empty where that is not told."""
    if not found["before"] or one.new is None:
        return ""
    was = float(re.sub(r"\s", "", found["before"]).replace(",", "."))
    apart = one.new - was
    return f": {number(abs(apart))} {'mer' if apart > 0 else 'mindre'} än {number(was)} år {found['then']}"


def summary(would: Difference, kind: Kind, source: str) -> str:
    """How many figures and verdicts would be others, in a sentence or two; what a yes does where none would."""
    if not would.figures and not would.verdicts:
        return NOTHING[kind].format(källa=source or "källan")
    counts = {kind: sum(one.kind == kind for one in would.figures) for kind in ("new", "revised", "gone")}
    words = {"new": ("ny", "nya"), "revised": ("ändrad", "ändrade"), "gone": ("borttagen", "borttagna")}
    parts = [f"{number(count)} {words[kind][count != 1]}" for kind, count in counts.items() if count]
    figures = f"{listed(parts)} {'siffra' if len(would.figures) == 1 else 'siffror'}." if parts else ""
    verdicts = len(would.verdicts)
    then = "Inget omdöme blir ett annat." if not verdicts else (
        "Ett omdöme blir ett annat." if verdicts == 1 else f"{number(verdicts)} omdömen blir andra."
    )  # fmt: skip
    return f"{figures} {then}".strip()


def receipt(word: str, kind: Kind | None, brought: Difference | None = None) -> str:
    """How an answer went. kind: of what was said no to. brought: what a yes changed, where it can be told."""
    if brought and not brought.figures and not brought.verdicts:
        return NONE
    after = AFTER_NO[kind] if kind and word == "refuse" else ""
    return f"{RECEIPTS[word]} {after}".strip()


def undoable(facts: Facts, last: Accepted) -> str:
    """What may be taken back, and what that does."""
    return f"Ångra: visa de förra siffrorna igen ({_brought_in(facts, last)})"


def undoing(facts: Facts, steps: Sequence[Accepted]) -> str:
    """What taking back the first does, and what can be taken back after it."""
    does = "De förra siffrorna visas då igen. Det som lästes in ligger kvar och hålls tillbaka."
    if len(steps) < 2:
        return does
    count = len(steps) - 1
    more = "en inläsning till" if count == 1 else f"{number_word(count)} inläsningar till, en i taget"
    return f"{does} Sedan går det att ångra {more}; närmast {_brought_in(facts, steps[1])}."


def _brought_in(facts: Facts, one: Accepted) -> str:
    what = one.file or words.sources(facts, one.sources) or "ombyggnaden"
    return f"{what}, infört {at_time(one.at)} av {one.by}"


def _figures(facts: Facts, title: str, figures: Sequence[tuple[ChangedFigure, str]]) -> Table:
    records: list[Record] = [
        {
            **({"Skäl att titta": mark} if mark else {}),
            "Område": _area(facts, one.area),
            "År": str(one.year),
            "Uppgift": words.measure(facts, one.name),
            "Nu": _number(one.old),
            "Blir": _number(one.new),
            "Skillnad": gap(one.old, one.new, max(_number(one.old).decimals, _number(one.new).decimals)),
        }
        for one, mark in figures
    ]
    return _cut(table(title, "malkollen_forslag_siffror", records, OWN, notes=(ORDERED,)))


def _verdicts(facts: Facts, verdicts: Sequence[ChangedVerdict], becoming: Becoming) -> Table:
    """The verdicts as they are read, the home group's first, then its members'."""
    known, places = facts.registry.indicators, {area: place for place, area in enumerate(facts.areas.from_home)}
    records: list[Record] = []
    for one in sorted(verdicts, key=lambda one: places.get(one.area, len(places))):
        read = becoming.verdicts.get(becomings.key(one)) or Worded(
            one.question, label_word(one.old), label_word(one.new)
        )
        records.append({
            "Område": _area(facts, one.area),
            "Indikator": known[one.indicator].title if one.indicator in known else one.indicator,
            "Omdöme": ", ".join(filter(None, (read.question, VARIANTS.get(one.variant)))),
            "Nu": read.now or MISSING,
            "Blir": read.after or MISSING,
        })  # fmt: skip
    return _cut(
        table(
            VERDICTS, "malkollen_forslag_omdomen", records, OWN, notes=(HOME_FIRST.format(home=facts.areas.home.name),)
        )
    )


def _cut(whole: Table) -> Table:
    """The first rows on the screen, all of them in the files."""
    if len(whole.rows) <= SHOWN:
        return whole
    note = f"De {SHOWN} första av {number(len(whole.rows))}; alla finns i filerna att hämta här."
    return Table(
        whole.title, whole.name, whole.columns, whole.rows[:SHOWN], whole.source, (*whole.notes, note), long=whole
    )


def _number(value: float | None) -> Number:
    return Number(value, 0 if value is None or value == round(value) else 2)


def _area(facts: Facts, area: str) -> str:
    return facts.areas.name(area) if area in facts.areas.by_id else area


def let_in_words(facts: Facts, found: LetIn) -> str:
    """The first figures of a yes before and after, and how many more; of new ones alone how many, of which years."""
    shown = [one for one in found.figures if one.kind != "new"][:MOST_TOLD]
    told = [f"{_area(facts, one.area)} {one.year}, {inside(words.measure(facts, one.name))}: "
            f"{_plain(one.old)} → {_plain(one.new)}" for one in shown]  # fmt: skip
    rest = found.count - len(told)
    of = "siffra" if rest == 1 else "siffror"
    if not told:
        years = spans(range(found.first_year, found.last_year + 1))
        return f"{number(rest)} {'ny' if rest == 1 else 'nya'} {of}, {years}"
    return "; ".join([*told, *([f"och {number(rest)} {of} till"] if rest else [])])


def _plain(value: float | None) -> str:
    return MISSING if value is None else number(value, _number(value).decimals)
