"""A worked example of a goal's proposal, as it stands and as it would be if all its indicators could be assessed."""

from dashboard.blocks.words import Answered, Step
from dashboard.content.facts import Facts
from dashboard.content.goal import proposal as proposals
from dashboard.content.method.worked import Example
from malkollen.assess.goal import NEEDED, Outcome, propose
from malkollen.texts.swedish import number


def goal(facts: Facts) -> Example | None:
    """The first judged goal's proposal as it stands, and what others would be if all its indicators could be assessed.

    None where no goal has a core indicator that is judged.
    """
    key = next((key for key in facts.goals if proposals.proposal(facts, key).outcomes), None)
    if key is None:
        return None
    proposed, heading = proposals.proposal(facts, key), facts.goals[key].heading
    n, assessed = len(proposed.outcomes), len(proposed.outcomes) - len(proposed.missing)
    enough = "Det räcker" if assessed >= NEEDED * n else "Det räcker inte, så det blir inget förslag"
    steps = (
        Step("Varje kärnindikator räknas en gång. Tabellens sista kolumn säger hur den faller ut."),
        Step(
            f"{assessed} av {n} kan bedömas. Det krävs minst {number(100 * NEEDED)} procent. {enough}.",
            (f"100 × {assessed} / {n} = {number(100 * assessed / n)} %",),
        ),
        _if_all("good", "good", "good", "neither"),
        _if_all("good", "good", "good", "bad"),
        _if_all("good", "neither", "bad", "bad"),
    )
    word = proposals.proposal_text(facts, key)
    return Example(
        f"Förslaget för ett mål: {heading}",
        "Är vi på väg mot målet, när indikatorerna säger olika saker?",
        (proposals.outcomes_table(facts, key),),
        steps,
        (Answered(proposals.PROPOSED, proposals.SYMBOLS[proposed.label], word),),
    )


def _if_all(*outcomes: Outcome) -> Step:
    """What four indicators that can all be assessed would give."""
    found = propose({str(place): outcome for place, outcome in enumerate(outcomes)})
    n, good, bad = len(outcomes), found.count("good"), found.count("bad")
    return Step(
        f"Om {good} talade för målet och {bad} emot, av {n}, blev förslaget: {found.label}.",
        (f"100 × {good} / {n} = {number(100 * good / n)} % för", f"100 × {bad} / {n} = {number(100 * bad / n)} % emot"),
    )
