"""The first part of the workbench: the answer with its picture, its figures, and the verdict with its year."""

from dashboard.blocks.blocks import Answers, Pairs, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.once import Once, whole
from dashboard.blocks.page import ANSWERED, HOW, Beside, Chart, Fold, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Note
from dashboard.content import reasoning, verdict
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.answers.answers import Answered
from dashboard.content.answers.country import before_break
from dashboard.content.answers.phrases import FLEETS, kept, plain
from dashboard.content.data import states
from dashboard.content.facts import Facts
from dashboard.content.future import pace_sentence
from dashboard.content.indicator import indicator as texts
from dashboard.content.indicator.case import Case, how_many
from dashboard.content.indicator.mapped import has_map
from dashboard.content.ranks import FLEETS_AGAIN, STAR_SAID, is_fleet
from dashboard.content.text import LOWER, NO_ROUGH_MAP, ended, short_amount, told_decimals
from dashboard.content.values import area_table
from dashboard.content.workbench import plainly_judged, turned
from dashboard.figures.looks import Row, role_of
from malkollen.answers.hedge import AcrossBreak
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed
from malkollen.values import rough
from malkollen.values.areas import COUNTRY
from malkollen.verdicts.assessor import JUDGED_KINDS

INSTEAD = "Resten av sidan visar i stället {name}."
"""Where an area's own figure cannot be shown."""
ANSWER = "svar"
EVERY_CAR = "Läget här räknar alla bilar."
"""Under a verdict whose place the answer says depends on companies' cars."""
WITHOUT = (
    f"{capital(FLEETS)} räknas inte i antalet, förändringen, kartan, utvecklingen och "
    "uträkningen här. Svaret, bedömningen och vad som krävs räknar med dem."
)
"""Beside the answer where the page's figures are without them."""
ABOUT = "Om siffran"
"""Before a value's marks in words."""
FLEET_NOTE = "Många företagsbilar är skrivna i {names}; värdet visar inte vad invånarna gör."


def section(facts: Facts, case: Case) -> PageSection:
    """The answer of the latest year beside its picture, or beside its figures where it has none.

    The figures are of the year that is looked at.
    """
    said, drawn = _answer(facts, case), picture(facts, case)
    figures = _figures(facts, case, has_picture=bool(drawn))
    if not (drawn or figures):
        return PageSection("", said, anchor=ANSWER)
    left, right = ([*said, *figures], drawn) if drawn else (said, figures)
    beside = Beside([[PageSection("", left)], [PageSection("", right)]], (3, 2), ANSWERED)
    return PageSection("", [beside], anchor=ANSWER)


def _answer(facts: Facts, case: Case) -> list[PageBlock]:
    """The answer, and that another year is looked at where one is."""
    answered = answers.of_indicator(facts, case.indicator, case.area)
    blocks: list[PageBlock] = [answer_blocks.on_page(facts, answered)]
    if case.variant == "without":
        blocks.append(Text(WITHOUT, "caption"))
    if waited := states.note(facts, case.indicator):
        blocks.append(Text(waited, "caption"))
    if answered.year and answered.year != case.year:
        blocks.append(Text(f"Du tittar på {case.year}. Svaret och bedömningen gäller {answered.year}.", "caption"))
    return blocks


def picture(facts: Facts, case: Case) -> list[PageBlock]:
    """The areas of the comparison that the answer is about, and riket; of one of our municipalities its neighbours."""
    answered = answers.of_indicator(facts, case.indicator, case.area)
    typed, indicator = answered.typed, facts.indicator(case.indicator)
    if not isinstance(typed, IndicatorAnswer) or typed.year is None:
        return []
    if not typed.beside:
        return _neighbours(facts, case, typed.year)
    rows = [_bar(facts, area, value, typed.ours) for area, value in typed.beside.items()]
    if typed.country is not None:
        rows.append((facts.areas.name(COUNTRY), typed.country, "country"))
    title = f"{capital(plain(indicator))} {typed.year}, {indicator.unit}"
    alt = f"Stapeldiagram, {title}: {listed(name for name, _, _ in rows)}. {answered.answer}"
    drawing = Bars(tuple(rows), indicator.unit, told_decimals(indicator))
    shared = answer_blocks.shared_text(facts, case.indicator, typed.ours, typed.beside)
    named = area_table(facts, case.indicator, [*typed.beside, COUNTRY], typed.year, case.variant)
    told = " ".join(filter(None, [ended(title), shared]))
    return [
        Chart(drawing, "chart:answer", alt, named=named, about=facts.areas.name(typed.ours), caption=told),
    ]


def _neighbours(facts: Facts, case: Case, year: int) -> list[PageBlock]:
    """Our municipalities beside each other, the better first, then ours together and riket; nothing of a total.

    Nobody is called last: each has its value. Those whose value companies' cars decide are marked.
    """
    key, indicator = case.indicator, facts.indicator(case.indicator)
    evaluation, ours = facts.evaluation(key, "with"), facts.areas.home_members
    known = {code: value for code in ours if (value := evaluation.at(code, year).value) is not None}
    if case.area not in known or indicator.is_total:
        return []
    turn = 1 if indicator.better == "lower" else -1
    ranked = sorted(known, key=lambda code: (is_fleet(facts, key, code), turn * known[code]))
    fleets = [code for code in ranked if is_fleet(facts, key, code)]
    named = [(f"{facts.areas.name(code)}{' *' if code in fleets else ''}", code) for code in ranked]
    rows: list[Row] = [(name, known[code], role_of(facts.areas, code, case.area)) for name, code in named]
    rows += [(facts.home.name, evaluation.at(facts.areas.home.id, year).value, "home")]
    rows += [(facts.areas.name(COUNTRY), evaluation.at(COUNTRY, year).value, "country")]
    rows = [row for row in rows if row[1] is not None]
    title = f"{capital(plain(indicator))} {year}, {indicator.unit}"
    alt = f"Stapeldiagram, {title}: {listed(f'{name} {short_amount(indicator, value)}' for name, value, _ in rows)}."
    drawing = Bars(tuple(rows), indicator.unit, told_decimals(indicator))
    table = area_table(facts, key, [*ranked, facts.areas.home.id, COUNTRY], year, case.variant)
    star = f"* {FLEET_NOTE.format(names=listed(map(facts.areas.name, fleets)))}"
    told = ended(title), Once(STAR_SAID, star, FLEETS_AGAIN) if fleets else ""
    about = facts.areas.name(case.area)
    return [Chart(drawing, "chart:answer", alt, named=table, about=about, caption=whole(told), told=told)]


def _bar(facts: Facts, area: str, value: float, ours: str) -> Row:
    return facts.areas.name(area), value, role_of(facts.areas, area, ours=ours)


def _count(facts: Facts, case: Case) -> list[tuple[str, str]]:
    """How many things the value is of, where the answer leaves them out."""
    count = how_many(facts, case.indicator, facts.evaluation(case.indicator, case.variant).at(case.area, case.year))
    return [("Antal", kept(count))] if count else []


def _changes(facts: Facts, shown: Case, answered: Answered) -> list[str]:
    """What has changed, the longest time first, but for what the answer's hedge says: from where the series begins."""
    pairs = texts.change_pairs(facts, shown, texts.headline(facts, shown))
    is_told = isinstance(answered.typed, IndicatorAnswer) and before_break(answers.basis(facts), answered.typed)
    changes = [text for _, text in reversed(pairs[:-1] if is_told else pairs)]
    return [text for text in changes if text not in (answered.hedge or "")]


def _figures(facts: Facts, case: Case, *, has_picture: bool) -> list[PageBlock]:
    """The figures of the year, with what must be read beside them; what they are made of in small.

    What the answer and its picture say of the same year is not said again.
    """
    key, year = case.indicator, case.year
    shown = texts.held(facts, case)
    if not texts.is_additive(facts, key) and len(facts.areas.by_id[shown.area].members) > 1:
        return []  # the answer says that there is a figure for each municipality alone
    answered = answers.of_indicator(facts, key, case.area)
    is_told, is_shown = answered.tells_last_year(year), has_picture and answered.year == year
    is_broken = isinstance(answered.typed, IndicatorAnswer) and isinstance(answered.typed.hedge, AcrossBreak)
    *pairs, (_, status) = texts.headline_pairs(facts, shown, is_last_year_told=is_told, is_doubt_told=is_broken)
    changes = _changes(facts, shown, answered)
    small = [*_count(facts, shown), *([("Förändring", "; ".join(changes))] if is_shown and changes else [])]
    move = texts.common_move(facts, key, year, is_riket_told=is_told)
    beside = (
        LOWER if facts.indicator(key).better == "lower" else "",
        " ".join(f"{name}: {text}." for name, text in (*small, (ABOUT, status))),
        (move if is_told else move and f"Så här gick det för alla: {move}") or "",
        texts.covered_note(facts, key, shown.area, year) or "",
        "" if has_map(facts, key) else NO_ROUGH_MAP,
    )
    instead = [Text(INSTEAD.format(name=facts.areas.name(shown.area)))] if shown.area != case.area else []
    blocks: list[PageBlock] = [*instead, *([] if is_shown else [Pairs(tuple(pairs))])]
    if answered.year == year and shown.area == case.area and (back := turned.sentence(facts, key, case.area)):
        blocks.append(Text(back))
    if any(beside):
        blocks.append(Text.of(beside, "caption"))
    if facts.evaluation(key, case.variant).at(shown.area, year).value is None:
        blocks.append(Text(texts.takeaway(facts, case), "takeaway"))
    return blocks


def judged(facts: Facts, case: Case) -> PageSection:
    """The verdict under its own year, with its arithmetic and every year that was used or not."""
    key, area = case.indicator, case.area
    if facts.indicator(key).kind not in JUDGED_KINDS:
        shown = "Indikatorn visas som sammanhang. Den bedöms inte och räknas inte in i något förslag."
        return PageSection("Bedömning", [Text(shown)])
    blocks: list[PageBlock] = [Answers(tuple(verdict.verdict(facts, key, area)))]
    answered = answers.of_indicator(facts, key, area)
    typed, found = answered.typed, facts.assessor.verdict(key, texts.held_area(facts, key, area))
    if isinstance(typed, IndicatorAnswer) and typed.place and typed.place.kind == "depends":
        blocks.append(Text(EVERY_CAR, "caption"))
    has_last_year = not answered.tells_last_year(found.value.year)
    if pace := pace_sentence(facts, found, has_last_year=has_last_year):
        blocks.append(Note(pace, "pace"))
    if others := reasoning.others_text(facts, key):
        blocks.append(Text(others, "caption"))
    is_rough = rough.is_rough(facts.indicator(key), facts.areas.by_id[area])
    used = [
        Sheet(reasoning.used_table(facts, key, area, variant), f"used-{variant}")
        for variant in reasoning.spoken_variants(facts, key, area)
        if not is_rough
    ]
    blocks.append(Fold(HOW, plainly_judged.blocks(facts, key, area, *used)))
    return PageSection(f"Bedömning {facts.assessor.verdict(key, area).value.year}", blocks)
