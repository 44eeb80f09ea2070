"""A verdict as the screen says it: three small answers with symbol and word, and how it stands against others."""

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Symbol
from dashboard.content.chance import chance_notes, in_words
from dashboard.content.facts import Facts
from dashboard.content.ranks import NOT_COMPARED, OWN_FLEETS, is_fleet, why_without
from dashboard.content.targets import NO_TARGET
from dashboard.content.text import OF_LABEL, group_rank_text
from dashboard.content.values import file_name
from malkollen.assess.assessment import DEPENDS, NO_VARIANT, Assessment, Position, SetPlace
from malkollen.assess.direction import CONTRADICTED, IMPROVES, NO_CHANGE, NOT_ASSESSABLE, WORSENS, Direction
from malkollen.assess.forecast import DOES_NOT_REACH, Forecast, Grade
from malkollen.assess.lead import CLOSING, FIRST, FIRST_IN_SOME, GROWING, LEAD_GROWS, LEAD_SHRINKS, UNCLEAR
from malkollen.assess.position import span
from malkollen.assess.target import AT_LEVEL, BELOW_LEVEL, REACHED, WORSE_THAN_BASE
from malkollen.registry.home import Called
from malkollen.registry.registry import Indicator
from malkollen.texts.places import DIFFERS, over
from malkollen.texts.swedish import inside
from malkollen.values import rough
from malkollen.verdicts.assessor import Answer, Assessed
from malkollen.verdicts.targets_in_force import current_target

SYMBOLS: dict[str, Symbol] = {
    REACHED: "good",
    AT_LEVEL: "good",
    FIRST: "good",
    BELOW_LEVEL: "bad",
    WORSE_THAN_BASE: "bad",
    IMPROVES: "up",
    CLOSING: "up",
    LEAD_GROWS: "up",
    WORSENS: "down",
    GROWING: "down",
    LEAD_SHRINKS: "down",
    NO_CHANGE: "flat",
    UNCLEAR: "flat",
    CONTRADICTED: "unsure",
    DEPENDS: "unsure",
    NOT_ASSESSABLE: "unknown",
}
AHEAD: dict[Grade, Symbol] = {
    "reaches": "good", "too_slow": "flat", "far": "bad", "worse_than_base": "bad", "misses": "bad",
    "uncertain": "unsure",
}  # fmt: skip
FLEETS_DECIDE = "beror på företagens bilar"
DIRECTION_WORDS = {NO_CHANGE: "ingen tydlig förändring", DEPENDS: FLEETS_DECIDE}
"""Directions whose names are the method's own, as a reader is told them."""
MOVES = {GROWING: ", och avståndet ökar", LEAD_SHRINKS: ", men försprånget minskar"}
"""Where a place must not hide that it is being lost."""
LEAD_WORDS = {
    FIRST_IN_SOME: "först i någon jämförelse, inte i alla",
    UNCLEAR: "avståndet till de andra har inte ändrats tydligt",
    DEPENDS: FLEETS_DECIDE,
}
"""How it stands against the others, where the method's name for it is its own."""
HOW_FAR_UNCERTAIN = "hur långt ifrån är osäkert"
MAY_REACH = "osäkert om målet nås i nuvarande takt"
NOT_AGAINST_TARGETS = "indikatorn bedöms inte mot målvärden"


def answers(facts: Facts, key: str, area: str, variant: Answer = None) -> list[Answered]:
    """Läge, utveckling, prognos mot mål, and for ours how it stands against the others."""
    found = facts.assessor.assess(key, area, variant)
    shown = [_position(facts, found), _direction(facts, found), _forecast(facts, found)]
    if area == facts.areas.home.id and (found.assessment.lead.label or found.assessment.lead.sets):
        shown.append(_lead(facts, found))
    return shown


def verdict(facts: Facts, key: str, area: str) -> list[Answered]:
    """The small answers that are said first: joint over the variants where there are any."""
    return answers(facts, key, area, facts.assessor.variants(key)[-1])


def of_trial(facts: Facts, found: Assessed) -> list[Answered]:
    """Läge and prognos against a tried target."""
    return [_position(facts, found), _forecast(facts, found)]


def symbol(label: str | None) -> Symbol:
    """The symbol of a label; a rank is a place, neither good nor bad."""
    return "unknown" if label is None else SYMBOLS.get(label, "place")


def forecast_symbol(ahead: Forecast) -> Symbol:
    """The symbol of a forecast: of its grade, or of the label where it has none of its own."""
    return AHEAD[ahead.grade] if ahead.grade else symbol(ahead.label)


def forecast_word(ahead: Forecast) -> str | None:
    """A forecast in words without the range of classes, which the arithmetic shows; None without one."""
    match ahead.grade:
        case "misses":
            return DOES_NOT_REACH
        case "uncertain":
            return MAY_REACH
        case _:
            return ahead.label


def _position(facts: Facts, assessed: Assessed) -> Answered:
    position = assessed.assessment.position
    if position.kind == "jamforelse" and is_fleet(facts, assessed.indicator, assessed.area):
        return Answered("Läge", "unknown", NOT_COMPARED, OWN_FLEETS)
    word, reason = (
        FLEETS_DECIDE if position.label == DEPENDS else quarter(position.label),
        position.reason or "",
    )
    if position.kind == "jamforelse" and position.sets and position.label not in (None, DEPENDS):
        every = position_word(facts.indicator(assessed.indicator), position)
        leading = _leading(facts, assessed)
        word = leading or every
        if leading not in (None, every):
            reason = f"beroende på vilka {facts.home.name} jämförs med: {every.removesuffix(f', {DIFFERS}')}"
    elif position.label in OF_LABEL:
        reason = reason or f"bland {facts.placed.many_which}"
    return Answered("Läge", symbol(position.label), word, reason)


def quarter(label: str | None) -> str:
    """A läge as a word; a quarter by what is good, so that none is read the wrong way round where lower is better."""
    return OF_LABEL.get(label or "") or label or NOT_ASSESSABLE


def position_word(indicator: Indicator, position: Position) -> str:
    """Läge as it is shown: of a group its places over all whole comparisons in words, of others its label."""
    if position.label == DEPENDS:
        return FLEETS_DECIDE
    if not (counted := position.counted) or position.label is None:
        return quarter(position.label) if position.label else "–"
    is_low_best = indicator.better == "lower" and max(one.last_rank - one.of for one in counted) < 0
    if len({(one.rank, one.last_rank, one.of) for one in counted}) == 1:  # what is shared depends on no comparison
        return group_rank_text(counted[0], is_low_best=is_low_best)
    return over(*span(counted), is_low_best=is_low_best)


def _leading(facts: Facts, assessed: Assessed) -> str | None:
    """The place in the comparison that the goal's answer leads with; None where that is not whole."""
    indicator, wanted = facts.indicator(assessed.indicator), _wanted(facts, assessed)
    places = (place for place in assessed.assessment.position.sets if place.key == wanted and place.is_whole)
    leading = next((place.group_rank for place in places if place.group_rank), None)
    is_last = leading is not None and leading.last_rank == leading.of  # "högst" sounds as if it were good
    return group_rank_text(leading, is_low_best=indicator.better == "lower" and not is_last) if leading else None


def _wanted(facts: Facts, assessed: Assessed) -> str | None:
    """The comparison that the goal's answer leads with."""
    return facts.registry.goals[facts.indicator(assessed.indicator).goal].answer_set


def _direction(facts: Facts, assessed: Assessed) -> Answered:
    moved = assessed.assessment.direction
    label = moved.label
    reason = _own(facts, assessed, moved.reason) if label in (None, NOT_ASSESSABLE, DEPENDS) else _over(moved)
    return Answered("Utveckling", symbol(label), direction_word(label) or "bedöms inte", reason or "")


def _own(facts: Facts, assessed: Assessed, reason: str | None) -> str | None:
    """Why a direction is not told; a single municipality has no others left to be judged without its own cars."""
    return why_without(facts, assessed.indicator, assessed.area) if reason == NO_VARIANT else reason


def _over(moved: Direction) -> str:
    """The years that are judged together: a single year's change, which stands beside, may be another."""
    return f"{min(moved.values)}–{max(moved.values)} sammantaget" if moved.values else ""


def direction_word(label: str | None) -> str | None:
    """Utveckling in everyday words; None where it is not judged."""
    return label and DIRECTION_WORDS.get(label, label)


def _forecast(facts: Facts, assessed: Assessed) -> Answered:
    assessment = assessed.assessment
    forecast = assessment.forecast
    if forecast.label is None and assessment.kind != "mal":
        if current_target(facts.registry, assessed.indicator, facts.as_of):
            return Answered("Prognos mot mål", "unknown", "görs inte", NOT_AGAINST_TARGETS)
        return Answered("Prognos mot mål", "unknown", NO_TARGET.lower())
    if assessment.position.is_reached:
        return Answered("Prognos mot mål", "good", "redan uppnått")
    word = forecast_word(forecast) or NOT_ASSESSABLE
    if forecast.away_from_target and forecast.label:
        word = f"{word}; utvecklas bort från målet"
    reason = HOW_FAR_UNCERTAIN if forecast.grade == "misses" else forecast.reason or ""
    return Answered("Prognos mot mål", forecast_symbol(forecast), word, reason)


GAP_UNKNOWN = f"avståndet {NOT_ASSESSABLE}"
"""Of ours that has a place among the others, where nobody can say whether the distance grows."""


def _lead(facts: Facts, assessed: Assessed) -> Answered:
    found, leading = assessed.assessment, _leading(facts, assessed)
    label, called = found.lead.label, facts.registry.comparison.called
    placed = _placed(found)
    every = {place.key for place in placed}
    first = every - {place.key for place in placed if place.group_rank and place.group_rank.last_rank > 1}
    if label == FIRST_IN_SOME and first:
        word = f"först i {in_words(len(first))} av {in_words(len(every))} jämförelser"
        if leading and found.position.label != DEPENDS and _wanted(facts, assessed) not in first:
            word = f"{leading}, men först i {in_words(len(first))} andra jämförelser"
        told = "; ".join(_leads(facts, found, first))
        return Answered(against_others(called), symbol(label), word, told)
    unknown = GAP_UNKNOWN if placed else NOT_ASSESSABLE  # a place stands above: only the distance is not judged
    reason = found.lead.reason or (_otherwise(facts, found) if label == UNCLEAR else "")
    return Answered(against_others(called), symbol(label), lead_word(label) or unknown, reason)


def against_others(called: Called) -> str:
    """What it is called how ours stands against the others, first of them or how far off, whatever the answer is.

    It is no läge: what is judged against a target has it too.
    """
    return f"Jämfört med {called.others}"


def question_word(called: Called, question: str) -> str:
    """What a verdict answers, as a reader is told it everywhere; a question of another day as it is kept."""
    words = {"läge": "Läge", "utveckling": "Utveckling", "prognos": "Prognos mot mål", "främst": against_others(called)}
    return words.get(question, question)


def lead_word(label: str | None) -> str | None:
    """How it stands against the others in everyday words; None where it is not judged."""
    return label and LEAD_WORDS.get(label, label)


def _placed(assessment: Assessment) -> list[SetPlace]:
    """The whole comparisons in which ours has a place."""
    return [place for place in assessment.position.sets if place.group_rank and place.is_whole]


def _otherwise(facts: Facts, found: Assessment) -> str:
    """In which comparisons the distance has moved, with its years, where it has not in most: "utom mot …"."""
    told = [
        f"{inside(facts.registry.comparison_sets[lead.key].title)} {pace.from_year}–{pace.to_year}: {lead.label}"
        for lead in found.lead.sets
        for pace in lead.paces[:1]
        if lead.label not in (None, UNCLEAR)
    ]
    return f"utom mot {'; '.join(told)}" if told else ""


def _leads(facts: Facts, found: Assessment, sets: set[str]) -> list[str]:
    """The comparisons in which ours is first, and where the lead moves the wrong way."""
    moves = {(lead.key, lead.variant): MOVES.get(lead.label or "", "") for lead in found.lead.sets}
    told = dict[str, str]()
    for place in _placed(found):
        if place.key in sets:
            told[place.key] = told.get(place.key) or moves.get((place.key, place.variant), "")
    return [f"{facts.registry.comparison_sets[name].title}{move}" for name, move in told.items()]


def members_table(facts: Facts, key: str) -> Table:
    """The verdicts of the home's municipalities and of the home itself, in alphabetical order, in every variant."""
    indicator, home = facts.indicator(key), facts.areas.home
    areas = [*facts.areas.home_members, home.id]
    records = [_member_record(facts, key, area) for area in areas]
    tested = sum(is_tested(facts, key, area) for area in areas)
    notes = chance_notes(tested)
    title = f"{indicator.title}: bedömning av {facts.members.the} och {home.name}"
    year = facts.evaluation(key).latest_year
    name = file_name(facts, key, year, "bedomningar", None)
    hidden = ("Områdeskod", "Skäl till läget")
    return table(title, name, records, facts.source_line(key), notes=notes, hidden=hidden, emphasis=[len(areas) - 1])


def _member_record(facts: Facts, key: str, area: str) -> Record:
    assessed = facts.assessor.verdict(key, area)
    placed, moved = _position(facts, assessed), assessed.assessment.direction
    is_rough = rough.is_rough(facts.indicator(key), facts.areas.by_id[area])
    value = None if is_rough else assessed.value.value
    return {
        "Områdeskod": area,
        "Område": facts.areas.name(area),
        "År": str(assessed.value.year),
        "Värde": Number(value, facts.indicator(key).decimals, unit=facts.indicator(key).unit),
        "Läge": placed.word,
        "Skäl till läget": placed.reason,
        "Utveckling": direction_word(moved.label) or NOT_ASSESSABLE,
        "Skäl": _own(facts, assessed, moved.reason) or "",
    }


def is_tested(facts: Facts, key: str, area: str) -> bool:
    """Whether a test was made, in any variant."""
    tests = [facts.assessor.assess(key, area, variant) for variant in facts.assessor.variants(key)]
    return any(found.assessment.direction.p_value is not None for found in tests)
