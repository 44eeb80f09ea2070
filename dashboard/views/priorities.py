"""Prioriterade objekt: the committee's list and how far each object has come; what to fill in where there is none."""

import streamlit as st

from dashboard.content.goal import priorities
from dashboard.login import person
from dashboard.screen import session
from dashboard.screen.forms import draft_form
from dashboard.screen.sections import shown
from malkollen.login import settings
from malkollen.office.access import Role

facts = session.facts()
st.title("Prioriterade objekt", anchor=False)
is_member = person.current().role >= Role.MEMBER
shows_draft = is_member or settings.settings() is None  # where nobody logs in there are no members to show it to alone
blocks = priorities.sections(facts, is_writable=is_member, shows_draft=shows_draft)
shown(facts, blocks, draft_form.slots(facts))
