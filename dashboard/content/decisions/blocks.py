"""Decisions as a page shows them: what is to be decided in sight, and folded what each choice leads to."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import HALVES, Beside, Fold, Links, PageBlock, PageSection
from dashboard.blocks.pieces import Note
from dashboard.content.decisions import decisions
from dashboard.content.decisions.decisions import Decision
from dashboard.content.facts import Facts

TO_DECIDE = "Kräver beslut"
LEADS = "Vad varje val leder till"
LEADS_ONE = "Vad valet leder till"


def of_goal(facts: Facts, goal: str) -> list[PageSection]:
    """What is to be decided about a goal, and what that leads to; nothing where nothing is."""
    found = decisions.of_goal(facts, goal)
    if not found:
        return []
    day, told = Text(decisions.days(found), "caption"), Bullets(tuple(decisions.told(found)))
    shown: list[PageBlock] = [day, told, leads(found, "goal", is_narrow=True)]
    return [PageSection(TO_DECIDE, shown, is_to_decide=True)]


def leads(found: Sequence[Decision], key: str, label: str = LEADS, *, is_narrow: bool = False) -> Fold:
    """Folded: what each choice leads to under the decision's name.

    Args:
        key: tells its ways from others on the page. is_narrow: whether it stands in a column, too narrow for two more.
    """
    each = [_one(one, f"{key}-{place}") for place, one in enumerate(found)]
    shown = [block for blocks in each for block in blocks] if is_narrow else [halves(each, key)]
    return Fold(label, shown, key=f"leads-{key}")


def whole(found: Sequence[Decision], key: str) -> Beside:
    """Each decision with what its choices lead to, in two columns."""
    shown = [[Text(one.told), *_one(one, f"{key}-{place}")[1:]] for place, one in enumerate(found)]
    return halves(shown, key)


def halves(each: Sequence[Sequence[PageBlock]], key: str) -> Beside:
    """A list in two columns. key: tells it from others on the page."""
    half = (len(each) + 1) // 2
    columns = [[PageSection("", blocks) for blocks in part] for part in (each[:half], each[half:]) if part]
    return Beside(columns, key=f"{HALVES}-{key}")


def _one(one: Decision, key: str) -> list[PageBlock]:
    choices = [Bullets(one.choices)] if one.choices else []
    return [Note(one.name, "question"), *choices, Links(one.ways, f"mk-ways-{key}", is_row=True)]
