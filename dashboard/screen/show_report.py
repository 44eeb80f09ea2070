"""The Streamlit pieces of documents: what a document is of, its preview, and its file with how the writing goes."""

import logging
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import address, plain, writing
from dashboard.content.facts import Facts
from dashboard.content.goal import priorities
from dashboard.content.objects import planned
from dashboard.content.overview.page import READER
from dashboard.documents import blocks as document_blocks, compose, conference, selection
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.screen import choices
from dashboard.screen.markup import document_markup, markup
from dashboard.screen.several import Several
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.reports import FORMATS, TYPES, USUAL, Format, Kind

LOG = logging.getLogger(__name__)
OBJECTS = "Objekt ur den nationella planen"
ASKED, OF = "report:asked", "report:format-of"
State = tuple[str, ...]


def kind(facts: Facts) -> Kind:
    """What is to be made."""
    kinds = selection.kinds_for(choices.asked(READER))
    captions = [selection.about(facts, name) for name in kinds]
    chosen: Kind = choices.Choice(
        "slag", kinds, kinds[0], partial(st.radio, captions=captions), "Vad vill ni ta fram?",
        shown=partial(selection.title, facts),
    ).ask()  # fmt: skip
    return chosen


def form(chosen: Kind) -> Format:
    """In which format; what is usual for the kind until somebody chooses another."""
    if not address.run().is_new and st.session_state.get(OF) not in (None, chosen):
        address.run().asked.pop("format", None)
        st.session_state.pop("choice:format", None)
    st.session_state[OF] = chosen
    found: Format = choices.Choice(
        "format", list(FORMATS), USUAL[chosen], st.selectbox, "Format", shown=FORMATS.__getitem__
    ).ask()
    return found


def order(facts: Facts, chosen: Kind) -> Order:
    """What the document is of: asked for where the kind leaves a choice."""
    if chosen == "underlag":
        return _basis(facts)
    if chosen == "blad":
        keys = _keys(facts, "Indikatorer (ingen vald: alla)")
        return Order(chosen, tuple(keys), _area(facts, "Område"))
    if chosen == "konferens":
        several = slides(facts)
        several.ask()
        return room(several)
    return Order(chosen)


def _area(facts: Facts, label: str) -> str:
    """Whose document it is: the reader's own municipality where one is chosen, else the home group; or any other."""
    every, mine = facts.areas.from_home, choices.asked(address.MINE)
    usual = mine if mine in every else facts.areas.home.id
    return choices.Choice("omrade", every, usual, st.selectbox, label, shown=facts.areas.name).ask()


def slides(facts: Facts) -> Several:
    """Which slides are wanted, as the address and the page have it; all of them where nobody has chosen."""
    data = storage.data_folder()
    options = _choosable(selection.state(facts, data), facts, data)
    return Several(
        selection.SLIDES, list(options), list(options), "Bilder", options.__getitem__, placeholder="Välj bilder"
    )


def room(several: Several) -> Order:
    """The order of the slides that are wanted."""
    return Order("konferens", slides=() if several.is_usual else tuple(several.value))


@st.cache_data(max_entries=16, show_spinner=False)
def _choosable(state: State, _facts: Facts, _data: Path) -> dict[str, str]:  # noqa: ARG001 - a key
    return conference.choosable(_facts, _data)


def _basis(facts: Facts) -> Order:
    keys = _keys(facts, "Indikatorer")
    whole = list(dict.fromkeys([*keys, *selection.core(facts)]))
    st.button(  # it stays where it is: what is chosen moves nothing
        "Ta med kärnindikatorerna", on_click=choices.set_choice, args=("indikatorer", ",".join(whole)),
        disabled=whole == keys,
    )  # fmt: skip
    objects = _objects(facts)
    area = _area(facts, "Underlaget gäller")
    places = Several(
        "omraden", facts.areas.everything, selection.usual_areas(facts), "Områden i tabellerna", facts.areas.name
    ).ask()
    asked_year = choices.Choice(
        "ar", selection.years(facts, keys), selection.LATEST, st.selectbox, "År",
        shown=lambda year: "Senaste" if year == selection.LATEST else year,
    ).ask()  # fmt: skip
    sets = facts.registry.comparison_sets
    beside = choices.Choice(
        "jamforelse", list(sets), next(iter(sets)), st.selectbox, "Jämförelse", shown=lambda name: sets[name].title
    ).ask()
    title = choices.Typed("rubrik", "Rubrik", "till exempel Underlag om elbilar").ask()
    summary = choices.Typed("sammanfattning", "Sammanfattning", "Skriv här, eller senare i filen", lines=4).ask()
    background = choices.Typed("bakgrund", "Bakgrund", "Skriv här, eller senare i filen", lines=4).ask()
    year = None if asked_year == selection.LATEST else int(asked_year)
    return Order(
        "underlag", tuple(keys), area, tuple(places), year, beside, title or "Underlag", summary, background,
        objects=tuple(objects),
    )  # fmt: skip


def _objects(facts: Facts) -> list[str]:
    """Which of the national plan's objects are taken along; none is asked for where the plan is not here."""
    every = [one.object_id for one in planned.every(facts)] if priorities.is_followed(facts) else []
    if not every:
        return []
    named = partial(planned.choice, facts)
    return Several(planned.OBJECTS, every, [], OBJECTS, named, placeholder="Välj objekt").ask()


def _keys(facts: Facts, label: str) -> list[str]:
    return Several(
        "indikatorer", list(facts.registry.indicators), [], label, partial(selection.indicator_name, facts),
        codes=facts.codes, placeholder="Välj indikatorer",
    ).ask()  # fmt: skip


def read_through(facts: Facts, wanted: Order) -> Document | None:
    """The document as it is read on the page; None where nothing is chosen or none can be composed, which is said."""
    if selection.is_empty(wanted):
        st.html(markup.paragraph(selection.EMPTY, "no-target") + markup.paragraph(selection.EMPTY_HINT, "caption"))
        return None
    if document := composed(facts, wanted):
        _show(facts, wanted, document)
    return document


def composed(facts: Facts, wanted: Order) -> Document | None:
    """The document; None where it cannot be composed, which is then said."""
    data = storage.data_folder()
    try:
        return _document(wanted, selection.state(facts, data), facts, data)
    except MalkollenError as error:
        st.error(plain.markdown(str(error)))
    except Exception:
        LOG.exception("a document of kind %s could not be composed", wanted.kind)
        st.error(plain.markdown(selection.not_composed(facts)))
    return None


@st.cache_resource(max_entries=16, show_spinner="Sätter ihop dokumentet …")
def _document(wanted: Order, state: State, _facts: Facts, _data: Path) -> Document:  # noqa: ARG001 - a key
    return compose.compose(_facts, _data, wanted)


def _show(facts: Facts, wanted: Order, document: Document) -> None:
    """The document's sections on the page; a long one whole only when asked for."""
    st.html(markup.paragraph(selection.PREVIEW_NOTE, "caption"))
    is_whole = True
    if beginning := selection.cut(document):
        st.html(markup.paragraph(selection.cut_text(len(beginning.sections), len(document.sections)), "caption"))
        is_whole = st.toggle("Visa alla avsnitt", key="report:whole", on_change=address.catch_up)
    shown = document if is_whole or beginning is None else beginning
    try:
        st.html(_preview(wanted, selection.state(facts, storage.data_folder()), shown is document, shown))
    except Exception:
        LOG.exception("the preview of %s could not be drawn", document.name)
        st.error(selection.NOT_DRAWN)


@st.cache_data(max_entries=16, show_spinner="Ritar förhandsvisningen …")
def _preview(wanted: Order, state: State, is_whole: bool, _document: Document) -> str:  # noqa: ARG001 - keys
    return document_markup.preview(_document)


def file(facts: Facts, wanted: Order, document: Document, chosen: Format) -> None:
    """The file, written when it is asked for and kept, so that asking again costs nothing."""
    asked = (wanted, chosen, selection.state(facts, storage.data_folder()))
    name, slot = plain.file_name(f"{document.name}.{chosen}"), st.empty()
    if st.session_state.get(ASKED) != asked:
        with slot.container():
            is_asked = st.button("Skapa filen", type="primary", key="report:make", on_click=address.catch_up)
            st.html(markup.paragraph(f"Filen får namnet ”{name}”.", "file"))
        if not is_asked:
            return
    st.session_state[ASKED] = asked
    with slot.status(plain.markdown(selection.writing_text(chosen))):
        st.write("Ritar diagram och kartor, sätter texten och ser efter att den får plats.")
        written = _written(facts, asked, document)
    if isinstance(written, str):
        slot.error(plain.markdown(written))
        st.session_state.pop(ASKED)
        return
    with slot.container():
        st.download_button(
            "Hämta filen", written, name, TYPES[chosen], key="report:file", on_click="ignore", type="primary"
        )
        st.html(markup.paragraph(selection.size_text(name, written), "file"))


def sheet(facts: Facts, wanted: Order, label: str) -> None:
    """A button that gives a sheet as PDF, written when it is pressed."""
    name = plain.file_name(f"{document_blocks.file_name(facts, *_called(facts, wanted))}.pdf")
    st.download_button(
        plain.markdown(label), partial(_sheet, facts, wanted), name, TYPES["pdf"], key="report:sheet",
        on_click="ignore", type="tertiary",
    )  # fmt: skip


def _called(facts: Facts, wanted: Order) -> tuple[str, ...]:
    if wanted.kind != "blad":
        return (selection.title(facts, wanted.kind),)
    return document_blocks.names(facts, wanted.keys), facts.areas.name(wanted.area or facts.areas.home.id)


def _sheet(facts: Facts, wanted: Order) -> bytes:
    """The bytes of a sheet; where it cannot be written that is in the log, and the button says so."""
    data = storage.data_folder()
    try:
        return _bytes(wanted, "pdf", selection.state(facts, data), compose.compose(facts, data, wanted))
    except Exception:
        LOG.exception("the sheet %s could not be written", wanted.kind)
        raise


def _written(facts: Facts, asked: tuple[Order, Format, State], document: Document) -> bytes | str:
    """The file's bytes; where it cannot be written, why."""
    try:
        return _bytes(*asked, document)
    except MalkollenError as error:
        return str(error)
    except Exception:
        LOG.exception("%s could not be written as %s", document.name, asked[1])
        return selection.not_written(facts)


@st.cache_data(max_entries=16, show_spinner=False)
def _bytes(wanted: Order, chosen: Format, state: State, _document: Document) -> bytes:  # noqa: ARG001 - keys
    return writing.write(_document, chosen, storage.data_folder())
