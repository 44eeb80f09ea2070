"""Hjälp: the handbook's chapters on what is done in a room, opened where it is done."""

import streamlit as st

from dashboard import plain
from dashboard.blocks.page import Link, PageSection
from dashboard.content.facts import Facts
from dashboard.content.handbook import chapters
from dashboard.screen.markup import handbook_markup
from dashboard.screen.sections import shown

HELP = "Hjälp"
WHOLE = Link("Hela handboken", "handbook")


def show(facts: Facts, room: str) -> None:
    """The button that opens the room's chapters; nothing without a handbook."""
    if not (found := chapters.of_room(room)):
        return
    with st.popover(HELP), st.container(key="mk-help"):
        for chapter in found:
            with st.expander(plain.markdown(chapter.title), expanded=len(found) == 1):
                st.markdown(handbook_markup.markdown(facts.home, chapter, is_whole=False))
        shown(facts, [PageSection("", [WHOLE])])
