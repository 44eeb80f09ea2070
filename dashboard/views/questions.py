"""Fråga: one field, one answer; and all that can be asked."""

import streamlit as st

from dashboard import address
from dashboard.content.questions import laid, page
from dashboard.login import person
from dashboard.screen import session
from dashboard.screen.choices import Choice
from dashboard.screen.forms.question_form import QuestionForm
from dashboard.screen.sections import shown
from malkollen.login import settings
from malkollen.office.access import Role

facts = session.facts()
st.title("Fråga Målkollen", anchor=False)
form = QuestionForm()
codes = facts.areas.municipalities
mine = Choice(address.MINE, ["", *codes], "", st.selectbox, "Kommun", lambda code: page.municipality(facts, code))
is_member = person.current().role >= Role.MEMBER
shows_draft = is_member or settings.settings() is None  # as on the page of the list
told = laid.laid(page.sections(facts, form.value, mine.value, shows_draft=shows_draft))
shown(facts, told, {page.ASKED: form.ask})
