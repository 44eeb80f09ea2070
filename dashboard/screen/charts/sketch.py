"""A figure while it is put together, as plain data: plotly would check the whole of it anew at every step.

What is done step by step here is what a figure of plotly's is asked to do, by the same names.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import plotly.graph_objects as go

Part = dict[str, Any]
"""A part of a figure as plain data."""


class Sketch:
    """Traces and what is around them.

    Attributes:
        data: the traces, each with its type. layout: what is around them.
    """

    def __init__(self, data: Sequence[Part] = ()) -> None:
        """A figure of some traces with nothing around them."""
        self.data = [*data]
        self.layout: Part = {}

    def update_layout(self, **parts: Any) -> None:  # noqa: ANN401 - what plotly takes
        """Adds to what is around the traces; what is None is taken away."""
        _add(self.layout, parts)

    def update_xaxes(self, **parts: Any) -> None:  # noqa: ANN401
        """The same for the axis across."""
        self.update_layout(xaxis=parts)

    def update_yaxes(self, **parts: Any) -> None:  # noqa: ANN401
        """The same for the upright axis."""
        self.update_layout(yaxis=parts)

    def add_annotation(self, **parts: Any) -> None:  # noqa: ANN401
        """Words on the chart."""
        self.layout.setdefault("annotations", []).append(parts)

    def figure(self) -> go.Figure:
        """The whole as plotly's own, checked once."""
        return go.Figure(self.data, self.layout)


def _add(known: Part, parts: Part) -> None:
    for name, part in parts.items():
        if part is None:
            known.pop(name, None)
        elif isinstance(part, dict):
            _add(known.setdefault(name, {}), part)
        else:
            known[name] = deepcopy(part)
