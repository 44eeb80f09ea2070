"""Blocks made of facts: the same content functions that the pages call, put into a document's pieces."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from dashboard.blocks.blocks import Answer, Block, Figure, Pairs, Scan, Section, Tabular, Text, Word
from dashboard.blocks.drawing import Bars, SeriesContent
from dashboard.blocks.live import AreaMap
from dashboard.blocks.table import Table
from dashboard.content.answers import answers as worded, blocks as answer_blocks, phrases
from dashboard.content.compare.compare import set_table
from dashboard.content.data import corrections, sources
from dashboard.content.data.sources import from_when
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged, programmes, proposal as proposals
from dashboard.content.indicator import mapped
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import country_value, headline_pairs, spread_text
from dashboard.content.indicator.spread import area_series, series_content, spread_content
from dashboard.content.ranks import with_stars
from dashboard.content.text import fixed_and_meeting, short_amount, state_day, told_decimals, version_of_figures
from dashboard.content.values import area_table, base_heading, in_unit, value_heading
from dashboard.figures.looks import Row, role_of
from malkollen import served
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.assess import METHOD_VERSION
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Target
from malkollen.texts.swedish import in_words, inside, listed, number
from malkollen.values import rough
from malkollen.values.areas import COUNTRY

FEWEST_ON_A_MAP = MOST_NAMED = 2
TAKES = "Det här skulle krävas"
SCAN = "Samma siffror i Målkollen"


def version_line(facts: Facts) -> str:
    """What a document is of, for its readers: the fixed version and its day, or the day of the figures."""
    if edition := facts.edition:
        later = f"{corrections.corrects(facts, ', rättar {}')}{corrections.corrected(facts, ', rättad av {}')}"
        return f"Fastställd version {edition.name}, {fixed_and_meeting(edition, is_named=False)}{later}"
    return _from_when(facts)


def running_line(facts: Facts) -> str:
    """What stands above every page, so short that it has room beside the title: the fixed version, or the day."""
    fixed = facts.edition
    return f"Fastställd version {fixed.name}, mötet {in_words(fixed.day)}" if fixed else in_words(facts.as_of)


def basis(facts: Facts) -> str:
    """What a document rests on, for whoever checks it: the figures' version, the method's, a fixed one's check sum."""
    edition = facts.edition
    mark = f", kontrollsumma {edition.mark}" if edition else ""
    method = METHOD_VERSION
    if edition and edition.method_version != METHOD_VERSION:  # the words may be other than they were
        method = f"{METHOD_VERSION} (fastställd med metod {edition.method_version}, bedömningarna kan lyda annorlunda)"
    fixed = f"Fastställd version {edition.name}: {fixed_and_meeting(edition)}. " if edition else ""
    rests = f"{version_of_figures(facts.data_version)}, metod {method}{mark}"
    return f"{fixed}{_from_when(facts)} ({rests})."


def _from_when(facts: Facts) -> str:
    """How and when the figures came, and as of which day all is told, where that is another."""
    day = "" if facts.as_of == facts.built_at.date() else f", {state_day(facts)}"
    return f"{from_when(facts)}{day}"


def address(facts: Facts, page: str = "", **query: str) -> str:
    """The address of a page with exactly these numbers: in the fixed version, or pinned to the data version.

    Args:
        page: its path; the start page where it is empty. query: its choices.
    """
    base = served.address()
    pinned = {"utgava": facts.edition.name} if facts.edition else {"data": facts.data_version}
    if facts.aside:
        pinned["program"] = facts.programme_key
    return f"{base}/{page}?{urlencode(query | pinned)}" if base else ""


def source_lines(facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
    """How the sources of some indicators must be named: one line, each publisher once; none without figures."""
    known = [key for key in keys if facts.is_computed(key)]
    return (facts.source_line(*known),) if known else ()


def file_name(facts: Facts, *what: str) -> str:
    """What a document's file is called, without ending: "Elbilar – Södertörn – 2026-12-01", the day or version last."""
    when = facts.edition.name if facts.edition else facts.as_of.isoformat()
    return " – ".join(filter(None, [*what, facts.aside and facts.programme.title, when]))


def names(facts: Facts, keys: Sequence[str]) -> str:
    """Which indicators, for a file name: one or two by their short names, of more the first and how many more."""
    first, *rest = [phrases.name(facts.indicator(key)) for key in keys]
    return listed([first, f"{len(rest)} till"] if len(keys) > MOST_NAMED else [first, *map(inside, rest)])


def answer(facts: Facts, key: str, area: str) -> Answer:
    """An indicator's question with its answer, in the words that every medium shows."""
    return answer_blocks.block(worded.of_indicator(facts, key, area))


def aim(facts: Facts, key: str, area: str) -> Target | None:
    """The target that an area's answer names; None where it names none."""
    typed = worded.of_indicator(facts, key, area).typed
    return typed.aim.target if isinstance(typed, IndicatorAnswer) and typed.aim else None


def shared(facts: Facts, key: str, area: str) -> str:
    """Why the bars of a shared place are unequal; empty where they are not."""
    typed = worded.of_indicator(facts, key, area).typed
    place = typed.place if isinstance(typed, IndicatorAnswer) else None
    return answer_blocks.shared_text(facts, key, place.area, place.values) if place else ""


def named(facts: Facts, goal: str) -> list[str]:
    """A goal's indicators with figures that are core, and those of what its words name, core or not."""
    focus = facts.registry.goals[goal].focus
    known = facts.of_goal(goal, is_computed=True)
    return [key for key in known if facts.indicator(key).core or key in focus]


def scan(facts: Facts) -> list[Section]:
    """The address of the same numbers as a code for telephones, a section of its own; none without an address."""
    opened = address(facts)
    return [Section(SCAN, [Scan(opened, SCAN)], message=SCAN, key="adress")] if opened else []


def figures(facts: Facts, case: Case) -> Pairs:
    """The headline's figures."""
    return Pairs(tuple(headline_pairs(facts, case, is_last_year_told=is_last_year_told(facts, case))))


def is_last_year_told(facts: Facts, case: Case) -> bool:
    """Whether an area's answer tells what the last year alone did."""
    return worded.of_indicator(facts, case.indicator, case.area).tells_last_year(case.year)


def programme(facts: Facts) -> list[Block]:
    """Which programme is read instead of the one that leads, or that none holds; nothing where one simply holds."""
    said = programmes.note(facts)
    return [Text(said, "takeaway")] if said else []


def goal_answer(facts: Facts, goal: str) -> list[Block]:
    """A goal's answer; and under which programme it was judged, where that is another."""
    answered = answer_blocks.of_goal(facts, goal)
    under = judged.made_under(facts, goal)
    return [*answered, Text(f"{judged.heading(facts.home)}: {under}", "caption")] if under else answered


def programme_section(facts: Facts) -> list[Section]:
    """The same as a section of its own."""
    said = programmes.note(facts)
    return [Section(programmes.heading(facts), [Text(said)])] if said else []


def proposal(facts: Facts, goal: str) -> Word | Text:
    """A goal's computed proposal with its counts; without one, small, whether there is enough for the judgement."""
    found = proposals.proposal(facts, goal)
    words = proposals.proposal_text(facts, goal)
    counts = proposals.counts_text(facts, goal, has_silent=found.label is not None)
    if found.label is None:
        return Text(f"{proposals.heading(facts, goal)}: {inside(words)}. {counts}".strip(), "caption")
    return Word(words, proposals.SYMBOLS[found.label], proposals.heading(facts, goal), counts)


def series(facts: Facts, key: str, area: str, comparison: str | Sequence[str] | None = None) -> Figure | None:
    """The chart over the years, of the members where there is none for all of them; None where nothing can be drawn.

    comparison: a declared set, or the areas that are drawn instead.
    """
    chosen = comparison or next(iter(facts.registry.comparison_sets))
    content = series_content(facts, key, area, chosen, facts.variants(key)[0])
    if sum(len(line.values) for line in content.lines if line.area == area) < FEWEST_ON_A_MAP:
        if area != facts.areas.home.id or not (members := _members_series(facts, key)):
            return None
        content = members
    names = ", ".join(line.name for line in content.lines if line.values)
    alt = f"Linjediagram över åren, {content.unit}: {names}. {content.text} Samma tal står i tabellen."
    return Figure(content, content.table.title, content.table, alt, content.text)


def _members_series(facts: Facts, key: str) -> SeriesContent | None:
    """The members over the years; None where they have too few."""
    members = facts.areas.home_members
    content = area_series(facts, key, members, members[0], facts.variants(key)[0])
    lines = [replace(line, role="group") for line in content.lines]
    known = {year for line in lines for year in line.values}
    if len(known) < FEWEST_ON_A_MAP:
        return None
    text = f"{capital(facts.members.municipalities)} {min(known)}–{max(known)}."
    return replace(content, lines=lines, text=text)


def spread(facts: Facts, case: Case) -> Figure | None:
    """The municipalities beside each other; None for totals, which only say which one is large."""
    key, year = case.indicator, case.year
    if facts.indicator(key).is_total or not _known(facts, key, facts.areas.home_members, year):
        return None
    content = spread_content(facts, case)
    alt = f"Punktdiagram, {content.unit}: {facts.members.municipalities} {year}. {content.text}"
    return Figure(content, content.table.title, content.table, alt, content.text)


def bars(facts: Facts, key: str, year: int, comparison: str) -> Figure | None:
    """The regions of a comparison from the best to what its answer calls the last, those without a value after, riket.

    The order is the answer's own, so that the picture says what its words say.
    """
    indicator, declared = facts.indicator(key), facts.registry.comparison_sets[comparison]
    variant = facts.variants(key)[0]
    ours, others = declared.groups[0], facts.areas.sorted(declared.groups[1:])
    known = {area: facts.evaluation(key, variant).at(area, year).value for area in (ours, *others)}
    if known[ours] is None or not any(known[area] is not None for area in others):
        return None
    values = dict(sorted(known.items(), key=lambda pair: _from_best(pair[1], is_high_best=indicator.better != "lower")))
    values[COUNTRY] = country_value(facts, key, year, variant)
    rows = tuple(_bar(facts, area, value, ours) for area, value in values.items())
    said = ", ".join(f"{name} {short_amount(indicator, value)}" for name, value, _ in rows)
    alt = f"Stapeldiagram, {inside(indicator.title)} {year}, {indicator.unit}: {said}."
    twin = set_table(facts, key, year, comparison)
    return Figure(Bars(rows, indicator.unit, told_decimals(indicator)), twin.title, twin, alt)


def _from_best(value: float | None, *, is_high_best: bool) -> tuple[bool, float]:
    """A bar's place from the best on; one without a value comes after."""
    return value is None, (-value if is_high_best else value) if value is not None else 0.0


def _bar(facts: Facts, area: str, value: float | None, ours: str) -> Row:
    return facts.areas.name(area), value, role_of(facts.areas, area, ours=ours)


def municipal_map(facts: Facts, key: str, year: int) -> Figure | None:
    """The home group's municipalities by name in the indicator's classes; None without classes or values.

    Their values stand in the table beside it; on so small a map they would stand over each other.
    """
    indicator, codes, variant = facts.indicator(key), facts.areas.home_members, facts.variants(key)[0]
    if not indicator.bins or len(_known(facts, key, codes, year)) < FEWEST_ON_A_MAP:
        return None
    title = in_unit(f"{indicator.title} {year}", indicator)
    drawing = mapped.drawing(facts, AreaMap(key, year, variant, facts.areas.home.id))
    named = replace(drawing, labels={code: (name, "") for code, (name, _) in drawing.labels.items()})
    twin = with_stars(facts, key, area_table(facts, key, [*codes, facts.areas.home.id, COUNTRY], year, variant))
    return Figure(named, title, twin, f"Karta: {title}. {spread_text(facts, key, year, variant)}")


def places(facts: Facts, case: Case, areas: Sequence[str]) -> list[Block]:
    """Where it is: the municipalities on a map with the areas' figures beside it; without a map the figures alone."""
    key, year = case.indicator, case.year
    shown = [area for area in areas if not rough.is_rough(facts.indicator(key), facts.areas.by_id[area])]
    values = _few(facts, case, shown)
    if drawn := municipal_map(facts, key, year):
        return [replace(drawn, table=values, is_table_beside=True)]
    beside = spread(facts, case)
    return [*([beside] if beside else []), Tabular(values)]


def _few(facts: Facts, case: Case, areas: Sequence[str]) -> Table:
    """A table of areas with what a page has room for beside a map: name, value and what has happened since the base."""
    shown = case.indicator, areas, case.year, case.variant
    value, since = value_heading(facts.indicator(case.indicator)), base_heading(facts, *shown)
    return narrowed(with_stars(facts, case.indicator, area_table(facts, *shown)), "Område", value, since).table


def narrowed(found: Table, *titles: str) -> Tabular:
    """A table with only some of its columns on paper; a workbook has them all."""
    columns = tuple(column._replace(is_on_screen=column.title in titles) for column in found.columns)
    return Tabular(replace(found, columns=columns))


def freshness(facts: Facts, keys: Iterable[str]) -> Tabular:
    """How fresh the figures of some indicators are, and where each source lies."""
    shown = ("Utgivare", "Statistik", "Period", "Kom till Målkollen", sources.NEXT, "Läge")
    chosen = sources.used_by(facts, keys)
    whole = sources.freshness_of(facts, chosen, (*sources.meanings(facts, chosen), *sources.addresses(chosen)))
    return narrowed(replace(whole, source=""), *shown)


def judged_share(facts: Facts, keys: Sequence[str]) -> str:
    """How many of some indicators have figures: "12 av 24 indikatorer har siffror"."""
    known = sum(facts.is_computed(key) for key in keys)
    return f"{number(known)} av {number(len(keys))} indikatorer har siffror."


def _known(facts: Facts, key: str, codes: Iterable[str], year: int) -> list[str]:
    variant = facts.variants(key)[0]
    return [code for code in codes if facts.evaluation(key, variant).at(code, year).value is not None]
