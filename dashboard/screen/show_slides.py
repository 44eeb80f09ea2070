"""The Streamlit pieces of Konferensläge: one slide at a time, turned by buttons, keys or a presenter's remote."""

import logging
from pathlib import Path

import streamlit as st

from dashboard import address, plain
from dashboard.content.facts import Facts
from dashboard.documents import selection
from dashboard.documents.document import Document
from dashboard.screen import choices, show_report
from dashboard.screen.markup import document_markup, markup
from malkollen.database import storage

LOG = logging.getLogger(__name__)
NUMBER, FROM = "bild", "fran"
MOST_DIGITS = 5
WAYS_OUT = {"underlag": ("views/reports.py", {"slag": "konferens"}), "oversikt": ("views/overview.py", {})}
STATIC = Path(__file__).parents[1] / "static"


def slide_number(last: int) -> int:
    """Which slide the address asks for; the nearest there is where it asks for another."""
    run = address.run()
    number, origin = _number(run.asked.get(NUMBER), last), run.asked.get(FROM, "")
    run.settle(NUMBER, str(number), "1", str(_number(run.bar.get(NUMBER), last)))
    run.settle(FROM, origin, "", origin)
    return number


def _number(asked: str | None, last: int) -> int:
    text = asked or ""
    is_number = text.isascii() and text.isdigit() and len(text) < MOST_DIGITS
    return min(max(int(text), 1), last) if is_number else 1


def show(facts: Facts, document: Document, number: int) -> None:
    """A slide, or after the last one all of them in order."""
    if number > len(document.sections):
        _order(facts, document)
        return
    if drawn := _drawn(facts, document, number):
        st.html(drawn)
    else:
        st.error(selection.NO_SLIDE)


def prepare(facts: Facts, document: Document, number: int) -> None:
    """Draws a slide before it is asked for, so that turning to it takes no time."""
    if number <= len(document.sections):
        _drawn(facts, document, number)


def _drawn(facts: Facts, document: Document, number: int) -> str | None:
    """The slide; None where it cannot be drawn."""
    try:
        shown = tuple(section.key for section in document.sections)
        return _slide(selection.state(facts, storage.data_folder()), shown, number, document)
    except Exception:
        LOG.exception("slide %d of %s could not be drawn", number, document.name)
        return None


@st.cache_data(max_entries=64, show_spinner=False)
def _slide(state: show_report.State, shown: tuple[str, ...], number: int, _document: Document) -> str:  # noqa: ARG001 - keys
    return document_markup.slide(_document.sections[number - 1])


def _order(facts: Facts, document: Document) -> None:
    st.html(document_markup.order_head("Bilderna i ordning"))
    with st.container(key="mk-slide-order", gap=None):
        for number, section in enumerate(document.sections, 1):
            st.page_link(
                "views/conference.py",
                label=plain.markdown(f"{number}. {section.heading}"),
                query_params=address.along("conference", **_query(str(number))),
            )
    st.page_link(
        "views/reports.py", label="Hämta bilderna som PowerPoint eller PDF",
        query_params=address.along("reports", slag="konferens"),
        icon=":material/arrow_forward:",
    )  # fmt: skip
    st.html(document_markup.order_foot([selection.sources_text(facts, document), document.version]))


def _query(number: str) -> dict[str, str]:
    found = {NUMBER: number} | ({selection.SLIDES: chosen} if (chosen := choices.asked(selection.SLIDES)) else {})
    return found | ({FROM: origin} if (origin := choices.asked(FROM)) in WAYS_OUT else {})


def controls(number: int, last: int, version: str) -> None:
    """Previous, next, where one is, all slides and the way out; the keys (static/keys.js, in the frame) do the same."""
    with st.container(
        key="mk-slide-bar", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.button("Föregående", on_click=_turn, args=(number - 1,), disabled=number == 1, icon=":material/arrow_back:")
        st.html(document_markup.where(number, last), width="content")
        if version:
            st.html(markup.paragraph(version, "slide-where"), width="content")
        st.button("Alla bilder", on_click=_turn, args=(last,), disabled=number == last)
        is_leaving = st.button("Lämna", key="mk-slide-leave")
        st.button(
            "Nästa", on_click=_turn, args=(number + 1,), disabled=number >= last - 1, icon=":material/arrow_forward:",
            icon_position="right", type="primary",
        )  # fmt: skip
    if is_leaving:
        view, query = WAYS_OUT.get(choices.asked(FROM) or "", WAYS_OUT["oversikt"])
        st.switch_page(view, query_params=address.along(Path(view).stem, **query))


def _turn(to: int) -> None:
    address.press(NUMBER, str(to))
