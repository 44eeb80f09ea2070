"""What the page Pendling says per municipality: in, out and net over the municipal border, as published."""

from dataclasses import dataclass

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.chance import in_words
from dashboard.content.facts import Facts
from dashboard.content.text import file_day
from dashboard.figures.series import Line
from malkollen.registry.paragraph import Waiting
from malkollen.texts.swedish import NO_BREAK_SPACE, listed, number, spans

SHOWN = {"ut": "Utpendlare", "in": "Inpendlare", "netto": "Netto"}
IN_A_ROW = ("in", "ut", "netto")
SHARE = "out_commuters_pct"
HIDDEN = ("Områdeskod", "År", "Källa")
NOT_LOADED = "Hur många som reser mellan kommunerna går inte att säga än."


def lead(facts: Facts) -> str:
    """What the page answers."""
    return f"{_how_many(facts)}, och är {facts.home.name} en gemensam arbetsmarknad?"


def who_crosses(facts: Facts) -> str:
    """The half of it that the figures per municipality answer."""
    return f"{_how_many(facts)}?"


def _how_many(facts: Facts) -> str:
    ways = [word for way, word in (("in", "in till"), ("ut", "ut från")) if _key(facts, way)]
    return f"Hur många pendlar {listed(ways or ['till och från'])} varje kommun"


def no_sum(facts: Facts) -> str:
    """Why the group's commuters are not the sum of its municipalities'."""
    return (
        f"Någon summa för {facts.home.name} står inte här: den som reser mellan två av {facts.members.the} pendlar "
        f"över en kommungräns men lämnar inte {facts.home.name}."
    )


def not_loaded(facts: Facts) -> str:
    """That the matrix is not here, and what it waits for."""
    source = waiting(facts)
    return f"{NOT_LOADED} {source.needs_plain}" if source else NOT_LOADED


def without_matrix(facts: Facts) -> str:
    """What the matrix would show."""
    home, core = facts.home, facts.areas.name(facts.commuting.core)
    between = facts.members.the if facts.commuting.core in facts.commuting.home else f"{facts.members.the}, {core}"
    return (
        f"När uppgifterna finns visas hur många som reser mellan {between} och övriga, och hur stor del av "
        f"{home.genitive} sysselsatta invånare som arbetar {home.at}."
    )


def waiting(facts: Facts) -> Waiting | None:
    """The source that the matrix waits for; None where the registry declares none."""
    key = facts.registry.roles.labour_market
    source = facts.registry.waits_for(key) if key else None
    return facts.registry.waiting[source] if source else None


def measure(facts: Facts, way: str) -> str | None:
    """The measure that counts those who go out or come in; None where the registry gives nobody the role."""
    key = _key(facts, way)
    return facts.indicator(key).measures[0] if key else None


def _key(facts: Facts, way: str) -> str | None:
    return facts.registry.roles.in_commuters if way == "in" else facts.registry.roles.out_commuters


def shown(facts: Facts) -> dict[str, str]:
    """What can be shown, with its word: those who go out, who come in, and the net where the registry has both."""
    ways = {way for way in ("ut", "in") if _key(facts, way)}
    return {what: word for what, word in SHOWN.items() if what in ways or len(ways) > 1}


def keys(facts: Facts) -> list[str]:
    """The indicators of who crosses a municipality's border, as the registry has them."""
    return [key for way in ("in", "ut") if (key := _key(facts, way))]


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
        for way in ("ut", "in")
        for year, values in facts.measures.get(measure(facts, way) or "", {}).items()
        if members & values.keys()
    })  # fmt: skip


def crossings(facts: Facts, year: int) -> list[Crossing]:
    """The eight in Swedish order."""
    return [crossing(facts, code, year) for code in facts.areas.home_members]


def both(facts: Facts) -> str:
    """Whom the figures are of, as a heading: "In- och utpendlare"."""
    words = shown(facts)
    return "In- och utpendlare" if len(words) > 1 else next(iter(words.values()))


def crossing(facts: Facts, code: str, year: int) -> Crossing:
    """One municipality's commuters in a year."""
    into, out = (facts.measures.get(measure(facts, way) or "", {}).get(year, {}).get(code) for way in ("in", "ut"))
    return Crossing(code, into, out)


def takeaway(facts: Facts, year: int) -> str:
    """In how many of the eight more leave than come, and where most do."""
    if len(words := shown(facts)) == 1:
        return _most(facts, year, *words)
    known = [row for row in crossings(facts, year) if row.net is not None]
    if not known:
        return f"Uppgift saknas för {year}."
    gain = [facts.areas.name(row.code) for row in known if row.net is not None and row.net > 0]
    loss = sum(row.net is not None and row.net < 0 for row in known)
    most = max(known, key=lambda row: row.out or 0)
    first = f"I {_count(facts, loss)} av de {_of(facts, len(known))} pendlade fler ut än in {year}"
    rest = f"; {listed(gain)} hade fler inpendlare än utpendlare." if gain else "."
    return f"{first}{rest} Flest utpendlare hade {facts.areas.name(most.code)}: {number(most.out)} personer."


def _most(facts: Facts, year: int, way: str) -> str:
    """Where most go out, or come in, where the other is not followed."""
    known = [(value, row.code) for row in crossings(facts, year) if (value := _value(row, way)) is not None]
    if not known:
        return f"Uppgift saknas för {year}."
    value, code = max(known)
    return f"Flest {SHOWN[way].lower()} {year} hade {facts.areas.name(code)}: {number(value)} personer."


def over_years(facts: Facts, most: int = 2) -> str:
    """In how many of the eight the numbers grew: since the programme's base year, where it is there, as on every page.

    The first year, which may be an odd one, is beside it. most: so many of the two.
    """
    known = years(facts)
    if len(known) < 2:
        return "Det finns bara ett år att visa."
    base, last = facts.programme.base_year, known[-1]
    starts = [base, known[0]] if known[0] < base < last and base in known else [known[0]]
    parts = [_since(facts, first, last) for first in starts[:most]]
    missing = sorted(set(range(known[0], last)) - set(known))
    gap = f" Åren däremellan ({spans(missing)}) finns inte här." if missing else ""
    return f"{' '.join(parts)}{gap}"


def _since(facts: Facts, first: int, last: int) -> str:
    """From one year to another: the residents who go out, then those who come."""
    if len(words := shown(facts)) == 1:
        (way,) = words
        return f"Mellan {first} och {last} blev {SHOWN[way].lower()}na fler i {_grew(facts, way, first, last)}."
    out, into = (_grew(facts, way, first, last) for way in ("ut", "in"))
    told = f"utpendlarna fler i {out}, inpendlarna i {into}" if out != into else f"ut- och inpendlarna fler i {out}"
    return f"Mellan {first} och {last} blev {told}."


def _grew(facts: Facts, way: str, first: int, last: int) -> str:
    pairs = [
        (before, after)
        for code in facts.areas.home_members
        if (before := _value(crossing(facts, code, first), way)) is not None
        and (after := _value(crossing(facts, code, last), way)) is not None
    ]
    more = sum(after > before for before, after in pairs)
    if more == len(pairs):
        return f"alla {_of(facts, len(pairs))}"
    if not more:
        return f"ingen av de {_of(facts, len(pairs))}"
    return f"{_count(facts, more)} av de {_of(facts, len(pairs))}"


def _count(facts: Facts, count: int) -> str:
    return in_words(count) if count < facts.members.count else str(count)


def _of(facts: Facts, count: int) -> str:
    return facts.members.number if count == len(facts.areas.home_members) else f"{count} som har uppgift"


def breaks(facts: Facts) -> dict[int, str]:
    """The declared breaks in the figures, by year."""
    return {year: why for key in keys(facts) for year, why in facts.registry.breaks_of(key).items()}


def break_lines(facts: Facts) -> list[str]:
    """What each break means for the reader, and what else to know."""
    first = years(facts)[:1]
    lines = [
        f"Serien bryts {year}: {why}" + (" Äldre siffror kan inte jämföras med dem här." if [year] == first else "")
        for year, why in breaks(facts).items()
    ]
    caveats = [caveat for key in keys(facts) for caveat in facts.indicator(key).caveats]
    return [*lines, *dict.fromkeys(line for line in caveats if "matris" not in line)]


def lines(facts: Facts, what: str) -> list[Line]:
    """The eight over the years as lines: out, in or net."""
    series = []
    for code in facts.areas.home_members:
        values = {year: _value(crossing(facts, code, year), what) for year in years(facts)}
        known = {year: value for year, value in values.items() if value is not None}
        series.append(Line(facts.areas.name(code), known, "group", index=facts.place_of(code)))
    return series


def _value(found: Crossing, what: str) -> float | None:
    return {"ut": found.out, "in": found.into, "netto": found.net}[what]


def year_table(facts: Facts, year: int) -> Table:
    """In, out and net in a year for the eight, and the core municipality beside them."""
    codes = dict.fromkeys([*facts.areas.home_members, facts.commuting.core])
    records = [_record(facts, crossing(facts, code, year), year) for code in codes]
    return table(
        f"{both(facts)} över kommungräns {year}",
        f"malkollen_pendling_kommuner_{year}_{file_day(facts)}",
        records,
        source_line(facts),
        notes=(no_sum(facts),),
        hidden=HIDDEN,
    )


def _record(facts: Facts, crossing: Crossing, year: int) -> Record:
    share = facts.published.get((SHARE, crossing.code), {})
    return {
        "Områdeskod": crossing.code,
        "Kommun": facts.areas.name(crossing.code),
        "År": str(year),
        **{SHOWN[what]: _cell(crossing, what) for what in IN_A_ROW if what in shown(facts)},
        "Arbetar i annan kommun (%)": Number(share.get(year), 1),
        "Källa": source_line(facts),
    }


def years_table(facts: Facts) -> Table:
    """In, out and net of the eight over the years: side by side on screen, one row a value in the files."""
    known = years(facts)
    columns = [(what, word, year) for what, word in shown(facts).items() for year in known]
    records: list[Record] = [
        {"Kommun": facts.areas.name(code)}
        | {f"{word} {year}": _cell(crossing(facts, code, year), what) for what, word, year in columns}
        for code in facts.areas.home_members
    ]
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
        for what, word, year in columns
    ]
    title, name = (
        f"{both(facts)} över kommungräns {spans(known)}",
        f"malkollen_pendling_kommuner_serie_{file_day(facts)}",
    )
    notes = tuple(f"Serien bryts {year}: {why}" for year, why in breaks(facts).items())
    return table(title, name, records, source_line(facts), notes=notes, files=rows)


def _cell(found: Crossing, what: str) -> Number:
    return Number(_value(found, what), is_difference=what == "netto")


def source_line(facts: Facts) -> str:
    """How the figures per municipality name their source."""
    return facts.source_line(keys(facts)[0])


def people(value: float | None) -> str:
    """A number of people: "43 306 personer"."""
    return f"{number(value)}{NO_BREAK_SPACE}personer" if value is not None else "uppgift saknas"
