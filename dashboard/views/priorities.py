"""Prioriterade objekt: the committee's list and how far each object has come; what to fill in where there is none."""

import streamlit as st

from dashboard import address
from dashboard.content.objects import page
from dashboard.login import person
from dashboard.screen import choices, session
from dashboard.screen.forms import draft_form
from dashboard.screen.sections import shown
from malkollen.login import settings
from malkollen.office.access import Role

facts = session.facts()
mine = choices.asked(address.MINE) or ""
st.title("Prioriterade objekt", anchor=False)
is_member = person.current().role >= Role.MEMBER
shows_draft = is_member or settings.settings() is None  # where nobody logs in there are no members to show it to alone
shown(
    facts,
    page.sections(facts, mine, is_writable=is_member, shows_draft=shows_draft, is_simple=address.run().is_simple),
    draft_form.slots(facts),
)
