"""Valhalla's own times between places (pyvalhalla), to hold ours against; imported only where it is installed."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import valhalla
from valhalla.config import get_config

COSTINGS = {
    "walk": ("pedestrian", {"walking_speed": 4.8}), "cycle": ("bicycle", {"cycling_speed": 16}), "car": ("auto", {}),
}  # fmt: skip


def seconds(extract: Path, mode: str, places: np.ndarray) -> np.ndarray:
    """(places, places) seconds, NaN where there is no way; places: latitude and longitude, at most fifty."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tiles").mkdir()
        config = get_config(tile_extract="", tile_dir=str(folder / "tiles"), verbose=False)
        (folder / "valhalla.json").write_text(json.dumps(config), encoding="utf-8")
        build = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
        subprocess.run([str(build), "-c", str(folder / "valhalla.json"), str(extract)], check=True, capture_output=True)
        at = [{"lat": float(latitude), "lon": float(longitude)} for latitude, longitude in places]
        costing, options = COSTINGS[mode]
        asked = {"sources": at, "targets": at, "costing": costing, "costing_options": {costing: options}}
        answer = valhalla.Actor(config).matrix(json.dumps(asked))
        rows = (json.loads(answer) if isinstance(answer, str) else answer)["sources_to_targets"]
        return np.array([[np.nan if cell["time"] is None else cell["time"] for cell in row] for row in rows], float)
