"""Indikatorblad: one sheet an indicator, or all of them as one document with contents; last those that wait."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Answers, Block, Bullets, Section, Text
from dashboard.blocks.words import Answered
from dashboard.content.answers import answers
from dashboard.content.data.sources import citation, credited
from dashboard.content.facts import Facts
from dashboard.content.future import left_sentence, pace_sentence
from dashboard.content.indicator import arithmetic
from dashboard.content.indicator.case import Case, latest
from dashboard.content.indicator.indicator import common_move, held as shown_case, held_area
from dashboard.content.indicator.page import full_name, name
from dashboard.content.reasoning import others_text
from dashboard.content.targets import decided_text, in_force, nobody
from dashboard.content.verdict import verdict
from dashboard.content.workbench import answer, turned
from dashboard.documents import blocks, texts, waiting
from dashboard.documents.document import Document
from malkollen.texts.swedish import inside, listed
from malkollen.values.areas import COUNTRY
from malkollen.verdicts.assessor import JUDGED_KINDS

FEW = 12
"""Indicators up to which the first sheet shares its title's page: so short contents would leave one nearly empty."""


def compose(facts: Facts, keys: Sequence[str], area: str | None = None) -> Document:
    """Sheets of indicators for an area, the home group where none is named; those that wait say for what."""
    chosen = area or facts.areas.home.id
    shown, known = list(keys), [key for key in keys if facts.is_computed(key)]
    alone = facts.indicator(shown[0]) if len(shown) == 1 else None
    title = f"Indikatorblad: {inside(name(facts, shown[0]))}" if alone else "Indikatorblad"
    is_whole = {*shown} == {*facts.registry.indicators}
    called = "Indikatorblad" if is_whole else blocks.names(facts, shown)
    return Document(
        title=title,
        subtitle=facts.areas.name(chosen),
        name=blocks.file_name(facts, called, facts.areas.name(chosen)),
        kind="report",
        message=blocks.judged_share(facts, shown) if len(shown) > FEW else "",
        sections=[
            *blocks.programme_section(facts),
            *(sheet(facts, key, chosen, is_first=key == known[0] and len(shown) <= FEW) for key in known),
            *([_alone(facts, shown[0])] if alone and not known else waiting.sections(facts, shown, starts_page=True)),
        ],
        sources=blocks.source_lines(facts, shown),
        version=blocks.version_line(facts),
        running=blocks.running_line(facts),
        basis=blocks.basis(facts),
        author=facts.home.office,
        address=blocks.address(facts, "indikator", indikator=shown[0], omrade=chosen),
        is_tight=True,
    )


def sheet(facts: Facts, key: str, area: str, *, is_first: bool = False, level: int = 1) -> Section:
    """One indicator on a page: the question, its answer, the picture, what it takes, how sure, how it was made.

    Below another heading, in a report that lists the targets by itself, how it was made is left to its own sheet.
    """
    indicator, case = facts.indicator(key), shown_case(facts, latest(facts, key, area))
    content: list[Block | None] = [
        Text(indicator.about),
        blocks.answer(facts, key, area),
        Text(differs, "caption") if (differs := differing(facts, key, area)) and level > 1 else None,
        Text(why, "caption") if (why := blocks.shared(facts, key, area)) else None,
        instead(facts, key, [area]),
        blocks.figures(facts, case)
        if _has_value(facts, case)
        else None,  # else the answer has just said that it has none
        blocks.series(facts, key, case.area),
        *blocks.places(facts, case, _areas(facts, case.area)),
        *takes(facts, key, [area]),
        *judged(facts, key, [area]),
        *_said(facts, case),
        *([*_targets(facts, key), *_made(facts, case)] if level == 1 else []),
    ]
    kept = [block for block in content if block]
    by = credited(facts, [key])
    return Section(name(facts, key), kept, level, starts_page=not is_first, is_sheet=True, credits=by)


def differing(facts: Facts, key: str, area: str) -> str:
    """What the target that the answer names counts otherwise than the indicator, where the target is not told whole."""
    aim = blocks.aim(facts, key, area)
    return (aim.differs or "") if aim else ""


def instead(facts: Facts, key: str, areas: Sequence[str]) -> Text | None:
    """Whose figures the rest of the sheet has, where one of the areas has none of its own."""
    others = [other for area in areas if (other := held_area(facts, key, area)) != area]
    return Text(answer.INSTEAD.format(name=listed(map(facts.areas.name, dict.fromkeys(others))))) if others else None


def takes(facts: Facts, key: str, areas: Sequence[str]) -> list[Block]:
    """What it would take in things, where those that were added are, and how far a target is; nothing where none is.

    Of several areas each line says whose it is, but what holds of all of them.
    """
    held = areas if len(areas) == 1 else list(dict.fromkeys(held_area(facts, key, area) for area in areas))
    each = {area: _lines(facts, key, area) for area in held}
    common = [line for line in each[held[0]] if all(line in lines for lines in each.values())]
    own = [
        f"{facts.areas.name(area)}: {inside(line)}"
        for area, lines in each.items()
        for line in lines
        if line not in common
    ]
    lines = (*own, *common)
    return [Text(blocks.TAKES, "takeaway"), Bullets(lines)] if lines else []


def _lines(facts: Facts, key: str, area: str) -> list[str]:
    left = left_sentence(facts, facts.assessor.verdict(key, held_area(facts, key, area)), area)
    return [*answers.of_indicator(facts, key, area).beside, *([left] if left else [])]


def judged(facts: Facts, key: str, areas: Sequence[str]) -> list[Block]:
    """The small answers of a judged indicator, an area's together; none where it is shown and not judged.

    Nor of an area whose own figure is not shown: its answer has said why there is nothing to judge.
    """
    if facts.indicator(key).kind not in JUDGED_KINDS or not facts.is_computed(key):
        return []
    shown = [area for area in areas if held_area(facts, key, area) == area]
    return [Answers(tuple(_asked(facts, key, area, is_named=len(areas) > 1))) for area in shown]


def _asked(facts: Facts, key: str, area: str, *, is_named: bool) -> list[Answered]:
    found = verdict(facts, key, area)
    name = facts.areas.name(area)
    return [replace(one, question=f"{name}: {inside(one.question)}") for one in found] if is_named else found


def _has_value(facts: Facts, case: Case) -> bool:
    return facts.evaluation(case.indicator, case.variant).at(case.area, case.year).value is not None


def _alone(facts: Facts, key: str) -> Section:
    """An indicator that waits, as a document of its own."""
    about = Text(facts.indicator(key).about, "lead")
    return Section(
        name(facts, key), [about, Text(waiting.why(facts, [key])), Text(full_name(facts, key).text, "caption")]
    )


def _said(facts: Facts, case: Case) -> list[Block]:
    """The pace needed, what happened to all, and what the others did."""
    is_told = blocks.is_last_year_told(facts, case)
    found = facts.assessor.verdict(case.indicator, case.area)
    is_way_told = left_sentence(facts, found, case.area) is not None  # with the pace that it takes, just above
    said = pace_sentence(facts, found, has_last_year=not is_told, has_needed=not is_way_told)
    others = others_text(facts, case.indicator) if case.area == facts.areas.home.id else None
    moved = common_move(facts, case.indicator, case.year, said, is_riket_told=is_told)
    back = turned.sentence(facts, case.indicator, case.area)
    sentences = [" ".join(filter(None, [back, said, moved])), others]
    return [Text(sentence) for sentence in sentences if sentence]


def _areas(facts: Facts, area: str) -> list[str]:
    return list(dict.fromkeys([*facts.areas.home_members, facts.areas.home.id, area, COUNTRY]))


def _targets(facts: Facts, key: str) -> list[Block]:
    targets = facts.registry.targets_of(key).values()
    is_said = targets or facts.indicator(key).kind in JUDGED_KINDS  # a level is none, and a forecast says so
    blocks_: list[Block] = [] if is_said else [Text(nobody(facts))]
    for target in targets:
        wording = Text(f"{target.title} ({in_force(facts, target)}). {target.wording}", "quote", texts.TARGETS)
        blocks_ += [wording, Text(" ".join(filter(None, [decided_text(facts, target), target.remarks])))]
    return blocks_


def _made(facts: Facts, case: Case) -> list[Block]:
    """How the value is made, and how it is cited."""
    steps = f"{facts.areas.name(case.area)} {case.year}: {arithmetic.arithmetic(facts, case)}"
    return [
        Text(f"Så är värdet framtaget. {steps}", "arithmetic", texts.MADE),
        Text(citation(facts, case.indicator, case.year), "caption"),
        Text(full_name(facts, case.indicator).text, "caption"),
    ]
