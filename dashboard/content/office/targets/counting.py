"""What a target of an indicator comes to: of what it is, whether it is judged against, and where it is shown."""

import re
from collections.abc import Iterable, Sequence

from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.office.targets import judging
from dashboard.content.overview import rows
from dashboard.content.values import in_brackets
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Target
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import alternatives, inside, number
from malkollen.verdicts.targets_in_force import is_decided

JUDGED = (
    "Läge och prognos räknas mot målvärdet om det är gällande eller ifrågasatt, inte är en jämförelsenivå och gäller i "
    "dag. Prognosen behöver också målår, basår och värde basåret."
)
WAY = "Är målvärdet beslutat väljer ni under fälten om indikatorn ska bedömas mot det."
NOT_JUDGED = " (bedöms inte mot målvärden än)"
KINDS = {
    "jamforelse": "en jämförelse med andra områden",
    "jamforelseniva": "en jämförelse med en nivå",
    "sammanhang": "sammanhang, varken bra eller dålig",
    "lageslista": "en lista över lägen",
}

PER = re.compile(r"(?:\bper |/)(?:publik )?(1[\s\N{NO-BREAK SPACE}]?000 )?([a-zåäö]{3})[a-zåäö]*\.?", re.IGNORECASE)
"""What a unit or a wording counts per: "per 1 000 invånare", "ton/inv."."""
PERCENT = re.compile(r"%|\bprocent\b", re.IGNORECASE)
LESS_OR_MORE = re.compile(r"lägre|högre|minsk|öka|mindre än|jämfört med", re.IGNORECASE)
"""Where these stand percent is of a change, which may be in any unit."""

FIGURE = re.compile(r"(?<![\w,.-])(?:\d{1,3}(?:\s\d{3})+|\d+)(?:[.,]\d+)?(?![\w-])")
YEAR = re.compile(r"(?:19|20)\d\d")
OWN_YEAR = re.compile(rf"(?<![\w/,.-]){YEAR.pattern}(?![\w/-]|[,.]\d)")
"""A year that a text says; no day's, nor a number of a paper."""
FAR = 5.0
"""A target so many times the latest value, or as small a part of it, may be a slip."""

FIGURELESS = "Inga siffror än"
CHOSEN, SAVED_FOR = "Vald", "Sparas för"
"""What is said of an indicator where it is chosen, and at the buttons."""
OURS = "egen"
"""What a target is to us that one of our own bodies has decided."""


def chosen(facts: Facts, indicator: str, label: str) -> str:
    """Which indicator a target is of, with its unit and its latest value: several have names that are much alike."""
    one = facts.indicator(indicator)
    return f"{label}: {in_brackets(one.title, one)}. {_now(facts, indicator)}."


def told(facts: Facts, target: Target) -> str:
    """A target of what it is of: "Elbilar i personbilsflottan: 10,6 % år 2025, mot målet 40 % år 2030"."""
    one = facts.indicator(target.indicator)
    aim = which(facts, target).removeprefix(f"{one.title}, ")
    return f"{one.title}: {_now(facts, target.indicator)}, mot målet {aim}"


def which(facts: Facts, target: Target) -> str:
    """A target by what tells it from others: "Elbilar i personbilsflottan, 40 % år 2030"."""
    one = facts.indicator(target.indicator)
    return f"{one.title}, {_aim(one, target)}{f' år {target.target_year}' if target.target_year else ''}"


def _now(facts: Facts, indicator: str) -> str:
    """The home group's latest value with its unit and year."""
    home, one = facts.areas.home, facts.indicator(indicator)
    found = facts.evaluation(indicator).latest(home.id) if facts.is_computed(indicator) else None
    if found is None or found.value is None:
        return FIGURELESS
    return f"{home.name} {_figure(one, found.value, phrases.decimals(one, [found.value]))} år {found.year}"


def _aim(one: Indicator, target: Target) -> str:
    if target.is_index:
        return f"{number(target.value, 1).removesuffix(',0')} ({target.unit})"
    return _figure(one, target.value, 2)


def _figure(one: Indicator, value: float, places: int) -> str:
    shown = phrases.figure(one, value, places)
    shown = shown.rstrip("0").rstrip(",") if "," in shown else shown
    return f"{shown} {phrases.kept(one.unit)}"


def doubts(facts: Facts, indicator: str, texts: Iterable[str], *, is_index: bool) -> str:
    """That the name or the wording of a target speaks of another unit than its indicator's; empty where none does.

    What a text counts per is looked at where some indicator is counted so too, and percent where it is of no change.

    Args:
        texts: as typed. is_index: whether the target is set in parts of the base year's value.
    """
    one, whole = facts.indicator(indicator), " ".join(texts)
    known = {found for other in facts.registry.indicators.values() for found in _per(other)}
    said = {key: words for key, words in _pers(whole).items() if key in known}
    is_percent = bool(PERCENT.search(whole)) and not LESS_OR_MORE.search(whole)
    if said and not said.keys() & _per(one):
        other = alternatives(said.values())
    elif is_percent and not said and not one.is_share and not is_index:
        other = "procent"
    else:
        return ""
    return f"Det ni skrivit talar om {other}, men enheten för {inside(one.title)} är {one.unit}. Är det rätt indikator?"


def far_off(facts: Facts, indicator: str, value: float | None, texts: Sequence[str], *, is_index: bool) -> str:
    """That a target is another number than in its wording, or far from the latest value; empty where neither is.

    Args:
        value: as typed; None where it is no number. texts: the name and the wording. is_index: as of `doubts`.
    """
    if value is None:
        return ""
    found = facts.evaluation(indicator).latest(facts.areas.home.id) if facts.is_computed(indicator) else None
    aim = number(value, 2).rstrip("0").rstrip(",")
    said = {read: figure for text in texts for read, figure in _figures(text).items()}
    if said and value not in said:
        return f"Värdet är {aim}, men i namnet eller ordalydelsen står {alternatives(said.values())}. Är det rätt tal?"
    now = found.value if found else None
    if is_index or not now or value <= 0 or 1 / FAR <= value / now <= FAR:
        return ""
    return f"Värdet är {aim}, långt ifrån det senaste: {_now(facts, indicator)}. Är det rätt tal?"


def other_year(year: str, base_year: str, texts: Iterable[str]) -> str:
    """That a text of a target says another year than its own; empty where none does. The years as typed.

    A text that says the target's year may say others beside it, and one that says none is of no year.
    """
    year, base_year = year.strip(), base_year.strip()
    each = [{found for found in OWN_YEAR.findall(text) if found != base_year} for text in texts]
    said = sorted({found for years in each if year not in years for found in years})
    if not year or not said:
        return ""
    return f"Målåret är {year}, men i namnet eller ordalydelsen står {alternatives(said)}. Är det rätt år?"


def _figures(text: str) -> dict[float, str]:
    """The figures of a text that may be a target's, as numbers and as written: no years, nor what it counts per."""
    if LESS_OR_MORE.search(text):
        return {}
    found = [figure for figure in FIGURE.findall(PER.sub("", text)) if not YEAR.fullmatch(figure)]
    return {float(re.sub(r"\s", "", figure).replace(",", ".")): figure for figure in found}


def _per(one: Indicator) -> set[tuple[bool, str]]:
    """What an indicator is counted per, by its title, its unit and its everyday words."""
    return {*_pers(" ".join((one.title, one.unit, one.plain_value or "")))}


def _pers(text: str) -> dict[tuple[bool, str], str]:
    """What a text counts per, each with its words."""
    return {(bool(found[1]), found[2].lower()): found[0].strip(" .") for found in PER.finditer(text)}


def options(facts: Facts) -> dict[str, str]:
    """Every indicator by what it is called where a target of it is chosen: those that are judged against one first."""
    all_of_them = sorted(facts.registry.indicators, key=lambda key: not is_judged(facts, key))
    return {key: facts.indicator(key).title + ("" if is_judged(facts, key) else NOT_JUDGED) for key in all_of_them}


def is_judged(facts: Facts, indicator: str) -> bool:
    """Whether an indicator is judged against its targets."""
    return facts.indicator(indicator).kind == "mal"


def counts(facts: Facts, indicator: str) -> str:
    """What a target of an indicator comes to: whether it is judged against, and what that takes."""
    one = facts.indicator(indicator)
    if is_judged(facts, indicator):
        return JUDGED
    committee = facts.home.bodies.committee.short
    waits = f"Så länge den saknar ett beslutat mål står den på Översikt bland det som {committee} ska välja. "
    is_waiting = one.core and not any(map(is_decided, facts.registry.targets_of(indicator).values()))
    return (
        f"Målvärdet visas, men läget och prognosen räknas inte mot det än: indikatorn är inlagd som {KINDS[one.kind]}. "
        f"{waits if is_waiting else ''}{_way(facts, indicator)}"
    )


def _way(facts: Facts, indicator: str) -> str:
    """What it takes that an indicator is judged against a target."""
    if facts.indicator(indicator).kind != judging.COMPARED:
        return "Ska den bedömas mot mål beslutar ni det, och den som sköter servern ställer in det."
    return judging.hinder(facts, indicator) or WAY


def shown_on(facts: Facts, indicator: str) -> str:
    """The pages and documents that a target is shown on; which rows the leadership has is for `rows.keys`."""
    one, leadership = facts.indicator(indicator), facts.home.bodies.leadership.genitive
    pages = "Målvärdet visas på sidorna Indikator och Mål, på indikatorbladet och i årsredovisningen."
    if one.kind == "mal":
        return f"{pages} På Översikt och {leadership} sida står målvärdet, och om det nås när det går att säga."
    if one.core:
        return (
            f"{pages} På Översikt och {leadership} sida visas inte själva målvärdet, så länge indikatorn inte bedöms "
            "mot det. Är det beslutat räknas indikatorn där inte längre till dem som saknar mål."
        )
    if indicator in rows.keys(facts):
        return (
            f"{pages} På Översikt och {leadership} sida har måttet en rad, för att det kräver uppmärksamhet "
            f"({rows.attention(facts, indicator)}). Raden visar hur det är nu; målvärdet står inte i den."
        )
    return (
        f"{pages} Det visas inte på Översikt eller {leadership} sida: där står kärnindikatorerna och de mått som "
        "kräver uppmärksamhet."
    )


def whose(facts: Facts, decided_by: str, transfer: str) -> str:
    """That one of our own bodies has decided what stands as decided by another; empty where it is not so.

    Args:
        decided_by: who has, as typed. transfer: how the target stands to us, as chosen; empty before it is.
    """
    bodies = facts.home.bodies
    own = next((one.short for one in (bodies.leadership, bodies.committee) if one.short in decided_by.casefold()), "")
    if not own or transfer in ("", OURS):
        return ""
    return f"{capital(own)} har beslutat, men målvärdet står som någon annans. Är det ett eget beslut?"
