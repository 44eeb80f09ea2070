"""Targets and the goals' questions as forms that write the overlay, with what the verdict would become."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.blocks.page import PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import declaring as content, filled, paragraphs, unsaved, words
from dashboard.content.office.declaring import JUDGED, NEW, Field
from dashboard.content.office.targets import counting, judging
from dashboard.screen import choices, session
from dashboard.screen.forms.office import signed, typed_form
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.errors import EntryError, MalkollenError, RegistryError
from malkollen.office import overlay
from malkollen.office.access import Person
from malkollen.office.journal import Act, Done
from malkollen.registry import registry
from malkollen.texts.written import clean_line

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def targets(facts: Facts, person: Person) -> None:
    """Which target, its fields, what the verdict would become, and the button that saves."""
    known = content.targets(facts)
    chosen = choices.Choice(filled.TARGET, [*known], NEW, st.selectbox, "Målvärde", known.__getitem__).ask()
    before = content.written("targets", chosen) if chosen != NEW else {}
    typed_form.begin(facts, "targets", chosen, before)
    keys, at = counting.options(facts), typed_form.key("targets", chosen, "indicator")
    first = typed_form.held("targets", chosen).get("indicator") or before.get("indicator")
    st.session_state.setdefault(at, first if first in keys else None)
    indicator = st.selectbox("Indikator", [*keys], None, keys.__getitem__, key=at, placeholder="Välj en indikator",
                             filter_mode="contains")  # fmt: skip
    if indicator:
        st.html(markup.paragraph(counting.chosen(facts, indicator, counting.CHOSEN), "takeaway"))
        st.html(markup.paragraph(words.with_keeper(counting.counts(facts, indicator)), "caption"))
    st.html(markup.paragraph(content.always(content.TARGET), "caption"))
    _fields(content.TARGET, before, "targets", chosen, content.choices(facts, indicator))
    if indicator:
        _judged(facts, chosen, before.get(JUDGED.name, judging.NO), indicator)
        _of_what(facts, chosen, indicator)
    typed_form.changed("targets", chosen)
    signed.ask(person, "filling")  # where it is pressed: the form is long
    with st.container(horizontal=True):
        st.button(
            "Visa vad omdömet skulle bli", on_click=_look, args=(chosen,), key=typed_form.key("targets", chosen, "show")
        )
        st.button("Spara målvärdet", on_click=_save_target, args=(chosen, _seen()),
                  key=typed_form.key("targets", chosen, "save"))  # fmt: skip
        _removing(facts, "targets", chosen, paragraphs.REMOVE, paragraphs.RETURN)
        typed_form.keep("targets", chosen, _seen())
    signed.say("filling")
    if st.session_state.pop(typed_form.key("targets", chosen, "shown"), False):
        _preview(facts, chosen, indicator)
    if chosen != NEW and ("targets", chosen) not in _own():
        st.html(markup.paragraph(paragraphs.KEPT, "caption"))


def questions(facts: Facts, person: Person) -> None:
    """Which goal, its question and the comparison that its answer leads with, and the button that saves."""
    headings = {key: goal.heading for key, goal in facts.goals.items()}
    first = next(iter(headings))
    goal = choices.Choice(filled.GOAL, [*headings], first, st.selectbox, "Mål", headings.__getitem__).ask()
    sets = {key: one.title for key, one in facts.registry.comparison_sets.items()}
    before = content.written("goals", goal)
    typed_form.begin(facts, "goals", goal, before)
    st.html(markup.paragraph(paragraphs.HOW_QUESTIONS, "caption"))
    _fields(content.QUESTION, before, "goals", goal, {"answer_set": sets})
    typed_form.changed("goals", goal)
    signed.ask(person, "filling")
    with st.container(horizontal=True):
        st.button(
            "Spara målets fråga",
            on_click=_save_question,
            args=(goal, _seen()),
            key=typed_form.key("goals", goal, "save"),
        )
        _removing(facts, "goals", goal, paragraphs.REMOVE_GOAL, paragraphs.RETURN_QUESTION)
        typed_form.keep("goals", goal, _seen())
    signed.say("filling")


def _of_what(facts: Facts, chosen: str, indicator: str) -> None:
    """At the buttons, far below the choice: which indicator, and what may be a slip in what is typed."""
    st.html(markup.paragraph(counting.chosen(facts, indicator, counting.SAVED_FOR), "takeaway"))
    with st.container():  # always there: the buttons below keep their place, and the focus
        for doubt in typed_form.doubts(facts, chosen, indicator):
            st.warning(plain.markdown(doubt))


def _judged(facts: Facts, chosen: str, before: str, indicator: str) -> None:
    """Whether the indicator is to be judged against the target, and what becomes different then, before it is saved."""
    with st.container():  # always there, as above
        transfer = typed_form.typed("targets", chosen, "transfer")
        if not judging.is_offered(facts, indicator, transfer, before):
            if first := judging.awaits(facts, indicator, transfer):
                st.html(markup.paragraph(first, "caption"))
            return
        at, words = typed_form.key("targets", chosen, JUDGED.name), content.choices(facts, indicator)[JUDGED.name]
        _field(JUDGED, typed_form.held("targets", chosen).get(JUDGED.name, before), at, words)
        st.html(markup.paragraph(judging.WHOSE.format(body=facts.home.bodies.leadership.name), "caption"))
        if (answer := typed_form.typed("targets", chosen, JUDGED.name)) == before:
            return
        if answer == judging.YES:
            st.html(markup.paragraph(judging.MEANS, "caption"))
        try:
            then = judging.under(facts, registry.load_with(_target_text(chosen, indicator)[1]))
        except MalkollenError:
            st.html(markup.paragraph(judging.FILL_IN, "caption"))
            return
        st.html(markup.notes(judging.becomes(facts, then, indicator)))


def _removing(facts: Facts, table: str, key: str, remove: str, give_back: str) -> None:
    """The button that takes away a paragraph of the office's own, in its form."""
    if (table, key) in _own():
        label = give_back if paragraphs.is_the_programs(table, key) else remove
        called = paragraphs.name(facts, table, key)
        args = (table, key, called, _seen())
        st.button(plain.markdown(label), on_click=_remove, args=args, key=typed_form.key(table, key, "remove"))


def others(facts: Facts) -> None:
    """The paragraphs of the office's own that have no form here, each with the button that takes it away."""
    found = [one for one in _own() if one[0] not in paragraphs.FORMS and not paragraphs.is_chosen_at_a_target(*one)]
    if not found:
        return
    with st.expander("Annat som kansliet har ändrat i registret", key="declaring:others"):
        for table, key in found:
            called = paragraphs.name(facts, table, key)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.write(plain.markdown(called))
                st.button(
                    plain.markdown(f"Ta bort {called}"), on_click=_remove, args=(table, key, called, _seen()),
                    key=typed_form.key(table, key, "remove"),
                )  # fmt: skip


def _remove(table: str, key: str, called: str, seen: str) -> None:
    data = storage.data_folder()

    def remove(person: Person) -> None:
        done = Done(Act.UNDECLARED, f"{table}.{key}", words=called)
        overlay.save(data, paragraphs.without(data, table, key, session.facts().as_of), seen, person, done)

    if signed.act("filling", remove, paragraphs.removed(session.facts(), table, key, called)):
        typed_form.forget(table, key)
        if table == "targets" and not paragraphs.is_the_programs(table, key):
            choices.set_choice(filled.TARGET, NEW)


def undoing(facts: Facts) -> None:
    """The last paragraph that was written from here, to be taken back, and the last taken back, to be done again."""
    data = storage.data_folder()
    steps = (("undo", overlay.undoable(data), overlay.undo), ("repeat", overlay.repeatable(data), overlay.repeat))
    for name, step, act in steps:
        if step is None:
            continue
        (label, done, button), then = paragraphs.STEPS[name], overlay.before(data, step)
        at = f"declaring:{name}ing:{step.line.id}"  # its own: after a press the next step is a closed box
        with st.expander(plain.markdown(paragraphs.step(facts, label, step.line, then)), key=at):
            st.write(plain.markdown(paragraphs.offered(facts, done, button, step.line, then)))
            receipt = paragraphs.stepped(facts, name, step.line, then)
            st.button(
                plain.markdown(button), on_click=_step, args=(partial(act, data, _seen()), receipt, (name, _seen())),
                key=f"declaring:{name}",
            )  # fmt: skip


def _step(act: Callable[[Person], object], done: str, press: tuple[str, str]) -> None:
    signed.act("filling", act, done, press=press)  # a form that nobody has typed in shows what holds now, others ask


def _fields(
    fields: tuple[Field, ...], before: Mapping[str, str], table: str, key: str, words: Mapping[str, Mapping[str, str]]
) -> None:
    faults, held = st.session_state.get(typed_form.key(table, key, "faults"), ()), typed_form.held(table, key)
    for line in content.lines(fields):
        for place, field in zip(st.columns(len(line)), line, strict=True):
            with place:
                at = typed_form.key(table, key, field.name)
                first = held.get(field.name, before.get(field.name) or field.first)
                _field(field, first, at, words.get(field.name, {}))
                if wrong := content.about(field, faults):
                    st.html(markup.paragraph(" ".join(wrong), "fault"))


def _field(field: Field, first: str, at: str, words: Mapping[str, str]) -> None:
    label = plain.markdown(field.label)
    if field.kind == "choice":
        options = list(field.choices or words)
        st.session_state.setdefault(at, first if first in options else None)
        st.selectbox(label, options, format_func=lambda choice: words.get(choice, choice), key=at,
                     placeholder="Välj")  # fmt: skip
    elif field.kind == "day":
        st.session_state.setdefault(at, content.day(first))
        st.date_input(label, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", key=at)
    elif field.kind == "long":
        st.session_state.setdefault(at, first)
        st.text_area(label, key=at, height="content")
    else:
        st.session_state.setdefault(at, first)
        st.text_input(label, key=at, autocomplete="off")


def _look(chosen: str) -> None:
    def look(_person: Person) -> None:
        _target_text(chosen, typed_form.typed("targets", chosen, "indicator"))

    if _act("targets", chosen, look, as_whoever=True):
        st.session_state[typed_form.key("targets", chosen, "shown")] = True


def _preview(facts: Facts, chosen: str, indicator: str | None) -> None:
    key, text = _target_text(chosen, indicator)
    declared = registry.load_with(text)
    shown(facts, [PageSection("", content.preview(facts, declared, key, signed.known_name("filling")))])


def _target_text(chosen: str, indicator: str | None) -> tuple[str, str]:
    """The key of the target as it is typed, and the overlay with it; EntryError where something is missing."""
    typed = {field.name: typed_form.typed("targets", chosen, field.name) for field in (*content.TARGET, JUDGED)}
    if not indicator:
        raise EntryError([content.INDICATORLESS])
    key = chosen or content.key_of(typed["title"], registry.load().targets)
    text = content.target_text(storage.data_folder(), key, indicator, typed)
    judging.require_in_force(session.facts(), registry.load_with(text), indicator, typed[JUDGED.name])
    return key, text


def _save_target(chosen: str, seen: str) -> None:
    told = ""

    def save(person: Person) -> None:
        nonlocal told
        typed_form.require_read("targets", chosen)
        key, text = _target_text(chosen, typed_form.typed("targets", chosen, "indicator"))
        act, title = Act.DECLARED if chosen else Act.TARGET_ADDED, typed_form.typed("targets", chosen, "title")
        words = unsaved.what_is_saved(clean_line(title), typed_form.differing("targets", chosen) if chosen else ())
        again = judging.changed(f"targets.{key}", text)
        done = Done(act, f"targets.{key}", words=words)
        declared, facts = overlay.save(storage.data_folder(), text, seen, person, done), session.facts()
        target = declared.targets[key]
        past = [f"Sidan varnade: {doubt}" for doubt in typed_form.doubts(facts, chosen, target.indicator)]
        shown_on = counting.shown_on(facts, target.indicator)
        told = " ".join(filter(None, ["Sparat.", f"{counting.told(facts, target)}.", *past, again, shown_on]))

    if _act("targets", chosen, save):
        signed.tell("filling", told)
        typed_form.forget("targets", chosen)


def _save_question(goal: str, seen: str) -> None:
    def save(person: Person) -> None:
        typed_form.require_read("goals", goal)
        typed = {field.name: typed_form.typed("goals", goal, field.name) for field in content.QUESTION}
        text = content.question_text(storage.data_folder(), goal, typed)
        overlay.save(storage.data_folder(), text, seen, person, Done(Act.DECLARED, f"goals.{goal}"))

    if _act("goals", goal, save, "Målets fråga är sparad och gäller på alla sidor."):
        typed_form.forget("goals", goal)


def _act(table: str, key: str, do: Callable[[Person], None], done: str = "", *, as_whoever: bool = False) -> bool:
    """Does something with a form; what is wrong is told in its words, and kept to stand beside its fields too."""
    at = typed_form.key(table, key, "faults")
    fields = content.TARGET if table == "targets" else content.QUESTION
    st.session_state.pop(at, None)

    def told(person: Person) -> None:
        try:
            do(person)
        except RegistryError as error:
            raise EntryError(content.in_words(error.faults, fields)) from None

    def kept(person: Person) -> None:
        try:
            told(person)
        except EntryError as error:
            st.session_state[at] = tuple(error.faults)
            raise

    return signed.act("filling", kept, done, as_whoever=as_whoever)


def _own() -> list[tuple[str, str]]:
    return paragraphs.own(storage.data_folder())


def _seen() -> str:
    return overlay.fingerprint(overlay.text(Path(storage.data_folder())))
