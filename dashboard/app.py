"""The frame of every page: styles, navigation, footer. The pages are in views/."""

from pathlib import Path

import streamlit as st

from dashboard import asked, plain
from dashboard.screen import choices, session, show
from dashboard.screen.programmes import show_programme
from dashboard.screen.style import STYLE
from malkollen.errors import MalkollenError
from malkollen.registry.home import capital

HERE = Path(__file__).parent
RUN_INGEST = (
    "Kör `malkollen ingest` på servern och ladda om sidan. Går det inte: `malkollen check` säger vad som är fel."
)
IN_FOOTER = 2  # pages, last in the list, that are linked in the footer and not in the header

st.set_page_config(page_title="Målkollen", page_icon=str(HERE / "static" / "ikon.png"), layout="wide")
st.html(STYLE)
views = [
    st.Page("views/overview.py", title="Översikt", default=True),
    st.Page("views/goal.py", title="Mål", url_path="mal"),
    st.Page("views/indicator.py", title="Indikator", url_path="indikator"),
    st.Page("views/municipality.py", title="Kommun", url_path="kommun"),
    st.Page("views/eight.py", title="De åtta", url_path="sida-vid-sida"),
    st.Page("views/commuting.py", title="Pendling", url_path="pendling"),
    st.Page("views/transit.py", title="Kollektivtrafik", url_path="kollektivtrafik"),
    st.Page("views/compare.py", title="Jämför", url_path="jamfor"),
    st.Page("views/reports.py", title="Underlag", url_path="underlag"),
    st.Page("views/priorities.py", title="Prioriterade objekt", url_path="prioriterade-objekt"),
    st.Page("views/sources.py", title="Data och källor", url_path="kallor"),
    st.Page("views/method.py", title="Så bedömer vi", url_path="sa-bedomer-vi"),
    st.Page("views/accessibility.py", title="Tillgänglighetsredogörelse", url_path="tillganglighetsredogorelse"),
]
in_a_room = st.Page("views/conference.py", title="Konferensläge", url_path="konferens")
page = st.navigation([*views, in_a_room], position="hidden")
facts, fault, brand = None, "", ""
try:
    facts = session.facts()
    brand = facts.home.municipalities
except MalkollenError as error:
    fault = str(error)
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="mk-header"):
    st.html(f'<p class="mk-brand">Målkollen <span>{plain.html(brand)}</span></p>', width="content")
    with st.container(horizontal=True, key="mk-nav", gap=None, width="content"):
        for view in views[:-IN_FOOTER]:
            st.page_link(view, label=plain.markdown(view.title))
if facts is None:
    st.title("Målkollen kan inte visa några siffror", anchor=False)
    st.error(plain.markdown(fault))
    if session.edition_name():
        st.button("Visa det som gäller nu", on_click=session.leave_edition)
        show.edition_values()
    else:
        st.write(RUN_INGEST)
    st.stop()
choices.place_notices()
if unknown := asked.unknown():
    choices.say_unknown(unknown, "Program", facts.programme.title)
show.version_notice(facts)
show.edition_banner(facts)
show_programme.banner(facts)
body = st.container()  # the foot stands below it also where a page stops early
with st.container(key="mk-footer"):
    st.html(
        f"<p>Målkollen visar publicerad statistik. Dataversion {plain.html(facts.data_version)}, "
        f"byggd {facts.built_at:%Y-%m-%d}. "
        f"{plain.html(capital(facts.home.processing))}. Inga kakor för spårning, inga anrop till andra tjänster.</p>"
    )
    with st.container(horizontal=True):
        for view in views[-IN_FOOTER:]:
            st.page_link(view, label=plain.markdown(view.title))
with body:
    try:
        page.run()
    except MalkollenError as error:  # a file that the page reads itself
        st.error(plain.markdown(str(error)))
