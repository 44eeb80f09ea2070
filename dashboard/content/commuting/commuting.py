"""What the page Pendling says per municipality: in, out and net over the municipal border, as published."""

from dataclasses import dataclass, replace

from dashboard.content.facts import Facts
from dashboard.content.table import Number, Record, Table, table
from dashboard.figures.series import Line
from malkollen.texts.swedish import NO_BREAK_SPACE, listed, number, spans
from malkollen.values.commuting import CORE

LEAD = "Hur många pendlar in till och ut från varje kommun, och är Södertörn en gemensam arbetsmarknad?"
NO_SUM = (
    "Någon summa för Södertörn står inte här: den som reser mellan två av de åtta pendlar över en kommungräns men "
    "lämnar inte Södertörn."
)
NOT_LOADED = "Strömmarna mellan kommunerna och Södertörns egen arbetsmarknad kräver en uppgift till. Se längst ned."
WITHOUT_MATRIX = (
    "Med matrisen visas strömmarna mellan de åtta, Stockholm och övriga som tabell och karta, och hur stor del av "
    "Södertörns sysselsatta invånare som arbetar på Södertörn."
)
KEYS = {"ut": "out_commuters", "in": "in_commuters"}
SHOWN = {"ut": "Utpendlare", "in": "Inpendlare", "netto": "Netto"}
SHARE = "out_commuters_pct"
COUNTS = ("ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju")
HIDDEN = ("Områdeskod", "År", "Källa")


@dataclass(frozen=True)
class Crossing:
    """Commuters over a municipality's border in a year; None where the figure is missing."""

    code: str
    into: float | None
    out: float | None

    @property
    def net(self) -> float | None:
        """Those who come less those who go; None where either is missing."""
        return None if self.into is None or self.out is None else self.into - self.out


def years(facts: Facts) -> list[int]:
    """The years in which any of the eight has a figure."""
    members = facts.areas.home.members
    return sorted({
        year
        for measure in KEYS.values()
        for year, values in facts.measures.get(measure, {}).items()
        if members & values.keys()
    })  # fmt: skip


def crossings(facts: Facts, year: int) -> list[Crossing]:
    """The eight in Swedish order."""
    return [crossing(facts, code, year) for code in facts.areas.home_members]


def crossing(facts: Facts, code: str, year: int) -> Crossing:
    """One municipality's commuters in a year."""
    into, out = (facts.measures.get(KEYS[way], {}).get(year, {}).get(code) for way in ("in", "ut"))
    return Crossing(code, into, out)


def takeaway(facts: Facts, year: int) -> str:
    """In how many of the eight more leave than come, and where most do."""
    found = [row for row in crossings(facts, year) if row.net is not None]
    if not found:
        return f"Uppgift saknas för {year}."
    gain = [facts.areas.name(row.code) for row in found if row.net is not None and row.net > 0]
    loss = sum(row.net is not None and row.net < 0 for row in found)
    most = max(found, key=lambda row: row.out or 0)
    first = f"I {_count(loss)} av de {_of(facts, len(found))} pendlade fler ut än in {year}"
    rest = f"; {listed(gain)} hade fler inpendlare än utpendlare." if gain else "."
    return f"{first}{rest} Flest utpendlare hade {facts.areas.name(most.code)}: {number(most.out)} personer."


def over_years(facts: Facts) -> str:
    """What happened between the first and the last year: in how many of the eight the numbers grew."""
    known = years(facts)
    if len(known) < 2:
        return "Det finns bara ett år att visa."
    first, last = known[0], known[-1]
    parts = [_grew(facts, way, word, first, last) for way, word in (("ut", "Utpendlarna"), ("in", "Inpendlarna"))]
    missing = sorted(set(range(first, last)) - set(known))
    gap = f" Åren däremellan ({spans(missing)}) finns inte här." if missing else ""
    return f"{' '.join(parts)}{gap}"


def _grew(facts: Facts, way: str, word: str, first: int, last: int) -> str:
    pairs = [
        (before, after)
        for code in facts.areas.home_members
        if (before := _value(crossing(facts, code, first), way)) is not None
        and (after := _value(crossing(facts, code, last), way)) is not None
    ]
    more = sum(after > before for before, after in pairs)
    where = f"alla {_of(facts, len(pairs))}" if more == len(pairs) else f"{_count(more)} av de {_of(facts, len(pairs))}"
    return f"{word} blev fler i {where} mellan {first} och {last}."


def _count(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else str(count)


def _of(facts: Facts, count: int) -> str:
    return "åtta" if count == len(facts.areas.home_members) else f"{count} som har uppgift"


def breaks(facts: Facts) -> dict[int, str]:
    """The declared breaks in the figures, by year."""
    return facts.registry.breaks_of("in_commuters") | facts.registry.breaks_of("out_commuters")


def break_lines(facts: Facts) -> list[str]:
    """What each break means for the reader, and what else to know."""
    first = years(facts)[:1]
    lines = [
        f"Brott {year}: {why}" + (" Äldre siffror kan inte jämföras med dem här." if [year] == first else "")
        for year, why in breaks(facts).items()
    ]
    caveats = [*facts.indicator("in_commuters").caveats, *facts.indicator("out_commuters").caveats]
    return [*lines, *dict.fromkeys(line for line in caveats if "matris" not in line), NO_SUM]


def lines(facts: Facts, what: str) -> list[Line]:
    """The eight over the years as lines: out, in or net."""
    found = []
    for code in facts.areas.home_members:
        values = {year: _value(crossing(facts, code, year), what) for year in years(facts)}
        known = {year: value for year, value in values.items() if value is not None}
        found.append(Line(facts.areas.name(code), known, "group", place=facts.place_of(code)))
    return found


def _value(found: Crossing, what: str) -> float | None:
    return {"ut": found.out, "in": found.into, "netto": found.net}[what]


def year_table(facts: Facts, year: int) -> Table:
    """In, out and net in a year for the eight, and Stockholm beside them."""
    records = [_record(facts, crossing(facts, code, year), year) for code in [*facts.areas.home_members, CORE]]
    return table(
        f"In- och utpendlare över kommungräns {year}",
        f"malkollen_pendling_kommuner_{year}_{facts.data_version}",
        records,
        source_line(facts),
        notes=(NO_SUM,),
        hidden=HIDDEN,
    )


def _record(facts: Facts, found: Crossing, year: int) -> Record:
    share = facts.published.get((SHARE, found.code), {})
    return {
        "Områdeskod": found.code,
        "Kommun": facts.areas.name(found.code),
        "År": str(year),
        "Inpendlare": Number(found.into),
        "Utpendlare": Number(found.out),
        "Netto": Number(found.net, is_difference=True),
        "Arbetar i annan kommun (%)": Number(share.get(year), 1),
        "Källa": source_line(facts),
    }


def years_table(facts: Facts) -> Table:
    """In, out and net of the eight over the years: side by side on screen, one row a value in the files."""
    known = years(facts)
    records: list[Record] = []
    for code in facts.areas.home_members:
        row: Record = {"Kommun": facts.areas.name(code)}
        for what, word in SHOWN.items():
            for year in known:
                row[f"{word} {year}"] = _cell(crossing(facts, code, year), what)
        records.append(row)
    rows: list[Record] = [
        {
            "Områdeskod": code,
            "Område": facts.areas.name(code),
            "Uppgift": word,
            "År": str(year),
            "Värde": _cell(crossing(facts, code, year), what),
            "Enhet": "personer",
            "Källa": source_line(facts),
        }
        for code in facts.areas.home_members
        for what, word in SHOWN.items()
        for year in known
    ]
    title, name = (
        f"In- och utpendlare över kommungräns {spans(known)}",
        f"malkollen_pendling_kommuner_serie_{facts.data_version}",
    )
    notes = tuple(f"Brott {year}: {why}" for year, why in breaks(facts).items())
    wide = table(title, name, records, source_line(facts), notes=notes)
    return replace(wide, long=table(title, name, rows, source_line(facts), notes=notes))


def _cell(found: Crossing, what: str) -> Number:
    return Number(_value(found, what), is_difference=what == "netto")


def source_line(facts: Facts) -> str:
    """How the figures per municipality name their source."""
    return facts.source_line("in_commuters")


def people(value: float | None) -> str:
    """A number of people: "43 306 personer"."""
    return f"{number(value)}{NO_BREAK_SPACE}personer" if value is not None else "uppgift saknas"
