"""What the municipalities have claimed together or answered of a plan: what the draft's history has, and no more."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from dashboard.content.answers.phrases import day
from dashboard.content.facts import Facts
from dashboard.content.goal import draft
from dashboard.content.questions.apart.drafted import READ_ON
from dashboard.content.questions.reading import asking, search
from dashboard.content.questions.reading.language import said
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import gaps
from dashboard.content.text import ended, sited
from malkollen.office.draft_file import Fact
from malkollen.registry.home import capital

CLAIMS = "claims"
"""The key of what the municipalities have claimed together."""
ASKED = said(r"remiss\w*|yttra\w*|yttrande\w*|krävt|krävde|begärt|begärde")
"""That it is asked what somebody has claimed or answered."""
ANSWER, FIRST, SHOWN = "svar på", "första gemensamma listan", "beslutad lista presenterad"
"""How the subjects of the history begin that tell what was claimed."""
QUESTION = "Vad har kommunerna krävt eller svarat tillsammans?"
NONE = "Vad kommunerna har krävt eller svarat tillsammans är inte inlagt här."
LATER = "Senare svar och krav är inte inlagda här."
NOT_NAMED = "{name} nämns inte där."


def asked_of(facts: Facts, asked: str, *, shows_draft: bool) -> Question | None:
    """A question of what was claimed; None of anything else. shows_draft: whether whoever asks may see the draft."""
    if not ASKED.search(asked):
        return None
    named = asking.OBJECT.search(asked)
    history = draft.read(facts, ())[0].history if shows_draft else ()
    reply = partial(_reply, facts, history, named.group() if named else "")
    return Question(CLAIMS, asked, "", lambda _area: reply(), is_listed=False)


def _reply(facts: Facts, history: Sequence[Fact], name: str) -> Reply:
    """The answers that are known, that later ones are not here, and the lists that were told of; then whom to ask.

    Args:
        name: of an object that it is asked of; empty for none.
    """
    known = sorted((one for one in history if one.subject.startswith(ANSWER)), key=lambda one: one.as_of)
    others = [one for one in history if one.subject in (FIRST, SHOWN)]
    told = " ".join(_told(one) for one in known)
    is_unnamed = name and known and not any(search.meets(name, [one.value]) for one in known)
    missing = [NOT_NAMED.format(name=capital(name))] if is_unnamed else []
    answer = " ".join([told, *missing, LATER]) if known else NONE
    sources = dict.fromkeys(sited(one.source) for one in (*known, *others))
    source = ended(f"Källa: {'; '.join(sources)}") if sources else ""
    return Reply(QUESTION, answer, hedge=gaps.whom(facts), beside=tuple(map(_told, others)), source=source,
        links=(READ_ON,))  # fmt: skip


def _told(one: Fact) -> str:
    """A row of the history: what, when, and what it says."""
    said = ended(f"{capital(one.subject)} ({day(date.fromisoformat(one.as_of))}): {one.value}")
    return f"{said} {one.note}".strip()
