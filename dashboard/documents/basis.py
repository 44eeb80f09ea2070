"""Underlag: what the network attaches to a tjänsteskrivelse. Figures are ours; assessment and proposal people write."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Answer, Block, Figure, Section, Tabular, Text, ToWrite
from dashboard.blocks.credit import Credit, short
from dashboard.blocks.table import Cell, Number
from dashboard.content.data.sources import credited
from dashboard.content.facts import Facts
from dashboard.content.goal import national_plan
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import held, held_area
from dashboard.content.indicator.page import full_name, name
from dashboard.content.indicator.spread import AS_PUBLISHED, area_series
from dashboard.content.objects import planned
from dashboard.content.reasoning import method_line
from dashboard.content.text import meeting_day
from dashboard.content.trips import travelling
from dashboard.documents import blocks, sheets, texts, waiting
from dashboard.documents.document import SOURCED, Document
from dashboard.documents.order import Order
from malkollen.database.beside import PlanObject
from malkollen.texts.swedish import listed, spans
from malkollen.values.areas import COUNTRY

MOST_ANSWERED = 2
"""Areas whose answers a sheet has room for; those of more stand in the summary alone."""
USUAL = "Underlag"
"""Its title where nobody has written one."""


def compose(facts: Facts, order: Order) -> Document:
    """The appendix in the shape of a tjänsteskrivelse's underlag."""
    known, areas = [key for key in order.keys if facts.is_computed(key)], subjects(facts, order)
    whose = listed(map(facts.areas.name, areas))
    travels = travelling.serves(facts, order.keys)
    sources = (*blocks.source_lines(facts, known), *(travelling.sources(facts) if travels else ()))
    title, about = order.title.strip() or USUAL, blocks.names(facts, order.keys) if order.keys else ""
    of_plan = planned.by_id(facts, order.objects)
    objects = _objects(facts, of_plan, starts_page=bool(known))
    if of_plan:
        sources = (*sources, facts.credited([national_plan.source(facts, of_plan)]))
    named = [title] if title != USUAL else [USUAL, about]
    return Document(
        title=title,
        subtitle=f"{whose}. Underlag ur Målkollen, {meeting_day(facts)}",
        name=blocks.file_name(facts, *named, whose),
        kind="report",
        sections=[
            Section(
                "Sammanfattning",
                [
                    *_facts(facts, known, areas),
                    *_staged(of_plan),
                    *_written(order.summary, "Skriv sammanfattningen här."),
                ],
                credits=credited(facts, known),
            ),
            Section("Bakgrund", _written(order.background, "Skriv bakgrunden här.")),
            *(_part(facts, key, order) for key in known),
            *(travelling.section(facts, starts_page=bool(known)) if travels else []),
            *objects,
            *(waits := waiting.sections(facts, order.keys, starts_page=bool(known) and not objects)),
            Section("Bedömning", [ToWrite("Här skriver ni er bedömning.")], starts_page=not waits and not objects),
            Section("Förslag till ställningstagande", [ToWrite("Här skriver ni ert förslag.")]),
            _method(facts, known, sources),
            *_appendices(facts, known, order),
        ],
        sources=sources,
        is_sourced=True,
        version=blocks.version_line(facts),
        running=blocks.running_line(facts),
        basis=blocks.basis(facts),
        author=facts.home.office,
        address=_address(facts, known or order.keys, areas[0]),
    )


def _address(facts: Facts, keys: Sequence[str], area: str) -> str:
    """Where the same numbers stand: its first indicator's page; none where it is of objects alone."""
    return blocks.address(facts, "indikator", indikator=keys[0], omrade=area) if keys else ""


def _method(facts: Facts, keys: Sequence[str], sources: Sequence[str]) -> Section:
    """How it is computed, how fresh it is, and every source: at the end they had a page of their own."""
    fresh = [blocks.freshness(facts, keys)] if keys else []
    named = [Text(line, "caption", texts.WHOSE) for line in sources]
    return Section("Metod och källor", [*([Text(method_line())] if keys else []), *fresh, *named], key=SOURCED)


def _staged(objects: Sequence[PlanObject]) -> list[Block]:
    """How far the chosen objects have come, in short; nothing of none."""
    return [Text(planned.counted(objects))] if objects else []


def _objects(facts: Facts, objects: Sequence[PlanObject], *, starts_page: bool) -> list[Section]:
    """The chosen objects of the decided national plan, that nobody has prioritised them so, and whose the plan is."""
    if not objects:
        return []
    shown: list[Block] = [
        Text(planned.caution(facts), "takeaway"),
        Tabular(planned.table_of(facts, objects)),
        Text(f"{national_plan.PLAN_DECIDED} {national_plan.county_plan(facts.home)}"),
    ]
    credits_ = (Credit(short(national_plan.source(facts, objects))),)
    return [Section("Objekt i den nationella planen", shown, starts_page=starts_page, credits=credits_)]


def subjects(facts: Facts, order: Order) -> list[str]:
    """Whose figures it is of: the areas asked for, else the home group."""
    return list(dict.fromkeys([order.area or facts.areas.home.id, *order.also]))


def _written(text: str, prompt: str) -> list[Block]:
    """What people have written, a paragraph a line; an empty place where they have not."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Text(line) for line in lines] or [ToWrite(prompt)]


def _facts(facts: Facts, keys: Sequence[str], areas: Sequence[str]) -> list[Block]:
    """The answers, which say it without judging; and that no programme holds, if so."""
    return [*blocks.programme(facts), *(answer for key in keys for answer in _answers(facts, key, areas))]


def _answers(facts: Facts, key: str, areas: Sequence[str]) -> list[Answer]:
    """An indicator's answers of some areas; what is answered of several municipalities in the same words, once."""
    alike: dict[object, list[str]] = {}
    told = {area: blocks.answer(facts, key, area) for area in areas}
    for area, answer in told.items():
        is_municipality = area in facts.areas.municipalities
        alike.setdefault((answer.text, answer.hedge) if is_municipality else area, []).append(area)
    return [_of_all(told[first], *map(facts.areas.name, (first, *others))) for first, *others in alike.values()]


def _of_all(answer: Answer, first: str, *others: str) -> Answer:
    """The first area's answer, asked of the others too."""
    return replace(answer, question=answer.question.replace(first, listed([first, *others]), 1)) if others else answer


def _part(facts: Facts, key: str, order: Order) -> Section:
    """An indicator on a page of its own: its figures, the picture, what it takes and how sure it is.

    The answer of a lone indicator stands in the summary just above and is not said again, nor those of so many areas
    that the sheet has no room. Of several areas the picture and the table are one; their values stand there.
    """
    areas, indicator = subjects(facts, order), facts.indicator(key)
    case = held(facts, Case(key, areas[0], _year(facts, key, order), facts.variants(key)[0]))
    shown = list(dict.fromkeys(held_area(facts, key, area) for area in areas))
    is_answered = len(order.keys) > 1 and (len(areas) <= MOST_ANSWERED or shown != areas)
    content: list[Block | None] = [
        *(_answers(facts, key, areas) if is_answered else ()),
        Text(differs, "caption") if (differs := sheets.differing(facts, key, areas[0])) else None,
        sheets.instead(facts, key, areas),
        blocks.figures(facts, case) if len(shown) == 1 else None,
        Text(indicator.about),
        _series(facts, key, shown, order),
        *blocks.places(facts, case, _areas(facts, order)),
        *sheets.takes(facts, key, areas),
        *sheets.judged(facts, key, areas),
        Text(full_name(facts, key).text, "caption"),
    ]
    kept, by = [block for block in content if block], credited(facts, [key])
    return Section(name(facts, key), kept, starts_page=True, is_sheet=True, credits=by)


def _series(facts: Facts, key: str, areas: Sequence[str], order: Order) -> Figure | None:
    """The chart over the years; several areas in one, without the sentence that has room for the first alone."""
    if len(areas) == 1:
        return blocks.series(facts, key, areas[0], order.comparison)
    drawn = blocks.series(facts, key, areas[0], list(dict.fromkeys([*areas, facts.areas.home.id, COUNTRY])))
    return replace(drawn, text="") if drawn else None


def _areas(facts: Facts, order: Order) -> list[str]:
    usual = [*facts.areas.home_members, facts.areas.home.id, COUNTRY]
    return list(dict.fromkeys([*(order.areas or usual), *subjects(facts, order), facts.areas.home.id]))


def _year(facts: Facts, key: str, order: Order) -> int:
    """The year asked for where the indicator has it, else its latest."""
    evaluation = facts.evaluation(key)
    return order.year if order.year in evaluation.years() else evaluation.latest(subjects(facts, order)[0]).year


def _appendices(facts: Facts, keys: Sequence[str], order: Order) -> list[Section]:
    """Every series in figures, so that anybody can count again."""
    if not keys:
        return []
    shown = ((key, [a for a in _areas(facts, order) if facts.evaluation(key).series.get(a)]) for key in keys)
    tables: list[Block] = [_years(facts, key, areas) for key, areas in shown if areas]
    return [Section("Bilaga: serierna i siffror", tables, credits=credited(facts, keys))]


def _years(facts: Facts, key: str, areas: Sequence[str]) -> Tabular:
    """The series of some areas; riket's as published in its own column, in the years when it is not computed."""
    whole = area_series(facts, key, areas, areas[0], facts.variants(key)[0]).table
    titles = [column.title for column in whole.columns]
    country = facts.areas.name(COUNTRY)
    kept = [title for title in titles if title not in ("Status", AS_PUBLISHED)]
    if AS_PUBLISHED not in titles or country not in titles:
        return blocks.narrowed(whole, *kept)
    own, published = titles.index(country), titles.index(AS_PUBLISHED)
    filled = [[*row[:own], row[published], *row[own + 1 :]] if _is_missing(row[own]) else row for row in whole.rows]
    years = [int(str(row[0])) for row, before in zip(filled, whole.rows, strict=True) if row is not before]
    note = f"{AS_PUBLISHED}: {spans(years)}."
    return blocks.narrowed(replace(whole, rows=filled, notes=(*whole.notes, note)), *kept)


def _is_missing(cell: Cell) -> bool:
    return not (isinstance(cell, Number) and cell.value is not None)
