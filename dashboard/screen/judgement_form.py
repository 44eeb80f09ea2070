"""Ledningsgruppens bedömning on a page: what stands beside the proposal, its history and, where allowed, the forms."""

from collections.abc import Callable

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as content
from dashboard.screen import files
from dashboard.screen.markup import markup
from malkollen.errors import ConflictError, EntryError, MalkollenError
from malkollen.office import judgements
from malkollen.office.judgement_checks import LONGEST_REASON
from malkollen.office.judgements import LABELS, Basis, Entry, Judgement
from malkollen.texts.swedish import number

HELD = 2 * LONGEST_REASON
"""Letters of a field that are kept for the writer to shorten."""
UNREAD = "Inget är sparat: någon annan har ändrat bedömningen. Din text finns kvar i formuläret."
SAVED = "Bedömningen är sparad."
UNDONE = "Bedömningen är ångrad och står kvar i historiken."


def show(facts: Facts, goal: str, proposal: str, method_version: str) -> None:
    """The whole section.

    Args:
        goal: its key in indicators.toml.
        proposal: the computed proposal in words; one of `LABELS` where there is one, otherwise why there is none.
        method_version: of the method that made the proposal; kept with the judgement.
    """
    st.header(plain.markdown(content.heading(facts.home)), anchor=False)
    basis = Basis(proposal, facts.data_version, facts.registry_version, method_version)
    # A place each, so that an open form stays open; the message stands by the buttons.
    statement, past, forms, message = (st.container() for _ in range(4))
    with message:
        _say(goal)
    try:
        rows, older = content.read(facts, goal, content.path(facts))
    except MalkollenError as error:
        st.error(plain.markdown(str(error)))
        return
    with statement:
        _standing(facts, goal, rows, basis)
    if rows:
        with past, st.expander("Visa historik och hämta"):
            files.table(content.history_table(facts, goal, rows, older), facts, f"judgements-{goal}")
    with forms:
        if facts.edition:
            st.html(markup.paragraph(content.IN_EDITION, "caption"))
        elif facts.aside == "prepared":
            st.html(markup.paragraph(content.NOT_BEGUN, "caption"))
        elif judgements.is_allowed():
            _forms(facts, goal, basis, rows)
        else:
            st.html(markup.paragraph(content.not_allowed(facts.home), "caption"))


def _standing(facts: Facts, goal: str, rows: list[Judgement], basis: Basis) -> None:
    st.html(
        markup.definitions(
            {
                "Uträknat förslag": basis.proposal,
                content.heading(facts.home): content.standing_text(facts.home, rows),
            }
        )
    )
    if found := judgements.standing(rows):
        for sentence in filter(
            None, [content.carried_text(facts, goal, found), *content.sentences(facts.home, found, basis)]
        ):
            st.html(markup.paragraph(sentence, "judgement"))


def _forms(facts: Facts, goal: str, basis: Basis, rows: list[Judgement]) -> None:
    """What is written carries what the writer has read: the newest row on the screen they had before them."""
    own = [row for row in rows if row.goal == goal]  # what has followed from an older goal is undone there
    seen = own[0].id if own else None
    _entry_form(facts, goal, basis, seen)
    if judgements.standing(own):
        _undo_form(goal, seen)


def _entry_form(facts: Facts, goal: str, basis: Basis, seen: int | None) -> None:
    programme, body = facts.registry.goals[goal].programme, facts.home.bodies.leadership.name
    with st.expander("För in en bedömning"), st.form(f"judgement-{goal}", enter_to_submit=False, border=False):
        st.radio("Bedömning", LABELS, index=None, key=_key(goal, "label"), horizontal=True)
        _area(goal, "reason", f"Motivering (högst {number(LONGEST_REASON)} tecken)")
        _line(goal, "meeting", f"Möte, till exempel {body} 3/2026, § 4")
        _line(goal, "day", f"Dag då bedömningen gjordes (ÅÅÅÅ-MM-DD, till exempel {facts.as_of})")
        _line(goal, "who", "Ditt namn, som den som för in bedömningen", autocomplete="name")
        st.form_submit_button(
            "Spara bedömningen", on_click=_save, args=(goal, programme, basis, seen), key=_key(goal, "save")
        )


def _undo_form(goal: str, seen: int | None) -> None:
    with (
        st.expander("Ångra den bedömning som gäller"),
        st.form(f"judgement-undo-{goal}", enter_to_submit=False, border=False),
    ):
        st.write("Bedömningen står kvar i historiken som ångrad. Fanns det en tidigare bedömning gäller den igen.")
        _line(goal, "undo-who", "Ditt namn, som den som ångrar", autocomplete="name")
        _area(goal, "undo-reason", f"Varför (frivilligt, högst {number(LONGEST_REASON)} tecken)")
        st.form_submit_button("Ångra bedömningen", on_click=_undo, args=(goal, seen), key=_key(goal, "undo"))


def _line(goal: str, name: str, label: str, autocomplete: str = "off") -> None:
    st.text_input(plain.markdown(label), key=_held(goal, name), autocomplete=autocomplete)


def _area(goal: str, name: str, label: str) -> None:
    st.text_area(plain.markdown(label), key=_held(goal, name))


def _held(goal: str, name: str) -> str:
    """The field's key; of a text far too long only so much is kept for the next run.

    The fields have no limit of their own: the framework would cut a text silently, and it would be saved so.
    """
    key = _key(goal, name)
    if len(_typed(goal, name)) > HELD:
        st.session_state[key] = _typed(goal, name)[:HELD]
    return key


def _key(goal: str, name: str) -> str:
    return f"judgement:{goal}:{name}"


def _typed(goal: str, name: str) -> str:
    return st.session_state.get(_key(goal, name)) or ""


def _save(goal: str, programme: str, basis: Basis, seen: int | None) -> None:
    entry = Entry(
        goal=goal,
        programme=programme,
        basis=basis,
        label=_typed(goal, "label"),
        reason=_typed(goal, "reason"),
        who=_typed(goal, "who"),
        meeting=_typed(goal, "meeting"),
        day=_typed(goal, "day"),
    )
    if _written(goal, lambda: judgements.save(judgements.file(), entry, seen), SAVED):
        st.session_state[_key(goal, "label")] = None
        st.session_state[_key(goal, "reason")] = ""


def _undo(goal: str, seen: int | None) -> None:
    who, reason = _typed(goal, "undo-who"), _typed(goal, "undo-reason")
    if _written(goal, lambda: judgements.withdraw(judgements.file(), goal, who, seen, reason), UNDONE):
        for name in ("undo-who", "undo-reason"):  # one click too many undoes nothing more
            st.session_state[_key(goal, name)] = ""


def _written(goal: str, write: Callable[[], Judgement], done: str) -> bool:
    """Writes, and leaves word of how it went to the page that is drawn next."""
    try:
        write()
    except MalkollenError as error:
        st.session_state[_key(goal, "said")] = error
        return False
    st.session_state[_key(goal, "said")] = done
    return True


def _say(goal: str) -> None:
    """How the last save or undoing went, once. What somebody typed is never read as markdown."""
    said: str | MalkollenError = st.session_state.pop(_key(goal, "said"), "")
    if isinstance(said, ConflictError):
        st.error(UNREAD)
        st.html(markup.paragraph(str(said), "judgement"))
    elif isinstance(said, EntryError):
        st.error("\n".join(f"- {plain.markdown(fault)}" for fault in said.faults))
    elif isinstance(said, MalkollenError):
        st.error(plain.markdown(str(said)))
    elif said:
        st.success(plain.markdown(said))
