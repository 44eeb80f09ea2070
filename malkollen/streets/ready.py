"""A map's graphs and finders by way of travelling, each made the first time it is asked for and kept."""

from functools import cached_property

from malkollen.streets import graph, ties
from malkollen.streets.costs import Mode
from malkollen.streets.graph import Graph
from malkollen.streets.street_map import StreetMap
from malkollen.streets.ties import Finder, Shapes


class Ready:
    """The streets of a map, made ready; the shapes of the pieces are one copy for all ways of travelling."""

    def __init__(self, streets: StreetMap) -> None:
        """Makes nothing yet."""
        self._streets = streets
        self._graphs: dict[Mode, Graph] = {}
        self._finders: dict[Mode, Finder] = {}

    @cached_property
    def _shapes(self) -> Shapes:
        return ties.shapes(self._streets)

    def graph(self, mode: Mode) -> Graph:
        """The graph that is searched."""
        if mode not in self._graphs:
            self._graphs[mode] = graph.build(self._streets, mode)
        return self._graphs[mode]

    def finder(self, mode: Mode) -> Finder:
        """Where places are on the streets."""
        if mode not in self._finders:
            self._finders[mode] = Finder(self._streets, mode, shapes=self._shapes)
        return self._finders[mode]
