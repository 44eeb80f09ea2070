"""Targets and the goals' questions as forms that write the overlay, with what the verdict would become."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.blocks.page import PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import declaring as content
from dashboard.content.office.declaring import NEW, Field
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.errors import EntryError, MalkollenError
from malkollen.office import overlay
from malkollen.office.access import Person
from malkollen.registry import registry

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def targets(facts: Facts) -> None:
    """Which target, its fields, what the verdict would become, and the button that saves."""
    known = content.targets(facts)
    chosen = st.selectbox("Målvärde", [*known], 0, lambda key: known[key], key="declaring:target")
    before = content.written("targets", chosen) if chosen != NEW else {}
    keys = list(facts.registry.indicators)
    first = keys.index(before["indicator"]) if before.get("indicator") in keys else None
    indicator = st.selectbox(
        "Indikator", keys, first, lambda key: facts.indicator(key).title, key=_key("targets", chosen, "indicator"),
        placeholder="Välj en indikator",
    )  # fmt: skip
    if indicator:
        st.html(markup.paragraph(content.counts(facts, indicator), "caption"))
    with st.form(f"declaring-target-{chosen}", enter_to_submit=False, border=False):
        _fields(content.TARGET, before, "targets", chosen)
        previewed = st.container()
        with st.container(horizontal=True):
            if st.form_submit_button("Visa vad omdömet skulle bli", key=_key("targets", chosen, "show")):
                with previewed:
                    _preview(facts, chosen, indicator)
            st.form_submit_button(
                "Spara målvärdet", on_click=_save_target, args=(chosen, _seen()), key=_key("targets", chosen, "save")
            )
    signed.say("filling")


def questions(facts: Facts) -> None:
    """Which goal, its question and the comparison that its answer leads with, and the button that saves."""
    goal = st.selectbox("Mål", [*facts.goals], 0, lambda key: facts.goals[key].heading, key="declaring:goal")
    sets = {key: one.title for key, one in facts.registry.comparison_sets.items()}
    with st.form(f"declaring-goal-{goal}", enter_to_submit=False, border=False):
        _fields(content.QUESTION, content.written("goals", goal), "goals", goal, sets)
        st.form_submit_button(
            "Spara målets fråga", on_click=_save_question, args=(goal, _seen()), key=_key("goals", goal, "save")
        )
    signed.say("filling")


def undoing(facts: Facts) -> None:
    """The last paragraph that was written from here, and the button that takes it back."""
    last = overlay.undoable(storage.data_folder())
    if last is None:
        return
    label = plain.markdown(content.undoable(facts, last))
    with st.expander(label, key="declaring:undoing"):
        st.write("Det som stod där före den senaste ändringen gäller igen.")
        st.button("Ångra ändringen", on_click=_undo, args=(_seen(),), key="declaring:undo")


def _undo(seen: str) -> None:
    done = "Det som stod där före den senaste ändringen gäller igen."
    if signed.act("filling", lambda person: overlay.undo(storage.data_folder(), seen, person), done):
        for table in ("targets", "goals"):
            _forget(table)


def _fields(
    fields: tuple[Field, ...], before: Mapping[str, str], table: str, key: str, words: Mapping[str, str] | None = None
) -> None:
    for line in content.lines(fields):
        for place, field in zip(st.columns(len(line)), line, strict=True):
            with place:
                _field(field, before.get(field.name) or field.first, _key(table, key, field.name), words or {})


def _field(field: Field, first: str, at: str, words: Mapping[str, str]) -> None:
    label = plain.markdown(field.label)
    if field.kind == "choice":
        options = list(words or field.choices)
        st.session_state.setdefault(at, first if first in options else None)
        st.selectbox(label, options, format_func=lambda choice: words.get(choice, choice), key=at)
    elif field.kind == "day":
        st.session_state.setdefault(at, content.day(first))
        st.date_input(label, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", key=at)
    else:
        st.session_state.setdefault(at, first)
        st.text_input(label, key=at, autocomplete="off")


def _preview(facts: Facts, chosen: str, indicator: str | None) -> None:
    try:
        declared = registry.load_with(_target_text(chosen, indicator)[1])
    except EntryError as error:
        st.error("\n".join(f"- {plain.markdown(fault)}" for fault in error.faults))
    except MalkollenError as error:
        st.error("\n\n".join(plain.markdown(line) for line in str(error).splitlines()))
    else:
        shown(facts, [PageSection("", content.preview(facts, declared, indicator or ""))])


def _target_text(chosen: str, indicator: str | None) -> tuple[str, str]:
    """The key of the target as it is typed, and the overlay with it; EntryError where something is missing."""
    typed = {field.name: _typed("targets", chosen, field.name) for field in content.TARGET}
    if not indicator:
        raise EntryError(["Indikator: välj en."])
    taken = registry.load().targets
    key = chosen or content.key_of(typed["title"], taken)
    return key, content.target_text(storage.data_folder(), key, indicator, typed)


def _save_target(chosen: str, seen: str) -> None:
    def save(person: Person) -> None:
        key, text = _target_text(chosen, _typed("targets", chosen, "indicator"))
        overlay.save(storage.data_folder(), text, seen, person, f"targets.{key}")

    if signed.act("filling", save, "Målvärdet är sparat och visas på alla sidor."):
        _forget("targets", chosen)


def _save_question(goal: str, seen: str) -> None:
    def save(person: Person) -> None:
        typed = {field.name: _typed("goals", goal, field.name) for field in content.QUESTION}
        text = content.question_text(storage.data_folder(), goal, typed)
        overlay.save(storage.data_folder(), text, seen, person, f"goals.{goal}")

    if signed.act("filling", save, "Målets fråga är sparad och gäller på alla sidor."):
        _forget("goals", goal)


def _forget(table: str, key: str | None = None) -> None:
    """Lets the fields of a paragraph, or of all, begin with what the files have next time."""
    start = f"declaring:{table}:" if key is None else f"declaring:{table}:{key}:"
    for name in [name for name in st.session_state if str(name).startswith(start)]:
        if not str(name).endswith((":save", ":show")):
            del st.session_state[name]


def _seen() -> str:
    return overlay.fingerprint(overlay.text(Path(storage.data_folder())))


def _typed(table: str, key: str, name: str) -> str:
    return str(st.session_state.get(_key(table, key, name)) or "")


def _key(table: str, key: str, name: str) -> str:
    return f"declaring:{table}:{key}:{name}"
