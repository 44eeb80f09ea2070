"""The page Indikator: one indicator in every way, from its figures and verdict to how it was computed and by whom."""

from dataclasses import dataclass

from dashboard.blocks.blocks import Answers, Pairs, Text
from dashboard.blocks.live import AreaMap, Parts
from dashboard.blocks.page import Beside, Chart, Fold, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note, Remarks, Steps
from dashboard.content import ranks, reasoning, targets, verdict
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.data import awaited
from dashboard.content.data.sources import declaration
from dashboard.content.facts import Facts
from dashboard.content.future import pace_sentence
from dashboard.content.indicator import arithmetic, contributions, indicator as texts, mapped, spread as drawings
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.trial import Trial, base_years
from malkollen.registry.home import capital
from malkollen.verdicts.assessor import JUDGED_KINDS

SCOPE, TRIAL = "karta", "prova"
"""Where the page asks what the map shows, and for a target to try."""
TRY = "Pröva ett målvärde"
FLEETS = (
    "Bilar räknas där ägaren är registrerad. I vagnparkskommuner äger företag så många bilar att de döljer vad "
    "invånarna gör."
)


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see of a case.

    Attributes:
        comparison: the set whose groups are drawn; scope: what the map shows.
        tried: a target to try, or why it cannot be; None where none is written.
        is_trying: whether the address asks for one.
    """

    comparison: str
    scope: str
    tried: Trial | str | None = None
    is_trying: bool = False


def option(facts: Facts, key: str) -> str:
    """What an indicator is called in the list of them all."""
    return f"{facts.indicator(key).title}{'' if facts.is_computed(key) else ' (väntar på sin källa)'}"


def without_figures(facts: Facts, key: str) -> list[PageSection]:
    """The page of an indicator that waits for its source."""
    waits: list[PageBlock] = [
        Text(awaited.source(facts, key).needs_plain, "takeaway"),
        awaited.to_run(facts, [key], key),
    ]
    return [PageSection("", waits), targets.section(facts, key)]


def sections(facts: Facts, case: Case, asked: Asked) -> list[PageSection]:
    """The page of an indicator with figures."""
    indicator = facts.indicator(case.indicator)
    return [
        PageSection("", [*_answer(facts, case), *_headline(facts, case)]),
        _verdict(facts, case),
        *_drawn(facts, case, asked),
        *answer_blocks.takes(facts, case.indicator, case.area),
        *([_contributions(facts, case)] if indicator.formula else []),  # what is published for an area has no parts
        *_side_by_side(facts, case),
        targets.section(facts, case.indicator),
        _arithmetic(facts, case),
        _source(facts, case),
    ]


def _answer(facts: Facts, case: Case) -> list[PageBlock]:
    """The answer of the latest year, and that another year is looked at where one is."""
    said = answers.of_indicator(facts, case.indicator, case.area)
    blocks: list[PageBlock] = [answer_blocks.block(said)]
    if said.year and said.year != case.year:
        blocks.append(Text(f"Du tittar på {case.year}. Svaret och bedömningen gäller {said.year}.", "caption"))
    return blocks


def _headline(facts: Facts, case: Case) -> list[PageBlock]:
    """The figures, with what must be read beside them."""
    key, year = case.indicator, case.year
    move = texts.common_move(facts, key, year)
    beside = (
        move and f"Så här gick det för alla: {move}",
        texts.published_note(facts, key, year),
        texts.covered_note(facts, key, case.area, year),
    )
    blocks: list[PageBlock] = [Pairs(tuple(texts.headline_pairs(facts, case)))]
    blocks += [Text(note, "caption") for note in beside if note]
    if facts.evaluation(key, case.variant).at(case.area, year).value is None:
        blocks.append(Text(texts.takeaway(facts, case), "takeaway"))
    return blocks


def _verdict(facts: Facts, case: Case) -> PageSection:
    """The answers for the area, with their arithmetic and every year that was used or not."""
    key, area = case.indicator, case.area
    if facts.indicator(key).kind not in JUDGED_KINDS:
        said = "Indikatorn visas som sammanhang. Den bedöms inte och räknas inte in i något förslag."
        return PageSection("Bedömning", [Text(said)])
    blocks: list[PageBlock] = [Answers(tuple(verdict.verdict(facts, key, area)))]
    if pace := pace_sentence(facts, facts.assessor.verdict(key, area)):
        blocks.append(Note(pace, "pace"))
    if others := reasoning.others_text(facts, key):
        blocks.append(Text(others, "caption"))
    steps = Steps(reasoning.why(facts, key, area), reasoning.method_line())
    used = [
        Sheet(reasoning.used_table(facts, key, area, variant), f"used-{variant}")
        for variant in reasoning.spoken_variants(facts, key)
    ]
    members = f"{capital(facts.members.municipalities)}s bedömningar"
    blocks += [
        Fold("Så bedömdes det", [steps, *used]),
        Sheet(verdict.members_table(facts, key), "members", members),
    ]
    return PageSection(f"Bedömning {facts.assessor.verdict(key, area).value.year}", blocks)


def _drawn(facts: Facts, case: Case, asked: Asked) -> list[PageSection]:
    """The map beside the spread, then the years; tonnes and heads side by side would only show who is large."""
    over_years = _over_years(facts, case, asked)
    if not texts.has_municipalities(facts, case.indicator, case.year):
        return [over_years]
    if facts.indicator(case.indicator).is_total:
        return [PageSection("", [Beside([[_map(facts, case, asked.scope)], [over_years]], (1, 1))])]
    return [PageSection("", [Beside([[_map(facts, case, asked.scope)], [_spread(facts, case)]], (1, 1))]), over_years]


def _map(facts: Facts, case: Case, scope: str) -> PageSection:
    shown = AreaMap(case.indicator, case.year, case.variant, scope, case.area)
    name = f"{case.indicator}-{case.year}-{case.variant}-{scope}"
    blocks = [Slot(SCOPE), *mapped.blocks(facts, shown, name), mapped.listed(facts, shown, "indicator")]
    return PageSection("Kommunerna på kartan", blocks)


def _spread(facts: Facts, case: Case) -> PageSection:
    drawn = drawings.spread_content(facts, case)
    return PageSection(
        "Spridningen mellan kommunerna", [Chart(drawn, "chart:spread", drawn.text, drawn.text, drawn.table)]
    )


def _over_years(facts: Facts, case: Case, asked: Asked) -> PageSection:
    """The series with its targets' paths, or the path of a target that is tried, which is asked for below."""
    tried = asked.tried if isinstance(asked.tried, Trial) else None
    series = drawings.series_content(facts, case.indicator, case.area, asked.comparison, case.variant, tried)
    drawn: PageBlock = Text(series.text, "takeaway")
    if any(line.values for line in series.lines):
        drawn = Chart(series, "chart:series", series.text, series.text, series.table)
    return PageSection("Utvecklingen över åren", [drawn, _trial(facts, case, asked)])


def _trial(facts: Facts, case: Case, asked: Asked) -> Fold:
    """Where a target is tried, with what it would give; nothing is stored, the address has it all."""
    if not base_years(facts, case.indicator, case.area, case.variant):
        return Fold(TRY, [Text("Här finns för få år för att pröva ett målvärde.")], asked.is_trying)
    how = "Skriv ett värde och ett år: läge och prognos räknas om. Inget sparas; länken tar med sig försöket."
    blocks: list[PageBlock] = [Text(how), Slot(TRIAL)]
    if isinstance(asked.tried, str):
        blocks.append(Text(asked.tried, "takeaway"))
    elif asked.tried:
        takes = answers.to_level(facts, case.indicator, case.area, asked.tried.aim.value)
        blocks += [Text(takes, "takeaway")] if takes else []
        steps = (("", tuple(asked.tried.reasoning)),)
        blocks += [
            Answers(tuple(asked.tried.answers)),
            Steps(steps, reasoning.method_line(), "Så räknades det"),
        ]
    return Fold(TRY, blocks, asked.is_trying)


def _contributions(facts: Facts, case: Case) -> PageSection:
    split = contributions.contributions(facts, case.indicator, case.year, case.variant)
    blocks: list[PageBlock] = [Text(split.text, "takeaway")]
    if split.table:
        drawn = Parts(split.rows, split.unit, split.decimals)
        blocks = [
            Chart(drawn, "chart:contributions", split.text, split.text, split.table),
            Text(split.caption, "caption"),
        ]
    if split.leave_one_out:
        blocks.append(Sheet(split.leave_one_out, "leave-one-out", f"{facts.home.name} utan var och en"))
    return PageSection("Andel av förändringen", blocks)


def _side_by_side(facts: Facts, case: Case) -> list[PageSection]:
    """The rank in every comparison, and registered vehicles with and without fleets, where the indicator has them."""
    key, year, sections = case.indicator, case.year, []
    if ranks.is_ranked(facts, key):
        who = facts.home.bodies.committee.short
        undecided = Text(f"Vilken jämförelse {who} menar är inte beslutat. Därför visas alla.")
        sets = Sheet(ranks.sets_table(facts, key, year), "sets")
        sections.append(PageSection("Platsen i varje jämförelse", [undecided, sets]))
    if case.variant:
        both = Sheet(drawings.variants_table(facts, key, year), "variants")
        sections.append(PageSection("Med och utan vagnparkskommuner", [Text(FLEETS), both]))
    return sections


def _arithmetic(facts: Facts, case: Case) -> PageSection:
    has_formula = bool(facts.indicator(case.indicator).formula)
    said = f"{facts.areas.name(case.area)} {case.year}: {arithmetic.arithmetic(facts, case)}"
    blocks: list[PageBlock] = [Text(said, "arithmetic")]
    if has_formula:
        blocks.append(Sheet(arithmetic.parts_table(facts, case), "parts"))
    if note := texts.mean_note(facts, case.indicator, case.year):
        blocks.append(Text(note))
    return PageSection("Så är värdet uträknat" if has_formula else "Så är värdet framtaget", blocks)


def _source(facts: Facts, case: Case) -> PageSection:
    """What a reader must know: the indicator's caveats, its breaks, its sources and how to cite it."""
    key = case.indicator
    breaks = (f"Brott {year}: {reason}" for year, reason in facts.registry.breaks_of(key).items())
    sources = [
        Fold(
            f"{source.publisher}: {source.title}, {source.first_year}–{source.latest_year}", declaration(facts, source)
        )
        for source in facts.sources_of(key)
    ]
    cited = Note(texts.citation(facts, key, case.year), "source")
    return PageSection("Källa och förbehåll", [Remarks((*facts.indicator(key).caveats, *breaks)), *sources, cited])
