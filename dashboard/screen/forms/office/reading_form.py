"""Hämta och läsa in: a file or a fetch is read in beside what is shown, looked at, and difference."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import plain
from dashboard.blocks.page import PageBlock, PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import becoming, difference, reading as content, standing, words
from dashboard.content.office.becoming import Becoming
from dashboard.content.office.difference import Difference
from dashboard.content.office.sources import standings
from dashboard.screen import choices, session
from dashboard.screen.forms import unsaved_form
from dashboard.screen.forms.office import held_form, progress_form, signed, waiting_form
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from dashboard.web import doors
from malkollen import served
from malkollen.database import settings, storage
from malkollen.errors import EntryError
from malkollen.office.access import Person, Role
from malkollen.office.room import accepted, inbox, proposal as papers, work
from malkollen.office.room.accepted import Accepted
from malkollen.office.room.proposal import Proposal
from malkollen.office.room.work import Work

CLOSED = "Det här är kansliets rum. Logga in som kansli för att läsa in siffror."
FILELESS = "Välj en fil först. Blev den röd är den för stor: be den som sköter servern lägga in den."
LARGE = "En större fil lägger den som sköter servern in. Den visas då här med sitt namn."
REASON, WHY, UPLOAD = "reading:reason", "reading:why", "reading:upload"
READ = "reading:read"
"""When the last work ended, of which whoever looks has read how it went."""
TOLD_FOR = timedelta(hours=1)
STARTS: tuple[signed.Part, ...] = ("held", "taking", "waiting", "fetching")
"""Where work is started from."""
ANSWERED = signed.ANSWERED


def show(facts: Facts, person: Person) -> None:
    """What is under way, what waits for its answer, or what may be brought in."""
    with st.container(key="mk-room"):
        _show(facts, person)


def _show(facts: Facts, person: Person) -> None:
    admit(person)
    if person.role < Role.OFFICE:
        st.html(markup.paragraph(CLOSED, "caption"))
        return
    data = storage.data_folder()
    now, waiting = work.read(data), papers.read(data)
    bar = st.empty()  # emptied at once when the work is over, before the rest is drawn: no bar beside its receipt
    if now and now.is_running:
        _say(*STARTS, "answering", "undoing")  # somebody else was first
        with bar.container():
            progress_form.follow(data)
        return
    if now and (ended := _ended(facts, data, now)):
        shown(facts, [PageSection("", ended)])
    if waiting:
        st.session_state.pop(ANSWERED, None)
    is_asked = waiting is not None and not waiting.is_the_same
    word, kind = st.session_state.get(ANSWERED, ("", None))  # stays: the page may be drawn anew, for the new figures
    if not word and now and now.state == "done" and _is_told(now, accepted.accepted(data)):
        word = "accept"  # also where the page is another
    if word and now and now.state == "done":
        live = storage.database()
        brought = _difference(str(live), str(storage.fingerprint(live))) if word == "accept" else None
        with st.container(key=f"mk-told-{now.started_at:%H%M%S}"):  # brought into view once
            st.success(plain.markdown(difference.receipt(word, kind, brought)))
    if waiting and is_asked:
        _say(*STARTS)
        _answering(facts, data, waiting, person)
        _undoing(facts, data)
    else:
        signed.ask(person, "reading")
        if waiting:
            _already_there(facts, waiting)
        signed.say("answering")
        _undoing(facts, data)  # first: the files take their time to be recognised
        _bringing(facts, data)


def _ended(facts: Facts, data: Path, now: Work) -> list[PageBlock]:
    return content.outcome(facts, now, inbox.failed(data, now.started_at), inbox.removed(data))


def _is_told(now: Work, steps: Sequence[Accepted]) -> bool:
    """Whether the last work brought in what may be taken back, a moment ago, and nobody here has gone on since."""
    if not steps or now.ended_at is None or st.session_state.get(READ) == now.ended_at:
        return False
    return now.started_at <= steps[0].at <= now.ended_at and datetime.now(UTC) - now.ended_at < TOLD_FOR


def leave() -> None:
    """Whoever has gone on to another room has read how the last answer went: it is told no more."""
    now = work.read(storage.data_folder())
    st.session_state.pop(ANSWERED, None)
    st.session_state[READ] = now.ended_at if now else None


def _say(*parts: signed.Part) -> None:
    """How presses went whose buttons are not shown now."""
    for part in parts:
        signed.say(part)


def admit(person: Person) -> None:
    """Opens the door for files to whoever is of the office, and shuts it to others."""
    if not (context := get_script_run_ctx()):
        return
    if person.role >= Role.OFFICE:
        doors.admit(context.session_id, person)
    else:
        doors.shut(context.session_id)


def _let_go(*, only_if_full: bool = False) -> None:
    """Takes a reader's uploaded files out of memory: they are read in, or no field holds them."""
    context = get_script_run_ctx()
    if context is None or (only_if_full and not doors.is_full(context.session_id)):
        return
    if isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in doors.let_go(context.session_id):
            context.uploaded_file_mgr.remove_file(context.session_id, file)


# ───────────── Answered ─────────────


def _answering(facts: Facts, data: Path, waiting: Proposal, person: Person) -> None:
    would = _difference(str(papers.database(data)), waiting.made_at.isoformat())
    mark = waiting.made_at.isoformat()
    becomes = _becoming(str(papers.database(data)), mark, facts.version) if would.figures else None
    told = content.blocks(facts, waiting, would, becomes, is_stale=waiting.is_stale(data))
    shown(facts, [PageSection(content.heading(facts, waiting), told, 3)])
    label = content.ASKS_REASON if content.needs_reason(waiting) else content.MAY_REASON
    signed.ask(person, "reading")
    _reason(_answers(waiting), REASON, label)
    with st.container(horizontal=True):
        look: Literal["primary", "secondary"] = "secondary" if content.needs_reason(waiting) else "primary"
        st.button("Ja, låt det gälla", on_click=_answer, args=("accept",), key="reading:yes", type=look)
        st.button("Nej, lägg åt sidan", on_click=_answer, args=("refuse",), key="reading:no")
    signed.say("answering")


def _already_there(facts: Facts, waiting: Proposal) -> None:
    shown(facts, [PageSection(content.heading(facts, waiting), content.already_there(facts, waiting), 3)])
    st.button(content.PUT_AWAY, on_click=_answer, args=("put away",), key="reading:put-away-same")


def _answers(waiting: Proposal) -> str:
    """What a reason is kept as until it is given: of this question alone."""
    return f"reason-{waiting.made_at.isoformat()}"


def _reason(what: str, key: str, label: str) -> None:
    """A reason, kept while it is not given; what: of what."""
    fields = {key: str}
    unsaved_form.begin_fields(what, fields)
    with st.container(key=f"mk-kept-{key}"):  # the frame's script sends it while it is typed
        st.text_input(plain.markdown(label), key=key, autocomplete="off")
    unsaved_form.keep_fields(what, fields)


@st.cache_data(max_entries=4, show_spinner="Jämför med det som visas …")
def _difference(database: str, mark: str) -> Difference:  # noqa: ARG001 - a key
    return difference.difference(Path(database))


@st.cache_data(max_entries=4, show_spinner="Räknar ut vad sidorna skulle säga …")
def _becoming(database: str, mark: str, version: int) -> Becoming | None:  # noqa: ARG001 - keys
    return becoming.becoming(session.facts(), Path(database), _difference(database, mark).verdicts)


def _answer(word: str) -> None:
    what = "för in det som lästs in" if word == "accept" else "lägger det som lästs in åt sidan"
    command = "accept" if word == "accept" else "refuse"

    def answer(person: Person) -> None:
        reason = papers.reason(str(st.session_state.get(REASON) or ""))
        waiting = papers.read(storage.data_folder())
        if waiting and content.needs_reason(waiting) and not reason:
            raise EntryError([content.reasonless(waiting, word)])
        _begin(person, what, ["proposal", command, f"--reason={reason}"])

    waiting = papers.read(storage.data_folder())
    if signed.act("answering", answer):
        st.session_state[REASON] = ""
        if waiting:
            unsaved_form.let_go(_answers(waiting))
        st.session_state[ANSWERED] = (word, waiting.kind if waiting else None)


def _undoing(facts: Facts, data: Path) -> None:
    """The way back; shut, or its button would come to lie under the one that was just pressed."""
    steps = accepted.undoable(data)
    if not steps:
        return
    last = steps[0]
    with st.expander(plain.markdown(difference.undoable(facts, last)), key="reading:undoing"):
        st.write(plain.markdown(difference.undoing(facts, steps)))
        _reason(f"undo-{last.at.isoformat()}", WHY, "Varför (får vara tomt)")
        st.button("Ångra inläsningen", on_click=_undo, key="reading:undo")
        signed.say("undoing")


def _undo() -> None:
    def undo(person: Person) -> None:
        reason = papers.reason(str(st.session_state.get(WHY) or ""))
        _begin(person, "ångrar en inläsning", ["proposal", "undo", f"--reason={reason}"])

    if signed.act("undoing", undo):
        st.session_state[WHY] = ""
        st.session_state[ANSWERED] = ("undo", None)


# ───────────── Brought in ─────────────


def _bringing(facts: Facts, data: Path) -> None:
    held_form.show(facts, data)
    st.subheader("Läs in en fil", anchor=False)
    largest = served.largest_upload()
    kinds = "En ifylld mall, en arbetsbok, en tidtabell eller småområden"
    given = st.file_uploader(plain.markdown(f"{kinds}, högst {largest} MB"), key=_upload_key(), max_upload_size=largest)
    if given is None:
        _let_go(only_if_full=True)
    st.button("Läs in och visa vad som skulle ändras", on_click=_take, key="reading:take")
    signed.say("taking")
    st.html(markup.paragraph(words.with_keeper(LARGE), "caption"))
    files = st.container(key=f"mk-part-{standing.FILES}")
    with st.container(key=f"mk-part-{standing.FETCHING}"):
        _fetching(facts)
    with files:  # last: they take their time to be recognised
        waiting_form.show(facts, data)


def _fetching(facts: Facts) -> None:
    sources = content.fetchable(facts)
    st.subheader("Hämta nu", anchor=False)
    if settings.is_shut():
        st.write(plain.markdown(words.with_keeper(standings.SHUT)))
        return
    if not sources:
        st.write("Ingen källa går att hämta härifrån.")
        return
    names = {"": "Välj en källa", **sources}
    choices.Choice(standing.SOURCE, list(names), "", st.selectbox, "Källa", names.__getitem__).ask()
    st.button("Hämta och visa vad som skulle ändras", on_click=_fetch, key="reading:fetch")
    signed.say("fetching")


def _upload_key() -> str:
    """Another for every file that has been taken, so that the field is empty again."""
    return f"{UPLOAD}:{st.session_state.get(UPLOAD, 0)}"


def _take() -> None:
    given = st.session_state.get(_upload_key())
    if given is None:
        signed.leave_word("taking", FILELESS)
        return

    def lay_and_read(person: Person) -> None:
        path = inbox.lay(storage.data_folder(), person, given.name, given.getvalue())
        _begin(person, f"läser in {path.name}", ["proposal", "make", f"--from={path}"])

    if signed.act("taking", lay_and_read):
        st.session_state[UPLOAD] = st.session_state.get(UPLOAD, 0) + 1
        _let_go()


def _fetch() -> None:
    source, sources = st.session_state.get(f"choice:{standing.SOURCE}"), content.fetchable(session.facts())
    if source not in sources:  # a choice may be forged, and goes on to a command
        signed.leave_word("fetching", "Välj en källa först.")
        return
    what, command = f"hämtar {sources[source]}", ["proposal", "make", str(source)]
    signed.act("fetching", lambda person: _begin(person, what, command))


def _begin(person: Person, what: str, command: list[str]) -> None:
    work.start(storage.data_folder(), person, what, command)
