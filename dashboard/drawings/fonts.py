"""The fonts of documents: our own three weights, and behind them one for letters that ours has not."""

import unicodedata
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from malkollen.texts.together import WORD_JOINER

FOLDER = Path(__file__).parents[1] / "static" / "fonts"
FAMILY = "Malkollen Sans"
BEHIND = "DejaVu Sans"
"""Letters of other languages, shipped with matplotlib; never one of the system's fonts."""
OWN = {weight: FOLDER / f"malkollen-sans-{weight}.ttf" for weight in (400, 600, 700)}
UNKNOWN = "□"
"""Stands for a letter that no font has, so that its place is seen."""
_BEHIND_FOLDER = Path(mpl.get_data_path()) / "fonts" / "ttf"

for _file in OWN.values():  # once, when first imported: charts find the weights by the family's name
    font_manager.fontManager.addfont(str(_file))


def folders() -> list[str]:
    """Where every font lies that a document may use."""
    return [str(FOLDER), str(_BEHIND_FOLDER)]


def shown(text: str) -> str:
    """The text as a document can show it: composed letters, no control characters, a square for an unknown letter."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(_shown(letter) for letter in composed)


def _shown(letter: str) -> str:
    if letter == "\n":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return "" if unicodedata.category(letter) in ("Cc", "Cf") else UNKNOWN
    return letter if ord(letter) in _letters() else UNKNOWN


@cache
def _letters() -> frozenset[int]:
    """The characters that both weights used in running text can show."""
    files = (OWN[400], *(_BEHIND_FOLDER / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")))
    own, *behind = (set(FT2Font(str(file)).get_charmap()) for file in files)
    return frozenset(own | set.intersection(*behind))


def width(text: str, size: float, weight: int = 400) -> float:
    """How wide a line of text is, in points, at a size in points. Letters of other fonts are taken as wide ones."""
    advances = _advances(weight)
    return sum(advances.get(letter, 0.8) for letter in text) * size


@cache
def _advances(weight: int) -> dict[str, float]:
    """How wide each letter of our own font is, as a share of the type's size."""
    font = FT2Font(str(OWN[weight]))
    font.set_size(100, 72)
    letters = {chr(code): font.load_char(code).linearHoriAdvance / 65536 / 100 for code in font.get_charmap()}
    return {**letters, WORD_JOINER: 0.0}
