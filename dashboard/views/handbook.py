"""Handbok: what the office does in Målkollen, the whole year; for the office alone."""

import streamlit as st

from dashboard import address, plain
from dashboard.blocks.pieces import Contents
from dashboard.content.handbook import chapters
from dashboard.content.office import page
from dashboard.login import person as persons
from dashboard.screen import session
from dashboard.screen.markup import handbook_markup, markup, page_markup
from dashboard.screen.sections import shown
from malkollen.login import settings
from malkollen.office.access import Role

facts, person = session.facts(), persons.current()
st.title(chapters.TITLE, anchor=False)
if person.role < Role.OFFICE:
    shown(facts, page.closed(person, has_login=settings.settings() is not None))
    address.end_page()
if not chapters.every():
    st.html(markup.paragraph(chapters.GONE, "lead"))
    address.end_page()
opening, *rest = chapters.every()
st.markdown(handbook_markup.markdown(facts.home, opening, is_whole=True))
st.html(
    page_markup.html_of(Contents(tuple((one.anchor, chapters.in_words_of(one.title, facts.home)) for one in rest), ""))
)
for chapter in rest:
    heading = st.header if chapter.level == 2 else st.subheader
    heading(plain.markdown(chapters.in_words_of(chapter.title, facts.home)), anchor=chapter.anchor)
    st.markdown(handbook_markup.markdown(facts.home, chapter, is_whole=True))
