"""What stands around every page: its doors above, the foot below, its title, its notices and what is read aloud."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import address, plain
from dashboard.address import Run
from dashboard.content.data.sources import from_when
from dashboard.content.facts import Facts
from dashboard.documents.order import Order
from dashboard.screen import banners, session, show_report
from dashboard.screen.markup import markup
from malkollen.errors import MalkollenError, UnknownNameError
from malkollen.registry.home import capital
from malkollen.reports import Kind
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

STYLE = f"<style>{(Path(__file__).parents[1] / 'static' / 'style.css').read_text(encoding='utf-8')}</style>"
"""Read once: a page is drawn, if only to say what is wrong, also when no file can be opened."""
NAME = "Målkollen"
BACK = "Visa det som gäller nu"
RUN_INGEST = (
    "Kör `malkollen ingest` på servern och ladda om sidan. Går det inte: `malkollen check` säger vad som är fel."
)
MAIN: Mapping[str, str] = {
    "mal": "mal", "indikator": "indikator", "kommun": "kommun", "jamfor": "indikator", "underlag": "slag",
    "fraga": "fraga",
}  # fmt: skip
"""By a page's path: the choice that says what the page is about."""
OF_PLACE_AND_YEAR = {"indikator", "jamfor", "pendling"}
TITLED = "frame:title"
LONGEST_SUBJECT = 100
"""Letters of a title's subject: a question may be as long as its reader likes."""
MORE = "Mer"
SIMPLE, YES = "frame:simple", "ja"
SIMPLER = "Enklare"
PRINT = "Skriv ut"
SHEETS: Mapping[str, Kind] = {"": "ledningsgrupp", "mal": "ledningsgrupp", "indikator": "blad"}
"""By a page's path: the one-page sheet that is printed of it; every other page is printed as it stands."""
Pages = Mapping[str, StreamlitPage]
"""Pages by the names of their files in views/."""


def anew(key: str, shown: str) -> DeltaGenerator:
    """A place that is emptied at once where it is to hold another thing than it did: what stood there is not left.

    key: of the place in the session. shown: what it is to hold now.
    """
    is_other = st.session_state.get(key, shown) != shown
    st.session_state[key] = shown
    return st.empty().container() if is_other else st.container()


class Brand:
    """The product's name, which leads to the start as everywhere, and whose it is."""

    def __init__(self, start: StreamlitPage, whose: str) -> None:
        """Draws both, the link anew when the page's choices are known. whose: empty where nothing can be read."""
        self._start = start
        with st.container(horizontal=True, key="mk-brand", gap=None, width="content", vertical_alignment="center"):
            self._room = st.empty()
            st.html(f'<p class="mk-brand"><span>{plain.html(whose)}</span></p>', width="content")
        self.draw()

    def draw(self) -> None:
        """Leads to the start page with the choices that it can take."""
        self._room.page_link(self._start, label=NAME, query_params=address.along("overview"))


class Doors:
    """The links of the header: drawn before a page runs, so that nothing jumps, and anew when its choices are known."""

    def __init__(self, pages: Pages, more: Pages) -> None:
        """Makes room for the links, and for those under Mer."""
        self._pages, self._more = pages, more
        with st.container(horizontal=True, key="mk-nav", gap=None, width="content"):
            self._rooms = [st.empty() for _ in pages]
            with st.container(key="mk-more", width="content").expander(MORE):
                self._rooms += [st.empty() for _ in more]
        self.draw()

    def draw(self) -> None:
        """Links to every page with the choices that it can take."""
        for room, (view, page) in zip(self._rooms, [*self._pages.items(), *self._more.items()], strict=True):
            room.page_link(page, label=plain.markdown(page.title), query_params=address.along(view))


class Tools:
    """What a reader can do on every page: ask, see the answers alone, print the page's sheet, copy its whole link."""

    def __init__(self, asking: StreamlitPage) -> None:
        """Leads to where one asks, asks whether the answers are wanted alone, and makes room for the rest.

        That stands before the page is composed.
        """
        run = address.run()
        is_simple = run.asked.get(address.SIMPLE) == YES
        run.settle(address.SIMPLE, YES if is_simple else "", "", YES if run.bar.get(address.SIMPLE) == YES else "")
        st.session_state[SIMPLE] = is_simple
        with st.container(horizontal=True, key="mk-tools", width="content", vertical_alignment="center", gap="small"):
            self._asking, self._ask = asking, st.empty()
            self._draw_ask()
            st.toggle(SIMPLER, key=SIMPLE, on_change=_simplify)
            self._print, self._link = st.empty(), st.empty()

    def draw(self, facts: Facts | None, spoken: str) -> None:
        """Draws what depends on every choice of the page. spoken: what is shown, for who cannot see it."""
        self._draw_ask()
        if facts and (wanted := _sheet(facts)):
            with self._print:
                show_report.sheet(facts, wanted, PRINT)
        elif facts:
            self._print.html(markup.print_page(PRINT), width="content")
        self._link.html(markup.copy_link(address.pinned(), "Kopiera länk") + markup.said_aloud(spoken), width="content")

    def _draw_ask(self) -> None:
        self._ask.page_link(self._asking, query_params=address.along("questions"))


def _simplify() -> None:
    address.press(address.SIMPLE, YES if st.session_state[SIMPLE] else None)


def _sheet(facts: Facts) -> Order | None:
    """The sheet of what the page shows; None where it has none."""
    run = address.run()
    kind, key = SHEETS.get(run.page), run.shown.get("indikator", "")
    if kind == "blad":
        area = run.shown.get("omrade") or facts.areas.home.id
        return Order(kind, (key,), area) if key in facts.registry.indicators else None
    return Order(kind) if kind else None


def foot(facts: Facts) -> None:
    """What the figures are, from when, and who answers for them; their version is a mark that nobody reads."""
    st.html(
        f'<p data-version="{plain.html(facts.data_version)}">Målkollen visar publicerad statistik. '
        f"{plain.html(from_when(facts))}. {plain.html(capital(facts.home.processing))}. "
        "Ingen spårar dig här.</p>"
    )


def links(pages: Pages) -> None:
    """Links beside each other."""
    with st.container(horizontal=True):
        for view, page in pages.items():
            st.page_link(page, label=plain.markdown(page.title), query_params=address.along(view))


def title(page: str, run: Run) -> str:
    """The title of the browser's tab: the page and what is chosen on it.

    Args:
        page: the page's own title.
    """
    words = run.words
    subject = excerpt(words.get(MAIN.get(run.page, ""), ""), LONGEST_SUBJECT)
    heading = subject if subject and run.page == "indikator" else ": ".join(filter(None, [page, subject]))
    when = " ".join(filter(None, [words.get("omrade"), words.get("ar")])) if run.page in OF_PLACE_AND_YEAR else ""
    edition = f"fastställd version {run.shown[address.EDITION]}" if run.shown.get(address.EDITION) else ""
    return f"{', '.join(filter(None, [heading, when, edition]))} – {NAME}"


def unknown_page(pages: Sequence[StreamlitPage]) -> str | None:
    """The path that a reader asked for where no page stands."""
    context = get_script_run_ctx()
    asked = context.pages_manager.intended_page_name if context else None
    return asked if asked and asked not in [page.url_path for page in pages] else None


def say_no_page(path: str, pages: Pages) -> None:
    """Says that a page does not exist, and which do."""
    titles = listed(page.title for page in pages.values())
    address.run().notices.append(
        f"Sidan ”{excerpt(path, plain.NOTICE)}” finns inte. Översikt visas. Sidorna är {titles}."
    )


def no_facts(fault: MalkollenError) -> None:
    """Says why no page can be shown, and what there is instead."""
    if not (session.edition_name() and isinstance(fault, UnknownNameError)):
        st.title("Målkollen kan inte visa några siffror", anchor=False)
        st.error(plain.markdown(str(fault)))
        if session.edition_name():
            st.button(BACK, on_click=session.leave_edition)
            banners.edition_values()
        else:
            st.write(RUN_INGEST)
        return
    st.title("Den fastställda versionen finns inte", anchor=False)
    st.error(plain.markdown(capital(str(fault)) + "."))
    st.button(BACK, on_click=session.leave_edition)
    address.run().forget(address.EDITION)  # the doors lead to what there is
    address.run().asked.pop(address.EDITION)


def close(page: StreamlitPage, doors: Doors, notices: DeltaGenerator, tools: Tools, facts: Facts | None) -> None:
    """Writes the address, and draws what depends on every choice of the page."""
    run = address.run()
    run.end()
    doors.draw()
    if run.notices:
        notices.warning("\n\n".join(plain.markdown(notice) for notice in run.notices))
    st.session_state[TITLED] = title(page.title, run)
    st.set_page_config(page_title=st.session_state[TITLED])
    said = run.spoken or st.session_state[TITLED].removesuffix(f" – {NAME}")
    tools.draw(facts, said)
