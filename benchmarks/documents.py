"""What documents cost as PDF and PPTX: each against a template with one line in it, and the memory of a hundred.

Run from the checkout: uv run python benchmarks/documents.py
"""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from clock import seconds

from dashboard.blocks.blocks import Section, Text
from dashboard.content import facts as dashboard_facts
from dashboard.content.facts import Facts
from dashboard.documents import annual, conference, leadership, sheets
from dashboard.documents.document import Document
from dashboard.paper import pdf_writer
from dashboard.slides import pptx_writer
from ingest import build
from malkollen import ROOT
from malkollen.database import storage

PAGES = 100
DAY = date(2026, 11, 22)
SHEET = "electric_car_share"


def resident() -> float:
    """Memory that this process holds now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def benchmark_memory(facts: Facts) -> None:
    """Memory after the tenth and after the hundredth PDF of the same process, every one another indicator or area."""
    keys, places = facts.registry.computed(), facts.areas.home_members
    held = []
    for count in range(PAGES):
        area = places[count // len(keys) % len(places)]
        pdf_writer.write(sheets.compose(facts, [keys[count % len(keys)]], area))
        held.append(resident())
    first, last = held[PAGES // 10 - 1], held[-1]
    print(
        f"minne efter {PAGES} indikatorblad: {last:.0f} MB, {last / first:.2f} × efter {PAGES // 10} ({first:.0f} MB)"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for name in ("figures", "reference"):
            shutil.copytree(ROOT / "data" / name, data / name)
        build.build(data)
        facts = dashboard_facts.load(data / storage.FILE_NAME, DAY)
        line = Document("Tom", "tom", "report", [Section("", [Text("En rad.")])])
        base = seconds(lambda: pdf_writer.write(line))
        documents = {
            "ledningsgruppens sida (en A4)": leadership.compose(facts, data),
            "ett indikatorblad med diagram och karta": sheets.compose(facts, [SHEET]),
            "konferensen som bilder": conference.compose(facts),
            "alla indikatorblad": sheets.compose(facts, list(facts.registry.indicators)),
            "årsredovisningen": annual.compose(facts),
        }
        for what, made in documents.items():
            own = seconds(lambda made=made: pdf_writer.write(made))  # type: ignore[misc]
            print(f"{what:<42} {own:7.3f} s   {own / base:7.1f} ×   en rad på en sida ({base:.3f} s)")
            shown = seconds(lambda made=made: pptx_writer.write(made))  # type: ignore[misc]
            print(f"{what + ', PPTX':<42} {shown:7.3f} s   {shown / own:7.1f} ×   samma som PDF")
        benchmark_memory(facts)


if __name__ == "__main__":
    main()
