"""What it would take: to what others have, to the targets there are, and to a value that the reader tries."""

from dashboard.blocks.blocks import Answers, Text
from dashboard.blocks.page import Fold, PageBlock, PageSection, Slot
from dashboard.blocks.pieces import Steps
from dashboard.content import reasoning
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.answers.things import TRIED
from dashboard.content.facts import Facts
from dashboard.content.future import left_sentence
from dashboard.content.indicator import indicator as texts
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.trial import Trial, base_years
from dashboard.content.text import amount
from dashboard.content.workbench.asked import TRIAL, Asked

TAKES = "krav"
TRY = "Pröva ett målvärde"
HOW = (
    "Skriv ett värde och ett år: läge och prognos räknas om, och vägen dit ritas under Utveckling. Inget sparas; "
    "länken tar med sig försöket."
)
TOO_FEW_YEARS = "Här finns för få år för att pröva ett målvärde."


def section(facts: Facts, asked_about: Case, case: Case, asked: Asked) -> PageSection:
    """What it takes, and where a value is tried with what that takes.

    Args:
        asked_about: as the reader asks. case: the one whose figure can be shown.
    """
    key = asked_about.indicator
    parts = answer_blocks.takes(facts, key, asked_about.area, every_ahead=True)
    blocks: list[PageBlock] = [block for part in parts for block in part.blocks]
    verdict = facts.assessor.verdict(key, texts.held_area(facts, key, asked_about.area))
    left = left_sentence(facts, verdict, asked_about.area)
    return PageSection(
        "Vad krävs", [*blocks, *([Text(left)] if left else []), _trial(facts, case, asked)], anchor=TAKES
    )


def tried(facts: Facts, trial: Trial) -> str:
    """What a value that is tried takes, in things where the indicator counts any."""
    one = trial.assessed
    said = f"{TRIED} ({amount(facts.indicator(one.indicator), trial.aim.value)} {trial.aim.year})"
    if one.assessment.position.is_reached:
        return f"{facts.areas.name(one.area)} har redan nått {said}."
    things = answers.to_level(facts, one.indicator, one.area, trial.aim, said)
    return things or left_sentence(facts, one, called=TRIED) or f"Det går inte att säga vad som krävs för {said}."


def _trial(facts: Facts, case: Case, asked: Asked) -> Fold:
    """Where a target is tried, with what it would give; nothing is stored, the address has it all."""
    if not base_years(facts, case.indicator, case.area, case.variant):
        return Fold(TRY, [Text(TOO_FEW_YEARS)], asked.is_trying)
    blocks: list[PageBlock] = [Text(HOW), Slot(TRIAL)]
    if isinstance(asked.tried, str):
        blocks.append(Text(asked.tried, "takeaway"))
    elif asked.tried:
        steps = Steps((("", tuple(asked.tried.reasoning)),), reasoning.method_line(), "Så räknades det")
        blocks += [Text(tried(facts, asked.tried), "takeaway"), Answers(tuple(asked.tried.answers)), steps]
    return Fold(TRY, blocks, asked.is_trying)
