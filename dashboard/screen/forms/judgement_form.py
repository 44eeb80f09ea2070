"""Ledningsgruppens bedömning on a page: who entered what stands, its history and, where allowed, the forms."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import plain
from dashboard.address import EDITION
from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection
from dashboard.content.answers import judged
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as content
from dashboard.content.office import fixing
from dashboard.login import person
from dashboard.screen import files, sections
from dashboard.screen.forms import kept_judgement, outcome as outcomes
from dashboard.screen.forms.kept_judgement import DAYS, ENTRY, key as _key
from dashboard.screen.markup import markup
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.editions.file import Edition
from malkollen.errors import ConflictError, EntryError, MalkollenError
from malkollen.office import judgement_checks as checks, judgements
from malkollen.office.access import Role
from malkollen.office.acts import judging
from malkollen.office.judgement_checks import LONGEST_REASON
from malkollen.office.judgements import LABELS, Basis, Entry, Judgement
from malkollen.office.room import unsaved
from malkollen.texts.swedish import number

HELD = 2 * LONGEST_REASON
"""Letters of a field that are kept for the writer to shorten."""
UNREAD = "Inget är sparat: någon annan har ändrat bedömningen. Din text finns kvar i formuläret."
SAVED = "Bedömningen är sparad."
UNDONE = "Bedömningen är ångrad och står kvar i historiken. Gör om den under För in en bedömning."
UNDOING = "undoing"
FORMS = (ENTRY, UNDOING)
"""The folds that hold a form."""
Told = Callable[[], None] | None
"""What is done once the server has been told of a field; nothing in a form that is sent whole."""


def show(facts: Facts, goal: str, proposal: str, method_version: str) -> None:
    """What is said of the judgement under its heading and the proposal, and the forms.

    Args:
        goal: its key in indicators.toml.
        proposal: the computed proposal in words; one of `LABELS` where there is one, otherwise why there is none.
        method_version: of the method that made the proposal; kept with the judgement.
    """
    basis = Basis(proposal, facts.data_version, facts.registry_version, method_version)
    # A place each, so that an open form stays open; faults stand by the buttons, what was done where the form was.
    statement, past, done, forms, message = (st.container() for _ in range(5))
    _say(goal, done, message)
    try:
        rows, older = content.read(facts, goal, content.path(facts))
    except MalkollenError as error:
        st.error(plain.markdown(str(error)))
        return
    with statement:
        _standing(facts, goal, rows)
    if rows:
        with past, st.expander("Visa historik och hämta"):
            _history(facts, goal, rows, older)
    with forms:
        if facts.edition:
            sections.shown(facts, [PageSection("", [Text(content.IN_EDITION, "caption"), content.now(goal, EDITION)])])
        elif facts.aside == "prepared":
            st.html(markup.paragraph(content.NOT_BEGUN, "caption"))
        elif person.current().role >= Role.MEMBER:
            _forms(facts, goal, basis, rows)
        else:
            st.html(markup.paragraph(content.not_allowed(facts.home), "caption"))


def _history(facts: Facts, goal: str, rows: list[Judgement], older: int) -> None:
    """Each judgement as a text, which any width holds; the files have them as a table."""
    table = content.history_table(facts, goal, rows, older)
    st.html(markup.told(content.history(facts.home, rows)) + markup.notes(table.notes))
    files.handed_over(table, facts, f"judgements-{goal}")


def _standing(facts: Facts, goal: str, rows: list[Judgement]) -> None:
    """What the page's answer does not say of what stands, or that nothing does."""
    judgement = judgements.standing(rows)
    if judgement is None:
        st.html(markup.paragraph(content.standing_text(facts.home, rows), "judgement"))
        return
    for sentence in (content.carried_text(facts, goal, judgement), content.entered(judgement)):
        if sentence:
            st.html(markup.paragraph(sentence, "judgement"))


def _forms(facts: Facts, goal: str, basis: Basis, rows: list[Judgement]) -> None:
    """What is written carries what the writer has read: the newest row on the screen they had before them."""
    own = [row for row in rows if row.goal == goal]  # what has followed from an older goal is undone there
    seen = own[0].id if own else None
    _entry_form(facts, goal, basis, own, seen)
    if standing := judgements.standing(own):
        before = judgements.standing([row for row in rows if row.id != standing.id])
        _undo_form(goal, seen, judged.restored(facts.home, before))


def _entry_form(facts: Facts, goal: str, basis: Basis, rows: list[Judgement], seen: int | None) -> None:
    """Where it is known who writes, what is written is kept while it is written; otherwise it is sent whole."""
    programme, body = facts.registry.goals[goal].programme, facts.home.bodies.leadership.name
    is_kept = unsaved.may_keep(person.current())
    if is_kept:
        seen = kept_judgement.begin(goal, seen)
    held = partial(kept_judgement.hold, goal, seen) if is_kept else None
    fold = _closed(goal, ENTRY, "För in en bedömning")
    if newest := judgements.newest(rows):
        label = plain.markdown(content.begin_from(newest, is_standing=newest == judgements.standing(rows)))
        fold.button(label, on_click=_begin_from, args=(goal, newest), key=_key(goal, "begin-from"))
    if (latest := next(iter(editions.listed(facts.folder)), None)) and not _typed(goal, "meeting"):
        label = plain.markdown(content.same_meeting(latest))
        fold.button(label, on_click=_same_meeting, args=(goal, latest), key=_key(goal, "same-meeting"))
    with fold, st.container() if is_kept else st.form(f"judgement-{goal}", enter_to_submit=False, border=False):
        st.radio("Bedömning", LABELS, index=None, key=_key(goal, "label"), horizontal=True, on_change=held)
        st.html(markup.notes(content.meanings(facts, goal)))
        _area(goal, "reason", f"Motivering (högst {number(LONGEST_REASON)} tecken)", held)
        _line(goal, "meeting", f"Möte, till exempel {body} 3/2026, § 4", on_change=held)
        st.html(markup.paragraph(content.AFTER, "caption"))
        st.date_input(
            "Mötets dag (år-månad-dag)",
            None,
            *DAYS,
            format="YYYY-MM-DD",
            key=_key(goal, "day"),
            on_change=held,
        )
        if differs := fixing.another_day(facts.folder, _typed(goal, "meeting"), checks.day(_typed(goal, "day"))):
            st.warning(plain.markdown(differs))
        if not _typed(goal, "who"):
            st.session_state[_key(goal, "who")] = outcomes.signature()
        _name(goal, "who", "Ditt namn, som den som för in bedömningen")
        preview, message = st.container(), st.container()
        with st.container(horizontal=True):
            button: Callable[..., bool] = st.button if is_kept else st.form_submit_button
            if button("Visa hur det kommer att läsas", key=_key(goal, "show")):
                _preview(facts, goal, preview, message)
            button("Spara bedömningen", on_click=_save, args=(goal, programme, basis, seen), key=_key(goal, "save"))
            if is_kept:
                kept_judgement.keep(goal, seen)


def _begin_from(goal: str, judgement: Judgement) -> None:
    """Fills in the form as a judgement was: to set a word right, or to let one that was undone stand again."""
    filled = {name: getattr(judgement, name) for name in ("label", "reason", "meeting", "day")}
    for name, held in filled.items():
        st.session_state[_key(goal, name)] = held
    st.session_state[_key(goal, ENTRY)] = True


def _same_meeting(goal: str, latest: Edition) -> None:
    """Fills in the meeting and its day as the version has them; what else is typed stays."""
    st.session_state[_key(goal, "meeting")], st.session_state[_key(goal, "day")] = latest.meeting, latest.day
    st.session_state[_key(goal, ENTRY)] = True


def _preview(facts: Facts, goal: str, at: DeltaGenerator, message: DeltaGenerator) -> None:
    """How what is written will be read, above the buttons; a day that cannot be is refused as the act refuses it."""
    typed, today = checks.day(_typed(goal, "day")), datetime.now().astimezone().date()
    if typed and (faults := checks.day_faults(typed, today)):
        outcomes.tell(EntryError(faults), message, message)
        return
    written = (_typed(goal, name) for name in ("label", "day", "meeting", "reason"))
    at.html(markup.paragraph("Så kommer det att läsas", "question"))
    at.html(markup.paragraph(content.preview(facts.home, *written, is_ahead=bool(typed and typed > today)), "takeaway"))
    at.html(markup.paragraph(content.under(person.current().name or _typed(goal, "who")), "caption"))


def _closed(goal: str, form: str, label: str) -> DeltaGenerator:
    """A fold that is closed until it is opened, and again once what is in it has been saved."""
    return st.expander(plain.markdown(label), key=_key(goal, form), on_change="rerun")


def _undo_form(goal: str, seen: int | None, restored: str) -> None:
    with (
        _closed(goal, UNDOING, "Ångra den bedömning som gäller"),
        st.form(f"judgement-undo-{goal}", enter_to_submit=False, border=False),
    ):
        st.write(plain.markdown(f"Bedömningen står kvar i historiken som ångrad. {restored}"))
        if not _typed(goal, "undo-who") and not st.session_state.pop(_key(goal, "undone"), False):
            st.session_state[_key(goal, "undo-who")] = outcomes.signature()
        _name(goal, "undo-who", "Ditt namn, som den som ångrar")
        _area(goal, "undo-reason", f"Varför (frivilligt, högst {number(LONGEST_REASON)} tecken)")
        st.form_submit_button("Ångra bedömningen", on_click=_undo, args=(goal, seen), key=_key(goal, "undo"))


def _name(goal: str, name: str, label: str) -> None:
    """Asks who writes, where nobody logged in: the act itself takes the name of whoever did."""
    if person.current().login is None:
        _line(goal, name, label, autocomplete="name")


def _line(goal: str, name: str, label: str, autocomplete: str = "off", on_change: Told = None) -> None:
    st.text_input(plain.markdown(label), key=_held(goal, name), autocomplete=autocomplete, on_change=on_change)


def _area(goal: str, name: str, label: str, on_change: Told = None) -> None:
    st.text_area(plain.markdown(label), key=_held(goal, name), on_change=on_change)


def _held(goal: str, name: str) -> str:
    """The field's key; of a text far too long only so much is kept for the next run.

    The fields have no limit of their own: the framework would cut a text silently, and it would be saved so.
    """
    key = _key(goal, name)
    if len(_typed(goal, name)) > HELD:
        st.session_state[key] = _typed(goal, name)[:HELD]
    return key


def _typed(goal: str, name: str) -> str:
    """What a field holds; a day as it is written."""
    return str(st.session_state.get(_key(goal, name)) or "")


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
    if _written(goal, lambda: judging.judge(storage.data_folder(), person.current(), entry, seen), SAVED):
        for name in ("label", "day"):
            st.session_state[_key(goal, name)] = None
        outcomes.sign(entry.who)
        for name in ("reason", "meeting", "who"):
            st.session_state[_key(goal, name)] = ""


def _undo(goal: str, seen: int | None) -> None:
    who, reason = _typed(goal, "undo-who"), _typed(goal, "undo-reason")
    data, by = storage.data_folder(), person.current()
    if _written(goal, lambda: judging.undo(data, by, goal, who, seen, reason), UNDONE):
        outcomes.sign(who)
        st.session_state[_key(goal, "undone")] = True  # one click too many undoes nothing more: it has no name
        for name in ("undo-who", "undo-reason"):
            st.session_state[_key(goal, name)] = ""


def _written(goal: str, write: Callable[[], Judgement], done: str) -> bool:
    """Writes, and leaves word of how it went to the page that is drawn next."""
    try:
        write()
    except MalkollenError as error:
        st.session_state[_key(goal, "said")] = error
        if isinstance(error, ConflictError):  # its writer is told who has saved, and reads it
            kept_judgement.read(goal)
        return False
    st.session_state[_key(goal, "said")] = done
    for form in FORMS:
        st.session_state[_key(goal, form)] = False
    return True


def _say(goal: str, done: DeltaGenerator, message: DeltaGenerator) -> None:
    """How the last save or undoing went, once. What somebody typed is never read as markdown.

    Args:
        done, message: where it stands that something is written, and that it is not.
    """
    outcome: outcomes.Outcome = st.session_state.pop(_key(goal, "said"), "")
    if isinstance(outcome, ConflictError):
        message.error(UNREAD)
        message.html(markup.paragraph(str(outcome), "judgement"))
        return
    if outcome and isinstance(outcome, str):
        outcomes.receipt(outcome, done)
        st.toast(plain.markdown(outcome))
    else:
        outcomes.tell(outcome, done, message)
