"""The frame of every page: styles, navigation, footer. The pages are in views/."""

from pathlib import Path

import streamlit as st

from dashboard import address, asked, plain
from dashboard.content.goal import priorities
from dashboard.login import person, ways
from dashboard.screen import banners, choices, frame, session
from malkollen.errors import MalkollenError
from malkollen.office.access import Role

HERE = Path(__file__).parent

st.set_page_config(
    page_title=st.session_state.get(frame.TITLED, frame.NAME), page_icon=str(HERE / "static" / "ikon.png"),
    layout="wide",
)  # fmt: skip
st.html(frame.STYLE)
doors = {
    "overview": st.Page("views/overview.py", title="Översikt", default=True),
    "goal": st.Page("views/goal.py", title="Mål", url_path="mal"),
    "indicator": st.Page("views/indicator.py", title="Indikator", url_path="indikator"),
    "municipality": st.Page("views/municipality.py", title="Kommun", url_path="kommun"),
    "eight": st.Page("views/eight.py", title="Sida vid sida", url_path="sida-vid-sida"),
    "compare": st.Page("views/compare.py", title="Jämför", url_path="jamfor"),
    "reports": st.Page("views/reports.py", title="Underlag", url_path="underlag"),
}
more = {
    "commuting": st.Page("views/commuting.py", title="Pendling", url_path="pendling"),
    "transit": st.Page("views/transit.py", title="Resor", url_path="resor"),
    "priorities": st.Page("views/priorities.py", title="Prioriterade objekt", url_path="prioriterade-objekt"),
    "sources": st.Page("views/sources.py", title="Data och källor", url_path="kallor"),
    "words": st.Page("views/words.py", title="Ord", url_path="ord"),
}
in_foot = {
    "method": st.Page("views/method.py", title="Så bedömer vi", url_path="sa-bedomer-vi"),
    "accessibility": st.Page(
        "views/accessibility.py", title="Tillgänglighetsredogörelse", url_path="tillganglighetsredogorelse"
    ),
}
asking = st.Page("views/questions.py", title="Fråga", url_path="fraga")  # its door stands beside the tools
in_the_office = {
    "office": st.Page("views/office.py", title="Kansli", url_path="kansli"),
    "handbook": st.Page("views/handbook.py", title="Kansliets handbok", url_path="handbok"),
}
in_a_room = st.Page("views/conference.py", title="Konferensläge", url_path="konferens")
was = st.Page("views/transit.py", title="Resor", url_path="kollektivtrafik")  # the page's old address, still open
pages = [*doors.values(), *more.values(), *in_the_office.values(), *in_foot.values(), asking, in_a_room, was]
page = st.navigation(pages, position="hidden")
address.begin(page.url_path)
reader = person.current()
facts, fault, brand = None, None, ""
try:
    facts = session.facts()
    brand = facts.home.municipalities
except MalkollenError as error:
    fault = error
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="mk-header"):
    name = frame.Brand(doors["overview"], brand)
    if facts is not None and not priorities.is_followed(facts):
        del more["priorities"]
    header = frame.Doors(doors, more | in_the_office if reader.role >= Role.OFFICE else more)
    tools = frame.Tools(asking)
with st.container(key="mk-body"):
    notices = st.container()
    body = st.container()  # the foot stands below it also where a page stops early
if facts is not None:
    with st.container(key="mk-footer"):
        frame.foot(facts)
        frame.links(in_foot)
        ways.show(reader)
try:
    with body:
        if fault is not None:
            frame.no_facts(fault)
        if facts is not None:
            if path := frame.unknown_page(pages):
                frame.say_no_page(path, doors | more)
            if unknown := asked.unknown():
                choices.say_unknown(address.PROGRAMME, unknown, "Program", facts.programme.title)
            banners.version_notice(facts)
            banners.edition_banner(facts)
            banners.programme_banner(facts)
            page.run()
except MalkollenError as error:  # a file that the page reads itself
    body.error(plain.markdown(str(error)))
except address.PageEnd:
    pass
name.draw()
frame.close(page, header, notices, tools, facts)
