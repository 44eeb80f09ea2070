"""Evaluations that are kept: asked again of the same figures and the same declaration, the answer is the same.

A page, a document, a fixed version and a comparison each evaluate everything, most often of figures that have been
evaluated in this process before: in another copy of the database, under another programme, after a word was changed.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from malkollen.values.values import Evaluation

MOST = 60
"""Indicators, each about a million bytes: three databases' worth."""


class Evaluated:
    """The evaluations asked for last, up to a number; nobody changes one.

    Args:
        most: how many indicators' are kept.
    """

    def __init__(self, most: int = MOST) -> None:
        """An empty store."""
        self._most = most
        self._lock = Lock()
        self._by_key: OrderedDict[Hashable, tuple[Evaluation, ...]] = OrderedDict()

    def get(self, key: Hashable, evaluate: Callable[[], tuple[Evaluation, ...]]) -> tuple[Evaluation, ...]:
        """An indicator's evaluations, made if they are not here; two who ask for them at once both make them.

        Args:
            key: all that they depend on.
        """
        with self._lock:
            if key in self._by_key:
                self._by_key.move_to_end(key)
                return self._by_key[key]
        evaluations = evaluate()
        with self._lock:
            self._by_key[key] = evaluations
            while len(self._by_key) > self._most:
                self._by_key.popitem(last=False)
        return evaluations
