"""For analysts: what Målkollen shows as pandas and geopandas frames, from the database or from a fixed version.

    from malkollen import analysis

    data = analysis.load()
    data.values("K02")

Frames are tidy, a row a value; nothing in them is rounded, and a missing value is missing, never zero. docs/analys.md.
"""

from malkollen.analysis.frames import Frames, load

__all__ = ["Frames", "load"]
