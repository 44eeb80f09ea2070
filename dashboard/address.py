"""The address: read whole when a page begins, written at most once when it has run, and only with what was chosen.

So a choice is one entry in the browser's history and a default is none, and Back shows a page as it was left. What the
address already says, in other words or unasked, it may go on saying: rewriting it would shut the way back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

RUN, BAR, SET, HELD, OWN = "address:run", "address:bar", "address:set", "address:held", "address:own"
WROTE, UNDER_WAY = "address:wrote", "address:under-way"
TAKES: Mapping[str, tuple[str, ...]] = {
    "overview": ("for", "ordning", "matt", "kommun"),
    "goal": ("indikator", "karta", "ar", "kommun"),
    "indicator": ("indikator", "omrade", "ar", "jamfor", "variant", "karta", "omraden"),
    "municipality": ("kommun",),
    "eight": ("kommun", "rader", "kolumner"),
    "commuting": ("ar", "kommun"),
    "compare": ("indikator", "ar", "omraden", "kommun", "mal"),
    "reports": ("for", "slag", "indikatorer", "jamforelse", "kommun"),
    "transit": ("tidtabell", "kommun"),
    "questions": ("kommun",),
    "office": ("rum",),
    "priorities": ("kommun",),
    "sources": ("kommun",),
    "words": ("kommun",),
    "method": ("kommun",),
    "conference": ("kommun",),
}
"""Which choices follow along to a page, by the name of its view. Pages that do not ask whose municipality it is keep it
in their address, so that it is known also where the page is opened anew."""
PINNED, EDITION, PROGRAMME, GOAL, SIMPLE = "data", "utgava", "program", "mal", "enkelt"
PART = "avsnitt"
"""The part of a page that a link leads to, by its anchor: frame.js goes there."""
EVERYWHERE = (EDITION, PROGRAMME, SIMPLE)
"""What is read, whatever the page: these choices follow along to all of them."""
OF_NOW = {"office": "kansli", "handbook": "handbok"}
"""The pages where one writes what holds now, by their views, and their paths: no fixed version follows along there."""
MINE = "kommun"
CODE = re.compile("[0-9]{4}")
"""What a municipality's code looks like: nothing else is taken along unread."""
LOOKED = "kommun:looked"
"""The municipality that was looked at last and nobody has chosen: the page Kommun opens with it, and no other page."""
TWINS = {"kommun": "omrade", "omrade": LOOKED, "jamfor": "jamforelse", "jamforelse": "jamfor"}
"""Two names of one choice, on different pages."""


@dataclass
class Run:
    """One run of a page, and what it is asked for.

    Attributes:
        page: the page's path.
        bar: what the address holds, by name.
        asked: the same, with what a press has changed since (a click on the map, a way back).
        is_new: whether the reader has come by the address (a link, Back), which then rules over what the page held.
        is_to_itself: whether the reader was on the same page before, with another address.
        pressed: the names that a press has changed.
        shown: what is shown, by name, as the address says it.
        default: what is shown where nothing is chosen, by name.
        words: what is shown, by name, as the reader reads it.
        notices: what is to be said of the address, the frame says it in one place.
        spoken: what is shown, in a line for who cannot see it.
        explained: the words that the page has explained where they stand.
        is_answered: whether the page has answered a question yet.
        said: the keys of what it says once and has said.
        unprinted: how many of its sections so far leave nothing on paper.
    """

    page: str = ""
    bar: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    is_new: bool = True
    is_to_itself: bool = False
    pressed: frozenset[str] = frozenset()
    shown: dict[str, str] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    spoken: str = ""
    explained: set[str] = field(default_factory=set)
    is_answered: bool = False
    said: set[str] = field(default_factory=set)
    unprinted: int = 0
    _meant: dict[str, str] = field(default_factory=dict)
    _forgotten: set[str] = field(default_factory=set)

    def rules(self, name: str) -> bool:
        """Whether the address says what is chosen, rather than the question on the page."""
        return self.is_new or name in self.pressed

    @property
    def is_simple(self) -> bool:
        """Whether the reader has asked for the answers alone."""
        return bool(self.shown.get(SIMPLE))

    @property
    def is_of_now(self) -> bool:
        """Whether the page is of what holds now, whatever the address says."""
        return self.page in OF_NOW.values()

    def settle(self, name: str, value: str, default: str, meant: str, word: str = "") -> None:
        """Notes what is shown under a name.

        Args:
            value: as the address says it.
            default: what would be shown without a choice.
            meant: what the address as it stands would show.
            word: as the reader reads it.
        """
        self.shown[name], self.default[name], self._meant[name] = value, default, meant
        self.words[name] = word or value
        if name != MINE:
            _hold(name, value, is_default=value == default)
        elif value != default or self.asked.get(name) == value:  # where nobody has chosen, what was chosen stands
            _hold(name, value, is_default=False)

    def forget(self, *names: str) -> None:
        """Takes names out of what the address is to hold: the page does not ask for them."""
        self._forgotten.update(names)
        for name in names:
            for known in (self.shown, self.default, self._meant, self.words):
                known.pop(name, None)

    def chosen(self) -> dict[str, str]:
        """What the address is to hold: all that is shown and no default, and what the page may ask for again."""
        rest = {name: value for name, value in self.asked.items() if name not in self._forgotten | self.shown.keys()}
        return rest | {name: value for name, value in self.shown.items() if value != self.default[name]}

    def end(self) -> None:
        """Writes the address where it would show something else than is shown.

        A link from a page to itself reaches us before the browser's address has changed, so it is written out; where
        it says so already, as after Back, the browser does nothing.
        """
        if any(self._meant[name] != value for name, value in self.shown.items()):
            st.query_params.from_dict(self.chosen())
        elif self.is_to_itself:
            st.query_params.from_dict(self.bar)
        st.session_state.pop(SET, None)
        st.session_state[UNDER_WAY] = False
        st.session_state[BAR] = (self.page, st.query_params.to_dict())


def begin(page: str) -> Run:
    """Reads the address, before anything else of a page's run."""
    bar = st.query_params.to_dict()
    pressed: dict[str, str | None] = st.session_state.get(SET, {})  # kept until the run ends: it may be cut short
    asked = {name: value for name, value in {**bar, **pressed}.items() if value is not None}
    before = st.session_state.get(BAR)
    is_to_itself = before is not None and before[0] == page and before[1] != bar
    run = Run(page, bar, asked, before != (page, bar) or _left_another(page, bar), is_to_itself, frozenset(pressed))
    st.session_state[RUN] = run
    st.session_state[UNDER_WAY] = True
    return run


def _left_another(page: str, bar: dict[str, str]) -> bool:
    """Whether a run of another address was cut short, as by Back and Forward at once: its lists show that address."""
    last: Run | None = st.session_state.get(RUN)
    return was_cut_short() and last is not None and (last.page, last.bar) != (page, bar)


def was_cut_short() -> bool:
    """Whether the run before did not come to its end, since a reader chose again."""
    return bool(st.session_state.get(UNDER_WAY))


def run() -> Run:
    """The run that is under way."""
    found: Run = st.session_state.get(RUN) or begin("")
    return found


def press(name: str, value: str | None) -> None:
    """Changes what the address asks for at the next run; None takes the name out of it."""
    catch_up()
    st.session_state.setdefault(SET, {})[name] = value


def catch_up() -> None:
    """Gives the run the address that was written last, where its browser had not heard of it when it sent the press.

    Who leaves a field by pressing a button sends two things at once: what the field holds, and the press, with the
    address as it was before. Without this that address would rule, and what was typed would be lost.
    """
    _, known = st.session_state.get(BAR, ("", {}))
    if st.session_state.get(WROTE) == (st.query_params.to_dict(), known):
        st.query_params.from_dict(known)


def choose(name: str, value: str, default: str) -> None:
    """Writes a choice into the address as it is made, before the page runs.

    A reader who chooses again before the page has run cuts it short, and several choices may reach us at once: each is
    written by itself, so that each is a step that Back takes by itself.
    """
    catch_up()
    page, _ = st.session_state.get(BAR, ("", {}))
    bar = st.query_params.to_dict()
    chosen = {other: said for other, said in bar.items() if other != name}
    if value != default:
        chosen[name] = value
    if chosen != bar:
        st.query_params.from_dict(chosen)
    if name == MINE:
        _hold(name, value, is_default=not value)  # the first of them is a choice as any other
    st.session_state[WROTE] = (bar, chosen)
    st.session_state[BAR] = (page, chosen)
    if isinstance(last := st.session_state.get(RUN), Run):
        last.bar = chosen  # what is chosen is what its lists show: the address is no other


def is_own(name: str, value: str) -> bool:
    """Whether a page that the reader has opened showed this choice: it may follow to a page that lacks it, unsaid."""
    return (name, value) in st.session_state.get(OWN, ())


def along(view: str, **choices: str) -> dict[str, str] | None:
    """The choices of a link to a page: those given, and those made so far that the page can take.

    Args:
        view: the name of the page's file in views/.
        choices: given; an empty one is left to the page, whatever was chosen before.
    """
    here = run()
    read = {name: here.shown.get(name, here.asked.get(name, "")) for name in EVERYWHERE}
    read = {name: value for name, value in read.items() if value and value != here.default.get(name)}
    if view in OF_NOW:
        read.pop(EDITION, None)
    held: dict[str, str] = st.session_state.get(HELD, {})
    mine = "" if MINE in here.shown else here.asked.get(MINE, "")
    unasked = {MINE: mine} if CODE.fullmatch(mine) else {}
    looked = {MINE: held[LOOKED]} if view == "municipality" and LOOKED in held else {}
    known = unasked | held | looked
    every = read | {name: known[name] for name in TAKES.get(view, ()) if name in known} | choices
    return {name: value for name, value in every.items() if value} or None


def pinned() -> str:
    """The whole address of what is shown, defaults, year and data version too, as a relative link."""
    shown = run().shown | {PINNED: run().default.get(PINNED, "")}  # what is shown is of today, whatever a link said
    return "?" + urlencode({name: value for name, value in shown.items() if value})


class PageEnd(Exception):  # noqa: N818 - no error
    """A page has shown all it has to show."""


def end_page() -> NoReturn:
    """Ends a page before its last line; the frame is drawn whole around it, which st.stop would not let it be."""
    raise PageEnd


def _hold(name: str, value: str, *, is_default: bool) -> None:
    """Remembers a choice for the pages to come, under both its names."""
    held: dict[str, str] = st.session_state.setdefault(HELD, {})
    own: set[tuple[str, str]] = st.session_state.setdefault(OWN, set())
    twin = TWINS.get(name)
    before = held.pop(name, None)
    if name == MINE:
        held.pop(LOOKED, None)
    if twin and twin != LOOKED and held.get(twin) == before:
        held.pop(twin, None)  # who looks at the whole has not left the municipality
    if is_default:
        return
    held[name] = value
    own.add((name, value))
    if twin and (value.isdigit() or twin.startswith("jamfor")):  # a municipality's code, not a region's
        held[twin] = value
        own.add((MINE if twin == LOOKED else twin, value))
