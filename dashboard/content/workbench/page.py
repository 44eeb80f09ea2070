"""The page Indikator with figures: answer, picture, map, years, comparison, what it takes and how it is computed."""

from dataclasses import replace

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Fold, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Contents, Note, Remarks
from dashboard.content import ranks, targets, verdict
from dashboard.content.data.sources import citation, declaration
from dashboard.content.facts import Facts
from dashboard.content.indicator import arithmetic, indicator as texts, page as option, spread as drawings
from dashboard.content.indicator.case import Case
from dashboard.content.text import VARIANTS
from dashboard.content.workbench import answer, drawn, duties, pair, takes
from dashboard.content.workbench.asked import Asked
from malkollen.registry.home import capital
from malkollen.texts.swedish import spans, with_days_in_words
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS

COMPARED, COMPUTED = "jamforelse", "rakning"
FLEETS = (
    "Bilar räknas där ägaren är registrerad. I en del kommuner är så många av företagens bilar skrivna att de döljer "
    "vad invånarna gör."
)


def sections(facts: Facts, case: Case, asked: Asked) -> list[PageSection]:
    """The page of an indicator with figures.

    Below a municipality's answer that its own figure is too rough, it is of the group.
    """
    asked_about, case = case, texts.held(facts, case)
    seen = [drawn.mapped_section(facts, case, asked.scope)] if drawn.has_map(facts, case) else []
    over_years, judged = drawn.over_years(facts, case, asked), answer.judged(facts, asked_about)
    has_picture = bool(answer.picture(facts, asked_about))
    return [
        answer.section(facts, asked_about),
        *([judged, *seen, over_years] if has_picture or seen else [over_years, judged]),
        *_compared(facts, case, asked.other),
        takes.section(facts, asked_about, case, asked),
        *duties.section(facts, case.indicator),
        replace(targets.section(facts, case.indicator, asked_about.area), level=3),
        *_computed(facts, case),
    ]


def contents(facts: Facts, case: Case) -> Contents:
    """What is on the page and where, with what is chosen in few words."""
    parts = [(answer.ANSWER, "Svar"), (drawn.YEARS, "Utveckling")]
    parts += [(COMPARED, "Jämförelse")] if _compared(facts, case, "") else []
    who = [(duties.WHO, duties.HEADING)] if facts.registry.duties_of(case.indicator) else []
    parts += [(takes.TAKES, "Vad krävs"), *who, (COMPUTED, "Så räknas det")]
    if drawn.has_map(facts, case):
        parts.insert(1, (drawn.MAP, "Karta"))
    variant = f", {VARIANTS[case.variant].lower()}" if case.variant == "without" else ""
    chosen = f"{option.name(facts, case.indicator)}, {facts.areas.name(case.area)} {case.year}{variant}"
    return Contents(tuple(parts), chosen)


def _compared(facts: Facts, case: Case, other: str) -> list[PageSection]:
    """What the area is compared by, and a second indicator beside the first; nothing where neither has a meaning."""
    blocks = _comparisons(facts, case)
    has_pair = bool(other) or not facts.indicator(case.indicator).is_total
    pairs = [pair.section(facts, case, other)] if has_pair and pair.options(facts) else []
    return [PageSection("Jämförelse", blocks, anchor=COMPARED), *pairs] if blocks or pairs else []


def _comparisons(facts: Facts, case: Case) -> list[PageBlock]:
    """The rank in every comparison, registered vehicles with and without fleets, and the members' verdicts."""
    key, year = case.indicator, case.year
    blocks: list[PageBlock] = []
    if ranks.is_ranked(facts, key):
        shown: list[PageBlock] = [Text(_which(facts, key)), Sheet(ranks.sets_table(facts, key, year), "sets")]
        blocks.append(Fold("Platsen i varje jämförelse", shown))  # on paper neither is: what says that all are shown
    if case.variant:
        both = Sheet(drawings.variants_table(facts, key, year), "variants")
        blocks.append(Fold("Med och utan kommuner med många företagsbilar", [Text(FLEETS), both]))
    if facts.indicator(key).kind in JUDGED_KINDS and not rough.is_for_groups(facts.indicator(key)):
        members = f"{capital(facts.members.municipalities)}s bedömningar"
        blocks.append(Sheet(verdict.members_table(facts, key), "members", members))
    return blocks


def _which(facts: Facts, key: str) -> str:
    """Which of the comparisons is meant, as far as it is decided for the indicator's goal."""
    goal = facts.registry.goals[facts.indicator(key).goal]
    if goal.answer_set is None or not goal.answer_set_decided_by:
        return f"Vilken jämförelse {facts.home.bodies.committee.short} menar är inte beslutat. Därför visas alla."
    leads = facts.registry.comparison_sets[goal.answer_set].title
    whose = with_days_in_words(goal.answer_set_decided_by.rstrip("."))
    return f"Svaret leder med {leads}, beslutat av {whose}. De andra visas bredvid."


def _computed(facts: Facts, case: Case) -> list[PageSection]:
    """The value's own arithmetic, and what a reader must know: caveats, breaks, sources and how to cite it."""
    key = case.indicator
    blocks: list[PageBlock] = []
    if texts.is_additive(facts, key) or len(facts.areas.by_id[case.area].members) == 1:
        sum_line = f"{facts.areas.name(case.area)} {case.year}: {arithmetic.arithmetic(facts, case)}"
        blocks.append(Text(sum_line, "arithmetic"))
    if facts.indicator(key).formula:
        blocks.append(Sheet(arithmetic.parts_table(facts, case), "parts", "Formel och grunduppgifter"))
    notes = texts.mean_note(facts, key, case.year), texts.published_note(facts, key, case.year)
    blocks += [Text(note) for note in notes if note]
    breaks = (f"Serien bryts {year}: {reason}" for year, reason in facts.registry.breaks_of(key).items())
    sources = [
        Fold(
            f"{source.publisher}: {source.title}, {spans(range(source.first_year, source.latest_year + 1))}",
            declaration(facts, source),
        )
        for source in facts.sources_of(key)
    ]
    remarks = Remarks((*facts.indicator(key).caveats, *breaks))
    return [
        PageSection("Så räknas det", blocks, anchor=COMPUTED),
        PageSection("Källa och förbehåll", [remarks, *sources, option.full_name(facts, key)], 3),
        PageSection("", [Note(citation(facts, key, case.year), "source")], simple="stays"),
    ]
