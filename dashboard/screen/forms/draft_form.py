"""Where the office decides on the draft of the committee's list: confirm as it stands or changed, remove, undo."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import draft as content, priority_objects
from dashboard.content.office import filled
from dashboard.login import person
from dashboard.screen.forms import outcome
from dashboard.screen.markup import markup
from malkollen.errors import MalkollenError
from malkollen.office import priority_draft
from malkollen.office.acts import drafting
from malkollen.office.draft_file import DraftObject
from malkollen.office.priority_draft import Confirmation
from malkollen.office.priority_objects import FINANCED, STAGES

SAID = "draft:said"
"""How the last act went."""
DECIDE = "Bekräfta, ändra eller ta bort"
CHOICES, NOT_CHOSEN = ("", *STAGES), "Inte valt än"
FIELDS = {
    "reached": "Datum då läget nåddes (ÅÅÅÅ-MM-DD eller bara året)",
    "plan": "Plan som objektet står i (fylls alltid i för läget namngivet; står det i två, skriv båda)",
    "opens": "Planerat öppningsår (får vara tomt)",
    "source": "Källa: dokument, datum och paragraf",
    "note": "Anteckning (får vara tom)",
    "who": "Ditt namn, som den som bekräftar eller tar bort",
}


def slots(facts: Facts) -> Mapping[str, Callable[[], None]]:
    """What stands in the draft's slots: a form an object, and the undoing of the last act."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    left, _ = content.read(facts, objects)
    forms = {content.slot(one): partial(_ask, facts, one) for one in left.objects}
    return {content.UNDO: partial(_undo_form, facts), **forms}


def _ask(facts: Facts, one: DraftObject) -> None:
    """One object's fields, filled in with what is proposed, or with what was typed here before another page was."""
    kept: dict[str, str] = st.session_state.setdefault(_key(one, "kept"), priority_draft.ready(one))
    for name in ("stage", *FIELDS):
        st.session_state.setdefault(_key(one, name), kept.get(name, ""))
    st.html(markup.paragraph(DECIDE, "question"))
    means = [plain.markdown(priority_objects.STAGE_MEANS.get(stage, "")) for stage in CHOICES]
    st.radio("Läge", CHOICES, key=_key(one, "stage"), captions=means, format_func=spoken)
    st.html(markup.paragraph(priority_objects.HALF_DECIDED, "caption"))
    for name, label in FIELDS.items():
        if name == "who":
            if person.current().login:
                continue  # the act takes the name of whoever logged in
            if not _typed(one, name) and outcome.signature():  # typed at another object since
                st.session_state[_key(one, name)] = outcome.signature()
        st.text_input(plain.markdown(label), key=_key(one, name), autocomplete="name" if name == "who" else "off")
    kept |= {name: _typed(one, name) for name in ("stage", *FIELDS)}
    with st.container():  # always there: the buttons keep their place, and the focus
        if kept["stage"] == FINANCED:
            st.warning(plain.markdown(priority_objects.ASKS_MONEY))
    with st.container(horizontal=True):
        st.button("Bekräfta", on_click=_confirm, args=(facts, one), key=_key(one, "confirm"))
        st.button("Ta bort ur utkastet", on_click=_remove, args=(facts, one), key=_key(one, "remove"))
    outcome.say(_key(one, "fault"))


def spoken(stage: str) -> str:
    """A stage as it is chosen, where its words are markdown."""
    return plain.markdown(stage or NOT_CHOSEN)


def _undo_form(facts: Facts) -> None:
    """How the last act went, and the one that can be undone."""
    if isinstance(done := st.session_state.get(SAID), str) and done:
        del st.session_state[SAID]
        st.toast(plain.markdown(done))
        outcome.receipt(done, st.container())
    outcome.say(SAID)
    stand = priority_draft.standing(priority_draft.acts(facts.folder))
    if not stand:
        return
    last = stand[-1]
    with (
        st.expander(plain.markdown(f"Ångra: {last.name} {last.what} {last.when} av {last.who}")),
        st.form("draft-undo", enter_to_submit=False, border=False),
    ):
        if person.current().login is None:
            st.session_state.setdefault("draft:undo-who", outcome.signature())
            st.text_input("Ditt namn, som den som ångrar", key="draft:undo-who", autocomplete="name")
        st.form_submit_button("Ångra", on_click=_undo, args=(facts,), key="draft:undo")


def _confirm(facts: Facts, one: DraftObject) -> None:
    typed = {name: _typed(one, name) for name in ("stage", *FIELDS)}
    given = Confirmation(one.name, **typed)
    _act(
        facts, lambda: drafting.confirm(facts.folder, person.current(), facts.areas.home.id, given, _now()),
        f"{one.name} står nu på listan, under Hela listan.", one,
    )  # fmt: skip


def _remove(facts: Facts, one: DraftObject) -> None:
    _act(
        facts,
        lambda: drafting.remove(
            facts.folder, person.current(), facts.areas.home.id, one.name, _typed(one, "who"), _now()
        ),
        f"{one.name} är borttaget ur utkastet.", one,
    )  # fmt: skip


def _undo(facts: Facts) -> None:
    who = st.session_state.get("draft:undo-who") or ""
    _act(facts, lambda: drafting.undo(facts.folder, person.current(), who, _now()), "Det senaste är ångrat.")


def _act(facts: Facts, write: Callable[[], object], done: str, one: DraftObject | None = None) -> None:
    """Writes, and leaves word of how it went to the page that is drawn next: a fault at the object's own form.

    done: what is done, said with how many are left then.
    """
    outcome.sign(_typed(one, "who") if one else str(st.session_state.get("draft:undo-who") or ""))
    try:
        write()
    except MalkollenError as error:
        st.session_state[_key(one, "fault") if one else SAID] = error
    else:
        st.session_state[SAID] = f"{done} {filled.remaining(facts)}".strip()


def _typed(one: DraftObject, name: str) -> str:
    return st.session_state.get(_key(one, name)) or ""


def _key(one: DraftObject, name: str) -> str:
    return f"draft:{one.number}:{name}"


def _now() -> datetime:
    return datetime.now().astimezone()
