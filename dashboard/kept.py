"""Figures that are kept, and the collector kept off what lies in memory for long.

plotly's checking of a figure takes longer than all the rest of a page, so a figure is drawn once of what it shows and
lies here as plain data that nobody can change. What it shows is its key: figures of other data are other figures, and
nothing is ever thrown away because a database was swapped in, only because the store is full.
"""

import atexit
import gc
import hashlib
import json
import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from dashboard.content.facts import Facts

MOST_FIGURES = 1_000
MOST_LETTERS = 24_000_000
"""Of figures as they are sent; as plain data in memory they take two to four times as much."""
Arguments = ParamSpec("Arguments")
Loaded = TypeVar("Loaded")


class Sized(Protocol):
    """What takes up room."""

    @property
    def size(self) -> int:
        """How much, in letters or bytes."""


Item = TypeVar("Item", bound=Sized)


class Drawn(BaseFigure):  # type: ignore[misc] # plotly is published without types
    """A figure as plain data: `st.plotly_chart` takes it as it is, where one of plotly's own is copied every time.

    Attributes:
        size: how long it is when it is sent.
    """

    size: int = 0

    def __init__(self, drawn: go.Figure) -> None:
        """Keeps what a browser gets of a figure; the figure itself is let go."""
        text: str = drawn.to_json(validate=False)
        self._plain = _frozen(json.loads(text))
        self.size = len(text)

    def to_dict(self) -> dict[str, Any]:
        """What a browser gets: tuples for lists, so that it cannot be changed and the collector passes it by."""
        return dict(self._plain)


class Store(Generic[Item]):
    """What was asked for last, up to a number and a size. Readers who want the same at once wait for one of them.

    Args:
        most: how many are kept. size: how large they may be together.
    """

    def __init__(self, most: int, size: int) -> None:
        """An empty store."""
        self._most, self._size = most, size
        self._lock = Lock()
        self._by_key: OrderedDict[Hashable, Future[Item]] = OrderedDict()
        self._held = 0

    def known(self, key: Hashable) -> Item | None:
        """What is kept of a key; None where it has not been made yet."""
        with self._lock:
            future = self._by_key.get(key)
            if future is None or not future.done():
                return None
            self._by_key.move_to_end(key)
        return future.result()

    def get(self, key: Hashable, make: Callable[[], Item]) -> Item:
        """What is kept of a key, made if it is not here; a fault in making reaches all who wait and is not kept."""
        with self._lock:
            future = self._by_key.get(key)
            if is_first := future is None:
                future = self._by_key[key] = Future()
            self._by_key.move_to_end(key)
        if is_first:
            self._make(key, future, make)
        return future.result()

    def _make(self, key: Hashable, future: "Future[Item]", make: Callable[[], Item]) -> None:
        try:
            item = make()
        except BaseException as error:
            with self._lock:
                self._by_key.pop(key, None)
            future.set_exception(error)
            raise
        with self._lock:
            self._held += item.size
            future.set_result(item)
            self._make_room()

    def _make_room(self) -> None:
        """Lets go what was asked for longest ago; what is still being made stays."""
        for key, future in list(self._by_key.items()):
            if len(self._by_key) <= self._most and self._held <= self._size:
                return
            if future.done():
                del self._by_key[key]
                self._held -= future.result().size


STORE: Store[Drawn] = Store(MOST_FIGURES, MOST_LETTERS)
atexit.register(gc.unfreeze)  # so that Python tidies up after itself, as it does where nothing is frozen


def figure(draw: Callable[Arguments, go.Figure], *arguments: Arguments.args, **named: Arguments.kwargs) -> Drawn:
    """The figure that a function draws of these arguments, from the store if it has been drawn before.

    Args:
        draw: a function whose figure depends on its arguments alone.
    """
    shown = [one.version if isinstance(one, Facts) else one for one in (*arguments, *named.values())]
    said = pickle.dumps((draw.__module__, draw.__qualname__, shown, list(named)))
    return STORE.get(hashlib.sha256(said).digest(), lambda: Drawn(draw(*arguments, **named)))


def settled(loaded: Loaded) -> Loaded:
    """What was just loaded to lie in memory for long, out of the collector's sight; what it replaced is let go of.

    Streamlit has Python collect its garbage after every run, and holds up everybody meanwhile: with the facts in sight
    that takes a tenth of a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return loaded


def _frozen(plain: Any) -> Any:  # noqa: ANN401 - what JSON can say
    if isinstance(plain, dict):
        return {name: _frozen(part) for name, part in plain.items()}
    return tuple(map(_frozen, plain)) if isinstance(plain, list) else plain
