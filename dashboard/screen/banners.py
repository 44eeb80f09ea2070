"""What a page says above itself: that another version, programme or day of the data is read, and the way back."""

import streamlit as st

from dashboard import address, asked, plain
from dashboard.content.data import corrections, editions
from dashboard.content.facts import Facts
from dashboard.content.goal import programmes
from dashboard.content.text import version_of_figures
from dashboard.screen import choices, session
from dashboard.screen.markup import markup
from dashboard.workbook import downloads
from malkollen.texts.printable import excerpt

OPENED_BEFORE = "Siffrorna har bytts sedan du öppnade sidan. Nu visas de nya."


def version_notice(facts: Facts) -> None:
    """Says so when a link was made with other data than is shown now, or the page was opened with others."""
    older = choices.pin_version(facts.data_version)
    if older and not choices.asked(choices.PINNED):
        address.run().notices.append(OPENED_BEFORE)
    elif older:
        address.run().notices.append(
            f"Länken gjordes med {version_of_figures(excerpt(older, plain.NOTICE))}. Nu visas {facts.data_version}: "
            "siffror kan ha reviderats sedan dess."
        )


def edition_banner(facts: Facts) -> None:
    """Says that a fixed version is shown, and the way back to what holds now."""
    text = editions.banner(facts)
    if text is None:
        return
    with st.container(key="mk-edition", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(markup.paragraph(text, "edition"))
        with st.container(horizontal=True, width="content"):  # beside each other, however long a name is
            if later := corrections.corrected(facts, "{}"):
                st.button(
                    plain.markdown(f"Visa {later}"), on_click=session.open_edition, args=(later,), width="content"
                )
            st.button("Visa det som gäller nu", on_click=session.leave_edition, width="content")
    if differing := session.edition_differs():
        st.warning(plain.markdown(differing))


def edition_values() -> None:
    """The values of a fixed version that this program cannot open otherwise."""
    if found := session.edition_values():
        st.header("Värdena i den fastställda versionen", anchor=False)
        st.html(markup.table(found))
        st.download_button("Hämta CSV", downloads.csv_bytes(found), plain.file_name(f"{found.name}.csv"), "text/csv")


def programme_banner(facts: Facts) -> None:
    """Says above every page that another programme than the one that leads is read, and the way back."""
    if not facts.aside:
        return
    with st.container(key="mk-programme", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(markup.paragraph(programmes.note(facts), "edition"))
        st.button("Visa det som gäller nu", on_click=asked.leave, width="content", key="leave-programme")
