"""What the page Pendling says once the matrix is loaded: who lives where and works where, and Södertörn as a whole."""

from itertools import permutations, product

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.text import file_day
from dashboard.figures.series import Line
from malkollen.texts.swedish import listed, number, spans, statuses, with_unit
from malkollen.values.commuting import Flow, together
from malkollen.values.values import STATUS_ORDER

PROTECTED = (
    "Källan skyddar små celler och placerar den vars arbetsställe är okänt i bostadskommunen. Summorna kan därför "
    "skilja sig något från in- och utpendlare per kommun."
)
TOTAL = "Summa"
HIDDEN = ("År", "Källa")


# ───────────── Sentences ─────────────


def internal(facts: Facts) -> str:
    """That a trip between two members is within."""
    return (
        f"Den som reser mellan två av {facts.members.the} räknas som inom {facts.home.name}, inte som in- eller "
        "utpendlare."
    )


def answer(facts: Facts, year: int) -> str:
    """How many of Södertörn's employed residents work elsewhere, and how many come in."""
    flows, home = facts.commuting, facts.commuting.home
    residents = flows.total(year, home, flows.everywhere)
    out, into = flows.out_of(year, home), flows.into(year, home)
    return (
        f"Av {number(residents.commuters)} som bodde {facts.home.at} och hade arbete {year} pendlade "
        f"{number(out.commuters)} ut. {number(into.commuters)} pendlade in."
    )


def headline(facts: Facts, year: int) -> list[tuple[str, str]]:
    """What the answer does not say of Södertörn in a year, as label and text."""
    commuting, home = facts.commuting, facts.commuting.home
    into, out = commuting.into(year, home), commuting.out_of(year, home)
    return [
        (f"Andel som arbetar {facts.home.at}", share_text(own_share(facts, year))),
        (f"Bor och arbetar {facts.home.at}", number(commuting.within(year, home).commuters)),
        ("Netto", _net(into, out).text()),
    ]


def _net(into: Flow, out: Flow) -> Number:
    is_known = into.commuters is not None and out.commuters is not None
    return Number((into.commuters or 0) - (out.commuters or 0) if is_known else None, is_difference=True)


def own_share(facts: Facts, year: int) -> float | None:
    """The share of Södertörn's employed residents who work on Södertörn, in percent."""
    found = facts.commuting
    return _percent(found.within(year, found.home), found.total(year, found.home, found.everywhere))


def filled_share(facts: Facts, year: int) -> float | None:
    """The share of those who work on Södertörn who also live there, in percent."""
    found = facts.commuting
    return _percent(found.within(year, found.home), found.total(year, found.everywhere, found.home))


def _percent(part: Flow, whole: Flow) -> float | None:
    return 100 * part.commuters / whole.commuters if part.commuters is not None and whole.commuters else None


def share_text(share: float | None) -> str:
    """A share with one decimal: "27,4 %"."""
    return with_unit(number(share, 1), "%") if share is not None else "uppgift saknas"


def takeaway(facts: Facts, year: int) -> str:
    """Södertörn's own labour market in two sentences."""
    commuting, home = facts.commuting, facts.commuting.home
    residents, between = commuting.total(year, home, commuting.everywhere), between_members(facts, year)
    to_core = commuting.total(year, home, [commuting.core])
    return (
        f"{year} arbetade {share_text(own_share(facts, year))} av {facts.home.genitive} {number(residents.commuters)} "
        f"sysselsatta invånare {facts.home.at}. {number(between.commuters)} av dem arbetade i en annan av "
        f"{facts.members.municipalities} än den de bor i; {number(to_core.commuters)} arbetade i "
        f"{commuting.name(commuting.core)}."
    )


def from_one(facts: Facts, year: int, code: str) -> str:
    """How many who live in one of the eight work in another of them, and how many in the core municipality."""
    flows, name = facts.commuting, facts.areas.name(code)
    others = [other for other in flows.home if other != code]
    return (
        f"{number(flows.total(year, [code], others).commuters)} som bodde i {name} arbetade {year} i en annan av "
        f"{facts.members.municipalities}, {number(flows.total(year, [code], [flows.core]).commuters)} i "
        f"{flows.name(flows.core)}."
    )


def between_members(facts: Facts, year: int) -> Flow:
    """Those who live in one of the eight and work in another."""
    commuting = facts.commuting
    return together(commuting.flows[year][pair] for pair in permutations(commuting.home, 2))


def incomplete(facts: Facts, year: int) -> str | None:
    """What is missing in a year's matrix; None where it is whole."""
    flows = facts.commuting.flows[year].values()
    missing = sum(flow.missing for flow in flows)
    cells = sum(len(zone.members) for zone in facts.commuting.zones) ** 2
    if not missing:
        return None
    return (
        f"{number(missing)} av matrisens {number(cells)} uppgifter för {year} saknas. Det som saknas räknas inte "
        "som noll utan ingår inte: varje summa som berörs är minst så stor som den står."
    )


def notes(facts: Facts, year: int) -> tuple[str, ...]:
    """What a reader of any of the matrix's tables must know."""
    missing = incomplete(facts, year)
    return (internal(facts), PROTECTED, *([missing] if missing else []))


def breaks(facts: Facts) -> dict[int, str]:
    """The declared breaks of the matrix, by year."""
    key = facts.registry.roles.labour_market
    return facts.registry.breaks_of(key) if key else {}


# ───────────── Tables ─────────────


def status(facts: Facts, year: int, flow: Flow) -> str:
    """A flow's marks in words: the year's, and partial where cells are missing."""
    marks = {*facts.commuting.marks.get(year, ()), *(["partial"] if flow.missing else [])} - {"suppressed", "missing"}
    return statuses(mark for mark in STATUS_ORDER if mark in marks)


def matrix_table(facts: Facts, year: int) -> Table:
    """Home a row, work a column, with Södertörn's sums and sums that add up; one row a flow in the files."""
    commuting = facts.commuting
    sides = _sides(facts)
    records: list[Record] = [
        {"Bor i ↓ Arbetar i →": name}
        | {column: Number(commuting.total(year, homes, works).commuters) for column, works in sides.items()}
        for name, homes in sides.items()
    ]
    rows: list[Record] = [
        {
            "Bor i": commuting.name(home),
            "Bor i, kod": home,
            "Arbetar i": commuting.name(work),
            "Arbetar i, kod": work,
            "År": str(year),
            "Personer": Number(flow.commuters),
            "Status": status(facts, year, flow),
            "Källa": source_line(facts),
        }
        for home, work in product(commuting.everywhere, repeat=2)
        for flow in [commuting.flows[year][home, work]]
    ]
    strong = [place for place, side in enumerate(sides) if side in (facts.areas.home.name, TOTAL)]
    outside = "" if commuting.core in commuting.home else f"{commuting.name(commuting.core)}, "
    adds_up = (
        f"{TOTAL} är {facts.areas.home.name}, {outside}övriga länet och övriga riket; {facts.members.the} ingår i "
        f"{facts.home.name}."
    )
    return table(
        f"Sysselsatta efter bostad och arbetsställe {year}",
        f"malkollen_pendling_matris_{year}_{file_day(facts)}",
        records,
        source_line(facts),
        notes=(adds_up, *notes(facts, year)),
        emphasis=strong,
        files=rows,
    )


def _sides(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The matrix's rows and columns by name: the eight, Södertörn, Stockholm and the rest, all."""
    found = facts.commuting
    single = {found.name(zone): (zone,) for zone in found.home}
    rest = {zone.name: (zone.id,) for zone in found.zones if zone.id not in found.home}
    return {**single, facts.areas.home.name: found.home, **rest, TOTAL: found.everywhere}


def areas_table(facts: Facts, year: int) -> Table:
    """Within, out, in and net for each of the eight and for Södertörn, where trips between members are internal."""
    home = facts.commuting.home
    records = [_area_record(facts, facts.areas.name(code), (code,), year) for code in home]
    records.append(_area_record(facts, facts.areas.home.name, home, year))
    return table(
        f"Inom, ut och in {year}, ur matrisen",
        f"malkollen_pendling_inom_ut_in_{year}_{file_day(facts)}",
        records,
        source_line(facts),
        notes=notes(facts, year),
        hidden=HIDDEN,
        emphasis=[len(records) - 1],
    )


def _area_record(facts: Facts, name: str, area: tuple[str, ...], year: int) -> Record:
    found = facts.commuting
    within, out, into = found.within(year, area), found.out_of(year, area), found.into(year, area)
    share = _percent(within, found.total(year, area, found.everywhere))
    return {
        "Område": name,
        "År": str(year),
        "Bor och arbetar inom": Number(within.commuters),
        "Ut": Number(out.commuters),
        "In": Number(into.commuters),
        "Netto": _net(into, out),
        "Arbetar inom (%)": Number(share, 1),
        "Källa": source_line(facts),
    }


def years_table(facts: Facts) -> Table:
    """Södertörn's own labour market over the years."""
    commuting, home = facts.commuting, facts.commuting.home
    records: list[Record] = [
        {
            "År": str(year),
            "Sysselsatta invånare": Number(commuting.total(year, home, commuting.everywhere).commuters),
            f"Arbetar {facts.home.at}": Number(commuting.within(year, home).commuters),
            f"varav i en annan av {facts.members.the}": Number(between_members(facts, year).commuters),
            "Ut": Number(commuting.out_of(year, home).commuters),
            "In": Number(commuting.into(year, home).commuters),
            f"Arbetar {facts.home.at} (%)": Number(own_share(facts, year), 1),
            f"Arbetsplatser med boende {facts.home.at} (%)": Number(filled_share(facts, year), 1),
            "Status": status(facts, year, commuting.total(year, commuting.everywhere, commuting.everywhere)),
            "Källa": source_line(facts),
        }
        for year in commuting.years
    ]
    marked = tuple(f"Serien bryts {year}: {why}" for year, why in breaks(facts).items())
    title = f"{facts.home.genitive} egen arbetsmarknad {spans(commuting.years)}"
    name = f"malkollen_pendling_arbetsmarknad_{file_day(facts)}"
    notes = (*marked, internal(facts), PROTECTED)
    return table(title, name, records, source_line(facts), notes=notes, hidden=("Källa",))


def lines(facts: Facts) -> list[Line]:
    """Within, out and in for Södertörn over the years."""
    commuting, home = facts.commuting, facts.commuting.home
    ways = {"Inom": (commuting.within, "home"), "Ut": (commuting.out_of, "group"), "In": (commuting.into, "group")}
    result = []
    for name, (count, role) in ways.items():
        values = {year: flow for year in commuting.years if (flow := count(year, home).commuters) is not None}
        result.append(Line(name, values, role))
    return result


def over_years(facts: Facts) -> str:
    """How the share who work on Södertörn has moved between the first and the last year; no break is crossed."""
    known = [year for year in facts.commuting.years if own_share(facts, year) is not None]
    start = max([year for year in breaks(facts) if known and year <= known[-1]], default=0)
    same = [year for year in known if year >= start]
    if len(same) < 2:
        return "Det finns inte två jämförbara år av matrisen ännu."
    first, last = same[0], same[-1]
    before, after = share_text(own_share(facts, first)), share_text(own_share(facts, last))
    return (
        f"Andelen av {facts.home.genitive} sysselsatta invånare som arbetar {facts.home.at} var {before} {first} och "
        f"{after} {last}."
    )


def source_line(facts: Facts) -> str:
    """How the matrix names its source."""
    names = [source.attribution for source in facts.sources if source.source in facts.commuting.sources]
    return facts.credited(names or [listed(facts.commuting.sources)])
