"""What the page Data och källor says: freshness, gaps, what waits, fleets."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.blocks.credit import Credit, short
from dashboard.blocks.page import PageBlock
from dashboard.blocks.pieces import Definitions, Remarks
from dashboard.blocks.table import Cited, Number, Record, Table, gap, table
from dashboard.content.answers import silence
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited, states, taken
from dashboard.content.facts import Facts
from dashboard.content.text import file_day
from malkollen.database.freshness import Freshness, once
from malkollen.database.gaps import Gap
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number_word, spans, swedish_key, with_days_in_words
from malkollen.values.areas import COUNTRY

OWN = "Målkollen"
NEXT = "Nästa väntas senast"
ESTIMATED = "beräknat ur vanlig eftersläpning"
NAMED = 8
"""Measures that wait for newer figures up to which each is named on the first page."""
ORDER = "De som väntar på nyare siffror står först, sedan de vars nästa siffror väntas närmast."
MEANINGS = {
    **taken.MEANINGS,
    "": f"{NEXT}: utgivarens egen dag eller, där ingen är känd, så lång tid som utgivaren högst brukar ta på sig.",
    **states.MEANINGS,
}
"""What the table's words mean, by the word; by "" what every row has."""


def meanings(facts: Facts, chosen: Iterable[Freshness]) -> tuple[str, ...]:
    """What the words mean that a table of some sources uses, and no others."""
    used = {"", *(word for source in chosen for word in (taken.way(facts, source), states.state(facts, source)))}
    return tuple(meaning for word, meaning in MEANINGS.items() if word in used)


def declaration(facts: Facts, source: Freshness) -> list[PageBlock]:
    """All that is declared of a source."""
    pairs = {
        "Publikation": source.publication,
        "Adress": Cited(source.url),
        "Siffrorna gäller": source.reference,
        "År": _period(source),
        "Licens": source.licence,
        "Kom till Målkollen": with_days_in_words(taken.came(facts, source)),
        "Läst genom": source.retrieved_through,
        "Utgivaren publicerar": source.cadence,
        NEXT: with_days_in_words(f"{source.expected_text} ({source.next_expected_from or ESTIMATED})"),
        "Bearbetade uppgifter anges": facts.credited([source.attribution]),
        "Rådata anges": source.attribution_raw or source.attribution,
    }
    return [
        Definitions(tuple(pairs.items()), is_declaration=True),
        Remarks(tuple(map(with_days_in_words, source.caveats))),
    ]


def _period(source: Freshness) -> str:
    """The years of a source's figures, and the newest year that only some of them have, as `newest` says it."""
    whole = spans(range(source.first_year, source.latest_year + 1))
    return whole if source.newest_year == source.latest_year else f"{whole}, en del till och med {source.newest_year}"


def newest(source: Freshness) -> str:
    """The newest year of a source's figures, and which only some of them have."""
    is_of_all = source.newest_year == source.latest_year
    return str(source.latest_year) if is_of_all else f"{source.latest_year}, en del till och med {source.newest_year}"


def freshness_table(facts: Facts) -> Table:
    """Every source: newest year, how its figures came, next expected, state; the late ones first."""
    chosen = sorted(in_use(facts), key=_urgency)
    return freshness_of(facts, chosen, (ORDER, *meanings(facts, chosen)))


def _urgency(source: Freshness) -> tuple[bool, bool, date, str]:
    in_time = not (source.is_late or source.is_stale)
    return in_time, source.next_expected == date.max, source.next_expected, swedish_key(source.title)


def freshness_of(facts: Facts, chosen: Iterable[Freshness], notes: tuple[str, ...]) -> Table:
    """The same of some sources, in the order given."""
    records = [_freshness_record(facts, source) for source in chosen]
    return table("Hur färska siffrorna är", f"malkollen_kallor_{file_day(facts)}", records, OWN, notes=notes,
        hidden=("Period", "Siffrorna gäller", "Grund för datumet", "Licens", "Adress"))  # fmt: skip


def addresses(chosen: Iterable[Freshness]) -> list[str]:
    """Where their figures lie, a line a publisher: a table has named the publications."""
    lie: dict[str, list[str]] = {}
    for source in chosen:
        if "://" in source.url and source.url not in lie.setdefault(source.publisher, []):
            lie[source.publisher].append(source.url)
    return [f"{publisher}: {listed(urls)}" for publisher, urls in lie.items() if urls]


def _freshness_record(facts: Facts, source: Freshness) -> Record:
    return {
        "Utgivare": source.publisher,
        "Statistik": source.title,
        "Nyaste år": newest(source),
        NEXT: source.expected_text,
        "Läge": states.state(facts, source),
        "Kom till Målkollen": taken.came(facts, source),
        "Period": _period(source),
        "Siffrorna gäller": source.reference,
        "Grund för datumet": source.next_expected_from or "vanlig eftersläpning",
        "Licens": source.licence,
        "Adress": Cited(source.url),
    }


def answer(facts: Facts) -> str:
    """How many sources are in which state, in the words of their rows."""
    counts = Counter(states.state(facts, source) for source in each_once(facts, in_use(facts)))
    (first, count), *more = [(word, counts[word]) for word in states.COUNTED if counts[word]]
    told = [f"{count} av {counts.total()} källor {_counted(first, count)}"]
    return f"{listed([*told, *(f'{number} {_counted(word, number)}' for word, number in more)])}."


def _counted(word: str, count: int) -> str:
    return states.COUNTED[word][count > 1]


def from_when(facts: Facts) -> str:
    """Whose all figures are, what is worked out of them, how they came and when: each is of a year of its own."""
    used = in_use(facts)
    came = taken.told(facts, used)
    whose = f"; uppgifterna är utgivarnas, {came}, och andelar, grupper och riket är uträknade ur dem"
    return f"Varje siffra har sitt eget år{whose if came else ''}"


def late(facts: Facts) -> str:
    """Which sources newer figures were expected of, with their years; "" where of none."""
    names = _late(each_once(facts, in_use(facts)))
    return f"Nyare siffror än de som visas, från året inom parentes, väntades: {listed(names)}." if names else ""


def _late(sources: Iterable[Freshness]) -> list[str]:
    late = [source for source in sources if source.is_late]
    return [f"{inside(source.title)} ({source.latest_year})" for source in late]


def in_use(facts: Facts) -> list[Freshness]:
    """The sources without those whose every figure is of measures and series that no indicator reads."""
    indicators = facts.registry.indicators.values()
    read = {"population"} | {measure for one in indicators for measure in one.measures}
    read |= {series for one in indicators for series in (one.series, one.published_series) if series}
    unread = (set(facts.registry.measures) | {series for series, _ in facts.published}) - read
    return [source for source in facts.sources if not source.feeds or not unread.issuperset(source.feeds)]


def each_once(facts: Facts, sources: Sequence[Freshness]) -> list[Freshness]:
    """The sources to be counted: a publication whose newer years came in a file is one, however old its others are."""
    carried = {name for fetch in facts.fetches if fetch.state == "carried" for name in fetch.sources}
    return once(sources, carried)


def used_by(facts: Facts, keys: Iterable[str]) -> list[Freshness]:
    """The sources that some indicators' figures come from, in the declared order."""
    used = {source.source for key in keys if facts.is_computed(key) for source in facts.sources_of(key)}
    return [source for source in facts.sources if source.source in used]


def late_text(facts: Facts, among: Sequence[Freshness] | None = None) -> str:
    """One sentence about freshness for the first page: what lacks newer figures, in the words of its measures.

    Args:
        among: the sources that are counted, where a table beside it has not all that are in use.
    """
    sources = each_once(facts, in_use(facts) if among is None else among)
    names = _late(sources)
    of = f"{len(sources)} källor" if among is None else f"dokumentets {len(sources)} källor"
    if not names:
        return f"Ingen av {of} väntar på nyare siffror."
    return f"{len(names)} av {of} väntar på nyare siffror{_waiting(facts) or f': {listed(names)}'}."


def _waiting(facts: Facts) -> str:
    """The measures that the late sources give, by name and year; only counted where nobody would read on."""
    shown = [key for key in facts.of_programme if facts.is_computed(key)]
    late = [key for key in shown if any(source.is_late for source in facts.sources_of(key))]
    counted = "ett mått" if len(late) == 1 else f"{number_word(len(late))} mått"
    if len(late) > NAMED:
        some = "alla" if len(late) == len(shown) else f"{number_word(len(late))} av"
        return f"; det gäller {some} {number_word(len(shown))} mått som har siffror"
    named = [f"{plain(facts.indicator(key))} ({facts.evaluation(key).latest_year})" for key in late]
    return f"; det gäller {counted}: {listed(named)}" if named else ""


def gaps_table(facts: Facts) -> Table:
    """Every measure with years missing or with fewer than the 290 municipalities."""
    publishers = {source.source: source.publisher for source in facts.sources}
    records = [_gap_record(facts, gap, publishers[gap.source]) for gap in facts.gaps]
    name = f"malkollen_luckor_{file_day(facts)}"
    return table("Luckor i siffrorna", name, records, OWN, notes=("Luckor fylls aldrig i.",))


def _gap_record(facts: Facts, gap: Gap, publisher: str) -> Record:
    return {
        "Grunduppgift": facts.registry.measures[gap.measure].title,
        "Utgivare": publisher,
        "År som saknas": spans(gap.missing) or "–",
        "År med färre än 290 kommuner": f"{spans(gap.partial)} ({gap.counted} kommuner)" if gap.partial else "–",
    }


def waiting_table(facts: Facts) -> Table:
    """The indicators that wait, for what, and whose turn it is; that no day is set is said once of them all."""
    records: list[Record] = []
    for key, indicator in facts.registry.indicators.items():
        if source := facts.registry.waits_for(key):
            waiting = facts.registry.waiting[source]
            records.append({
                "Indikator": indicator.title, "Källa": waiting.title, "Det som saknas": awaited.for_what(waiting),
                "Så går det till": f"{silence.turn(facts.registry, source)}.", "Kod": indicator.code,
            })  # fmt: skip
    name, notes = f"malkollen_vantar_{file_day(facts)}", (f"{capital(silence.NO_DAY)} för något av det.",)
    return table("Indikatorer utan siffror än", name, records, OWN, notes=notes)


def fleets_table(facts: Facts) -> Table:
    """The fleet municipalities of every window of years in use, with the reason for each."""
    windows = {(e.fleets.first_year, e.fleets.last_year): e.fleets for e in facts.evaluations.values() if e.fleets}
    records: list[Record] = [
        {
            "Period": f"{first}–{last}",
            "Kod": code,
            "Kommun": facts.areas.name(code),
            "Skäl": "; ".join(found.reasons[code]),
        }
        for (first, last), found in sorted(windows.items(), reverse=True)
        for code in facts.areas.sorted(found.reasons)
    ]
    skipped = sorted({year for found in windows.values() for year in found.skipped})
    notes = (f"Ägaruppgifter saknas för {spans(skipped)}; de åren har hoppats över.",) if skipped else ()
    name = f"malkollen_vagnparker_{file_day(facts)}"
    return table(
        "Kommuner med många företagsbilar", name, records, facts.credited(["Källa: Trafikanalys"]), notes=notes
    )


def published_table(facts: Facts) -> Table:
    """Riket as published beside riket as computed, where both exist: the check anyone can make."""
    records: list[Record] = []
    for key in facts.registry.computed():
        indicator = facts.indicator(key)
        series = facts.published.get((indicator.published_series or "", COUNTRY), {})
        for year, published in sorted(series.items()):
            if (computed := facts.evaluation(key).at(COUNTRY, year).value) is not None:
                decimals = indicator.decimals + 1
                both = {
                    "Riket som publicerat": Number(published, decimals),
                    "Riket som beräknat här": Number(computed, decimals),
                }
                records.append(
                    {
                        "Indikator": indicator.title,
                        "År": str(year),
                        **both,
                        "Skillnad": gap(published, computed, decimals),
                    }
                )
    name = f"malkollen_kontroll_{file_day(facts)}"
    return table("Beräknat mot publicerat", name, records, f"Källa: Kolada; {facts.home.processing}")


def citation(facts: Facts, key: str, year: int) -> str:
    """How to cite the figure: by how and when it came from its publishers; its link has the data version."""
    fixed, came = facts.edition, taken.told(facts, facts.sources_of(key))
    day = f"fastställd version {fixed.name}" if fixed else f"siffrorna {came}"
    credited = facts.credited(source.attribution for source in facts.sources_of(key))
    return f"Så anges siffran: {facts.indicator(key).title} {year}. {credited} (Målkollen, {day})."


def credited(facts: Facts, keys: Iterable[str]) -> tuple[Credit, ...]:
    """Who published the latest figures of some indicators, in short; nothing of those without figures."""
    known = [(facts.evaluation(key).latest_year, facts.sources_of(key)) for key in keys if facts.is_computed(key)]
    return tuple(Credit(short(one.attribution), year, year) for year, used in known for one in used)
