"""Semantic HTML for verdicts: the small answers with symbol and word, and the arithmetic behind them."""

from collections.abc import Iterable, Sequence

from dashboard.blocks.pieces import Steps
from dashboard.blocks.words import Answered, Reasoning, Step
from dashboard.plain import html as escape
from malkollen.registry.home import capital


def answers(found: Sequence[Answered]) -> str:
    """The small answers side by side: question, symbol, word, and why where there is only a reason."""
    return f'<ul class="mk-answers">{"".join(map(_answer, found))}</ul>' if found else ""


def _answer(answered: Answered) -> str:
    reason = f'<span class="mk-reason">{escape(answered.reason)}</span>' if answered.reason else ""
    question = f'<span class="mk-question">{escape(answered.question)}</span>' if answered.question else ""
    return (
        f'<li class="mk-answer mk-is-{answered.symbol}">{question}'
        f'<span class="mk-word">{escape(capital(answered.word))}</span>{reason}</li>'
    )


def reasoning(steps: Steps) -> str:
    """The arithmetic behind a verdict, folded or open."""
    body = "".join(_variant(*each) for each in steps.variants) + f'<p class="mk-caption">{escape(steps.last)}</p>'
    if steps.folded:
        return f'<details class="mk-why"><summary>{escape(steps.folded)}</summary>{body}</details>'
    return f'<div class="mk-why">{body}</div>'


def _variant(heading: str, parts: Sequence[Reasoning]) -> str:
    head = f'<p class="mk-variant">{escape(heading)}</p>' if heading else ""
    return head + "".join(_part(part) for part in parts)


def _part(part: Reasoning) -> str:
    word = f": {escape(part.word)}" if part.word else ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in part.lines)
    return f"<p><strong>{escape(part.question)}</strong>{word}</p><ul>{lines}</ul>"


def worked(steps: Iterable[Step]) -> str:
    """What to do, in order, each with its sums on lines of their own."""
    return f'<ol class="mk-list mk-steps">{"".join(map(_step, steps))}</ol>'


def _step(step: Step) -> str:
    sums = "".join(f'<p class="mk-arithmetic">{escape(text)}</p>' for text in step.sums)
    return f"<li>{escape(step.words)}{sums}</li>"


def titled(title: str, found: Sequence[Answered]) -> str:
    """The small answers of one indicator under its title."""
    return f'<p class="mk-variant">{escape(title)}</p>{answers(found)}'


def word(text: str, symbol: str) -> str:
    """A word with its symbol."""
    return f'<p class="mk-is-{symbol} mk-alone"><span class="mk-word">{escape(capital(text))}</span></p>'


def proposal(heading: str, text: str, counts: str, symbol: str) -> str:
    """A goal's computed proposal, in words."""
    return (
        f'<div class="mk-proposal mk-is-{symbol}"><p class="mk-question">{escape(heading)}</p>'
        f'<p class="mk-word">{escape(capital(text))}</p><p>{escape(counts)}</p></div>'
    )
