"""What is held back: looked at beside what is shown, put away, and brought back."""

from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.blocks.blocks import Bullets
from dashboard.blocks.page import Fold, PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import reading as content
from dashboard.screen.forms.office import signed
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.office.room import held, work
from malkollen.office.room.held import Held

LOOKED_WRONG = "Det som ser misstänkt ut"


def show(facts: Facts, data: Path) -> None:
    """Every source that is held back, why, and what may be done; then what has been put away."""
    raw = held.held(data)
    waiting, away = content.held(facts, raw), [one for one in raw if one.put_away]
    if waiting:
        st.subheader("Det som hålls tillbaka", anchor=False)
    for one in waiting:
        _waiting(facts, one, may_go=one in raw)
    signed.say("held")
    if away:
        with st.expander(plain.markdown(f"Borttaget härifrån ({len(away)})"), key="reading:put-away"):
            for one in away:
                _away(facts, one)


def _waiting(facts: Facts, one: Held, *, may_go: bool) -> None:
    """may_go: whether it is the raw folder that has it; what the database alone remembers is gone with the next."""
    st.write(plain.markdown(content.held_text(facts, one)))
    if more := content.held_more(facts, one):
        shown(facts, [PageSection("", [Fold(LOOKED_WRONG, [Bullets(tuple(more))], key=f"held-{one.source}")])])
    with st.container(horizontal=True):
        st.button(
            "Visa de nya siffrorna bredvid de gamla", on_click=_look, args=(one.source,),
            key=f"reading:look:{one.source}",
        )  # fmt: skip
        if may_go:
            said = content.is_put_away(facts, one.source)
            st.button("Ta bort", on_click=_put_away, args=(one.source, said), key=f"reading:away:{one.source}")


def _away(facts: Facts, one: Held) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(plain.markdown(content.put_away(facts, one)))
        said = content.is_brought_back(facts, one.source)
        st.button("Lägg tillbaka", on_click=_bring_back, args=(one.source, said), key=f"reading:back:{one.source}")


def _look(source: str) -> None:
    what, command = "läser det som hålls tillbaka", ["proposal", "make", "--offline", source]
    signed.act("held", lambda person: work.start(storage.data_folder(), person, what, command))


def _put_away(source: str, said: str) -> None:
    signed.act("held", lambda person: held.put_away(storage.data_folder(), person, source), said)


def _bring_back(source: str, said: str) -> None:
    signed.act("held", lambda person: held.bring_back(storage.data_folder(), person, source), said)
