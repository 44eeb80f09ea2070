"""De åtta sida vid sida: every measure in every municipality, one's own marked."""

import streamlit as st

from dashboard import plain
from dashboard.blocks.page import TWIN, PageSection, Sheet
from dashboard.blocks.pieces import Legend
from dashboard.content.municipality import eight
from dashboard.figures import theme
from dashboard.screen import choices, session
from dashboard.screen.sections import shown
from malkollen.registry.home import capital

facts = session.facts()
st.title(plain.markdown(f"{capital(facts.members.the)} sida vid sida"), anchor=False)
options = ["", *facts.areas.home_members]
mine = choices.choose(
    "kommun", options, "", st.selectbox, "Min kommun", lambda code: facts.areas.name(code) if code else "Ingen vald"
)
legend = tuple(zip(theme.DIVERGING, eight.SHADES, strict=True))
shown(facts, [PageSection("", [
    Legend(eight.LEGEND_TITLE, legend),
    eight.matrix(facts, mine),
    Sheet(eight.values_table(facts), "eight", TWIN),
])])  # fmt: skip
