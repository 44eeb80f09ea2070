"""Årsredovisning: per goal the programme's words, the figures, the judgement, and activities beside effects.

In the programme's last year it is also the closing account of the period and the baseline of the next programme.
"""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Block, Bullets, Section, Tabular, Text, ToWrite
from dashboard.blocks.credit import Credit
from dashboard.blocks.table import Cell, Number, Record, Table, table
from dashboard.content.answers import answers, blocks as answer_blocks, phrases
from dashboard.content.data.sources import credited, late_text, used_by
from dashboard.content.decisions.decisions import NOTHING, days, decisions, untold
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged, priority_objects, programmes, proposal as proposals
from dashboard.content.goal.goal import lines_table
from dashboard.content.overview import news, rows
from dashboard.content.questions.replies.matters import no_activities
from dashboard.content.reasoning import method_line
from dashboard.content.targets import own_first, targets_table
from dashboard.content.text import change_text, file_day, headed, status_text
from dashboard.content.trips import travelling
from dashboard.content.values import base_year, change_since_base
from dashboard.documents import blocks, sheets, texts
from dashboard.documents.document import SOURCED, Document
from malkollen.assess import METHOD_VERSION
from malkollen.errors import DataError, MalkollenError
from malkollen.office import activities
from malkollen.office.activities import Activity
from malkollen.office.judgements import Basis
from malkollen.registry.home import capital
from malkollen.registry.programme import Programme
from malkollen.texts.swedish import MISSING

NOT_CAUSES = "Aktiviteterna står bredvid siffrorna. Ingen av dem påstås vara orsaken till hur siffrorna har rört sig."
NONE_OF_GOAL = "{office} har inte skrivit in någon aktivitet för det här målet."
DOCUMENTS = "Varje måls dokument anges i kalkylbladet (Excel)."
FROM, THEN = "Från", "Värdet då"
METHOD = "Metod och källor"
OBJECTS = "Prioriterade objekt"
SOURCES = f"Källorna står samlade under rubriken {METHOD}."


def compose(facts: Facts) -> Document:
    """The annual report of the year of the facts' day."""
    programme, period = facts.programme, facts.programme.period
    sources = (*blocks.source_lines(facts, facts.registry.computed()), *travelling.sources(facts))
    is_last, whole = programmes.is_last_year(facts), credited(facts, facts.of_programme)
    account = f"Bokslut {period} och utgångsläge för nästa program"
    return Document(
        title=f"Årsredovisning {facts.as_of.year}",
        subtitle=f"{programme.title}. {account}" if is_last else f"{programme.title}, {period}",
        name=blocks.file_name(facts, "Årsredovisning"),
        kind="report",
        message="",
        sections=[
            Section(
                "Svaren",
                [*blocks.programme(facts), *(one for key in facts.goals for one in answer_blocks.of_goal(facts, key))],
                credits=credited(facts, [key for goal in facts.goals for key in news.compared(facts, goal)]),
            ),
            Section("Sammanfattning", _summary(facts), credits=credited(facts, _attended(facts))),
            Section("Kräver beslut", _decisions(facts), credits=_of_decisions(facts)),
            *([Section(account, _account(facts, programme), credits=whole)] if is_last else []),
            *(part for key in facts.goals for part in _goal(facts, key)),
            *_objects(facts),
            Section("Målvärden", [_targets(facts)], starts_page=True, is_sheet=True),
            Section(METHOD, _method(facts, sources), key=SOURCED, is_sheet=True),
        ],
        sources=sources,
        is_sourced=True,
        version=blocks.version_line(facts),
        running=blocks.running_line(facts),
        basis=blocks.basis(facts),
        author=facts.home.office,
        address=blocks.address(facts),
    )


def _attended(facts: Facts) -> list[str]:
    return [entry.key for entry in proposals.attention_list(facts)]


def _of_decisions(facts: Facts) -> tuple[Credit, ...]:
    return tuple(one for decision in decisions(facts) for one in decision.credits)


def _decisions(facts: Facts) -> list[Block]:
    """What is to be decided, each with what its choices lead to."""
    if not (found := untold(facts, decisions(facts))):
        return [Text(NOTHING)]
    each: list[Block] = []
    for one in found:
        each += [Text(one.told, "takeaway", one.name), *([Bullets(one.choices)] if one.choices else [])]
    return [*each, Text(days(found, is_named=True))]


def _objects(facts: Facts) -> list[Section]:
    """The committee's objects, what has become of each in the year and where it stands; nothing without a list."""
    found, _ = priority_objects.read(facts.folder, facts.as_of)
    if not found:
        return []
    whole = replace(priority_objects.current_table(facts.home, found, facts.as_of), short=OBJECTS)
    told: list[Block] = [
        Text(priority_objects.counts_text(found)), Bullets(tuple(priority_objects.changes(found, facts.as_of))),
    ]  # fmt: skip
    return [Section(OBJECTS, [*told, blocks.narrowed(whole, "Objekt", "Läge", "Sedan", "Öppningsår")], is_sheet=True)]


def _targets(facts: Facts) -> Tabular:
    keys = facts.of_programme
    every = own_first(facts.registry.targets)
    targets = {name: target for name, target in every.items() if target.indicator in keys}
    found = replace(targets_table(facts, targets), source=DOCUMENTS, notes=(), short="Målvärden")  # its words say them
    return blocks.narrowed(found, "Indikator", "Målvärde", "Beslutat för", "Av", "Giltighet")


def _summary(facts: Facts) -> list[Block]:
    summary: list[Block] = [ToWrite("Skriv årets slutsats här, med egna ord.", is_for_word=True)]
    attention = proposals.attention_list(facts)
    lines = tuple(f"{entry.title}: {entry.reasons}. {entry.sentence}" for entry in attention)
    if lines:
        summary += [Text("Kräver uppmärksamhet", "takeaway"), Bullets(lines)]
    return summary


def _goal(facts: Facts, goal: str) -> list[Section]:
    """A goal's own words, its judgement, what has been done beside what has happened, and a sheet a measure."""
    declared, home = facts.registry.goals[goal], facts.areas.home.id
    opening: list[Block] = [
        Text(declared.sentence, "quote"),
        Text(declared.meaning),
        *answer_blocks.of_goal(facts, goal),
        *_judgement(facts, goal),
    ]
    return [
        Section(
            declared.heading,
            opening,
            starts_page=True,
            is_sheet=True,
            credits=credited(facts, news.compared(facts, goal)),
        ),
        Section(
            f"Aktiviteter och siffror: {headed(facts, declared.heading)}",
            _beside(facts, goal),
            level=2,
            is_sheet=True,
            credits=credited(facts, blocks.named(facts, goal)),
        ),
        *_others(facts, goal),
        *(sheets.sheet(facts, key, home, level=2) for key in blocks.named(facts, goal)),
        *(travelling.section(facts, 2, starts_page=True) if goal == travelling.goal(facts) else []),
    ]


def _others(facts: Facts, goal: str) -> list[Section]:
    """A goal's indicators with a figure of all together and no sheet of their own; nothing where all have one."""
    whole, heading = lines_table(facts, goal), facts.registry.goals[goal].heading
    sheeted = {facts.indicator(key).code for key in blocks.named(facts, goal)}
    others = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).code not in sheeted]
    if not whole.rows:
        return []
    titled = {column.title: place for place, column in enumerate(whole.columns)}
    code, value = titled["Kod"], titled[facts.areas.home.name]
    rows = [row for row in whole.rows if row[code] not in sheeted and _is_known(row[value])]
    title, short = f"{heading}: övriga mått med siffror", f"Övrigt, {heading}"
    left = replace(whole, title=title, rows=rows, source=SOURCES, short=short)
    told = {
        column.title
        for column, cells in zip(whole.columns, zip(*rows, strict=True), strict=False)
        if {*cells} != {MISSING}
    }
    titles = ("Indikator", "År", facts.areas.home.name, "Enhet", "Läge", "Utveckling", "Prognos mot mål")
    shown = [title for title in titles if title in told]  # a column of dashes takes the names' room
    shown_of, by = [blocks.narrowed(left, *shown)], credited(facts, others)
    section = Section(f"Övriga mått: {headed(facts, heading)}", shown_of, level=2, is_sheet=True, credits=by)
    return [section] if rows else []


def _is_known(cell: Cell) -> bool:
    return isinstance(cell, Number) and cell.value is not None


def _beside(facts: Facts, goal: str) -> list[Block]:
    """What has been done and what has happened since the base year, beside each other; neither is the other's cause."""
    named = blocks.named(facts, goal)
    told = " ".join(filter(None, [rows.reading(facts), rows.differing(facts, named)]))
    return [*_activities(facts, goal), rows.multiples(facts, named, "program"), Text(told, "caption")]


def _judgement(facts: Facts, goal: str) -> list[Block]:
    """The computed proposal, and how the judgement that leads the answer stands to it, or that there is none."""
    proposed = blocks.proposal(facts, goal)
    try:
        rows, _ = judged.read(facts, goal)
        judgement = answers.standing(facts, goal)
    except MalkollenError as error:
        return [proposed, Text(str(error))]
    if judgement is None:
        why_none = proposals.why_none(facts, goal)
        return [
            proposed,
            *([Text(why_none, "caption")] if why_none else []),
            Text(judged.standing_text(facts.home, rows)),
            ToWrite(f"{judged.heading(facts.home)} och motivering.", is_for_word=True),
        ]
    words = proposals.proposal_text(facts, goal)
    basis = Basis(words, facts.data_version, facts.registry_version, METHOD_VERSION)
    texts = (
        judged.carried_text(facts, goal, judgement),
        judged.to_proposal(judgement, basis),
        judged.entered(judgement),
    )
    waits = proposals.proposal(facts, goal).label is None  # below a judgement it would read as if there were none
    return [*(Text(text, "caption") for text in texts if text), *([] if waits else [proposed])]


def _activities(facts: Facts, goal: str) -> list[Block]:
    goals = {key: declared.heading for key, declared in facts.registry.goals.items()}
    try:
        every = activities.load(facts.folder, goals)
    except DataError as error:
        return [Bullets(tuple(str(error).splitlines()))]
    if not (entries := [entry for entry in every if entry.goal == goal]):
        none_here = NONE_OF_GOAL.format(office=capital(facts.home.office_short))
        return [Text(none_here if every else no_activities(facts.home))]
    return [Tabular(_activities_table(facts, goal, entries)), Text(NOT_CAUSES, "caption")]


def _activities_table(facts: Facts, goal: str, found: list[Activity]) -> Table:
    records: list[Record] = [
        {"Vad": e.what, "När": e.when, "Vem": e.who, "Resultat": e.result, "Källa": e.source or "–"} for e in found
    ]
    title = f"Aktiviteter: {headed(facts, facts.registry.goals[goal].heading)}"
    source = f"Källa: {facts.home.office}"
    return replace(table(title, f"malkollen_aktiviteter_{goal}", records, source), short="Aktiviteter")


def _account(facts: Facts, programme: Programme) -> list[Block]:
    """The year that is counted from beside the latest, for every indicator with figures, and where the next begins."""
    text = (
        f"Tabellen visar {programme.base_year}, {programme.base}, eller ett senare år om serien har brutits, bredvid "
        "de senaste siffrorna. Det senaste värdet är också utgångsläget: där nästa program börjar. En del siffror för "
        "programmets sista år är inte publicerade."
    )
    return [Text(text), Tabular(_account_table(facts, programme))]


def _account_table(facts: Facts, programme: Programme) -> Table:
    records: list[Record] = []
    for key in filter(facts.is_computed, facts.of_programme):
        indicator, evaluation = facts.indicator(key), facts.evaluation(key)
        home, year = facts.areas.home.id, evaluation.latest_year
        now, change = evaluation.at(home, year), change_since_base(facts, evaluation, home, year)
        if now.value is None:
            continue
        first = change.from_year if change else base_year(facts, key, year)
        records.append({
            "Indikator": phrases.name(indicator),
            "Enhet": indicator.unit,
            FROM: str(first),
            THEN: Number(evaluation.at(home, first).value, indicator.decimals),
            "Senast": Number(now.value, indicator.decimals),
            "År": str(year),
            "Förändring": change_text(indicator, change, is_dated=False),
            "Status": status_text(now),
            "Kod": indicator.code,
        })  # fmt: skip
    title = f"{facts.areas.home.name} {programme.base_year} och nu"
    counted = (
        f"Förändringen räknas från året i kolumnen {FROM}: {programme.base_year}, eller det första efter ett brott i "
        "serien, eftersom inget jämförs över ett brott."
    )
    has_gaps = not all(_is_known(record[THEN]) for record in records)
    notes = (*(["Ett streck betyder att uppgiften saknas för året, aldrig noll."] if has_gaps else []), counted)
    name = f"malkollen_bokslut_{facts.programme_key}_{file_day(facts)}"
    return table(title, name, records, SOURCES, notes=notes, hidden=("Status",))


def _method(facts: Facts, sources: Sequence[str]) -> list[Block]:
    return [
        Text(method_line()),
        Text(proposals.RULE),
        Text(late_text(facts, used_by(facts, facts.of_programme))),
        blocks.freshness(facts, facts.of_programme),
        *(Text(line, "caption", texts.WHOSE) for line in sources),
    ]
