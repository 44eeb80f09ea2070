"""What has been worked out of the facts once and is asked for on every page: kept in the facts, gone with them."""

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.content.facts import Facts

MOST_ANSWERS = 5_000
"""Of one version of the data: every indicator in every year is some hundred."""
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembered(
    work_out: "Callable[Concatenate[Facts, Asked], Answer]",
) -> "Callable[Concatenate[Facts, Asked], Answer]":
    """A function of the facts that works an answer out once for each question.

    The answer must be one that nobody changes, and the questions few: indicators and years, not areas. Two readers who
    ask for the first time at once may both work it out; it is the same.
    """
    name = f"{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def answer(facts: "Facts", /, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        question: tuple[Any, ...] = (name, asked, *named.items())
        if question not in facts.answers:
            worked_out = work_out(facts, *asked, **named)
            if len(facts.answers) >= MOST_ANSWERS:
                return worked_out
            facts.answers[question] = worked_out
        return cast("Answer", facts.answers[question])

    return answer
